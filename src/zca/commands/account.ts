import { Failure } from '../failure.ts';
import { ensureProfile, homeOf, profileAt, readCredentials, readProfiles } from '../home.ts';
import type { Host } from '../host.ts';
import { oneLine } from '../output.ts';

/** `account list`: the profiles, for people. */
export const accountList = async (host: Host): Promise<void> => {
  const home = homeOf(host.env);
  const { defaultProfile, profiles } = await readProfiles(home);
  const names = [...new Set([defaultProfile, ...Object.keys(profiles)])].sort();
  const width = Math.max(...names.map(({ length }) => length));
  const rows = await Promise.all(
    names.map(async (name) => {
      const credentials = await readCredentials(profileAt(home, name));
      const isLoggedIn = credentials === undefined ? 'not logged in' : 'logged in';
      const label = profiles[name]?.label;
      return [
        `${name === defaultProfile ? '*' : ' '} ${name.padEnd(width)}  ${isLoggedIn.padEnd(13)}`,
        ...(label === undefined ? [] : [oneLine(label)]),
      ].join('  ');
    }),
  );
  await host.print(`${rows.map((row) => row.trimEnd()).join('\n')}\n`);
};

/** `account add NAME` */
export const accountAdd = async (host: Host, name: string): Promise<void> => {
  const home = homeOf(host.env);
  const profile = profileAt(home, name);
  if (Object.hasOwn((await readProfiles(home)).profiles, name))
    throw new Failure(`Profile "${name}" already exists.`);
  await ensureProfile(profile, host.now());
  await host.print(`Profile ${name} added\n`);
};
