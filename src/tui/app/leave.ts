// The way out of the console, and what is asked where something would be lost by it.

import { runningDecisions, sendKey, sentences } from '../../core/faces.ts';
import { threadLabel } from '../compose/lines.ts';
import { commandRunSentences } from '../gateway/words.ts';
import { pairingWorkSentences } from '../pairing/words.ts';
import { unsentDrafts } from '../state/drafts.ts';
import { truncate } from '../text/cells.ts';
import type { App, ExitReason } from './app.ts';
import type { Frame } from './frame.ts';
import { frameSentences } from './words.ts';

const runningListeners = (frame: Frame): number =>
  Object.values(frame.core.facts).filter(
    ({ listener }) => listener.status !== 'stopped' && listener.status !== 'blocked',
  ).length;

const isBusy = (frame: Frame): boolean => {
  const { login } = frame.core;
  return login.status === 'waiting' || login.status === 'scanned' || login.status === 'starting';
};

/** The commands that change something and have not ended. */
const runningCommands = ({ core }: Frame): readonly string[] =>
  core.runs
    .filter(({ isReading, status }) => !isReading && (status === 'running' || status === 'cancelling'))
    .map(({ title }) => title);

/** What is being decided about people, or waits to be: what has not been written by then never is. */
const decisionsUnderWay = ({ core }: Frame): readonly string[] =>
  runningDecisions(core).map(({ name, senderId, work }) =>
    pairingWorkSentences.quitDecides(work.act, sentences.pairing.briefly(name, senderId), work.waitingForPid),
  );

/** What would be lost that somebody has begun: a log-in, a command, a decision, a message on its way, what was written. */
const lostByQuitting = (frame: Frame): readonly string[] => {
  const drafts = unsentDrafts(frame.ui.drafts).filter(
    ({ to }) => !Object.hasOwn(frame.core.sends, sendKey(to)),
  );
  const sends = Object.keys(frame.core.sends).length;
  return [
    ...(isBusy(frame) ? [frameSentences.quitLoginRuns] : []),
    ...runningCommands(frame).map(commandRunSentences.quitRuns),
    ...decisionsUnderWay(frame),
    ...(sends === 0 ? [] : [sentences.compose.quitSends(sends)]),
    ...(drafts.length === 0
      ? []
      : [sentences.compose.quitDrafts(drafts.map((draft) => truncate(threadLabel(draft), 40)))]),
  ];
};

const quitTitle = (frame: Frame): string => {
  if (isBusy(frame)) return frameSentences.quitTitle;
  if (runningCommands(frame).length > 0) return commandRunSentences.quitTitle;
  return decisionsUnderWay(frame).length > 0 ? pairingWorkSentences.quitTitle : sentences.compose.quitTitle;
};

/** Leaves the console, after a question where something would be lost by it. */
export const leave = async (app: App, frame: Frame, reason: ExitReason): Promise<void> => {
  const lost = lostByQuitting(frame);
  const listeners = runningListeners(frame);
  // Listening is what the console is for: it ends with it, unasked. What was begun and is half done is worth a question.
  if (
    lost.length > 0 &&
    !(await app.confirm({
      title: quitTitle(frame),
      lines: [...lost, ...(listeners > 0 ? [frameSentences.quitListenersRun(listeners)] : [])],
      confirmLabel: frameSentences.quitConfirm,
    }))
  )
    return;
  app.quit(reason);
};
