// Edits, and what they do to a value in memory.
import type { EditPath, EditRefusal, JsonValue } from '../../../../src/core/config/edit/types.ts';

/** One call of the editor. */
export type Edit =
  | { readonly type: 'set'; readonly path: EditPath; readonly value: JsonValue }
  | { readonly type: 'push'; readonly path: EditPath; readonly value: JsonValue }
  | { readonly type: 'remove'; readonly path: EditPath }
  | { readonly type: 'removeIndex'; readonly path: EditPath; readonly index: number }
  | { readonly type: 'removeEqual'; readonly path: EditPath; readonly value: unknown }
  | { readonly type: 'rename'; readonly path: EditPath; readonly key: string };

/** An object, as parsed. */
export type Dict = Record<string, unknown>;

/** True for what is an object and no array. */
export const isDict = (value: unknown): value is Dict =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Equal as values: order of keys aside, `NaN` equals itself. */
export const equal = (one: unknown, other: unknown): boolean => {
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((child, index) => equal(child, other[index]))
    );
  if (!isDict(one)) return one === other || (Number.isNaN(one) && Number.isNaN(other));
  if (!isDict(other)) return false;
  const [keys, others] = [Object.keys(one).toSorted(), Object.keys(other).toSorted()];
  return (
    keys.length === others.length &&
    keys.every((key, index) => key === others[index] && equal(one[key], other[key]))
  );
};

/** A value that shares nothing with the first. */
export const copy = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(copy);
  return isDict(value)
    ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, copy(child)]))
    : value;
};

const put = (holder: Dict | unknown[], key: string, value: unknown): void => {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
};

/** What a step on a path finds. */
type Step = { readonly key: string; readonly exists: boolean } | { readonly refused: EditRefusal };

const step = (node: unknown, key: string | number): Step => {
  if (Array.isArray(node)) {
    if (typeof key === 'string' && !/^(0|[1-9]\d{0,8})$/.test(key)) return { refused: 'not-an-object' };
    const index = Number(key);
    return index >= 0 && Number.isInteger(index) && index <= node.length
      ? { key: String(key), exists: index < node.length }
      : { refused: 'missing' };
  }
  if (typeof key === 'number') return { refused: 'not-an-array' };
  return isDict(node) ? { key, exists: Object.hasOwn(node, key) } : { refused: 'not-an-object' };
};

/** The value after an edit, or the refusal. */
export type Outcome = { readonly value: unknown } | { readonly refused: EditRefusal };

type Walk =
  | { readonly holder: Dict | unknown[]; readonly key: string; readonly exists: boolean }
  | { readonly refused: EditRefusal };

/** To the holder of what `path` means; with `makes` missing parents are made. */
const walk = (root: unknown, path: EditPath, makes: boolean): Walk | undefined => {
  let node = root;
  for (const [depth, key] of path.entries()) {
    const found = step(node, key);
    if ('refused' in found) return found;
    const holder = node as Dict;
    if (depth === path.length - 1) return { holder, ...found };
    if (!found.exists) {
      if (!makes) return undefined;
      put(holder, found.key, typeof path[depth + 1] === 'number' ? [] : {});
    }
    node = holder[found.key];
  }
  return undefined;
};

const drop = ({ holder, key }: Extract<Walk, { key: string }>): void => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
};

const applySet = (root: unknown, path: EditPath, value: JsonValue): Outcome => {
  const next = copy(root);
  if (path.length === 0) return isDict(value) ? { value } : { refused: 'root-not-object' };
  const at = walk(next, path, true);
  if (!at || 'refused' in at) return { refused: at?.refused ?? 'missing' };
  put(at.holder, at.key, value);
  return { value: next };
};

const applyPush = (root: unknown, path: EditPath, value: JsonValue): Outcome => {
  const at = path.length === 0 ? undefined : walk(copy(root), path, true);
  if (!at) return { refused: 'not-an-array' };
  if ('refused' in at) return at;
  const old = at.exists ? (at.holder as Dict)[at.key] : [];
  return Array.isArray(old)
    ? applySet(root, path, [...(old as JsonValue[]), value])
    : { refused: 'not-an-array' };
};

const applyToArray = (
  root: unknown,
  path: EditPath,
  keeps: (value: unknown, index: number) => boolean,
): Outcome => {
  const next = copy(root);
  if (path.length === 0) return { refused: 'not-an-array' };
  const at = walk(next, path, false);
  if (!at || 'refused' in at || !at.exists) return { value: next };
  const old = (at.holder as Dict)[at.key];
  if (!Array.isArray(old)) return { refused: 'not-an-array' };
  put(at.holder, at.key, old.filter(keeps));
  return { value: next };
};

const applyRename = (root: unknown, path: EditPath, key: string): Outcome => {
  const next = copy(root);
  const at = walk(next, path, false);
  if (at && 'refused' in at) return at;
  if (!at?.exists) return { refused: 'missing' };
  if (Array.isArray(at.holder)) return { refused: 'not-an-object' };
  if (key !== at.key && Object.hasOwn(at.holder, key)) return { refused: 'key-exists' };
  const value = at.holder[at.key];
  drop(at);
  put(at.holder, key, value);
  return { value: next };
};

/** Does in memory what the editor must do in the text. */
export const applyEdit = (root: unknown, edit: Edit): Outcome => {
  if (edit.type === 'set') return applySet(root, edit.path, edit.value);
  if (edit.type === 'push') return applyPush(root, edit.path, edit.value);
  if (edit.type === 'removeIndex') return applyToArray(root, edit.path, (_, index) => index !== edit.index);
  if (edit.type === 'removeEqual') return applyToArray(root, edit.path, (value) => !equal(value, edit.value));
  if (edit.type === 'rename') return applyRename(root, edit.path, edit.key);
  const next = copy(root);
  const at = edit.path.length === 0 ? { refused: 'root-not-object' as const } : walk(next, edit.path, false);
  if (at && 'refused' in at) return edit.path.length === 0 ? at : { value: next };
  if (at?.exists) drop(at);
  return { value: next };
};
