import { expect, it } from 'vitest';
import { type ClaimAnswer, claimAnswerOf } from '../../../src/core/gateway/select-report.ts';
import type { GatewayClaims } from '../../../src/core/model/gateway-report.ts';
import type { ErrorView } from '../../../src/core/shared/error-view.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import { aState, nowMs, type StateParts, shop } from '../../support/builders.ts';

const error: ErrorView = { code: 'garbage-output', sentence: 'No answer.' };
const claim = { isRunning: true };
const claims = (status: GatewayClaims['status'], parts: Partial<GatewayClaims> = {}): StateParts => ({
  claims: { status, isAsking: false, askedAtMs: nowMs, accounts: { [shop]: claim }, ...parts },
});

it.each<[string, StateParts, ClaimAnswer]>([
  ['its claim', claims('answered'), { status: 'claimed', claim }],
  ['nothing, for it does not know the account', claims('answered', { accounts: {} }), { status: 'unknown-account' }],
  ['nothing, for nobody has asked', claims('unasked'), { status: 'unasked' }],
  ['nothing, for nobody can ask', { ...claims('unasked'), openclaw: { status: 'missing' } }, { status: 'no-program' }],
  ['no longer what it said before it was gone', claims('unreachable'), { status: 'unreachable' }],
  ['no longer what it said before it failed to answer', claims('failed', { error }), { status: 'failed', error }],
])('the gateway says of an account %s', (_, parts, answer) => {
  expect(claimAnswerOf(aState(parts), shop)).toEqual(answer);
});

it('no account is called what every object inherits', () => {
  expect(claimAnswerOf(aState(claims('answered')), accountId('constructor'))).toEqual({ status: 'unknown-account' });
});
