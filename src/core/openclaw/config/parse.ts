// JSON5 text to value and to positions. Pure and total.

import type { MemberNode, ValueNode } from '@humanwhocodes/momoa';
import { parse as parseTree } from '@humanwhocodes/momoa';
import JSON5 from 'json5';
import { sanitizeLine } from '../../text/sanitize.ts';
import type { ConfigPath } from './value.ts';

/** A value, or where the text stops making sense. Lines count from 1. */
export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly line?: number; readonly column?: number; readonly reason: string };

const numberOf = (error: object, key: string): number | undefined => {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'number' ? value : undefined;
};

/** Far more than any config has; far less than what ends the stack of those who walk through it. */
const maxNesting = 200;

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' && value !== null && (levels === 0 || Object.values(value).some((child) => isDeeper(child, levels - 1)));

/** Parses JSON5, with or without a byte order mark. */
export const parseJson5 = (text: string): Parsed => {
  try {
    const value: unknown = JSON5.parse(text.replace(/^\ufeff/u, ''));
    return isDeeper(value, maxNesting) ? { ok: false, reason: 'nested too deeply' } : { ok: true, value };
  } catch (error) {
    if (!(error instanceof Error)) return { ok: false, reason: 'unreadable' };
    const [line, column] = [numberOf(error, 'lineNumber'), numberOf(error, 'columnNumber')];
    const reason = sanitizeLine(error.message.replace(/^JSON5: /u, ''), 200);
    return { ok: false, reason, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
  }
};

const memberName = ({ name }: MemberNode): string => (name.type === 'String' ? name.value : name.name);

const childOf = (node: ValueNode, key: string): { line: number; value: ValueNode } | undefined => {
  if (node.type === 'Object') {
    // The last of equal keys wins, as in the parsed value.
    const member = node.members.findLast((candidate) => memberName(candidate) === key);
    return member && { line: member.loc.start.line, value: member.value };
  }
  if (node.type !== 'Array') return undefined;
  const element = node.elements[Number(key)];
  return element && { line: element.loc.start.line, value: element.value };
};

/** Finds lines in one text; parses it at most once. */
export interface LineFinder {
  /** Line (from 1) of the key or element at `path`; undefined if it is not there or the text does not parse. */
  lineOf(path: ConfigPath): number | undefined;
}

/** Positions by momoa, which keeps ranges; {@link parseJson5} stays the judge of what is valid. */
export const createLineFinder = (text: string): LineFinder => {
  let root: ValueNode | undefined;
  let isParsed = false;
  const tree = (): ValueNode | undefined => {
    if (isParsed) return root;
    isParsed = true;
    try {
      root = parseTree(text.replace(/^\ufeff/u, ''), { mode: 'json5', ranges: true }).body;
    } catch {
      root = undefined;
    }
    return root;
  };
  return {
    lineOf: (path) => {
      let node = tree();
      let line = node?.loc.start.line;
      for (const key of path) {
        const child = node && childOf(node, key);
        if (!child) return undefined;
        ({ line, value: node } = child);
      }
      return line;
    },
  };
};
