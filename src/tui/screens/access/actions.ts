// What can be changed on the Access screen: every change goes by its diff, and can be undone.
import { type Account, type AccountId, groupPolicies, sentences } from '../../../core/index.ts';
import { addAllowFrom, addGroup } from '../../actions/add-entry.ts';
import { addAccount, changeByText, changeConfig, changeDmPolicy, changeGroupPolicy, undoChange } from '../../actions/change-config.ts';
import type { App } from '../../app/app.ts';
import type { Frame } from '../../app/frame.ts';
import type { Handlers, IdsOf } from '../../app/handlers.ts';
import { cureOf } from './cures.ts';
import { type AccessRow, selectedAccess } from './select.ts';

const words = sentences.changeQuestions;

type SettingRow = Extract<AccessRow, { type: 'setting' }>;

const accountOfRow = (row: AccessRow | undefined): Account | undefined => (row !== undefined && 'account' in row ? row.account : undefined);

const changeSetting = async (app: App, { account, key, value }: SettingRow): Promise<void> => {
  const accountId = account.id;
  switch (key) {
    case 'enabled':
      return void (await changeConfig(app, { type: 'set-account-enabled', accountId, isEnabled: !account.enabled.value }));
    case 'profile':
      return changeByText(app, { title: words.profileTitle(accountId), lines: words.profileLines, initial: value }, (profile) => ({
        type: 'set-profile',
        accountId,
        profile,
      }));
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
        { title: words.prefixTitle(key, accountId), lines: words.prefixLines, initial: value, mayBeEmpty: true },
        (text) => ({ type: 'set-prefix', accountId, which: key, text }),
      );
    default:
      return app.say(words.nothingToChange);
  }
};

const change = async (app: App, row: AccessRow | undefined): Promise<void> => {
  switch (row?.type) {
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

const isChangeable = (row: AccessRow | undefined): boolean =>
  row?.type === 'group' ||
  row?.type === 'account' ||
  (row?.type === 'setting' && row.key !== 'groupAllowFrom' && row.key !== 'dangerouslyAllowNameMatching');

const add = (app: App, row: AccessRow | undefined): Promise<void> => {
  const account = accountOfRow(row);
  if (account === undefined || row?.type === 'account') return addAccount(app);
  const isGroup = row?.type === 'group' || (row?.type === 'setting' && (row.key === 'groups' || row.key === 'groupPolicy'));
  return isGroup ? addGroup(app, account) : addAllowFrom(app, account);
};

const remove = async (app: App, row: AccessRow | undefined): Promise<void> => {
  switch (row?.type) {
    case 'entry':
      return void (await changeConfig(app, { type: 'remove-allow-from', accountId: row.account.id, entry: row.entry.entry }));
    case 'group':
      return void (await changeConfig(app, { type: 'remove-group', accountId: row.account.id, key: row.entry.key }));
    case 'account':
      return void (await changeConfig(app, { type: 'remove-account', accountId: row.account.id }));
    default:
      return app.say(words.nothingToRemove);
  }
};

const changeTools = (app: App, row: Extract<AccessRow, { type: 'group' }>): Promise<void> => {
  const { account, entry } = row;
  return changeByText(
    app,
    {
      title: words.toolsTitle(entry.name ?? entry.key),
      lines: words.toolsLines,
      initial: entry.rule.tools?.allow?.join(', ') ?? '',
      mayBeEmpty: true,
    },
    (text) => {
      const allow = text
        .split(',')
        .map((tool) => tool.trim())
        .filter((tool) => tool !== '');
      const { allow: _, ...rest } = entry.rule.tools ?? {};
      const tools = allow.length === 0 ? (Object.keys(rest).length === 0 ? undefined : rest) : { ...rest, allow };
      return { type: 'set-group-tools', accountId: account.id, key: entry.key, tools };
    },
  );
};

const reload = async (app: App): Promise<void> => {
  const outcome = app.console.actions.reloadConfig();
  if ((await app.attempt(outcome)) && !('sentence' in (await outcome))) app.say(sentences.accessScreen.reloaded);
};

const editFile = async (app: App, frame: Frame): Promise<void> => {
  const file = frame.core.config.path;
  if (!(await app.attempt(app.terminal.edit(file)))) return;
  await app.console.actions.reloadConfig();
  const { config } = app.console.store.getState();
  const problem = config.findings.find(({ severity }) => severity === 'problem');
  if (config.status === 'broken') app.complain(words.editedBroken, problem?.sentence);
  else if (problem !== undefined) app.complain(problem.sentence, problem.cure);
  else app.say(words.edited);
};

const noAccount = (frame: Frame): string | undefined =>
  accountOfRow(selectedAccess(frame)) === undefined ? sentences.statusScreen.noAccountSelected : undefined;

export const accessHandlers: Handlers<IdsOf<'access'>> = {
  'access.reload': { run: reload },
  'access.change': {
    reason: (frame) => {
      const row = selectedAccess(frame);
      return isChangeable(row) || cureOf(frame.core, row) !== undefined ? undefined : words.nothingToChange;
    },
    run: (app, frame) => {
      const row = selectedAccess(frame);
      const cure = cureOf(frame.core, row);
      return cure === undefined ? change(app, row) : cure(app);
    },
  },
  'access.add': { run: (app, frame) => add(app, selectedAccess(frame)) },
  'access.remove': {
    reason: (frame) => (['entry', 'group', 'account'].includes(selectedAccess(frame)?.type ?? '') ? undefined : words.nothingToRemove),
    run: (app, frame) => remove(app, selectedAccess(frame)),
  },
  'access.tools': {
    reason: (frame) => (selectedAccess(frame)?.type === 'group' ? undefined : words.selectGroup),
    run: (app, frame) => {
      const row = selectedAccess(frame);
      return row?.type === 'group' ? changeTools(app, row) : undefined;
    },
  },
  'access.make-default': {
    reason: noAccount,
    run: async (app, frame) => {
      const account = accountOfRow(selectedAccess(frame));
      if (account !== undefined) await changeConfig(app, { type: 'set-default-account', accountId: account.id });
    },
  },
  'access.rename': {
    reason: noAccount,
    run: (app, frame) => {
      const account = accountOfRow(selectedAccess(frame));
      if (account === undefined) return undefined;
      return changeByText(app, { title: words.renameTitle(account.id), lines: words.renameLines, initial: account.id }, (to) => ({
        type: 'rename-account',
        accountId: account.id,
        to: to.toLowerCase() as AccountId,
      }));
    },
  },
  'access.undo': {
    reason: ({ core }) => (core.lastWrite === undefined ? words.nothingToUndo : undefined),
    run: undoChange,
  },
  'access.edit-file': { run: editFile },
  'access.channel': {
    run: async (app, { core }) => void (await changeConfig(app, { type: 'set-channel-enabled', isEnabled: !core.config.channelEnabled })),
  },
  'access.plugin': {
    run: async (app, { core }) =>
      void (await changeConfig(app, { type: 'set-plugin-enabled', isEnabled: core.config.pluginEnabled !== true })),
  },
  'access.defaults': {
    run: async (app, { core }) => {
      const means = sentences.accessScreen.groupMeans[core.config.generation];
      const answer = await app.choose({
        title: words.defaultsTitle,
        lines: [],
        choices: groupPolicies.map((policy) => ({ label: policy, means: means[policy] })),
      });
      const policy = answer === undefined ? undefined : groupPolicies[answer];
      if (policy !== undefined) await changeConfig(app, { type: 'set-defaults-group-policy', policy });
    },
  },
};
