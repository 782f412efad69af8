// The people approved by code, by account: every message, every row and every entry asks for them. Pure but for what it remembers.

import type { ApprovedSender } from '../model/pairing.ts';
import type { AccountId, UserId } from '../shared/ids.ts';
import { memoizeBy } from '../shared/memo.ts';

interface Approved {
  readonly senders: ApprovedSender[];
  readonly ids: Set<UserId>;
}

const byAccount = memoizeBy((approved: readonly ApprovedSender[]): ReadonlyMap<AccountId, Approved> => {
  const accounts = new Map<AccountId, Approved>();
  for (const sender of approved) {
    const known = accounts.get(sender.accountId);
    if (known === undefined) accounts.set(sender.accountId, { senders: [sender], ids: new Set([sender.senderId]) });
    else {
      known.senders.push(sender);
      known.ids.add(sender.senderId);
    }
  }
  return accounts;
});

const nobody: Approved = { senders: [], ids: new Set() };

/** Who is approved on one account, in the order of the store; the same array for as long as the list of all is the same. */
export const approvedOn = (approved: readonly ApprovedSender[], account: AccountId): readonly ApprovedSender[] =>
  (byAccount(approved).get(account) ?? nobody).senders;

/** The ids of {@link approvedOn}. */
export const approvedIds = (approved: readonly ApprovedSender[], account: AccountId): ReadonlySet<UserId> =>
  (byAccount(approved).get(account) ?? nobody).ids;
