import type { Teller } from './command.ts';

/** Where a command prints. */
export interface Output {
  readonly out: (lines: readonly string[]) => void;
  readonly err: (lines: readonly string[]) => void;
  readonly isTerminal: boolean;
  readonly columns: number;
}

/** One report a line for programs, lines for people. */
export const createTeller = (asJson: boolean, { out, err, isTerminal, columns }: Output): Teller => ({
  asJson,
  isTerminal,
  columns,
  say: (lines, report) => out(asJson ? [JSON.stringify(report)] : lines),
  note: err,
});
