// The feed screen: which messages it shows, and what the gateway does with each.
import { type AccountId, groupId } from '../model/ids.ts';
import type { Message } from '../model/message.ts';
import { fold } from '../text/fold.ts';
import { memoizeBy, memoizeOn } from './memo.ts';
import { ownOr } from './own.ts';
import { isInScope, type Scope } from './scope.ts';
import { groupNameOf, senderNameOf } from './selectors-names.ts';
import { verdictInputs, verdictOf } from './selectors-verdict.ts';
import type { ConsoleState } from './state.ts';

/** What kinds of messages a view of the feed shows. */
export const feedKinds = ['all', 'answered', 'blocked', 'pairing', 'direct', 'groups', 'media'] as const;
/** One of {@link feedKinds}. */
export type FeedKind = (typeof feedKinds)[number];

/** Which messages to show; whatever is left out does not restrict. */
export interface FeedQuery {
  readonly scope?: Scope;
  readonly kind?: FeedKind;
  /** Searched for without regard to marks in names, text and ids. */
  readonly text?: string;
  /** Only what was received at or after (a cleared view). */
  readonly receivedFromMs?: number;
  /** Only what was received at or before (a paused view). */
  readonly receivedUntilMs?: number;
}

/** All of a message that a query may match, folded once. Names that come from elsewhere are added by the caller. */
const searchText = memoizeBy(({ senderName, threadName, text, quote, senderId, threadId, id }: Message) =>
  fold([senderName, threadName, text, quote, senderId, threadId, id].join('\n')),
);

const matchesText = (state: ConsoleState, message: Message, needle: string): boolean => {
  if (searchText(message).includes(needle)) return true;
  if (message.senderName === undefined && fold(senderNameOf(state, message) ?? '').includes(needle)) return true;
  return message.isGroup && message.threadName === undefined && fold(threadNameOf(state, message) ?? '').includes(needle);
};

const kindTests: Readonly<Record<FeedKind, (state: ConsoleState, message: Message) => boolean>> = {
  all: () => true,
  answered: (state, message) => verdictOf(state, message).isLetThrough,
  // Whoever gets a pairing code is not shut out, and what was sent from here is nobody's request.
  blocked: (state, message) => {
    const { kind, isLetThrough } = verdictOf(state, message);
    return !isLetThrough && kind !== 'pairing' && kind !== 'own' && kind !== 'ignored';
  },
  pairing: (state, message) => verdictOf(state, message).kind.startsWith('pairing'),
  direct: (_, { isGroup }) => !isGroup,
  groups: (_, { isGroup }) => isGroup,
  media: (_, { media }) => media !== undefined,
};

const byVerdict: readonly FeedKind[] = ['answered', 'blocked', 'pairing'];

/** What the answer depends on; names and verdicts only where the query asks for them. */
const feedInputs = (state: ConsoleState, query: FeedQuery): readonly unknown[] => {
  const { scope = 'all', kind = 'all', text = '', receivedFromMs, receivedUntilMs } = query;
  const names = text.trim() === '' ? [] : [state.directory, state.pairing.requests];
  const verdicts = byVerdict.includes(kind) ? verdictInputs(state) : [];
  return [state.feed.messages, scope, kind, text.trim(), receivedFromMs, receivedUntilMs, ...names, ...verdicts];
};

/** Messages in the order they were sent; the very array of the state where nothing is left out. */
export const feedMessages: (state: ConsoleState, query: FeedQuery) => readonly Message[] = memoizeOn(feedInputs, (state, query) => {
  const { scope = 'all', kind = 'all', text = '', receivedFromMs = 0, receivedUntilMs = Number.POSITIVE_INFINITY } = query;
  const needle = fold(text.trim());
  const { messages } = state.feed;
  if (scope === 'all' && kind === 'all' && needle === '' && receivedFromMs <= 0 && receivedUntilMs === Number.POSITIVE_INFINITY)
    return messages;
  const isKind = kindTests[kind];
  return messages.filter(
    (message) =>
      isInScope(scope, message.accountId) &&
      message.receivedAtMs >= receivedFromMs &&
      message.receivedAtMs <= receivedUntilMs &&
      isKind(state, message) &&
      (needle === '' || matchesText(state, message, needle)),
  );
});

/** The name of the group a message was written in: the one it came with, else what is known of the group. Undefined for direct ones. */
export const threadNameOf = (state: ConsoleState, { isGroup, accountId, threadId, threadName }: Message): string | undefined =>
  isGroup ? (threadName ?? groupNameOf(state, accountId, groupId(threadId))) : undefined;

/** Span over which the rate is taken (ms). */
const rateSpanMs = 2_000;

/** Messages received a second over the last two; looks only at the newest. */
export const feedRate = (state: ConsoleState, nowMs: number, scope: Scope = 'all'): number => {
  const { messages } = state.feed;
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    // Order is by time sent, which a late message upsets by little: a margin finds them without reading everything.
    if (message === undefined || message.receivedAtMs <= nowMs - rateSpanMs * 2) break;
    if (message.receivedAtMs > nowMs - rateSpanMs && !message.isOwn && isInScope(scope, message.accountId)) count += 1;
  }
  return (count * 1_000) / rateSpanMs;
};

/** When the scope was last written to (epoch ms), of all accounts the latest. */
export const lastMessageAtMs = (state: ConsoleState, scope: Scope): number | undefined => {
  const times = state.feed.lastMessageAtMs;
  if (scope !== 'all') return ownOr<number | undefined>(times, scope, undefined);
  const all = (Object.keys(times) as AccountId[]).map((id) => times[id] ?? 0);
  return all.length === 0 ? undefined : Math.max(...all);
};
