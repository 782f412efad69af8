// From the two stores to frames: keys are drawn at once, what the core learns at most every `coalesceMs`.
import { useEffect, useState } from 'react';
import { feedRate, isAnswerAwaited, smallest } from '../../core/faces.ts';
import { searchingAfterMs } from '../directory/lines.ts';
import type { AppHandle } from './create-app.ts';
import type { Frame } from './frame.ts';

// How long until the screen must show a later time. Nothing that moves on the screen, no timer that runs often.

const secondMs = 1_000;
const minuteMs = 60_000;

/** From this rate (messages a second) on the feed says how fast they come. */
export const shownRate = 200;

/** Codes that expire, a store that will be read again, a lock that is waited for. */
const hasPairingCountdown = ({ requests, retryAtMs, work }: Frame['core']['pairing']): boolean =>
  requests.length > 0 ||
  retryAtMs !== undefined ||
  Object.values(work).some(({ status }) => status === 'running');

/** A command that takes some twenty seconds is asked for a list. */
const isDirectoryAsked = (directory: Frame['core']['directory']): boolean =>
  Object.values(directory).some(({ slow = {} }) =>
    Object.values(slow).some((way) => way?.status === 'running'),
  );

const hasCountdown = ({ core, ui }: Frame, nowMs: number): boolean => {
  const { status } = core.login;
  // How long a command has been running stands in its overlay, else on the status line.
  if (core.runs.some((run) => run.status === 'running' || run.status === 'cancelling')) return true;
  if (ui.setUp.testSinceMs !== undefined && ui.overlays.some(({ type }) => type === 'set-up')) return true;
  if (ui.screen === 'directory' && isDirectoryAsked(core.directory)) return true;
  if (ui.screen === 'pairing' && hasPairingCountdown(core.pairing)) return true;
  if (ui.screen === 'login' && (status === 'starting' || status === 'waiting' || status === 'scanned'))
    return true;
  if (ui.screen === 'feed' && (feedRate(core, nowMs, ui.scope) > shownRate || isAnswerAwaited(core, nowMs)))
    return true;
  return (
    Object.values(core.facts).some(({ listener }) => listener.status === 'retrying') &&
    (ui.screen === 'status' || ui.screen === 'feed')
  );
};

const hasAges = ({ ui }: Frame): boolean => ui.screen !== 'feed';

/** `searching…` is said once a find takes longer than this. */
const searchTickMs = ({ core, ui }: Frame, nowMs: number): number | undefined => {
  if (ui.screen !== 'directory') return undefined;
  const waits = Object.values(core.directory)
    .filter(({ search }) => search?.result.status === 'loading')
    .map(({ search }) => (search?.startedAtMs ?? 0) + searchingAfterMs + 1 - nowMs)
    .filter((waitMs) => waitMs > 0);
  return smallest(waits);
};

/** Milliseconds until the next tick: a second for countdowns, ten for ages, else the next full minute of the clock. */
export const tickDelayMs = (frame: Frame, nowMs: number): number => {
  const searchMs = searchTickMs(frame, nowMs);
  if (searchMs !== undefined) return searchMs;
  if (hasCountdown(frame, nowMs)) {
    // One that has just begun must not be told by a time that is long past.
    return nowMs - frame.ui.nowMs >= secondMs ? 0 : secondMs - (nowMs % secondMs);
  }
  if (hasAges(frame)) return 10 * secondMs - (nowMs % (10 * secondMs));
  return minuteMs - (nowMs % minuteMs);
};

/** Core events are gathered for so long (ms) before they are drawn. Ink's own limiter would hold keys back, too. */
export const coalesceMs = 40;

/** Where frames go. While it needs to drain, nothing is read there. */
export type FrameOutput = NodeJS.WritableStream & { readonly writableNeedDrain?: boolean };

/**
 * The present frame; a new one after every change, or once the terminal has taken what it was given before: whoever does not look gets one
 * frame in the end, not thousands. `onCore` is called at once after every change of the core.
 */
export const useFrame = ({ app, ui }: AppHandle, stdout: FrameOutput, onCore: () => void): Frame => {
  const [frame, setFrame] = useState(() => app.frame());
  useEffect(() => {
    let timer: NodeJS.Timeout | undefined;
    let isWaiting = false;
    const draw = (): void => {
      clearTimeout(timer);
      timer = undefined;
      if (stdout.writableNeedDrain !== true) setFrame(app.frame());
      else if (!isWaiting) {
        isWaiting = true;
        stdout.once('drain', onDrain);
      }
    };
    const onDrain = (): void => {
      isWaiting = false;
      draw();
    };
    const offUi = ui.subscribe(draw);
    const offCore = app.console.store.subscribe(() => {
      onCore();
      timer ??= setTimeout(draw, coalesceMs);
    });
    onCore();
    draw();
    return () => {
      offUi();
      offCore();
      clearTimeout(timer);
      stdout.off('drain', onDrain);
    };
  }, [app, ui, stdout, onCore]);
  return frame;
};
