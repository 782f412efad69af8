// Hostile text to everything that is drawn: frames of every size, overlays, title, notification, clipboard, plain mode.
import { describe, expect, test } from 'vitest';
import type { ConsoleState } from '../../src/core/state.ts';
import type { ScreenName } from '../../src/tui/state/ui-state.ts';
import {
  aDirectory,
  aFinding,
  aGroup,
  aMessage,
  aPeer,
  aRequest,
  aState,
  fetched,
} from '../support/builders.ts';
import { type Watched, watchConsole } from './hostile/draw.ts';
import { marksIn } from './hostile/frame.ts';
import { expectUnpolluted } from './hostile/oracle.ts';
import type { MarkKind } from './hostile/rows.ts';
import { front, openHostileWorld, type WorldSize } from './hostile/world.ts';
import { attackSeeds, withSeed } from './support/scale.ts';

const size: WorldSize = {
  messages: 3_000,
  friends: 700,
  groups: 300,
  members: 300,
  requests: 60,
  hostileAccounts: 8,
  hugeLines: 1,
};
const rounds = 2;
const screens: readonly ScreenName[] = ['status', 'feed', 'pairing', 'directory', 'access', 'login'];

/** The same screens with nothing hostile in them. */
const calmState = (): ConsoleState =>
  aState({
    feed: { messages: [aMessage()] },
    pairing: { requests: [aRequest()] },
    directory: { [front]: aDirectory({ peers: fetched([aPeer()]), groups: fetched([aGroup()]) }) },
    config: { ...aState().config, findings: [aFinding()] },
  });

const stateOf = async (seed: number): Promise<ConsoleState> => {
  const world = await openHostileWorld(seed, size);
  const state = world.console.store.getState();
  await world.close();
  return state;
};

const isRising = (marks: readonly number[]): boolean =>
  marks.every((mark, at) => at === 0 || mark > (marks[at - 1] ?? -1));

/** Pages through a list from its beginning to its end; returns every mark that was seen. */
const pageThrough = async (watched: Watched, pages: number, kind: MarkKind): Promise<ReadonlySet<number>> => {
  const seen = new Set<number>();
  // The first key leaves the field, where there is one.
  await watched.press('pagedown', 'g');
  for (let page = 0; page < pages; page += 1) {
    const marks = marksIn(watched.drawn.terminal, watched.border, kind);
    if (kind === 'message' && !isRising(marks))
      throw new Error(`The rows are out of order: ${marks.join(' ')}\n${watched.drawn.screen().join('\n')}`);
    for (const mark of marks) seen.add(mark);
    const before = watched.drawn.screen().join('\n');
    await watched.press('pagedown');
    if (watched.drawn.screen().join('\n') === before) break;
  }
  return seen;
};

describe('hostile text stays in its row', () => {
  test.each(attackSeeds(rounds))('every row of the feed and of the friends, seed %i', async (seed) => {
    await withSeed(seed, async () => {
      const state = await stateOf(seed);
      const feed = await watchConsole(state, calmState(), { screen: 'feed', columns: 150, rows: 250 });
      const heard = await pageThrough(feed, 40, 'message');
      // A quote or a long name can push the text of a message, and its mark, out of the row.
      expect(heard.size).toBeGreaterThan(state.feed.messages.length * 0.7);
      const people = await watchConsole(state, calmState(), { screen: 'directory', columns: 150, rows: 250 });
      const friends = await pageThrough(people, 10, 'person');
      // Where the gateway holds the session it is asked for people, and there is none here.
      if (state.config.release.capabilities.drivesZca)
        expect(friends.size).toBeGreaterThan(size.friends * 0.9);
      await people.press('tab');
      await pageThrough(people, 10, 'person');
      expectUnpolluted('drawing');
    });
  });

  test.each(screens)('%s, in all sizes, with everything that opens over it', async (screen) => {
    for (const seed of attackSeeds(1)) {
      await withSeed(seed, async () => {
        const state = await stateOf(seed);
        for (const [columns, rows] of [
          [80, 24],
          [200, 50],
          [33, 11],
        ] as const) {
          const watched = await watchConsole(state, calmState(), { screen, columns, rows });
          await watched.press(
            'j',
            'enter',
            'pagedown',
            'esc',
            'y',
            'Y',
            'j',
            'enter',
            'G',
            'enter',
            'pagedown',
            'k',
            'esc',
            'esc',
            'pagedown',
            'J',
            'G',
            'esc',
          );
          await watched.press(
            'L',
            'j',
            'enter',
            'esc',
            'esc',
            '?',
            'G',
            'esc',
            'tab',
            'j',
            'm',
            'esc',
            'esc',
            '+',
            'j',
            'esc',
            'esc',
            '@',
            '#',
            ']',
            '/',
            'a',
            'enter',
          );
        }
        expectUnpolluted('drawing');
      });
    }
  });
});
