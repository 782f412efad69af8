// The decisions of this session, and which of them can be taken back.

import { nameOf } from '../directory/select-names.ts';
import { initialFacts } from '../initial-state.ts';
import {
  type ApprovedSender,
  type PairingRequest,
  type ReplyDoubt,
  type ReplyReach,
  requestKey,
} from '../model/people.ts';
import { approvedIds } from '../policy/rules.ts';
import { type AccountId, accountId, pairingCode, userId } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import { isInScope, type Scope } from '../shared/scope.ts';
import type { ConsoleState, HeardText, PairingWork } from '../state.ts';
import type { PairingDecision, Undo } from './decision.ts';

/** Does the approved store hold this person, for this account? */
export const isApproved = (state: ConsoleState, { accountId, senderId }: ApprovedSender): boolean =>
  approvedIds(state.pairing.approved, accountId).has(senderId);

// What is under way on people: it would be given up if the console ended now.

/** Work on one person that has not ended. */
export interface RunningDecision extends ApprovedSender {
  /** As it is known now. */
  readonly name?: string;
  readonly work: Extract<PairingWork, { status: 'running' }>;
}

/** The key is made by `requestKey`; an id of a person has no colon. */
const personOf = (key: string): ApprovedSender => {
  const at = key.lastIndexOf(':');
  return { accountId: accountId(key.slice(0, at)), senderId: userId(key.slice(at + 1)) };
};

/** The decisions and messages about pairing that are under way, in the order they began. */
export const runningDecisions = (state: ConsoleState): readonly RunningDecision[] =>
  Object.entries(state.pairing.work).flatMap(([key, work]) => {
    if (work.status !== 'running') return [];
    const who = personOf(key);
    const name = nameOf(state, who.accountId, who.senderId)?.name;
    return [{ ...who, ...(name === undefined ? {} : { name }), work }];
  });

// What a request does not hold: what the stranger wrote, and whether the code can have reached them.

const nothing: readonly HeardText[] = [];

/** The last things this sender wrote to the account directly, oldest first, as far as the feed heard them. */
export const heardFrom = (
  { pairing }: ConsoleState,
  who: Pick<PairingRequest, 'accountId' | 'senderId'>,
): readonly HeardText[] => ownOr(pairing.heard, requestKey(who), nothing);

const doubtOf = ({ zca, facts }: ConsoleState, accountId: AccountId): ReplyDoubt | undefined => {
  if (zca.status === 'missing') return 'no-zca';
  const { status } = ownOr(facts, accountId, initialFacts).session;
  if (status === 'logged-out' || status === 'no-profile' || status === 'ended') return 'not-logged-in';
  return status === 'failed' ? 'check-failed' : undefined;
};

/** Can the code have reached the sender? Judged by the account as it is now. */
export const replyReach = (state: ConsoleState, request: PairingRequest): ReplyReach => {
  const { code, accountId } = request;
  if (code !== undefined && heardFrom(state, request).some(({ text }) => pairingCode(text).includes(code)))
    return { status: 'reached' };
  // There the gateway itself is logged in, and zca says nothing of that.
  if (!state.config.release.capabilities.drivesZca) return { status: 'unknown' };
  const reason = doubtOf(state, accountId);
  if (reason !== undefined) return { status: 'doubtful', reason };
  return {
    status: ownOr(state.facts, accountId, initialFacts).session.status === 'logged-in' ? 'likely' : 'unknown',
  };
};

/** A decision as a row shows it. */
export interface DecisionRow {
  /** The decision's id as text: names of lists' rows are texts. */
  readonly key: string;
  readonly decision: PairingDecision;
  readonly undo: Undo;
  /** What is under way on the person. */
  readonly work?: PairingWork;
}

/** Can it be taken back? An approval by a revocation, a revocation by adding the sender back; a dismissal by nobody. */
export const undoOf = ({ config, pairing }: ConsoleState, decision: PairingDecision): Undo => {
  if (decision.act === 'dismiss') return { refusal: 'dismissed' };
  if (!config.release.capabilities.canRevoke) return { refusal: 'unsupported' };
  const key = requestKey(decision);
  const isApproved = approvedIds(pairing.approved, decision.accountId).has(decision.senderId);
  const last = pairing.decisions.findLast((one) => one.act !== 'dismiss' && requestKey(one) === key);
  if (last?.id !== decision.id || isApproved !== (decision.act !== 'revoke')) return { refusal: 'changed' };
  return { act: decision.act === 'revoke' ? 'restore' : 'revoke' };
};

/** The decisions of this session, newest first. */
export const decisionRows = (state: ConsoleState, scope: Scope = 'all'): readonly DecisionRow[] =>
  state.pairing.decisions
    .filter(({ accountId }) => isInScope(scope, accountId))
    .toReversed()
    .map((decision) => {
      const work = ownOr<PairingWork | undefined>(state.pairing.work, requestKey(decision), undefined);
      return {
        key: String(decision.id),
        decision,
        undo: undoOf(state, decision),
        work,
      };
    });
