// Second step: a session. The code is drawn on Login; the assistant is taken up again when it has been scanned.

import { type ProfileName, profileName, sentences } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { beginLogin, type LoginTarget } from '../login/log-in.ts';
import { showNext } from './open.ts';

const words = sentences.setUp;

const targetOf = ({ core, ui }: Frame): LoginTarget | undefined => {
  const { accountId, profile } = ui.setUp;
  if (accountId === undefined) return undefined;
  const listed: ProfileName | undefined = core.config.accounts.find(({ id }) => id === accountId)?.profile.value;
  return { id: accountId, profile: profile ?? listed ?? profileName(accountId) };
};

const sessionOf = ({ core }: Frame, { id }: LoginTarget) => (Object.hasOwn(core.facts, id) ? core.facts[id]?.session : undefined);

/** Until it is known whether one is alive nobody is asked. */
const knownSession = async (app: App, target: LoginTarget): Promise<void> => {
  const status = sessionOf(app.frame(), target)?.status ?? 'unknown';
  if (status === 'unknown' || status === 'checking') await app.console.actions.probe(target.id);
};

/** A session that is alive may be the right one. */
const keepsSession = async (app: App, target: LoginTarget): Promise<boolean | undefined> => {
  const session = sessionOf(app.frame(), target);
  if (session?.status !== 'logged-in') return false;
  const { keep, again } = words.loginChoices;
  const answer = await app.choose({
    title: words.loginTitle(target.profile, session.displayName),
    lines: [],
    choices: [keep, again],
  });
  return answer === undefined ? undefined : answer === 0;
};

/** Shows a code on Login; a session that is there may be kept. */
export const logIn = async (app: App, frame: Frame): Promise<void> => {
  const target = targetOf(frame);
  if (target === undefined) return;
  if (!frame.core.config.release.capabilities.drivesZca) {
    if (await app.attempt(app.console.actions.askGateway())) showNext(app);
    return;
  }
  const keeps = await app.looking(
    frameSentences.looking.session(target.id),
    () => knownSession(app, target),
    () => keepsSession(app, target),
  );
  if (keeps === undefined) return;
  if (keeps) return showNext(app);
  app.dispatch({ type: 'overlay/closed' });
  app.dispatch({ type: 'set-up/answered', answers: { isLoggingIn: true } });
  app.dispatch({ type: 'screen/shown', screen: 'login' });
  await beginLogin(app, target);
};
