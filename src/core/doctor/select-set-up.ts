// The set-up assistant: where the operator is, read off the answers and off what is true by now, so that it can be left and taken up again.

import { accountRow } from '../accounts/select.ts';
import { verdictOf } from '../feed/select-verdict.ts';
import { isGatewayRunning } from '../gateway/select-listening.ts';
import { gatewaySession } from '../gateway/select-report.ts';
import type { SessionStatus } from '../model/account.ts';
import type { Message } from '../model/message.ts';
import type { PairingRequest } from '../model/people.ts';
import type { AccountId } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import { type Hint, hintsInOne } from '../shared/remedy.ts';
import { type ConsoleState, initialFacts } from '../state.ts';
import {
  type SetUpDraft,
  type SetUpStep,
  type SetUpStepId,
  setUpActions,
  setUpStepIds,
} from './set-up-changes.ts';
import { checklistSentences, setUpSentences as words } from './words.ts';

// "Send a message from another phone": what came of it, whoever heard it.

export interface SetUpTest {
  readonly sentence: string;
  /** What is to be done about it; absent: it worked. */
  readonly next?: Hint;
  /** The message, where this console heard it. */
  readonly message?: Message;
  /** The request the sender now has pending. */
  readonly request?: PairingRequest;
}

const heardHere = ({ feed }: ConsoleState, accountId: AccountId, sinceMs: number): Message | undefined => {
  for (let at = feed.messages.length - 1; at >= 0; at -= 1) {
    const message = feed.messages.at(at);
    if (message === undefined || (message.receivedAtMs < sinceMs && message.sentAtMs < sinceMs))
      return undefined;
    if (message.accountId === accountId && !message.isOwn && message.receivedAtMs >= sinceMs) return message;
  }
  return undefined;
};

/** A request that was made, or made again, since then. */
const requestOf = (
  { pairing }: ConsoleState,
  accountId: AccountId,
  isIt: (request: PairingRequest) => boolean,
): PairingRequest | undefined =>
  pairing.requests.findLast((request) => request.accountId === accountId && isIt(request));

/** By the feed of this console, which says why. */
const byFeed = (state: ConsoleState, message: Message): SetUpTest => {
  const { accountId, senderId } = message;
  const verdict = verdictOf(state, message);
  const who = message.senderName ?? senderId;
  const sentence = words.heard(who, verdict.kind);
  if (verdict.isLetThrough) return { sentence, message };
  const request = requestOf(state, accountId, (one) => one.senderId === senderId);
  const why = verdict.rules.at(-1)?.sentence;
  if (verdict.kind === 'pairing')
    return { sentence, next: words.approveIt(request !== undefined), message, ...(request && { request }) };
  return { sentence, next: words.seeFeed(why), message };
};

/** Where the gateway listens this console hears nothing itself: it goes by the requests and by the gateway's word. */
const byGateway = (state: ConsoleState, accountId: AccountId, sinceMs: number): SetUpTest | undefined => {
  const request = requestOf(state, accountId, ({ lastSeenAtMs }) => lastSeenAtMs >= sinceMs);
  if (request !== undefined)
    return { sentence: words.asked(request.name ?? request.senderId), next: words.approveIt(true), request };
  const reported = ownOr(state.gatewayReport.value, accountId, undefined);
  if (reported?.lastInboundAtMs === undefined || reported.lastInboundAtMs < sinceMs) return undefined;
  const isAnswered =
    reported.lastOutboundAtMs !== undefined && reported.lastOutboundAtMs >= reported.lastInboundAtMs;
  return isAnswered ? { sentence: words.gatewayAnswered } : { sentence: words.gatewayHeard };
};

/** What came since `sinceMs` (epoch ms); undefined while nothing has. */
export const setUpTest = (
  state: ConsoleState,
  accountId: AccountId,
  sinceMs: number,
): SetUpTest | undefined => {
  const message = heardHere(state, accountId, sinceMs);
  return message === undefined ? byGateway(state, accountId, sinceMs) : byFeed(state, message);
};

/** A step before it is known which one comes next. */
interface Standing {
  readonly isDone: boolean;
  /** It cannot be done before others, or before something else is mended. */
  readonly isBlocked?: true;
  readonly answer?: string;
  readonly about: Hint;
}

const open = (about: Hint, answer?: string): Standing => ({
  isDone: false,
  about,
  answer,
});
const done = (answer: string, about: Hint): Standing => ({ isDone: true, answer, about });
const blocked = (about: Hint): Standing => ({ isDone: false, isBlocked: true, about });
/** Something outside of the assistant is in the way. */
const barred = (about: Hint): Standing => ({ ...blocked(about), answer: words.notNow });

const account = ({ config }: ConsoleState, { accountId, profile }: SetUpDraft): Standing => {
  if (accountId === undefined) return open(words.about.account);
  const listed = config.accounts.find(({ id }) => id === accountId);
  const isListed = listed !== undefined && config.status === 'ready' && config.hasSection;
  return done(
    words.account(accountId, (isListed ? listed.profile.value : profile) ?? accountId, isListed),
    words.about.account,
  );
};

const sessionWords = (session: SessionStatus): string | undefined => {
  if (session.status === 'ended') return words.sessionEnded;
  return session.status === 'failed' ? session.sentence : undefined;
};

const login = (state: ConsoleState, { accountId }: SetUpDraft): Standing => {
  if (accountId === undefined) return blocked(words.about.login);
  const { session, self, isChecking } = ownOr(state.facts, accountId, initialFacts);
  if (!state.config.release.capabilities.drivesZca) {
    const reported = ownOr(state.gatewayReport.value, accountId, undefined);
    if (gatewaySession(state, accountId) === true)
      return done(words.linked(reported?.displayName), words.about.login);
    // Of an account that is to come into the config it says nothing.
    const { login: made } = state;
    return made.status === 'logged-in' && made.accountId === accountId
      ? done(words.linked(made.displayName), words.about.login)
      : open(words.about.login, state.gatewayReport.status === 'loading' ? words.checking : undefined);
  }
  if (session.status === 'logged-in')
    return done(words.loggedIn(self?.name ?? session.displayName), words.about.login);
  if (state.zca.status === 'missing')
    return barred(hintsInOne(state.zca.error.sentence, checklistSentences.zcaFix));
  return open(
    words.about.login,
    isChecking === true || session.status === 'checking' ? words.checking : sessionWords(session),
  );
};

const people = (_: ConsoleState, { accountId, dm }: SetUpDraft): Standing => {
  if (accountId === undefined) return blocked(words.about.people);
  return dm === undefined
    ? open(words.about.people)
    : done(words.people(dm.policy, dm.people), words.about.people);
};

const groups = (_: ConsoleState, { accountId, groups: answer }: SetUpDraft): Standing => {
  if (accountId === undefined) return blocked(words.about.groups);
  return answer === undefined
    ? open(words.about.groups)
    : done(words.groups(answer.policy, answer.entries), words.about.groups);
};

const isAnswered = ({ accountId, dm, groups: answer }: SetUpDraft): boolean =>
  accountId !== undefined && dm !== undefined && answer !== undefined;

/** Does the config say what was answered? */
const isWritten = (state: ConsoleState, draft: SetUpDraft): boolean =>
  isAnswered(draft) && state.config.status === 'ready' && setUpActions(state, draft).length === 0;

const write = (state: ConsoleState, draft: SetUpDraft): Standing => {
  if (!isAnswered(draft)) return blocked(words.about.write);
  if (state.config.status === 'broken') return barred(words.configBroken(state.config.path));
  if (isWritten(state, draft)) return done(words.written, words.about.write);
  return open(words.about.write, words.toWrite(setUpActions(state, draft).length));
};

/** Whether a gateway runs the account, as far as it can be told: by its listeners, else by its word. `down`: there is no gateway. */
export const gatewayRuns = (state: ConsoleState, accountId: AccountId): 'down' | 'yes' | 'no' | 'unknown' => {
  if (!isGatewayRunning(state)) return 'down';
  const row = accountRow(state, accountId);
  if (row?.listening.status === 'heard') return 'yes';
  if (row?.condition === 'deaf' || row?.condition === 'doubled') return 'no';
  const reported = ownOr(state.gatewayReport.value, accountId, undefined);
  if (reported?.isRunning === undefined) return 'unknown';
  return reported.isRunning && !state.config.release.capabilities.drivesZca
    ? 'yes'
    : reported.isRunning
      ? 'unknown'
      : 'no';
};

const gateway = (state: ConsoleState, draft: SetUpDraft): Standing => {
  const { accountId, effect } = draft;
  if (accountId === undefined || !isWritten(state, draft)) return blocked(words.about.gateway);
  switch (gatewayRuns(state, accountId)) {
    case 'down':
      return open(state.openclaw.status === 'missing' ? checklistSentences.gatewayFix : words.startGateway);
    case 'yes':
      return done(words.gatewayRuns, words.about.gateway);
    case 'no':
      return open(words.restartGateway, words.gatewayDoesNot);
    case 'unknown':
      return open(words.askGateway, effect ?? words.gatewayUp);
  }
};

const test = (state: ConsoleState, draft: SetUpDraft, nowMs: number): Standing => {
  const { accountId, testSinceMs } = draft;
  if (accountId === undefined || !isWritten(state, draft)) return blocked(words.about.test);
  if (testSinceMs === undefined) return open(words.beginTest);
  const result = setUpTest(state, accountId, testSinceMs);
  if (result === undefined) return open(words.sendNow, words.waiting(nowMs - testSinceMs));
  // A message that is not answered leaves something to do.
  return result.next === undefined
    ? done(result.sentence, words.testPassed)
    : open(result.next, result.sentence);
};

const standings: Readonly<
  Record<SetUpStepId, (state: ConsoleState, draft: SetUpDraft, nowMs: number) => Standing>
> = {
  account,
  login,
  people,
  groups,
  write,
  gateway,
  test,
};

/** The steps as they stand. `nowMs` tells how long a test message has been waited for. */
export const setUpSteps = (state: ConsoleState, draft: SetUpDraft, nowMs: number): readonly SetUpStep[] => {
  const all = setUpStepIds.map((id) => ({ id, standing: standings[id](state, draft, nowMs) }));
  const next = all.find(({ standing }) => !standing.isDone && standing.isBlocked !== true)?.id;
  const stateOf = (id: SetUpStepId, { isDone, isBlocked }: Standing): SetUpStep['state'] => {
    if (isDone) return 'done';
    if (id === next) return 'next';
    return isBlocked === true ? 'later' : 'open';
  };
  return all.map(({ id, standing }) => ({
    id,
    state: stateOf(id, standing),
    title: words.titles[id],
    about: standing.about,
    answer: standing.answer,
  }));
};
