// What a gateway tells of its sessions (docs/contract/gateway-live.md): which messages it accepted, what its agent makes of them. Only those
// of this channel; everything else is passed over. Pure.
import type { Message } from '../model/message.ts';
import type { GatewayEvent } from '../openclaw/gateway-client/model.ts';
import {
  type AccountId,
  accountId,
  defaultAccountId,
  messageId,
  type ThreadId,
  threadId,
  userId,
} from '../shared/ids.ts';
import { cutUnits, sanitizeLine, sanitizeText } from '../shared/text/sanitize.ts';
import { idOf, isRecord, type JsonRecord, nameField, numberField, recordField } from '../zca/fields.ts';

/** A session of this channel: one a person, whatever account they wrote to, and one a group. */
export interface SessionThread {
  readonly key: string;
  readonly threadId: ThreadId;
  readonly isGroup: boolean;
}

export type SessionNews =
  /** Something goes on in it. */
  | { readonly type: 'active' }
  /** The gateway let the message through, to its agent. */
  | { readonly type: 'accepted'; readonly message: Message }
  | { readonly type: 'started' }
  /** The reply as far as it is written. */
  | { readonly type: 'writing'; readonly text: string }
  /** The reply, whole; whether Zalo takes it is not told. */
  | { readonly type: 'written'; readonly text: string }
  | { readonly type: 'failed'; readonly reason: string };

export interface SessionEvent {
  readonly thread: SessionThread;
  readonly news: SessionNews;
}

/** What an event does not say itself. */
export interface SessionContext {
  readonly nowMs: number;
  /** Of a gateway before 2026.8.1, which names neither message nor sender. Default: no. */
  readonly isOlder?: boolean;
}

const [maxTextUnits, maxReasonUnits] = [8_192, 500];

/** The session of a key such as `agent:main:zalouser:group:GROUP`; undefined for that of another channel. */
export const sessionThread = (key: unknown): SessionThread | undefined => {
  const found = typeof key === 'string' ? /^agent:[^:]+:zalouser:(direct|group):([^:]+)$/u.exec(key) : null;
  const id = idOf(found?.[2]);
  return typeof key !== 'string' || id === undefined
    ? undefined
    : { key, threadId: threadId(id), isGroup: found?.[1] === 'group' };
};

const clean = (text: string): string => cutUnits(sanitizeText(cutUnits(text, maxTextUnits)), maxTextUnits);

/** A text, or the texts of its parts. */
const textOf = (content: unknown): string => {
  if (typeof content === 'string') return clean(content);
  const parts: readonly unknown[] = Array.isArray(content) ? content : [];
  const texts = parts.flatMap((part) =>
    isRecord(part) && part['type'] === 'text' && typeof part['text'] === 'string' ? [part['text']] : [],
  );
  return clean(texts.join('\n'));
};

/** Sessions of people have no account: each message says its own. */
const accountOf = (payload: JsonRecord, inner: JsonRecord): AccountId =>
  accountId(
    idOf(recordField(inner, 'senderIdentity')['accountId']) ??
      idOf(recordField(payload, 'origin')['accountId']) ??
      idOf(payload['lastAccountId']) ??
      defaultAccountId,
  );

interface Named {
  readonly id: string;
  readonly senderId: string;
  readonly name: string | undefined;
}

/** How a gateway names a message and its sender. Older ones name neither: the line of the transcript, and of a person the thread. */
const namesIn = (
  thread: SessionThread,
  payload: JsonRecord,
  message: JsonRecord,
  isOlder: boolean,
): Named | undefined => {
  const inner = recordField(message, '__openclaw');
  const transport = recordField(inner, 'transport')['messageId'];
  const id = typeof transport === 'string' ? idOf(transport.split(':')[0]) : undefined;
  const senderId = idOf(inner['senderId']);
  if (id !== undefined && senderId !== undefined)
    return { id, senderId, name: nameField(inner, 'senderName') };
  const line = idOf(inner['id']) ?? idOf(payload['messageId']);
  // What another session, or the program itself, has put in says where it is from.
  if (!isOlder || line === undefined || 'provenance' in message) return undefined;
  const label = nameField(message, 'senderLabel');
  if (thread.isGroup) return { id: line, senderId: '', name: label };
  return {
    id: line,
    senderId: thread.threadId,
    name: label ?? nameField(recordField(payload, 'origin'), 'label'),
  };
};

const acceptedMessage = (
  thread: SessionThread,
  payload: JsonRecord,
  message: JsonRecord,
  { nowMs, isOlder = false }: SessionContext,
): Message | undefined => {
  const inner = recordField(message, '__openclaw');
  const named = namesIn(thread, payload, message, isOlder);
  const text = textOf(message['content']);
  if (named === undefined || (isOlder && text.trim() === '')) return undefined;
  const { id, senderId, name } = named;
  return {
    id: messageId(id),
    accountId: accountOf(payload, inner),
    threadId: thread.threadId,
    isGroup: thread.isGroup,
    senderId: userId(senderId),
    ...(name === undefined ? {} : { senderName: name }),
    text,
    isBlank: text.trim() === '',
    sentAtMs: numberField(message, 'timestamp') ?? nowMs,
    receivedAtMs: nowMs,
    isOwn: false,
    raw: '',
    source: 'session',
  };
};

const messageNews = (
  thread: SessionThread,
  payload: JsonRecord,
  context: SessionContext,
): SessionNews | undefined => {
  const message = recordField(payload, 'message');
  if (message['role'] === 'user') {
    const accepted = acceptedMessage(thread, payload, message, context);
    return accepted && { type: 'accepted', message: accepted };
  }
  const runId = idOf(recordField(message, '__openclaw')['runId']);
  // What the gateway says in the stead of its agent belongs to no run.
  const isReply = runId !== undefined || context.isOlder === true;
  const text = textOf(message['content']);
  if (message['role'] !== 'assistant' || !isReply || text.trim() === '') return undefined;
  return { type: 'written', text };
};

const chatNews = (payload: JsonRecord): SessionNews | undefined => {
  if (payload['state'] === 'delta')
    return { type: 'writing', text: textOf(recordField(payload, 'message')['content']) };
  if (payload['state'] !== 'error') return undefined;
  const reason = payload['errorMessage'];
  return {
    type: 'failed',
    reason: typeof reason === 'string' && reason.trim() !== '' ? sanitizeLine(reason, maxReasonUnits) : '',
  };
};

const newsOf = (
  name: string,
  thread: SessionThread,
  payload: JsonRecord,
  context: SessionContext,
): SessionNews | undefined => {
  switch (name) {
    case 'sessions.changed':
      return { type: 'active' };
    case 'session.message':
      return messageNews(thread, payload, context);
    case 'chat':
      return chatNews(payload);
    case 'agent':
      return payload['stream'] === 'lifecycle' && recordField(payload, 'data')['phase'] === 'start'
        ? { type: 'started' }
        : undefined;
    default:
      return undefined;
  }
};

/** Reads an event of the connection; undefined for one that is of no session of this channel, or says nothing that is used. */
export const readSessionEvent = (
  { name, payload }: GatewayEvent,
  context: SessionContext,
): SessionEvent | undefined => {
  if (!isRecord(payload)) return undefined;
  const thread = sessionThread(payload['sessionKey']);
  const news = thread && newsOf(name, thread, payload, context);
  return news && { thread, news };
};

/** The sessions of this channel in the answer to `sessions.subscribe`. */
export const readSessionList = (payload: unknown): readonly SessionThread[] => {
  const list = isRecord(payload) ? recordField(payload, 'list')['sessions'] : undefined;
  const sessions: readonly unknown[] = Array.isArray(list) ? list : [];
  return sessions.flatMap((session) => (isRecord(session) ? (sessionThread(session['key']) ?? []) : []));
};
