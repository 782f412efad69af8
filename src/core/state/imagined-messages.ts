// Messages nobody wrote: what the gateway would do with them tells who gets through. Pure.
import { type AccountId, messageId, threadId, userId } from '../model/ids.ts';
import type { Message } from '../model/message.ts';

const imagined = {
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
  ...imagined,
  id: messageId(`what-if-${id}`),
  accountId,
  threadId: threadId(id),
  isGroup: false,
  senderId: userId(id),
});

/** A message of somebody unknown in a group, of which perhaps only the name is known. */
export const inGroup = (accountId: AccountId, { id = anybody, name }: { readonly id?: string; readonly name?: string }): Message => ({
  ...imagined,
  id: messageId(`what-if-group-${id}`),
  accountId,
  threadId: threadId(id),
  ...(name === undefined ? {} : { threadName: name }),
  isGroup: true,
  senderId: userId(anybody),
});
