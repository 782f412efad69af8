// `zalouser-tui pairing list`: who waits with a code. Decides nothing.
import {
  approvedSenders,
  type Console,
  type ConsoleState,
  type ErrorView,
  isPairingFull,
  maxPendingRequests,
  type PairingRow,
  pairingRows,
  pendingRequests,
  type Scope,
  sentences,
} from '../../core/index.ts';
import type { PairingReport, RequestReport } from '../reports/pairing.ts';
import { errorReportOrNull, iso } from '../reports/parts.ts';
import { columns } from './columns.ts';
import type { Answer, Look } from './command.ts';

const words = sentences.cli.oneShot;

const requestReport = ({ request, name, warning }: PairingRow): RequestReport => ({
  code: request.code ?? null,
  id: request.senderId,
  name: name?.name ?? null,
  nameSource: name?.source ?? null,
  nameWarning: warning?.type ?? null,
  account: request.accountId,
  askedAt: iso(request.createdAtMs),
  expiresAt: iso(request.expiresAtMs),
});

const problemOf = ({ pairing }: ConsoleState): ErrorView | undefined =>
  pairing.error ?? (pairing.status === 'ready' ? undefined : words.storeUnread());

const pairingReport = (state: ConsoleState, scope: Scope, nowMs: number): PairingReport => {
  const error = problemOf(state);
  return {
    requests: pairingRows(state, nowMs, scope).map(requestReport),
    isFull: isPairingFull(state, nowMs, scope === 'all' ? undefined : scope),
    approvedCount: approvedSenders(state, scope).length,
    error: errorReportOrNull(error),
  };
};

const requestLine = (request: RequestReport, nowMs: number): readonly string[] => [
  request.code ?? words.noCode,
  words.id(request.id),
  request.name === null || request.nameSource === null
    ? words.noName
    : words.nameFrom(request.name, sentences.pairingScreen.nameSources[request.nameSource]),
  words.account(request.account),
  words.asked(nowMs - Date.parse(request.askedAt)),
  words.expires(Date.parse(request.expiresAt) - nowMs),
  request.nameWarning === null ? '' : words.nameWarnings[request.nameWarning],
];

const pairingLines = ({ requests, isFull, approvedCount, error }: PairingReport, allPending: number, nowMs: number): readonly string[] => [
  ...columns(requests.map((request) => requestLine(request, nowMs))),
  // "Nobody" would be a guess while the store cannot be read.
  ...(requests.length > 0 || error !== null ? [] : [sentences.pairingScreen.nobodyWaits]),
  ...(isFull ? [sentences.pairingScreen.full(allPending, maxPendingRequests)] : []),
  ...(error === null ? [words.approved(approvedCount)] : []),
];

/** Until it is known whether there is an openclaw, and with it which generation keeps the store. */
const openClawLocated = async ({ store }: Pick<Console, 'store'>): Promise<void> =>
  new Promise((resolve) => {
    const look = ({ openclaw }: ConsoleState): void => {
      if (openclaw.status === 'unknown') return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(look);
    look(store.getState());
  });

/** Reads the store; nothing of zca is waited for. */
export const readStore = async (console: Console): Promise<void> => {
  await console.start();
  await openClawLocated(console);
  await console.actions.reloadConfig();
  await console.actions.refreshPairing();
};

/** `zalouser-tui pairing list`. */
export const pairingList: Look = {
  type: 'look',
  learn: readStore,
  answer: (state, { scope }, nowMs): Answer => {
    const json = pairingReport(state, scope, nowMs);
    const error = problemOf(state);
    return {
      json,
      lines: pairingLines(json, pendingRequests(state, nowMs).length, nowMs),
      ...(error === undefined ? {} : { error }),
    };
  },
};
