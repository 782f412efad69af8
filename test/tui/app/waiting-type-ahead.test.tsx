// Keys pressed faster than the gateway is looked at.
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { shownAfterMs } from '../../../src/tui/app/waiting.ts';
import { commandRunSentences } from '../../../src/tui/gateway/words.ts';
import {
  aListening,
  aPlannedChange,
  aState,
  gatewayUp,
  live,
  loggedIn,
  nowMs,
  shop,
  someFacts,
  stopped,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { settle } from '../../support/fake-clock.ts';
import { expectFits } from '../../support/screen.ts';

const up = (parts: Parameters<typeof aState>[0] = {}): ConsoleState =>
  aState({
    gateway: gatewayUp,
    facts: { [shop]: someFacts({ listener: stopped, session: loggedIn() }) },
    ...parts,
  });
const down: ConsoleState['gateway'] = { status: 'down', port: 18_789, checkedAtMs: nowMs };

interface Slow extends DrawnConsole {
  /** The gateway has been looked at. */
  readonly looked: () => Promise<void>;
}

/** A console whose gateway takes its time. */
const openSlow = async (options: DrawConsoleOptions = {}): Promise<Slow> => {
  const console = await drawConsole({ state: up(), ...options });
  const look = Promise.withResolvers<Outcome>();
  console.services.gateway.check.mockReturnValue(look.promise);
  return {
    ...console,
    looked: async () => {
      look.resolve({ ok: true });
      await settle();
      await console.settle();
    },
  };
};
const rest = async (console: DrawnConsole): Promise<string> => {
  await settle();
  await console.settle();
  return console.terminal.text();
};

describe('S', () => {
  it('has its menu at once, with what is known; the look goes on behind it', async () => {
    const console = await openSlow();
    await console.press('S');
    expect(console.terminal.text()).toMatch(/The gateway[\s\S]*It listens on port[\s\S]*Restart/u);
    expect(console.services.gateway.check).toHaveBeenCalledTimes(1);
  });

  it('keys in one burst with it land in the menu, and what that asks is not answered', async () => {
    const console = await openSlow();
    await console.type('Sj\ry');
    const text = await rest(console);
    expect(text).toContain('Restart the gateway?');
    expect(text).toMatch(/›\[ Cancel \]/u);
    expect(console.services.tasks.start).not.toHaveBeenCalled();
    expect(console.copied).toEqual([]);
  });

  it('keys pressed right after it land in the menu', async () => {
    const console = await openSlow();
    await console.press('S', 'j', 'enter');
    expect(await rest(console)).toContain('Restart the gateway?');
  });

  it('is asked again where what was chosen is not offered any more', async () => {
    const console = await openSlow({ state: up({ gateway: down }) });
    await console.press('S');
    expect(console.terminal.text()).toContain(commandRunSentences.gatewayChoices['start-gateway'].means);
    console.learn(up());
    await console.looked();
    await console.press('enter');
    const text = await rest(console);
    expect(text).toContain('has changed meanwhile');
    expect(text).toContain('It listens on port');
    expect(text).not.toContain(commandRunSentences.gatewayChoices['start-gateway'].means);
    await console.press('j', 'enter');
    expect(await rest(console)).toContain('Restart the gateway?');
  });

  it('does what was chosen where that is still offered', async () => {
    const console = await openSlow({ state: up({ gateway: down }) });
    await console.press('S', 'j', 'j');
    console.learn(up());
    await console.looked();
    await console.press('enter');
    expect(await rest(console)).toContain('Restart the gateway?');
  });

  it('offers the cures where the look has found a fault meanwhile', async () => {
    const console = await openSlow();
    await console.press('S', 'j');
    console.learn(up({ listening: aListening({ fault: 'deaf' }) }));
    await console.looked();
    await console.press('enter');
    expect(await rest(console)).toMatch(/has changed meanwhile[\s\S]*Restart the channel/u);
    expect(console.services.tasks.start).not.toHaveBeenCalled();
  });
});

describe('a question that looks first', () => {
  it.each<[string, string, string, DrawConsoleOptions]>([
    ['a log-out', 'O', 'Log shop out?', {}],
    ['a new log-in over a session', 'l', 'Log in again on shop?', { screen: 'login' }],
    [
      'a listener beside a gateway',
      's',
      'A gateway listens already',
      { state: up({ listening: aListening({}) }) },
    ],
  ])(
    '%s keeps the keys that follow from the screen beneath, and from itself',
    async (_name, key, title, options) => {
      const console = await openSlow(options);
      await console.type(`${key}y\r`);
      await console.press('2', 'y');
      const { screen = 'status' } = options;
      expect(console.app.frame().ui.screen).toBe(screen);
      await console.looked();
      expect(console.terminal.text().toLowerCase()).toContain(title.toLowerCase());
      expect(console.app.frame().ui.overlays).toHaveLength(1);
      expect(console.app.frame().ui.screen).toBe(screen);
      expect([
        console.copied,
        console.services.login.logOut.mock.calls,
        console.services.login.start.mock.calls,
      ]).toEqual([[], [], []]);
      expect(console.services.listener.start).not.toHaveBeenCalled();
    },
  );

  it('gives them to the screen where nothing is asked after all', async () => {
    const console = await openSlow({ state: up({ gateway: down }) });
    await console.press('s', '2');
    expect(console.app.frame().ui.screen).toBe('status');
    await console.looked();
    expect(console.services.listener.start.mock.calls).toEqual([[shop]]);
    expect(console.app.frame().ui.screen).toBe('feed');
  });

  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
  ])('says what it waits for, and how to turn back, at %i×%i', async (columns, rows) => {
    const console = await openSlow({ columns, rows });
    await console.press('O');
    expect(console.terminal.text()).not.toContain('Looking at the gateway');
    await console.passTime(shownAfterMs);
    expectFits(console.terminal);
    expect(console.screen().at(-2)).toContain('Looking at the gateway');
    expect(console.screen().at(-1)).toMatch(/Esc turn back/u);
    await console.press('esc');
    await console.looked();
    expect(console.terminal.text()).not.toContain('Looking at the gateway');
    expect(console.app.frame().ui.overlays).toEqual([]);
  });

  it('a paste meanwhile goes nowhere', async () => {
    const console = await openSlow({ screen: 'directory' });
    console.app.dispatch({ type: 'focus/changed' });
    await console.press('O');
    await console.paste('abc');
    await console.looked();
    expect(console.app.frame().ui.fields.directory.value).toBe('');
  });
});

describe('a change of the config', () => {
  it('keeps what follows its key from the screen while it is worked out, and from its review', async () => {
    const console = await drawConsole({ state: up({ facts: { [shop]: someFacts({ listener: live }) } }) });
    const plan = Promise.withResolvers<Awaited<ReturnType<typeof console.services.config.plan>>>();
    console.services.config.plan.mockReturnValue(plan.promise);
    await console.press('e', 'y', '2');
    plan.resolve({
      ok: true,
      change: aPlannedChange({ summary: 'Disable', file: '/c.json', before: '{}', after: '{ }', diff: [] }),
    });
    await settle();
    await console.settle();
    expect(console.app.frame().ui).toMatchObject({
      screen: 'status',
      overlays: [{ type: 'review', focus: 'cancel' }],
    });
    expect([console.copied, console.services.config.write.mock.calls]).toEqual([[], []]);
  });
});
