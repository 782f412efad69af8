// What the gateway does with each message, worked out once a message and again only when what decides it has changed.
import { statusSentences as words } from '../catalogue/status.ts';
import type { Account } from '../model/account.ts';
import type { AccountId } from '../model/ids.ts';
import type { Message } from '../model/message.ts';
import type { Verdict } from '../model/verdict.ts';
import { indexNames } from '../openclaw/names.ts';
import { approvedIds, decide, type PolicyContext } from '../openclaw/policy.ts';
import { initialDirectory } from './initial-state.ts';
import { memoize, memoizeBy } from './memo.ts';
import { ownOr } from './own.ts';
import type { ConsoleState } from './state.ts';

const accountsById = memoizeBy(
  (accounts: readonly Account[]) => new Map<AccountId, Account>(accounts.map((account) => [account.id, account])),
);

/** The account of the config with that id. */
export const accountOf = (state: ConsoleState, accountId: AccountId): Account | undefined =>
  accountsById(state.config.accounts).get(accountId);

const namesOf = memoize(indexNames, 64);
const approvedOf = memoize(approvedIds, 64);

const contextFrom = memoize(
  (
    generation: PolicyContext['generation'],
    approved: ReadonlySet<string>,
    pending: ConsoleState['pairing']['requests'],
    names: ReturnType<typeof indexNames>,
  ) => ({ generation, approved, pending, names }) satisfies PolicyContext,
  64,
);

const contextOf = (state: ConsoleState, accountId: AccountId): PolicyContext => {
  const { peers, groups } = ownOr(state.directory, accountId, initialDirectory);
  const { approved, requests } = state.pairing;
  return contextFrom(state.config.generation, approvedOf(approved, accountId), requests, namesOf(peers.items, groups.items));
};

/** All that verdicts depend on besides the message. */
export const verdictInputs = (state: ConsoleState): readonly unknown[] => [
  state.config,
  state.pairing.approved,
  state.pairing.requests,
  state.directory,
];

interface Known {
  readonly account: Account;
  readonly context: PolicyContext;
  readonly verdict: Verdict;
}

const known = new WeakMap<Message, Known>();

/** Requests that had expired when the message came take nobody's place. */
const at = (context: PolicyContext, timeMs: number): PolicyContext => {
  const pending = context.pending ?? [];
  return pending.every(({ expiresAtMs }) => expiresAtMs > timeMs)
    ? context
    : { ...context, pending: pending.filter(({ expiresAtMs }) => expiresAtMs > timeMs) };
};

const unknownAccount = memoize(
  (accountId: AccountId, kind: Verdict['kind']): Verdict => ({
    kind,
    isLetThrough: false,
    rules: [{ sentence: words.accountUnknown(accountId) }],
  }),
);

/**
 * What the gateway does with the message under the present config, approved store and pending requests, and why. The same message
 * gives the same reference until one of them changes. An account the config does not list does not run.
 */
export const verdictOf = (state: ConsoleState, message: Message): Verdict => {
  const account = accountOf(state, message.accountId);
  if (account === undefined) return unknownAccount(message.accountId, message.isOwn ? 'own' : 'account-disabled');
  const context = contextOf(state, message.accountId);
  const last = known.get(message);
  if (last !== undefined && last.account === account && last.context === context) return last.verdict;
  const verdict = decide(message, account, at(context, message.receivedAtMs));
  known.set(message, { account, context, verdict });
  return verdict;
};
