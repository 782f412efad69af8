import type { AccountId, MessageId, ThreadId, UserId } from './ids.ts';

/** What is attached to a message; `other` for what zca names in no way known. */
export type MediaKind = 'image' | 'video' | 'voice' | 'file' | 'link' | 'sticker' | 'other';

/** One inbound message, every string sanitised and in NFC. */
export interface Message {
  readonly id: MessageId;
  readonly accountId: AccountId;
  readonly threadId: ThreadId;
  readonly isGroup: boolean;
  readonly threadName?: string;
  readonly senderId: UserId;
  readonly senderName?: string;
  /** What was written, without the `[media attached: …]` and `[reply context: …]` lines zca adds. */
  readonly text: string;
  /** True if the program's `content` was blank: the gateway ignores such a message. */
  readonly isBlank: boolean;
  readonly media?: { readonly kind: MediaKind; readonly count: number };
  /** What it replies to, if anything. */
  readonly quote?: string;
  /** When it was sent (epoch ms): `ts` if present, else `timestamp` × 1000. */
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  /** True for what was sent from here: zca never prints own messages. */
  readonly isOwn: boolean;
  /** The line as it came (sanitised, cut at 64 KiB), for the raw view. */
  readonly raw: string;
}
