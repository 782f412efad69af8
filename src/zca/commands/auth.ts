import { removeCache, removeCredentials } from '../home.ts';
import type { Call } from '../host.ts';

/** `auth logout`: forgets the session and what was learnt through it; a running listener goes on. */
export const logOut = async ({ profile, host }: Call): Promise<void> => {
  await removeCredentials(profile);
  await removeCache(profile);
  await host.print(`Logged out profile ${profile.name}\n`);
};
