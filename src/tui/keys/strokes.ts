// From what Ink reports to strokes. A burst of typing arrives as one call: it is split by grapheme here.
import type { Key } from 'ink';
import { graphemes } from '../text/cells.ts';

/** One key press. `name` is what bindings are matched with; `text` is what a text field would insert. */
export interface Stroke {
  readonly name: string;
  readonly text?: string;
}

const special: readonly (readonly [keyof Key, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

const named: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u001B': 'esc',
  '\u007F': 'backspace',
  '\b': 'backspace',
};

const plainStroke = (grapheme: string): Stroke => {
  const name = named[grapheme] ?? (grapheme === '\r\n' ? 'enter' : undefined);
  if (name !== undefined) return { name };
  if (grapheme === ' ') return { name: 'space', text: ' ' };
  return { name: grapheme, text: grapheme };
};

/** The strokes of one report of Ink's `useInput`, in the order they were typed. Releases give none. */
export const strokesOf = (input: string, key: Key): readonly Stroke[] => {
  if (key.eventType === 'release') return [];
  const found = special.find(([flag]) => key[flag] === true);
  if (found !== undefined) return [{ name: found[1] }];
  if (key.return) return [{ name: 'enter' }];
  if (key.tab) return [{ name: key.shift ? 'shift+tab' : 'tab' }];
  if (key.escape) return [{ name: 'esc' }];
  if (key.ctrl && input !== '') return [{ name: `ctrl+${input.toLowerCase()}` }];
  // Ink gives function keys no name and no text; opening help on any of them harms nobody.
  if (input === '') return [{ name: 'f1' }];
  const strokes = graphemes(input).map(plainStroke);
  // Esc typed just before a letter arrives fused with it, as Alt would: no binding uses Alt.
  return key.meta ? [{ name: 'esc' }, ...strokes] : strokes;
};

const shown: Readonly<Record<string, string>> = {
  enter: 'Enter',
  esc: 'Esc',
  tab: 'Tab',
  'shift+tab': 'Shift+Tab',
  space: 'Space',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  backspace: 'Backspace',
  delete: 'Del',
  f1: 'F1',
};

const shownAscii: Readonly<Record<string, string>> = {
  ...shown,
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
};

/** How a stroke is written in footers and help: `Enter`, `^p`, `j`. */
export const strokeLabel = (name: string, isAscii = false): string => {
  if (name.startsWith('ctrl+')) return `^${name.slice(5)}`;
  return (isAscii ? shownAscii : shown)[name] ?? name;
};
