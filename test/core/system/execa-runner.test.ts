import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/shared/error.ts';
import { createExecaRunner } from '../../../src/core/system/execa-runner.ts';
import type { Command, CommandRecord, Runner } from '../../../src/core/system/runner.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { until } from '../../support/until.ts';

let clock: FakeClock;
let records: CommandRecord[];
let runner: Runner;

beforeEach(() => {
  clock = createFakeClock();
  records = [];
  runner = createExecaRunner({
    clock,
    onRecord: (record) => records.push(record),
    env: { PATH: process.env['PATH'], SECRET: 'base', ZALOUSER_TUI_ZCA: '/zca', ZALOUSER_PROFILE: 'shop' },
  });
});

afterEach(async () => {
  const all = runner.endAll();
  clock.advance(10_000);
  await all;
});

const node = (script: string, more: Partial<Command> = {}): Command => ({
  file: process.execPath,
  args: ['-e', script],
  program: 'zca',
  ...more,
});
const stay = 'setInterval(() => {}, 1000);';
const deaf = `process.on('SIGTERM', () => process.stdout.write('deaf\\n'));${stay}process.stdout.write('ready\\n');`;

const collector = () => {
  let text = '';
  return {
    onStdout: (chunk: Uint8Array) => {
      text += new TextDecoder().decode(chunk);
    },
    text: () => text,
  };
};
const failureOf = async (promise: Promise<unknown>): Promise<AppError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`Expected an AppError, got ${String(error)}`);
  return error;
};
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('run', () => {
  test('gives what was printed, whatever the exit code', async () => {
    const result = await runner.run(
      node("process.stdout.write('Chào\\n'); process.stderr.write('Error: no\\n'); process.exitCode = 3"),
    );
    expect(result).toEqual({ code: 3, stdout: 'Chào\n', stderr: 'Error: no\n', durationMs: 0 });
  });

  test('passes arguments as they are, through no shell', async () => {
    const args = [
      '-e',
      'console.log(JSON.stringify(process.argv.slice(1)))',
      '--',
      '$(id)',
      'a b',
      '`x`;&|',
      '-g',
      'Nguyễn',
      '',
      '"\'\\',
    ];
    const { stdout } = await runner.run({ file: process.execPath, args });
    expect(JSON.parse(stdout)).toEqual(args.slice(3));
  });

  test('gives the child its environment and no other', async () => {
    const script = 'console.log(JSON.stringify([process.env.SECRET, process.env.ADDED, process.env.HOME]))';
    const { stdout } = await runner.run(node(script, { env: { ADDED: 'yes' } }));
    expect(JSON.parse(stdout)).toEqual(['base', 'yes', null]);
  });

  test.each([
    ['openclaw', [null, 'shop', 'named']],
    ['zca', ['/zca', 'shop', 'named']],
  ])('%s is told of names of ours only what is meant for it', async (program, told) => {
    const script =
      'console.log(JSON.stringify([process.env.ZALOUSER_TUI_ZCA, process.env.ZALOUSER_PROFILE, process.env.ZALOUSER_TUI_ADDED]))';
    const env = { ZALOUSER_TUI_ADDED: 'named' };
    const { stdout } = await runner.run(node(script, { program, env }));
    expect(JSON.parse(stdout)).toEqual(told);
  });

  test('a child cannot wait for keys', async () => {
    const { code } = await runner.run(node("process.stdin.on('end', () => process.exit(4)).resume()"));
    expect(code).toBe(4);
  });

  test('is recorded when it begins and when it has ended', async () => {
    await runner.run({
      ...node("console.error('\\u001b[31mbad\\u001b[0m token=abc'); process.exitCode = 1"),
      shownArgs: ['auth', '--token', 'abc'],
    });
    const begun = {
      id: 1,
      program: 'zca',
      argv: ['auth', '--token', '[redacted]'],
      startedAtMs: clock.now(),
    };
    expect(records).toEqual([
      { ...begun, outcome: { type: 'running' }, stderr: '' },
      { ...begun, durationMs: 0, outcome: { type: 'exited', code: 1 }, stderr: 'bad token=[redacted]\n' },
    ]);
  });

  test('is recorded for a log that is kept without the words of the operator', async () => {
    const command = node("console.error('no user Nguyễn An, 0901234567'); process.exitCode = 1");
    const args = [...command.args, 'Nguyễn An'];
    await runner.run({
      ...command,
      args,
      shownArgs: ['friend', 'find', 'Nguyễn An'],
      keptArgs: [...command.args, '<query>'],
    });
    expect(records[1]).toMatchObject({
      argv: ['friend', 'find', 'Nguyễn An'],
      stderr: 'no user Nguyễn An, 0901234567\n',
    });
    expect(records[1]?.keptArgv?.at(-1)).toBe('<query>');
    expect(records[1]?.keptStderr).toBe('no user <query>, <number>\n');
  });

  test('keeps only the end of a long stderr', async () => {
    const { stderr } = await runner.run(node("process.stderr.write('x'.repeat(1e6) + 'ế end')"));
    expect(stderr).toHaveLength(4_000);
    expect(stderr.endsWith('xế end')).toBe(true);
    expect(records[1]?.stderr).toHaveLength(2_000);
  });

  test.runIf(process.platform !== 'win32')(
    'turns a killing signal into an exit code as a shell does',
    async () => {
      const result = await runner.run(node("process.kill(process.pid, 'SIGKILL')"));
      expect(result.code).toBe(137);
      expect(records[1]?.outcome).toEqual({ type: 'signalled', signal: 'SIGKILL' });
    },
  );

  test('ends what takes too long', async () => {
    const running = runner.run(node(stay, { timeoutMs: 5_000 }));
    clock.advance(4_999);
    expect(records).toHaveLength(1);
    clock.advance(1);
    const error = await failureOf(running);
    expect(error.view).toMatchObject({
      code: 'timed-out',
      sentence: 'zca did not finish within 5 s and was ended.',
    });
    expect(records[1]).toMatchObject({ outcome: { type: 'timed-out' }, durationMs: 5_000 });
  });

  test('ends what is cancelled', async () => {
    const controller = new AbortController();
    const running = runner.run(node(stay), controller.signal);
    controller.abort();
    expect((await failureOf(running)).code).toBe('cancelled');
    expect(records[1]?.outcome).toEqual({ type: 'cancelled' });
  });

  test('does not begin what was cancelled before', async () => {
    expect((await failureOf(runner.run(node(stay), AbortSignal.abort()))).code).toBe('cancelled');
    expect(records).toEqual([]);
  });

  test('ends what prints too much', async () => {
    const running = runner.run(
      node(`process.stdout.write('x'.repeat(5000));${stay}`, { maxStdoutBytes: 4_999 }),
    );
    expect((await failureOf(running)).view).toMatchObject({ code: 'too-much-output' });
    expect(records[1]?.outcome).toEqual({ type: 'too-much-output' });
  });

  test('takes exactly as much as is allowed', async () => {
    const { stdout } = await runner.run(
      node("process.stdout.write('x'.repeat(5000))", { maxStdoutBytes: 5_000 }),
    );
    expect(stdout).toHaveLength(5_000);
  });

  test('joins a character that was cut between chunks', async () => {
    const script =
      "const b = Buffer.from('ế'); process.stdout.write(b.subarray(0, 1), () => setImmediate(() => process.stdout.write(b.subarray(1))))";
    expect((await runner.run(node(script))).stdout).toBe('ế');
  });

  test.runIf(process.platform !== 'win32')(
    'does not wait for a detached grandchild that holds the pipe',
    async () => {
      const script = `const c = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stay)}], {detached: true, stdio: 'inherit'});
      console.log(c.pid); c.unref(); process.exit(0)`;
      const seen = collector();
      const child = runner.start(node(script), seen);
      try {
        await until(() => seen.text().includes('\n') && !isAlive(child.pid ?? 0), 'the parent to go');
        await until(() => clock.pending > 0, 'the drain timer');
        clock.advance(300);
        expect(await child.ended).toMatchObject({ code: 0 });
        expect(isAlive(Number(seen.text()))).toBe(true);
      } finally {
        process.kill(Number(seen.text()), 'SIGKILL');
      }
    },
  );
});

describe('a program that cannot be started', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zt-runner-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('is ENOENT if it is not there', async () => {
    const error = await failureOf(runner.run({ file: join(folder, 'zca'), args: ['--version'] }));
    expect(error.view).toMatchObject({
      code: 'not-started',
      detail: 'ENOENT',
      sentence: 'zca could not be started.',
    });
    expect(records.map(({ outcome }) => outcome)).toEqual([
      { type: 'running' },
      { type: 'not-started', reason: 'ENOENT' },
    ]);
  });

  test.runIf(process.platform !== 'win32')('is EACCES if it may not be executed', async () => {
    const file = join(folder, 'zca');
    await writeFile(file, '#!/bin/sh\nexit 0\n');
    await chmod(file, 0o600);
    expect((await failureOf(runner.run({ file, args: [] }))).view.detail).toBe('EACCES');
  });

  test('is refused if an argument holds a NUL', async () => {
    expect((await failureOf(runner.run({ file: process.execPath, args: ['a\0b'] }))).view).toMatchObject({
      code: 'not-started',
    });
  });

  test('rejects `ended`, and `stop` still resolves', async () => {
    const child = runner.start({ file: join(folder, 'zca'), args: [] }, { onStdout: () => {} });
    expect(child.pid).toBeUndefined();
    await child.stop();
    expect((await failureOf(child.ended)).view.detail).toBe('ENOENT');
  });
});

describe('start', () => {
  test('hands out raw chunks and tells how it ended', async () => {
    const seen = collector();
    const errors = collector();
    const child = runner.start(
      node("process.stdout.write('a\\nb'); process.stderr.write('oops'); process.exitCode = 75"),
      {
        onStdout: seen.onStdout,
        onStderr: errors.onStdout,
      },
    );
    expect(await child.ended).toEqual({ code: 75, signal: undefined, stderrTail: 'oops' });
    expect([seen.text(), errors.text()]).toEqual(['a\nb', 'oops']);
  });

  test('stop ends it, twice is once', async () => {
    const seen = collector();
    const child = runner.start(node(`${stay}process.stdout.write('ready')`), seen);
    await until(() => seen.text() === 'ready');
    await Promise.all([child.stop(), child.stop()]);
    expect(await child.ended).toMatchObject({ code: undefined, signal: 'SIGTERM' });
    expect(records[1]?.outcome).toEqual({ type: 'signalled', signal: 'SIGTERM' });
    expect(clock.pending).toBe(0);
  });

  test.runIf(process.platform !== 'win32')('kills what ignores SIGTERM', async () => {
    const seen = collector();
    const child = runner.start(node(deaf), seen);
    await until(() => seen.text().includes('ready'));
    const stopping = child.stop(1_000);
    await until(() => seen.text().includes('deaf'), 'SIGTERM to arrive');
    clock.advance(999);
    expect(isAlive(child.pid ?? 0)).toBe(true);
    clock.advance(1);
    await stopping;
    expect(await child.ended).toMatchObject({ signal: 'SIGKILL' });
  });

  test.runIf(process.platform !== 'win32')(
    'has as long as the machine’s, on a clock that runs faster',
    async () => {
      const hurried = {
        now: () => clock.now(),
        after: () => expect.unreachable('a child is no faster'),
        realTimeClock: clock,
      };
      const inHurry = createExecaRunner({ clock: hurried, onRecord: () => undefined });
      const seen = collector();
      const child = inHurry.start(node(deaf), seen);
      await until(() => seen.text().includes('ready'));
      const stopping = child.stop(1_000);
      await until(() => seen.text().includes('deaf'), 'SIGTERM to arrive');
      clock.advance(999);
      expect(isAlive(child.pid ?? 0)).toBe(true);
      clock.advance(1);
      await stopping;
    },
  );

  test('an aborted signal ends it', async () => {
    const controller = new AbortController();
    const child = runner.start(node(stay), { onStdout: () => {} }, controller.signal);
    controller.abort();
    await child.ended;
    expect(records[1]?.outcome).toEqual({ type: 'cancelled' });
  });

  test.runIf(process.platform !== 'win32')('a wrapper dies with what it wraps', async () => {
    const seen = collector();
    const script = `"${process.execPath}" -e "console.log(process.pid);${stay}" & echo started; wait`;
    const child = runner.start({ file: '/bin/sh', args: ['-c', script] }, seen);
    await until(() => /^\d+$/mu.test(seen.text()), 'the inner pid');
    await child.stop();
    const inner = Number(/^\d+$/mu.exec(seen.text())?.[0]);
    await until(() => !isAlive(inner), 'the inner process to go');
  });

  test.runIf(process.platform !== 'win32')(
    'a console that exits without a word leaves nothing behind',
    async () => {
      const url = new URL('../../../src/core/system/execa-runner.ts', import.meta.url).href;
      const script = `
      import { createExecaRunner } from ${JSON.stringify(url)};
      const clock = { now: () => 0, after: () => () => {} };
      const runner = createExecaRunner({ clock, onRecord: () => {} });
      const child = runner.start({ file: process.execPath, args: ['-e', ${JSON.stringify(stay)}] }, { onStdout: () => {} });
      process.stdout.write(child.pid + '\\n', () => process.exit(3));`;
      const { code, stdout } = await runner.run({
        file: process.execPath,
        args: ['--input-type=module', '-e', script],
      });
      expect([code, stdout]).toEqual([3, expect.stringMatching(/^\d+\n$/u)]);
      await until(() => !isAlive(Number(stdout)), 'the child to go');
    },
  );

  test('endAll leaves nothing', async () => {
    const children = [1, 2].map(() => runner.start(node(stay), { onStdout: () => {} }));
    const running = failureOf(runner.run(node(stay)));
    await runner.endAll();
    expect(children.map(({ pid }) => isAlive(pid ?? 0))).toEqual([false, false]);
    expect((await running).code).toBe('cancelled');
  });
});

test('a command that somebody else runs is in the log all the same, redacted', () => {
  const end = runner.note?.({
    file: '/usr/bin/zca',
    args: ['auth', 'login', '--token', 'abc'],
    shownArgs: ['auth', 'login'],
    program: 'zca',
  });
  expect(records).toMatchObject([
    { id: 1, program: 'zca', argv: ['auth', 'login'], outcome: { type: 'running' } },
  ]);
  clock.advance(5_000);
  end?.({ type: 'exited', code: 0 });
  expect(records.at(-1)).toMatchObject({
    id: 1,
    durationMs: 5_000,
    outcome: { type: 'exited', code: 0 },
    stderr: '',
  });
  runner.note?.(node(''))({ type: 'exited', code: undefined });
  expect(records.at(-1)).toMatchObject({ id: 2, outcome: { type: 'cancelled' } });
  runner.note?.(node(''))({ type: 'not-started', reason: 'ENOENT' });
  expect(records.at(-1)).toMatchObject({ id: 3, outcome: { type: 'not-started', reason: 'ENOENT' } });
});
