// Why a change of the config cannot be made.

import { fileErrors } from '../../openclaw/words-files.ts';
import type { ErrorView } from '../../shared/error-view.ts';
import { sanitizeLine, sanitizeName } from '../../shared/text/sanitize.ts';

const shown = (text: string): string => `“${sanitizeName(text)}”`;

/** Why the editor could not change a text, as part of a sentence. */
const obstacles: Readonly<Record<string, string>> = {
  syntax: 'it is not valid JSON5',
  'root-not-object': 'it does not hold an object',
  'not-an-object': 'something that is no object stands in the way',
  'not-an-array': 'something that is no list stands in the way',
  missing: 'it is not there',
  'key-exists': 'that name is taken',
  unsafe: 'the result would not say what it should',
};

/** Paths of files and keys of the config are other people's text, too: at most so many code units of a sentence are shown. */
const maxUnits = 1_000;
const clean = (text: string): string => sanitizeLine(text, maxUnits);

const refusal = (sentence: string, hint: string): ErrorView => fileErrors.changeRefused({ sentence: clean(sentence), hint: clean(hint) });

/** Why a change cannot be made. */
export const changeErrors = {
  accountUnknown: (id: string) => refusal(`The config has no account ${shown(id)}.`, 'Read the config again with r.'),
  accountNotListed: (id: string) =>
    refusal(`Account ${shown(id)} is not listed under accounts.`, 'It runs by itself while no account is listed; disable it instead.'),
  accountExists: (id: string) => refusal(`There is an account ${shown(id)} already.`, 'Choose another id.'),
  accountIdBad: (id: string) =>
    refusal(`${shown(id)} cannot be an account id.`, 'Use lower-case letters, digits, - and _, beginning with a letter or digit.'),
  keyTwice: (key: string, id: string) =>
    refusal(`Account ${id} is listed twice: as ${id}, and as ${shown(key)}, which OpenClaw ignores.`, 'Remove one of them by hand (E).'),
  accountOff: (id: string) => refusal(`Account ${id} is disabled, so no gateway listens on it.`, 'Enable it first (e on Status).'),
  channelOff: () =>
    refusal(
      'channels.zalouser.enabled is false: no account runs, whatever it says itself.',
      'Enable the channel first: e on its row on Access (5).',
    ),
  includeBroken: () =>
    refusal('An included file cannot be read, so it is not known what holds now.', 'Correct it first; Access names the file and the line.'),
  keyFirst: (key: string, id: string) =>
    refusal(
      `Account ${id} is written as ${shown(key)}, and OpenClaw ignores the settings under that key.`,
      `Rename the key to ${id} first.`,
    ),
  profileBad: (profile: string) => refusal(`${shown(profile)} is not a profile name.`, 'Use letters, digits, - and _ only.'),
  entryUnknown: (entry: string) => refusal(`allowFrom has no entry ${shown(entry)}.`, 'Read the config again with r.'),
  groupUnknown: (key: string) => refusal(`groups has no entry ${shown(key)}.`, 'Read the config again with r.'),
  nothingToDo: () => refusal('The config says that already.', 'Nothing was written.'),
  broken: (file: string) => refusal(`${file} cannot be read, so it cannot be changed safely.`, 'Correct it in an editor first (E).'),
  spread: (path: string, files: readonly string[]) =>
    refusal(`${path} is put together from several files: ${files.join(', ')}.`, 'Change it by hand in the file you mean (E).'),
  severalFiles: (files: readonly string[]) =>
    refusal(`This change would touch several files: ${files.join(', ')}.`, 'Make it in two steps, or by hand (E).'),
  filesOfMany: (files: readonly string[]) =>
    refusal(
      `These changes lie in several files: ${files.join(', ')}.`,
      'Only one file is written at a time: make the changes one after another on Access (5).',
    ),
  fromVariable: (path: string, name: string) =>
    refusal(`${path} comes from the variable ${name}.`, 'Change the variable where the gateway gets it, or the file by hand (E).'),
  wouldBreak: (file: string) =>
    refusal(`The change would make ${file} unreadable, so it is not made.`, 'Report this with the file, and change it by hand (E).'),
  nothingToUndo: () => refusal('Nothing that this session wrote stands in the config.', 'Older versions stand beside the file as .bak.'),
  cannotUndo: (file: string) =>
    refusal(
      `${file} was changed after our write, so it is not undone.`,
      'Change it back by hand (E); older versions stand beside it as .bak.',
    ),
  cannotEdit: (file: string, path: string, reason: string) =>
    refusal(`${path} cannot be changed in ${file}: ${obstacles[reason] ?? reason}.`, 'Change it by hand (E).'),
  noEffect: (path: string, file: string) =>
    refusal(`Written to ${file}, ${path} would not have that value: another file or rule overrides it.`, 'Change it by hand (E).'),
  pluginsOff: () => refusal('plugins.enabled is false: OpenClaw loads no plugin at all.', 'Set plugins.enabled to true by hand first (E).'),
  pluginDenied: () => refusal('plugins.deny lists zalouser, so it stays off.', 'Take zalouser out of plugins.deny by hand first (E).'),
} as const;

/** What somebody else changed while a change was looked at. */
export const snapshotSentences = {
  otherFile: (file: string) => `In ${clean(file)}:`,
  environmentChanged: 'Variables were changed (their values are not shown).',
  readElsewhere: (file: string) => `The config is read from ${clean(file)} now.`,
  releaseFound: (version: string | undefined) =>
    version === undefined ? 'Another OpenClaw was found meanwhile.' : `OpenClaw was found to be ${version} meanwhile.`,
} as const;
