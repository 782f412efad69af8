// What makes `channels.zalouser` begin shuts the groups in the same write: generation 226 blocks every group while there is no section, and
// answers every message of every group once there is one that does not say otherwise (the OpenClaw contract). Pure.
import type { ConfigAction, ConfigWish } from '../model/config-action.ts';
import { type AccountId, defaultAccountId } from '../model/ids.ts';
import type { ConfigView, ConsoleState } from './state.ts';

const makesSection = ({ type }: ConfigAction): boolean => type !== 'set-plugin-enabled' && type !== 'set-defaults-group-policy';

/** Would every group be open with a section that says nothing of groups? What was decided for all channels counts, unless that is `open`. */
const wouldOpen = ({ status, hasSection, generation, channel }: ConfigView): boolean => {
  if (hasSection || generation !== '226' || (status !== 'ready' && status !== 'missing')) return false;
  const { value = 'open' } = channel?.defaultGroupPolicy ?? {};
  return value === 'open';
};

/** Whose groups: accounts that are listed with it, else those it is about, else the one that runs by itself. */
const concerned = (actions: readonly ConfigAction[]): ReadonlySet<AccountId> => {
  const added = actions.flatMap((action) => (action.type === 'add-account' ? [action.accountId] : []));
  const named = actions.flatMap((action) => ('accountId' in action ? [action.accountId] : []));
  return new Set(added.length > 0 ? added : named.length > 0 ? named : [defaultAccountId]);
};

/**
 * The wish, with `groupPolicy: 'allowlist'` for the accounts of a section that only comes with it. The same wish where there is a section, or
 * where it says itself who may write in groups.
 */
export const withGroupsShut = ({ config }: Pick<ConsoleState, 'config'>, wish: ConfigWish): ConfigWish => {
  const actions = [wish].flat();
  const saysSo = actions.some(({ type }) => type === 'set-group-policy' || type === 'set-defaults-group-policy');
  if (!wouldOpen(config) || saysSo || !actions.some(makesSection)) return wish;
  return [
    ...actions,
    ...[...concerned(actions)].map((accountId) => ({ type: 'set-group-policy', accountId, policy: 'allowlist' }) as const),
  ];
};
