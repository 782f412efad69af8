import { expect, it } from 'vitest';
import { type ClaimAnswer, reportedAnswerOf } from '../../../src/core/gateway/select-report.ts';
import type { GatewayReport } from '../../../src/core/model/gateway-report.ts';
import type { ErrorView } from '../../../src/core/shared/error-view.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import { aState, nowMs, type StateParts, shop } from '../../support/builders.ts';

const error: ErrorView = { code: 'garbage-output', sentence: 'No answer.' };
const claim = { isRunning: true };
const gatewayReport = (status: GatewayReport['status'], parts: Partial<GatewayReport> = {}): StateParts => ({
  gatewayReport: { status, isAsking: false, askedAtMs: nowMs, accounts: { [shop]: claim }, ...parts },
});

it.each<[string, StateParts, ClaimAnswer]>([
  ['its claim', gatewayReport('answered'), { status: 'claimed', claim }],
  [
    'nothing, for it does not know the account',
    gatewayReport('answered', { accounts: {} }),
    { status: 'unknown-account' },
  ],
  ['nothing, for nobody has asked', gatewayReport('unasked'), { status: 'unasked' }],
  [
    'nothing, for nobody can ask',
    { ...gatewayReport('unasked'), openclaw: { status: 'missing' } },
    { status: 'no-program' },
  ],
  ['no longer what it said before it was gone', gatewayReport('unreachable'), { status: 'unreachable' }],
  [
    'no longer what it said before it failed to answer',
    gatewayReport('failed', { error }),
    { status: 'failed', error },
  ],
])('the gateway says of an account %s', (_, parts, answer) => {
  expect(reportedAnswerOf(aState(parts), shop)).toEqual(answer);
});

it('no account is called what every object inherits', () => {
  expect(reportedAnswerOf(aState(gatewayReport('answered')), accountId('constructor'))).toEqual({
    status: 'unknown-account',
  });
});
