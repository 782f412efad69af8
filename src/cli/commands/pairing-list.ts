// `zalouser-tui pairing list`: who waits with a code. Decides nothing.
import {
  approvedSenders,
  type Console,
  type ConsoleState,
  type ErrorView,
  isPairingFull,
  maxPendingRequests,
  type NameSource,
  type NameWarning,
  type PairingRow,
  pairingRows,
  pendingRequests,
  type Scope,
  sentences,
} from '../../core/index.ts';
import { columns } from './columns.ts';
import type { Answer, OneShot } from './one-shot.ts';

const words = sentences.cli.oneShot;

/** A pending request as `pairing list --json` prints it. What is not known is null, never absent. */
export interface RequestReport {
  readonly code: string;
  readonly id: string;
  readonly name: string | null;
  /** Who says so: strangers choose their names, only `self` and `friends` mean an acquaintance. */
  readonly nameSource: NameSource | null;
  /** Why the name deserves a second look. */
  readonly nameWarning: NameWarning['type'] | null;
  readonly account: string;
  /** ISO 8601, UTC. */
  readonly askedAt: string;
  readonly expiresAt: string;
}

/** What `pairing list --json` prints. Keys may be added, none is renamed or left out. */
export interface PairingReport {
  /** Oldest first; expired ones are left out. */
  readonly requests: readonly RequestReport[];
  /** Further strangers get no code now, and wait unseen. */
  readonly isFull: boolean;
  /** Senders approved by code. */
  readonly approvedCount: number;
  /** Why the lists above are not whole, and perhaps empty; the exit code is 1 then. */
  readonly error: { readonly code: string; readonly sentence: string; readonly hint: string | null } | null;
}

const iso = (atMs: number): string => new Date(atMs).toISOString();

const requestReport = ({ request, name, warning }: PairingRow): RequestReport => ({
  code: request.code,
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
    error: error === undefined ? null : { code: error.code, sentence: error.sentence, hint: error.hint ?? null },
  };
};

const requestLine = (request: RequestReport, nowMs: number): readonly string[] => [
  request.code,
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

/** `zalouser-tui pairing list`. */
export const pairingList: OneShot = {
  learn: async (console) => {
    await console.start();
    await openClawLocated(console);
    await console.actions.reloadConfig();
    await console.actions.refreshPairing();
  },
  answer: (state, scope, nowMs): Answer => {
    const json = pairingReport(state, scope, nowMs);
    const error = problemOf(state);
    return {
      json,
      lines: pairingLines(json, pendingRequests(state, nowMs).length, nowMs),
      ...(error === undefined ? {} : { error }),
    };
  },
};
