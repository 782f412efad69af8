// `zalouser-tui feed` through a pipe: a line a message with its verdict, until it is interrupted.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { demoConfigText } from '../../src/simulator/openclaw-files.ts';
import { group } from '../../src/simulator/people.ts';
import { control, isAlive, readZcaLog } from '../../src/simulator/world-files.ts';
import { environmentOf, fileOf, openWorld } from '../support/one-shot.ts';
import { reportOf } from '../support/report-schema.ts';
import { createStateDatabase, type StateDatabaseWriter } from '../support/state-database.ts';
import { compileCache } from '../support/terminal.ts';

interface FeedWishes {
  /** What the config says instead. */
  readonly config?: string;
  /** Instead of the zca of the world. */
  readonly zca?: string;
  /** Done in the state folder before the feed is opened. */
  readonly prepare?: (stateDir: string) => void;
}

const openFeed = async (args: readonly string[], { config, zca, prepare }: FeedWishes = {}) => {
  const world = await openWorld();
  prepare?.(world.stateDir);
  const { zcaPath, configPath } = world;
  if (config !== undefined) await writeFile(configPath, config);
  const child = spawn(
    process.execPath,
    [fileOf('bin/zalouser-tui.js'), 'feed', ...args, '--zca', zca ?? zcaPath, '--config', configPath],
    {
      env: { PATH: '/usr/bin:/bin', NODE_COMPILE_CACHE: compileCache, ...environmentOf(world) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  const exit = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  const until = (what: () => boolean): Promise<void> =>
    expect.poll(what, { timeout: 20_000, interval: 20, message: JSON.stringify(printed) }).toBe(true);
  return { world, child, printed, exit, until };
};

test('tells each message with its verdict, and ends with what it started', async () => {
  const { world, child, printed, exit, until } = await openFeed(['--json', '--account', 'default']);
  await until(() => printed.stderr.includes('default: connected.'));
  control(world.zcaDir, {
    type: 'message',
    from: '4598765432100000009',
    name: 'Khách',
    text: 'chào\u001b[2J shop',
  });
  await until(() => printed.stdout.includes('\n'));
  expect(reportOf('feed', printed.stdout.split('\n')[0] ?? '')).toMatchObject({
    account: 'default',
    direction: 'in',
    thread: { kind: 'direct' },
    sender: { id: '4598765432100000009' },
    text: 'chào shop',
    // No gateway runs in this world: nobody sends the code.
    verdict: { kind: 'unheard', would: 'pairing', answered: false },
  });
  child.kill('SIGINT');
  expect(await exit).toBe(exitCodes.sigint);
  expect(readZcaLog(world.zcaDir).filter(({ pid }) => isAlive(pid))).toEqual([]);
});

test('for people: a line that nobody can break', { tags: ['long'] }, async () => {
  const { world, child, printed, exit, until } = await openFeed(['--account', 'default']);
  await until(() => printed.stderr.includes('default: connected.'));
  control(world.zcaDir, {
    type: 'message',
    from: '4598765432100000009',
    name: 'Khách',
    text: 'một\nhai \u001b[31m',
  });
  await until(() => printed.stdout.includes('\n'));
  expect(printed.stdout).toMatch(
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}default {2}nobody listened {2}.+ {2}một↵hai *\n$/u,
  );
  child.kill('SIGTERM');
  expect(await exit).toBe(exitCodes.sigterm);
});

test('a group that is listed by its name is known from the first line on', { tags: ['long'] }, async () => {
  const { id, name } = group(1);
  const config = demoConfigText().replace(
    `'${id}': { allow: true }`,
    `'${name}': { allow: true, requireMention: false }`,
  );
  expect(config).toContain(`'${name}':`);
  const { world, child, printed, until } = await openFeed(['--json', '--account', 'default'], { config });
  await until(() => printed.stderr.includes('default: connected.'));
  control(world.zcaDir, { type: 'message', from: '4598765432100000009', groupId: id, text: 'chào' });
  await until(() => printed.stdout.includes('\n'));
  expect(reportOf('feed', printed.stdout.split('\n')[0] ?? '')).toMatchObject({
    thread: { kind: 'group' },
    verdict: { kind: 'unheard', would: 'reply' },
  });
  child.kill('SIGTERM');
});

test('with a config that cannot be read no verdict is told', { tags: ['long'] }, async () => {
  const { world, child, printed, exit, until } = await openFeed(['--json'], { config: '{\n' });
  await until(() => printed.stderr.includes('default: connected.'));
  expect(printed.stderr).toContain(`(${world.configPath}:2)`);
  control(world.zcaDir, { type: 'message', from: '4598765432100000009', name: 'Khách', text: 'chào' });
  await until(() => printed.stdout.includes('\n'));
  expect(reportOf('feed', printed.stdout.split('\n')[0] ?? '')).toMatchObject({
    text: 'chào',
    verdict: null,
  });
  child.kill('SIGINT');
  expect(await exit).toBe(exitCodes.sigint);
});

test('without zca it says so once, with its cure', async () => {
  const { printed, exit } = await openFeed([], { zca: '/nope' });
  expect(await exit).toBe(exitCodes.internal);
  expect(printed).toEqual({
    stdout: '',
    stderr:
      'There is no program at /nope. Give the right path with --zca PATH, or leave the option out to search PATH.\n',
  });
});

test('ends by itself when nothing can be heard', async () => {
  const { printed, exit } = await openFeed(['--account', 'work']);
  expect(await exit).toBe(exitCodes.internal);
  expect(printed.stdout).toBe('');
  expect(printed.stderr).toContain('work: login needed. Log in: zalouser-tui login --account work');
});

test('watches the database of a gateway that holds the session itself, and starts nothing beside it', async () => {
  let gateway: StateDatabaseWriter | undefined;
  const { world, child, printed, exit, until } = await openFeed(['--account', 'default'], {
    prepare: (stateDir) => {
      gateway = createStateDatabase(stateDir);
    },
  });
  await until(() => printed.stderr.includes('The gateway does not run'));
  const message = { id: '77', atMs: Date.now(), content: 'còn hàng\u001b[2J không' };
  gateway?.receive(message);
  await until(() => printed.stdout.includes('còn hàng không'));
  gateway?.database.exec('begin');
  gateway?.receive({ ...message, id: '78' });
  gateway?.complete({ ...message, id: '78' });
  gateway?.database.exec('commit');
  await until(() => printed.stdout.includes('(text not seen)'));
  child.kill('SIGINT');
  expect(await exit).toBe(exitCodes.sigint);
  expect(readZcaLog(world.zcaDir).filter(({ argv }) => argv?.includes('listen') === true)).toEqual([]);
});
