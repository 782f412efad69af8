import { describe, expect, it } from 'vitest';
import { admissionsOf, allowEntry, groupEntry } from '../../../src/core/access/select.ts';
import { userId } from '../../../src/core/shared/ids.ts';
import {
  aConfig,
  aDirectory,
  aGroup,
  anAccount,
  anApproved,
  anId,
  aPeer,
  aState,
  binhId,
  fetched,
  salesGroupId,
  shop,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const lists = {
  peers: fetched([aPeer(), aPeer({ id: anId, name: 'Nguyễn An' })]),
  groups: fetched([aGroup()]),
};
const known = aState({ directory: { [shop]: aDirectory(lists) } });
const account = anAccount();

describe('an entry of allowFrom', () => {
  it.each([
    ['*', { kind: 'everyone' }],
    [anId, { kind: 'id', id: anId, name: 'Nguyễn An' }],
    [`zalouser:${anId}`, { kind: 'id', id: anId, name: 'Nguyễn An' }],
    ['999', { kind: 'id', id: '999' }],
    [' trần thị bình ', { kind: 'name', id: binhId, name: 'Trần Thị Bình' }],
    ['Ai Đó', { kind: 'unresolved' }],
  ])('%j', (entry, expected) => {
    expect(allowEntry(known, account, entry)).toEqual({ entry, ...expected });
  });

  it('with a name is not judged before the friends are known', () => {
    expect(allowEntry(aState(), account, 'Trần Thị Bình').kind).toBe('unchecked');
  });

  it('with a name counts on 2026.9.6 only where names may', () => {
    const state = { ...known, config: aConfig({ release: aRelease('d') }) };
    expect(allowEntry(state, account, 'Trần Thị Bình').kind).toBe('ignored');
    const matching = { ...account, matchesNames: { value: true, source: 'base' as const } };
    expect(allowEntry(state, matching, 'Trần Thị Bình').kind).toBe('name');
  });
});

describe('a name that several have', () => {
  const twins = {
    peers: fetched([
      aPeer({ id: '1', name: 'Bình', isFriend: false }),
      aPeer({ id: '2', name: 'Bình' }),
      aPeer({ id: '3', name: ' bình' }),
    ]),
    groups: fetched([
      aGroup({ id: '7', name: 'Chợ' }),
      aGroup({ id: '8', name: 'CHỢ' }),
      aGroup({ id: '9', name: 'Chợ' }),
    ]),
  };
  const state = aState({ directory: { [shop]: aDirectory(twins) } });

  it('stands for the first of them, and says how many there are', () => {
    expect(allowEntry(state, account, 'zalouser:Bình')).toMatchObject({ kind: 'name', id: '2', bearers: 2 });
    expect(groupEntry(state, account, 'chợ', {})).toMatchObject({ kind: 'name', id: '7', bearers: 3 });
    // An id is one person, whoever shares the name.
    expect(allowEntry(state, account, '2')).not.toHaveProperty('bearers');
    expect(groupEntry(known, account, 'Nhóm bán hàng', {})).not.toHaveProperty('bearers');
  });
});

describe('a key of groups', () => {
  it.each([
    ['*', {}, { kind: 'everyone', isAllowed: true }],
    [salesGroupId, { allow: true }, { kind: 'id', id: salesGroupId, name: 'Nhóm bán hàng', isAllowed: true }],
    [
      `group:${salesGroupId}`,
      { allow: false },
      { kind: 'id', id: salesGroupId, name: 'Nhóm bán hàng', isAllowed: false },
    ],
    [
      'nhóm bán hàng',
      { enabled: false },
      { kind: 'name', id: salesGroupId, name: 'Nhóm bán hàng', isAllowed: false },
    ],
    ['Nhóm lạ', {}, { kind: 'unresolved', isAllowed: true }],
  ])('%j with %j', (key, rule, expected) => {
    expect(groupEntry(known, account, key, rule)).toMatchObject({ key, rule, ...expected });
  });

  it.each([
    ['b', 'allowlist', false],
    ['b', 'open', true],
    ['b', 'opne', true],
    ['b', 'disabled', true],
    ['d', 'allowlist', false],
    ['d', 'open', false],
    ['d', 'disabled', true],
  ] as const)('on %s under %s has no effect: %s', (kind, groupPolicy, isIdle) => {
    const state = { ...known, config: aConfig({ release: aRelease(kind) }) };
    expect(groupEntry(state, anAccount({ groupPolicy }), salesGroupId, { allow: false }).isIdle).toBe(isIdle);
  });
});

describe('who may write', () => {
  it('is told account by account, allowFrom before the approved store', () => {
    const accounts = [
      anAccount({ allowFrom: ['Nguyễn An'] }),
      anAccount({ id: 'work' }),
      anAccount({ id: 'all', allowFrom: ['*'] }),
      anAccount({ id: 'none' }),
    ];
    const state = {
      ...known,
      config: aConfig({ accounts }),
      pairing: { ...known.pairing, approved: [anApproved('work', anId), anApproved('shop', anId)] },
    };
    expect(admissionsOf(state, anId)).toEqual([
      { accountId: 'shop', by: 'allow-from', entry: 'Nguyễn An' },
      { accountId: 'work', by: 'approved' },
      { accountId: 'all', by: 'allow-from', entry: '*' },
    ]);
    expect(admissionsOf(state, userId('1')).map(({ accountId }) => accountId)).toEqual(['all']);
  });
});
