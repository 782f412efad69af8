/** Words about the config in the operator's own editor. */
export const editConfigSentences = {
  whichTitle: 'Which file?',
  severalFiles: 'Several files make up the config; nothing in this row says which one is meant.',
  spread: (what: string) => `${what} is put together from several files; where they say different things, the first counts.`,
  brokenTitle: (problems: number) => `The config has ${problems === 1 ? 'a problem' : `${problems} problems`} now`,
  more: (count: number) => `And ${count} more, listed on Access (5).`,
  asSaved: 'The file is as you saved it; nothing was put back.',
  reopen: (place: string) => `Open ${place} again`,
  reopenMeans: 'to correct it now',
  leave: 'Leave it as it is',
  leaveMeans: 'Access lists what is wrong',
  left: (problems: number) => `${problems === 1 ? 'One new problem' : `${problems} new problems`}: see the top of Access (5 g).`,
  readClean: (name: string) => `${name} was read again: no problem found.`,
  readStill: (problems: number, first: string) =>
    `Read again; ${problems === 1 ? 'one problem stays' : `${problems} problems stay`}: ${first}`,
  undoOvertaken: 'U no longer takes our last write back: the file has changed since.',
  cannotUndo: (file: string) =>
    `U no longer applies: the file has changed since our last write. Change it back by hand (E); older versions: ${file}.bak`,
  approvedElsewhere: 'People approved by code are kept in the pairing store, not in the config: see Pairing (3).',
  fromEnvironment: (variable: string) => `It comes from the variable ${variable} of this environment; no file of the config holds it.`,
  notThere: 'There is no config yet: e creates one, then E opens it.',
} as const;
