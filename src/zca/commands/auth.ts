import { refreshCache } from '../directory.ts';
import { Failure } from '../failure.ts';
import { readCredentials, removeCache, removeCredentials } from '../home.ts';
import type { Call } from '../host.ts';
import { notation } from '../output.ts';
import { openSession } from '../session.ts';
import { personOf } from './me.ts';

/** `auth status`: asks Zalo whether the session holds; the exit code is the answer. */
export const status = async ({ profile, host }: Call): Promise<void> => {
  if ((await readCredentials(profile)) === undefined)
    throw new Failure(`Profile ${profile.name}: not logged in`);
  const api = await openSession(profile, host.signal);
  const { displayName } = await personOf(api);
  await host.print(
    notation({
      profile: profile.name,
      loggedIn: true,
      userId: api.getOwnId(),
      displayName,
      credentialsPath: profile.credentialsFile,
    }),
  );
};

/** `auth logout`: forgets the session and what was learnt through it; a running listener goes on. */
export const logOut = async ({ profile, host }: Call): Promise<void> => {
  await removeCredentials(profile);
  await removeCache(profile);
  await host.print(`Logged out profile ${profile.name}\n`);
};

/** `auth cache-refresh`: renews what `friend find` searches. */
export const cacheRefresh = async ({ profile, host }: Call): Promise<void> => {
  const api = await openSession(profile, host.signal);
  const { friends, groups } = await refreshCache(api, profile, host);
  await host.print(`Cache refreshed: ${friends.length} friends, ${groups.length} groups\n`);
};
