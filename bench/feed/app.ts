// The whole console in this process, drawing into a terminal that only counts: for what a frame costs, and what stays in memory. Bundled and
// run as a child of the bench (child.ts), so that each has a heap of its own.
import { EventEmitter, once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { runConsole } from '../../src/tui/main.tsx';
import { createLines } from './lines.ts';
import { openRig, type Rig } from './rig.ts';

const [columns, rows] = [120, 40];

/** A console that hears what it is told. */
export interface BenchApp {
  /** So many messages in batches of so many. Nothing waits for a frame. */
  hear(count: number, batch: number): void;
  /** Resolves when the next frame has been written. */
  frame(): Promise<void>;
  stop(): Promise<void>;
}

const createOutput = (frames: EventEmitter): NodeJS.WriteStream => {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: unknown, _, done) => {
      if (String(chunk).trim() !== '') frames.emit('frame');
      done();
    },
  });
  return Object.assign(stream, { isTTY: true, columns, rows }) as NodeJS.WriteStream;
};

const createInput = (): NodeJS.ReadStream => {
  const stream = new PassThrough();
  const same = (): PassThrough => stream;
  const input: object = Object.assign(stream, { isTTY: true, setRawMode: same, ref: same, unref: same });
  return input as NodeJS.ReadStream;
};

const hearInto = (rig: Rig): BenchApp['hear'] => {
  const makeLines = createLines(rig.clock.now());
  return (count, batch) => {
    for (let heard = 0; heard < count; heard += batch) {
      for (const chunk of makeLines(Math.min(batch, count - heard)).chunks) rig.hear(chunk);
      rig.settle();
    }
  };
};

/** Opens one on its feed, at the end of it, with a ring of `feedCapacity` messages. */
export const openApp = async (feedCapacity: number): Promise<BenchApp> => {
  const rig = await openRig(feedCapacity);
  const frames = new EventEmitter();
  const stdout = createOutput(frames);
  const stdin = createInput();
  const first = once(frames, 'frame');
  const started = rig.console.start();
  const left = runConsole({
    console: { ...rig.console, start: async () => started },
    settings: {
      saveLast: () => undefined,
      saveSetUp: () => undefined,
    },
    screen: 'feed',
    scope: 'default',
    palette: 'default',
    isAscii: false,
    isAlternateScreen: true,
    isScreenReader: false,
    hasMouse: false,
    hasBell: false,
    isDemo: false,
    notices: [],
    stdin,
    stdout,
    platform: process.platform,
    env: {},
    clock: rig.clock,
  });
  await started;
  await first;
  await rig.listen();
  return {
    hear: hearInto(rig),
    frame: async () => {
      await once(frames, 'frame');
    },
    stop: async () => {
      stdin.push('q');
      await left;
      await rig.stop();
    },
  };
};
