// Makes a line of a config file fit for display: what cannot be seen is written out, what is long is cut around its change. Pure.
import { cutUnits, sanitizeText } from '../shared/text/sanitize.ts';

/** Longest line of a difference that is shown (UTF-16 code units). */
const maxUnits = 400;
/** How much of what two long lines have in common is shown before the place where they part. */
const leadUnits = 80;

/*
 * Everything without a shape of its own: controls, bidi and format characters, lone surrogates, unassigned and private use, fillers,
 * and every blank but the space. The joiner and the emoji selectors are looked at separately: emoji need them.
 */
const unseen = /(?![\u200d\ufe0e\ufe0f])[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const strayJoiner = /(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
const straySelector = /(?<!\p{Emoji})[\ufe0e\ufe0f]|(?<=[0-9#*])[\ufe0e\ufe0f](?!\u20e3)/gu;

/** `^M`, `^[`, `→ ` for a tab, `<U+202E>`. */
const spell = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\t') return '→ ';
  if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
  return code === 0x7f ? '^?' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
};

/** A line without its line break, on which nothing drives the terminal and nothing is invisible but spaces. NFC. */
export const visible = (line: string): string =>
  sanitizeText(line.replace(unseen, spell).replace(strayJoiner, spell).replace(straySelector, spell));

const cutFrom = (line: string, from: number): string => {
  if (line.length <= maxUnits) return line;
  const wanted = Math.max(0, from - leadUnits);
  // Not into the middle of a surrogate pair.
  const start = /^[\udc00-\udfff]/.test(line.slice(wanted)) ? wanted + 1 : wanted;
  const piece = cutUnits(line.slice(start), maxUnits);
  return `${start > 0 ? '…' : ''}${piece}${start + piece.length < line.length ? '…' : ''}`;
};

const commonPrefix = (a: string, b: string): number => {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
};

/** Cuts a long line so that the place where it parts from `other` can be seen; from its beginning without one. */
export const cutLine = (line: string, other?: string): string => cutFrom(line, other === undefined ? 0 : commonPrefix(line, other));
