// Which listeners this console has running, on disk: a killed console leaves them behind, and they block the next start.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { AccountId } from '../shared/ids.ts';
import { readPlain } from '../system/files.ts';
import { bytesOf, replaceWith } from '../system/replace-file.ts';
import { diskWriteFiles } from '../system/write-files.ts';

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

/** One running listener of a console. */
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
  /** Those of every account. */
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
