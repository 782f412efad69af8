// The same question gets the same answer: most messages differ in nothing that the gateway looks at. Pure but for what it remembers.

import { comparedThreadName } from '../config/entry-names.ts';
import type { Account } from '../model/account.ts';
import type { Message } from '../model/message.ts';
import { decide, type PolicyContext } from './decide.ts';
import { directCommand, groupCommand } from './text-commands.ts';
import type { Verdict } from './verdict.ts';

/** So many answers are remembered; then all are forgotten. Strangers may be many. */
export const maxAnswers = 10_000;

/** Who is mentioned or quoted matters only as far as it is the account. */
const mentionQuestion = ({ mentionedIds = [], quotedId }: Message, ownId: string | undefined): string => {
  const ids: readonly string[] = [...mentionedIds, ...(quotedId === undefined ? [] : [quotedId])];
  if (ids.length === 0) return '';
  return ownId !== undefined && ids.includes(ownId) ? 'me' : 'others';
};

/** All of a message that {@link decide} looks at. Ids have no line breaks; names, which may, stand last. */
const questionOf = (message: Message, { can, ownId }: PolicyContext): string => {
  const { isOwn, isBlank, isGroup, senderId, threadId } = message;
  if (isOwn) return '\nown';
  if (isBlank) return '\nblank';
  if (isGroup) {
    const meant = can.mentionsCount ? mentionQuestion(message, ownId) : '';
    return `${threadId}\n${senderId}\n${groupCommand(message, can) ?? ''}\n${meant}\n${comparedThreadName(message)}`;
  }
  const command = directCommand(message);
  return command === undefined ? senderId : `${senderId}\n${command}`;
};

/**
 * {@link decide} for one account under one context, worked out once for all messages that differ only in what it does not look at: they get
 * the same Verdict, by reference.
 */
export const createDecider = (account: Account, context: PolicyContext): ((message: Message) => Verdict) => {
  const answers = new Map<string, Verdict>();
  return (message) => {
    const question = questionOf(message, context);
    const known = answers.get(question);
    if (known !== undefined) return known;
    if (answers.size >= maxAnswers) answers.clear();
    const verdict = decide(message, account, context);
    answers.set(question, verdict);
    return verdict;
  };
};
