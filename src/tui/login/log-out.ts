// Ends a session, and what goes on without one. Both screens that can log out come here.

import { type Account, accountRow, isGatewayListening } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import { frameSentences } from '../app/words.ts';
import { offerRestart } from '../gateway/run-task.ts';
import { loginActionSentences } from './words.ts';

const words = loginActionSentences;

/** Does the gateway of this machine listen on it? */
const isHeardByGateway = (app: App, { id }: Account): boolean => {
  const { core } = app.frame();
  const row = accountRow(core, id);
  return row !== undefined && isGatewayListening(core, row.account);
};

/** Resolves with whether the gateway listens on it, if the operator is sure. */
const ask = async (app: App, account: Account): Promise<{ readonly isHeard: boolean } | undefined> => {
  const status = accountRow(app.frame().core, account.id)?.facts.listener.status ?? 'stopped';
  const isHeard = isHeardByGateway(app, account);
  const isSure = await app.confirm({
    title: words.logOutTitle(account.id),
    lines: [
      words.runsLogOut(account.profile.value),
      words.logOutEnds,
      ...(status === 'stopped' || status === 'blocked' ? [] : [words.logOutStopsOurs]),
      isHeard ? words.logOutGatewayNow : words.logOutGateway,
    ],
    confirmLabel: words.logOutConfirm,
    isDanger: true,
    typed: account.id,
  });
  return isSure ? { isHeard } : undefined;
};

/** Asks for the id of the account to be typed, logs it out, and offers to restart a gateway that would go on listening. */
export const logOut = async (app: App, account: Account): Promise<void> => {
  // What was known of a gateway may be half a minute old.
  const answer = await app.looking(
    frameSentences.looking.gateway,
    () => app.console.actions.checkGateway(),
    () => ask(app, account),
  );
  if (answer === undefined || !(await app.attempt(app.console.actions.logOut(account.id)))) return;
  if (answer.isHeard) await offerRestart(app, words.restartAfterLogOut(account.id));
};
