// One sentence about the screen one has come to.

import { approvedSenders, attentionCount, decisionRows, findings, isInScope, isPairingInFiles, pendingRequests } from '../../core/index.ts';
import { unreadCount } from '../app/badges.ts';
import type { Frame } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { directoryAccount, totalOf } from '../directory/select.ts';
import { directoryScreenSentences } from '../directory/words.ts';
import { shownMessages } from '../feed/select.ts';
import { loginAccounts } from '../login/select.ts';
import { statusScreenSentences } from '../status/words.ts';
import { plainSentences } from './words.ts';

const words = plainSentences;

const directorySummary = (frame: Frame): string => {
  const { pane } = frame.ui.directory;
  const total = pane === 'members' ? undefined : totalOf(frame, pane);
  const account = directoryAccount(frame)?.id;
  const name = directoryScreenSentences.panes[pane];
  return [total === undefined ? name : `${name} ${total}`, account === undefined ? undefined : words.account(account)]
    .filter((part) => part !== undefined)
    .join(', ');
};

const whatIsThere = (frame: Frame): string => {
  const { core, ui } = frame;
  const { scope, nowMs } = ui;
  switch (ui.screen) {
    case 'status':
      return core.config.status === 'unread' ? '' : statusScreenSentences.summary(core.config.accounts.length, attentionCount(core));
    case 'feed':
      return words.ofScreen.feed(shownMessages(frame).length, unreadCount(frame));
    case 'pairing':
      if (ui.pairing.pane === 'decided') return words.ofScreen.decided(decisionRows(core, scope).length);
      if (ui.pairing.pane === 'pending') return words.ofScreen.pending(pendingRequests(core, nowMs, scope).length);
      return words.ofScreen[isPairingInFiles(core.config) ? 'approved' : 'approvedHere'](approvedSenders(core, scope).length);
    case 'directory':
      return directorySummary(frame);
    case 'access':
      return words.ofScreen.access(findings(core).filter(({ accountId }) => accountId === undefined || isInScope(scope, accountId)).length);
    case 'login':
      return words.ofScreen.login(loginAccounts(frame).length);
  }
};

/** `Pairing, 2 waiting.` */
export const screenSummary = (frame: Frame): string => words.screen(frameSentences.screens[frame.ui.screen], whatIsThere(frame));
