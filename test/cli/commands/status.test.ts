import { describe, expect, it } from 'vitest';
import { status, statusReport } from '../../../src/cli/commands/status.ts';
import { remedyWords } from '../../../src/cli/remedies.ts';
import { connectionErrors } from '../../../src/core/openclaw/gateway-client/words.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import {
  aConfig,
  aFinding,
  aListening,
  anAccount,
  aState,
  gatewayDown,
  gatewayUp,
  loggedIn,
  loggedOut,
  nowMs,
  type StateParts,
  shop,
  someFacts,
  stopped,
  work,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const idle = someFacts({ session: loggedIn(), listener: stopped });

const state = (parts: StateParts = {}): ConsoleState =>
  aState({ gateway: gatewayUp, facts: { [shop]: idle }, ...parts });

const answered = (accounts: ConsoleState['gatewayReport']['value']): ConsoleState['gatewayReport'] => ({
  status: 'ready',
  atMs: nowMs - 1_000,
  value: accounts,
});

const lines = (of: ConsoleState): readonly string[] =>
  status.answer(of, { scope: 'all', argument: '', flags: [] }, nowMs).lines;

it.each([
  ['logged-out', 'Error: Profile default: not logged in'],
  ['no-profile', 'Error: Profile "x" does not exist'],
  ['ended', 'Error: Đăng nhập thất bại'],
] as const)("%s is told in zca's own words, for people and for programs", (status, detail) => {
  const out = state({
    facts: { [shop]: someFacts({ session: { status, checkedAtMs: nowMs, detail }, listener: stopped }) },
  });
  const { accounts, findings } = statusReport(out, 'all');
  expect(accounts).toMatchObject([{ needsAttention: true, detail }]);
  expect(findings).toEqual(
    expect.arrayContaining([expect.objectContaining({ code: 'account-logged-out', detail })]),
  );
  expect(lines(out).join('\n')).toContain(detail);
});

describe('without a gateway', () => {
  it('nobody is answered, so an account that is logged in needs the operator', () => {
    const { accounts, gateway } = statusReport(
      state({ gateway: gatewayDown, listening: aListening({ gateways: [] }) }),
      'all',
    );
    expect(accounts).toMatchObject([
      { mark: 'needs-you', condition: 'no-gateway', needsAttention: true, listeners: [], gatewaySays: null },
    ]);
    expect(gateway).toEqual({
      status: 'down',
      port: 18_789,
      pid: null,
      needsYou: true,
      sentence: 'No OpenClaw gateway is running here; nobody is answered until one does.',
      cure: 'Start the gateway: openclaw gateway start',
      askedAt: null,
      error: null,
      connection: null,
    });
  });

  it('what is wrong with the account itself goes first, and one that is disabled needs nobody', () => {
    const config = aConfig({ accounts: [anAccount(), anAccount({ id: 'work', enabled: false })] });
    const { accounts } = statusReport(
      state({
        config,
        gateway: gatewayDown,
        facts: { [shop]: someFacts({ session: loggedOut, listener: stopped }) },
      }),
      'all',
    );
    expect(accounts).toMatchObject([
      { condition: 'login-needed', nextStep: 'Log in: zalouser-tui login --account shop' },
      { condition: 'disabled', needsAttention: false },
    ]);
  });

  it('is said once to people', () => {
    const [account, , gateway, truth] = lines(
      state({ gateway: gatewayDown, listening: aListening({ gateways: [] }) }),
    );
    expect(account).toBe(
      'needs you  shop  Cửa hàng Hoa Mai  no gateway  profile shop  dm pairing, groups allowlist',
    );
    expect(gateway).toBe(
      'gateway needs you: No OpenClaw gateway is running here; nobody is answered until one does. Start the gateway: openclaw gateway start',
    );
    expect(truth).toBe('shop  listens: nobody');
  });

  it('one that is nowhere to be expected troubles nobody', () => {
    expect(statusReport(state({ gateway: { status: 'unknown' } }), 'all')).toMatchObject({
      accounts: [{ mark: 'ok', condition: 'logged-in', needsAttention: false }],
      gateway: { status: 'unknown', port: null, needsYou: false, cure: null },
    });
  });

  it('a process that is seen answers, though not where it is looked for', () => {
    expect(
      statusReport(state({ gateway: gatewayDown, listening: aListening({ byGateway: 1 }) }), 'all'),
    ).toMatchObject({
      accounts: [{ mark: 'ok', condition: 'gateway', needsAttention: false }],
      gateway: { status: 'down', pid: 30, needsYou: true, sentence: expect.stringContaining('pid 30') },
    });
  });
});

describe('an account that could not be asked', () => {
  const session = {
    status: 'failed',
    checkedAtMs: nowMs,
    code: 'command-failed',
    sentence: 'zca auth status failed with exit code 1.',
    hint: { action: 'see-call', said: 'something' },
    detail: 'Error: \u001b[31mno space\nleft, token=abcdef',
  } as const;
  const failed = state({ facts: { [shop]: someFacts({ session, listener: stopped }) } });

  it('has the last words of the program, clean and without secrets, and a next step outside of the console', () => {
    expect(statusReport(failed, 'all').accounts).toMatchObject([
      {
        condition: 'check-failed',
        problem: session.sentence,
        detail: 'Error: no space↵left, token=[redacted]',
        nextStep: remedyWords['see-call'](session.hint),
      },
    ]);
    expect(lines(failed)[0]).toMatch(
      /zca auth status failed with exit code 1\. It said: “Error: no space↵left, token=\[redacted\]” Read what it said, or run it by hand\.$/u,
    );
  });
});

it('what a key of the console would run is named as a command', () => {
  const cures = (finding: Parameters<typeof aFinding>[0]): unknown =>
    statusReport(state({ config: aConfig({ findings: [aFinding(finding)] }) }), 'all').findings.map(
      ({ cure }) => cure,
    );
  expect(cures({ fix: 'Its log says more.', fixTask: { type: 'follow-log' } })).toEqual([
    'Its log says more. Run: openclaw channels logs --channel zalouser',
  ]);
  expect(cures({ fix: ['It is deaf.', { action: 'restart-gateway', hasProgram: true }] })).toEqual([
    'It is deaf. Run: openclaw gateway restart',
  ]);
  expect(cures({})).toEqual(['Set dmPolicy to pairing.']);
});

it('a gateway that was asked in vain is told with its own words', () => {
  const error = {
    code: 'command-failed',
    sentence: 'openclaw channels status failed.',
    detail: 'Error: \u001b[31mno plugin',
  } as const;
  const gatewayReport = { ...answered({}), status: 'failed', error } as const;
  expect(lines(state({ gatewayReport })).join('\n')).toContain(
    'openclaw channels status failed. It said: “Error: no plugin”',
  );
});

describe('an account with a finding that is a problem', () => {
  const about = (severity: 'problem' | 'warning') =>
    state({
      listening: aListening({ byGateway: 1 }),
      config: aConfig({ findings: [aFinding({ severity, accountId: shop })] }),
    });

  it('needs the operator, however well it listens', () => {
    expect(statusReport(about('problem'), 'all').accounts).toMatchObject([
      { condition: 'gateway', mark: 'needs-you', needsAttention: true },
    ]);
    expect(statusReport(about('warning'), 'all').accounts).toMatchObject([
      { condition: 'gateway', mark: 'ok', needsAttention: false },
    ]);
  });
});

describe('what the gateway says beside what is seen', () => {
  const gatewayReport = answered({
    [shop]: {
      isRunning: true,
      dmPolicy: 'pairing',
      lastInboundAtMs: nowMs - 180_000,
      userId: '4512',
      displayName: 'Mai',
    },
  });
  const told = state({ gatewayReport, listening: aListening({ byGateway: 1 }) });

  it('for programs', () => {
    expect(statusReport(told, 'all')).toMatchObject({
      accounts: [
        {
          condition: 'gateway',
          checkedAt: '2026-11-22T14:01:01.000Z',
          gatewaySays: {
            running: true,
            linked: null,
            id: '4512',
            name: 'Mai',
            lastInboundAt: '2026-11-22T13:59:01.000Z',
            lastOutboundAt: null,
            dmPolicy: 'pairing',
            error: null,
          },
          listeners: [{ pid: 60, owner: 'gateway', ownerPid: 30 }],
        },
      ],
      gateway: { status: 'up', pid: 30, needsYou: false, askedAt: '2026-11-22T14:02:00.000Z', error: null },
    });
  });

  it('for people', () => {
    expect(lines(told).slice(1, 5)).toEqual([
      '',
      'gateway: An OpenClaw gateway is running; it owns the listeners of its accounts.',
      'shop  the gateway says: running, as Mai, heard 3m ago, dm pairing',
      'shop  listens: gateway',
    ]);
  });

  it('is null where it was not asked, does not know the account, or processes are not shown', () => {
    expect(statusReport(state(), 'all')).toMatchObject({
      accounts: [{ gatewaySays: null, listeners: null }],
      gateway: { askedAt: null },
    });
    const other = answered({ [accountId('other')]: { isRunning: true } });
    expect(statusReport(state({ gatewayReport: other }), 'all').accounts).toMatchObject([
      { gatewaySays: null },
    ]);
    expect(lines(state({ gatewayReport: other }))).toContain(
      'shop  the gateway says: it knows no such account',
    );
    const failed = {
      ...answered({}),
      status: 'failed',
      error: { code: 'timed-out', sentence: 'Too late.' },
    } as const;
    expect(statusReport(state({ gatewayReport: failed }), 'all').gateway).toMatchObject({
      error: { code: 'timed-out' },
      needsYou: true,
    });
  });

  it('of one account only that', () => {
    const config = aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] });
    const both = state({ config, gatewayReport, facts: { [shop]: idle, [work]: idle } });
    expect(statusReport(both, work).accounts).toMatchObject([{ id: 'work', gatewaySays: null }]);
    const said = status.answer(both, { scope: work, argument: '', flags: [] }, nowMs).lines;
    expect(said.filter((line) => line.startsWith('shop'))).toEqual([]);
  });
});

it('cures name commands, not keys', () => {
  const deaf = state({ listening: aListening({ fault: 'deaf' }) });
  const report = statusReport(deaf, 'all');
  expect(report.accounts[0]?.nextStep).toContain('openclaw gateway restart');
  expect(report.findings.map(({ cure }) => cure).join()).not.toMatch(/on Status/u);
  const noZca = state({
    zca: {
      status: 'missing',
      error: { code: 'zca-not-found', sentence: 'There is no program at /nope.', hint: 'Name another.' },
    },
  });
  expect(statusReport(noZca, 'all').accounts).toMatchObject([
    { condition: 'no-zca', nextStep: 'Name another.' },
  ]);
});

describe('a gateway with sessions of its own', () => {
  const zca = {
    status: 'missing',
    error: { code: 'zca-not-found', sentence: 'There is no zca.', hint: 'Install zca.' },
  } as const;
  const config = aConfig({ release: aRelease('c') });

  it('needs no zca: that there is none calls for nobody', () => {
    const hears = statusReport(
      state({ config, zca, gatewayReport: answered({ [shop]: { isRunning: true } }) }),
      'all',
    );
    expect(hears.accounts).toMatchObject([
      { mark: 'ok', condition: 'gateway', needsAttention: false, nextStep: null },
    ]);
    const silent = statusReport(state({ config, zca }), 'all');
    expect(silent.accounts).toMatchObject([
      { mark: 'busy', condition: 'not-checked', needsAttention: false, nextStep: 'Try again.' },
    ]);
  });

  it('that does not run is what the account lacks', () => {
    const report = statusReport(
      state({ config, zca, gateway: gatewayDown, listening: aListening({ gateways: [] }) }),
      'all',
    );
    expect(report.accounts).toMatchObject([
      {
        condition: 'no-gateway',
        needsAttention: true,
        nextStep: 'Start the gateway: openclaw gateway start',
      },
    ]);
  });

  it('is not logged in by zca', () => {
    const facts = { [shop]: someFacts({ session: loggedOut, listener: stopped }) };
    const report = statusReport(
      state({ config, facts, gatewayReport: answered({ [shop]: { isRunning: false, isLinked: false } }) }),
      'all',
    );
    expect(report.accounts).toMatchObject([
      {
        condition: 'login-needed',
        needsAttention: true,
        nextStep: 'Log in: zalouser-tui login --account shop',
      },
    ]);
    expect(report.findings).toContainEqual(expect.objectContaining({ code: 'gateway-not-linked' }));
  });
});

it('the live connection is told of, and why there is none', () => {
  const url = 'ws://127.0.0.1:18789';
  const connectionOf = (connection: ConsoleState['connection']) => {
    const of = aState({ connection, configForce: { status: 'waiting', sinceMs: nowMs } });
    return statusReport(of, 'all').gateway.connection;
  };
  expect(connectionOf({ status: 'off' })).toBeNull();
  expect(connectionOf({ status: 'open', url, version: '2026.9.6', protocol: 4, sinceMs: nowMs })).toEqual({
    status: 'open',
    url,
    version: '2026.9.6',
    protocol: 4,
    since: new Date(nowMs).toISOString(),
    configInForce: false,
    error: null,
  });
  const error = connectionErrors.wrongSecret({ isNamed: true });
  expect(connectionOf({ status: 'refused', error })).toMatchObject({
    status: 'refused',
    url: null,
    error: { code: 'gateway-refused', sentence: error.sentence },
  });
});
