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
export const exactTextOf = (shown: string, written: Written | undefined): string => (written === undefined ? shown : written.exactText);
