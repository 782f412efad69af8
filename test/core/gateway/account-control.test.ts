import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AccountControl,
  createAccountControl,
  restartLimitMs,
} from '../../../src/core/gateway/account-control.ts';
import type { ReportedAccount } from '../../../src/core/model/programs.ts';
import { openClawProgram } from '../../../src/core/openclaw/command-line.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { aConfig, anAccount, aState, nowMs, shop, work } from '../../support/builders.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createFakeGatewayClient, type FakeGatewayClient } from '../../support/fake-gateway-client.ts';
import { createFakeRunner, type FakeRunner, fakeFailure } from '../../support/fake-runner.ts';
import { aRelease } from '../../support/releases.ts';

const up: ReportedAccount = { isLinked: true, isRunning: true, isConnected: true };
const down: ReportedAccount = { isLinked: true, isRunning: false, isRestartPending: false };

let clock: FakeClock;
let runner: FakeRunner;
let client: FakeGatewayClient;
let control: AccountControl;
let state: ConsoleState;
/** What the gateway says the next times it is asked; the last of them from then on. */
let says: ReportedAccount[];
let asked: number;

const become = (reported: ReportedAccount): void => {
  state = {
    ...state,
    gatewayReport: { status: 'ready', value: { [shop]: reported, [work]: up }, atMs: nowMs },
  };
};

beforeEach(() => {
  clock = createFakeClock(nowMs);
  runner = createFakeRunner();
  client = createFakeGatewayClient();
  asked = 0;
  says = [up];
  state = aState({
    config: aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })], release: aRelease('d') }),
  });
  become(down);
  control = createAccountControl({
    client,
    runner,
    program: () => openClawProgram('/usr/bin/openclaw', '/usr/bin/node'),
    report: {
      ask: async () => {
        asked += 1;
        become(says.length > 1 ? (says.shift() ?? up) : (says[0] ?? up));
        return { ok: true };
      },
    },
    clock,
    getState: () => state,
  });
});
afterEach(() => runner.verify());

/** What it came to once so much time has gone by. */
const after = async (act: Promise<Outcome>, ms: number): Promise<Outcome> => {
  let outcome: Outcome | undefined;
  void act.then((value) => {
    outcome = value;
  });
  await clock.advanceAndSettle(0);
  for (let left = ms; left > 0 && outcome === undefined; left -= 1_000) await clock.advanceAndSettle(1_000);
  if (outcome === undefined) throw new Error('It has not come to anything.');
  return outcome;
};

describe('an account is started', () => {
  it('and looked at until it is connected, no oftener than it must', async () => {
    client.answer('channels.start', { payload: { started: true, outcome: { status: 'handed-off' } } });
    says = [down, { ...up, isConnected: false }, up];
    expect(await after(control.startAccount(shop), 10_000)).toEqual({
      ok: true,
      sentence: 'The gateway runs shop, and is connected to Zalo.',
    });
    expect(client.calls).toMatchObject([
      { method: 'channels.start', params: { channel: 'zalouser', accountId: 'shop' }, scope: 'admin' },
    ]);
    expect(asked).toBe(3);
    expect(clock.pending).toBe(0);
  });

  it('in vain, where nobody is logged in', async () => {
    client.answer('channels.start', {
      payload: { started: false, outcome: { status: 'skipped', reason: 'unlinked' } },
    });
    expect(await after(control.startAccount(shop), 0)).toMatchObject({
      ok: false,
      error: { code: 'not-logged-in', hint: { action: 'log-in', accountId: 'shop' } },
    });
  });

  it('and does not come up', async () => {
    client.answer('channels.start', { payload: { started: true } });
    says = [{ ...down, isRestartPending: true, lastError: 'Zalo listener closed (3000): no reason' }];
    expect(await after(control.startAccount(shop), 30_000)).toMatchObject({
      ok: false,
      error: { code: 'timed-out', detail: 'Zalo listener closed (3000): no reason' },
    });
    expect(asked).toBe(5);
  });

  it('without a connection by a call of openclaw', async () => {
    client.setOpen(false);
    runner.expectRun(
      (args) => args.includes('channels.start') && args.includes('{"channel":"zalouser","accountId":"shop"}'),
      { stdout: '{"started":true}' },
    );
    expect(await after(control.startAccount(shop), 10_000)).toMatchObject({ ok: true });
    runner.expectRun((args) => args.includes('channels.start'), {
      code: 1,
      stderr: 'Gateway not reachable: ECONNREFUSED\n',
    });
    expect(await after(control.startAccount(shop), 0)).toMatchObject({ error: { code: 'gateway-down' } });
  });
});

it('an account is stopped', async () => {
  client.answer('channels.stop', { payload: { stopped: true } });
  says = [down];
  expect(await after(control.stopAccount(shop), 10_000)).toMatchObject({ ok: true });
  client.answer('channels.stop', fakeFailure('not-permitted'));
  expect(await after(control.stopAccount(shop), 0)).toMatchObject({ error: { code: 'not-permitted' } });
});

describe('all of it begins anew', () => {
  const scheduled = { payload: { ok: true, status: 'scheduled', preflight: { blockers: [] } } };

  it('and is waited for until every account that was logged in is connected again', async () => {
    client.answer('gateway.restart.request', () => {
      client.setOpen(false);
      return scheduled.payload;
    });
    const restarting = after(control.restart(), 60_000);
    await clock.advanceAndSettle(24_000);
    says = [{ ...up, isConnected: false }, up];
    client.setOpen(true);
    expect(await restarting).toEqual({
      ok: true,
      sentence: expect.stringMatching(
        /^The gateway has restarted: 2 accounts are connected again after \d+ s\.$/u,
      ),
    });
    expect(asked).toBe(2);
  });

  it('but not for ever', async () => {
    client.answer('gateway.restart.request', () => {
      client.setOpen(false);
      return scheduled.payload;
    });
    expect(await after(control.restart(), restartLimitMs + 5_000)).toMatchObject({
      ok: false,
      error: { code: 'timed-out' },
    });
  });

  it('or refuses', async () => {
    client.answer('gateway.restart.request', {
      payload: { ok: false, preflight: { safe: false, blockers: ['1 reply is running'] } },
    });
    expect(await after(control.restart(), 0)).toMatchObject({
      ok: false,
      error: { detail: '1 reply is running' },
    });
  });
});

it('nobody waits any more once the console ends', async () => {
  client.answer('channels.start', { payload: { started: true } });
  says = [down];
  const starting = after(control.startAccount(shop), 1_000);
  await clock.advanceAndSettle(0);
  control.stop();
  expect(await starting).toMatchObject({ ok: false });
  expect(clock.pending).toBe(0);
});
