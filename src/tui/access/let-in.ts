// Letting a person or a group in. Where a policy shuts everybody out an entry alone helps nobody: policy and entry are offered as one change.

import { type Account, accountOf, type ConfigAction } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import { changeConfig } from './change-config.ts';
import { changeQuestionSentences } from './words-change.ts';

const words = changeQuestionSentences;

/** Who is let in. */
export type Newcomer = Extract<ConfigAction, { type: 'add-allow-from' } | { type: 'set-group' }>;

/** The policy that lets listed ones in, where the one that holds lets in nobody. */
const neededPolicy = (account: Account, { type, accountId }: Newcomer): ConfigAction | undefined => {
  if (type === 'set-group')
    return account.groupPolicy.value === 'disabled' ? { type: 'set-group-policy', accountId, policy: 'allowlist' } : undefined;
  return account.dmPolicy.value === 'disabled' ? { type: 'set-dm-policy', accountId, policy: 'allowlist' } : undefined;
};

/** Lets in, after the review; asks first where an entry alone would leave everything dropped. */
export const letIn = async (app: App, newcomer: Newcomer): Promise<void> => {
  const account = accountOf(app.frame().core, newcomer.accountId);
  const policy = account && neededPolicy(account, newcomer);
  if (policy === undefined) return void (await changeConfig(app, newcomer));
  const question = newcomer.type === 'set-group' ? words.shutGroups : words.shutPeople;
  const answer = await app.choose({ title: question.title(newcomer.accountId), lines: [], choices: question.choices });
  if (answer !== undefined) await changeConfig(app, answer === 0 ? [policy, newcomer] : newcomer);
};
