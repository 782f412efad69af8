// What the gateway does with each message, worked out anew only when what decides it has changed.

import { ownIdsOf } from '../accounts/select-condition.ts';
import { statusSentences as words } from '../accounts/words.ts';
import { indexNames } from '../config/entry-names.ts';
import { wasUnheard } from '../gateway/state-not-listening.ts';
import type { Account } from '../model/account.ts';
import type { Message } from '../model/message.ts';
import { createDecider, type PolicyContext } from '../policy/decide.ts';
import { approvedIds } from '../policy/rules.ts';
import type { Verdict } from '../policy/verdict.ts';
import { policySentences } from '../policy/words.ts';
import type { AccountId } from '../shared/ids.ts';
import { memoize, memoizeBy, memoizeByTwo } from '../shared/memo.ts';
import { ownOr } from '../shared/own.ts';
import {
  type ConsoleState,
  type DecidingKey,
  initialDirectory,
  type PolicyCause,
  type PolicyChange,
  type PolicyInputs,
} from '../state.ts';
import { policyInputs } from './policy-changes.ts';
import { feedScreenSentences } from './words.ts';

const accountsById = memoizeBy(
  (accounts: readonly Account[]) =>
    new Map<AccountId, Account>(accounts.map((account) => [account.id, account])),
);

export const accountOf = (state: ConsoleState, accountId: AccountId): Account | undefined =>
  accountsById(state.config.accounts).get(accountId);

/** Ids by name, for as long as both lists live. */
export const namesOf = memoizeByTwo(indexNames);

/** Twice as many accounts as there may well be: what a change would make of them is worked out beside what is. */
const remembered = 256;

const contextFrom = memoize(
  (
    can: PolicyContext['can'],
    approved: ReadonlySet<string>,
    pending: ConsoleState['pairing']['requests'],
    names: ReturnType<typeof indexNames>,
    isPluginOff: boolean,
    ownId: string | undefined,
  ): PolicyContext => ({
    can,
    approved,
    pending,
    names,
    isPluginOff,
    ownId,
  }),
  remembered,
);

const contextOf = (inputs: PolicyInputs, accountId: AccountId): PolicyContext => {
  const { can, isPluginOff, approved, requests, directory, ownIds } = inputs;
  const { peers, groups } = ownOr(directory, accountId, initialDirectory);
  return contextFrom(
    can,
    approvedIds(approved, accountId),
    requests,
    namesOf(peers.value, groups.value),
    isPluginOff,
    ownOr<string | undefined>(ownIds, accountId, undefined),
  );
};

/** All that verdicts depend on besides the message. */
export const verdictInputs = (state: ConsoleState): readonly unknown[] => [
  state.config,
  state.pairing.approved,
  state.pairing.requests,
  state.directory,
  ownIdsOf(state),
  state.notListening,
];

/** Answers are remembered for as long as account and context stay what they are. */
const deciderFor = memoize(createDecider, 64);

interface Judge {
  readonly account: Account;
  readonly context: PolicyContext;
  readonly decide: (message: Message) => Verdict;
}

const unknownPolicy: Verdict = {
  kind: 'unknown',
  isLetThrough: false,
  rules: [{ sentence: words.policyUnknown }],
};
const ownMessage: Verdict = {
  kind: 'own',
  isLetThrough: false,
  rules: [{ sentence: feedScreenSentences.meanings.own }],
};

const judgeOf = (inputs: PolicyInputs, accountId: AccountId): Judge | 'nobody-knows' | undefined => {
  if (!inputs.isKnown) return 'nobody-knows';
  const account = accountsById(inputs.accounts).get(accountId);
  if (account === undefined) return undefined;
  const context = contextOf(inputs, accountId);
  return { account, context, decide: deciderFor(account, context) };
};

/** Found once a state: thousands of messages are judged in it. */
const judgesIn = memoizeBy<ConsoleState, Map<AccountId, ReturnType<typeof judgeOf>>>(() => new Map());

const judgeIn = (state: ConsoleState, accountId: AccountId): ReturnType<typeof judgeOf> => {
  const judges = judgesIn(state);
  const known = judges.get(accountId);
  if (known !== undefined || judges.has(accountId)) return known;
  const judge = judgeOf(policyInputs(state), accountId);
  judges.set(accountId, judge);
  return judge;
};

/** The context with only the requests at these places. */
const thinned = memoize((context: PolicyContext, places: string): PolicyContext => {
  const left = new Set(places.split(','));
  return { ...context, pending: (context.pending ?? []).filter((_, place) => left.has(String(place))) };
}, 64);

/** Requests that had expired when the message came take nobody's place. */
const contextAt = (context: PolicyContext, timeMs: number): PolicyContext => {
  const pending = context.pending ?? [];
  if (pending.every(({ expiresAtMs }) => expiresAtMs > timeMs)) return context;
  return thinned(
    context,
    pending.flatMap(({ expiresAtMs }, place) => (expiresAtMs > timeMs ? [place] : [])).join(),
  );
};

const unknownAccount = memoize(
  (accountId: AccountId, kind: Verdict['kind']): Verdict => ({
    kind,
    isLetThrough: false,
    rules: [{ sentence: words.accountUnknown(accountId) }],
  }),
);

/** Who wrote it to the group, and whom it mentions, decides there. */
const unseenMessage: Verdict = {
  kind: 'unknown',
  isLetThrough: false,
  rules: [{ sentence: feedScreenSentences.textUnseenMeans }],
};

const judge = (by: ReturnType<typeof judgeOf>, message: Message): Verdict => {
  if (message.isTextUnseen === true && message.isGroup) return unseenMessage;
  if (by === 'nobody-knows') return message.isOwn ? ownMessage : unknownPolicy;
  if (by === undefined) return unknownAccount(message.accountId, message.isOwn ? 'own' : 'account-disabled');
  const context = contextAt(by.context, message.receivedAtMs);
  return context === by.context ? by.decide(message) : deciderFor(by.account, context)(message);
};

/**
 * What the rules say of the message under the present config, approved store and pending requests, whoever listens. The same message gives
 * the same reference until one of them changes. An account the config does not list does not run. `unknown` where no config was read.
 */
export const policyVerdictOf = (state: ConsoleState, message: Message): Verdict =>
  judge(judgeIn(state, message.accountId), message);

/** What nobody heard: the rules without what they promise, then why nothing comes of them. */
const unheard = memoizeBy(
  (verdict: Verdict): Verdict => ({
    kind: 'unheard',
    isLetThrough: false,
    would: verdict.kind,
    rules: [
      ...verdict.rules.slice(0, -1),
      { sentence: verdict.kind === 'reply' ? policySentences.wouldBeAnswered : policySentences.wouldGetCode },
      { sentence: policySentences.nobodyListened },
    ],
  }),
);

/** Verdicts that promise something of the gateway. */
const isPromise = ({ kind }: Verdict): boolean => kind === 'reply' || kind === 'pairing';

/** What comes of the message: {@link policyVerdictOf}, unless it promises something and no gateway listened when the message came. */
export const verdictOf = (state: ConsoleState, message: Message): Verdict => {
  const verdict = policyVerdictOf(state, message);
  return isPromise(verdict) && wasUnheard(state, message) ? unheard(verdict) : verdict;
};

const verdictsThen = new WeakMap<Message, { readonly change: PolicyChange; readonly verdict: Verdict }>();

/** What the rules said of the message when it came, however often they have changed since: that is what the gateway went by. */
export const verdictThen = (state: ConsoleState, message: Message): Verdict => {
  const { policyChanges: changes } = state;
  if ((changes.at(-1)?.atMs ?? 0) <= message.receivedAtMs) return verdictOf(state, message);
  const change = changes.find(({ atMs }) => atMs > message.receivedAtMs);
  if (change === undefined) return verdictOf(state, message);
  const known = verdictsThen.get(message);
  const verdict =
    known?.change === change ? known.verdict : judge(judgeOf(change.before, message.accountId), message);
  verdictsThen.set(message, { change, verdict });
  return isPromise(verdict) && wasUnheard(state, message) ? unheard(verdict) : verdict;
};

/** Since when the verdict on a message is another than when it came, and why. */
export interface VerdictChange {
  /** When the change became known here (epoch ms). */
  readonly atMs: number;
  /** What changed, as far as it concerns the message. */
  readonly causes: readonly PolicyCause[];
  /** The verdict until then. */
  readonly before: Verdict;
}

/** Settings the gateway asks for one kind of message only. */
const onlyDirect: readonly DecidingKey[] = ['dmPolicy'];
const onlyGroup: readonly DecidingKey[] = ['groupPolicy', 'groups', 'groupAllowFrom'];

const concerns = (cause: PolicyCause, { accountId, senderId, isGroup }: Message): boolean => {
  if (!('accountId' in cause)) return true;
  if (cause.type === 'setting' && (isGroup ? onlyDirect : onlyGroup).includes(cause.key)) return false;
  return cause.accountId === accountId && (!('senderId' in cause) || cause.senderId === senderId);
};

interface KnownChange {
  readonly changes: ConsoleState['policyChanges'];
  readonly verdict: Verdict;
  readonly change: VerdictChange | undefined;
}

const knownChanges = new WeakMap<Message, KnownChange>();

/** The last change that made the verdict what it is. What held before is decided anew: nothing is kept for each message. */
const findChange = (
  changes: ConsoleState['policyChanges'],
  message: Message,
  verdict: Verdict,
): VerdictChange | undefined => {
  for (let index = changes.length - 1; index >= 0; index -= 1) {
    const change = changes[index];
    if (change === undefined || change.atMs <= message.receivedAtMs) return undefined;
    const before = judge(judgeOf(change.before, message.accountId), message);
    if (before.kind !== verdict.kind) {
      return { atMs: change.atMs, causes: change.causes.filter((cause) => concerns(cause, message)), before };
    }
  }
  return undefined;
};

/**
 * When and why the verdict on a message last became another; undefined if it is what it was when the message came, or if that is
 * longer ago than the last {@link ConsoleState.policyChanges}.
 */
export const verdictChange = (state: ConsoleState, message: Message): VerdictChange | undefined => {
  const { policyChanges: changes } = state;
  if ((changes.at(-1)?.atMs ?? 0) <= message.receivedAtMs) return undefined;
  const verdict = policyVerdictOf(state, message);
  const last = knownChanges.get(message);
  if (last !== undefined && last.changes === changes && last.verdict === verdict) return last.change;
  const change = findChange(changes, message, verdict);
  knownChanges.set(message, { changes, verdict, change });
  return change;
};
