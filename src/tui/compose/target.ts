// Whom `m` writes to: the thread of the selected row, whatever screen it is on.
import {
  type AccountId,
  groupNameOf,
  nameOf,
  type SendTo,
  type ThreadId,
  threadId,
  threadNameOf,
  type UserId,
  userId,
} from '../../core/index.ts';
import type { App } from '../app/app.ts';
import { type Frame, listState } from '../app/frame.ts';
import { directoryAccount, selectedRow } from '../directory/select.ts';
import { rowIds } from '../feed/row-ids.ts';
import { feedHeight, selectedMessage, shownRows } from '../feed/select.ts';
import { select, windowFor } from '../layout/window-for.ts';
import { selectedApproved } from '../pairing/select.ts';
import type { Draft } from '../state/drafts.ts';

const sendTo = (accountId: AccountId, thread: ThreadId, isGroup: boolean, name: string | undefined): SendTo => ({
  accountId,
  threadId: thread,
  isGroup,
  ...(name === undefined || name.trim() === '' ? {} : { name }),
});

const toPerson = ({ core }: Frame, accountId: AccountId, id: UserId, name?: string): SendTo =>
  sendTo(accountId, threadId(id), false, name ?? nameOf(core, accountId, id)?.name);

const ofMessage = (frame: Frame): SendTo | undefined => {
  const message = selectedMessage(frame);
  if (message === undefined) return undefined;
  const { accountId, threadId: thread, isGroup, isOwn, threadName } = message;
  if (isGroup) return sendTo(accountId, thread, true, threadNameOf(frame.core, message));
  // The thread of a direct message is the person at the other end, whoever of the two wrote it.
  const known = nameOf(frame.core, accountId, userId(thread))?.name;
  return sendTo(accountId, thread, false, isOwn ? (known ?? threadName) : (message.senderName ?? known));
};

const ofRow = (frame: Frame): SendTo | undefined => {
  const account = directoryAccount(frame);
  const row = selectedRow(frame);
  if (account === undefined || row === undefined) return undefined;
  if (row.type === 'group')
    return sendTo(account.id, threadId(row.group.id), true, row.group.name || groupNameOf(frame.core, account.id, row.group.id));
  return row.type === 'peer'
    ? toPerson(frame, account.id, row.peer.id, row.peer.name)
    : toPerson(frame, account.id, row.member.id, row.member.name);
};

/** The thread of the selected row; undefined where none is selected. Pairing: only of those who were let in. */
export const composeTarget = (frame: Frame): SendTo | undefined => {
  switch (frame.ui.screen) {
    case 'feed':
      return ofMessage(frame);
    case 'directory':
      return ofRow(frame);
    case 'pairing': {
      const row = frame.ui.pairing.pane === 'approved' ? selectedApproved(frame) : undefined;
      return row && toPerson(frame, row.sender.accountId, row.sender.senderId, row.name?.name);
    }
    default:
      return undefined;
  }
};

/**
 * A feed that follows its end has moved on while a message was written: back to the thread of what was left there, so that `m` opens that
 * and no other.
 */
export const keepInReach = (app: App, { to }: Pick<Draft, 'to'>): void => {
  const frame = app.frame();
  const list = listState(frame.ui, 'feed');
  if (frame.ui.screen !== 'feed' || !list.isFollowing) return;
  const rows = shownRows(frame);
  let index = rows.length - 1;
  for (; index >= 0; index -= 1) {
    const last = rows.at(index)?.last;
    if (last?.accountId === to.accountId && last.threadId === to.threadId && last.isGroup === to.isGroup) break;
  }
  if (index < 0) return;
  const ids = rowIds(rows);
  const height = feedHeight(frame);
  const { top } = windowFor(ids, list, height);
  const offset = index >= top ? index - top : Math.floor(height / 2);
  app.dispatch({ type: 'list/changed', name: 'feed', list: select(ids, list, index, offset) });
};
