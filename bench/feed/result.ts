// One line of the table: what was measured, and whether it is good enough.

/** A measurement. */
export interface Result {
  readonly what: string;
  readonly measured: string;
  /** Absent: reported, but nothing is demanded. */
  readonly target?: string;
  readonly isMet?: boolean;
  /** What the number was made from. */
  readonly from: string;
}

const isMissed = ({ isMet }: Result): boolean => isMet === false;

/** Is any target missed? */
export const hasMissed = (results: readonly Result[]): boolean => results.some(isMissed);

/** The lines of a table. */
export const tableOf = (results: readonly Result[]): readonly string[] => {
  const rows = results.map((result) => [
    result.what,
    result.measured,
    result.target ?? '',
    isMissed(result) ? 'MISSED' : result.isMet ? 'met' : '',
    result.from,
  ]);
  const all = [['', 'measured', 'target', '', 'from'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};
