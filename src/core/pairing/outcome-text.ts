// What is said when something has been decided: what was done, and what it comes to. Pure.

import type { Outcome } from '../outcome.ts';
import type { ConsoleState } from '../state.ts';
import type { AccessAfter, DecisionAct } from './decision.ts';
import type { Person } from './notifier.ts';
import { accessAfterDecision, getsThrough } from './select-access-after.ts';
import { pairingSentences, accessAfterSentences as words } from './words.ts';

/** What else came of an approval. */
export interface SaidOptions {
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
