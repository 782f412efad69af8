import type { AccountId, MessageId, ThreadId } from '../shared/ids.ts';

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
  /** What zca said, if it could not be sent. */
  readonly error?: string | undefined;
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
  | { readonly type: 'waiting'; readonly forMs: number }
  /** … nor will one: it is long ago. */
  | { readonly type: 'unanswered' };

/** Where the fact and the rules differ: an answer that did not come, or one that the rules forbid. */
export type Disagreement = 'missing' | 'unexpected';
