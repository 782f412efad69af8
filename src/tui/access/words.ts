import { type Capabilities, harmlessRow } from '../../core/faces.ts';
import { keyOf } from '../keys/bindings.ts';
export const accessScreenSentences = {
  notInForce: (age: string) =>
    `Written ${age}, not yet in force: the gateway takes it up within 10 s, and not as long as a reply is running.`,
  refusedByGateway: (issue: string | undefined) =>
    issue === undefined
      ? 'The gateway does not take this config, and goes by the one before.'
      : `The gateway does not take this config (${issue}), and goes by the one before.`,
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
  answersNobody: 'blocked: no groupAllowFrom',
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
  fix: (fix: string) => `To cure it: ${fix}`,

  position: (at: number, total: number) => `${at}/${total}`,
  read: (path: string, age: string) => `${path} read ${age}`,
  reloaded: 'The config was read again.',
  findingTitle: 'Finding',
  configTitle: 'Config',
  accountTitle: (account: string) => `Access of ${account}`,
} as const;

/** Words about the config in the operator's own editor. */
export const editConfigSentences = {
  whichTitle: 'Which file?',
  severalFiles: 'Several files make up the config; nothing in this row says which one is meant.',
  spread: (what: string) =>
    `${what} is put together from several files; where they say different things, the first counts.`,
  brokenTitle: (problems: number) =>
    `The config has ${problems === 1 ? 'a problem' : `${problems} problems`} now`,
  more: (count: number) => `And ${count} more, listed on Access (5).`,
  asSaved: 'The file is as you saved it; nothing was put back.',
  reopen: (place: string) => `Open ${place} again`,
  reopenMeans: 'to correct it now',
  leave: 'Leave it as it is',
  leaveMeans: 'Access lists what is wrong',
  left: (problems: number) =>
    `${problems === 1 ? 'One new problem' : `${problems} new problems`}: see the top of Access (5 g).`,
  readClean: (name: string) => `${name} was read again: no problem found.`,
  readStill: (problems: number, first: string) =>
    `Read again; ${problems === 1 ? 'one problem stays' : `${problems} problems stay`}: ${first}`,
  undoOvertaken: 'U no longer takes our last write back: the file has changed since.',
  cannotUndo: (file: string) =>
    `U no longer applies: the file has changed since our last write. Change it back by hand (E); older versions: ${file}.bak`,
  approvedElsewhere:
    'People approved by code are kept in the pairing store, not in the config: see Pairing (3).',
  fromEnvironment: (variable: string) =>
    `It comes from the variable ${variable} of this environment; no file of the config holds it.`,
  notThere: 'There is no config yet: e creates one, then E opens it.',
} as const;
/** A change of the channel while much comes in, and what is said of the gateway after it. */
export const busyWriteSentences = {
  title: (rate: number) => `${rate} messages a second come in`,
  lines: [
    'This change begins the channel anew. While so much comes in, that can end the whole gateway: zca-js in it fails over a message it can no longer decode.',
    'It is written by itself as soon as no more than 10 a second come in.',
  ],
  writeNow: 'Write now',
  gatewayGone: `The gateway has gone after the write. What came in meanwhile it works off once it runs again; ${keyOf('access.undo')} takes the write back.`,
  gatewayBack: 'The gateway is there again.',
} as const;

export const changeQuestionSentences = {
  /** What the gateway does comes first: a short window cuts the end. */
  done: (summary: string, effect: string) => `Written. ${effect} (${summary})`,
  now: (value: string) => `Now: ${value}`,
  dmTitle: (account: string) => `Who may write directly to ${account}?`,
  groupTitle: (account: string) => `Which groups does ${account} answer?`,
  copyTitle: (count: number) => `${count} approved by code ${count === 1 ? 'is' : 'are'} not in allowFrom`,
  /** `untold`: an entry that may let some of them in. */
  copyWhy: (untold: string | undefined) =>
    untold === undefined
      ? 'Under allowlist the approved store does not count: they would be locked out.'
      : `Under allowlist the approved store does not count: whom “${untold}” does not let in would be locked out.`,
  copyWho: (names: readonly string[]) => {
    const shown = names.slice(0, 5).join(', ');
    return names.length > 5 ? `${shown} and ${names.length - 5} more.` : `${shown}.`;
  },
  copyChoices: [
    { label: 'Copy their ids to allowFrom', means: 'they keep their access' },
    { label: 'Leave them out', means: 'their messages are dropped' },
  ],
  emptyAnswer: 'Type something, or press Esc.',
  undoTitle: 'Undo the last write?',
  undoWhat: (summary: string) => `What was written: ${summary}.`,
  undoHow: (file: string) => `${file} becomes what it was before, if nobody else has changed it since.`,
  undoConfirm: 'Undo',
  nothingToUndo: 'Nothing that this session wrote stands in the config.',
  addAccountTitle: 'Add an account',
  addAccountLines: ['Its id: lower-case letters, digits, - and _. The zca profile of the same name is used.'],
  renameTitle: (account: string) => `Rename account ${account}`,
  renameLines: [
    'The new id: lower-case letters, digits, - and _. People approved by code stay with the old id.',
  ],
  defaultTitle: 'Which account is the default one?',
  profileTitle: (account: string) => `Profile of ${account}`,
  profileLines: ['The zca profile whose session it uses: letters, digits, - and _.'],
  prefixTitle: (which: string, account: string) => `${which} of ${account}`,
  prefixLines: ['Empty: none.'],
  addPersonTitle: (account: string) => `Who may write directly to ${account}?`,
  addPersonLines: ['An id or a name of the friend list; * is everybody. A name is written as its id.'],
  addGroupTitle: (account: string) => `Which group does ${account} answer?`,
  addGroupLines: ['An id or a name of the group list; * is every group. A name is written as its id.'],
  /** An entry where the policy lets nobody in. */
  shutGroups: {
    title: (account: string) => `${account} answers no group at all: groupPolicy is disabled`,
    choices: [
      {
        label: 'Let it in: groupPolicy allowlist, and the group',
        means: 'groups listed besides it are answered, too',
      },
      { label: 'List the group only', means: 'its messages are dropped as before' },
    ],
  },
  /** A group where `groupAllowFrom` names nobody, on a release that then answers no member. */
  noMembers: {
    title: (account: string) =>
      `groupAllowFrom of ${account} names nobody: no member of a listed group is answered`,
    choices: [
      { label: 'Go to groupAllowFrom', means: 'E there opens it; whom it names may give commands, too' },
      { label: 'List the group all the same', means: 'its messages are dropped until somebody is named' },
    ],
  },
  shutPeople: {
    title: (account: string) => `${account} answers nobody directly: dmPolicy is disabled`,
    choices: [
      {
        label: 'Let them in: dmPolicy allowlist, and the entry',
        means: 'people listed besides them are answered, too',
      },
      { label: 'Add the entry only', means: 'direct messages are dropped as before' },
    ],
  },
  whichTitle: (name: string) => `Which “${name}”?`,
  whichWhy: 'Several have this name; the gateway would take the first.',
  tools: {
    title: (group: string) => `Tools of group ${group}`,
    how: 'Choose a list to change it; one write for all of them.',
    list: { allow: 'Allow', alsoAllow: 'Also allow', deny: 'Deny' },
    means: {
      allow: 'The only tools the agent may use in this group.',
      alsoAllow: 'Tools it may use in this group besides those it may use anyway.',
      deny: 'Tools it must not use in this group, whatever else allows them.',
    },
    holds: (names: readonly string[] | undefined) =>
      names === undefined ? 'no rule' : names.length === 0 ? 'an empty list' : names.join(', '),
    review: 'Review the change',
    reviewMeans: 'shows the difference, then asks',
    namesTitle: (list: string, group: string) => `${list}: tools of group ${group}`,
    namesHow: 'Names separated by commas. Empty: no rule.',
  },
  nothingToChange: 'There is nothing to change in this row.',
  byHandOnly: 'Only a hand can change this: E opens the file there.',
  entryIsNotChanged: 'An entry is added with + or taken out with x.',
  brokenFirst: 'The file must be corrected first: E opens it.',
  selectGroup: 'Select a group first.',
  defaultsTitle: 'Groups where neither account nor channel says anything (all channels)',
  alreadyAllowed: 'It is allowed already.',
  nothingToRemove: 'Select an entry, a group or an account first.',
  noEditor: (editor: string) => `The editor ${editor} could not be started.`,
  noEditorHint: 'Set EDITOR to the editor you use, or open the file yourself.',
  editorFailed: (editor: string, code: number) => `${editor} ended with exit code ${code}.`,
  editorHint: 'Look whether the file is as you want it; it is read again by itself.',
} as const;
