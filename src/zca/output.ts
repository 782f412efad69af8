// How answers are written: JSON for programs, JavaScript notation for what openzca prints so, names without what drives a terminal.
import { inspect } from 'node:util';

/** JSON as openzca indents it. */
export const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** A value in JavaScript notation, as `console.log` writes it without colours. */
export const notation = (value: unknown): string =>
  `${inspect(value, { depth: 6, colors: false, maxStringLength: 10_000 })}\n`;

/** One line of somebody else's text: no control characters, no line ends, no overrides of direction. */
export const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
