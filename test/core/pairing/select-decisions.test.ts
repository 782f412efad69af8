import { describe, expect, it } from 'vitest';
import type { PairingDecision, Undo } from '../../../src/core/pairing/decision.ts';
import { decisionRows, undoOf } from '../../../src/core/pairing/select-decisions.ts';
import { maxDecisions } from '../../../src/core/pairing/state.ts';
import { reduce } from '../../../src/core/store.ts';
import {
  aConfig,
  anApproved,
  anId,
  aState,
  binhId,
  nowMs,
  type StateParts,
  shop,
  work,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const a = (act: PairingDecision['act'], id = 1, parts: Partial<PairingDecision> = {}): PairingDecision => ({
  id,
  atMs: nowMs + id,
  act,
  accountId: shop,
  senderId: anId,
  ...parts,
});
const approved = [anApproved('shop', anId)];

describe('taking a decision back', () => {
  it.each<[string, readonly PairingDecision[], StateParts['pairing'], Undo]>([
    ['an approval', [a('approve')], { approved }, { act: 'revoke' }],
    ['an approval that is gone', [a('approve')], {}, { refusal: 'changed' }],
    ['a revocation', [a('revoke')], {}, { act: 'restore' }],
    ['a revocation of somebody who is in again', [a('revoke')], { approved }, { refusal: 'changed' }],
    ['a return', [a('restore')], { approved }, { act: 'revoke' }],
    ['a dismissal', [a('dismiss')], {}, { refusal: 'dismissed' }],
    [
      'the first of two',
      [a('approve'), a('revoke', 2), a('restore', 3)],
      { approved },
      { refusal: 'changed' },
    ],
    ['one with a dismissal after it', [a('revoke'), a('dismiss', 2)], {}, { act: 'restore' }],
  ])('%s', (_, decisions, pairing, expected) => {
    const [first] = decisions;
    expect(first && undoOf(aState({ pairing: { ...pairing, decisions } }), first)).toEqual(expected);
  });

  it('is not possible in a database', () => {
    const state = aState({
      config: aConfig({ release: aRelease('d') }),
      pairing: { approved, decisions: [a('approve')] },
    });
    expect(undoOf(state, a('approve'))).toEqual({ refusal: 'unsupported' });
  });
});

describe('the history', () => {
  const other = a('dismiss', 2, { senderId: binhId, accountId: work });
  it('is newest first, of the accounts in view, with the work on each person', () => {
    const key = `shop:${anId}`;
    const state = aState({
      pairing: {
        approved,
        decisions: [a('approve'), other],
        work: { [key]: { status: 'running', act: 'notify' } },
      },
    });
    expect(decisionRows(state)).toEqual([
      { key: '2', decision: other, undo: { refusal: 'dismissed' } },
      {
        key: '1',
        decision: a('approve'),
        undo: { act: 'revoke' },
        work: { status: 'running', act: 'notify' },
      },
    ]);
    expect(decisionRows(state, work).map(({ key: row }) => row)).toEqual(['2']);
  });

  it('is written by events, told by later ones, survives a reading, and is bounded', () => {
    const decided = reduce(aState(), { type: 'pairing/decided', decision: a('approve') });
    const delivery = reduce(decided, {
      type: 'pairing/delivery-changed',
      id: 1,
      delivery: { status: 'sent' },
    });
    const read = reduce(delivery, { type: 'pairing/read', requests: [], approved: [], atMs: nowMs });
    expect(read.pairing.decisions).toEqual([a('approve', 1, { delivery: { status: 'sent' } })]);
    const many = Array.from({ length: maxDecisions + 5 }, (_, index) => index + 1).reduce(
      (state, id) => reduce(state, { type: 'pairing/decided', decision: a('dismiss', id) }),
      aState(),
    );
    expect(many.pairing.decisions).toHaveLength(maxDecisions);
    expect(many.pairing.decisions.at(-1)?.id).toBe(maxDecisions + 5);
  });
});
