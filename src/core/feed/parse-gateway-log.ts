// The lines of a gateway's log that say what became of a message (docs/contract/gateway-live.md): it writes them at level debug. Pure.
import type { GatewayReason } from '../model/message.ts';
import { type AccountId, accountId, messageId, threadId, userId } from '../shared/ids.ts';
import { parseJson } from '../shared/text/lenient-json.ts';
import { sanitizeLine } from '../shared/text/sanitize.ts';
import { idOf, isRecord } from '../zca/fields.ts';

/** Longer lines are none of these. */
const maxLineUnits = 4_096;
const maxTextUnits = 300;

interface LogLine {
  readonly atMs: number;
  readonly text: string;
}

const readLine = (line: string): LogLine | undefined => {
  if (line.length > maxLineUnits || !line.includes('zalouser')) return undefined;
  const json = parseJson(line);
  if (!json.ok || !isRecord(json.value)) return undefined;
  const { time, message } = json.value;
  const atMs = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  return Number.isFinite(atMs) && typeof message === 'string' ? { atMs, text: message } : undefined;
};

type About = Pick<GatewayReason, 'messageId' | 'threadId' | 'senderId' | 'isGroup'>;

const patterns: readonly (readonly [RegExp, (id: string) => About])[] = [
  [/zalouser: drop group (\S+) \(.+\)$/u, (id) => ({ threadId: threadId(id), isGroup: true })],
  [/zalouser: drop no mention target=(\d+)/u, (id) => ({ threadId: threadId(id), isGroup: true })],
  [/Blocked zalouser sender (\S+) \(.+\)$/u, (id) => ({ senderId: userId(id), isGroup: true })],
  [
    /Blocked (?:unauthorized zalouser sender|zalouser DM from) (\S+) \(.+\)$/u,
    (id) => ({ senderId: userId(id), isGroup: false }),
  ],
  [/zalouser pairing request sender=(\S+)$/u, (id) => ({ senderId: userId(id), isGroup: false })],
  [/Blocked zalouser group message \(.+\)()$/u, () => ({ isGroup: true })],
  [
    /^message (?:received|processed): channel=zalouser\b.*\bmessageId=(\d+)/u,
    (id) => ({ messageId: messageId(id) }),
  ],
];

/** What the line says, without what is said of every line, and without the advice behind it. */
const sayingOf = (text: string): string => {
  const bare = text.replace(/^\[zalouser\] /u, '').replace(/\. Mention patterns can .*$/su, '');
  const outcome = /^message processed: .*\boutcome=(\S+)/u.exec(bare)?.[1];
  if (outcome !== undefined) return `message processed: outcome=${outcome}`;
  return bare.startsWith('message received: ') ? 'message received, let through to the agent' : bare;
};

/** The account of the last `inbound message`, which the lines behind it are about. */
export interface LogContext {
  readonly accountId?: AccountId;
  readonly atMs: number;
}

/** What a message takes at most until it is judged (ms). */
const judgedWithinMs = 10_000;

export interface ReadLog {
  readonly reasons: readonly GatewayReason[];
  readonly context: LogContext;
}

/** Reads whole lines, in order. */
export const readGatewayLog = (lines: readonly string[], before: LogContext = { atMs: 0 }): ReadLog => {
  let context = before;
  const reasons = lines.flatMap((line): readonly GatewayReason[] => {
    const read = readLine(line);
    if (read === undefined) return [];
    const inbound = /^\[zalouser\] \[([^\]]+)\] inbound message$/u.exec(read.text)?.[1];
    const account = idOf(inbound);
    if (account !== undefined) {
      context = { accountId: accountId(account), atMs: read.atMs };
      return [];
    }
    const isBehind = read.atMs - context.atMs <= judgedWithinMs;
    for (const [pattern, about] of patterns) {
      const found = pattern.exec(read.text);
      const id = found?.[1] ?? '';
      if (found === null || (id !== '' && idOf(id) === undefined)) continue;
      const reason = { atMs: read.atMs, text: sanitizeLine(sayingOf(read.text), maxTextUnits), ...about(id) };
      return [
        isBehind && context.accountId !== undefined ? { ...reason, accountId: context.accountId } : reason,
      ];
    }
    return [];
  });
  return { reasons, context };
};
