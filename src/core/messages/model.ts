import type { AccountId, ThreadId } from '../shared/ids.ts';

/** Where a message goes: the thread of an account. `name` is what people call it, for questions and the feed. */
export interface SendTo {
  readonly accountId: AccountId;
  readonly threadId: ThreadId;
  readonly isGroup: boolean;
  readonly name?: string;
}

/** The forms a message can have: text, a link with its preview, a picture, video or voice message by its address. */
export const outgoingKinds = ['text', 'link', 'media'] as const;
/** One of {@link outgoingKinds}. */
export type OutgoingKind = (typeof outgoingKinds)[number];

/** What is sent. A text longer than one message goes out as several. */
export type OutgoingContent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'link'; readonly url: string }
  | { readonly type: 'media'; readonly url: string; readonly caption?: string };

/** A send under way: `sent` of `total` messages have gone out. */
export interface SendState {
  readonly total: number;
  readonly sent: number;
  readonly startedAtMs: number;
  /** The operator asked to stop: the message being sent is the last one. */
  readonly isStopping: boolean;
}

/** Names a thread across accounts: key of `ConsoleState.sends`. A person and a group never share one. */
export const sendKey = ({ accountId, threadId, isGroup }: SendTo): string => `${accountId}:${isGroup ? 'group' : 'direct'}:${threadId}`;
