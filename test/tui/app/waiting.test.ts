// What is pressed while something is found out before a question.

import { describe, expect, it, vi } from 'vitest';
import type { App, ConfirmRequest } from '../../../src/tui/app/app.ts';
import type { Handler, Handlers } from '../../../src/tui/app/context.ts';
import { shownAfterMs } from '../../../src/tui/app/waiting.ts';
import { bindings } from '../../../src/tui/keys/bindings.ts';
import { placesOf } from '../../../src/tui/keys/resolve.ts';
import type { Stroke } from '../../../src/tui/keys/strokes.ts';
import { pressAll } from '../../../src/tui/keys/use-keys.ts';
import { keySentences } from '../../../src/tui/keys/words.ts';
import { appOn } from '../../support/app-on.ts';
import { createFakeClock, type FakeClock, settle } from '../../support/fake-clock.ts';

const question: ConfirmRequest = { title: 'Sure?', lines: [], confirmLabel: 'Yes' };
const keys = (...names: readonly string[]): readonly Stroke[] =>
  names.map((name) => (name.length === 1 ? { name, text: name } : { name }));

interface Opened {
  readonly app: App;
  readonly clock: FakeClock;
  /** Bindings that were run, oldest first. */
  readonly ran: string[];
  /** Ends the look that `s` begins. */
  readonly found: (what: string) => Promise<void>;
  readonly fails: (error: Error) => Promise<void>;
  readonly afterwards: ReturnType<typeof vi.fn<(found: string) => unknown>>;
  /** What `s` came to. */
  readonly results: unknown[];
  readonly isLooking: () => boolean;
}

/** `s` looks, then does `afterwards`; other keys only tell that they were run. */
const open = (act: (app: App, found: string) => unknown = (_app, found) => found): Opened => {
  const clock = createFakeClock();
  const ran: string[] = [];
  const results: unknown[] = [];
  let look = Promise.withResolvers<string>();
  const afterwards = vi.fn((found: string) => act(app, found));
  const handlerOf = (id: string): Handler => ({ run: () => void ran.push(id) });
  const handlers = Object.fromEntries(bindings.map(({ id }) => [id, handlerOf(id)])) as Handlers;
  const begin: Handler = {
    run: async (its) => {
      ran.push('begun');
      look = Promise.withResolvers<string>();
      const asked = look.promise;
      results.push(await its.waitFor('Looking…', () => asked, afterwards));
    },
  };
  const { app } = appOn({
    clock,
    handlers: {
      ...handlers,
      'status.listener': begin,
      'waiting.cancel': { run: (its) => its.cancelPending() },
    },
  });
  return {
    app,
    clock,
    ran,
    results,
    afterwards,
    found: async (what) => {
      look.resolve(what);
      await settle();
    },
    fails: async (error) => {
      look.reject(error);
      await settle();
    },
    isLooking: () => app.frame().ui.pendingCheck !== undefined,
  };
};

describe('keys that come before the answer', () => {
  it('are pressed afterwards where nothing is asked, in their order', async () => {
    const { app, ran, found, results, isLooking } = open();
    pressAll(app, keys('s', 'j'));
    pressAll(app, keys('k'));
    pressAll(app, keys('G'));
    expect([ran, isLooking()]).toEqual([['begun'], true]);
    await found('nothing');
    expect([ran, results, isLooking()]).toEqual([
      ['begun', 'list.down', 'list.up', 'list.last'],
      ['nothing'],
      false,
    ]);
  });

  it('are dropped where a question is opened: nobody has read it', async () => {
    const { app, ran, found, results } = open((its) => its.confirm(question));
    pressAll(app, keys('s', 'y'));
    pressAll(app, keys('y'));
    await found('');
    expect(ran).toEqual(['begun']);
    expect(app.frame().ui.overlays).toMatchObject([{ type: 'confirm', focus: 'cancel' }]);
    app.answerConfirm(true);
    await settle();
    expect([ran, results]).toEqual([['begun'], [true]]);
  });

  it('are dropped, too, where the question takes a moment more', async () => {
    const more = Promise.withResolvers<void>();
    const { app, ran, found, isLooking } = open(async (its) => {
      await more.promise;
      return its.confirm(question);
    });
    pressAll(app, keys('s'));
    await found('');
    pressAll(app, keys('y'));
    expect(isLooking()).toBe(true);
    more.resolve();
    await settle();
    expect([ran, isLooking(), app.frame().ui.overlays.length]).toEqual([['begun'], false, 1]);
  });

  it('are not the key that began it once more', async () => {
    const { app, ran, found } = open();
    pressAll(app, keys('s', 's', 's'));
    pressAll(app, keys('s', 'j'));
    await found('');
    expect(ran).toEqual(['begun', 'list.down']);
  });

  it('are dropped where it went wrong, and the next key is heard', async () => {
    const { app, ran, fails, isLooking } = open();
    pressAll(app, keys('s', 'j'));
    await fails(new Error('boom'));
    expect([ran, isLooking()]).toEqual([['begun'], false]);
    expect(app.frame().ui.toasts.at(-1)?.kind).toBe('error');
    pressAll(app, keys('k'));
    expect(ran).toEqual(['begun', 'list.up']);
  });

  it('are kept for the next look, where one of them begins it', async () => {
    const { app, ran, found } = open();
    pressAll(app, keys('s', 'j', 'k'));
    await found('');
    pressAll(app, keys('s', 'G'));
    await found('');
    expect(ran).toEqual(['begun', 'list.down', 'list.up', 'begun', 'list.last']);
  });
});

describe('a look that takes long', () => {
  it('is said after a moment; from then on keys do nothing, also later', async () => {
    const { app, clock, ran, found } = open();
    pressAll(app, keys('s', 'j'));
    clock.advance(shownAfterMs - 1);
    expect([app.frame().ui.pendingCheck?.isShown, placesOf(app.frame().ui)]).toEqual([
      false,
      ['status', 'list', 'global'],
    ]);
    clock.advance(1);
    expect(app.frame().ui.pendingCheck).toEqual({ text: 'Looking…', isShown: true });
    expect(placesOf(app.frame().ui)).toEqual(['waiting']);
    pressAll(app, keys('k', 'q', '?', 'f1', 'enter'));
    await found('');
    expect(ran).toEqual(['begun', 'list.down']);
  });

  it('Esc turns back from it, before it is said and after: what follows is not done', async () => {
    for (const waitMs of [0, shownAfterMs]) {
      const { app, clock, ran, found, afterwards, results, isLooking } = open();
      pressAll(app, keys('s', 'j'));
      clock.advance(waitMs);
      pressAll(app, keys('esc'));
      await settle();
      expect([isLooking(), results, ran]).toEqual([false, [undefined], ['begun']]);
      pressAll(app, keys('k'));
      await found('late');
      expect(afterwards).not.toHaveBeenCalled();
      expect(ran).toEqual(['begun', 'list.up']);
    }
  });

  it('Esc in the burst that began it turns back, too', async () => {
    const { app, afterwards, found } = open();
    pressAll(app, keys('s', 'esc'));
    await found('');
    expect(afterwards).not.toHaveBeenCalled();
  });

  it('^c is heard', () => {
    const { app, ran } = open();
    pressAll(app, keys('s', 'ctrl+c'));
    expect(ran).toEqual(['begun', 'app.interrupt']);
  });

  it('leaves no timer behind', async () => {
    const { app, clock, found } = open();
    pressAll(app, keys('s'));
    await found('');
    expect(clock.pending).toBe(0);
  });
});

it('has words for Esc', () => expect(keySentences['waiting.cancel']).toBe('turn back'));
