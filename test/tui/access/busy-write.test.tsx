// A write while much comes in to a gateway that holds the session itself: said, waited for, watched.
import { describe, expect, it } from 'vitest';
import type { PlannedChange } from '../../../src/core/config/change-request.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { watchForMs } from '../../../src/tui/access/busy-write.ts';
import { keySentences } from '../../../src/tui/keys/words.ts';
import {
  aConfig,
  aMessage,
  anAccount,
  aPlannedChange,
  aState,
  gatewayUp,
  nowMs,
} from '../../support/builders.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { text } from '../../support/drawn.ts';
import { aRelease, type ReleaseKind } from '../../support/releases.ts';
import { expectFits } from '../../support/render-at.tsx';

const connection = { status: 'open', url: 'ws://127.0.0.1:18789', protocol: 4, sinceMs: nowMs } as const;

/** `rate` messages a second, over the last two. */
const world = (rate: number, parts: Partial<ConsoleState> = {}, kind: ReleaseKind = 'd'): ConsoleState =>
  aState({
    config: aConfig({ release: aRelease(kind), accounts: [anAccount()] }),
    gateway: gatewayUp,
    connection,
    ...parts,
    feed: {
      messages: Array.from({ length: rate * 2 }, (_, index) =>
        aMessage({ sentAtMs: nowMs - index * 10, receivedAtMs: nowMs - index * 10 }),
      ),
    },
  });
const change = (reload: PlannedChange['reload']): PlannedChange => aPlannedChange({ reload });

/** Goes as far as the review of a change, and says yes to it. */
const write = async (
  state: ConsoleState,
  reload: PlannedChange['reload'] = 'channel-restarts',
  size: { columns?: number; rows?: number } = {},
): Promise<DrawnConsole> => {
  const console = await drawConsole({ state, screen: 'access', ...size });
  console.services.config.plan.mockResolvedValue({ ok: true, change: change(reload) });
  await console.press(':');
  await console.type(keySentences['access.channel']);
  await console.press('enter', 'y');
  return console;
};
const flat = (console: DrawnConsole): string => text(console).replaceAll(/[\s│]+/gu, ' ');

describe('while much comes in', () => {
  it.each([
    { columns: 80, rows: 24 },
    { columns: 60, rows: 20 },
  ])('is not written before it was said what that can do ($columns×$rows)', async (size) => {
    const console = await write(world(42), 'channel-restarts', size);
    expect(flat(console)).toContain('42 messages a second come in');
    expect(flat(console)).toContain('can end the whole gateway');
    expect(console.services.config.write).not.toHaveBeenCalled();
    expectFits(console.terminal);
    await console.press('esc');
    expect(console.services.config.write).not.toHaveBeenCalled();
  });

  it('is written by itself once it is quiet', async () => {
    const console = await write(world(42));
    await console.passTime(1_000);
    expect(console.services.config.write).not.toHaveBeenCalled();
    await console.setState(world(10));
    await console.passTime(2_500);
    expect(console.services.config.write).toHaveBeenCalledOnce();
    expect(flat(console)).toContain('Written.');
  });

  it('is written at once where the operator says so', async () => {
    const console = await write(world(42));
    await console.press('y');
    expect(console.services.config.write).toHaveBeenCalledOnce();
  });
});

it.each([
  ['little comes in', world(10), 'channel-restarts'],
  ['the channel goes on', world(42), 'applies'],
  ['zca holds the session', world(42, {}, 'b'), 'channel-restarts'],
] as const)('is written without a word where %s', async (_, state, reload) => {
  const console = await write(state, reload);
  expect(console.services.config.write).toHaveBeenCalledOnce();
});

describe('after a write', () => {
  it('says that the gateway has gone, with the way back, and when it is there again', async () => {
    const console = await write(world(0));
    const cause = { code: 'gateway-down', sentence: 'It is gone.' } as const;
    await console.setState(
      world(0, { connection: { status: 'retrying', url: connection.url, retryAtMs: nowMs, cause } }),
    );
    expect(flat(console)).toContain('The gateway has gone after the write.');
    expect(flat(console)).toContain('U takes the write back');
    await console.press('j');
    await console.setState(world(0));
    expect(flat(console)).toContain('The gateway is there again.');
  });

  it('watches no longer than a reload takes', async () => {
    const console = await write(world(0));
    await console.passTime(watchForMs + 1);
    await console.setState(world(0, { connection: { status: 'off' } }));
    expect(flat(console)).not.toContain('has gone after the write');
  });

  it('what is not in force yet stands below, and what the gateway refuses', async () => {
    const waiting = { status: 'waiting', sinceMs: nowMs - 12_000 } as const;
    const console = await drawConsole({ state: world(0, { configForce: waiting }), screen: 'access' });
    expect(flat(console)).toContain('Written 12s ago, not yet in force');
    const refused = { status: 'refused', sinceMs: nowMs, issue: 'channels.zalouser: bad' } as const;
    await console.setState(world(0, { configForce: refused }));
    expect(flat(console)).toContain('does not take this config (channels.zalouser: bad)');
  });
});
