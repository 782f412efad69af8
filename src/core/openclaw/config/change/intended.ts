// What edits should make of the config as a whole, to be held against what they really make of it. Pure.
import { changeAt, renameAt } from '../edit/model.ts';
import { type ConfigPath, isObject, type JsonObject, valueAt } from '../value.ts';
import type { ConfigEdit } from './edits.ts';
import { isEntry } from './entries.ts';
import { changedPaths, isWithin } from './paths.ts';

const applied = (config: unknown, edit: ConfigEdit): unknown => {
  switch (edit.op) {
    case 'set':
      return changeAt(config, edit.path, () => edit.value);
    case 'remove':
      return valueAt(config, edit.path) === undefined ? config : changeAt(config, edit.path, () => undefined);
    case 'rename':
      return renameAt(config, edit.path, edit.to);
    case 'add-entries':
      return changeAt(config, edit.path, (list) => [...(Array.isArray(list) ? (list as unknown[]) : []), ...edit.entries]);
    case 'remove-entry':
      return changeAt(config, edit.path, (list) => (Array.isArray(list) ? list.filter((item) => !isEntry(item, edit.entry)) : list));
  }
};

/** What holds a reference to a variable is written otherwise than it is read. */
const agrees = (intended: unknown, real: unknown): boolean => {
  if (typeof intended === 'string' && intended.includes('${')) return typeof real === 'string';
  if (Array.isArray(intended) && Array.isArray(real))
    return intended.length === real.length && intended.every((item, index) => agrees(item, real[index]));
  if (!isObject(intended) || !isObject(real)) return changedPaths(intended, real).length === 0;
  const keys = Object.keys(intended);
  return keys.length === Object.keys(real).length && keys.every((key) => Object.hasOwn(real, key) && agrees(intended[key], real[key]));
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
export const sideEffects = (before: JsonObject, edits: readonly ConfigEdit[], after: JsonObject): SideEffects => {
  const intended = edits.reduce<unknown>(applied, before);
  const touched = edits.flatMap(touchedBy);
  const differing = changedPaths(intended, after);
  const isTouched = (path: ConfigPath): boolean => touched.some((own) => isWithin(path, own) || isWithin(own, path));
  return {
    missed: touched.filter((path) => !agrees(valueAt(intended, path), valueAt(after, path))),
    besides: differing.filter((path) => !isTouched(path)),
  };
};
