import { describe, expect, it } from 'vitest';
import { groupsOf, membersOf, peersOf, unseenMembers } from '../../../src/core/directory/select.ts';
import { errorSentences } from '../../../src/core/error-words.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import {
  aDirectory,
  aGroup,
  aMember,
  aPeer,
  aState,
  fetched,
  nowMs,
  salesGroupId,
  shop,
} from '../../support/builders.ts';

const friends = [
  aPeer({ id: '1', name: 'Ốc' }),
  aPeer({ id: '2', name: 'Nguyễn Đặng', phone: '84912000111' }),
  aPeer({ id: '3', name: 'Anh' }),
  aPeer({ id: '4', name: 'Ánh', username: 'anh.ngo' }),
  aPeer({ id: '5', name: 'Đào' }),
  aPeer({ id: '6', name: 'Dũng' }),
];
const withPeers = (parts: Parameters<typeof aDirectory>[0] = {}) =>
  aState({ directory: { [shop]: aDirectory({ peers: fetched(friends), ...parts }) } });
const ids = (state: ReturnType<typeof aState>, query?: string): string[] =>
  peersOf(state, shop, query).rows.map(({ peer }) => peer.id);

describe('peers', () => {
  it('are in Vietnamese order: d before đ, marks after plain letters', () => {
    expect(peersOf(withPeers(), shop).rows.map(({ peer }) => peer.name)).toEqual([
      'Anh',
      'Ánh',
      'Dũng',
      'Đào',
      'Nguyễn Đặng',
      'Ốc',
    ]);
  });

  it.each([
    ['nguyen dang', ['2']],
    ['  ĐẶNG ', ['2']],
    ['dang'.normalize('NFD'), ['2']],
    ['anh', ['3', '4']],
    ['ngo', ['4']],
    ['0001', ['2']],
    ['5', ['5']],
    ['', ['3', '4', '6', '5', '2', '1']],
    ['xyz', []],
  ])('are filtered by %j', (query, expected) => {
    expect(ids(withPeers(), query)).toEqual(expected);
  });

  it('say how many there are, how old they are and whether they are stale', () => {
    expect(peersOf(withPeers(), shop, 'anh')).toMatchObject({
      total: 6,
      status: 'ready',
      fetchedAtMs: nowMs - 60_000,
      isStale: false,
    });
    expect(peersOf(withPeers({ peers: fetched(friends, { status: 'loading' }) }), shop).isStale).toBe(true);
    const error = errorSentences.internal('x');
    expect(peersOf(withPeers({ peers: fetched(friends, { status: 'failed', error }) }), shop)).toMatchObject({
      isStale: true,
      error,
    });
    expect(peersOf(aState(), accountId('nobody'), 'x')).toEqual({
      rows: [],
      total: 0,
      status: 'idle',
      isStale: false,
    });
  });

  describe('with a find', () => {
    const found = [aPeer({ id: '3', name: 'Anh' }), aPeer({ id: '9', name: 'An Lạ', isFriend: false })];
    const search = { query: 'an', startedAtMs: nowMs, answeredQuery: 'an', result: fetched(found) };

    it('gain whoever is no friend, each once', () => {
      const view = peersOf(withPeers({ search }), shop, 'an ');
      expect(view.rows.map(({ peer }) => peer.id)).toEqual(['9', '3', '4', '2']);
      expect(view.rows.some(({ isStale }) => isStale)).toBe(false);
      expect(view.search).toEqual({ query: 'an', startedAtMs: nowMs, status: 'ready' });
    });

    it('keep the last answer, dimmed, while another is asked for', () => {
      const view = peersOf(
        withPeers({ search: { ...search, query: 'anh', result: { ...search.result, status: 'loading' } } }),
        shop,
        'anh',
      );
      expect(view.rows.filter(({ isStale }) => isStale).map(({ peer }) => peer.id)).toEqual(['9']);
    });

    it('show no find without a query', () => {
      expect(peersOf(withPeers({ search }), shop, '  ')).not.toHaveProperty('search');
    });
  });

  it('are the same view for the same inputs', () => {
    const state = withPeers();
    expect(peersOf(state, shop, 'anh')).toBe(peersOf({ ...state, login: { status: 'idle' } }, shop, 'anh'));
  });
});

describe('groups and members', () => {
  const state = aState({
    directory: {
      [shop]: aDirectory({
        groups: fetched([aGroup({ id: '72', name: 'Xưởng' }), aGroup({ name: 'Nhóm bán hàng' })]),
        members: {
          [salesGroupId]: fetched([
            aMember({ id: '8', name: 'Đỗ Cường' }),
            aMember({ id: '7', name: 'Bùi An' }),
          ]),
        },
      }),
    },
  });

  it('are sorted and filtered alike', () => {
    expect(groupsOf(state, shop).rows.map(({ name }) => name)).toEqual(['Nhóm bán hàng', 'Xưởng']);
    expect(groupsOf(state, shop, 'xuong').rows.map(({ id }) => id)).toEqual(['72']);
    expect(membersOf(state, shop, salesGroupId).rows.map(({ id }) => id)).toEqual(['7', '8']);
    expect(membersOf(state, shop, salesGroupId, 'do c').rows.map(({ id }) => id)).toEqual(['8']);
    expect(membersOf(state, shop, aGroup({ id: '99' }).id)).toMatchObject({ status: 'idle', rows: [] });
  });
});

describe('members that cannot be seen', () => {
  const of = (total: number | undefined, shown: number, isLocked = false) => {
    const members = Array.from({ length: shown }, (_, at) => aMember({ id: String(1_000 + at) }));
    const group = aGroup({
      ...(total === undefined ? {} : { memberCount: total }),
      ...(isLocked ? { hidesMembers: true } : {}),
    });
    const { memberCount: _count, ...uncounted } = group;
    const directory = aDirectory({
      groups: fetched([total === undefined ? uncounted : group]),
      members: { [salesGroupId]: fetched(members) },
    });
    return unseenMembers(aState({ directory: { [shop]: directory } }), shop, salesGroupId);
  };

  it.each<[string, number | undefined, number, boolean, object | undefined]>([
    ['a few of hundreds', 339, 3, false, { shown: 3, total: 339 }],
    ['one less where the group says that it hides', 10, 9, true, { shown: 9, total: 10 }],
    ['one less, of another moment', 100, 99, false, undefined],
    ['all of them', 9, 9, true, undefined],
    ['more than it was said', 9, 10, false, undefined],
    ['nobody knows how many there are', undefined, 3, false, undefined],
  ])('%s', (_, total, shown, isLocked, expected) => {
    expect(of(total, shown, isLocked)).toEqual(expected);
  });

  it('says nothing before the members were read', () => {
    const directory = aDirectory({ groups: fetched([aGroup({ memberCount: 339 })]) });
    expect(unseenMembers(aState({ directory: { [shop]: directory } }), shop, salesGroupId)).toBeUndefined();
  });
});
