// "Send a message from another phone": what came of it, whoever heard it.

import { verdictOf } from '../feed/select-verdict.ts';
import type { Message } from '../model/message.ts';
import type { PairingRequest } from '../model/people.ts';
import type { AccountId } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import type { Hint } from '../shared/remedy.ts';
import type { ConsoleState } from '../state.ts';
import { setUpSentences as words } from './words-set-up.ts';

/** What the test message came to. */
export interface SetUpTest {
  readonly sentence: string;
  /** What is to be done about it; absent: it worked. */
  readonly next?: Hint;
  /** The message, where this console heard it. */
  readonly message?: Message;
  /** The request the sender now has pending. */
  readonly request?: PairingRequest;
}

const heardHere = ({ feed }: ConsoleState, accountId: AccountId, sinceMs: number): Message | undefined => {
  for (let at = feed.messages.length - 1; at >= 0; at -= 1) {
    const message = feed.messages.at(at);
    if (message === undefined || (message.receivedAtMs < sinceMs && message.sentAtMs < sinceMs))
      return undefined;
    if (message.accountId === accountId && !message.isOwn && message.receivedAtMs >= sinceMs) return message;
  }
  return undefined;
};

/** A request that was made, or made again, since then. */
const requestOf = (
  { pairing }: ConsoleState,
  accountId: AccountId,
  isIt: (request: PairingRequest) => boolean,
): PairingRequest | undefined =>
  pairing.requests.findLast((request) => request.accountId === accountId && isIt(request));

/** By the feed of this console, which says why. */
const byFeed = (state: ConsoleState, message: Message): SetUpTest => {
  const { accountId, senderId } = message;
  const verdict = verdictOf(state, message);
  const who = message.senderName ?? senderId;
  const sentence = words.heard(who, verdict.kind);
  if (verdict.isLetThrough) return { sentence, message };
  const request = requestOf(state, accountId, (one) => one.senderId === senderId);
  const why = verdict.rules.at(-1)?.sentence;
  if (verdict.kind === 'pairing')
    return { sentence, next: words.approveIt(request !== undefined), message, ...(request && { request }) };
  return { sentence, next: words.seeFeed(why), message };
};

/** Where the gateway listens this console hears nothing itself: it goes by the requests and by the gateway's word. */
const byGateway = (state: ConsoleState, accountId: AccountId, sinceMs: number): SetUpTest | undefined => {
  const request = requestOf(state, accountId, ({ lastSeenAtMs }) => lastSeenAtMs >= sinceMs);
  if (request !== undefined)
    return { sentence: words.asked(request.name ?? request.senderId), next: words.approveIt(true), request };
  const claim = ownOr(state.gatewayReport.accounts, accountId, undefined);
  if (claim?.lastInboundAtMs === undefined || claim.lastInboundAtMs < sinceMs) return undefined;
  const isAnswered = claim.lastOutboundAtMs !== undefined && claim.lastOutboundAtMs >= claim.lastInboundAtMs;
  return isAnswered ? { sentence: words.gatewayAnswered } : { sentence: words.gatewayHeard };
};

/** What came since `sinceMs` (epoch ms); undefined while nothing has. */
export const setUpTest = (
  state: ConsoleState,
  accountId: AccountId,
  sinceMs: number,
): SetUpTest | undefined => {
  const message = heardHere(state, accountId, sinceMs);
  return message === undefined ? byGateway(state, accountId, sinceMs) : byFeed(state, message);
};
