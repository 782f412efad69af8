import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { listenerActionSentences } from '../../../src/tui/status/words.ts';
import {
  aListening,
  aState,
  type ListeningParts,
  nowMs,
  shop,
  someFacts,
  stopped,
} from '../../support/builders.ts';
import { drawConsole } from '../../support/draw-console.tsx';
import { settle } from '../../support/fake-clock.ts';

const gateway = (status: 'up' | 'down'): ConsoleState['gateway'] => ({
  status,
  port: 18_789,
  checkedAtMs: nowMs,
});
const question = 'A gateway listens already';

/** Presses `s` in a console that believes one thing of the gateway and finds another when it looks. */
const start = async (believed: 'up' | 'down', found: 'up' | 'down') => {
  const state = aState({ facts: { [shop]: someFacts({ listener: stopped }) }, gateway: gateway(believed) });
  const console = await drawConsole({ screen: 'status', state });
  const looked = Promise.withResolvers<Outcome>();
  console.services.gateway.check.mockReturnValue(looked.promise);
  await console.press('s');
  await console.setState({ ...state, gateway: gateway(found) });
  expect(console.services.listener.start).not.toHaveBeenCalled();
  looked.resolve({ ok: true });
  await settle();
  await console.settle();
  return console;
};

describe('starting a listener', () => {
  it('asks first when a gateway has come up since it was last looked for', async () => {
    const console = await start('down', 'up');
    expect(console.terminal.text()).toContain(question);
    expect(console.services.listener.start).not.toHaveBeenCalled();
  });

  it('does not ask because of a gateway that has gone', async () => {
    const console = await start('up', 'down');
    expect(console.terminal.text()).not.toContain(question);
    expect(console.services.listener.start.mock.calls).toEqual([[shop]]);
  });

  it.each<[string, ListeningParts, readonly string[]]>([
    [
      'it listens',
      { byGateway: 1 },
      [question, '(pid 30)', 'it listens on shop (pid 60)', 'stop the gateway first'],
    ],
    [
      'it is deaf',
      { fault: 'deaf' },
      ['A gateway should listen already', '(pid 30)', 'should listen on shop, but is deaf', 'press S on'],
    ],
    ['it is not seen', { gateways: [] }, [question, 'it listens on shop itself']],
  ])('says what the gateway does: %s', async (_, listening, expected) => {
    const facts = { [shop]: someFacts({ listener: stopped }) };
    const console = await drawConsole({
      state: aState({ facts, gateway: gateway('up'), listening: aListening(listening) }),
    });
    await console.press('s');
    await settle();
    await console.settle();
    const text = console.terminal.text().replace(/[│\s]+/gu, ' ');
    for (const words of expected) expect(text).toContain(words);
    await console.press('enter');
    expect(console.services.listener.start).not.toHaveBeenCalled();
  });

  it('does not ask beside a gateway that shares its session, and starts', async () => {
    const listening = aListening({ byGateway: 1 });
    const console = await drawConsole({
      state: aState({
        facts: { [shop]: someFacts({ listener: stopped }) },
        gateway: gateway('up'),
        zca: { status: 'found', path: '/dist/zca.js', by: 'own', isOurs: true },
        listening: {
          ...listening,
          processes: listening.processes.map((process) => ({ ...process, isShared: true })),
        },
      }),
    });
    await console.press('s');
    await settle();
    await console.settle();
    expect(console.terminal.text()).not.toContain(question);
    expect(console.services.listener.start.mock.calls).toEqual([[shop]]);
  });

  it('asks beside a gateway whose port is silent but whose lock is held', async () => {
    const state = aState({
      facts: { [shop]: someFacts({ listener: stopped }) },
      gateway: gateway('down'),
      listening: aListening(),
    });
    const console = await drawConsole({ state });
    await console.press('s');
    await settle();
    await console.settle();
    expect(console.terminal.text()).toContain(question);
  });

  it('names whoever else listens, and asks', async () => {
    const listening = aListening({ gateways: [], others: [{ type: 'other', pid: 9, commandLine: 'bash' }] });
    const console = await drawConsole({
      state: aState({
        facts: { [shop]: someFacts({ listener: stopped }) },
        listening,
        gateway: gateway('down'),
      }),
    });
    await console.press('s');
    await settle();
    await console.settle();
    expect(console.terminal.text()).toContain(listenerActionSentences.otherTitle);
    expect(console.terminal.text()).toContain('On shop: pid 90, child of process 9 (bash).');
    await console.press('y');
    await settle();
    expect(console.services.listener.start.mock.calls).toEqual([[shop]]);
  });

  it('ends a listener left behind that was seen before anything was started', async () => {
    const listening = aListening({ gateways: [], others: [{ type: 'left-behind' }] });
    const console = await drawConsole({
      state: aState({
        facts: { [shop]: someFacts({ listener: stopped }) },
        listening,
        gateway: gateway('down'),
      }),
    });
    await console.press('K');
    expect(console.terminal.text()).toContain('process 90');
    await console.press('y');
    await settle();
    expect(console.services.listener.endOrphan.mock.calls).toEqual([[shop]]);
  });

  it('is done once however often the key is pressed while the gateway is looked for', async () => {
    const facts = { [shop]: someFacts({ listener: stopped }) };
    const console = await drawConsole({ screen: 'status', state: aState({ facts, gateway: gateway('up') }) });
    const looked = Promise.withResolvers<Outcome>();
    console.services.gateway.check.mockReturnValue(looked.promise);
    await console.press('s', 's', 's');
    looked.resolve({ ok: true });
    await settle();
    await console.settle();
    expect(console.terminal.text()).toContain(question);
    await console.press('esc');
    expect(console.terminal.text()).not.toContain(question);
    expect(console.services.gateway.check).toHaveBeenCalledTimes(1);
    // Answered: the next press asks anew.
    console.services.gateway.check.mockResolvedValue({ ok: true });
    await console.press('s');
    await settle();
    await console.settle();
    expect(console.terminal.text()).toContain(question);
  });
});
