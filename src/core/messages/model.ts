import type { Capabilities } from '../openclaw/capabilities.ts';
import type { AccountId, ThreadId } from '../shared/ids.ts';
import { maxMessageUnits, messageParts } from '../shared/text/chunk.ts';

// What a written text becomes when it is sent as text, as a link or as media. Pure.

/** Why a written text cannot be sent in the form that was chosen. */
export type OutgoingProblem = 'empty' | 'no-address' | 'more-than-address' | 'long-caption';

/** What would be sent, in how many messages, or why nothing can be. */
export type OutgoingCheck =
  | { readonly ok: true; readonly content: OutgoingContent; readonly messages: number }
  | { readonly ok: false; readonly problem: OutgoingProblem };

/** Addresses that Zalo can fetch. */
const isAddress = (text: string): boolean => /^https?:\/\/\S+$/iu.test(text) && URL.canParse(text);

/**
 * Reads a written text. As media its first line is the address and what follows the caption (at most {@link maxMessageUnits} code
 * units); as a link it is the address alone.
 */
export const outgoingOf = (kind: OutgoingKind, text: string): OutgoingCheck => {
  if (text.trim() === '') return { ok: false, problem: 'empty' };
  if (kind === 'text')
    return { ok: true, content: { type: 'text', text }, messages: messageParts(text).length };
  const [url = '', ...more] = text.trim().split('\n');
  const address = url.trim();
  if (!isAddress(address)) return { ok: false, problem: 'no-address' };
  const caption = more.join('\n').trim();
  if (kind === 'link') {
    return caption === ''
      ? { ok: true, content: { type: 'link', url: address }, messages: 1 }
      : { ok: false, problem: 'more-than-address' };
  }
  if (caption.length > maxMessageUnits) return { ok: false, problem: 'long-caption' };
  return {
    ok: true,
    content: { type: 'media', url: address, ...(caption === '' ? {} : { caption }) },
    messages: 1,
  };
};

/** Where a message goes: the thread of an account. `name` is what people call it, for questions and the feed. */
export interface SendTo {
  readonly accountId: AccountId;
  readonly threadId: ThreadId;
  readonly isGroup: boolean;
  readonly name?: string;
}

/** The forms a message can have: text, a link with its preview, a picture, video or voice message by its address. */
const outgoingKinds = ['text', 'link', 'media'] as const;
export type OutgoingKind = (typeof outgoingKinds)[number];

/** Those that can be sent: a gateway that holds the session itself is given no pictures from here (the gateway's live contract). */
export const kindsBy = ({ drivesZca }: Pick<Capabilities, 'drivesZca'>): readonly OutgoingKind[] =>
  drivesZca ? outgoingKinds : outgoingKinds.filter((kind) => kind !== 'media');

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
export const sendKey = ({ accountId, threadId, isGroup }: SendTo): string =>
  `${accountId}:${isGroup ? 'group' : 'direct'}:${threadId}`;
