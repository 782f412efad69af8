import { expect, it } from 'vitest';
import { maxRunLines, maxRuns } from '../../../src/core/tasks/run.ts';
import { changeRuns } from '../../../src/core/tasks/state.ts';
import { aRun } from '../../support/builders.ts';

const line = (text: string) => ({ stream: 'stdout', text }) as const;

it('keeps the last runs, and every one that still runs', () => {
  const ended = Array.from({ length: maxRuns - 1 }, (_, index) => aRun({ id: index + 2, status: 'ended' }));
  const runs = changeRuns([aRun({ id: 1 }), ...ended], { type: 'run/started', run: aRun({ id: 99 }) });
  expect(runs.map(({ id }) => id)).toEqual([1, ...ended.slice(1).map(({ id }) => id), 99]);
});

it('keeps the last lines and counts the others', () => {
  const before = [aRun({ lines: Array.from({ length: maxRunLines }, () => line('old')) })];
  const [run] = changeRuns(before, { type: 'run/printed', id: 1, lines: [line('new')], skippedLines: 5 });
  expect(run?.lines).toHaveLength(maxRunLines);
  expect(run?.lines.at(-1)).toEqual(line('new'));
  expect(run?.droppedLines).toBe(6);
});

it('changes nothing for a run that has fallen out', () => {
  const runs = [aRun()];
  expect(changeRuns(runs, { type: 'run/printed', id: 7, lines: [line('x')], skippedLines: 0 })).toBe(runs);
  expect(changeRuns(runs, { type: 'run/changed', id: 7, change: { status: 'ended' } })).toBe(runs);
  expect(changeRuns(runs, { type: 'run/printed', id: 1, lines: [], skippedLines: 0 })).toBe(runs);
});
