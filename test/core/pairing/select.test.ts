import { describe, expect, it } from 'vitest';
import { groupNameOf, nameOf, senderNameOf } from '../../../src/core/directory/select-names.ts';
import {
  approvedRows,
  approvedSenders,
  isPairingFull,
  nameWarning,
  nextExpiryMs,
  pairingRows,
  pendingRequests,
} from '../../../src/core/pairing/select.ts';
import { userId } from '../../../src/core/shared/ids.ts';
import { reduce } from '../../../src/core/store.ts';
import {
  aConfig,
  aDirectory,
  aGroup,
  aMember,
  aMessage,
  aNamelessMessage,
  aNamelessRequest,
  anApproved,
  anId,
  aPeer,
  aRequest,
  aSelf,
  aState,
  binhId,
  fetched,
  nowMs,
  salesGroupId,
  shop,
  someFacts,
  work,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const minutes = (count: number): number => count * 60_000;

describe('pending requests', () => {
  const old = aRequest({ senderId: '1', createdAtMs: nowMs - minutes(61) });
  const first = aRequest({ senderId: '2', createdAtMs: nowMs - minutes(50) });
  const second = aRequest({ senderId: '3', accountId: 'work', createdAtMs: nowMs - minutes(5) });
  const state = aState({ pairing: { requests: [old, first, second] } });

  it('leave out what has expired, exactly at its hour', () => {
    expect(pendingRequests(state, nowMs)).toEqual([first, second]);
    expect(pendingRequests(state, first.expiresAtMs - 1)).toEqual([first, second]);
    expect(pendingRequests(state, first.expiresAtMs)).toEqual([second]);
  });

  it('are those of one account when asked', () => {
    expect(pendingRequests(state, nowMs, work)).toEqual([second]);
  });

  it('stay the same array while time passes and nothing expires', () => {
    const before = pendingRequests(state, nowMs);
    expect(pendingRequests(state, nowMs + 1_000)).toBe(before);
    expect(pairingRows(state, nowMs + 2_000)).toBe(pairingRows(state, nowMs));
  });

  it('say when the next one expires', () => {
    expect(nextExpiryMs(state, nowMs)).toBe(first.expiresAtMs);
    expect(nextExpiryMs(aState(), nowMs)).toBeUndefined();
  });

  it.each([
    ['b', true],
    ['d', false],
  ] as const)('are full over all accounts on 2026.2.26 and per account on 2026.9.6 (%s)', (kind, isFull) => {
    const three = [1, 2, 3].map((n) =>
      aRequest({ senderId: String(n), accountId: n === 3 ? 'work' : 'shop' }),
    );
    const full = aState({ config: aConfig({ release: aRelease(kind) }), pairing: { requests: three } });
    expect(isPairingFull(full, nowMs, shop)).toBe(isFull);
    expect(isPairingFull(full, nowMs)).toBe(true);
    expect(isPairingFull(full, nowMs + minutes(60), shop)).toBe(false);
  });
});

describe('names', () => {
  const named = aState({
    pairing: { requests: [aRequest({ name: 'Tên trong yêu cầu' })] },
    feed: { messages: [aMessage({ senderName: 'Tên cũ' }), aMessage({ senderName: 'Tên trong tin' })] },
    directory: {
      [shop]: aDirectory({
        peers: fetched([aPeer({ id: anId, name: 'Tên trong danh bạ' })]),
        members: { [salesGroupId]: fetched([aMember({ id: anId, name: 'Tên trong nhóm' })]) },
      }),
    },
  });

  it.each([
    ['pairing', 'Tên trong yêu cầu', named],
    ['friends', 'Tên trong danh bạ', aState({ ...named, pairing: { requests: [aNamelessRequest()] } })],
    ['feed', 'Tên trong tin', aState({ ...named, pairing: {}, directory: {} })],
    [
      'members',
      'Tên trong nhóm',
      aState({
        ...named,
        pairing: {},
        feed: {},
        directory: { [shop]: aDirectory({ members: named.directory[shop]?.members ?? {} }) },
      }),
    ],
  ] as const)('come from %s where no better source has one', (source, name, state) => {
    expect(nameOf(state, shop, anId)).toEqual({ name, source });
  });

  it('are those of the account asked about, and absent where nobody gave one', () => {
    expect(nameOf(named, work, anId)).toBeUndefined();
    expect(
      nameOf(aState({ pairing: { requests: [aRequest({ name: '   ' })] } }), shop, anId),
    ).toBeUndefined();
  });

  it('of the account itself and of people a search found are known', () => {
    const self = aSelf();
    const search = {
      query: 'x',
      startedAtMs: nowMs,
      result: fetched([aPeer({ id: '77', name: 'Người lạ', isFriend: false })]),
    };
    const state = aState({ directory: { [shop]: aDirectory({ search }) } });
    expect(nameOf(state, shop, self.id)).toEqual({ name: self.name, source: 'self' });
    expect(nameOf(state, shop, userId('77'))).toEqual({ name: 'Người lạ', source: 'search' });
  });

  it('of the sender of a message fall back to the other sources', () => {
    const state = aState({
      directory: { [shop]: aDirectory({ peers: fetched([aPeer({ id: anId, name: 'An' })]) }) },
    });
    expect(senderNameOf(state, aMessage({ senderName: 'Nguyễn An' }))).toBe('Nguyễn An');
    expect(senderNameOf(state, aNamelessMessage())).toBe('An');
    expect(senderNameOf(aState(), aNamelessMessage())).toBeUndefined();
  });

  it('of groups come from the list, else from the feed', () => {
    const heard = aState({ feed: { messages: [aMessage({ isGroup: true, threadName: 'Nhóm nghe thấy' })] } });
    expect(groupNameOf(heard, shop, salesGroupId)).toBe('Nhóm nghe thấy');
    expect(
      groupNameOf(
        { ...heard, directory: { [shop]: aDirectory({ groups: fetched([aGroup()]) }) } },
        shop,
        salesGroupId,
      ),
    ).toBe('Nhóm bán hàng');
  });
});

describe('a name that could be a trick', () => {
  const state = aState({
    facts: { [shop]: someFacts({ self: aSelf({ name: 'Cửa hàng Hoa Mai' }) }) },
    pairing: { approved: [anApproved('shop', '900')] },
    feed: { messages: [aMessage({ senderId: '900', senderName: 'Lê Hoà' })] },
    directory: {
      [shop]: aDirectory({
        peers: fetched([aPeer({ name: 'Trần Thị Bình' }), aPeer({ id: '5', name: 'Willie Marn' })]),
      }),
    },
  });
  const stranger = userId('666');

  it.each([
    ['Trần Thị Bình', 'same', 'Trần Thị Bình'],
    ['Trần Thị Bình'.normalize('NFD'), 'same', 'Trần Thị Bình'],
    ['tran thi binh', 'folded', 'Trần Thị Bình'],
    ['Trần  Thị  Bình', 'folded', 'Trần Thị Bình'],
    ['Trầп Thị Bình', 'confusable', 'Trần Thị Bình'],
    ['TranThiBinh.', 'confusable', 'Trần Thị Bình'],
    ['Wi11ie Mam', 'confusable', 'Willie Marn'],
    ['cua hang hoa mai', 'folded', 'Cửa hàng Hoa Mai'],
    ['Lê Hoà', 'same', 'Lê Hoà'],
  ] as const)('%s looks like a contact (%s)', (name, likeness, contact) => {
    expect(nameWarning(state, shop, stranger, name)).toMatchObject({
      type: 'like-contact',
      likeness,
      name: contact,
    });
  });

  it.each(['Trần Thị Bích', 'Bình', '', '   ', '💥', '...'])('%j does not', (name) => {
    expect(nameWarning(state, shop, stranger, name)).toBeUndefined();
  });

  it('mixes alphabets', () => {
    expect(nameWarning(state, shop, stranger, 'Аdmin')).toEqual({ type: 'mixed-scripts' });
    expect(nameWarning(state, shop, stranger, 'Иван')).toBeUndefined();
  });

  it('is not that of the contact itself, nor of a contact of another account', () => {
    expect(nameWarning(state, shop, binhId, 'Trần Thị Bình')).toBeUndefined();
    expect(nameWarning(state, work, stranger, 'Trần Thị Bình')).toBeUndefined();
  });

  it('stands on the row of the request, with its work', () => {
    const request = aRequest({ senderId: '666', name: 'Trần Thị Bình' });
    const asked = aState({
      ...state,
      pairing: {
        ...state.pairing,
        requests: [request],
        work: { 'shop:666': { status: 'running', act: 'approve' } },
      },
    });
    expect(pairingRows(asked, nowMs)).toEqual([
      {
        key: 'shop:666',
        request,
        name: { name: 'Trần Thị Bình', source: 'pairing' },
        warning: { type: 'like-contact', likeness: 'same', name: 'Trần Thị Bình', userId: binhId },
        work: { status: 'running', act: 'approve' },
        heard: [],
        reach: { status: 'likely' },
      },
    ]);
  });

  it('is told of two who wait under one name, but not of one who waits alone', () => {
    const twins = aState({
      pairing: { requests: [aRequest({ senderId: '1' }), aRequest({ senderId: '2', name: 'Nguyen An' })] },
    });
    expect(pairingRows(twins, nowMs).map(({ warning }) => warning)).toEqual([
      { type: 'like-request', likeness: 'folded', name: 'Nguyen An', userId: '2' },
      { type: 'like-request', likeness: 'folded', name: 'Nguyễn An', userId: '1' },
    ]);
    const apart = aState({
      pairing: { requests: [aRequest({ senderId: '1' }), aRequest({ senderId: '2', accountId: 'work' })] },
    });
    expect(pairingRows(apart, nowMs).map(({ warning }) => warning)).toEqual([undefined, undefined]);
  });
});

describe('approved senders', () => {
  const state = aState({
    pairing: { approved: [anApproved('shop', '1'), anApproved('work', '2')] },
    directory: { [shop]: aDirectory({ peers: fetched([aPeer({ id: '1', name: 'An' })]) }) },
  });

  it('are those of the scope, with names', () => {
    expect(approvedSenders(state)).toBe(state.pairing.approved);
    expect(approvedRows(state, shop)).toEqual([
      { key: 'shop:1', sender: anApproved('shop', '1'), name: { name: 'An', source: 'friends' } },
    ]);
    expect(approvedRows(state).map(({ key }) => key)).toEqual(['shop:1', 'work:2']);
  });

  it('are the same rows until something about them changes', () => {
    const rows = approvedRows(state);
    expect(approvedRows({ ...state, login: { status: 'idle' } })).toBe(rows);
    expect(
      approvedRows(reduce(state, { type: 'peers/changed', accountId: work, change: { status: 'loading' } })),
    ).not.toBe(rows);
  });
});
