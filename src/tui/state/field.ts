// A text field: its text as graphemes and a caret between them. Pure.
import { graphemes } from '../text/cells.ts';

export interface FieldState {
  readonly value: string;
  /** How many graphemes stand before the caret. */
  readonly caret: number;
}

export const emptyField: FieldState = { value: '', caret: 0 };

/** A field that holds `value`, caret at its end. */
export const fieldOf = (value: string): FieldState => ({ value, caret: graphemes(value).length });

/** What an operator can do to a field. */
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
      return joined(before.join('') + oneLine(edit.text), after.join(''));
    case 'backspace':
      return joined(before.slice(0, -1).join(''), after.join(''));
    case 'delete':
      return joined(before.join(''), after.slice(1).join(''));
    case 'left':
      return { ...field, caret: Math.max(0, field.caret - 1) };
    case 'right':
      return { ...field, caret: Math.min(parts.length, field.caret + 1) };
    case 'home':
      return { ...field, caret: 0 };
    case 'end':
      return { ...field, caret: parts.length };
    case 'kill-word':
      return joined(before.join('').replace(/\S*\s*$/u, ''), after.join(''));
    case 'kill-line':
      return joined('', after.join(''));
    case 'set':
      return fieldOf(oneLine(edit.text));
  }
};

const joined = (before: string, after: string): FieldState => {
  // Composing across the caret (a mark typed after its letter) must not leave two code points where one is meant.
  const head = before.normalize('NFC');
  return { value: (head + after).normalize('NFC'), caret: graphemes(head).length };
};
