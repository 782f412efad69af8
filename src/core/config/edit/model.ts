// The same edits on values: what the edited text has to say.
import { isObject, ownValue } from '../value.ts';
import type { EditPath } from './types.ts';

/** True if two values say the same; the order of keys does not matter, `-0` is `0`, `NaN` is itself. */
export const isSame = (one: unknown, other: unknown): boolean => {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((child, index) => isSame(child, other[index]));
  if (!isObject(one) || !isObject(other)) return one === other || Object.is(one, other);
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]));
};

/** What becomes of the value at a path; undefined takes it away. */
type Change = (old: unknown) => unknown;

const changedArray = (list: readonly unknown[], index: number, value: unknown): readonly unknown[] =>
  value === undefined ? list.filter((_, position) => position !== index) : [...list.slice(0, index), value, ...list.slice(index + 1)];

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
    isObject(object) ? Object.fromEntries(Object.entries(object).map(([key, value]) => [key === path.at(-1) ? name : key, value])) : object,
  );
