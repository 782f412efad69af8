// What is said of the keys around a message being written, and of its buttons to whoever does not see them.
import { keyOf } from '../keys/bindings.ts';

export const composeKeySentences = {
  draftKept: (name: string) => `Kept as a draft: ${keyOf('compose.open')} on ${name} opens it again.`,
  buttonNames: {
    kind: (kind: string) => `Send as ${kind}, ${keyOf('compose.press')} changes it`,
    send: 'Send button',
    stop: 'Stop button',
    discard: 'Discard button',
  },
} as const;
