// Recognises and ends listeners that an earlier run of the console left behind.

import type { Outcome } from '../outcome.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId } from '../shared/ids.ts';
import type { ProcessLook, ProcessTable } from '../system/process-table.ts';
import type { ListenerRecord, ListenerRecords } from './records.ts';
import { listenerSentences } from './words.ts';

const graceMs = 1_500;
const lookEveryMs = 100;

/** What stands in the way of a start. */
export interface Obstacle {
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

const isListener = (look: ProcessLook, record: ListenerRecord): boolean =>
  look.status === 'alive' &&
  look.startMark === record.startMark &&
  look.commandLine.endsWith(record.args.join(' '));

/** What the book is kept with. */
export interface ListenerOrphansOptions {
  readonly records: ListenerRecords;
  readonly processes: ProcessTable;
  readonly clock: Clock;
  /** This process. */
  readonly consolePid: number;
}

interface Found {
  readonly record: ListenerRecord;
  /** The console that started it, if that is still there. */
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
    const [look, own] = await Promise.all([processes.look(pid), processes.look(consolePid)]);
    if (look.status !== 'alive') return;
    const owner = own.status === 'alive' ? { console: { pid: consolePid, startMark: own.startMark } } : {};
    await records.write(accountId, { pid, startMark: look.startMark, profile, args: [...args], ...owner });
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
    const look = await processes.look(record.pid);
    if (isListener(look, record)) return { record, owner: await this.#livingConsole(record) };
    const isOther =
      look.status === 'gone' || (look.status === 'alive' && look.startMark !== record.startMark);
    if (isOther) await records.remove(accountId, record.pid);
    return undefined;
  }

  async #livingConsole({ console }: ListenerRecord): Promise<number | undefined> {
    if (!console) return undefined;
    const look = await this.#options.processes.look(console.pid);
    return look.status === 'alive' && look.startMark === console.startMark ? console.pid : undefined;
  }

  async #waitUntilGone(record: ListenerRecord): Promise<boolean> {
    const { processes, clock } = this.#options;
    for (let waitedMs = 0; waitedMs <= graceMs; waitedMs += lookEveryMs) {
      if (!isListener(await processes.look(record.pid), record)) return true;
      await new Promise<void>((resolve) => void realTimeClock(clock).after(lookEveryMs, resolve));
    }
    return false;
  }
}

/** The book of running listeners of this machine's consoles. */
export const createListenerOrphans = (options: ListenerOrphansOptions): ListenerOrphans =>
  new OrphanBook(options);
