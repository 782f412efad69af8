import { expect, it } from 'vitest';
import { type ReportAnswer, reportedAnswerOf } from '../../../src/core/gateway/select-report.ts';
import type { GatewayReport } from '../../../src/core/model/programs.ts';
import type { ErrorView } from '../../../src/core/shared/error-view.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import type { Remote } from '../../../src/core/shared/remote.ts';
import { aState, nowMs, type StateParts, shop } from '../../support/builders.ts';

type Report = Remote<GatewayReport>;
const error: ErrorView = { code: 'garbage-output', sentence: 'No answer.' };
const reported = { isRunning: true };
const gatewayReport = (status: Report['status'], parts: Partial<Report> = {}): StateParts => ({
  gatewayReport: { status, atMs: nowMs, value: { [shop]: reported }, ...parts },
});

it.each<[string, StateParts, ReportAnswer]>([
  ['its claim', gatewayReport('ready'), { status: 'reported', reported }],
  [
    'nothing, for it does not know the account',
    gatewayReport('ready', { value: {} }),
    { status: 'unknown-account' },
  ],
  [
    'what it said before, while it is asked again',
    gatewayReport('loading'),
    { status: 'reported', reported },
  ],
  ['nothing, for nobody has asked', gatewayReport('idle'), { status: 'unasked' }],
  [
    'nothing, for nobody can ask',
    { ...gatewayReport('idle'), openclaw: { status: 'missing' } },
    { status: 'no-program' },
  ],
  [
    'no longer what it said before it was gone',
    gatewayReport('failed', { error: { ...error, code: 'gateway-down' } }),
    { status: 'unreachable' },
  ],
  [
    'no longer what it said before it failed to answer',
    gatewayReport('failed', { error }),
    { status: 'failed', error },
  ],
])('the gateway says of an account %s', (_, parts, answer) => {
  expect(reportedAnswerOf(aState(parts), shop)).toEqual(answer);
});

it('no account is called what every object inherits', () => {
  expect(reportedAnswerOf(aState(gatewayReport('ready')), accountId('constructor'))).toEqual({
    status: 'unknown-account',
  });
});
