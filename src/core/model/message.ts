import type { AccountId, MessageId, ThreadId, UserId } from '../shared/ids.ts';
import type { Written } from '../shared/text/exactly.ts';

/**
 * What a message is besides its text. `recommended`: a call, a contact card or a link, and zca does not say which. `call`: it does not say
 * whether it was missed; our own does (`missed-call`, `ended-call`). `unprintable`: a text that zca could not print. `other`: of a type that is not known.
 */
export type MediaKind =
  | 'image'
  | 'video'
  | 'voice'
  | 'file'
  | 'link'
  | 'sticker'
  | 'location'
  | 'poll'
  | 'reminder'
  | 'bank-card'
  | 'contact'
  | 'greeting-card'
  | 'call'
  | 'missed-call'
  | 'ended-call'
  | 'recalled'
  | 'recommended'
  | 'unprintable'
  | 'other';

/** What comes with a message, or what it is instead of a text. */
export interface Media {
  readonly kind: MediaKind;
  /** How many; the addresses of one thing in several sizes are one. */
  readonly count: number;
  /** Zalo's own name of a kind that is not known, such as `chat.foo`. */
  readonly type?: string;
  /** What it says, where our zca tells: a name and a number, a place, a question, how long a call was. Sanitised, on one line. */
  readonly about?: string;
  /** The text stands first in what the gateway reads: zca has put no lines about an attachment before it. */
  readonly isTextFirst?: boolean;
}

/** One inbound message, every string sanitised and in NFC. */
export interface Message {
  readonly id: MessageId;
  readonly accountId: AccountId;
  readonly threadId: ThreadId;
  readonly isGroup: boolean;
  readonly threadName?: string;
  /**
   * The name of the group as the gateway compares it, exactly as the line has it, where that is not `threadName`; empty where the gateway sees none.
   */
  readonly writtenThreadName?: Written;
  readonly senderId: UserId;
  readonly senderName?: string;
  /** What was written, without the `[media attached: …]` and `[reply context: …]` lines zca adds. */
  readonly text: string;
  /** True if the program's `content` was blank: the gateway ignores such a message. */
  readonly isBlank: boolean;
  readonly media?: Media;
  /** What it replies to, if anything. */
  readonly quote?: string;
  /** Who wrote that. */
  readonly quotedId?: UserId;
  /** Who is mentioned, by id. */
  readonly mentionedIds?: readonly UserId[];
  /** When it was sent (epoch ms): `ts` if present, else `timestamp` × 1000. */
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  /** True for what was sent from here: zca never prints own messages. */
  readonly isOwn: boolean;
  /** It was sent while nobody listened: the gateway has not seen it either. */
  readonly isMissed?: boolean;
  /** The line as it came (sanitised, cut at 64 KiB), for the raw view. */
  readonly raw: string;
}
