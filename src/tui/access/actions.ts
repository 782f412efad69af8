// What can be changed on the Access screen, or there about a finding: every change goes by its diff, and can be undone.

import { type Account, type AccountId, accountOf, accountRow, type ConsoleState } from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import type { Handlers, IdsOf } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { type Fix, fixByAction } from '../doctor/fix-finding.ts';
import { fixGateway } from '../gateway/menu.ts';
import { statusScreenSentences } from '../status/words.ts';
import { addAllowFrom, addGroup } from './add-entry.ts';
import {
  addAccount,
  changeByText,
  changeConfig,
  changeProfile,
  chooseDefaultAccount,
  toggleChannel,
  togglePlugin,
  undoChange,
} from './change-config.ts';
import { changeDefaultGroupPolicy, changeDmPolicy, changeGroupPolicy, changeTools } from './change-policy.ts';
import { editConfig } from './edit-config.ts';
import { type AccessRow, noPlace, placesOf, selectedAccess } from './select.ts';
import { accessScreenSentences, changeQuestionSentences, editConfigSentences } from './words.ts';

// Findings that a change of the config fixes: `e` on such a row begins it.

/** The fix of a finding's row, and of the notice that there is no config; undefined where only a hand can fix it. */
export const fixOf = (core: ConsoleState, row: AccessRow | undefined): Fix | undefined => {
  if (row?.type === 'notice') return core.config.status === 'missing' ? toggleChannel : undefined;
  if (row?.type !== 'finding' && row?.type !== 'fix') return undefined;
  const { code, accountId } = row.finding;
  const account = accountId === undefined ? undefined : accountOf(core, accountId);
  switch (code) {
    case 'plugin-off':
      return async (app) => void (await changeConfig(app, { type: 'set-plugin-enabled', isEnabled: true }));
    case 'gateway-deaf':
    case 'gateway-doubled': {
      const row = accountId && accountRow(core, accountId);
      return row && ((app) => fixGateway(app, row));
    }
    case 'channel-disabled':
    case 'channel-missing':
      return toggleChannel;
    case 'account-key-ignored':
      return (
        accountId &&
        (async (app) => void (await changeConfig(app, { type: 'rename-account', accountId, to: accountId })))
      );
    case 'open-dm-policy':
    case 'open-dm-policy-empty':
    case 'open-dm-policy-listed':
    case 'dm-policy-unknown':
    case 'approved-ignored':
      return account && ((app) => changeDmPolicy(app, account));
    case 'allow-from-empty':
      return account && ((app) => addAllowFrom(app, account));
    case 'allow-from-everyone':
      return (
        account &&
        (async (app) =>
          void (await changeConfig(app, { type: 'remove-allow-from', accountId: account.id, entry: '*' })))
      );
    case 'open-group-policy':
    case 'open-group-policy-by-default':
    case 'group-policy-unknown':
    case 'group-policy-unreached':
    case 'group-block-ignored':
      return account && ((app) => changeGroupPolicy(app, account));
    case 'groups-empty':
    case 'groups-all-off':
      return account && ((app) => addGroup(app, account));
    case 'profile-bad':
    case 'profile-shared':
      return account && ((app) => changeProfile(app, account));
    case 'default-account-unknown':
      return chooseDefaultAccount;
    default:
      return fixByAction(core, row.finding);
  }
};

const words = changeQuestionSentences;

type SettingRow = Extract<AccessRow, { type: 'setting' }>;

const accountOfRow = (row: AccessRow | undefined): Account | undefined =>
  row !== undefined && 'account' in row ? row.account : undefined;

const changeSetting = async (app: App, { account, key, value }: SettingRow): Promise<void> => {
  const accountId = account.id;
  switch (key) {
    case 'enabled':
      return void (await changeConfig(app, {
        type: 'set-account-enabled',
        accountId,
        isEnabled: !account.enabled.value,
      }));
    case 'profile':
      return changeProfile(app, account);
    case 'dmPolicy':
      return changeDmPolicy(app, account);
    case 'groupPolicy':
      return changeGroupPolicy(app, account);
    case 'allowFrom':
      return addAllowFrom(app, account);
    case 'groups':
      return addGroup(app, account);
    case 'messagePrefix':
    case 'responsePrefix':
      return changeByText(
        app,
        {
          title: words.prefixTitle(key, accountId),
          lines: words.prefixLines,
          initial: value,
          mayBeEmpty: true,
        },
        (text) => ({ type: 'set-prefix', accountId, which: key, text }),
      );
    default:
      return app.say(words.nothingToChange);
  }
};

const changeSwitch = {
  channel: toggleChannel,
  plugin: togglePlugin,
  defaults: changeDefaultGroupPolicy,
} as const;

const change = async (app: App, row: AccessRow | undefined): Promise<void> => {
  switch (row?.type) {
    case 'switch':
      return changeSwitch[row.key](app);
    case 'setting':
      return changeSetting(app, row);
    case 'group':
      return void (await changeConfig(app, {
        type: 'set-group',
        accountId: row.account.id,
        key: row.entry.key,
        isAllowed: !row.entry.isAllowed,
      }));
    case 'account':
      return void (await changeConfig(app, {
        type: 'set-account-enabled',
        accountId: row.account.id,
        isEnabled: !row.account.enabled.value,
      }));
    default:
      return app.say(words.nothingToChange);
  }
};

const handOnly: readonly string[] = ['groupAllowFrom', 'dangerouslyAllowNameMatching'];

/** Why `e` does nothing in a row. */
const cannotChange = ({ core }: Frame, row: AccessRow | undefined): string | undefined => {
  if (fixOf(core, row) !== undefined) return undefined;
  switch (row?.type) {
    case 'group':
    case 'account':
    case 'switch':
      return undefined;
    case 'setting':
      return handOnly.includes(row.key) ? words.byHandOnly : undefined;
    case 'finding':
    case 'fix':
      return words.byHandOnly;
    case 'entry':
      return words.entryIsNotChanged;
    case 'approved':
      return editConfigSentences.approvedElsewhere;
    case 'notice':
      return core.config.status === 'broken' ? words.brokenFirst : words.nothingToChange;
    default:
      return words.nothingToChange;
  }
};

const add = (app: App, row: AccessRow | undefined): Promise<void> => {
  const account = accountOfRow(row);
  if (account === undefined || row?.type === 'account') return addAccount(app);
  const isGroup =
    row?.type === 'group' || (row?.type === 'setting' && (row.key === 'groups' || row.key === 'groupPolicy'));
  return isGroup ? addGroup(app, account) : addAllowFrom(app, account);
};

const remove = async (app: App, row: AccessRow | undefined): Promise<void> => {
  switch (row?.type) {
    case 'entry':
      return void (await changeConfig(app, {
        type: 'remove-allow-from',
        accountId: row.account.id,
        entry: row.entry.entry,
      }));
    case 'group':
      return void (await changeConfig(app, {
        type: 'remove-group',
        accountId: row.account.id,
        key: row.entry.key,
      }));
    case 'account':
      return void (await changeConfig(app, { type: 'remove-account', accountId: row.account.id }));
    default:
      return app.say(words.nothingToRemove);
  }
};

/** Entries of `groupAllowFrom` look like those of `allowFrom`, but no action changes that list. */
const isRemovable = (row: AccessRow | undefined): boolean =>
  row?.type === 'group' || row?.type === 'account' || (row?.type === 'entry' && row.list === 'allowFrom');

const reload = async (app: App): Promise<void> => {
  const outcome = app.console.config.reload();
  if ((await app.attempt(outcome)) && !('sentence' in (await outcome)))
    app.say(accessScreenSentences.reloaded);
};

const noAccount = (frame: Frame): string | undefined =>
  accountOfRow(selectedAccess(frame)) === undefined ? statusScreenSentences.noAccountSelected : undefined;

const rename = async (app: App, account: Account): Promise<void> =>
  changeByText(
    app,
    { title: words.renameTitle(account.id), lines: words.renameLines, initial: account.id },
    (to) => ({
      type: 'rename-account',
      accountId: account.id,
      to: to.toLowerCase() as AccountId,
    }),
  );

export const accessHandlers: Handlers<IdsOf<'access'>> = {
  'access.reload': { run: reload },
  'access.change': {
    reason: (frame) => cannotChange(frame, selectedAccess(frame)),
    run: (app, frame) => {
      const row = selectedAccess(frame);
      const fix = fixOf(frame.core, row);
      return fix === undefined ? change(app, row) : fix(app);
    },
  },
  'access.add': {
    reason: ({ core }) => (core.config.status === 'broken' ? words.brokenFirst : undefined),
    run: (app, frame) => add(app, selectedAccess(frame)),
  },
  'access.remove': {
    reason: (frame) => {
      const row = selectedAccess(frame);
      if (isRemovable(row)) return undefined;
      return row?.type === 'entry' ? words.byHandOnly : words.nothingToRemove;
    },
    run: (app, frame) => remove(app, selectedAccess(frame)),
  },
  'access.tools': {
    reason: (frame) => (selectedAccess(frame)?.type === 'group' ? undefined : words.selectGroup),
    run: (app, frame) => {
      const row = selectedAccess(frame);
      return row?.type === 'group' ? changeTools(app, row.account.id, row.entry) : undefined;
    },
  },
  'access.make-default': {
    reason: noAccount,
    run: async (app, frame) => {
      const account = accountOfRow(selectedAccess(frame));
      if (account !== undefined)
        await changeConfig(app, { type: 'set-default-account', accountId: account.id });
    },
  },
  'access.rename': {
    reason: noAccount,
    run: (app, frame) => {
      const account = accountOfRow(selectedAccess(frame));
      return account === undefined ? undefined : rename(app, account);
    },
  },
  'access.undo': {
    reason: ({ core: { lastWrite } }) => {
      if (lastWrite === undefined) return words.nothingToUndo;
      return lastWrite.isOvertaken === true ? editConfigSentences.cannotUndo(lastWrite.file) : undefined;
    },
    run: undoChange,
  },
  'access.edit-file': {
    reason: (frame) => noPlace(frame.core, selectedAccess(frame)),
    run: (app, frame) => {
      const { places, what } = placesOf(frame.core, selectedAccess(frame));
      return editConfig(app, places, what);
    },
  },
  'access.channel': { run: toggleChannel },
  'access.plugin': { run: togglePlugin },
  'access.defaults': { run: changeDefaultGroupPolicy },
};
