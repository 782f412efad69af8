import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/core/shared/clock.ts';
import {
  type FolderWatchOptions,
  type WatchFolder,
  watchFolder,
} from '../../../src/core/system/watch-folders.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { expectEventually } from '../../support/quick-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

let folder: string;

beforeEach(async () => {
  folder = path.join(await tempDir(), 'credentials');
});

const begin = (parts: Partial<FolderWatchOptions> = {}) => {
  const clock = createFakeClock();
  const changes = { count: 0 };
  const watch = watchFolder({
    folder,
    matches: (name) => name.endsWith('.json'),
    onChange: () => {
      changes.count += 1;
    },
    clock,
    ...parts,
  });
  onTestFinished(() => watch.close());
  return { clock, changes, watch };
};
const save = (name: string, text = name): Promise<void> => writeFile(path.join(folder, name), text);

/** The first look at the folder is over when the next one is planned. */
const ready = (clock: { readonly pending: number }): Promise<void> =>
  until(() => clock.pending > 0, 'the first look at the folder');

/** A folder watch in the hands of the test. */
const handWatch = () => {
  const events: { emit?: (name: string | null) => void; fail?: () => void; opened: number; closed: number } =
    { opened: 0, closed: 0 };
  const watch: WatchFolder = (_folder, onEvent, onError) => {
    events.opened += 1;
    events.emit = onEvent;
    events.fail = onError;
    return { close: () => (events.closed += 1) };
  };
  return { events, watch };
};

describe('with the real file system', () => {
  it('tells a file written, replaced by rename, and removed', async () => {
    await mkdir(folder);
    const { clock, changes } = begin();
    await ready(clock);
    await save('a.json');
    await expectEventually(clock, () => changes.count >= 1);
    await save('a.json.tmp', 'new');
    await rename(path.join(folder, 'a.json.tmp'), path.join(folder, 'a.json'));
    await expectEventually(clock, () => changes.count >= 2);
    await rm(path.join(folder, 'a.json'));
    await expectEventually(clock, () => changes.count >= 3);
  });

  it('tells when the folder appears later, and what then happens in it', async () => {
    const { clock, changes } = begin();
    await ready(clock);
    await mkdir(folder);
    await expectEventually(clock, () => changes.count >= 1);
    const before = changes.count;
    await save('a.json');
    await expectEventually(clock, () => changes.count >= before + 1);
  });

  it('goes along when the folder is replaced', async () => {
    await mkdir(folder);
    const { clock, changes } = begin();
    await ready(clock);
    await rename(folder, `${folder}.old`);
    await mkdir(folder);
    await expectEventually(clock, () => changes.count >= 1);
    await settle();
    const before = changes.count;
    await save('a.json');
    await expectEventually(clock, () => changes.count >= before + 1);
  });

  it('notices within seconds that a parent was moved away, which gives no event', async () => {
    await mkdir(folder);
    const { clock, changes } = begin();
    await ready(clock);
    const parent = path.dirname(folder);
    await rename(parent, `${parent}.old`);
    onTestFinished(() => rm(`${parent}.old`, { recursive: true, force: true }));
    await mkdir(folder, { recursive: true });
    expect(clock.nextInMs).toBe(5_000);
    clock.advance(5_000);
    await expectEventually(clock, () => changes.count >= 1);
  });

  it('tells by a real clock what was written right after the start', async () => {
    await mkdir(folder);
    const changed = Promise.withResolvers<string>();
    const watch = watchFolder({
      folder,
      matches: () => true,
      onChange: () => changed.resolve('changed'),
      clock: systemClock,
    });
    onTestFinished(() => watch.close());
    await save('a.json');
    expect(await changed.promise).toBe('changed');
  });
});

describe('told once', () => {
  it('gathers what happens within 100 ms, and does not put it off for ever', async () => {
    await mkdir(folder);
    const { events, watch } = handWatch();
    const { clock, changes } = begin({ watch });
    await ready(clock);
    for (let time = 0; time < 250; time += 10) {
      events.emit?.('a.json');
      clock.advance(10);
    }
    expect(changes.count).toBe(2);
    clock.advance(100);
    expect(changes.count).toBe(3);
  });

  it('is silent about other files', async () => {
    await mkdir(folder);
    const { events, watch } = handWatch();
    const { clock, changes } = begin({ watch });
    await ready(clock);
    events.emit?.('a.json.lock');
    clock.advance(1_000);
    expect(changes.count).toBe(0);
    events.emit?.(null);
    clock.advance(100);
    expect(changes.count).toBe(1);
  });

  it('is silent after close, also about what came before', async () => {
    await mkdir(folder);
    const { events, watch } = handWatch();
    const { clock, changes, watch: running } = begin({ watch });
    await ready(clock);
    events.emit?.('a.json');
    running.close();
    running.close();
    clock.advance(10_000);
    await settle();
    expect(changes.count).toBe(0);
    expect(clock.pending).toBe(0);
    expect(events.closed).toBe(1);
  });
});

describe('where the system cannot watch', () => {
  const cannot: WatchFolder = () => {
    throw Object.assign(new Error('no more watches'), { code: 'ENOSPC' });
  };

  it('looks at the files every second', async () => {
    await mkdir(folder);
    await save('a.json');
    const { clock, changes } = begin({ watch: cannot });
    await ready(clock);
    expect(clock.nextInMs).toBe(1_000);
    await save('a.json', 'longer than before');
    await expectEventually(clock, () => changes.count >= 1);
    await save('b.txt');
    for (let second = 0; second < 3; second += 1) await clock.advanceAndSettle(1_000);
    expect(changes.count).toBe(1);
  });

  it('watches anew after a watch failed', async () => {
    await mkdir(folder);
    const { events, watch } = handWatch();
    const { clock, changes } = begin({ watch });
    await ready(clock);
    events.fail?.();
    clock.advance(100);
    await until(() => events.opened === 2);
    await until(() => clock.pending > 0);
    events.emit?.('a.json');
    clock.advance(100);
    expect(changes.count).toBe(1);
  });
});
