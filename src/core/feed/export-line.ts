// One message as a line of an export. Its shape is documented in docs/feed.md; fields are added, never renamed. Pure.

import { senderNameOf } from '../directory/select-names.ts';
import type { Media, Message } from '../model/message.ts';
import type { VerdictKind, VerdictRule } from '../policy/verdict.ts';
import { reportJson } from '../shared/text/lenient-json.ts';
import type { ConsoleState } from '../state.ts';
import { threadNameOf } from './query.ts';
import { verdictOf } from './select-verdict.ts';

/** What a line holds, in this order. */
export interface ExportedMessage {
  readonly account: string;
  readonly id: string;
  /** UTC, ISO 8601, to the millisecond. */
  readonly sentAt: string;
  readonly receivedAt: string;
  readonly direction: 'in' | 'out';
  readonly thread: { readonly kind: 'direct' | 'group'; readonly id: string; readonly name?: string };
  readonly sender: { readonly id: string; readonly name?: string };
  readonly text: string;
  readonly media?: { readonly kind: string; readonly count: number; readonly type?: string };
  readonly quote?: string;
  /** As of the moment of the export, not of the message. Null: no config could be read, so nobody knows. */
  readonly verdict: {
    readonly kind: Exclude<VerdictKind, 'unknown'>;
    readonly answered: boolean;
    /** Of `unheard`: what the rules say. */
    readonly would?: VerdictKind;
    readonly rules: readonly VerdictRule[];
  } | null;
  /** The line zca printed, sanitised; empty for what was sent from here. */
  readonly raw: string;
}

const isoTime = (atMs: number): string => {
  const date = new Date(atMs);
  // A stranger's clock may say anything.
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
};

const exportedMedia = ({ kind, count, type }: Media): NonNullable<ExportedMessage['media']> => ({
  kind,
  count,
  type,
});

/** The message as it is exported. */
export const exportedMessage = (state: ConsoleState, message: Message): ExportedMessage => {
  const { kind, isLetThrough, rules, would } = verdictOf(state, message);
  const {
    accountId,
    id,
    sentAtMs,
    receivedAtMs,
    isOwn,
    isGroup,
    threadId,
    senderId,
    text,
    media,
    quote,
    raw,
  } = message;
  const threadName = threadNameOf(state, message);
  const senderName = senderNameOf(state, message);
  return {
    account: accountId,
    id,
    sentAt: isoTime(sentAtMs),
    receivedAt: isoTime(receivedAtMs),
    direction: isOwn ? 'out' : 'in',
    thread: {
      kind: isGroup ? 'group' : 'direct',
      id: threadId,
      name: threadName,
    },
    sender: { id: senderId, name: senderName },
    text,
    ...(media === undefined ? {} : { media: exportedMedia(media) }),
    ...(quote === undefined ? {} : { quote }),
    verdict: kind === 'unknown' ? null : { kind, answered: isLetThrough, would, rules },
    raw,
  };
};

/** One line of NDJSON, with its newline: harmless to print, too. */
export const exportLine = (state: ConsoleState, message: Message): string =>
  `${reportJson(exportedMessage(state, message))}\n`;
