// A command and what it prints, as it prints it: drawn, and in words.
import type { ReactElement } from 'react';
import { type CommandRun, type RunFinding, type RunLine, sentences } from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { DialogFrame } from '../components/dialog-frame.tsx';
import { outcomeText } from '../dialogs/command-log.tsx';
import { bodyRect, type Dialog, type Opened } from '../dialogs/dialog.ts';
import { windowFor } from '../layout/window-for.ts';
import { oneLine } from '../plain/plain-text.ts';
import { plainSentences } from '../plain/words.ts';
import type { Overlay } from '../state/ui-state.ts';
import { wrapCells } from '../text/cells.ts';
import { type Line, line, toned } from '../text/spans.ts';
import { elapsedText } from '../text/times.ts';
import { type Signs, unicodeSigns } from '../theme/signs.ts';
import { commandRunSentences } from './words.ts';

// A run as rows: the exact command, how it stands, what it printed, and what it came to with the next step. Pure.

const words = commandRunSentences;

interface OutputRow {
  /** Stays the same while lines fall out above it. */
  readonly id: string;
  readonly line: Line;
}

interface RunRows {
  readonly above: readonly Line[];
  /** Two cells narrower than the rectangle: the sign of the selected row goes before them. */
  readonly output: readonly OutputRow[];
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
const isGoodRun = ({ result, check }: CommandRun): boolean => (check ?? result)?.isGood === true;

const tookText = ({ durationMs }: CommandRun): string => frameSentences.tookMs(Math.round(durationMs ?? 0));

/** How a run stands, in words: `running 0:12`, `exit 0, 2.1 s`. */
const runStateText = (run: CommandRun, nowMs: number): string => {
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
const runConclusion = (run: CommandRun): readonly string[] => {
  const { result, check } = run;
  const hint = hintText((check ?? result)?.hint);
  const findingLines = (finding: RunFinding | undefined): readonly string[] =>
    finding?.detail === undefined ? [] : finding.detail.split('\n').filter((text) => text.trim() !== '');
  return [
    ...(result === undefined ? [] : [result.sentence]),
    ...findingLines(
      check === undefined || !check.isGood ? (result?.detail === undefined ? check : result) : undefined,
    ),
    ...(check === undefined ? [] : [words.checked(check.sentence)]),
    ...(hint === undefined ? [] : [hint]),
  ];
};

export const nextOf = (run: CommandRun): RunFinding['next'] =>
  hasEnded(run) ? (run.check ?? run.result)?.next : undefined;

const nextTitle = (next: NonNullable<RunFinding['next']>): string => {
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
const runRows = (
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

export const runText = (run: CommandRun): string =>
  [`$ ${run.command}`, ...run.lines.map(({ text }) => text), ...runConclusion(run)].join('\n');

const CommandRunView = ({ frame, overlay, rect, room }: Opened<'command-run'>): ReactElement => {
  const { signs } = useTheme();
  const run = runOf(overlay, frame);
  if (run === undefined)
    return (
      <DialogFrame
        rect={rect}
        title={frameSentences.commandTitle}
        lines={[line(toned(words.gone, 'muted'))]}
      />
    );
  const { above, output, outputHeight, below } = runRows(run, room, frame.ui.nowMs, signs);
  const ids = output.map(({ id }) => id);
  const list = listState(frame.ui, 'command-run');
  const { top, end, selectedIndex } = windowFor(ids, list, outputHeight);
  // At the end nothing is selected: it is followed.
  const selected = list.isFollowing || output.length === 0 ? -1 : selectedIndex - top;
  const shown: readonly Line[] =
    output.length === 0
      ? [line(toned(hasEnded(run) ? words.noOutput : words.waiting, 'muted'))]
      : output
          .slice(top, end)
          .map((row, at) => line(at === selected ? `${signs.selected} ` : '  ', ...row.line));
  const blank = Array.from({ length: Math.max(0, outputHeight - shown.length) }, (): Line => []);
  return (
    <DialogFrame
      rect={rect}
      title={run.title}
      lines={[...above, ...shown, ...blank, ...below]}
      {...(selected < 0 ? {} : { selected: above.length + selected })}
    />
  );
};

/** More lines than these at once nobody can listen to. */
export const mostLines = 10;

/** How a run stands, without the seconds: they would be read out every second. */
const runWord = (run: CommandRun): string =>
  run.status === 'running' || run.status === 'cancelling'
    ? plainSentences.runStates[run.status]
    : runStateText(run, run.startedAtMs + (run.durationMs ?? 0));

const conclusionOf = (run: CommandRun): readonly string[] => {
  const next = nextOf(run);
  return [
    ...(run.outcome === undefined ? [] : [`${run.title}: ${runWord(run)}.`]),
    ...runConclusion(run).map(oneLine),
    ...(next === undefined ? [] : [words.next(nextTitle(next))]),
  ];
};

const lastLines = (lines: CommandRun['lines']): readonly string[] => {
  const shown = lines
    .slice(-mostLines)
    .map(({ text }) => oneLine(text))
    .filter((text) => text.trim() !== '');
  return lines.length > mostLines ? [plainSentences.manyLines(lines.length, mostLines), ...shown] : shown;
};

const speechLines = ({ overlay, frame }: Opened<'command-run'>): readonly string[] => {
  const run = runOf(overlay, frame);
  if (run === undefined) return [words.gone];
  return [
    words.runs(run.command),
    ...lastLines(run.lines),
    ...(run.status === 'ended' ? conclusionOf(run) : [`${runWord(run)}.`]),
  ];
};

/** What the run in sight printed since, and what it came to. */
const changes = (before: Opened<'command-run'>, after: Opened<'command-run'>): readonly string[] => {
  const was = runOf(before.overlay, before.frame);
  const is = runOf(after.overlay, after.frame);
  if (was === undefined || is === undefined || was === is) return [];
  const known = was.droppedLines + was.lines.length;
  const fresh = is.lines.slice(Math.max(0, known - is.droppedLines));
  const hasEndedNow = is.status === 'ended' && was.status !== 'ended';
  const isNews = is.status !== was.status && !hasEndedNow;
  return [
    ...lastLines(fresh),
    ...(isNews ? [`${runWord(is)}.`] : []),
    ...(hasEndedNow ? conclusionOf(is) : []),
  ];
};

export const commandRunDialog: Dialog<'command-run'> = {
  places: () => ['command-run', 'overlay', 'list'],
  rect: bodyRect,
  list: ({ overlay, frame, room }) => {
    const run = runOf(overlay, frame);
    if (run === undefined) return undefined;
    // Which signs are drawn does not change how many rows there are.
    const { output, outputHeight } = runRows(run, room, frame.ui.nowMs, unicodeSigns);
    return { name: 'command-run', ids: output.map(({ id }) => id), height: outputHeight, canFollow: true };
  },
  View: CommandRunView,
  speech: {
    title: ({ overlay, frame }) => runOf(overlay, frame)?.title ?? frameSentences.commandTitle,
    lines: speechLines,
    focus: ({ overlay, frame }) => {
      const run = runOf(overlay, frame);
      return run === undefined ? words.gone : `${run.title}, ${runWord(run)}`;
    },
    changes,
  },
};
