// What can be done about a log-in.

import { type Account, type LoginState, leftToDo, sessionOf } from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import type { Handler, Handlers, IdsOf } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { holdSelection } from '../app/settle-selection.ts';
import { noProgram } from '../gateway/actions.ts';
import { gatewayMenu } from '../gateway/menu.ts';
import { statusScreenSentences } from '../status/words.ts';
import { asciiSigns } from '../theme/signs.ts';
import { beginLogin, finishLogin, type LoginTarget, logInByHand, logInNew, logOut } from './log-in.ts';
import { needsText, zoomedCode } from './qr-panel.ts';
import { isUnderWay, selectedAccount } from './select.ts';
import { loginScreenSentences } from './words.ts';

const words = loginScreenSentences;

/** A gateway with sessions of its own needs none. */
const noZca = ({ core }: Frame): string | undefined =>
  core.zca.status === 'missing' && core.config.release.capabilities.drivesZca
    ? core.zca.error.sentence
    : undefined;

const cannotStart = (frame: Frame): string | undefined => {
  if (isUnderWay(frame.core.login)) return words.underWay;
  return selectedAccount(frame) === undefined ? words.noAccount : noZca(frame);
};

const hasEndedInVain = ({ status }: LoginState): boolean =>
  status === 'declined' || status === 'expired' || status === 'failed' || status === 'cancelled';

/** Whom the last log-in was for, if it came to nothing: an account of the config, or one that is to become one. */
const lastIneffective = ({ core: { login } }: Frame): LoginTarget | undefined =>
  login.status !== 'idle' && hasEndedInVain(login)
    ? { id: login.accountId, profile: login.profile }
    : undefined;

/** A new code after one that came to nothing; else a look at how the account does. */
const renewOrCheck = async (app: App, frame: Frame): Promise<void> => {
  const last = lastIneffective(frame);
  if (last !== undefined) return beginLogin(app, last);
  const account = selectedAccount(frame);
  if (account === undefined) return;
  holdSelection(app);
  await app.attempt(app.console.accounts.probe(account.id));
};

const targetOf = ({ id, profile }: Account): LoginTarget => ({ id, profile: profile.value });

/** The account whose log-in failed for want of a code comes before the selected one. */
const handOver = async (app: App, frame: Frame): Promise<void> => {
  const { login } = frame.core;
  const account = selectedAccount(frame);
  const last = login.status === 'failed' && login.canHandOver === true ? lastIneffective(frame) : undefined;
  const target = last ?? (account && targetOf(account));
  if (target !== undefined) await logInByHand(app, target);
};

/** What the last log-in lacks in the config comes before another account. */
const add = async (app: App, { core }: Frame): Promise<void> => {
  const { login } = core;
  if (login.status === 'logged-in' && leftToDo(core, login).write !== undefined)
    return finishLogin(app, login);
  return logInNew(app);
};

const picturePath = ({ core }: Frame): string | undefined =>
  core.login.status === 'waiting' ? core.login.qrPath : undefined;

const noCode = ({ core }: Frame): string | undefined =>
  core.login.status === 'waiting' && core.login.qrText !== '' ? undefined : words.noCode;

const toggleBlocks: Handler = {
  reason: noCode,
  run: (app) => {
    if (app.signs === asciiSigns) app.note(words.asciiBlocks);
    else app.dispatch({ type: 'login/blocks-toggled' });
  },
};

const flip: Handler = { reason: noCode, run: (app) => app.dispatch({ type: 'login/flipped' }) };

const zoom = (app: App, frame: Frame): void => {
  const { picture, needs } = zoomedCode(frame, app.signs);
  if (picture === undefined && needs === undefined)
    app.complain(words.noInk, picturePath(frame) === undefined ? undefined : words.openPicture);
  else if (needs === undefined) app.dispatch({ type: 'overlay/opened', overlay: { type: 'qr' } });
  else
    app.complain(
      needsText(needs, frame, app.signs),
      picturePath(frame) === undefined ? words.enlarge : words.openPicture,
    );
};

const cannotLogOut = (frame: Frame): string | undefined => {
  const account = selectedAccount(frame);
  const status = account && sessionOf(frame.core, account.id).status;
  return (
    cannotStart(frame) ??
    (status === 'logged-out' || status === 'no-profile' ? statusScreenSentences.notLoggedIn : undefined)
  );
};

export const loginHandlers: Handlers<IdsOf<'login'> | IdsOf<'qr'>> = {
  'login.start': {
    reason: cannotStart,
    run: (app, frame) => {
      const account = selectedAccount(frame);
      return account === undefined ? undefined : beginLogin(app, targetOf(account));
    },
  },
  'login.new-code': { reason: cannotStart, run: renewOrCheck },
  'login.cancel': {
    reason: ({ core }) => (isUnderWay(core.login) ? undefined : words.notUnderWay),
    run: async (app) => void (await app.attempt(app.console.login.cancel())),
  },
  'login.zoom': { reason: noCode, run: zoom },
  'login.blocks': toggleBlocks,
  'login.open': {
    reason: (frame) => (picturePath(frame) === undefined ? words.noPicture : undefined),
    run: async (app, frame) => {
      const path = picturePath(frame);
      if (path !== undefined) await app.attempt(app.terminal.open(path));
    },
  },
  'login.flip': flip,
  'login.hand-over': { reason: cannotStart, run: handOver },
  'login.add': {
    reason: (frame) => (isUnderWay(frame.core.login) ? words.underWay : noZca(frame)),
    run: add,
  },
  'login.gateway': { reason: noProgram, run: gatewayMenu },
  'login.log-out': {
    reason: cannotLogOut,
    run: (app, frame) => {
      const account = selectedAccount(frame);
      if (account === undefined) return undefined;
      holdSelection(app);
      return logOut(app, account);
    },
  },
  'qr.flip': flip,
  'qr.blocks': toggleBlocks,
  'qr.close': { run: (app) => app.dispatch({ type: 'overlay/closed' }) },
};
