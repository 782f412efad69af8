// Keys by name, as the bytes a terminal sends.

const named: Readonly<Record<string, string>> = {
  enter: '\r',
  esc: '\x1b',
  tab: '\t',
  'shift+tab': '\x1b[Z',
  space: ' ',
  backspace: '\x7f',
  delete: '\x1b[3~',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
  f1: '\x1bOP',
};

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The bytes of a key: a name (`enter`, `esc`, `shift+tab`, `ctrl+c`, `pagedown`, …) or one grapheme (`j`, `G`, `ạ`).
 * @throws TypeError for anything else, so that a misspelt name is not typed as text
 */
export const bytesOf = (key: string): string => {
  const known = named[key];
  if (known !== undefined) return known;
  const control = /^ctrl\+([a-z])$/.exec(key)?.[1];
  if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) - 96);
  if ([...graphemes.segment(key)].length === 1) return key;
  throw new TypeError(
    `“${key}” is not a key. Use one character, ctrl+letter, or one of: ${Object.keys(named).join(', ')}. For text use type().`,
  );
};

/** A paste as a terminal with bracketed paste sends it. */
export const pasteBytes = (text: string): string => `\x1b[200~${text}\x1b[201~`;
