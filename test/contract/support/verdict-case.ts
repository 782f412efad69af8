// One row of the table of verdicts, and the line zca would print for its message.
import type { VerdictKind } from '../../../src/core/policy/verdict.ts';

/** What a stranger on the other side sees. */
export type Outcome = 'reply' | 'pairing reply' | 'silence';

/** A message as zca prints it, of which a case says only what matters. */
export interface Incoming {
  readonly threadId: string;
  readonly content?: unknown;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly type?: number;
}

/** One row of the table. */
export interface VerdictCase {
  readonly says: string;
  readonly account: string;
  readonly message: Incoming;
  /** Sender ids with a request pending before the message comes, with their accounts. */
  readonly pending?: readonly { readonly id: string; readonly accountId: string; readonly ageMs?: number }[];
  readonly kind: VerdictKind;
  /** Where the gateway is known to do something else than `decide` says. */
  readonly gateway?: Outcome;
}

let messages = 0;

/** The line; every message has an id of its own, since the gateway drops one it has seen. */
export const lineOf = ({ threadId, content = 'chào shop', metadata, type = 0 }: Incoming): string => {
  messages += 1;
  return JSON.stringify({
    threadId,
    msgId: String(7_700_000_000_000 + messages),
    cliMsgId: '1795362521226',
    type,
    content,
    timestamp: Math.floor(Date.now() / 1000),
    ...(metadata === undefined ? {} : { metadata }),
  });
};
