// What the operator can do about a finding that no change of the config fixes: run a command, log in or out, close files.
import {
  type Account,
  accountOf,
  type ConsoleState,
  closableFiles,
  closeCommand,
  type Finding,
  sentences,
} from '../../core/faces.ts';
import { changeConfig } from '../access/change-config.ts';
import type { App } from '../app/app.ts';
import type { Handlers, IdsOf } from '../app/context.ts';
import { runTask } from '../gateway/run-task.ts';
import { beginLogin, logOut } from '../login/log-in.ts';
import { startAccount } from '../status/account-control.ts';

// Files with secrets that other users of the machine may read, closed to them: each is named first, with the command that does the same.

const words = sentences.filePermissions;

const closeFiles = async (app: App): Promise<void> => {
  const files = closableFiles(app.frame().core);
  const isSure = await app.confirm({
    title: words.closeTitle(files.length),
    lines: [...files.map(closeCommand), words.closeWarning],
    confirmLabel: words.closeConfirm,
    isDanger: true,
  });
  // Only what was read here, whatever else has been found meanwhile.
  if (isSure) await app.attempt(app.console.files.makePrivate(files.map(({ path }) => path)));
};

export const fileHandlers: Handlers<IdsOf<'files'>> = {
  'files.close': {
    reason: ({ core }) => (closableFiles(core).length === 0 ? words.noneOpen : undefined),
    run: closeFiles,
  },
};

/** Begins a fix; it asks before it changes anything. */
export type Fix = (app: App) => void | Promise<void>;
/** The log-in shows its code on its own screen. */
const logIn = async (app: App, { id, profile }: Account): Promise<void> => {
  while (app.frame().ui.overlays.length > 0) app.dispatch({ type: 'overlay/closed' });
  app.dispatch({ type: 'screen/shown', screen: 'login' });
  await beginLogin(app, { id, profile: profile.value });
};

const enableOrLogOut = async (app: App, account: Account): Promise<void> => {
  const { enable, logOut: out } = words.disabledChoices;
  const answer = await app.choose({
    title: words.disabledTitle(account.id),
    lines: [],
    choices: [enable, out],
  });
  if (answer === 0)
    await changeConfig(app, { type: 'set-account-enabled', accountId: account.id, isEnabled: true });
  else if (answer === 1) await logOut(app, account);
};

/** The fix of a finding; undefined where only a change of the config helps, or a hand. */
export const fixByAction = (core: ConsoleState, { code, accountId, fixTask }: Finding): Fix | undefined => {
  if (fixTask !== undefined) return async (app) => void (await runTask(app, fixTask));
  const account = accountId === undefined ? undefined : accountOf(core, accountId);
  switch (code) {
    case 'account-logged-out':
    case 'gateway-not-linked':
    case 'gateway-claims-session':
      return account && ((app) => logIn(app, account));
    case 'gateway-account-down':
      return account && ((app) => startAccount(app, account.id));
    case 'disabled-logged-in':
      return account && ((app) => enableOrLogOut(app, account));
    case 'credentials-readable':
    case 'secrets-readable':
    case 'pairing-store-readable':
      return (app) => app.run('files.close');
    default:
      return undefined;
  }
};
