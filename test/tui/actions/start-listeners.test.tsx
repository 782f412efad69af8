import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/console.ts';
import type { ListenerState } from '../../../src/core/model/listener.ts';
import type { ConsoleState } from '../../../src/core/state/state.ts';
import { aState, nowMs, shop, someFacts } from '../../support/builders.ts';
import { drawConsole } from '../../support/draw-console.tsx';
import { settle } from '../../support/fake-clock.ts';

const stopped: ListenerState = { status: 'stopped', sinceMs: nowMs };
const gateway = (status: 'up' | 'down'): ConsoleState['gateway'] => ({ status, port: 18_789, checkedAtMs: nowMs });
const question = 'A gateway listens already';

/** Presses `s` in a console that believes one thing of the gateway and finds another when it looks. */
const start = async (believed: 'up' | 'down', found: 'up' | 'down') => {
  const state = aState({ facts: { [shop]: someFacts({ listener: stopped }) }, gateway: gateway(believed) });
  const console = await drawConsole({ screen: 'status', state });
  const looked = Promise.withResolvers<Outcome>();
  console.actions.checkGateway.mockReturnValue(looked.promise);
  await console.press('s');
  await console.setState({ ...state, gateway: gateway(found) });
  expect(console.actions.startListener).not.toHaveBeenCalled();
  looked.resolve({ ok: true });
  await settle();
  await console.settle();
  return console;
};

describe('starting a listener', () => {
  it('asks first when a gateway has come up since it was last looked for', async () => {
    const console = await start('down', 'up');
    expect(console.terminal.text()).toContain(question);
    expect(console.actions.startListener).not.toHaveBeenCalled();
  });

  it('does not ask because of a gateway that has gone', async () => {
    const console = await start('up', 'down');
    expect(console.terminal.text()).not.toContain(question);
    expect(console.actions.startListener.mock.calls).toEqual([[shop]]);
  });

  it('is done once however often the key is pressed while the gateway is looked for', async () => {
    const facts = { [shop]: someFacts({ listener: stopped }) };
    const console = await drawConsole({ screen: 'status', state: aState({ facts, gateway: gateway('up') }) });
    const looked = Promise.withResolvers<Outcome>();
    console.actions.checkGateway.mockReturnValue(looked.promise);
    await console.press('s', 's', 's');
    looked.resolve({ ok: true });
    await settle();
    await console.settle();
    expect(console.terminal.text()).toContain(question);
    await console.press('esc');
    expect(console.terminal.text()).not.toContain(question);
    expect(console.actions.checkGateway).toHaveBeenCalledTimes(1);
    // Answered: the next press asks anew.
    console.actions.checkGateway.mockResolvedValue({ ok: true });
    await console.press('s');
    await settle();
    await console.settle();
    expect(console.terminal.text()).toContain(question);
  });
});
