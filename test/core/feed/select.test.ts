import { describe, expect, it } from 'vitest';
import { type FeedQuery, threadNameOf } from '../../../src/core/feed/query.ts';
import { feedMessages, feedRate, lastMessageAtMs } from '../../../src/core/feed/select.ts';
import { verdictOf } from '../../../src/core/feed/select-verdict.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import {
  aConfig,
  aDirectory,
  aGroup,
  aMessage,
  aNamelessMessage,
  anAccount,
  anApproved,
  anId,
  aPeer,
  aRequest,
  aState,
  binhId,
  fetched,
  nowMs,
  salesGroupId,
  shop,
  work,
} from '../../support/builders.ts';

const friend = aMessage({
  id: 'friend',
  senderId: binhId,
  senderName: 'Trần Thị Bình',
  text: 'Mẫu áo dài này giá bao nhiêu?',
});
const stranger = aMessage({ id: 'stranger', text: 'chào' });
const sales = aMessage({
  id: 'sales',
  isGroup: true,
  text: 'hàng về rồi',
  media: { kind: 'image', count: 2 },
});
const elsewhere = aMessage({ id: 'elsewhere', isGroup: true, threadId: '7200', threadName: 'Nhóm lạ' });
const own = aMessage({ id: 'own', isOwn: true });
const other = aMessage({ id: 'other', accountId: 'work' });
const messages = [friend, stranger, sales, elsewhere, own, other];
const state = aState({
  config: aConfig({ accounts: [anAccount(), anAccount({ id: 'work', dmPolicy: 'disabled' })] }),
  pairing: { approved: [anApproved('shop', binhId)] },
  feed: { messages },
});
const ids = (query: FeedQuery, from: ConsoleState = state): readonly string[] =>
  feedMessages(from, query).map(({ id }) => id);

describe('the messages of the feed', () => {
  it.each<[FeedQuery, string[]]>([
    [{}, ['friend', 'stranger', 'sales', 'elsewhere', 'own', 'other']],
    [{ scope: work }, ['other']],
    [{ kind: 'answered' }, ['friend', 'sales']],
    [{ kind: 'blocked' }, ['elsewhere', 'other']],
    [{ kind: 'pairing' }, ['stranger']],
    [{ kind: 'direct', scope: shop }, ['friend', 'stranger', 'own']],
    [{ kind: 'groups' }, ['sales', 'elsewhere']],
    [{ kind: 'media' }, ['sales']],
    [{ text: 'tran thi BINH' }, ['friend']],
    [{ text: 'ao dai' }, ['friend']],
    [{ text: 'nhom ban' }, ['sales']],
    [{ text: '7200' }, ['elsewhere']],
    [{ text: 'khong co gi' }, []],
    [{ text: 'nhom', kind: 'blocked' }, ['elsewhere']],
    [{ receivedFromMs: other.receivedAtMs }, ['other']],
    [{ receivedUntilMs: friend.receivedAtMs }, ['friend']],
  ])('with %j', (query, expected) => {
    expect(ids(query)).toEqual(expected);
  });

  it('are found by names that only other places know', () => {
    const nameless = aNamelessMessage({ id: 'nameless', senderId: '55' });
    const { threadName: _, ...bare } = aMessage({ id: 'bare', isGroup: true, threadId: salesGroupId });
    const directory = {
      [shop]: aDirectory({
        peers: fetched([aPeer({ id: '55', name: 'Đỗ Quyên' })]),
        groups: fetched([aGroup({ name: 'Xưởng may' })]),
      }),
    };
    const known = aState({ feed: { messages: [nameless, bare] }, directory });
    expect(ids({ text: 'do quyen' }, known)).toEqual(['nameless']);
    expect(ids({ text: 'xuong' }, known)).toEqual(['bare']);
    expect(threadNameOf(known, bare)).toBe('Xưởng may');
    expect(threadNameOf(known, nameless)).toBeUndefined();
  });

  it('are the array of the state itself where nothing is left out, and the same array for the same question', () => {
    expect(feedMessages(state, {})).toBe(state.feed.messages);
    expect(feedMessages(state, { text: 'chao' })).toBe(
      feedMessages({ ...state, login: { status: 'idle' } }, { text: ' chao ' }),
    );
    expect(feedMessages(state, { kind: 'answered' })).toBe(feedMessages(state, { kind: 'answered' }));
  });

  it('follow what changes a verdict', () => {
    const approved = reduce(state, {
      type: 'pairing/read',
      requests: [],
      approved: [anApproved('shop', anId)],
      atMs: nowMs,
    });
    expect(ids({ kind: 'answered' }, approved)).toEqual(['stranger', 'sales']);
  });
});

describe('verdicts', () => {
  it('are worked out once and kept while nothing about them changes', () => {
    const verdict = verdictOf(state, stranger);
    expect(verdict.kind).toBe('pairing');
    expect(verdictOf({ ...state, login: { status: 'idle' } }, stranger)).toBe(verdict);
    const again = reduce(state, {
      type: 'pairing/read',
      requests: [],
      approved: [anApproved('shop', binhId)],
      atMs: nowMs + 1,
    });
    expect(verdictOf(again, stranger)).toBe(verdict);
  });

  it('change with the account, the approved store and the pending requests', () => {
    const closed = reduce(state, {
      type: 'config/read',
      config: aConfig({ accounts: [anAccount({ dmPolicy: 'allowlist' })] }),
    });
    expect(verdictOf(closed, stranger).kind).toBe('not-in-allowlist');
    const three = ['1', '2', '3'].map((senderId) => aRequest({ senderId }));
    const full = reduce(state, { type: 'pairing/read', requests: three, approved: [], atMs: nowMs });
    expect(verdictOf(full, stranger).kind).toBe('pairing-full');
    expect(verdictOf(state, stranger).kind).toBe('pairing');
  });

  it('do not count requests that had expired when the message came', () => {
    const stale = ['1', '2', '3'].map((senderId) => aRequest({ senderId, createdAtMs: nowMs - 3_700_000 }));
    expect(verdictOf(aState({ pairing: { requests: stale } }), stranger).kind).toBe('pairing');
  });

  it('know names of the directory, as the gateway does', () => {
    const byName = aState({
      config: aConfig({ accounts: [anAccount({ dmPolicy: 'allowlist', allowFrom: ['Nguyễn An'] })] }),
    });
    expect(verdictOf(byName, stranger).kind).toBe('not-in-allowlist');
    const known = {
      ...byName,
      directory: { [shop]: aDirectory({ peers: fetched([aPeer({ id: anId, name: 'Nguyễn An' })]) }) },
    };
    expect(verdictOf(known, stranger).kind).toBe('reply');
  });

  it('of accounts the config does not list are those of one that does not run', () => {
    const lost = aMessage({ accountId: 'gone' });
    expect(verdictOf(state, lost)).toMatchObject({ kind: 'account-disabled', isLetThrough: false });
    expect(verdictOf(state, lost)).toBe(verdictOf(state, lost));
    expect(verdictOf(state, { ...lost, isOwn: true }).kind).toBe('own');
  });
});

describe('pace', () => {
  it('is what came in the last two seconds, own messages and other accounts aside', () => {
    const burst = Array.from({ length: 400 }, (_, index) =>
      aMessage({ sentAtMs: nowMs - index * 10, receivedAtMs: nowMs - index * 10 }),
    ).reverse();
    const lively = aState({
      feed: {
        messages: [
          ...burst,
          aMessage({ isOwn: true, receivedAtMs: nowMs }),
          aMessage({ accountId: 'work', receivedAtMs: nowMs }),
        ],
      },
    });
    expect(feedRate(lively, nowMs, shop)).toBe(100);
    expect(feedRate(lively, nowMs)).toBe(100.5);
    expect(feedRate(aState(), nowMs)).toBe(0);
  });

  it('knows when a scope was last written to', () => {
    const heard = aState({ feed: { lastMessageAtMs: { [shop]: 5, [work]: 9 } } });
    expect([
      lastMessageAtMs(heard, 'all'),
      lastMessageAtMs(heard, shop),
      lastMessageAtMs(heard, accountId('constructor')),
      lastMessageAtMs(aState(), 'all'),
    ]).toEqual([9, 5, undefined, undefined]);
  });
});
