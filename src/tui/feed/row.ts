// One message in one row: time, account, verdict, who, where, what. Names and text come last: they are other people's.
import {
  type AccountId,
  admissionsOf,
  type ConsoleState,
  compareMessages,
  countBefore,
  type FeedRow,
  findFolded,
  type Message,
  type MessageOutcome,
  type NameWarning,
  nameWarning,
  outcomeOf,
  type Peer,
  type Series,
  senderNameOf,
  sentences,
  threadNameOf,
  type UserId,
  type VerdictKind,
  verdictChange,
  verdictOf,
} from '../../core/faces.ts';
import type { RowIds } from '../layout/window-for.ts';
import { cellWidth, fitCells, truncate } from '../text/cells.ts';
import { shortId } from '../text/ids.ts';
import { highlight, type Line, line, lineText, type Span, toned } from '../text/spans.ts';
import { clockTime, fullTime } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';

// The ids of the feed's rows. They are not written out: where a row stands is found by the order of the feed, so that a hundred thousand
// rows cost no more than a thousand.

/** Rows asked about lately, by id: where they stand is looked up by their messages. */
const asked = new Map<string, Message>();

const maxAsked = 512;

const remember = (id: string, message: Message): void => {
  asked.delete(id);
  asked.set(id, message);
  const [oldest] = asked.keys();
  if (asked.size > maxAsked && oldest !== undefined) asked.delete(oldest);
};

/** Index of the row that holds the message, else of the one it would stand before; the number of rows if it is newer than all. */
export const rowIndexOf = (rows: Series<FeedRow>, message: Message): number =>
  countBefore(rows, (row) => compareMessages(row.last, message) < 0);

const placeOf = (rows: Series<FeedRow>, id: string): number | undefined => {
  const message = asked.get(id);
  if (message === undefined) return undefined;
  remember(id, message);
  return rowIndexOf(rows, message);
};

const known = new WeakMap<Series<FeedRow>, RowIds>();

/** The ids of these rows; the same object for the same rows. */
export const rowIds = (rows: Series<FeedRow>): RowIds => {
  const before = known.get(rows);
  if (before !== undefined) return before;
  const ids: RowIds = {
    length: rows.length,
    at: (index) => {
      const row = rows.at(index);
      if (row !== undefined) remember(row.id, row.last);
      return row?.id;
    },
    lastIndexOf: (id) => {
      const place = placeOf(rows, id);
      if (place !== undefined) return rows.at(place)?.id === id ? place : -1;
      // Nobody asked about it lately.
      const row = rows.findLast((other) => other.id === id);
      if (row === undefined) return -1;
      remember(id, row.last);
      return rowIndexOf(rows, row.last);
    },
    nearest: (id) => {
      const place = placeOf(rows, id);
      return place === undefined ? undefined : Math.min(place, rows.length - 1);
    },
    *[Symbol.iterator]() {
      for (const { id } of rows) yield id;
    },
  };
  known.set(rows, ids);
  return ids;
};

// A stranger who bears the name of somebody the account knows: the feed warns of that as Pairing does.

const idsByPeers = new WeakMap<readonly Peer[], ReadonlySet<UserId>>();

const idsOf = (peers: readonly Peer[]): ReadonlySet<UserId> => {
  const ids = idsByPeers.get(peers) ?? new Set(peers.map(({ id }) => id));
  idsByPeers.set(peers, ids);
  return ids;
};

const isFriend = ({ directory }: ConsoleState, accountId: AccountId, id: UserId): boolean => {
  const peers = Object.hasOwn(directory, accountId) ? directory[accountId]?.peers.value : undefined;
  return peers !== undefined && idsOf(peers).has(id);
};

/** Let in by name or id, or by code: an entry that lets everybody in says nothing about anyone. */
const isLetIn = (core: ConsoleState, account: AccountId, id: UserId): boolean =>
  admissionsOf(core, id).some(
    ({ accountId, entry }) => accountId === account && entry?.trim().endsWith('*') !== true,
  );

/** Why the name of a message's sender deserves a second look. Friends, and whoever was let in by id or by code, are no strangers. */
export const strangerWarning = (core: ConsoleState, message: Message): NameWarning | undefined => {
  const { accountId, senderId, isOwn } = message;
  const name = isOwn ? undefined : senderNameOf(core, message);
  if (name === undefined || isFriend(core, accountId, senderId)) return undefined;
  const warning = nameWarning(core, accountId, senderId, name);
  // Only then: whom the lists let in is the dearer question.
  return warning === undefined || isLetIn(core, accountId, senderId) ? undefined : warning;
};

const words = sentences.feedScreen;

/** What a row is drawn with, the same for every row of a frame. */
export interface RowContext {
  readonly core: ConsoleState;
  readonly nowMs: number;
  /** Cells of the row, without the signs of selection. */
  readonly cells: number;
  readonly filter: string;
  readonly signs: Signs;
  /** Cells of the account's column; 0 where all messages are of one account. */
  readonly accountCells: number;
}

/** From this many cells, without the account's column, every row has its verdict in full words; from the second in short ones. */
const wordsFrom = 74;
const shortWordsFrom = 56;

/** `14:02`; of another day `11-21`. */
export const rowTime = (atMs: number, nowMs: number): string => {
  const full = fullTime(atMs);
  return full.slice(0, 10) === fullTime(nowMs).slice(0, 10) ? clockTime(atMs) : full.slice(5, 10);
};

/** Sign and tone of a verdict: answered, gets a code, not known, nobody's concern, or dropped. */
export const verdictSign = (kind: VerdictKind, signs: Signs): Span & { readonly tone: Tone } => {
  if (kind === 'reply') return { text: signs.done, tone: 'good' };
  if (kind === 'pairing' || kind === 'pairing-full') return { text: signs.question, tone: 'warn' };
  if (kind === 'unknown' || kind === 'unheard') return { text: signs.attention, tone: 'warn' };
  if (kind === 'own' || kind === 'ignored') return { text: signs.bullet, tone: 'muted' };
  return { text: signs.failed, tone: 'bad' };
};

/** Sign and tone of what became of a message; what is still waited for is not certain. */
export const outcomeSign = ({ type }: MessageOutcome, signs: Signs): Span & { readonly tone: Tone } => {
  if (type === 'answered') return { text: signs.done, tone: 'good' };
  if (type === 'code-sent') return { text: signs.question, tone: 'warn' };
  if (type === 'waiting') return { text: signs.attention, tone: 'muted' };
  return { text: signs.failed, tone: 'bad' };
};

/**
 * What became of it where that is known, else the verdict. Always as wide, so that the names stand below one another; the sign stands in
 * every row.
 */
const verdictSpans = (message: Message, { core, nowMs, cells, accountCells, signs }: RowContext): Line => {
  const outcome = outcomeOf(core, message, nowMs);
  const { kind } = verdictOf(core, message);
  const { text, tone } = outcome === undefined ? verdictSign(kind, signs) : outcomeSign(outcome, signs);
  // The mark takes the place of a blank: columns stay where they are.
  const mark = verdictChange(core, message) === undefined ? ' ' : signs.changed;
  const room = cells - accountCells;
  if (room >= wordsFrom) {
    const word = outcome === undefined ? words.verdicts[kind] : words.outcome(outcome);
    return [toned(`${text}${mark}${fitCells(word, words.verdictCells)}  `, tone)];
  }
  if (room >= shortWordsFrom) {
    const word = outcome === undefined ? words.shortVerdicts[kind] : words.shortOutcomes[outcome.type];
    return [toned(`${text}${mark}${fitCells(word, words.shortVerdictCells)} `, tone)];
  }
  return [toned(`${text}${mark}`, tone)];
};

const marked = (text: string, filter: string, tone?: Tone): Line =>
  highlight(
    text,
    findFolded(text, filter).map(({ start, end }) => [start, end] as const),
    tone,
  );

/** The name of the sender as the feed shows it; the end of the id where nobody gave one. */
export const senderLabel = (core: ConsoleState, message: Message, ellipsis?: string): string =>
  message.isOwn
    ? words.you
    : (senderNameOf(core, message) ??
      // Of a group's message that was not seen nobody knows who wrote it.
      (message.senderId === '' ? words.somebody : words.noName(shortId(message.senderId, ellipsis))));

/** Sender, and the group if it was written in one. Names are cut so that the text keeps the greater part. */
const whoSpans = (message: Message, context: RowContext, tone: Tone | undefined): Line => {
  const { core, cells, filter, signs } = context;
  const nameCells = Math.max(10, Math.floor(cells / 4));
  const label = senderLabel(core, message, signs.ellipsis);
  const warning = strangerWarning(core, message);
  const name = truncate(
    warning === undefined ? label : `${signs.attention} ${label}`,
    nameCells,
    signs.ellipsis,
  );
  const nameTone = warning === undefined ? tone : 'warn';
  const spans = marked(name, filter, nameTone).map(
    (span): Span => (message.isOwn ? span : { ...span, isBold: true }),
  );
  if (!message.isGroup) return spans;
  const group = threadNameOf(core, message) ?? words.noName(shortId(message.threadId, signs.ellipsis));
  return line(
    ...spans,
    toned(` ${signs.arrow} `, 'muted'),
    ...marked(`#${truncate(group, nameCells, signs.ellipsis)}`, filter, tone ?? 'info'),
  );
};

/** What is attached and what is replied to, in brackets. */
const summarySpans = ({ media, quote, isMissed }: Message, { cells, signs }: RowContext): Line => {
  const parts = [
    ...(isMissed === true ? [words.missed] : []),
    ...(media === undefined ? [] : [words.media(media)]),
    ...(quote === undefined
      ? []
      : [words.quoting(truncate(quote, Math.max(8, Math.floor(cells / 5)), signs.ellipsis))]),
  ];
  return parts.map((part) => toned(`[${part}] `, 'muted'));
};

/** A match far to the right is brought into sight: what stands before it is left out. */
const fromMatch = (text: string, filter: string, cells: number, ellipsis: string): string => {
  const [first] = findFolded(text, filter);
  if (first === undefined || cellWidth(text.slice(0, first.end)) <= cells) return text;
  const space = text.lastIndexOf(' ', Math.max(0, first.start - 8));
  return `${ellipsis}${text.slice(first.start - space > 24 || space < 0 ? first.start : space + 1)}`;
};

/** The longest beginning of a text that a row may look at (UTF-16 code units). */
const lookedAt = 4_000;

const textSpans = (message: Message, context: RowContext, cells: number, tone: Tone | undefined): Line => {
  const { filter, signs } = context;
  const text = message.text.slice(0, lookedAt).replaceAll('\n', signs.newline).replaceAll('\t', ' ').trim();
  if (message.isTextUnseen === true) return [toned(`(${words.textUnseen})`, 'muted')];
  if (text === '') return message.media === undefined ? [toned(`(${words.noText})`, 'muted')] : [];
  return marked(fromMatch(text, filter, cells, signs.ellipsis), filter, tone);
};

/** The line of a message, as wide as it comes: the row cuts it. `count`: how many of the same it stands for. */
export const messageLine = (message: Message, context: RowContext, count = 1): Line => {
  const { nowMs, cells, accountCells, signs } = context;
  const tone: Tone | undefined = message.isOwn ? 'muted' : undefined;
  const head = line(
    toned(`${rowTime(message.sentAtMs, nowMs)} `, 'muted'),
    accountCells === 0
      ? undefined
      : toned(`${fitCells(message.accountId, accountCells, { ellipsis: signs.ellipsis })} `, 'info'),
    ...verdictSpans(message, context),
    ...whoSpans(message, context, tone),
    '  ',
    count === 1 ? undefined : { ...toned(`${words.repeated(count)} `, 'accent'), isBold: true },
    ...summarySpans(message, context),
  );
  return line(...head, ...textSpans(message, context, cells - cellWidth(lineText(head)), tone));
};
