// People and groups as Zalo knows them, and the caches of them that openzca shares.
import { askInBatches } from './batches.ts';
import { type Cache, type Profile, writeCache } from './home.ts';
import type { Host } from './host.ts';
import type { API } from './session.ts';

/** A friend as Zalo answers; what zca-js promises of it is not held against the answer. */
export type Friend = Readonly<Record<string, unknown>>;

const groupsAtATime = 20;

/** All friends. */
export const friendsOf = async (api: API): Promise<readonly Friend[]> => {
  const friends: unknown = await api.getAllFriends();
  return Array.isArray(friends) ? (friends as readonly Friend[]) : [];
};

/** All groups, with their details. */
export const groupsOf = async (api: API, signal: AbortSignal): Promise<readonly object[]> => {
  const { gridVerMap } = await api.getAllGroups();
  const groups = await askInBatches(Object.keys(gridVerMap ?? {}), {
    size: groupsAtATime,
    ask: async (ids) => (await api.getGroupInfo([...ids])).gridInfoMap,
    signal,
  });
  return [...groups.values()];
};

/** Asks for both and keeps them where `friend find` and the console look for names. */
export const refreshCache = async (api: API, profile: Profile, host: Host): Promise<Cache> => {
  const [friends, groups] = await Promise.all([friendsOf(api), groupsOf(api, host.signal)]);
  await writeCache(profile, { friends, groups }, host.now());
  return { friends, groups };
};
