// Long lists: an answer about each of n entries costs n looks, not n². Counted in elements read, for time says nothing in a test.
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/core/model/account.ts';
import type { Group } from '../../../src/core/model/contact.ts';
import { userId } from '../../../src/core/model/ids.ts';
import { createDecider } from '../../../src/core/openclaw/decide-once.ts';
import { entryPlaces } from '../../../src/core/openclaw/entry-places.ts';
import { indexNames } from '../../../src/core/openclaw/names.ts';
import { admissionsOf, allowEntry, approvedNotListed, groupEntry } from '../../../src/core/state/selectors-access.ts';
import { findings } from '../../../src/core/state/selectors-findings.ts';
import type { ConsoleState } from '../../../src/core/state/state.ts';
import {
  aDirectory,
  aGroup,
  aMessage,
  anAccount,
  anApproved,
  aPeer,
  aState,
  fetched,
  setting,
  shop,
  work,
} from '../../support/builders.ts';
import { counted } from '../../support/counted.ts';
import { aRelease } from '../../support/releases.ts';

const count = 1_000;
/** So often each element may be looked at. */
const looks = 30;

const ids = (from: number): readonly string[] => Array.from({ length: count }, (_, index) => String(from + index));
const names = Array.from({ length: count }, (_, index) => `Name ${index}`);

const withList = (allowFrom: readonly string[]): Account => ({ ...anAccount({ dmPolicy: 'allowlist' }), allowFrom: setting(allowFrom) });

const stateOf = (account: Account, parts: Partial<ConsoleState> = {}): ConsoleState => {
  const state = aState();
  return { ...state, config: { ...state.config, accounts: [account] }, ...parts };
};

describe('each entry of a long list is looked at a few times, however many ask about it', () => {
  it('approved people are held against allowFrom', () => {
    const [list, approved] = [counted(ids(1_000_000)), counted(ids(2_000_000).map((id) => anApproved('shop', id)))];
    const base = aState();
    const state = stateOf(withList(list.items), { pairing: { ...base.pairing, approved: approved.items } });
    expect(approvedNotListed(state, withList(list.items))).toHaveLength(count);
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
    const decide = createDecider(withList(list.items), { can: aRelease('b').capabilities, approved: new Set(), names: friends });
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
    const decide = createDecider(account, { can: aRelease('b').capabilities, approved: new Set(), names: known });
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
    for (const index of names.keys()) expect(groupEntry(state, account, `name-${index}`, {}).id).toBe(`8${index}`);
    expect(findings(state).filter(({ code }) => code === 'entry-unresolved')).toEqual([]);
    expect(peers.reads()).toBeLessThan(looks * count);
    expect(groups.reads()).toBeLessThan(looks * count);
  });

  it('the place of every name in the config is looked up', () => {
    const list = counted(names);
    const account = withList(names);
    const config = { channels: { zalouser: { allowFrom: list.items } } };
    const places = entryPlaces(config, [account], (path) => ({ file: 'openclaw.json', line: Number(path.at(-1)) }));
    expect(Object.values(places).map(({ line }) => line)).toEqual([...names.keys()]);
    expect(list.reads()).toBeLessThan(looks * count);
  });
});

describe('nothing is worked out twice', () => {
  it('a look at the processes does not ask the lists again', () => {
    const list = counted(names);
    const state = stateOf(withList(list.items));
    findings(state);
    const before = list.reads();
    findings({ ...state, listening: { ...state.listening, lookedAtMs: 5 } });
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
