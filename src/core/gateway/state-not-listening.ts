// When nobody listened for an account: what was written then was answered by nobody, whatever the rules say. Pure.

import type { ConsoleEvent } from '../events.ts';
import type { Account } from '../model/account.ts';
import type { NotListening, NotListeningPeriod } from '../model/listening.ts';
import type { Message } from '../model/message.ts';
import type { AccountId } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import { isKnown } from '../shared/remote.ts';
import type { ConsoleState } from '../state.ts';
import { isGatewayRunning, listeningOf } from './select-listening.ts';

/** So many are remembered of an account; the oldest is forgotten first. */
export const maxNotListeningPeriods = 32;

type Hearing = { readonly isHeard: true } | { readonly isHeard: false; readonly sinceMs: number };

/** By what the gateway says itself, where its listeners are no processes. */
const byReport = ({ gatewayReport }: ConsoleState, { id }: Account): Hearing | undefined => {
  const reported =
    isKnown(gatewayReport) && Object.hasOwn(gatewayReport.value, id) ? gatewayReport.value[id] : undefined;
  if (reported?.isRunning === undefined) return undefined;
  if (reported.isRunning && reported.isLinked !== false) return { isHeard: true };
  return { isHeard: false, sinceMs: gatewayReport.atMs ?? 0 };
};

const byProcesses = (state: ConsoleState, account: Account): Hearing | undefined => {
  const { status } = listeningOf(state, account);
  if (status === 'deaf')
    return {
      isHeard: false,
      sinceMs: ownOr(state.listening.anomalies, account.profile.value, undefined)?.sinceMs ?? 0,
    };
  return status === 'heard' || status === 'doubled' || status === 'contested' ? { isHeard: true } : undefined;
};

/** Does a gateway listen on the account? Undefined: it cannot be told, or not yet. */
const hearingOf = (state: ConsoleState, account: Account, isFirstLook: boolean): Hearing | undefined => {
  const { gateway, config } = state;
  if (gateway.status === 'unknown') return undefined;
  if (!isGatewayRunning(state) && (state.hasUnseenGateway || config.isGatewayRemote === true))
    return undefined;
  // Nothing was heard before this console was there to see it.
  if (!isGatewayRunning(state)) return { isHeard: false, sinceMs: isFirstLook ? 0 : gateway.checkedAtMs };
  return config.release.capabilities.drivesZca ? byProcesses(state, account) : byReport(state, account);
};

const isOpen = (period: NotListeningPeriod | undefined): period is NotListeningPeriod =>
  period !== undefined && period.untilMs === undefined;

const periodsAfter = (
  periods: readonly NotListeningPeriod[],
  hearing: Hearing | undefined,
  nowMs: number,
): readonly NotListeningPeriod[] => {
  const last = periods.at(-1);
  if (hearing === undefined || isOpen(last) !== hearing.isHeard) return periods;
  if (!hearing.isHeard)
    return [...periods, { fromMs: Math.max(hearing.sinceMs, last?.untilMs ?? 0) }].slice(
      -maxNotListeningPeriods,
    );
  return [...periods.slice(0, -1), { fromMs: last?.fromMs ?? nowMs, untilMs: nowMs }];
};

/** When the event happened, if it is one that tells who listens. */
const timeOf = (event: ConsoleEvent): number | undefined => {
  switch (event.type) {
    case 'gateway/checked':
      return event.gateway.status === 'unknown' ? undefined : event.gateway.checkedAtMs;
    case 'listening/looked':
      return event.listening.scannedAtMs;
    case 'gateway-report/changed':
      return event.change.status === 'ready' ? event.change.atMs : undefined;
    default:
      return undefined;
  }
};

/** The times known, with what this event told. The same object where it told nothing new. */
export const notListeningAfter = (
  before: ConsoleState,
  after: ConsoleState,
  event: ConsoleEvent,
): NotListening => {
  const nowMs = timeOf(event);
  if (nowMs === undefined) return before.notListening;
  const isFirstLook = before.gateway.status === 'unknown';
  const changed = after.config.accounts.flatMap(
    (account): readonly (readonly [AccountId, readonly NotListeningPeriod[]])[] => {
      const known = ownOr<readonly NotListeningPeriod[]>(before.notListening, account.id, []);
      const periods = periodsAfter(known, hearingOf(after, account, isFirstLook), nowMs);
      return periods === known ? [] : [[account.id, periods]];
    },
  );
  return changed.length === 0
    ? before.notListening
    : { ...before.notListening, ...Object.fromEntries(changed) };
};

/** Did nobody listen when the message came? What the gateway itself tells of it has heard. */
export const wasUnheard = (
  { notListening }: Pick<ConsoleState, 'notListening'>,
  { accountId, receivedAtMs, source }: Message,
): boolean =>
  source === undefined &&
  ownOr<readonly NotListeningPeriod[]>(notListening, accountId, []).some(
    ({ fromMs, untilMs = Number.POSITIVE_INFINITY }) => fromMs <= receivedAtMs && receivedAtMs < untilMs,
  );
