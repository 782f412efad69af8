// The only useInput and usePaste of the program: every key comes in here and becomes a binding or text.
import { useInput, usePaste } from 'ink';
import { insertText } from '../actions/field.ts';
import type { App } from '../app/app.ts';
import type { UiState } from '../state/ui-state.ts';
import { isTyping, resolve } from './resolve.ts';
import { type Stroke, strokesOf } from './strokes.ts';

const press = (app: App, stroke: Stroke): void => {
  app.dispatch({ type: 'errors/read' });
  const frame = app.frame();
  const meaning = resolve(frame.ui, stroke);
  if (meaning.type === 'binding') app.run(meaning.id);
  else if (meaning.type === 'text') insertText(app, frame, meaning.text);
};

const isWriting = ({ overlays }: UiState): boolean => {
  const overlay = overlays.at(-1);
  return overlay?.type === 'compose' && overlay.focus === 'text';
};

/** A question that one letter would answer. */
const isAsking = ({ overlays }: UiState): boolean => {
  const overlay = overlays.at(-1);
  return overlay?.type === 'review' || (overlay?.type === 'confirm' && overlay.typed === undefined);
};

/**
 * What a burst means where a message is written, and where a question stands. Terminals without bracketed paste send what is pasted
 * as if it was typed: a tab in it is text, and an Esc (or Alt with a letter) must not throw the rest of it at the screen below. And
 * no letter of a text answers a question: that takes a key pressed by itself.
 */
const ofBurst = (ui: UiState, strokes: readonly Stroke[]): readonly Stroke[] => {
  // Keys that were held or pressed fast have no letters among them.
  if (strokes.length < 2 || strokes.every(({ text }) => text === undefined)) return strokes;
  if (isAsking(ui)) return [];
  if (!isWriting(ui)) return strokes;
  const esc = strokes.findIndex(({ name }) => name === 'esc');
  return (esc < 0 ? strokes : strokes.slice(0, esc)).map((stroke) =>
    stroke.name === 'tab' ? { name: 'tab in a text', text: '\t' } : stroke,
  );
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
    if (isTyping(frame.ui)) insertText(app, frame, text);
  });
};
