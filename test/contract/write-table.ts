// What the console can change, on configs as people write them.
import type { ConfigAction } from '../../src/core/config/change-request.ts';
import { type AccountId, accountId, defaultAccountId } from '../../src/core/shared/ids.ts';

const [work, shop] = [accountId('work'), accountId('shop')];
const id = '4512000000000004821';
const group = '7100000000000000001';

/** Every kind of action, on accounts that are listed. */
export const everyAction: readonly ConfigAction[] = [
  { type: 'set-account-enabled', accountId: work, isEnabled: false },
  { type: 'add-account', accountId: shop },
  { type: 'add-account', accountId: shop, profile: 'shopzalo', label: 'Cửa hàng “Hoa Mai”' },
  { type: 'remove-account', accountId: work },
  { type: 'rename-account', accountId: work, to: shop },
  { type: 'set-default-account', accountId: work },
  { type: 'set-profile', accountId: work, profile: 'other_profile-2' },
  { type: 'set-dm-policy', accountId: work, policy: 'allowlist', alsoAllow: [id, '4512000000000004822'] },
  { type: 'set-dm-policy', accountId: defaultAccountId, policy: 'open' },
  { type: 'set-group-policy', accountId: work, policy: 'disabled' },
  { type: 'add-allow-from', accountId: work, entries: [id, 'Nguyễn “An”', '*'] },
  { type: 'remove-allow-from', accountId: defaultAccountId, entry: '4512000000000004829' },
  { type: 'set-group', accountId: work, key: group, isAllowed: true },
  { type: 'set-group', accountId: defaultAccountId, key: '7100000000000000002', isAllowed: false },
  {
    type: 'set-group-tools',
    accountId: defaultAccountId,
    key: '7100000000000000002',
    tools: { allow: ['web_search'], deny: ['exec'] },
  },
  { type: 'remove-group', accountId: defaultAccountId, key: '7100000000000000002' },
  { type: 'set-prefix', accountId: work, which: 'responsePrefix', text: '[trợ lý] ' },
  { type: 'set-prefix', accountId: work, which: 'messagePrefix', text: '${not a variable} $$ "quoted"' },
  { type: 'set-channel-enabled', isEnabled: false },
  { type: 'set-defaults-group-policy', policy: 'allowlist' },
  { type: 'set-plugin-enabled', isEnabled: false },
];

/** All that setting a new account up can come to; some of it the configs below say already. */
export const fullSetUp: readonly ConfigAction[] = [
  { type: 'set-plugin-enabled', isEnabled: true },
  { type: 'set-channel-enabled', isEnabled: true },
  { type: 'add-account', accountId: shop, profile: 'shopzalo' },
  { type: 'set-dm-policy', accountId: shop, policy: 'allowlist' },
  { type: 'add-allow-from', accountId: shop, entries: [id, '4512000000000004822', 'Nguyễn “An”'] },
  { type: 'set-group-policy', accountId: shop, policy: 'allowlist' },
  { type: 'set-group', accountId: shop, key: group, isAllowed: true },
  { type: 'set-group', accountId: shop, key: 'Nhóm bán hàng', isAllowed: true },
];

/** Actions that differ where no account, or no section at all, is written down. */
export const everyActionOnLittle = (account: AccountId = defaultAccountId): readonly ConfigAction[] => [
  { type: 'set-dm-policy', accountId: account, policy: 'allowlist', alsoAllow: [id] },
  { type: 'set-group', accountId: account, key: group, isAllowed: true },
  { type: 'add-account', accountId: shop },
  { type: 'set-channel-enabled', isEnabled: true },
];

/** Ends of the config that every system needs, to be put into the texts below as JSON5 members. */
export interface Ends {
  readonly members: string;
}

/** Comments, single quotes, bare keys, trailing commas; accounts with settings of both. */
export const commented = ({ members }: Ends): string => `// OpenClaw of the shop
{
  ${members},
  channels: {
    /* everything about Zalo */
    zalouser: {
      enabled: true,
      dmPolicy: 'pairing', // strangers ask first
      groupPolicy: 'allowlist',
      allowFrom: ['4512000000000004829', 'zalouser:4512000000000004828'],
      accounts: {
        default: { groups: { '7100000000000000002': { enabled: true }, 'Nhóm bán hàng': {} } },
        work: {
          profile: 'workp', // the second phone
          dmPolicy: 'allowlist',
          groupPolicy: 'allowlist',
        },
      },
    },
  },
}
`;

/** The section is in a file of its own. */
export const included = ({ members }: Ends): Readonly<Record<string, string>> => ({
  'openclaw.json': `{ ${members}, channels: { zalouser: { $include: './zalo.json5' } } }\n`,
  'zalo.json5': "{\n\t// included\n\tdmPolicy: 'pairing',\n\tgroupPolicy: 'allowlist',\n}\n",
});

/** Nothing about the channel; as OpenClaw writes it. */
export const bare = ({ members }: Ends): string => `{ ${members} }\n`;

/** Configs 96 refuses, which we must not call good. */
export const wrongOn96: readonly (readonly [says: string, section: Readonly<Record<string, unknown>>])[] = [
  ['an unknown key', { zzz: 1 }],
  ['an unknown key of an account', { accounts: { work: { zzz: 1 } } }],
  ['a policy that is none', { dmPolicy: 'bogus' }],
  ['a group policy that is none', { groupPolicy: 'bogus' }],
  ['a group policy of an account that is none', { accounts: { work: { groupPolicy: 'all' } } }],
  ['allow in a group', { groups: { [group]: { allow: true } } }],
  ['enabled that is no flag', { enabled: 'yes' }],
  ['allowFrom that is no list', { allowFrom: id }],
  ['an entry of allowFrom that is an object', { allowFrom: [{ id }] }],
  ['groups that is a list', { groups: [] }],
  ['a group that is a flag', { groups: { [group]: true } }],
  ['accounts that is a list', { accounts: [] }],
  ['a profile that is a number', { profile: 5 }],
  ['a setting that is null', { dmPolicy: null }],
  ['an unknown key of a group', { groups: { [group]: { mention: true } } }],
  ['tools that are a list', { groups: { [group]: { tools: [] } } }],
  ['tables it does not know', { markdown: { tables: 'html' } }],
  ['half a message of history', { historyLimit: 0.5 }],
  ['a policy of an account under a key in capitals', { accounts: { Work: { dmPolicy: 'all' } } }],
];

/** What 2026.2.26 and 2026.9.6 enforce beside the channel, by what they refuse. */
export const wrongDefaults: Readonly<
  Record<'b' | 'd', readonly (readonly [says: string, defaults: unknown])[]>
> = {
  b: [
    ['an unknown key', { dmPolicy: 'open' }],
    ['a policy that is none', { groupPolicy: 'bogus' }],
    ['a key of later versions', { heartbeatVisibility: {} }],
    ['a visibility that is text', { heartbeat: { showOk: 'yes' } }],
    ['null', null],
  ],
  d: [
    ['an unknown key', { dmPolicy: 'open' }],
    ['a policy that is none', { groupPolicy: 'bogus' }],
    ['a number that is none', { botLoopProtection: { windowSeconds: 0 } }],
  ],
};
