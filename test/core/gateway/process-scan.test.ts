import { beforeEach, describe, expect, test } from 'vitest';
import { confirmMs } from '../../../src/core/gateway/anomalies.ts';
import {
  createProcessScanner,
  type ProcessScanner,
  scanSoonMs,
} from '../../../src/core/gateway/process-scan.ts';
import type { ListeningState } from '../../../src/core/model/listening.ts';
import type { GatewayLock } from '../../../src/core/openclaw/gateway-lock.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import {
  aConfig,
  anAccount,
  aState,
  gatewayDown,
  gatewayUp,
  loggedOut,
  nowMs,
  shop,
  someFacts,
} from '../../support/builders.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { aListener, aProcess, type FakeProcesses, fakeProcesses } from '../../support/processes.ts';
import { aRelease } from '../../support/releases.ts';

const gateway = aProcess(30, 'openclaw-gateway');

let clock: FakeClock;
let processes: FakeProcesses;
let state: ConsoleState;
let lock: GatewayLock | undefined;
let configOwner: number | undefined;
let askedUsers: readonly number[] | undefined;
let service: ProcessScanner;

beforeEach(() => {
  clock = createFakeClock(nowMs);
  processes = fakeProcesses([gateway]);
  lock = undefined;
  configOwner = 1000;
  state = aState({
    gateway: gatewayUp,
    facts: { [shop]: someFacts({ listener: { status: 'stopped', sinceMs: 0 } }) },
  });
  service = createProcessScanner({
    processes,
    clock,
    getState: () => state,
    dispatch: (event) => {
      state = reduce(state, event);
    },
    homeDir: '/home/an',
    userHomeDir: '/home/an',
    env: {},
    userId: 1000,
    ownerOf: async (file) => (file === state.config.path ? configOwner : undefined),
    readLock: async (_, userIds) => {
      askedUsers = userIds;
      return lock;
    },
    records: async () => [],
    consolePid: 50,
  });
});

const seen = async (): Promise<ListeningState> => {
  await service.scan();
  return state.listening;
};
const owners = async (): Promise<readonly string[]> =>
  (await seen()).processes.map(({ owner }) => owner.type);

describe('which gateway', () => {
  test('the one whose lock is on the config, if it is the same process still', async () => {
    processes.entries = [
      gateway,
      aProcess(31, 'openclaw-gateway', { startMark: 'boot:700' }),
      aListener(60, 'shop', 31),
    ];
    lock = { pid: 31, startTime: 700 };
    expect((await seen()).gateways).toEqual([{ pid: 31, isProven: true, startedAtMs: 0 }]);
    expect(await owners()).toEqual(['gateway']);
    lock = { pid: 31, startTime: 701 };
    expect((await seen()).gateways.map(({ isProven }) => isProven)).toEqual([false, false]);
    // Without a start time only one that looks like a gateway is believed.
    lock = { pid: 60 };
    expect((await seen()).gateways.map(({ isProven }) => isProven)).toEqual([false, false]);
    lock = { pid: 30 };
    expect((await seen()).gateways).toMatchObject([{ pid: 30, isProven: true }]);
  });

  test('the one whose environment leads to the config', async () => {
    processes.entries = [
      gateway,
      aProcess(31, 'openclaw-gateway'),
      aListener(60, 'shop', 30),
      aListener(61, 'shop', 31),
    ];
    processes.environments = {
      30: { HOME: '/home/an' },
      31: { HOME: '/home/an', OPENCLAW_CONFIG_PATH: '/etc/other.json' },
    };
    expect((await seen()).gateways.map(({ pid }) => pid)).toEqual([30]);
    expect(await owners()).toEqual(['gateway', 'other-gateway']);
  });

  test('one in another home is another; one of ours may have been started with --profile', async () => {
    state = aState({ ...state, config: aConfig({ path: '/home/an/.openclaw-work/openclaw.json' }) });
    processes.environments = { 30: { HOME: '/home/binh' } };
    expect((await seen()).gateways).toEqual([]);
    processes.environments = { 30: { HOME: '/home/an' } };
    expect((await seen()).gateways.map(({ pid }) => pid)).toEqual([30]);
  });

  test('the one the gateway command names', async () => {
    processes.entries = [gateway, aProcess(31, 'openclaw-gateway')];
    await service.learn({ isGateway: true, pids: [31] });
    expect(state.listening.gateways).toMatchObject([{ pid: 31, isProven: true }]);
    await service.learn({ isGateway: false, pids: [99] });
    expect(state.listening.isPortForeign).toBe(true);
  });
});

describe('which listeners', () => {
  test('of the environment where the arguments name no profile', async () => {
    processes.entries = [aProcess(60, 'zca listen'), aProcess(61, 'zca listen'), aProcess(62, 'zca listen')];
    processes.environments = { 60: { ZCA_PROFILE: 'shop', HOME: '/home/an' }, 61: { HOME: '/home/an' } };
    expect((await seen()).processes.map(({ profile }) => profile)).toEqual(['shop', 'default', 'default']);
  });

  test('of the home of the user where a process has none', async () => {
    processes.entries = [aListener(60, 'shop'), aListener(61, 'shop')];
    processes.environments = { 60: { PATH: '/bin' }, 61: { HOME: '' } };
    expect((await seen()).processes.map(({ pid }) => pid)).toEqual([60, 61]);
  });

  test('not those of another home, unless the gateway started them', async () => {
    processes.entries = [gateway, aListener(60, 'shop'), aListener(61, 'shop', 30)];
    processes.environments = { 60: { HOME: '/home/binh' }, 61: { HOME: '/var/lib/openclaw' } };
    expect((await seen()).processes.map(({ pid }) => pid)).toEqual([61]);
  });

  test('not one that has ended since it was listed: whose it was cannot be told', async () => {
    processes.entries = [aListener(60, 'shop'), aListener(61, 'shop')];
    processes.environments = { 60: 'gone' };
    expect((await seen()).processes.map(({ pid }) => pid)).toEqual([61]);
  });

  test('hidden where the system does not tell', async () => {
    processes.entries = undefined;
    expect(await seen()).toEqual({
      status: 'hidden',
      scannedAtMs: nowMs,
      gateways: [],
      processes: [],
      anomalies: {},
    });
  });
});

describe('another user of the machine', () => {
  const theirs = { uid: 1001 };
  const ours = { uid: 1000 };
  const both = [
    aProcess(30, 'openclaw-gateway', theirs),
    { ...aListener(60, 'shop', 30), ...theirs },
    { ...aListener(61, 'shop'), ...theirs },
    { ...aListener(62, 'shop'), ...ours },
  ];

  test('has a gateway and listeners of their own: no environment is shown, the user decides', async () => {
    processes.entries = both;
    expect((await seen()).gateways).toEqual([]);
    expect((await seen()).processes.map(({ pid }) => pid)).toEqual([62]);
    expect(state.listening.processes[0]).not.toHaveProperty('otherUser');
    expect(askedUsers).toEqual([1000]);
  });

  test('is not believed where a lock names their process', async () => {
    processes.entries = both;
    lock = { pid: 30 };
    expect((await seen()).gateways).toEqual([]);
  });

  test('may be the one the config belongs to', async () => {
    configOwner = 1001;
    processes.entries = both;
    expect((await seen()).gateways.map(({ pid }) => pid)).toEqual([30]);
    expect((await seen()).processes.map(({ pid, otherUser }) => [pid, otherUser])).toEqual([
      [60, 1001],
      [61, 1001],
      [62, undefined],
    ]);
    expect(askedUsers).toEqual([1000, 1001]);
  });

  test('is told by name where they listen on the same profiles: root sees it', async () => {
    processes.entries = [
      { ...aListener(60, 'shop'), ...theirs },
      { ...aListener(61, 'shop'), ...theirs },
    ];
    processes.environments = {
      60: { HOME: '/home/binh', OPENZCA_HOME: '/home/an/.openzca' },
      61: { PATH: '/bin' },
    };
    expect((await seen()).processes).toMatchObject([{ pid: 60, owner: { type: 'nobody' }, otherUser: 1001 }]);
  });

  test('is the same user to a system that does not tell', async () => {
    processes.entries = [aProcess(30, 'openclaw-gateway'), aListener(60, 'shop', 30)];
    expect((await seen()).gateways.map(({ pid }) => pid)).toEqual([30]);
    expect(await owners()).toEqual(['gateway']);
  });
});

test.each<[string, Readonly<Record<string, string>>, readonly number[]]>([
  ['elsewhere', { HOME: '/home/an', OPENZCA_HOME: '/srv/zca' }, []],
  ['here by another name', { HOME: '/home/binh', OPENZCA_HOME: '/home/an/.openzca/' }, [60]],
  ['nowhere in particular', { HOME: '/home/an', OPENZCA_HOME: ' ' }, [60]],
])('OPENZCA_HOME says where the profiles of a listener are: %s', async (_, environment, pids) => {
  processes.entries = [aListener(60, 'shop')];
  processes.environments = { 60: environment };
  expect((await seen()).processes.map(({ pid }) => pid)).toEqual(pids);
});

describe('deaf', () => {
  const doubt = () => state.listening.anomalies[anAccount().profile.value];

  test('is looked at again by itself when it would settle', async () => {
    await service.scan();
    expect(doubt()).toMatchObject({ fault: 'deaf', isConfirmed: false });
    await clock.advanceAndSettle(confirmMs);
    expect(doubt()).toMatchObject({ fault: 'deaf', isConfirmed: true });
    expect(clock.pending).toBe(0);
  });

  test('is forgotten when a listener comes meanwhile', async () => {
    await service.scan();
    processes.entries = [gateway, aListener(60, 'shop', 30)];
    await clock.advanceAndSettle(confirmMs);
    expect(doubt()).toBeUndefined();
  });

  test.each<[string, () => void]>([
    [
      'nobody is logged in',
      () => (state = { ...state, facts: { [shop]: someFacts({ session: loggedOut }) } }),
    ],
    [
      'the account is disabled',
      () => (state = { ...state, config: aConfig({ accounts: [anAccount({ enabled: false })] }) }),
    ],
    ['the channel is off', () => (state = { ...state, config: aConfig({ channelEnabled: false }) })],
    ['the plugin is off', () => (state = { ...state, config: aConfig({ pluginEnabled: false }) })],
    ...(['2026.3.2', '2026.3.13', '2026.5.12', '2026.9.6'] as const).map(
      (version): [string, () => unknown] => [
        `it needs no zca (${version})`,
        () => (state = { ...state, config: aConfig({ release: aRelease(version) }) }),
      ],
    ),
    ['only a title says so, and the port is silent', () => (state = { ...state, gateway: gatewayDown })],
    ['no gateway is seen', () => (processes.entries = [])],
  ])('not if %s', async (_, change) => {
    change();
    await service.scan();
    expect(doubt()).toBeUndefined();
  });
});

describe('when', () => {
  test('several wishes in a moment are one look', async () => {
    service.scanSoon();
    service.scanSoon();
    await clock.advanceAndSettle(scanSoonMs - 1);
    expect(processes.looks).toBe(0);
    await clock.advanceAndSettle(1);
    expect(processes.looks).toBe(1);
  });
  test('never after the end', async () => {
    await service.scan();
    service.scanSoon();
    service.stop();
    await clock.advanceAndSettle(60_000);
    await service.scan();
    service.scanSoon();
    expect([processes.looks, clock.pending]).toEqual([1, 0]);
  });
});
