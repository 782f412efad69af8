// The line of the checklist about log-ins.

import { type SessionAnswer, sessionAnswers } from '../accounts/select-answers.ts';
import type { ConsoleState } from '../state.ts';
import type { Row } from './checklist-row.ts';
import { checklistSentences as words } from './words-checklist.ts';

type Failed = Extract<SessionAnswer, { status: 'failed' }>;

/** Why the first of them could not be asked stands for all: it is nearly always the same. */
const failedRow = (failed: readonly Failed[], { sentence, hint, detail }: Failed): Row => ({
  state: 'needs-you',
  sentence: words.loginFailed(
    failed.map(({ accountId }) => accountId),
    sentence,
  ),
  cure: hint ?? words.tryAgain,
  ...(detail === undefined ? {} : { detail }),
  remedy: { action: 'ask-again' },
});

/** Is anybody logged in? */
export const loginRow = (core: ConsoleState): Row => {
  const answers = sessionAnswers(core);
  const loggedIn = answers.filter(({ status }) => status === 'in').length;
  if (loggedIn > 0) return { state: 'done', sentence: words.loggedIn(loggedIn, answers.length) };
  const failed = answers.filter((answer) => answer.status === 'failed');
  if (failed[0] !== undefined) return failedRow(failed, failed[0]);
  if (answers.length === 0 || answers.some(({ status }) => status === 'unknown')) return { state: 'not-yet', sentence: words.loginUnknown };
  if (!core.config.release.capabilities.drivesZca)
    return {
      state: 'needs-you',
      sentence: words.loginNeeded,
      cure: core.openclaw.status === 'missing' ? words.gatewayLoginByHand : words.gatewayLogin,
    };
  return { state: 'needs-you', sentence: words.loginNeeded, remedy: { action: 'log-in' } };
};
