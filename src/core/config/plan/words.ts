// Why a change of the config cannot be made.

import { fileErrors } from '../../openclaw/words.ts';
import type { ErrorView } from '../../shared/error-view.ts';
import type { Hint, Remedy } from '../../shared/remedy.ts';
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

const refusal = (sentence: string, hint: Hint): ErrorView =>
  fileErrors.changeRefused({
    sentence: clean(sentence),
    hint: typeof hint === 'string' ? clean(hint) : hint,
  });

const readAgain: Remedy = { action: 'read-config' };
const editFile: Remedy = { action: 'edit-file' };
const byHand: Hint = ['Change it by hand.', editFile];

/** Why a change cannot be made. */
export const changeErrors = {
  accountUnknown: (id: string) => refusal(`The config has no account ${shown(id)}.`, readAgain),
  accountNotListed: (id: string) =>
    refusal(
      `Account ${shown(id)} is not listed under accounts.`,
      'It runs by itself while no account is listed; disable it instead.',
    ),
  accountExists: (id: string) => refusal(`There is an account ${shown(id)} already.`, 'Choose another id.'),
  accountIdBad: (id: string) =>
    refusal(
      `${shown(id)} cannot be an account id.`,
      'Use lower-case letters, digits, - and _, beginning with a letter or digit.',
    ),
  keyTwice: (key: string, id: string) =>
    refusal(`Account ${id} is listed twice: as ${id}, and as ${shown(key)}, which OpenClaw ignores.`, [
      'Remove one of them by hand.',
      editFile,
    ]),
  accountOff: (id: string) =>
    refusal(`Account ${id} is disabled, so no gateway listens on it.`, { action: 'enable-account' }),
  channelOff: () =>
    refusal('channels.zalouser.enabled is false: no account runs, whatever it says itself.', {
      action: 'enable-channel',
    }),
  includeBroken: () =>
    refusal('An included file cannot be read, so it is not known what holds now.', [
      'Correct it first.',
      { action: 'see-config' },
    ]),
  keyFirst: (key: string, id: string) =>
    refusal(
      `Account ${id} is written as ${shown(key)}, and OpenClaw ignores the settings under that key.`,
      `Rename the key to ${id} first.`,
    ),
  profileBad: (profile: string) =>
    refusal(`${shown(profile)} is not a profile name.`, 'Use letters, digits, - and _ only.'),
  entryUnknown: (entry: string) => refusal(`allowFrom has no entry ${shown(entry)}.`, readAgain),
  groupUnknown: (key: string) => refusal(`groups has no entry ${shown(key)}.`, readAgain),
  nothingToDo: () => refusal('The config says that already.', 'Nothing was written.'),
  broken: (file: string) =>
    refusal(`${file} cannot be read, so it cannot be changed safely.`, [
      'Correct it in an editor first.',
      editFile,
    ]),
  spread: (path: string, files: readonly string[]) =>
    refusal(`${path} is put together from several files: ${files.join(', ')}.`, [
      'Change it by hand in the file you mean.',
      editFile,
    ]),
  severalFiles: (files: readonly string[]) =>
    refusal(`This change would touch several files: ${files.join(', ')}.`, [
      'Make it in two steps, or by hand.',
      editFile,
    ]),
  filesOfMany: (files: readonly string[]) =>
    refusal(`These changes lie in several files: ${files.join(', ')}.`, [
      'Only one file is written at a time: make the changes one after another.',
      { action: 'change-access' },
    ]),
  fromVariable: (path: string, name: string) =>
    refusal(`${path} comes from the variable ${name}.`, [
      'Change the variable where the gateway gets it, or the file by hand.',
      editFile,
    ]),
  wouldBreak: (file: string) =>
    refusal(`The change would make ${file} unreadable, so it is not made.`, [
      'Report this with the file, and change it by hand.',
      editFile,
    ]),
  nothingToUndo: () =>
    refusal(
      'Nothing that this session wrote stands in the config.',
      'Older versions stand beside the file as .bak.',
    ),
  cannotUndo: (file: string) =>
    refusal(`${file} was changed after our write, so it is not undone.`, [
      'Change it back by hand; older versions stand beside it as .bak.',
      editFile,
    ]),
  cannotEdit: (file: string, path: string, reason: string) =>
    refusal(`${path} cannot be changed in ${file}: ${obstacles[reason] ?? reason}.`, byHand),
  noEffect: (path: string, file: string) =>
    refusal(
      `Written to ${file}, ${path} would not have that value: another file or rule overrides it.`,
      byHand,
    ),
  pluginsOff: () =>
    refusal('plugins.enabled is false: OpenClaw loads no plugin at all.', [
      'Set plugins.enabled to true by hand first.',
      editFile,
    ]),
  pluginDenied: () =>
    refusal('plugins.deny lists zalouser, so it stays off.', [
      'Take zalouser out of plugins.deny by hand first.',
      editFile,
    ]),
} as const;

/** What somebody else changed while a change was looked at. */
export const snapshotSentences = {
  otherFile: (file: string) => `In ${clean(file)}:`,
  environmentChanged: 'Variables were changed (their values are not shown).',
  readElsewhere: (file: string) => `The config is read from ${clean(file)} now.`,
  releaseFound: (version: string | undefined) =>
    version === undefined
      ? 'Another OpenClaw was found meanwhile.'
      : `OpenClaw was found to be ${version} meanwhile.`,
} as const;
