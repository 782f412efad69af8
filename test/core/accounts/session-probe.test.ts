import { describe, expect, it } from 'vitest';
import { createSessionProbe, maxProbesAtOnce } from '../../../src/core/accounts/session-probe.ts';
import { errorSentences } from '../../../src/core/error-words.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import { accountId, profileName } from '../../../src/core/shared/ids.ts';
import { createEventStore } from '../../../src/core/store.ts';
import type { AuthAnswer, AuthStatus } from '../../../src/core/zca/client.ts';
import { aSelf, shop } from '../../support/builders.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';

/** A zca whose answers the test gives, one question at a time. */
const setUp = ({ hasZca = true } = {}) => {
  const { store, dispatch } = createEventStore();
  const clock = createFakeClock();
  const asked: {
    profile: string;
    signal: AbortSignal | undefined;
    answer: (status: AuthStatus, detail?: string) => void;
    fail: (error: unknown) => void;
  }[] = [];
  let selfAnswer: () => Promise<ReturnType<typeof aSelf>> = async () => aSelf();
  const zca = {
    authStatus: (profile: string, signal?: AbortSignal) =>
      new Promise<AuthAnswer>((resolve, fail) => {
        const answer = (status: AuthStatus, detail?: string): void =>
          resolve({ status, ...(detail === undefined ? {} : { detail }) });
        asked.push({ profile, signal, answer, fail });
        signal?.addEventListener(
          'abort',
          () => fail(new AppError(errorSentences.cancelled({ what: 'zca auth status' }))),
          { once: true },
        );
      }),
    self: () => selfAnswer(),
  };
  const service = createSessionProbe({
    zca: () => {
      if (!hasZca) throw new AppError(errorSentences.zcaNotFound());
      return zca;
    },
    profileOf: (id) => {
      if (id === 'gone') throw new AppError(errorSentences.notFound({ subject: 'account gone' }));
      return profileName(`${id}-profile`);
    },
    clock,
    dispatch,
    getState: store.getState,
  });
  const session = (id = shop) => store.getState().facts[id]?.session;
  return {
    service,
    asked,
    clock,
    store,
    session,
    setSelf: (answer: typeof selfAnswer) => {
      selfAnswer = answer;
    },
  };
};

describe('a check of an account', () => {
  it('finds who is logged in', async () => {
    const { service, asked, clock, session, store } = setUp();
    const outcome = service.probe(shop);
    await settle();
    expect(session()).toEqual({ status: 'checking' });
    expect(asked[0]?.profile).toBe('shop-profile');
    asked[0]?.answer('logged-in');
    expect(await outcome).toEqual({ ok: true, sentence: 'shop is logged in as Cửa hàng Hoa Mai.' });
    expect(session()).toEqual({
      status: 'logged-in',
      checkedAtMs: clock.now(),
      displayName: 'Cửa hàng Hoa Mai',
      userId: aSelf().id,
    });
    expect(store.getState().facts[shop]?.self).toEqual(aSelf());
  });

  it.each(['logged-out', 'no-profile', 'ended'] as const)('tells %s apart', async (status) => {
    const { service, asked, session } = setUp();
    const outcome = service.probe(shop);
    await settle();
    asked[0]?.answer(status, 'Error: in its own words');
    // The check worked; what it found must not look like a success.
    expect(await outcome).toMatchObject({ ok: true, isWarning: true });
    expect(session()).toMatchObject({ status, detail: 'Error: in its own words' });
  });

  it.each([
    ['no network', errorSentences.noNetwork({ what: 'zca auth status' })],
    ['too slow', errorSentences.timedOut({ what: 'zca auth status', afterMs: 15_000 })],
    [
      'anything else',
      errorSentences.commandFailed({ what: 'zca auth status', exitCode: 1, detail: 'Error: x' }),
    ],
  ])('that failed (%s) is not a log-out', async (_, view) => {
    const { service, asked, session } = setUp();
    const outcome = service.probe(shop);
    await settle();
    asked[0]?.fail(new AppError(view));
    expect(await outcome).toEqual({ ok: false, error: view });
    expect(session()).toMatchObject({ status: 'failed', code: view.code, sentence: view.sentence });
  });

  it('holds without a name when only `me info` failed', async () => {
    const { service, asked, session, setSelf } = setUp();
    setSelf(() => Promise.reject(new AppError(errorSentences.garbageOutput({ what: 'zca me info' }))));
    const outcome = service.probe(shop);
    await settle();
    asked[0]?.answer('logged-in');
    expect(await outcome).toMatchObject({ ok: true });
    expect(session()).toMatchObject({ status: 'logged-in' });
    expect(session()).not.toHaveProperty('displayName');
  });

  it('says nothing about the session without zca, or about an account nobody lists', async () => {
    const without = setUp({ hasZca: false });
    expect(await without.service.probe(shop)).toMatchObject({ ok: false, error: { code: 'zca-not-found' } });
    expect(without.store.getState().facts).toEqual({});
    const { service, store } = setUp();
    expect(await service.probe(accountId('gone'))).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(store.getState().facts).toEqual({});
  });

  it('is joined by a second one', async () => {
    const { service, asked } = setUp();
    const both = [service.probe(shop), service.probe(shop)];
    await settle();
    expect(asked).toHaveLength(1);
    asked[0]?.answer('logged-out');
    expect(await Promise.all(both)).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('is replaced by a fresh one, whose answer alone counts', async () => {
    const { service, asked, session } = setUp();
    const old = service.probe(shop);
    await settle();
    const fresh = service.probe(shop, { isFresh: true });
    await settle();
    expect(await old).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(session()).toEqual({ status: 'checking' });
    asked[1]?.answer('logged-in');
    await fresh;
    expect(session()).toMatchObject({ status: 'logged-in' });
  });

  it('that is cancelled leaves what was known', async () => {
    const { service, asked, session } = setUp();
    const first = service.probe(shop);
    await settle();
    asked[0]?.answer('logged-out');
    await first;
    const second = service.probe(shop);
    await settle();
    service.cancelAll();
    expect(await second).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(session()).toMatchObject({ status: 'logged-out' });
  });
});

describe('a check that is forgotten', () => {
  it('tells nothing any more, and the next one asks anew', async () => {
    const { service, asked, session } = setUp();
    const old = service.probe(shop);
    await settle();
    service.forget(shop);
    const next = service.probe(shop);
    expect(await old).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await settle();
    expect(asked).toHaveLength(2);
    expect(session()).toEqual({ status: 'checking' });
    asked[1]?.answer('logged-in');
    expect(await next).toMatchObject({ ok: true });
    expect(session()).toMatchObject({ status: 'logged-in' });
  });
  it('may not have been there', () => expect(() => setUp().service.forget(shop)).not.toThrow());
});

describe('many checks', () => {
  it(`run ${maxProbesAtOnce} at a time, in order, and those that wait can be cancelled`, async () => {
    const { service, asked, session } = setUp();
    const ids = ['a', 'b', 'c', 'd', 'e'].map(accountId);
    const outcomes = ids.map((id) => service.probe(id));
    await settle();
    expect(asked.map(({ profile }) => profile)).toEqual(['a-profile', 'b-profile', 'c-profile']);
    asked[1]?.answer('logged-out');
    await settle();
    expect(asked.map(({ profile }) => profile)).toEqual(['a-profile', 'b-profile', 'c-profile', 'd-profile']);
    service.cancelAll();
    expect((await Promise.all(outcomes)).map(({ ok }) => ok)).toEqual([false, true, false, false, false]);
    expect(asked).toHaveLength(4);
    expect(session(accountId('e'))).toEqual({ status: 'unknown' });
    const again = service.probe(accountId('e'));
    await settle();
    asked[4]?.answer('logged-out');
    expect(await again).toMatchObject({ ok: true });
  });
});
