// A gateway that comes beside a listener of this console: the prepared answer stops that first.
import { describe, expect, it } from 'vitest';
import type { OpenClawTask } from '../../../src/core/model/programs.ts';
import { runTask } from '../../../src/tui/gateway/run-task.ts';
import { aState, aTaskPlan, live, shop, someFacts } from '../../support/builders.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';

const begin = async (task: OpenClawTask, isListening: boolean): Promise<DrawnConsole> => {
  const listener = isListening ? live : ({ status: 'stopped', sinceMs: 0 } as const);
  const console = await drawConsole({ state: aState({ facts: { [shop]: someFacts({ listener }) } }) });
  console.services.tasks.plan.mockReturnValue({ ok: true, plan: aTaskPlan({ task }) });
  void runTask(console.app, task);
  await console.settle();
  return console;
};

describe.each(['start-gateway', 'restart-gateway'] as const)('%s while this console listens', (type) => {
  it('says so, and stops listening before it begins', async () => {
    const console = await begin({ type }, true);
    expect(console.terminal.text()).toContain('This console listens on shop');
    await console.press('y');
    expect(console.services.listener.stop).toHaveBeenCalledExactlyOnceWith(shop);
    const [stoppedAt = 0] = console.services.listener.stop.mock.invocationCallOrder;
    expect(console.services.tasks.start.mock.invocationCallOrder[0]).toBeGreaterThan(stoppedAt);
  });

  it('stops nothing where it is not run', async () => {
    const console = await begin({ type }, true);
    await console.press('n');
    expect(console.services.listener.stop).not.toHaveBeenCalled();
    expect(console.services.tasks.start).not.toHaveBeenCalled();
  });

  it('says nothing of it where this console does not listen', async () => {
    const console = await begin({ type }, false);
    expect(console.terminal.text()).not.toContain('This console listens');
    await console.press('y');
    expect(console.services.listener.stop).not.toHaveBeenCalled();
    expect(console.services.tasks.start).toHaveBeenCalledOnce();
  });
});

it('to stop the gateway leaves the listener here alone', async () => {
  const console = await begin({ type: 'stop-gateway' }, true);
  await console.press('y');
  expect(console.services.listener.stop).not.toHaveBeenCalled();
});
