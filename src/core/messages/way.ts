// How one message goes out: by zca where the gateway drives it, else through the session of the gateway, which is asked over its connection.
import { randomUUID } from 'node:crypto';
import type { GatewayCall, GatewayClient } from '../openclaw/gateway-client/model.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/error.ts';
import type { ErrorCode } from '../shared/error-view.ts';
import { type AccountId, type MessageId, messageId, type ProfileName } from '../shared/ids.ts';
import type { Zca } from '../zca/client.ts';
import { idField, isRecord, recordField } from '../zca/fields.ts';
import type { OutgoingContent, SendTo } from './model.ts';
import { composeSentences as words } from './words.ts';

/** Each sends one message, and resolves with the id that Zalo gave it, where that is told. Throws AppError. */
export interface MessageWay {
  text(to: SendTo, text: string, signal: AbortSignal): Promise<MessageId | undefined>;
  link(to: SendTo, url: string, signal: AbortSignal): Promise<MessageId | undefined>;
  media(
    to: SendTo,
    media: OutgoingContent & { readonly type: 'media' },
    signal: AbortSignal,
  ): Promise<MessageId | undefined>;
}

/**
 * @param zca throws AppError if none was found
 * @param profileOf throws AppError `not-found` for an account the config does not list
 */
export const zcaWay = (
  zca: () => Pick<Zca, 'sendText' | 'sendLink' | 'sendMedia'>,
  profileOf: (accountId: AccountId) => ProfileName,
): MessageWay => ({
  text: async (to, text, signal) => zca().sendText(profileOf(to.accountId), to, text, signal),
  link: async (to, url, signal) => zca().sendLink(profileOf(to.accountId), to, url, signal),
  media: async (to, media, signal) => zca().sendMedia(profileOf(to.accountId), to, media, signal),
});

/** How long a lost connection is waited for before a message counts as one of which nobody knows (ms). */
export const reconnectWithinMs = 15_000;
/** The gateway knows a message by its key for five minutes, in its memory: one that restarts has forgotten it. Asked again by the key only within this (ms). */
export const keyCountsForMs = 240_000;
/** How long the gateway may take for a message (ms); 30 to 270 ms are usual. */
const sendDeadlineMs = 30_000;

/** It was asked, and the answer never came. */
const lost: ReadonlySet<ErrorCode> = new Set(['gateway-down', 'timed-out']);

const isLost = (error: unknown): boolean => error instanceof AppError && lost.has(error.code);

/** A lost connection is told of in pieces, one after the other: so long is waited before it is asked again (ms). */
export const askAgainAfterMs = 300;

const pause = (ms: number, clock: Clock, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end, { once: true });
  });

/** The connection stands (again): true. It does not until `untilMs`, or nobody waits any more: false. */
const standsBy = async (
  client: GatewayClient,
  clock: Clock,
  untilMs: number,
  signal: AbortSignal,
): Promise<boolean> => {
  do await pause(askAgainAfterMs, clock, signal);
  while (!client.isOpen() && !signal.aborted && clock.now() < untilMs);
  return client.isOpen() && !signal.aborted;
};

/** What the gateway said no with, in Zalo's words where they are Zalo's. */
const refusalOf = (error: unknown): unknown => {
  if (!(error instanceof AppError) || error.code !== 'command-failed') return error;
  const { detail = '' } = error.view;
  const byZalo = /OutboundDeliveryError: *([\s\S]*)$/u.exec(detail)?.[1]?.trim();
  // Whether Zalo has it, nobody knows: it is Zalo's answer that did not come.
  if (byZalo !== undefined && /time[d ]*out|fetch failed|ECONN|socket|network/iu.test(byZalo))
    return new AppError(words.zaloUnanswered(byZalo), { cause: error });
  if (byZalo !== undefined) return new AppError(words.zaloRefused(byZalo), { cause: error });
  const account = /Unknown account "([^"]*)"/u.exec(detail)?.[1];
  return account === undefined ? error : new AppError(words.unknownAccount(account), { cause: error });
};

/** The gateway resolves no names, and sends to whatever it is given. @throws AppError `bad-usage` */
const targetOf = ({ threadId, isGroup }: SendTo): string => {
  if (!/^\d{1,32}$/u.test(threadId)) throw new AppError(words.badTarget(threadId));
  return `${isGroup ? 'group' : 'user'}:${threadId}`;
};

interface Unanswered {
  readonly key: string;
  readonly instance: string;
  readonly atMs: number;
}

export interface GatewayWayOptions {
  readonly client: GatewayClient;
  readonly clock: Clock;
  /** @throws AppError `not-found` for an account the config does not list */
  readonly profileOf: (accountId: AccountId) => ProfileName;
  /** Default: a random one. */
  readonly newKey?: () => string;
}

/**
 * Each message has a key of its own. Where its answer is lost with the connection, the same run of the gateway is asked again by the same
 * key: it answers as before, and sends nothing twice. A gateway that has restarted meanwhile has forgotten the key, and is not asked.
 */
export const gatewayWay = ({
  client,
  clock,
  profileOf,
  newKey = randomUUID,
}: GatewayWayOptions): MessageWay => {
  const unanswered = new Map<string, Unanswered>();

  /** The key of a message that was asked for shortly before and of which nobody knows; else a new one. */
  const keyFor = (what: string): Pick<Unanswered, 'key' | 'atMs'> => {
    const known = unanswered.get(what);
    const counts =
      known !== undefined &&
      known.instance === client.instance?.() &&
      clock.now() - known.atMs < keyCountsForMs;
    return counts ? known : { key: newKey(), atMs: clock.now() };
  };

  /** Asks until the answer comes, for as long as it is the same run of the gateway that is asked. */
  const askAgain = async (
    call: GatewayCall,
    signal: AbortSignal,
    isSame: () => boolean,
  ): Promise<unknown> => {
    let untilMs: number | undefined;
    for (;;) {
      try {
        return await client.call(call, signal);
      } catch (error) {
        untilMs ??= clock.now() + reconnectWithinMs;
        if (!isLost(error) || clock.now() >= untilMs) throw error;
        if (!(await standsBy(client, clock, untilMs, signal)) || !isSame()) throw error;
      }
    }
  };

  return {
    text: async (to, text, signal) => {
      const target = targetOf(to);
      const what = JSON.stringify([to.accountId, target, text]);
      if (!client.isOpen()) throw new AppError(words.noConnection());
      const instance = client.instance?.();
      const { key, atMs } = keyFor(what);
      const call: GatewayCall = {
        method: 'send',
        params: {
          channel: 'zalouser',
          to: target,
          message: text,
          accountId: to.accountId,
          idempotencyKey: key,
        },
        scope: 'write',
        deadlineMs: sendDeadlineMs,
      };
      try {
        const answer = await askAgain(
          call,
          signal,
          () => instance !== undefined && client.instance?.() === instance,
        );
        unanswered.delete(what);
        const id = isRecord(answer) ? idField(answer, 'messageId') : undefined;
        return id === undefined ? undefined : messageId(id);
      } catch (error) {
        unanswered.delete(what);
        if (!isLost(error)) throw refusalOf(error);
        if (instance !== undefined) unanswered.set(what, { key, instance, atMs });
        throw new AppError(words.connectionLost(instance !== undefined), { cause: error });
      }
    },
    link: async (to, url, signal) => {
      targetOf(to);
      if (!client.isOpen()) throw new AppError(words.noConnection());
      const { isGroup, threadId } = to;
      const args = { action: 'link', profile: profileOf(to.accountId), threadId, isGroup, url };
      try {
        const answer = await client.call(
          {
            method: 'tools.invoke',
            params: { name: 'zalouser', args },
            scope: 'write',
            deadlineMs: sendDeadlineMs,
          },
          signal,
        );
        return sentByTool(answer);
      } catch (error) {
        // No key stands for it: it is not asked for again.
        throw isLost(error) ? new AppError(words.connectionLost(false), { cause: error }) : error;
      }
    },
    media: () => Promise.reject(new AppError(words.noMedia())),
  };
};

/** What the tool says stands in a good answer, its failures too. @throws AppError `command-failed` */
const sentByTool = (answer: unknown): MessageId | undefined => {
  const record = isRecord(answer) ? answer : {};
  const details = recordField(recordField(record, 'output'), 'details');
  const said = record['ok'] === false ? recordField(record, 'error')['message'] : details['error'];
  if (said !== undefined || details['success'] !== true)
    throw new AppError(words.toolRefused(typeof said === 'string' ? said : undefined));
  const id = idField(details, 'messageId');
  return id === undefined ? undefined : messageId(id);
};
