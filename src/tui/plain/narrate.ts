// Watches both stores and tells what happened. What the operator did is told at once; what comes in by itself is gathered,
// because nobody can listen to two hundred messages a second.
import type { AppHandle } from '../app/create-app.ts';
import type { Frame } from '../app/frame.ts';
import { eventsBetween } from './events.ts';

/** The first of what comes in is told after so long (ms). */
const firstMs = 40;
/** While more comes in, it is told at most this often (ms). */
const apartMs = 500;

/** Is called with the sentences of what happened, often none, and the frame it led to. */
export type Tell = (lines: readonly string[], frame: Frame) => void;

/** Messages that come while an overlay is open are told once it is closed: they would be read out in the midst of a question. */
const heard = (told: Frame, now: Frame): Frame =>
  now.ui.screen === 'feed' && now.ui.overlays.length > 0
    ? { ...now, core: { ...now.core, feed: told.core.feed } }
    : now;

/** Calls `tell` after everything that happens from `start` on, and once for what has happened since. Returns what ends it. */
export const narrate = ({ app, ui }: AppHandle, start: Frame, tell: Tell): (() => void) => {
  const { store } = app.console;
  let told = start;
  let timer: NodeJS.Timeout | undefined;
  const tellNow = (): void => {
    const now = app.frame();
    const lines = eventsBetween(told, now);
    told = heard(told, now);
    tell(lines, now);
  };
  const wait = (delayMs: number, before = store.getState()): void => {
    timer = setTimeout(() => {
      timer = undefined;
      const isSame = store.getState() === before;
      tellNow();
      if (!isSame) wait(apartMs);
    }, delayMs);
  };
  const offUi = ui.subscribe(tellNow);
  const offCore = store.subscribe((_, before) => {
    if (timer === undefined) wait(firstMs, before);
  });
  tellNow();
  return () => {
    offUi();
    offCore();
    clearTimeout(timer);
  };
};
