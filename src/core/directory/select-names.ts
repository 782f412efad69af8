// Who an id is. zca gives names unevenly, so every place that mentions one is asked, the best source first.

import type { Message } from '../model/message.ts';
import {
  type KnownName,
  type NameSource,
  type PairingRequest,
  type Peer,
  requestKey,
} from '../model/people.ts';
import type { AccountId, GroupId, UserId } from '../shared/ids.ts';
import { memoizeBy } from '../shared/memo.ts';
import { ownOr } from '../shared/own.ts';
import { type ConsoleState, initialDirectory, initialFacts } from '../state.ts';
import { namesHeard, senderHeard, threadHeard } from './heard-names.ts';
import type { DirectoryState } from './model.ts';

const pairingNames = memoizeBy(
  (requests: readonly PairingRequest[]) =>
    new Map(
      requests.flatMap((request) =>
        request.name === undefined ? [] : [[requestKey(request), request.name] as const],
      ),
    ),
);

const peerNames = memoizeBy(
  (peers: readonly Peer[]) => new Map<UserId, string>(peers.map(({ id, name }) => [id, name])),
);

const memberNames = memoizeBy((members: DirectoryState['members']) => {
  const lists = Object.values<DirectoryState['members'][GroupId]>(members);
  return new Map<UserId, string>(
    lists.flatMap(({ value }) => value.map(({ id, name }) => [id, name] as const)),
  );
});

/** Names of whoever the last search found. */
const foundNames = (directory: DirectoryState): ReadonlyMap<UserId, string> =>
  peerNames(directory.search?.result.value ?? []);

const filled = (name: string | undefined): string | undefined =>
  name === undefined || name.trim() === '' ? undefined : name;

const known = (source: NameSource, name: string | undefined): KnownName | undefined =>
  name === undefined || name.trim() === '' ? undefined : { name, source };

/**
 * The name of a person as one account knows it, with its source: the account itself, what the gateway stored with the pairing
 * request, the friend list, what the feed heard, the last search, members of groups, requests that have gone. Undefined if nobody gave one.
 */
export const nameOf = (state: ConsoleState, accountId: AccountId, userId: UserId): KnownName | undefined => {
  const { self } = ownOr(state.facts, accountId, initialFacts);
  const directory = ownOr(state.directory, accountId, initialDirectory);
  const key = requestKey({ accountId, senderId: userId });
  return (
    known('self', self?.id === userId ? self.name : undefined) ??
    known('pairing', pairingNames(state.pairing.requests).get(key)) ??
    known('friends', peerNames(directory.peers.value).get(userId)) ??
    known('feed', senderHeard(namesHeard(state.feed), key)) ??
    known('search', foundNames(directory).get(userId)) ??
    known('members', memberNames(directory.members).get(userId)) ??
    // Whoever was just approved would have no name otherwise. Last: it was true once, and strangers choose their names.
    known('pairing', ownOr<string | undefined>(state.pairing.names, key, undefined))
  );
};

/** All that {@link nameOf} reads for an account, for remembering what was derived from names. */
export const nameInputs = (state: ConsoleState, accountId: AccountId): readonly unknown[] => [
  ownOr(state.facts, accountId, initialFacts).self,
  ownOr(state.directory, accountId, initialDirectory),
  state.pairing.requests,
  state.pairing.names,
  namesHeard(state.feed),
];

const groupNames = memoizeBy(
  (groups: DirectoryState['groups']['value']) =>
    new Map<GroupId, string>(groups.map(({ id, name }) => [id, name])),
);

/** The name of a group as one account knows it: the group list, else what the feed heard. */
export const groupNameOf = (
  state: ConsoleState,
  accountId: AccountId,
  groupId: GroupId,
): string | undefined =>
  filled(groupNames(ownOr(state.directory, accountId, initialDirectory).groups.value).get(groupId)) ??
  filled(threadHeard(namesHeard(state.feed), accountId, groupId));

/** The sender of a message as a screen shows it: the name it came with, else what {@link nameOf} knows, else undefined. */
export const senderNameOf = (state: ConsoleState, message: Message): string | undefined =>
  filled(message.senderName) ?? nameOf(state, message.accountId, message.senderId)?.name;
