// Status where the gateway talks to Zalo itself: how each account does there, and what is asked before it is started or stopped.
import { describe, expect, it } from 'vitest';
import type { ReportedAccount } from '../../../src/core/model/programs.ts';
import { initialFacts } from '../../../src/core/state.ts';
import { frameSentences } from '../../../src/tui/app/words.ts';
import {
  aConfig,
  anAccount,
  aState,
  gatewayUp,
  nowMs,
  type StateParts,
  shop,
  work,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { runningText, text } from '../../support/drawn.ts';
import { aRelease } from '../../support/releases.ts';
import { expectFits } from '../../support/render-at.tsx';

const up: ReportedAccount = {
  isLinked: true,
  isRunning: true,
  isConnected: true,
  lifecycle: 'ready',
  displayName: 'Alice Nguyễn',
};
const down: ReportedAccount = {
  isLinked: true,
  isRunning: false,
  isRestartPending: false,
  lifecycle: 'recovering',
  lastError: 'Zalo listener closed (1006): no reason',
};

const world = (reported: ReportedAccount, parts: StateParts = {}) =>
  aState({
    config: aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })], release: aRelease('d') }),
    facts: { [shop]: initialFacts, [work]: initialFacts },
    zca: { status: 'missing', error: { code: 'zca-not-found', sentence: 'zca was not found.' } },
    gateway: gatewayUp,
    gatewayReport: { status: 'ready', value: { [shop]: up, [work]: reported }, atMs: nowMs },
    connection: { status: 'off' },
    ...parts,
  });

const open = (
  reported: ReportedAccount,
  options: DrawConsoleOptions = {},
  parts: StateParts = {},
): Promise<DrawnConsole> => drawConsole({ state: world(reported, parts), ...options });

it('is not asked for by a console that only reads', async () => {
  const console = await open(down, { scope: work }, { isReadOnly: true });
  expect(console.app.reasonOf('status.listener')).toBe(frameSentences.readOnly);
  await console.unmount();
});

describe.each([
  [80, 24],
  [60, 20],
] as const)('at %i × %i', (columns, rows) => {
  it.each<[string, ReportedAccount, RegExp]>([
    ['connected', up, /[●] work +gateway listens/u],
    [
      'displaced',
      { ...down, isRestartPending: true, reconnectAttempts: 2, isConnected: false },
      /work +recovering, attempt 2/u,
    ],
    ['not logged in', { isLinked: false, isRunning: false }, /! work +login needed +press l/u],
    ['down though logged in', down, /! work +stopped at the gateway +press s/u],
  ])('%s', async (_, reported, row) => {
    const console = await open(reported, { columns, rows });
    expect(text(console)).toMatch(row);
    expect(text(console)).not.toMatch(/zca/u);
    expectFits(console.terminal);
  });

  it('no gateway: it is to be started', async () => {
    const gateway = { status: 'down', port: 18_789, checkedAtMs: nowMs } as const;
    const console = await open(up, { columns, rows }, { gateway });
    expect(text(console)).toMatch(/! work +no gateway +press S/u);
    expectFits(console.terminal);
  });
});

describe('the details', () => {
  it('say what the gateway says, and name no listener of zca', async () => {
    const console = await open(down, { rows: 40 });
    await console.press('enter');
    const said = runningText(console);
    expect(said).toMatch(/gateway says +not running, logged in/u);
    expect(said).toMatch(
      /work is logged in, but the gateway has stopped it and does not start it again by itself \(it says: Zalo listener closed \(1006\): no reason\).*Start it there: s on Status/u,
    );
    expect(said).not.toMatch(/who listens|we see/u);
  });
});

describe('s', () => {
  it('starts an account that is down, with the call shown first', async () => {
    const console = await open(down, { rows: 30 });
    await console.press('s');
    const asked = runningText(console);
    expect(asked).toMatch(/Start work at the gateway\?/u);
    expect(asked.replaceAll(' ', '')).toContain('channels.start{"channel":"zalouser","accountId":"work"}');
    await console.press('enter');
    expect(console.services.control.startAccount).not.toHaveBeenCalled();
    await console.press('s', 'y');
    expect(console.services.control.startAccount.mock.calls).toEqual([[work]]);
  });

  it('stops one that runs, and says what that comes to', async () => {
    const console = await open(up, { rows: 30 });
    await console.press('s');
    const asked = runningText(console);
    expect(asked).toMatch(/Stop shop at the gateway\?.*neither hears nor answers.*The log-in stays/u);
    await console.press('y');
    expect(console.services.control.stopAccount.mock.calls).toEqual([[shop]]);
  });

  it('does nothing where nobody is logged in, or no gateway runs', async () => {
    const console = await open({ isLinked: false, isRunning: false });
    await console.press('s');
    expect(text(console)).toMatch(/The account is not logged in/u);
    const gateway = { status: 'down', port: 18_789, checkedAtMs: nowMs } as const;
    const none = await open(up, {}, { gateway });
    await none.press('s');
    expect(text(none)).toMatch(/No gateway runs here: start it first/u);
  });
});

it('a restart of all goes over the connection, and says how long it takes', async () => {
  const connection = { status: 'open', url: 'ws://127.0.0.1:18789', protocol: 4, sinceMs: nowMs } as const;
  const console = await open(up, { rows: 30 }, { connection, openclaw: { status: 'missing' } });
  console.app.run('openclaw.restart-gateway');
  await console.press('tab');
  const asked = runningText(console);
  expect(asked).toMatch(/Restart the gateway\?.*gateway\.restart\.request.*27 s were measured/u);
  await console.press('y');
  expect(console.services.control.restart).toHaveBeenCalledOnce();
});
