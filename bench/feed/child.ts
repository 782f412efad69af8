// A console in a process of its own, told over a channel what to do and asked what it cost.
import { type BenchApp, openApp } from './app.ts';

/** What a child can be told; it answers each with a {@link ChildAnswer}. */
export type ChildOrder =
  /** Must come first. */
  | { readonly type: 'open'; readonly feedCapacity: number }
  /** Hears so many messages, with a frame drawn after every `each`. */
  | { readonly type: 'hear'; readonly count: number; readonly each: number }
  /** Draws so many frames, each with ten new messages. */
  | { readonly type: 'draw'; readonly frames: number }
  | { readonly type: 'close' };

/** Of what was done: processor time, and the heap after a collection. */
export interface ChildAnswer {
  readonly cpuMs: number;
  readonly heapBytes: number;
}

/** What comes within one batch of the listener feed at 5,000 a second. */
const batch = 250;
const messagesAFrame = 10;

let app: BenchApp | undefined;

const opened = (): BenchApp => {
  if (app === undefined) throw new Error('No console is open.');
  return app;
};

const drawAfter = async (work: (app: BenchApp) => void): Promise<void> => {
  const frame = opened().frame();
  work(opened());
  await frame;
};

const obey = async (order: ChildOrder): Promise<void> => {
  if (order.type === 'open') app = await openApp(order.feedCapacity);
  if (order.type === 'hear') {
    for (let heard = 0; heard < order.count; heard += order.each)
      await drawAfter((it) => it.hear(order.each, batch));
  }
  if (order.type === 'draw') {
    for (let frame = 0; frame < order.frames; frame += 1)
      await drawAfter((it) => it.hear(messagesAFrame, messagesAFrame));
  }
  if (order.type === 'close') await app?.stop();
};

const collectedHeapBytes = (): number => {
  // Twice: what the first one finalises the second one frees.
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

process.on('message', (order: ChildOrder) => {
  const before = process.cpuUsage();
  void obey(order).then(() => {
    const { user, system } = process.cpuUsage(before);
    const answer: ChildAnswer = {
      cpuMs: (user + system) / 1_000,
      heapBytes: order.type === 'hear' ? collectedHeapBytes() : 0,
    };
    process.send?.(answer, () => {
      if (order.type === 'close') process.exit(0);
    });
  });
});
