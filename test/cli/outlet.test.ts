// What is printed without a screen: harmless, whole, or known not to be.
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { askEveryMs, keepAsking, type OutletStream, openOutlet } from '../../src/cli/outlet.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempDir } from '../support/temp-dir.ts';

/** A pipe whose reader decides when it takes something. */
const slowPipe = () => {
  const texts: string[] = [];
  const takes: ((error?: Error) => void)[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      texts.push(text);
      takes.push(done);
    },
  });
  return { stream, texts, take: (error?: Error) => takes.shift()?.(error) };
};

const broken = (code: string): Error => Object.assign(new Error(code), { code });
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const isConfirmed = async (work: Promise<unknown>): Promise<boolean> => {
  let settled = false;
  void work.then(() => (settled = true));
  await turn();
  return settled;
};

test('no line drives the terminal or becomes two', () => {
  const { stream, texts } = slowPipe();
  const outlet = openOutlet(stream);
  outlet.say(['\u001b[2J\u001b]0;t\u0007a\u202eb\nc\u009b31m', 'chào']);
  expect(texts).toEqual(['ab↵c\nchào\n']);
});

describe('a pipe', () => {
  test('is waited for until the last byte was taken', async () => {
    const { stream, take } = slowPipe();
    const outlet = openOutlet(stream);
    outlet.say(['one']);
    outlet.say(['two']);
    const flushed = outlet.flushed();
    expect([outlet.waitingBytes(), await isConfirmed(flushed)]).toEqual([8, false]);
    take();
    expect(await isConfirmed(flushed)).toBe(false);
    take();
    expect([await isConfirmed(flushed), outlet.waitingBytes(), outlet.failure()]).toEqual([
      true,
      0,
      undefined,
    ]);
  });

  test('of which nothing is waited for is flushed', async () => {
    expect(await isConfirmed(openOutlet(slowPipe().stream).flushed())).toBe(true);
  });

  test.each([
    ['EPIPE', { type: 'reader-gone' }],
    ['ENOSPC', { type: 'unwritable', code: 'ENOSPC' }],
  ])('that breaks with %s is not waited for, and nothing more is written', async (code, failure) => {
    const { stream, take, texts } = slowPipe();
    const outlet = openOutlet(stream);
    outlet.say(['one']);
    const flushed = outlet.flushed();
    take(broken(code));
    expect(await isConfirmed(flushed)).toBe(true);
    expect([outlet.failure(), outlet.failed.aborted]).toEqual([failure, true]);
    outlet.say(['two']);
    expect(texts).toEqual(['one\n']);
  });

  test('tells when all of it was taken', async () => {
    const { stream, take } = slowPipe();
    const outlet = openOutlet(stream);
    let times = 0;
    const end = outlet.onTaken(() => (times += 1));
    outlet.say(['one']);
    take();
    await turn();
    end();
    outlet.say(['two']);
    take();
    await turn();
    expect(times).toBe(1);
  });

  test('is asked with a blank whether anybody reads, but not while something waits', () => {
    const { stream, texts, take } = slowPipe();
    const outlet = openOutlet(stream);
    outlet.write('{}\n');
    outlet.ask();
    expect(texts).toEqual(['{}\n']);
    take();
    outlet.ask();
    expect(texts).toEqual(['{}\n', ' ']);
    take(broken('EPIPE'));
    expect(outlet.failure()).toEqual({ type: 'reader-gone' });
    outlet.ask();
    expect(texts).toHaveLength(2);
  });

  test('is asked again and again until that is ended', async () => {
    const clock = createFakeClock();
    let asked = 0;
    const end = keepAsking({ ask: () => (asked += 1) }, clock);
    await clock.advanceAndSettle(askEveryMs * 3);
    end();
    await clock.advanceAndSettle(askEveryMs * 3);
    expect(asked).toBe(3);
  });

  test('that is a terminal is not asked', () => {
    const { stream, texts } = slowPipe();
    openOutlet(Object.assign(stream, { isTTY: true })).ask();
    expect(texts).toEqual([]);
  });

  test('takes no more notes than may wait', () => {
    const { stream, texts } = slowPipe();
    const outlet = openOutlet(stream, 5);
    for (const line of ['one', 'two', 'three', 'four']) outlet.say([line]);
    expect([texts, outlet.waitingBytes()]).toEqual([['one\n'], 8]);
  });
});

describe('a file', () => {
  const fileStream = (fd: number): OutletStream => Object.assign(slowPipe().stream, { fd });

  test('has everything at once', async () => {
    const path = join(await tempDir(), 'out');
    const fd = openSync(path, 'w');
    const outlet = openOutlet(fileStream(fd));
    outlet.say(['Tiệm', 'x'.repeat(50_000)]);
    outlet.write('{}\n');
    outlet.ask();
    await outlet.flushed();
    expect(readFileSync(path, 'utf8')).toBe(`Tiệm\n${'x'.repeat(50_000)}\n{}\n`);
    closeSync(fd);
  });

  test.runIf(process.platform === 'linux')('on a full disk: told, not thrown', async () => {
    const fd = openSync('/dev/full', 'w');
    const outlet = openOutlet(fileStream(fd));
    outlet.say(['one']);
    await outlet.flushed();
    expect(outlet.failure()).toEqual({ type: 'unwritable', code: 'ENOSPC' });
    closeSync(fd);
  });
});
