// Text of which it matters exactly what stands there, made so that everything in it can be seen. Pure.
import { cutUnits, sanitizeName } from './sanitize.ts';

// Text as somebody wrote it, kept to be compared and for nothing else. Pure.

/**
 * Text that was not made harmless. It is no string, so that it cannot get into a sentence, a JSON, a log or an inspection by mistake: only who compares it
 * asks for {@link exactText}.
 */
export class Written {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text, exactly as it was written. Never to be shown, printed or logged. */
  get exactText(): string {
    return this.#text;
  }
}

/** The text to be compared: what was written, where that is another than what is shown. */
export const exactTextOf = (shown: string, written: Written | undefined): string =>
  written === undefined ? shown : written.exactText;

const maxUnits = 200;
/** Can be seen by itself: no blank, no mark, nothing that controls or is not assigned. */
const plain = /^[\p{L}\p{N}\p{P}\p{S}]$/u;

const escaped = (point: string): string =>
  Array.from(
    { length: point.length },
    (_, index) => `\\u${point.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');

const visible = (point: string, before: string | undefined): string => {
  if (point === '"' || point === '\\') return `\\${point}`;
  if (point === ' ') return before === ' ' ? escaped(point) : point;
  return plain.test(point) && sanitizeName(point) === point ? point : escaped(point);
};

/**
 * The text itself where all of it can be seen; else in quotation marks, with what cannot be seen as `\u200b`: blanks at the ends, marks of
 * their own, look-alikes of nothing. No two texts of less than 200 code units come out the same, unless one has the quotation marks itself.
 */
export const exactly = (text: string): string => {
  if (text !== '' && sanitizeName(text) === text) return text;
  const points = [...cutUnits(text, maxUnits)];
  const cut = text.length > maxUnits ? '…' : '';
  return `"${points.map((point, index) => visible(point, points[index - 1])).join('')}${cut}"`;
};
