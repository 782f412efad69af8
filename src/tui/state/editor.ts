// Text with a caret in it: a field of one line, an editor of several. Pure: an edit in, the next state out; no keys, no terminal.
import { sanitizeText } from '../../core/faces.ts';
import { graphemes } from '../text/cells.ts';
import { drawnCells, editorRows, offsetAt, rowAt } from '../text/editor-rows.ts';

// A text field: its text as graphemes and a caret between them. Pure.

export interface FieldState {
  readonly value: string;
  /** How many graphemes stand before the caret. */
  readonly caret: number;
}

export const emptyField: FieldState = { value: '', caret: 0 };

/** A field that holds `value`, caret at its end. */
export const fieldOf = (value: string): FieldState => ({ value, caret: graphemes(value).length });

export type FieldEdit =
  | { readonly type: 'insert'; readonly text: string }
  | { readonly type: 'backspace' | 'delete' | 'left' | 'right' | 'home' | 'end' | 'kill-word' | 'kill-line' }
  | { readonly type: 'set'; readonly text: string };

// A field of a screen is one line: pasted newlines and tabs become spaces, other controls vanish.
const controls = /[\u0000-\u001F\u007F-\u009F]/gu;
const oneLine = (text: string): string =>
  text
    .replace(/[\r\n\t]+/gu, ' ')
    .replace(controls, '')
    .normalize('NFC');

/** The field after an edit. Inserting may join graphemes (a combining mark): the caret is counted anew. */
export const editField = (field: FieldState, edit: FieldEdit): FieldState => {
  const parts = graphemes(field.value);
  const before = parts.slice(0, field.caret);
  const after = parts.slice(field.caret);
  switch (edit.type) {
    case 'insert':
      return joinedField(before.join('') + oneLine(edit.text), after.join(''));
    case 'backspace':
      return joinedField(before.slice(0, -1).join(''), after.join(''));
    case 'delete':
      return joinedField(before.join(''), after.slice(1).join(''));
    case 'left':
      return { ...field, caret: Math.max(0, field.caret - 1) };
    case 'right':
      return { ...field, caret: Math.min(parts.length, field.caret + 1) };
    case 'home':
      return { ...field, caret: 0 };
    case 'end':
      return { ...field, caret: parts.length };
    case 'kill-word':
      return joinedField(before.join('').replace(/\S*\s*$/u, ''), after.join(''));
    case 'kill-line':
      return joinedField('', after.join(''));
    case 'set':
      return fieldOf(oneLine(edit.text));
  }
};

const joinedField = (before: string, after: string): FieldState => {
  // Composing across the caret (a mark typed after its letter) must not leave two code points where one is meant.
  const head = before.normalize('NFC');
  return { value: (head + after).normalize('NFC'), caret: graphemes(head).length };
};

export interface EditorState {
  /** NFC, lines divided by `\n`, nothing in it that a terminal would obey. */
  readonly text: string;
  /** Code units before the caret; always between two graphemes. */
  readonly caret: number;
  /** The column that moving up and down keeps to (cells); absent after any other edit. */
  readonly goalCells?: number;
  /** The first row in sight. */
  readonly top: number;
}

/** The room an editor is drawn in: where lines wrap, and how far a page goes. */
export interface EditorView {
  readonly cells: number;
  readonly rows: number;
}

export type EditorEdit =
  | { readonly type: 'insert' | 'set'; readonly text: string }
  | { readonly type: 'newline' | 'backspace' | 'delete' | 'left' | 'right' | 'home' | 'end' }
  | { readonly type: 'up' | 'down' | 'page-up' | 'page-down' }
  /** The word before the caret; from the start of the line to the caret; from the caret to the end of the line, or the newline there. */
  | { readonly type: 'kill-word' | 'kill-start' | 'kill-end' };

/** Most that a text can hold (UTF-16 code units): ten messages. Who sends more at once is a program, and Zalo treats it as one. */
export const maxEditorUnits = 20_000;

export const emptyEditor: EditorState = { text: '', caret: 0, top: 0 };

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};

/** Between which two places of the text the grapheme lies that holds the code unit at `at`. Graphemes never cross a newline. */
const graphemeAt = (text: string, at: number): { readonly start: number; readonly end: number } => {
  if (text[at] === '\n') return { start: at, end: at + 1 };
  const from = lineStart(text, at);
  const found = segmenter.segment(text.slice(from, lineEnd(text, at))).containing(at - from);
  return found === undefined
    ? { start: at, end: at }
    : { start: from + found.index, end: from + found.index + found.segment.length };
};

const before = (text: string, caret: number): number => (caret === 0 ? 0 : graphemeAt(text, caret - 1).start);
const after = (text: string, caret: number): number =>
  caret >= text.length ? text.length : graphemeAt(text, caret).end;

/** A place that may lie within a grapheme, moved behind it. */
const snapped = (text: string, at: number): number =>
  at <= 0 || at >= text.length
    ? Math.min(at, text.length)
    : before(text, after(text, at)) === at
      ? at
      : after(text, at);

/** The beginning of `text` that is at most `units` long, never cutting a grapheme. */
const cutTo = (text: string, units: number): string =>
  text.length <= units ? text : text.slice(0, units <= 0 ? 0 : graphemeAt(text, units).start);

/** The text of two halves with the caret between them. A mark typed after its letter makes one of the two. */
const joined = (head: string, tail: string): Pick<EditorState, 'text' | 'caret'> => {
  const composed = head.normalize('NFC');
  const text = (composed + tail).normalize('NFC');
  return { text, caret: snapped(text, Math.min(composed.length, text.length)) };
};

const inserted = ({ text, caret }: EditorState, typed: string): Pick<EditorState, 'text' | 'caret'> =>
  joined(text.slice(0, caret) + cutTo(sanitizeText(typed), maxEditorUnits - text.length), text.slice(caret));

const without = (text: string, start: number, end: number): Pick<EditorState, 'text' | 'caret'> =>
  joined(text.slice(0, start), text.slice(end));

const wordStart = (text: string, caret: number): number => {
  const from = lineStart(text, caret);
  // At the start of a line the newline before it is what goes.
  if (from === caret) return Math.max(0, caret - 1);
  return from + text.slice(from, caret).replace(/\S*\s*$/u, '').length;
};

/** Moves by rows of the screen, keeping to the column the movement began in. */
const moveRows = (
  state: EditorState,
  by: number,
  { cells }: EditorView,
): Pick<EditorState, 'caret' | 'goalCells'> => {
  const { text, caret } = state;
  const rows = editorRows(text, cells);
  const at = rowAt(rows, caret);
  const goalCells = state.goalCells ?? drawnCells(text.slice(rows[at]?.start ?? 0, caret));
  const target = at + by;
  if (target < 0) return { caret: 0, goalCells };
  if (target >= rows.length) return { caret: text.length, goalCells };
  return { caret: offsetAt(text, rows, target, goalCells), goalCells };
};

type Edited = Pick<EditorState, 'caret'> & Partial<Pick<EditorState, 'text' | 'goalCells'>>;

const apply = (state: EditorState, edit: EditorEdit, view: EditorView): Edited => {
  const { text, caret } = state;
  switch (edit.type) {
    case 'insert':
      return inserted(state, edit.text);
    case 'set':
      return inserted({ ...emptyEditor }, edit.text);
    case 'newline':
      return inserted(state, '\n');
    case 'backspace':
      return without(text, before(text, caret), caret);
    case 'delete':
      return without(text, caret, after(text, caret));
    case 'left':
      return { caret: before(text, caret) };
    case 'right':
      return { caret: after(text, caret) };
    case 'home':
      return { caret: lineStart(text, caret) };
    case 'end':
      return { caret: lineEnd(text, caret) };
    case 'up':
      return moveRows(state, -1, view);
    case 'down':
      return moveRows(state, 1, view);
    case 'page-up':
      return moveRows(state, 1 - Math.max(2, view.rows), view);
    case 'page-down':
      return moveRows(state, Math.max(2, view.rows) - 1, view);
    case 'kill-word':
      return without(text, wordStart(text, caret), caret);
    case 'kill-start':
      return without(text, lineStart(text, caret), caret);
    case 'kill-end':
      return without(text, caret, text[caret] === '\n' ? caret + 1 : lineEnd(text, caret));
  }
};

/** The first row in sight that keeps the caret in sight and moves as little as it can. */
export const topFor = ({ text, caret, top }: EditorState, { cells, rows }: EditorView): number => {
  const all = editorRows(text, cells);
  const at = rowAt(all, caret);
  const lowest = Math.max(0, all.length - rows);
  return Math.max(at - rows + 1, Math.min(top, at, Math.max(lowest, 0)), 0);
};

/** The state after an edit. A text that does not fit is cut at its end; see {@link maxEditorUnits}. */
export const editText = (state: EditorState, edit: EditorEdit, view: EditorView): EditorState => {
  const { text = state.text, caret, goalCells } = apply(state, edit, view);
  const next: EditorState = {
    text,
    caret,
    top: state.top,
    goalCells,
  };
  return { ...next, top: topFor(next, view) };
};
