// What is said when something has been decided: what was done, and what it comes to. Pure.

import type { Outcome } from '../outcome.ts';
import type { ConsoleState } from '../state.ts';
import type { DecisionAct, Outlook } from './decision.ts';
import type { Person } from './notifier.ts';
import { getsThrough, outlookAfter } from './select-access-after.ts';
import { pairingSentences, pairingOutlookSentences as words } from './words.ts';

/** What else came of an approval. */
export interface SaidOptions {
  readonly wasTold?: boolean;
  readonly becameOwner?: boolean;
}

const doneSentence = (act: DecisionAct, { name, senderId, accountId }: Person, isLetIn: boolean, wasTold: boolean): string => {
  const who = pairingSentences.briefly(name, senderId);
  if (act === 'revoke') return words.revoked(who, accountId);
  if (act === 'dismiss') return words.dismissed(who);
  if (act === 'restore') return (isLetIn ? words.restored : words.approved)(who, accountId);
  if (isLetIn) return (wasTold ? words.letInTold : words.letIn)(who, accountId);
  return (wasTold ? words.approvedTold : words.approved)(who, accountId);
};

/** Whom a list lets in is let in again as soon as the account is switched on. */
const ifOn = (outlook: Outlook): Outlook => {
  const { off: _, ...rest } = outlook;
  return rest;
};

/** Does it not come to what it was done for? */
const isInVain = (act: DecisionAct, outlook: Outlook): boolean =>
  act === 'approve' || act === 'restore' ? getsThrough(outlook) !== true : getsThrough(ifOn(outlook)) !== false;

/** The outcome of a decision that was carried out, under what is known in `state`; a warning where it does not come to what it was done for. */
export const saidOf = (
  state: ConsoleState,
  act: DecisionAct,
  who: Person,
  nowMs: number,
  { wasTold = false, becameOwner = false }: SaidOptions = {},
): Outcome & { readonly ok: true; readonly sentence: string } => {
  const outlook = outlookAfter(state, act, who, nowMs);
  const isShutOut = act === 'revoke' || act === 'dismiss';
  const sentence = [
    doneSentence(act, who, getsThrough(outlook) === true, wasTold),
    words.means(act, outlook, who.accountId),
    becameOwner ? pairingSentences.becameOwner : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
  const hint = isShutOut ? words.cure(outlook) : undefined;
  return { ok: true, sentence, ...(hint && { hint }), ...(isInVain(act, outlook) || becameOwner ? { isWarning: true } : {}) };
};
