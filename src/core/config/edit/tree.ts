// A JSON5 text as a tree of ranges, and the line at which a path stands.
import { type MemberNode, parse as parseTree, type ValueNode } from '@humanwhocodes/momoa';
import { memoizeBy } from '../../shared/memo.ts';
import type { ConfigPath } from '../value.ts';
import { quickTree } from './quick-parse.ts';
import { lineIndent, lineStart, parseQuietly, rememberTexts, type Scan, scan } from './scan.ts';
import type { EditPath, EditRefusal, TreeItem, TreeNode } from './types.ts';

export type { TreeItem, TreeNode } from './types.ts';

export interface Doc extends Scan {
  readonly root: TreeNode;
}

const decodeKey = (source: string): string => {
  if (!/^["']/u.test(source))
    return source.replace(/\\u([\da-f]{4})/giu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  if (!source.includes('\\')) return source.slice(1, -1);
  const parsed = parseQuietly(source);
  return parsed.ok && typeof parsed.value === 'string' ? parsed.value : source;
};

const rangeOf = ({ loc }: ValueNode | MemberNode['name']): { start: number; end: number } => ({
  start: loc.start.offset,
  end: loc.end.offset,
});

export const nodeOf = (text: string, node: ValueNode): TreeNode => {
  const range = rangeOf(node);
  if (node.type === 'Array') {
    const items = node.elements.map(
      ({ value }): TreeItem => ({ ...rangeOf(value), value: nodeOf(text, value) }),
    );
    return { kind: 'array', ...range, items };
  }
  if (node.type !== 'Object') return { kind: 'scalar', ...range, items: [] };
  const items = node.members.map(({ name, value }): TreeItem => {
    const at = rangeOf(name);
    const key = { ...at, name: decodeKey(text.slice(at.start, at.end)) };
    return { start: at.start, end: rangeOf(value).end, key, value: nodeOf(text, value) };
  });
  return { kind: 'object', ...range, items };
};

/** {@link quickTree}, remembered of the last texts: editing, finding lines and hiding secrets ask for the same. */
export const quickTreeOf = rememberTexts(quickTree);

const slowTree = ({ text, shell }: Scan): TreeNode => nodeOf(text, parseTree(shell, { mode: 'json5' }).body);

/** The tree of a text that json5 accepts; that of the last texts is remembered. @throws if momoa does not */
export const parseDoc = rememberTexts((text: string): Doc => {
  const scanned = scan(text);
  return { ...scanned, root: quickTreeOf(text) ?? slowTree(scanned) };
});

/** Only where everything stands, of a text that json5 accepts. @throws if momoa does not take it */
export const treeOf = (text: string): TreeNode => quickTreeOf(text) ?? slowTree(scan(text));

/** What a node says, as json5 reads it. */
export const readNode = ({ text }: Doc, { start, end }: TreeNode): unknown => {
  const parsed = parseQuietly(text.slice(start, end));
  return parsed.ok ? parsed.value : undefined;
};

/** Offset of the comma after item `index`, if there is one. */
export const commaAfter = ({ shell }: Doc, { items, end }: TreeNode, index: number): number | undefined => {
  const from = items[index]?.end ?? end;
  const found = shell.slice(from, items[index + 1]?.start ?? end).indexOf(',');
  return found < 0 ? undefined : from + found;
};

/** True if a line breaks (not only in a comment) between item `index` and what precedes it: its neighbour or the bracket. */
export const startsLine = ({ shell }: Doc, { items, start }: TreeNode, index: number): boolean => {
  const item = items[index];
  return item !== undefined && /[\n\r]/u.test(shell.slice(items[index - 1]?.end ?? start, item.start));
};

/** The comma before item `index` and the blanks behind it, if the comma starts the item's line. */
export const leadingComma = (doc: Doc, node: TreeNode, index: number): string | undefined => {
  const comma = index > 0 ? commaAfter(doc, node, index - 1) : undefined;
  const line =
    comma === undefined ? '' : doc.text.slice(lineStart(doc.text, comma), node.items[index]?.start);
  return /^[ \t]*(,[ \t]*)$/u.exec(line)?.[1];
};

/** True if the last item starts a line. False for what is empty. */
export const isMultiLine = (doc: Doc, node: TreeNode): boolean =>
  startsLine(doc, node, node.items.length - 1);

/** Every object and array with something in it, outer ones first. */
export const containersOf = (node: TreeNode): readonly TreeNode[] =>
  node.items.length === 0 ? [] : [node, ...node.items.flatMap(({ value }) => containersOf(value))];

export const indentOf = ({ text }: Doc, { start }: { readonly start: number }): string =>
  lineIndent(text, start);

export interface Found {
  readonly status: 'found';
  /** From the root to the one that holds the item. */
  readonly containers: readonly TreeNode[];
  readonly index: number;
  readonly item: TreeItem;
}

export type Located =
  | Found
  | { readonly status: 'root' }
  /** The last of the containers lacks the first key of `rest`. */
  | {
      readonly status: 'absent';
      readonly containers: readonly [TreeNode, ...TreeNode[]];
      readonly rest: EditPath;
    }
  /** The node at the end of the first `depth` keys cannot have the next one. */
  | {
      readonly status: 'blocked';
      readonly reason: EditRefusal;
      readonly node: TreeNode;
      readonly depth: number;
    };

/** Where each key of an object stands last. */
const lastPositions = memoizeBy(
  ({ items }: TreeNode) => new Map(items.map((item, index) => [item.key?.name, index])),
);

/** Position of a key among the items: -1 if it is missing. */
const positionOf = (node: TreeNode, key: string | number): number | EditRefusal => {
  if (node.kind === 'object') {
    return typeof key === 'number' ? 'not-an-array' : (lastPositions(node).get(key) ?? -1);
  }
  const index = typeof key === 'string' && /^(?:0|[1-9]\d{0,8})$/u.test(key) ? Number(key) : key;
  if (node.kind === 'scalar') return typeof key === 'number' ? 'not-an-array' : 'not-an-object';
  if (typeof index === 'string') return 'not-an-object';
  if (!Number.isInteger(index) || index < 0 || index > node.items.length) return 'missing';
  return index === node.items.length ? -1 : index;
};

/** Follows a path; of equal keys the last one counts, as in the parsed value. */
export const locate = ({ root }: Pick<Doc, 'root'>, path: EditPath): Located => {
  let found: Found | undefined;
  for (const [depth, key] of path.entries()) {
    const node = found?.item.value ?? root;
    const containers: [TreeNode, ...TreeNode[]] = found ? [root, ...found.containers.slice(1), node] : [node];
    const index = positionOf(node, key);
    if (typeof index === 'string') return { status: 'blocked', reason: index, node, depth };
    const item = node.items[index];
    if (!item) return { status: 'absent', containers, rest: path.slice(depth) };
    found = { status: 'found', containers, index, item };
  }
  return found ?? { status: 'root' };
};

// From a path in the config to the line of its file.

/** Finds lines in one text; parses it at most once. */
export interface LineFinder {
  /** Line (from 1) of the key or element at `path`; undefined if it is not there or the text does not parse. */
  lineOf(path: ConfigPath): number | undefined;
}

const [lineFeed, carriageReturn] = [0x0a, 0x0d];

/** The offsets at which lines start, as editors count them; U+2028 breaks none. */
const lineStartsOf = (text: string): readonly number[] => {
  const starts = [0];
  // A match of each line break would cost ten times as much.
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === lineFeed || (char === carriageReturn && text.charCodeAt(at + 1) !== lineFeed))
      starts.push(at + 1);
  }
  return starts;
};

interface Numbered {
  readonly root: TreeNode;
  readonly lineStarts: readonly number[];
}

const number = (text: string): Numbered | undefined => {
  try {
    return { root: treeOf(text), lineStarts: lineStartsOf(text) };
  } catch {
    // Not JSON5, or nested so deeply that the stack ends.
    return undefined;
  }
};

/** The line (from 1) of an offset: each of thousands of entries asks. */
const lineAt = (lineStarts: readonly number[], offset: number): number => {
  let [line, end] = [0, lineStarts.length];
  while (line < end) {
    const middle = (line + end) >>> 1;
    if ((lineStarts[middle] ?? Infinity) <= offset) line = middle + 1;
    else end = middle;
  }
  return line;
};

/** Lines by the editor's tree, which takes every text that json5 takes. */
export const createLineFinder = (text: string): LineFinder => {
  let numbered: Numbered | undefined;
  let isTried = false;
  return {
    lineOf: (path) => {
      if (!isTried) numbered = number(text);
      isTried = true;
      if (!numbered) return undefined;
      const located = locate(numbered, path);
      if (located.status !== 'found' && located.status !== 'root') return undefined;
      const { start } = located.status === 'root' ? numbered.root : located.item;
      return lineAt(numbered.lineStarts, start);
    },
  };
};
