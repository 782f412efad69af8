// The directory where a gateway holds the Zalo session itself: by the connection, or by a command of some twenty seconds that is offered first.
import { describe, expect, it } from 'vitest';
import type { SlowWay } from '../../../src/core/directory/model.ts';
import { openclawSentences } from '../../../src/core/openclaw/words.ts';
import {
  aConfig,
  aDirectory,
  aGroup,
  aPeer,
  aSelf,
  aState,
  binhId,
  fetched,
  nowMs,
  salesGroupId,
  shop,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { text } from '../../support/drawn.ts';
import { aRelease } from '../../support/releases.ts';
import { expectFits } from '../../support/render-at.tsx';

const world = (directory: Parameters<typeof aDirectory>[0] = {}) =>
  aState({
    config: aConfig({ release: aRelease('d') }),
    zca: { status: 'missing', error: { code: 'zca-not-found', sentence: 'There is no zca.' } },
    directory: { [shop]: aDirectory(directory) },
  });
const read = {
  peers: fetched([aPeer({ id: binhId, name: 'Trần Thị Bình' })]),
  groups: fetched([aGroup()]),
};
const why = openclawSentences.errors.gatewayDown();
const offered: SlowWay = { status: 'offered', why };
const open = (state = world(read), options: DrawConsoleOptions = {}): Promise<DrawnConsole> =>
  drawConsole({ state, screen: 'directory', ...options });

describe('by the connection', () => {
  it('is read without any zca, and who the account is with it', async () => {
    const console = await open();
    const { loadPeers, loadGroups, loadSelf } = console.services.directory;
    for (const call of [loadPeers, loadGroups, loadSelf]) expect(call.mock.calls).toEqual([[shop]]);
    const self = { status: 'ready' as const, value: aSelf({ name: 'Alice Nguyễn' }), atMs: nowMs };
    await console.setState(world({ ...read, self }));
    expect(text(console)).toContain('logged in as Alice Nguyễn');
    expect(text(console)).toContain('Trần Thị Bình');
    expect(text(console)).not.toContain('zca');
  });

  it('is read again once a connection stands', async () => {
    const console = await open();
    const connection = { status: 'open', url: 'ws://127.0.0.1:18789', protocol: 4, sinceMs: nowMs } as const;
    await console.setState({ ...world(read), connection });
    for (const call of [console.services.directory.loadPeers, console.services.directory.loadGroups])
      expect(call).toHaveBeenCalledTimes(2);
  });

  it('filters friends without marks, and looks nobody else up', async () => {
    const console = await open();
    expect(text(console)).toContain('a name or an id, among those who are friends');
    await console.type('binh');
    await console.passTime(1_000);
    expect(text(console)).toContain('Trần Thị Bình');
    expect(console.services.directory.search).not.toHaveBeenCalled();
  });
});

describe('by the command', () => {
  it.each([
    { columns: 80, rows: 24 },
    { columns: 60, rows: 20 },
  ])('says what it costs before it is run, and how far it is ($columns×$rows)', async (size) => {
    const console = await open(world({ slow: { peers: offered } }), size);
    const flat = () => text(console).replaceAll(/\s+/gu, ' ');
    expect(flat()).toContain('The OpenClaw gateway does not answer.');
    expect(flat()).toContain('openclaw directory peers: 16 to 25 s of a busy processor');
    expect(console.services.directory.loadPeers.mock.calls).toEqual([[shop]]);
    expectFits(console.terminal);
    await console.press('esc', 'r');
    expect(console.services.directory.loadPeers.mock.calls.at(-1)).toEqual([
      shop,
      { refresh: true, mayTakeSeconds: true },
    ]);
    const peers = { status: 'loading' as const, value: [] };
    const slow = { peers: { status: 'running' as const, why, startedAtMs: nowMs - 7_000 } };
    await console.setState(world({ peers, slow }));
    expect(flat()).toContain('openclaw directory is asking: 0:07 of about 0:20. Esc cancels it.');
    expectFits(console.terminal);
    await console.press('esc');
    expect(console.services.directory.cancel.mock.calls).toEqual([[shop, 'peers']]);
    expect(console.app.frame().ui.screen).toBe('directory');
  });

  it('asks for members only after that was said, and keeps them', async () => {
    const key = `members:${salesGroupId}` as const;
    const console = await open();
    await console.press('tab', 'esc', 'M');
    expect(console.services.directory.loadMembers.mock.calls).toEqual([[shop, salesGroupId]]);
    await console.setState(world({ ...read, slow: { [key]: offered } }));
    expect(text(console).replaceAll(/\s+/gu, ' ')).toContain('openclaw directory groups members: 16 to 25 s');
    await console.press('r');
    expect(console.services.directory.loadMembers.mock.calls.at(-1)).toEqual([
      shop,
      salesGroupId,
      { mayTakeSeconds: true },
    ]);
  });

  it('beside rows that are there says how they were read', async () => {
    const console = await open(world({ ...read, slow: { peers: { status: 'answered', why } } }));
    expect(text(console)).toContain('read by openclaw directory');
    expect(text(console)).toContain('Trần Thị Bình');
  });
});
