import { describe, expect, it } from 'vitest';
import { emptyList } from '../../../src/tui/layout/window-for.ts';
import { feedSeenEvents, initialUiState, reduceUi } from '../../../src/tui/state/ui-reduce.ts';
import type { UiEvent, UiState } from '../../../src/tui/state/ui-state.ts';

const startMs = 1_000;

/** Each event with the time it happened at, as the App folds them. */
const after = (...events: readonly (readonly [number, UiEvent])[]): UiState =>
  events.reduce(
    (before, [atMs, event]) => {
      const next = reduceUi(before, event);
      return feedSeenEvents(before, next, atMs).reduce(reduceUi, next);
    },
    initialUiState({ screen: 'feed', scope: 'all', columns: 80, rows: 24, nowMs: startMs }),
  );

const show = (screen: UiState['screen']): UiEvent => ({ type: 'screen/shown', screen });
const scrollUp: UiEvent = { type: 'list/changed', name: 'feed', list: { ...emptyList, isFollowing: false } };
const toEnd: UiEvent = { type: 'list/changed', name: 'feed', list: { ...emptyList, isFollowing: true } };

describe('what has been seen of the feed', () => {
  it('is all that came until the screen was left at its end', () => {
    expect(after([2_000, show('status')]).feed.seenUntilMs).toBe(2_000);
  });
  it('does not grow while nobody looks, nor by coming back', () => {
    expect(
      after([2_000, show('status')], [3_000, show('pairing')], [4_000, show('feed')]).feed.seenUntilMs,
    ).toBe(2_000);
  });
  it('stands still while one watches, so that the unread rule does', () => {
    expect(after([2_000, { type: 'time/passed', nowMs: 2_000 }], [3_000, toEnd]).feed).toMatchObject({
      seenUntilMs: startMs,
    });
  });
  it.each<[string, UiEvent, UiEvent]>([
    ['scrolling up', scrollUp, toEnd],
    ['pausing', { type: 'feed/paused', atMs: 2_000 }, { type: 'feed/resumed' }],
  ])('ends at the moment of %s, until the end is in sight again', (_, hold, release) => {
    expect(after([2_000, hold], [2_500, { type: 'feed/view-changed', view: 'all' }]).feed.heldAtMs).toBe(
      2_000,
    );
    expect(after([2_000, hold], [3_000, release]).feed).not.toHaveProperty('heldAtMs');
    expect(after([2_000, hold], [3_000, show('status')]).feed).toMatchObject({
      seenUntilMs: 2_000,
      heldAtMs: 2_000,
    });
    expect(after([2_000, hold], [3_000, release], [4_000, show('status')]).feed.seenUntilMs).toBe(4_000);
  });
  it('is not ended twice: paused after scrolling up, the first moment counts', () => {
    expect(after([2_000, scrollUp], [3_000, { type: 'feed/paused', atMs: 3_000 }]).feed.heldAtMs).toBe(2_000);
  });
});
