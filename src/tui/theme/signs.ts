// The signs of ux: each state has a glyph of one cell, and an ASCII twin for `--ascii`.

export interface Signs {
  readonly connected: string;
  readonly connecting: string;
  readonly attention: string;
  readonly failed: string;
  readonly off: string;
  readonly selected: string;
  readonly done: string;
  readonly unread: string;
  readonly question: string;
  readonly ellipsis: string;
  readonly separator: string;
  readonly arrow: string;
  readonly down: string;
  readonly up: string;
  readonly rule: string;
  readonly newline: string;
  readonly bullet: string;
  readonly marked: string;
  /** Of a verdict: not what it was when the message came. */
  readonly changed: string;
  readonly border: 'round' | 'classic';
}

export const unicodeSigns: Signs = {
  connected: '●',
  connecting: '◐',
  attention: '!',
  failed: '✗',
  off: '○',
  selected: '›',
  done: '✓',
  unread: '•',
  question: '?',
  ellipsis: '…',
  separator: '·',
  arrow: '▸',
  down: '↓',
  up: '↑',
  rule: '─',
  newline: '↵',
  bullet: '·',
  marked: '✓',
  changed: '~',
  border: 'round',
};

export const asciiSigns: Signs = {
  connected: '*',
  connecting: '~',
  attention: '!',
  failed: 'x',
  off: 'o',
  selected: '>',
  done: '+',
  unread: '.',
  question: '?',
  ellipsis: '~',
  separator: '-',
  arrow: '>',
  down: 'v',
  up: '^',
  rule: '-',
  newline: '/',
  bullet: '-',
  marked: '+',
  changed: '~',
  border: 'classic',
};

const punctuation: Readonly<Record<string, string>> = {
  '…': '...',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '—': '-',
  '–': '-',
  '×': 'x',
  '·': '-',
  '→': '->',
};

/** The marks of the catalogue's sentences in ASCII. Letters, which may be somebody's name, stay as they are. */
export const asciiPunctuation = (text: string): string =>
  text.replace(/[…“”‘’—–×·→]/gu, (mark) => punctuation[mark] ?? mark);
