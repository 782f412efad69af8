import { describe, expect, it } from 'vitest';
import { findings } from '../../../src/core/findings.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { commandRunSentences } from '../../../src/tui/gateway/words.ts';
import { listenerActionSentences } from '../../../src/tui/status/words.ts';
import {
  aListening,
  aPlannedChange,
  aState,
  gatewayUp,
  loggedOut,
  nowMs,
  shop,
  someFacts,
  stopped,
} from '../../support/builders.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { settle } from '../../support/fake-clock.ts';
import { expectFits } from '../../support/screen.ts';

const deaf = (parts: Parameters<typeof aState>[0] = {}): ConsoleState =>
  aState({
    gateway: gatewayUp,
    listening: aListening({ fault: 'deaf' }),
    facts: { [shop]: someFacts({ listener: stopped }) },
    ...parts,
  });

const change = aPlannedChange({
  summary: 'Restart the channel for account shop',
  file: '/c.json',
  before: '{}',
  after: '{ }',
  diff: [],
});

const open = async (state: ConsoleState): Promise<DrawnConsole> => {
  const console = await drawConsole({ state });
  console.services.config.plan.mockResolvedValue({ ok: true, change });
  await press(console, 'S');
  return console;
};
const press = async (console: DrawnConsole, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) {
    await console.press(key);
    await settle();
    await console.settle();
  }
};

describe('S on a gateway that missed a message, as it says itself', () => {
  it('is about the gateway: nothing is known of its listener', async () => {
    const reported = {
      isEnabled: true,
      isConfigured: true,
      isRunning: true,
      lastInboundAtMs: nowMs - 120_000,
      dmPolicy: 'pairing',
    };
    const state = aState({
      gateway: gatewayUp,
      facts: { [shop]: someFacts({ listener: stopped }) },
      gatewayReport: { status: 'ready', atMs: nowMs, value: { [shop]: reported } },
      feed: { lastMessageAtMs: { [shop]: nowMs - 30_000 } },
    });
    expect(findings(state, shop).map(({ code }) => code)).toEqual(['gateway-missed-message']);
    const text = (await open(state)).terminal.text();
    expect(text).toContain('It listens on port');
    expect(text).toMatch(/Restart/u);
    expect(text).not.toContain(listenerActionSentences.fixChannel);
  });
});

describe('S on a deaf gateway', () => {
  it('offers both cures with what they do, before what else can be done about the gateway', async () => {
    const console = await open(deaf());
    const text = console.terminal.text();
    expect(text).toContain('shop: gateway deaf');
    expect(text).toContain('no message is heard');
    expect(text).toContain(listenerActionSentences.fixChannel);
    expect(text).toContain('openclaw gateway restart --json');
    expect(text).toMatch(/Restart the channel[\s\S]*Restart the gateway[\s\S]*Status[\s\S]*Stop[\s\S]*Log/u);
    await press(console, 'esc');
    expect(console.services.config.plan).not.toHaveBeenCalled();
    expect(console.services.tasks.start).not.toHaveBeenCalled();
  });

  it.each([
    [60, 20],
    [40, 12],
  ])('fits %i×%i', async (columns, rows) => {
    const console = await drawConsole({ state: deaf(), columns, rows });
    await press(console, 'S');
    expectFits(console.terminal);
    expect(console.terminal.text()).toContain(listenerActionSentences.fixChannel);
  });

  it('does the rest, too', async () => {
    const console = await open(deaf());
    await press(console, 'down', 'down', 'enter');
    expect(console.services.tasks.plan).toHaveBeenLastCalledWith({ type: 'gateway-status' });
    expect(console.services.gateway.awaitListening).not.toHaveBeenCalled();
  });

  it('restarts the channel by a change that is shown, written when told so, and looked after', async () => {
    const console = await open(deaf());
    await press(console, 'enter');
    expect(console.services.config.plan).toHaveBeenCalledWith({ type: 'restart-channel', accountId: shop });
    // It begins on Cancel.
    await press(console, 'enter');
    expect(console.services.config.write).not.toHaveBeenCalled();
    expect(console.services.gateway.awaitListening).not.toHaveBeenCalled();
    await press(console, 'S', 'enter');
    console.services.gateway.awaitListening.mockResolvedValue({
      ok: true,
      sentence: 'The gateway listens on shop again (pid 60).',
    });
    await press(console, 'y');
    expect(console.services.config.write).toHaveBeenCalledTimes(1);
    expect(console.services.gateway.awaitListening.mock.calls).toEqual([[shop]]);
    expect(console.screen().at(-2)).toContain('The gateway listens on shop again (pid 60).');
  });

  it('restarts the gateway: the command shown first, asked on Cancel, run, and looked after', async () => {
    const console = await open(deaf());
    await press(console, 'down', 'enter');
    expect(console.terminal.text()).toContain('This runs: openclaw gateway restart --json');
    await press(console, 'enter');
    expect(console.services.tasks.start).not.toHaveBeenCalled();
    console.services.gateway.awaitListening.mockResolvedValue({
      ok: false,
      error: { code: 'listener-silent', sentence: 'It still does not listen.', hint: 'Look into its log.' },
    });
    await press(console, 'S', 'down', 'enter', 'y');
    expect(console.services.tasks.start.mock.calls).toEqual([[{ type: 'restart-gateway' }]]);
    expect(console.services.gateway.awaitListening.mock.calls).toEqual([[shop]]);
    expect(console.screen().at(-2)).toContain('It still does not listen. Look into its log.');
  });

  it('does not look after a restart that failed', async () => {
    const console = await open(deaf());
    const failed = {
      ok: false as const,
      error: { code: 'command-failed' as const, sentence: 'No service.' },
    };
    const ended = Promise.withResolvers<typeof failed>();
    console.services.tasks.start.mockImplementation(() => ({ ok: true, runId: 1, done: ended.promise }));
    await press(console, 'down', 'enter', 'y', 'esc');
    ended.resolve(failed);
    await settle();
    await console.settle();
    expect(console.services.gateway.awaitListening).not.toHaveBeenCalled();
    expect(console.screen().at(-2)).toContain('No service.');
  });

  it('goes straight to the channel where there is no openclaw', async () => {
    const console = await open(deaf({ openclaw: { status: 'missing' } }));
    expect(console.services.config.plan).toHaveBeenCalledWith({ type: 'restart-channel', accountId: shop });
  });

  it('is offered on its finding in Access', async () => {
    const console = await drawConsole({ state: deaf(), screen: 'access' });
    await press(console, 'j', 'e');
    expect(console.terminal.text()).toContain('openclaw gateway restart --json');
  });

  it.each<[string, ConsoleState, string]>([
    [
      'no gateway runs',
      deaf({
        gateway: { status: 'down', port: 18_789, checkedAtMs: nowMs },
        listening: aListening({ gateways: [] }),
      }),
      'No gateway is seen here',
    ],
    [
      'nobody is logged in',
      deaf({ facts: { [shop]: someFacts({ session: loggedOut, listener: stopped }) } }),
      'not logged in',
    ],
  ])('has no cure if %s, and says why', async (_, state, words) => {
    const console = await open(state);
    expect(console.terminal.text()).toContain(commandRunSentences.gatewayTitle);
    expect(console.terminal.text()).not.toContain(listenerActionSentences.fixChannel);
    await press(console, 'esc');
    console.app.run('status.cure-gateway');
    await console.settle();
    expect(console.screen().at(-2)).toContain(words);
    expect(console.services.config.plan).not.toHaveBeenCalled();
  });
});
