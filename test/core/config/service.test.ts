import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ConfigView } from '../../../src/core/config/config-view.ts';
import {
  type ConfigService,
  type ConfigServiceDeps,
  createConfigService,
} from '../../../src/core/config/service.ts';
import type { ConsoleEvent } from '../../../src/core/events.ts';
import type { OpenClawStatus } from '../../../src/core/model/programs.ts';
import { runInTurn } from '../../../src/core/shared/run-in-turn.ts';
import { createEventStore, type EventStore } from '../../../src/core/store.ts';
import { aListening } from '../../support/builders.ts';
import { createFakeClock, type FakeClock, settle } from '../../support/fake-clock.ts';
import { expectEventually } from '../../support/quick-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';

let home: string;
let app: EventStore;
let clock: FakeClock;
let events: ConsoleEvent[];
let openclaw: OpenClawStatus;

beforeEach(async () => {
  home = await tempDir();
  app = createEventStore();
  clock = createFakeClock();
  events = [];
  openclaw = { status: 'missing' };
});

const config = (): ConfigView => app.store.getState().config;
const ids = (): readonly string[] => config().accounts.map(({ id }) => id);
const at = (...names: readonly string[]): string => path.join(home, '.openclaw', ...names);
const write = async (text: string, name = 'openclaw.json'): Promise<void> => {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(at(name), text);
};
const withAccounts = (...names: readonly string[]): string =>
  `{ channels: { zalouser: { groupPolicy: "disabled", accounts: { ${names.map((name) => `${name}: {}`).join(', ')} } } }, plugins: { entries: { zalouser: { enabled: true } } } }`;

const make = (parts: Partial<ConfigServiceDeps> = {}): ConfigService => {
  const dispatch = (event: ConsoleEvent): void => {
    events.push(event);
    app.dispatch(event);
  };
  const locator = { locate: () => Promise.resolve(openclaw) };
  const service = createConfigService({
    clock,
    dispatch,
    getState: app.store.getState,
    env: {},
    homeDir: home,
    cwd: home,
    locator,
    ...parts,
  });
  onTestFinished(() => service.stop());
  return service;
};
const begin = async (parts: Partial<ConfigServiceDeps> = {}): Promise<ConfigService> => {
  const service = make(parts);
  const starting = service.start();
  await expectEventually(clock, () => config().status !== 'unread');
  await starting;
  await service.located();
  return service;
};

describe('the config', () => {
  it('is read when start resolves, with its paths', async () => {
    await write(withAccounts('shop', 'work'));
    await begin();
    expect(config()).toMatchObject({
      status: 'ready',
      path: at('openclaw.json'),
      stateDir: at(),
      credentialsDir: at('credentials'),
      release: { by: 'files' },
      findings: [],
    });
    expect(ids()).toEqual(['shop', 'work']);
  });

  it('is followed: changed in place, replaced, by an include', async () => {
    await write(withAccounts('shop'));
    await begin();
    await write(withAccounts('shop', 'work'));
    await expectEventually(clock, () => ids().length === 2);
    await write('{ $include: "./zalo.json" }', 'new.json');
    await write(withAccounts('a', 'b', 'c'), 'zalo.json');
    await rename(at('new.json'), at('openclaw.json'));
    await expectEventually(clock, () => ids().length === 3);
    await write(withAccounts('only'), 'zalo.json');
    await expectEventually(clock, () => ids().length === 1);
  });

  it('is followed through a link to where the file really is', async () => {
    const real = path.join(home, 'dotfiles');
    await mkdir(real);
    await mkdir(at());
    await writeFile(path.join(real, 'claw.json'), withAccounts('shop'));
    await symlink(path.join(real, 'claw.json'), at('openclaw.json'));
    await begin();
    await writeFile(path.join(real, 'claw.json.tmp'), withAccounts('shop', 'work'));
    await rename(path.join(real, 'claw.json.tmp'), path.join(real, 'claw.json'));
    await expectEventually(clock, () => ids().length === 2);
  });

  it('is found when it appears later', async () => {
    await begin();
    expect(config()).toMatchObject({ status: 'missing', hasSection: false });
    expect(ids()).toEqual(['default']);
    await write(withAccounts('shop'));
    await expectEventually(clock, () => config().status === 'ready');
    expect(ids()).toEqual(['shop']);
  });

  it('is given up for the state folder’s own when that appears', async () => {
    await write(withAccounts('athome'));
    const stateDir = path.join(home, 'state');
    await mkdir(stateDir);
    await begin({ env: { OPENCLAW_STATE_DIR: stateDir } });
    expect(ids()).toEqual(['athome']);
    expect(config().findings.map(({ code }) => code)).toEqual(['config-elsewhere']);
    await writeFile(path.join(stateDir, 'openclaw.json'), withAccounts('own'));
    await expectEventually(clock, () => ids()[0] === 'own');
    expect(config().path).toBe(path.join(stateDir, 'openclaw.json'));
  });

  it('keeps the last good accounts while it is broken, and says what is broken', async () => {
    await write(withAccounts('shop', 'work'));
    const service = await begin();
    await write('{ channels: {\n zalouser {');
    await expectEventually(clock, () => config().status === 'broken');
    expect(ids()).toEqual(['shop', 'work']);
    expect(config()).toMatchObject({ hasSection: true, pluginEnabled: true, defaultAccountId: 'shop' });
    expect(config().findings).toMatchObject([
      { code: 'config-broken', place: { file: at('openclaw.json'), line: 2 } },
    ]);
    let outcome: unknown;
    void service.reload().then((result) => (outcome = result));
    await expectEventually(clock, () => outcome !== undefined);
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'config-broken', sentence: expect.stringContaining('line 2') },
    });
    await write(withAccounts('shop'));
    await expectEventually(clock, () => config().status === 'ready');
    expect(ids()).toEqual(['shop']);
  });

  it('does not drop its accounts in the moment in which an editor replaces the file', async () => {
    await write(withAccounts('shop'));
    const service = await begin();
    await rename(at('openclaw.json'), at('aside'));
    let isRead = false;
    void service.reload().then(() => (isRead = true));
    while (clock.nextInMs === undefined || clock.nextInMs > 200) await settle();
    await rename(at('aside'), at('openclaw.json'));
    await expectEventually(clock, () => isRead);
    expect(
      events.flatMap((event) => (event.type === 'config/read' ? [event.config.status] : [])),
    ).not.toContain('missing');
  });

  it('is told to whoever follows it, after the state knows', async () => {
    await write(withAccounts('shop'));
    const told: [ConfigView, boolean][] = [];
    const service = await begin({
      onRead: (view) => told.push([view, app.store.getState().config === view]),
    });
    await service.reload();
    expect(told.length).toBeGreaterThanOrEqual(2);
    expect(told.every(([, isKnown]) => isKnown)).toBe(true);
  });

  it('keeps the text of its files for whoever edits', async () => {
    await write(withAccounts('shop'));
    const service = await begin();
    expect(service.reading()?.sources.map(({ file, text }) => [file, text])).toEqual([
      [at('openclaw.json'), withAccounts('shop')],
    ]);
  });

  it('takes the flag', async () => {
    await writeFile(path.join(home, 'mine.json'), withAccounts('mine'));
    await begin({ configFlag: 'mine.json' });
    expect(config()).toMatchObject({ path: path.join(home, 'mine.json'), stateDir: at() });
    expect(ids()).toEqual(['mine']);
  });

  it('takes variables from .env beside the config', async () => {
    await write('SHOP_PROFILE=shop1\n', '.env');
    await write('{ channels: { zalouser: { profile: "${SHOP_PROFILE}" } } }');
    await begin();
    expect(config().accounts[0]?.profile.value).toBe('shop1');
    await write('SHOP_PROFILE=shop2\n', '.env');
    await expectEventually(clock, () => config().accounts[0]?.profile.value === 'shop2');
  });

  it('is silent after stop', async () => {
    await write(withAccounts('shop'));
    const service = await begin();
    await service.stop();
    const before = events.length;
    await write(withAccounts('shop', 'work'));
    await clock.advanceAndSettle(10_000);
    expect(events).toHaveLength(before);
    expect(clock.pending).toBe(0);
    expect(await service.reload()).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('the release', () => {
  const store = () => config().release.capabilities.pairingStore;

  it('is that of the binary, also when it is found after the config', async () => {
    await write('{ channels: { zalouser: { accounts: { shop: {} } } } }');
    openclaw = { status: 'found', path: '/bin/openclaw', version: '2026.9.6', by: 'path' };
    await begin();
    await expectEventually(clock, () => config().release.version === '2026.9.6');
    expect(app.store.getState().openclaw).toEqual(openclaw);
    expect(config().accounts[0]?.groupPolicy.value).toBe('allowlist');
  });

  it.each([
    ['2026.2.9', 'unscoped-files'],
    ['2026.3.13', 'scoped-files'],
    ['2026.5.12', 'scoped-files'],
  ])('is told from %s, not from a month', async (version, expected) => {
    await write(withAccounts('shop'));
    openclaw = { status: 'found', path: '/bin/openclaw', version, by: 'path' };
    await begin();
    await expectEventually(clock, () => config().release.version === version);
    expect(store()).toBe(expected);
  });

  it('is that of the files without one', async () => {
    await mkdir(at('credentials'), { recursive: true });
    await writeFile(at('credentials', 'zalouser-allowFrom.json'), '{}');
    await write(withAccounts('shop'));
    await begin();
    expect(config().release).toMatchObject({ by: 'files', capabilities: { pairingStore: 'unscoped-files' } });
    await writeFile(at('credentials', 'zalouser-work-allowFrom.json'), '{}');
    await write(withAccounts('shop', 'work'));
    await expectEventually(clock, () => store() === 'scoped-files');
    await mkdir(at('state'), { recursive: true });
    await writeFile(at('state', 'openclaw.sqlite'), '');
    await write(withAccounts('shop', 'more'));
    await expectEventually(clock, () => store() === 'database');
  });

  it('is the one that last wrote the config where nobody tells a version', async () => {
    await write(withAccounts('shop').replace('{', '{ meta: { lastTouchedVersion: "2026.5.12" },'));
    const service = await begin();
    expect(config().release).toMatchObject({
      by: 'config',
      version: '2026.5.12',
      capabilities: { drivesZca: false },
    });
    openclaw = { status: 'found', path: '/bin/openclaw', version: '2026.2.26', by: 'path' };
    await service.locate();
    expect(config().release).toMatchObject({
      by: 'binary',
      version: '2026.2.26',
      capabilities: { drivesZca: true },
    });
  });

  it('does not make the first picture wait for the binary', async () => {
    await write(withAccounts('shop'));
    const locating = Promise.withResolvers<OpenClawStatus>();
    const service = make({ locator: { locate: () => locating.promise } });
    await service.start();
    expect(config().status).toBe('ready');
    expect(app.store.getState().openclaw.status).toBe('unknown');
    locating.resolve({ status: 'missing' });
    await service.located();
    expect(app.store.getState().openclaw.status).toBe('missing');
  });
});

describe('runInTurn', () => {
  it('answers who asks meanwhile with one further run that began later', async () => {
    let runs = 0;
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const ask = runInTurn(async () => {
      const run = runs;
      runs += 1;
      await gates[run]?.promise;
      return run;
    });
    const [first, second, third] = [ask(), ask(), ask()];
    expect(runs).toBe(1);
    gates[0]?.resolve();
    gates[1]?.resolve();
    expect(await Promise.all([first, second, third])).toEqual([0, 1, 1]);
    expect(await ask()).toBe(2);
  });

  it('goes on after a failure', async () => {
    let runs = 0;
    const ask = runInTurn(() => {
      runs += 1;
      return runs === 1 ? Promise.reject(new Error('once')) : Promise.resolve(runs);
    });
    const [first, second] = [ask(), ask()];
    await expect(first).rejects.toThrow('once');
    expect(await second).toBe(2);
  });
});

it('reads the config of somebody who removed it as missing', async () => {
  await write(withAccounts('shop'));
  await begin();
  await rm(at('openclaw.json'));
  await expectEventually(clock, () => config().status === 'missing');
  expect(ids()).toEqual(['default']);
});

it.each([
  ['while it answers', 'up', '2026.5.12', 'gateway'],
  ['until it has gone', 'down', '2026.3.13', 'gateway'],
] as const)(
  'the version a gateway says goes before that of its process %s',
  async (_, status, version, by) => {
    await write(withAccounts('shop'));
    openclaw = { status: 'found', path: '/bin/openclaw', version: '2026.9.6', by: 'path' };
    const service = await begin();
    app.dispatch({
      type: 'listening/looked',
      listening: aListening({ gateways: [{ pid: 7, isProven: true, version: '2026.3.13' }] }),
    });
    app.dispatch({
      type: 'gateway/spoke',
      word: { version: '2026.5.12', port: 18_789, askedAtMs: clock.now() },
    });
    app.dispatch({ type: 'gateway/checked', gateway: { status, port: 18_789, checkedAtMs: clock.now() } });
    await service.follow();
    expect(config().release).toMatchObject({ version, by });
  },
);

it('who follows what was found out waits for a read that somebody else has begun for it', async () => {
  await write(withAccounts('shop'));
  const service = await begin();
  app.dispatch({
    type: 'listening/looked',
    listening: aListening({ gateways: [{ pid: 7, isProven: true, version: '2026.3.13' }] }),
  });
  void service.follow();
  await service.follow();
  expect(config().release).toMatchObject({ version: '2026.3.13', by: 'gateway' });
});

it.each([
  [
    'goes before the program that is found',
    [{ pid: 7, isProven: true, version: '2026.3.13' }],
    '2026.3.13',
    'gateway',
  ],
  ['does not where nothing tells it', [{ pid: 7, isProven: true }], '2026.9.6', 'binary'],
  [
    'does not where it may be one of two',
    [
      { pid: 7, isProven: false, version: '2026.3.13' },
      { pid: 8, isProven: false, version: '2026.2.26' },
    ],
    '2026.9.6',
    'binary',
  ],
] as const)('the version of a gateway that runs %s', async (_, gateways, version, by) => {
  await write(withAccounts('shop'));
  openclaw = { status: 'found', path: '/bin/openclaw', version: '2026.9.6', by: 'path' };
  const service = await begin();
  app.dispatch({ type: 'listening/looked', listening: aListening({ gateways }) });
  await service.reload();
  expect(config().release).toMatchObject({ version, by });
});
