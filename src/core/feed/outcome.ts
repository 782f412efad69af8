// What became of a message: the answers that followed in its thread, as far as somebody tells of what is sent. A fact beside the
// verdict, which is only what the rules promise.

import type {
  AgentWork,
  Answer,
  Answers,
  Disagreement,
  Message,
  MessageOutcome,
  PlacedAnswer,
} from '../model/message.ts';
import { isBlockedKind } from '../policy/verdict.ts';
import type { AccountId, MessageId } from '../shared/ids.ts';
import { memoizeOn } from '../shared/memo.ts';
import { ownOr, withOwn } from '../shared/own.ts';
import type { Series } from '../shared/series.ts';
import type { ConsoleState } from '../state.ts';
import { verdictInputs, verdictThen } from './select-verdict.ts';

/** A thread across accounts; a person and a group never share one. */
const threadKey = ({
  accountId,
  threadId,
  isGroup,
}: Pick<Answer, 'accountId' | 'threadId' | 'isGroup'>): string =>
  `${accountId}:${isGroup ? 'group' : 'direct'}:${threadId}`;

/** Answers kept of a thread, and threads with answers; the oldest go. */
const maxAnswers = 24;
const maxThreads = 2_000;
/** As much of a text is kept (UTF-16 code units). */
const maxTextUnits = 4_000;
/** So many of the newest messages are looked at for the one that is answered. */
const lookedAt = 5_000;

const newestIn = (messages: Series<Message>, key: string): MessageId | undefined => {
  const newest = messages.slice(Math.max(0, messages.length - lookedAt));
  return newest.findLast((message) => !message.isOwn && threadKey(message) === key)?.id;
};

/** Takes in what was sent. */
export const addAnswer = (answers: Answers, answer: Answer, messages: Series<Message>): Answers => {
  const key = threadKey(answer);
  const placed: PlacedAnswer = {
    ...answer,
    text: answer.text.slice(0, maxTextUnits),
    answers: newestIn(messages, key),
  };
  const known = ownOr<readonly PlacedAnswer[]>(answers.byThread, key, []);
  const { [key]: _, ...others } = answers.byThread;
  const keys = Object.keys(others);
  const left =
    keys.length < maxThreads
      ? others
      : Object.fromEntries(Object.entries(others).slice(keys.length - maxThreads + 1));
  return { ...answers, byThread: { ...left, [key]: [...known, placed].slice(-maxAnswers) } };
};

const workKey = (accountId: AccountId, messageId: MessageId): string => `${accountId}:${messageId}`;

/** Messages of which the work of the agent is kept; the oldest go. */
const maxWork = 1_000;

/** Takes in how far the agent is with a message. */
export const noteWork = (
  answers: Answers,
  { accountId, messageId, work }: { accountId: AccountId; messageId: MessageId; work: Partial<AgentWork> },
): Answers => {
  const key = workKey(accountId, messageId);
  const at = { acceptedAtMs: work.acceptedAtMs ?? 0 };
  const { [key]: known, ...others } = answers.work ?? {};
  const left = known === undefined ? Object.entries(others).slice(1 - maxWork) : undefined;
  return {
    ...answers,
    work: {
      ...(left === undefined ? others : Object.fromEntries(left)),
      [key]: { ...at, ...known, ...work },
    },
  };
};

/** What the gateway tells of its agent's work on a message; undefined where it did not let it through, or does not tell. */
export const workOn = ({ answers: { work } }: ConsoleState, message: Message): AgentWork | undefined =>
  work === undefined ? undefined : ownOr(work, workKey(message.accountId, message.id), undefined);

/** From now on (`sinceMs`) it is told what is sent for the account; or no longer (undefined). What was told stays. */
export const watchAnswers = (
  answers: Answers,
  accountId: AccountId,
  sinceMs: number | undefined,
): Answers => {
  if (sinceMs === undefined) {
    if (!Object.hasOwn(answers.toldSinceMs, accountId)) return answers;
    const { [accountId]: _, ...toldSinceMs } = answers.toldSinceMs;
    return { ...answers, toldSinceMs };
  }
  return { ...answers, toldSinceMs: withOwn(answers.toldSinceMs, accountId, sinceMs) };
};

/** After so long (ms) without an answer none is waited for: agents with tools take a minute or two. */
export const answerLimitMs = 180_000;

const agentFailure = /^⚠️\s*Agent failed before reply:\s*/u;
/** As the gateway writes it; newer releases put the code into a fence (the OpenClaw contract, section 5). */
const pairingCode = /^Pairing code:\s*(?:```\s*)?[A-Z2-9]{8}\b/mu;

const outcomeFrom = (answers: readonly Answer[], sinceMs: number): MessageOutcome | undefined => {
  const [first] = answers;
  if (first === undefined) return undefined;
  const told = { afterMs: Math.max(0, first.atMs - sinceMs), answers };
  // One that was sent again in the end did arrive.
  const failed = answers.findLast(({ error }) => error !== undefined);
  if (failed?.error !== undefined && answers.at(-1)?.error !== undefined)
    return { type: 'answer-failed', ...told, error: failed.error };
  const failure = answers.find(({ text, agentError }) => agentError !== undefined || agentFailure.test(text));
  if (failure !== undefined)
    return {
      type: 'agent-failed',
      ...told,
      answers: answers.filter(({ agentError }) => agentError === undefined),
      reason: failure.agentError ?? failure.text.replace(agentFailure, ''),
    };
  if (answers.every(({ text }) => pairingCode.test(text))) return { type: 'code-sent', ...told };
  return { type: 'answered', ...told };
};

/** All that is known to have been sent in a thread, oldest first. */
export const answersIn = (
  { answers: { byThread } }: ConsoleState,
  thread: Pick<Answer, 'accountId' | 'threadId' | 'isGroup'>,
): readonly Answer[] => ownOr<readonly PlacedAnswer[]>(byThread, threadKey(thread), []);

/** The first answers after the message, until the sender wrote again. */
export const answersTo = (
  { answers: { byThread } }: ConsoleState,
  message: Message,
): readonly PlacedAnswer[] => {
  const later = ownOr<readonly PlacedAnswer[]>(byThread, threadKey(message), []).filter(
    ({ atMs }) => atMs >= message.receivedAtMs,
  );
  return later.filter(({ answers }) => answers === later[0]?.answers);
};

/**
 * What became of a message at `nowMs`; undefined where nobody tells what is sent for its account, or where nothing is to be expected and
 * nothing came.
 */
export const outcomeOf = (
  state: ConsoleState,
  message: Message,
  nowMs: number,
): MessageOutcome | undefined => {
  if (message.isOwn) return undefined;
  const answers = answersTo(state, message);
  // What answers a later message says nothing of one that the rules held back: somebody was let in meanwhile.
  const isOfLater = answers[0]?.answers !== message.id && verdictThen(state, message).kind !== 'reply';
  const found = isOfLater ? undefined : outcomeFrom(answers, message.receivedAtMs);
  if (found !== undefined) return found;
  const sinceMs = ownOr(state.answers.toldSinceMs, message.accountId, Number.POSITIVE_INFINITY);
  const work = workOn(state, message);
  if (message.receivedAtMs < sinceMs) return undefined;
  if (work === undefined && verdictThen(state, message).kind !== 'reply') return undefined;
  const forMs = Math.max(0, nowMs - message.receivedAtMs);
  if (forMs >= answerLimitMs) return { type: 'unanswered' };
  return { type: 'waiting', forMs, ...(work === undefined ? {} : { work }) };
};

/** Should it have been answered, and was not: no answer has come yet, or it failed? Says nothing of time. */
export const isUnanswered = (state: ConsoleState, message: Message): boolean => {
  const type = outcomeOf(state, message, Number.POSITIVE_INFINITY)?.type;
  return type === 'unanswered' || type === 'agent-failed' || type === 'answer-failed';
};

/** Has anybody told what was sent, or will? */
export const areAnswersTold = ({ answers: { byThread, toldSinceMs } }: ConsoleState): boolean =>
  Object.keys(toldSinceMs).length > 0 || Object.keys(byThread).length > 0;

/** So many of the newest messages may be waited for on the screen. */
const awaitedAt = 256;

/** Is a time on the screen that goes on: how long an answer has been waited for? */
export const isAnswerAwaited = (state: ConsoleState, nowMs: number): boolean => {
  if (!areAnswersTold(state)) return false;
  const { messages } = state.feed;
  return messages
    .slice(Math.max(0, messages.length - awaitedAt))
    .some((message) => outcomeOf(state, message, nowMs)?.type === 'waiting');
};

/** What became of the messages of an account. */
export type OutcomeCounts = Readonly<Record<MessageOutcome['type'], number>>;

const noOutcomes: OutcomeCounts = {
  answered: 0,
  'code-sent': 0,
  'agent-failed': 0,
  'answer-failed': 0,
  waiting: 0,
  unanswered: 0,
};

const countOutcomes = memoizeOn(
  (state: ConsoleState, accountId: AccountId, nowMs: number) => [
    state.feed.messages,
    state.answers,
    state.policyChanges,
    ...verdictInputs(state),
    accountId,
    nowMs,
  ],
  (state, accountId, nowMs): OutcomeCounts => {
    const counts: Record<MessageOutcome['type'], number> = { ...noOutcomes };
    const { messages } = state.feed;
    for (const message of messages.slice(Math.max(0, messages.length - lookedAt))) {
      const outcome = message.accountId === accountId ? outcomeOf(state, message, nowMs) : undefined;
      if (outcome !== undefined) counts[outcome.type] += 1;
    }
    return counts;
  },
);

/** What became of the newest messages of an account; undefined where nobody tells, and nobody has told. */
export const outcomeCounts = (
  state: ConsoleState,
  accountId: AccountId,
  nowMs: number,
): OutcomeCounts | undefined => {
  const isTold = Object.hasOwn(state.answers.toldSinceMs, accountId);
  const hasTold = Object.keys(state.answers.byThread).some((key) => key.startsWith(`${accountId}:`));
  // To the second: a frame more is no reason to count again.
  return isTold || hasTold ? countOutcomes(state, accountId, Math.floor(nowMs / 1_000) * 1_000) : undefined;
};

/** How what became of a message differs from what the rules say, if it does. */
export const disagreementOf = (
  state: ConsoleState,
  message: Message,
  outcome: MessageOutcome | undefined,
): Disagreement | undefined => {
  if (outcome === undefined) return undefined;
  const verdict = verdictThen(state, message).kind;
  // Whom it mentions is not told with the sessions, by older gateways nor who wrote it to a group.
  const isBlocked =
    isBlockedKind(verdict) &&
    !(message.source === 'session' && (verdict === 'needs-mention' || message.senderId === ''));
  if (workOn(state, message) !== undefined && isBlocked && outcome.type !== 'answered') return 'let-through';
  if (outcome.type === 'unanswered') return 'missing';
  return outcome.type === 'answered' && isBlocked ? 'unexpected' : undefined;
};
