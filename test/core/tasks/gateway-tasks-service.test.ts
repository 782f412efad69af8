import { afterEach, describe, expect, it } from 'vitest';
import { openClawProgram } from '../../../src/core/openclaw/command-line.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { createCommandRuns } from '../../../src/core/tasks/gateway-tasks.ts';
import { type TaskWork, taskWork } from '../../../src/core/tasks/recipes.ts';
import { maxRunLines } from '../../../src/core/tasks/run.ts';
import type { AskAgain } from '../../../src/core/tasks/run-one.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { createFakeRunner, type FakeRunner, fakeFailure } from '../../support/fake-runner.ts';
import { capabilities } from '../../support/releases.ts';

const program = openClawProgram('/usr/bin/openclaw', '/usr/bin/node');
const context = { can: capabilities('b'), version: '2026.2.26', isGatewayUp: false } as const;
const restart = taskWork({ type: 'restart-gateway' }, program, context);
const restartArgs = ['gateway', 'restart', '--json'];
const enable = taskWork({ type: 'enable-plugin' }, program, context);
const followLog = taskWork({ type: 'follow-log' }, program, context);
const good = JSON.stringify({ action: 'restart', ok: true, result: 'restarted' });

let used: FakeRunner[] = [];
afterEach(() => {
  for (const runner of used) runner.verify();
  used = [];
});

const setUp = () => {
  const clock = createFakeClock();
  const runner = createFakeRunner();
  used.push(runner);
  const { store, dispatch } = createEventStore();
  const runs = createCommandRuns({ runner, clock, dispatch });
  const start = (work: TaskWork, askAgain?: AskAgain) => {
    const started = runs.start(work, askAgain);
    if (!started.ok) throw new Error(started.error.sentence);
    return started;
  };
  const run = (id = 1) => {
    const found = store.getState().runs.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no run ${id}`);
    return found;
  };
  const lines = (id = 1) => run(id).lines.map(({ text }) => text);
  return { clock, runner, store, runs, start, run, lines };
};

describe('a run', () => {
  it('shows its command first, then its lines as they come, then what it came to and what asking again found', async () => {
    const { clock, runner, start, run, lines } = setUp();
    const child = runner.expectStart(restartArgs);
    const { runId, done } = start(restart, async () => ({ isGood: true, sentence: 'The gateway answers.' }));
    expect(runner.commands[0]).toMatchObject({ runId });
    expect(runner.commands[0]?.timeoutMs).toBeUndefined();
    expect(run()).toMatchObject({ status: 'running', command: 'openclaw gateway restart --json', lines: [] });
    child.stdout('│ box\n{"action": "restart",');
    child.stderr('a warning\n');
    expect(lines()).toEqual([]);
    clock.advance(50);
    expect(run().lines).toEqual([
      { stream: 'stdout', text: '│ box' },
      { stream: 'stderr', text: 'a warning' },
    ]);
    child.stdout('"ok": true, "result": "restarted"}');
    clock.advance(1_950);
    child.end({ code: 0 });
    expect(await done).toEqual({ ok: true, sentence: 'The gateway answers.' });
    expect(run()).toMatchObject({
      status: 'ended',
      outcome: { type: 'exited', code: 0 },
      durationMs: 2_000,
      result: { isGood: true, sentence: 'The service was told to restart.' },
      check: { isGood: true, sentence: 'The gateway answers.' },
    });
    expect(lines().at(-1)).toBe('{"action": "restart","ok": true, "result": "restarted"}');
  });

  it('is not believed when asking again finds otherwise', async () => {
    const { runner, start, run } = setUp();
    const child = runner.expectStart(restartArgs);
    const { done } = start(restart, async () => ({
      isGood: false,
      sentence: 'No gateway answers.',
      hint: 'Its log may say why.',
    }));
    child.stdout(good);
    child.end();
    expect(await done).toEqual({
      ok: false,
      error: { code: 'command-failed', sentence: 'No gateway answers.', hint: 'Its log may say why.' },
    });
    expect(run()).toMatchObject({ result: { isGood: true }, check: { isGood: false } });
  });

  it('says why asking again failed', async () => {
    const { runner, start, run } = setUp();
    const child = runner.expectStart(restartArgs);
    const { done } = start(restart, async () => {
      throw fakeFailure('timed-out', 'after 45 s');
    });
    child.stdout(good);
    child.end();
    expect(await done).toMatchObject({ ok: false });
    expect(run().check).toMatchObject({
      isGood: false,
      sentence: 'Asking again failed.',
      detail: 'after 45 s',
    });
  });

  it('is one of its subject at a time; another subject runs beside it', async () => {
    const { runner, runs, start } = setUp();
    const child = runner.expectStart(restartArgs);
    const other = runner.expectStart(['plugins', 'enable', 'zalouser']);
    const first = start(restart);
    expect(runs.start(restart)).toMatchObject({
      ok: false,
      error: { code: 'busy', sentence: 'Restart the gateway is running already.' },
    });
    start(enable);
    other.end();
    child.stdout(good);
    child.end();
    await first.done;
    const again = runner.expectStart(restartArgs);
    start(restart);
    again.end();
  });

  it('shows no secrets, no escapes, no more than it must, and the last state of a line that is drawn over', async () => {
    const { clock, runner, start, run, lines } = setUp();
    const child = runner.expectStart(restartArgs);
    start(restart);
    child.stdout('\u001b[31mtoken=abcdef12345\u001b[39m\u0007\nfetching 1%\rfetching 50%\rfetched\r\n');
    child.stdout(`${'x'.repeat(9_000)}\n`);
    clock.advance(50);
    expect(lines().slice(0, 2)).toEqual(['token=[redacted]', 'fetched']);
    expect(lines()[2]).toHaveLength(2_000);
    child.stdout('flood\n'.repeat(maxRunLines * 3));
    clock.advance(50);
    expect(run().lines).toHaveLength(maxRunLines);
    expect(run().droppedLines).toBe(maxRunLines * 2 + 3);
    child.end();
  });

  it('tells a line that was cut in a character', async () => {
    const { clock, runner, start, lines } = setUp();
    const child = runner.expectStart(restartArgs);
    start(restart);
    const bytes = new TextEncoder().encode('Nguyễn Ăn\n');
    child.stdout(bytes.slice(0, 6));
    child.stdout(bytes.slice(6));
    clock.advance(50);
    expect(lines()).toEqual(['Nguyễn Ăn']);
    child.end();
  });
});

describe('a run that does not come to its own end', () => {
  it('is cancelled: the program is ended, and it is asked what is true now', async () => {
    const { clock, runner, runs, start, run } = setUp();
    const child = runner.expectStart(restartArgs, { ignoresStop: true });
    const { done } = start(restart, async () => ({ isGood: true, sentence: 'The gateway answers.' }));
    const cancelled = runs.cancel(1);
    expect(run().status).toBe('cancelling');
    expect(child.stops).toBe(1);
    clock.advance(1_000);
    child.end({ signal: 'SIGKILL' });
    expect(await cancelled).toEqual({ ok: true });
    expect(await done).toEqual({ ok: true, sentence: 'The gateway answers.' });
    expect(run()).toMatchObject({
      status: 'ended',
      outcome: { type: 'cancelled' },
      result: { isGood: false, sentence: 'Cancelled. What it had done by then stays done.' },
      check: { isGood: true },
    });
    expect(await runs.cancel(1)).toEqual({ ok: true });
  });

  it('is cancelled while it is asked again: the asking ends', async () => {
    const { runner, runs, start, run } = setUp();
    const child = runner.expectStart(restartArgs);
    const { done } = start(
      restart,
      (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined))),
    );
    child.stdout(good);
    child.end();
    await settle();
    expect(run().status).toBe('checking');
    await runs.cancel(1);
    expect(await done).toMatchObject({ ok: false });
    expect(run()).toMatchObject({
      status: 'ended',
      outcome: { type: 'exited', code: 0 },
      check: { sentence: 'Not asked again: cancelled.' },
    });
  });

  it('is a log that is closed: nothing went wrong', async () => {
    const { runner, runs, start, run, clock } = setUp();
    const child = runner.expectStart(['logs', '--follow', '--json']);
    const { done } = start(followLog);
    child.stdout('{"type":"log","level":"info","message":"hello"}\n');
    clock.advance(50);
    await runs.cancel(1);
    expect(await done).toEqual({ ok: true, sentence: 'Closed.' });
    expect(run()).toMatchObject({ outcome: { type: 'cancelled' }, lines: [{ text: 'hello' }] });
  });

  it('takes too long', async () => {
    const { clock, runner, start, run } = setUp();
    const child = runner.expectStart(restartArgs);
    const { done } = start(restart);
    clock.advance(119_000);
    expect(child.stops).toBe(0);
    clock.advance(1_000);
    expect(child.stops).toBe(1);
    expect(await done).toMatchObject({ ok: false });
    expect(run()).toMatchObject({
      outcome: { type: 'timed-out' },
      result: { isGood: false, sentence: expect.stringContaining('too long') },
    });
    expect(clock.pending).toBe(0);
  });

  it('is killed by somebody else', async () => {
    const { runner, start, run } = setUp();
    const child = runner.expectStart(restartArgs);
    const { done } = start(restart);
    child.end({ signal: 'SIGTERM' });
    expect(await done).toMatchObject({ ok: false, error: { sentence: 'It was ended by SIGTERM.' } });
    expect(run().outcome).toEqual({ type: 'signalled', signal: 'SIGTERM' });
  });

  it('cannot be started', async () => {
    const { runner, start, run } = setUp();
    runner.expectStart(restartArgs, { failsWith: fakeFailure('not-started', 'ENOENT') });
    const { done } = start(restart, async () => {
      throw new Error('asked');
    });
    expect(await done).toMatchObject({ ok: false });
    expect(run()).toMatchObject({
      status: 'ended',
      outcome: { type: 'not-started', reason: 'ENOENT' },
      result: { sentence: '/usr/bin/openclaw cannot be run.' },
    });
    expect(run().check).toBeUndefined();
  });

  it('ends with the console', async () => {
    const { runner, runs, start, run } = setUp();
    const child = runner.expectStart(restartArgs);
    start(restart, async () => {
      throw new Error('asked');
    });
    await runs.stop();
    expect(child.stops).toBe(1);
    expect(run().status).toBe('ended');
    expect(runs.start(restart)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});
