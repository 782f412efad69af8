// What is different between two configs for the accounts, as the gateway would run them. Pure.
import type { Account, GroupRule } from '../../model/account.ts';
import type { Capabilities } from '../../openclaw/capabilities.ts';
import type { AccountId } from '../../shared/ids.ts';
import { entryText } from '../account-values.ts';
import type { ConfigAction } from '../change-request.ts';
import type { ConfigView } from '../config-view.ts';
import { isSame } from '../edit/types.ts';
import { bareEntry, isEveryone } from '../entry-names.ts';

// Which of the differences a change makes are those that were asked for, by any of its actions. Pure.

const settingOf = (action: ConfigAction): SingleKey | undefined => {
  switch (action.type) {
    case 'set-account-enabled':
      return 'enabled';
    case 'set-profile':
      return 'profile';
    case 'set-dm-policy':
      return 'dmPolicy';
    case 'set-group-policy':
      return 'groupPolicy';
    case 'set-prefix':
      return action.which;
    default:
      return undefined;
  }
};

/** Entries an action puts into or takes out of a list. */
const entriesOf = (action: ConfigAction, key: ListDifference['key']): readonly string[] => {
  switch (action.type) {
    case 'set-dm-policy':
      // `*` comes with `open` and goes with it; the summary says so.
      return key === 'allowFrom' ? [everyone, ...(action.alsoAllow ?? [])] : [];
    case 'add-allow-from':
      return key === 'allowFrom' ? action.entries : [];
    case 'remove-allow-from':
      return key === 'allowFrom' ? [action.entry] : [];
    case 'set-group':
    case 'set-group-tools':
    case 'remove-group':
      return key === 'groups' ? [action.key] : [];
    default:
      return [];
  }
};

const unaskedEntries = (
  actions: readonly ConfigAction[],
  difference: ListDifference,
): Difference | undefined => {
  const requested = new Set(
    actions
      .flatMap((action) =>
        'accountId' in action && action.accountId === difference.accountId
          ? entriesOf(action, difference.key)
          : [],
      )
      .map(personKey),
  );
  const others = (entries: readonly string[]): readonly string[] =>
    entries.filter((entry) => !requested.has(personKey(entry)));
  const [added, removed, changed] = [
    others(difference.added),
    others(difference.removed),
    others(difference.changed),
  ];
  return added.length + removed.length + changed.length === 0
    ? undefined
    : { ...difference, added, removed, changed };
};

const isAsked = (action: ConfigAction, difference: Exclude<Difference, ListDifference>): boolean => {
  switch (difference.type) {
    case 'appears':
      return (
        (action.type === 'add-account' && action.accountId === difference.accountId) ||
        (action.type === 'rename-account' && action.to === difference.accountId)
      );
    case 'gone':
      return (
        (action.type === 'remove-account' || action.type === 'rename-account') &&
        action.accountId === difference.accountId
      );
    case 'setting':
      if (action.type === 'set-channel-enabled') return difference.key === 'enabled';
      return (
        'accountId' in action &&
        action.accountId === difference.accountId &&
        settingOf(action) === difference.key
      );
    case 'default-account':
      return action.type === 'set-default-account' && action.accountId === difference.after;
    case 'channel':
      return action.type === 'set-channel-enabled';
    case 'plugin':
      return action.type === 'set-plugin-enabled';
  }
};

/** What none of the actions asked for, as it is told to the operator. Actions are those that `settled` gives. */
export const unasked = (
  actions: readonly ConfigAction[],
  differences: readonly Difference[],
): readonly Difference[] =>
  differences.flatMap((difference): readonly Difference[] => {
    if (difference.type !== 'list')
      return actions.some((action) => isAsked(action, difference)) ? [] : [difference];
    const rest = unaskedEntries(actions, difference);
    return rest === undefined ? [] : [rest];
  });

// When two ways of writing an entry of `allowFrom` mean the same person. Pure.

/** What is the same of every way to write a person: with or without prefix, in any case. */
export const personKey = (entry: string): string => bareEntry(entry).toLowerCase();

/** The same {@link personKey}. */
export const isSameEntry = (one: string, other: string): boolean => personKey(one) === personKey(other);

/** The same person, where `item` is what the file holds: entries are shown cleaned, and found by how they look. */
export const isEntry = (item: unknown, entry: string): boolean => {
  const shown = entryText(item);
  return shown !== undefined && isSameEntry(shown, entry);
};

export const everyone = '*';

/** Does a list let everybody through? */
export const holdsEveryone = (entries: readonly string[], can: Capabilities): boolean =>
  entries.some((entry) => isEveryone(entry, can));

/** Text as it must be written to be read as it is: `${NAME}` would be taken for a variable. */
export const literal = (text: string): string => text.replace(/\$\{(?=[A-Z_][A-Z0-9_]*\})/gu, () => '$${');

export const singleKeys = [
  'enabled',
  'profile',
  'label',
  'dmPolicy',
  'groupPolicy',
  'messagePrefix',
  'responsePrefix',
  'matchesNames',
] as const;
export type SingleKey = (typeof singleKeys)[number];

export type ListKey = 'allowFrom' | 'groupAllowFrom' | 'groups';

/** Entries of a setting that come, go, or say something else. */
export interface ListDifference {
  readonly type: 'list';
  readonly accountId: AccountId;
  readonly key: ListKey;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Groups whose rule is another. */
  readonly changed: readonly string[];
}

/** One thing that is otherwise. Values are effective ones, fit for display. */
export type Difference =
  | { readonly type: 'appears' | 'gone'; readonly accountId: AccountId }
  | {
      readonly type: 'setting';
      readonly accountId: AccountId;
      readonly key: SingleKey;
      readonly before: string;
      readonly after: string;
    }
  | ListDifference
  | { readonly type: 'default-account'; readonly before: AccountId; readonly after: AccountId }
  | { readonly type: 'channel' | 'plugin'; readonly isEnabled: boolean };

/** An account that is the same under another id. */
export interface Renamed {
  readonly from: AccountId;
  readonly to: AccountId;
}

const textOf = (account: Account, key: SingleKey): string => {
  const setting = account[key];
  return String((typeof setting === 'object' ? setting.value : setting) ?? '');
};

const listDifference = (
  before: Account,
  after: Account,
  key: 'allowFrom' | 'groupAllowFrom',
): readonly ListDifference[] => {
  const [old, now] = [before[key].value, after[key].value];
  const [known, kept] = [new Set(old), new Set(now)];
  const added = now.filter((entry) => !known.has(entry));
  const removed = old.filter((entry) => !kept.has(entry));
  return added.length + removed.length === 0
    ? []
    : [{ type: 'list', accountId: after.id, key, added, removed, changed: [] }];
};

const groupDifference = (before: Account, after: Account): readonly ListDifference[] => {
  const [old, now] = [before.groups.value, after.groups.value];
  const ruleOf = (groups: Readonly<Record<string, GroupRule>>, key: string): unknown =>
    Object.hasOwn(groups, key) ? groups[key] : undefined;
  const added = Object.keys(now).filter((key) => !Object.hasOwn(old, key));
  const removed = Object.keys(old).filter((key) => !Object.hasOwn(now, key));
  const changed = Object.keys(now).filter(
    (key) => Object.hasOwn(old, key) && !isSame(ruleOf(old, key), ruleOf(now, key)),
  );
  return added.length + removed.length + changed.length === 0
    ? []
    : [{ type: 'list', accountId: after.id, key: 'groups', added, removed, changed }];
};

const settingDifferences = (before: Account, after: Account): readonly Difference[] => [
  ...singleKeys.flatMap((key): readonly Difference[] => {
    const [old, now] = [textOf(before, key), textOf(after, key)];
    return old === now ? [] : [{ type: 'setting', accountId: after.id, key, before: old, after: now }];
  }),
  ...listDifference(before, after, 'allowFrom'),
  ...listDifference(before, after, 'groupAllowFrom'),
  ...groupDifference(before, after),
];

/** Every difference that an account, or all of them, would feel. */
export const effectiveDifferences = (
  now: ConfigView,
  then: ConfigView,
  renamed: readonly Renamed[] = [],
): readonly Difference[] => {
  const idThen = (id: AccountId): AccountId => renamed.find(({ from }) => from === id)?.to ?? id;
  const accountsThen = new Map(then.accounts.map((account) => [account.id, account]));
  const kept = now.accounts.flatMap((before) => {
    const after = accountsThen.get(idThen(before.id));
    return after === undefined ? [] : [{ before, after }];
  });
  const keptIds = new Set(kept.map(({ before }) => before.id));
  const keptThen = new Set(kept.map(({ after }) => after.id));
  const gone = now.accounts.filter(({ id }) => !keptIds.has(id));
  const fresh = then.accounts.filter(({ id }) => !keptThen.has(id));
  return [
    ...(now.channelEnabled === then.channelEnabled
      ? []
      : [{ type: 'channel' as const, isEnabled: then.channelEnabled }]),
    ...((now.pluginEnabled ?? false) === (then.pluginEnabled ?? false)
      ? []
      : [{ type: 'plugin' as const, isEnabled: then.pluginEnabled ?? false }]),
    ...gone.map(({ id }) => ({ type: 'gone' as const, accountId: id })),
    ...fresh.map(({ id }) => ({ type: 'appears' as const, accountId: id })),
    ...kept.flatMap(({ before, after }) => settingDifferences(before, after)),
    ...(idThen(now.defaultAccountId) === then.defaultAccountId
      ? []
      : [{ type: 'default-account' as const, before: now.defaultAccountId, after: then.defaultAccountId }]),
  ];
};
