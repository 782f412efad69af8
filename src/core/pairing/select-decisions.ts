// The decisions of this session, and which of them can be taken back.
import { requestKey } from '../model/pairing.ts';
import { approvedIds } from '../policy/approved.ts';
import { ownOr } from '../shared/own.ts';
import { isInScope, type Scope } from '../shared/scope.ts';
import type { ConsoleState, PairingWork } from '../state.ts';
import type { PairingDecision, Undo } from './decision.ts';

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
      return { key: String(decision.id), decision, undo: undoOf(state, decision), ...(work === undefined ? {} : { work }) };
    });
