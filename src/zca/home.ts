// openzca's files, shared with it, so that one log-in serves both (the zca contract, Files). Ours are 0600 in folders of 0700 and are
// replaced whole; fields that are not known are kept; a file that cannot be read as what it should be is left as it is and named.
import { randomBytes } from 'node:crypto';
import {
  access,
  chown,
  constants,
  mkdir,
  open,
  readFile,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { Failure, systemCode } from './failure.ts';

type Env = Readonly<Record<string, string | undefined>>;
type JsonObject = Readonly<Record<string, unknown>>;

/** The files of one profile, by absolute path. */
export interface Profile {
  readonly name: string;
  readonly home: string;
  readonly dir: string;
  readonly credentialsFile: string;
  readonly friendsCache: string;
  readonly groupsCache: string;
  readonly cacheMeta: string;
  /** Who listens: `{pid}` and what openzca adds to it. */
  readonly listenerOwnerFile: string;
}

/** What a log-in leaves: zca-js' Credentials, as openzca stores them. */
export interface StoredCredentials {
  readonly imei: string;
  /** tough-cookie's JSON. */
  readonly cookie: readonly unknown[];
  readonly userAgent: string;
  readonly language?: string | undefined;
}

/** One row of `profiles.json`. */
interface ProfileRow {
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly label?: string;
}

/** `profiles.json`. */
export interface Profiles {
  readonly defaultProfile: string;
  readonly profiles: Readonly<Record<string, ProfileRow>>;
}

const standardProfile = 'default';
const nameForm = /^[A-Za-z0-9_-]+$/u;

/** `OPENZCA_HOME`, else `~/.openzca`. */
export const homeOf = (env: Env): string => {
  const named = env['OPENZCA_HOME']?.trim() ?? '';
  return path.resolve(named === '' ? path.join(homedir(), '.openzca') : named);
};

/** @throws Failure for a name that could lead out of the folder of profiles */
export const profileAt = (home: string, name: string): Profile => {
  if (!nameForm.test(name))
    throw new Failure('Invalid profile name. Use only letters, numbers, dashes, and underscores.');
  const dir = path.join(home, 'profiles', name);
  const cache = path.join(dir, 'cache');
  return {
    name,
    home,
    dir,
    credentialsFile: path.join(dir, 'credentials.json'),
    friendsCache: path.join(cache, 'friends.json'),
    groupsCache: path.join(cache, 'groups.json'),
    cacheMeta: path.join(cache, 'meta.json'),
    listenerOwnerFile: path.join(dir, 'listener-owner.json'),
  };
};

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const damaged = (file: string): Failure =>
  new Failure(`${file} is damaged and was left as it is. Mend it or move it away, then try again.`);

/** The value in a file; undefined where there is none. @throws Failure for one that is not JSON, or that may not be read */
const readJson = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw new Failure(`${file} cannot be read (${systemCode(error) ?? String(error)}).`);
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw damaged(file);
  }
};

/** Keeps whose file it was: root may mend what another user's gateway reads. */
const keepOwner = async (temporary: string, file: string): Promise<void> => {
  const [made, old] = await Promise.all([stat(temporary), stat(file).catch(() => undefined)]);
  if (old !== undefined && (old.uid !== made.uid || old.gid !== made.gid))
    await chown(temporary, old.uid, old.gid).catch(() => undefined);
};

/** Replaces a file whole, 0600, through links to where it really is. */
export const writePrivate = async (file: string, text: string): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const target = await realpath(file).catch(() => file);
  const temporary = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await keepOwner(temporary, target);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new Failure(`${file} could not be written (${systemCode(error) ?? String(error)}).`);
  }
};

const writeJson = async (file: string, value: unknown): Promise<void> =>
  writePrivate(file, `${JSON.stringify(value, undefined, 2)}\n`);

const profilesFile = (home: string): string => path.join(home, 'profiles.json');

/** As it is in the file; the standard profile alone where there is none. @throws Failure for a damaged file */
export const readProfiles = async (home: string): Promise<Profiles> => {
  const file = profilesFile(home);
  const value = (await readJson(file)) ?? {};
  if (!isObject(value)) throw damaged(file);
  const { defaultProfile = standardProfile, profiles = {} } = value;
  if (typeof defaultProfile !== 'string' || !isObject(profiles) || !Object.values(profiles).every(isObject))
    throw damaged(file);
  return { ...value, defaultProfile, profiles: profiles as Readonly<Record<string, ProfileRow>> };
};

const exists = async (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** The profile of a run, which a log-in may make: the flag beats `ZCA_PROFILE` beats the default of `profiles.json`. */
export const nameProfile = async (env: Env, flag?: string): Promise<Profile> => {
  const home = homeOf(env);
  const { defaultProfile } = await readProfiles(home);
  return profileAt(home, flag?.trim() || env['ZCA_PROFILE']?.trim() || defaultProfile || standardProfile);
};

/** The same for everything else. @throws Failure for a profile that does not exist */
export const resolveProfile = async (env: Env, flag?: string): Promise<Profile> => {
  const profile = await nameProfile(env, flag);
  const { home, name, credentialsFile } = profile;
  if (name === standardProfile || Object.hasOwn((await readProfiles(home)).profiles, name)) return profile;
  // A session that is there counts, whatever the list says.
  if (await exists(credentialsFile)) return profile;
  throw new Failure(`Profile "${name}" does not exist. Create it with: account add ${name}`);
};

/** Before a code is scanned: a session that cannot be kept has displaced another one for nothing. @throws Failure */
export const assertWritable = async ({ dir }: Profile): Promise<void> => {
  let folder = dir;
  while (!(await exists(folder)) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  if (!(await stat(folder)).isDirectory())
    throw new Failure(`${folder} is no folder: a session cannot be kept.`);
  await access(folder, constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw new Failure(`${folder} cannot be written to (${systemCode(error)}): a session cannot be kept.`);
  });
};

/** Puts the profile on the list, if it is not there. */
export const ensureProfile = async ({ home, name, dir }: Profile, now: Date): Promise<void> => {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const known = await readProfiles(home);
  if (Object.hasOwn(known.profiles, name)) return;
  const at = now.toISOString();
  await writeJson(profilesFile(home), {
    ...known,
    profiles: { ...known.profiles, [name]: { createdAt: at, updatedAt: at } },
  });
};

/** The stored session; undefined where there is none. @throws Failure for a damaged file */
export const readCredentials = async ({
  credentialsFile,
}: Profile): Promise<StoredCredentials | undefined> => {
  const value = await readJson(credentialsFile);
  if (value === undefined) return undefined;
  if (!isObject(value)) throw damaged(credentialsFile);
  const { imei, cookie: stored, userAgent, language } = value;
  // tough-cookie's whole jar has its cookies in a field.
  const cookie = isObject(stored) ? stored['cookies'] : stored;
  if (typeof imei !== 'string' || typeof userAgent !== 'string' || !Array.isArray(cookie))
    throw damaged(credentialsFile);
  return {
    imei,
    cookie: cookie as readonly unknown[],
    userAgent,
    ...(typeof language === 'string' ? { language } : {}),
  };
};

/** Stores a session; what else was in its file stays. A damaged one is replaced: a log-in is how it is mended. */
export const writeCredentials = async (
  profile: Profile,
  credentials: StoredCredentials,
  now: Date,
): Promise<void> => {
  const old = await readJson(profile.credentialsFile).catch(() => undefined);
  await ensureProfile(profile, now);
  await writeJson(profile.credentialsFile, { ...(isObject(old) ? old : {}), ...credentials });
};

/** Forgets the session. */
export const removeCredentials = async ({ credentialsFile }: Profile): Promise<void> =>
  rm(credentialsFile, { force: true });

/** Friends and groups as `auth cache-refresh` found them. */
export interface Cache {
  readonly friends: readonly unknown[];
  readonly groups: readonly unknown[];
}

/** A cache is made anew at need: one that is damaged counts as none. */
export const readFriendsCache = async ({
  friendsCache,
}: Profile): Promise<readonly unknown[] | undefined> => {
  const value = await readJson(friendsCache).catch(() => undefined);
  return Array.isArray(value) ? (value as readonly unknown[]) : undefined;
};

/** Replaces what is known of friends. */
export const writeFriendsCache = async (
  profile: Profile,
  friends: readonly unknown[],
  now: Date,
): Promise<void> => {
  await writeJson(profile.friendsCache, friends);
  await writeJson(profile.cacheMeta, { updatedAt: now.toISOString() });
};

/** Replaces all of it. */
export const writeCache = async (profile: Profile, { friends, groups }: Cache, now: Date): Promise<void> => {
  await writeJson(profile.groupsCache, groups);
  await writeFriendsCache(profile, friends, now);
};

/** Forgets them. */
export const removeCache = async ({ friendsCache, groupsCache, cacheMeta }: Profile): Promise<void> => {
  await Promise.all([friendsCache, groupsCache, cacheMeta].map(async (file) => rm(file, { force: true })));
};
