// Which of the differences a change makes are those that were asked for, by any of its actions. Pure.
import type { ConfigAction } from '../change-request.ts';
import type { Difference, ListDifference, SingleKey } from './effective.ts';
import { everyone, personKey } from './entries.ts';

/** The setting of the account that an action is about, if it is one value. */
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

const unaskedEntries = (actions: readonly ConfigAction[], difference: ListDifference): Difference | undefined => {
  const asked = new Set(
    actions
      .flatMap((action) => ('accountId' in action && action.accountId === difference.accountId ? entriesOf(action, difference.key) : []))
      .map(personKey),
  );
  const others = (entries: readonly string[]): readonly string[] => entries.filter((entry) => !asked.has(personKey(entry)));
  const [added, removed, changed] = [others(difference.added), others(difference.removed), others(difference.changed)];
  return added.length + removed.length + changed.length === 0 ? undefined : { ...difference, added, removed, changed };
};

const isAsked = (action: ConfigAction, difference: Exclude<Difference, ListDifference>): boolean => {
  switch (difference.type) {
    case 'appears':
      return (
        (action.type === 'add-account' && action.accountId === difference.accountId) ||
        (action.type === 'rename-account' && action.to === difference.accountId)
      );
    case 'gone':
      return (action.type === 'remove-account' || action.type === 'rename-account') && action.accountId === difference.accountId;
    case 'setting':
      if (action.type === 'set-channel-enabled') return difference.key === 'enabled';
      return 'accountId' in action && action.accountId === difference.accountId && settingOf(action) === difference.key;
    case 'default-account':
      return action.type === 'set-default-account' && action.accountId === difference.after;
    case 'channel':
      return action.type === 'set-channel-enabled';
    case 'plugin':
      return action.type === 'set-plugin-enabled';
  }
};

/** What none of the actions asked for, as it is told to the operator. Actions are those that `settled` gives. */
export const unasked = (actions: readonly ConfigAction[], differences: readonly Difference[]): readonly Difference[] =>
  differences.flatMap((difference): readonly Difference[] => {
    if (difference.type !== 'list') return actions.some((action) => isAsked(action, difference)) ? [] : [difference];
    const rest = unaskedEntries(actions, difference);
    return rest === undefined ? [] : [rest];
  });
