import { type MessageId, messageId } from '../shared/ids.ts';
import { stripEscapes } from '../shared/text/sanitize.ts';

const said = /\bmessage[ _]id\s*[:=]\s*["']?([\w.-]{1,64})/iu;
const printed = /\bmsgId["']?\s*:\s*["']?(\d{1,32})/u;
const firstWord = /^\s*([A-Za-z0-9_-]{6,64})(?=\s|$)/u;

/**
 * The id of a message that was sent: `message id: X`, else the `msgId: N` of the printed object (JavaScript notation, so the digits are
 * read as text), else the first word if it looks like an id (it has a digit), else unknown (the zca contract).
 */
export const parseSentId = (stdout: string): MessageId | undefined => {
  const text = stripEscapes(stdout.slice(0, 20_000));
  const word = firstWord.exec(text)?.[1];
  const id = said.exec(text)?.[1] ?? printed.exec(text)?.[1] ?? (word !== undefined && /\d/u.test(word) ? word : undefined);
  return id === undefined ? undefined : messageId(id);
};
