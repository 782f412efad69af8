import { describe, expect, it } from 'vitest';
import {
  type EditorEdit,
  type EditorState,
  editText,
  emptyEditor,
  maxEditorUnits,
  topFor,
} from '../../../src/tui/state/editor.ts';

const view = { cells: 10, rows: 3 };

/** A state drawn as text with `|` for the caret. */
const at = (drawn: string): EditorState => ({
  text: drawn.replace('|', ''),
  caret: drawn.indexOf('|'),
  top: 0,
});
const drawn = ({ text, caret }: EditorState): string => `${text.slice(0, caret)}|${text.slice(caret)}`;
const run = (
  start: string,
  ...edits: readonly (EditorEdit | Exclude<EditorEdit['type'], 'insert' | 'set'>)[]
): string =>
  drawn(
    edits.reduce(
      (state: EditorState, edit) => editText(state, typeof edit === 'string' ? { type: edit } : edit, view),
      at(start),
    ),
  );
const insert = (text: string): EditorEdit => ({ type: 'insert', text });

describe('typing', () => {
  it.each<[string, string, EditorEdit, string]>([
    ['a letter', 'xi|', insert('n'), 'xin|'],
    ['in the middle', 'xn|', insert('à'), 'xnà|'],
    ['a newline', 'ab|cd', { type: 'newline' }, 'ab\n|cd'],
    ['pasted lines', '|!', insert('một\r\nhai\rba'), 'một\nhai\nba|!'],
    ['a tab', '|', insert('a\tb'), 'a\tb|'],
    ['a mark after its letter makes one', 'e|x', insert('\u0302'), 'ê|x'],
    ['two marks after one letter', 'ê|', insert('\u0301'), 'ế|'],
    ['decomposed text is composed', '|', insert('Nguye\u0302\u0303n'), 'Nguyễn|'],
    [
      'a mark before which nothing can be composed stays with its letter',
      'x|y',
      insert('\u0323'),
      'x\u0323|y',
    ],
    ['a family is one', '|', insert('👨‍👩‍👧'), '👨‍👩‍👧|'],
    ['what a terminal would obey is taken out', '|', insert('a\u001B[31mb\u202Ec\u0000'), 'abc|'],
    ['replaces all', 'ab|', { type: 'set', text: 'x\ny' }, 'x\ny|'],
  ])('%s', (_, start, edit, expected) => expect(run(start, edit)).toBe(expected));

  it('what an input method sends: backspaces, then the replacement', () => {
    expect(
      run(
        '|',
        insert('v'),
        insert('i'),
        insert('e'),
        'backspace',
        insert('ê'),
        insert('t'),
        'backspace',
        'backspace',
        insert('ệt'),
      ),
    ).toBe('việt|');
  });

  it('a text that does not fit is cut between graphemes', () => {
    const state = editText(at(`${'a'.repeat(maxEditorUnits - 3)}|`), insert('🌸👨‍👩‍👧'), view);
    expect(state.text.endsWith('a🌸')).toBe(true);
    expect(state.text.length).toBeLessThanOrEqual(maxEditorUnits);
    expect(editText({ ...state, text: 'a'.repeat(maxEditorUnits), caret: 5 }, insert('b'), view).text).toBe(
      'a'.repeat(maxEditorUnits),
    );
  });
});

describe('deleting', () => {
  it.each<[string, EditorEdit['type'], string, string]>([
    ['before the caret', 'backspace', 'ab|c', 'a|c'],
    ['nothing before it', 'backspace', '|c', '|c'],
    ['a newline', 'backspace', 'ab\n|c', 'ab|c'],
    ['a family at once', 'backspace', 'a👨‍👩‍👧|', 'a|'],
    ['a flag at once', 'backspace', '🇻🇳🇻🇳|', '🇻🇳|'],
    ['a letter with a mark that cannot be composed', 'backspace', 'x\u0323|', '|'],
    ['after the caret', 'delete', 'a|👨‍👩‍👧b', 'a|b'],
    ['the newline after it', 'delete', 'a|\nb', 'a|b'],
    ['nothing after it', 'delete', 'a|', 'a|'],
    ['the word', 'kill-word', 'xin chào|', 'xin |'],
    ['the word and its blanks', 'kill-word', 'xin chào  |bạn', 'xin |bạn'],
    ['no word of the line above', 'kill-word', 'một\nhai|', 'một\n|'],
    ['the newline, where the line has no word', 'kill-word', 'một\n|', 'một|'],
    ['nothing at the start', 'kill-word', '|một', '|một'],
    ['to the start of the line', 'kill-start', 'một\nha|i', 'một\n|i'],
    ['to the end of the line', 'kill-end', 'm|ột\nhai', 'm|\nhai'],
    ['the newline at the end of the line', 'kill-end', 'một|\nhai', 'một|hai'],
  ])('%s (%s)', (_, type, start, expected) => expect(run(start, type as 'backspace')).toBe(expected));
});

describe('moving', () => {
  it.each<[string, EditorEdit['type'], string, string]>([
    ['over a family', 'left', 'a👨‍👩‍👧|', 'a|👨‍👩‍👧'],
    ['over a family', 'right', 'a|👨‍👩‍👧', 'a👨‍👩‍👧|'],
    ['into the line above', 'left', 'a\n|b', 'a|\nb'],
    ['into the line below', 'right', 'a|\nb', 'a\n|b'],
    ['no further than the start', 'left', '|a', '|a'],
    ['no further than the end', 'right', 'a|', 'a|'],
    ['to the start of the line', 'home', 'một\nha|i', 'một\n|hai'],
    ['to its end', 'end', 'm|ột\nhai', 'một|\nhai'],
    ['up, to the same column', 'up', 'một hai\nba b|ốn', 'một |hai\nba bốn'],
    ['down, to the end of a shorter line', 'down', 'một ha|i\nba', 'một hai\nba|'],
    ['up within one wrapped line', 'up', 'một hai ba bốn nă|m', 'một ha|i ba bốn năm'],
    ['up in the first row goes to its start', 'up', 'mộ|t', '|một'],
    ['down in the last row goes to its end', 'down', 'mộ|t', 'một|'],
    ['a page up', 'page-up', '1\n2\n3\n4\n5|', '1\n2\n3|\n4\n5'],
    ['a page down', 'page-down', '|1\n2\n3\n4\n5', '1\n2\n|3\n4\n5'],
  ])('%s (%s)', (_, type, start, expected) => expect(run(start, type as 'left')).toBe(expected));

  it('keeps to its column over shorter lines, until something else is done', () => {
    expect(run('abcd|\nx\nabcdef', 'down', 'down')).toBe('abcd\nx\nabcd|ef');
    expect(run('abcd|\nx\nabcdef', 'down', 'left', 'down')).toBe('abcd\nx\na|bcdef'.replace('a|', '|a'));
  });

  it('goes up and down between wide and narrow letters', () => {
    expect(run('ab你|好\nabcdef', 'down')).toBe('ab你好\nabcd|ef');
  });
});

describe('what is in sight', () => {
  const lines = (count: number): string =>
    Array.from({ length: count }, (_, index) => String(index)).join('\n');

  it('follows the caret down and moves no further than it must', () => {
    const typed = editText(emptyEditor, insert(lines(6)), view);
    expect(typed.top).toBe(3);
    expect(editText(typed, { type: 'up' }, view).top).toBe(3);
    expect(editText(editText(typed, { type: 'page-up' }, view), { type: 'up' }, view).top).toBe(2);
  });

  it('shows no empty rows below a text that got shorter, and fits a window that changed', () => {
    const typed = editText(emptyEditor, insert(lines(6)), view);
    const shorter = [1, 2, 3, 4, 5, 6].reduce((state) => editText(state, { type: 'backspace' }, view), typed);
    expect(shorter.text).toBe('0\n1\n2');
    expect(shorter.top).toBe(0);
    expect(topFor(typed, { cells: 10, rows: 6 })).toBe(0);
    expect(topFor(typed, { cells: 10, rows: 1 })).toBe(5);
  });
});

it('any edits leave a composed text and a caret between graphemes', () => {
  const segmenter = new Intl.Segmenter('vi', { granularity: 'grapheme' });
  const edits: readonly EditorEdit[] = [
    insert('e'),
    insert('\u0323'),
    insert('\u0302'),
    insert('👨‍👩‍👧'),
    insert('🇻'),
    insert('🇳'),
    insert('chào bạn '),
    { type: 'newline' },
    { type: 'backspace' },
    { type: 'delete' },
    { type: 'left' },
    { type: 'left' },
    { type: 'right' },
    { type: 'up' },
    { type: 'down' },
    { type: 'home' },
    { type: 'end' },
    { type: 'kill-word' },
    { type: 'kill-end' },
    { type: 'kill-start' },
    { type: 'page-up' },
    { type: 'page-down' },
  ];
  let state = emptyEditor;
  let seed = 7;
  for (let step = 0; step < 4_000; step += 1) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const edit = edits[Math.floor((seed / 2_147_483_648) * edits.length)];
    if (edit !== undefined) state = editText(state, edit, view);
    expect(state.text).toBe(state.text.normalize('NFC'));
    const places = new Set([...segmenter.segment(state.text)].map(({ index }) => index)).add(
      state.text.length,
    );
    expect(places.has(state.caret), JSON.stringify(state)).toBe(true);
  }
});
