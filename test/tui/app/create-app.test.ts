import { describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../../src/core/shared/clock.ts';
import type { App } from '../../../src/tui/app/app.ts';
import type { Handler, Handlers } from '../../../src/tui/app/context.ts';
import { toastMs } from '../../../src/tui/app/create-app.ts';
import { bindings } from '../../../src/tui/keys/bindings.ts';
import { appOn } from '../../support/app-on.ts';
import { createFakeClock, type FakeClock, settle } from '../../support/fake-clock.ts';

const nothing: Handler = { run: () => undefined };

const open = (changes: Partial<Handlers> = {}, hurried?: Clock): { app: App; clock: FakeClock } => {
  const clock = createFakeClock();
  const handlers = { ...Object.fromEntries(bindings.map(({ id }) => [id, nothing])), ...changes } as Handlers;
  const { app } = appOn({ clock: hurried ?? clock, handlers });
  return { app, clock };
};
const toasts = (app: App): string[] => app.frame().ui.toasts.map(({ text }) => text);

describe('words', () => {
  it('pass after a while; errors stay', () => {
    const { app, clock } = open();
    app.say('done');
    app.complain('broken', 'mend it');
    clock.advance(toastMs);
    expect(toasts(app)).toEqual(['broken']);
  });
  it('stay as long on a clock that runs faster: nobody reads faster on it', () => {
    const clock = createFakeClock();
    const hurried = {
      now: () => clock.now(),
      after: () => expect.unreachable('words stay'),
      realTimeClock: clock,
    };
    const { app } = open({}, hurried);
    app.say('done');
    clock.advance(toastMs - 1);
    expect(toasts(app)).toEqual(['done']);
    clock.advance(1);
    expect(toasts(app)).toEqual([]);
  });
  it('say what an action came to, once; a cancelled one says nothing', async () => {
    const { app } = open();
    expect(await app.attempt(Promise.resolve({ ok: true, sentence: 'sent' }))).toBe(true);
    expect(
      await app.attempt(Promise.resolve({ ok: false, error: { code: 'no-network', sentence: 'no net' } })),
    ).toBe(false);
    expect(
      await app.attempt(Promise.resolve({ ok: false, error: { code: 'cancelled', sentence: 'cancelled' } })),
    ).toBe(false);
    expect(toasts(app)).toEqual(['sent', 'no net']);
  });
  it('are one line, whatever was copied', () => {
    const { app } = open();
    app.say('Copied text: dòng một\r\n  dòng hai');
    expect(toasts(app)).toEqual(['Copied text: dòng một dòng hai']);
  });
  it('tell of an action that broke its promise never to throw', async () => {
    const { app } = open();
    expect(await app.attempt(Promise.reject(new Error('boom')))).toBe(false);
    expect(app.frame().ui.toasts.at(-1)?.kind).toBe('error');
  });
});

describe('questions', () => {
  const question = { title: 'Sure?', lines: ['rm'], confirmLabel: 'Yes' };
  it('begin on Cancel, resolve with the answer, and close', async () => {
    const { app } = open();
    const answer = app.confirm(question);
    expect(app.frame().ui.overlays).toMatchObject([{ type: 'confirm', focus: 'cancel' }]);
    app.answerConfirm(true);
    await expect(answer).resolves.toBe(true);
    expect(app.frame().ui.overlays).toEqual([]);
  });
  it('queue up: the last asked is answered first, each its own', async () => {
    const { app } = open();
    const [first, second] = [app.confirm(question), app.confirm(question)];
    app.answerConfirm(true);
    app.answerConfirm(false);
    expect(await Promise.all([first, second])).toEqual([false, true]);
  });
  it('for text keep what was refused, with the reason, and give back what was accepted', async () => {
    const { app } = open();
    const check = vi.fn(async (text: string) => (text === 'ok' ? undefined : 'no such code'));
    const answer = app.prompt({ title: 'Code', lines: [], check });
    app.dispatch({ type: 'field/edited', field: 'prompt', edit: { type: 'set', text: 'bad' } });
    await app.acceptPrompt();
    expect(app.frame().ui.overlays).toMatchObject([{ type: 'prompt', error: 'no such code', isBusy: false }]);
    app.dispatch({ type: 'field/edited', field: 'prompt', edit: { type: 'set', text: 'ok' } });
    await app.acceptPrompt();
    await expect(answer).resolves.toBe('ok');
  });
  it('for text are asked once however often Enter is pressed, and can be left while busy', async () => {
    const { app } = open();
    const checked = Promise.withResolvers<string | undefined>();
    const check = vi.fn(() => checked.promise);
    const answer = app.prompt({ title: 'Code', lines: [], check });
    void app.acceptPrompt();
    void app.acceptPrompt();
    expect(check).toHaveBeenCalledTimes(1);
    app.cancelPrompt();
    checked.resolve(undefined);
    await expect(answer).resolves.toBeUndefined();
    await settle();
    expect(app.frame().ui.overlays).toEqual([]);
  });
});

describe('run', () => {
  it('says why not, instead of running', () => {
    const run = vi.fn();
    const { app } = open({ 'app.demo': { reason: () => 'not now', run } });
    app.run('app.demo');
    expect(run).not.toHaveBeenCalled();
    expect(toasts(app)).toEqual(['not now']);
  });
  it('shows what a handler threw, now or later', async () => {
    const { app } = open({
      'app.demo': {
        run: () => {
          throw new Error('now');
        },
      },
      'app.refresh': { run: async () => Promise.reject(new Error('later')) },
    });
    app.run('app.demo');
    app.run('app.refresh');
    await settle();
    expect(app.frame().ui.toasts.map(({ hint }) => hint)).toEqual(['now', 'later']);
  });
});
