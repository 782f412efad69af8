// Brings a text to say a new value with as few cuts as possible.
import { isObject } from '../value.ts';
import { insertItem, replaceValue } from './insert.ts';
import { isSame } from './model.ts';
import { removeItem } from './remove.ts';
import { type Doc, type Found, type Located, locate, parseDoc, readNode, type TreeNode } from './tree.ts';
import type { EditPath, JsonValue } from './types.ts';

/** The way to a found node, itself included; the root without one. */
const containersTo = ({ root }: Doc, found: Found | undefined): readonly [TreeNode, ...TreeNode[]] =>
  found ? [root, ...found.containers.slice(1), found.item.value] : [root];

const foundAt = (doc: Doc, path: EditPath): Found | undefined => {
  const place = locate(doc, path);
  return place.status === 'found' ? place : undefined;
};

/** The text with a new last element in the array at `path` (or without change, if there is none). */
export const pushText = (doc: Doc, path: EditPath, value: JsonValue): string => {
  const found = foundAt(doc, path);
  return found?.item.value.kind === 'array'
    ? insertItem(doc, { containers: containersTo(doc, found), key: undefined, value }, found)
    : doc.text;
};

/** The text with new last elements, all of them texts, in the array at `path`: one cut, however many. */
export const pushTexts = (doc: Doc, path: EditPath, values: readonly JsonValue[]): string => {
  const found = foundAt(doc, path);
  const [first, ...others] = values;
  if (found?.item.value.kind !== 'array' || first === undefined) return doc.text;
  if (found.item.value.items.length > 0)
    return insertItem(doc, { containers: containersTo(doc, found), key: undefined, value: first, others }, found);
  const begun = parseDoc(pushText(doc, path, first));
  return pushTexts(begun, path, others);
};

/** The text without the elements at `indices` of the array at `path`. */
export const removeElements = (doc: Doc, path: EditPath, indices: readonly number[]): string => {
  let rest = doc;
  for (const index of indices.toSorted((one, other) => other - one)) {
    const node = foundAt(rest, path)?.item.value;
    if (node) rest = parseDoc(removeItem(rest, node, index));
  }
  return rest.text;
};

/** The text without what is at `path`: of a key that is there more than once nothing is left. */
export const removeText = (doc: Doc, path: EditPath): string => {
  let rest = doc;
  for (let found = foundAt(rest, path); found; found = foundAt(rest, path)) {
    const holder = found.containers.at(-1) ?? rest.root;
    rest = parseDoc(removeItem(rest, holder, found.index));
    if (holder.kind === 'array') break;
  }
  return rest.text;
};

const addText = (doc: Doc, path: EditPath, { containers, rest }: Extract<Located, { status: 'absent' }>, value: JsonValue): string => {
  const [key = '', ...inner] = rest;
  const wrapped = inner.reduceRight<JsonValue>(
    (child, name) => (typeof name === 'number' ? [child] : Object.fromEntries([[name, child]])),
    value,
  );
  const isMember = (containers.at(-1) ?? doc.root).kind === 'object';
  const holder = foundAt(doc, path.slice(0, path.length - rest.length));
  return insertItem(doc, { containers, key: isMember ? String(key) : undefined, value: wrapped }, holder);
};

const mergeObject = (doc: Doc, path: EditPath, old: object, value: object): string => {
  let merged = doc;
  for (const [key, child] of Object.entries(value) as [string, JsonValue][]) merged = parseDoc(setText(merged, [...path, key], child));
  for (const key of Object.keys(old).filter((name) => !Object.hasOwn(value, name))) merged = parseDoc(removeText(merged, [...path, key]));
  return merged.text;
};

/** Elements are told by their values, so that a comment stays with the entry it is about; only containers change in their places. */
const mergeArray = (doc: Doc, path: EditPath, old: readonly unknown[], value: readonly JsonValue[]): string => {
  const isContainer = (element: unknown): boolean => typeof element === 'object' && element !== null;
  const canStay = (element: unknown, index: number): boolean =>
    isSame(element, value[index]) || (isContainer(element) && isContainer(value[index]));
  if (old.length === value.length && old.every(canStay)) {
    return value.reduce<Doc>((merged, element, index) => parseDoc(setText(merged, [...path, index], element)), doc).text;
  }
  let kept = 0;
  const gone = [...old.keys()].filter((index) => {
    const stays = kept < value.length && isSame(old[index], value[kept]);
    if (stays) kept += 1;
    return !stays;
  });
  if (kept === 0) return replaceValue(doc, foundAt(doc, path), value);
  const rest = parseDoc(removeElements(doc, path, gone));
  return value.slice(kept).reduce<Doc>((merged, element) => parseDoc(pushText(merged, path, element)), rest).text;
};

/** The text with `value` at `path`. Nothing is changed where the text says so already. */
export const setText = (doc: Doc, path: EditPath, value: JsonValue): string => {
  const place = locate(doc, path);
  if (place.status === 'blocked') return doc.text;
  if (place.status === 'absent') return addText(doc, path, place, value);
  const found = place.status === 'found' ? place : undefined;
  const node = found?.item.value ?? doc.root;
  const old = readNode(doc, node);
  if (isSame(old, value)) return doc.text;
  const isEmpty = node.items.length === 0 || typeof value !== 'object' || value === null || Object.keys(value).length === 0;
  if (!isEmpty && Array.isArray(old) && Array.isArray(value)) return mergeArray(doc, path, old as unknown[], value as readonly JsonValue[]);
  if (!isEmpty && isObject(old) && isObject(value)) return mergeObject(doc, path, old, value);
  return replaceValue(doc, found, value);
};
