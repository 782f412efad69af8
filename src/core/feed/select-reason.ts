// The gateway's own word on a message, as its log has it, while it logs so much.
import type { GatewayReason, Message } from '../model/message.ts';
import type { ConsoleState } from '../state.ts';

/** A line may be dated so much before the message was stored, and so long after it (ms). */
const [beforeMs, afterMs] = [500, 15_000];

const isAbout = (reason: GatewayReason, message: Message): boolean => {
  if (reason.messageId !== undefined) return reason.messageId === message.id;
  if (reason.accountId !== undefined && reason.accountId !== message.accountId) return false;
  const laterMs = reason.atMs - message.receivedAtMs;
  if (laterMs < -beforeMs || laterMs > afterMs) return false;
  if (reason.isGroup !== message.isGroup) return false;
  if (reason.threadId !== undefined) return reason.threadId === message.threadId;
  return reason.senderId === undefined || reason.senderId === message.senderId;
};

/**
 * What the gateway says of the message, the last word first by its id, else the first line behind it that is about its sender or group;
 * undefined where it says nothing, or does not log so much.
 */
export const gatewayReasonOf = ({ gatewayLog }: ConsoleState, message: Message): string | undefined => {
  if (message.isOwn || gatewayLog === undefined) return undefined;
  const about = gatewayLog.filter((reason) => isAbout(reason, message));
  return (about.findLast((reason) => reason.messageId !== undefined) ?? about[0])?.text;
};

/** Does the gateway log why it drops what it drops? It takes the level up by itself within a second. */
export const isExplaining = ({ config }: ConsoleState): boolean =>
  config.logLevel === 'debug' || config.logLevel === 'trace';
