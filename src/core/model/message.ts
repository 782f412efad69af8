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
  /** Where it was seen, if not in the output of zca: in the gateway's database, or among what the gateway tells of its sessions. */
  readonly source?: 'database' | 'session';
  /** It was in the database, and its text had been taken out again before it could be read; of a group, its sender too. */
  readonly isTextUnseen?: true;
  /** The line as it came (sanitised, cut at 64 KiB), for the raw view. */
  readonly raw: string;
}

/** A message that a program on this machine sent, or tried to. Texts are sanitised. */
export interface Answer {
  readonly accountId: AccountId;
  readonly threadId: ThreadId;
  readonly isGroup: boolean;
  /** What was written; of a picture or link its address. */
  readonly text: string;
  /** When it had been sent, or had failed (epoch ms, by the clock of the console). */
  readonly atMs: number;
  readonly messageId?: MessageId | undefined;
  /** What zca or Zalo said, if it could not be sent. */
  readonly error?: string | undefined;
  /** Nothing was written: why the agent, or the gateway, failed on the message. */
  readonly agentError?: string | undefined;
  /** It was written by the agent; whether it was sent is not told. */
  readonly isUnconfirmed?: boolean;
}

/** What a gateway tells of a message it has let through to its agent. */
export interface AgentWork {
  readonly acceptedAtMs: number;
  /** The agent has begun. */
  readonly isRunning?: boolean;
  /** The reply as far as it is written. Sanitised. */
  readonly text?: string;
}

/** A line of the gateway's log that says what it did with a message. */
export interface GatewayReason {
  readonly atMs: number;
  /** Its own words. Sanitised. */
  readonly text: string;
  /** The account whose message came last before the line. */
  readonly accountId?: AccountId;
  /** What the line names: the message, the group, the sender; and whether it is about a group's message. */
  readonly messageId?: MessageId;
  readonly threadId?: ThreadId;
  readonly senderId?: UserId;
  readonly isGroup?: boolean;
}

/** An answer and the newest message it can be one to; undefined where none was heard in its thread. */
export interface PlacedAnswer extends Answer {
  readonly answers: MessageId | undefined;
}

/** What is known of what was sent. */
export interface Answers {
  /** Since when what is sent for an account is told here (epoch ms); nobody tells of one that is missing. */
  readonly toldSinceMs: Readonly<Record<AccountId, number>>;
  /** Oldest first, by account, kind and id of the thread. */
  readonly byThread: Readonly<Record<string, readonly PlacedAnswer[]>>;
  /** By account and message; of the last ones. Absent: nobody tells. */
  readonly work?: Readonly<Record<string, AgentWork>>;
}

/** What became of a message. `afterMs`: from its arrival to the first answer. */
export type MessageOutcome =
  | { readonly type: 'answered'; readonly afterMs: number; readonly answers: readonly Answer[] }
  | { readonly type: 'code-sent'; readonly afterMs: number; readonly answers: readonly Answer[] }
  /** The gateway told the sender why its agent failed, in the stead of an answer. */
  | {
      readonly type: 'agent-failed';
      readonly afterMs: number;
      readonly answers: readonly Answer[];
      readonly reason: string;
    }
  /** Zalo or zca refused it; `error` is what zca said. */
  | {
      readonly type: 'answer-failed';
      readonly afterMs: number;
      readonly answers: readonly Answer[];
      readonly error: string;
    }
  /** The rules promise an answer, and none has come for so long (ms). */
  | { readonly type: 'waiting'; readonly forMs: number; readonly work?: AgentWork }
  /** … nor will one: it is long ago. */
  | { readonly type: 'unanswered' };

/**
 * Where the fact and the rules differ: an answer that did not come, one that the rules forbid, or a message that the gateway let through to its
 * agent against them.
 */
export type Disagreement = 'missing' | 'unexpected' | 'let-through';
