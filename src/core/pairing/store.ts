// Decisions in the pairing files: fresh content, OpenClaw's own locks, atomic writes.
//
// What is taken in turn is the file, and nothing else: whoever holds its lock (file-lock.ts, among processes and within this one) reads it
// afresh and writes it whole, so acts may run beside each other. That nobody decides about one person twice at a time is a matter of what the
// operator is told, not of the files: the service refuses it.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { errorSentences } from '../error-words.ts';
import type { ApprovedSender, PairingRequest } from '../model/people.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import { AppError } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, UserId } from '../shared/ids.ts';
import { isAbsence, systemCode } from '../shared/system-code.ts';
import { type LockDeps, type LockWatch, withGuardedLock } from '../system/file-lock.ts';
import type { HoldsLock } from '../system/lock-file.ts';
import {
  assertStoreWritable,
  readStoreText,
  type StoreWriteDeps,
  writeStoreText,
} from '../system/replace-file.ts';
import { removeStaleTempFilesBeside } from '../system/stale-temp-files.ts';
import {
  accountsOfFile,
  approvedFileName,
  approvedFileNames,
  approvedIn,
  byAccount,
  emptyContent,
  formatContent,
  isExpired,
  parseContent,
  requestsFileName,
  requestsIn,
  type StoreContent,
  type StoreScope,
  withApproved,
  withoutApproved,
  withoutRequest,
} from './files.ts';
import { pairingSentences as words } from './words.ts';

// Reads the pairing files. Never writes, not even to prune.

/** A writer that does not replace the file can be caught half-way; it is done by then (measured). */
const halfWrittenDelayMs = 50;

interface StorePlace {
  /** Absolute. */
  readonly credentialsDir: string;
  readonly clock: Clock;
  /** Whose the approved ids are. Default: an account's own. */
  readonly scope?: StoreScope;
}

/** What the store holds; what could not be read is left out and told in `problems`. */
interface PairingSnapshot {
  /** As they stand in the file, expired ones included. */
  readonly requests: readonly PairingRequest[];
  readonly approved: readonly ApprovedSender[];
  readonly problems: readonly ErrorView[];
  /** There is no such folder. */
  readonly isFolderMissing: boolean;
}

/** The failure, if it is an expected one. @throws what it was given, if it is not */
const expectedError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  throw error;
};

/** A file's content; undefined if there is none. @throws AppError `store-unreadable`, `store-corrupt` */
const loadStoreFile = async (
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

export interface PairingStoreDeps extends LockDeps, StorePlace, Pick<StoreWriteDeps, 'files'> {}

/** The store of one credentials folder. */
export interface PairingStore {
  /** Reads everything; writes nothing. */
  read(): Promise<PairingSnapshot>;
  /**
   * Adds the sender to the account's approved ids and removes the request.
   * @throws AppError `not-found`, `code-expired`, `store-corrupt`, `store-unreadable`, `store-locked`, `store-write-failed`, `cancelled`
   */
  approve(request: PairingRequest, watch?: LockWatch, signal?: AbortSignal): Promise<void>;
  /** Removes the request; the sender may ask again. @throws AppError as `approve`, but never `code-expired` */
  dismiss(request: PairingRequest, watch?: LockWatch, signal?: AbortSignal): Promise<void>;
  /** Adds the id to the account's approved ids again, without any request. @throws AppError as `approve`, but for the request */
  restore(account: AccountId, sender: UserId, watch?: LockWatch, signal?: AbortSignal): Promise<void>;
  /** Removes the id from every file that counts for the account. @throws AppError as `dismiss` */
  revoke(account: AccountId, sender: UserId, watch?: LockWatch, signal?: AbortSignal): Promise<void>;
}

type RequestWork = (found: PairingRequest, content: StoreContent, holdsLock: HoldsLock) => Promise<void>;

const requestOf = (
  content: StoreContent | undefined,
  wanted: PairingRequest,
  scope: StoreScope | undefined,
): PairingRequest | undefined =>
  content &&
  requestsIn(content, scope).find(
    ({ accountId, senderId }) => accountId === wanted.accountId && senderId === wanted.senderId,
  );

const findRequest = (
  content: StoreContent | undefined,
  wanted: PairingRequest,
  scope: StoreScope | undefined,
): PairingRequest => {
  const found = requestOf(content, wanted, scope);
  if (!found) throw new AppError(words.requestGone(wanted.name, wanted.senderId));
  return found;
};

const requestsFileOf = ({ credentialsDir }: PairingStoreDeps): string =>
  path.join(credentialsDir, requestsFileName);

/** The gateway has made the file of the requests: what is new is for it as well. */
const writing = (deps: PairingStoreDeps): StoreWriteDeps => ({
  kin: requestsFileOf(deps),
  files: deps.files,
  pid: deps.pid,
});

const approvedFileOf = ({ credentialsDir, scope }: PairingStoreDeps, account: AccountId): string =>
  path.join(credentialsDir, approvedFileName(account, scope));

/** Gives `work` the request and its file as they are now, under the file's lock. `besides`: what else it writes. */
const underRequestLock = async (
  deps: PairingStoreDeps,
  request: PairingRequest,
  { work, besides = [] }: { readonly work: RequestWork; readonly besides?: readonly string[] },
  signal: AbortSignal | undefined,
): Promise<void> => {
  const file = requestsFileOf(deps);
  const load = (): Promise<StoreContent | undefined> => loadStoreFile(deps.clock, file, 'requests');
  // Looked at first without the lock: where there is no file there may be no folder for a lock either.
  findRequest(await load(), request, deps.scope);
  await assertStoreWritable([file, ...besides], writing(deps));
  let wasWorkedOn = false;
  const locked = async (holdsLock: HoldsLock): Promise<void> => {
    const content = await load();
    // Done again because the lock was lost: it has gone, so the first time it went well.
    if (wasWorkedOn && requestOf(content, request, deps.scope) === undefined) return;
    const found = findRequest(content, request, deps.scope);
    wasWorkedOn = true;
    if (content) await work(found, content, holdsLock);
  };
  await withGuardedLock(file, deps, locked, signal);
};

const removeRequest = (
  deps: PairingStoreDeps,
  { accountId, senderId }: PairingRequest,
  content: StoreContent,
  holdsLock: HoldsLock,
): Promise<void> =>
  writeStoreText(
    requestsFileOf(deps),
    formatContent(content, withoutRequest(content, accountId, senderId, deps.scope)),
    holdsLock,
    writing(deps),
  );

const addApproved = async (
  deps: PairingStoreDeps,
  { accountId, senderId }: Pick<PairingRequest, 'accountId' | 'senderId'>,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const file = approvedFileOf(deps, accountId);
  await assertStoreWritable([file], writing(deps));
  const locked = async (holdsLock: HoldsLock): Promise<void> => {
    const content = (await loadStoreFile(deps.clock, file, 'allowFrom')) ?? emptyContent('allowFrom');
    const list = withApproved(content, senderId);
    if (list !== content.list)
      await writeStoreText(file, formatContent(content, list), holdsLock, writing(deps));
  };
  await withGuardedLock(file, deps, locked, signal);
};

const approve = (
  deps: PairingStoreDeps,
  request: PairingRequest,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const work: RequestWork = async (found, content, holdsLock) => {
    if (isExpired(found, deps.clock.now()))
      throw new AppError(words.requestExpired(request.name, request.senderId));
    // Approved first: if this process died in between, a request too many is harmless, one lost is not.
    await addApproved(deps, found, signal);
    await removeRequest(deps, found, content, holdsLock);
  };
  return underRequestLock(
    deps,
    request,
    { work, besides: [approvedFileOf(deps, request.accountId)] },
    signal,
  );
};

const dismiss = (
  deps: PairingStoreDeps,
  request: PairingRequest,
  signal: AbortSignal | undefined,
): Promise<void> =>
  underRequestLock(
    deps,
    request,
    { work: (found, content, holdsLock) => removeRequest(deps, found, content, holdsLock) },
    signal,
  );

/** True if the id stood in the file. */
const removeApproved = async (
  deps: PairingStoreDeps,
  file: string,
  sender: UserId,
  signal: AbortSignal | undefined,
): Promise<boolean> => {
  const load = (): Promise<StoreContent | undefined> => loadStoreFile(deps.clock, file, 'allowFrom');
  if (!(await load())) return false;
  let isRemoved = false;
  const locked = async (holdsLock: HoldsLock): Promise<boolean> => {
    const content = await load();
    if (!content) return isRemoved;
    const list = withoutApproved(content, sender);
    if (list.length === content.list.length) return isRemoved;
    await writeStoreText(file, formatContent(content, list), holdsLock, writing(deps));
    isRemoved = true;
    return true;
  };
  return withGuardedLock(file, deps, locked, signal);
};

const filesThere = async (
  { credentialsDir }: PairingStoreDeps,
  names: readonly string[],
): Promise<readonly string[]> => {
  const there = await readdir(credentialsDir).catch((): readonly string[] => []);
  return names.filter((name) => there.includes(name)).map((name) => path.join(credentialsDir, name));
};

const revoke = async (
  deps: PairingStoreDeps,
  account: AccountId,
  sender: UserId,
  signal: AbortSignal | undefined,
): Promise<void> => {
  let corrupt: AppError | undefined;
  let isRemoved = false;
  const names = approvedFileNames(account, deps.scope);
  await assertStoreWritable(await filesThere(deps, names), writing(deps));
  for (const name of names) {
    try {
      isRemoved =
        (await removeApproved(deps, path.join(deps.credentialsDir, name), sender, signal)) || isRemoved;
    } catch (error) {
      // The gateway reads a corrupt file as empty, so it lets nobody in; the other file must still be cleaned.
      if (expectedError(error).code !== 'store-corrupt') throw error;
      corrupt = expectedError(error);
    }
  }
  if (!isRemoved) throw corrupt ?? new AppError(words.notApproved(sender, account));
};

/** Opens nothing and creates nothing: files are looked at when asked for. */
export const createPairingStore = (deps: PairingStoreDeps): PairingStore => {
  const swept = async (work: () => Promise<void>): Promise<void> => {
    // What a killed console left of its write: nobody else knows that it is left over.
    await removeStaleTempFilesBeside([requestsFileOf(deps)], deps);
    return work();
  };
  return {
    read: () => readPairingStore(deps),
    approve: (request, watch, signal) => swept(() => approve({ ...deps, ...watch }, request, signal)),
    dismiss: (request, watch, signal) => swept(() => dismiss({ ...deps, ...watch }, request, signal)),
    restore: (account, sender, watch, signal) =>
      swept(() => addApproved({ ...deps, ...watch }, { accountId: account, senderId: sender }, signal)),
    revoke: (account, sender, watch, signal) =>
      swept(() => revoke({ ...deps, ...watch }, account, sender, signal)),
  };
};
