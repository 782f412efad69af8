import { describe, expect, it } from 'vitest';
import { accountRows } from '../../../src/core/accounts/select.ts';
import type { ConsoleEvent } from '../../../src/core/events.ts';
import { findings } from '../../../src/core/findings.ts';
import { accountId, profileName } from '../../../src/core/shared/ids.ts';
import { type ConsoleState, initialFacts } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import { aConfig, anAccount, aPeer, aSelf, aState, shop } from '../../support/builders.ts';

const kho = accountId('kho');
const considered = (profile: string, id = kho): ConsoleEvent => ({
  type: 'account/considered',
  accountId: id,
  profile: profileName(profile),
});
const after = (state: ConsoleState, ...events: readonly ConsoleEvent[]): ConsoleState =>
  events.reduce(reduce, state);

/** What is learnt of an account by looking through its profile. */
const learnt = (id = kho): readonly ConsoleEvent[] => [
  { type: 'session/checked', accountId: id, session: { status: 'logged-in', checkedAtMs: 1 } },
  { type: 'self/read', accountId: id, self: aSelf() },
  { type: 'listener/counted', accountId: id, counts: { ...initialFacts.counts, messages: 3 } },
  { type: 'peers/changed', accountId: id, change: { status: 'ready', value: [aPeer()], atMs: 1 } },
];

describe('an account that is considered', () => {
  it('has its profile in the state, and facts and people like any other', () => {
    const state = after(aState(), considered('zalo2'), ...learnt());
    expect(state.candidates).toEqual({ kho: 'zalo2' });
    expect(state.facts[kho]?.session.status).toBe('logged-in');
    expect(state.directory[kho]?.peers.value).toHaveLength(1);
  });

  it('is in no list of accounts, and no finding is about it', () => {
    const before = aState();
    const state = after(before, considered('zalo2'), ...learnt());
    expect(accountRows(state).map(({ account }) => account.id)).toEqual(['shop']);
    expect(findings(state)).toEqual(findings(before));
  });

  it('again with the same profile changes nothing', () => {
    const state = after(aState(), considered('zalo2'), ...learnt());
    expect(reduce(state, considered('zalo2'))).toBe(state);
  });

  it('with another profile is somebody else: what was learnt is forgotten, but what our listener does', () => {
    const before = after(aState(), considered('zalo2'), ...learnt(), ...learnt(shop));
    const state = reduce(before, considered('zalo3'));
    expect(state.candidates).toEqual({ kho: 'zalo3' });
    expect(state.facts[kho]).toEqual({ ...initialFacts, counts: { ...initialFacts.counts, messages: 3 } });
    expect(state.directory).not.toHaveProperty('kho');
    expect(state.facts[shop]).toBe(before.facts[shop]);
    expect(state.directory[shop]).toBe(before.directory[shop]);
  });

  it('stays what the config says while it is listed', () => {
    const before = after(
      aState({ config: aConfig({ accounts: [anAccount({ id: 'kho', profile: 'zalo2' })] }) }),
      ...learnt(),
    );
    const state = reduce(before, considered('zalo3'));
    expect([state.facts, state.directory]).toEqual([before.facts, before.directory]);
    expect(state.candidates).toEqual({ kho: 'zalo3' });
  });

  it('is remembered when the config lists it', () => {
    const listed: ConsoleEvent = {
      type: 'config/read',
      config: aConfig({ accounts: [anAccount({ id: 'kho', profile: 'zalo2' })] }),
    };
    const state = after(aState(), considered('zalo2'), ...learnt(), listed);
    expect(state.candidates).toEqual({ kho: 'zalo2' });
    expect(accountRows(state).map(({ account, facts }) => [account.id, facts.session.status])).toEqual([
      ['kho', 'logged-in'],
    ]);
  });
});
