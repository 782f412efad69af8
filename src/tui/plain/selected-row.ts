// The selected row of a screen as text, by the same row functions as on the screen; where there is none, why.

import { isPairingInFiles, sentences } from '../../core/index.ts';
import { accessLine } from '../access/row.ts';
import { selectedAccess } from '../access/select.ts';
import { accessScreenSentences } from '../access/words.ts';
import { type Frame, listState } from '../app/frame.ts';
import { emptyLines as emptyDirectoryLines } from '../directory/lines.ts';
import { directoryLine } from '../directory/row.ts';
import { selectedRow, selfOf, viewOf } from '../directory/select.ts';
import { emptyFeedLines } from '../feed/empty.ts';
import { selectedRow as selectedFeedRow } from '../feed/select.ts';
import { feedDetailsSentences } from '../feed/words-details.ts';
import { keysTo } from '../keys/reach.ts';
import { accountLine } from '../login/row.ts';
import { selectedAccount as selectedLogin } from '../login/select.ts';
import { loginScreenSentences } from '../login/words.ts';
import { decisionColumns, decisionLine } from '../pairing/decision-line.ts';
import { approvedLine, pendingLine } from '../pairing/row.ts';
import { selectedApproved, selectedDecision, selectedPending } from '../pairing/select.ts';
import { pairingScreenSentences } from '../pairing/words.ts';
import { statusLineOf } from '../status/row.ts';
import { selectedAccount } from '../status/select.ts';
import { statusScreenSentences } from '../status/words.ts';
import type { Line } from '../text/spans.ts';
import { messageSentence } from './message.ts';
import { plainSigns, plainText, rowCells } from './plain-text.ts';

const minuteMs = 60_000;

/** Ages and countdowns are read out anew when they change: a minute is often enough. */
const calm = (frame: Frame, round: (minutes: number) => number): Frame => ({
  ...frame,
  ui: { ...frame.ui, nowMs: round(frame.ui.nowMs / minuteMs) * minuteMs },
});

const joined = (lines: readonly Line[]): string =>
  lines
    .map(plainText)
    .filter((text) => text !== '')
    .join(' ');

const statusText = (frame: Frame): string => {
  const row = selectedAccount(frame);
  if (row === undefined) {
    const words = statusScreenSentences;
    const { status, path } = frame.core.config;
    if (status === 'unread') return words.reading;
    return `${status === 'missing' ? words.noConfig(path) : words.noAccounts} ${words.firstSteps}`;
  }
  const { listener } = row.facts;
  // Said once: in how many seconds the next attempt is, counted from the last one.
  const nowMs = listener.status === 'retrying' ? listener.sinceMs : calm(frame, Math.floor).ui.nowMs;
  return plainText(statusLineOf(row, rowCells, nowMs, plainSigns));
};

const feedText = (frame: Frame): string => {
  const row = selectedFeedRow(frame);
  if (row === undefined) return joined(emptyFeedLines(calm(frame, Math.floor), rowCells));
  const sentence = messageSentence(frame.core, row.last);
  return row.count === 1 ? sentence : `${sentence}. ${feedDetailsSentences.repeats(row.count)}`;
};

const emptyPairingText = ({ core, ui }: Frame): string => {
  const words = pairingScreenSentences;
  const { filter } = listState(ui, `pairing.${ui.pairing.pane}`);
  if (filter !== '') return `${words.nothingMatches(filter)} ${words.clearFilterHint}`;
  if (ui.pairing.pane === 'decided') return `${words.nothingDecided} ${words.nothingDecidedHint}`;
  if (core.pairing.status === 'unread') return words.reading;
  if (core.pairing.status === 'failed')
    return `${core.pairing.error?.sentence ?? words.readFailed} ${words.refreshHint(keysTo(ui, 'app.refresh'))}`;
  if (ui.pairing.pane === 'pending') return `${sentences.pairing.nobodyWaits} ${words.typeCodeHint(keysTo(ui, 'pairing.type-code'))}`;
  return isPairingInFiles(core.config) ? words.nobodyApproved : `${words.nobodyApprovedHere} ${words.onlyFromHere}`;
};

const pairingText = (frame: Frame): string => {
  // Rounded up, so that nobody is promised more time than there is.
  const context = { nowMs: calm(frame, Math.ceil).ui.nowMs, cells: rowCells, signs: plainSigns, accountCells: 32 };
  if (frame.ui.pairing.pane === 'pending') {
    const row = selectedPending(frame);
    return row === undefined
      ? emptyPairingText(frame)
      : plainText(pendingLine(row, { ...context, hasCodes: row.request.code !== undefined }));
  }
  if (frame.ui.pairing.pane === 'decided') {
    const row = selectedDecision(frame);
    return row === undefined ? emptyPairingText(frame) : plainText(decisionLine(row, decisionColumns([row], context), context));
  }
  const row = selectedApproved(frame);
  return row === undefined ? emptyPairingText(frame) : plainText(approvedLine(row, context));
};

const directoryText = (frame: Frame): string => {
  const row = selectedRow(frame);
  if (row === undefined) return joined(emptyDirectoryLines(frame, viewOf(frame), plainSigns));
  return plainText(directoryLine(row, { cells: rowCells, query: '', selfId: selfOf(frame)?.id, signs: plainSigns }));
};

const accessText = (frame: Frame): string => {
  const row = selectedAccess(frame);
  const words = accessScreenSentences;
  if (row === undefined) return frame.core.config.status === 'unread' ? words.reading : words.noAccounts;
  return plainText(accessLine(row, rowCells, plainSigns));
};

const loginText = (frame: Frame): string => {
  const account = selectedLogin(frame);
  const words = loginScreenSentences;
  if (account !== undefined) return plainText(accountLine(calm(frame, Math.floor), account, rowCells, plainSigns));
  return frame.core.config.status === 'unread' ? words.reading : `${words.noAccounts} ${words.noAccountsCure}`;
};

const texts: Readonly<Record<Frame['ui']['screen'], (frame: Frame) => string>> = {
  status: statusText,
  feed: feedText,
  pairing: pairingText,
  directory: directoryText,
  access: accessText,
  login: loginText,
};

/** The selected row of the screen as text, or the reason why there is none. */
export const selectedText = (frame: Frame): string => texts[frame.ui.screen](frame);
