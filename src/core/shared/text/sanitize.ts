// Untrusted text is made harmless here, once, before it is stored. Everything is one linear pass a pattern:
// a megabyte of `ESC ]` must not cost more than a megabyte of letters.

// Parts of long texts. A string cut out of another one keeps all of that one in memory: a name out of a line of a megabyte costs a megabyte.

/** The same text in memory of its own, whatever it was cut out of. */
// JSON is the copy that is to be had everywhere, and it leaves every code unit as it is, halves of pairs too.
export const ownText = (text: string): string => JSON.parse(JSON.stringify(text)) as string;
/** Longest line {@link sanitizeLine} gives by default (UTF-16 code units). */
export const maxLineUnits = 4_000;
const maxNameUnits = 200;

/*
 * Escape sequences, 7-bit and C1. A string sequence (OSC, DCS, SOS, PM, APC) goes with its payload only if it is terminated and
 * holds no control; otherwise just its opening goes, so that nobody can hide the rest of a message behind it. That payloads
 * exclude every control is also what keeps a flood of openings linear.
 */
const payload = String.raw`[^\x00-\x1f\x7f-\x9f]*`;
const csiRest = String.raw`[0-?]{0,64}[ -/]{0,4}[@-~]?`;
const sevenBit = String.raw`\x1b\[${csiRest}|\x1b[\]PX^_]${payload}(?:\x07|\x1b\\|\x9c)|\x1b[ -/]{0,4}[0-~]?`;
const c1 = String.raw`\x9b${csiRest}|[\x90\x98\x9d\x9e\x9f]${payload}(?:\x07|\x1b\\|\x9c)`;
const escapes = new RegExp(`${sevenBit}|${c1}`, 'gu');
const sevenBitEscapes = new RegExp(sevenBit, 'gu');

const lineBreaks = /\r\n?|[\u2028\u2029]/gu;
/** C0 and C1 except tab and newline. */
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/gu;
/*
 * Invisible or reordering: soft hyphen, grapheme joiner, Arabic letter mark, fillers, zero-width space and non-joiner, bidi marks,
 * embeddings, overrides and isolates, word joiner and its kin, BOM, annotations, musical formats, odd variation selectors.
 * The joiner U+200D, the emoji selectors U+FE0E/F and the tags of flags have rules of their own below.
 */
const invisibleRanges =
  String.raw`\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164` +
  String.raw`\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0080}-\u{e0fff}`;
const invisible = new RegExp(`[${invisibleRanges}]`, 'gu');
/** Tags are kept only as the flag of a region: black flag, 3 to 6 tag letters or digits, cancel tag. */
const tags = /(\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f})|[\u{e0000}-\u{e007f}]/gu;
/** Emoji selectors belong after an emoji, and after a digit only as part of a keycap. */
const straySelectors = /(?<!\p{Emoji})[\ufe0e\ufe0f]|(?<=[0-9#*])[\ufe0e\ufe0f](?!\u20e3)/gu;
const strayJoiners =
  /(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
/** Drawn as nothing though Unicode counts them as symbols and letters: blanks of braille, notes, hieroglyphs, Khitan. */
const blanks = /[\u2800\u{13441}\u{13442}\u{16fe4}\u{1d159}]/gu;
/** What can be seen in a name; marks without a letter and the signs {@link sanitizeLine} puts in do not count. */
const visible = /[^\s\p{M}\p{Cf}↵…]/u;
const loneSurrogates = /\p{Surrogate}/gu;
/** No living script stacks more than eight marks on a letter; a flood of them costs a terminal its frame. */
const markFloods = /(\p{M}{8})\p{M}+/gu;

/*
 * Tens of thousands of messages a second are possible only because most text is found harmless by one cheap look for anything else. As
 * `[^…]` without anchors that costs half of `^[…]*$`, and a class of few ranges half of one of many: so the letters of nearly every
 * message are tried first.
 */
/** Anything but ASCII that is printed and Latin letters, Vietnamese in NFC among them. */
const uncommon = /[^ -~\u00c0-\u02ff\u1e00-\u1eff]/;
/*
 * Anything but characters that are in NFC and have nothing to take out: Latin with Vietnamese in NFC, common punctuation, arrows, boxes,
 * symbols, kana, Chinese, Korean, and emoji without selectors and joiners (as the surrogates they are made of). No marks.
 */
const notPlain =
  /[^\t\n\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2190-\u21ff\u2500-\u27bf\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\ud83c-\ud83e\udc00-\udfff]/;
/** Anything a pattern above could touch: emoji and other scripts are out after this test. */
const suspicious = new RegExp(
  String.raw`[\x00-\x08\x0b-\x1f\x7f-\x9f\u200d\u2028\u2029\ufe0e\ufe0f\ud800-\udfff\u{e0000}-\u{e007f}${invisibleRanges}]|\p{M}{9}`,
  'u',
);

/**
 * Makes other people's text harmless: NFC, no escape sequences (7-bit and C1), no controls but newline and tab, no bidi controls, no
 * zero-width characters outside emoji, no lone surrogates, at most eight combining marks in a row. CR and CRLF become newlines.
 * Applying it twice changes nothing.
 */
export const sanitizeText = (text: string): string => {
  if (!uncommon.test(text) || (!notPlain.test(text) && text.isWellFormed())) return text;
  const composed = text.normalize('NFC');
  if (!suspicious.test(composed)) return composed;
  return composed
    .replace(loneSurrogates, '')
    .replace(escapes, '')
    .replace(lineBreaks, '\n')
    .replace(controls, '')
    .replace(invisible, '')
    .replace(tags, '$1')
    .replace(straySelectors, '')
    .replace(strayJoiners, '')
    .replace(markFloods, '$1')
    .normalize('NFC');
};

/** Where a text that is cut at `end` ends without a joiner, or the letters of a flag, that have lost what they belong to. */
const withoutLoose = (text: string, end: number): number => {
  let last = end;
  // Backwards and by hand: a pattern that ends in `$` would try a flood of tags from each of them.
  for (;;) {
    const [high, low] = [text.charCodeAt(last - 2), text.charCodeAt(last - 1)];
    const isTag = high === 0xdb40 && low >= 0xdc20 && low <= 0xdc7e;
    if (low === 0x200d) last -= 1;
    else if (isTag) last -= 2;
    else return last;
  }
};

/**
 * Cuts at `maxUnits` UTF-16 code units: not inside a surrogate pair, and what is harmless is so when it is cut. What is left does not keep
 * the rest in memory.
 */
export const cutUnits = (text: string, maxUnits: number): string => {
  if (text.length <= maxUnits) return text;
  const last = text.charCodeAt(maxUnits - 1);
  return ownText(
    text.slice(0, withoutLoose(text, last >= 0xd800 && last <= 0xdbff ? maxUnits - 1 : maxUnits)),
  );
};

/**
 * {@link sanitizeText} on one line: newlines become `↵`, tabs and symbols that draw nothing a space. Longer than `maxUnits` code units it is cut and ends in `…`.
 * Only the first part of a huge text is looked at, so the cost is bounded too.
 */
export const sanitizeLine = (text: string, maxUnits = maxLineUnits): string => {
  if (text.length <= maxUnits && !uncommon.test(text)) return text;
  const considered = cutUnits(text, maxUnits * 4);
  const line = sanitizeText(considered).replaceAll('\n', '↵').replaceAll('\t', ' ').replace(blanks, ' ');
  if (line.length <= maxUnits && considered.length === text.length) return line;
  return `${cutUnits(line, maxUnits - 1)}…`;
};

const isTidy = (name: string): boolean =>
  !name.startsWith(' ') && !name.endsWith(' ') && !name.includes('  ');

/**
 * A name as lists show it: one line, no blanks around, runs of blanks as one, at most 200 code units. Empty if nothing in it can be seen:
 * nobody may pass as nameless.
 */
export const sanitizeName = (name: string): string => {
  // Whatever stands among common characters and tidy blanks can be seen.
  if (name.length <= maxNameUnits && !uncommon.test(name) && isTidy(name)) return name;
  const line = sanitizeLine(name, maxNameUnits).replace(/\s+/gu, ' ').trim();
  return visible.test(line) ? line : '';
};

/** As {@link sanitizeText}, but what is harmless stays as it is, letter for letter: a path that is not in NFC is still that path. */
export const harmless = (text: string): string =>
  uncommon.test(text) && suspicious.test(text) ? sanitizeText(text) : text;

/** {@link harmless} on one row, of whatever length: newlines become `↵`, tabs a space. */
export const harmlessRow = (text: string): string => {
  const clean = harmless(text);
  return /[\n\t]/.test(clean) ? clean.replaceAll('\n', '↵').replaceAll('\t', ' ') : clean;
};

/** What JSON lets through though it is invisible, or drives a terminal that takes C1 controls. */
const unseenInJson = new RegExp(
  String.raw`[\x7f-\x9f\u2028\u2029\u{e0000}-\u{e007f}${invisibleRanges}]`,
  'gu',
);
const escapedUnits = (text: string): string =>
  Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');

/** JSON as it can be printed anywhere: whatever cannot be seen is escaped, so that what is read from it stays the same. */
export const visibleJson = (json: string): string => json.replace(unseenInJson, escapedUnits);

/** Removes 7-bit escape sequences only: safe on JSON, which cannot hold a bare ESC but may hold C1 characters in strings. */
export const stripEscapes = (text: string): string =>
  text.includes('\u001b') ? text.replace(sevenBitEscapes, '') : text;
