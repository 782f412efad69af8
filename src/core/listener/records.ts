// Which listeners this console has running, on disk: a killed console leaves them behind, and they block the next start.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Outcome } from '../outcome.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId } from '../shared/ids.ts';
import { readPlain } from '../system/files.ts';
import type { ProcessInfo, ProcessTable } from '../system/process-list.ts';
import { bytesOf, replaceWith } from '../system/replace-file.ts';
import { diskWriteFiles } from '../system/write-files.ts';
import { listenerSentences } from './words.ts';

const processSchema = v.object({
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(2)),
  /** See ProcessLook. */
  startMark: v.pipe(v.string(), v.minLength(1)),
});

const recordSchema = v.object({
  ...processSchema.entries,
  profile: v.string(),
  /** What the program was called with: its command line ends so, whatever runs it (`env`, `node`). */
  args: v.pipe(v.array(v.string()), v.minLength(1)),
  /** The console that started it; absent where the system does not tell start times. */
  console: v.optional(processSchema),
});

export type ListenerRecord = v.InferOutput<typeof recordSchema>;

/** Where the records are kept. None of these ever rejects: a lost record only means that an orphan is not recognised. */
export interface ListenerRecords {
  read(accountId: AccountId): Promise<ListenerRecord | undefined>;
  write(accountId: AccountId, record: ListenerRecord): Promise<void>;
  /** Removes the record if it is about `pid`. */
  remove(accountId: AccountId, pid: number): Promise<void>;
}

/** Records that can also be read all at once. */
export interface ListenerRecordBook extends ListenerRecords {
  all(): Promise<readonly ListenerRecord[]>;
}

/** Account ids are the operator's keys: they may hold anything a file name must not. */
const fileName = (accountId: AccountId): string =>
  `listener-${encodeURIComponent(accountId).replaceAll('*', '%2A').slice(0, 150)}.json`;

/** Records as files of mode 0600 in `folder` (made 0700 if it is not there). */
export const createFileRecords = (folder: string): ListenerRecordBook => {
  const pathOf = (accountId: AccountId): string => join(folder, fileName(accountId));
  const readOne = async (path: string): Promise<ListenerRecord | undefined> => {
    try {
      const parsed = v.safeParse(recordSchema, JSON.parse(await readPlain(path)));
      return parsed.success ? parsed.output : undefined;
    } catch {
      return undefined;
    }
  };
  const read = (accountId: AccountId): Promise<ListenerRecord | undefined> => readOne(pathOf(accountId));
  return {
    read,
    all: async () => {
      const names = await readdir(folder).catch((): string[] => []);
      const records = await Promise.all(
        names.filter((name) => name.endsWith('.json')).map((name) => readOne(join(folder, name))),
      );
      return records.filter((record) => record !== undefined);
    },
    write: async (accountId, record) => {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await replaceWith(diskWriteFiles, pathOf(accountId), {
          write: bytesOf(Buffer.from(JSON.stringify(record), 'utf8')),
        });
      } catch {
        // The listener runs all the same.
      }
    },
    remove: async (accountId, pid) => {
      const record = await read(accountId);
      if (record && record.pid !== pid) return;
      await rm(pathOf(accountId), { force: true }).catch(() => {});
    },
  };
};

// Recognises and ends listeners that an earlier run of the console left behind.

const graceMs = 1_500;
const scanEveryMs = 100;

interface Obstacle {
  readonly error: ErrorView;
  /** Present if it is an orphan of ours, which may be ended. */
  readonly orphanPid?: number;
}

/** The book of running listeners, and what the last run left in it. */
export interface ListenerOrphans {
  /** Undefined if nothing that we know of is in the way. Removes records of processes that have gone. */
  findObstacle(accountId: AccountId): Promise<Obstacle | undefined>;
  /** Enters a child that has just been started, as far as the system tells about it. */
  enter(
    accountId: AccountId,
    child: { readonly pid: number; readonly profile: string; readonly args: readonly string[] },
  ): Promise<void>;
  leave(accountId: AccountId, pid: number): Promise<void>;
  /** SIGTERM, then SIGKILL. Ends nothing that is not surely an orphan of ours. */
  end(accountId: AccountId): Promise<Outcome>;
}

const isListener = (found: ProcessInfo, record: ListenerRecord): boolean =>
  found.status === 'alive' &&
  found.startMark === record.startMark &&
  found.commandLine.endsWith(record.args.join(' '));

interface ListenerOrphansOptions {
  readonly records: ListenerRecords;
  readonly processes: ProcessTable;
  readonly clock: Clock;
  readonly consolePid: number;
}

interface Found {
  readonly record: ListenerRecord;
  readonly owner: number | undefined;
}

class OrphanBook implements ListenerOrphans {
  readonly #options: ListenerOrphansOptions;

  constructor(options: ListenerOrphansOptions) {
    this.#options = options;
  }

  async findObstacle(accountId: AccountId): Promise<Obstacle | undefined> {
    const found = await this.#find(accountId);
    if (!found) return undefined;
    const {
      record: { pid, profile },
      owner,
    } = found;
    // A listener of this very console is being restarted, not left behind.
    if (owner === this.#options.consolePid) return undefined;
    if (owner === undefined) return { error: listenerSentences.ownOrphan({ profile, pid }), orphanPid: pid };
    return { error: listenerSentences.otherConsole({ profile, pid, consolePid: owner }) };
  }

  async enter(
    accountId: AccountId,
    {
      pid,
      profile,
      args,
    }: { readonly pid: number; readonly profile: string; readonly args: readonly string[] },
  ) {
    const { processes, records, consolePid } = this.#options;
    const [found, own] = await Promise.all([processes.inspect(pid), processes.inspect(consolePid)]);
    if (found.status !== 'alive') return;
    const owner = own.status === 'alive' ? { console: { pid: consolePid, startMark: own.startMark } } : {};
    await records.write(accountId, { pid, startMark: found.startMark, profile, args: [...args], ...owner });
  }

  leave(accountId: AccountId, pid: number): Promise<void> {
    return this.#options.records.remove(accountId, pid);
  }

  async end(accountId: AccountId): Promise<Outcome> {
    const { processes, records } = this.#options;
    const found = await this.#find(accountId);
    if (!found || found.owner !== undefined) return { ok: false, error: listenerSentences.noOrphan() };
    const { record } = found;
    processes.signal(record.pid, 'SIGTERM');
    if (!(await this.#waitUntilGone(record))) {
      processes.signal(record.pid, 'SIGKILL');
      if (!(await this.#waitUntilGone(record)))
        return { ok: false, error: listenerSentences.orphanStays(record.pid) };
    }
    await records.remove(accountId, record.pid);
    return { ok: true, sentence: listenerSentences.orphanEnded(record.pid) };
  }

  async #find(accountId: AccountId): Promise<Found | undefined> {
    const { processes, records } = this.#options;
    const record = await records.read(accountId);
    if (!record) return undefined;
    const found = await processes.inspect(record.pid);
    if (isListener(found, record)) return { record, owner: await this.#livingConsole(record) };
    const isOther =
      found.status === 'gone' || (found.status === 'alive' && found.startMark !== record.startMark);
    if (isOther) await records.remove(accountId, record.pid);
    return undefined;
  }

  async #livingConsole({ console }: ListenerRecord): Promise<number | undefined> {
    if (!console) return undefined;
    const found = await this.#options.processes.inspect(console.pid);
    return found.status === 'alive' && found.startMark === console.startMark ? console.pid : undefined;
  }

  async #waitUntilGone(record: ListenerRecord): Promise<boolean> {
    const { processes, clock } = this.#options;
    for (let waitedMs = 0; waitedMs <= graceMs; waitedMs += scanEveryMs) {
      if (!isListener(await processes.inspect(record.pid), record)) return true;
      await new Promise<void>((resolve) => void realTimeClock(clock).after(scanEveryMs, resolve));
    }
    return false;
  }
}

/** The book of running listeners of this machine's consoles. */
export const createListenerOrphans = (options: ListenerOrphansOptions): ListenerOrphans =>
  new OrphanBook(options);
