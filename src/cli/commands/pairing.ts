// `zalouser-tui pairing list`: who waits with a code, and who was let in by one. Decides nothing.

import {
  type AccountId,
  type ApprovedRow,
  approvedRows,
  approvedSenders,
  areApprovedTold,
  type ConsoleState,
  type ErrorView,
  isPairingFull,
  maxPendingRequests,
  type PairingClient,
  type PairingRow,
  pairingRows,
  pendingRequests,
  type Scope,
  sentences,
} from '../../core/faces.ts';
import { shown } from '../../core/shared/error-view.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import { errorReportOrNull, iso } from '../reports/parts.ts';
import type { ApprovedReport, PairingReport, RequestReport } from '../reports/people.ts';
import { cliSentences, who } from '../words.ts';
import { type Answer, columns, type QueryCommand } from './command.ts';

// What the pairing commands print that need no terminal.

export const cliPairingSentences = {
  /** Below the requests of `pairing list`; the people follow, a line each. */
  approved: (count: number) => (count === 0 ? 'Nobody is approved by code.' : `${count} approved by code:`),
  approvedUnknown: 'This OpenClaw does not say who is approved by code.',
  namesUnread: (accounts: readonly string[]) =>
    `Names are not compared with the friends of ${accounts.join(', ')}: zca keeps no friend list of theirs here (zca auth cache-refresh makes one).`,

  done: {
    letIn: (name: string | undefined, id: string, account: string) =>
      `${who(name, id)} may now talk to the agent on ${account}.`,
    approve: (name: string | undefined, id: string, account: string) =>
      `${who(name, id)} is approved on ${account}.`,
    dismiss: (name: string | undefined, id: string, account: string) =>
      `The request of ${who(name, id)} on ${account} is dismissed.`,
    revoke: (name: string | undefined, id: string, account: string) =>
      `${who(name, id)} is no longer approved on ${account}.`,
  },
  told: 'They have been told.',

  /** While another program holds the lock on the store. */
  waits: (file: string | undefined, pid: number | undefined) =>
    `Waiting for ${pid === undefined ? 'another process' : `process ${pid}`}, which holds the lock on ${file ?? 'the pairing store'}.`,
  notDecided: (limitMs: number): ErrorView => ({
    code: 'timed-out',
    sentence: `Nothing had been decided after ${limitMs / 1_000} seconds.`,
    hint: 'See zalouser-tui pairing list, and try again.',
  }),

  ownerDanger: (code: string): ErrorView => ({
    code: 'unsupported-here',
    sentence:
      'No gateway answers, and the command that lets somebody in without one may make them the owner of all commands of the bot.',
    hint: `Start the gateway, or run it yourself: openclaw pairing approve zalouser ${code}`,
  }),
  notApproved: (id: string, account: string): ErrorView => ({
    code: 'not-found',
    sentence: `Nobody with the id ${id} was approved by code${account === 'all' ? '' : ` on ${account}`}.`,
    hint: 'zalouser-tui pairing list prints who was.',
  }),
  approvedOnSeveral: (id: string, accounts: readonly string[]): ErrorView => ({
    code: 'bad-usage',
    sentence: `${id} was approved on several accounts: ${accounts.join(', ')}.`,
    hint: 'Name one with --account ID.',
  }),
  noRevoke: (): ErrorView => ({
    code: 'unsupported-here',
    sentence:
      'This OpenClaw takes an approval back only over a connection to its gateway, and there is none.',
    hint: 'Start the gateway. Set dmPolicy to allowlist and list whom you want in allowFrom where that is no way: approvals do not count then (zalouser-tui --screen access).',
  }),
  whichAccount: (accounts: readonly string[]): ErrorView => ({
    code: 'bad-usage',
    sentence: `Several accounts could be meant: ${accounts.join(', ')}.`,
    hint: 'Name one with --account ID.',
  }),
  storeUnread: (): ErrorView => ({
    code: 'timed-out',
    sentence: 'The pairing requests have not been read.',
    hint: 'Try again.',
  }),

  /** Next steps that name a command where the console names a key. */
  hints: {
    otherAccount: (verb: string, code: string) =>
      `Run it without --account: zalouser-tui pairing ${verb} ${code}`,
    /** The command has waited as long as it may; whether the lock will ever go is not known. */
    stillLocked: (file: string) =>
      `Try again in half a minute. If it is locked still, and no program writes it, remove ${shown(file)}.lock.`,
  },
} as const;

const words = cliSentences.oneShot;
const pairingWords = cliPairingSentences;

export const readStore = async ({ start, pairing }: PairingClient): Promise<void> => {
  await start();
  await pairing.refresh();
};

/** The friends zca last kept: without them nobody who was let in has a name, and no name is like a friend's. */
export const loadNames = async (
  { directory }: PairingClient,
  accounts: readonly AccountId[],
): Promise<void> => {
  await Promise.all(accounts.map((id) => directory.loadPeers(id)));
};

/** Those of the accounts whose friend list is kept nowhere: names there are not compared. */
export const withoutNames = (
  { directory }: ConsoleState,
  accounts: readonly AccountId[],
): readonly AccountId[] => accounts.filter((id) => directory[id]?.peers.atMs === undefined);

/** Why the store is not known, as far as it is not. */
const storeProblem = ({ pairing }: ConsoleState): ErrorView | undefined =>
  pairing.error ?? (pairing.status === 'ready' ? undefined : pairingWords.storeUnread());

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

/** What was not read is not known. */
const isApprovedKnown = (state: ConsoleState): boolean =>
  areApprovedTold(state) && state.pairing.status !== 'idle';

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
