// The only useInput and usePaste of the program: every key comes in here and becomes a binding or text.
import { useInput, usePaste } from 'ink';
import { editFocused } from '../actions/field.ts';
import type { App } from '../app/app.ts';
import { isTyping, resolve } from './resolve.ts';
import { type Stroke, strokesOf } from './strokes.ts';

const press = (app: App, stroke: Stroke): void => {
  app.dispatch({ type: 'errors/read' });
  const frame = app.frame();
  const meaning = resolve(frame.ui, stroke);
  if (meaning.type === 'binding') app.run(meaning.id);
  else if (meaning.type === 'text') editFocused(app, frame, { type: 'insert', text: meaning.text });
};

/**
 * Acts on a burst of strokes, each against what the one before it changed. When a stroke opens an overlay the
 * rest of the burst is dropped: it was typed at something else, and must not answer a question nobody has read.
 */
export const pressAll = (app: App, strokes: readonly Stroke[]): void => {
  for (const stroke of strokes) {
    const before = app.frame().ui;
    press(app, stroke);
    const after = app.frame().ui;
    if (after.overlays.length > before.overlays.length) return;
    // A field that was asked for and did not open: what follows was typed for it.
    if (stroke.name === '/' && !isTyping(before) && !isTyping(after)) return;
  }
};

/** Feeds the keyboard to the App. Pasted text goes to the text field in focus, and nowhere else. */
export const useKeys = (app: App): void => {
  useInput((input, key) => pressAll(app, strokesOf(input, key)));
  usePaste((text) => {
    const frame = app.frame();
    if (isTyping(frame.ui)) editFocused(app, frame, { type: 'insert', text });
  });
};
