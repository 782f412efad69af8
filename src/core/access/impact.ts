// What a change of the config brings with it beside what was asked for, in sentences. Pure.

import { sectionPath } from '../config/accounts.ts';
import type { ConfigAction } from '../config/change-request.ts';
import type { ConfigView } from '../config/config-view.ts';
import {
  type Difference,
  effectiveDifferences,
  type ListDifference,
  singleKeys,
  unasked,
} from '../config/plan/effective.ts';
import { isWithin } from '../config/plan/input.ts';
import { nameFrom, renamedBy } from '../config/plan/plan.ts';
import type { ConfigReading } from '../config/reading.ts';
import { type ConfigPath, formatPath, isObject, ownValue, valueAt } from '../config/value.ts';
import type { Account } from '../model/account.ts';
import { defaultAccountId } from '../shared/ids.ts';
import type { ConsoleState } from '../state.ts';
import { ineffective } from './ineffective.ts';
import { allowEntryKind, groupEntry } from './select.ts';
import { changeEffectSentences, type RunsOn } from './words.ts';

const words = changeEffectSentences.also;

export interface ImpactInput {
  /** What is asked for: those that `settled` gives. */
  readonly actions: readonly ConfigAction[];
  /** The file that is written. */
  readonly file: string;
  readonly now: ConfigView;
  readonly next: ConfigView;
  readonly before: ConfigReading;
  readonly after: ConfigReading;
  /** Paths of the config that change beside those that are edited. */
  readonly besides: readonly ConfigPath[];
  readonly state: ConsoleState;
}

const runsOn = ({ profile, dmPolicy, groupPolicy, enabled }: Account): RunsOn => ({
  profile: profile.value,
  dmPolicy: dmPolicy.value,
  groupPolicy: groupPolicy.value,
  isEnabled: enabled.value,
});

const sentenceOf = (difference: Difference, next: ConfigView): string | undefined => {
  switch (difference.type) {
    case 'appears': {
      const account = next.accounts.find(({ id }) => id === difference.accountId);
      return account && words.appears(account.id, runsOn(account));
    }
    case 'gone':
      return words.gone(difference.accountId);
    case 'setting':
      return words.setting(difference.accountId, difference.key, difference.before, difference.after);
    case 'list':
      return words.entries(difference.accountId, difference.key, difference);
    case 'default-account':
      return words.defaultAccount(difference.before, difference.after);
    case 'channel':
      return words.channel(difference.isEnabled);
    case 'plugin':
      return words.plugin(difference.isEnabled);
  }
};

const listedAccounts = ({ value }: ConfigReading): readonly string[] => {
  const accounts = valueAt(value, [...sectionPath, 'accounts']);
  return isObject(accounts) ? Object.keys(accounts) : [];
};

/** Without a listed account the gateway runs `default` by itself (the openclaw contract, section 2). */
const implicitDefault = ({ actions, next, before, after }: ImpactInput): Account | undefined =>
  actions.some(({ type }) => type === 'remove-account') &&
  listedAccounts(before).length > 0 &&
  listedAccounts(after).length === 0
    ? next.accounts.find(({ id }) => id === defaultAccountId)
    : undefined;

const isAbout = (difference: Difference, account: Account): boolean =>
  difference.type === 'default-account'
    ? difference.after === account.id
    : 'accountId' in difference && difference.accountId === account.id;

/** Settings of accounts are told as what they come to; of the rest of the config only the path is told. */
const otherPaths = ({ besides }: ImpactInput): readonly string[] => {
  const known = [...singleKeys, 'name', 'allowFrom', 'groupAllowFrom', 'groups'].map(String);
  const isToldBetter = (path: ConfigPath): boolean => {
    if (!isWithin(path, sectionPath)) return false;
    const key = path[2] === 'accounts' ? path[4] : path[2];
    return key === undefined || known.includes(key);
  };
  return besides.filter((path) => !isToldBetter(path)).map(formatPath);
};

const sharedFile = ({ file, before, besides }: ImpactInput): readonly string[] => {
  const mounts = before.sources
    .filter((source) => source.file === file)
    .map(({ mount }) => formatPath(mount));
  return mounts.length > 1 && besides.length > 0 ? [words.shared(nameFrom(before.path, file), mounts)] : [];
};

const listsOfNew = (
  { accounts }: ConfigView,
  difference: Difference,
): readonly Pick<ListDifference, 'accountId' | 'key' | 'added'>[] => {
  const account =
    difference.type === 'appears' ? accounts.find(({ id }) => id === difference.accountId) : undefined;
  if (account === undefined) return [];
  const { id: accountId, allowFrom, groups } = account;
  return [
    ...(allowFrom.source === 'account'
      ? [{ accountId, key: 'allowFrom' as const, added: allowFrom.value }]
      : []),
    ...(groups.source === 'account'
      ? [{ accountId, key: 'groups' as const, added: Object.keys(groups.value) }]
      : []),
  ];
};

/** Entries that come and are names nobody can vouch for now; findings tell of those that are known to be wrong. */
const unclearEntries = (
  { next, state }: ImpactInput,
  differences: readonly Difference[],
): readonly string[] => {
  const lists = differences.flatMap((difference) =>
    difference.type === 'list' ? [difference] : listsOfNew(next, difference),
  );
  const world = { ...state, config: next };
  return lists.flatMap(({ accountId, key, added }) => {
    const account = next.accounts.find(({ id }) => id === accountId);
    if (account === undefined) return [];
    return added.flatMap((entry) => {
      const rule = ownValue(account.groups.value, entry);
      const { kind } =
        key === 'groups'
          ? groupEntry(world, account, entry, isObject(rule) ? rule : {})
          : allowEntryKind(world, account, entry);
      if (kind === 'unchecked') return [words.unchecked(entry, key, accountId)];
      return kind === 'ignored' ? [words.ignored(entry, key, accountId)] : [];
    });
  });
};

/** What is kept elsewhere under an id that is no more. */
const leftBehind = ({ before, next, state }: ImpactInput, action: ConfigAction): readonly string[] => {
  if (
    (action.type !== 'remove-account' && action.type !== 'rename-account') ||
    next.accounts.some(({ id }) => id === action.accountId)
  )
    return [];
  const bindings: unknown = valueAt(before.value, ['bindings']);
  const isBound = (binding: unknown): boolean => {
    const match = ownValue(binding, 'match');
    return ownValue(match, 'channel') === 'zalouser' && ownValue(match, 'accountId') === action.accountId;
  };
  const bound = Array.isArray(bindings) ? bindings.filter(isBound).length : 0;
  // One list for every account goes with any id.
  const isKept = next.release.capabilities.pairingStore !== 'unscoped-files';
  const approved = isKept
    ? state.pairing.approved.filter(({ accountId }) => accountId === action.accountId).length
    : 0;
  const isRenamed = action.type === 'rename-account' && next.accounts.some(({ id }) => id === action.to);
  return [
    ...(bound === 0 ? [] : [words.bindings(bound, action.accountId)]),
    ...(approved === 0 || !isRenamed ? [] : [words.approvedStay(approved, action.accountId, action.to)]),
  ];
};

/** A bundled plugin of a channel that is configured is enabled at the start, and the config written anew to say so (observed). */
const isRewrittenAtStart = ({ next }: ImpactInput): boolean =>
  next.release.capabilities.isPluginBundled &&
  next.hasSection &&
  next.channelEnabled &&
  next.pluginEnabled === undefined;

const defaultsTold = ({ actions, next }: ImpactInput): readonly string[] => {
  if (!actions.some(({ type }) => type === 'set-defaults-group-policy')) return [];
  if (next.release.capabilities.injectsGroupPolicy) return [words.defaultsUnused];
  const isTaken = next.accounts.some(({ groupPolicy }) => groupPolicy.source === 'defaults');
  return isTaken || !next.hasSection ? [words.allChannels] : [words.allChannels, words.defaultsUntaken];
};

/** The account `default` did not run by itself where channel and plugin are switched on only now: it does not go either. */
const neverRan = ({ actions, now }: ImpactInput, difference: Difference): boolean =>
  !now.hasSection &&
  now.pluginEnabled !== true &&
  actions.some((action) => action.type === 'set-channel-enabled' || action.type === 'set-plugin-enabled') &&
  (difference.type === 'gone'
    ? difference.accountId === defaultAccountId
    : difference.type === 'default-account');

/** Everything the operator did not ask for and gets, and what will not work as it may look. */
export const consequencesOf = (question: ImpactInput): readonly string[] => {
  const { actions, now, next, state } = question;
  const differences = effectiveDifferences(now, next, renamedBy(actions));
  const implicit = implicitDefault(question);
  const isNews = (difference: Difference): boolean =>
    !neverRan(question, difference) && (implicit === undefined || !isAbout(difference, implicit));
  const news = unasked(actions, differences).filter(isNews);
  const paths = otherPaths(question);
  const said = [
    ...ineffective({ actions, now: { ...state, config: now }, next: { ...state, config: next } }),
    ...(implicit === undefined ? [] : [words.implicitDefault(runsOn(implicit))]),
    ...sharedFile(question),
    ...news.flatMap((difference) => sentenceOf(difference, next) ?? []),
    ...(paths.length === 0 ? [] : [words.paths(paths)]),
    ...actions.flatMap((action) => leftBehind(question, action)),
    ...unclearEntries(question, differences),
    ...(isRewrittenAtStart(question) ? [words.pluginRewrites] : []),
    ...defaultsTold(question),
  ];
  return [...new Set(said)];
};
