// What must hold of anything that is shown, printed or saved, told without the sanitizer that is under attack.

/** Controls, C1 among them, but for the newline and the tab, which each sink decides on. */
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/u;
const lineSeparators = /[\u2028\u2029]/u;
const bidi = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
/** Drawn as nothing anywhere: what is hidden in it makes two names look the same. */
const hidden =
  /\u034F|[\u00AD\u115F\u1160\u17B4\u17B5\u180E\u200B\u200C\u2060-\u2065\u206A-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]/u;
/** Joiners belong between emoji, tags behind a black flag. */
const strayJoiner =
  /(?<!\p{Extended_Pictographic}|\uFE0F|[\u{1F3FB}-\u{1F3FF}])\u200D|\u200D(?!\p{Extended_Pictographic})/u;
const strayTag = /(?<![\u{1F3F4}\u{E0020}-\u{E007E}])[\u{E0020}-\u{E007F}]/u;
const tower = /\p{M}{9}/u;

const named: readonly (readonly [string, RegExp])[] = [
  ['a control', controls],
  ['a line separator', lineSeparators],
  ['a bidi control', bidi],
  ['something invisible', hidden],
  ['a stray joiner', strayJoiner],
  ['a stray tag', strayTag],
  ['a tower of marks', tower],
];

/** Lists of these in one pattern: most texts are fine. */
const any = new RegExp(named.map(([, { source }]) => `(?:${source})`).join('|'), 'u');

/** What is wrong with a text of one or more lines; undefined if it is harmless. */
export const harmIn = (text: string): string | undefined => {
  if (!text.isWellFormed()) return 'half a character';
  if (!any.test(text)) return undefined;
  return named.find(([, pattern]) => pattern.test(text))?.[0];
};

/** @throws Error when the text could drive a terminal; what merely cannot be seen is let through: paths in a log are what they are */
export const expectInert = (text: string, where: string): void => {
  const harm = named.slice(0, 3).find(([, pattern]) => pattern.test(text))?.[0];
  if (harm !== undefined) throw new Error(`${where} holds ${harm}: ${JSON.stringify(text.slice(0, 2_000))}`);
};

/** @throws Error when the text could do harm, or (in one line) holds a newline or a tab */
export const expectHarmless = (text: string, where: string, lines: 'one line' | 'lines'): void => {
  const harm =
    harmIn(text) ?? (lines === 'one line' && /[\n\t]/u.test(text) ? 'a line break or a tab' : undefined);
  if (harm !== undefined) throw new Error(`${where} holds ${harm}: ${JSON.stringify(text.slice(0, 2_000))}`);
};

/** @throws Error when a text anywhere in a value, keys included, could do harm */
export const expectValueHarmless = (value: unknown, where: string): void => {
  if (typeof value === 'string') expectHarmless(value, where, 'lines');
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    expectHarmless(key, `a key of ${where}`, 'one line');
    expectValueHarmless(part, `${where}.${key}`);
  }
};

/** What Ink may write to draw: colours, cursor moves, clearing, and the modes it opens and closes. */
const drawing = /\u001B\[[0-9;:]*[ABCDEFGHJKm]|\u001B\[\?(?:25|1049|2004|2026)[hl]|\u001B\[[<>=?][0-9;]*u/gu;

/** @throws Error when what was written to draw a frame holds anything but text and drawing */
export const expectOnlyDrawing = (bytes: string, where: string): void => {
  const text = bytes.replace(drawing, '').replaceAll('\r', '');
  const harm = harmIn(text);
  if (harm === undefined) return;
  const at = Math.max(0, text.search(any) - 60);
  throw new Error(`${where}: what draws it holds ${harm}: ${JSON.stringify(text.slice(at, at + 160))}`);
};

const clean = JSON.stringify([
  Object.getOwnPropertyNames(Object.prototype).sort(),
  Object.getOwnPropertyNames(Array.prototype).sort(),
]);

/** @throws Error when objects have something that they did not have when this file was read */
export const expectUnpolluted = (where: string): void => {
  const now = JSON.stringify([
    Object.getOwnPropertyNames(Object.prototype).sort(),
    Object.getOwnPropertyNames(Array.prototype).sort(),
  ]);
  if (now !== clean || 'polluted' in {})
    throw new Error(`${where}: the prototype of objects was changed: ${now}`);
};
