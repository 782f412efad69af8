// Where the QR picture lies while a log-in runs: a file of mode 0600 in a private folder that is removed at the end.
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPlain } from '../system/files.ts';
import { isProcessAlive } from '../system/lock-file.ts';
import { maxPictureBytes } from './qr-picture.ts';

/** A folder older than this belongs to a log-in that ended long ago, whoever has the number of its process now. */
const leftOverMs = 10 * 60_000;
const prefix = 'login-';
/** Beside the picture: the process that made the folder. */
const ownerName = 'pid';

/** The private file of one log-in. */
export interface LoginFile {
  readonly path: string;
  read(): Promise<Uint8Array>;
  write(bytes: Uint8Array): Promise<void>;
  /** Removes file and folder. Never rejects. */
  remove(): Promise<void>;
}

/** Makes private files. */
export interface LoginFiles {
  /** Removes what a console left that was killed: its codes may still work. Never rejects. */
  sweep(nowMs: number): Promise<void>;
  /** @throws Error if the folder cannot be made */
  create(nowMs: number): Promise<LoginFile>;
}

/** A folder that names nobody is judged by its age. */
const hasDeadOwner = async (path: string, isAlive: (pid: number) => boolean): Promise<boolean> => {
  const pid = await readFile(join(path, ownerName), 'utf8').catch(() => '');
  return /^\d{1,10}$/u.test(pid) && !isAlive(Number(pid));
};

const removeLeftOvers = async (
  folder: string,
  nowMs: number,
  isAlive: (pid: number) => boolean,
): Promise<void> => {
  const names = await readdir(folder);
  await Promise.all(
    names
      .filter((name) => name.startsWith(prefix))
      .map(async (name) => {
        const path = join(folder, name);
        const isOrphan = await hasDeadOwner(path, isAlive);
        if (isOrphan || nowMs - (await stat(path)).mtimeMs > leftOverMs)
          await rm(path, { recursive: true, force: true });
      }),
  );
};

/** Reads no more than a picture can be: the file is written by another program. */
const readPicture = async (path: string): Promise<Uint8Array> => {
  const file = await openPlain(path);
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.min(size, maxPictureBytes + 1));
    const { bytesRead } = await file.read(bytes, 0, bytes.byteLength, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

/** Files in fresh folders (0700) under `runtimeDir`, which is made if it is not there. */
export const createLoginFiles = (
  runtimeDir: string,
  isAlive: (pid: number) => boolean = isProcessAlive,
): LoginFiles => ({
  sweep: (nowMs) => removeLeftOvers(runtimeDir, nowMs, isAlive).catch(() => undefined),
  create: async (nowMs) => {
    await mkdir(runtimeDir, { recursive: true, mode: 0o700 });
    await removeLeftOvers(runtimeDir, nowMs, isAlive).catch(() => {});
    const folder = await mkdtemp(join(runtimeDir, prefix));
    await writeFile(join(folder, ownerName), String(process.pid), { mode: 0o600, flag: 'wx' });
    const path = join(folder, 'qr.png');
    // zca writes with its own default mode; a file that is there keeps the one it has.
    await writeFile(path, '', { mode: 0o600, flag: 'wx' });
    return {
      path,
      read: async () => {
        await chmod(path, 0o600);
        return readPicture(path);
      },
      write: (bytes) => writeFile(path, bytes, { mode: 0o600 }),
      remove: () => rm(folder, { recursive: true, force: true }).catch(() => {}),
    };
  },
});
