import { pendingRequests } from '../../core/faces.ts';
import { accessScreen } from '../access/view.tsx';
import { directoryScreen } from '../directory/view.tsx';
import { feedScreen } from '../feed/view.tsx';
import { loginScreen } from '../login/view.tsx';
import { pairingScreen } from '../pairing/view.tsx';
import type { ScreenName } from '../state/ui-state.ts';
import { statusScreen } from '../status/view.tsx';
import type { Span } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import type { Frame, ScreenModule } from './frame.ts';

// What the tabs say about screens one is not looking at.

const countText = (count: number): string => (count > 99 ? '99+' : String(count));

/** Messages that came since the feed was last looked at, newest first until one has been seen. */
export const unreadCount = ({ core, ui }: Frame): number => {
  const { messages } = core.feed;
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages.at(index);
    if (message === undefined || message.receivedAtMs <= ui.feed.seenUntilMs || count > 99) break;
    if (!message.isOwn && (ui.scope === 'all' || message.accountId === ui.scope)) count += 1;
  }
  return count;
};

/** Whoever waits, waits for the operator, whichever account is in view. A store that cannot be read may hide more of them. */
const pairingBadge = ({ core, ui }: Frame): Span | undefined => {
  const pending = pendingRequests(core, ui.nowMs, 'all').length;
  const { status, error } = core.pairing;
  // Where this OpenClaw keeps pairing elsewhere there is nothing to repair.
  const isBroken = status === 'failed' && error?.code !== 'unsupported-here';
  if (pending === 0 && !isBroken) return undefined;
  return { text: pending === 0 ? '!' : `!${pending}`, tone: isBroken ? 'bad' : 'warn' };
};

export const screenBadges = (frame: Frame, signs: Signs): Readonly<Partial<Record<ScreenName, Span>>> => {
  const unread = frame.ui.screen === 'feed' ? 0 : unreadCount(frame);
  const pairing = pairingBadge(frame);
  const { login } = frame.core;
  return {
    ...(unread > 0 ? { feed: { text: `${signs.unread}${countText(unread)}`, tone: 'info' as const } } : {}),
    ...(pairing === undefined ? {} : { pairing }),
    ...(login.status === 'waiting' || login.status === 'scanned'
      ? { login: { text: signs.connecting, tone: 'warn' as const } }
      : {}),
    ...(frame.core.config.status === 'broken' ? { access: { text: '!', tone: 'bad' as const } } : {}),
  };
};

const screens: Readonly<Record<ScreenName, ScreenModule>> = {
  status: statusScreen,
  feed: feedScreen,
  pairing: pairingScreen,
  directory: directoryScreen,
  access: accessScreen,
  login: loginScreen,
};

export const screenOf = (name: ScreenName): ScreenModule => screens[name];
