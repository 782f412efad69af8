import { beforeEach, expect, test } from 'vitest';
import type { ListeningState, ListenProcess } from '../../../src/core/model/listening.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import { accountId, profileName } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { awaitHeard, fixLimitMs, fixLookMs } from '../../../src/core/tasks/recovery.ts';
import { aState, shop } from '../../support/builders.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

let clock: FakeClock;
let ending: AbortController;
beforeEach(() => {
  clock = createFakeClock();
  ending = new AbortController();
});

const ofGateway = (pid: number): ListenProcess => ({
  pid,
  profile: profileName('shop'),
  owner: { type: 'gateway', pid: 30 },
  commandLine: 'zca listen',
});
const with_ = (count: number): ListeningState => ({
  status: 'seen',
  gateways: [{ pid: 30, isProven: true }],
  processes: Array.from({ length: count }, (_, index) => ofGateway(60 + index)),
  anomalies: {},
});

/** Waits for the account while each look finds the next count; the last one stays. */
const waitFor = async (counts: readonly number[], ms: number, id = shop): Promise<Outcome | undefined> => {
  let state: ConsoleState = aState();
  let looks = 0;
  let outcome: Outcome | undefined;
  const look = async (): Promise<void> => {
    state = { ...state, listening: with_(counts[Math.min(looks, counts.length - 1)] ?? 0) };
    looks += 1;
  };
  void awaitHeard({ listening: { scan: look }, getState: () => state, clock }, id, ending.signal).then(
    (result) => {
      outcome = result;
    },
  );
  await clock.advanceAndSettle(ms);
  return outcome;
};

test('heard in two looks in a row is heard again', async () => {
  expect(await waitFor([0, 0, 1], 2 * fixLookMs)).toBeUndefined();
  expect(await waitFor([0, 0, 1], 3 * fixLookMs)).toEqual({
    ok: true,
    sentence: 'The gateway listens on shop again (pid 60).',
  });
});
test('a listener that comes and goes is not', async () => {
  expect(await waitFor([1, 0, 1, 0, 1, 0], 5 * fixLookMs)).toBeUndefined();
});
test.each([
  [0, 'still does not listen on shop'],
  [4, 'listens 4 times on shop'],
])('%i after the limit is said as it is', async (count, words) => {
  expect(await waitFor([count], fixLimitMs - 1)).toBeUndefined();
  expect(await waitFor([count], fixLimitMs)).toMatchObject({
    ok: false,
    error: { sentence: expect.stringContaining(words) },
  });
});
test('a system that does not tell is no failure', async () => {
  const state = aState({ listening: { ...with_(0), status: 'hidden' } });
  const outcome = await awaitHeard(
    { listening: { scan: async () => {} }, getState: () => state, clock },
    shop,
    ending.signal,
  );
  expect(outcome).toMatchObject({ ok: true, sentence: expect.stringContaining('cannot be seen') });
});
test('ends with the console, and with the account', async () => {
  ending.abort();
  expect(await waitFor([0], 0)).toMatchObject({ ok: false });
  expect(await waitFor([1], 0, accountId('gone'))).toMatchObject({ ok: false, error: { code: 'not-found' } });
});
