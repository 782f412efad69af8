// Names of every kind: the gateway compares what is written, code unit by code unit, but for case and blanks around. Held against the real
// gateway by verdicts.test.ts, and without it by test/core/policy/decide-names.test.ts.
import type { VerdictCase } from './support/verdict-case.ts';
import { group, probe, stranger } from './verdict-words.ts';

/** A row of `friend list` or `group list`, as zca prints it. */
export type ListRow = Readonly<Record<string, unknown>>;

const nfd = (text: string): string => text.normalize('NFD');
/** Puts something in place of the first blank. */
const blank = (text: string, instead: string): string => text.replace(' ', instead);
/** Puts something behind the first two letters. */
const inside = (text: string, sign: string): string => `${text.slice(0, 2)}${sign}${text.slice(2)}`;

/** No-break space, zero-width space, byte order mark, right-to-left mark: none is a blank that one sees. */
const [nbsp, zwsp, bom, rlm] = ['\u00a0', '\u200b', '\ufeff', '\u200f'];

const friendId = (row: number): string => String(4_512_000_000_000_010_000n + BigInt(row));
const groupId = (row: number): string => String(7_100_000_000_000_010_000n + BigInt(row));

interface Friendly {
  readonly entry: string;
  readonly friends: readonly ListRow[];
}
type FriendRow = readonly [
  says: string,
  kind: 'reply' | 'not-in-allowlist',
  row: (name: string, id: string) => Friendly,
];

const named = (entry: string, userId: string, displayName: string): Friendly => ({
  entry,
  friends: [{ userId, displayName }],
});

const friendRows: readonly FriendRow[] = [
  ['the same name', 'reply', (name, id) => named(name, id, name)],
  [
    'composed in the config, taken apart on Zalo',
    'not-in-allowlist',
    (name, id) => named(name, id, nfd(name)),
  ],
  [
    'taken apart in the config, composed on Zalo',
    'not-in-allowlist',
    (name, id) => named(nfd(name), id, name),
  ],
  ['taken apart on both sides', 'reply', (name, id) => named(nfd(name), id, nfd(name))],
  [
    'one blank in the config, two on Zalo',
    'not-in-allowlist',
    (name, id) => named(name, id, blank(name, '  ')),
  ],
  [
    'two blanks in the config, one on Zalo',
    'not-in-allowlist',
    (name, id) => named(blank(name, '  '), id, name),
  ],
  ['two blanks on both sides', 'reply', (name, id) => named(blank(name, '  '), id, blank(name, '  '))],
  ['a no-break space on Zalo', 'not-in-allowlist', (name, id) => named(name, id, blank(name, nbsp))],
  ['a no-break space on both sides', 'reply', (name, id) => named(blank(name, nbsp), id, blank(name, nbsp))],
  ['a tab on Zalo', 'not-in-allowlist', (name, id) => named(name, id, blank(name, '\t'))],
  ['a tab on both sides', 'reply', (name, id) => named(blank(name, '\t'), id, blank(name, '\t'))],
  ['a line end on Zalo', 'not-in-allowlist', (name, id) => named(name, id, blank(name, '\n'))],
  ['a line end on both sides', 'reply', (name, id) => named(blank(name, '\n'), id, blank(name, '\n'))],
  ['blanks behind on Zalo', 'reply', (name, id) => named(name, id, `${name} \t`)],
  ['a no-break space before on Zalo', 'reply', (name, id) => named(name, id, `${nbsp}${name}`)],
  ['a byte order mark behind on Zalo', 'reply', (name, id) => named(name, id, `${name}${bom}`)],
  ['a no-break space behind in the config', 'reply', (name, id) => named(`${name}${nbsp}`, id, name)],
  ['a zero-width space behind on Zalo', 'not-in-allowlist', (name, id) => named(name, id, `${name}${zwsp}`)],
  [
    'a zero-width space inside on Zalo',
    'not-in-allowlist',
    (name, id) => named(name, id, inside(name, zwsp)),
  ],
  [
    'a zero-width space inside in the config',
    'not-in-allowlist',
    (name, id) => named(inside(name, zwsp), id, name),
  ],
  [
    'a zero-width space inside on both sides',
    'reply',
    (name, id) => named(inside(name, zwsp), id, inside(name, zwsp)),
  ],
  [
    'a zero-width joiner inside on Zalo',
    'not-in-allowlist',
    (name, id) => named(name, id, inside(name, '\u200d')),
  ],
  ['a soft hyphen inside on Zalo', 'not-in-allowlist', (name, id) => named(name, id, inside(name, '\u00ad'))],
  ['a right-to-left mark behind on Zalo', 'not-in-allowlist', (name, id) => named(name, id, `${name}${rlm}`)],
  ['an override inside on Zalo', 'not-in-allowlist', (name, id) => named(name, id, inside(name, '\u202e'))],
  ['an escape sequence on Zalo', 'not-in-allowlist', (name, id) => named(name, id, `\u001b[1m${name}`)],
  ['other case', 'reply', (name, id) => named(name.toUpperCase(), id, name)],
  [
    'other case, taken apart on Zalo',
    'not-in-allowlist',
    (name, id) => named(name.toUpperCase(), id, nfd(name)),
  ],
  ['a Cyrillic letter on Zalo', 'not-in-allowlist', (name, id) => named(`${name} a`, id, `${name} \u0430`)],
  ['a full-width letter on Zalo', 'not-in-allowlist', (name, id) => named(`${name} a`, id, `${name} \uff41`)],
  [
    'a dotted capital I, which gets a mark in lower case',
    'not-in-allowlist',
    (name, id) => named(`${name} i`, id, `${name} \u0130`),
  ],
  [
    'an emoji with a selector on Zalo, without in the config',
    'not-in-allowlist',
    (name, id) => named(`${name} \u2764`, id, `${name} \u2764\ufe0f`),
  ],
  [
    'a friend with a zaloName only',
    'not-in-allowlist',
    (name, userId) => ({ entry: name, friends: [{ userId, zaloName: name }] }),
  ],
  [
    'a friend with a user name only',
    'not-in-allowlist',
    (name, userId) => ({ entry: name, friends: [{ userId, username: name }] }),
  ],
  [
    'a display name that is empty, a zaloName',
    'not-in-allowlist',
    (name, userId) => ({ entry: name, friends: [{ userId, displayName: '', zaloName: name }] }),
  ],
  [
    'a display name that is null, another spelling of the key',
    'not-in-allowlist',
    (name, userId) => ({ entry: name, friends: [{ userId, displayName: null, display_name: name }] }),
  ],
  [
    'a friend by uid',
    'not-in-allowlist',
    (name, uid) => ({ entry: name, friends: [{ uid, displayName: name }] }),
  ],
  [
    'two of the name, the first without an id',
    'not-in-allowlist',
    (name, userId) => ({ entry: name, friends: [{ displayName: name }, { userId, displayName: name }] }),
  ],
  ['zalouser: before the name', 'reply', (name, id) => named(`zalouser:${name}`, id, name)],
  ['ZLU: and a blank before the name', 'reply', (name, id) => named(`ZLU: ${name}`, id, name)],
  [
    'a blank before zalouser: and the name',
    'not-in-allowlist',
    (name, id) => named(` zalouser:${name}`, id, name),
  ],
  ['a name of digits is an id', 'not-in-allowlist', (_name, id) => named('845000123', id, '845000123')],
  ['zalouser: before an id', 'reply', (_name, id) => ({ entry: `zalouser:${id}`, friends: [] })],
  ['a blank before zalouser: and an id', 'reply', (_name, id) => ({ entry: ` zalouser:${id}`, friends: [] })],
  ['zalouser: and a blank before an id', 'reply', (_name, id) => ({ entry: `zalouser: ${id}`, friends: [] })],
  [
    'blanks on both sides of zalouser: and an id',
    'not-in-allowlist',
    (_name, id) => ({ entry: ` zalouser: ${id}`, friends: [] }),
  ],
  [
    'a zero-width space before an id',
    'not-in-allowlist',
    (_name, id) => ({ entry: `${zwsp}${id}`, friends: [] }),
  ],
  [
    'full-width digits',
    'not-in-allowlist',
    (_name, id) => ({
      entry: id.replace(/\d/gu, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
      friends: [],
    }),
  ],
  ['zalouser:* and a friend called *', 'not-in-allowlist', (_name, id) => named('zalouser:*', id, '*')],
];

interface Grouped {
  readonly rules: Readonly<Record<string, unknown>>;
  readonly groups?: readonly ListRow[];
  /** As the message has it. */
  readonly threadName?: string;
}
type GroupRow = readonly [
  says: string,
  kind: 'reply' | 'group-not-listed' | 'group-off',
  row: (name: string, id: string) => Grouped,
];

const said = (key: string, threadName: string): Grouped => ({ rules: { [key]: {} }, threadName });
const listed = (key: string, id: string, name: string): Grouped => ({
  rules: { [key]: {} },
  groups: [{ groupId: id, name }],
});
/** The number at the end of a name, which keeps the slugs apart. */
const numberOf = (name: string): string => name.split(' ').at(-1) ?? '';

const groupRows: readonly GroupRow[] = [
  ['the same name', 'reply', (name) => said(name, name)],
  ['composed as key, taken apart in the message', 'group-not-listed', (name) => said(name, nfd(name))],
  ['taken apart as key, composed in the message', 'group-not-listed', (name) => said(nfd(name), name)],
  ['taken apart on both sides', 'reply', (name) => said(nfd(name), nfd(name))],
  ['one blank as key, two in the message', 'group-not-listed', (name) => said(name, blank(name, '  '))],
  ['two blanks on both sides', 'reply', (name) => said(blank(name, '  '), blank(name, '  '))],
  ['a no-break space in the message', 'group-not-listed', (name) => said(name, blank(name, nbsp))],
  ['a no-break space on both sides', 'reply', (name) => said(blank(name, nbsp), blank(name, nbsp))],
  ['a tab in the message', 'group-not-listed', (name) => said(name, blank(name, '\t'))],
  ['a tab on both sides', 'reply', (name) => said(blank(name, '\t'), blank(name, '\t'))],
  ['a line end on both sides', 'reply', (name) => said(blank(name, '\n'), blank(name, '\n'))],
  ['a blank behind in the message', 'group-not-listed', (name) => said(name, `${name} `)],
  ['a blank behind on both sides', 'reply', (name) => said(`${name} `, `${name} `)],
  ['a zero-width space in the message', 'group-not-listed', (name) => said(name, inside(name, zwsp))],
  ['a zero-width space on both sides', 'reply', (name) => said(inside(name, zwsp), inside(name, zwsp))],
  ['a right-to-left mark behind in the message', 'group-not-listed', (name) => said(name, `${name}${rlm}`)],
  ['an escape sequence on both sides', 'reply', (name) => said(`\u001b[1m${name}`, `\u001b[1m${name}`)],
  ['other case', 'group-not-listed', (name) => said(name.toLowerCase(), name)],
  [
    'two keys that look alike: the composed one says no',
    'group-off',
    (name) => ({ rules: { [name]: { enabled: false }, [nfd(name)]: {} }, threadName: name }),
  ],
  [
    'two keys that look alike: the one taken apart says yes',
    'reply',
    (name) => ({ rules: { [name]: { enabled: false }, [nfd(name)]: {} }, threadName: nfd(name) }),
  ],
  [
    'the slug of a composed name',
    'reply',
    (name) => said(`ti-ng-vi-t-${numberOf(name)}`, `Tiếng Việt ${numberOf(name)}`),
  ],
  [
    'the slug of a composed name, taken apart in the message',
    'group-not-listed',
    (name) => said(`ti-ng-vi-t-${numberOf(name)}`, nfd(`Tiếng Việt ${numberOf(name)}`)),
  ],
  [
    'the slug of a name taken apart',
    'reply',
    (name) => said(`tie-ng-vie-t-${numberOf(name)}`, nfd(`Tiếng Việt ${numberOf(name)}`)),
  ],
  [
    'the slug of a name taken apart, composed in the message',
    'group-not-listed',
    (name) => said(`tie-ng-vie-t-${numberOf(name)}`, `Tiếng Việt ${numberOf(name)}`),
  ],
  [
    'the slug of a name with two blanks',
    'reply',
    (name) => said(`work-chat-${numberOf(name)}`, `Work  Chat ${numberOf(name)}`),
  ],
  [
    'the slug of a name with a zero-width space between',
    'reply',
    (name) => said(`work-chat-${numberOf(name)}`, `Work${zwsp}Chat ${numberOf(name)}`),
  ],
  [
    'the slug of a name with a zero-width space in a word',
    'group-not-listed',
    (name) => said(`work-chat-${numberOf(name)}`, `Wo${zwsp}rk Chat ${numberOf(name)}`),
  ],
  [
    'the slug of a name with a zero-width space before #',
    'reply',
    (name) => said(`work-chat-${numberOf(name)}`, `${zwsp}#Work Chat ${numberOf(name)}`),
  ],
  [
    'the slug of a name with a no-break space before #',
    'reply',
    (name) => said(`work-chat-${numberOf(name)}`, `${nbsp}#Work Chat ${numberOf(name)}`),
  ],
  [
    'the slug of full-width letters',
    'group-not-listed',
    (name) => said(`work-${numberOf(name)}`, `\uff37\uff2f\uff32\uff2b ${numberOf(name)}`),
  ],
  [
    'a slug in capitals',
    'group-not-listed',
    (name) => said(`Work-Chat-${numberOf(name)}`, `Work Chat ${numberOf(name)}`),
  ],
  ['a listed name', 'reply', (name, id) => listed(name, id, name)],
  ['a listed name in other case', 'reply', (name, id) => listed(name.toUpperCase(), id, name)],
  ['a listed name, taken apart in the list', 'group-not-listed', (name, id) => listed(name, id, nfd(name))],
  ['a listed name, taken apart as key', 'group-not-listed', (name, id) => listed(nfd(name), id, name)],
  ['a listed name, taken apart on both sides', 'reply', (name, id) => listed(nfd(name), id, nfd(name))],
  ['a listed name with blanks behind in the list', 'reply', (name, id) => listed(name, id, `${name} \t`)],
  ['a listed name with a blank behind as key', 'reply', (name, id) => listed(`${name} `, id, name)],
  [
    'a listed name with a zero-width space in the list',
    'group-not-listed',
    (name, id) => listed(name, id, inside(name, zwsp)),
  ],
  [
    'a listed name with two blanks in the list',
    'group-not-listed',
    (name, id) => listed(name, id, blank(name, '  ')),
  ],
  [
    'a listed name with two blanks on both sides',
    'reply',
    (name, id) => listed(blank(name, '  '), id, blank(name, '  ')),
  ],
  ['a listed name with zalouser: before it', 'reply', (name, id) => listed(`zalouser:${name}`, id, name)],
  [
    'a listed name with a blank and zalouser: before it',
    'group-not-listed',
    (name, id) => listed(` zalouser:${name}`, id, name),
  ],
  [
    'a listed group with another key for its name',
    'group-not-listed',
    (name, groupId) => ({ rules: { [name]: {} }, groups: [{ groupId, groupName: name }] }),
  ],
  [
    'a listed group with another key for its id',
    'group-not-listed',
    (name, id) => ({ rules: { [name]: {} }, groups: [{ id, name }] }),
  ],
  [
    'two of the name, the first without an id',
    'group-not-listed',
    (name, groupId) => ({ rules: { [name]: {} }, groups: [{ name }, { groupId, name }] }),
  ],
  [
    'its id with nothing in it, its name with a rule',
    'reply',
    (name, id) => ({ rules: { [id]: null, [name]: {} }, groups: [{ groupId: id, name }] }),
  ],
  ['an id with blanks around', 'reply', (_name, id) => ({ rules: { [` ${id} `]: {} } })],
  ['an id with zlu: and a blank before', 'reply', (_name, id) => ({ rules: { [`zlu: ${id}`]: {} } })],
  [
    'an id with a blank and zalouser: before',
    'group-not-listed',
    (_name, id) => ({ rules: { [` zalouser:${id}`]: {} } }),
  ],
  ['group: and an id', 'reply', (_name, id) => ({ rules: { [`group:${id}`]: {} } })],
  [
    'a blank before group: and an id',
    'group-not-listed',
    (_name, id) => ({ rules: { [` group:${id}`]: {} } }),
  ],
  ['GROUP: in capitals and an id', 'group-not-listed', (_name, id) => ({ rules: { [`GROUP:${id}`]: {} } })],
  ['* with a blank is none', 'group-not-listed', () => ({ rules: { ' *': {} } })],
  [
    'a name every object has, with a blank behind',
    'reply',
    () => ({ rules: {}, threadName: 'constructor ' }),
  ],
  [
    'a name every object has, with a zero-width space behind',
    'reply',
    () => ({ rules: {}, threadName: `constructor${zwsp}` }),
  ],
  [
    'a name every object has, with a zero-width space inside',
    'group-not-listed',
    () => ({ rules: {}, threadName: `const${zwsp}ructor` }),
  ],
  [
    'a group named as the id that a listed name was mapped to',
    'reply',
    (name) => ({
      rules: { [name]: {} },
      groups: [{ groupId: `77${numberOf(name)}`, name }],
      threadName: `77${numberOf(name)}`,
    }),
  ],
  [
    'a group named as an id that is listed with zalouser:',
    'reply',
    (name) => ({ rules: { [`zalouser:78${numberOf(name)}`]: {} }, threadName: `78${numberOf(name)}` }),
  ],
  [
    'a group whose slug is an id that is listed with zalouser:',
    'reply',
    (name) => ({ rules: { [`zalouser:79${numberOf(name)}`]: {} }, threadName: `#79${numberOf(name)}!` }),
  ],
  [
    'a name every object has, with nothing in it',
    'group-not-listed',
    () => ({ rules: { valueOf: null }, threadName: 'valueOf' }),
  ],
];

const direct = friendRows.map(([says, kind, row], at) => ({
  says,
  kind,
  id: friendId(at),
  ...row(`Lê Thị Đào ${at}`, friendId(at)),
}));
const grouped = groupRows.map(([says, kind, row], at) => ({
  says,
  kind,
  id: groupId(at),
  ...row(`Nhóm Bán Hàng ${at}`, groupId(at)),
}));

/** The config: one account for people, one for groups, and the one the probe writes to. */
export const namesConfig = {
  channels: {
    zalouser: {
      accounts: {
        probe: { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'disabled' },
        people: {
          dmPolicy: 'allowlist',
          allowFrom: direct.map(({ entry }) => entry),
          groupPolicy: 'disabled',
        },
        rooms: {
          dmPolicy: 'disabled',
          groupPolicy: 'allowlist',
          groups: Object.assign({}, ...grouped.map(({ rules }) => rules)) as object,
        },
      },
    },
  },
};

/** What `friend list` and `group list` print. */
export const namesLists: { readonly friends: readonly ListRow[]; readonly groups: readonly ListRow[] } = {
  friends: direct.flatMap(({ friends }) => friends),
  groups: grouped.flatMap(({ groups = [] }) => groups),
};

/** What is answered whatever is in the lists. */
export const namesProbe = { profile: 'probe', senderId: probe };

/** The messages: each from one friend, or in one group. */
export const namesCases: readonly VerdictCase[] = [
  ...direct.map(({ says, kind, id }) => ({
    says,
    account: 'people',
    kind,
    message: { threadId: id, content: 'chào', metadata: { isGroup: false, fromId: id } },
  })),
  ...grouped.map(({ says, kind, id, threadName }) => ({
    says,
    account: 'rooms',
    kind,
    message: group(id, threadName, 'chào cả nhà', stranger),
  })),
];
