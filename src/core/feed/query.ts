// Which messages a view of the feed shows.

import { groupNameOf, senderNameOf } from '../directory/select-names.ts';
import type { Message } from '../model/message.ts';
import { isBlockedKind } from '../policy/verdict.ts';
import { type AccountId, groupId, isInScope, type Scope, type ThreadId, type UserId } from '../shared/ids.ts';
import { memoizeBy } from '../shared/memo.ts';
import { fold } from '../shared/text/fold.ts';
import type { ConsoleState } from '../state.ts';
import { answersTo, isUnanswered } from './outcome.ts';
import { verdictInputs, verdictOf } from './select-verdict.ts';

export const feedKinds = [
  'all',
  'answered',
  'unanswered',
  'blocked',
  'pairing',
  'direct',
  'groups',
  'media',
] as const;
export type FeedKind = (typeof feedKinds)[number];

/** One sender, wherever they write, or one thread, whoever writes in it. */
export type FeedFocus =
  | { readonly type: 'sender'; readonly accountId: AccountId; readonly senderId: UserId }
  | {
      readonly type: 'thread';
      readonly accountId: AccountId;
      readonly threadId: ThreadId;
      readonly isGroup: boolean;
    };

/** Which messages to show; whatever is left out does not restrict. */
export interface FeedQuery {
  readonly scope?: Scope;
  readonly kind?: FeedKind;
  /** Searched for without regard to marks in names, text and ids. */
  readonly text?: string;
  readonly focus?: FeedFocus;
  /** Only what was received at or after (a cleared view). */
  readonly receivedFromMs?: number;
  /** Only what was received at or before (a paused view). */
  readonly receivedUntilMs?: number;
  /** Only what others wrote. */
  readonly isInbound?: boolean;
}

/** The name of the group a message was written in: the one it came with, else what is known of the group. Undefined for direct ones. */
export const threadNameOf = (
  state: ConsoleState,
  { isGroup, accountId, threadId, threadName }: Message,
): string | undefined =>
  isGroup ? (threadName ?? groupNameOf(state, accountId, groupId(threadId))) : undefined;

/** All of a message that a query may match, folded once. Names that come from elsewhere are added by the caller. */
const searchText = memoizeBy(({ senderName, threadName, text, quote, senderId, threadId, id }: Message) =>
  fold([senderName, threadName, text, quote, senderId, threadId, id].join('\n')),
);

const matchesText = (state: ConsoleState, message: Message, needle: string): boolean => {
  if (searchText(message).includes(needle)) return true;
  if (answersTo(state, message).some(({ text }) => fold(text).includes(needle))) return true;
  if (message.senderName === undefined && fold(senderNameOf(state, message) ?? '').includes(needle))
    return true;
  return (
    message.isGroup &&
    message.threadName === undefined &&
    fold(threadNameOf(state, message) ?? '').includes(needle)
  );
};

const kindTests: Readonly<Record<FeedKind, (state: ConsoleState, message: Message) => boolean>> = {
  all: () => true,
  answered: (state, message) => verdictOf(state, message).isLetThrough,
  unanswered: isUnanswered,
  blocked: (state, message) => isBlockedKind(verdictOf(state, message).kind),
  pairing: (state, message) => verdictOf(state, message).kind.startsWith('pairing'),
  direct: (_, { isGroup }) => !isGroup,
  groups: (_, { isGroup }) => isGroup,
  media: (_, { media }) => media !== undefined,
};

const byVerdict: readonly FeedKind[] = ['answered', 'unanswered', 'blocked', 'pairing'];

const isInFocus = (focus: FeedFocus | undefined, message: Message): boolean => {
  if (focus === undefined) return true;
  if (focus.accountId !== message.accountId) return false;
  return focus.type === 'sender'
    ? focus.senderId === message.senderId
    : focus.threadId === message.threadId && focus.isGroup === message.isGroup;
};

const isEverything = ({
  scope = 'all',
  kind = 'all',
  text = '',
  focus,
  receivedFromMs = 0,
  receivedUntilMs,
  isInbound,
}: FeedQuery): boolean =>
  scope === 'all' &&
  kind === 'all' &&
  text.trim() === '' &&
  focus === undefined &&
  receivedFromMs <= 0 &&
  (receivedUntilMs ?? Number.POSITIVE_INFINITY) === Number.POSITIVE_INFINITY &&
  isInbound !== true;

/**
 * All that decides whether a query shows a message, besides the message; names and verdicts only where the query asks for them. A name that
 * only the feed has heard counts as it was known when the message was looked at.
 */
export const queryInputs = (state: ConsoleState, query: FeedQuery): readonly unknown[] => {
  const {
    scope = 'all',
    kind = 'all',
    text = '',
    focus,
    receivedFromMs = 0,
    receivedUntilMs,
    isInbound = false,
  } = query;
  const names = text.trim() === '' ? [] : [state.directory, state.pairing.requests];
  const verdicts = byVerdict.includes(kind) ? verdictInputs(state) : [];
  const thread =
    focus?.type === 'thread'
      ? [focus.accountId, focus.threadId, focus.isGroup]
      : [focus?.accountId, focus?.senderId];
  return [
    scope,
    kind,
    fold(text.trim()),
    ...thread,
    receivedFromMs,
    receivedUntilMs,
    isInbound,
    ...names,
    ...verdicts,
    ...(kind === 'unanswered' || names.length > 0 ? [state.answers] : []),
  ];
};

/** Says of a message whether the query shows it; undefined if it shows all. */
export const queryTest = (
  state: ConsoleState,
  query: FeedQuery,
): ((message: Message) => boolean) | undefined => {
  if (isEverything(query)) return undefined;
  const {
    scope = 'all',
    kind = 'all',
    text = '',
    focus,
    receivedFromMs = 0,
    receivedUntilMs = Number.POSITIVE_INFINITY,
    isInbound,
  } = query;
  const needle = fold(text.trim());
  const isKind = kindTests[kind];
  return (message) =>
    isInScope(scope, message.accountId) &&
    message.receivedAtMs >= receivedFromMs &&
    message.receivedAtMs <= receivedUntilMs &&
    !(isInbound === true && message.isOwn) &&
    isInFocus(focus, message) &&
    isKind(state, message) &&
    (needle === '' || matchesText(state, message, needle));
};
