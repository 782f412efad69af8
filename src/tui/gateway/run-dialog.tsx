// A command and what it prints, as it prints it: drawn, and in words.
import type { ReactElement } from 'react';
import type { CommandRun } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import { listState } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { DialogFrame } from '../components/dialog-frame.tsx';
import type { Dialog, Opened } from '../dialogs/dialog.ts';
import { bodyRect } from '../dialogs/rects.ts';
import { windowFor } from '../layout/window-for.ts';
import { oneLine } from '../plain/plain-text.ts';
import { plainSentences } from '../plain/words.ts';
import { type Line, line, toned } from '../text/spans.ts';
import { unicodeSigns } from '../theme/signs.ts';
import { hasEnded, nextOf, nextTitle, runConclusion, runOf, runRows, runStateText } from './run-lines.ts';
import { commandRunSentences } from './words.ts';

const words = commandRunSentences;

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

/** All there is to say of a run. */
const saidLines = ({ overlay, frame }: Opened<'command-run'>): readonly string[] => {
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

/** A command that runs, or has run. */
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
    lines: saidLines,
    focus: ({ overlay, frame }) => {
      const run = runOf(overlay, frame);
      return run === undefined ? words.gone : `${run.title}, ${runWord(run)}`;
    },
    changes,
  },
};
