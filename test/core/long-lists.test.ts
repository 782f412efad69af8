// Long lists: an answer about each of n entries costs n looks, not n². Counted in elements read, for time says nothing in a test.
import { describe, expect, it } from 'vitest';
import { columns } from '../../src/cli/commands/command.ts';
import {
  admissionsOf,
  allowEntry,
  approvedShutOut,
  entryOfGroup,
  groupEntry,
} from '../../src/core/access/select.ts';
import { indexNames } from '../../src/core/config/entry-names.ts';
import { entryPlaces } from '../../src/core/config/places.ts';
import { effectiveDifferences, unasked } from '../../src/core/config/plan/effective.ts';
import { findings } from '../../src/core/findings.ts';
import type { Account } from '../../src/core/model/account.ts';
import type { Group } from '../../src/core/model/people.ts';
import { nextExpiryMs } from '../../src/core/pairing/select.ts';
import { accessAfterDecision, isApproved } from '../../src/core/pairing/select-decisions.ts';
import { createDecider } from '../../src/core/policy/decide.ts';
import { largest, smallest } from '../../src/core/shared/extremes.ts';
import { groupId, userId } from '../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../src/core/state.ts';
import {
  aDirectory,
  aGroup,
  aMessage,
  anAccount,
  anApproved,
  aPeer,
  aRequest,
  aState,
  fetched,
  setting,
  shop,
  work,
} from '../support/builders.ts';
import { counted } from '../support/counted.ts';
import { aRelease } from '../support/releases.ts';

const count = 1_000;
/** So often each element may be looked at. */
const looks = 30;

const ids = (from: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => String(from + index));
const names = Array.from({ length: count }, (_, index) => `Name ${index}`);

const withList = (allowFrom: readonly string[]): Account => ({
  ...anAccount({ dmPolicy: 'allowlist' }),
  allowFrom: setting(allowFrom),
});

const stateOf = (account: Account, parts: Partial<ConsoleState> = {}): ConsoleState => {
  const state = aState();
  return { ...state, config: { ...state.config, accounts: [account] }, ...parts };
};

describe('each entry of a long list is looked at a few times, however many ask about it', () => {
  it('approved people are held against allowFrom', () => {
    const [list, approved] = [
      counted(ids(1_000_000)),
      counted(ids(2_000_000).map((id) => anApproved('shop', id))),
    ];
    const base = aState();
    const state = stateOf(withList(list.items), { pairing: { ...base.pairing, approved: approved.items } });
    expect(approvedShutOut(state, withList(list.items))).toHaveLength(count);
    expect(findings(state).map(({ code }) => code)).toContain('approved-ignored');
    for (const id of ids(2_000_000)) expect(admissionsOf(state, userId(id))).toHaveLength(1);
    expect(list.reads()).toBeLessThan(looks * count);
    expect(approved.reads()).toBeLessThan(looks * count);
  });

  it('every message asks allowFrom, for a sender by id and for one by name', () => {
    const list = counted([...ids(1_000_000), ...names]);
    const friends = indexNames(
      names.map((name, index) => aPeer({ id: `7${index}`, name })),
      [],
    );
    const decide = createDecider(withList(list.items), {
      can: aRelease('b').capabilities,
      approved: new Set(),
      names: friends,
    });
    for (const id of [...ids(1_000_000), ...names.map((_, index) => `7${index}`)]) {
      expect(decide(aMessage({ senderId: id })).isLetThrough).toBe(true);
    }
    for (const id of ids(3_000_000)) expect(decide(aMessage({ senderId: id })).isLetThrough).toBe(false);
    expect(list.reads()).toBeLessThan(looks * count);
  });

  it('every group message asks groups', () => {
    let asked = 0;
    const groups = Object.fromEntries(names.map((name) => [name, {}]));
    const watched = new Proxy(groups, {
      ownKeys: (target) => {
        asked += 1;
        return Reflect.ownKeys(target);
      },
    });
    const account = { ...anAccount(), groups: setting(watched) };
    const known = indexNames(
      [],
      names.map((name, index) => aGroup({ id: `8${index}`, name })),
    );
    const decide = createDecider(account, {
      can: aRelease('b').capabilities,
      approved: new Set(),
      names: known,
    });
    for (const index of names.keys()) {
      expect(decide(aMessage({ isGroup: true, threadId: `8${index}` })).isLetThrough).toBe(true);
    }
    expect(asked).toBeLessThan(looks);
  });

  it('names are held against friends and groups, and keys against slugs', () => {
    const peers = counted(names.map((name, index) => aPeer({ id: `7${index}`, name })));
    const groups = counted(names.map((name, index): Group => aGroup({ id: `8${index}`, name })));
    const account = withList(names);
    const directory = { [shop]: aDirectory({ peers: fetched(peers.items), groups: fetched(groups.items) }) };
    const state = stateOf(account, { directory });
    for (const name of names) expect(allowEntry(state, account, name).kind).toBe('name');
    for (const index of names.keys())
      expect(groupEntry(state, account, `name-${index}`, {}).id).toBe(`8${index}`);
    expect(findings(state).filter(({ code }) => code === 'entry-unresolved')).toEqual([]);
    expect(peers.reads()).toBeLessThan(looks * count);
    expect(groups.reads()).toBeLessThan(looks * count);
  });

  it('the place of every name in the config is looked up', () => {
    const list = counted(names);
    const account = withList(names);
    const config = { channels: { zalouser: { allowFrom: list.items } } };
    const places = entryPlaces(config, [account], (path) => ({
      file: 'openclaw.json',
      line: Number(path.at(-1)),
    }));
    expect(Object.values(places).map(({ line }) => line)).toEqual([...names.keys()]);
    expect(list.reads()).toBeLessThan(looks * count);
  });
});

describe('what a decision on each of many people comes to', () => {
  it('is told without going through all the others', () => {
    const list = counted(ids(1_000_000));
    const approved = counted(ids(2_000_000).map((id) => anApproved('shop', id)));
    const base = aState();
    const state = stateOf(withList(list.items), { pairing: { ...base.pairing, approved: approved.items } });
    for (const id of ids(2_000_000)) {
      expect(accessAfterDecision(state, 'revoke', anApproved('shop', id), 1).status).toBe('dropped');
      expect(isApproved(state, anApproved('shop', id))).toBe(true);
    }
    expect(list.reads()).toBeLessThan(looks * count);
    expect(approved.reads()).toBeLessThan(looks * count);
  });

  it('groups are looked up, not searched', () => {
    let asked = 0;
    const groups = new Proxy(Object.fromEntries(names.map((_, index) => [`8${index}`, {}])), {
      ownKeys: (target) => {
        asked += 1;
        return Reflect.ownKeys(target);
      },
    });
    const account = { ...anAccount(), groups: setting(groups) };
    const state = stateOf(account);
    for (const index of names.keys())
      expect(entryOfGroup(state, account, groupId(`8${index}`))?.isAllowed).toBe(true);
    expect(entryOfGroup(state, account, groupId('9'))).toBeUndefined();
    expect(asked).toBeLessThan(looks);
  });

  it('the difference of two configs looks at each entry a few times', () => {
    const [before, after] = [counted(ids(1_000_000)), counted(ids(1_000_500))];
    const { config } = stateOf(withList(before.items));
    const then = { ...config, accounts: [withList(after.items)] };
    const [difference] = effectiveDifferences(config, then);
    expect(difference).toMatchObject({
      type: 'list',
      added: ids(1_001_000).slice(0, 500),
      removed: ids(1_000_000).slice(0, 500),
    });
    const actions = [{ type: 'add-allow-from', accountId: shop, entries: ids(1_001_000) } as const];
    expect(unasked(actions, effectiveDifferences(config, then))).toMatchObject([
      { added: [], removed: ids(1_000_000).slice(0, 500) },
    ]);
    expect(before.reads() + after.reads()).toBeLessThan(looks * count);
  });
});

describe('any number of rows', () => {
  it('has columns, an expiry and a newest message: nothing puts all of them on the call stack', () => {
    const many = 200_000;
    expect(columns(Array.from({ length: many }, () => ['a', 'bc']))).toHaveLength(many);
    const requests = Array.from({ length: many }, (_, index) => ({
      ...aRequest(),
      expiresAtMs: 5_000 + index,
    }));
    const base = aState();
    expect(nextExpiryMs({ ...base, pairing: { ...base.pairing, requests } }, 1)).toBe(5_000);
    expect(largest([], 3)).toBe(3);
    expect(largest([1, 5, 2], 3)).toBe(5);
    expect(smallest([])).toBeUndefined();
    expect(smallest([4, 2, 9])).toBe(2);
  });
});

describe('nothing is worked out twice', () => {
  it('a look at the processes does not ask the lists again', () => {
    const list = counted(names);
    const state = stateOf(withList(list.items));
    findings(state);
    const before = list.reads();
    findings({ ...state, listening: { ...state.listening, scannedAtMs: 5 } });
    findings({ ...state, facts: { ...state.facts } });
    expect(list.reads()).toBe(before);
  });

  it('a list of friends that arrives concerns its own account only', () => {
    const list = counted(names);
    const other = counted(names);
    const accounts = [withList(list.items), { ...withList(other.items), id: work }];
    const base = aState();
    const state = { ...base, config: { ...base.config, accounts } };
    findings(state);
    const before = list.reads();
    findings({ ...state, directory: { [work]: aDirectory({ peers: fetched([aPeer()]) }) } });
    expect(list.reads()).toBe(before);
    expect(other.reads()).toBeGreaterThan(count);
  });
});
