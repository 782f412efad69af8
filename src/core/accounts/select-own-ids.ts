// Who each account is on Zalo: mentions and quotes are of somebody.
import type { AccountId } from '../shared/ids.ts';
import { memoizeOn } from '../shared/memo.ts';
import type { ConsoleState } from '../state.ts';

const idsIn = ({ claims, facts, config }: ConsoleState): readonly (readonly [AccountId, string])[] =>
  config.accounts.flatMap(({ id }) => {
    // A gateway that talks to Zalo itself has a session of its own.
    const ofGateway = Object.hasOwn(claims.accounts, id) ? claims.accounts[id]?.userId : undefined;
    const ofZca = Object.hasOwn(facts, id) ? facts[id]?.self?.id : undefined;
    const known = ofGateway ?? ofZca;
    return known === undefined ? [] : [[id, known] as const];
  });

const ids = memoizeOn(
  (_state: ConsoleState, key: string) => [key],
  (state): Readonly<Record<AccountId, string>> => Object.fromEntries(idsIn(state)),
  2,
);

/** The id of each account on Zalo, where it is known: as the gateway says, else as zca does. The same object while nothing changed. */
export const ownIdsOf = (state: ConsoleState): Readonly<Record<AccountId, string>> => ids(state, JSON.stringify(idsIn(state)));
