// A command that runs, in words: what it prints while one looks at it, how it ended, and what came of it.

import type { CommandRun } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { nextOf, nextTitle, runConclusion, runOf, runStateText } from '../gateway/run-dialog.ts';
import { commandRunSentences } from '../gateway/words.ts';
import type { Overlay } from '../state/ui-state.ts';
import { oneLine } from './plain-text.ts';
import { plainSentences } from './words.ts';

const words = commandRunSentences;

/** More lines than these at once nobody can listen to. */
export const mostLines = 10;

/** How a run stands, without the seconds: they would be read out every second. */
export const runWord = (run: CommandRun): string =>
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

/** All there is to say of the run of an overlay. */
export const runLines = (overlay: Extract<Overlay, { type: 'command-run' }>, frame: Frame): readonly string[] => {
  const run = runOf(overlay, frame);
  if (run === undefined) return [words.gone];
  return [words.runs(run.command), ...lastLines(run.lines), ...(run.status === 'ended' ? conclusionOf(run) : [`${runWord(run)}.`])];
};

/** What the run in sight printed since, and what it came to. */
export const runEvents = (before: Frame, after: Frame): readonly string[] => {
  const overlay = after.ui.overlays.at(-1);
  if (overlay?.type !== 'command-run' || overlay !== before.ui.overlays.at(-1)) return [];
  const was = runOf(overlay, before);
  const is = runOf(overlay, after);
  if (was === undefined || is === undefined || was === is) return [];
  const known = was.droppedLines + was.lines.length;
  const fresh = is.lines.slice(Math.max(0, known - is.droppedLines));
  const hasEndedNow = is.status === 'ended' && was.status !== 'ended';
  const isNews = is.status !== was.status && !hasEndedNow;
  return [...lastLines(fresh), ...(isNews ? [`${runWord(is)}.`] : []), ...(hasEndedNow ? conclusionOf(is) : [])];
};
