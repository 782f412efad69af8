// The people and groups of the simulated world. Pure data, the same on every run.

/** Somebody on the simulated Zalo. Ids are decimal strings above 2^53, as the real ones are. */
export interface DemoPerson {
  readonly id: string;
  readonly displayName: string;
  /** The name the person gave themselves, where the friend list shows another. */
  readonly zaloName?: string;
  readonly username?: string;
  /** International form without `+`: `84900000001`. */
  readonly phone?: string;
}

export interface DemoGroup {
  readonly id: string;
  readonly name: string;
  readonly creatorId: string;
  readonly memberIds: readonly string[];
}

const friendBase = 4_512_345_678_900_000_123n;
const outsiderBase = 4_512_345_686_027_100_123n;
const strangerBase = 4_598_765_432_100_000_077n;
const groupBase = 8_212_345_678_900_000_321n;
/** A prime step, so that the ids look like nobody counted. */
const idStep = 7_919n;

const nth = (base: bigint, index: number, step: bigint = idStep): string =>
  String(base + step * BigInt(index));

const nfd = (name: string): string => name.normalize('NFD');

type FriendSeed = readonly [name: string, extra?: { zaloName?: string; username?: string; phone?: false }];

/** Numbers 1 and 20 have equal names; 5, 14, 18 and 23 are stored decomposed (NFD); 17 and 24 are long; 19 and 21 carry emoji. */
const friendSeeds: readonly FriendSeed[] = [
  ['Nguyễn Văn An'],
  ['Trần Thị Bích'],
  ['Lê Hoàng Cường', { phone: false }],
  ['Phạm Minh Đức', { username: 'phamminhduc' }],
  [nfd('Chị Giang kế toán'), { zaloName: nfd('Hoàng Thị Giang') }],
  ['Huỳnh Ngọc Hà'],
  ['Phan Quốc Hùng'],
  ['Vũ Thị Khánh Linh', { username: 'vuthikhanhlinh' }],
  ['Võ Thành Long'],
  ['Đặng Thuỳ Mai', { phone: false }],
  ['Bùi Tiến Nam'],
  ['Đỗ Thị Oanh', { username: 'dothioanh' }],
  ['Hồ Quang Phúc'],
  [nfd('Ngô Bảo Quỳnh')],
  ['Dương Hồng Sơn'],
  ['Lý Thị Thảo', { username: 'lythithao' }],
  ['Công ty TNHH Thương mại Dịch vụ Vận tải Biển Đông – Phòng Chăm sóc Khách hàng', { phone: false }],
  [nfd('Nguyễn Thị Ánh Yến')],
  ['Tô Mỹ Duyên 🌸'],
  ['Nguyễn Văn An', { username: 'nguyenvanan' }],
  ['Gia đình Tý 👨‍👩‍👧'],
  ['Mai Xuân Uyên'],
  [nfd('Trịnh Gia Vinh')],
  ['Công Tằng Tôn Nữ Thị Hoàng Phương Khánh Ngọc Anh Thư', { username: 'tonnuanhthu', phone: false }],
  ['Shop Hoa Đà Lạt'],
];

const friendOf = ([name, extra = {}]: FriendSeed, index: number): DemoPerson => ({
  id: nth(friendBase, index + 1),
  displayName: name,
  zaloName: extra.zaloName,
  username: extra.username,
  ...(extra.phone === false ? {} : { phone: `849000000${String(index + 1).padStart(2, '0')}` }),
});

/** The 25 friends both accounts have, in the order `friend list` prints them. */
export const demoFriends: readonly DemoPerson[] = friendSeeds.map(friendOf);

/** Friend number 1 to 25. */
export const friend = (number: number): DemoPerson => demoFriends[number - 1] ?? nobody;

const nobody: DemoPerson = { id: '0', displayName: '' };

/** Who the account `default` is. */
export const shopSelf: DemoPerson = {
  id: String(friendBase),
  displayName: 'Tiệm Hoa Mai',
  username: 'tiemhoamai',
  phone: '84900000000',
};

/** Who the account `work` is, once it has logged in. */
export const workSelf: DemoPerson = {
  id: '4512345678977000999',
  displayName: 'Nguyễn An · Văn phòng',
  username: 'an.vanphong',
  phone: '84900000099',
};

const surnames = ['Hồ', 'Trần', 'Lê', 'Phạm', 'Vũ', 'Đặng', 'Bùi', 'Ngô'] as const;
const givenNames = ['Văn Oanh', 'Thị Sen', 'Quang Tú', 'Bảo Uyên', 'Hữu Vượng'] as const;

/** Members of groups who are nobody's friends. */
export const demoOutsiders: readonly DemoPerson[] = surnames.flatMap((surname, row) =>
  givenNames.map((given, column) => ({
    id: nth(outsiderBase, row * givenNames.length + column + 1),
    displayName: `${surname} ${given}`,
  })),
);

/** People who write without being known: they ask to pair. The third has the name of a friend. */
export const demoStrangers: readonly DemoPerson[] = [
  'Lương Thế Vỹ',
  'Hạ Vy (khách Shopee)',
  'Nguyễn Văn An',
  nfd('Quách Tuấn Kiệt'),
  'Bé Na 🐰',
].map((displayName, index) => ({
  id: nth(strangerBase, index + 1),
  displayName,
  phone: `84911000${String(index + 1).padStart(3, '0')}`,
}));

/** Stranger number 1 to 5. */
export const stranger = (number: number): DemoPerson => demoStrangers[number - 1] ?? nobody;

const groupSeeds: readonly (readonly [name: string, members: number])[] = [
  ['Gia đình 🏠', 9],
  ['Lớp 12A1 Chuyên Toán', 10],
  ['Dự án Sông Hồng', 10],
  ['Hội phụ huynh 3B', 7],
  ['Team Marketing Quý 4', 4],
  [nfd('Xóm trọ 42'), 11],
  ['CLB Cầu lông Thủ Đức', 10],
  ['Nhóm Đông Thành Viên: khách quen mua sỉ hoa tươi khu vực miền Tây và miền Đông Nam Bộ', 38],
];

const groupOf =
  (selfId: string) =>
  ([name, size]: readonly [string, number], index: number): DemoGroup => {
    const known = demoFriends.map((_, at) => friend(((at * 7 + index * 3) % demoFriends.length) + 1).id);
    const pool = size <= 12 ? known.slice(0, size - 2) : known.slice(0, 12);
    const outsiders = demoOutsiders.slice(index, index + size - 1 - pool.length).map((person) => person.id);
    const memberIds = [selfId, ...pool, ...outsiders];
    return { id: nth(groupBase, index + 1, 1009n), name, creatorId: pool[0] ?? selfId, memberIds };
  };

/** The eight groups of an account; the account itself is a member of each. */
export const groupsFor = (selfId: string): readonly DemoGroup[] => groupSeeds.map(groupOf(selfId));

/** Group number 1 to 8 of the account `default` (the ids are the same for `work`). */
export const group = (number: number): DemoGroup =>
  shopGroups[number - 1] ?? { id: '0', name: '', creatorId: '0', memberIds: [] };

const shopGroups = groupsFor(shopSelf.id);

const everybody = new Map(
  [shopSelf, workSelf, ...demoFriends, ...demoOutsiders, ...demoStrangers].map((person) => [
    person.id,
    person,
  ]),
);

/** Anybody of this world by id. */
export const personById = (id: string): DemoPerson | undefined => everybody.get(id);
/** Everybody who can be found by phone number, friends and strangers. */
export const peopleWithPhones: readonly DemoPerson[] = [...everybody.values()].filter(
  (person) => person.phone !== undefined,
);
