import { describe, expect, it } from 'vitest';
import type { ListenerState } from '../../../src/core/listener/model.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { listenerActionSentences } from '../../../src/tui/status/words.ts';
import {
  aConfig,
  aListening,
  anAccount,
  aState,
  loggedOut,
  nowMs,
  shop,
  someFacts,
  stopped,
  work,
} from '../../support/builders.ts';
import { drawConsole } from '../../support/draw-console.tsx';
import { settle } from '../../support/fake-clock.ts';

describe('the listener', () => {
  const two = (first: ListenerState, second: ListenerState, more: Partial<ConsoleState> = {}): ConsoleState =>
    aState({
      config: aConfig({
        accounts: [anAccount(), anAccount({ id: 'work' }), anAccount({ id: 'old', enabled: false })],
      }),
      facts: { [shop]: someFacts({ listener: first }), [work]: someFacts({ listener: second }) },
      ...more,
    });
  const live: ListenerState = { status: 'live', sinceMs: nowMs, pid: 1 };
  const blocked: ListenerState = {
    status: 'blocked',
    sinceMs: nowMs,
    error: { code: 'listener-kicked', sentence: 'Kicked.' },
  };

  it.each<[string, ListenerState, ListenerState, string[], string[]]>([
    ['none runs', stopped, stopped, ['shop', 'work'], []],
    ['all run', live, live, [], ['shop', 'work']],
    ['one is stopped', live, stopped, ['work'], []],
    ['one is blocked', live, blocked, [], ['shop']],
    ['both are blocked', blocked, blocked, ['shop', 'work'], []],
  ])('s with all accounts, when %s', async (_, first, second, started, stoppedIds) => {
    const console = await drawConsole({ screen: 'feed', state: two(first, second) });
    await console.press('s');
    await settle();
    expect(console.services.listener.start.mock.calls.flat()).toEqual(started);
    expect(console.services.listener.stop.mock.calls.flat()).toEqual(stoppedIds);
  });

  it('can be stopped where its account has been switched off since, here and on Status', async () => {
    const state = aState({
      config: aConfig({ accounts: [anAccount({ enabled: false })] }),
      facts: { [shop]: someFacts({ listener: live }) },
      zca: { status: 'missing', error: { code: 'zca-not-found', sentence: 'There is no zca.' } },
    });
    for (const screen of ['feed', 'status'] as const) {
      const console = await drawConsole({ screen, state });
      await console.press('s');
      await settle();
      expect(console.services.listener.stop.mock.calls.flat()).toEqual(['shop']);
    }
  });

  it('s with one account in view leaves the others alone', async () => {
    const console = await drawConsole({ screen: 'feed', scope: work, state: two(stopped, stopped) });
    await console.press('s');
    expect(console.services.listener.start.mock.calls.flat()).toEqual(['work']);
  });

  it('says why nothing can be started', async () => {
    const missing = {
      status: 'missing',
      error: { code: 'zca-not-found', sentence: 'There is no zca.' },
    } as const;
    const console = await drawConsole({ screen: 'feed', state: two(stopped, stopped, { zca: missing }) });
    await console.press('s');
    expect(console.screen().at(-2)).toContain('There is no zca.');
    expect(console.services.listener.start).not.toHaveBeenCalled();
  });

  it('is not started beside a gateway unasked', async () => {
    const gateway = { status: 'up', port: 18_789, checkedAtMs: nowMs } as const;
    const console = await drawConsole({
      screen: 'feed',
      scope: shop,
      state: two(stopped, stopped, { gateway }),
    });
    await console.press('s');
    expect(console.terminal.text()).toContain(listenerActionSentences.gatewayTitle);
    await console.press('enter');
    expect(console.services.listener.start).not.toHaveBeenCalled();
    await console.press('s', 'y');
    await settle();
    expect(console.services.listener.start).toHaveBeenCalledWith(shop);
  });

  it('left behind by an earlier run is ended first, if the operator says so', async () => {
    const orphan: ListenerState = {
      status: 'blocked',
      sinceMs: nowMs,
      orphanPid: 4_711,
      error: { code: 'listener-owned', sentence: 'Left behind.' },
    };
    const console = await drawConsole({ screen: 'feed', scope: shop, state: two(orphan, stopped) });
    await console.press('s');
    expect(console.terminal.text()).toContain('pid 4711');
    await console.press('y');
    await settle();
    expect(console.services.listener.endOrphan).toHaveBeenCalledWith(shop);
    expect(console.services.listener.start).toHaveBeenCalledWith(shop);
  });

  it.each<[string, ListenerState, ListenerState, string]>([
    [
      'reconnecting',
      live,
      { status: 'reconnecting', sinceMs: nowMs, pid: 1, closeCode: 1006 },
      '1 of 2 listening  work The connection was closed (1006); it is made',
    ],
    [
      'connecting',
      live,
      { status: 'connecting', sinceMs: nowMs },
      '1 of 2 listening  work connecting  0 messages',
    ],
    [
      'both, the one that lost its line first',
      { status: 'connecting', sinceMs: nowMs },
      { status: 'reconnecting', sinceMs: nowMs, pid: 1 },
      '0 of 2 listening  work The connection was closed; zca connects again.',
    ],
    [
      'blocked before all',
      { status: 'reconnecting', sinceMs: nowMs, pid: 1 },
      blocked,
      '0 of 2 listening  work blocked: Kicked.',
    ],
  ])('that does not listen is named with its cause: %s', async (_, first, second, expected) => {
    const console = await drawConsole({ screen: 'feed', state: two(first, second) });
    expect(console.screen().at(-2)).toContain(expected);
  });

  it('counts down from when a retry began, however long ago the last tick was', async () => {
    const console = await drawConsole({ screen: 'feed', state: two(live, live) });
    console.clock.advance(40_000);
    const now = console.clock.now();
    const retrying: ListenerState = {
      status: 'retrying',
      sinceMs: now,
      nextAttemptAtMs: now + 1_000,
      attempt: 1,
      cause: 'it broke',
    };
    console.learn(two(live, retrying));
    // What the core learns is gathered for a moment; then the time is told at once.
    for (let tries = 0; tries < 20 && !console.screen().join().includes('retrying in 1s'); tries += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      await console.settle();
    }
    expect(console.screen().at(-2)).toContain('retrying in 1s: it broke');
  });

  it('shows the first failure of several', async () => {
    const console = await drawConsole({ screen: 'feed', state: two(stopped, stopped) });
    console.services.listener.start.mockImplementation(async (id) =>
      id === 'work'
        ? { ok: false, error: { code: 'not-logged-in', sentence: 'Not logged in.', hint: 'Log in.' } }
        : { ok: true },
    );
    await console.press('s');
    await settle();
    await console.settle();
    expect(console.screen().at(-2)).toBe('✗ work: Not logged in. Log in.');
  });

  it('of an account that needs a log-in is left alone while there is another, and says so', async () => {
    const facts = {
      [shop]: someFacts({ listener: stopped }),
      [work]: someFacts({ session: loggedOut, listener: stopped }),
    };
    const console = await drawConsole({ screen: 'feed', state: two(stopped, stopped, { facts }) });
    expect(console.screen().slice(2, 6)).toEqual([
      'work: Not listening: login needed.',
      'Press 6 to go to Login.',
      'shop: Not listening.',
      'Press s to start the listener.',
    ]);
    await console.press('s');
    expect(console.services.listener.start.mock.calls.flat()).toEqual(['shop']);
  });
});

describe('coming to the feed', () => {
  it('fetches the names of friends and groups of the logged-in accounts in view, once', async () => {
    const config = aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] });
    const state = aState({
      config,
      facts: { [shop]: someFacts(), [work]: someFacts({ session: loggedOut }) },
    });
    const console = await drawConsole({ screen: 'feed', state });
    await console.press('j', 'k');
    expect(console.services.directory.loadPeers.mock.calls).toEqual([[shop]]);
    expect(console.services.directory.loadGroups.mock.calls).toEqual([[shop]]);
  });
});

describe('a gateway that listens', () => {
  const by = (isShared: boolean): ConsoleState => {
    const listening = aListening({ byGateway: 1 });
    return aState({
      facts: { [shop]: someFacts({ listener: stopped }) },
      gateway: { status: 'up', port: 18_789, checkedAtMs: nowMs },
      zca: { status: 'found', path: '/dist/zca.js', by: 'own', isOurs: true },
      listening: {
        ...listening,
        processes: listening.processes.map((process) => ({ ...process, isShared })),
      },
    });
  };

  it('with a zca that shares with nobody: what is to be done once', async () => {
    const console = await drawConsole({ screen: 'feed', state: by(false) });
    const text = console.terminal.text().replace(/[│\s]+/gu, ' ');
    expect(text).toContain('The gateway listens (pid 60) with a zca that shares with nobody.');
    expect(text).toContain('zalouser-tui zca install');
  });

  it('with ours: nothing', async () => {
    const console = await drawConsole({ screen: 'feed', state: by(true) });
    expect(console.terminal.text()).not.toContain('zca install');
  });
});
