import { describe, expect, it } from 'vitest';
import { errorSentences } from '../../src/core/error-words.ts';
import type { ConsoleEvent } from '../../src/core/events.ts';
import type { SessionStatus } from '../../src/core/model/account.ts';
import { requestKey } from '../../src/core/model/people.ts';
import { accountId, groupId, profileName } from '../../src/core/shared/ids.ts';
import { type ConsoleState, initialState } from '../../src/core/state.ts';
import { createEventStore, reduce } from '../../src/core/store.ts';
import { commandLogCapacity } from '../../src/core/system/runner.ts';
import {
  aCommand,
  aConfig,
  aGroup,
  aMember,
  anApproved,
  aPeer,
  aRequest,
  aSelf,
  binhId,
  live,
  loggedIn,
  loggedOut,
  nowMs,
  shop,
} from '../support/builders.ts';

const error = errorSentences.internal('x');
const after = (...events: ConsoleEvent[]): ConsoleState => events.reduce(reduce, initialState());

describe('facts of an account', () => {
  it('are made on demand, also for accounts no config names', () => {
    const ghost = accountId('ghost');
    const state = after({ type: 'listener/changed', accountId: ghost, listener: live });
    expect(state.facts[ghost]).toMatchObject({
      session: { status: 'unknown' },
      listener: { status: 'live' },
    });
    expect(
      after(
        { type: 'config/read', config: aConfig({ accounts: [] }) },
        { type: 'session/checked', accountId: shop, session: loggedOut },
      ).facts[shop]?.session,
    ).toEqual(loggedOut);
  });

  it('do not find what every object inherits', () => {
    const state = after({ type: 'self/read', accountId: accountId('constructor'), self: aSelf() });
    expect(state.facts[accountId('constructor')]).toMatchObject({
      session: { status: 'unknown' },
      self: { name: 'Cửa hàng Hoa Mai' },
    });
  });

  it('keep the last session while a later check runs', () => {
    const checking = { type: 'session/checked', accountId: shop, session: { status: 'checking' } } as const;
    expect(after(checking).facts[shop]?.session).toEqual({ status: 'checking' });
    const again = after({ type: 'session/checked', accountId: shop, session: loggedIn() }, checking);
    expect(again.facts[shop]).toMatchObject({ session: { status: 'logged-in' }, isChecking: true });
    const done = reduce(again, { type: 'session/checked', accountId: shop, session: loggedOut });
    expect(done.facts[shop]).not.toHaveProperty('isChecking');
    expect(done.facts[shop]?.session).toEqual(loggedOut);
  });

  const success = {
    accountId: shop,
    profile: profileName('shop'),
    startedAtMs: nowMs,
    status: 'logged-in',
  } as const;
  const checked = (session: SessionStatus, id = shop) =>
    ({ type: 'session/checked', accountId: id, session }) as const;

  it.each<[string, readonly ConsoleEvent[], string]>([
    ['the session it made is alive', [checked(loggedIn())], 'logged-in'],
    ['it is being asked about', [checked({ status: 'checking' })], 'logged-in'],
    [
      'a check failed',
      [checked({ status: 'failed', checkedAtMs: nowMs, code: 'x', sentence: 'x' })],
      'logged-in',
    ],
    ['another account is logged out', [checked(loggedOut, accountId('work'))], 'logged-in'],
    ['the account is logged out', [checked(loggedIn()), checked(loggedOut)], 'idle'],
    ['Zalo has ended the session', [checked({ status: 'ended', checkedAtMs: nowMs })], 'idle'],
    ['the profile has gone', [checked({ status: 'no-profile', checkedAtMs: nowMs })], 'idle'],
  ])('a log-in that worked is told of until its session is known to be over: %s', (_, events, expected) => {
    expect(after({ type: 'login/changed', login: success }, ...events).login.status).toBe(expected);
  });

  it('a log-in under way does not end with the session there was', () => {
    const login = { ...success, status: 'starting' } as const;
    expect(after({ type: 'login/changed', login }, checked(loggedOut)).login).toEqual(login);
  });

  it('keep counts apart from the rest', () => {
    const counts = { messages: 3, unknownLines: 1, recycles: 0, restarts: 2 };
    expect(after({ type: 'listener/counted', accountId: shop, counts }).facts[shop]?.counts).toEqual(counts);
  });
});

describe('pairing', () => {
  const early = aRequest({ senderId: '1', createdAtMs: nowMs - 5_000 });
  const late = aRequest({ senderId: '2', createdAtMs: nowMs - 1_000 });
  const read = {
    type: 'pairing/read',
    requests: [late, early],
    approved: [anApproved()],
    atMs: nowMs,
  } as const;

  it('is oldest first', () => {
    expect(after(read).pairing.requests).toEqual([early, late]);
  });

  it('keeps its lists by identity when a read found the same', () => {
    const first = after(read);
    const second = reduce(first, {
      ...read,
      requests: [{ ...early }, { ...late }],
      approved: [anApproved()],
      atMs: nowMs + 1,
    });
    expect(second.pairing.requests).toBe(first.pairing.requests);
    expect(second.pairing.approved).toBe(first.pairing.approved);
    expect(second.pairing.atMs).toBe(nowMs + 1);
    expect(reduce(first, { ...read, requests: [early] }).pairing.requests).toEqual([early]);
  });

  it('keeps what it knew beside a failure, and forgets the failure on the next read', () => {
    const failed = reduce(after(read), { type: 'pairing/failed', error });
    expect(failed.pairing).toMatchObject({ status: 'failed', error, requests: [early, late] });
    expect(reduce(failed, read).pairing).not.toHaveProperty('error');
  });

  it('follows the work on a row, and forgets a failure with its row', () => {
    const key = requestKey(early);
    expect(key).toBe('shop:1');
    const running = reduce(after(read), {
      type: 'pairing/work-changed',
      key,
      work: { status: 'running', act: 'approve' },
    });
    expect(running.pairing.work[key]).toEqual({ status: 'running', act: 'approve' });
    const failed = reduce(running, {
      type: 'pairing/work-changed',
      key,
      work: { status: 'failed', act: 'approve', error },
    });
    expect(reduce(failed, read).pairing.work).toHaveProperty(key);
    expect(reduce(failed, { ...read, requests: [late] }).pairing.work).toEqual({});
    expect(reduce(running, { ...read, requests: [late] }).pairing.work).toHaveProperty(key);
    const done = reduce(running, { type: 'pairing/work-changed', key, work: { status: 'done' } });
    expect(done.pairing.work).toEqual({});
    expect(reduce(done, { type: 'pairing/work-changed', key, work: { status: 'done' } })).toBe(done);
  });

  it('keeps the failure of a revoke with its approved sender', () => {
    const key = requestKey(anApproved('shop', binhId));
    const failed = reduce(after(read), {
      type: 'pairing/work-changed',
      key,
      work: { status: 'failed', act: 'revoke', error },
    });
    expect(reduce(failed, read).pairing.work).toHaveProperty([key]);
  });
});

describe('directory', () => {
  const peers = (change: Extract<ConsoleEvent, { type: 'peers/changed' }>['change']): ConsoleEvent => ({
    type: 'peers/changed',
    accountId: shop,
    change,
  });
  const ready = peers({ status: 'ready', value: [aPeer()], atMs: nowMs });

  it.each([
    ['loading', { status: 'loading', value: [aPeer()], atMs: nowMs }],
    ['failed', { status: 'failed', value: [aPeer()], atMs: nowMs, error }],
    ['cancelled', { status: 'ready', value: [aPeer()], atMs: nowMs }],
  ] as const)('keeps old items while %s', (status, expected) => {
    const state = after(ready, peers(status === 'failed' ? { status, error } : { status }));
    expect(state.directory[shop]?.peers).toEqual(expected);
  });

  it('goes back to idle when the first fetch is cancelled', () => {
    expect(
      after(peers({ status: 'loading' }), peers({ status: 'cancelled' })).directory[shop]?.peers,
    ).toEqual({
      status: 'idle',
      value: [],
    });
  });

  it('keeps groups and the members of each group apart', () => {
    const sales = groupId('71');
    const state = after(
      {
        type: 'groups/changed',
        accountId: shop,
        change: { status: 'ready', value: [aGroup()], atMs: nowMs },
      },
      {
        type: 'members/changed',
        accountId: shop,
        groupId: sales,
        change: { status: 'ready', value: [aMember()], atMs: nowMs },
      },
      { type: 'members/changed', accountId: shop, groupId: groupId('72'), change: { status: 'loading' } },
    );
    expect(state.directory[shop]?.groups.value).toHaveLength(1);
    expect(state.directory[shop]?.members[sales]?.value).toEqual([aMember()]);
    expect(state.directory[shop]?.members[groupId('72')]?.status).toBe('loading');
  });

  const search = (
    query: string,
    change: Extract<ConsoleEvent, { type: 'search/changed' }>['change'],
    atMs = nowMs,
  ): ConsoleEvent => ({
    type: 'search/changed',
    accountId: shop,
    query,
    atMs,
    change,
  });

  it('shows the last answer while the next query runs, and takes only answers to the newest', () => {
    const answered = after(
      search('an', { status: 'loading' }),
      search('an', { status: 'ready', value: [aPeer()], atMs: nowMs }),
    );
    const next = reduce(answered, search('ann', { status: 'loading' }, nowMs + 9));
    expect(next.directory[shop]?.search).toMatchObject({
      query: 'ann',
      answeredQuery: 'an',
      startedAtMs: nowMs + 9,
      result: { status: 'loading', value: [aPeer()] },
    });
    expect(reduce(next, search('an', { status: 'cancelled' }))).toBe(next);
    const failed = reduce(next, search('ann', { status: 'failed', error }));
    expect(failed.directory[shop]?.search?.result).toEqual({ status: 'failed', value: [], error });
  });

  it('is cleared, and an answer that comes later stays away', () => {
    const cleared = after(search('an', { status: 'loading' }), { type: 'search/cleared', accountId: shop });
    expect(cleared.directory[shop]).not.toHaveProperty('search');
    expect(reduce(cleared, search('an', { status: 'ready', value: [aPeer()], atMs: nowMs }))).toBe(cleared);
    expect(reduce(cleared, { type: 'search/cleared', accountId: shop })).toBe(cleared);
  });
});

describe('the command log', () => {
  const log = (...ids: number[]): ConsoleState =>
    after(...ids.map((id) => ({ type: 'command/changed', record: aCommand({ id }) }) as const));

  it('updates a run by its id', () => {
    const record = aCommand({ id: 2, outcome: { type: 'timed-out' } });
    expect(
      reduce(log(1, 2, 3), { type: 'command/changed', record }).commandLog.map(({ outcome }) => outcome.type),
    ).toEqual(['exited', 'timed-out', 'exited']);
  });

  it(`keeps the newest ${commandLogCapacity}, and what has fallen out stays out`, () => {
    const full = log(...Array.from({ length: commandLogCapacity + 5 }, (_, index) => index + 1));
    expect(full.commandLog).toHaveLength(commandLogCapacity);
    expect(full.commandLog[0]?.id).toBe(6);
    expect(
      reduce(full, { type: 'command/changed', record: aCommand({ id: 2 }) }).commandLog.map(({ id }) => id),
    ).toEqual(full.commandLog.map(({ id }) => id));
  });
});

describe('the whole', () => {
  it('takes programs, config and login as they come', () => {
    const zca = { status: 'found', path: '/bin/zca', by: 'path' } as const;
    const state = after(
      { type: 'zca/located', zca },
      { type: 'openclaw/located', openclaw: { status: 'missing' } },
      { type: 'login/changed', login: { status: 'idle' } },
    );
    expect(state).toMatchObject({ zca, openclaw: { status: 'missing' }, login: { status: 'idle' } });
  });

  it('tells subscribers only of events that change something', () => {
    const { store, dispatch } = createEventStore();
    let calls = 0;
    store.subscribe(() => {
      calls += 1;
    });
    dispatch({ type: 'feed/cleared' });
    dispatch({ type: 'config/read', config: aConfig() });
    expect(calls).toBe(1);
    expect(store.getState().config.status).toBe('ready');
    expect(store.getInitialState().config.status).toBe('unread');
  });
});
