// What a command is: one that asks, one that decides, or one that tells as it goes; where it prints, and in which columns.

import {
  type Clock,
  type Console,
  type ConsoleState,
  type ErrorView,
  largest,
  type PairingClient,
  type Scope,
} from '../../core/faces.ts';
import { reportJson } from '../../core/shared/text/lenient-json.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import { cellWidth } from '../../tui/text/cells.ts';
import type { Outlet } from '../outlet.ts';

export interface Request {
  readonly scope: Scope;
  /** What stands behind the name of the command; empty if nothing does. */
  readonly argument: string;
  /** Flags of this command alone, such as `--again`. */
  readonly flags: readonly string[];
}

export interface Answer {
  /** For `--json`: its schema is in src/cli/reports. */
  readonly json: object;
  /** For people. */
  readonly lines: readonly string[];
  /** Why it is not all there; goes to stderr, and the exit code is not 0. */
  readonly error?: ErrorView;
  /** What else is not there, of other accounts; goes to stderr, too. */
  readonly besides?: readonly ErrorView[];
  /** The exit code, where it is none of the ordinary two. */
  readonly code?: number;
}

/** Asks, and answers with what is known when the time is up. */
export interface QueryCommand<Client = Console> {
  readonly type: 'query';
  /** How long it may ask (ms), where that is longer than most. */
  readonly limitMs?: number;
  /** Says itself what is wrong with the config; of all other commands it is told beside their answer. */
  readonly notesConfig?: true;
  /** Asks for accounts of the config: without a config that can be read its answer is not whole. */
  readonly needsConfig?: true;
  /** Starts the client and asks what the answer needs. What it learns is in the state. */
  readonly learn: (client: Client, request: Request) => Promise<void>;
  /** Pure. */
  readonly answer: (state: ConsoleState, request: Request, nowMs: number) => Answer;
}

/** What an {@link MutationCommand} has besides its client. */
export interface ActContext {
  /** Epoch ms. */
  readonly now: () => number;
  /** Tells people at once what is waited for; programs read the one object at the end. */
  readonly note: (lines: readonly string[]) => void;
}

export interface MutationCommand<Client = Console> {
  readonly type: 'mutation';
  readonly act: (client: Client, request: Request, context: ActContext) => Promise<Answer>;
  /**
   * What to say when the time is up. `state`: as it was then, before what was under way was given up; `after`: what that came to, if it came to
   * an end at all.
   */
  readonly late: (state: ConsoleState, request: Request, time: LateTime, after: Answer | undefined) => Answer;
}

/** How long an {@link MutationCommand} had, and when that was over (epoch ms). */
export interface LateTime {
  readonly limitMs: number;
  readonly nowMs: number;
}

export interface Printer {
  readonly asJson: boolean;
  readonly isTerminal: boolean;
  readonly columns: number;
  /** Lines for people, or one report for programs. */
  readonly say: (lines: readonly string[], report: object) => void;
  /** A picture of our own, with escape codes: for people alone. */
  readonly draw: (lines: readonly string[]) => void;
  /** To stderr: for people, whatever the format. */
  readonly note: (lines: readonly string[]) => void;
  /** False while whoever reads has much to catch up with. */
  readonly hasRoom: () => boolean;
  /** Calls back when all has been read; the returned function ends that. */
  readonly onRoom: (listener: () => void) => () => void;
  /** By which it is told how long something has been waited for. */
  readonly clock: Clock;
}

/** Tells what happens until it is over or the signal is aborted, as it is when the reader has gone. Resolves with the exit code. */
export interface StreamCommand {
  readonly type: 'stream';
  readonly tell: (
    console: Console,
    request: Request,
    printer: Printer,
    signal: AbortSignal,
  ) => Promise<number>;
}

/** A command, and what it works on: pairing alone where that is enough, which starts at once and asks nobody for names. */
export type Command =
  | { readonly on: 'console'; readonly command: QueryCommand | MutationCommand | StreamCommand }
  | {
      readonly on: 'pairing';
      readonly command: QueryCommand<PairingClient> | MutationCommand<PairingClient>;
    };

export interface Output {
  readonly out: Outlet;
  readonly err: Outlet;
  readonly isTerminal: boolean;
  readonly columns: number;
}

/** So much (bytes) may wait for whoever reads the stream; the rest waits in the feed, which is bounded. */
const mostWaitingBytes = 1_048_576;

/** One report a line for programs, lines for people. */
export const createPrinter = (
  asJson: boolean,
  { out, err, isTerminal, columns }: Output,
  clock: Clock,
): Printer => ({
  asJson,
  isTerminal,
  columns,
  say: (lines, report) => (asJson ? out.write(`${reportJson(report)}\n`) : out.say(lines)),
  draw: (lines) => (asJson ? undefined : out.write(lines.map((line) => `${line}\n`).join(''))),
  note: err.say,
  hasRoom: () => out.waitingBytes() < mostWaitingBytes,
  onRoom: out.onTaken,
  clock,
});

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
