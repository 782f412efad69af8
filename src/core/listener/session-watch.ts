// Subscribes to the sessions of a gateway, anew after each loss, and tells what goes on in those of this channel.
import type { GatewayClient } from '../openclaw/gateway-client/model.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { readSessionEvent, readSessionList, type SessionEvent } from './parse-session-event.ts';

export interface SessionWatchDeps {
  readonly client: GatewayClient;
  readonly clock: Clock;
  /** Is it one before 2026.8.1? */
  readonly isOlder: boolean;
  readonly onEvent: (event: SessionEvent) => void;
  /** The sessions are subscribed to now. */
  readonly onSubscribed: () => void;
  /** This gateway does not tell of them, or not to this console. */
  readonly onRefused: (error: ErrorView) => void;
}

export interface SessionWatch {
  close(): void;
}

/** Sessions asked for; of others it is told when something goes on in them. */
const mostListed = 60;

/** Subscribes at once where the connection stands. */
export const watchSessions = (deps: SessionWatchDeps): SessionWatch => {
  const { client, clock, isOlder, onEvent, onSubscribed, onRefused } = deps;
  const ending = new AbortController();
  /** Keys that are subscribed to, of this connection. */
  let subscribed = new Set<string>();
  let round = 0;

  /** One that cannot be is not tried again before the next connection: what goes on there is told by the database. */
  const subscribeTo = async (key: string): Promise<void> => {
    if (subscribed.has(key)) return;
    subscribed.add(key);
    await client
      .call({ method: 'sessions.messages.subscribe', params: { key }, scope: 'read' }, ending.signal)
      .catch(() => undefined);
  };

  const subscribe = async (): Promise<void> => {
    round += 1;
    const now = round;
    const isOver = (): boolean => now !== round || ending.signal.aborted;
    subscribed = new Set();
    try {
      const answer = await client.call(
        { method: 'sessions.subscribe', params: { limit: mostListed }, scope: 'read' },
        ending.signal,
      );
      if (isOver()) return;
      await Promise.all(readSessionList(answer).map(({ key }) => subscribeTo(key)));
      if (!isOver()) onSubscribed();
    } catch (error) {
      if (!isOver()) onRefused(toErrorView(error));
    }
  };

  const endEvents = client.onEvent((event) => {
    const read = readSessionEvent(event, { nowMs: clock.now(), isOlder });
    if (read === undefined) return;
    void subscribeTo(read.thread.key);
    onEvent(read);
  });
  const endOpens = client.onOpen(() => void subscribe());
  if (client.isOpen()) void subscribe();
  return {
    close: () => {
      ending.abort();
      endEvents();
      endOpens();
    },
  };
};
