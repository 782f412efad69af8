// What must be true of a text before and after an edit.
import JSON5 from 'json5';
import {
  pushAt,
  removeAt,
  removeItemAt,
  renameKeyAt,
  setAt,
} from '../../../../src/core/config/edit/edit-text.ts';
import type { EditResult } from '../../../../src/core/config/edit/types.ts';
import { applyEdit, type Edit, equal, isDict } from './apply-edit.ts';
import {
  commentsOf,
  follow,
  indexOf,
  isBlank,
  type PlainItem,
  type PlainNode,
  plainTree,
} from './plain-tree.ts';

/** Calls the editor. */
export const perform = (text: string, edit: Edit): EditResult => {
  if (edit.type === 'set') return setAt(text, edit.path, edit.value);
  if (edit.type === 'push') return pushAt(text, edit.path, edit.value);
  if (edit.type === 'remove') return removeAt(text, edit.path);
  if (edit.type === 'removeIndex') return removeItemAt(text, edit.path, edit.index);
  if (edit.type === 'removeEqual') return removeItemAt(text, edit.path, (value) => equal(value, edit.value));
  return renameKeyAt(text, edit.path, edit.key);
};

/** What json5 reads; a text without a value is an empty object. */
export const read = (text: string): unknown =>
  isBlank(text) ? {} : JSON5.parse(text.replace(/^\ufeff/, ''));

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Thrown with what is wrong. */
const demand = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

const slice = (text: string, { start, end }: Range): string => text.slice(start, end);

const sourceOf =
  (text: string) =>
  (item: PlainItem): string =>
    slice(text, item);

/** Everything before and after a range is in the new text as it was. */
const demandFrame = (before: string, after: string, { start, end }: Range): void => {
  demand(after.startsWith(before.slice(0, start)), 'bytes before the edit changed');
  demand(after.endsWith(before.slice(end)), 'bytes after the edit changed');
  demand(after.length >= start + before.length - end, 'bytes around the edit were lost');
};

const isSubsequence = (short: string, long: string): boolean => {
  let at = 0;
  for (let index = 0; index < long.length && at < short.length; index += 1)
    if (long[index] === short[at]) at += 1;
  return at === short.length;
};

/** The item and the rest of its line: comments there may go with it. */
const toLineEnd = (text: string, { start, end }: Range): Range => {
  const rest =
    /^(?:[^\S\n\r\u2028\u2029]|,|\/\*(?:[^*\n\r\u2028\u2029]|\*(?!\/))*\*\/|\/\/[^\n\r\u2028\u2029]*)*/.exec(
      text.slice(end),
    )?.[0] ?? '';
  return { start, end: end + rest.length };
};

/** Where comments may be lost when a node comes to have another value. */
const mayLose = (text: string, node: PlainNode, old: unknown, next: unknown): readonly Range[] => {
  if (equal(old, next)) return [];
  if (!isDict(old) || !isDict(next) || node.items.length === 0 || Object.keys(next).length === 0)
    return [node];
  return node.items.flatMap((item, index) => {
    const name = item.name ?? '';
    if (!Object.hasOwn(next, name)) return [toLineEnd(text, item)];
    return indexOf(node, name) === index ? mayLose(text, item.node, old[name], next[name]) : [];
  });
};

/** Comments keep their order, and only those inside the given ranges are lost. */
const demandComments = (before: string, after: string, lost: readonly Range[]): void => {
  const rest = commentsOf(after).map(({ text }) => text);
  for (const { text, start } of commentsOf(before)) {
    if (rest[0] === text) rest.shift();
    else
      demand(
        lost.some((range) => start >= range.start && start < range.end),
        `comment lost: ${text}`,
      );
  }
  demand(rest.length === 0, `comments made up: ${rest.join(' ')}`);
};

/** Items whose value stays keep their text. */
const demandSameItems = (
  before: string,
  after: string,
  old: PlainNode,
  next: PlainNode,
  oldValue: unknown,
  nextValue: unknown,
): void => {
  if (old.kind !== 'object' || next.kind !== 'object') return;
  for (const [key, value] of Object.entries(nextValue as object)) {
    const [was, is] = [old.items[indexOf(old, key)], next.items[indexOf(next, key)]];
    if (!was || !is) continue;
    const oldChild = (oldValue as Record<string, unknown>)[key];
    if (equal(oldChild, value)) demand(slice(before, was) === slice(after, is), `member rewritten: ${key}`);
    else demandSameItems(before, after, was.node, is.node, oldChild, value);
  }
};

const valueAt = (root: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, key)
        ? (node as Record<string, unknown>)[key]
        : undefined,
    root,
  );

/** Both texts and their values. */
interface Pair {
  readonly before: string;
  readonly after: string;
  readonly old: unknown;
  readonly next: unknown;
  readonly tree: PlainNode;
  readonly nextTree: PlainNode;
}

const checkReplaced = ({ before, after, old, next, tree, nextTree }: Pair, path: Edit['path']): void => {
  const [node, nextNode] = [follow(tree, path).node, follow(nextTree, path).node];
  demandFrame(before, after, node);
  demandComments(before, after, mayLose(before, node, valueAt(old, path), valueAt(next, path)));
  demandSameItems(before, after, node, nextNode, valueAt(old, path), valueAt(next, path));
};

/** One more item at the end of a container, and nothing else but its comma and whitespace. */
const checkInserted = ({ before, after, tree, nextTree }: Pair, path: Edit['path']): void => {
  const [node, nextNode] = [follow(tree, path).node, follow(nextTree, path).node];
  demandComments(before, after, []);
  const [last, added] = [node.items.at(-1), nextNode.items.at(-1)];
  demandFrame(before, after, last ? { start: last.end, end: node.end - 1 } : node);
  if (!last || !added) return;
  demand(isSubsequence(before, after), 'bytes were lost');
  const until = (text: string, end: number): number =>
    commentsOf(text).filter(({ start }) => start < end).length;
  demand(until(after, added.start) >= until(before, toLineEnd(before, last).end), 'a comment changed hands');
  demand(nextNode.items.length === node.items.length + 1, 'not one item more');
  const kept = nextNode.items.slice(0, -1).map(sourceOf(after));
  demand(
    node.items.every((item, index) => sourceOf(before)(item) === kept[index]),
    'an item was rewritten',
  );
  const squeeze = (text: string): string => text.replaceAll(/[\s,]/g, '');
  demand(
    squeeze(before) === squeeze(after.slice(0, added.start) + after.slice(added.end)),
    'more than the item was added',
  );
  const commas = (text: string): number => text.split(',').length;
  demand(
    commas(after.slice(0, added.start) + after.slice(added.end)) === commas(before) + 1,
    'not one comma more',
  );
};

/** Some items less; nothing is added. */
const checkRemoved = (
  { before, after, tree, nextTree }: Pair,
  path: Edit['path'],
  isGone: (item: PlainItem, index: number) => boolean,
): void => {
  const [node, nextNode] = [follow(tree, path).node, follow(nextTree, path).node];
  const gone = node.items.filter(isGone);
  const first = node.items.findIndex(isGone);
  const last = node.items.findLastIndex(isGone);
  demandFrame(before, after, {
    start: node.items[first - 1]?.end ?? node.start + 1,
    end: node.items[last + 1]?.start ?? node.end - 1,
  });
  demand(isSubsequence(after, before), 'bytes were added');
  demandComments(
    before,
    after,
    gone.map((item) => toLineEnd(before, item)),
  );
  const kept = node.items.filter((item, index) => !isGone(item, index)).map(sourceOf(before));
  demand(kept.join('\0') === nextNode.items.map(sourceOf(after)).join('\0'), 'an item was rewritten');
};

/** Other keys in their places, everything else byte for byte. */
const checkRenamed = ({ before, after, tree, nextTree }: Pair, path: Edit['path'], name: string): void => {
  const [node, nextNode] = [follow(tree, path.slice(0, -1)).node, follow(nextTree, path.slice(0, -1)).node];
  const keyOf = (text: string, item: PlainItem | undefined): string =>
    item ? text.slice(item.start, item.keyEnd) : '';
  let [expected, at] = ['', 0];
  for (const [index, item] of node.items.entries()) {
    if (item.name !== path.at(-1)) continue;
    demand(nextNode.items[index]?.name === name, 'not renamed');
    expected += before.slice(at, item.start) + keyOf(after, nextNode.items[index]);
    at = item.keyEnd;
  }
  demand(after === expected + before.slice(at), 'more than the key changed');
};

const checkBytes = (pair: Pair, edit: Edit): void => {
  const { tree, old } = pair;
  const { path } = edit;
  const { rest } = follow(tree, path);
  const holder = follow(tree, path.slice(0, -1)).node;
  if (edit.type === 'rename') checkRenamed(pair, path, edit.key);
  else if (edit.type === 'set' && rest.length === 0) checkReplaced(pair, path);
  else if (edit.type === 'set' || edit.type === 'push')
    checkInserted(pair, path.slice(0, path.length - rest.length));
  else if (edit.type === 'removeIndex') checkRemoved(pair, path, (_, index) => index === edit.index);
  else if (edit.type === 'removeEqual')
    checkRemoved(pair, path, (_, index) => equal(valueAt(old, [...path, index]), edit.value));
  else
    checkRemoved(pair, path.slice(0, -1), ({ name }, index) =>
      holder.kind === 'object' ? name === path.at(-1) : index === Number(path.at(-1)),
    );
};

/** Edits that change nothing the second time. */
const isRepeatable = ({ type, path }: Edit, tree: PlainNode): boolean =>
  type === 'set' ||
  type === 'removeEqual' ||
  (type === 'remove' && follow(tree, path.slice(0, -1)).node.kind === 'object');

/** Lines that end in blanks or hold nothing else, comments that stick to a comma. */
const untidiness = (text: string): number =>
  text.replaceAll('\r\n', '\n').match(/[ \t]+$|^\n|,\/[/*]/gm)?.length ?? 0;

/** @throws if an edit of a tidy text left blank lines, blanks at the ends of lines or foreign line breaks */
export const checkTidy = (before: string, after: string): void => {
  demand(untidiness(after) <= untidiness(before), 'untidy lines were left');
  const hasBoth = (text: string): boolean => /\r\n/.test(text) && /(?<!\r)\n/.test(text);
  demand(hasBoth(before) || !hasBoth(after), 'line breaks of both kinds');
};

/**
 * Edits a text and compares with the same edit in memory.
 *
 * @returns the new text, or the old one if the edit was rightly refused
 * @throws what is wrong
 */
export const checkEdit = (
  before: string,
  edit: Edit,
): { readonly text: string; readonly result: 'changed' | 'same' | 'refused' } => {
  const old = read(before);
  const expected = applyEdit(old, edit);
  const result = perform(before, edit);
  if ('refused' in expected) {
    demand(
      !result.ok && result.reason === expected.refused,
      `expected ${expected.refused}, got ${JSON.stringify(result)}`,
    );
    return { text: before, result: 'refused' };
  }
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  const after = result.text;
  const next = read(after);
  demand(
    equal(next, expected.value),
    `value is ${JSON5.stringify(next)}, not ${JSON5.stringify(expected.value)}`,
  );
  demand(result.changed === (after !== before), 'changed is wrong');
  if (edit.type !== 'push' && equal(old, next)) demand(after === before, 'the same value, another text');
  if (!result.changed) return { text: after, result: 'same' };
  const nextTree = plainTree(after);
  if (!nextTree) throw new Error('nothing is left');
  if (isRepeatable(edit, nextTree)) {
    const again = perform(after, edit);
    demand(again.ok && !again.changed && again.text === after, 'not idempotent');
  }
  const tree = plainTree(before);
  if (tree) checkBytes({ before, after, old, next, tree, nextTree }, edit);
  else demand(before.trim() === '' || after.startsWith(before), 'comments of a blank file changed');
  return { text: after, result: 'changed' };
};
