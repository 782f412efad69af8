import { describe, expect, it } from 'vitest';
import { createDirectoryService, freshForMs } from '../../../src/core/directory/service.ts';
import { zcaSource } from '../../../src/core/directory/source.ts';
import { errorSentences } from '../../../src/core/error-words.ts';
import type { Group, Member, Peer } from '../../../src/core/model/people.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { aGroup, aMember, aPeer, salesGroupId, shop, work } from '../../support/builders.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';

interface Question {
  readonly call: string;
  readonly signal: AbortSignal | undefined;
  readonly answer: (items: readonly (Peer | Group | Member)[]) => void;
  readonly fail: (error: unknown) => void;
}

const setUp = () => {
  const { store, dispatch } = createEventStore();
  const clock = createFakeClock();
  const asked: Question[] = [];
  const ask = <Item extends Peer | Group | Member>(
    call: string,
    signal?: AbortSignal,
  ): Promise<readonly Item[]> =>
    new Promise((resolve, fail) => {
      asked.push({ call, signal, answer: (items) => resolve(items as readonly Item[]), fail });
      signal?.addEventListener('abort', () => fail(new AppError(errorSentences.cancelled({ what: call }))), {
        once: true,
      });
    });
  const zca = zcaSource(
    () => ({
      peers: (profile, signal) => ask<Peer>(`peers ${profile}`, signal),
      groups: (profile, signal) => ask<Group>(`groups ${profile}`, signal),
      members: (profile, group, signal) => ask<Member>(`members ${profile} ${group}`, signal),
      findPeers: (profile, query, signal) => ask<Peer>(`find ${profile} ${query}`, signal),
      cacheRefresh: async (profile, signal) => {
        await ask(`cache ${profile}`, signal);
      },
    }),
    (id) => profileName(id),
  );
  const service = createDirectoryService({
    source: () => zca,
    clock,
    dispatch,
    getState: store.getState,
  });
  const directory = (id = shop) => store.getState().directory[id];
  return { service, asked, clock, store, directory, calls: () => asked.map(({ call }) => call) };
};

describe('lists', () => {
  it('are fetched with their age', async () => {
    const { service, asked, clock, directory } = setUp();
    const outcome = service.loadPeers(shop);
    await settle();
    expect(directory()?.peers).toEqual({ status: 'loading', value: [] });
    clock.advance(800);
    asked[0]?.answer([aPeer()]);
    expect(await outcome).toEqual({ ok: true, sentence: '1 peer read.' });
    expect(directory()?.peers).toEqual({ status: 'ready', value: [aPeer()], atMs: clock.now() });
  });

  it('are not fetched again while they are fresh, unless a refresh is asked for', async () => {
    const { service, asked, clock, calls } = setUp();
    const first = service.loadGroups(shop);
    await settle();
    asked[0]?.answer([aGroup()]);
    await first;
    expect(await service.loadGroups(shop)).toEqual({ ok: true });
    expect(calls()).toEqual(['groups shop']);
    void service.loadGroups(shop, { refresh: true });
    await settle();
    asked[1]?.answer([]);
    await settle();
    clock.advance(freshForMs);
    void service.loadGroups(shop);
    await settle();
    expect(calls()).toEqual(['groups shop', 'groups shop', 'groups shop']);
  });

  it('are fetched once at a time, each account and group for itself', async () => {
    const { service, calls, asked } = setUp();
    const outcomes = [
      service.loadPeers(shop),
      service.loadPeers(shop, { refresh: true }),
      service.loadPeers(work),
    ];
    void service.loadMembers(shop, salesGroupId);
    void service.loadMembers(shop, salesGroupId);
    await settle();
    expect(calls()).toEqual(['peers shop', 'peers work', `members shop ${salesGroupId}`]);
    asked[0]?.answer([]);
    asked[1]?.answer([]);
    expect(await Promise.all(outcomes)).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
  });

  it('keep their items when a fetch fails', async () => {
    const { service, asked, directory } = setUp();
    const first = service.loadMembers(shop, salesGroupId);
    await settle();
    asked[0]?.answer([aMember()]);
    await first;
    const second = service.loadMembers(shop, salesGroupId);
    await settle();
    const error = errorSentences.noNetwork({ what: 'zca group members' });
    asked[1]?.fail(new AppError(error));
    expect(await second).toEqual({ ok: false, error });
    expect(directory()?.members[salesGroupId]).toMatchObject({ status: 'failed', value: [aMember()], error });
  });

  it('renew the cache of zca behind an explicit refresh, whether zca can or not', async () => {
    const { service, asked, calls, directory } = setUp();
    const outcome = service.loadPeers(shop, { refresh: true });
    await settle();
    asked[0]?.answer([aPeer()]);
    expect(await outcome).toMatchObject({ ok: true });
    await settle();
    expect(calls()).toEqual(['peers shop', 'cache shop']);
    asked[1]?.fail(new AppError(errorSentences.unsupportedCall({ what: 'zca auth cache-refresh' })));
    await settle();
    expect(directory()?.peers.status).toBe('ready');
  });

  it('go back to what they were when everything is cancelled', async () => {
    const { service, directory, asked } = setUp();
    const outcome = service.loadPeers(shop);
    await settle();
    service.cancelAll();
    expect(await outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(directory()?.peers).toEqual({ status: 'idle', value: [] });
    const again = service.loadPeers(shop);
    await settle();
    asked[1]?.answer([]);
    expect(await again).toMatchObject({ ok: true });
  });
});

describe('the find', () => {
  it('marks who is a friend by the friend list', async () => {
    const { service, asked, directory } = setUp();
    const peers = service.loadPeers(shop);
    await settle();
    asked[0]?.answer([aPeer({ id: '1' })]);
    await peers;
    const outcome = service.search(shop, '  bình ');
    await settle();
    expect(asked[1]?.call).toBe('find shop bình');
    asked[1]?.answer([aPeer({ id: '1', isFriend: false }), aPeer({ id: '2', isFriend: false })]);
    expect(await outcome).toMatchObject({ ok: true });
    expect(directory()?.search?.result.value.map(({ id, isFriend }) => [id, isFriend])).toEqual([
      ['1', true],
      ['2', false],
    ]);
  });

  it('of a newer query cancels the older, whose answer never shows', async () => {
    const { service, asked, directory } = setUp();
    const older = service.search(shop, 'an');
    await settle();
    const newer = service.search(shop, 'anh');
    await settle();
    expect(asked[0]?.signal?.aborted).toBe(true);
    expect(await older).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    asked[1]?.answer([aPeer()]);
    await newer;
    expect(directory()?.search).toMatchObject({
      query: 'anh',
      answeredQuery: 'anh',
      result: { status: 'ready', value: [aPeer()] },
    });
  });

  it('of the same query joins the one under way, and of another account leaves it alone', async () => {
    const { service, asked, calls } = setUp();
    void service.search(shop, 'an');
    void service.search(shop, 'an ');
    void service.search(work, 'anh');
    await settle();
    expect(calls()).toEqual(['find shop an', 'find work anh']);
    expect(asked.some(({ signal }) => signal?.aborted)).toBe(false);
  });

  it('of nothing clears, cancelling what runs; the same query can then be asked again', async () => {
    const { service, asked, directory, calls } = setUp();
    const outcome = service.search(shop, 'an');
    await settle();
    expect(await service.search(shop, '   ')).toEqual({ ok: true });
    expect(await outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(directory()).not.toHaveProperty('search');
    void service.search(shop, 'an');
    await settle();
    expect(calls()).toEqual(['find shop an', 'find shop an']);
    asked[1]?.answer([]);
    await settle();
    expect(directory()?.search?.result).toMatchObject({ status: 'ready', value: [] });
  });

  it('passes on no endless query', async () => {
    const { service, asked } = setUp();
    void service.search(shop, 'ă'.repeat(5_000));
    await settle();
    expect(asked[0]?.call.length).toBeLessThan(250);
  });
});

describe('an account that is another now', () => {
  it('is told nothing of what was fetched before, and fetches anew', async () => {
    const { service, asked, calls, directory } = setUp();
    const old = [
      service.loadPeers(shop),
      service.loadMembers(shop, salesGroupId),
      service.search(shop, 'an'),
    ];
    const other = service.loadPeers(work);
    await settle();
    service.forget(shop);
    const fresh = service.loadPeers(shop);
    for (const outcome of await Promise.all(old))
      expect(outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await settle();
    expect(calls()).toEqual([
      'peers shop',
      `members shop ${salesGroupId}`,
      'find shop an',
      'peers work',
      'peers shop',
    ]);
    expect(directory()?.peers.status).toBe('loading');
    asked.at(-1)?.answer([aPeer()]);
    asked[3]?.answer([aPeer()]);
    expect(await Promise.all([fresh, other])).toMatchObject([{ ok: true }, { ok: true }]);
    expect([directory()?.peers.value.length, directory(work)?.peers.value.length]).toEqual([1, 1]);
  });
});
