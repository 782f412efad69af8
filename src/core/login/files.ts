// The QR picture of a log-in: a file of mode 0600 in a private folder that is removed at the end, and the text that can be drawn of it.
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { decodeQR } from 'qr/decode.js';
import { errorSentences } from '../error-words.ts';
import { AppError } from '../shared/error.ts';
import { openPlain } from '../system/files.ts';
import { isProcessAlive } from '../system/lock-file.ts';

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
  /** Reads a picture that another program keeps elsewhere. @throws Error if there is none */
  readPicture(path: string): Promise<Uint8Array>;
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
  readPicture,
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

// The QR picture of a log-in as text, so that it can be drawn in the terminal. The text is a credential.

/** Larger files are not what zca writes (1–5 KB). */
export const maxPictureBytes = 4 * 1024 * 1024;
const maxSidePixels = 4_096;
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Width and height stand in the first chunk: a small file can claim to be a huge picture. */
const sidesOf = (bytes: Uint8Array): readonly [number, number] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [view.getUint32(16), view.getUint32(20)];
};

const problemOf = (bytes: Uint8Array): string | undefined => {
  if (bytes.byteLength === 0) return 'the file is empty';
  if (bytes.byteLength > maxPictureBytes) return 'the file is too large';
  if (bytes.byteLength < 33 || signature.some((byte, index) => bytes[index] !== byte))
    return 'the file is no PNG picture';
  return sidesOf(bytes).some((pixels) => pixels === 0 || pixels > maxSidePixels)
    ? 'the picture is too large'
    : undefined;
};

const isBlank = ({ data }: PNG): boolean => {
  const first = data.length < 4 ? 0 : data.readUInt32LE(0);
  for (let at = 4; at + 4 <= data.length; at += 4) if (data.readUInt32LE(at) !== first) return false;
  return true;
};

/** What is on a picture, or why nothing can be. */
const openPicture = (bytes: Uint8Array): PNG | string => {
  const problem = problemOf(bytes);
  if (problem !== undefined) return problem;
  try {
    const png = PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return isBlank(png) ? 'there is nothing on the picture' : png;
  } catch {
    return 'the picture is damaged';
  }
};

/** Is there anything on it that a phone could make more of than we can? Not on a picture that is damaged, or of one colour. */
export const canBeScanned = (bytes: Uint8Array): boolean => typeof openPicture(bytes) !== 'string';

const findCode = ({ width, height, data }: PNG): string => {
  try {
    // The default gives up after one video frame (16 ms): too soon on a busy machine.
    return decodeQR({ width, height, data }, { format: 'RGBA', timeLimit: 1_000 });
  } catch (error) {
    throw new AppError(errorSentences.qrUnreadable({ detail: 'no code was found on the picture' }), {
      cause: error,
    });
  }
};

/**
 * The text of the QR code in a PNG picture.
 * @throws AppError `qr-unreadable`: no PNG, cut, blank, or a code that cannot be read
 */
export const decodeQrPicture = (bytes: Uint8Array): string => {
  const picture = openPicture(bytes);
  if (typeof picture === 'string') throw new AppError(errorSentences.qrUnreadable({ detail: picture }));
  const text = findCode(picture);
  if (text !== '') return text;
  throw new AppError(errorSentences.qrUnreadable({ detail: 'the code is empty' }));
};
