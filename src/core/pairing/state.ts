import type { ConsoleEvent, PairingWorkChange } from '../events.ts';
import type { Message } from '../model/message.ts';
import { type ApprovedSender, type PairingRequest, requestKey } from '../model/people.ts';
import { ownOr } from '../shared/own.ts';
import type { PairingState, PairingWork } from '../state.ts';
import type { Delivery, PairingDecision } from './decision.ts';

const oldestFirst = (a: PairingRequest, b: PairingRequest): number =>
  a.createdAtMs - b.createdAtMs || (requestKey(a) < requestKey(b) ? -1 : 1);

/** A failure outlives its row at most until the next read: a stranger who asks again starts with a clean row. */
const workStillMeant = (
  work: PairingState['work'],
  requests: readonly PairingRequest[],
  approved: readonly ApprovedSender[],
): PairingState['work'] => {
  const entries = Object.entries(work);
  if (entries.length === 0) return work;
  const present = new Set([...requests, ...approved].map(requestKey));
  const kept = entries.filter(([key, { status }]) => status === 'running' || present.has(key));
  return kept.length === entries.length ? work : Object.fromEntries(kept);
};

const sameRow = <Row extends object>(a: Row, b: Row): boolean => {
  const keys = Object.keys(a) as (keyof Row)[];
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && b[key] === a[key])
  );
};

/** The known list if nothing in it changed, so that a folder watch that fires for nothing redraws nothing. */
const keepIfSame = <Row extends object>(known: readonly Row[], read: readonly Row[]): readonly Row[] =>
  known.length === read.length && known.every((row, index) => sameRow(row, read[index] ?? row))
    ? known
    : read;

/** Senders whose names are remembered; whoever gave one longest ago is forgotten first. */
export const maxRememberedNames = 500;

/** The names known with those of the requests; the same object if none of them is new. */
const rememberNames = (
  names: PairingState['names'],
  requests: readonly PairingRequest[],
): PairingState['names'] => {
  const known = new Map(Object.entries(names));
  let isChanged = false;
  for (const request of requests) {
    const key = requestKey(request);
    if (request.name === undefined || known.get(key) === request.name) continue;
    isChanged = true;
    known.delete(key);
    known.set(key, request.name);
  }
  return isChanged ? Object.fromEntries([...known].slice(-maxRememberedNames)) : names;
};

/** The store was read: what is pending (oldest first) and who is approved. */
export const readPairing = (
  pairing: PairingState,
  event: Extract<ConsoleEvent, { type: 'pairing/read' }>,
): PairingState => ({
  status: 'ready',
  atMs: event.atMs,
  requests: keepIfSame(pairing.requests, [...event.requests].sort(oldestFirst)),
  approved: keepIfSame(pairing.approved, event.approved),
  work: workStillMeant(pairing.work, event.requests, event.approved),
  names: rememberNames(pairing.names, event.requests),
  heard: pairing.heard,
  decisions: pairing.decisions,
  way: event.way,
  hasCommandOwner: event.hasCommandOwner,
  ...(event.isFolderMissing === true ? { isFolderMissing: true } : {}),
});

/** The store could not be read: what was known stays on the screen beside the error. */
export const failPairing = (
  pairing: PairingState,
  error: NonNullable<PairingState['error']>,
  retryAtMs?: number,
): PairingState => {
  const { retryAtMs: _, ...rest } = pairing;
  return { ...rest, status: 'failed', error, ...(retryAtMs === undefined ? {} : { retryAtMs }) };
};

/** Of so many people the last words are kept; whoever wrote longest ago goes first. */
export const maxHeardSenders = 200;
/** So many of the last things one person wrote are kept, and so much of each (UTF-16 code units). */
export const maxHeardTexts = 5;
const maxHeardUnits = 500;

type HeardTexts = PairingState['heard'][string];

/** New texts by sender, whoever wrote last at the end; a message that comes twice (two listeners, or one that connected again) counts once. */
const newTexts = (
  heard: PairingState['heard'],
  messages: readonly Message[],
): ReadonlyMap<string, Message[]> => {
  const came = new Map<string, Message[]>();
  const seen = new Map<string, Set<string>>();
  for (const message of messages) {
    if (message.isGroup || message.isOwn || !/\S/u.test(message.text)) continue;
    const key = requestKey(message);
    let ids = seen.get(key);
    if (ids === undefined) {
      ids = new Set(ownOr(heard, key, []).map(({ id }) => id));
      seen.set(key, ids);
    }
    if (ids.has(message.id)) continue;
    ids.add(message.id);
    const texts = came.get(key) ?? [];
    texts.push(message);
    came.delete(key);
    came.set(key, texts);
  }
  return came;
};

const lastOf = (known: HeardTexts, came: readonly Message[]): HeardTexts =>
  [...known, ...came.map(({ id, text, sentAtMs }) => ({ id, text: text.slice(0, maxHeardUnits), sentAtMs }))]
    .sort((a, b) => a.sentAtMs - b.sentAtMs)
    .slice(-maxHeardTexts);

/** What people wrote directly to an account: a request holds a code and a name at best, not why somebody asks. */
export const hearSenders = (pairing: PairingState, messages: readonly Message[]): PairingState => {
  const came = newTexts(pairing.heard, messages);
  if (came.size === 0) return pairing;
  const heard = new Map(Object.entries(pairing.heard));
  for (const [key, texts] of came) {
    const known = heard.get(key) ?? [];
    heard.delete(key);
    heard.set(key, lastOf(known, texts));
  }
  return { ...pairing, heard: Object.fromEntries([...heard].slice(-maxHeardSenders)) };
};

/** So many decisions of a session are kept. */
export const maxDecisions = 200;

export const recordDecision = (pairing: PairingState, decision: PairingDecision): PairingState => ({
  ...pairing,
  decisions: [...pairing.decisions, decision].slice(-maxDecisions),
});

export const recordDelivery = (pairing: PairingState, id: number, delivery: Delivery): PairingState => ({
  ...pairing,
  decisions: pairing.decisions.map((decision) => (decision.id === id ? { ...decision, delivery } : decision)),
});

/** Work on one row began, failed or ended. */
export const changeWork = (pairing: PairingState, key: string, change: PairingWorkChange): PairingState => {
  if (change.status === 'done') {
    if (!Object.hasOwn(pairing.work, key)) return pairing;
    const { [key]: _, ...rest } = pairing.work;
    return { ...pairing, work: rest };
  }
  const work: PairingWork = change;
  return { ...pairing, work: { ...pairing.work, [key]: work } };
};
