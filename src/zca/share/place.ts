// Where those who share a session meet. The record of who owns it lies beside openzca's own files: whoever uses the same session finds the
// same record, whatever else is in their environment. The socket it names lies in a private folder of its own.
import { createHash, randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Whose session, and where one meets. */
export interface Place {
  /** Who owns it: see election.ts. */
  readonly recordFile: string;
  /** Until when somebody listened, for telling what was missed. */
  readonly heardFile: string;
  /** Undefined on Windows: a named pipe is in no folder. */
  readonly socketDir: string | undefined;
  /** What the names of the profile's sockets begin with. */
  readonly socketPrefix: string;
}

/** Linux takes 107 bytes, macOS 103. */
const maxSocketBytes = 103;
/** `NAME-` of 10, 8 of chance, `.s`. */
const socketNameBytes = 22;
/** A socket that nobody answers and that is as old was left behind: a younger one may be about to be listened on (ms). */
const litterAfterMs = 60_000;

const absolute = (value: string | undefined): string | undefined =>
  value !== undefined && path.isAbsolute(value) ? value : undefined;

/** The state folder of this program, as `zalouser-tui` has it. */
const stateDir = (env: Env, platform: NodeJS.Platform): string => {
  const home = env['HOME'] || homedir();
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'zalouser-tui');
  return path.join(absolute(env['XDG_STATE_HOME']) ?? path.join(home, '.local', 'state'), 'zalouser-tui');
};

/** Only this user may enter it; made where it is missing. */
const isPrivate = async (folder: string, create: boolean): Promise<boolean> => {
  try {
    if (create) await mkdir(folder, { recursive: true, mode: 0o700 });
    const { mode, uid } = await lstat(folder);
    const isFolder = (mode & 0o170_000) === 0o040_000;
    return isFolder && (mode & 0o077) === 0 && uid === process.getuid?.();
  } catch {
    return false;
  }
};

/** The first of the folders that is private and short enough. @throws Error if there is none */
const findSocketDir = async (env: Env, platform: NodeJS.Platform): Promise<string> => {
  const runtime = absolute(env['XDG_RUNTIME_DIR']);
  const folders = [
    // Not made: where the system has none, it would be a folder of ours that nobody takes away.
    ...(runtime !== undefined && (await isPrivate(runtime, false))
      ? [path.join(runtime, 'zalouser-tui')]
      : []),
    path.join(stateDir(env, platform), 'run'),
    path.join(tmpdir(), `zalouser-tui-${process.getuid?.() ?? 0}`),
  ];
  for (const folder of folders) {
    const isShort = Buffer.byteLength(folder) + 1 + socketNameBytes <= maxSocketBytes;
    if (isShort && (await isPrivate(folder, true))) return folder;
  }
  throw new Error(`No private folder for a socket: tried ${folders.join(', ')}.`);
};

/** The record of who owns the session of a profile. */
export const recordFileOf = (home: string, profile: string): string =>
  path.join(home, 'share', `${profile}.json`);

/**
 * Where the listeners of a profile meet.
 * @param home openzca's home
 * @throws Error if no folder is private enough
 */
export const placeOf = async (
  home: string,
  profile: string,
  env: Env,
  platform: NodeJS.Platform,
): Promise<Place> => {
  const recordFile = recordFileOf(home, profile);
  const folder = path.dirname(recordFile);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const digest = createHash('sha256').update(recordFile).digest('hex').slice(0, 10);
  return {
    recordFile,
    heardFile: path.join(folder, `${profile}.heard.json`),
    socketDir: platform === 'win32' ? undefined : await findSocketDir(env, platform),
    socketPrefix: `${digest}-`,
  };
};

/** An address that nobody has used. */
export const newSocket = ({ socketDir, socketPrefix }: Place): string => {
  const name = `${socketPrefix}${randomBytes(4).toString('hex')}`;
  return socketDir === undefined ? `\\\\.\\pipe\\zalouser-tui-${name}` : path.join(socketDir, `${name}.s`);
};

/** Takes away what is left of one who was killed; nothing else than a socket of this profile. */
export const removeSocket = async ({ socketDir, socketPrefix }: Place, socket: string): Promise<void> => {
  if (socketDir === undefined || !path.basename(socket).startsWith(socketPrefix)) return;
  if (path.extname(socket) === '.s') await rm(socket, { force: true }).catch(() => undefined);
};

/** Old sockets of this profile that nobody listens on any more. */
export const oldSockets = async (
  { socketDir, socketPrefix }: Place,
  nowMs: number,
): Promise<readonly string[]> => {
  if (socketDir === undefined) return [];
  const names = await readdir(socketDir).catch(() => []);
  const old: string[] = [];
  for (const name of names) {
    if (!name.startsWith(socketPrefix) || !name.endsWith('.s')) continue;
    const file = path.join(socketDir, name);
    const made = await stat(file).catch(() => undefined);
    if (made !== undefined && nowMs - made.mtimeMs > litterAfterMs) old.push(file);
  }
  return old;
};
