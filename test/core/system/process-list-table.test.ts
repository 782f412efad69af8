import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProcessTable, parseProcStat, parsePs } from '../../../src/core/system/process-list.ts';
import { createFakeRunner, type FakeRunner, fakeFailure } from '../../support/fake-runner.ts';

const stat = (name: string, state: string): string =>
  `900 (${name}) ${state} 1 900 900 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 7 0 123456 1000 200 18446744073709551615`;

let runner: FakeRunner;
beforeEach(() => {
  runner = createFakeRunner();
});
afterEach(() => runner.verify());

describe('on Linux', () => {
  let procDir: string;
  beforeEach(async () => {
    procDir = await mkdtemp(join(tmpdir(), 'zt-proc-'));
    await mkdir(join(procDir, '900'));
    await mkdir(join(procDir, 'sys/kernel/random'), { recursive: true });
    await writeFile(join(procDir, 'sys/kernel/random/boot_id'), 'boot-1\n');
    await writeFile(join(procDir, '900/cmdline'), 'node\0/usr/bin/zca\0listen\0-r\0-k\0');
  });
  afterEach(() => rm(procDir, { recursive: true, force: true }));
  const look = (pid: number) => createProcessTable({ platform: 'linux', runner, procDir }).inspect(pid);

  test('a living process has a start mark and a command line', async () => {
    await writeFile(join(procDir, '900/stat'), stat('node', 'S'));
    expect(await look(900)).toEqual({
      status: 'alive',
      startMark: 'boot-1:123456',
      commandLine: 'node /usr/bin/zca listen -r -k',
    });
  });

  test.each([
    ['has no folder', 901],
    ['is a zombie', 900],
  ])('one that %s has gone', async (_, pid) => {
    await writeFile(join(procDir, '900/stat'), stat('node', 'Z'));
    expect(await look(pid)).toEqual({ status: 'gone' });
  });

  test.each([
    ['garbage', 900],
    ['1', 1],
    ['0', 0],
    ['-5', -5],
    ['1.5', 1.5],
    ['NaN', Number.NaN],
  ])('%s is unknown', async (text, pid) => {
    await writeFile(join(procDir, '900/stat'), text);
    expect(await look(pid)).toEqual({ status: 'unknown' });
  });

  test.runIf(process.platform === 'linux')('finds this very process', async () => {
    expect(await createProcessTable({ platform: 'linux', runner }).inspect(process.pid)).toMatchObject({
      status: 'alive',
      startMark: expect.stringMatching(/:\d+$/u),
    });
  });
});

test('the name of a process may hold brackets and blanks', () => {
  expect(parseProcStat(stat('a) R 1 2 (b', 'S'))).toEqual({ ppid: 1, startTicks: '123456', isZombie: false });
});

describe('elsewhere', () => {
  const psArgs = ['-ww', '-p', '900', '-o', 'lstart=,command='];
  const look = () => createProcessTable({ platform: 'darwin', runner }).inspect(900);

  test('ps tells', async () => {
    runner.expectRun(psArgs, { stdout: 'Sun Nov 22 16:00:00 2026     node /usr/bin/zca listen -r -k\n' });
    expect(await look()).toEqual({
      status: 'alive',
      startMark: 'Sun Nov 22 16:00:00 2026',
      commandLine: 'node /usr/bin/zca listen -r -k',
    });
  });
  test('ps knows no such process', async () => {
    runner.expectRun(psArgs, { code: 1 });
    expect(await look()).toEqual({ status: 'gone' });
  });
  test.each([
    ['prints garbage', { stdout: 'what?' }],
    ['fails', { code: 2, stderr: 'ps: bad' }],
    ['is not there', fakeFailure('not-started', 'ENOENT')],
  ])('unknown if ps %s', async (_, answer) => {
    runner.expectRun(psArgs, answer);
    expect(await look()).toEqual({ status: 'unknown' });
  });
  test('unknown on Windows', async () => {
    expect(await createProcessTable({ platform: 'win32', runner }).inspect(900)).toEqual({
      status: 'unknown',
    });
  });
  test('a line without a command is nothing', () => {
    expect(parsePs('Sun Nov 22 16:00:00 2026   \n')).toBeUndefined();
  });
});

describe('signal', () => {
  const sent: [number, string][] = [];
  const tableWhere = (exists: (pid: number) => boolean, platform: NodeJS.Platform = 'linux') => {
    sent.length = 0;
    return createProcessTable({
      platform,
      runner,
      kill: (pid, signal) => {
        sent.push([pid, signal]);
        if (!exists(pid)) throw new Error('ESRCH');
        return true;
      },
    });
  };

  test.each<[string, NodeJS.Platform, (pid: number) => boolean, boolean, number[]]>([
    ['goes to the group', 'linux', () => true, true, [-900]],
    ['goes to the process if it leads no group', 'darwin', (pid) => pid > 0, true, [-900, 900]],
    ['tells if nobody is there', 'linux', () => false, false, [-900, 900]],
    ['goes to the process on Windows', 'win32', () => true, true, [900]],
  ])('%s', (_, platform, exists, result, pids) => {
    expect(tableWhere(exists, platform).signal(900, 'SIGTERM')).toBe(result);
    expect(sent).toEqual(pids.map((pid) => [pid, 'SIGTERM']));
  });

  test('never goes to init, everybody or an own group', () => {
    const table = tableWhere(() => true);
    expect([1, 0, -1, Number.NaN].map((pid) => table.signal(pid, 'SIGKILL'))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(sent).toEqual([]);
  });
});
