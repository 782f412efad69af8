import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProcessList, parseCimList, parsePsList } from '../../../src/core/system/process-list.ts';
import { createFakeRunner, type FakeRunner, fakeFailure } from '../../support/fake-runner.ts';
import { tempDir } from '../../support/temp-dir.ts';

let runner: FakeRunner;
beforeEach(() => {
  runner = createFakeRunner();
});
afterEach(() => runner.verify());

const stat = (pid: number, ppid: number, state = 'S'): string =>
  `${pid} (node (x) y) ${state} ${ppid} 900 900 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 7 0 123456 1000 200 18446744073709551615`;

const psArgs = ['-axww', '-o', 'pid=,ppid=,uid=,lstart=,command='];
const listener =
  '  508   30  1000 Sun Nov  2 16:00:00 2026     node /usr/bin/zca --profile work listen -r -k';

describe('on Linux', () => {
  let procDir: string;
  beforeEach(async () => {
    procDir = await tempDir();
    await mkdir(join(procDir, 'sys/kernel/random'), { recursive: true });
    await writeFile(join(procDir, 'sys/kernel/random/boot_id'), 'boot-1\n');
    await writeFile(join(procDir, 'stat'), 'cpu 1 2\nbtime 1795000000\n');
  });
  afterEach(() => rm(procDir, { recursive: true, force: true }));
  const put = async (pid: number, cmdline: string, ppid = 1, state = 'S'): Promise<void> => {
    await mkdir(join(procDir, String(pid)));
    await writeFile(join(procDir, String(pid), 'cmdline'), cmdline);
    await writeFile(join(procDir, String(pid), 'stat'), stat(pid, ppid, state));
    await writeFile(
      join(procDir, String(pid), 'environ'),
      'HOME=/home/an\0ZCA_PROFILE=work\0EMPTY=\0broken\0',
    );
  };
  const make = () => createProcessList({ platform: 'linux', runner, procDir });

  test('tells pid, parent, arguments, start; leaves out zombies and what the kernel runs', async () => {
    await put(508, 'node\0/opt/my tools/zca\0--profile\0work\0listen\0-r\0-k\0', 30);
    await put(30, 'openclaw-gateway \0\0\0');
    await put(2, '');
    await put(77, 'zca\0', 30, 'Z');
    await mkdir(join(procDir, '99'));
    const listing = await make().list();
    const uid = process.getuid?.();
    expect(listing).toMatchObject({ status: 'listed' });
    const entries = listing.status === 'listed' ? [...listing.entries].sort((a, b) => a.pid - b.pid) : [];
    expect(entries).toEqual([
      {
        pid: 30,
        ppid: 1,
        uid,
        words: ['openclaw-gateway'],
        startMark: 'boot-1:123456',
        startedAtMs: 1_795_001_234_560,
      },
      {
        pid: 508,
        ppid: 30,
        uid,
        words: ['node', '/opt/my tools/zca', '--profile', 'work', 'listen', '-r', '-k'],
        startMark: 'boot-1:123456',
        startedAtMs: 1_795_001_234_560,
      },
    ]);
  });

  test('tells the environment of a process', async () => {
    await put(508, 'zca\0');
    expect(await make().environment(508)).toEqual({ HOME: '/home/an', ZCA_PROFILE: 'work', EMPTY: '' });
    expect(await make().environment(509)).toBeUndefined();
  });

  test('tells a process that has ended since it was listed from one that shows nothing', async () => {
    await put(508, 'zca\0');
    const list = make();
    await list.list();
    expect(await list.environment(509)).toBe('gone');
    await rm(join(procDir, '508', 'environ'));
    await mkdir(join(procDir, '508', 'environ'));
    expect(await list.environment(508)).toBeUndefined();
  });

  test('asks ps where /proc says nothing', async () => {
    runner.expectRun(psArgs, { stdout: `${listener}\n` });
    const list = createProcessList({ platform: 'linux', runner, procDir: join(procDir, 'nowhere') });
    expect(await list.list()).toMatchObject({ status: 'listed', entries: [{ pid: 508 }] });
  });

  test.runIf(process.platform === 'linux')('finds this very process and its parent', async () => {
    const listing = await createProcessList({ platform: 'linux', runner }).list();
    const own =
      listing.status === 'listed' ? listing.entries.find(({ pid }) => pid === process.pid) : undefined;
    expect(own).toMatchObject({
      ppid: process.ppid,
      uid: process.geteuid?.(),
      words: expect.arrayContaining([expect.stringContaining('node')]),
    });
    expect(Math.abs((own?.startedAtMs ?? 0) - (Date.now() - process.uptime() * 1_000))).toBeLessThan(5_000);
  });
});

describe('by ps', () => {
  const list = () => createProcessList({ platform: 'darwin', runner }).list();

  test('lines with pid, parent, start, command; others are left out', () => {
    expect(
      parsePsList(
        `${listener}\n1 0 0 Sun Nov 22 15:00:00 2026 /sbin/launchd\n\nwhat?\n7 x 0 Sun Nov 22 15:00:00 2026 a\n`,
      ),
    ).toEqual([
      {
        pid: 508,
        ppid: 30,
        uid: 1000,
        words: ['node', '/usr/bin/zca', '--profile', 'work', 'listen', '-r', '-k'],
        startMark: 'Sun Nov 2 16:00:00 2026',
        startedAtMs: Date.parse('Sun Nov 2 16:00:00 2026'),
      },
      {
        pid: 1,
        ppid: 0,
        uid: 0,
        words: ['/sbin/launchd'],
        startMark: 'Sun Nov 22 15:00:00 2026',
        startedAtMs: Date.parse('Sun Nov 22 15:00:00 2026'),
      },
    ]);
  });
  test('is asked in English, and stays out of the command log', async () => {
    runner.expectRun(psArgs, { stdout: listener });
    expect(await list()).toMatchObject({ status: 'listed' });
    expect(runner.commands).toMatchObject([{ file: 'ps', env: { LC_ALL: 'C' }, isRoutine: true }]);
  });
  test.each([
    ['prints garbage', { stdout: 'what?' }],
    ['fails', { code: 1, stdout: listener }],
    ['is not there', fakeFailure('not-started', 'ENOENT')],
  ])('unknown if it %s', async (_, answer) => {
    runner.expectRun(psArgs, answer);
    expect(await list()).toEqual({ status: 'unknown' });
  });
  test('nothing is known of environments', async () => {
    expect(await createProcessList({ platform: 'darwin', runner }).environment(1)).toBeUndefined();
  });
});

describe('on Windows', () => {
  const row =
    '{"p":508,"q":30,"c":"\\"C:\\\\Program Files\\\\node.exe\\" C:\\\\npm\\\\zca.js --profile work listen","t":"2026-11-22T15:00:00.0000000Z"}';
  const expected = {
    pid: 508,
    ppid: 30,
    words: ['C:\\Program Files\\node.exe', 'C:\\npm\\zca.js', '--profile', 'work', 'listen'],
    startMark: '2026-11-22T15:00:00.0000000Z',
    startedAtMs: Date.UTC(2026, 10, 22, 15),
  };
  test.each([
    ['one process', row, [expected]],
    ['several, one without a command line', `[${row},{"p":4,"q":0,"c":null,"t":null}]`, [expected]],
    ['garbage', 'Get-CimInstance : Access denied', undefined],
    ['something else', '7', []],
  ])('%s', (_, output, entries) => {
    expect(parseCimList(output)).toEqual(entries);
  });
  test('PowerShell is asked; silence means none', async () => {
    runner.expectRun((args) => args.at(-1)?.includes('Win32_Process') === true, { stdout: '\r\n' });
    expect(await createProcessList({ platform: 'win32', runner }).list()).toEqual({
      status: 'listed',
      entries: [],
    });
  });
  test('unknown if it fails', async () => {
    runner.expectRun(() => true, { code: 1, stdout: '' });
    expect(await createProcessList({ platform: 'win32', runner }).list()).toEqual({ status: 'unknown' });
  });
});
