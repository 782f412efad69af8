// JSON5 text in the rough: comments, strings, and a shell in which only the structure is left.
import { memoize } from '../../shared/memo.ts';
import { type Parsed, parseJson5 } from '../parse.ts';

const tokenPattern =
  /\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/|"[^"\\]*(?:\\[\s\S][^"\\]*)*"|'[^'\\]*(?:\\[\s\S][^'\\]*)*'/gu;
const bareKeyPattern = /(?<![^\s{}[\]:,"'])[^\s{}[\]:,"']+(?=\s*:)/gu;

/** A text, and what is found without understanding it. */
export interface Scan {
  readonly text: string;
  /**
   * As long as the text, every offset the same: comments are blanks, what is in strings is `x`, whitespace is a blank or a line break.
   * Bare keys and signs are rewritten where momoa 3.3 refuses what JSON5 allows (`null` and `true` as keys, letters beyond the
   * basic plane, `-.5`); comments are gone because it does not end them at U+2028.
   */
  readonly shell: string;
  /** End of the comment that starts at an offset. */
  readonly comments: ReadonlyMap<number, number>;
}

/** Nothing but whitespace and comments. */
export const holdsNothing = (text: string): boolean =>
  text.replace(/\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\//gu, '').trim() === '';

/** Looks through a text that is valid JSON5, or blank. */
export const scan = (text: string): Scan => {
  const comments = new Map<number, number>();
  const bared = text.replace(tokenPattern, (token, offset: number) => {
    const quote = token.charAt(0);
    if (quote !== '/') return `${quote}${'x'.repeat(token.length - 2)}${quote}`;
    comments.set(offset, offset + token.length);
    return ' '.repeat(token.length);
  });
  const shell = bared
    .replace(/[\u2028\u2029]/gu, '\n')
    .replace(/[^\S\n\r]/gu, ' ')
    .replace(bareKeyPattern, (key) => 'k'.repeat(key.length))
    .replace(/[+-](?=\.)/gu, '0');
  return { text, shell, comments };
};

/** Separators may stand in strings as they are, but json5 complains of it on the console. */
const escapeSeparators = (literal: string): string =>
  literal.replace(/\\[\s\S]|[\u2028\u2029]/gu, (found) =>
    found.length === 1 ? `\\u${found.charCodeAt(0).toString(16)}` : found,
  );

/** {@link parseJson5}, silent on U+2028 in strings. */
export const parseQuietly = (text: string): Parsed =>
  parseJson5(
    /[\u2028\u2029]/u.test(text)
      ? text.replace(tokenPattern, (token) => (token.startsWith('/') ? token : escapeSeparators(token)))
      : text,
  );

/** Longest text that is remembered (UTF-16 code units): one edit asks for the same few texts again and again. */
const maxRememberedUnits = 4_000_000;

/** The last few answers about whole texts; what is very long is asked for anew rather than kept. */
export const rememberTexts = <Result>(compute: (text: string) => Result): ((text: string) => Result) => {
  const remembered = memoize(compute, 3);
  return (text) => (text.length > maxRememberedUnits ? compute(text) : remembered(text));
};

/** {@link parseQuietly} for the text of a whole file, remembered. */
export const parseFile = rememberTexts(parseQuietly);

/** True for what starts or ends a line in JSON5. */
export const isLineBreak = (char: string): boolean =>
  char === '\n' || char === '\r' || char === '\u2028' || char === '\u2029';

const isBlank = (char: string): boolean => /^[^\S\n\r\u2028\u2029]$/u.test(char);

/** The offset after the blanks at `offset`; they do not break the line. */
export const skipBlanks = (text: string, offset: number): number => {
  let end = offset;
  while (isBlank(text.charAt(end))) end += 1;
  return end;
};

/** The offset before the blanks that end at `offset`. */
export const skipBlanksBack = (text: string, offset: number): number => {
  let start = offset;
  while (isBlank(text.charAt(start - 1))) start -= 1;
  return start;
};

/** The offset after one line break at `offset`; CRLF is one. */
export const skipLineBreak = (text: string, offset: number): number => {
  if (text.startsWith('\r\n', offset)) return offset + 2;
  return isLineBreak(text.charAt(offset)) ? offset + 1 : offset;
};

/** Where the line of `offset` starts. */
export const lineStart = (text: string, offset: number): number => {
  let start = offset;
  while (start > 0 && !isLineBreak(text.charAt(start - 1))) start -= 1;
  return start;
};

/** Spaces and tabs at the start of the line of `offset`. */
export const lineIndent = (text: string, offset: number): string => {
  const start = lineStart(text, offset);
  return /^\ufeff?([ \t]*)/u.exec(text.slice(start, offset))?.[1] ?? '';
};

/** The line of `offset` as editors count, from 1. */
export const lineNumber = (text: string, offset: number): number =>
  text.slice(0, offset).split(/\r\n|\n|\r/u).length;

export interface LineRest {
  /** After the last comment (or the comma) that still belongs to the line. */
  readonly end: number;
  /** Nothing but comments follows. */
  readonly isLineEnd: boolean;
  readonly hasLineComment: boolean;
  readonly sawComma: boolean;
}

/** Reads on from `offset` over blanks, comments and the one comma at `comma`. With `isWhole` also over comments of several lines. */
export const restOfLine = (
  { text, comments }: Scan,
  offset: number,
  comma: number | undefined,
  isWhole: boolean,
): LineRest => {
  let [end, at, hasLineComment, sawComma] = [offset, skipBlanks(text, offset), false, false];
  while (at < text.length) {
    const commentEnd = comments.get(at);
    if (commentEnd === undefined && (sawComma || at !== comma)) break;
    if (commentEnd !== undefined && !isWhole && /[\n\r\u2028\u2029]/u.test(text.slice(at, commentEnd))) break;
    if (commentEnd === undefined) sawComma = true;
    else hasLineComment = text.startsWith('//', at);
    end = commentEnd ?? at + 1;
    at = skipBlanks(text, end);
  }
  return { end, isLineEnd: at >= text.length || isLineBreak(text.charAt(at)), hasLineComment, sawComma };
};
