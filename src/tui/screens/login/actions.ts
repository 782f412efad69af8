// What can be done about a log-in.
import { type Account, type LoginState, sentences } from '../../../core/index.ts';
import type { App } from '../../app/app.ts';
import type { Frame } from '../../app/frame.ts';
import type { Handler, Handlers, IdsOf } from '../../app/handlers.ts';
import { asciiSigns } from '../../theme/signs.ts';
import { needsText, zoomedCode } from './code.ts';
import { factsOf, isUnderWay, loggedInName, selectedAccount } from './select.ts';

const words = sentences.loginScreen;

const noZca = ({ core }: Frame): string | undefined => (core.zca.status === 'missing' ? core.zca.error.sentence : undefined);

const cannotStart = (frame: Frame): string | undefined => {
  if (isUnderWay(frame.core.login)) return words.underWay;
  return selectedAccount(frame) === undefined ? words.noAccount : noZca(frame);
};

/** Nobody loses a session by a slip: where one is alive, a new log-in is asked about first. */
const begin = async (app: App, frame: Frame, account: Account): Promise<void> => {
  const isLoggedIn = factsOf(frame, account.id)?.session.status === 'logged-in';
  const request = {
    title: words.againTitle(account.id),
    lines: words.againLines(account.profile.value, loggedInName(frame, account.id)),
    confirmLabel: words.againConfirm,
  };
  if (!isLoggedIn || (await app.confirm(request))) await app.attempt(app.console.actions.startLogin(account.id));
};

const hasEndedInVain = ({ status }: LoginState): boolean =>
  status === 'declined' || status === 'expired' || status === 'failed' || status === 'cancelled';

/** A new code after one that came to nothing; else a look at how the account does. */
const renewOrCheck = async (app: App, frame: Frame): Promise<void> => {
  const { login, config } = frame.core;
  const last = login.status !== 'idle' && hasEndedInVain(login) ? config.accounts.find(({ id }) => id === login.accountId) : undefined;
  if (last !== undefined) return begin(app, frame, last);
  const account = selectedAccount(frame);
  if (account !== undefined) await app.attempt(app.console.actions.probe(account.id));
};

const picturePath = ({ core }: Frame): string | undefined => (core.login.status === 'waiting' ? core.login.qrPath : undefined);

const noCode = ({ core }: Frame): string | undefined =>
  core.login.status === 'waiting' && core.login.qrText !== '' ? undefined : words.noCode;

const toggleBlocks: Handler = {
  reason: noCode,
  run: (app) => {
    if (app.signs === asciiSigns) app.note(words.asciiBlocks);
    else app.dispatch({ type: 'login/blocks-toggled' });
  },
};

const zoom = (app: App, frame: Frame): void => {
  const { needs } = zoomedCode(frame, app.signs);
  if (needs === undefined) app.dispatch({ type: 'overlay/opened', overlay: { type: 'qr' } });
  else app.complain(needsText(needs, frame, app.signs), picturePath(frame) === undefined ? words.enlarge : words.openPicture);
};

const logOut = async (app: App, frame: Frame): Promise<void> => {
  const account = selectedAccount(frame);
  if (account === undefined) return;
  const { logOutTitle, logOutLines, logOutConfirm } = sentences.statusScreen;
  const isSure = await app.confirm({
    title: logOutTitle(account.id),
    lines: logOutLines(account.profile.value),
    confirmLabel: logOutConfirm,
    isDanger: true,
    typed: account.id,
  });
  if (isSure) await app.attempt(app.console.actions.logOut(account.id));
};

const cannotLogOut = (frame: Frame): string | undefined => {
  const account = selectedAccount(frame);
  const status = account && factsOf(frame, account.id)?.session.status;
  return cannotStart(frame) ?? (status === 'logged-out' || status === 'no-profile' ? sentences.statusScreen.notLoggedIn : undefined);
};

export const loginHandlers: Handlers<IdsOf<'login'> | IdsOf<'qr'>> = {
  'login.start': {
    reason: cannotStart,
    run: (app, frame) => {
      const account = selectedAccount(frame);
      return account === undefined ? undefined : begin(app, frame, account);
    },
  },
  'login.new-code': { reason: cannotStart, run: renewOrCheck },
  'login.cancel': {
    reason: ({ core }) => (isUnderWay(core.login) ? undefined : words.notUnderWay),
    run: async (app) => void (await app.attempt(app.console.actions.cancelLogin())),
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
  'login.log-out': { reason: cannotLogOut, run: logOut },
  'qr.blocks': toggleBlocks,
  'qr.close': { run: (app) => app.dispatch({ type: 'overlay/closed' }) },
};
