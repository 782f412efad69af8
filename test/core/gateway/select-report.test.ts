import { describe, expect, it } from 'vitest';
import { hintText } from '../../../src/cli/remedies.ts';
import { findings } from '../../../src/core/findings.ts';
import { reportFindings } from '../../../src/core/gateway/select-report.ts';
import type { Finding } from '../../../src/core/model/finding.ts';
import type { ReportedAccount } from '../../../src/core/model/programs.ts';
import { userId } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import {
  aConfig,
  aListening,
  anAccount,
  aSelf,
  aState,
  loggedIn,
  loggedOut,
  nowMs,
  type StateParts,
  shop,
  someFacts,
  stopped,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const well: ReportedAccount = {
  isEnabled: true,
  isConfigured: true,
  isRunning: true,
  lastInboundAtMs: nowMs - 120_000,
  dmPolicy: 'pairing',
};

const withClaim = (reported: ReportedAccount | undefined, parts: StateParts = {}): ConsoleState =>
  aState({
    gateway: { status: 'up', port: 18_789, checkedAtMs: nowMs },
    facts: { [shop]: someFacts({ listener: stopped }) },
    gatewayReport: {
      status: 'ready',
      atMs: nowMs,
      value: reported === undefined ? {} : { [shop]: reported },
    },
    ...parts,
  });

const codes = (state: ConsoleState): readonly string[] => reportFindings(state).map(({ code }) => code);

describe('the gateway and what is seen', () => {
  it('agree', () => {
    expect(reportFindings(withClaim(well))).toEqual([]);
  });

  it.each<[string, ReportedAccount | undefined, StateParts, readonly string[]]>([
    [
      'logged in, never started',
      { ...well, isRunning: false, lastError: 'not configured' },
      {},
      ['gateway-not-started'],
    ],
    [
      'switched off in the gateway',
      { ...well, isRunning: false, isEnabled: false, lastError: 'disabled' },
      {},
      [],
    ],
    [
      'logged out, said to run',
      well,
      { facts: { [shop]: someFacts({ session: loggedOut, listener: stopped }) } },
      ['gateway-claims-session'],
    ],
    [
      'logged out, not running',
      { ...well, isRunning: false },
      { facts: { [shop]: someFacts({ session: loggedOut, listener: stopped }) } },
      [],
    ],
    [
      'zca could not be asked',
      well,
      {
        facts: {
          [shop]: someFacts({
            session: { status: 'failed', checkedAtMs: nowMs, code: 'no-network', sentence: '' },
            listener: stopped,
          }),
        },
      },
      [],
    ],
    ['listens, and so do we', well, { facts: { [shop]: someFacts() } }, ['gateway-displaced']],
    [
      'a message it did not hear',
      well,
      { feed: { lastMessageAtMs: { [shop]: nowMs - 30_000 } } },
      ['gateway-missed-message'],
    ],
    ['a message that has just come', well, { feed: { lastMessageAtMs: { [shop]: nowMs - 5_000 } } }, []],
    [
      'a message it heard a little later',
      { ...well, lastInboundAtMs: nowMs - 31_000 },
      { feed: { lastMessageAtMs: { [shop]: nowMs - 30_000 } } },
      [],
    ],
    [
      'somebody else',
      { ...well, userId: '9' },
      { facts: { [shop]: someFacts({ listener: stopped, self: aSelf({ id: '7' }) }) } },
      ['gateway-other-user'],
    ],
    [
      'the same',
      { ...well, userId: '7' },
      { facts: { [shop]: someFacts({ listener: stopped, self: aSelf({ id: String(userId('7')) }) }) } },
      [],
    ],
    ['an old policy', { ...well, dmPolicy: 'open' }, {}, ['gateway-old-policy']],
    [
      'an old policy, just written',
      { ...well, dmPolicy: 'open' },
      { config: aConfig({ readAtMs: nowMs - 1_000 }) },
      [],
    ],
    ['an account it does not know', undefined, {}, ['gateway-misses-account']],
    ['an account just added', undefined, { config: aConfig({ readAtMs: nowMs - 1_000 }) }, []],
    ['an error of its own', { ...well, lastError: 'Connection lost.' }, {}, ['gateway-reports']],
    ['no zca in its PATH', { ...well, lastError: 'zca CLI not found in PATH' }, {}, ['gateway-lacks-zca']],
    [
      'no zca in its PATH, not started',
      { ...well, isRunning: false, lastError: 'Missing dependency: `zca` not found in PATH' },
      {},
      ['gateway-lacks-zca'],
    ],
    ['no zca while it ran', { ...well, lastError: 'Error: spawn zca ENOENT' }, {}, ['gateway-lacks-zca']],
    [
      'a session that was not found',
      { ...well, lastError: 'Session of zca not found.' },
      {},
      ['gateway-reports'],
    ],
    [
      'an account that is off',
      { ...well, isRunning: false },
      { config: aConfig({ accounts: [anAccount({ enabled: false })] }) },
      [],
    ],
    ['a channel that is off', undefined, { config: aConfig({ channelEnabled: false }) }, []],
  ])('%s', (_, reported, parts, expected) => {
    expect(codes(withClaim(reported, parts))).toEqual(expected);
  });

  it.each<[string, ReportedAccount, readonly string[]]>([
    [
      'no session of its own',
      {
        isConfigured: true,
        isLinked: false,
        isRunning: false,
        lastError: 'not authenticated',
        dmPolicy: 'pairing',
      },
      ['gateway-not-linked'],
    ],
    [
      'a session, and stays down',
      { isLinked: true, isRunning: false, dmPolicy: 'pairing' },
      ['gateway-account-down'],
    ],
    [
      'a session restored, which stays down',
      {
        isLinked: true,
        isRunning: false,
        isRestartPending: false,
        lifecycle: 'recovering',
        lastError: 'Zalo listener closed (1006): no reason',
      },
      ['gateway-account-down'],
    ],
    [
      'displaced, and about to try again',
      {
        isLinked: true,
        isRunning: false,
        isConnected: false,
        isRestartPending: true,
        lastError: 'Zalo listener closed (3000): no reason',
      },
      [],
    ],
    // What zca says is about other sessions there.
    ['runs, whatever zca says', { isLinked: true, isRunning: true, userId: '9', dmPolicy: 'pairing' }, []],
  ])('on 2026.9.6: %s', (_, reported, expected) => {
    expect(codes(withClaim(reported, { config: aConfig({ release: aRelease('d') }) }))).toEqual(expected);
  });

  it.each<[string, ReportedAccount, readonly string[]]>([
    ['is logged in, stays down', { isConfigured: true, isRunning: false }, ['gateway-account-down']],
    [
      'is not logged in',
      { isConfigured: false, isRunning: false, lastError: 'not authenticated' },
      ['gateway-not-linked'],
    ],
    [
      'runs, whatever zca says',
      { isConfigured: true, isRunning: true, userId: '9', dmPolicy: 'pairing' },
      [],
    ],
  ])('on 2026.5.12, whose gateway calls a session configured: %s', (_, reported, expected) => {
    expect(codes(withClaim(reported, { config: aConfig({ release: aRelease('2026.5.12') }) }))).toEqual(
      expected,
    );
  });

  it('a message it did not hear is told once where its processes are seen to be deaf', () => {
    const missed: StateParts = { feed: { lastMessageAtMs: { [shop]: nowMs - 30_000 } } };
    const told = (parts: StateParts): readonly string[] =>
      findings(withClaim(well, { ...missed, ...parts })).map(({ code }) => code);
    expect(told({})).toEqual(['gateway-missed-message']);
    expect(told({ listening: aListening({ fault: 'deaf' }) })).toEqual(['gateway-deaf']);
    expect(told({ listening: aListening({ fault: 'doubled' }) })).toEqual([
      'gateway-doubled',
      'gateway-missed-message',
    ]);
  });

  it('something listens on the port and is no gateway', () => {
    const gatewayReport = {
      status: 'failed',
      failedAtMs: nowMs,
      value: {},
      error: { code: 'timed-out', sentence: 'It took too long.' },
    } as const;
    const [finding] = reportFindings(withClaim(well, { gatewayReport }));
    expect(finding).toMatchObject({
      code: 'gateway-silent',
      fixTask: { type: 'gateway-status' },
      sentence: expect.stringContaining('18789'),
    });
    expect(
      codes(withClaim(well, { gatewayReport, gateway: { status: 'down', port: 1, checkedAtMs: nowMs } })),
    ).toEqual([]);
    expect(codes(withClaim(well, { gatewayReport: { ...gatewayReport, status: 'loading' } }))).toEqual([]);
  });

  it('says nothing before it was asked', () => {
    expect(codes(withClaim(well, { gatewayReport: { status: 'loading', value: {} } }))).toEqual([]);
  });

  it('are among the findings, of the account, with a cure that can be run', () => {
    const state = withClaim(
      { ...well, isRunning: false },
      { facts: { [shop]: someFacts({ session: loggedIn(), listener: stopped }) } },
    );
    expect(findings(state, shop)).toEqual([
      expect.objectContaining({
        code: 'gateway-not-started',
        severity: 'problem',
        accountId: shop,
        fixTask: { type: 'restart-gateway' },
      }),
    ]);
    expect(reportFindings(state)).toBe(reportFindings({ ...state }));
  });
});

describe('a gateway that finds no zca', () => {
  const reported: ReportedAccount = { ...well, isRunning: false, lastError: 'zca CLI not found in PATH' };
  const fixOf = (parts: StateParts): Finding['fix'] => findings(withClaim(reported, parts), shop)[0]?.fix;
  const withPath = (searchPath: readonly string[] | undefined): StateParts => ({
    listening: aListening({
      gateways: [{ pid: 30, isProven: true, ...(searchPath === undefined ? {} : { searchPath }) }],
    }),
  });
  const nvm = '/home/an/.nvm/bin';
  const zca = { status: 'found', path: `${nvm}/zca`, by: 'path' } as const;

  it('is told its folders, where zca is, and what to do; a restart as it is would find none again', () => {
    const fix = fixOf({ zca, ...withPath(['/usr/local/bin', '/usr/bin']) });
    expect(fix).toContain('/usr/local/bin, /usr/bin');
    expect(fix).toContain(`Link ${nvm}/zca`);
    expect(findings(withClaim(reported, { zca, ...withPath(['/usr/bin']) }), shop)[0]).not.toHaveProperty(
      'cureTask',
    );
  });

  it('is restarted where zca is in its PATH by now', () => {
    const [finding] = findings(withClaim(reported, { zca, ...withPath(['/usr/bin', nvm]) }), shop);
    expect(finding).toMatchObject({ code: 'gateway-lacks-zca', fixTask: { type: 'restart-gateway' } });
  });

  it('says so where its PATH is not seen, or zca is nowhere', () => {
    expect(fixOf({ zca, ...withPath(undefined) })).toMatch(/not seen from here/u);
    const error = { code: 'zca-not-found', sentence: 'No zca.' } as const;
    expect(fixOf({ zca: { status: 'missing', error }, ...withPath(['/usr/bin']) })).toMatch(
      /zalouser-tui zca install, .*\(\/usr\/bin\)/u,
    );
  });

  it('is given the one this program brings along', () => {
    const own = { status: 'found', path: '/x/dist/zca.js', by: 'own' } as const;
    expect(fixOf({ zca: own, ...withPath(['/usr/bin']) })).toMatch(
      /\(\/usr\/bin\): zalouser-tui zca install\./u,
    );
  });

  it('is told to link a program of another name, wherever that is', () => {
    const openzca = { ...zca, path: `${nvm}/openzca` };
    for (const folders of [undefined, [nvm], ['/usr/bin']]) {
      const [finding] = findings(withClaim(reported, { zca: openzca, ...withPath(folders) }), shop);
      expect(finding?.fix).toContain(`link ${nvm}/openzca as zca`);
      expect(finding).not.toHaveProperty('cureTask');
    }
  });

  it('names no folders where its PATH has none', () => {
    expect(fixOf({ zca, ...withPath([]) })).toBe(
      `Its PATH has no folder: add ${nvm} where the gateway is started; then restart the gateway.`,
    );
    const error = { code: 'zca-not-found', sentence: 'No zca.' } as const;
    expect(fixOf({ zca: { status: 'missing', error }, ...withPath([]) })).not.toMatch(/\(\)/u);
  });

  it('is not called deaf besides: the cure of that would not help', () => {
    const deaf = withClaim(reported, { zca, listening: aListening({ fault: 'deaf' }) });
    expect(findings(deaf, shop).map(({ code }) => code)).toEqual(['gateway-lacks-zca']);
  });

  it('shows no control characters of an environment', () => {
    expect(fixOf({ zca, ...withPath(['/usr/\u001b[31mbin']) })).not.toMatch(/\p{Cc}/u);
  });
});

it('offers nothing that needs an openclaw which is not there', () => {
  const openclaw = { status: 'missing', error: { code: 'openclaw-not-found', sentence: 'None.' } } as const;
  const cases: readonly ConsoleState[] = [
    withClaim({ ...well, isRunning: false }, { openclaw }),
    withClaim({ ...well, lastError: 'Connection lost.' }, { openclaw }),
    withClaim({ ...well, dmPolicy: 'open' }, { openclaw }),
    withClaim(undefined, { openclaw }),
    withClaim(
      { isLinked: false, dmPolicy: 'pairing' },
      { openclaw, config: aConfig({ release: aRelease('d') }) },
    ),
    withClaim(well, { openclaw, listening: aListening({ fault: 'deaf' }) }),
    withClaim(well, { openclaw, listening: aListening({ byGateway: 2, fault: 'doubled' }) }),
  ];
  for (const state of cases) {
    const found = findings(state, shop);
    expect(found.length).toBeGreaterThan(0);
    for (const { fixTask, fix } of found) {
      expect(fixTask).toBeUndefined();
      expect(hintText(fix)).not.toMatch(/openclaw gateway|^Run: openclaw/u);
    }
  }
});
