// JSON out of a program's output: colours and log lines around it are passed over, big integers stay exact.
import { harmless, stripEscapes, visibleJson } from './sanitize.ts';

// Reports as JSON: what programs read, and people print. One border for the commands, the saved feed and the log.

const cleaned = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? harmless(value) : value;

/** A report as JSON, on one line unless it is indented: no string in it drives a terminal, neither as it stands here nor once it is read. */
export const reportJson = (report: object, indent?: number): string =>
  visibleJson(JSON.stringify(report, cleaned, indent));

export type JsonResult = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

const failed: JsonResult = { ok: false };
/** Sixteen bare digits can be above 2^53 (ids in quotes are no hit); a hit inside a string only costs the slower way. */
const maybeBig = /[:[,\s]-?\d{16}/u;
const integer = /^-?\d+$/u;

/** Keeps an integer a JS number cannot hold as the exact string of its digits. `source` needs Node 21. */
const keepExact = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  return context?.source !== undefined && integer.test(context.source) ? context.source : value;
};

/** JSON.parse that does not throw. Integers above 2^53 are rounded: {@link parseExactJson} where ids may be bare numbers. */
export const parseJson = (text: string): JsonResult => {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return failed;
  }
};

/** JSON.parse that does not throw and gives integers above 2^53 as exact strings: ids must never be rounded (the zca contract). */
export const parseExactJson = (text: string): JsonResult => {
  try {
    const value: unknown = maybeBig.test(text) ? JSON.parse(text, keepExact) : JSON.parse(text);
    return { ok: true, value };
  } catch {
    return failed;
  }
};

/** Bounds the work on hostile output: so many lines are tried, and so many characters looked at in all. */
const maxAttempts = 1_000;
const maxWorkUnits = 32 * 1_048_576;

/**
 * The JSON in a program's output: the whole of it; else, without escape sequences, the first piece that begins a line with `{` or `[` and
 * goes to the end; else the longest such piece that ends its line, so that log lines after it do no harm. Never throws.
 */
export const parseLenientJson = (output: string): JsonResult => {
  const whole = parseExactJson(output);
  if (whole.ok) return whole;
  return bestPiece(
    stripEscapes(output)
      .replace(/^\ufeff/u, '')
      .trimEnd(),
  );
};

const bestPiece = (text: string): JsonResult => {
  let best: JsonResult = failed;
  let bestUnits = 0;
  let work = 0;
  let attempts = 0;
  const lineStart = /^[{[]/gmu;
  for (
    let match = lineStart.exec(text);
    match !== null && attempts < maxAttempts && work < maxWorkUnits;
    match = lineStart.exec(text)
  ) {
    attempts += 1;
    const end = balancedEnd(text, match.index);
    work += (end ?? text.length) - match.index;
    if (end === undefined || !endsLine(text, end) || (end - match.index <= bestUnits && end !== text.length))
      continue;
    const result = parseExactJson(text.slice(match.index, end));
    if (!result.ok) continue;
    if (end === text.length) return result;
    best = result;
    bestUnits = end - match.index;
    // What is inside this piece is no candidate.
    lineStart.lastIndex = end;
  }
  return best;
};

const endsLine = (text: string, end: number): boolean => /^[ \t\r]*(?:\n|$)/u.test(text.slice(end, end + 80));

/** Where the bracket that opens at `start` is closed (exclusive), brackets in strings left out; undefined if it never is. */
const balancedEnd = (text: string, start: number): number | undefined => {
  let depth = 0;
  let inString = false;
  // A plain loop: a pattern would need a backtracking step a character and can run out of stack on a megabyte.
  for (let index = start; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (inString) {
      if (unit === backslash) index += 1;
      else if (unit === quote) inString = false;
    } else if (unit === quote) inString = true;
    else if (unit === openBrace || unit === openBracket) depth += 1;
    else if (unit === closeBrace || unit === closeBracket) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return undefined;
};

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [
  0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d,
];
