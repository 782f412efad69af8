// What changes are planned on, and what their plans have in common. Pure.

import type { Account, Setting } from '../../model/account.ts';
import type { ErrorView } from '../../shared/error-view.ts';
import { type AccountId, defaultAccountId } from '../../shared/ids.ts';
import { accountIdOfKey, sectionPath } from '../accounts.ts';
import type { ConfigView } from '../config-view.ts';
import { changeAt, isSame, type JsonValue, renameAt } from '../edit/types.ts';
import { type ConfigPath, isObject, type JsonObject, valueAt } from '../value.ts';
import { isEntry } from './effective.ts';
import { changeErrors } from './words.ts';

// One change of a config in terms of its keys, before it is known which file they are in.

/** One step of a change. Paths are from the root of the whole config. */
export type ConfigEdit =
  | { readonly op: 'set'; readonly path: ConfigPath; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly path: ConfigPath }
  | { readonly op: 'rename'; readonly path: ConfigPath; readonly to: string }
  /** Appends what is not there yet. */
  | { readonly op: 'add-entries'; readonly path: ConfigPath; readonly entries: readonly string[] }
  | { readonly op: 'remove-entry'; readonly path: ConfigPath; readonly entry: string };

/** What an action is planned on: the merged config, and what the console made of it. */
export interface PlanInput {
  readonly config: JsonObject;
  readonly view: ConfigView;
  /** What is written at a path, variables and all; undefined where no single file says. Default: the merged value. */
  readonly written?: (path: ConfigPath) => unknown;
  /** Did the account `default` run by itself before the change began, or is it meant to by now? Default: where the channel has a section. */
  readonly hasImplicitDefault?: boolean;
}

/** The edits, or why there can be none. */
export type EditsAnswer =
  | { readonly ok: true; readonly edits: readonly ConfigEdit[] }
  | { readonly ok: false; readonly error: ErrorView };

export const edits = (...list: readonly ConfigEdit[]): EditsAnswer => ({ ok: true, edits: list });
/** An answer that says why not. */
export const refuse = (error: ErrorView): EditsAnswer => ({ ok: false, error });

export const accountsPath: ConfigPath = [...sectionPath, 'accounts'];

/** The entries under `accounts`, whatever their keys. */
export const listed = ({ config }: PlanInput): JsonObject => {
  const accounts = valueAt(config, accountsPath);
  return isObject(accounts) ? accounts : {};
};

/** The key of an account that the gateway overlooks because it is not its id: `Work` for `work`. */
const overlookedKey = (question: PlanInput, id: AccountId): string | undefined => {
  const keys = Object.keys(listed(question));
  return keys.includes(id) ? undefined : keys.find((key) => accountIdOfKey(key) === id);
};

/** Where an account's own settings are written: its entry, or the section itself while no account is listed. */
const homeOf = (question: PlanInput, id: AccountId): ConfigPath =>
  Object.keys(listed(question)).length === 0 && id === defaultAccountId ? sectionPath : [...accountsPath, id];

/** The account an action is about, and where its own settings are written. */
export interface Target {
  readonly account: Account;
  readonly home: ConfigPath;
}

/** Plans on an account that is there, under the key that counts. */
export const withAccount = (
  question: PlanInput,
  id: AccountId,
  plan: (target: Target) => EditsAnswer,
): EditsAnswer => {
  const account = question.view.accounts.find((candidate) => candidate.id === id);
  if (account === undefined) return refuse(changeErrors.accountUnknown(id));
  const key = overlookedKey(question, id);
  if (key !== undefined) return refuse(changeErrors.keyFirst(key, id));
  return plan({ account, home: homeOf(question, id) });
};

export const set = (path: ConfigPath, key: string, value: JsonValue): ConfigEdit => ({
  op: 'set',
  path: [...path, key],
  value,
});

/** Does the effective value of a list stand in the account's own place? Else it is inherited, and must be copied whole. */
export const isOwn = (setting: Setting<unknown>, home: ConfigPath): boolean =>
  setting.source === 'account' || (setting.source === 'base' && home === sectionPath);

/** What is written, as it is written: a copy must keep variables, and a key may look other than it is. */
export const writtenAt = ({ config, written }: PlanInput, path: ConfigPath): unknown =>
  written?.(path) ?? valueAt(config, path);

// What edits should make of the config as a whole, to be held against what they really make of it. Pure.

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
const agrees = (wanted: unknown, real: unknown): boolean => {
  if (typeof wanted === 'string' && wanted.includes('${')) return typeof real === 'string';
  if (Array.isArray(wanted) && Array.isArray(real))
    return wanted.length === real.length && wanted.every((item, index) => agrees(item, real[index]));
  if (!isObject(wanted) || !isObject(real)) return changedPaths(wanted, real).length === 0;
  const keys = Object.keys(wanted);
  return (
    keys.length === Object.keys(real).length &&
    keys.every((key) => Object.hasOwn(real, key) && agrees(wanted[key], real[key]))
  );
};

/** How the real effect of edits differs from what they ask for. */
interface SideEffects {
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
  const wanted = intended(before, edits);
  const touched = edits.flatMap(touchedBy);
  const differing = changedPaths(wanted, after);
  const isTouched = (path: ConfigPath): boolean =>
    touched.some((own) => isWithin(path, own) || isWithin(own, path));
  return {
    missed: touched.filter((path) => !agrees(valueAt(wanted, path), valueAt(after, path))),
    besides: differing.filter((path) => !isTouched(path)),
  };
};
