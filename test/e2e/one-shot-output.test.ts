// What becomes of the output of a command: read slowly, not at all, by somebody who leaves, on a disk that is full.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import type { DemoWorldHandle } from '../../src/simulator/demo-world.ts';
import { control, isAlive, readZcaLog } from '../../src/simulator/world-files.ts';
import { firstShort } from '../support/first-short.ts';
import { environmentOf, fileOf, flagsOf, openWorld } from '../support/one-shot.ts';
import { tempDir } from '../support/temp-dir.ts';
import { compileCache } from '../support/terminal.ts';

interface Begun {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  readonly stderr: () => string;
}

const begin = (world: DemoWorldHandle, args: readonly string[], stdout: 'pipe' | number = 'pipe'): Begun => {
  const child = spawn(process.execPath, [fileOf('bin/zalouser-tui.js'), ...args, ...flagsOf(world)], {
    env: { PATH: '/usr/bin:/bin', NODE_COMPILE_CACHE: compileCache, ...environmentOf(world) },
    stdio: ['ignore', stdout, 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exit = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  return { child, exit, stderr: () => stderr };
};

const until = (what: () => boolean): Promise<void> =>
  expect.poll(what, { timeout: 20_000, interval: 20 }).toBe(true);

/** So many lines are longer than what waits in the socket of a child and in its reader together (some 300 kB). */
const many = 20_000;

/** A zca whose friend list is longer than a pipe holds. */
const manyFriends = async (world: DemoWorldHandle): Promise<DemoWorldHandle> => {
  const dir = await tempDir();
  const zcaPath = join(dir, 'zca');
  const list = join(dir, 'friends.json');
  const friends = Array.from({ length: many }, (_, at) => ({
    userId: String(4_598_765_432_100_000_000n + BigInt(at)),
    displayName: `Khách ${at}`,
  }));
  await writeFile(list, JSON.stringify(friends));
  await writeFile(
    zcaPath,
    `#!/bin/sh\ncase "$*" in *"friend list"*) exec cat '${list}';; esac\nexec '${process.execPath}' '${world.zcaPath}' "$@"\n`,
  );
  await chmod(zcaPath, 0o755);
  return { ...world, zcaPath };
};

describe('more than a pipe holds', () => {
  firstShort<[readonly string[]]>([
    [['directory', 'peers', '--account', 'default']],
    [['directory', 'peers', '--account', 'default', '--json']],
  ])('%j: a reader who begins late gets all of it', async (args) => {
    const world = await manyFriends(await openWorld());
    const { child, exit } = begin(world, args);
    // It has all been said, and waits; nothing ends it.
    await until(() => (child.stdout?.readableLength ?? 0) > 0);
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
    expect(await exit).toBe(exitCodes.ok);
    await until(() => printed.split('\n').length > many);
    if (args.includes('--json')) expect(JSON.parse(printed)).toMatchObject({ peers: { length: many } });
    else expect(printed.trimEnd().split('\n')).toHaveLength(many);
  });

  firstShort([['SIGTERM'], ['SIGHUP'], ['SIGINT']] as const)(
    '%s ends it though nobody reads',
    async (signal) => {
      const world = await manyFriends(await openWorld());
      const { child, exit } = begin(world, ['directory', 'peers', '--account', 'default']);
      child.stdout?.once('readable', () => child.kill(signal));
      expect(await exit).toBe(
        { SIGTERM: exitCodes.sigterm, SIGHUP: exitCodes.sighup, SIGINT: exitCodes.sigint }[signal],
      );
    },
  );

  test('a reader who leaves gives the exit code for that, and no words', async () => {
    const world = await manyFriends(await openWorld());
    const { child, exit, stderr } = begin(world, ['directory', 'peers', '--account', 'default']);
    child.stdout?.once('readable', () => child.stdout?.destroy());
    expect([await exit, stderr()]).toEqual([exitCodes.readerGone, '']);
  });
});

describe('feed', () => {
  const message = { type: 'message', from: '4598765432100000009', name: 'Khách', text: 'chào' } as const;

  test('ends with its reader, and nobody listens any more', async () => {
    const world = await openWorld();
    const { child, exit, stderr } = begin(world, ['feed', '--json', '--account', 'default']);
    await until(() => stderr().includes('default: connected.'));
    child.stdout?.once('data', () => {
      child.stdout?.destroy();
      control(world.zcaDir, message);
    });
    control(world.zcaDir, message);
    expect(await exit).toBe(exitCodes.readerGone);
    expect(readZcaLog(world.zcaDir).filter(({ pid }) => isAlive(pid))).toEqual([]);
  });

  test.skipIf(!existsSync('/dev/full'))('on a full disk it says so and ends', async () => {
    const world = await openWorld();
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const { exit, stderr } = begin(world, ['feed', '--account', 'default'], full);
    await until(() => stderr().includes('default: connected.'));
    control(world.zcaDir, message);
    expect(await exit).toBe(exitCodes.internal);
    expect(stderr()).toContain('Not everything could be written: the disk is full.');
  });
});

test
  .skipIf(!existsSync('/dev/full'))
  .each([['status'], ['status', '--json'], ['--help'], ['completion', 'zsh']])(
  'on a full disk: %s %s',
  async (...args) => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const isCommand = args[0] === 'status';
    const world = await openWorld();
    const child = spawn(
      process.execPath,
      [
        fileOf('bin/zalouser-tui.js'),
        ...args,
        ...(isCommand ? ['--zca', world.zcaPath, '--config', world.configPath] : []),
      ],
      {
        env: { PATH: '/usr/bin:/bin', HOME: world.homeDir, NODE_COMPILE_CACHE: compileCache },
        stdio: ['ignore', full, 'pipe'],
      },
    );
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(exitCodes.internal);
    expect(stderr).toBe(
      'Not everything could be written: the disk is full. What was printed is not whole; make room, or print it elsewhere.\n',
    );
  },
);
