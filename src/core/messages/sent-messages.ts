// What was sent, as messages of the feed: zca never prints own messages.

import { initialFacts } from '../initial-state.ts';
import type { MediaKind, Message } from '../model/message.ts';
import type { Clock } from '../shared/clock.ts';
import { type MessageId, messageId, userId } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import { sanitizeText } from '../shared/text/sanitize.ts';
import type { ConsoleState } from '../state.ts';
import { mediaCommandFor } from '../zca/commands.ts';
import type { OutgoingContent, SendTo } from './model.ts';

/** What the messages are made with. */
export interface SentMessagesOptions {
  readonly clock: Clock;
  readonly getState: () => ConsoleState;
}

const mediaOf = (content: OutgoingContent): MediaKind | undefined => {
  if (content.type === 'text') return undefined;
  return content.type === 'link' ? 'link' : mediaCommandFor(content.url);
};

/** Makes the message of something that has just gone out. Where zca gave no id it gets one of its own. */
export const sentMessages = ({ clock, getState }: SentMessagesOptions) => {
  let count = 0;
  return (to: SendTo, content: OutgoingContent, text: string, id: MessageId | undefined): Message => {
    count += 1;
    const nowMs = clock.now();
    const kind = mediaOf(content);
    return {
      id: id ?? messageId(`sent-${nowMs}-${count}`),
      accountId: to.accountId,
      threadId: to.threadId,
      isGroup: to.isGroup,
      ...(to.name === undefined ? {} : { threadName: to.name }),
      senderId: ownOr(getState().facts, to.accountId, initialFacts).self?.id ?? userId(''),
      text: sanitizeText(text),
      isBlank: text.trim() === '',
      ...(kind === undefined ? {} : { media: { kind, count: 1 } }),
      sentAtMs: nowMs,
      receivedAtMs: nowMs,
      isOwn: true,
      raw: '',
    };
  };
};
