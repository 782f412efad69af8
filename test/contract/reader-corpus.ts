// Configs for the reader: what 2026.2.26 makes of them, `config get channels.zalouser --json` says.

/** One config: files beside each other in the state folder, `openclaw.json` the main one. */
export interface ReaderCase {
  readonly says: string;
  readonly files: Readonly<Record<string, string>>;
  /** Variables of the process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Links to make, by name: a path relative to the state folder. */
  readonly links?: Readonly<Record<string, { readonly to: string; readonly hard?: boolean }>>;
}

const main = (text: string): Readonly<Record<string, string>> => ({ 'openclaw.json': text });
const section = (text: string): string => `{ channels: { zalouser: ${text} } }`;
const chain = (depth: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: depth }, (_, index) => [
      `deep-${index + 1}.json5`,
      index + 1 === depth ? `{ allowFrom: ['${depth}'] }` : `{ $include: './deep-${index + 2}.json5' }`,
    ]),
  );

/** Both read the same. */
export const accepted: readonly ReaderCase[] = [
  {
    says: 'JSON5: comments, bare keys, single quotes, trailing commas, hex, escapes',
    files: main(`// the channel
      { /* everything */ channels: { zalouser: {
        dmPolicy: 'pairing', "groupPolicy": "allowlist", // both quotes
        allowFrom: ['0123', 0x1F, +5, .5, 1e3, 'a\\u0301', 'tab\\there', 'line \\
continued',],
        groups: { 'Nhóm “bán hàng”': { enabled: true, }, $sign_key: {}, },
      }, }, }`),
  },
  {
    says: 'strict JSON',
    files: main('{"channels":{"zalouser":{"enabled":true,"accounts":{"work":{"profile":"workp"}}}}}'),
  },
  {
    says: 'CRLF line ends and tabs',
    files: main(section("{\r\n\tdmPolicy: 'open',\r\n\tallowFrom: ['*'],\r\n}")),
  },
  { says: 'a byte order mark', files: main(`\ufeff${section("{ dmPolicy: 'open' }")}`) },
  {
    says: 'the last of equal keys wins',
    files: main(section("{ dmPolicy: 'open', allowFrom: ['1'], dmPolicy: 'disabled' }")),
  },
  {
    says: 'ids above 2^53 as numbers lose their last digits',
    files: main(section('{ allowFrom: [4512000000000004821, 9007199254740993] }')),
  },
  {
    says: 'decomposed and composed names stay as they are',
    files: main(
      section(`{ groups: { '${'Việt'.normalize('NFD')}': {}, '${'Việt'.normalize('NFC')}': {} } }`),
    ),
  },
  {
    says: 'values the channel does not know',
    files: main(section("{ dmPolicy: 'bogus', zzz: [null, { deep: true }], groups: [], allowFrom: '1' }")),
  },
  { says: 'null in place of settings', files: main(section('{ dmPolicy: null, accounts: { work: null } }')) },
  {
    says: 'variables in values',
    files: main(section("{ profile: '${SHOP}', allowFrom: ['${OWNER}', 'x${OWNER}y${OWNER}'] }")),
    env: { SHOP: 'shop', OWNER: '42' },
  },
  {
    says: 'variables in keys stay',
    files: main(section("{ groups: { '${SHOP}': { enabled: true } } }")),
    env: { SHOP: 'shop' },
  },
  {
    says: 'a variable’s value is not read again',
    files: main(section("{ profile: '${A}' }")),
    env: { A: '${B}', B: 'no' },
  },
  {
    says: 'an escaped variable',
    files: main(section("{ messagePrefix: '$${SHOP} costs $5 ${lower} $SHOP ${}' }")),
    env: { SHOP: 'shop' },
  },
  {
    says: 'a variable out of .env',
    files: {
      ...main(section("{ profile: '${FROM_ENV_FILE}' }")),
      '.env': 'FROM_ENV_FILE="from the file" # shop\n',
    },
  },
  {
    says: 'the environment goes before .env',
    files: { ...main(section("{ profile: '${SHOP}' }")), '.env': 'SHOP=file\n' },
    env: { SHOP: 'process' },
  },
  {
    says: 'a variable out of env.vars',
    files: main(`{ env: { vars: { SHOP: 'vars' } }, channels: { zalouser: { profile: '\${SHOP}' } } }`),
  },
  {
    says: 'a variable out of env',
    files: main(`{ env: { SHOP: 'plain' }, channels: { zalouser: { profile: '\${SHOP}' } } }`),
  },
  {
    says: 'an include in place of the section',
    files: {
      ...main(section("{ $include: './zalo.json5' }")),
      'zalo.json5': "{ dmPolicy: 'allowlist', allowFrom: ['1'], }",
    },
  },
  {
    says: 'an include with keys beside it: arrays are joined, keys beside win',
    files: {
      ...main(
        section(
          "{ $include: './zalo.json5', dmPolicy: 'open', allowFrom: ['3'], groups: { a: { enabled: false } } }",
        ),
      ),
      'zalo.json5': "{ dmPolicy: 'allowlist', allowFrom: ['1', '2'], groups: { a: { allow: true }, b: {} } }",
    },
  },
  {
    says: 'a list of includes, the later one wins',
    files: {
      ...main(section("{ $include: ['./a.json5', './b.json5'] }")),
      'a.json5': "{ dmPolicy: 'open', allowFrom: ['1'] }",
      'b.json5': "{ dmPolicy: 'disabled', allowFrom: ['2'] }",
    },
  },
  {
    says: 'an include at the top',
    files: { ...main("{ $include: './all.json5' }"), 'all.json5': section("{ dmPolicy: 'open' }") },
  },
  {
    says: 'an include that is a list',
    files: {
      ...main(section("{ allowFrom: { $include: './people.json5' } }")),
      'people.json5': "['1', '2']",
    },
  },
  {
    says: 'an include within a list',
    files: { ...main(section("{ odd: [{ $include: './one.json5' }, 2] }")), 'one.json5': '{ a: 1 }' },
  },
  {
    says: 'an include of an include, beside it in a folder',
    files: {
      ...main(section("{ $include: 'sub/zalo.json5' }")),
      'sub/zalo.json5': "{ $include: './more.json5' }",
      'sub/more.json5': "{ profile: 'deep' }",
    },
  },
  { says: 'ten includes deep', files: { ...main(section("{ $include: './deep-1.json5' }")), ...chain(10) } },
  {
    says: 'variables in an included file',
    files: { ...main(section("{ $include: './zalo.json5' }")), 'zalo.json5': "{ profile: '${SHOP}' }" },
    env: { SHOP: 'shop' },
  },
  {
    says: 'a link to a file within the folder',
    files: { ...main(section("{ $include: './link.json5' }")), 'zalo.json5': "{ profile: 'linked' }" },
    links: { 'link.json5': { to: 'zalo.json5' } },
  },
  {
    says: 'keys that would reach a prototype, beside an include',
    files: {
      ...main(
        section('{ $include: "./zalo.json5", constructor: { a: 1 }, groups: { prototype: {}, x: {} } }'),
      ),
      'zalo.json5': '{ groups: { constructor: {}, y: {} } }',
    },
  },
];

/** 2026.2.26 refuses them; we tell what is wrong, and read what is left. */
export const refused: readonly ReaderCase[] = [
  { says: 'an empty file', files: main('') },
  { says: 'text that stops', files: main("{ channels: { zalouser: { dmPolicy: 'open' ") },
  { says: 'a list', files: main('[]') },
  { says: 'a missing variable', files: main(section("{ profile: '${NOBODY_SET_THIS}' }")) },
  { says: 'an empty variable', files: main(section("{ profile: '${SHOP}' }")), env: { SHOP: '' } },
  { says: 'an include that is missing', files: main(section("{ $include: './missing.json5' }")) },
  {
    says: 'an include outside the folder',
    files: { ...main(section("{ $include: '../outside.json5' }")), '../outside.json5': '{}' },
  },
  {
    says: 'a link to outside the folder',
    files: { ...main(section("{ $include: './link.json5' }")), '../outside.json5': '{}' },
    links: { 'link.json5': { to: '../outside.json5' } },
  },
  {
    says: 'a hard link',
    files: { ...main(section("{ $include: './link.json5' }")), 'zalo.json5': '{}' },
    links: { 'link.json5': { to: 'zalo.json5', hard: true } },
  },
  {
    says: 'a circle of includes',
    files: {
      ...main(section("{ $include: './a.json5' }")),
      'a.json5': "{ $include: './b.json5' }",
      'b.json5': "{ $include: './a.json5' }",
    },
  },
  {
    says: 'eleven includes deep',
    files: { ...main(section("{ $include: './deep-1.json5' }")), ...chain(11) },
  },
  { says: 'an include that is a number', files: main(section('{ $include: 5 }')) },
  {
    says: 'a number in a list of includes',
    files: { ...main(section("{ $include: ['./a.json5', 5] }")), 'a.json5': '{}' },
  },
  {
    says: 'an include that does not parse',
    files: { ...main(section("{ $include: './a.json5' }")), 'a.json5': '{ dmPolicy: ' },
  },
  {
    says: 'an included list with keys beside it',
    files: { ...main(section("{ $include: './a.json5', dmPolicy: 'open' }")), 'a.json5': "['1']" },
  },
  {
    says: 'a folder as an include',
    files: { ...main(section("{ $include: './sub' }")), 'sub/a.json5': '{}' },
  },
];
