// Ranges in valid JSON5, read by another hand than the editor's: its mistakes must not be ours.
import JSON5 from 'json5';
import type { EditPath } from '../../../../src/core/config/edit/types.ts';

/** A value in the text. */
export interface PlainNode {
  readonly kind: 'object' | 'array' | 'scalar';
  readonly start: number;
  readonly end: number;
  readonly items: readonly PlainItem[];
}

/** A member or an element. */
export interface PlainItem {
  readonly name: string | undefined;
  readonly start: number;
  /** Of the key; `start` for elements. */
  readonly keyEnd: number;
  readonly end: number;
  readonly node: PlainNode;
}

interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const tokenPattern =
  /\/\/[^\n\r\u2028\u2029]*|\/\*(?:[^*]|\*(?!\/))*\*\/|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|[{}[\]:,]|[^\s{}[\]:,"'/]+/g;

const tokensOf = (text: string): readonly Token[] =>
  [...text.matchAll(tokenPattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));

const isComment = ({ text }: Token): boolean => text.startsWith('/');

const literal = (text: string): unknown =>
  JSON5.parse(
    text.replace(/\\[\s\S]|[\u2028\u2029]/g, (part) =>
      part.length > 1 ? part : `\\u${part.charCodeAt(0).toString(16)}`,
    ),
  );

const nameOf = (text: string): string =>
  String(/^["']/.test(text) ? literal(text) : Object.keys(JSON5.parse(`{${text}:0}`) as object)[0]);

/** The comments of a text, in order. */
export const commentsOf = (text: string): readonly Token[] => tokensOf(text).filter(isComment);

/** True if there is nothing but comments. */
export const isBlank = (text: string): boolean => tokensOf(text).every(isComment);

/** The root of a text; undefined if there is nothing but comments. */
export const plainTree = (text: string): PlainNode | undefined => {
  const tokens = tokensOf(text).filter((token) => !isComment(token));
  let at = 0;
  const take = (): Token => tokens[at++] ?? { start: text.length, end: text.length, text: '' };
  const readItem = (isMember: boolean): PlainItem => {
    const key = isMember ? take() : undefined;
    if (key) take();
    const node = read();
    const start = key?.start ?? node.start;
    return { name: key && nameOf(key.text), start, keyEnd: key?.end ?? start, end: node.end, node };
  };
  const read = (): PlainNode => {
    const open = take();
    if (open.text !== '{' && open.text !== '[')
      return { kind: 'scalar', start: open.start, end: open.end, items: [] };
    const isObject = open.text === '{';
    const items: PlainItem[] = [];
    while (tokens[at] && !['}', ']'].includes(tokens[at]?.text ?? '')) {
      items.push(readItem(isObject));
      if (tokens[at]?.text === ',') at += 1;
    }
    return { kind: isObject ? 'object' : 'array', start: open.start, end: take().end, items };
  };
  return tokens.length === 0 ? undefined : read();
};

/** Index of what counts under a key: the last of equal ones. */
export const indexOf = ({ kind, items }: PlainNode, key: string | number): number =>
  kind === 'object'
    ? items.findLastIndex(({ name }) => name === key)
    : Number(key) < items.length
      ? Number(key)
      : -1;

/** As far as a path goes: the node reached, and the keys that lead further. */
export const follow = (
  root: PlainNode,
  path: EditPath,
): { readonly node: PlainNode; readonly rest: EditPath } => {
  let node = root;
  for (const [depth, key] of path.entries()) {
    const item = node.items[indexOf(node, key)];
    if (!item) return { node, rest: path.slice(depth) };
    node = item.node;
  }
  return { node, rest: [] };
};
