// The bench's end of the channel to a console in a process of its own.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../bundle.ts';
import type { ChildAnswer, ChildOrder } from './child.ts';

/** A console in a child. */
export interface Child {
  /** @throws Error if it ends instead of answering */
  tell(order: ChildOrder): Promise<ChildAnswer>;
}

const childOf = (child: ChildProcess): Child => ({
  tell: async (order) => {
    const answer = Promise.withResolvers<ChildAnswer>();
    const onEnd = (code: number | null): void =>
      answer.reject(new Error(`The child ended (${code ?? 'by a signal'}) at ${order.type}.`));
    child.once('exit', onEnd);
    child.once('message', (message: ChildAnswer) => answer.resolve(message));
    child.send(order);
    return answer.promise.finally(() => child.off('exit', onEnd));
  },
});

/** Runs `work` with so many children, and ends them. */
export const withChildren = async <Value>(
  count: number,
  work: (children: readonly Child[]) => Promise<Value>,
): Promise<Value> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'bench-feed-')));
  const running: ChildProcess[] = [];
  try {
    const script = join(folder, 'child.js');
    await bundle({ file: join(import.meta.dirname, 'child.ts') }, script);
    for (let made = 0; made < count; made += 1) running.push(fork(script, { execArgv: ['--expose-gc'] }));
    const children = running.map(childOf);
    const value = await work(children);
    await Promise.all(children.map(async (child) => child.tell({ type: 'close' })));
    return value;
  } finally {
    for (const child of running) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
};
