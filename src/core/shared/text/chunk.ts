// zca takes at most 2,000 characters a call: the caller cuts.

/** What one `zca msg send` takes (UTF-16 code units; the zca contract). */
export const maxMessageUnits = 2_000;

const segmenter = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/**
 * Cuts a text into pieces of at most `maxUnits` UTF-16 code units: after the last newline that fits, else after the last space, else
 * between two graphemes. Lossless: the pieces joined are the text. Only a grapheme longer than `maxUnits` is cut inside, between code
 * points. A piece is blank only where a long stretch of the text is: zca refuses a blank message, so skip such a piece.
 */
export const chunkText = (text: string, maxUnits = maxMessageUnits): string[] => {
  const limit = Math.max(1, Math.trunc(maxUnits));
  const chunks: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const cut = cutPoint(rest, limit);
    chunks.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  if (rest !== '') chunks.push(rest);
  return chunks;
};

const cutPoint = (text: string, limit: number): number => {
  // Two units of look-ahead decide whether a grapheme goes on after the limit.
  const graphemes = segmenter.segment(text.slice(0, limit + 2));
  const firstInk = text.search(/\S/u);
  for (const separator of ['\n', ' ']) {
    for (
      let at = text.lastIndexOf(separator, limit - 1);
      at > firstInk && firstInk !== -1;
      at = text.lastIndexOf(separator, at - 1)
    ) {
      // A space that carries a mark or a joiner is not a place to cut.
      if (graphemes.containing(at + 1)?.index === at + 1) return at + 1;
    }
  }
  const boundary = graphemes.containing(limit)?.index ?? 0;
  return boundary > 0 ? boundary : pointCut(text, limit);
};

/** At `limit`, but not inside a surrogate pair, and never at 0. */
const pointCut = (text: string, limit: number): number => {
  const unit = text.charCodeAt(limit - 1);
  const isInsidePair = unit >= 0xd800 && unit <= 0xdbff;
  if (!isInsidePair) return limit;
  return limit > 1 ? limit - 1 : 2;
};

export interface MessagePart {
  /** What is sent: without the blanks at its end and the empty lines at its start, which nobody sees in a chat. Never blank. */
  readonly text: string;
  /** Where its piece begins in the whole text (UTF-16 code units). */
  readonly start: number;
}

/** The messages a text becomes, in the order they are sent; none for a blank text. */
export const messageParts = (text: string, maxUnits = maxMessageUnits): readonly MessagePart[] => {
  const parts: MessagePart[] = [];
  let start = 0;
  for (const piece of chunkText(text, maxUnits)) {
    const seen = piece.trimEnd().replace(/^(?:[^\S\n]*\n)+/u, '');
    if (seen !== '') parts.push({ text: seen, start });
    start += piece.length;
  }
  return parts;
};

/** What is left of a text when its first `sent` messages have gone out. Cut again, it gives exactly the messages that are left. */
export const textAfter = (text: string, sent: number, maxUnits = maxMessageUnits): string => {
  const next = messageParts(text, maxUnits)[sent];
  return next === undefined ? '' : text.slice(next.start);
};
