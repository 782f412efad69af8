// What is under way on people: it would be given up if the console ended now.

import { nameOf } from '../directory/select-names.ts';
import type { ApprovedSender } from '../model/pairing.ts';
import { accountId, userId } from '../shared/ids.ts';
import type { ConsoleState, PairingWork } from '../state.ts';

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
