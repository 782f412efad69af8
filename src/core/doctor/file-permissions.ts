// Looks after what lies around the channel: are its secrets private, do codes stand in a log?
import { type FileHandle, lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { holdsSecrets } from '../config/diff-secrets.ts';
import type { ConfigReading } from '../config/reading.ts';
import { valueAt } from '../config/value.ts';
import type { Dispatch } from '../events.ts';
import { logFiles } from '../openclaw/paths.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import type { ProfileName } from '../shared/ids.ts';
import { runInTurn } from '../shared/run-in-turn.ts';
import { systemCodeOf } from '../shared/system-code.ts';
import type { ConsoleState } from '../state.ts';
import { openPlain } from '../system/files.ts';
import type { LogLeaks, OpenFile } from './model.ts';
import { findCodes, type SecretFile, secretFiles } from './secret-files.ts';
import { filePermissionSentences as words } from './words.ts';

// Who may read a file, by its mode and by those of the folders on the way to it; and closing it to others. POSIX only: elsewhere modes say
// nothing. Access lists and the group are left alone: most systems give every user a group of their own.

const others = { read: 0o4, write: 0o2, pass: 0o1 } as const;

/** What the mode should be: as OpenClaw makes its own (the OpenClaw contract, section 1). */
const privateMode = (isFolder: boolean): number => (isFolder ? 0o700 : 0o600);

/** Can others get into the folder, from the root down? */
const isPassable = async (folder: string): Promise<boolean> => {
  const parent = path.dirname(folder);
  if (((await stat(folder)).mode & others.pass) === 0) return false;
  return parent === folder || isPassable(parent);
};

const isOurs = (owner: number): boolean => {
  const user = process.getuid?.();
  return user === owner || user === 0;
};

interface FileLook {
  readonly exists: boolean;
  readonly open?: OpenFile;
}

/** Looks at one file. What cannot be looked at is nobody's secret of this user: it counts as absent. Never rejects. */
export const lookAtFile = async ({ path: file, kind, profile }: SecretFile): Promise<FileLook> => {
  try {
    const target = await realpath(file);
    const facts = await stat(target);
    const { mode, uid } = facts;
    const isFolder = facts.isDirectory();
    if (!isFolder && !facts.isFile()) return { exists: false };
    // The names in a folder give nothing away; who may write there can put other files in their place.
    const isWritable = (mode & others.write) !== 0;
    if (!isWritable && (isFolder || (mode & others.read) === 0)) return { exists: true };
    const isReachable = await isPassable(path.dirname(target));
    const found = { path: target, kind, isFolder, isWritable, isReachable, isOurs: isOurs(uid) };
    return { exists: true, open: { ...found, ...(profile === undefined ? {} : { profile }) } };
  } catch {
    return { exists: false };
  }
};

const change = async (handle: FileHandle, isFolder: boolean): Promise<void> => {
  const facts = await handle.stat();
  if (isFolder ? !facts.isDirectory() : !facts.isFile()) throw new Error('it is something else now');
  await handle.chmod(privateMode(isFolder));
};

/** Closes a file to everybody but its owner. It is opened first, so that it cannot become another on the way. @throws what the system says */
export const makePrivate = async ({
  path: file,
  isFolder,
}: Pick<OpenFile, 'path' | 'isFolder'>): Promise<void> => {
  // Links were followed when it was looked at: a link there now is none of those that the operator has seen.
  if ((await realpath(file)) !== file) throw new Error('it is a link now');
  const handle = await open(file, 'r');
  try {
    await change(handle, isFolder);
  } finally {
    await handle.close();
  }
};

/** Why a mode stayed as it was, in the system's word for it where it has one. */
const modeFailure = (error: unknown): string =>
  systemCodeOf(error) ?? (error instanceof Error ? error.message : 'unknown error');

// Looks for pairing codes at the end of OpenClaw's log.

/** So much of the end of a log is read (bytes). A log may have 500 MB; who polls is at its end every few minutes. */
export const logTailBytes = 4 * 1_048_576;

interface LogScanInput {
  /** `logging.file` of the config. */
  readonly setting: unknown;
  /** Codes that work now. */
  readonly pending: readonly string[];
  readonly nowMs: number;
  /** Where the log is if nothing is set. Default: {@link usualLogFolder}. */
  readonly folder?: string | undefined;
}

/** `/tmp/openclaw`, or another where others own that or may write in it: OpenClaw does not use such a one. */
export const usualLogFolder = async (usual = '/tmp/openclaw'): Promise<string> => {
  const user = process.getuid?.() ?? 0;
  try {
    const { uid, mode } = await lstat(usual);
    if (uid === user && (mode & 0o022) === 0) return usual;
  } catch {
    // It is made when it is needed.
  }
  return path.join(tmpdir(), `openclaw-${user}`);
};

/** The last lines of a file, without the one that is cut; empty if it cannot be read. */
const readTail = async (file: string): Promise<string> => {
  try {
    const handle = await openPlain(file);
    try {
      const facts = await handle.stat();
      const start = Math.max(0, facts.size - logTailBytes);
      const buffer = Buffer.alloc(Math.min(facts.size, logTailBytes));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
      const text = buffer.toString('utf8', 0, bytesRead);
      return start === 0 ? text : text.slice(text.indexOf('\n') + 1);
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
};

/** Counts the codes in the newest log that has any; undefined if none has. Never rejects, and keeps nothing of what it read. */
export const scanLog = async ({
  setting,
  pending,
  nowMs,
  folder,
}: LogScanInput): Promise<LogLeaks | undefined> => {
  for (const file of logFiles({ setting, folder: folder ?? (await usualLogFolder()), nowMs })) {
    const found = findCodes(await readTail(file), pending);
    if (found.codes === 0) continue;
    const { open: exposed } = await lookAtFile({ path: file, kind: 'store' });
    return { file, ...found, isReadable: exposed?.isReachable === true };
  }
  return undefined;
};

export interface FilePermissionsOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
  /** The last reading of the config. */
  readonly reading: () => ConfigReading | undefined;
  /** Where the log is unless the config says otherwise. Default: `/tmp/openclaw`. */
  readonly logFolder?: string | undefined;
}

/** What it finds reaches the state as `file-permissions/checked`. */
export interface FilePermissionsService {
  /** Looks at the files and at the end of the log. Never rejects. */
  check(): Promise<void>;
  /** Closes to others those of the files that the last look found open, and looks again. */
  makePrivate(paths: readonly string[]): Promise<Outcome>;
}

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

const isOpen = (file: OpenFile | undefined): file is OpenFile => file !== undefined;

export const createFilePermissions = (options: FilePermissionsOptions): FilePermissionsService => {
  const { env, homeDir, platform, clock, dispatch, getState, reading } = options;

  const filesToLookAt = async (): Promise<readonly SecretFile[]> => {
    const { config } = getState();
    const secretConfigs = (reading()?.sources ?? [])
      .filter(({ text }) => holdsSecrets(text))
      .map(({ file }) => file);
    return secretFiles({
      config,
      env,
      homeDir,
      secretConfigs,
      credentialNames: await namesIn(config.credentialsDir),
    });
  };

  const leaks = async (): Promise<LogLeaks | undefined> => {
    const { config, pairing } = getState();
    const value = reading()?.value;
    // Later versions do not log what their command line prints, and a config that cannot be read does not say where the log is.
    if (
      !config.release.capabilities.logsPrintedCodes ||
      config.status !== 'ready' ||
      value === undefined ||
      platform === 'win32'
    )
      return undefined;
    const nowMs = clock.now();
    const pending = pairing.requests.flatMap(({ code, expiresAtMs }) =>
      code !== undefined && expiresAtMs > nowMs ? [code] : [],
    );
    return scanLog({
      setting: valueAt(value, ['logging', 'file']),
      pending,
      nowMs,
      folder: options.logFolder,
    });
  };

  const check = runInTurn(async (): Promise<void> => {
    const { status } = getState().config;
    if (status === 'unread') return;
    const files = await filesToLookAt();
    const looks = await Promise.all(files.map(lookAtFile));
    const sessions = files.flatMap(({ profile }, index): readonly ProfileName[] =>
      profile !== undefined && looks[index]?.exists === true ? [profile] : [],
    );
    const log = await leaks();
    dispatch({
      type: 'file-permissions/checked',
      checkedAtMs: clock.now(),
      openFiles: platform === 'win32' ? [] : looks.map(({ open }) => open).filter(isOpen),
      sessions,
      log,
    });
  });

  return {
    check,
    makePrivate: async (paths) => {
      const files = getState().filePermissions.openFiles.filter(
        (file) => file.isOurs && paths.includes(file.path),
      );
      if (files.length === 0) return { ok: false, error: words.nothingOpen() };
      const failures: string[] = [];
      // One after the other: a folder that is closed first is still ours to enter.
      for (const file of files)
        await makePrivate(file).catch((error: unknown) =>
          failures.push(`${file.path}: ${modeFailure(error)}`),
        );
      await check();
      return failures.length === 0
        ? { ok: true, sentence: words.closed(files.length) }
        : { ok: false, error: words.notClosed(failures) };
    },
  };
};
