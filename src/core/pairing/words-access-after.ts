// What a decision on somebody comes to, in words: before it is made, and after. Never more than is true.

import { maxPendingRequests } from '../model/pairing.ts';
import type { Hint } from '../shared/remedy.ts';
import { shown } from '../shared/words.ts';
import type { Outlook } from './access-after.ts';
import type { DecisionAct } from './decision.ts';

const listed = (entry: string, account: string): string =>
  entry.trim().endsWith('*')
    ? `allowFrom of ${shown(account)} holds “*”, which is everybody`
    : `allowFrom of ${shown(account)} holds “${shown(entry)}”`;

const names = (entries: readonly string[]): string => {
  const [first = '', ...others] = entries;
  return others.length === 0 ? `“${shown(first)}”` : `“${shown(first)}” and ${others.length} more`;
};

const unchecked = (entries: readonly string[], account: string): string =>
  `allowFrom of ${shown(account)} holds names (${names(entries)}), and the friend list that tells whose they are has not been read`;

const dropped = (policy: string, account: string): string =>
  `dmPolicy of ${shown(account)} is ${shown(policy)}, which drops their messages and sends no code.`;

const unlisted = (account: string): string => `The config lists no account ${shown(account)}: nothing listens there.`;

const off = (outlook: Outlook, account: string): string => {
  if (outlook.off === undefined) return '';
  return outlook.off === 'plugin' ? ' The zalouser plugin is switched off now.' : ` Account ${shown(account)} is switched off now.`;
};

/** After a revocation or a dismissal. */
const without = (outlook: Outlook, account: string): string => {
  switch (outlook.status) {
    case 'through':
      if (outlook.by === 'open') return `They still get through: dmPolicy of ${shown(account)} is open.`;
      return outlook.by === 'approved'
        ? 'They still get through: they are approved.'
        : `They still get through: ${listed(outlook.entry, account)}.`;
    case 'asks':
      return 'Their next message asks for a code again.';
    case 'asked':
      return 'They have a code, and their request is still pending.';
    case 'full':
      return `Their next message gets no code: ${maxPendingRequests} requests are pending already.`;
    case 'dropped':
      return dropped(outlook.policy, account);
    case 'unchecked':
      return `They may still get through: ${unchecked(outlook.entries, account)}.`;
    case 'unlisted':
      return unlisted(account);
    case 'unknown':
      return 'Whether they still get through is not known: the config could not be read.';
  }
};

/** After an approval; empty where it is what lets them in. */
const withIt = (outlook: Outlook, account: string): string => {
  switch (outlook.status) {
    case 'through':
      if (outlook.by === 'approved') return '';
      return outlook.by === 'open'
        ? `They get through without it: dmPolicy of ${shown(account)} is open.`
        : `They get through without it: ${listed(outlook.entry, account)}.`;
    case 'unchecked':
      return `The approval does not count, but they may get through: ${unchecked(outlook.entries, account)}.`;
    case 'unlisted':
      return unlisted(account);
    case 'unknown':
      return 'Whether that lets them in is not known: the config could not be read.';
    default:
      return `dmPolicy of ${shown(account)} is ${shown(
        'policy' in outlook ? outlook.policy : '',
      )}, and approvals by code do not count then: the gateway still drops direct messages.`;
  }
};

/** Sentences of an {@link Outlook}. */
export const pairingOutlookSentences = {
  /** What their direct messages come to; empty where an approval is all that it takes. */
  means: (act: DecisionAct, outlook: Outlook, account: string): string => {
    const sentence = act === 'approve' || act === 'restore' ? withIt(outlook, account) : without(outlook, account);
    return `${sentence}${off(outlook, account)}`.trim();
  },
  /** How to shut out somebody who gets through without an approval; undefined where nothing of the kind lets them in. */
  cure: ({ status, ...outlook }: Outlook): Hint | undefined => {
    if (status === 'unchecked') return { action: 'change-access', what: 'See who that is, and remove them from allowFrom' };
    if (status !== 'through' || !('by' in outlook) || outlook.by === 'approved') return undefined;
    return {
      action: 'change-access',
      what: `To shut them out, ${outlook.by === 'open' ? 'change dmPolicy' : 'take that out of allowFrom'}`,
    };
  },

  /** What was done. `who`: the name with the end of the id, or the id. */
  approved: (who: string, account: string) => `${who} is approved on ${shown(account)}.`,
  letIn: (who: string, account: string) => `${who} is let in on ${shown(account)}.`,
  approvedTold: (who: string, account: string) => `${who} is approved on ${shown(account)}, and was told.`,
  letInTold: (who: string, account: string) => `${who} is let in on ${shown(account)}, and was told.`,
  dismissed: (who: string) => `The request of ${who} is dismissed.`,
  revoked: (who: string, account: string) => `${who} is no longer approved on ${shown(account)}.`,
  restored: (who: string, account: string) => `${who} is let in again on ${shown(account)}.`,
} as const;
