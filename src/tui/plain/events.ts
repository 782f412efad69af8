// What happened between two frames, as sentences in the order they are worth hearing. Pure.

import type { Frame } from '../app/frame.ts';
import type { OverlayType } from '../dialogs/dialog.ts';
import { opened } from '../dialogs/opened.ts';
import { dialogOf } from '../dialogs/registry.ts';
import { pausedCount } from '../feed/select.ts';
import type { Overlay } from '../state/ui-state.ts';
import { accountEvents, loginEvents, machineEvents } from './core-events.ts';
import { directoryEvents } from './directory-events.ts';
import { messageEvents, sendEvents } from './message-events.ts';
import { pairingEvents } from './pairing-events.ts';
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

/** It is the same one, or the same question as it has become. */
const isSame = (was: Overlay, is: Overlay): boolean =>
  was === is || (was.type === is.type && 'id' in was && 'id' in is && was.id === is.id);

const dialogEvents: Diff = (before, after) => {
  const was = before.ui.overlays.at(-1);
  const overlay = after.ui.overlays.at(-1);
  // What lies below comes to light again: it has been read out already.
  if (overlay === undefined || before.ui.overlays.includes(overlay) || (was !== undefined && isSame(was, overlay))) return [];
  const { speech } = dialogOf(overlay);
  const at = opened<OverlayType>(overlay, after);
  return [`${speech.title(at)}.`.replace(/([.?!])\.$/u, '$1'), ...speech.lines(at)];
};

/** What is open changes while one looks at it. */
const changesInDialog: Diff = (before, after) => {
  const was = before.ui.overlays.at(-1);
  const is = after.ui.overlays.at(-1);
  if (was === undefined || is === undefined || !isSame(was, is)) return [];
  return dialogOf(is).speech.changes?.(opened<OverlayType>(was, before), opened<OverlayType>(is, after)) ?? [];
};

const lookingEvents: Diff = (before, after) => {
  const { looking } = after.ui;
  return looking?.isShown !== true || before.ui.looking?.isShown === true ? [] : [looking.text];
};

const toastEvents: Diff = (before, after) => {
  const known = new Set(before.ui.toasts.map(({ id }) => id));
  return after.ui.toasts
    .filter(({ id }) => !known.has(id))
    .map(({ kind, ...said }) => {
      const text = [said.text, said.hint ?? ''].join(' ').trim();
      return kind === 'error' ? words.error(text) : text;
    });
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
  changesInDialog,
  sendEvents,
  toastEvents,
  lookingEvents,
  dialogEvents,
];

/** One sentence for each thing that happened between two frames; none for movements, which the live lines tell. */
export const eventsBetween = (before: Frame, after: Frame): readonly string[] =>
  before === after ? [] : diffs.flatMap((diff) => diff(before, after));

/** What is said first, for the frame the console opens with. */
export const openingLines = (frame: Frame, isDemo: boolean): readonly string[] => [words.opening(isDemo), screenSummary(frame)];
