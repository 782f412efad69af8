// What counts as read in the feed: whatever came while its end was in sight. Derived from every change of the screen's state,
// so that no view needs an effect and no action has to remember it. Pure: time comes in.
import type { UiEvent } from './ui-events.ts';
import type { UiState } from './ui-state.ts';

/** Is the newest message in sight as it comes? */
export const isWatchingFeed = ({ screen, lists, feed }: UiState): boolean =>
  screen === 'feed' && (lists.feed?.isFollowing ?? true) && feed.pausedAtMs === undefined;

/**
 * What the step from `before` to `after` means for what has been seen. Leaving the screen from the end: all has been seen. Scrolling up
 * or pausing: later messages are new ones below, and if the screen is left like that, they are the unread ones.
 */
export const feedSeenEvents = (before: UiState, after: UiState, nowMs: number): readonly UiEvent[] => {
  const hasLeft = before.screen === 'feed' && after.screen !== 'feed';
  if (isWatchingFeed(before)) {
    if (hasLeft) return [{ type: 'feed/seen', untilMs: nowMs }];
    return isWatchingFeed(after) ? [] : [{ type: 'feed/held', atMs: nowMs }];
  }
  const { heldAtMs } = before.feed;
  if (heldAtMs === undefined) return [];
  if (hasLeft) return [{ type: 'feed/seen', untilMs: heldAtMs }];
  return isWatchingFeed(after) ? [{ type: 'feed/released' }] : [];
};
