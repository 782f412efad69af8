// Messages nobody wrote: what the gateway would do with them tells who gets through. Pure.

import type { Message } from '../model/message.ts';
import { type AccountId, messageId, threadId, userId } from '../shared/ids.ts';
import type { Written } from '../shared/text/exactly.ts';

const probe = {
  text: 'x',
  isBlank: false,
  sentAtMs: 0,
  receivedAtMs: 0,
  isOwn: false,
  raw: '',
} as const;

/** Nobody in any list: no id is anything but digits. */
export const anybody = 'anybody';

/** A direct message as this person would write it. */
export const directFrom = (accountId: AccountId, id: string): Message => ({
  ...probe,
  id: messageId(`what-if-${id}`),
  accountId,
  threadId: threadId(id),
  isGroup: false,
  senderId: userId(id),
});

/** A group, of which perhaps only the name is known: as it is shown, and as it is compared where that differs. */
export interface ProbeGroup {
  readonly id?: string;
  readonly name?: string;
  readonly writtenName?: Written;
}

/** A message of somebody unknown in a group. */
export const inGroup = (accountId: AccountId, { id = anybody, name, writtenName }: ProbeGroup): Message => ({
  ...probe,
  id: messageId(`what-if-group-${id}`),
  accountId,
  threadId: threadId(id),
  ...(name === undefined ? {} : { threadName: name }),
  ...(writtenName === undefined ? {} : { writtenThreadName: writtenName }),
  isGroup: true,
  senderId: userId(anybody),
});
