// Saves messages of the feed to a file the operator names: readable by them alone, whole or not at all, never over another file unasked.
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { senderNameOf } from '../directory/select-names.ts';
import { errorSentences } from '../error-words.ts';
import type { Media, Message, MessageOutcome } from '../model/message.ts';
import type { Outcome } from '../outcome.ts';
import type { VerdictKind, VerdictRule } from '../policy/verdict.ts';
import type { Clock } from '../shared/clock.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { underHome } from '../shared/home-path.ts';
import type { Series } from '../shared/series.ts';
import { systemCodeOf } from '../shared/system-code.ts';
import { reportJson } from '../shared/text/lenient-json.ts';
import type { ConsoleState } from '../state.ts';
import { likenessOf, NotKept } from '../system/keep-owner.ts';
import { replaceWith } from '../system/replace-file.ts';
import { diskWriteFiles, type NewFile, type WriteFiles } from '../system/write-files.ts';
import { outcomeOf } from './outcome.ts';
import { threadNameOf } from './query.ts';
import { verdictOf } from './select-verdict.ts';
import { type ExportProblem, feedExportSentences as words } from './words.ts';

// One message as a line of an export. Its shape is documented in docs/feed.md; fields are added, never renamed. Pure.

/** What a line holds, in this order. */
export interface ExportedMessage {
  readonly account: string;
  readonly id: string;
  /** UTC, ISO 8601, to the millisecond. */
  readonly sentAt: string;
  readonly receivedAt: string;
  readonly direction: 'in' | 'out';
  readonly thread: { readonly kind: 'direct' | 'group'; readonly id: string; readonly name?: string };
  readonly sender: { readonly id: string; readonly name?: string };
  readonly text: string;
  /** The gateway's database held it no longer; of a group's message nor is the sender known, whose id is empty then. */
  readonly isTextUnseen?: true;
  readonly media?: { readonly kind: string; readonly count: number; readonly type?: string };
  readonly quote?: string;
  /** As of the moment of the export, not of the message. Null: no config could be read, so nobody knows. */
  readonly verdict: {
    readonly kind: Exclude<VerdictKind, 'unknown'>;
    readonly answered: boolean;
    /** Of `unheard`: what the rules say. */
    readonly would?: VerdictKind;
    readonly rules: readonly VerdictRule[];
  } | null;
  /** What became of it, as far as what is sent is told here; absent where nobody tells, or nothing is to be expected. */
  readonly outcome?: {
    readonly kind: MessageOutcome['type'];
    /** From its arrival to the first answer. */
    readonly afterMs?: number;
    /** What was sent, oldest first. */
    readonly answers?: readonly string[];
    /** Why the answer failed. */
    readonly error?: string;
  };
  /** The line zca printed, sanitised; empty for what was sent from here. */
  readonly raw: string;
}

const isoTime = (atMs: number): string => {
  const date = new Date(atMs);
  // A stranger's clock may say anything.
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
};

const exportedMedia = ({ kind, count, type }: Media): NonNullable<ExportedMessage['media']> => ({
  kind,
  count,
  type,
});

const exportedOutcome = (outcome: MessageOutcome): NonNullable<ExportedMessage['outcome']> => {
  if (!('answers' in outcome)) return { kind: outcome.type };
  const { type, afterMs, answers } = outcome;
  const error =
    type === 'answer-failed' ? outcome.error : type === 'agent-failed' ? outcome.reason : undefined;
  return {
    kind: type,
    afterMs,
    answers: answers.filter((answer) => answer.error === undefined).map(({ text }) => text),
    ...(error === undefined ? {} : { error }),
  };
};

/** The message as it is exported at `nowMs`. */
export const exportedMessage = (state: ConsoleState, message: Message, nowMs: number): ExportedMessage => {
  const outcome = outcomeOf(state, message, nowMs);
  const { kind, isLetThrough, rules, would } = verdictOf(state, message);
  const {
    accountId,
    id,
    sentAtMs,
    receivedAtMs,
    isOwn,
    isGroup,
    threadId,
    senderId,
    text,
    media,
    quote,
    raw,
    isTextUnseen,
  } = message;
  const threadName = threadNameOf(state, message);
  const senderName = senderNameOf(state, message);
  return {
    account: accountId,
    id,
    sentAt: isoTime(sentAtMs),
    receivedAt: isoTime(receivedAtMs),
    direction: isOwn ? 'out' : 'in',
    thread: {
      kind: isGroup ? 'group' : 'direct',
      id: threadId,
      name: threadName,
    },
    sender: { id: senderId, name: senderName },
    text,
    ...(isTextUnseen === true ? { isTextUnseen } : {}),
    ...(media === undefined ? {} : { media: exportedMedia(media) }),
    ...(quote === undefined ? {} : { quote }),
    verdict: kind === 'unknown' ? null : { kind, answered: isLetThrough, would, rules },
    ...(outcome === undefined ? {} : { outcome: exportedOutcome(outcome) }),
    raw,
  };
};

/** One line of NDJSON, with its newline: harmless to print, too. */
const exportLine = (state: ConsoleState, message: Message, nowMs: number): string =>
  `${reportJson(exportedMessage(state, message, nowMs))}\n`;

export interface FeedExportDeps {
  readonly clock: Clock;
  readonly homeDir: string;
  /** What relative paths are relative to. Default: the current folder. */
  readonly cwd?: string;
  readonly getState: () => ConsoleState;
  /** Default: the disk. */
  readonly files?: WriteFiles;
}

/** Whether a path will do: where it leads, and whether a file would be replaced; or why it will not. */
export type ExportCheck =
  | { readonly ok: true; readonly path: string; readonly exists: boolean }
  | { readonly ok: false; readonly error: ErrorView };

export interface FeedExportRequest {
  /** As typed: `~` is the home folder. */
  readonly path: string;
  readonly messages: Series<Message>;
  /** Whether a file that stands there may go. */
  readonly mayReplace: boolean;
}

export interface FeedExport {
  check(typed: string): Promise<ExportCheck>;
  save(request: FeedExportRequest): Promise<Outcome>;
}

/** Lines written at once: what else the console has to do goes on in between. */
const linesAtOnce = 500;

const problems: Readonly<Record<string, ExportProblem>> = {
  EEXIST: 'exists',
  ENOENT: 'folder-missing',
  ENOTDIR: 'folder-missing',
  EISDIR: 'is-folder',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'read-only-disk',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  ENAMETOOLONG: 'name-too-long',
};

const failure = (
  file: string,
  problem: ExportProblem,
  detail?: string,
): { readonly ok: false; readonly error: ErrorView } => ({
  ok: false,
  error: errorSentences.exportFailed({ file, problem, detail }),
});

const failed = (file: string, error: unknown): { readonly ok: false; readonly error: ErrorView } => {
  if (error instanceof NotKept) return failure(file, error.problem);
  const code = systemCodeOf(error);
  return failure(file, (code === undefined ? undefined : problems[code]) ?? 'unknown', code);
};

/** Where a typed path leads: `~` is the home folder, as in a shell. */
const expand = (typed: string, { homeDir, cwd = process.cwd() }: FeedExportDeps): string =>
  path.resolve(cwd, underHome(typed.trim(), homeDir));

const isThere = async (file: string): Promise<'nothing' | 'file' | ExportProblem> => {
  const facts = await lstat(file).catch((error: unknown) => {
    if (systemCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (facts === undefined) return 'nothing';
  if (facts.isDirectory()) return 'is-folder';
  return facts.isFile() ? 'file' : 'not-a-file';
};

const check = async (typed: string, deps: FeedExportDeps): Promise<ExportCheck> => {
  if (typed.trim() === '') return failure(typed, 'no-path');
  const file = expand(typed, deps);
  if (/[/\\]$/u.test(typed.trim())) return failure(file, 'is-folder');
  try {
    const found = await isThere(file);
    if (found !== 'nothing' && found !== 'file') return failure(file, found);
    const folder = await lstat(path.dirname(file));
    if (found === 'nothing' && !folder.isDirectory() && !folder.isSymbolicLink())
      return failure(file, 'folder-missing');
    return { ok: true, path: file, exists: found === 'file' };
  } catch (error) {
    return failed(file, error);
  }
};

const writeLines = async (
  file: NewFile,
  state: ConsoleState,
  messages: Series<Message>,
  nowMs: number,
): Promise<void> => {
  for (let start = 0; start < messages.length; start += linesAtOnce) {
    const lines = messages
      .slice(start, start + linesAtOnce)
      .map((message) => exportLine(state, message, nowMs));
    await file.write(Buffer.from(lines.join(''), 'utf8'));
  }
};

const save = async (
  { path: typed, messages, mayReplace }: FeedExportRequest,
  deps: FeedExportDeps,
): Promise<Outcome> => {
  const { files = diskWriteFiles, clock } = deps;
  const checked = await check(typed, deps);
  if (!checked.ok) return checked;
  const { path: file, exists } = checked;
  if (exists && !mayReplace) return failure(file, 'exists');
  let isReserved = false;
  try {
    if (!exists) {
      // Two that save at once cannot both believe the place is free.
      await (await files.create(file)).close();
      isReserved = true;
    }
    // One that stands there already is its owner's still, and as readable as it was.
    const entry = await files.entry(file);
    const like = entry && (await likenessOf(files, file, entry, false));
    await replaceWith(files, file, {
      write: (made) => writeLines(made, deps.getState(), messages, clock.now()),
      like,
    });
    return { ok: true, sentence: words.saved(messages.length, file) };
  } catch (error) {
    if (isReserved) await files.remove(file);
    return failed(file, error);
  }
};

/** Touches nothing before it is asked to. */
export const createFeedExport = (deps: FeedExportDeps): FeedExport => ({
  check: (typed) => check(typed, deps),
  save: (request) => save(request, deps),
});
