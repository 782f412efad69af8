import { describe, expect, it } from 'vitest';
import {
  editField,
  emptyField,
  type FieldEdit,
  type FieldState,
  fieldOf,
} from '../../../src/tui/state/editor.ts';

const after = (field: FieldState, ...edits: readonly FieldEdit[]): FieldState =>
  edits.reduce(editField, field);
const insert = (text: string): FieldEdit => ({ type: 'insert', text });

describe('editField', () => {
  it('types, moves and deletes by grapheme', () => {
    expect(after(emptyField, insert('a👨‍👩‍👧‍👦b'), { type: 'left' }, { type: 'backspace' })).toEqual({
      value: 'ab',
      caret: 1,
    });
    expect(after(fieldOf('ab'), { type: 'home' }, { type: 'delete' })).toEqual({ value: 'b', caret: 0 });
    expect(after(fieldOf('ab'), { type: 'right' })).toEqual({ value: 'ab', caret: 2 });
    expect(after(fieldOf(''), { type: 'backspace' }, { type: 'left' })).toEqual(emptyField);
  });
  it('takes what a Vietnamese input method sends', () => {
    // Telex: "a", then backspace and "ạ" in one report.
    expect(after(emptyField, insert('a'), { type: 'backspace' }, insert('ạ'))).toEqual({
      value: 'ạ',
      caret: 1,
    });
    expect(after(emptyField, insert('a'), insert('\u0323'))).toEqual({ value: 'ạ', caret: 1 });
  });
  it('makes one line of what is pasted, without controls', () =>
    expect(after(emptyField, insert('K7PQ\r\n2MXD\t\u001B[31mx\u0000'))).toEqual({
      value: 'K7PQ 2MXD [31mx',
      caret: 15,
    }));
  it('deletes a word and a line', () => {
    expect(after(fieldOf('nguyen van an'), { type: 'kill-word' })).toEqual({
      value: 'nguyen van ',
      caret: 11,
    });
    expect(after(fieldOf('ab cd'), { type: 'left' }, { type: 'kill-line' })).toEqual({
      value: 'd',
      caret: 0,
    });
  });
});
