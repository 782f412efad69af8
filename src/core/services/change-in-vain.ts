// Whom a change is about and who gets through, or not, all the same: another rule decides. Pure.
import { changeEffectSentences } from '../catalogue/change-effects.ts';
import { policySentences } from '../catalogue/policy.ts';
import type { Account, GroupRule } from '../model/account.ts';
import type { ConfigAction } from '../model/config-action.ts';
import type { Message } from '../model/message.ts';
import type { Verdict, VerdictKind } from '../model/verdict.ts';
import { bareEntry } from '../openclaw/names.ts';
import { isGroupsAsked } from '../openclaw/policy-rules.ts';
import { anybody, directFrom, inGroup } from '../state/imagined-messages.ts';
import { ownOr } from '../state/own.ts';
import { allowEntry, groupEntry } from '../state/selectors-access.ts';
import { accountOf, verdictOf } from '../state/selectors-verdict.ts';
import type { ConsoleState } from '../state/state.ts';

const words = changeEffectSentences.inVain;

/** The console before and after: everything alike but the config. */
export interface InVainQuestion {
  readonly action: ConfigAction;
  readonly now: ConsoleState;
  readonly next: ConsoleState;
}

/** The group gets through; whether this message of it is answered is another question. */
const letsGroupIn: ReadonlySet<VerdictKind> = new Set(['reply', 'needs-mention', 'sender-not-allowed', 'command-refused']);

/** The rules between the message and the answer. */
const whyOf = ({ rules }: Verdict): string =>
  rules
    .slice(rules.length > 1 ? 1 : 0)
    .map(({ sentence }) => sentence)
    .filter((sentence) => sentence !== policySentences.answered && sentence !== policySentences.groupAnySender)
    .join(' ');

interface Fate {
  readonly isIn: boolean;
  readonly why: string;
}

const fateOf = (state: ConsoleState, message: Message): Fate => {
  const verdict = verdictOf(state, message);
  return { isIn: message.isGroup ? letsGroupIn.has(verdict.kind) : verdict.isLetThrough, why: whyOf(verdict) };
};

/** Says what is not as it was meant: `who` is in or out, and was or was not before. */
const told = ({ now, next }: InVainQuestion, who: string, message: Message, isMeant: boolean): readonly string[] => {
  const [before, after] = [fateOf(now, message), fateOf(next, message)];
  if (after.isIn === isMeant) return [];
  const said = after.isIn ? (before.isIn ? words.stillIn : words.nowIn) : before.isIn ? words.nowOut : words.stillOut;
  return [said(who, message.accountId, after.why)];
};

/** A group by its key: by id where one is known, else by the name the key may be. */
const groupMessage = (state: ConsoleState, account: Account, key: string): Message => {
  if (key.trim() === '*') return inGroup(account.id, {});
  const rule: GroupRule = ownOr(account.groups.value, key, {});
  const { id, name } = groupEntry(state, account, key, rule);
  return inGroup(account.id, id === undefined ? { name: key } : { id, ...(name === undefined ? {} : { name }) });
};

/** Nothing, for a name that is not known to stand for anybody: that is told elsewhere. */
const personMessage = (state: ConsoleState, account: Account, entry: string): Message | undefined => {
  if (bareEntry(entry) === '*') return directFrom(account.id, anybody);
  const { id } = allowEntry(state, account, entry);
  return id === undefined ? undefined : directFrom(account.id, id);
};

const ofPerson = (question: InVainQuestion, account: Account, entry: string, isMeant: boolean): readonly string[] => {
  const message = personMessage(question.now, account, entry);
  return message === undefined ? [] : told(question, bareEntry(entry) === '*' ? words.everybody : entry, message, isMeant);
};

const ofGroup = (question: InVainQuestion, account: Account, key: string, isMeant: boolean): readonly string[] =>
  told(question, key.trim() === '*' ? words.otherGroups : words.group(key), groupMessage(question.now, account, key), isMeant);

/** A name whose id is not known here may be that of the one who is taken out. */
const maybeByName = ({ next }: InVainQuestion, account: Account, entry: string): readonly string[] => {
  const isUnknown = account.allowFrom.value.some((other) => allowEntry(next, account, other).kind === 'unchecked');
  return isUnknown && /^\d+$/u.test(bareEntry(entry)) ? [words.maybeByName(entry, account.id)] : [];
};

/**
 * What an action means to change and does not, or turns round: somebody taken out whom another rule lets in, a group that is blocked where
 * `groups` is not looked at. Nothing where it does what it says.
 */
export const inVain = (question: InVainQuestion): readonly string[] => {
  const { action, now, next } = question;
  const account = 'accountId' in action ? accountOf(next, action.accountId) : undefined;
  if (account === undefined || accountOf(now, account.id) === undefined) return [];
  switch (action.type) {
    case 'add-allow-from':
      return action.entries.flatMap((entry) => ofPerson(question, account, entry, true));
    case 'remove-allow-from':
      return [...ofPerson(question, account, action.entry, false), ...maybeByName(question, account, action.entry)];
    case 'set-dm-policy':
      return action.policy === 'open' ? [] : ofPerson(question, account, '*', false);
    case 'set-group-policy':
      return action.policy === 'open' ? [] : ofGroup(question, account, '*', false);
    case 'set-group':
      // Blocked where nobody looks at `groups`: a finding says so, with its cure.
      return action.isAllowed || isGroupsAsked(account, next.config.generation)
        ? ofGroup(question, account, action.key, action.isAllowed)
        : [];
    case 'remove-group':
      return ofGroup(question, account, action.key, false);
    default:
      return [];
  }
};
