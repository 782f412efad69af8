// The Access screen as data: findings first, then what holds for each account in scope, value by value.

import {
  type Account,
  type AllowEntry,
  accountPath,
  allowEntry,
  approvedSenders,
  type ConsoleState,
  type Finding,
  findings,
  type GroupEntry,
  groupEntry,
  isInScope,
  type Scope,
  type Setting,
  type SettingSource,
} from '../../core/faces.ts';
import { type Frame, listState, type ScreenList } from '../app/frame.ts';
import { selectedIndexIn } from '../layout/window-for.ts';
import { type Switch, switchesOf } from './switches.ts';
import { accessScreenSentences, editConfigSentences } from './words.ts';

// Which file of the config a row is about, so that the editor opens that one.

type Place = NonNullable<Finding['place']>;

/** The files to open for a row: one, or several of which the operator chooses. `what`: what is spread over them. */
interface RowPlaces {
  readonly places: readonly Place[];
  readonly what?: string;
}

const allFiles = ({ config }: ConsoleState): RowPlaces => ({
  places: (config.files ?? [config.path]).map((file) => ({ file })),
});

const ownersOf = (core: ConsoleState, path: string | undefined): RowPlaces => {
  const { owners = {}, places = {} } = core.config;
  const owner = path === undefined ? undefined : Object.hasOwn(owners, path) ? owners[path] : undefined;
  if (owner !== undefined && owner.length > 0)
    return { places: owner, ...(path !== undefined && owner.length > 1 ? { what: path } : {}) };
  const place = path !== undefined && Object.hasOwn(places, path) ? places[path] : undefined;
  return place === undefined ? allFiles(core) : { places: [place] };
};

const settingOf = (row: AccessRow): Setting<unknown> | undefined => {
  if (row.type === 'group') return row.account.groups;
  return row.type === 'setting' || row.type === 'entry' ? row.setting : undefined;
};

/** Where the value of a row is written; every file of the config where no row says. */
export const placesOf = (core: ConsoleState, row: AccessRow | undefined): RowPlaces => {
  switch (row?.type) {
    case 'finding':
    case 'fix':
      return row.finding.place === undefined ? allFiles(core) : { places: [row.finding.place] };
    case 'switch':
      return ownersOf(core, row.path);
    case 'account':
      return ownersOf(core, accountPath(row.account.id));
    case 'setting':
    case 'entry':
    case 'group':
      return ownersOf(core, settingOf(row)?.path);
    default:
      return allFiles(core);
  }
};

/** Why no file can be opened for a row, or undefined. */
export const noPlace = ({ config }: ConsoleState, row: AccessRow | undefined): string | undefined => {
  const words = editConfigSentences;
  if (config.status === 'missing') return words.notThere;
  if (row?.type === 'approved') return words.approvedElsewhere;
  const setting = row === undefined ? undefined : settingOf(row);
  return setting?.source === 'environment' ? words.fromEnvironment(setting.path ?? '') : undefined;
};

const words = accessScreenSentences;

/** The settings shown, in this order. */
export type SettingKey =
  | 'enabled'
  | 'profile'
  | 'dmPolicy'
  | 'allowFrom'
  | 'groupPolicy'
  | 'groups'
  | 'groupAllowFrom'
  | 'dangerouslyAllowNameMatching'
  | 'messagePrefix'
  | 'responsePrefix';

export type AccessRow = { readonly id: string } & (
  | { readonly type: 'heading'; readonly text: string; readonly isBad: boolean }
  | { readonly type: 'notice'; readonly sentence: string; readonly isBad: boolean }
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'fix'; readonly finding: Finding }
  | ({ readonly type: 'switch' } & Switch)
  | { readonly type: 'account'; readonly account: Account }
  | {
      readonly type: 'setting';
      readonly account: Account;
      readonly key: SettingKey;
      readonly setting: Setting<unknown>;
      readonly value: string;
      readonly means: string;
    }
  | { readonly type: 'approved'; readonly account: Account; readonly count: number; readonly means: string }
  | {
      readonly type: 'entry';
      readonly account: Account;
      readonly list: 'allowFrom' | 'groupAllowFrom';
      readonly setting: Setting<unknown>;
      readonly entry: AllowEntry;
    }
  | { readonly type: 'group'; readonly account: Account; readonly entry: GroupEntry }
);

/** The short name of where a value comes from. */
export const sourceOf = (
  row: Extract<AccessRow, { type: 'setting' | 'approved' }>,
): SettingSource | 'store' => (row.type === 'approved' ? 'store' : row.setting.source);

const meaning = (means: Readonly<Record<string, string>>, policy: string): string =>
  (policy !== 'unknown' && Object.hasOwn(means, policy) ? means[policy] : means['unknown']) ?? '';

const settingRows = (
  { config }: ConsoleState,
  account: Account,
): readonly Extract<AccessRow, { type: 'setting' }>[] => {
  const row = (
    key: SettingKey,
    setting: Setting<unknown> | undefined,
    value: string,
    means: string,
  ): readonly Extract<AccessRow, { type: 'setting' }>[] =>
    setting === undefined
      ? []
      : [{ type: 'setting', id: `${account.id} ${key}`, account, key, setting, value, means }];
  const {
    enabled,
    profile,
    dmPolicy,
    allowFrom,
    groupPolicy,
    groups,
    groupAllowFrom,
    matchesNames,
    messagePrefix,
    responsePrefix,
  } = account;
  const flag = (value: boolean): 'yes' | 'no' => (value ? 'yes' : 'no');
  const can = config.release.capabilities;
  // Where it has no effect it is shown only if somebody wrote one.
  const senders = can.groupAllowFromCounts || groupAllowFrom.value.length > 0 ? groupAllowFrom : undefined;
  return [
    ...row('enabled', enabled, words[flag(enabled.value)], words.enabledMeans[flag(enabled.value)]),
    ...row('profile', profile, profile.value, words.profileMeans),
    ...row('dmPolicy', dmPolicy, dmPolicy.value, meaning(words.dmMeans(can), dmPolicy.value)),
    ...row('allowFrom', allowFrom, words.entries(allowFrom.value.length), words.allowFromMeans),
    ...row('groupPolicy', groupPolicy, groupPolicy.value, meaning(words.groupMeans(can), groupPolicy.value)),
    ...row('groups', groups, words.groupEntries(Object.keys(groups.value).length), words.groupsMeans),
    ...row(
      'groupAllowFrom',
      senders,
      words.entries(groupAllowFrom.value.length),
      words.groupAllowFromMeans[can.unnamedGroupSenders],
    ),
    ...row(
      'dangerouslyAllowNameMatching',
      matchesNames,
      words[flag(matchesNames?.value === true)],
      words.matchesNamesMeans,
    ),
    ...row('messagePrefix', messagePrefix, messagePrefix?.value ?? '', words.messagePrefixMeans),
    ...row('responsePrefix', responsePrefix, responsePrefix?.value ?? '', words.responsePrefixMeans),
  ];
};

const memberRows = (
  core: ConsoleState,
  row: Extract<AccessRow, { type: 'setting' }>,
): readonly AccessRow[] => {
  const { account, key, setting } = row;
  if (key === 'groups') {
    return Object.entries(account.groups.value).map(([name, rule]) => ({
      type: 'group',
      id: `${row.id} ${name}`,
      account,
      entry: groupEntry(core, account, name, rule),
    }));
  }
  if (key !== 'allowFrom' && key !== 'groupAllowFrom') return [];
  return account[key].value.map((entry, index) => ({
    type: 'entry',
    id: `${row.id} ${index} ${entry}`,
    account,
    list: key,
    setting,
    entry: allowEntry(core, account, entry),
  }));
};

const known = new WeakMap<
  Account,
  { readonly inputs: readonly unknown[]; readonly rows: readonly AccessRow[] }
>();

/** Remembered for each account: a list of twenty thousand entries is resolved anew only when it, or the names in it, may have changed. */
const accountRows = (core: ConsoleState, account: Account): readonly AccessRow[] => {
  const inputs = [
    core.config.release,
    core.config.release,
    approvedSenders(core, account.id),
    core.pairing.requests,
    Object.hasOwn(core.directory, account.id) ? core.directory[account.id] : undefined,
    Object.hasOwn(core.facts, account.id) ? core.facts[account.id]?.self : undefined,
  ];
  const last = known.get(account);
  if (last?.inputs.every((input, index) => input === inputs[index]) === true) return last.rows;
  const rows = resolvedRows(core, account);
  known.set(account, { inputs, rows });
  return rows;
};

const resolvedRows = (core: ConsoleState, account: Account): readonly AccessRow[] => {
  const count = approvedSenders(core, account.id).length;
  const means =
    account.dmPolicy.value === 'allowlist' && count > 0 ? words.approvedIgnored : words.approvedMeans;
  const approved: AccessRow = { type: 'approved', id: `${account.id} approved`, account, count, means };
  return [
    { type: 'account', id: account.id, account },
    ...settingRows(core, account).flatMap((row) => [
      row,
      ...memberRows(core, row),
      ...(row.key === 'allowFrom' ? [approved] : []),
    ]),
  ];
};

/** Where there are few rows, a fix is in the details of its finding: what holds for the accounts must not be a screen further down. */
const findingRows = (found: readonly Finding[], hasFixes: boolean): readonly AccessRow[] => {
  const problems = found.filter(({ severity }) => severity === 'problem').length;
  if (found.length === 0) return [];
  return [
    {
      type: 'heading',
      id: 'findings',
      text: words.toKnow(problems, found.length - problems),
      isBad: problems > 0,
    },
    ...found.flatMap((finding, index): readonly AccessRow[] => [
      { type: 'finding', id: `finding ${index} ${finding.code}`, finding },
      ...(finding.fix === undefined || !hasFixes
        ? []
        : [{ type: 'fix' as const, id: `fix ${index} ${finding.code}`, finding }]),
    ]),
  ];
};

const switchRows = (core: ConsoleState): readonly AccessRow[] =>
  switchesOf(core).map((one): AccessRow => ({ type: 'switch', id: `switch ${one.key}`, ...one }));

const notice = (sentence: string, isBad = false): AccessRow => ({
  type: 'notice',
  id: `notice ${sentence}`,
  sentence,
  isBad,
});

const rowsOf = (core: ConsoleState, scope: Scope, hasFixes: boolean): readonly AccessRow[] => {
  const { config } = core;
  const found = findings(core).filter(
    ({ accountId }) => accountId === undefined || isInScope(scope, accountId),
  );
  const accounts = config.accounts
    .filter(({ id }) => isInScope(scope, id))
    .flatMap((account) => accountRows(core, account));
  switch (config.status) {
    case 'unread':
      return [];
    case 'missing':
      return [
        notice(words.missing(config.path), true),
        notice(words.missingHow),
        ...findingRows(
          found.filter(({ code }) => code !== 'config-missing'),
          hasFixes,
        ),
      ];
    case 'broken': {
      // Without a section the accounts are not those of a file: the implicit one would only mislead.
      const rest = config.hasSection
        ? [notice(words.lastGood), ...switchRows(core), ...accounts]
        : [notice(words.nothingGood)];
      return [notice(words.broken, true), ...findingRows(found, hasFixes), notice(words.brokenHow), ...rest];
    }
    case 'ready':
      return [...findingRows(found, hasFixes), ...switchRows(core), ...accounts];
  }
};

let last:
  | {
      readonly inputs: readonly unknown[];
      readonly rows: readonly AccessRow[];
      readonly ids: readonly string[];
    }
  | undefined;

/** Remembered by what it reads: an allowlist of a thousand is not resolved for every frame. */
const remembered = ({ core, ui, layout }: Frame): NonNullable<typeof last> => {
  const hasFixes = layout.sizeClass !== 'tight';
  const inputs = [
    hasFixes,
    core.config,
    core.directory,
    core.pairing.approved,
    core.pairing.requests,
    core.facts,
    core.listening,
    core.gateway.status,
    ui.scope,
  ];
  if (last === undefined || last.inputs.some((input, index) => input !== inputs[index])) {
    const rows = rowsOf(core, ui.scope, hasFixes);
    last = { inputs, rows, ids: rows.map(({ id }) => id) };
  }
  return last;
};

/** All rows of the screen, in the order drawn. */
export const accessRows = (frame: Frame): readonly AccessRow[] => remembered(frame).rows;

export const accessList = (frame: Frame): ScreenList => {
  const { main } = frame.layout;
  return { name: 'access', ids: remembered(frame).ids, height: main.height, top: main.top, holdsTop: true };
};

export const selectedAccess = (frame: Frame): AccessRow | undefined => {
  const { rows, ids } = remembered(frame);
  return rows[selectedIndexIn(ids, listState(frame.ui, 'access'))];
};
