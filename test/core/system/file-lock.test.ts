import { chmod, link, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  isProcessAlive,
  type LockDeps,
  lockDelayMs,
  takeTurn,
  withFileLock,
  withGuardedLock,
} from '../../../src/core/system/file-lock.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createQuickClock } from '../../support/quick-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

let file: string;
let clock: FakeClock;
let deps: LockDeps;

beforeEach(async () => {
  file = path.join(await tempDir(), 'zalouser-pairing.json');
  clock = createFakeClock();
  deps = { clock, random: () => 0, pid: 4242, isAlive: (pid) => pid === 4242 || pid === 1000 };
});

const lockFile = (): string => `${file}.lock`;
const hold = (lock: { pid: number; agoMs: number } | string): Promise<void> =>
  writeFile(
    lockFile(),
    typeof lock === 'string'
      ? lock
      : JSON.stringify(
          { pid: lock.pid, createdAt: new Date(clock.now() - lock.agoMs).toISOString() },
          null,
          2,
        ),
  );
const exists = async (): Promise<boolean> =>
  (await readdir(path.dirname(file))).includes(path.basename(lockFile()));

describe('withFileLock', () => {
  it('holds a lock as OpenClaw writes it, and removes it afterwards', async () => {
    const during = await withFileLock(file, deps, () => readFile(lockFile(), 'utf8'));
    expect(during).toBe('{\n  "pid": 4242,\n  "createdAt": "2026-11-22T16:00:00.000Z"\n}');
    expect(await readdir(path.dirname(file))).toEqual([]);
  });

  it('removes it after a failure, which passes through', async () => {
    await expect(withFileLock(file, deps, () => Promise.reject(new Error('inside')))).rejects.toThrow(
      'inside',
    );
    expect(await exists()).toBe(false);
  });

  it('leaves a lock alone that is not its own', async () => {
    await withFileLock(file, deps, async () => {
      await rm(lockFile());
      await hold({ pid: 1000, agoMs: 0 });
    });
    expect(await exists()).toBe(true);
  });

  it.each<[string, { pid: number; agoMs: number } | string]>([
    ['of a process that is gone', { pid: 7, agoMs: 0 }],
    ['older than 30 s, its process alive', { pid: 1000, agoMs: 30_001 }],
    ['without a readable date', '{"pid":1000,"createdAt":"yesterday"}'],
  ])('breaks a lock %s at once', async (_, lock) => {
    await hold(lock);
    expect(await withFileLock(file, deps, () => Promise.resolve('done'))).toBe('done');
    expect(clock.pending).toBe(0);
    expect(await readdir(path.dirname(file))).toEqual([]);
  });

  it.each<[string, string, number, boolean]>([
    ['empty and young', '', 0, false],
    ['garbage and young', '{"pid":', 29_000, false],
    ['empty and old', '', 31_000, true],
    ['of another shape and old', '{"pid":"x"}', 31_000, true],
  ])('judges a lock that is %s by its age', async (_, text, agoMs, isBroken) => {
    await hold(text);
    const at = (clock.now() - agoMs) / 1000;
    await utimes(lockFile(), at, at);
    let isDone = false;
    const run = withFileLock(file, deps, () => Promise.resolve()).then(() => (isDone = true));
    await until(() => isDone || clock.pending === 1);
    expect(isDone).toBe(isBroken);
    await rm(lockFile(), { force: true });
    clock.advance(100);
    await run;
  });

  it('does not wait for a folder in its place, which nobody ever removes, nor promises anything', async () => {
    await mkdir(path.join(lockFile(), 'full'), { recursive: true });
    await expect(withFileLock(file, deps, () => Promise.resolve())).rejects.toMatchObject({
      view: {
        code: 'store-locked',
        sentence: `${lockFile()} is a folder, so nobody can lock ${file}; nothing was written.`,
        hint: expect.stringMatching(/^Remove the folder \(rmdir /u),
      },
    });
    expect([clock.pending, await exists()]).toEqual([0, true]);
  });

  it.each<[string, { pid: number; agoMs: number } | string, number, string]>([
    ['of a living process', { pid: 1000, agoMs: -7_200_000 }, 0, 'process 1000'],
    ['without sense', '', -7_200_000, 'another process'],
  ])('promises no takeover of a lock %s that is dated ahead', async (_, lock, agoMs, holder) => {
    await hold(lock);
    const at = (clock.now() - agoMs) / 1000;
    await utimes(lockFile(), at, at);
    const waited: number[] = [];
    const held: unknown[] = [];
    const quick = createQuickClock(clock.now(), (delayMs) => void waited.push(delayMs));
    const act = withFileLock(file, { ...deps, clock: quick, onHeld: (lock) => held.push(lock) }, () =>
      Promise.resolve(),
    );
    await expect(act).rejects.toMatchObject({
      view: {
        code: 'store-locked',
        sentence: `${file} is locked by ${holder}, with a date in the future; nothing was written.`,
        hint: `It counts for 121 min more. If no program writes the file, remove ${lockFile()}; also check the clock.`,
      },
    });
    expect(waited).toHaveLength(10);
    // The end of the waiting is told, not that of the lock.
    const byPid = holder === 'another process' ? undefined : 1000;
    expect(held).toEqual([
      { file, byPid, untilMs: clock.now() + 60_000, countsUntilMs: clock.now() + 7_230_001 },
    ]);
    expect(await exists()).toBe(true);
  });

  it('waits for a lock that this user may not read, by its age', async () => {
    await hold({ pid: 7, agoMs: 0 });
    await chmod(lockFile(), 0);
    const at = clock.now() / 1000;
    await utimes(lockFile(), at, at);
    const waited: number[] = [];
    const isReadable = process.getuid?.() === 0;
    const act = withFileLock(
      file,
      { ...deps, clock: createQuickClock(clock.now(), (delayMs) => void waited.push(delayMs)) },
      () => Promise.resolve('done'),
    );
    // Root reads everything, and sees that its process is gone.
    if (isReadable) expect(await act).toBe('done');
    else await expect(act).rejects.toMatchObject({ code: 'store-locked' });
    expect(waited).toHaveLength(isReadable ? 0 : 10);
  });

  it.each<[string, number, boolean]>([
    ['young', 0, false],
    ['kept young by its owner', 29_000, false],
    ['old', 31_000, true],
  ])('takes a folder for the lock of 2026.2.9: one that is %s by its age', async (_, agoMs, isBroken) => {
    await mkdir(lockFile());
    const at = (clock.now() - agoMs) / 1000;
    await utimes(lockFile(), at, at);
    let isDone = false;
    const run = withFileLock(file, deps, () => Promise.resolve()).then(() => (isDone = true));
    await until(() => isDone || clock.pending === 1);
    expect(isDone).toBe(isBroken);
    await rm(lockFile(), { force: true, recursive: true });
    clock.advance(100);
    await run;
    expect(await readdir(path.dirname(file))).toEqual([]);
  });

  it('waits while a living process holds it, and goes on when it is gone', async () => {
    await hold({ pid: 1000, agoMs: 0 });
    let isDone = false;
    const run = withFileLock(file, deps, () => Promise.resolve()).then(() => (isDone = true));
    await until(() => clock.pending === 1);
    expect(clock.nextInMs).toBe(100);
    clock.advance(100);
    await until(() => clock.pending === 1);
    expect(clock.nextInMs).toBe(200);
    expect(isDone).toBe(false);
    await rm(lockFile());
    clock.advance(200);
    await run;
  });

  it.each<[string, { pid: number; agoMs: number } | string, number | undefined]>([
    ['names its process', { pid: 1000, agoMs: 0 }, 1000],
    ['names none', '', undefined],
  ])('tells of a lock in its way that %s, once, and when the way is free', async (_, lock, pid) => {
    const told: unknown[] = [];
    const startMs = clock.now();
    await hold(lock);
    await utimes(lockFile(), startMs / 1000, startMs / 1000);
    const onHeld: LockDeps['onHeld'] = (held) => told.push(held);
    const run = withFileLock(file, { ...deps, onHeld }, () => Promise.resolve(told.length));
    for (const delayMs of [100, 200]) {
      await until(() => clock.pending === 1);
      clock.advance(delayMs);
    }
    await until(() => clock.pending === 1);
    await rm(lockFile());
    clock.advance(400);
    expect(await run).toBe(2);
    expect(told).toEqual([{ file, byPid: pid, untilMs: startMs + 30_001 }, undefined]);
  });

  it('takes a lock over at the moment it was promised, not at the next try after', async () => {
    await hold({ pid: 1000, agoMs: 29_000 });
    const startMs = clock.now();
    const run = withFileLock(file, deps, () => Promise.resolve(clock.now() - startMs));
    let isDone = false;
    void run.then(() => (isDone = true));
    while (!isDone) {
      await until(() => clock.pending === 1 || isDone);
      if (!isDone) clock.advance(clock.nextInMs ?? 0);
    }
    expect(await run).toBe(1_001);
  });

  it('gives up after eleven tries and says who holds it', async () => {
    // The time of day stands still, so that the lock stays young.
    const waits: number[] = [];
    const standing = createQuickClock(clock.now(), (delayMs) => void waits.push(delayMs));
    await hold({ pid: 1000, agoMs: 12_000 });
    await expect(
      withFileLock(file, { ...deps, clock: standing }, () => Promise.resolve()),
    ).rejects.toMatchObject({
      view: { code: 'store-locked', sentence: expect.stringContaining('process 1000, since 12 s') },
    });
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000]);
    expect(await exists()).toBe(true);
  });

  it('can be cancelled while it waits, and before', async () => {
    await hold({ pid: 1000, agoMs: 0 });
    const controller = new AbortController();
    const run = withFileLock(file, deps, () => Promise.resolve(), controller.signal);
    await until(() => clock.pending === 1);
    controller.abort();
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(clock.pending).toBe(0);
    await expect(withFileLock(file, deps, () => Promise.resolve(), controller.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await exists()).toBe(true);
  });

  it('does not interrupt the work', async () => {
    const controller = new AbortController();
    const work = async (): Promise<string> => {
      controller.abort();
      return 'done';
    };
    expect(await withFileLock(file, deps, work, controller.signal)).toBe('done');
  });

  it('says that the file cannot be written where no lock can be made', async () => {
    await rm(path.dirname(file), { recursive: true });
    await expect(withFileLock(file, deps, () => Promise.resolve())).rejects.toMatchObject({
      code: 'store-write-failed',
      view: { detail: 'ENOENT' },
    });
    await mkdir(path.dirname(file));
  });

  it('lets one in at a time, and everyone in the end', async () => {
    let inside = 0;
    let most = 0;
    const done: number[] = [];
    const hurried = createQuickClock(clock.now());
    const enter = (who: number): Promise<void> =>
      withFileLock(file, { ...deps, clock: hurried }, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await readdir(path.dirname(file));
        inside -= 1;
        done.push(who);
      });
    await Promise.all([1, 2, 3].map(enter));
    expect(most).toBe(1);
    expect(done.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  it('breaks a stale lock once when many wait for it', async () => {
    await hold({ pid: 7, agoMs: 0 });
    let [inside, most] = [0, 0];
    const hurried = createQuickClock(clock.now());
    const enter = (): Promise<void> =>
      withFileLock(file, { ...deps, clock: hurried }, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await readdir(path.dirname(file));
        inside -= 1;
      });
    await Promise.all([enter(), enter(), enter(), enter()]);
    expect(most).toBe(1);
    expect(await readdir(path.dirname(file))).toEqual([]);
  });
});

describe('the lock file', () => {
  const linkError = (code: string): Error => Object.assign(new Error(code), { code });
  const names = async (): Promise<readonly string[]> => (await readdir(path.dirname(file))).toSorted();

  it('comes into its place whole, so that nobody who is killed leaves an empty one', async () => {
    const seen: string[] = [];
    const watching = async (from: string, to: string): Promise<void> => {
      expect(await exists()).toBe(false);
      seen.push(await readFile(from, 'utf8'));
      await link(from, to);
      seen.push(await readFile(to, 'utf8'));
    };
    await withFileLock(file, { ...deps, link: watching }, async () =>
      expect(await names()).toEqual([path.basename(lockFile())]),
    );
    const text = '{\n  "pid": 4242,\n  "createdAt": "2026-11-22T16:00:00.000Z"\n}';
    expect(seen).toEqual([text, text]);
    expect(await names()).toEqual([]);
  });

  it.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EACCES', 'ENOENT'])(
    'is made in place where links fail with %s',
    async (code) => {
      const cannot = (): Promise<void> => Promise.reject(linkError(code));
      const during = await withFileLock(file, { ...deps, link: cannot }, async () => [
        await readFile(lockFile(), 'utf8'),
        await names(),
      ]);
      expect(during).toEqual([expect.stringContaining('"pid": 4242'), [path.basename(lockFile())]]);
      expect(await names()).toEqual([]);
    },
  );

  it('is waited for in the same way where links fail', async () => {
    const cannot = (): Promise<void> => Promise.reject(linkError('EPERM'));
    await hold({ pid: 1000, agoMs: 0 });
    const run = withFileLock(file, { ...deps, link: cannot }, () => Promise.resolve('done'));
    await until(() => clock.pending === 1);
    expect(await names()).toEqual([path.basename(lockFile())]);
    await rm(lockFile());
    clock.advance(100);
    expect(await run).toBe('done');
  });

  it('leaves nothing beside while it waits', async () => {
    await hold({ pid: 1000, agoMs: 0 });
    const run = withFileLock(file, deps, () => Promise.resolve());
    await until(() => clock.pending === 1);
    expect(await names()).toEqual([path.basename(lockFile())]);
    await rm(lockFile());
    clock.advance(100);
    await run;
  });

  it('is cleared of what killed processes left beside it, and of nothing else', async () => {
    const beside = (letter: string): string =>
      `${lockFile()}.${letter.repeat(8)}-1111-4111-8111-111111111111`;
    const lockOf = (pid: number): string =>
      JSON.stringify({ pid, createdAt: new Date(clock.now()).toISOString() });
    await writeFile(beside('a'), lockOf(7));
    await writeFile(beside('b'), '');
    const longAgo = (clock.now() - 31_000) / 1000;
    await utimes(beside('b'), longAgo, longAgo);
    const others = [
      [beside('c'), lockOf(1000)],
      [beside('d'), ''],
      [`${lockFile()}.old`, lockOf(7)],
      [`${file}.x.tmp`, ''],
    ] as const;
    const now = clock.now() / 1000;
    for (const [name, text] of others) {
      await writeFile(name, text);
      await utimes(name, now, now);
    }
    await withFileLock(file, deps, () => Promise.resolve());
    expect(await names()).toEqual(others.map(([name]) => path.basename(name)).toSorted());
  });
});

describe('takeTurn', () => {
  it('lets one in at a time, in the order asked, and skips who gave up', async () => {
    const order: string[] = [];
    const first = await takeTurn('a-file');
    const controller = new AbortController();
    const second = takeTurn('a-file', controller.signal).then((leave) =>
      order.push(leave === undefined ? 'gave up' : 'second'),
    );
    const third = takeTurn('a-file').then((leave) => {
      order.push('third');
      leave?.();
    });
    controller.abort();
    await second;
    expect(order).toEqual(['gave up']);
    first?.();
    await third;
    expect(order).toEqual(['gave up', 'third']);
  });
});

describe('lockDelayMs', () => {
  it('doubles from 100 ms, stretches by up to 2, and stops at 10 s', () => {
    expect([0, 1, 6].map((attempt) => lockDelayMs(attempt, 0))).toEqual([100, 200, 6_400]);
    expect([0, 1, 6, 9].map((attempt) => lockDelayMs(attempt, 0.5))).toEqual([150, 300, 9_600, 10_000]);
  });
});

describe('isProcessAlive', () => {
  it('knows itself and the first process, and nobody with an impossible id', () => {
    expect(isProcessAlive(process.pid)).toBe(true);
    expect(isProcessAlive(process.ppid)).toBe(true);
    for (const pid of [0, -1, 1.5, Number.NaN, 2 ** 31 - 1]) expect(isProcessAlive(pid)).toBe(false);
  });
});

describe('withGuardedLock', () => {
  // As OpenClaw does that took a vanished lock for a stale one: removes ours, works under its own, and leaves.
  const takeAway = async (): Promise<void> => {
    await rm(lockFile());
    await hold({ pid: 7, agoMs: 0 });
    await writeFile(file, 'theirs');
  };

  it.each<[string, 'before' | 'after']>([
    ['before the write, which is then not made', 'before'],
    ['after the write, which is then made again', 'after'],
  ])('does the work again when the lock was taken away %s', async (_, when) => {
    await writeFile(file, 'old');
    const read: string[] = [];
    const result = await withGuardedLock(file, deps, async (holdsLock) => {
      const text = await readFile(file, 'utf8');
      read.push(text);
      if (when === 'before' && read.length === 1) await takeAway();
      await holdsLock();
      await writeFile(file, `${text} and ours`);
      if (when === 'after' && read.length === 1) await takeAway();
      return read.length;
    });
    expect(result).toBe(2);
    expect(read).toEqual(['old', 'theirs']);
    expect(await readFile(file, 'utf8')).toBe('theirs and ours');
    expect(await exists()).toBe(false);
  });

  it('does it once where nobody interferes, and passes failures through', async () => {
    let rounds = 0;
    const work = async (holdsLock: () => Promise<void>): Promise<void> => {
      rounds += 1;
      await holdsLock();
      throw new Error('inside');
    };
    await expect(withGuardedLock(file, deps, work)).rejects.toThrow('inside');
    expect(rounds).toBe(1);
  });

  it('gives up when the lock is taken away every time', async () => {
    const work = async (holdsLock: () => Promise<void>): Promise<void> => {
      await takeAway();
      await holdsLock();
    };
    await expect(withGuardedLock(file, deps, work)).rejects.toMatchObject({ code: 'store-locked' });
  });
});
