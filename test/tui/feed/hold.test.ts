// How often it is worked out what the feed must keep: with every move of the cursor, and not with every message that comes.
import { describe, expect, it, vi } from 'vitest';
import type { Message } from '../../../src/core/faces.ts';
import type { Handlers } from '../../../src/tui/app/context.ts';
import { holdWhatIsLookedAt } from '../../../src/tui/feed/hold.ts';
import { emptyList } from '../../../src/tui/layout/window-for.ts';
import { appOn } from '../../support/app-on.ts';
import { aMessage, aState } from '../../support/builders.ts';
import { fakeConsole } from '../../support/fake-console.ts';

const message = (index: number): Message =>
  aMessage({ text: `tin ${index}`, sentAtMs: index * 1_000, receivedAtMs: index * 1_000 });
const messages = Array.from({ length: 60 }, (_, index) => message(index));

/** A console whose core does as it is told, with `messages` in a ring of 160: to be near is to be at most ten away. */
const open = () => {
  const fake = fakeConsole(aState({ feed: { messages, capacity: 160 } }));
  const { console, services } = fake;
  const put = (feed: Partial<ReturnType<typeof console.store.getState>['feed']>): void => {
    const state = console.store.getState();
    fake.setState({ ...state, feed: { ...state.feed, ...feed } });
  };
  services.feed.hold.mockImplementation((held) => {
    const { held: _, ...feed } = console.store.getState().feed;
    fake.setState({ ...console.store.getState(), feed: held === undefined ? feed : { ...feed, held } });
  });
  const handle = appOn({ console, handlers: {} as Handlers, nowMs: 60_000, screen: 'feed' });
  /** Whatever is worked out begins with the frame. */
  const looks = vi.spyOn(handle.app, 'frame');
  const end = holdWhatIsLookedAt(handle);
  looks.mockClear();
  const look = (place: number): void => {
    const selectedId = `${messages[place]?.accountId}/${messages[place]?.id}`;
    handle.app.dispatch({
      type: 'list/changed',
      name: 'feed',
      list: { ...emptyList, isFollowing: false, index: place, selectedId },
    });
  };
  return { handle, looks, holds: services.feed.hold, look, put, end };
};

describe('what the feed must keep', () => {
  it('is not worked out when messages come, however many', () => {
    const { looks, holds, look, put } = open();
    look(30);
    expect([looks.mock.calls.length, holds.mock.calls.map(([held]) => held?.text)]).toEqual([1, ['tin 30']]);
    for (let count = 1; count <= 500; count += 1) put({ messages: [...messages, message(60 + count)] });
    expect([looks.mock.calls.length, holds.mock.calls.length]).toEqual([1, 1]);
  });

  it('is not worked out when the screen changes in what has nothing to do with it', () => {
    const { handle, looks, look } = open();
    look(30);
    handle.app.dispatch({ type: 'time/passed', nowMs: 61_000 });
    handle.app.dispatch({ type: 'size/changed', columns: 100, rows: 30 });
    expect(looks).toHaveBeenCalledTimes(1);
  });

  it('is worked out for each move of the cursor, and told when it is far from what is kept, or at the end again', () => {
    const { handle, looks, holds, look } = open();
    for (const place of [30, 31, 40, 41, 29]) look(place);
    handle.app.dispatch({ type: 'list/changed', name: 'feed', list: { ...emptyList, isFollowing: true } });
    expect(looks).toHaveBeenCalledTimes(6);
    expect(holds.mock.calls.map(([held]) => held?.text)).toEqual(['tin 30', 'tin 41', 'tin 29', undefined]);
  });

  it('is not worked out any more after the end', () => {
    const { looks, look, end } = open();
    end();
    look(30);
    expect(looks).not.toHaveBeenCalled();
  });
});
