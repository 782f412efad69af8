// A word that opens the gateway: it can be used, and not shown.
import { redacted } from '../../system/redact.ts';

/** Shorter ones are too likely to be part of what is said anyway. */
const shortestHiddenUnits = 6;

/** A token or a password. However it is printed, it says `[redacted]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The word itself: for the handshake, and for nothing else. */
  reveal(): string {
    return this.#value;
  }

  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  /** A text without the word in it: what others say may repeat it. */
  hideIn(text: string): string {
    return this.#value.length < shortestHiddenUnits ? text : text.replaceAll(this.#value, redacted);
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }
}
