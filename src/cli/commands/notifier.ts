import { reportJson } from '../../core/shared/text/report-json.ts';
import type { Outlet } from '../outlet.ts';
import type { Teller } from './command.ts';

/** Where a command prints. */
export interface Output {
  readonly out: Outlet;
  readonly err: Outlet;
  readonly isTerminal: boolean;
  readonly columns: number;
}

/** So much (bytes) may wait for whoever reads the tale; the rest waits in the feed, which is bounded. */
export const mostWaitingBytes = 1_048_576;

/** One report a line for programs, lines for people. */
export const createTeller = (asJson: boolean, { out, err, isTerminal, columns }: Output): Teller => ({
  asJson,
  isTerminal,
  columns,
  say: (lines, report) => (asJson ? out.write(`${reportJson(report)}\n`) : out.say(lines)),
  draw: (lines) => (asJson ? undefined : out.write(lines.map((line) => `${line}\n`).join(''))),
  note: err.say,
  hasRoom: () => out.waitingBytes() < mostWaitingBytes,
  onRoom: out.onTaken,
});
