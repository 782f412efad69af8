// What edits should make of the config as a whole, to be held against what they really make of it. Pure.
import { changeAt, isSame, renameAt } from '../edit/types.ts';
import { type ConfigPath, isObject, type JsonObject, valueAt } from '../value.ts';
import { isEntry } from './effective.ts';
import type { ConfigEdit } from './question.ts';

// Where two configs differ, as the gateway asks before it reloads (the openclaw contract, section 3). Pure.

/** The keys at which two configs differ: objects are compared key by key, anything else (lists too) as a whole. */
export const changedPaths = (
  before: unknown,
  after: unknown,
  path: ConfigPath = [],
): readonly ConfigPath[] => {
  if (isSame(before, after)) return [];
  if (!isObject(before) || !isObject(after)) return [path];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    changedPaths(
      Object.hasOwn(before, key) ? before[key] : undefined,
      Object.hasOwn(after, key) ? after[key] : undefined,
      [...path, key],
    ),
  );
};

/** Is `path` the same as `prefix`, or below it? */
export const isWithin = (path: ConfigPath, prefix: ConfigPath): boolean =>
  prefix.every((key, index) => path[index] === key);

const applied = (config: unknown, edit: ConfigEdit): unknown => {
  switch (edit.op) {
    case 'set':
      return changeAt(config, edit.path, () => edit.value);
    case 'remove':
      return valueAt(config, edit.path) === undefined ? config : changeAt(config, edit.path, () => undefined);
    case 'rename':
      return renameAt(config, edit.path, edit.to);
    case 'add-entries':
      return changeAt(config, edit.path, (list) => [
        ...(Array.isArray(list) ? (list as unknown[]) : []),
        ...edit.entries,
      ]);
    case 'remove-entry':
      return changeAt(config, edit.path, (list) =>
        Array.isArray(list) ? list.filter((item) => !isEntry(item, edit.entry)) : list,
      );
  }
};

/** What edits ask of a config: it as it should be after them, in the words of the edits. */
export const intended = (config: unknown, edits: readonly ConfigEdit[]): unknown =>
  edits.reduce(applied, config);

/** What holds a reference to a variable is written otherwise than it is read. */
const agrees = (asked: unknown, real: unknown): boolean => {
  if (typeof asked === 'string' && asked.includes('${')) return typeof real === 'string';
  if (Array.isArray(asked) && Array.isArray(real))
    return asked.length === real.length && asked.every((item, index) => agrees(item, real[index]));
  if (!isObject(asked) || !isObject(real)) return changedPaths(asked, real).length === 0;
  const keys = Object.keys(asked);
  return (
    keys.length === Object.keys(real).length &&
    keys.every((key) => Object.hasOwn(real, key) && agrees(asked[key], real[key]))
  );
};

/** How the real effect of edits differs from what they ask for. */
export interface SideEffects {
  /** Where an edit has not the effect it should have: something stronger says otherwise. */
  readonly missed: readonly ConfigPath[];
  /** What changes besides, because the file that is changed stands in several places of the config. */
  readonly besides: readonly ConfigPath[];
}

const touchedBy = (edit: ConfigEdit): readonly ConfigPath[] =>
  edit.op === 'rename' ? [edit.path, [...edit.path.slice(0, -1), edit.to]] : [edit.path];

/** Compares the config before, the edits, and the config after. All three as merged from every file. */
export const sideEffects = (
  before: JsonObject,
  edits: readonly ConfigEdit[],
  after: JsonObject,
): SideEffects => {
  const asked = intended(before, edits);
  const touched = edits.flatMap(touchedBy);
  const differing = changedPaths(asked, after);
  const isTouched = (path: ConfigPath): boolean =>
    touched.some((own) => isWithin(path, own) || isWithin(own, path));
  return {
    missed: touched.filter((path) => !agrees(valueAt(asked, path), valueAt(after, path))),
    besides: differing.filter((path) => !isTouched(path)),
  };
};
