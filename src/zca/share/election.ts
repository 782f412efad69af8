// Who owns the session. The record names the owner and its socket, and is there at once and whole, or not at all (a hard link to a file
// that is ready). The owner listens before the record exists, so a socket that refuses is that of somebody who has died: the system closes
// it whatever killed the process. Taking the record of a dead owner away is where two could meet, and the later would take away the record
// of the earlier; so whoever does it first claims, in the same way, the right to remove *that* owner's record, and looks once more.
import { randomBytes } from 'node:crypto';
import { link, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { oldSockets, type Place, removeSocket } from './place.ts';
import { isSameProcess, startOf } from './process.ts';

/** Who owns a session, as its record says. */
export interface OwnerRecord {
  readonly v: number;
  /** Of this ownership; never used again. */
  readonly id: string;
  /** Whoever shows it has read the record, and so is the same user. */
  readonly key: string;
  readonly pid: number;
  /** What the system calls the start of that process; absent where it does not say. */
  readonly start?: string | undefined;
  readonly socket: string;
  /** The program that the owner runs behind it: it outlives a killed owner, and must be ended before there is another. */
  readonly child?: { readonly pid: number; readonly start?: string | undefined } | undefined;
}

/** Longer than it takes an owner to notice a connection, unless it has been stopped (ms). */
const connectLimitMs = 2_000;

/** Is somebody there? `dead`: nobody listens, and nobody can begin to. */
export type Reached = { readonly socket: Socket } | 'dead' | 'silent';

/** Connects to the socket of a record. */
export const reach = (address: string): Promise<Reached> =>
  new Promise((resolve) => {
    const socket = connect(address);
    const end = (result: Reached): void => {
      clearTimeout(timer);
      socket.removeAllListeners();
      // Whoever takes the socket over hears of its errors; until then nobody does.
      socket.on('error', () => {});
      if (typeof result === 'string') socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => end('silent'), connectLimitMs);
    socket.once('connect', () => end({ socket }));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      end(['ECONNREFUSED', 'ENOENT', 'ENOTSOCK', 'ENOTDIR'].includes(error.code ?? '') ? 'dead' : 'silent');
    });
  });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The record in a file; undefined where there is none. One that cannot be read is nobody's: records are whole or not there. */
export const readRecord = async (file: string): Promise<OwnerRecord | undefined> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const value = parsed(text);
  const { v, id, key, pid, start, socket, child } = isRecord(value) ? value : {};
  if (
    typeof v !== 'number' ||
    typeof id !== 'string' ||
    typeof key !== 'string' ||
    typeof socket !== 'string'
  )
    return { v: 0, id: 'damaged', key: '', pid: 0, socket: '' };
  const childPid = isRecord(child) && typeof child['pid'] === 'number' ? child['pid'] : undefined;
  return {
    v,
    id,
    key,
    socket,
    pid: typeof pid === 'number' ? pid : 0,
    start: typeof start === 'string' ? start : undefined,
    child:
      childPid === undefined
        ? undefined
        : {
            pid: childPid,
            start: isRecord(child) && typeof child['start'] === 'string' ? child['start'] : undefined,
          },
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** A record of this process. */
export const newRecord = (socket: string): OwnerRecord => ({
  v: 1,
  id: randomBytes(8).toString('hex'),
  key: randomBytes(16).toString('hex'),
  pid: process.pid,
  start: startOf(process.pid),
  socket,
});

const writeBeside = async (file: string, record: OwnerRecord): Promise<string> => {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  await writeFile(temporary, `${JSON.stringify(record)}\n`, { flag: 'wx', mode: 0o600 });
  return temporary;
};

/** Puts the record in its place, if nothing is there. */
export const reported = async (file: string, record: OwnerRecord): Promise<boolean> => {
  const temporary = await writeBeside(file, record);
  try {
    await link(temporary, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
};

/** Writes the own record anew: only its owner may. */
export const rewrite = async (file: string, record: OwnerRecord): Promise<void> => {
  await rename(await writeBeside(file, record), file);
};

/** Takes the own record away; what somebody else has put there stays. */
export const release = async (file: string, { id }: OwnerRecord): Promise<void> => {
  const record = await readRecord(file).catch(() => undefined);
  if (record?.id === id) await rm(file, { force: true });
};

/** The owner is dead, whatever was left of it. */
const isDead = async ({ socket, pid, start }: OwnerRecord): Promise<boolean> => {
  if (socket === '') return true;
  const reached = await reach(socket);
  if (typeof reached !== 'string') {
    reached.socket.destroy();
    return false;
  }
  // A socket can be swept away while its owner lives: a second session would displace that one.
  return reached === 'dead' && !isSameProcess(pid, start);
};

/**
 * Takes the record of a dead owner away.
 * @param mine of whoever asks, with a socket that is listened on
 * @param whenSole called by the one who may, before the record goes
 */
export const reclaim = async (
  file: string,
  stale: OwnerRecord,
  mine: OwnerRecord,
  whenSole: (stale: OwnerRecord) => Promise<void>,
): Promise<void> => {
  const right = `${file}.${stale.id}`;
  if (!(await reported(right, mine))) {
    const holder = await readRecord(right);
    if (holder !== undefined && (await isDead(holder))) await reclaim(right, holder, mine, async () => {});
    return;
  }
  try {
    const now = await readRecord(file);
    if (now?.id !== stale.id) return;
    await whenSole(stale);
    await rm(file, { force: true });
  } finally {
    await rm(right, { force: true });
  }
};

/** What those who were killed in the middle of an election have left: none of it is used by anybody. */
export const tidy = async (place: Place, nowMs: number): Promise<void> => {
  for (const socket of await oldSockets(place, nowMs)) {
    const reached = await reach(socket);
    if (reached === 'dead') await removeSocket(place, socket);
    else if (reached !== 'silent') reached.socket.destroy();
  }
  const folder = path.dirname(place.recordFile);
  const temporary = `${path.basename(place.recordFile)}.`;
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(temporary) || !name.endsWith('.tmp')) continue;
    const file = path.join(folder, name);
    const made = await stat(file).catch(() => undefined);
    if (made !== undefined && nowMs - made.mtimeMs > 60_000) await rm(file, { force: true });
  }
};

/** What an election came to. */
export type Elected =
  | { readonly role: 'owner'; readonly record: OwnerRecord }
  | { readonly role: 'reader'; readonly record: OwnerRecord; readonly socket: Socket }
  /** It lives, and does not answer. */
  | { readonly role: 'refused'; readonly pid: number };

/** What somebody stands for election with. */
export interface Candidate {
  readonly place: Place;
  /** Listens on a new socket, and is then ready for whoever reads the record of it. */
  readonly listen: () => Promise<OwnerRecord>;
  /** Ends what a dead owner has left running. */
  readonly endChild: (stale: OwnerRecord) => Promise<void>;
}

/** Those who meet at the same moment try again after up to so long (ms). */
const retryMs = 20;
/** An owner that ends takes its record away first; one whose socket is gone and that lives for longer has lost it (ms). */
const endingLimitMs = 2_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Joins the owner, or becomes it. @throws the system's error where the folders cannot be used */
export const elect = async ({ place, listen, endChild }: Candidate): Promise<Elected> => {
  let mine: OwnerRecord | undefined;
  let silentSinceMs: number | undefined;
  for (;;) {
    const record = await readRecord(place.recordFile);
    if (record === undefined) {
      mine ??= await listen();
      if (await reported(place.recordFile, mine)) return { role: 'owner', record: mine };
      continue;
    }
    const reached = record.socket === '' ? 'dead' : await reach(record.socket);
    if (typeof reached !== 'string') return { role: 'reader', record, socket: reached.socket };
    if (reached === 'silent') return { role: 'refused', pid: record.pid };
    if (isSameProcess(record.pid, record.start)) {
      silentSinceMs ??= Date.now();
      if (Date.now() - silentSinceMs > endingLimitMs) return { role: 'refused', pid: record.pid };
    } else {
      mine ??= await listen();
      await reclaim(place.recordFile, record, mine, async (stale) => {
        await endChild(stale);
        await removeSocket(place, stale.socket);
      });
    }
    await pause(Math.random() * retryMs);
  }
};
