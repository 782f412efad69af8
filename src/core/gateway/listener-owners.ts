// Out of all processes those that listen, and whose children they are. Pure.

import type { GatewayProcess, ListenOwner, ListenProcess } from '../model/listening.ts';
import { isGatewayCommand } from '../openclaw/gateway-lock.ts';
import { profileName } from '../shared/ids.ts';
import { sanitizeLine } from '../shared/text/sanitize.ts';
import type { ProcessEntry } from '../system/process-list.ts';
import { redactArgs } from '../system/redact.ts';
import { isSharedListener, readListenCall } from '../zca/listen-process.ts';

const maxCommandUnits = 160;
/** Deeper trees than this are a loop: parents can be reused while one looks. */
const maxDepth = 16;

export type RecordedProcess = Pick<ProcessEntry, 'pid' | 'startMark'>;

/** A listener before its profile is known for sure. */
export interface FoundListener {
  readonly entry: ProcessEntry;
  /** Absent: the environment says. */
  readonly profile?: string;
}

const byPid = (entries: readonly ProcessEntry[]): ReadonlyMap<number, ProcessEntry> =>
  new Map(entries.map((entry) => [entry.pid, entry]));

/** Its parent, the parent of that, and so on. */
const ancestors = (
  entry: ProcessEntry,
  known: ReadonlyMap<number, ProcessEntry>,
): readonly ProcessEntry[] => {
  const found: ProcessEntry[] = [];
  let current = known.get(entry.ppid);
  while (current !== undefined && found.length < maxDepth && !found.includes(current)) {
    found.push(current);
    current = known.get(current.ppid);
  }
  return found;
};

export const shownCommand = (words: readonly string[]): string =>
  sanitizeLine(redactArgs(words).join(' '), maxCommandUnits);

/** The listeners among them; what a listener itself has started (a wrapper its program) is the same one. */
export const findListeners = (
  entries: readonly ProcessEntry[],
  zcaPath?: string,
): readonly FoundListener[] => {
  const known = byPid(entries);
  const found = entries.flatMap((entry): readonly FoundListener[] => {
    const call = readListenCall(entry.words, zcaPath);
    return call === undefined ? [] : [{ entry, ...call }];
  });
  const pids = new Set(found.map(({ entry }) => entry.pid));
  return found
    .filter(({ entry }) => !ancestors(entry, known).some(({ pid }) => pids.has(pid)))
    .sort((a, b) => a.entry.pid - b.entry.pid);
};

export const findGateways = (entries: readonly ProcessEntry[]): readonly ProcessEntry[] =>
  entries.filter(({ words }) => isGatewayCommand(words));

const isConsoleCommand = (words: readonly string[]): boolean =>
  words.some((word) => /(?:^|[\\/])zalouser-tui(?:\.js)?$/u.test(word));

export interface OwnerFacts {
  readonly entries: readonly ProcessEntry[];
  readonly consolePid: number;
  readonly gateways: readonly GatewayProcess[];
  readonly otherGatewayPids: readonly number[];
  /** Listeners that consoles have recorded as theirs. */
  readonly records: readonly RecordedProcess[];
  readonly userId?: number | undefined;
  readonly ownZcaPath?: string | undefined;
}

const asOwner = ({ pid, words }: ProcessEntry, facts: OwnerFacts): ListenOwner | undefined => {
  if (facts.gateways.some((gateway) => gateway.pid === pid)) return { type: 'gateway', pid };
  if (facts.otherGatewayPids.includes(pid)) return { type: 'other-gateway', pid };
  if (pid === facts.consolePid) return { type: 'console' };
  return isConsoleCommand(words) ? { type: 'other-console', pid } : undefined;
};

const ownerOf = (
  entry: ProcessEntry,
  facts: OwnerFacts,
  known: ReadonlyMap<number, ProcessEntry>,
): ListenOwner => {
  const above = ancestors(entry, known);
  // The nearest counts: a gateway can have been started by whatever else.
  for (const ancestor of above) {
    const owner = asOwner(ancestor, facts);
    if (owner) return owner;
  }
  if (facts.records.some(({ pid, startMark }) => pid === entry.pid && startMark === entry.startMark))
    return { type: 'left-behind' };
  const [parent] = above;
  return parent === undefined || parent.pid <= 1
    ? { type: 'nobody' }
    : { type: 'other', pid: parent.pid, commandLine: shownCommand(parent.words) };
};

export const withOwners = (
  found: readonly { readonly entry: ProcessEntry; readonly profile: string }[],
  facts: OwnerFacts,
): readonly ListenProcess[] => {
  const known = byPid(facts.entries);
  return found.map(({ entry, profile }) => ({
    pid: entry.pid,
    profile: profileName(profile),
    owner: ownerOf(entry, facts, known),
    ...(facts.userId === undefined || entry.uid === undefined || entry.uid === facts.userId
      ? {}
      : { otherUser: entry.uid }),
    commandLine: shownCommand(entry.words),
    ...(isSharedListener(entry.words, facts.ownZcaPath) ? { isShared: true } : {}),
    ...(entry.startedAtMs === undefined ? {} : { sinceMs: entry.startedAtMs }),
  }));
};
