// What becomes of somebody's direct messages by a decision on them: the approved store is only one of the things that let people in.

import { admissionsOf, uncheckedEntries } from '../access/select.ts';
import { accountOf, policyVerdictOf } from '../feed/select-verdict.ts';
import { type ApprovedSender, requestKey } from '../model/people.ts';
import type { Outcome } from '../outcome.ts';
import { directFrom } from '../policy/probe-messages.ts';
import type { VerdictKind } from '../policy/verdict.ts';
import type { ConsoleState } from '../state.ts';
import type { AccessAfter, DecisionAct, Person } from './decision.ts';
import { isApproved } from './select-decisions.ts';
import { pairingSentences, accessAfterSentences as words } from './words.ts';

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

/** What else came of an approval. */
interface SaidOptions {
  readonly wasTold?: boolean;
  readonly becameOwner?: boolean;
}

const doneSentence = (
  act: DecisionAct,
  { name, senderId, accountId }: Person,
  isLetIn: boolean,
  wasTold: boolean,
): string => {
  const who = pairingSentences.briefly(name, senderId);
  if (act === 'revoke') return words.revoked(who, accountId);
  if (act === 'dismiss') return words.dismissed(who);
  if (act === 'restore') return (isLetIn ? words.restored : words.approved)(who, accountId);
  if (isLetIn) return (wasTold ? words.letInTold : words.letIn)(who, accountId);
  return (wasTold ? words.approvedTold : words.approved)(who, accountId);
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
export const saidOf = (
  state: ConsoleState,
  act: DecisionAct,
  who: Person,
  nowMs: number,
  { wasTold = false, becameOwner = false }: SaidOptions = {},
): Outcome & { readonly ok: true; readonly sentence: string } => {
  const accessAfter = accessAfterDecision(state, act, who, nowMs);
  const isShutOut = act === 'revoke' || act === 'dismiss';
  const sentence = [
    doneSentence(act, who, getsThrough(accessAfter) === true, wasTold),
    words.means(act, accessAfter, who.accountId),
    becameOwner ? pairingSentences.becameOwner : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
  const hint = isShutOut ? words.cure(accessAfter) : undefined;
  return {
    ok: true,
    sentence,
    ...(hint && { hint }),
    ...(isIneffective(act, accessAfter) || becameOwner ? { isWarning: true } : {}),
  };
};
