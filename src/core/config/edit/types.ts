import { isObject, ownValue } from '../value.ts';

// The same edits on values: what the edited text has to say.

/** True if two values say the same; the order of keys does not matter, `-0` is `0`, `NaN` is itself. */
export const isSame = (one: unknown, other: unknown): boolean => {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((child, index) => isSame(child, other[index]));
  if (!isObject(one) || !isObject(other)) return one === other || Object.is(one, other);
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
};

/** What becomes of the value at a path; undefined takes it away. */
type Change = (old: unknown) => unknown;

const changedArray = (list: readonly unknown[], index: number, value: unknown): readonly unknown[] =>
  value === undefined
    ? list.filter((_, position) => position !== index)
    : [...list.slice(0, index), value, ...list.slice(index + 1)];

/** `root` with the value at `path` changed. Parents that are missing become objects, or arrays where the next key is a number. */
export const changeAt = (root: unknown, path: EditPath, change: Change): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return change(root);
  const base = root ?? (typeof key === 'number' ? [] : {});
  const value = changeAt(ownValue(base, String(key)), rest, change);
  if (Array.isArray(base)) return changedArray(base as unknown[], Number(key), value);
  if (!isObject(base)) return base;
  const entries = Object.entries(base).filter(([name]) => value !== undefined || name !== key);
  return Object.fromEntries(value === undefined ? entries : [...entries, [key, value]]);
};

/** `root` with the key at `path` renamed. */
export const renameAt = (root: unknown, path: EditPath, name: string): unknown =>
  changeAt(root, path.slice(0, -1), (object) =>
    isObject(object)
      ? Object.fromEntries(
          Object.entries(object).map(([key, value]) => [key === path.at(-1) ? name : key, value]),
        )
      : object,
  );

// The words of the config editor.

/** What a config file can hold. JSON5 knows `Infinity` and `NaN`, so any number is fine. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Keys from the root of one file. A number, or its decimal string, is a position in an array; in objects only strings are keys. */
export type EditPath = readonly (string | number)[];

/**
 * Why nothing was edited.
 *
 * - `syntax`: the text is not JSON5; `detail` has the parser's words.
 * - `root-not-object`: the file holds something else than an object, or would after the edit.
 * - `not-an-object`, `not-an-array`: something of another kind stands in the way; `line` says where, `detail` has its path.
 * - `missing`: what should be edited is not there, or an array position lies beyond the end; `detail` has its path.
 * - `key-exists`: the new name is taken; `line` says where, `detail` has its path.
 * - `unsafe`: the edited text would not say what was asked for (nested too deeply, or a value that JSON5 cannot express).
 */
export type EditRefusal =
  | 'syntax'
  | 'root-not-object'
  | 'not-an-object'
  | 'not-an-array'
  | 'missing'
  | 'key-exists'
  | 'unsafe';

/** A refused edit. Lines count from 1. */
export interface RefusedEdit {
  readonly ok: false;
  readonly reason: EditRefusal;
  readonly line?: number;
  readonly detail?: string;
}

/** The new text, or why there is none. Without a change the text is the old one, byte for byte. */
export type EditResult =
  | { readonly ok: true; readonly text: string; readonly changed: boolean }
  | RefusedEdit;

export interface TreeNode {
  readonly kind: 'object' | 'array' | 'scalar';
  readonly start: number;
  readonly end: number;
  /** Members or elements, in the order of the text. */
  readonly items: readonly TreeItem[];
}

/** A member of an object or an element of an array, without the comma. */
export interface TreeItem {
  readonly start: number;
  readonly end: number;
  /** Of members only. */
  readonly key?: { readonly name: string; readonly start: number; readonly end: number };
  readonly value: TreeNode;
}

// Replacing ranges of a text.

/** The text from `start` to `end` becomes `by`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** Applies splices that do not overlap; of those at one place the earlier one comes first. */
export const applySplices = (text: string, splices: readonly Splice[]): string => {
  let [result, at] = ['', 0];
  for (const { start, end, by } of splices.toSorted((one, other) => one.start - other.start)) {
    result += text.slice(at, start) + by;
    at = Math.max(at, end);
  }
  return result + text.slice(at);
};
