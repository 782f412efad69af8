// What a request does not hold: what the stranger wrote, and whether the code can have reached them.

import { initialFacts } from '../initial-state.ts';
import type { ReplyDoubt, ReplyReach } from '../model/pairing.ts';
import { type PairingRequest, requestKey } from '../model/pairing.ts';
import { type AccountId, pairingCode } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import type { ConsoleState, HeardText } from '../state.ts';

const nothing: readonly HeardText[] = [];

/** The last things this sender wrote to the account directly, oldest first, as far as the feed heard them. */
export const heardFrom = ({ pairing }: ConsoleState, who: Pick<PairingRequest, 'accountId' | 'senderId'>): readonly HeardText[] =>
  ownOr(pairing.heard, requestKey(who), nothing);

const doubtOf = ({ zca, facts }: ConsoleState, accountId: AccountId): ReplyDoubt | undefined => {
  if (zca.status === 'missing') return 'no-zca';
  const { status } = ownOr(facts, accountId, initialFacts).session;
  if (status === 'logged-out' || status === 'no-profile' || status === 'ended') return 'not-logged-in';
  return status === 'failed' ? 'check-failed' : undefined;
};

/** Can the code have reached the sender? Judged by the account as it is now. */
export const replyReach = (state: ConsoleState, request: PairingRequest): ReplyReach => {
  const { code, accountId } = request;
  if (code !== undefined && heardFrom(state, request).some(({ text }) => pairingCode(text).includes(code))) return { status: 'reached' };
  // There the gateway itself is logged in, and zca says nothing of that.
  if (!state.config.release.capabilities.drivesZca) return { status: 'unknown' };
  const reason = doubtOf(state, accountId);
  if (reason !== undefined) return { status: 'doubtful', reason };
  return { status: ownOr(state.facts, accountId, initialFacts).session.status === 'logged-in' ? 'likely' : 'unknown' };
};
