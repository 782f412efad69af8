// What makes `channels.zalouser` begin shuts the groups in the same write: OpenClaw 2026.2.22 to 2026.3.24 blocks every group while there is no
// section, and lets every group in once there is one that does not say otherwise (the OpenClaw contract). Pure.

import { type AccountId, defaultAccountId } from '../../shared/ids.ts';
import type { ConfigAction } from '../change-request.ts';
import type { ConfigView } from '../config-view.ts';

const makesSection = ({ type }: ConfigAction): boolean =>
  type !== 'set-plugin-enabled' && type !== 'set-defaults-group-policy';

/** Would every group be open with a section that says nothing of groups? What was decided for all channels counts, unless that is `open`. */
const wouldOpen = ({ status, hasSection, release: { capabilities }, channel }: ConfigView): boolean => {
  const isShutNow = !hasSection && capabilities.missingSectionBlocksGroups;
  if (!isShutNow || capabilities.injectsGroupPolicy || (status !== 'ready' && status !== 'missing'))
    return false;
  const { value = 'open' } = channel?.defaultGroupPolicy ?? {};
  return value === 'open';
};

/** Whose groups: accounts that are listed with it, else those it is about, else the one that runs by itself; but for those of which it says so itself. */
const concerned = (actions: readonly ConfigAction[]): readonly AccountId[] => {
  const added = actions.flatMap((action) => (action.type === 'add-account' ? [action.accountId] : []));
  const named = actions.flatMap((action) => ('accountId' in action ? [action.accountId] : []));
  const said = new Set(
    actions.flatMap((action) => (action.type === 'set-group-policy' ? [action.accountId] : [])),
  );
  const all = new Set(added.length > 0 ? added : named.length > 0 ? named : [defaultAccountId]);
  return [...all].filter((id) => !said.has(id));
};

/**
 * The actions, with `groupPolicy: 'allowlist'` for the accounts of a section that only comes with them. The same actions where there is a section,
 * or where they say themselves who may write in groups.
 */
export const withGroupsShut = (
  config: ConfigView,
  actions: readonly ConfigAction[],
): readonly ConfigAction[] => {
  const isSaidForAll = actions.some(({ type }) => type === 'set-defaults-group-policy');
  if (!wouldOpen(config) || isSaidForAll || !actions.some(makesSection)) return actions;
  return [
    ...actions,
    ...concerned(actions).map(
      (accountId) => ({ type: 'set-group-policy', accountId, policy: 'allowlist' }) as const,
    ),
  ];
};
