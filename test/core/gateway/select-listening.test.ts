import { describe, expect, test } from 'vitest';
import { hintText } from '../../../src/cli/remedies.ts';
import { accountRow, accountRows, headerSummary } from '../../../src/core/accounts/select.ts';
import { findings } from '../../../src/core/findings.ts';
import {
  canJoin,
  isGatewayListening,
  isGatewayRunning,
  listeningFindings,
  listeningOf,
} from '../../../src/core/gateway/select-listening.ts';
import type {
  ListeningAnomaly,
  ListeningState,
  ListenOwner,
  ListenProcess,
} from '../../../src/core/model/listening.ts';
import { gatewayVersion } from '../../../src/core/openclaw/select-gateway-version.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import {
  aConfig,
  aFinding,
  anAccount,
  aState,
  gatewayDown,
  gatewayUp,
  live,
  loggedOut,
  nowMs,
  shop,
  someFacts,
  stopped,
  work,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const profile = profileName('shop');
const one = (pid: number, owner: ListenOwner = { type: 'gateway', pid: 30 }): ListenProcess => ({
  pid,
  profile,
  owner,
  commandLine: 'zca',
});
const shared = (pid: number, owner?: ListenOwner): ListenProcess => ({ ...one(pid, owner), isShared: true });
const doubt = (fault: ListeningAnomaly['fault'], isConfirmed = true): ListeningState['anomalies'] => ({
  [profile]: { fault, sinceMs: nowMs, confirmedAtMs: nowMs, isConfirmed },
});
const seen = (processes: readonly ListenProcess[], parts: Partial<ListeningState> = {}): ListeningState => ({
  status: 'seen',
  scannedAtMs: nowMs,
  gateways: [{ pid: 30, isProven: true }],
  processes,
  anomalies: {},
  ...parts,
});
const stateWith = (listening: ListeningState, parts: Parameters<typeof aState>[0] = {}): ConsoleState =>
  aState({ gateway: gatewayUp, listening, facts: { [shop]: someFacts({ listener: stopped }) }, ...parts });

describe('who listens', () => {
  const nobodyElse = one(9, { type: 'nobody' });
  test.each<[string, ConsoleState, string, string]>([
    ['the gateway, once', stateWith(seen([one(60)])), 'heard', 'gateway'],
    ['nobody, settled', stateWith(seen([], { anomalies: doubt('deaf') })), 'deaf', 'deaf'],
    [
      'nobody, not yet settled',
      stateWith(seen([], { anomalies: doubt('deaf', false) })),
      'unknown',
      'stopped',
    ],
    [
      'the gateway twice',
      stateWith(seen([one(60), one(61)], { anomalies: doubt('doubled') })),
      'doubled',
      'doubled',
    ],
    ['the gateway and another', stateWith(seen([one(60), nobodyElse])), 'contested', 'stopped'],
    [
      'another, no gateway',
      stateWith(seen([nobodyElse], { gateways: [] }), { gateway: gatewayDown }),
      'unheard',
      'stopped',
    ],
    [
      'another, a gateway that is not seen',
      stateWith(seen([nobodyElse], { gateways: [] })),
      'unknown',
      'stopped',
    ],
    [
      'the gateway and one that shares its session',
      stateWith(seen([shared(60), shared(9, { type: 'nobody' })])),
      'heard',
      'gateway',
    ],
    [
      'the gateway by a zca of its own, and one of ours',
      stateWith(seen([one(60), shared(9, { type: 'nobody' })])),
      'contested',
      'stopped',
    ],
    ['nobody knows', stateWith({ ...seen([]), status: 'hidden' }), 'unknown', 'stopped'],
    ...(['2026.3.13', '2026.5.12', '2026.9.6'] as const).map(
      (version): [string, ConsoleState, string, string] => [
        `nobody, and ${version} talks to Zalo itself`,
        stateWith(seen([]), { config: aConfig({ release: aRelease(version) }) }),
        'unheard',
        'not-checked',
      ],
    ),
  ])('%s', (_, state, status, condition) => {
    const row = accountRow(state, shop);
    expect([row?.listening.status, row?.condition]).toEqual([status, condition]);
  });

  test('is told by profile, and the same until somebody looks again', () => {
    const state = stateWith(seen([one(60), { ...one(61), profile: profileName('work') }]));
    const account = anAccount();
    expect(listeningOf(state, account).processes.map(({ pid }) => pid)).toEqual([60]);
    expect(listeningOf({ ...state, facts: {} }, account)).toBe(listeningOf(state, account));
  });
});

describe('the version of the gateway that runs', () => {
  const gatewayWord = { version: '2026.9.6', port: 18_789, askedAtMs: nowMs };
  const old = { pid: 30, isProven: true, version: '2026.3.13', startedAtMs: nowMs - 60_000 };
  const later = { ...old, pid: 31, startedAtMs: nowMs + 60_000 };
  const withGateways = (...gateways: ListeningState['gateways']): ListeningState => seen([], { gateways });
  test.each<[string, string | undefined, ConsoleState]>([
    [
      'what it says goes before what its process shows',
      '2026.9.6',
      stateWith(withGateways(old), { gatewayWord }),
    ],
    ['what it says, where no process is seen', '2026.9.6', stateWith(withGateways(), { gatewayWord })],
    [
      'what it says, where it may be one of two',
      '2026.9.6',
      stateWith(withGateways(old, later), { gatewayWord }),
    ],
    [
      'what another one said before it was started',
      '2026.3.13',
      stateWith(withGateways(later), { gatewayWord }),
    ],
    [
      'what was said on another port',
      '2026.3.13',
      stateWith(withGateways(old), { gatewayWord: { ...gatewayWord, port: 1 } }),
    ],
    [
      'what was said, and nobody answers now',
      '2026.3.13',
      stateWith(withGateways(old), { gatewayWord, gateway: gatewayDown }),
    ],
    [
      'what was said by what is no gateway of this config',
      undefined,
      stateWith(seen([], { isPortForeign: true, gateways: [] }), { gatewayWord }),
    ],
    ['nothing was said', '2026.3.13', stateWith(withGateways(old))],
  ])('%s: %s', (_, version, state) => expect(gatewayVersion(state)).toBe(version));

  test('is forgotten when nobody answers any longer, or on another port', () => {
    const told = reduce(aState({ gateway: gatewayUp }), { type: 'gateway/spoke', word: gatewayWord });
    const after = (...looks: readonly ConsoleState['gateway'][]) =>
      looks.reduce((state, gateway) => reduce(state, { type: 'gateway/checked', gateway }), told).gatewayWord;
    expect(after({ ...gatewayUp, checkedAtMs: nowMs + 1 })).toEqual(gatewayWord);
    expect(after(gatewayDown, gatewayUp)).toBeUndefined();
    expect(after({ ...gatewayUp, port: 1 }, gatewayUp)).toBeUndefined();
    expect(after({ status: 'unknown' }, gatewayUp)).toBeUndefined();
  });
});

describe('does a gateway run', () => {
  test.each<[string, boolean, ConsoleState]>([
    ['its port answers', true, stateWith(seen([], { gateways: [] }))],
    ['something else answers on its port', false, stateWith(seen([], { gateways: [], isPortForeign: true }))],
    ['its lock is held', true, stateWith(seen([]), { gateway: gatewayDown })],
    [
      'only a title',
      false,
      stateWith(seen([], { gateways: [{ pid: 30, isProven: false }] }), { gateway: gatewayDown }),
    ],
    [
      'a title with a child that listens',
      true,
      stateWith(seen([one(60)], { gateways: [{ pid: 30, isProven: false }] }), { gateway: gatewayDown }),
    ],
    ['nothing', false, stateWith(seen([], { gateways: [] }), { gateway: gatewayDown })],
  ])('%s: %s', (_, isRunning, state) => {
    expect(isGatewayRunning(state)).toBe(isRunning);
    expect(isGatewayListening(state, anAccount())).toBe(isRunning);
    expect(isGatewayListening(state, anAccount({ enabled: false }))).toBe(false);
  });
});

describe('deaf', () => {
  const deaf = (
    others: readonly ListenProcess[] = [],
    parts: Parameters<typeof aState>[0] = {},
  ): ConsoleState => stateWith(seen(others, { anomalies: doubt('deaf') }), parts);

  test('is a problem with its cure, before all that could go wrong', () => {
    const state = deaf([], {
      config: aConfig({ findings: [aFinding({ severity: 'problem', code: 'wrong-type' })] }),
    });
    expect(findings(state).map(({ code }) => code)).toEqual(['gateway-deaf', 'wrong-type']);
    expect(listeningFindings(state)).toEqual([
      {
        code: 'gateway-deaf',
        severity: 'problem',
        accountId: shop,
        sentence: 'The gateway runs, but does not listen on shop: no message is heard or answered.',
        fix: ['It does not recover by itself.', { action: 'restart-gateway', hasProgram: true }],
      },
    ]);
    expect(accountRow(state, shop)).toMatchObject({
      mark: 'failed',
      needsAttention: true,
      nextStep: { action: 'cure-gateway' },
    });
  });
  test('because this console took its place: stop that first', () => {
    const state = deaf([one(7, { type: 'console' })], { facts: { [shop]: someFacts({ listener: live }) } });
    expect(accountRow(state, shop)).toMatchObject({
      condition: 'deaf',
      nextStep: { action: 'stop-listener' },
    });
    expect(findings(state)[0]).toMatchObject({
      sentence: expect.stringContaining('pid 7, a child of this console'),
      fix: [{ action: 'stop-listener' }, { action: 'restart-gateway', hasProgram: true, when: 'still-deaf' }],
    });
  });
  test('because that of another user took its place: not ours to end', () => {
    const theirs = { ...one(7, { type: 'nobody' }), otherUser: 1001 };
    const [finding] = findings(deaf([theirs]));
    expect(finding?.sentence).toContain(
      'pid 7, a child of nobody: what started it has gone or is not seen here, of user 1001',
    );
    expect(hintText(finding?.fix)).toMatch(/^Ask whose that one is to end it/u);
    const contested = stateWith(seen([one(60), theirs]));
    expect(listeningFindings(contested)[0]?.fix).toBe(
      'Zalo keeps one connection an account: ask whose that one is to end it.',
    );
  });
  test('because another one took its place: named', () => {
    expect(findings(deaf([one(7, { type: 'nobody' })]))[0]).toMatchObject({
      sentence: expect.stringContaining('pid 7'),
      fix: ['End that one.', { action: 'restart-gateway', hasProgram: true, when: 'still-deaf' }],
    });
  });
  test('is no news while nobody is logged in', () => {
    const state = deaf([], { facts: { [shop]: someFacts({ session: loggedOut, listener: stopped }) } });
    expect(accountRow(state, shop)?.condition).toBe('login-needed');
    expect(findings(state).map(({ code }) => code)).toEqual(['account-logged-out']);
  });
});

test('doubled and contested are findings, too', () => {
  const doubled = stateWith(seen([one(60), one(61), one(62)], { anomalies: doubt('doubled') }));
  expect(findings(doubled)).toMatchObject([
    {
      code: 'gateway-doubled',
      severity: 'problem',
      sentence: 'The gateway listens 3 times on shop: every message is answered 3 times.',
    },
  ]);
  const contested = stateWith(seen([one(60), one(9, { type: 'other', pid: 8, commandLine: 'bash' })]));
  expect(findings(contested)).toMatchObject([
    {
      code: 'listener-contested',
      severity: 'warning',
      sentence: expect.stringContaining('process 8 (bash)'),
    },
  ]);
});

test('a listener that was left behind is a problem, whether a gateway runs or not', () => {
  const left = one(9, { type: 'left-behind' });
  const finding = {
    code: 'listener-left-behind',
    severity: 'problem',
    accountId: shop,
    sentence: expect.stringContaining('(pid 9)'),
    fix: { action: 'end-listener', pid: 9 },
  };
  expect(findings(stateWith(seen([left], { gateways: [] }), { gateway: gatewayDown }))).toEqual([
    expect.objectContaining(finding),
  ]);
  expect(findings(stateWith(seen([one(60), left])))).toContainEqual(expect.objectContaining(finding));
});

describe('the header', () => {
  const config = aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] });
  const facts = { [shop]: someFacts({ listener: stopped }), [work]: someFacts() };
  const workToo = {
    [profileName('work')]: { fault: 'deaf' as const, sinceMs: 0, confirmedAtMs: 0, isConfirmed: true },
  };

  test.each<[string, ListeningState, string]>([
    ['one is deaf', seen([], { anomalies: doubt('deaf') }), 'deaf: shop'],
    [
      'two are',
      seen([one(60), one(61)], { anomalies: { ...doubt('doubled'), ...workToo } }),
      '2 deaf or doubled',
    ],
    ['one listened to here, one by the gateway', seen([one(60)]), '2 of 2 connected'],
  ])('%s', (_, listening, words) => {
    const state = stateWith(listening, { config, facts });
    expect(headerSummary(state, 'all', nowMs).words).toBe(words);
  });
  test('of one account says what it is', () => {
    const state = stateWith(seen([], { anomalies: doubt('deaf') }));
    expect(headerSummary(state, shop, nowMs)).toMatchObject({ mark: 'failed', words: 'gateway deaf' });
    expect(accountRows(state)[0]?.id).toBe(shop);
  });
});

describe('may this console join those who listen?', () => {
  const ours: ConsoleState['zca'] = { status: 'found', path: '/zca.js', by: 'own', isOurs: true };
  const joins = (processes: readonly ListenProcess[], zca = ours): boolean =>
    canJoin(stateWith(seen(processes), { zca }), anAccount());

  test('where all of them share, and its own zca does', () => {
    expect(joins([shared(60)])).toBe(true);
    expect(joins([shared(60), shared(9, { type: 'other-console', pid: 8 })])).toBe(true);
    // Its own listener decides nothing.
    expect(joins([shared(60), one(9, { type: 'console' })])).toBe(true);
  });

  test('not beside one that shares with nobody, one of another user, or with another zca; nor where nobody listens', () => {
    expect(joins([one(60)])).toBe(false);
    expect(joins([shared(60), one(9, { type: 'nobody' })])).toBe(false);
    expect(joins([{ ...shared(60), otherUser: 7 }])).toBe(false);
    expect(joins([shared(60)], { status: 'found', path: '/usr/bin/zca', by: 'path' })).toBe(false);
    expect(joins([])).toBe(false);
    expect(joins([shared(9, { type: 'console' })])).toBe(false);
  });
});
