import { describe, expect, it } from 'vitest';
import type { ListenerState } from '../../../src/core/listener/model.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { scanEveryMs } from '../../../src/tui/app/arrival.ts';
import {
  aListening,
  aState,
  gatewayUp,
  type ListeningParts,
  live,
  nowMs,
  shop,
  someFacts,
  stopped,
} from '../../support/builders.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { expectFits } from '../../support/screen.ts';

const stateWith = (listening: ListeningParts, listener: ListenerState = stopped): ConsoleState =>
  aState({
    gateway: gatewayUp,
    listening: aListening(listening),
    facts: { [shop]: someFacts({ listener }) },
  });

const details = async (state: ConsoleState): Promise<string> => {
  const console = await drawConsole({ state, rows: 40, columns: 96 });
  await console.press('enter');
  return console.screen().join('\n');
};

describe('the row', () => {
  it.each<[string, ListeningParts, RegExp]>([
    ['heard by the gateway', { byGateway: 1 }, /› ● shop .*gateway listens · .* · 1 zca listener: gateway/u],
    ['deaf', { fault: 'deaf' }, /› ✗ shop .*gateway deaf {2}press S .*no zca listener/u],
    [
      'doubled',
      { byGateway: 4, fault: 'doubled' },
      /› ✗ shop .*gateway doubled {2}press S .*4 zca listeners: gateway ×4/u,
    ],
    ['contested', { byGateway: 1, others: [{ type: 'nobody' }] }, /2 zca listeners: gateway, unknown/u],
    ['left behind', { others: [{ type: 'left-behind' }] }, /1 zca listener: left behind/u],
  ])('%s', async (_, listening, line) => {
    const console = await drawConsole({ state: stateWith(listening), columns: 100, rows: 24 });
    expect(console.screen()[2]).toMatch(line);
  });

  it('asks for s first where this console keeps the gateway out', async () => {
    const console = await drawConsole({
      state: stateWith({ fault: 'deaf', others: [{ type: 'console' }] }, live),
    });
    expect(console.screen()[2]).toMatch(/gateway deaf {2}press s/u);
  });

  it.each([
    [80, 24],
    [60, 20],
    [120, 40],
    [40, 12],
  ])('says deaf in words, with a sign, at %i×%i, in the header, too', async (columns, rows) => {
    const console = await drawConsole({
      state: stateWith({ fault: 'deaf' }),
      columns,
      rows,
      isAscii: true,
      palette: 'mono',
    });
    expectFits(console.terminal);
    expect(console.screen()[0]).toMatch(/x deaf: s/u);
    expect(console.terminal.text()).toMatch(/> x shop .*gateway deaf {2}press/u);
  });
});

describe('the details', () => {
  it('count the listeners and name whose children they are', async () => {
    const text = await details(
      stateWith({ byGateway: 2, fault: 'doubled', others: [{ type: 'other', pid: 9, commandLine: 'bash' }] }),
    );
    expect(text).toContain('who listens     3 zca listeners: gateway ×2, unknown');
    expect(text).toContain('pid 60, child of the gateway (pid 30)');
    expect(text).toContain('pid 90, child of process 9 (bash)');
    expect(text).toContain('The gateway listens 2 times on shop: every message is answered 2 times.');
  });

  it.each<[string, ConsoleState, string]>([
    [
      'the system does not tell',
      stateWith({ status: 'hidden', gateways: [] }),
      'unknown: this system does not show its processes',
    ],
    ['nobody has looked', stateWith({ status: 'unseen' }), 'not looked yet'],
    ['the gateway is not seen', stateWith({ gateways: [] }), 'its process is not seen from here'],
  ])('say plainly if %s', async (_, state, words) => {
    expect(await details(state)).toContain(words);
  });

  it('say why a listener waits, which attempt it is, and how often it was recycled', async () => {
    const retrying: ListenerState = {
      status: 'retrying',
      sinceMs: nowMs,
      nextAttemptAtMs: nowMs + 8_000,
      attempt: 3,
      cause: 'zca lost its connection',
    };
    const state = stateWith({}, retrying);
    const counts = { messages: 5, restarts: 2, recycles: 4, unknownLines: 0 };
    const text = await details({ ...state, facts: { [shop]: someFacts({ listener: retrying, counts }) } });
    expect(text).toContain('retrying in 8s (attempt 3): zca lost its connection');
    expect(text).toContain('5 messages, 2 restarts, 4 planned recycles');
    const closed: ListenerState = { status: 'reconnecting', sinceMs: nowMs, pid: 1, closeCode: 1006 };
    expect(await details(stateWith({}, closed))).toContain('the connection was closed (1006)');
  });
});

describe('waiting', () => {
  const looks = ({ services }: DrawnConsole): number => services.gateway.scan.mock.calls.length;

  it('is done every ten seconds, only while Status is shown', async () => {
    const console = await drawConsole({ state: stateWith({}) });
    expect(looks(console)).toBe(0);
    await console.passTime(scanEveryMs);
    expect(looks(console)).toBe(1);
    await console.passTime(scanEveryMs / 2);
    expect(looks(console)).toBe(1);
    await console.passTime(scanEveryMs / 2);
    expect(looks(console)).toBe(2);
    await console.press('2');
    await console.passTime(10 * scanEveryMs);
    expect(looks(console)).toBe(2);
    // Coming back to what is old looks at once.
    await console.press('1');
    expect(looks(console)).toBe(3);
  });
});
