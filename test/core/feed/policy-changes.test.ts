import { describe, expect, it } from 'vitest';
import { maxPolicyChanges } from '../../../src/core/feed/policy-changes.ts';
import { verdictChange, verdictOf } from '../../../src/core/feed/select-verdict.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import {
  type AccountParts,
  aConfig,
  aGroup,
  aMessage,
  anAccount,
  anApproved,
  anId,
  aPeer,
  aRequest,
  aState,
  binhId,
  nowMs,
  salesGroupId,
  shop,
} from '../../support/builders.ts';

const minuteMs = 60_000;
const message = aMessage({ sentAtMs: nowMs, receivedAtMs: nowMs });
const configured = (state: ConsoleState, parts: AccountParts, minutes: number): ConsoleState =>
  reduce(state, {
    type: 'config/read',
    config: aConfig({ accounts: [anAccount(parts)], readAtMs: nowMs + minutes * minuteMs }),
  });
const approved = (state: ConsoleState, ids: readonly string[], minutes: number): ConsoleState =>
  reduce(state, {
    type: 'pairing/read',
    requests: state.pairing.requests,
    approved: ids.map((id) => anApproved('shop', id)),
    atMs: nowMs + minutes * minuteMs,
  });
const start = aState();

describe('since when a verdict is another', () => {
  it('is not said of one that is what it was when the message came', () => {
    expect(verdictChange(start, message)).toBeUndefined();
    expect(verdictChange(configured(start, { dmPolicy: 'open' }, -1), message)).toBeUndefined();
    expect(verdictChange(configured(start, { groupPolicy: 'disabled' }, 1), message)).toBeUndefined();
  });

  it.each<[string, AccountParts, string, string]>([
    ['dmPolicy', { dmPolicy: 'disabled' }, 'dm-disabled', 'dmPolicy'],
    ['allowFrom', { allowFrom: [anId] }, 'reply', 'allowFrom'],
    ['enabled', { enabled: false }, 'account-disabled', 'enabled'],
  ])('names the setting: %s', (_, parts, kind, key) => {
    const state = configured(start, parts, 3);
    expect(verdictOf(state, message).kind).toBe(kind);
    expect(verdictChange(state, message)).toMatchObject({
      atMs: nowMs + 3 * minuteMs,
      before: { kind: 'pairing' },
      causes: [{ type: 'setting', accountId: shop, key }],
    });
  });

  it('names only settings the gateway asks for such a message', () => {
    const parts: AccountParts = { dmPolicy: 'disabled', groupPolicy: 'disabled' };
    const group = aMessage({ isGroup: true, sentAtMs: nowMs, receivedAtMs: nowMs });
    const state = configured(start, parts, 1);
    expect(verdictChange(state, message)?.causes).toEqual([
      { type: 'setting', accountId: shop, key: 'dmPolicy' },
    ]);
    expect(verdictChange(state, group)?.causes).toEqual([
      { type: 'setting', accountId: shop, key: 'groupPolicy' },
    ]);
  });

  it('says that the plugin was switched off', () => {
    const config = aConfig({ accounts: [anAccount({})], readAtMs: nowMs + minuteMs, pluginEnabled: false });
    const state = reduce(start, { type: 'config/read', config });
    expect(verdictOf(state, message).kind).toBe('account-disabled');
    expect(verdictChange(state, message)).toMatchObject({
      before: { kind: 'pairing' },
      causes: [{ type: 'plugin' }],
    });
  });

  it('is the last change that mattered, however many others there were', () => {
    let state = configured(start, { dmPolicy: 'disabled' }, 1);
    state = configured(state, { dmPolicy: 'open' }, 2);
    state = configured(state, { dmPolicy: 'open', groupPolicy: 'disabled' }, 3);
    state = approved(state, [binhId], 4);
    expect(verdictChange(state, message)).toMatchObject({
      atMs: nowMs + 2 * minuteMs,
      before: { kind: 'dm-disabled' },
    });
    const back = configured(state, { groupPolicy: 'disabled' }, 5);
    expect(verdictChange(back, message)).toMatchObject({
      atMs: nowMs + 5 * minuteMs,
      before: { kind: 'reply' },
    });
  });

  it('says that the sender was approved, or was no more', () => {
    const let1 = approved(start, [anId, binhId], 1);
    expect(verdictChange(let1, message)).toMatchObject({
      before: { kind: 'pairing' },
      causes: [{ type: 'approved', senderId: anId }],
    });
    const out = approved(let1, [binhId], 2);
    expect(verdictChange(out, message)).toMatchObject({
      atMs: nowMs + 2 * minuteMs,
      before: { kind: 'reply' },
      causes: [{ type: 'revoked', senderId: anId }],
    });
  });

  it('knows that a full store leaves the next stranger without a code', () => {
    const requests = ['1', '2', '3'].map((senderId) => aRequest({ senderId, createdAtMs: nowMs }));
    const full = reduce(start, { type: 'pairing/read', requests, approved: [], atMs: nowMs + minuteMs });
    expect(verdictOf(full, message).kind).toBe('pairing-full');
    expect(verdictChange(full, message)).toMatchObject({
      before: { kind: 'pairing' },
      causes: [{ type: 'requests' }],
    });
  });

  it('knows that names were learnt, where the config lists names', () => {
    const byName = configured(start, { dmPolicy: 'allowlist', allowFrom: ['Nguyễn An'] }, -1);
    const known = reduce(byName, {
      type: 'peers/changed',
      accountId: shop,
      change: { status: 'ready', value: [aPeer({ id: anId, name: 'Nguyễn An' })], atMs: nowMs + minuteMs },
    });
    expect(verdictChange(known, message)).toMatchObject({
      before: { kind: 'not-in-allowlist' },
      causes: [{ type: 'names' }],
    });
  });

  it('is asked of the gateway as it was: a group that was listed by name', () => {
    const group = aMessage({ isGroup: true, sentAtMs: nowMs, receivedAtMs: nowMs });
    const off = configured(start, { groups: { [salesGroupId]: { allow: false } } }, 1);
    expect(verdictChange(off, group)).toMatchObject({
      before: { kind: 'reply' },
      causes: [{ key: 'groups' }],
    });
    expect(aGroup().id).toBe(salesGroupId);
  });
});

describe('what is remembered of changes', () => {
  it('is nothing where nothing that decides has changed: the config is read again, or for the first time', () => {
    expect(configured(start, {}, 1).policyChanges).toEqual([]);
    expect(
      configured(aState({ config: aConfig({ status: 'unread', accounts: [] }) }), { dmPolicy: 'open' }, 1)
        .policyChanges,
    ).toEqual([]);
    const unread = aState({ pairing: { status: 'idle' } });
    expect(approved(unread, [anId], 1).policyChanges).toEqual([]);
    const others = reduce(start, {
      type: 'peers/changed',
      accountId: shop,
      change: { status: 'ready', value: [aPeer()], atMs: nowMs + 1 },
    });
    expect(others.policyChanges).toBe(start.policyChanges);
  });

  it('is bounded', () => {
    let state = start;
    for (let n = 0; n < maxPolicyChanges + 20; n += 1)
      state = configured(state, { dmPolicy: n % 2 === 0 ? 'open' : 'disabled' }, n + 1);
    expect(state.policyChanges).toHaveLength(maxPolicyChanges);
    expect(state.policyChanges.at(-1)?.atMs).toBe(nowMs + (maxPolicyChanges + 20) * minuteMs);
  });
});
