import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Console, ConsoleOptions } from '../../src/core/console.ts';
import { createConsole, stopLimitMs } from '../../src/core/create-console.ts';
import { gatewayCheckEveryMs } from '../../src/core/reactions.ts';
import { accountId, groupId, pairingCode, profileName, userId } from '../../src/core/shared/ids.ts';
import { aRequest, shop } from '../support/builders.ts';
import { createFakeClock, settle } from '../support/fake-clock.ts';
import { createFakeRunner, type FakeRunner } from '../support/fake-runner.ts';
import { fakeProcesses } from '../support/processes.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';

interface World {
  readonly dir: string;
  readonly configPath: string;
  readonly runner: FakeRunner;
  readonly console: Console;
}

const accountsConfig = (...ids: string[]): string =>
  JSON.stringify({
    channels: {
      zalouser: {
        enabled: true,
        defaultAccount: ids[0],
        accounts: Object.fromEntries(ids.map((id) => [id, { profile: `${id}-profile` }])),
      },
    },
  });

/** A home with or without a config and a zca; commands go to a fake runner. */
const setUp = async (
  parts: { config?: string; hasZca?: boolean } & Partial<ConsoleOptions> = {},
): Promise<World> => {
  const { config, hasZca = true, ...options } = parts;
  const dir = await tempDir();
  const stateDir = join(dir, '.openclaw');
  await mkdir(stateDir, { recursive: true });
  const configPath = join(stateDir, 'openclaw.json');
  if (config !== undefined) await writeFile(configPath, config);
  const zcaPath = join(dir, 'zca');
  if (hasZca) {
    await writeFile(zcaPath, '#!/bin/sh\n');
    await chmod(zcaPath, 0o755);
  }
  const runner = createFakeRunner();
  const console = createConsole({
    env: { HOME: dir, PATH: '' },
    homeDir: dir,
    platform: process.platform,
    runtimeDir: join(dir, 'run'),
    runner,
    canConnect: async () => false,
    // What else runs on the machine of the tests is none of their business.
    processes: () => fakeProcesses(),
    ...(hasZca ? { zcaPath } : {}),
    ...options,
  });
  onTestFinished(() => console.stop());
  return { dir, configPath, runner, console };
};

const self = JSON.stringify({ userId: '4512000000000000001', displayName: 'Cửa hàng Hoa Mai' });
const friends = JSON.stringify([{ userId: '4512000000000004822', displayName: 'Trần Thị Bình' }]);

/** A log-in that worked says so, and is asked whether it is true. */
const expectProof = (runner: FakeRunner, profile: string, userId: string): void => {
  runner.expectRun(['--profile', profile, 'auth', 'status'], {});
  runner.expectRun(['--profile', profile, 'me', 'info', '-j'], {
    stdout: JSON.stringify({ userId, displayName: 'Nguyễn An' }),
  });
};

const expectProbe = (runner: FakeRunner, profile: string, isLoggedIn = true): void => {
  runner.expectRun(
    ['--profile', profile, 'auth', 'status'],
    isLoggedIn ? {} : { code: 1, stderr: `Error: Profile ${profile}: not logged in` },
  );
  if (!isLoggedIn) return;
  runner.expectRun(['--profile', profile, 'me', 'info', '-j'], { stdout: self });
  runner.expectRun(['--profile', profile, 'friend', 'list', '-j'], { stdout: friends });
};

describe('a console with nothing on the machine', () => {
  it('opens, says what is missing and answers every action', async () => {
    const { console, runner } = await setUp({ hasZca: false });
    await console.start();
    const state = console.store.getState();
    expect(state.zca).toMatchObject({ status: 'missing', error: { code: 'zca-not-found' } });
    expect(state.config.status).toBe('missing');
    expect(state.pairing.status).toBe('ready');
    await until(() => console.store.getState().openclaw.status === 'missing', 'openclaw to be looked for');
    const { refresh, accounts, listener, login, directory, pairing, config, feed } = console;
    const group = groupId('7');
    const outcomes = await Promise.all([
      refresh(),
      accounts.probe(shop),
      listener.start(shop),
      login.start(shop),
      login.logOut(shop),
      directory.loadPeers(shop),
      directory.loadGroups(shop),
      directory.loadMembers(shop, group),
      directory.search(shop, 'an'),
      pairing.approve(aRequest()),
      pairing.dismiss(aRequest()),
      pairing.revoke(shop, userId('1')),
      pairing.findByCode(pairingCode('K7PQ2MXD')),
      listener.endOrphan(shop),
      config.reload(),
    ]);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ ok: false, error: { sentence: expect.stringMatching(/\.$/u) } });
    expect(await listener.stop(shop)).toEqual({ ok: true });
    expect(await login.cancel()).toMatchObject({ ok: true });
    feed.clear();
    expect(runner.commands).toEqual([]);
    await console.stop();
  });

  it('shows config and pairing store without zca', async () => {
    const { console, dir } = await setUp({ hasZca: false, config: accountsConfig('shop') });
    await mkdir(join(dir, '.openclaw', 'credentials'));
    const file = join(dir, '.openclaw', 'credentials', 'zalouser-pairing.json');
    const now = new Date().toISOString();
    await writeFile(
      file,
      JSON.stringify({
        version: 1,
        requests: [
          {
            id: '77',
            code: 'K7PQ2MXD',
            createdAt: now,
            lastSeenAt: now,
            meta: { name: 'Nguyễn An', accountId: 'shop' },
          },
        ],
      }),
    );
    await console.start();
    const [request] = console.store.getState().pairing.requests;
    expect(request).toMatchObject({ senderId: '77', name: 'Nguyễn An' });
    expect(console.store.getState().facts).toEqual({});
    if (request === undefined) throw new Error('no request');
    expect(await console.pairing.findByCode(pairingCode('k7pq 2mxd'), shop)).toEqual({ ok: true, request });
    expect(await console.pairing.approve(request)).toMatchObject({ ok: true });
    expect(
      JSON.parse(
        await readFile(join(dir, '.openclaw', 'credentials', 'zalouser-shop-allowFrom.json'), 'utf8'),
      ),
    ).toMatchObject({
      allowFrom: ['77'],
    });
    expect(console.store.getState().pairing).toMatchObject({
      requests: [],
      approved: [{ accountId: 'shop', senderId: '77' }],
      work: {},
    });
  });
});

describe('a console with zca', () => {
  it('checks the enabled accounts behind the first picture and fetches the friends of those logged in', async () => {
    const { console, runner } = await setUp({ config: accountsConfig('shop', 'work') });
    runner.expectRun(['--version'], { stdout: '0.1.58' });
    expectProbe(runner, 'shop-profile');
    expectProbe(runner, 'work-profile', false);
    await console.start();
    expect(console.store.getState()).toMatchObject({ zca: { status: 'found' }, config: { status: 'ready' } });
    const done = (): boolean => console.store.getState().directory[shop]?.peers.status === 'ready';
    await until(
      () => done() && console.store.getState().facts[accountId('work')]?.session.status === 'logged-out',
      'the checks',
    );
    expect(console.store.getState().facts[shop]).toMatchObject({
      session: { status: 'logged-in', displayName: 'Cửa hàng Hoa Mai' },
      self: { name: 'Cửa hàng Hoa Mai' },
    });
    runner.verify();
  });

  it('checks an account that appears in the config, and one whose profile changes', async () => {
    const { console, runner, configPath } = await setUp({ config: accountsConfig('shop') });
    runner.expectRun(['--version'], { stdout: '0.1.58' });
    expectProbe(runner, 'shop-profile', false);
    await console.start();
    const sessionOf = (id: string): string | undefined =>
      console.store.getState().facts[accountId(id)]?.session.status;
    await until(() => sessionOf('shop') === 'logged-out', 'the first check');
    expectProbe(runner, 'new-profile', false);
    runner.expectRun(['--profile', 'other', 'auth', 'status'], { code: 1, stderr: 'Error: fetch failed' });
    await writeFile(configPath, accountsConfig('shop', 'new').replace('shop-profile', 'other'));
    await console.config.reload();
    await until(
      () => sessionOf('new') === 'logged-out' && sessionOf('shop') === 'failed',
      'the second checks',
    );
    runner.verify();
  });

  it('ends the listener of an account that was switched off while it listened, once the account goes', async () => {
    const { console, runner, configPath } = await setUp({ config: accountsConfig('shop', 'work') });
    const configOf = (...ids: string[]): string =>
      accountsConfig(...ids).replace('"profile":"work-profile"', '"profile":"work-profile","enabled":false');
    runner.expectRun(['--version'], { stdout: '0.1.58' });
    expectProbe(runner, 'shop-profile', false);
    expectProbe(runner, 'work-profile', false);
    await console.start();
    const facts = () => console.store.getState().facts[accountId('work')];
    await until(() => facts()?.session.status === 'logged-out', 'the check');
    const child = runner.expectStart(['--profile', 'work-profile', 'listen', '-r', '-k']);
    void console.listener.start(accountId('work'));
    await until(() => facts()?.listener.status === 'connecting', 'the listener to run');
    await writeFile(configPath, configOf('shop', 'work'));
    await console.config.reload();
    expect(child.stops).toBe(0);
    await writeFile(configPath, accountsConfig('shop'));
    await console.config.reload();
    await until(() => child.stops > 0, 'the listener to be ended');
    runner.verify();
  });

  it('refreshes everything on demand and tells the first thing that failed', async () => {
    const { console, runner } = await setUp({ config: accountsConfig('shop') });
    runner.expectRun(['--version'], { stdout: '0.1.58' }, { times: 2 });
    runner.expectRun(
      ['--profile', 'shop-profile', 'auth', 'status'],
      { code: 1, stderr: 'Error: fetch failed' },
      { times: 2 },
    );
    await console.start();
    await until(() => console.store.getState().facts[shop]?.session.status === 'failed', 'the first check');
    await until(() => console.store.getState().openclaw.status !== 'unknown', 'openclaw to be looked for');
    expect(await console.refresh()).toMatchObject({ ok: false, error: { code: 'no-network' } });
    runner.verify();
  });

  it('knows no account that the config does not list', async () => {
    const { console, runner } = await setUp({ config: accountsConfig('shop') });
    runner.expectRun(['--version'], { stdout: '0.1.58' });
    runner.expectRun(['--profile', 'shop-profile', 'auth', 'status'], 'never');
    await console.start();
    const gone = accountId('gone');
    for (const outcome of await Promise.all([
      console.accounts.probe(gone),
      console.listener.start(gone),
      console.login.logOut(gone),
      console.directory.loadPeers(gone),
    ])) {
      expect(outcome).toMatchObject({ ok: false, error: { code: 'not-found' } });
    }
    expect(console.store.getState().facts[gone]).toBeUndefined();
  });

  it('logs such an account in all the same: it is written into the config afterwards', async () => {
    const { console, runner } = await setUp({ config: accountsConfig('shop') });
    runner.expectRun(['--version'], { stdout: '0.1.58' });
    expectProbe(runner, 'shop-profile', false);
    await console.start();
    const { login } = console;
    const home = accountId('home');
    runner.expectRun(['--profile', 'home', 'auth', 'status'], {
      code: 1,
      stderr: 'Error: Profile "home" does not exist',
    });
    expect(await login.isLoggedIn(home)).toEqual({ ok: true, isLoggedIn: false });
    expect(await login.start(accountId('no such id'))).toMatchObject({
      ok: false,
      error: { code: 'change-refused' },
    });
    const child = runner.expectStart(
      ([flag, profile, , login]) => [flag, profile, login].join(' ') === '--profile home login',
    );
    expect(await login.start(home)).toEqual({ ok: true });
    expectProof(runner, 'home', '45');
    child.stdout('Logged in profile home as Nguyễn An (45)\n');
    await until(() => console.store.getState().login.status === 'logged-in', 'the log-in');
    child.end({ code: 0 });
    expect(console.store.getState().login).toMatchObject({
      accountId: 'home',
      profile: 'home',
      userId: '45',
    });
    await console.stop();
    runner.verify();
  });

  it('checks an account that is considered, logs it in and reads its people, through the profile it is to have', async () => {
    const { console, runner } = await setUp({ config: accountsConfig('shop') });
    runner.expectRun(['--version'], { stdout: '0.1.58' });
    expectProbe(runner, 'shop-profile', false);
    await console.start();
    const { accounts, listener, login, directory, store } = console;
    const home = accountId('home');
    const zalo2 = profileName('zalo2');
    expect(accounts.consider(accountId('no such id'), zalo2)).toMatchObject({
      ok: false,
      error: { code: 'change-refused' },
    });
    expect(accounts.consider(home, profileName('../x'))).toMatchObject({
      ok: false,
      error: { code: 'change-refused' },
    });
    expect(store.getState().candidates).toEqual({});
    expect(accounts.consider(home, zalo2)).toEqual({ ok: true });
    expect(store.getState().candidates).toEqual({ home: 'zalo2' });

    expectProbe(runner, 'zalo2', false);
    expect(await accounts.probe(home)).toMatchObject({ ok: true });
    expect(store.getState().facts[home]?.session.status).toBe('logged-out');
    for (const refused of [await listener.start(home), await login.logOut(home)])
      expect(refused).toMatchObject({ ok: false, error: { code: 'not-found' } });

    const child = runner.expectStart(
      ([flag, profile, , login]) => [flag, profile, login].join(' ') === '--profile zalo2 login',
    );
    expect(await login.start(home)).toEqual({ ok: true });
    expectProof(runner, 'zalo2', '45');
    expectProbe(runner, 'zalo2');
    runner.expectRun(['--profile', 'zalo2', 'auth', 'cache-refresh'], {});
    child.stdout('Logged in profile zalo2 as Nguyễn An (45)\n');
    const peers = () => store.getState().directory[home]?.peers;
    await until(() => peers()?.status === 'ready', 'the friends');
    child.end({ code: 0 });
    expect([store.getState().facts[home]?.session.status, peers()?.value.map(({ name }) => name)]).toEqual([
      'logged-in',
      ['Trần Thị Bình'],
    ]);
    runner.expectRun(['--profile', 'zalo2', 'group', 'list', '-j'], { stdout: '[]' });
    runner.expectRun(['--profile', 'zalo2', 'friend', 'find', 'an'], { stdout: friends });
    runner.expectRun(['--profile', 'zalo2', 'auth', 'status'], {});
    expect(await directory.loadGroups(home)).toMatchObject({ ok: true });
    expect(await directory.search(home, 'an')).toMatchObject({ ok: true });
    expect(await login.isLoggedIn(home)).toEqual({ ok: true, isLoggedIn: true });
    expect(store.getState().config.accounts.map(({ id }) => id)).toEqual(['shop']);
    await console.stop();
    expect(accounts.consider(home, profileName('zalo3'))).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
    runner.verify();
  });

  it('forgets what is asked of a considered account that is to have another profile', async () => {
    const { console, runner } = await setUp({ config: accountsConfig('shop') });
    runner.expectRun(['--version'], { stdout: '0.1.58' });
    expectProbe(runner, 'shop-profile', false);
    await console.start();
    const { accounts, store } = console;
    const home = accountId('home');
    accounts.consider(home, profileName('zalo2'));
    runner.expectRun(['--profile', 'zalo2', 'auth', 'status'], 'never');
    const old = accounts.probe(home);
    await until(() => store.getState().facts[home]?.session.status === 'checking', 'the check to begin');
    accounts.consider(home, profileName('zalo3'));
    expect(store.getState().facts[home]?.session).toEqual({ status: 'unknown' });
    expectProbe(runner, 'zalo3', false);
    expect(await accounts.probe(home)).toMatchObject({ ok: true });
    expect(await old).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(store.getState().facts[home]?.session.status).toBe('logged-out');
    runner.verify();
  });

  it('looks up anew whoever was known through an account after a log-in, and renews the cache of zca', async () => {
    const { console, runner } = await setUp({ config: accountsConfig('shop') });
    runner.expectRun(['--version'], { stdout: '0.1.58' });
    expectProbe(runner, 'shop-profile');
    await console.start();
    const { directory, login, store } = console;
    const peers = () => store.getState().directory[shop]?.peers;
    await until(() => peers()?.status === 'ready', 'the friends');
    runner.expectRun(['--profile', 'shop-profile', 'group', 'list', '-j'], { stdout: '[]' }, { times: 2 });
    await directory.loadGroups(shop);
    const child = runner.expectStart((args) => args.includes('--qr-path'));
    await login.start(shop);
    // That it worked is asked, and then who it is.
    expectProof(runner, 'shop-profile', '77');
    expectProof(runner, 'shop-profile', '77');
    runner.expectRun(['--profile', 'shop-profile', 'friend', 'list', '-j'], { stdout: '[]' });
    runner.expectRun(['--profile', 'shop-profile', 'auth', 'cache-refresh'], {});
    child.stdout('Logged in profile shop-profile as Nguyễn An (77)\n');
    await until(
      () => runner.commands.filter(({ args }) => args.includes('group')).length === 2,
      'the groups',
    );
    expect([peers()?.value, store.getState().facts[shop]?.self?.name]).toEqual([[], 'Nguyễn An']);
    child.end({ code: 0 });
    await console.stop();
    runner.verify();
  });
});

describe('the gateway', () => {
  const begin = async () => {
    const clock = createFakeClock();
    const gateway = { isUp: false, asked: 0 };
    const canConnect = async (): Promise<boolean> => {
      gateway.asked += 1;
      return gateway.isUp;
    };
    const { console, runner } = await setUp({ config: accountsConfig('shop'), clock, canConnect });
    runner.expectRun(['--version'], { stdout: '0.1.58' });
    runner.expectRun(['--profile', 'shop-profile', 'auth', 'status'], 'never');
    await console.start();
    const status = (): string => console.store.getState().gateway.status;
    await until(() => status() === 'down', 'the first look');
    return { console, clock, gateway, status };
  };

  it('is looked for whenever that is asked, and with every check of an account', async () => {
    const { console, gateway, status } = await begin();
    gateway.isUp = true;
    expect(await console.gateway.check()).toEqual({ ok: true });
    expect(status()).toBe('up');
    gateway.isUp = false;
    void console.accounts.probe(shop);
    await until(() => status() === 'down', 'the look beside the check');
  });

  it('is looked for by itself every 30 s, until the end', async () => {
    const { console, clock, gateway, status } = await begin();
    const asked = gateway.asked;
    gateway.isUp = true;
    await clock.advanceAndSettle(gatewayCheckEveryMs - 1);
    expect([status(), gateway.asked]).toEqual(['down', asked]);
    await clock.advanceAndSettle(1);
    expect([status(), gateway.asked]).toEqual(['up', asked + 1]);
    await clock.advanceAndSettle(10 * gatewayCheckEveryMs);
    expect(gateway.asked).toBe(asked + 11);
    await console.stop();
    await clock.advanceAndSettle(10 * gatewayCheckEveryMs);
    expect(gateway.asked).toBe(asked + 11);
    expect(await console.gateway.check()).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('the end', () => {
  it('cancels what runs, and nothing is begun after it', async () => {
    const { console, runner } = await setUp({ config: accountsConfig('shop') });
    runner.expectRun(['--version'], 'never');
    runner.expectRun(['--profile', 'shop-profile', 'auth', 'status'], 'never');
    await console.start();
    await until(() => runner.commands.length === 2, 'the check to begin');
    await Promise.all([console.stop(), console.stop()]);
    expect(console.store.getState().facts[shop]?.session.status).toBe('unknown');
    expect(await console.accounts.probe(shop)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await console.listener.start(shop)).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
    await console.start();
    expect(runner.commands).toHaveLength(2);
  });

  it('before the beginning begins nothing', async () => {
    const { console, runner } = await setUp({ config: accountsConfig('shop') });
    await console.stop();
    await console.start();
    expect(runner.commands).toEqual([]);
    expect(console.store.getState().config.status).toBe('unread');
  });

  it('during the beginning leaves nothing behind', async () => {
    const { console, runner } = await setUp({ config: accountsConfig('shop') });
    const starting = console.start();
    await Promise.all([console.stop(), starting]);
    await settle();
    expect(runner.commands).toEqual([]);
  });

  it(`takes at most ${stopLimitMs} ms, whatever hangs`, async () => {
    const clock = createFakeClock();
    const runner = { ...createFakeRunner(), endAll: () => new Promise<void>(() => {}) };
    const { console } = await setUp({ hasZca: false, clock, runner });
    const stopping = console.stop();
    await settle();
    clock.advance(stopLimitMs);
    expect(await stopping).toBeUndefined();
  });
});
