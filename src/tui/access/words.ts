import { type Capabilities, harmlessRow } from '../../core/index.ts';
/** Words of the Access screen. */
export const accessScreenSentences = {
  reading: 'Reading the config…',
  toKnow: (problems: number, others: number) => {
    const parts = [
      problems === 0 ? undefined : `${problems} ${problems === 1 ? 'problem' : 'problems'}`,
      others === 0 ? undefined : `${others} ${others === 1 ? 'remark' : 'remarks'}`,
    ];
    return `To know: ${parts.filter((part) => part !== undefined).join(', ')}`;
  },
  severity: { problem: 'problem', warning: 'warning', note: 'note' },
  broken: 'The config is broken: OpenClaw refuses it until it is corrected.',
  brokenAbove: 'The config is broken: g shows where.',
  brokenHow: 'What is broken, and where, stands above. Correct the file by hand; it is read again by itself.',
  lastGood: 'Below: what was read last. A running gateway keeps to it.',
  nothingGood: 'It was never readable while this console ran, so no access can be shown.',
  missing: (path: string) => `There is no config at ${path}.`,
  missingHow:
    'e creates one with the channel enabled. Or run: openclaw onboard, or name another file with --config.',
  notSet: 'not set',
  noAccounts: 'The config lists no account.',

  accountFacts: (label: string | undefined, isDefault: boolean, isEnabled: boolean) =>
    [label, isDefault ? 'default account' : undefined, isEnabled ? undefined : 'disabled']
      .filter((part) => part !== undefined)
      .join(', '),
  yes: 'yes',
  no: 'no',
  entries: (count: number) => (count === 0 ? 'none' : `${count} ${count === 1 ? 'entry' : 'entries'}`),
  groupEntries: (count: number) => (count === 0 ? 'none' : `${count} ${count === 1 ? 'group' : 'groups'}`),
  people: (count: number) => (count === 0 ? 'nobody' : `${count} ${count === 1 ? 'person' : 'people'}`),

  /** Short names of where a value comes from; the long ones are in `from`. */
  source: {
    account: 'account',
    base: 'base',
    defaults: 'defaults',
    environment: 'env',
    'built-in': 'built-in',
    store: 'store',
  },
  from: {
    account: 'set for this account',
    base: 'set for the whole channel (base)',
    defaults: 'set for all channels (channels.defaults)',
    environment: 'set in the environment',
    'built-in': 'not set: the built-in value holds',
    store: 'kept in the store of approved senders, not in the config',
  },
  enabledMeans: { yes: 'the gateway runs it', no: 'the gateway does not run it: nothing gets an answer' },
  profileMeans: 'the zca profile whose session it uses',
  /** What each policy for direct messages means, by what the release does. */
  dmMeans: ({ openMeans, enforcesSection, approvedCountUnderAllowlist }: Capabilities) => ({
    pairing: 'an unknown sender gets a code; you approve it',
    allowlist: approvedCountUnderAllowlist
      ? 'those in allowFrom, and those approved by code before'
      : 'only those in allowFrom; approved by code does not count',
    open: openMeans === 'everybody' ? 'everybody on Zalo may write' : 'those in allowFrom; * means everybody',
    disabled: 'no direct message gets through',
    unknown: enforcesSection
      ? 'no such policy: OpenClaw refuses the config'
      : 'no such policy: whoever is not allowed already is blocked',
  }),
  /** What each policy for groups means. */
  groupMeans: ({ mentionsCount, enforcesSection }: Capabilities) => ({
    allowlist: mentionsCount
      ? 'only the groups listed below, when the agent is mentioned'
      : 'only the groups listed below; any member may write',
    open: mentionsCount
      ? 'every group, when the agent is mentioned'
      : 'every message of every group gets an answer',
    disabled: 'no group gets through',
    unknown: enforcesSection
      ? 'no such policy: OpenClaw refuses the config'
      : 'no such policy: every group gets through',
  }),
  switches: {
    heading: 'For every account',
    unset: 'not set',
    on: 'on',
    off: 'off',
    groups: (policy: string) => `groups ${policy}`,
    keys: { channel: 'channel', plugin: 'plugin', defaults: 'defaults' },
    channelMeans: {
      on: 'the gateway runs its accounts',
      off: 'no account runs: nothing gets an answer',
      missing: 'no channels.zalouser section: built-in settings, groups blocked',
    },
    pluginMeans: {
      on: 'OpenClaw loads it',
      off: 'OpenClaw does not load it: no account runs',
      unsetBundled: 'off until it is switched on: no account runs',
      unsetInstalled: 'on if it is installed',
    },
    defaultsMeans: ({ injectsGroupPolicy }: Capabilities) =>
      injectsGroupPolicy
        ? 'of other channels; here every listed account has its own'
        : 'of every channel, where neither account nor channel says it',
    config: 'config',
  },
  allowFromMeans: 'people who may write directly without a code',
  groupsMeans: 'groups by id or name, with their rules',
  /** By whom a release takes in groups where the list names nobody. */
  groupAllowFromMeans: {
    anybody: 'who may write in groups; none = any member',
    'allow-from': 'who may write in groups; none = those of allowFrom',
    nobody: 'who may write in groups; none = nobody',
  } as const satisfies Record<Capabilities['unnamedGroupSenders'], string>,
  matchesNamesMeans: 'whether names count, not only ids',
  messagePrefixMeans: 'put before every message of the agent',
  responsePrefixMeans: 'put before every answer',
  approvedMeans: 'let in by a pairing code; see Pairing',
  approvedIgnored: 'ignored, because dmPolicy is allowlist',
  approvedLabel: 'approved',

  entry: {
    everyone: 'everybody on Zalo',
    everyGroup: 'every group',
    id: 'no name known',
    unresolved: 'nobody of that name among the friends: lets nobody in',
    unresolvedGroup: 'no group of that name: lets none in',
    unchecked: 'a name; the lists of zca have not been read yet',
    first: (id: string, bearers: number) => `${id}, the first of ${bearers} of this name`,
    ignored: 'a name; this OpenClaw compares ids only',
    people: 'a group of people, listed in accessGroups',
  },
  allowed: 'let through',
  blocked: 'blocked',
  /** Of an entry of `groups` that says yes or no where nobody asks it. */
  idle: (policy: string) => `no effect: groupPolicy ${policy}`,
  mention: { yes: 'when mentioned', no: 'without a mention' },
  tools: { allow: 'tools', alsoAllow: 'also tools', deny: 'no tools' },
  toolList: (label: string, tools: readonly string[]) =>
    `${label}: ${tools.length === 0 ? 'none' : tools.join(', ')}`,

  labels: {
    value: 'value',
    means: 'means',
    source: 'source',
    path: 'path',
    file: 'file',
    name: 'name',
    id: 'id',
    rule: 'rule',
    entry: 'entry',
    profile: 'profile',
    who: 'who',
  },
  // Made harmless by itself: a sequence that a file's name leaves open would take what follows the name with it.
  place: (file: string, line: number | undefined) =>
    line === undefined ? harmlessRow(file) : `${harmlessRow(file)}:${line}`,
  byHand: {
    setting: 'e changes it; E opens the file in your editor.',
    entry: 'x takes it out, + adds another; E opens the file in your editor.',
    group:
      'e blocks it or lets it through, t sets its tools, x takes it out; E opens the file in your editor.',
  },
  byHandUnset: (key: string) => `e sets ${key}; E opens the file in your editor.`,
  approvedHow: 'Approve and revoke on the Pairing screen (3).',
  cure: (cure: string) => `To cure it: ${cure}`,

  position: (at: number, total: number) => `${at}/${total}`,
  read: (path: string, age: string) => `${path} read ${age}`,
  reloaded: 'The config was read again.',
  findingTitle: 'Finding',
  configTitle: 'Config',
  accountTitle: (account: string) => `Access of ${account}`,
} as const;
