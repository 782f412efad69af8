// What would change for whom, if the config were another: the messages in the feed and the people let in, before it is written.
import type { ConfigView } from '../config/config-view.ts';
import { nameOf } from '../directory/select-names.ts';
import { policyVerdictOf } from '../feed/select-verdict.ts';
import type { Message } from '../model/message.ts';
import { directFrom } from '../policy/rules.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { AccountId, UserId } from '../shared/ids.ts';
import type { ConsoleState } from '../state.ts';
import { peopleListed } from './select.ts';

/** A message of the feed whose verdict would be another. */
export interface MessageChange {
  readonly message: Message;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** Somebody approved by code, or listed in `allowFrom` or in a group it names, whose direct messages would fare otherwise. */
export interface PersonChange {
  readonly accountId: AccountId;
  readonly id: UserId;
  readonly name?: string;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** The difference between two configs, in verdicts. */
export interface WhatIf {
  readonly messages: readonly MessageChange[];
  /** How many messages were looked at. */
  readonly messageCount: number;
  readonly people: readonly PersonChange[];
  readonly personCount: number;
}

interface Person {
  readonly accountId: AccountId;
  readonly id: UserId;
}

/** Everybody who is let in now, or would be: approved by code, or listed in `allowFrom`. */
const peopleOf = (state: ConsoleState, then: ConsoleState): readonly Person[] => {
  const approved = state.pairing.approved.map(({ accountId, senderId }) => ({ accountId, id: senderId }));
  const listed = [state, then].flatMap((world) =>
    world.config.accounts.flatMap((account) =>
      peopleListed(world, account).map((id) => ({ accountId: account.id, id })),
    ),
  );
  return [
    ...new Map(
      [...approved, ...listed].map((person) => [`${person.accountId} ${person.id}`, person]),
    ).values(),
  ];
};

const compare = (
  state: ConsoleState,
  then: ConsoleState,
  message: Message,
): { readonly before: Verdict; readonly after: Verdict } | undefined => {
  const before = policyVerdictOf(state, message);
  const after = policyVerdictOf(then, message);
  return before.kind === after.kind ? undefined : { before, after };
};

/** Compares the present config with another. Own messages are left out: the gateway never sees them. */
export const whatIf = (state: ConsoleState, next: ConfigView): WhatIf => {
  const then: ConsoleState = { ...state, config: next };
  const inbound = state.feed.messages.filter(({ isOwn }) => !isOwn);
  const messages = inbound.flatMap((message) => {
    const change = compare(state, then, message);
    return change === undefined ? [] : [{ message, ...change }];
  });
  const people = peopleOf(state, then);
  return {
    messages,
    messageCount: inbound.length,
    people: people.flatMap((person) => {
      const change = compare(state, then, directFrom(person.accountId, person.id));
      if (change === undefined) return [];
      const name = nameOf(state, person.accountId, person.id)?.name;
      return [{ ...person, ...(name === undefined ? {} : { name }), ...change }];
    }),
    personCount: people.length,
  };
};
