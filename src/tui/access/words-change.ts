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
/** Words of the questions that come before a change of the config. */
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
