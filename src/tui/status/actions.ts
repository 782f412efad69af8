// What can be done about an account.

import { type AccountRow, isGatewayListening, isGatewayRunning, sessionOf } from '../../core/faces.ts';
import { changeConfig } from '../access/change-config.ts';
import type { App } from '../app/app.ts';
import type { Handlers, IdsOf } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { holdSelection } from '../app/settle-selection.ts';
import { frameSentences } from '../app/words.ts';
import { fixGateway } from '../gateway/menu.ts';
import { beginLogin, logOut } from '../login/log-in.ts';
import { setUpNewAccount } from '../set-up/handlers.ts';
import { startAccount, stopAccount } from './account-control.ts';
import { selectedAccount } from './select.ts';
import { orphanPidOf, startListeners, stopListeners } from './start-listeners.ts';
import { accountControlSentences, listenerActionSentences, statusScreenSentences } from './words.ts';

const words = statusScreenSentences;
const controlWords = accountControlSentences;

const withAccount =
  (act: (app: App, row: AccountRow) => void | Promise<void>) =>
  (app: App, frame: Frame): void | Promise<void> => {
    const row = selectedAccount(frame);
    if (row === undefined) return undefined;
    holdSelection(app);
    return act(app, row);
  };

/** Nothing can be done without an account and a zca to ask; a gateway with sessions of its own needs none. */
const unreachable = (frame: Frame): string | undefined => {
  if (selectedAccount(frame) === undefined) return words.noAccountSelected;
  return frame.core.zca.status === 'missing' && isByZca(frame) ? words.noZca : undefined;
};

const isByZca = ({ core }: Frame): boolean => core.config.release.capabilities.drivesZca;

/** Most needs the account switched on, too. */
const unusable = (frame: Frame): string | undefined => {
  const row = selectedAccount(frame);
  return (
    unreachable(frame) ??
    (row === undefined || row.account.enabled.value ? undefined : words.disabled(row.id))
  );
};

const noAccount = (frame: Frame): string | undefined =>
  selectedAccount(frame) === undefined ? words.noAccountSelected : undefined;

const noOrphan = (frame: Frame): string | undefined => {
  const row = selectedAccount(frame);
  return row === undefined || orphanPidOf(row) === undefined ? words.noOrphan : undefined;
};

const noGateway = (frame: Frame): string | undefined => {
  const row = selectedAccount(frame);
  if (row === undefined || !isGatewayListening(frame.core, row.account))
    return listenerActionSentences.noGateway;
  return row.condition === 'login-needed' || row.condition === 'session-ended'
    ? words.notLoggedIn
    : undefined;
};

const sessionStatus = (frame: Frame) => {
  const row = selectedAccount(frame);
  return row && sessionOf(frame.core, row.id).status;
};

/** What keeps an account from being started or stopped at the gateway that holds its session. */
const cannotControl = (frame: Frame): string | undefined => {
  const row = selectedAccount(frame);
  if (row === undefined) return words.noAccountSelected;
  if (!isGatewayRunning(frame.core)) return controlWords.noGateway;
  if (row.reported?.isRunning === true || row.reported?.isRestartPending === true) return undefined;
  if (!row.account.enabled.value) return words.disabled(row.id);
  return sessionStatus(frame) === 'logged-out' ? words.notLoggedIn : undefined;
};

/** What runs is stopped; what tries again is started at once. */
const control = (app: App, row: AccountRow): Promise<void> =>
  row.reported?.isRunning === true ? stopAccount(app, row.id) : startAccount(app, row.id);

const isListening = ({ facts }: AccountRow): boolean =>
  facts.listener.status !== 'stopped' && facts.listener.status !== 'blocked';

const isListeningNow = (frame: Frame): boolean => {
  const row = selectedAccount(frame);
  return row !== undefined && isListening(row);
};

export const statusHandlers: Handlers<IdsOf<'status'>> = {
  'status.login': {
    reason: (frame) =>
      unusable(frame) ?? (sessionStatus(frame) === 'logged-in' ? words.alreadyLoggedIn : undefined),
    run: withAccount((app, row) => {
      app.dispatch({ type: 'screen/shown', screen: 'login' });
      return beginLogin(app, { id: row.id, profile: row.account.profile.value });
    }),
  },
  'status.log-out': {
    // A session of an account that is disabled is one too many.
    reason: (frame) =>
      unreachable(frame) ?? (sessionStatus(frame) === 'logged-out' ? words.notLoggedIn : undefined),
    run: withAccount((app, { account }) => logOut(app, account)),
  },
  'status.listener': {
    // What runs can always be stopped, also where the account has been switched off since, or zca has gone.
    reason: (frame) => {
      if (isListeningNow(frame)) return undefined;
      if (isByZca(frame)) return unusable(frame);
      return frame.core.isReadOnly ? frameSentences.readOnly : cannotControl(frame);
    },
    run: withAccount((app, row) => {
      if (isListening(row)) return stopListeners(app, [row]);
      return isByZca(app.frame()) ? startListeners(app, [row]) : control(app, row);
    }),
  },
  'status.enable': {
    reason: noAccount,
    run: withAccount(
      async (app, { id, account }) =>
        void (await changeConfig(app, {
          type: 'set-account-enabled',
          accountId: id,
          isEnabled: !account.enabled.value,
        })),
    ),
  },
  'status.make-default': {
    reason: (frame) =>
      noAccount(frame) ?? (selectedAccount(frame)?.account.isDefault === true ? words.isDefault : undefined),
    run: withAccount(
      async (app, { id }) => void (await changeConfig(app, { type: 'set-default-account', accountId: id })),
    ),
  },
  'status.add-account': { run: setUpNewAccount },
  'status.remove-account': {
    reason: noAccount,
    run: withAccount(
      async (app, { id }) => void (await changeConfig(app, { type: 'remove-account', accountId: id })),
    ),
  },
  'status.end-orphan': {
    reason: noOrphan,
    run: withAccount(async (app, row) => {
      const pid = orphanPidOf(row);
      if (pid === undefined) return;
      const isSure = await app.confirm({
        title: words.orphanTitle(row.id),
        lines: words.orphanLines(pid),
        confirmLabel: words.orphanConfirm,
        isDanger: true,
      });
      if (isSure) await app.attempt(app.console.listener.endOrphan(row.id));
    }),
  },
  'status.cure-gateway': { reason: noGateway, run: withAccount(fixGateway) },
  'status.probe': {
    reason: unusable,
    run: withAccount(async (app, row) => void (await app.attempt(app.console.accounts.probe(row.id)))),
  },
};
