// Ends a session, and what goes on without one. Both screens that can log out come here.
import { type Account, accountRow, isGatewayListening, sentences } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import { offerRestart } from './offer-restart.ts';

const words = sentences.loginActions;

/** Does the gateway of this machine listen on it? */
const isHeardByGateway = (app: App, { id }: Account): boolean => {
  const { core } = app.frame();
  const row = accountRow(core, id);
  return row !== undefined && isGatewayListening(core, row.account);
};

/** Asks for the id of the account to be typed, logs it out, and offers to restart a gateway that would go on listening. */
export const logOut = async (app: App, account: Account): Promise<void> => {
  // What was known of a gateway may be half a minute old.
  await app.console.actions.checkGateway();
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
  if (!isSure || !(await app.attempt(app.console.actions.logOut(account.id)))) return;
  if (isHeard) await offerRestart(app, words.restartAfterLogOut(account.id));
};
