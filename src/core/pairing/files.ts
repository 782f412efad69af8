// The pairing files: names, content, edits (the openclaw contract, section 4). Pure; unknown fields are kept.

import type { ConfigView } from '../config/config-view.ts';
import { bareEntry } from '../config/entry-names.ts';
import { foreignEncoding } from '../config/parse.ts';
import { isObject, type JsonObject, ownValue } from '../config/value.ts';
import { errorSentences } from '../error-words.ts';
import { type ApprovedSender, type PairingRequest, pairingTtlMs } from '../model/people.ts';
import { AppError } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import {
  type AccountId,
  accountId,
  defaultAccountId,
  type PairingCode,
  pairingCode,
  type UserId,
  userId,
} from '../shared/ids.ts';
import { sanitizeName } from '../shared/text/sanitize.ts';
import type { ConsoleState } from '../state.ts';
import { pairingSentences, pairingSentences as words } from './words.ts';

// Which files a decision on the pairing screen writes, so that the operator can be told before.

/** File names in the credentials folder (the OpenClaw contract, section 4). */
export interface PairingFiles {
  /** Absolute. */
  readonly folder: string;
  /** The requests of all accounts: written by approving and dismissing. */
  readonly requests: string;
  /** The approved ids of the account: written by approving. */
  readonly approved: string;
  /** All that can hold an approved id of the account: written by revoking, as far as they exist. */
  readonly revoked: readonly string[];
}

/** Where a request that names no account came in: on one that sends codes, the default one first. */
const askedOn = ({ accounts, defaultAccountId }: ConfigView): AccountId => {
  const asking = accounts
    .filter(({ enabled, dmPolicy }) => enabled.value && dmPolicy.value === 'pairing')
    .map(({ id }) => id);
  return asking.find((id) => id === defaultAccountId) ?? asking[0] ?? defaultAccountId;
};

/** Whose the pairing files are; undefined where pairing is kept in a database. */
export const storeScope = (config: ConfigView): StoreScope | undefined => {
  switch (config.release.capabilities.pairingStore) {
    case 'database':
      return undefined;
    case 'scoped-files':
      return byAccount;
    case 'unscoped-files':
      return { type: 'one-for-all', accounts: config.accounts.map(({ id }) => id), askedOn: askedOn(config) };
  }
};

/** Is pairing kept in files, which this console reads and writes itself? Else only the gateway and its command know of it. */
export const isPairingInFiles = ({ release }: ConfigView): boolean =>
  release.capabilities.pairingStore !== 'database';

/** Is it known who is approved? Files tell, and the database where it is read; a gateway that is asked does not. */
export const areApprovedTold = ({ config, pairing }: ConsoleState): boolean =>
  isPairingInFiles(config) || pairing.way === 'database';

/** Does a decision on one account count on every other, too? There is one list for all of them (2026.2.25 and older). */
export const isApprovedOnAll = ({ accounts, release }: ConfigView): boolean =>
  accounts.length > 1 && release.capabilities.pairingStore === 'unscoped-files';

/** The pairing files of one account; undefined where pairing is kept in a database. */
export const pairingFiles = (config: ConfigView, accountId: AccountId): PairingFiles | undefined => {
  const scope = storeScope(config);
  return (
    scope && {
      folder: config.credentialsDir,
      requests: requestsFileName,
      approved: approvedFileName(accountId, scope),
      revoked: approvedFileNames(accountId, scope),
    }
  );
};

// From a typed code to the request it belongs to. Pure.

/** The request a code belongs to, or why there is none. */
export type CodeMatch =
  | { readonly ok: true; readonly request: PairingRequest }
  | { readonly ok: false; readonly error: ErrorView };

const shape = /^[A-HJ-NP-Z2-9]{8}$/u;

/**
 * Finds the pending request with a code, whatever its case, blanks and dashes. With `account` a request of another account
 * does not count, but is told apart from an unknown code (`code-unknown`, `code-expired`, `code-other-account`).
 */
export const matchCode = (
  requests: readonly PairingRequest[],
  typed: PairingCode,
  nowMs: number,
  account?: AccountId,
): CodeMatch => {
  const code = pairingCode(typed);
  const matching = requests.filter((request) => request.code === code);
  const pending = matching.filter((request) => !isExpired(request, nowMs));
  const request = pending.find(({ accountId }) => account === undefined || accountId === account);
  if (request) return { ok: true, request };
  const elsewhere = pending[0];
  if (elsewhere)
    return { ok: false, error: errorSentences.codeOtherAccount({ code, accountId: elsewhere.accountId }) };
  const expired = matching[0];
  if (expired)
    return {
      ok: false,
      error: errorSentences.codeExpired({
        code,
        agoMs: expired.createdAtMs > 0 ? nowMs - expired.expiresAtMs : undefined,
      }),
    };
  return {
    ok: false,
    error: shape.test(code) ? errorSentences.codeUnknown({ code }) : pairingSentences.codeMalformed(code),
  };
};

/** Requests of all accounts. */
export const requestsFileName = 'zalouser-pairing.json';
/** Approved ids of no account by name. */
const unscopedFileName = 'zalouser-allowFrom.json';

/** Whose the approved ids of a store are (the OpenClaw contract, section 4; docs/contract/releases.md, kinds a and b). */
export type StoreScope =
  /** Every account has a file of its own; for `default` the unscoped file counts, too. */
  | { readonly type: 'by-account' }
  /**
   * The unscoped file counts for every account, and no other file for any; a request does not say which account it came in on.
   * `askedOn`: the account it is taken to have come in on.
   */
  | { readonly type: 'one-for-all'; readonly accounts: readonly AccountId[]; readonly askedOn: AccountId };

/** As OpenClaw keeps it from 2026.2.26 on. */
export const byAccount: StoreScope = { type: 'by-account' };

/** Where the gateway writes an account's approved ids; `default` has a file of its own too. */
export const approvedFileName = (account: AccountId, { type }: StoreScope = byAccount): string =>
  type === 'one-for-all'
    ? unscopedFileName
    : `zalouser-${account.replace(/[\\/:*?"<>|]/gu, '_').replaceAll('..', '_')}-allowFrom.json`;

/** Every file whose approved ids count for an account. */
export const approvedFileNames = (account: AccountId, scope: StoreScope = byAccount): readonly string[] => {
  const own = approvedFileName(account, scope);
  return scope.type === 'by-account' && account === defaultAccountId ? [own, unscopedFileName] : [own];
};

/** Which accounts a file's approved ids count for; undefined for any other file. */
export const accountsOfFile = (
  name: string,
  scope: StoreScope = byAccount,
): readonly AccountId[] | undefined => {
  if (scope.type === 'one-for-all') return name === unscopedFileName ? scope.accounts : undefined;
  if (name === unscopedFileName) return [defaultAccountId];
  const key = /^zalouser-(.+)-allowFrom\.json$/u.exec(name)?.[1];
  return key === undefined ? undefined : [accountId(key)];
};

export const isStoreFile = (name: string, scope: StoreScope = byAccount): boolean =>
  name === requestsFileName || accountsOfFile(name, scope) !== undefined;

/** A store file's content: the whole object as it was written, and the one list in it. */
export interface StoreContent {
  readonly whole: JsonObject;
  readonly key: 'requests' | 'allowFrom';
  readonly list: readonly unknown[];
}

/** What a file that does not exist yet holds. */
export const emptyContent = (key: StoreContent['key']): StoreContent => ({
  whole: { version: 1 },
  key,
  list: [],
});

/** A number as it was written. Every Node that runs this has these two; the types of the language do not name them yet. */
declare global {
  interface JSON {
    rawJSON(text: string): { readonly rawJSON: string };
    isRawJSON(value: unknown): value is { readonly rawJSON: string };
  }
}

/** Numbers that would be written otherwise than they stand (`1e400`, ids above 2^53, `1.0`) are kept as they stand. */
const asWritten = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
    ? JSON.rawJSON(context.source)
    : value;

/** Stands before or in a number that may not be written as it is read; now and then in a text, too. Most files have none, and are read five times as fast. */
const unusualNumber = /[[:,]\s*(?:-|\d{1,15}[.eE\d])/u;

const corrupt = (file: string, detail: string): AppError =>
  new AppError(errorSentences.storeCorrupt({ file, detail }));

/**
 * Reads a store file.
 * @throws AppError `store-corrupt` naming the file: no JSON, not the right shape, or of another version
 */
export const parseContent = (file: string, text: string, key: StoreContent['key']): StoreContent => {
  const encoding = foreignEncoding(text);
  if (encoding !== undefined) throw corrupt(file, words.encoded(encoding));
  let whole: unknown;
  try {
    whole = unusualNumber.test(text) ? JSON.parse(text, asWritten) : JSON.parse(text);
  } catch (error) {
    throw corrupt(file, error instanceof Error ? error.message : String(error));
  }
  if (!isObject(whole) || JSON.isRawJSON(whole)) throw corrupt(file, words.notAnObject);
  const version = ownValue(whole, 'version') ?? 1;
  if (textOf(version) !== '1' || typeof version === 'string')
    throw new AppError(words.storeForeign(file, JSON.stringify(version)));
  const list = ownValue(whole, key) ?? [];
  if (!Array.isArray(list)) throw corrupt(file, words.notAList(key));
  return { whole, key, list: list as unknown[] };
};

/** The bytes the gateway would write: 2 spaces, a newline at the end. */
export const formatContent = ({ whole, key }: StoreContent, list: readonly unknown[]): string =>
  `${JSON.stringify({ ...whole, [key]: list }, null, 2)}\n`;

/** Ids above 2^53 that somebody wrote as bare numbers keep all their digits. */
const digitsOf = (source: string): string => (/^-?\d+$/u.test(source) ? source : String(Number(source)));

const textOf = (value: unknown): string => {
  if (JSON.isRawJSON(value)) return digitsOf(value.rawJSON);
  return typeof value === 'string' || typeof value === 'number' ? sanitizeName(String(value)) : '';
};

const timeOf = (value: unknown): number => {
  const timeMs = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  // The gateway counts a request without a readable date as expired.
  return Number.isFinite(timeMs) ? timeMs : 0;
};

const requestOf = (entry: unknown, scope: StoreScope): PairingRequest | undefined => {
  const [id, code] = [textOf(ownValue(entry, 'id')), textOf(ownValue(entry, 'code'))];
  if (id === '' || code === '') return undefined;
  const meta = ownValue(entry, 'meta');
  const name = textOf(ownValue(meta, 'name'));
  const createdAtMs = timeOf(ownValue(entry, 'createdAt'));
  return {
    accountId: accountId(
      textOf(ownValue(meta, 'accountId')) ||
        (scope.type === 'one-for-all' ? scope.askedOn : defaultAccountId),
    ),
    senderId: userId(id),
    code: pairingCode(code),
    ...(name === '' ? {} : { name }),
    createdAtMs,
    lastSeenAtMs: timeOf(ownValue(entry, 'lastSeenAt')) || createdAtMs,
    expiresAtMs: createdAtMs + pairingTtlMs,
  };
};

/** The requests that make sense, expired ones included, as they stand in the file. */
export const requestsIn = (
  { list }: StoreContent,
  scope: StoreScope = byAccount,
): readonly PairingRequest[] => list.flatMap((entry) => requestOf(entry, scope) ?? []);

/** True once the gateway would not take the code any more. */
export const isExpired = ({ expiresAtMs }: PairingRequest, nowMs: number): boolean => nowMs > expiresAtMs;

/** The list without the requests of one sender on one account; all else as it was. */
export const withoutRequest = (
  { list }: StoreContent,
  account: AccountId,
  sender: UserId,
  scope: StoreScope = byAccount,
): readonly unknown[] =>
  list.filter((entry) => {
    const request = requestOf(entry, scope);
    return request?.accountId !== account || request.senderId !== sender;
  });

const approvedId = (entry: unknown): string => {
  const id = bareEntry(textOf(entry));
  // The gateway does not take a `*` from here.
  return id === '*' ? '' : id;
};

/** The approved senders in a file, each once on every account it counts for. */
export const approvedIn = (
  { list }: StoreContent,
  accounts: readonly AccountId[],
): readonly ApprovedSender[] => {
  const ids = [...new Set(list.map(approvedId))].filter((id) => id !== '').map(userId);
  return accounts.flatMap((account) => ids.map((senderId) => ({ accountId: account, senderId })));
};

/** The list with one more id; the same list if it is there already. */
export const withApproved = ({ list }: StoreContent, sender: UserId): readonly unknown[] =>
  list.some((entry) => approvedId(entry) === sender) ? list : [...list, sender];

/** The list without an id, however it is spelt. */
export const withoutApproved = ({ list }: StoreContent, sender: UserId): readonly unknown[] =>
  list.filter((entry) => approvedId(entry) !== sender);
