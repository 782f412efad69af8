// Search without regard to marks and case: `fold('Nguyễn Đặng') === 'nguyen dang'`.

const ascii = /^[\x00-\x7f]*$/u;
const marks = /\p{M}+/gu;

/*
 * Works the same on a whole text and on its code points one by one, which foldWithMap relies on: NFKD never looks past marks,
 * and the one context-dependent lower case (final sigma) is levelled out.
 */
const foldPart = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(marks, '')
    .toLowerCase()
    .replace(marks, '')
    .replaceAll('đ', 'd')
    .replaceAll('ς', 'σ');

/** Lower case, without marks (NFC or NFD alike), `đ` as `d`, look-alike forms (full width, mathematical) as plain letters. */
export const fold = (text: string): string => (ascii.test(text) ? text.toLowerCase() : foldPart(text));

/** True if `text` contains `query`, both folded. A blank query is in everything. */
export const foldedIncludes = (text: string, query: string): boolean =>
  fold(text).includes(fold(query.trim()));

/** A folded text that knows where each of its code units comes from. */
export interface FoldedText {
  readonly folded: string;
  /** For each code unit of `folded`: where its character starts in the original. */
  readonly starts: readonly number[];
  /** For each code unit of `folded`: where its character, marks included, ends in the original. */
  readonly ends: readonly number[];
}

/** A stretch of the original text: code units from `start` up to, not including, `end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** {@link fold} with a map back, so that a match can be highlighted in the text as written. */
export const foldWithMap = (text: string): FoldedText => {
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  let offset = 0;
  for (const point of text) {
    const end = offset + point.length;
    const part = fold(point);
    // A mark folds to nothing: it belongs to the character before it.
    if (part === '' && ends.length > 0) {
      const owner = starts.at(-1);
      for (let index = ends.length - 1; index >= 0 && starts[index] === owner; index -= 1) ends[index] = end;
    }
    for (let index = 0; index < part.length; index += 1) {
      starts.push(offset);
      ends.push(end);
    }
    folded += part;
    offset = end;
  }
  return { folded, starts, ends };
};

/** Where `query` stands in `text` (folded), as ranges of the original, left to right, not overlapping. A blank query is nowhere. */
export const findFolded = (text: string, query: string): TextRange[] => {
  const needle = fold(query.trim());
  if (needle === '') return [];
  const { folded, starts, ends } = foldWithMap(text);
  const ranges: TextRange[] = [];
  for (let at = folded.indexOf(needle); at !== -1; at = folded.indexOf(needle, at + needle.length)) {
    const start = starts[at];
    const end = ends[at + needle.length - 1];
    if (start !== undefined && end !== undefined) ranges.push({ start, end });
  }
  return ranges;
};
