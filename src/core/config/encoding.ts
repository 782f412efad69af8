// Is a text that was read as UTF-8 really one in another encoding? Pure.

/** An encoding that OpenClaw does not read: it takes every file for UTF-8. */
export type ForeignEncoding = 'UTF-16' | 'UTF-32';

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
