import { describe, expect, it } from 'vitest';
import type { CommandRun } from '../../../src/core/tasks/run.ts';
import { openclawTaskSentences } from '../../../src/core/tasks/words.ts';
import type { Frame } from '../../../src/tui/app/frame.ts';
import { mostLines } from '../../../src/tui/gateway/run-dialog.tsx';
import { eventsBetween } from '../../../src/tui/plain/events.ts';
import { liveLines } from '../../../src/tui/plain/live-lines.ts';
import type { Overlay } from '../../../src/tui/state/ui-state.ts';
import { aRun, aState } from '../../support/builders.ts';
import { aFrame, noReason, withCore } from './frames.ts';

const overlay: Overlay = { type: 'command-run', runId: 1 };
const lines = (count: number): CommandRun['lines'] =>
  Array.from({ length: count }, (_, at) => ({ stream: 'stdout', text: `line ${at + 1}` }));
const core = (parts: Partial<CommandRun> = {}) => aState({ runs: [aRun(parts)] });
const frame = (parts: Partial<CommandRun> = {}): Frame =>
  aFrame('status', core(parts), { type: 'overlay/opened', overlay });
const same = (before: Frame, parts: Partial<CommandRun>): Frame => withCore(before, core(parts));

describe('a run in words', () => {
  it('says the exact command when it is opened', () => {
    expect(eventsBetween(aFrame('status', core()), frame({ lines: lines(1) }))).toEqual([
      'Restart the gateway.',
      'This runs: openclaw gateway restart --json',
      'line 1',
      'running.',
    ]);
  });

  it('reads what is printed, the last of very much', () => {
    const before = frame({ lines: lines(2) });
    expect(eventsBetween(before, same(before, { lines: lines(4) }))).toEqual(['line 3', 'line 4']);
    const many = eventsBetween(before, same(before, { lines: lines(2 + mostLines * 2) }));
    expect(many).toHaveLength(mostLines + 1);
    expect(many[0]).toBe(`${mostLines * 2} lines were printed; these are the last ${mostLines}:`);
    expect(eventsBetween(before, same(before, { lines: lines(4).slice(1), droppedLines: 1 }))).toHaveLength(
      2,
    );
  });

  it('says how it went on and what it came to', () => {
    const before = frame({ lines: lines(1) });
    expect(eventsBetween(before, same(before, { lines: lines(1), status: 'cancelling' }))).toEqual([
      'being stopped.',
    ]);
    const ended = {
      lines: lines(1),
      status: 'ended',
      outcome: { type: 'exited', code: 0 },
      durationMs: 2_000,
      result: { isGood: true, sentence: 'The service was told to restart.' },
      check: {
        isGood: false,
        sentence: 'No gateway answers.',
        hint: 'Its log may say why.',
        next: { type: 'read-log' },
      },
    } as const;
    expect(eventsBetween(before, same(before, ended))).toEqual([
      'Restart the gateway: exit 0, 2.0 s.',
      openclawTaskSentences.results.acted.restart,
      'Asked again: No gateway answers.',
      openclawTaskSentences.hints.readLog,
      'Enter: Gateway log about the channel',
    ]);
  });

  it('has no seconds in the live lines: they would be read out', () => {
    const live = liveLines(frame(), noReason);
    expect(live[0]).toContain('Restart the gateway');
    expect(live[1]).toBe('Restart the gateway, running');
    expect(live.join(' ')).not.toMatch(/\d:\d\d/u);
  });
});
