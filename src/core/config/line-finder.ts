// From a path in the config to the line of its file.
import { locate, type TreeNode, treeOf } from './edit/tree.ts';
import type { ConfigPath } from './value.ts';

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
