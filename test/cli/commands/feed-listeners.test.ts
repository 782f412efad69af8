// What `feed` says of its listeners on stderr: how they do, and why.
import { expect, test } from 'vitest';
import { feed } from '../../../src/cli/commands/feed.ts';
import { aListening, aState, gatewayUp, nowMs, shop, someFacts } from '../../support/builders.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeConsole } from '../../support/fake-console.ts';

const printerOf = (notes: string[]) => ({
  asJson: false,
  isTerminal: false,
  columns: 80,
  say: () => {},
  draw: () => {},
  note: (lines: readonly string[]) => void notes.push(...lines),
  hasRoom: () => true,
  onRoom: () => () => {},
  clock: createFakeClock(nowMs),
});

test('a listener that is tried again is told with what the program said', async () => {
  const { console, setState } = fakeConsole(aState());
  const notes: string[] = [];
  const end = new AbortController();
  const telling = feed.tell(
    console,
    { scope: shop, argument: '', flags: ['--take-over'] },
    printerOf(notes),
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

test.each([
  ['joins a gateway that listens by our zca', true],
  ['leaves a gateway alone that shares with nobody', false],
])('%s', async (_, isShared) => {
  const seen = aListening({ byGateway: 1 });
  const { console, services } = fakeConsole(
    aState({
      gateway: gatewayUp,
      zca: { status: 'found', path: '/zca', by: 'own', isOurs: true },
      listening: { ...seen, processes: seen.processes.map((process) => ({ ...process, isShared })) },
    }),
  );
  const notes: string[] = [];
  const end = new AbortController();
  end.abort();
  await feed.tell(console, { scope: shop, argument: '', flags: [] }, printerOf(notes), end.signal);
  expect(services.listener.start.mock.calls).toEqual(isShared ? [[shop]] : []);
  expect(notes.join('\n').includes('zalouser-tui zca install')).toBe(!isShared);
});
