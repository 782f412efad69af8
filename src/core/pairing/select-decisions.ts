// The decisions of this session: which can be taken back, what each comes to, and how that is told.

import { admissionsOf, uncheckedEntries } from '../access/select.ts';
import { nameOf } from '../directory/select-names.ts';
import { answersIn } from '../feed/outcome.ts';
import { accountOf, policyVerdictOf } from '../feed/select-verdict.ts';
import {
  type ApprovedSender,
  type PairingRequest,
  type ReplyLossReason,
  type ReplyReach,
  requestKey,
} from '../model/people.ts';
import type { Outcome } from '../outcome.ts';
import { approvedIds, directFrom } from '../policy/rules.ts';
import type { VerdictKind } from '../policy/verdict.ts';
import {
  type AccountId,
  accountId,
  isInScope,
  pairingCode,
  type Scope,
  threadId,
  userId,
} from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import { type ConsoleState, type HeardText, initialFacts, type PairingWork } from '../state.ts';
import type { AccessAfter, DecisionAct, PairingDecision, Person, Undo } from './decision.ts';
import { revokeWay } from './select-revoke.ts';
import { pairingSentences, accessAfterSentences as words } from './words.ts';

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

const lossReasonOf = ({ zca, facts }: ConsoleState, accountId: AccountId): ReplyLossReason | undefined => {
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
  const threadOf = { accountId, threadId: threadId(request.senderId), isGroup: false };
  const sent =
    code === undefined
      ? undefined
      : answersIn(state, threadOf).findLast(({ text }) => pairingCode(text).includes(code));
  if (sent !== undefined)
    return sent.error === undefined ? { status: 'sent' } : { status: 'doubtful', reason: 'refused' };
  // There the gateway itself is logged in, and zca says nothing of that.
  if (!state.config.release.capabilities.drivesZca) return { status: 'unknown' };
  const reason = lossReasonOf(state, accountId);
  if (reason !== undefined) return { status: 'doubtful', reason };
  return {
    status: ownOr(state.facts, accountId, initialFacts).session.status === 'logged-in' ? 'likely' : 'unknown',
  };
};

export interface DecisionRow {
  /** The decision's id as text: names of lists' rows are texts. */
  readonly key: string;
  readonly decision: PairingDecision;
  readonly undo: Undo;
  readonly work?: PairingWork;
}

/** Can it be taken back? An approval by a revocation, a revocation by adding the sender back; a dismissal by nobody. */
export const undoOf = (state: ConsoleState, decision: PairingDecision): Undo => {
  const { pairing } = state;
  if (decision.act === 'dismiss') return { refusal: 'dismissed' };
  if (revokeWay(state) === 'no-connection') return { refusal: 'unsupported' };
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

// What becomes of somebody's direct messages by a decision on them: the approved store is only one of the things that let people in.

/** The state, as far as it is about this person, as it will be when the decision is carried out and nothing else has changed. */
const stateAfter = (
  state: ConsoleState,
  act: DecisionAct,
  { accountId, senderId }: ApprovedSender,
): ConsoleState => {
  const { pairing, config } = state;
  const key = requestKey({ accountId, senderId });
  const isLetIn =
    act === 'approve' ||
    act === 'restore' ||
    (act === 'dismiss' && isApproved(state, { accountId, senderId }));
  return {
    ...state,
    config: {
      ...config,
      pluginEnabled: true,
      accounts: config.accounts.map((account) =>
        account.id === accountId ? { ...account, enabled: { ...account.enabled, value: true } } : account,
      ),
    },
    pairing: {
      ...pairing,
      // The approval of others decides nothing for this one, and there may be thousands.
      approved: isLetIn ? [{ accountId, senderId }] : [],
      requests:
        act === 'revoke' ? pairing.requests : pairing.requests.filter((one) => requestKey(one) !== key),
    },
  };
};

const letIn = (state: ConsoleState, { accountId, senderId }: ApprovedSender): AccessAfter => {
  const { openMeans } = state.config.release.capabilities;
  if (openMeans === 'everybody' && accountOf(state, accountId)?.dmPolicy.value === 'open')
    return { status: 'through', by: 'open' };
  const admission = admissionsOf(state, senderId).find((one) => one.accountId === accountId);
  return admission?.entry === undefined
    ? { status: 'through', by: 'approved' }
    : { status: 'through', by: 'allow-from', entry: admission.entry };
};

const drops: readonly VerdictKind[] = ['dm-disabled', 'not-in-allowlist', 'unknown-policy', 'gateway-fails'];

const keptOut = (state: ConsoleState, who: ApprovedSender, kind: VerdictKind): AccessAfter => {
  const account = accountOf(state, who.accountId);
  const policy = account?.dmPolicy.value ?? '';
  // Under `disabled` nobody asks for the list.
  const entries = account === undefined || kind === 'dm-disabled' ? [] : uncheckedEntries(state, account);
  if (entries.length > 0) return { status: 'unchecked', entries };
  if (kind === 'pairing-full') return { status: 'full' };
  if (drops.includes(kind)) return { status: 'dropped', policy };
  if (kind !== 'pairing') return { status: 'unknown' };
  const hasCode = state.pairing.requests.some((request) => requestKey(request) === requestKey(who));
  return { status: hasCode ? 'asked' : 'asks' };
};

const ofAccount = (state: ConsoleState, who: ApprovedSender, nowMs: number): AccessAfter => {
  const message = { ...directFrom(who.accountId, who.senderId), sentAtMs: nowMs, receivedAtMs: nowMs };
  const { kind, isLetThrough } = policyVerdictOf(state, message);
  return isLetThrough ? letIn(state, who) : keptOut(state, who, kind);
};

/**
 * What the next direct message of a person will come to when the decision has been carried out, under the config and the lists as they are
 * known now. Before and after the decision it is the same.
 *
 * @param nowMs epoch ms: requests that have expired by then take nobody's place
 */
export const accessAfterDecision = (
  state: ConsoleState,
  act: DecisionAct,
  who: ApprovedSender,
  nowMs: number,
): AccessAfter => {
  const account = accountOf(state, who.accountId);
  // A config that was read and then broke still says what the gateway does.
  if (account === undefined) return { status: state.config.status === 'ready' ? 'unlisted' : 'unknown' };
  const accessAfter = ofAccount(stateAfter(state, act, who), who, nowMs);
  if (state.config.pluginEnabled === false) return { ...accessAfter, off: 'plugin' };
  return account.enabled.value ? accessAfter : { ...accessAfter, off: 'account' };
};

/** Do the person's direct messages get through? Undefined where that is not known. */
export const getsThrough = ({ status, off }: AccessAfter): boolean | undefined => {
  if (status === 'unknown' || status === 'unchecked') return undefined;
  return status === 'through' && off === undefined;
};

// What is said when something has been decided: what was done, and what it comes to. Pure.

interface OutcomeTextOptions {
  readonly wasNotified?: boolean;
  readonly becameOwner?: boolean;
}

const doneSentence = (
  act: DecisionAct,
  { name, senderId, accountId }: Person,
  isLetIn: boolean,
  wasNotified: boolean,
): string => {
  const who = pairingSentences.briefly(name, senderId);
  if (act === 'revoke') return words.revoked(who, accountId);
  if (act === 'dismiss') return words.dismissed(who);
  if (act === 'restore') return (isLetIn ? words.restored : words.approved)(who, accountId);
  if (isLetIn) return (wasNotified ? words.letInTold : words.letIn)(who, accountId);
  return (wasNotified ? words.approvedTold : words.approved)(who, accountId);
};

/** Whom a list lets in is let in again as soon as the account is switched on. */
const ifOn = (accessAfter: AccessAfter): AccessAfter => {
  const { off: _, ...rest } = accessAfter;
  return rest;
};

/** Does it not come to what it was done for? */
const isIneffective = (act: DecisionAct, accessAfter: AccessAfter): boolean =>
  act === 'approve' || act === 'restore'
    ? getsThrough(accessAfter) !== true
    : getsThrough(ifOn(accessAfter)) !== false;

/** The outcome of a decision that was carried out, under what is known in `state`; a warning where it does not come to what it was done for. */
export const outcomeText = (
  state: ConsoleState,
  act: DecisionAct,
  who: Person,
  nowMs: number,
  { wasNotified = false, becameOwner = false }: OutcomeTextOptions = {},
): Outcome & { readonly ok: true; readonly sentence: string } => {
  const accessAfter = accessAfterDecision(state, act, who, nowMs);
  const isShutOut = act === 'revoke' || act === 'dismiss';
  const sentence = [
    doneSentence(act, who, getsThrough(accessAfter) === true, wasNotified),
    words.means(act, accessAfter, who.accountId),
    becameOwner ? pairingSentences.becameOwner : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
  const hint = isShutOut ? words.fix(accessAfter) : undefined;
  return {
    ok: true,
    sentence,
    ...(hint && { hint }),
    ...(isIneffective(act, accessAfter) || becameOwner ? { isWarning: true } : {}),
  };
};
