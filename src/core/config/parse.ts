// JSON5 text to value. Pure and total.
import JSON5 from 'json5';
import { sanitizeLine } from '../shared/text/sanitize.ts';
import { quickValue } from './edit/quick-parse.ts';

// Is a text that was read as UTF-8 really one in another encoding? Pure.

/** An encoding that OpenClaw does not read: it takes every file for UTF-8. */
type ForeignEncoding = 'UTF-16' | 'UTF-32';

/*
 * Read as UTF-8, the mark before the text becomes signs of replacement, and every plain letter has a zero (or three) beside it. Zeros alone
 * tell too: some programs write no mark.
 */
const utf32 = /^(?:(?:\ufffd{2}\0{2}|\0{2}\ufffd{2})(?:\0{3}[^\0]|[^\0]\0{3})|(?:\0{3}[^\0]|[^\0]\0{3}){2})/u;
const utf16 = /^(?:\ufffd{2}(?:\0[^\0]|[^\0]\0)|(?:\0[^\0]|[^\0]\0){2})/u;
const markAlone = /^\ufffd{2}$/u;

/** Undefined for UTF-8, and for what is nothing in particular. */
export const foreignEncoding = (text: string): ForeignEncoding | undefined => {
  if (utf32.test(text)) return 'UTF-32';
  return utf16.test(text) || markAlone.test(text) ? 'UTF-16' : undefined;
};

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
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((child) => isDeeper(child, levels - 1)));

/** Parses JSON5, with or without a byte order mark. */
export const parseJson5 = (text: string): Parsed => {
  const quick = quickValue(text);
  if (quick !== undefined) return { ok: true, value: quick.value };
  try {
    const value: unknown = JSON5.parse(text.replace(/^\ufeff/u, ''));
    return isDeeper(value, maxNesting) ? { ok: false, reason: 'nested too deeply' } : { ok: true, value };
  } catch (error) {
    if (!(error instanceof Error)) return { ok: false, reason: 'unreadable' };
    const [line, column] = [numberOf(error, 'lineNumber'), numberOf(error, 'columnNumber')];
    const reason = sanitizeLine(error.message.replace(/^JSON5: /u, ''), 200);
    return {
      ok: false,
      reason,
      line,
      column,
    };
  }
};
