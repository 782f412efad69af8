// Puts edits into the text of the file that owns their keys. Explains instead of guessing where that is not one file.

import type { ErrorView } from '../../shared/error-view.ts';
import { pushTextsAt, removeAt, removeItemAt, renameKeyAt, setAt } from '../edit/edit-text.ts';
import { type ConfigReading, type ConfigSource, sourcesOf } from '../reading.ts';
import { type ConfigPath, formatPath, isObject, valueAt } from '../value.ts';
import { isEntry } from './effective.ts';
import type { ConfigEdit } from './input.ts';
import { changeErrors } from './words.ts';

/**
 * One file before and after, or why not. `before` is undefined where the file does not exist yet. `isNothing`: only because the config says that
 * already.
 */
export type AppliedEdits =
  | { readonly ok: true; readonly file: string; readonly before: string | undefined; readonly after: string }
  | { readonly ok: false; readonly error: ErrorView; readonly isNothing?: true };

const missingMain = (reading: ConfigReading): ConfigSource => ({
  file: reading.path,
  mount: [],
  text: '',
  value: {},
});

/** `{ $include: … }` and nothing beside it: what is new there belongs into the included file. */
const isOnlyInclude = (source: ConfigSource, path: ConfigPath): boolean => {
  const value = valueAt(source.value, local(source, path));
  return isObject(value) && Object.keys(value).join() === '$include';
};

/** The source that owns `path`, or the nearest parent that is written down. */
const ownerOf = (reading: ConfigReading, edit: ConfigEdit): ConfigSource | ErrorView => {
  for (let length = edit.path.length; length >= 0; length -= 1) {
    const path = edit.path.slice(0, length);
    const isWhole = length === edit.path.length;
    const all = sourcesOf(reading, path);
    const written = isWhole ? all : all.filter((source) => !isOnlyInclude(source, path));
    const [strongest, ...others] = written.length > 0 ? written : all;
    if (strongest === undefined) continue;
    // What a key includes goes, and changes its name, with the key.
    const rivals =
      edit.op === 'remove' || edit.op === 'rename'
        ? others.filter(({ mount }) => mount.length < length)
        : others;
    const isSpread =
      isWhole && rivals.length > 0 && typeof valueAt(strongest.value, local(strongest, path)) === 'object';
    if (isSpread || (isWhole && edit.op !== 'set' && rivals.length > 0)) {
      return changeErrors.spread(
        formatPath(path),
        [strongest, ...rivals].map(({ file }) => file),
      );
    }
    return strongest;
  }
  return reading.sources[0] ?? missingMain(reading);
};

const local = ({ mount }: ConfigSource, path: ConfigPath): ConfigPath => path.slice(mount.length);

/** A value that comes from a variable is not the file's to change. */
const variableIn = (source: ConfigSource, path: ConfigPath): string | undefined => {
  const value = valueAt(source.value, local(source, path));
  const name =
    typeof value === 'string'
      ? /\$\{([A-Z_][A-Z0-9_]*)\}/u.exec(value.replaceAll('$${', ''))?.[1]
      : undefined;
  return name;
};

const applyOne = (text: string, edit: ConfigEdit, path: ConfigPath): ReturnType<typeof setAt> => {
  switch (edit.op) {
    case 'set':
      return setAt(text, path, edit.value);
    case 'remove':
      return removeAt(text, path);
    case 'rename':
      return renameKeyAt(text, path, edit.to);
    case 'remove-entry':
      return removeItemAt(text, path, (item) => isEntry(item, edit.entry));
    case 'add-entries':
      return pushTextsAt(text, path, edit.entries);
  }
};

export const applyEdits = (reading: ConfigReading, edits: readonly ConfigEdit[]): AppliedEdits => {
  // An empty file is no config for the gateway, but it can be written to like one.
  if (reading.status === 'broken' && reading.sources.length === 0)
    return { ok: false, error: changeErrors.broken(reading.path) };
  if (reading.findings.some(({ code }) => code.startsWith('include-')))
    return { ok: false, error: changeErrors.includeBroken() };
  let source: ConfigSource | undefined;
  let text = '';
  for (const edit of edits) {
    const owner = ownerOf(reading, edit);
    if ('code' in owner) return { ok: false, error: owner };
    if (source !== undefined && owner.file !== source.file)
      return { ok: false, error: changeErrors.severalFiles([source.file, owner.file]) };
    const variable = variableIn(owner, edit.path);
    if (variable !== undefined)
      return { ok: false, error: changeErrors.fromVariable(formatPath(edit.path), variable) };
    if (source === undefined) text = owner.text;
    source = owner;
    const result = applyOne(text, edit, local(owner, edit.path));
    if (!result.ok)
      return { ok: false, error: changeErrors.cannotEdit(owner.file, formatPath(edit.path), result.reason) };
    text = result.text;
  }
  if (source === undefined || text === source.text)
    return { ok: false, error: changeErrors.nothingToDo(), isNothing: true };
  return {
    ok: true,
    file: source.file,
    before: reading.status === 'missing' ? undefined : source.text,
    after: text,
  };
};

/** What is written at a path of the whole config, variables and all; undefined where more than one file says something about it. */
export const writtenIn =
  (reading: ConfigReading) =>
  (path: ConfigPath): unknown => {
    const [source, ...others] = sourcesOf(reading, path);
    return source === undefined || others.length > 0 ? undefined : valueAt(source.value, local(source, path));
  };
