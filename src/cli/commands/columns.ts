import { largest } from '../../core/index.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import { cellWidth } from '../../tui/text/cells.ts';

/** What stands last in a row is not measured by: a sentence, what a program said of it, what to do. */
const [maxUnits, maxLastUnits] = [300, 2_000];

/** Rows as lines: columns side by side, two blanks between them, as wide as their widest entry on a terminal. Harmless whatever is in them. */
export const columns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const clean = rows.map((row) =>
    row.map((entry, at) => sanitizeLine(entry, at === row.length - 1 ? maxLastUnits : maxUnits)),
  );
  const count = largest(
    clean.map(({ length }) => length),
    0,
  );
  const widths = Array.from({ length: count }, (_, at) =>
    largest(
      clean.map((row) => cellWidth(row[at] ?? '')),
      0,
    ),
  );
  const pad = (entry: string, at: number): string => entry + ' '.repeat((widths[at] ?? 0) - cellWidth(entry));
  const isUsed = (_: string, at: number): boolean => widths[at] !== 0;
  return clean.map((row) => row.map(pad).filter(isUsed).join('  ').trimEnd());
};
