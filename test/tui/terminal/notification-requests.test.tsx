// A new request: badge, word, title, bell, notification of the desktop.
import { describe, expect, it } from 'vitest';
import type { PairingRequest } from '../../../src/core/model/people.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { aMessage, aNamelessRequest, aRequest, aState } from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';

const first = aRequest();
const second = aRequest({ senderId: '900', code: 'ABCD2345', name: 'Lê Văn Cường' });
const withRequests = (...requests: readonly PairingRequest[]): ConsoleState =>
  aState({ pairing: { requests } });
const open = (options: DrawConsoleOptions = {}): Promise<DrawnConsole> =>
  drawConsole({ state: withRequests(), hasBell: true, notification: 'osc9', ...options });
const titles = (console: DrawnConsole): readonly string[] =>
  [...console.written().matchAll(/\u001b\]2;([^\u0007]*)\u0007/gu)].map(([, title = '']) => title);
const notifications = (console: DrawnConsole): readonly string[] =>
  [...console.written().matchAll(/\u001b\]9;([^\u0007]*)\u0007/gu)].map(([, text = '']) => text);
const bells = (console: DrawnConsole): number =>
  [
    ...console
      .written()
      .replaceAll(/\u001b\][^\u0007]*\u0007/gu, '')
      .matchAll(/\u0007/gu),
  ].length;

describe('somebody knocks', () => {
  it('is said once, by every means, by name and never with the code', async () => {
    const console = await open();
    expect(titles(console).at(-1)).toBe('zalouser-tui');
    await console.setState(withRequests(first));
    expect(console.screen()[1]).toMatch(/3 Pairing ?!1/u);
    expect(console.screen().at(-2)).toContain('“Nguyễn An” asks to be let in on shop. See Pairing (3).');
    expect(titles(console).at(-1)).toBe('zalouser-tui: 1 waiting for approval');
    expect(bells(console)).toBe(1);
    expect(notifications(console)).toEqual(['zalouser-tui: “Nguyễn An” asks to be let in on shop.']);
    await console.setState(withRequests({ ...first, lastSeenAtMs: first.lastSeenAtMs + 1 }));
    await console.setState(withRequests(first, second));
    expect(bells(console)).toBe(2);
    expect(notifications(console).at(-1)).toContain('Lê Văn Cường');
    await console.setState(withRequests());
    expect(titles(console).at(-1)).toBe('zalouser-tui');
    expect(bells(console)).toBe(2);
    expect(console.written()).not.toMatch(/K7PQ|ABCD/u);
  });

  it('by a name the feed heard, or by none', async () => {
    const console = await open();
    const state = aState({
      feed: { messages: [aMessage({ senderName: 'Đỗ Quyên' })] },
      pairing: { requests: [aNamelessRequest()] },
    });
    await console.setState(state);
    expect(notifications(console)).toEqual(['zalouser-tui: “Đỗ Quyên” asks to be let in on shop.']);
    const other = await open();
    await other.setState(withRequests(aNamelessRequest()));
    expect(notifications(other)).toEqual([
      'zalouser-tui: Somebody without a name asks to be let in on shop.',
    ]);
  });

  it('several at once are one word', async () => {
    const console = await open();
    await console.setState(withRequests(first, second));
    expect(notifications(console)).toEqual(['zalouser-tui: 2 people ask to be let in.']);
    expect(bells(console)).toBe(1);
  });

  it('is no news for those who were there at the start', async () => {
    const console = await open({ state: withRequests(first) });
    await console.setState(withRequests(first));
    expect(bells(console)).toBe(0);
    expect(titles(console).at(-1)).toContain('1 waiting');
  });

  it('is not said where the row is in sight, but beside another list', async () => {
    const console = await open({ screen: 'pairing' });
    await console.setState(withRequests(first));
    expect(console.screen().at(-2)).not.toContain('asks to be let in');
    expect(bells(console)).toBe(1);
    await console.press('tab');
    await console.setState(withRequests(first, second));
    expect(console.screen().at(-2)).toContain('“Lê Văn Cường” asks to be let in');
  });

  it('rings and notifies only whoever asked for it', async () => {
    const console = await drawConsole({ state: withRequests() });
    await console.setState(withRequests(first));
    expect(bells(console)).toBe(0);
    expect(notifications(console)).toEqual([]);
    expect(console.screen().at(-2)).toContain('asks to be let in');
  });
});
