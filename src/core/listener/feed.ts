// Gathers what the listeners hear, so that a burst of messages is one event and not one frame each.

import type { Dispatch } from '../events.ts';
import type { Message } from '../model/message.ts';
import type { Clock } from '../shared/clock.ts';
import type { AccountId } from '../shared/ids.ts';
import type { ListenerCounts } from './model.ts';

/** Messages wait so long for others. */
export const batchMs = 50;

const noCounts: ListenerCounts = { messages: 0, unknownLines: 0, recycles: 0, restarts: 0 };

export interface ListenerFeed {
  heard(message: Message): void;
  count(accountId: AccountId, more: Partial<ListenerCounts>): void;
  /** Sends what waits at once. */
  flush(): void;
}

const add = (counts: ListenerCounts, more: Partial<ListenerCounts>): ListenerCounts => ({
  messages: counts.messages + (more.messages ?? 0),
  unknownLines: counts.unknownLines + (more.unknownLines ?? 0),
  recycles: counts.recycles + (more.recycles ?? 0),
  restarts: counts.restarts + (more.restarts ?? 0),
});

/** A feed that dispatches at most every {@link batchMs}. */
export const createListenerFeed = (clock: Clock, dispatch: Dispatch): ListenerFeed => {
  const counts = new Map<AccountId, ListenerCounts>();
  const changed = new Set<AccountId>();
  let messages: Message[] = [];
  let cancel: (() => void) | undefined;

  const addCounts = (accountId: AccountId, more: Partial<ListenerCounts>): void => {
    counts.set(accountId, add(counts.get(accountId) ?? noCounts, more));
    changed.add(accountId);
  };
  const flush = (): void => {
    cancel?.();
    cancel = undefined;
    const batch = messages;
    messages = [];
    const heard = new Map<AccountId, number>();
    for (const { accountId } of batch) heard.set(accountId, (heard.get(accountId) ?? 0) + 1);
    for (const [accountId, number] of heard) addCounts(accountId, { messages: number });
    if (batch.length > 0) dispatch({ type: 'message/received', messages: batch });
    for (const accountId of changed)
      dispatch({ type: 'listener/counted', accountId, counts: counts.get(accountId) ?? noCounts });
    changed.clear();
  };

  return {
    heard: (message) => {
      messages.push(message);
      cancel ??= clock.after(batchMs, flush);
    },
    count: (accountId, more) => {
      addCounts(accountId, more);
      cancel ??= clock.after(batchMs, flush);
    },
    flush,
  };
};
