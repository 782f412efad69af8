// What can be offered at a Tab besides the words of the command line itself: from files alone, and harmless to a shell.

import path, { resolve } from 'node:path';
import type { ConfigView } from '../../core/config/config-view.ts';
import { bareEntry } from '../../core/config/entry-names.ts';
import { readConfig } from '../../core/config/read.ts';
import { valueAt } from '../../core/config/value.ts';
import { readConfigView } from '../../core/config/view.ts';
import type { ApprovedSender, PairingRequest } from '../../core/model/people.ts';
import { detectOpenClaw } from '../../core/openclaw/paths.ts';
import { lastTouchedVersion, withConfigVersion } from '../../core/openclaw/releases.ts';
import { storeScope } from '../../core/pairing/files.ts';
import { readPairingStore } from '../../core/pairing/store.ts';
import { type Clock, systemClock } from '../../core/shared/clock.ts';
import { type AccountId, accountId } from '../../core/shared/ids.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import { typedPath } from '../paths.ts';
import { cliSentences } from '../words.ts';

// A look at the files alone: nothing is run, watched or written, and nobody is told.

interface SnapshotInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  /** `--config`, absolute. */
  readonly configFlag?: string;
  readonly clock: Clock;
}

/** What stands in them. Where pairing is not in files there is only the config. */
interface FilesSnapshot {
  readonly config: ConfigView;
  /** Expired ones included. */
  readonly requests: readonly PairingRequest[];
  readonly approved: readonly ApprovedSender[];
}

/** Reads config and pairing store once. What is missing or broken is left out; rejects only on what nobody expects. */
const snapshotOfFiles = async ({ clock, ...question }: SnapshotInput): Promise<FilesSnapshot> => {
  const { env } = question;
  const { paths, release: seen } = detectOpenClaw(question);
  const reading = await readConfig({
    path: paths.configPath,
    env,
    envFile: path.join(paths.stateDir, '.env'),
    clock,
  });
  const release = withConfigVersion(seen, valueAt(reading.value, lastTouchedVersion));
  const config = readConfigView({ reading, paths, release, env, readAtMs: clock.now() });
  const scope = storeScope(config);
  if (scope === undefined) return { config, requests: [], approved: [] };
  const { requests, approved } = await readPairingStore({
    credentialsDir: paths.credentialsDir,
    clock,
    scope,
  });
  return { config, requests, approved };
};

/** Something to be typed, and what it is; the description may be empty. */
export interface Suggestion {
  readonly value: string;
  readonly description: string;
}

/** What can be suggested: accounts, codes of pending requests, ids of approved senders, ids of groups the config names. */
export type SuggestionKind = 'account' | 'code' | 'approved' | 'group';

export type Suggestions = Readonly<Record<SuggestionKind, readonly Suggestion[]>>;

/** Where nothing is known. */
export const noSuggestions: Suggestions = { account: [], code: [], approved: [], group: [] };

export interface SuggestionsHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  /** Epoch ms; default: now. */
  readonly nowMs?: number;
}

const words = cliSentences.completion;

/** The scripts of the shells put what they are given into words that are expanded: nothing else is ever offered. */
const isHarmless = (value: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/u.test(value);

/** Longest name of a stranger in a description (UTF-16 code units). */
const maxNameUnits = 40;

/** One short line without what a shell would expand, should its script ever come to. */
const harmless = (text: string): string =>
  sanitizeLine(text, maxNameUnits)
    .replaceAll(/[\\`$]/gu, '')
    .trim();

/** The value of a flag among the words before the one that is being typed; the last counts. */
const flagValue = (typed: readonly string[], flag: string): string | undefined =>
  typed
    .slice(0, -1)
    .flatMap((word, at) => {
      if (word.startsWith(`${flag}=`)) return [word.slice(flag.length + 1)];
      return word === flag && at + 1 < typed.length - 1 ? [typed[at + 1] ?? ''] : [];
    })
    .at(-1);

/** Each value once, with the accounts it belongs to. */
const byValue = (pairs: readonly (readonly [value: string, account: AccountId])[]): readonly Suggestion[] => {
  const accounts = new Map<string, readonly AccountId[]>();
  for (const [value, account] of pairs) accounts.set(value, [...(accounts.get(value) ?? []), account]);
  return [...accounts].map(([value, ids]) => ({
    value,
    description: harmless([...new Set(ids)].join(', ')),
  }));
};

const groupIdOf = (key: string): string => bareEntry(key).replace(/^group:(?=\d+$)/u, '');

const suggestionsFrom = (
  { config, requests, approved }: FilesSnapshot,
  only: AccountId | undefined,
  nowMs: number,
): Suggestions => {
  if (config.status !== 'ready') return noSuggestions;
  const { accounts } = config;
  const isMeant = (id: AccountId): boolean => only === undefined || id === only;
  const pending = requests.filter((request) => request.expiresAtMs > nowMs && isMeant(request.accountId));
  const groups = accounts
    .filter(({ id }) => isMeant(id))
    .flatMap(({ id, groups: { value } }) => Object.keys(value).map((key) => [key, id] as const));
  const all: Suggestions = {
    account: accounts.map(({ id, label = '' }) => ({ value: id, description: harmless(label) })),
    code: pending.flatMap(({ code, senderId, name = '', accountId: id }) => {
      const whose = accounts.length > 1 ? harmless(id) : undefined;
      return code === undefined
        ? []
        : [{ value: code, description: words.request(harmless(name), harmless(senderId), whose) }];
    }),
    approved: byValue(
      approved.flatMap(({ accountId: id, senderId }) => (isMeant(id) ? [[senderId, id] as const] : [])),
    ),
    group: byValue(
      groups.flatMap(([key, id]) => (/^\d+$/u.test(groupIdOf(key)) ? [[groupIdOf(key), id] as const] : [])),
    ),
  };
  const kinds = Object.entries(all).map(
    ([kind, list]) => [kind, list.filter(({ value }) => isHarmless(value))] as const,
  );
  return { ...all, ...Object.fromEntries(kinds) };
};

/**
 * Reads them for a command line, whose last word is being typed: `--config` and `--account` before it are heard. Runs nothing, asks
 * nobody, never rejects: whatever is missing or broken is nothing to offer.
 */
export const readSuggestions = async (
  typed: readonly string[],
  host: SuggestionsHost,
): Promise<Suggestions> => {
  if (typed.includes('--demo')) return noSuggestions;
  const { env, homeDir, nowMs = systemClock.now() } = host;
  const configFlag = flagValue(typed, '--config');
  const account = flagValue(typed, '--account');
  // A file that is just being written is read again in a moment, for which no timer keeps the process alive.
  const alive = setInterval(() => {}, 1_000);
  try {
    const place = configFlag === undefined ? {} : { configFlag: resolve(typedPath(configFlag, homeDir)) };
    const snapshot = await snapshotOfFiles({ env, homeDir, ...place, clock: systemClock });
    return suggestionsFrom(
      snapshot,
      account === undefined || account === 'all' ? undefined : accountId(account),
      nowMs,
    );
  } catch {
    // A shell that asks at a Tab has no use for an error.
    return noSuggestions;
  } finally {
    clearInterval(alive);
  }
};
