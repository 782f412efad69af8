// Reads the pairing files. Never writes, not even to prune.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { errorSentences } from '../error-words.ts';
import type { ApprovedSender, PairingRequest } from '../model/pairing.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import { AppError } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, UserId } from '../shared/ids.ts';
import { isAbsence, systemCode } from '../shared/system-code.ts';
import { readStoreText } from '../system/store-file.ts';
import {
  accountsOfFile,
  approvedIn,
  byAccount,
  parseContent,
  requestsFileName,
  requestsIn,
  type StoreContent,
  type StoreScope,
} from './files.ts';

/** A writer that does not replace the file can be caught half-way; it is done by then (measured). */
const halfWrittenDelayMs = 50;

/** Which store, and whose time. */
export interface StorePlace {
  /** Absolute. */
  readonly credentialsDir: string;
  readonly clock: Clock;
  /** Whose the approved ids are. Default: an account's own. */
  readonly scope?: StoreScope;
}

/** What the store holds; what could not be read is left out and told in `problems`. */
export interface PairingSnapshot {
  /** As they stand in the file, expired ones included. */
  readonly requests: readonly PairingRequest[];
  readonly approved: readonly ApprovedSender[];
  readonly problems: readonly ErrorView[];
  /** There is no such folder. */
  readonly isFolderMissing: boolean;
}

/** The failure, if it is an expected one. @throws what it was given, if it is not */
export const expectedError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  throw error;
};

/** A file's content; undefined if there is none. @throws AppError `store-unreadable`, `store-corrupt` */
export const loadStoreFile = async (
  clock: Clock,
  file: string,
  key: StoreContent['key'],
): Promise<StoreContent | undefined> => {
  const once = async (): Promise<StoreContent | undefined> => {
    const text = await readStoreText(file);
    return text === undefined ? undefined : parseContent(file, text, key);
  };
  try {
    return await once();
  } catch (error) {
    if (expectedError(error).code !== 'store-corrupt') throw error;
    await new Promise<void>((resolve) => {
      realTimeClock(clock).after(halfWrittenDelayMs, resolve);
    });
    return once();
  }
};

/** Undefined: there is no such folder. */
const namesOfApproved = async (
  credentialsDir: string,
  scope: StoreScope,
): Promise<readonly string[] | undefined> => {
  try {
    return (await readdir(credentialsDir)).filter((name) => accountsOfFile(name, scope) !== undefined).sort();
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw new AppError(errorSentences.storeUnreadable({ file: credentialsDir, detail: systemCode(error) }), {
      cause: error,
    });
  }
};

/** Reads every file; a folder that does not exist is an empty store. Rejects only on what nobody expects. */
export const readPairingStore = async ({
  credentialsDir,
  clock,
  scope = byAccount,
}: StorePlace): Promise<PairingSnapshot> => {
  const problems: ErrorView[] = [];
  const tolerant = async <Result>(fallback: Result, work: () => Promise<Result>): Promise<Result> =>
    work().catch((error: unknown) => {
      problems.push(expectedError(error).view);
      return fallback;
    });
  const contentOf = (name: string, key: StoreContent['key']): Promise<StoreContent | undefined> =>
    tolerant(undefined, () => loadStoreFile(clock, path.join(credentialsDir, name), key));

  const requests = await contentOf(requestsFileName, 'requests');
  const approved: ApprovedSender[] = [];
  const known = new Map<AccountId, Set<UserId>>();
  const names = await tolerant<readonly string[] | undefined>([], () =>
    namesOfApproved(credentialsDir, scope),
  );
  for (const name of names ?? []) {
    const content = await contentOf(name, 'allowFrom');
    const senders = content ? approvedIn(content, accountsOfFile(name, scope) ?? []) : [];
    for (const sender of senders) {
      const ids = known.get(sender.accountId) ?? new Set();
      if (ids.size === 0) known.set(sender.accountId, ids);
      if (!ids.has(sender.senderId)) approved.push(sender);
      ids.add(sender.senderId);
    }
  }
  return {
    requests: requests ? requestsIn(requests, scope) : [],
    approved,
    problems,
    isFolderMissing: names === undefined,
  };
};
