// From the lines of the screen to text that is read aloud: words for signs, commas for columns; a message and a log-in as sentences.

import {
  type ConsoleState,
  type LoginState,
  type Message,
  sentences,
  threadNameOf,
  verdictOf,
} from '../../core/faces.ts';
import { hintText } from '../app/remedies.ts';
import { senderLabel } from '../feed/row.ts';
import { loggedInHints } from '../login/select.ts';
import { loginScreenSentences } from '../login/words.ts';
import { cellWidth, steadyText, takeCells, truncate } from '../text/cells.ts';
import { shortId } from '../text/ids.ts';
import { type Line, lineText } from '../text/spans.ts';
import { clockTime, fullTime } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import { plainSentences } from './words.ts';

// One message as a sentence.
const feed = sentences.feedScreen;

/** The longest text that is read out (cells); details have the rest. */
const textCells = 500;

const whatIsSaid = ({ media, quote, text, isMissed, isTextUnseen }: Message): string => {
  const { ellipsis } = plainSigns;
  const parts = [
    isMissed === true ? feed.missed : undefined,
    isTextUnseen === true ? feed.textUnseen : undefined,
    media === undefined ? undefined : feed.media(media),
    quote === undefined ? undefined : feed.quoting(truncate(oneLine(quote), 60, ellipsis)),
    truncate(oneLine(text), textCells, ellipsis),
  ].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? feed.noText : parts.join(', ');
};

/** `14:02 Nguyễn An to shop: chào shop — answered`. */
export const messageSentence = (core: ConsoleState, message: Message): string => {
  const { accountId, threadId, isGroup, sentAtMs } = message;
  const { ellipsis } = plainSigns;
  const sender = oneLine(senderLabel(core, message, ellipsis));
  const group = oneLine(threadNameOf(core, message) ?? feed.noName(shortId(threadId, ellipsis)));
  const who = isGroup ? words.inGroup(sender, group, accountId) : words.direct(sender, accountId);
  return words.message(
    clockTime(sentAtMs),
    who,
    whatIsSaid(message),
    words.verdicts[verdictOf(core, message).kind],
  );
};

/** Rows drawn with these signs say everything in words: whatever has a word beside it loses its sign. */
export const plainSigns: Signs = {
  connected: '',
  connecting: '',
  attention: 'warning',
  failed: '',
  off: '',
  selected: '',
  done: '',
  unread: '',
  question: '',
  ellipsis: '…',
  separator: '·',
  arrow: '',
  down: '',
  up: '',
  rule: '',
  newline: ' / ',
  bullet: '',
  marked: '',
  changed: '',
  border: 'classic',
};

/** Width that rows are made for, so that no column of theirs is dropped or cut (cells). */
export const rowCells = 400;

/** Signs that details put before their words whatever the theme. */
const leadingSign = /^\s*[●◐✗○›✓•▸↓↑]\s+/u;

/** A text on one line, however it was written: other people's newlines must not begin a line that looks like ours. */
export const oneLine = (text: string): string =>
  text
    .replace(/\s*\n\s*/gu, ' / ')
    .replaceAll('\t', ' ')
    .trim();

/** The text of a row: what stands in columns on the screen is separated by commas. */
export const plainText = (spans: Line): string =>
  oneLine(lineText(spans.map((span) => ({ ...span, text: span.text.replace(leadingSign, '') }))))
    .split(/ {2,}|\s·\s|\s·$|^·\s/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(', ');

/** The text of a line of details: a label is followed by a colon. */
export const detailText = (spans: Line): string => {
  const [label, ...rest] = spans;
  const name = label?.text.trim() ?? '';
  const isLabelled = rest.length > 0 && label?.tone === 'muted' && name !== '' && label.text.endsWith(' ');
  return isLabelled ? `${name}: ${plainText(rest)}` : plainText(spans);
};

/** A live line: at most `cells`, the same width in every terminal, because it is erased before the next one is drawn. */
export const bounded = (text: string, cells: number): string => {
  const steady = steadyText(oneLine(text));
  return cellWidth(steady.slice(0, cells * 16)) <= cells && steady.length <= cells * 16
    ? steady
    : `${takeCells(steady, Math.max(1, cells - 1))}…`;
};

// A log-in in words. The code is a picture: it is not drawn, the picture's place is said instead.

const words = plainSentences;
const login = loginScreenSentences;

/** With seconds: a code lives less than two minutes. */
const timeOf = (atMs: number): string => fullTime(atMs).slice(11);

/** Undefined where the code is renewed by itself. */
const endOf = ({ expiresAtMs }: LoginState & { readonly status: 'waiting' }): string | undefined =>
  expiresAtMs === undefined ? undefined : timeOf(expiresAtMs);

const withMark = (text: string): string => (/[.!?…]$/u.test(text) ? text : `${text}.`);

export const pictureSentence = (state: LoginState): string => {
  if (state.status !== 'waiting') return login.noCode;
  return state.qrPath === undefined ? words.noPicture : words.pictureAt(state.qrPath);
};

/** What a log-in has come to, one sentence a line; none while nothing goes on. */
export const loginSentencesOf = (core: ConsoleState): readonly string[] => {
  const state = core.login;
  switch (state.status) {
    case 'idle':
      return [];
    case 'starting':
      return [login.starting(state.through, state.isReconnecting)];
    case 'waiting':
      return [
        words.codeReady(state.accountId, endOf(state)),
        pictureSentence(state),
        ...login.steps,
        ...(state.canSeeScan ? [] : [login.cannotSeeScan(state.through)]),
      ];
    case 'scanned':
      return [withMark(`${login.scanned(state.byName)}, ${login.confirmOnPhone}`)];
    case 'handed-over':
      return [withMark(login.handedOver(state.through))];
    case 'logged-in':
      return [withMark(login.loggedIn(state.accountId, state.displayName)), ...loggedInHints(core, state)];
    case 'already-linked':
      return [login.alreadyLinked(state.accountId, state.displayName), login.alreadyLinkedNext];
    case 'declined':
      return [login.declined(state.accountId), login.again];
    case 'expired':
      return [
        login.expired(state.accountId),
        ...(state.through === 'openclaw' ? [login.stalePicture] : []),
        login.again,
      ];
    case 'cancelled':
      return [
        login.cancelled(state.accountId),
        ...(state.isLeftOpen === true ? [sentences.login.cancelledLeftOpen] : []),
        login.again,
      ];
    case 'failed':
      return [
        words.error(
          [login.failed(state.error.sentence), hintText(state.error.hint) ?? '', state.error.detail ?? '']
            .join(' ')
            .trim(),
        ),
        ...(state.canHandOver === true ? [login.handOver(state.through)] : []),
        login.again,
      ];
  }
};

/** How a log-in under way stands, in one line without a countdown: that would be read out every second. */
export const loginLiveText = (core: ConsoleState): string => {
  const state = core.login;
  if (state.status === 'waiting') {
    const where = state.qrPath === undefined ? words.noPicture : `${words.pictureKeys}.`;
    return `${words.waiting(endOf(state))}. ${where}`;
  }
  return loginSentencesOf(core).join(' ');
};
