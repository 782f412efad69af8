// The pairing screen: who waits, who was let in, and whether a name may be a trick.

import { namesHeard } from '../directory/heard-names.ts';
import { nameInputs, nameOf } from '../directory/select-names.ts';
import {
  type ApprovedSender,
  type KnownName,
  type Likeness,
  maxPendingRequests,
  type NameWarning,
  type PairingRequest,
  type Peer,
  type ReplyReach,
  requestKey,
} from '../model/people.ts';
import { approvedOn } from '../policy/rules.ts';
import { smallest } from '../shared/extremes.ts';
import { type AccountId, isInScope, type Scope, type UserId } from '../shared/ids.ts';
import { keepSameItems, memoizeBy, memoizeOn } from '../shared/memo.ts';
import { ownOr } from '../shared/own.ts';
import { fold } from '../shared/text/fold.ts';
import {
  type ConsoleState,
  type HeardText,
  initialDirectory,
  initialFacts,
  type PairingWork,
} from '../state.ts';
import { heardFrom, replyReach } from './select-decisions.ts';

// A stranger may take the name of somebody the owner trusts, or write it with letters that only look the same.

/** Cyrillic, Greek and digits that the eye takes for Latin letters, after folding (lower case, no marks). */
const twins: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  п: 'n',
  н: 'h',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  т: 't',
  и: 'u',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  у: 'y',
  ү: 'y',
  ʏ: 'y',
  ɡ: 'g',
  ɩ: 'i',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  σ: 'o',
  τ: 't',
  υ: 'u',
  χ: 'x',
  γ: 'y',
  ω: 'w',
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '|': 'l',
  '!': 'l',
  $: 's',
  '@': 'a',
};

/** What is left when everything that looks alike is one letter, and everything that is hardly seen is gone. */
const skeleton = (name: string): string =>
  [...fold(name.normalize('NFKC'))]
    .map((letter) => (Object.hasOwn(twins, letter) ? twins[letter] : letter))
    .join('')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    // After the rest: `i`, `l` and a big `I` are one stroke.
    .replaceAll('i', 'l');

interface NamedPerson {
  readonly id: UserId;
  readonly name: string;
}

/** People by the forms of their names, closest form first. Made once a list, so that a look-up is not a search. */
interface NameIndex {
  readonly forms: Readonly<Record<Likeness, ReadonlyMap<string, readonly NamedPerson[]>>>;
}

const formOf: Readonly<Record<Likeness, (name: string) => string>> = {
  same: (name) => name.normalize('NFC').trim(),
  folded: (name) => fold(name).trim().replace(/\s+/gu, ' '),
  confusable: skeleton,
};

/** From the closest resemblance to the loosest. */
const likenesses: readonly Likeness[] = ['same', 'folded', 'confusable'];

const indexNames = (people: readonly NamedPerson[]): NameIndex => {
  const index = (likeness: Likeness): Map<string, NamedPerson[]> => {
    const map = new Map<string, NamedPerson[]>();
    for (const person of people) {
      const form = formOf[likeness](person.name);
      const others = map.get(form);
      if (others === undefined) map.set(form, [person]);
      else others.push(person);
    }
    return map;
  };
  return { forms: { same: index('same'), folded: index('folded'), confusable: index('confusable') } };
};

/** Somebody else (not `ownId`) of that name, or of one that a reader would take for it. Blank names resemble nothing. */
const findLikeName = (
  index: NameIndex,
  name: string,
  ownId: UserId,
): { readonly likeness: Likeness; readonly person: NamedPerson } | undefined => {
  for (const likeness of likenesses) {
    const form = formOf[likeness](name);
    const person = form === '' ? undefined : index.forms[likeness].get(form)?.find(({ id }) => id !== ownId);
    if (person !== undefined) return { likeness, person };
  }
  return undefined;
};

/** Does a name mix Latin letters with Cyrillic or Greek ones? No honest name does. */
const mixesScripts = (name: string): boolean =>
  /\p{Script=Latin}/u.test(name) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(name);

export interface PairingRow {
  /** {@link requestKey}: stable over refreshes. */
  readonly key: string;
  readonly request: PairingRequest;
  readonly name?: KnownName;
  readonly warning?: NameWarning;
  readonly work?: PairingWork;
  /** The last things the sender wrote, oldest first, as far as the feed heard them. */
  readonly heard: readonly HeardText[];
  readonly reach: ReplyReach;
}

export interface ApprovedRow {
  readonly key: string;
  readonly sender: ApprovedSender;
  readonly name?: KnownName;
  readonly work?: PairingWork;
}

const lastPending = new WeakMap<readonly PairingRequest[], Map<Scope, readonly PairingRequest[]>>();

/** What can still be approved at `nowMs`, oldest first; the same array for as long as nothing in it changes. */
export const pendingRequests = (
  state: ConsoleState,
  nowMs: number,
  scope: Scope = 'all',
): readonly PairingRequest[] => {
  const all = state.pairing.requests;
  const byScope = lastPending.get(all) ?? new Map<Scope, readonly PairingRequest[]>();
  lastPending.set(all, byScope);
  const pending = keepSameItems(
    byScope.get(scope),
    all.filter(({ accountId, expiresAtMs }) => expiresAtMs > nowMs && isInScope(scope, accountId)),
  );
  byScope.set(scope, pending);
  return pending;
};

/** When the next pending request expires (epoch ms), so that a screen knows when to look again. */
export const nextExpiryMs = (state: ConsoleState, nowMs: number): number | undefined =>
  smallest(pendingRequests(state, nowMs).map(({ expiresAtMs }) => expiresAtMs));

/** Whose requests fill up the places that a stranger on one account, or on any, waits for (docs/contract/releases.md). */
export const countedScope = ({ config }: ConsoleState, scope: Scope): Scope =>
  config.release.capabilities.pendingPer === 'account' ? scope : 'all';

/** Can a further stranger get no code on this account (or, without one, on any)? Whoever writes now waits unseen. */
export const isPairingFull = (state: ConsoleState, nowMs: number, accountId?: AccountId): boolean =>
  pendingRequests(state, nowMs, countedScope(state, accountId ?? 'all')).length >= maxPendingRequests;

/** Senders in the approved store, in its order. */
export const approvedSenders = (state: ConsoleState, scope: Scope = 'all'): readonly ApprovedSender[] =>
  scope === 'all' ? state.pairing.approved : approvedOn(state.pairing.approved, scope);

/** What is worked out for each account is remembered for so many of them: fifty are usual for a company. */
const manyAccounts = 256;

/** Whoever the account knows and a stranger could pretend to be: its friends; itself and the approved senders. */
const friendIndex = memoizeBy((friends: readonly Peer[]) => indexNames(friends));

const trustedIndex = memoizeOn(
  (state: ConsoleState, accountId: AccountId) => [
    accountId,
    state.pairing.approved,
    ...nameInputs(state, accountId),
  ],
  (state, accountId) => {
    const { self } = ownOr(state.facts, accountId, initialFacts);
    const approved = approvedSenders(state, accountId).flatMap(({ senderId }) => {
      const known = nameOf(state, accountId, senderId);
      return known === undefined ? [] : [{ id: senderId, name: known.name }];
    });
    return indexNames(self === undefined ? approved : [self, ...approved]);
  },
  manyAccounts,
);

const waitingIndex = memoizeOn(
  (state: ConsoleState, accountId: AccountId) => [accountId, ...nameInputs(state, accountId)],
  (state, accountId) =>
    indexNames(
      state.pairing.requests.flatMap(({ accountId: asked, senderId }) => {
        const known = asked === accountId ? nameOf(state, accountId, senderId) : undefined;
        return known === undefined ? [] : [{ id: senderId, name: known.name }];
      }),
    ),
  manyAccounts,
);

/** Is the name of a stranger that of somebody else the account knows or who waits too, or written to look like it? */
export const nameWarning = (
  state: ConsoleState,
  accountId: AccountId,
  senderId: UserId,
  name: string,
): NameWarning | undefined => {
  const friends = friendIndex(ownOr(state.directory, accountId, initialDirectory).peers.value);
  const found =
    findLikeName(trustedIndex(state, accountId), name, senderId) ?? findLikeName(friends, name, senderId);
  if (found !== undefined) {
    return {
      type: 'like-contact',
      likeness: found.likeness,
      name: found.person.name,
      userId: found.person.id,
    };
  }
  if (mixesScripts(name)) return { type: 'mixed-scripts' };
  const waiting = findLikeName(waitingIndex(state, accountId), name, senderId);
  return (
    waiting && {
      type: 'like-request',
      likeness: waiting.likeness,
      name: waiting.person.name,
      userId: waiting.person.id,
    }
  );
};

const workOf = (state: ConsoleState, key: string): { readonly work?: PairingWork } => {
  const work = state.pairing.work[key];
  return work === undefined ? {} : { work };
};

const pendingRow = (state: ConsoleState, request: PairingRequest): PairingRow => {
  const { accountId, senderId } = request;
  const key = requestKey(request);
  const name = nameOf(state, accountId, senderId);
  const warning = name && nameWarning(state, accountId, senderId, name.name);
  return {
    key,
    request,
    heard: heardFrom(state, request),
    reach: replyReach(state, request),
    ...(name && { name }),
    ...(warning && { warning }),
    ...workOf(state, key),
  };
};

const rowsOfPending = memoizeOn(
  (state: ConsoleState, pending: readonly PairingRequest[]) => [
    pending,
    state.pairing,
    state.facts,
    state.directory,
    namesHeard(state.feed),
    state.zca,
    state.config,
  ],
  (state, pending): readonly PairingRow[] => pending.map((request) => pendingRow(state, request)),
);

/** {@link pendingRequests} with names, warnings and the work on each. */
export const pairingRows = (
  state: ConsoleState,
  nowMs: number,
  scope: Scope = 'all',
): readonly PairingRow[] => rowsOfPending(state, pendingRequests(state, nowMs, scope));

/** {@link approvedSenders} with names and the work on each. */
export const approvedRows: (state: ConsoleState, scope?: Scope) => readonly ApprovedRow[] = memoizeOn(
  (state: ConsoleState, scope: Scope = 'all') => [
    scope,
    state.pairing,
    state.facts,
    state.directory,
    namesHeard(state.feed),
  ],
  (state, scope = 'all') =>
    approvedSenders(state, scope).map((sender) => {
      const key = requestKey(sender);
      const name = nameOf(state, sender.accountId, sender.senderId);
      return { key, sender, ...(name && { name }), ...workOf(state, key) };
    }),
);
