// A run as rows: the exact command, how it stands, what it printed, and what it came to with the next step. Pure.

import { type CommandRun, type RunFinding, type RunLine, sentences } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { outcomeText } from '../dialogs/command-log.tsx';
import type { Overlay } from '../state/ui-state.ts';
import { wrapCells } from '../text/cells.ts';
import { type Line, line, toned } from '../text/spans.ts';
import { elapsedText } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import { commandRunSentences } from './words.ts';

const words = commandRunSentences;

/** A row of output. */
export interface OutputRow {
  /** Stays the same while lines fall out above it. */
  readonly id: string;
  readonly line: Line;
}

/** A run, laid out in a rectangle. */
export interface RunRows {
  readonly above: readonly Line[];
  /** Two cells narrower than the rectangle: the sign of the selected row goes before them. */
  readonly output: readonly OutputRow[];
  /** Rows there are for the output. */
  readonly outputHeight: number;
  readonly below: readonly Line[];
}

/** The run of an overlay, while it is kept. */
export const runOf = (
  overlay: Extract<Overlay, { type: 'command-run' }>,
  { core }: Frame,
): CommandRun | undefined => core.runs.find(({ id }) => id === overlay.runId);

/** Has it come to its end, with all that is asked afterwards? */
export const hasEnded = ({ status }: CommandRun): boolean => status === 'ended';

/** Did it help, as far as is known: what asking again found goes before what the program said of itself. */
export const isGoodRun = ({ result, check }: CommandRun): boolean => (check ?? result)?.isGood === true;

const tookText = ({ durationMs }: CommandRun): string => frameSentences.tookMs(Math.round(durationMs ?? 0));

/** How a run stands, in words: `running 0:12`, `exit 0, 2.1 s`. */
export const runStateText = (run: CommandRun, nowMs: number): string => {
  const elapsed = elapsedText(nowMs - run.startedAtMs);
  if (run.status === 'running') return words.running(elapsed);
  if (run.status === 'cancelling') return words.cancelling(elapsed);
  const ended =
    run.outcome === undefined ? '' : words.ended(outcomeText({ outcome: run.outcome }), tookText(run));
  return run.status === 'checking' ? `${ended}; ${words.asking}` : ended;
};

const stateLine = (run: CommandRun, nowMs: number, signs: Signs): Line => {
  const text = runStateText(run, nowMs);
  if (!hasEnded(run)) return line(toned(`${signs.connecting} ${text}`, 'warn'));
  return isGoodRun(run)
    ? line(toned(`${signs.done} ${text}`, 'good'))
    : line(toned(`${signs.failed} ${text}`, 'bad'));
};

/** What a run came to, one text a line, the most telling last: what it said, what asking again found, and what to do. */
export const runConclusion = (run: CommandRun): readonly string[] => {
  const { result, check } = run;
  const hint = hintText((check ?? result)?.hint);
  const said = (finding: RunFinding | undefined): readonly string[] =>
    finding?.detail === undefined ? [] : finding.detail.split('\n').filter((text) => text.trim() !== '');
  return [
    ...(result === undefined ? [] : [result.sentence]),
    ...said(
      check === undefined || !check.isGood ? (result?.detail === undefined ? check : result) : undefined,
    ),
    ...(check === undefined ? [] : [words.checked(check.sentence)]),
    ...(hint === undefined ? [] : [hint]),
  ];
};

/** What follows from it, where a task does it. */
export const nextOf = (run: CommandRun): RunFinding['next'] =>
  hasEnded(run) ? (run.check ?? run.result)?.next : undefined;

/** What follows, as a title. */
export const nextTitle = (next: NonNullable<RunFinding['next']>): string => {
  const { titles, installFromFolder } = sentences.openclawTasks;
  return next.type === 'install-plugin' && next.isLocal === true ? installFromFolder : titles[next.type];
};

const belowLines = (run: CommandRun, cells: number, rows: number, signs: Signs): readonly Line[] => {
  const tone = isGoodRun(run) ? 'good' : 'bad';
  const next = nextOf(run);
  const texts = runConclusion(run).flatMap((text) => wrapCells(text, cells));
  const room = Math.max(1, rows - (next === undefined ? 0 : 1));
  // Where there is little room the end matters: what is true now, and what to do.
  const shown = texts.length <= room ? texts : [signs.ellipsis, ...texts.slice(texts.length - room + 1)];
  return [
    ...shown.map((text): Line => line(toned(text, tone))),
    ...(next === undefined ? [] : [line(toned(words.next(nextTitle(next)), 'accent'))]),
  ];
};

const outputRows = ({ lines, droppedLines }: CommandRun, cells: number): readonly OutputRow[] =>
  lines.flatMap(({ text, stream }: RunLine, at) =>
    wrapCells(text, cells).map(
      (part, index): OutputRow => ({
        id: `${droppedLines + at}/${index}`,
        line: stream === 'stderr' ? line(toned(part, 'muted')) : line(part),
      }),
    ),
  );

/** The rows of a run in `cells` × `rows`. */
export const runRows = (
  run: CommandRun,
  size: { readonly width: number; readonly height: number },
  nowMs: number,
  signs: Signs,
): RunRows => {
  const { width, height } = size;
  const isLow = height < 12;
  const command = wrapCells(`$ ${run.command}`, width);
  const shownCommand =
    command.length <= 2
      ? command
      : [...command.slice(0, 1), `${(command[1] ?? '').slice(0, Math.max(0, width - 1))}${signs.ellipsis}`];
  const above: readonly Line[] = [
    ...shownCommand.map((text): Line => line({ text, isBold: true })),
    stateLine(run, nowMs, signs),
    ...(isLow ? [] : [run.droppedLines === 0 ? [] : line(toned(words.dropped(run.droppedLines), 'muted'))]),
  ];
  const conclusion = run.result === undefined ? [] : belowLines(run, width, isLow ? 3 : 8, signs);
  const below: readonly Line[] = conclusion.length === 0 || isLow ? conclusion : [[], ...conclusion];
  return {
    above,
    output: outputRows(run, width - 2),
    outputHeight: Math.max(1, height - above.length - below.length),
    below,
  };
};

/** The command and all it printed, to be copied. */
export const runText = (run: CommandRun): string =>
  [`$ ${run.command}`, ...run.lines.map(({ text }) => text), ...runConclusion(run)].join('\n');
