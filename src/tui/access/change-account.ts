// What is asked about an account before it is changed.

import type { Account } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import { changeByText, changeConfig } from './change-config.ts';
import { changeQuestionSentences } from './words-change.ts';

const words = changeQuestionSentences;

/** Asks for the profile an account uses. */
export const changeProfile = (app: App, { id, profile }: Account): Promise<void> =>
  changeByText(app, { title: words.profileTitle(id), lines: words.profileLines, initial: profile.value }, (text) => ({
    type: 'set-profile',
    accountId: id,
    profile: text,
  }));

/** Asks which of the accounts shall be the default one. */
export const chooseDefaultAccount = async (app: App): Promise<void> => {
  const { accounts } = app.console.store.getState().config;
  const answer = await app.choose({
    title: words.defaultTitle,
    lines: [],
    choices: accounts.map(({ id, label }) => ({ label: id, means: label ?? '' })),
    selected: accounts.findIndex(({ isDefault }) => isDefault),
  });
  const account = answer === undefined ? undefined : accounts[answer];
  if (account !== undefined) await changeConfig(app, { type: 'set-default-account', accountId: account.id });
};
