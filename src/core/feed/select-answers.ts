// What the answers say about the set-up: an agent that fails, answers that Zalo refuses, and those that should not have come, or have not.

import type { Account } from '../model/account.ts';
import type { Finding } from '../model/finding.ts';
import type { Message, MessageOutcome } from '../model/message.ts';
import { memoizeOn } from '../shared/memo.ts';
import type { ConsoleState } from '../state.ts';
import { answerLimitMs, areAnswersTold, disagreementOf, outcomeOf } from './outcome.ts';
import { verdictInputs } from './select-verdict.ts';
import { answerFindingSentences as words } from './words.ts';

/** So many of the newest messages are looked at: what is longer ago has been answered differently since, or nobody minds. */
const lookedAt = 500;

interface Judged {
  readonly message: Message;
  readonly outcome: MessageOutcome;
}

/** The newest messages that something came of, or should have, oldest first. "Now" is when something was last heard or sent. */
const judgedOf = (state: ConsoleState, { id }: Account): readonly Judged[] => {
  const { messages } = state.feed;
  const newest = messages
    .slice(Math.max(0, messages.length - lookedAt))
    .filter(({ accountId }) => accountId === id);
  const nowMs = Math.max(
    newest.at(-1)?.receivedAtMs ?? 0,
    ...Object.values(state.answers.byThread).map((answers) => answers.at(-1)?.atMs ?? 0),
  );
  return newest.flatMap((message) => {
    const outcome = outcomeOf(state, message, nowMs);
    return outcome === undefined ? [] : [{ message, outcome }];
  });
};

const failure = ({ id }: Account, last: Judged | undefined): readonly Finding[] => {
  const said = { accountId: id, severity: 'problem' as const };
  if (last?.outcome.type === 'agent-failed')
    return [
      {
        ...said,
        code: 'agent-failed',
        sentence: words.agentFailed(id, last.outcome.reason),
        fix: words.agentFailedFix,
      },
    ];
  if (last?.outcome.type === 'answer-failed')
    return [
      {
        ...said,
        code: 'answer-failed',
        sentence: words.answerFailed(id, last.outcome.error),
        fix: { action: 'check-account' },
      },
    ];
  return [];
};

const ofAccount = (state: ConsoleState, account: Account): readonly Finding[] => {
  const judged = judgedOf(state, account);
  const settled = judged.filter(({ outcome: { type } }) => type !== 'waiting' && type !== 'unanswered');
  // One that was answered afterwards is no trouble any more.
  const lastAnswered = settled.findLast(({ outcome: { type } }) => type === 'answered');
  const missing = judged.filter(
    ({ message, outcome }) =>
      outcome.type === 'unanswered' &&
      message.receivedAtMs > (lastAnswered?.message.receivedAtMs ?? Number.NEGATIVE_INFINITY),
  ).length;
  const last = settled.at(-1);
  const isUnexpected =
    last !== undefined && disagreementOf(state, last.message, last.outcome) === 'unexpected';
  const said = { accountId: account.id, severity: 'warning' as const };
  const restart = { action: 'restart-gateway', hasProgram: state.openclaw.status === 'found' } as const;
  return [
    ...failure(account, last),
    ...(missing === 0
      ? []
      : [
          {
            ...said,
            code: 'answers-missing',
            sentence: words.missing(account.id, missing, answerLimitMs),
            fix: { action: 'gateway-status' } as const,
          },
        ]),
    ...(isUnexpected
      ? [
          {
            ...said,
            code: 'answered-against-config',
            sentence: words.unexpected(account.id),
            fix: restart,
            fixTask: { type: 'restart-gateway' } as const,
          },
        ]
      : []),
  ];
};

/** What the answers of each account say; nothing where none are told. */
export const answerFindings: (state: ConsoleState) => readonly Finding[] = memoizeOn(
  (state: ConsoleState) => [state.answers, state.feed.messages, state.openclaw, ...verdictInputs(state)],
  (state) =>
    areAnswersTold(state) ? state.config.accounts.flatMap((account) => ofAccount(state, account)) : [],
);
