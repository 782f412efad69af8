// The gateway in the report of `status`: what it is seen to do beside what it says of itself.

import {
  type AccountRow,
  type ConsoleState,
  checklist,
  gatewayPid,
  isGatewayHidden,
  isInScope,
  reportedAnswerOf,
  type Scope,
  sentences,
} from '../../core/index.ts';
import { hintsInOne } from '../../core/shared/remedy.ts';
import { claimAnswer } from '../../tui/status/gateway-vs-observed.ts';
import { hintText } from '../remedies.ts';
import { errorReportOrNull, iso, wordsOf } from '../reports/parts.ts';
import type { AccountReport, GatewayReport } from '../reports/status.ts';
import { cliSentences } from '../words.ts';

const words = cliSentences.oneShot.gateway;

const timeOrNull = (atMs: number | undefined): string | null => (atMs === undefined ? null : iso(atMs));

/** Nobody was asked, or nobody has answered: nothing is known. */
const wasAsked = ({ gatewayReport }: ConsoleState): boolean =>
  gatewayReport.status === 'answered' || gatewayReport.status === 'failed';

/** What is known of the gateway; in words as `doctor` has it. */
export const gatewayStatus = (state: ConsoleState): GatewayReport => {
  const { gateway, gatewayReport } = state;
  const row = checklist(state).find(({ id }) => id === 'gateway');
  const needsYou = row?.state === 'needs-you';
  return {
    status: gateway.status,
    port: gateway.status === 'unknown' ? null : gateway.port,
    // A process that was seen before the port fell silent may have gone.
    pid: (gateway.status === 'down' && !isGatewayHidden(state) ? undefined : gatewayPid(state)) ?? null,
    needsYou,
    sentence: row?.sentence ?? '',
    cure: needsYou ? (hintText(hintsInOne(row.cure, row.remedy)) ?? null) : null,
    askedAt: wasAsked(state) ? timeOrNull(gatewayReport.askedAtMs) : null,
    error: wasAsked(state) ? errorReportOrNull(gatewayReport.error) : null,
  };
};

const reportOf = (state: ConsoleState, { id }: AccountRow): AccountReport['gatewaySays'] => {
  const answer = reportedAnswerOf(state, id);
  if (answer.status !== 'claimed') return null;
  const { claim } = answer;
  return {
    running: claim.isRunning ?? null,
    linked: claim.isLinked ?? null,
    id: claim.userId ?? null,
    name: claim.displayName ?? null,
    lastInboundAt: timeOrNull(claim.lastInboundAtMs),
    lastOutboundAt: timeOrNull(claim.lastOutboundAtMs),
    dmPolicy: claim.dmPolicy ?? null,
    error: claim.lastError ?? null,
  };
};

const listenersOf = ({ listening }: ConsoleState, row: AccountRow): AccountReport['listeners'] =>
  listening.status === 'seen'
    ? row.listening.processes.map(({ pid, owner }) => ({
        pid,
        owner: owner.type,
        ownerPid: 'pid' in owner ? owner.pid : null,
      }))
    : null;

/** What the gateway says of an account, and what is seen of it. */
export const gatewayVsObserved = (
  state: ConsoleState,
  row: AccountRow,
): Pick<AccountReport, 'checkedAt' | 'gatewaySays' | 'listeners'> => ({
  checkedAt: 'checkedAtMs' in row.facts.session ? iso(row.facts.session.checkedAtMs) : null,
  gatewaySays: reportOf(state, row),
  listeners: listenersOf(state, row),
});

const whoListens = ({ listening }: ConsoleState, row: AccountRow): string => {
  if (listening.status !== 'seen')
    return sentences.listening[listening.status === 'hidden' ? 'hidden' : 'unseen'];
  return sentences.listening.whoListens(row.listening.processes);
};

const gatewayAnswer = (state: ConsoleState, row: AccountRow, nowMs: number): string => {
  const detail = state.gatewayReport.status === 'failed' ? wordsOf(state.gatewayReport.error?.detail) : null;
  return [
    claimAnswer(state, row, nowMs),
    ...(detail === null ? [] : [cliSentences.oneShot.itSaid(detail)]),
  ].join(' ');
};

/** The same for people: two lines an account, of those that are meant to run. */
export const gatewayVsObservedRows = (
  state: ConsoleState,
  rows: readonly AccountRow[],
  scope: Scope,
  nowMs: number,
): readonly (readonly string[])[] =>
  rows
    .filter(({ id, account }) => isInScope(scope, id) && account.enabled.value)
    .flatMap((row) => [
      ...(wasAsked(state) ? [[row.id, words.says(gatewayAnswer(state, row, nowMs))]] : []),
      [row.id, words.listens(whoListens(state, row))],
    ]);
