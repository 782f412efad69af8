import { describe, expect, it } from 'vitest';
import type { AccessAfter } from '../../../src/core/pairing/decision.ts';
import { accessAfterDecision, getsThrough } from '../../../src/core/pairing/select-decisions.ts';
import { accessAfterSentences as words } from '../../../src/core/pairing/words.ts';
import { hintText } from '../../../src/tui/app/remedies.ts';
import {
  type AccountParts,
  aConfig,
  aDirectory,
  anAccount,
  anApproved,
  anId,
  aPeer,
  aRequest,
  aState,
  fetched,
  nowMs,
  type StateParts,
  shop,
} from '../../support/builders.ts';
import { aRelease, type ReleaseKind } from '../../support/releases.ts';

const who = { accountId: shop, senderId: anId };
const stateOf = (account: AccountParts, parts: StateParts = {}, kind: ReleaseKind = 'b') =>
  aState({
    config: aConfig({ release: aRelease(kind), accounts: [anAccount(account)] }),
    pairing: { approved: [anApproved('shop', anId)] },
    ...parts,
  });
const waiting = (...senders: readonly string[]) =>
  senders.map((senderId) => aRequest({ senderId, code: `CODE${senderId}` }));
const friends = {
  directory: { [shop]: aDirectory({ peers: fetched([aPeer({ id: anId, name: 'Nguyễn An' })]) }) },
};

describe('after a revocation', () => {
  it.each<[string, AccountParts, StateParts, AccessAfter, string]>([
    ['asks again', {}, {}, { status: 'asks' }, 'Their next message asks for a code again.'],
    [
      'is in allowFrom by id',
      { allowFrom: [anId] },
      {},
      { status: 'through', by: 'allow-from', entry: anId },
      `They still get through: allowFrom of shop holds “${anId}”.`,
    ],
    [
      'is in allowFrom by name',
      { allowFrom: ['nguyễn an'] },
      friends,
      { status: 'through', by: 'allow-from', entry: 'nguyễn an' },
      'They still get through: allowFrom of shop holds “nguyễn an”.',
    ],
    [
      'may be in allowFrom by name',
      { allowFrom: ['Nguyễn An', '900'] },
      {},
      { status: 'unchecked', entries: ['Nguyễn An'] },
      'They may still get through: allowFrom of shop holds names (“Nguyễn An”), and the friend list that tells whose they are has not been read.',
    ],
    [
      'everybody is let in',
      { allowFrom: ['*'] },
      {},
      { status: 'through', by: 'allow-from', entry: '*' },
      'They still get through: allowFrom of shop holds “*”, which is everybody.',
    ],
    [
      'open',
      { dmPolicy: 'open' },
      {},
      { status: 'through', by: 'open' },
      'They still get through: dmPolicy of shop is open.',
    ],
    [
      'no code under allowlist',
      { dmPolicy: 'allowlist' },
      {},
      { status: 'dropped', policy: 'allowlist' },
      'dmPolicy of shop is allowlist, which drops their messages and sends no code.',
    ],
    [
      'no code under disabled, whatever allowFrom holds',
      { dmPolicy: 'disabled', allowFrom: [anId, 'Nguyễn An'] },
      {},
      { status: 'dropped', policy: 'disabled' },
      'dmPolicy of shop is disabled, which drops their messages and sends no code.',
    ],
    [
      'no code while three wait',
      {},
      { pairing: { approved: [anApproved('shop', anId)], requests: waiting('1', '2', '3') } },
      { status: 'full' },
      'Their next message gets no code: 3 requests are pending already.',
    ],
    [
      'a code is out already',
      {},
      { pairing: { approved: [anApproved('shop', anId)], requests: waiting('1', '2', anId) } },
      { status: 'asked' },
      'They have a code, and their request is still pending.',
    ],
    [
      'expired requests take nobody’s place',
      {},
      {
        pairing: {
          requests: waiting('1', '2', '3').map((request) => ({ ...request, expiresAtMs: nowMs - 1 })),
        },
      },
      { status: 'asks' },
      'Their next message asks for a code again.',
    ],
    [
      'the account is switched off, and its list would let them in',
      { enabled: false, allowFrom: [anId] },
      {},
      { status: 'through', by: 'allow-from', entry: anId, off: 'account' },
      `They still get through: allowFrom of shop holds “${anId}”. Account shop is switched off now.`,
    ],
  ])('%s', (_, account, parts, accessAfter, sentence) => {
    const state = stateOf(account, parts);
    expect(accessAfterDecision(state, 'revoke', who, nowMs)).toEqual(accessAfter);
    expect(words.means('revoke', accessAfter, 'shop')).toBe(sentence);
    // What is said before it is done holds when it is done.
    const done = { ...state, pairing: { ...state.pairing, approved: [] } };
    expect(accessAfterDecision(done, 'revoke', who, nowMs)).toEqual(accessAfter);
  });

  it('on an account the config does not list, and without a config', () => {
    const state = stateOf({ id: 'work' });
    expect(accessAfterDecision(state, 'revoke', who, nowMs)).toEqual({ status: 'unlisted' });
    const broken = { ...state, config: aConfig({ status: 'broken', accounts: [] }) };
    expect(accessAfterDecision(broken, 'revoke', who, nowMs)).toEqual({ status: 'unknown' });
  });
});

describe('after an approval', () => {
  it.each<[string, AccountParts, 'b' | 'd', AccessAfter, string]>([
    ['pairing', {}, 'b', { status: 'through', by: 'approved' }, ''],
    [
      'a policy nobody knows lets the approved in',
      { dmPolicy: 'bogus' },
      'b',
      { status: 'through', by: 'approved' },
      '',
    ],
    [
      'allowlist',
      { dmPolicy: 'allowlist' },
      'b',
      { status: 'dropped', policy: 'allowlist' },
      'dmPolicy of shop is allowlist, and approvals by code do not count then: the gateway still drops direct messages.',
    ],
    [
      'open where that means allowFrom',
      { dmPolicy: 'open' },
      'd',
      { status: 'dropped', policy: 'open' },
      'dmPolicy of shop is open, and approvals by code do not count then: the gateway still drops direct messages.',
    ],
    [
      'open',
      { dmPolicy: 'open' },
      'b',
      { status: 'through', by: 'open' },
      'They get through without it: dmPolicy of shop is open.',
    ],
    [
      'listed',
      { allowFrom: [anId], dmPolicy: 'allowlist' },
      'b',
      { status: 'through', by: 'allow-from', entry: anId },
      `They get through without it: allowFrom of shop holds “${anId}”.`,
    ],
    [
      'switched off',
      { enabled: false },
      'b',
      { status: 'through', by: 'approved', off: 'account' },
      'Account shop is switched off now.',
    ],
  ])('%s', (_, account, kind, accessAfter, sentence) => {
    const state = stateOf(account, { pairing: { requests: [aRequest()] } }, kind);
    expect(accessAfterDecision(state, 'approve', who, nowMs)).toEqual(accessAfter);
    expect(words.means('approve', accessAfter, 'shop')).toBe(sentence);
  });
});

it.each<[AccessAfter, boolean | undefined]>([
  [{ status: 'through', by: 'open' }, true],
  [{ status: 'through', by: 'open', off: 'plugin' }, false],
  [{ status: 'asks' }, false],
  [{ status: 'unknown' }, undefined],
  [{ status: 'unchecked', entries: ['An'] }, undefined],
])('whether somebody gets through: %j', (accessAfter, expected) => {
  expect(getsThrough(accessAfter)).toBe(expected);
});

it('a dismissal makes room for the next', () => {
  const state = stateOf({}, { pairing: { requests: waiting('1', '2', anId) } });
  expect(accessAfterDecision(state, 'dismiss', who, nowMs)).toEqual({ status: 'asks' });
});

it.each<[AccessAfter, string | undefined]>([
  [{ status: 'through', by: 'open' }, 'To shut them out, change dmPolicy on Access (5).'],
  [
    { status: 'through', by: 'allow-from', entry: '*' },
    'To shut them out, take that out of allowFrom on Access (5).',
  ],
  [{ status: 'through', by: 'approved' }, undefined],
  [{ status: 'asks' }, undefined],
])('how to shut somebody out: %j', (accessAfter, expected) => {
  expect(hintText(words.fix(accessAfter))).toBe(expected);
});
