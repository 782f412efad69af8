// Login where the gateway talks to Zalo itself: what is said and asked, on a fake core.
import { beforeEach, describe, expect, it } from 'vitest';
import type { LoginState, LoginThrough } from '../../../src/core/login/model.ts';
import type { GatewayReport, ReportedAccount } from '../../../src/core/model/programs.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import { initialFacts } from '../../../src/core/state.ts';
import {
  aConfig,
  anAccount,
  aState,
  aWaitingLogin,
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
import { scanQr } from '../../support/scan-qr.ts';

const zcaMissing = {
  status: 'missing',
  error: { code: 'zca-not-found', sentence: 'zca was not found.' },
} as const;
const linked: ReportedAccount = {
  isLinked: true,
  isRunning: true,
  isConnected: true,
  displayName: 'Alice Nguyễn',
  userId: '4512345678900000123',
};
const report = (ofWork: ReportedAccount): GatewayReport => ({ [shop]: linked, [work]: ofWork });
const target = {
  accountId: work,
  profile: profileName('work'),
  startedAtMs: nowMs,
  through: 'gateway',
} as const;

let through: LoginThrough;
beforeEach(() => {
  through = 'gateway';
});

const world = (login: LoginState, parts: StateParts = {}) =>
  aState({
    config: aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })], release: aRelease('d') }),
    facts: { [shop]: initialFacts, [work]: initialFacts },
    zca: zcaMissing,
    gateway: gatewayUp,
    gatewayReport: { status: 'ready', value: report({ isLinked: false, isRunning: false }), atMs: nowMs },
    login,
    ...parts,
  });

const open = async (
  login: LoginState = { status: 'idle' },
  options: DrawConsoleOptions = {},
  parts: StateParts = {},
): Promise<DrawnConsole> => {
  const console = await drawConsole({ state: world(login, parts), screen: 'login', ...options });
  console.services.login.through.mockImplementation(() => through);
  return console;
};

describe.each([
  [80, 24],
  [60, 20],
] as const)('at %i × %i', (columns, rows) => {
  const size = { columns, rows };

  it('who is logged in says the gateway, and no zca is asked for', async () => {
    const console = await open({ status: 'idle' }, size);
    expect(text(console)).toMatch(/! work +not logged in/u);
    expect(text(console)).toMatch(/● shop +logged in[^\n]*Alice/u);
    expect(text(console)).not.toMatch(/zca was not found/u);
    expectFits(console.terminal);
  });

  it('a code is drawn, and no time or scan is claimed', async () => {
    const login = { ...aWaitingLogin({ canSeeScan: false }), ...target, status: 'waiting' as const };
    const { expiresAtMs: _, ...renewed } = login as Extract<LoginState, { status: 'waiting' }>;
    const console = await open({ ...renewed, qrText: 'https://qr.zalo.me/login/A' }, size);
    expect(scanQr(console.terminal)).toBe('https://qr.zalo.me/login/A');
    expect(runningText(console)).toContain('a new code comes by itself');
    expect(text(console)).not.toMatch(/expires in|[Ss]canned by/u);
    expectFits(console.terminal);
  });

  it.each<[string, LoginState, RegExp]>([
    ['starting', { ...target, status: 'starting' }, /Asking the gateway for a code/u],
    [
      'reconnecting',
      { ...target, status: 'starting', isReconnecting: true },
      /gateway is away: a code comes once it is back/u,
    ],
    [
      'by the program',
      { ...target, through: 'openclaw', status: 'starting' },
      /Starting openclaw, which takes half a minute/u,
    ],
    [
      'already linked',
      { ...target, status: 'already-linked', displayName: 'Alice Nguyễn' },
      /Already logged in on work as Alice Nguyễn: nothing was changed\. .*log out there first/u,
    ],
    ['left open', { ...target, status: 'cancelled', isLeftOpen: true }, /do not scan the code/u],
    [
      'a stale picture',
      { ...target, through: 'openclaw', status: 'expired' },
      /after 100 s the code on it is dead/u,
    ],
    [
      'no way but the program',
      {
        ...target,
        status: 'failed',
        canHandOver: true,
        error: { code: 'unsupported-call', sentence: 'The gateway does not know it.' },
      },
      /Press H: openclaw then logs in by itself/u,
    ],
  ])('%s', async (_, login, said) => {
    const console = await open(login, size);
    expect(runningText(console)).toMatch(said);
    expectFits(console.terminal);
  });
});

describe('a log-in', () => {
  it('begins at once where the gateway has no session', async () => {
    const console = await open();
    await console.press('enter');
    expect(console.services.gateway.ask).toHaveBeenCalledOnce();
    expect(console.services.login.start.mock.calls).toEqual([[work]]);
  });

  it.each<[LoginThrough, string]>([
    ['gateway', 'web.login.start {"channel":"zalouser","accountId":"shop","force":true}'],
    ['openclaw', 'openclaw channels logout, then login, --channel zalouser --account shop'],
  ])('that logs somebody out first says so, and begins on Cancel (%s)', async (way, call) => {
    through = way;
    const console = await open({ status: 'idle' }, { rows: 30 });
    await console.press('j', 'enter');
    const asked = runningText(console);
    expect(asked).toMatch(/Log in again on shop\?/u);
    expect(asked).toMatch(/Alice Nguyễn is logged in on this account at the gateway now/u);
    expect(asked).toMatch(
      /logs out first: if the new code is declined, or nobody scans it, nobody is logged in/u,
    );
    expect(asked.replaceAll(' ', '')).toContain(call.replaceAll(' ', ''));
    await console.press('enter');
    expect(console.services.login.start).not.toHaveBeenCalled();
    await console.press('enter', 'y');
    expect(console.services.login.start.mock.calls).toEqual([[shop, { isForced: true }]]);
  });

  it('by hand runs openclaw', async () => {
    const console = await open({ status: 'idle' }, { rows: 30 });
    await console.press('H');
    expect(runningText(console)).toMatch(
      /Hand the terminal to openclaw\?.*openclaw channels login --channel zalouser --account work/u,
    );
    await console.press('y');
    expect(console.services.login.handOver).toHaveBeenCalledOnce();
  });
});

it('a log-out says what the gateway is asked, and offers no restart', async () => {
  const console = await open({ status: 'idle' }, { rows: 30 });
  await console.press('j', 'O');
  const asked = runningText(console);
  expect(asked.replaceAll(' ', '')).toContain('channels.logout{"channel":"zalouser","accountId":"shop"}');
  expect(asked).toMatch(/The session at the gateway is erased/u);
  expect(asked).not.toMatch(/until it is restarted/u);
});
