// What changes between two versions of a config file, line by line, fit for display. Pure.
import { diffArrays } from 'diff';
import { maskSecrets } from './diff-secrets.ts';
import { cutLine, visible } from './diff-visible.ts';
import type { DiffLine } from './planned-change.ts';
import { configDiffSentences as words } from './words-diff.ts';

/** How to show it. */
export interface DiffOptions {
  /** Unchanged lines around a change. Default 3. */
  readonly context?: number;
}

/** More changed lines than this are shown as all old, then all new: finding the shortest way costs their square. */
const maxChangedLines = 2_000;

/** Lines with their line breaks. */
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
  return parts.map(({ added, removed, count }) => ({ kind: removed ? 'removed' : added ? 'added' : 'same', count }));
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

const allChanges = (before: readonly string[], after: readonly string[]): readonly Change[] => {
  const { head, tail } = commonEnds(before, after);
  const middle = changesOf(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  const ends = (count: number): readonly Change[] => (count === 0 ? [] : [{ kind: 'same', count }]);
  return [...ends(head), ...middle, ...ends(tail)];
};

/** The lines of one side as they are shown. */
const display = (text: string, isCrHidden: boolean, isEndTold: boolean): readonly string[] =>
  linesOf(maskSecrets(text)).map((line) => {
    const body = line.replace(isCrHidden ? /\r?\n$/u : /\n$/u, '');
    return isEndTold && !line.endsWith('\n') ? `${visible(body)} ${words.noFinalNewline}` : visible(body);
  });

const isCrlfOnly = (text: string): boolean => !/(?<!\r)\n/u.test(text);

/** Both sides ready for display. Line breaks, newline at the end and byte order mark are shown only where they differ. */
const displays = (before: string, after: string): readonly [readonly string[], readonly string[]] => {
  const isCrHidden = isCrlfOnly(before) && isCrlfOnly(after);
  const isEndTold = before !== '' && after !== '' && before.endsWith('\n') !== after.endsWith('\n');
  const mark = /^\ufeff/u;
  const isMarkHidden = mark.test(before) && mark.test(after);
  const shown = (text: string): readonly string[] => display(isMarkHidden ? text.replace(mark, '') : text, isCrHidden, isEndTold);
  return [shown(before), shown(after)];
};

const gap = (lines: number): DiffLine => ({ kind: 'gap', text: words.gap(lines) });

/** Unchanged lines, but for those further than `context` from a change. */
const fold = (lines: readonly DiffLine[], context: number, isFirst: boolean, isLast: boolean): readonly DiffLine[] => {
  const head = isFirst ? 0 : context;
  const tail = isLast ? 0 : context;
  const left = lines.length - head - tail;
  // A gap in place of a single line would save nothing.
  if (left <= 1) return lines;
  return [...lines.slice(0, head), gap(left), ...lines.slice(lines.length - tail)];
};

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
export const diffText = (before: string, after: string, { context = 3 }: DiffOptions = {}): readonly DiffLine[] => {
  if (before === after) return [];
  const blocks = blocksOf(allChanges(linesOf(before), linesOf(after)));
  const [shownBefore, shownAfter] = displays(before, after);
  const row = (block: Block, index: number, offset: number): DiffLine => {
    const { kind, beforeAt, afterAt } = block;
    const old = shownBefore[beforeAt + offset] ?? '';
    const [beforeLine, afterLine] = [beforeAt + offset + 1, afterAt + offset + 1];
    if (kind === 'same') return { kind, text: cutLine(old), beforeLine, afterLine };
    // What was removed comes before what was added in its place: line by line they are shown where they part.
    const partner = kind === 'removed' ? blocks[index + 1] : blocks[index - 1];
    const isPaired = partner !== undefined && partner.kind !== 'same' && offset < partner.count;
    if (kind === 'removed') return { kind, text: cutLine(old, isPaired ? shownAfter[afterAt + offset] : undefined), beforeLine };
    const counterpart = isPaired ? shownBefore[partner.beforeAt + offset] : undefined;
    return { kind, text: cutLine(shownAfter[afterAt + offset] ?? '', counterpart), afterLine };
  };
  return blocks.flatMap((block, index) => {
    const rows = Array.from({ length: block.count }, (_, offset) => row(block, index, offset));
    return block.kind === 'same' ? fold(rows, context, index === 0, index === blocks.length - 1) : rows;
  });
};
