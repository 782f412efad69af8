// What the gateway claims of an account, beside what we see: two lines of its details.

import {
  type AccountRow,
  askedAtMs,
  type ConsoleState,
  connectionText,
  type ReportedAccount,
  reportedAnswerOf,
  sentences,
} from '../../core/faces.ts';
import { frameSentences } from '../app/words.ts';
import { type Line, line, toned } from '../text/spans.ts';
import { ageText } from '../text/times.ts';
import { statusScreenSentences } from './words.ts';

const words = sentences.gatewayReport;

const reportText = (reported: ReportedAccount, nowMs: number): string =>
  [
    reported.isRunning === undefined ? undefined : reported.isRunning ? words.running : words.notRunning,
    reported.isConnected === undefined
      ? undefined
      : reported.isConnected
        ? words.connected
        : words.notConnected,
    reported.isRestartPending === true ? words.startsAgain(reported.reconnectAttempts ?? 0) : undefined,
    reported.isLinked === undefined ? undefined : reported.isLinked ? words.loggedIn : words.notLoggedIn,
    reported.displayName === undefined ? undefined : words.as(reported.displayName),
    reported.lastInboundAtMs === undefined
      ? words.neverHeard
      : words.heard(frameSentences.ago(ageText(nowMs - reported.lastInboundAtMs))),
    reported.dmPolicy === undefined ? undefined : words.policy(reported.dmPolicy),
    reported.lastError,
  ]
    .filter((part) => part !== undefined)
    .join(', ');

export const reportAnswer = (core: ConsoleState, { id }: AccountRow, nowMs: number): string => {
  const answer = reportedAnswerOf(core, id);
  switch (answer.status) {
    case 'unasked':
      return words.notAsked;
    case 'no-program':
      return words.noProgram;
    case 'unreachable':
      return words.unreachable;
    case 'failed':
      return words.failed(answer.error?.sentence ?? '');
    case 'unknown-account':
      return words.unknownAccount;
    case 'reported':
      return reportText(answer.reported, nowMs);
  }
};

/** The live connection, where there is one or one is tried. */
export const connectionLine = (core: ConsoleState, nowMs: number, cells: number): readonly Line[] => {
  const text = connectionText(core, nowMs, (ms) => frameSentences.ago(ageText(ms)));
  if (text === undefined) return [];
  return [line(toned(sentences.connection.label.padEnd(cells), 'muted'), text)];
};

export const reportLine = (core: ConsoleState, row: AccountRow, nowMs: number, cells: number): Line => {
  const atMs = askedAtMs(core.gatewayReport);
  const when =
    core.gatewayReport.status === 'loading'
      ? words.asking
      : atMs === undefined
        ? ''
        : words.asked(frameSentences.ago(ageText(nowMs - atMs)));
  return line(
    toned(words.labels.gateway.padEnd(cells), 'muted'),
    `${reportAnswer(core, row, nowMs)} ${when}`.trim(),
  );
};

/** What zca, our listener and the last message say. */
export const seenLine = ({ facts, lastMessageAtMs }: AccountRow, nowMs: number, cells: number): Line => {
  const { session, listener } = facts;
  const known =
    session.status === 'logged-in' ? words.loggedIn : sentences.gatewayReport.session[session.status];
  const when =
    'checkedAtMs' in session
      ? ` ${words.checked(frameSentences.ago(ageText(nowMs - session.checkedAtMs)))}`
      : '';
  return line(
    toned(words.labels.seen.padEnd(cells), 'muted'),
    [
      `${known}${when}`,
      words.listener(statusScreenSentences.listenerWords[listener.status]),
      lastMessageAtMs === undefined
        ? words.neverHeard
        : words.heard(frameSentences.ago(ageText(nowMs - lastMessageAtMs))),
    ].join(', '),
  );
};
