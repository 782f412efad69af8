// Several actions as one wish: an account is called in each of them what it is called in the end. Pure.

import type { AccountId } from '../../shared/ids.ts';
import type { ConfigAction } from '../change-request.ts';
import type { Renamed } from './effective.ts';

/** What an account is called after these actions. */
const lastIdOf = (id: AccountId, later: readonly ConfigAction[]): AccountId =>
  later.reduce((now, action) => (action.type === 'rename-account' && action.accountId === now ? action.to : now), id);

/** What an account was called before these actions. */
const firstIdOf = (id: AccountId, earlier: readonly ConfigAction[]): AccountId =>
  earlier.reduceRight((now, action) => (action.type === 'rename-account' && action.to === now ? action.accountId : now), id);

/** The actions with the ids that the accounts have in the end; an account that goes, or is renamed, by the one it had in the beginning. */
export const settled = (actions: readonly ConfigAction[]): readonly ConfigAction[] =>
  actions.map((action, index): ConfigAction => {
    if (!('accountId' in action)) return action;
    const [earlier, later] = [actions.slice(0, index), actions.slice(index + 1)];
    if (action.type === 'remove-account') return { ...action, accountId: firstIdOf(action.accountId, earlier) };
    if (action.type === 'rename-account')
      return { ...action, accountId: firstIdOf(action.accountId, earlier), to: lastIdOf(action.to, later) };
    return { ...action, accountId: lastIdOf(action.accountId, later) };
  });

/** The accounts that are the same under another id; of {@link settled} actions. */
export const renamedBy = (actions: readonly ConfigAction[]): readonly Renamed[] =>
  actions.flatMap((action) =>
    action.type === 'rename-account' && action.to !== action.accountId ? [{ from: action.accountId, to: action.to }] : [],
  );
