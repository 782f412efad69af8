// Deterministic accounts, friends and groups.
import crypto from 'node:crypto';

const FAMILY = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Phan',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
];
const MIDDLE = ['Văn', 'Thị', 'Minh', 'Hoàng', 'Ngọc', 'Quốc', 'Gia', 'Bảo', 'Thanh', 'Đức', 'Hồng', 'Xuân'];
const GIVEN = [
  'An',
  'Bích',
  'Cường',
  'Dũng',
  'Giang',
  'Hà',
  'Hùng',
  'Khánh',
  'Linh',
  'Long',
  'Mai',
  'Nam',
  'Oanh',
  'Phúc',
  'Quỳnh',
  'Sơn',
  'Thảo',
  'Tuấn',
  'Uyên',
  'Vinh',
  'Xuân',
  'Yến',
  'Đạt',
  'Ánh',
];

// The first names are chosen, the rest (for --friends N) are combined.
const FIXED = [
  { name: 'Nguyễn Văn An' },
  { name: 'Trần Thị Bích' },
  { name: 'Lê Hoàng Cường' },
  { name: 'Phạm Minh Đức' },
  { name: 'Hoàng Thị Giang', alias: 'Chị Giang kế toán' }, // display name differs from the Zalo name
  { name: 'Huỳnh Ngọc Hà' },
  { name: 'Phan Quốc Hùng' },
  { name: 'Vũ Thị Khánh Linh' },
  { name: 'Võ Thành Long' },
  { name: 'Đặng Thuỳ Mai' },
  { name: 'Bùi Tiến Nam' },
  { name: 'Đỗ Thị Oanh' },
  { name: 'Hồ Quang Phúc' },
  { name: 'Ngô Bảo Quỳnh' },
  { name: 'Dương Hồng Sơn' },
  { name: 'Lý Thị Thảo' },
  { name: 'Đinh Công Tuấn' },
  { name: 'Nguyễn Thị Ánh Yến'.normalize('NFD'), nfd: true }, // decomposed accents
  { name: 'Tô Mỹ Duyên 🌸' },
  { name: 'Nguyễn Văn An' }, // same display name as the first one
  { name: 'Gia đình Tý 👨‍👩‍👧' }, // joined emoji
  { name: 'Mai Xuân Uyên' },
  { name: 'Trịnh Gia Vinh' },
  { name: 'Cao Thị Xuân' },
  { name: 'Shop Hoa Đà Lạt' },
];

const GROUPS = [
  'Gia đình 🏠',
  'Lớp 12A1 Chuyên Toán',
  'Dự án Sông Hồng',
  'Hội phụ huynh 3B',
  'Team Marketing Quý 4',
  'Xóm trọ 42',
  'CLB Cầu lông Thủ Đức',
  'Nhóm Đông Thành Viên',
];

function generator(seedText) {
  let state = crypto.createHash('sha1').update(seedText).digest().readUInt32LE(0);
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
const strip = (text) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D');

export function buildAccount(key, index, options) {
  const random = generator(`account:${key}`);
  const base = 4512345678900000123n + BigInt(index) * 10_000_000_000_000n;
  const uidAt = (i) => String(base + BigInt(i) * 7919n); // above 2^53 on purpose
  const media = options.mediaBase;
  const names = { alice: 'Alice Nguyễn', work: 'Công Việc Trần' };
  const displayName = options.displayName ?? names[key] ?? key;
  const now = Date.now();

  const person = (i, name, extra = {}) => ({
    userId: uidAt(i),
    username:
      i % 4 === 0
        ? strip(name)
            .toLowerCase()
            .replace(/[^a-z0-9]+/g, '')
        : '',
    displayName: extra.alias ?? name,
    zaloName: name,
    avatar: `${media}/avatar/${uidAt(i)}.png`,
    bgavatar: '',
    cover: '',
    gender: i % 2,
    dob: 631152000 + i * 86400,
    sdob: '01/01/1990',
    status: i % 5 === 0 ? 'Luôn vui vẻ ☺' : '',
    phoneNumber: i % 7 === 3 ? '' : `849${String(index).padStart(2, '0')}${String(i).padStart(6, '0')}`,
    isFr: 1,
    isBlocked: 0,
    lastActionTime: now - i * 60_000,
    lastUpdateTime: now - i * 3_600_000,
    isActive: 1,
    key: 0,
    type: 0,
    isActivePC: 0,
    isActiveWeb: i % 3 === 0 ? 1 : 0,
    isValid: 1,
    userKey: '',
    accountStatus: 0,
    oaInfo: null,
    user_mode: 0,
    globalId: crypto.createHash('sha1').update(uidAt(i)).digest('hex').toUpperCase(),
    bizPkg: { label: null, pkgId: 0 },
    createdTs: 1500000000 + i,
    oa_status: null,
  });

  const friends = [];
  for (let i = 1; i <= options.friends; i += 1) {
    const fixed = FIXED[i - 1];
    const name = fixed
      ? fixed.name
      : `${FAMILY[Math.floor(random() * FAMILY.length)]} ${MIDDLE[Math.floor(random() * MIDDLE.length)]} ${GIVEN[Math.floor(random() * GIVEN.length)]}`;
    friends.push(person(i, name, fixed));
  }
  // Group members that are not friends, also findable by phone.
  const strangers = [];
  for (let i = 1; i <= 12; i += 1) {
    const p = person(
      900_000 + i,
      `${FAMILY[i % FAMILY.length]} ${MIDDLE[i % MIDDLE.length]} ${GIVEN[(i * 5) % GIVEN.length]}`,
    );
    strangers.push({ ...p, isFr: 0 });
  }

  const account = {
    key,
    index,
    uid: uidAt(0),
    displayName,
    secretKey: crypto.createHash('md5').update(`session:${key}`).digest('base64'),
    profile: {
      ...person(0, displayName),
      isFr: 0,
      phoneNumber: `849${String(index).padStart(2, '0')}000000`,
      username: key,
    },
    friends,
    strangers,
    groups: [],
    history: [],
  };

  const pool = [...friends, ...strangers];
  for (let g = 1; g <= options.groups; g += 1) {
    const name = GROUPS[g - 1] ?? `Nhóm ${g}`;
    const wanted = options.members ?? (g === 8 ? 60 : 3 + Math.floor(random() * 9));
    const members = [account.profile];
    const seen = new Set([account.uid]);
    for (
      let tries = 0;
      members.length < Math.min(wanted, pool.length + 1) && tries < wanted * 20;
      tries += 1
    ) {
      const pick = pool[Math.floor(random() * pool.length)];
      if (seen.has(pick.userId)) continue;
      seen.add(pick.userId);
      members.push(pick);
    }
    account.groups.push({
      groupId: String(8212345678900000321n + BigInt(index) * 1_000_000n + BigInt(g) * 1009n),
      name,
      desc: g === 3 ? 'Trao đổi công việc hằng ngày' : '',
      avatar: `${media}/group/${index}-${g}.png`,
      members,
      creatorId: members[g % members.length].userId,
      version: String(1_700_000_000_000 + g),
      listsIds: g !== 2, // one group only fills memVerList, as the service sometimes does
    });
  }
  return account;
}

export function groupInfo(group) {
  return {
    groupId: group.groupId,
    name: group.name,
    desc: group.desc,
    type: 1,
    creatorId: group.creatorId,
    version: group.version,
    avt: group.avatar,
    fullAvt: group.avatar,
    memberIds: group.listsIds ? group.members.map((m) => m.userId) : [],
    adminIds: [],
    currentMems: group.members.slice(0, 5).map((m) => ({
      id: m.userId,
      dName: m.displayName,
      zaloName: m.zaloName,
      avatar: m.avatar,
      avatar_25: m.avatar,
      accountStatus: 0,
      type: 0,
    })),
    updateMems: [],
    admins: [],
    hasMoreMember: group.members.length > 5 ? 1 : 0,
    subType: 1,
    totalMember: group.members.length,
    maxMember: 1000,
    setting: {
      blockName: 0,
      signAdminMsg: 1,
      addMemberOnly: 0,
      setTopicOnly: 0,
      enableMsgHistory: 1,
      joinAppr: 0,
      lockCreatePost: 0,
      lockCreatePoll: 0,
      lockSendMsg: 0,
      lockViewMember: 0,
      bannFeature: 0,
      dirtyMedia: 0,
      banDuration: 0,
    },
    createdTime: 1_700_000_000_000,
    visibility: 0,
    globalId: '',
    e2ee: 0,
    extraInfo: { enable_media_store: 0 },
    memVerList: group.members.map((m) => `${m.userId}_0`),
    pendingApprove: { time: 0, uids: null },
  };
}
