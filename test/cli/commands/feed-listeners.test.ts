// What `feed` says of its listeners on stderr: how they do, and why.
import { expect, test } from 'vitest';
import { feed } from '../../../src/cli/commands/feed.ts';
import { aState, nowMs, shop, someFacts } from '../../support/builders.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeConsole } from '../../support/fake-console.ts';

test('a listener that is tried again is told with what the program said', async () => {
  const { console, setState } = fakeConsole(aState());
  const notes: string[] = [];
  const end = new AbortController();
  const printer = {
    asJson: false,
    isTerminal: false,
    columns: 80,
    say: () => {},
    draw: () => {},
    note: (lines: readonly string[]) => void notes.push(...lines),
    hasRoom: () => true,
    onRoom: () => () => {},
    clock: createFakeClock(nowMs),
  };
  const telling = feed.tell(
    console,
    { scope: shop, argument: '', flags: ['--take-over'] },
    printer,
    end.signal,
  );
  const cause = 'Error: the disk is full';
  const listener = {
    status: 'retrying',
    sinceMs: nowMs,
    nextAttemptAtMs: nowMs + 1_000,
    attempt: 1,
    cause,
  } as const;
  setState(aState({ facts: { [shop]: someFacts({ listener }) } }));
  await expect.poll(() => notes).toContain(`shop: retrying. ${cause}.`);
  end.abort();
  await telling;
});
