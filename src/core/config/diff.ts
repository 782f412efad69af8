// What changes between two versions of a config file, line by line, fit for display. Pure.
import { diffArrays } from 'diff';
import { cutUnits, sanitizeText } from '../shared/text/sanitize.ts';
import type { DiffLine } from './change-request.ts';
import { maskSecrets } from './diff-secrets.ts';
import { configDiffSentences as words } from './words.ts';

// Makes a line of a config file fit for display: what cannot be seen is written out, what is long is cut around its change. Pure.

/** Longest line of a difference that is shown (UTF-16 code units). */
const maxUnits = 400;
/** How much of what two long lines have in common is shown before the place where they part. */
const leadUnits = 80;

/*
 * Everything without a shape of its own: controls, bidi and format characters, lone surrogates, unassigned and private use, fillers,
 * and every blank but the space. The joiner and the emoji selectors are looked at separately: emoji need them.
 */
const unseen = /(?![\u200d\ufe0e\ufe0f])[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const strayJoiner =
  /(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
const straySelector = /(?<!\p{Emoji})[\ufe0e\ufe0f]|(?<=[0-9#*])[\ufe0e\ufe0f](?!\u20e3)/gu;

/** `^M`, `^[`, `→ ` for a tab, `<U+202E>`. */
const spell = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\t') return '→ ';
  if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
  return code === 0x7f ? '^?' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
};

/** A line without its line break, on which nothing drives the terminal and nothing is invisible but spaces. NFC. */
const visible = (line: string): string =>
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
const cutLine = (line: string, other?: string): string =>
  cutFrom(line, other === undefined ? 0 : commonPrefix(line, other));

export interface DiffOptions {
  /** Unchanged lines around a change. Default 3. */
  readonly context?: number;
}

/** More changed lines than this are shown as all old, then all new: finding the shortest way costs their square. */
const maxChangedLines = 2_000;

const byteOrderMark = /^\ufeff/u;

const linesOf = (text: string): string[] => (text === '' ? [] : text.split(/(?<=\n)/u));

interface Change {
  readonly kind: 'same' | 'removed' | 'added';
  readonly count: number;
}

const changesOf = (before: readonly string[], after: readonly string[]): readonly Change[] => {
  const parts = diffArrays([...before], [...after], { maxEditLength: maxChangedLines });
  if (!parts) {
    return [
      { kind: 'removed', count: before.length },
      { kind: 'added', count: after.length },
    ];
  }
  return parts.map(({ added, removed, count }) => ({
    kind: removed ? 'removed' : added ? 'added' : 'same',
    count,
  }));
};

/** How many lines two texts have in common at their beginning, and after that at their end. */
const commonEnds = (before: readonly string[], after: readonly string[]): { head: number; tail: number } => {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { head, tail };
};

const allChanges = (
  before: readonly string[],
  after: readonly string[],
  { head, tail }: ReturnType<typeof commonEnds>,
): readonly Change[] => {
  const middle = changesOf(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  const ends = (count: number): readonly Change[] => (count === 0 ? [] : [{ kind: 'same', count }]);
  return [...ends(head), ...middle, ...ends(tail)];
};

/** Lines of a text: from one to before another. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** One side: its text, its lines, and those of them that may be shown. */
interface Side extends Span {
  readonly text: string;
  readonly lines: readonly string[];
}

/** Lines as they are shown, by their position in the text: only those that may be shown are made ready for it. */
type Shown = (at: number) => string;

const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, { length }) => sum + length, 0);

const display = (
  { text, lines, from, to }: Side,
  { isCrHidden, isEndTold, isMarkHidden }: Record<`is${string}`, boolean>,
): Shown => {
  const start = lengthOf(lines.slice(0, from));
  const masked = maskSecrets(text, { start, end: start + lengthOf(lines.slice(from, to)) });
  const shown = linesOf(isMarkHidden && from === 0 ? masked.replace(byteOrderMark, '') : masked).map(
    (line) => {
      const body = line.replace(isCrHidden ? /\r?\n$/u : /\n$/u, '');
      return isEndTold && !line.endsWith('\n') ? `${visible(body)} ${words.noFinalNewline}` : visible(body);
    },
  );
  return (at) => shown[at - from] ?? '';
};

const isCrlfOnly = (text: string): boolean => !/(?<!\r)\n/u.test(text);

/** Both sides ready for display. Line breaks, newline at the end and byte order mark are shown only where they differ. */
const displays = (before: Side, after: Side): readonly [Shown, Shown] => {
  const isCrHidden = isCrlfOnly(before.text) && isCrlfOnly(after.text);
  const isEndTold =
    before.text !== '' && after.text !== '' && before.text.endsWith('\n') !== after.text.endsWith('\n');
  const isMarkHidden = byteOrderMark.test(before.text) && byteOrderMark.test(after.text);
  const hidden = { isCrHidden, isEndTold, isMarkHidden };
  return [display(before, hidden), display(after, hidden)];
};

const gap = (lines: number): DiffLine => ({ kind: 'gap', text: words.gap(lines) });

/** `count` unchanged lines, but for those further than `context` from a change. */
const fold = (
  count: number,
  row: (offset: number) => DiffLine,
  {
    context,
    isFirst,
    isLast,
  }: { readonly context: number; readonly isFirst: boolean; readonly isLast: boolean },
): readonly DiffLine[] => {
  const head = isFirst ? 0 : context;
  const tail = isLast ? 0 : context;
  const left = count - head - tail;
  const rows = (length: number, from = 0): readonly DiffLine[] =>
    Array.from({ length }, (_, offset) => row(from + offset));
  // A gap in place of a single line would save nothing.
  return left <= 1 ? rows(count) : [...rows(head), gap(left), ...rows(tail, count - tail)];
};

/** The lines of one side that may be shown: with what is changed, the context of it and the line that a gap would not be worth. */
const sideOf = (
  text: string,
  lines: readonly string[],
  { head, tail }: { head: number; tail: number },
  context: number,
): Side => ({
  text,
  lines,
  from: Math.max(0, head - context - 1),
  to: Math.min(lines.length, lines.length - tail + context + 1),
});

/** A change with the lines it is about; `at` counts from 0. */
interface Block extends Change {
  readonly beforeAt: number;
  readonly afterAt: number;
}

const blocksOf = (changes: readonly Change[]): readonly Block[] => {
  let [beforeAt, afterAt] = [0, 0];
  return changes.map((change) => {
    const block = { ...change, beforeAt, afterAt };
    if (change.kind !== 'added') beforeAt += change.count;
    if (change.kind !== 'removed') afterAt += change.count;
    return block;
  });
};

/**
 * The difference of two versions of a config file. Empty if they are equal. Differences that cannot be seen are made visible: line
 * endings (`^M`), tabs, a missing newline at the end, controls (`^[`, `<U+202E>`). Secrets are hidden on every line, so a
 * changed secret gives two lines that look the same.
 */
export const diffText = (
  before: string,
  after: string,
  { context = 3 }: DiffOptions = {},
): readonly DiffLine[] => {
  if (before === after) return [];
  const [linesBefore, linesAfter] = [linesOf(before), linesOf(after)];
  const ends = commonEnds(linesBefore, linesAfter);
  const blocks = blocksOf(allChanges(linesBefore, linesAfter, ends));
  const [shownBefore, shownAfter] = displays(
    sideOf(before, linesBefore, ends, context),
    sideOf(after, linesAfter, ends, context),
  );
  const row = (block: Block, index: number, offset: number): DiffLine => {
    const { kind, beforeAt, afterAt } = block;
    const old = shownBefore(beforeAt + offset);
    const [beforeLine, afterLine] = [beforeAt + offset + 1, afterAt + offset + 1];
    if (kind === 'same') return { kind, text: cutLine(old), beforeLine, afterLine };
    // What was removed comes before what was added in its place: line by line they are shown where they part.
    const partner = kind === 'removed' ? blocks[index + 1] : blocks[index - 1];
    const isPaired = partner !== undefined && partner.kind !== 'same' && offset < partner.count;
    if (kind === 'removed')
      return { kind, text: cutLine(old, isPaired ? shownAfter(afterAt + offset) : undefined), beforeLine };
    const counterpart = isPaired ? shownBefore(partner.beforeAt + offset) : undefined;
    return { kind, text: cutLine(shownAfter(afterAt + offset), counterpart), afterLine };
  };
  return blocks.flatMap((block, index) => {
    const at = (offset: number): DiffLine => row(block, index, offset);
    if (block.kind !== 'same') return Array.from({ length: block.count }, (_, offset) => at(offset));
    return fold(block.count, at, { context, isFirst: index === 0, isLast: index === blocks.length - 1 });
  });
};
