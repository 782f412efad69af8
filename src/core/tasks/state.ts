// Commands the operator looks on at: they start, print, end. The oldest that have ended fall out, and so do the oldest lines of a run.

import type { ConsoleEvent } from '../events.ts';
import { type CommandRecord, commandLogCapacity } from '../system/runner.ts';
import { type CommandRun, maxRunLines, maxRuns } from './run.ts';

/** A run began or went on: a known id is updated in place, a new one is appended, the oldest fall out. */
export const recordCommand = (
  log: readonly CommandRecord[],
  record: CommandRecord,
): readonly CommandRecord[] => {
  const last = log.at(-1);
  if (last === undefined || last.id < record.id) return [...log, record].slice(-commandLogCapacity);
  // Runs that still change are near the end.
  const index = log.findLastIndex(({ id }) => id === record.id);
  if (index >= 0) return log.with(index, record);
  // A long-lived child outlives its record: one that has fallen out stays out.
  return [...log, record].sort((a, b) => a.id - b.id).slice(-commandLogCapacity);
};

type RunEvent = Extract<ConsoleEvent, { readonly type: `run/${string}` }>;

/** Room for one more: the oldest that has ended goes; what runs stays. */
const withRoom = (runs: readonly CommandRun[]): readonly CommandRun[] => {
  if (runs.length < maxRuns) return runs;
  const oldest = runs.findIndex(({ status }) => status === 'ended');
  return oldest < 0 ? runs : runs.toSpliced(oldest, 1);
};

const print = (
  run: CommandRun,
  { lines, skippedLines }: Extract<RunEvent, { readonly type: 'run/printed' }>,
): CommandRun => {
  if (lines.length === 0 && skippedLines === 0) return run;
  const all = [...run.lines, ...lines];
  const excess = Math.max(0, all.length - maxRunLines);
  return { ...run, lines: all.slice(excess), droppedLines: run.droppedLines + excess + skippedLines };
};

/** The runs after an event; one of a run that has fallen out changes nothing. */
export const changeRuns = (runs: readonly CommandRun[], event: RunEvent): readonly CommandRun[] => {
  if (event.type === 'run/started') return [...withRoom(runs), event.run];
  const index = runs.findIndex(({ id }) => id === event.id);
  const run = runs[index];
  if (run === undefined) return runs;
  const after = event.type === 'run/printed' ? print(run, event) : { ...run, ...event.change };
  return after === run ? runs : runs.with(index, after);
};
