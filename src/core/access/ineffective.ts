// Whom a change is about and who gets through, or not, all the same: another rule decides. Pure.

import type { ConfigAction } from '../config/change-request.ts';
import { bareEntry, writtenKey } from '../config/entry-names.ts';
import { accountOf, policyVerdictOf } from '../feed/select-verdict.ts';
import type { Account, GroupRule } from '../model/account.ts';
import type { Message } from '../model/message.ts';
import { anybody, directFrom, inGroup, isEveryMemberBlocked, isGroupsAsked } from '../policy/rules.ts';
import type { Verdict, VerdictKind } from '../policy/verdict.ts';
import { policySentences } from '../policy/words.ts';
import { ownOr } from '../shared/own.ts';
import { Written } from '../shared/text/exactly.ts';
import { type ConsoleState, initialDirectory } from '../state.ts';
import { allowEntry, groupEntry, uncheckedEntries } from './select.ts';
import { changeEffectSentences } from './words.ts';

const words = changeEffectSentences.ineffective;

/** The console before and after: everything alike but the config. */
export interface IneffectiveInput {
  /** Those that `settled` gives. */
  readonly actions: readonly ConfigAction[];
  readonly now: ConsoleState;
  readonly next: ConsoleState;
}

/** The group gets through; whether this message of it is answered is another question. */
const letsGroupIn: ReadonlySet<VerdictKind> = new Set([
  'reply',
  'needs-mention',
  'sender-not-allowed',
  'command-refused',
]);

const whyOf = ({ rules }: Verdict): string =>
  rules
    .slice(rules.length > 1 ? 1 : 0)
    .map(({ sentence }) => sentence)
    .filter(
      (sentence) => sentence !== policySentences.answered && sentence !== policySentences.groupAnySender,
    )
    .join(' ');

interface Fate {
  readonly isIn: boolean;
  readonly why: string;
}

/** Where nobody may write in any listed group, a group that is listed is not let in. */
const isShutToAll = (state: ConsoleState, { accountId }: Message): boolean => {
  const account = accountOf(state, accountId);
  return account !== undefined && isEveryMemberBlocked(account, state.config.release.capabilities);
};

const fateOf = (state: ConsoleState, message: Message): Fate => {
  const verdict = policyVerdictOf(state, message);
  const isGroupIn = letsGroupIn.has(verdict.kind) && !isShutToAll(state, message);
  return { isIn: message.isGroup ? isGroupIn : verdict.isLetThrough, why: whyOf(verdict) };
};

/** Says what is not as it was meant: `who` is in or out, and was or was not before. Nothing was so before of an account that is new. */
const sentencesIf = (
  { now, next }: IneffectiveInput,
  who: string,
  message: Message,
  isMeant: boolean,
): readonly string[] => {
  const [before, after] = [fateOf(now, message), fateOf(next, message)];
  if (after.isIn === isMeant) return [];
  const isNew = accountOf(now, message.accountId) === undefined;
  const stillOut = isNew ? words.out : words.stillOut;
  const said = after.isIn
    ? before.isIn
      ? words.stillIn
      : words.nowIn
    : before.isIn
      ? words.nowOut
      : stillOut;
  return [said(who, message.accountId, after.why)];
};

/** A group by its key: by id where one is known, else by the name the key may be. */
const groupMessage = (state: ConsoleState, account: Account, key: string): Message => {
  if (key.trim() === '*') return inGroup(account.id, {});
  const rule: GroupRule = ownOr(account.groups.value, key, {});
  const { id, name } = groupEntry(state, account, key, rule);
  if (id === undefined)
    return inGroup(account.id, { name: key, writtenName: new Written(writtenKey(account.groups, key)) });
  const { value: items } = ownOr(state.directory, account.id, initialDirectory).groups;
  return inGroup(account.id, items.find((group) => group.id === id) ?? { id, name });
};

/** Nothing, for a name that is not known to stand for anybody: that is told elsewhere. */
const personMessage = (state: ConsoleState, account: Account, entry: string): Message | undefined => {
  if (bareEntry(entry) === '*') return directFrom(account.id, anybody);
  const { id } = allowEntry(state, account, entry);
  return id === undefined ? undefined : directFrom(account.id, id);
};

/** Whom an action means, and what is said where it does not come to that. A later action about the same goes first. */
interface Meant {
  readonly about: string;
  readonly sentences: readonly string[];
}

const ofPerson = (question: IneffectiveInput, account: Account, entry: string, isMeant: boolean): Meant => {
  const message = personMessage(question.now, account, entry);
  const who = bareEntry(entry) === '*' ? words.everybody : entry;
  return {
    about: `person ${account.id} ${bareEntry(entry).toLowerCase()}`,
    sentences: message === undefined ? [] : sentencesIf(question, who, message, isMeant),
  };
};

const ofGroup = (question: IneffectiveInput, account: Account, key: string, isMeant: boolean): Meant => ({
  about: `group ${account.id} ${key.trim()}`,
  sentences: sentencesIf(
    question,
    key.trim() === '*' ? words.otherGroups : words.group(key),
    groupMessage(question.now, account, key),
    isMeant,
  ),
});

/** A name whose id is not known here may be that of the one who is taken out. */
const maybeByName = ({ next }: IneffectiveInput, account: Account, entry: string): readonly string[] => {
  const isUnknown = uncheckedEntries(next, account).length > 0;
  return isUnknown && /^\d+$/u.test(bareEntry(entry)) ? [words.maybeByName(entry, account.id)] : [];
};

const takenOut = (question: IneffectiveInput, account: Account, entry: string): Meant => {
  const { about, sentences } = ofPerson(question, account, entry, false);
  return { about, sentences: [...sentences, ...maybeByName(question, account, entry)] };
};

/** Nothing is to be said of it, whatever was meant before. */
const unsaid = ({ about }: Meant): Meant => ({ about, sentences: [] });

const meantBy = (question: IneffectiveInput, action: ConfigAction): readonly Meant[] => {
  const account = 'accountId' in action ? accountOf(question.next, action.accountId) : undefined;
  if (account === undefined) return [];
  switch (action.type) {
    case 'add-allow-from':
      return action.entries.map((entry) => ofPerson(question, account, entry, true));
    case 'remove-allow-from':
      return [takenOut(question, account, action.entry)];
    case 'set-dm-policy': {
      const everybody = ofPerson(question, account, '*', false);
      return [action.policy === 'open' ? unsaid(everybody) : everybody];
    }
    case 'set-group-policy': {
      const others = ofGroup(question, account, '*', false);
      return [action.policy === 'open' ? unsaid(others) : others];
    }
    case 'set-group': {
      const group = ofGroup(question, account, action.key, action.isAllowed);
      // Blocked where nobody looks at `groups`: a finding says so, with its fix.
      return [
        action.isAllowed || isGroupsAsked(account, question.next.config.release.capabilities)
          ? group
          : unsaid(group),
      ];
    }
    case 'remove-group':
      return [ofGroup(question, account, action.key, false)];
    default:
      return [];
  }
};

/**
 * What actions mean to change and do not, or turn round: somebody taken out whom another rule lets in, a group that is blocked where
 * `groups` is not looked at. Nothing where they do what they say.
 */
export const ineffective = (question: IneffectiveInput): readonly string[] => {
  const meant = question.actions.flatMap((action) => meantBy(question, action));
  return [...new Map(meant.map(({ about, sentences }) => [about, sentences])).values()].flat();
};
