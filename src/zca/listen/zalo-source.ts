// A session of Zalo's own, over zca-js. Which closes are mended, how soon and how often is the server's list; zca-js keeps to it, too, but
// counts reconnects for as long as it runs, and so goes deaf after ten hours of an hourly close. Here a connection that worked counts anew.

import type { Profile } from '../home.ts';
import type { API } from '../session.ts';
import { isRecord, type JsonRecord, typeOf } from './content.ts';
import { type Heard, HeardKeeper, readHeard } from './heard.ts';
import { contentsOf, idOfMessage, lineOf, sentAtMs, type ZaloMessage } from './line.ts';
import type { MediaStore } from './media.ts';
import { leaveOwnerFile, ownedBy, takeOwnerFile } from './owner-file.ts';
import type { SessionSource, SourceEnd, SourceSink } from './source.ts';

/** What a source of Zalo's works with. */
export interface ZaloSourceOptions {
  readonly profile: Profile;
  readonly heardFile: string;
  readonly media: MediaStore;
  /** Reconnects by itself (`-k`). */
  readonly keepAlive: boolean;
  /** Ends the process with 75 after so long (ms), for whoever starts it afresh. */
  readonly recycleMs: number | undefined;
  readonly open: (profile: Profile, signal: AbortSignal) => Promise<API>;
  /** What is said of a failure. */
  readonly wordsOf: (error: unknown) => string;
}

/** As openzca waits after the closes it mends itself (ms). */
const againAfterMs = 2_000;
/** Whoever takes the session again and again is not fought for ever (ms). */
const longestAgainMs = 60_000;
/** Without a connection, and nothing of the server's list left to try (ms). */
const reopenAfterMs = [2_000, 5_000, 10_000, 30_000, 60_000];
const recycleCode = 75;
/** Zalo's clock and ours need not agree, and a message may be on its way when a connection ends (ms). */
const overlapMs = 5_000;
/** Zalo answers at once what was sent before, if it does (ms). */
const holdLimitMs = 1_000;
/** A connection that is closed has gone after so long, whatever the other side says (ms). */
const closingLimitMs = 500;

/** A connection was closed on purpose, or another one has taken its place. */
const manual = 1000;
const replaced = 3000;
const lost = 1006;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });

/** No answer at all: it may come back. Zalo's own refusal does not. */
const isNetwork = (error: unknown): boolean =>
  error instanceof Error &&
  (error instanceof TypeError || /\b(?:ETIMEDOUT|ECONN\w+|ENOTFOUND|EAI_AGAIN)\b/u.test(error.message));

const messageOf = (error: unknown): string => {
  const message =
    isRecord(error) || error instanceof Error ? (error as { message?: unknown }).message : error;
  return typeof message === 'string' && message !== '' ? message : String(error);
};

/** What the server says of a close: how long to wait before the next try; undefined: it is not mended. */
const retryAfter = (api: API, code: number, count: number): number | undefined => {
  const { retries, close_and_retry_codes: codes } = api.getContext().settings.features.socket;
  const rule = retries[String(code)];
  if (!codes.includes(code) || rule === undefined || count >= (rule.max || 0)) return undefined;
  const times = typeof rule.times === 'number' ? [rule.times] : rule.times;
  return times[Math.min(count, times.length - 1)];
};

interface Closed {
  readonly code: number;
  readonly reason: string;
  /** It had been connected. */
  readonly worked: boolean;
}

interface MessageSocket {
  onmessage: ((event: unknown) => unknown) | null;
  onclose: ((event: unknown) => unknown) | null;
}

const isMessageSocket = (value: unknown): value is MessageSocket =>
  typeof value === 'object' &&
  value !== null &&
  'onmessage' in value &&
  typeof value.onmessage === 'function' &&
  'onclose' in value &&
  typeof value.onclose === 'function';

/**
 * zca-js decodes what comes in side by side, so that in a burst a later message overtakes an earlier one. One after the other they keep
 * the order in which the server sent them. A close comes after them too: with it zca-js forgets the key that the rest of a burst needs.
 */
const readInOrder = (listener: object): void => {
  const socket: unknown = 'ws' in listener ? listener.ws : undefined;
  if (!isMessageSocket(socket)) return;
  const { onmessage: read, onclose: close } = socket;
  let tail: Promise<unknown> = Promise.resolve();
  socket.onmessage = (event) => {
    tail = tail.then(() => read?.(event));
  };
  socket.onclose = (event) => {
    tail = tail.then(() => close?.(event));
  };
};

/** One message after the other in each chat, however long what comes with one takes to fetch. */
class InOrder {
  readonly #tails = new Map<string, Promise<void>>();

  run(key: string, work: (() => Promise<void>) | undefined, then: () => void): void {
    const before = this.#tails.get(key);
    if (before === undefined && work === undefined) {
      then();
      return;
    }
    const tail = (async () => {
      await Promise.all([before, work?.()]);
      then();
    })();
    this.#tails.set(key, tail);
    void tail.finally(() => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    });
  }
}

/** Messages that wait for older ones. */
interface Held {
  readonly messages: ZaloMessage[];
  /** Of persons (0), of groups (1): not answered yet. */
  readonly open: Set<number>;
  readonly timer: NodeJS.Timeout;
}

class ZaloSource implements SessionSource {
  readonly #options: ZaloSourceOptions;
  readonly #order = new InOrder();
  readonly #heard: HeardKeeper;
  readonly #ownIds = new Set<string>();
  #revive: (() => void) | undefined;
  /** What was sent since belongs to the messages, as somebody was listening then. */
  #sinceMs: number | undefined;
  /** The earliest that anybody has listened since. */
  #coveredMs = 0;
  /** What comes while Zalo is asked for what was sent before: it is printed after that. */
  #held: Held | undefined;
  /** Asks Zalo for its last messages; undefined without a connection. */
  #ask: (() => void) | undefined;
  /** How much later than Zalo's this machine's clock is, with the way of a message (ms). */
  #skewMs: number | undefined;
  /** Until when somebody listened before this one began. */
  #before: Heard | undefined;

  constructor(options: ZaloSourceOptions) {
    this.#options = options;
    this.#heard = new HeardKeeper(options.heardFile);
  }

  joined(sinceMs: number): void {
    this.#revive?.();
    if (sinceMs >= this.#coveredMs) return;
    this.#coveredMs = sinceMs;
    this.#sinceMs = sinceMs;
    this.#ask?.();
  }

  async run(sink: SourceSink, sinceMs: number | undefined, signal: AbortSignal): Promise<SourceEnd> {
    const { profile, heardFile, recycleMs, wordsOf } = this.#options;
    this.#sinceMs = sinceMs;
    this.#coveredMs = sinceMs ?? Date.now();
    this.#before = sinceMs === undefined ? await readHeard(heardFile) : undefined;
    const ownerFile = { profile: profile.name, file: profile.listenerOwnerFile };
    const owner = await takeOwnerFile(ownerFile);
    if (owner !== undefined) return { exitCode: 1, error: `Error: ${ownedBy(profile.name, owner)}` };
    const recycle = new AbortController();
    const timer =
      recycleMs === undefined
        ? undefined
        : setTimeout(() => {
            sink.complain(`Listener recycle triggered after ${recycleMs}ms to prevent stale session.`);
            recycle.abort();
          }, recycleMs);
    try {
      const end = await this.#listen(sink, AbortSignal.any([signal, recycle.signal]));
      return recycle.signal.aborted && !signal.aborted ? { exitCode: recycleCode } : end;
    } catch (error) {
      if (signal.aborted) return { exitCode: 0 };
      return recycle.signal.aborted ? { exitCode: recycleCode } : { exitCode: 1, error: wordsOf(error) };
    } finally {
      clearTimeout(timer);
      await this.#heard.end();
      await leaveOwnerFile(ownerFile);
    }
  }

  /** Opens a session, and another one whenever it ends in a way that a new one can mend. @throws what ends the process */
  async #listen(sink: SourceSink, signal: AbortSignal): Promise<SourceEnd> {
    const { profile, open } = this.#options;
    let failures = 0;
    for (let count = 0; !signal.aborted; count += 1) {
      let api: API;
      try {
        api = await open(profile, signal);
      } catch (error) {
        if (count === 0 || !isNetwork(error)) throw error;
        if (signal.aborted) break;
        sink.complain(`Listener error: ${messageOf(error)}`);
        await pause(reopenAfterMs[Math.min(failures, reopenAfterMs.length - 1)] ?? 0, signal);
        failures += 1;
        continue;
      }
      sink.opened();
      const end = await this.#hear(api, sink, signal);
      if (end === 'ended') return { exitCode: 0 };
      if (end.worked) failures = 0;
      await pause(reopenAfterMs[Math.min(failures, reopenAfterMs.length - 1)] ?? 0, signal);
      failures += 1;
    }
    return { exitCode: 0 };
  }

  /** Hears until nothing but a new session helps. */
  async #hear(
    api: API,
    sink: SourceSink,
    signal: AbortSignal,
  ): Promise<'ended' | { readonly worked: boolean }> {
    const { keepAlive } = this.#options;
    this.#attach(api, sink, signal);
    const failures = new Map<number, number>();
    let worked = false;
    let [againMs, kickedAtMs] = [againAfterMs, Number.NEGATIVE_INFINITY];
    for (;;) {
      const closed = await this.#connectOnce(api, sink, signal);
      if (signal.aborted) return 'ended';
      if (closed.worked) this.#sinceMs = Date.now() - overlapMs;
      worked ||= closed.worked;
      if (closed.worked) failures.clear();
      const count = failures.get(closed.code) ?? 0;
      const retryMs = keepAlive ? retryAfter(api, closed.code, count) : undefined;
      if (retryMs !== undefined) {
        failures.set(closed.code, count + 1);
        await pause(retryMs, signal);
        continue;
      }
      sink.connected(false);
      sink.say(`Listener closed (${closed.code}) ${closed.reason}`);
      if (!keepAlive) return 'ended';
      if (closed.code === lost) return { worked };
      if (closed.code === manual || closed.code === replaced) {
        // Somebody takes the session back each time: later and later.
        const isAgain = Date.now() - kickedAtMs < longestAgainMs + againMs;
        againMs = isAgain ? Math.min(againMs * 2, longestAgainMs) : againAfterMs;
        kickedAtMs = Date.now();
        await pause(againMs, signal);
        continue;
      }
      // Another log-in has the session now, or the server does not want this one: to take it back unasked would be for ever. It waits for
      // somebody who joins, who asked to listen.
      await this.#waitForReader(signal);
      return signal.aborted ? 'ended' : { worked };
    }
  }

  #waitForReader(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.#revive = undefined;
        signal.removeEventListener('abort', end);
        resolve();
      };
      this.#revive = end;
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) end();
    });
  }

  /** One connection, from its start to its end. */
  #connectOnce(api: API, sink: SourceSink, signal: AbortSignal): Promise<Closed> {
    const { listener } = api;
    return new Promise((resolve) => {
      let worked = false;
      const connected = (): void => {
        worked = true;
        sink.connected(true);
        sink.say('Connected to Zalo websocket.');
        this.#heard.heard(undefined);
      };
      // Without the key that comes first, what Zalo answers cannot be read.
      const keyed = (): void => {
        this.#ask = () => this.#catchUp(listener, sink, signal);
        if (this.#sinceMs !== undefined || this.#before !== undefined) this.#ask();
      };
      const end = (code: number, reason: string): void => {
        listener.off('connected', connected);
        listener.off('cipher_key', keyed);
        listener.off('closed', end);
        signal.removeEventListener('abort', stop);
        clearTimeout(timer);
        this.#ask = undefined;
        this.#release(sink, signal);
        resolve({ code, reason, worked });
      };
      let timer: NodeJS.Timeout | undefined;
      const stop = (): void => {
        listener.stop();
        timer = setTimeout(() => end(manual, ''), closingLimitMs);
      };
      listener.on('connected', connected);
      listener.on('cipher_key', keyed);
      listener.on('closed', end);
      signal.addEventListener('abort', stop, { once: true });
      listener.start({ retryOnClose: false });
      readInOrder(listener);
      if (signal.aborted) stop();
    });
  }

  /** What is heard, for as long as the session is used. */
  #attach(api: API, sink: SourceSink, signal: AbortSignal): void {
    const { listener } = api;
    listener.on('error', (error: unknown) => {
      if (!signal.aborted) sink.complain(`Listener error: ${messageOf(error)}`);
    });
    listener.on('message', (given) => {
      const message = asMessage(given);
      const sentMs = sentAtMs(message);
      if (sentMs !== undefined) this.#skewMs = Math.min(this.#skewMs ?? Infinity, Date.now() - sentMs);
      if (this.#held === undefined) this.#take(message, sink, signal);
      else this.#held.messages.push(message);
    });
    listener.on('undo', ({ data, threadId, isGroup, isSelf }) => {
      const content: JsonRecord = isRecord(data.content) ? data.content : {};
      sink.event({
        event: 'recalled',
        threadId,
        isGroup,
        isOwn: isSelf,
        byId: data.uidFrom,
        msgId: idText(content['globalMsgId']),
        cliMsgId: idText(content['cliMsgId']),
        ts: idText(data.ts),
      });
    });
    listener.on('reaction', ({ data, threadId, isGroup, isSelf }) => {
      const [message] = data.content.rMsg;
      sink.event({
        event: 'reaction',
        threadId,
        isGroup,
        isOwn: isSelf,
        byId: data.uidFrom,
        byName: data.dName,
        icon: data.content.rIcon,
        msgId: idText(message?.gMsgID),
        cliMsgId: idText(message?.cMsgID),
        ts: idText(data.ts),
      });
    });
    listener.on('old_messages', (messages, type) => {
      this.#takeOld(messages.map(asMessage), sink, signal);
      this.#held?.open.delete(type);
      if (this.#held?.open.size === 0) this.#release(sink, signal);
    });
  }

  /** Asks for the last messages, and holds what comes until they are there. */
  #catchUp(listener: API['listener'], sink: SourceSink, signal: AbortSignal): void {
    const messages = this.#held?.messages ?? [];
    clearTimeout(this.#held?.timer);
    const timer = setTimeout(() => this.#release(sink, signal), holdLimitMs);
    this.#held = { messages, open: new Set([0, 1]), timer };
    listener.requestOldMessages(0);
    listener.requestOldMessages(1);
  }

  #release(sink: SourceSink, signal: AbortSignal): void {
    const held = this.#held;
    if (held === undefined) return;
    clearTimeout(held.timer);
    this.#held = undefined;
    this.#before = undefined;
    for (const message of held.messages) this.#take(message, sink, signal);
  }

  /** @param atMs when it was sent, of one that was not heard at once */
  #take(message: ZaloMessage, sink: SourceSink, signal: AbortSignal, atMs?: number): void {
    const id = idOfMessage(message);
    if (message.isSelf) {
      this.#takeOwn(message, id, sink);
      return;
    }
    const { media } = this.#options;
    const said = contentsOf(message);
    const [wanted, quoted] = [said.content.media, said.quote?.media];
    const fetched: {
      media?: Awaited<ReturnType<MediaStore['fetch']>>;
      quote?: Awaited<ReturnType<MediaStore['fetch']>>;
    } = {};
    const work =
      wanted === undefined && quoted === undefined
        ? undefined
        : async (): Promise<void> => {
            if (wanted !== undefined) fetched.media = await media.fetch(wanted.kind, wanted.url, signal);
            if (quoted !== undefined) fetched.quote = await media.fetch(quoted.kind, quoted.url, signal);
          };
    this.#heard.heard(id);
    this.#order.run(message.threadId, work, () => {
      sink.message({ ...lineOf(message, said, fetched), atMs });
    });
  }

  /** Written on the phone, or sent by a call of zca. */
  #takeOwn(message: ZaloMessage, id: string | undefined, sink: SourceSink): void {
    if (id !== undefined && this.#ownIds.has(id)) return;
    if (id !== undefined) this.#ownIds.add(id);
    const { content } = contentsOf(message);
    sink.event({
      event: 'own',
      threadId: message.threadId,
      isGroup: message.type === 1,
      msgId: idText(message.data['msgId']),
      msgType: typeOf(message.data['msgType']),
      text: content.text,
      ts: idText(message.data['ts']),
    });
  }

  /** Zalo tells its last messages: those since somebody listened belong to the others, those from before were missed. */
  #takeOld(messages: readonly ZaloMessage[], sink: SourceSink, signal: AbortSignal): void {
    const [sinceMs, before] = [this.#sinceMs ?? Infinity, this.#before];
    const known = new Set(before?.ids);
    const order = messages.toSorted(
      (left, right) =>
        (sentAtMs(left) ?? 0) - (sentAtMs(right) ?? 0) ||
        Number(left.data['msgId']) - Number(right.data['msgId']),
    );
    for (const message of order) {
      const sentMs = sentAtMs(message);
      const id = idOfMessage(message);
      if (message.isSelf || sentMs === undefined || id === undefined) continue;
      const atMs = sentMs + (this.#skewMs ?? 0);
      if (atMs >= sinceMs) this.#take(message, sink, signal, atMs);
      else if (before !== undefined && atMs > before.atMs && atMs < this.#coveredMs && !known.has(id)) {
        const line = lineOf(message, contentsOf(message), {});
        this.#heard.heard(id);
        sink.event({ event: 'missed', message: JSON.parse(line.text) as unknown, more: line.more });
      }
    }
  }
}

const idText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

const asMessage = ({
  type,
  threadId,
  isSelf,
  data,
}: {
  readonly type: number;
  readonly threadId: string;
  readonly isSelf: boolean;
  readonly data: object;
}): ZaloMessage => ({ type, threadId, isSelf, data: { ...data } });

/** A source over zca-js. */
export const createZaloSource = (options: ZaloSourceOptions): SessionSource => new ZaloSource(options);
