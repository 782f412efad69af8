// `zalouser-tui pairing approve|dismiss|revoke`: one decision, by what was typed. The command line is the question and its answer.

import {
  type AccessAfter,
  type AccountId,
  accessAfterDecision,
  approvedSenders,
  areApprovedTold,
  type ConsoleState,
  type ErrorView,
  getsThrough,
  isApprovedOnAll,
  isPairingInFiles,
  type NameWarning,
  nameOf,
  nameWarning,
  type Outcome,
  type PairingClient,
  type PairingRequest,
  pairingCode,
  revokeWay,
  runningDecisions,
  type Scope,
  sentences,
  type UserId,
  userId,
} from '../../core/faces.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import { hintText } from '../remedies.ts';
import { errorReport, errorReportOrNull } from '../reports/parts.ts';
import type { DecisionReport } from '../reports/people.ts';
import type { ActContext, Answer, MutationCommand, Request } from './command.ts';
import { cliPairingSentences, loadNames, readStore, withoutNames } from './pairing.ts';

const words = cliPairingSentences;
const accessAfterWords = sentences.accessAfter;

export type Verb = DecisionReport['act'];

export interface Person {
  readonly accountId: AccountId;
  readonly senderId: UserId;
  readonly name?: string | undefined;
}

export interface DecisionAnswer extends Answer {
  readonly json: DecisionReport;
}

/** Nothing was done. */
export const refused = (act: Verb, error: ErrorView, person?: Person): DecisionAnswer => ({
  json: {
    act,
    done: false,
    account: person?.accountId ?? null,
    id: person?.senderId ?? null,
    name: person?.name ?? null,
    nameWarning: null,
    getsThrough: null,
    note: null,
    told: null,
    error: errorReport(error),
  },
  lines: [],
  error,
});

export interface Decided {
  readonly act: Verb;
  readonly person: Person;
  readonly outcome: Outcome;
  readonly isToTell?: boolean;
  /** As it was before: who waits is compared with others who wait. */
  readonly warning?: NameWarning | undefined;
  /** The friend list could not be read, so that no name could be compared. */
  readonly isUncompared?: boolean;
}

const doneSentence = (act: Verb, { name, senderId, accountId }: Person, accessAfter: AccessAfter): string => {
  const sentence =
    act === 'approve' && getsThrough(accessAfter) === true ? words.done.letIn : words.done[act];
  return sentence(name, senderId, accountId);
};

/** What is true now, said exactly; then what is odd about the name. */
const notesOf = (
  { config }: ConsoleState,
  { act, person, warning, isUncompared = false }: Decided,
  accessAfter: AccessAfter,
): readonly string[] =>
  [
    act !== 'dismiss' && isApprovedOnAll(config)
      ? sentences.pairing.countsForAll(config.accounts.length)
      : '',
    accessAfterWords.means(act, accessAfter, person.accountId),
    act === 'approve' ? '' : (hintText(accessAfterWords.fix(accessAfter)) ?? ''),
    warning === undefined ? '' : sentences.pairing.nameWarning(warning),
    isUncompared ? words.namesUnread([person.accountId]) : '',
  ].filter((note) => note !== '');

/** The report and the lines of a decision that was tried; an approval stands whatever becomes of the message. */
export const decided = (state: ConsoleState, decision: Decided, nowMs: number): DecisionAnswer => {
  const { act, person, outcome, isToTell = false, warning } = decision;
  if (!outcome.ok && outcome.error.code !== 'not-told') return refused(act, outcome.error, person);
  const accessAfter = accessAfterDecision(state, act, person, nowMs);
  const notes = notesOf(state, decision, accessAfter);
  const error = outcome.ok ? undefined : outcome.error;
  const json: DecisionReport = {
    act,
    done: true,
    account: person.accountId,
    id: person.senderId,
    name: person.name ?? null,
    nameWarning: warning?.type ?? null,
    getsThrough: getsThrough(accessAfter) ?? null,
    note: notes.length === 0 ? null : notes.join(' '),
    told: isToTell ? outcome.ok : null,
    error: errorReportOrNull(error),
  };
  const printed = [
    doneSentence(act, person, accessAfter),
    ...(json.told === true ? [words.told] : []),
    ...notes,
  ];
  return {
    json,
    lines: printed.map((line) => sanitizeLine(line, 1_000)),
    error,
  };
};

/** By the name that is known now; who asks is at least called what the request says. */
const named = (state: ConsoleState, { accountId, senderId, name }: Person): Person => ({
  accountId,
  senderId,
  name: nameOf(state, accountId, senderId)?.name ?? name,
});

/** A database without a gateway that answers. */
const isByCommand = ({ config }: ConsoleState, { requestId }: PairingRequest): boolean =>
  !isPairingInFiles(config) && requestId === undefined;

/** A code of another account is found without naming one. */
const inCommand = (error: ErrorView, verb: Verb, code = ''): ErrorView => {
  if (error.code !== 'code-other-account') return error;
  return { ...error, hint: words.hints.otherAccount(verb, sanitizeLine(code, 20)) };
};

const inCommandOf = (outcome: Outcome, verb: Verb): Outcome =>
  outcome.ok ? outcome : { ok: false, error: inCommand(outcome.error, verb) };

/** Says whom a decision waits for, once for each who is in the way. */
const notingLocks = async <Result>(
  { store }: PairingClient,
  { note }: ActContext,
  work: () => Promise<Result>,
): Promise<Result> => {
  let last = '';
  const unsubscribe = store.subscribe((state) => {
    for (const { work: running } of runningDecisions(state)) {
      if (running.waitingUntilMs === undefined) continue;
      const line = sanitizeLine(words.waits(running.waitingForFile, running.waitingForPid), 1_000);
      if (line === last) continue;
      last = line;
      note([line]);
    }
  });
  try {
    return await work();
  } finally {
    unsubscribe();
  }
};

/** Nobody holds a lock, or the error that names who does. */
const lockError = (
  state: ConsoleState,
  nowMs: number,
): { readonly error: ErrorView; readonly person: Person } | undefined => {
  const [waiting] = runningDecisions(state).filter(({ work }) => work.waitingUntilMs !== undefined);
  if (waiting === undefined) return undefined;
  const {
    waitingForFile: file = state.config.credentialsDir,
    waitingForPid: byPid,
    lockCountsUntilMs,
  } = waiting.work;
  const countsForMs = lockCountsUntilMs && lockCountsUntilMs - nowMs;
  const error = sentences.errors.storeLocked({ file, byPid, countsForMs });
  return {
    error: countsForMs === undefined ? { ...error, hint: words.hints.stillLocked(file) } : error,
    person: waiting,
  };
};

const lateFor =
  (verb: Verb): MutationCommand<PairingClient>['late'] =>
  (state, _request, { limitMs, nowMs }, after) => {
    // It was in the middle of writing when the time was up.
    if (after !== undefined && 'done' in after.json && after.json.done === true) return after;
    const lock = lockError(state, nowMs);
    return refused(verb, lock?.error ?? words.notDecided(limitMs), lock?.person);
  };

const decideByCode = (verb: 'approve' | 'dismiss'): MutationCommand<PairingClient> => ({
  type: 'mutation',
  late: lateFor(verb),
  act: async (client, { scope, argument, flags }, context): Promise<DecisionAnswer> => {
    await readStore(client);
    const { pairing, store } = client;
    const found = await pairing.findByCode(pairingCode(argument), scope === 'all' ? undefined : scope);
    if (!found.ok) return refused(verb, inCommand(found.error, verb, pairingCode(argument)));
    const { request } = found;
    await loadNames(client, [request.accountId]);
    const state = store.getState();
    const person = named(state, request);
    // Nobody can be asked here, and the command may do more than let somebody in.
    if (verb === 'approve' && isByCommand(state, request))
      return refused(verb, words.ownerDanger(request.code ?? ''));
    const isToTell = verb === 'approve' && flags.includes('--notify');
    const odd =
      verb === 'dismiss' || person.name === undefined
        ? undefined
        : nameWarning(state, person.accountId, person.senderId, person.name);
    const isUncompared =
      verb === 'approve' && person.name !== undefined && withoutNames(state, [request.accountId]).length > 0;
    const outcome = await notingLocks(client, context, () =>
      isToTell ? pairing.approve(request, { notify: true }) : pairing[verb](request),
    );
    const decision = {
      act: verb,
      person,
      outcome: inCommandOf(outcome, verb),
      isToTell,
      warning: odd,
      isUncompared,
    };
    return decided(store.getState(), decision, context.now());
  },
});

/** The one account that let somebody in: nobody is shut out of another by accident, unless there is one list for all. */
const findApproved = (state: ConsoleState, scope: Scope, senderId: UserId): Person | ErrorView => {
  const found = approvedSenders(state, scope).filter((sender) => sender.senderId === senderId);
  const [only, another] = found;
  const id = sanitizeLine(senderId, 100);
  if (only === undefined) return state.pairing.error ?? words.notApproved(id, scope);
  return another === undefined || isApprovedOnAll(state.config)
    ? only
    : words.approvedOnSeveral(
        id,
        found.map(({ accountId }) => accountId),
      );
};

/** Whoever has that id, on the one account that is meant. */
const namedPerson = ({ config }: ConsoleState, scope: Scope, senderId: UserId): Person | ErrorView => {
  const [only, another] = config.accounts.filter(({ id }) => scope === 'all' || id === scope);
  if (only !== undefined && another === undefined) return { accountId: only.id, senderId };
  return words.whichAccount(config.accounts.map(({ id }) => id));
};

const revoke = async (
  client: PairingClient,
  { scope, argument }: Request,
  context: ActContext,
): Promise<DecisionAnswer> => {
  const { pairing, store, start } = client;
  await start();
  if (revokeWay(store.getState()) === 'no-connection') return refused('revoke', words.noRevoke());
  await pairing.refresh();
  const state = store.getState();
  // Where nobody says who is approved, "not approved" would be a guess: the gateway is told whom to put out.
  const found = areApprovedTold(state)
    ? findApproved(state, scope, userId(argument))
    : namedPerson(state, scope, userId(argument));
  if ('sentence' in found) return refused('revoke', found);
  // Names in allowFrom may let them in all the same.
  await loadNames(client, [found.accountId]);
  const person = named(store.getState(), found);
  const outcome = await notingLocks(client, context, () => pairing.revoke(found.accountId, found.senderId));
  return decided(store.getState(), { act: 'revoke', person, outcome }, context.now());
};

/** `zalouser-tui pairing approve CODE`. */
export const pairingApprove = decideByCode('approve');

/** `zalouser-tui pairing dismiss CODE`. */
export const pairingDismiss = decideByCode('dismiss');

/** `zalouser-tui pairing revoke ID`. */
export const pairingRevoke: MutationCommand<PairingClient> = {
  type: 'mutation',
  act: revoke,
  late: lateFor('revoke'),
};
