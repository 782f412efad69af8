// What happened between two frames, as sentences in the order they are worth hearing. Pure.

import type { Frame } from '../app/frame.ts';
import { checklistRows } from '../doctor/dialog.ts';
import { pausedCount } from '../feed/select.ts';
import { stepsOf } from '../set-up/dialog.ts';
import { sendEvents } from './compose-text.ts';
import { accountEvents, loginEvents, machineEvents } from './core-events.ts';
import { directoryEvents } from './directory-events.ts';
import { messageEvents } from './message-events.ts';
import { checklistText, overlayLines, overlayTitle, stepText } from './overlay-text.ts';
import { pairingEvents } from './pairing-events.ts';
import { pickEvents } from './pick-text.ts';
import { runEvents } from './run-events.ts';
import { screenSummary } from './screen-summary.ts';
import { plainSentences } from './words.ts';

const words = plainSentences;

type Diff = (before: Frame, after: Frame) => readonly string[];

const screenEvents: Diff = (before, after) => {
  const isSame =
    before.ui.screen === after.ui.screen &&
    before.ui.pairing.pane === after.ui.pairing.pane &&
    before.ui.directory.pane === after.ui.directory.pane;
  return isSame ? [] : [screenSummary(after)];
};

const pauseEvents: Diff = (before, after) => {
  const was = before.ui.feed.pausedAtMs;
  const is = after.ui.feed.pausedAtMs;
  if (after.ui.screen !== 'feed' || was === is) return [];
  return is === undefined ? [words.feedResumed(pausedCount({ ...before, core: after.core }))] : [words.feedPaused];
};

const overlayEvents: Diff = (before, after) => {
  const was = before.ui.overlays.at(-1);
  const overlay = after.ui.overlays.at(-1);
  if (overlay === undefined || overlay === was) return [];
  const isChanged = was?.type === overlay.type && before.ui.overlays.length === after.ui.overlays.length;
  const isSameQuestion = isChanged && 'id' in was && 'id' in overlay && was.id === overlay.id;
  if (isSameQuestion) {
    const error = overlay.type === 'prompt' ? overlay.error : undefined;
    const last = was.type === 'prompt' ? was.error : undefined;
    return error === undefined || error === last ? [] : [words.error(error)];
  }
  // What lies below comes to light again: it has been read out already.
  if (before.ui.overlays.includes(overlay)) return [];
  return [`${overlayTitle(overlay, after)}.`.replace(/([.?!])\.$/u, '$1'), ...overlayLines(overlay, after)];
};

/** The checklist changes while one looks at it. */
const checklistEvents: Diff = (before, after) => {
  const overlay = after.ui.overlays.at(-1);
  if (overlay?.type !== 'checklist' || overlay !== before.ui.overlays.at(-1) || before.core === after.core) return [];
  const known = new Set(checklistRows(before).map(checklistText));
  return checklistRows(after)
    .map(checklistText)
    .filter((text) => !known.has(text));
};

/** So do the steps of the assistant, but for the time that passes. */
const setUpEvents: Diff = (before, after) => {
  const overlay = after.ui.overlays.at(-1);
  if (overlay?.type !== 'set-up' || overlay !== before.ui.overlays.at(-1)) return [];
  if (before.core === after.core && before.ui.setUp === after.ui.setUp) return [];
  const known = new Set(stepsOf({ ...before, ui: { ...before.ui, nowMs: after.ui.nowMs } }).map(stepText));
  return stepsOf(after)
    .map(stepText)
    .filter((text) => !known.has(text));
};

const lookingEvents: Diff = (before, after) => {
  const { looking } = after.ui;
  return looking?.isShown !== true || before.ui.looking?.isShown === true ? [] : [looking.text];
};

const toastEvents: Diff = (before, after) => {
  const known = new Set(before.ui.toasts.map(({ id }) => id));
  return after.ui.toasts
    .filter(({ id }) => !known.has(id))
    .map(({ kind, text, hint }) => (kind === 'error' ? words.error([text, hint ?? ''].join(' ').trim()) : text));
};

const diffs: readonly Diff[] = [
  screenEvents,
  pauseEvents,
  machineEvents,
  accountEvents,
  loginEvents,
  directoryEvents,
  pairingEvents,
  messageEvents,
  checklistEvents,
  setUpEvents,
  runEvents,
  sendEvents,
  pickEvents,
  toastEvents,
  lookingEvents,
  overlayEvents,
];

/** One sentence for each thing that happened between two frames; none for movements, which the live lines tell. */
export const eventsBetween = (before: Frame, after: Frame): readonly string[] =>
  before === after ? [] : diffs.flatMap((diff) => diff(before, after));

/** What is said first, for the frame the console opens with. */
export const openingLines = (frame: Frame, isDemo: boolean): readonly string[] => [words.opening(isDemo), screenSummary(frame)];
