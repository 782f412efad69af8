// `zalouser-tui pairing list`: who waits with a code, and who was let in by one. Decides nothing.

import {
  type AccountId,
  type ApprovedRow,
  approvedRows,
  approvedSenders,
  type ConsoleState,
  type ErrorView,
  isPairingFull,
  isPairingInFiles,
  maxPendingRequests,
  type PairingClient,
  type PairingRow,
  pairingRows,
  pendingRequests,
  type Scope,
  sentences,
} from '../../core/index.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import type { ApprovedReport, PairingReport, RequestReport } from '../reports/pairing.ts';
import { errorReportOrNull, iso } from '../reports/parts.ts';
import { cliSentences } from '../words.ts';
import { cliPairingSentences } from '../words-pairing.ts';
import { columns } from './columns.ts';
import type { Answer, QueryCommand } from './command.ts';

const words = cliSentences.oneShot;
const pairingWords = cliPairingSentences;

/** Reads the store as it is now. */
export const readStore = async ({ start, actions }: PairingClient): Promise<void> => {
  await start();
  await actions.refreshPairing();
};

/** The friends zca last kept: without them nobody who was let in has a name, and no name is like a friend's. */
export const loadNames = async (
  { actions }: PairingClient,
  accounts: readonly AccountId[],
): Promise<void> => {
  await Promise.all(accounts.map((id) => actions.loadPeers(id)));
};

/** Those of the accounts whose friend list is kept nowhere: names there are not compared. */
export const withoutNames = (
  { directory }: ConsoleState,
  accounts: readonly AccountId[],
): readonly AccountId[] => accounts.filter((id) => directory[id]?.peers.atMs === undefined);

/** Why the store is not known, as far as it is not. */
const storeProblem = ({ pairing }: ConsoleState): ErrorView | undefined =>
  pairing.error ?? (pairing.status === 'ready' ? undefined : pairingWords.storeUnread());

/** The accounts on which people wait or were let in. */
const accountsOfPeople = (state: ConsoleState, scope: Scope, nowMs: number): readonly AccountId[] => [
  ...new Set(
    [...pendingRequests(state, nowMs, scope), ...approvedSenders(state, scope)].map(
      ({ accountId }) => accountId,
    ),
  ),
];

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

const approvedReport = ({ sender, name }: ApprovedRow): ApprovedReport => ({
  account: sender.accountId,
  id: sender.senderId,
  name: name?.name ?? null,
  nameSource: name?.source ?? null,
});

/** Only files tell who is approved, and what was not read is not known. */
const isApprovedKnown = ({ config, pairing }: ConsoleState): boolean =>
  isPairingInFiles(config) && pairing.status !== 'unread';

const pairingReport = (state: ConsoleState, scope: Scope, nowMs: number): PairingReport => {
  const approved = isApprovedKnown(state) ? approvedRows(state, scope).map(approvedReport) : null;
  return {
    requests: pairingRows(state, nowMs, scope).map(requestReport),
    isFull: isPairingFull(state, nowMs, scope === 'all' ? undefined : scope),
    approvedCount: approved?.length ?? null,
    approved,
    namesUnread: withoutNames(state, accountsOfPeople(state, scope, nowMs)),
    error: errorReportOrNull(storeProblem(state)),
  };
};

const nameOf = ({ name, nameSource }: Pick<RequestReport, 'name' | 'nameSource'>): string =>
  name === null || nameSource === null
    ? words.noName
    : words.nameFrom(name, sentences.pairing.nameSources[nameSource]);

const requestLine = (request: RequestReport, nowMs: number): readonly string[] => [
  request.code ?? words.noCode,
  words.id(request.id),
  nameOf(request),
  words.account(request.account),
  words.asked(nowMs - Date.parse(request.askedAt)),
  words.expires(Date.parse(request.expiresAt) - nowMs),
  request.nameWarning === null ? '' : words.nameWarnings[request.nameWarning],
];

const approvedLines = ({ approved, error }: PairingReport): readonly string[] => {
  if (approved === null) return error === null ? [pairingWords.approvedUnknown] : [];
  // "Nobody" would be a guess while the store cannot be read.
  if (error !== null && approved.length === 0) return [];
  const rows = approved.map((person) => [words.id(person.id), nameOf(person), words.account(person.account)]);
  return [pairingWords.approved(approved.length), ...columns(rows).map((line) => `  ${line}`)];
};

const pairingLines = (report: PairingReport, allPending: number, nowMs: number): readonly string[] => {
  const { requests, isFull, namesUnread, error } = report;
  return [
    ...columns(requests.map((request) => requestLine(request, nowMs))),
    ...(requests.length > 0 || error !== null ? [] : [sentences.pairing.nobodyWaits]),
    ...(isFull ? [sentences.pairing.full(allPending, maxPendingRequests)] : []),
    ...(requests.length > 0 && namesUnread.length > 0
      ? [sanitizeLine(pairingWords.namesUnread(namesUnread), 1_000)]
      : []),
    ...approvedLines(report),
  ];
};

/** `zalouser-tui pairing list`. */
export const pairingList: QueryCommand<PairingClient> = {
  type: 'query',
  learn: async (client, { scope }) => {
    await readStore(client);
    await loadNames(client, accountsOfPeople(client.store.getState(), scope, Number.NEGATIVE_INFINITY));
  },
  answer: (state, { scope }, nowMs): Answer => {
    const json = pairingReport(state, scope, nowMs);
    const error = storeProblem(state);
    return {
      json,
      lines: pairingLines(json, pendingRequests(state, nowMs).length, nowMs),
      error,
    };
  },
};
