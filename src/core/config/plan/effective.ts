// What is different between two configs for the accounts, as the gateway would run them. Pure.
import type { Account, GroupRule } from '../../model/account.ts';
import type { AccountId } from '../../shared/ids.ts';
import type { ConfigView } from '../config-view.ts';
import { isSame } from '../edit/model.ts';

/** Settings of an account that are one value. */
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
/** One of {@link singleKeys}. */
export type SingleKey = (typeof singleKeys)[number];

/** Settings of an account that have entries. */
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

const listDifference = (before: Account, after: Account, key: 'allowFrom' | 'groupAllowFrom'): readonly ListDifference[] => {
  const [old, now] = [before[key].value, after[key].value];
  const [known, kept] = [new Set(old), new Set(now)];
  const added = now.filter((entry) => !known.has(entry));
  const removed = old.filter((entry) => !kept.has(entry));
  return added.length + removed.length === 0 ? [] : [{ type: 'list', accountId: after.id, key, added, removed, changed: [] }];
};

const groupDifference = (before: Account, after: Account): readonly ListDifference[] => {
  const [old, now] = [before.groups.value, after.groups.value];
  const ruleOf = (groups: Readonly<Record<string, GroupRule>>, key: string): unknown =>
    Object.hasOwn(groups, key) ? groups[key] : undefined;
  const added = Object.keys(now).filter((key) => !Object.hasOwn(old, key));
  const removed = Object.keys(old).filter((key) => !Object.hasOwn(now, key));
  const changed = Object.keys(now).filter((key) => Object.hasOwn(old, key) && !isSame(ruleOf(old, key), ruleOf(now, key)));
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
export const effectiveDifferences = (now: ConfigView, then: ConfigView, renamed: readonly Renamed[] = []): readonly Difference[] => {
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
    ...(now.channelEnabled === then.channelEnabled ? [] : [{ type: 'channel' as const, isEnabled: then.channelEnabled }]),
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
