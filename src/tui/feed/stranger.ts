// A stranger who bears the name of somebody the account knows: the feed warns of that as Pairing does.
import {
  type AccountId,
  admissionsOf,
  type ConsoleState,
  type Message,
  type NameWarning,
  nameWarning,
  type Peer,
  senderNameOf,
  type UserId,
} from '../../core/index.ts';

const idsByPeers = new WeakMap<readonly Peer[], ReadonlySet<UserId>>();

const idsOf = (peers: readonly Peer[]): ReadonlySet<UserId> => {
  const ids = idsByPeers.get(peers) ?? new Set(peers.map(({ id }) => id));
  idsByPeers.set(peers, ids);
  return ids;
};

const isFriend = ({ directory }: ConsoleState, accountId: AccountId, id: UserId): boolean => {
  const peers = Object.hasOwn(directory, accountId) ? directory[accountId]?.peers.value : undefined;
  return peers !== undefined && idsOf(peers).has(id);
};

/** Let in by name or id, or by code: an entry that lets everybody in says nothing about anyone. */
const isLetIn = (core: ConsoleState, account: AccountId, id: UserId): boolean =>
  admissionsOf(core, id).some(({ accountId, entry }) => accountId === account && entry?.trim().endsWith('*') !== true);

/** Why the name of a message's sender deserves a second look. Friends, and whoever was let in by id or by code, are no strangers. */
export const strangerWarning = (core: ConsoleState, message: Message): NameWarning | undefined => {
  const { accountId, senderId, isOwn } = message;
  const name = isOwn ? undefined : senderNameOf(core, message);
  if (name === undefined || isFriend(core, accountId, senderId)) return undefined;
  const warning = nameWarning(core, accountId, senderId, name);
  // Only then: whom the lists let in is the dearer question.
  return warning === undefined || isLetIn(core, accountId, senderId) ? undefined : warning;
};
