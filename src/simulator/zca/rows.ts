// The JSON rows zca prints for people and groups: every key of the recordings of openzca 0.1.58, in their order. Pure.
import { type DemoGroup, type DemoPerson, personById } from '../people.ts';

export type Row = Readonly<Record<string, unknown>>;

const avatar = (id: string): string => `https://photo-emu.zdn.vn/avatar/${id}.png`;

/** Forty hexadecimal digits made from the id: stable, and nobody's. */
const globalId = (id: string): string => {
  let state = BigInt(id);
  let text = '';
  while (text.length < 40) {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    text += (state >> 32n).toString(16).padStart(8, '0').toUpperCase();
  }
  return text.slice(0, 40);
};

const status = (index: number): string => (index % 5 === 4 ? 'Luôn vui vẻ ☺' : '');
const bornAt = (index: number): number => 631_152_000 + (index + 1) * 86_400;
const businessPackage = { label: null, pkgId: 0 };

interface Look {
  readonly index: number;
  readonly isSelf: boolean;
  readonly atMs: number;
}

const userRow = (person: DemoPerson, { index, isSelf, atMs }: Look): Row => ({
  userId: person.id,
  username: person.username ?? '',
  displayName: person.displayName,
  zaloName: person.zaloName ?? person.displayName,
  avatar: avatar(person.id),
  bgavatar: '',
  cover: '',
  gender: isSelf ? 0 : (index + 1) % 2,
  dob: isSelf ? 631_152_000 : bornAt(index),
  sdob: '01/01/1990',
  status: isSelf ? 'Luôn vui vẻ ☺' : status(index),
  phoneNumber: person.phone ?? '',
  isFr: isSelf ? 0 : 1,
  isBlocked: 0,
  lastActionTime: isSelf ? atMs : atMs - (index + 1) * 60_000,
  lastUpdateTime: isSelf ? atMs : atMs - (index + 1) * 3_600_000,
  isActive: 1,
  key: 0,
  type: 0,
  isActivePC: 0,
  isActiveWeb: isSelf ? 1 : Number(index % 3 === 2),
  isValid: 1,
  userKey: '',
  accountStatus: 0,
  oaInfo: null,
  user_mode: 0,
  globalId: globalId(person.id),
  bizPkg: businessPackage,
  createdTs: 1_500_000_000 + (isSelf ? 0 : index + 1),
  oa_status: null,
});

/** `me info -j`. `atMs` is when the world was made. */
export const selfRow = (person: DemoPerson, atMs: number): Row =>
  userRow(person, { index: 0, isSelf: true, atMs });

/** One row of `friend list -j`, and of `friend find` by name. `index` counts from 0. */
export const friendRow = (person: DemoPerson, index: number, atMs: number): Row =>
  userRow(person, { index, isSelf: false, atMs });

/** What `friend list -j` prints of a profile, and what openzca keeps of it in `cache/friends.json`. */
export const friendRows = (friends: readonly DemoPerson[], atMs: number): readonly Row[] =>
  friends.map((person, index) => friendRow(person, index, atMs));

/** The only row of `friend find` by phone number: other keys, and no `displayName`. */
export const phoneRow = (person: DemoPerson, index: number): Row => ({
  uid: person.id,
  zalo_name: person.zaloName ?? person.displayName,
  display_name: person.displayName,
  avatar: avatar(person.id),
  cover: '',
  status: status(index),
  gender: (index + 1) % 2,
  dob: bornAt(index),
  sdob: '01/01/1990',
  globalId: globalId(person.id),
  bizPkg: businessPackage,
  userId: person.id,
});

const nameOf = (id: string): string => personById(id)?.displayName ?? '';

const currentMember = (id: string): Row => ({
  id,
  dName: nameOf(id),
  zaloName: nameOf(id),
  avatar: avatar(id),
  avatar_25: avatar(id),
  accountStatus: 0,
  type: 0,
});

const groupSetting = {
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
};

/** One row of `group list -j`. */
export const groupRow = (group: DemoGroup, index: number, hidesMembers = false): Row => ({
  groupId: group.id,
  name: group.name,
  desc: '',
  type: 1,
  creatorId: group.creatorId,
  version: `170000000000${index + 1}`,
  avt: `https://photo-emu.zdn.vn/group/0-${index + 1}.png`,
  fullAvt: `https://photo-emu.zdn.vn/group/0-${index + 1}.png`,
  memberIds: group.memberIds,
  adminIds: [],
  currentMems: group.memberIds.slice(0, 5).map(currentMember),
  updateMems: [],
  admins: [],
  hasMoreMember: Number(group.memberIds.length > 5),
  subType: 1,
  totalMember: group.memberIds.length,
  maxMember: 1000,
  setting: { ...groupSetting, lockViewMember: Number(hidesMembers) },
  createdTime: 1_700_000_000_000,
  visibility: 0,
  globalId: '',
  e2ee: 0,
  extraInfo: { enable_media_store: 0 },
  memVerList: group.memberIds.map((id) => `${id}_0`),
  pendingApprove: { time: 0, uids: null },
});

/** One row of `group members G -j`. */
export const memberRow = (id: string, atMs: number): Row => {
  const person = {
    displayName: nameOf(id),
    zaloName: personById(id)?.zaloName ?? nameOf(id),
    avatar: avatar(id),
    accountStatus: 0,
  };
  const raw = { ...person, type: 0, lastUpdateTime: atMs, globalId: globalId(id), id };
  return { userId: id, ...person, rawJson: JSON.stringify(raw) };
};
