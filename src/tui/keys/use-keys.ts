// The only useInput and usePaste of the program: every key comes in here and becomes a binding or text.
import { useInput, usePaste } from 'ink';
import type { App } from '../app/app.ts';
import { insertText } from '../app/list-actions.ts';
import { dialogOf } from '../dialogs/registry.ts';
import type { UiState } from '../state/ui-state.ts';
import { isTyping, resolve } from './resolve.ts';
import { type Stroke, strokesOf } from './strokes.ts';

const press = (app: App, stroke: Stroke): void => {
  app.noteStroke();
  app.dispatch({ type: 'errors/read' });
  const frame = app.frame();
  const meaning = resolve(frame.ui, stroke);
  if (meaning.type === 'binding') app.run(meaning.id);
  else if (meaning.type === 'text') insertText(app, frame, meaning.text);
  else if (frame.ui.pendingCheck !== undefined) app.keepStroke(stroke, () => pressAll(app, [stroke]));
};

/**
 * What a burst means where something is open. Terminals without bracketed paste send what is pasted as if it was typed: the dialog that
 * has the keys says what of it is for it.
 */
const ofBurst = ({ overlays }: UiState, strokes: readonly Stroke[]): readonly Stroke[] => {
  const overlay = overlays.at(-1);
  // Keys that were held or pressed fast have no letters among them.
  if (overlay === undefined || strokes.length < 2 || strokes.every(({ text }) => text === undefined))
    return strokes;
  return dialogOf(overlay).burst?.(overlay, strokes) ?? strokes;
};

/** The question that stood has been answered: what it leads to has not been read. */
const isAnswered = (before: UiState, after: UiState): boolean => {
  const overlay = before.overlays.at(-1);
  return (
    overlay !== undefined &&
    'id' in overlay &&
    !after.overlays.some((other) => 'id' in other && other.id === overlay.id)
  );
};

/** An overlay has come that the rest of the burst was not typed at. */
const isInterrupted = (before: UiState, after: UiState): boolean => {
  const overlay = after.overlays.at(-1);
  if (after.overlays.length <= before.overlays.length) return isAnswered(before, after);
  return overlay?.type !== 'choice' || overlay.hearsBurst !== true;
};

/**
 * Acts on a burst of strokes, each against what the one before it changed. When a stroke opens an overlay the
 * rest of the burst is dropped: it was typed at something else, and must not answer a question nobody has read.
 */
export const pressAll = (app: App, strokes: readonly Stroke[]): void => {
  for (const stroke of ofBurst(app.frame().ui, strokes)) {
    const before = app.frame().ui;
    press(app, stroke);
    const after = app.frame().ui;
    if (before.pendingCheck === undefined && after.pendingCheck !== undefined) app.pendingBegunBy(stroke);
    if (isInterrupted(before, after)) return;
    // A field that was asked for and did not open: what follows was typed for it.
    if (stroke.name === '/' && !isTyping(before) && !isTyping(after)) return;
  }
};

/**
 * Acts on strokes while the window is too small to draw anything but that: what would be done could not be seen, so nothing is, and `q`
 * leaves from every place, as is said there. Where a question stands it takes two, like `^c`, and asks no other that nobody would see.
 */
export const pressUnseen = (app: App, strokes: readonly Stroke[]): void => {
  for (const { name } of strokes) {
    const { overlays, pendingCheck } = app.frame().ui;
    if (name === 'q' && overlays.length === 0 && pendingCheck === undefined) app.run('app.quit');
    else if (name === 'q' || name === 'ctrl+c') app.run('app.interrupt');
  }
};

/** Feeds the keyboard to the App. Pasted text goes to the text field in focus, and nowhere else. Plain lines need no size. */
export const useKeys = (app: App, isPlain: boolean): void => {
  const isUnseen = (): boolean => !isPlain && app.frame().layout.sizeClass === 'too-small';
  useInput((input, key) => (isUnseen() ? pressUnseen : pressAll)(app, strokesOf(input, key)));
  usePaste((text) => {
    const frame = app.frame();
    if (!isUnseen() && frame.ui.pendingCheck === undefined && isTyping(frame.ui))
      insertText(app, frame, text);
  });
};
