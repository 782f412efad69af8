// A whole simulated world: what is made, what the simulated gateway does in it, what is left of it.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/core/config/read.ts';
import { readConfigView } from '../../src/core/config/view.ts';
import { resolveOpenClawPaths } from '../../src/core/openclaw/paths.ts';
import { systemClock } from '../../src/core/shared/clock.ts';
import {
  createDemoWorld,
  type DemoWorldHandle,
  type DemoWorldOptions,
} from '../../src/simulator/demo-world.ts';
import { feedFor } from '../../src/simulator/feed-script.ts';
import {
  demoFriends,
  demoStrangers,
  group,
  groupsFor,
  shopSelf,
  stranger,
} from '../../src/simulator/people.ts';
import { makeWorld } from '../../src/simulator/world.ts';
import { control, readSent, writeWorld } from '../../src/simulator/world-files.ts';
import { createFakeClock, type FakeClock, settle } from '../support/fake-clock.ts';
import { aRelease } from '../support/releases.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';
import { script, sourceScript } from './fake-zca.ts';

const open = async (options: DemoWorldOptions = {}): Promise<DemoWorldHandle> => {
  const world = await createDemoWorld({
    baseDir: await tempDir(),
    speed: 50,
    isLively: false,
    zcaScript: script,
    ...options,
  });
  onTestFinished(world.stop);
  return world;
};

interface Requests {
  readonly requests: readonly {
    readonly id: string;
    readonly code: string;
    readonly createdAt: string;
    readonly lastSeenAt: string;
    readonly meta: object;
  }[];
}

const pairingFile = ({ credentialsDir }: DemoWorldHandle): string =>
  join(credentialsDir, 'zalouser-pairing.json');

const pending = (world: DemoWorldHandle): Requests['requests'] => {
  if (!existsSync(pairingFile(world))) return [];
  const { requests }: Requests = JSON.parse(readFileSync(pairingFile(world), 'utf8'));
  return requests;
};

const approve = async (world: DemoWorldHandle, id: string): Promise<void> => {
  const rest = pending(world).filter((request) => request.id !== id);
  await writeFile(pairingFile(world), JSON.stringify({ version: 1, requests: rest }));
  await writeFile(
    join(world.credentialsDir, 'zalouser-default-allowFrom.json'),
    JSON.stringify({ version: 1, allowFrom: [id] }),
  );
};

const launch = (world: DemoWorldHandle, argv: readonly string[]) =>
  spawn(process.execPath, [world.zcaPath, ...argv], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] });

describe('the people', () => {
  it('are 25 friends and 8 groups, with names of every sort', () => {
    const names = demoFriends.map(({ displayName }) => displayName);
    expect(names).toHaveLength(25);
    expect(groupsFor(shopSelf.id)).toHaveLength(8);
    expect(names.filter((name) => name !== name.normalize('NFC')).length).toBeGreaterThanOrEqual(3);
    expect(names.filter((name) => name === name.normalize('NFC')).length).toBeGreaterThanOrEqual(10);
    expect(names.some((name) => /\p{Extended_Pictographic}/u.test(name))).toBe(true);
    expect(names.filter((name) => name === 'Nguyễn Văn An')).toHaveLength(2);
    expect(Math.max(...names.map((name) => name.length))).toBeGreaterThan(60);
    expect(
      groupsFor(shopSelf.id).every(
        ({ memberIds }) => memberIds.includes(shopSelf.id) && new Set(memberIds).size === memberIds.length,
      ),
    ).toBe(true);
  });

  it('have ids above 2^53, all different', () => {
    const ids = [...demoFriends, ...demoStrangers, ...groupsFor(shopSelf.id), shopSelf].map(({ id }) => id);
    expect(ids.every((id) => BigInt(id) > 2n ** 53n)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the world on disk', () => {
  it('is private, complete, and gone after stop', async () => {
    const baseDir = await tempDir();
    const world = await createDemoWorld({ baseDir, speed: 50, zcaScript: script });
    expect(statSync(world.dir).mode & 0o777).toBe(0o700);
    expect(statSync(world.credentialsDir).mode & 0o777).toBe(0o700);
    expect(statSync(world.configPath).mode & 0o777).toBe(0o600);
    expect(statSync(pairingFile(world)).mode & 0o777).toBe(0o600);
    expect(pending(world)).toMatchObject([
      {
        id: stranger(1).id,
        code: expect.stringMatching(/^[A-HJ-NP-Z2-9]{8}$/u),
        meta: { accountId: 'default' },
      },
    ]);
    await world.stop();
    await world.stop();
    expect(readdirSync(baseDir)).toEqual([]);
  });

  it('has a config OpenClaw reads without a finding: two accounts, each with its policies', async () => {
    const world = await open();
    const paths = resolveOpenClawPaths({ env: world.env, homeDir: '/nowhere', exists: existsSync });
    expect(paths).toMatchObject({
      configPath: world.configPath,
      stateDir: world.stateDir,
      credentialsDir: world.credentialsDir,
    });
    const reading = await readConfig({ path: paths.configPath, env: {}, clock: systemClock });
    const view = readConfigView({ reading, paths, release: aRelease('b'), env: {}, readAtMs: 0 });
    expect(view.findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(
      view.accounts.map(({ id, dmPolicy, groupPolicy }) => [id, dmPolicy.value, groupPolicy.value]),
    ).toEqual([
      ['default', 'pairing', 'allowlist'],
      ['work', 'allowlist', 'disabled'],
    ]);
    expect(Object.keys(view.accounts[0]?.groups.value ?? {})).toContain(group(1).id);
  });

  it('has a zca that knows its world without a variable, from the bundle and from source; stop ends a listener', async () => {
    for (const zcaScript of [script, sourceScript]) {
      const world = await open({ zcaScript });
      const child = launch(world, ['listen', '-r', '-k']);
      let out = '';
      let err = '';
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
      await until(() => out.includes('Connected'), `a connection; it printed ${out}${err}`);
      await world.stop();
      expect(await ended).toBe(0);
      expect(err).toBe('');
    }
  });

  it('sweeps what a killed console left behind, and nothing else', async () => {
    const baseDir = await tempDir();
    const left = join(baseDir, 'zalouser-demo-left');
    const living = join(baseDir, 'zalouser-demo-living');
    writeWorld(join(left, 'zca'), makeWorld({ nowMs: 0, ownerPid: 2 ** 30 }));
    writeWorld(join(living, 'zca'), makeWorld({ nowMs: 0, ownerPid: process.pid }));
    await mkdir(join(baseDir, 'zalouser-demo-of-somebody'));
    await open({ baseDir });
    expect(existsSync(left)).toBe(false);
    expect(existsSync(living)).toBe(true);
    expect(existsSync(join(baseDir, 'zalouser-demo-of-somebody'))).toBe(true);
  });

  it('is removed when the process ends without stop', async () => {
    const baseDir = await tempDir();
    const module = new URL('../../src/simulator/demo-world.ts', import.meta.url).href;
    const code = `const { createDemoWorld } = await import(${JSON.stringify(module)}); await createDemoWorld({ baseDir: ${JSON.stringify(baseDir)} }); console.log('made'); process.exit(3);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(3);
    expect(out).toBe('made\n');
    expect(readdirSync(baseDir)).toEqual([]);
  });
});

/** Moves a fake clock on, turn by turn, until something is so. */
const passUntil = async (clock: FakeClock, condition: () => boolean, what: string): Promise<void> => {
  await until(() => {
    if (!condition() && clock.nextInMs !== undefined) clock.advance(clock.nextInMs);
    return condition();
  }, what);
};

const toldCode = (world: DemoWorldHandle, id: string): string | undefined =>
  readSent(world.zcaDir).findLast(({ by, threadId }) => by === 'gateway' && threadId === id)?.text;

describe('the simulated gateway', () => {
  it('gives codes to three strangers by itself, none to the fourth', async () => {
    const clock = createFakeClock();
    const world = await open({ clock, isLively: true, speed: 1 });
    const wrote = (number: number): boolean =>
      readFileSync(join(world.zcaDir, 'control.ndjson'), 'utf8').includes(stranger(number).id);
    await passUntil(clock, () => wrote(4), 'the fourth stranger');
    for (let turn = 0; turn < 5; turn += 1) await clock.advanceAndSettle(200);
    expect(pending(world).map(({ id }) => id)).toEqual([1, 2, 3].map((number) => stranger(number).id));
    expect(pending(world)[2]?.meta).toEqual({ name: 'Nguyễn Văn An', accountId: 'default' });
    expect(pending(world)[1]?.meta).toEqual({ accountId: 'default' });
    expect(toldCode(world, stranger(2).id)).toContain(`Pairing code: ${pending(world)[1]?.code}`);
    expect(toldCode(world, stranger(4).id)).toBeUndefined();
  });

  it('tells of a lively world what it answers, and when; of a quiet one nothing', async () => {
    const clock = createFakeClock();
    const told = (world: DemoWorldHandle): string => {
      const file = join(world.zcaDir, 'answers.ndjson');
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    };
    const friendly = { type: 'message', profile: 'default', from: demoFriends[0]?.id ?? '' } as const;
    const worlds = [
      await open({ clock, isLively: true, speed: 1 }),
      await open({ clock, isLively: false, speed: 1 }),
    ];
    for (const world of worlds) control(world.zcaDir, { ...friendly, text: 'còn hoa không' });
    const [lively, quiet] = worlds as [DemoWorldHandle, DemoWorldHandle];
    await passUntil(clock, () => toldCode(quiet, friendly.from)?.startsWith('Dạ') === true, 'an answer');
    await passUntil(clock, () => told(lively).includes(friendly.from), 'an answer that is told');
    expect(
      JSON.parse(
        told(lively)
          .split('\n')
          .find((line) => line.includes(friendly.from)) ?? '',
      ),
    ).toMatchObject({
      type: 'sent',
      isGroup: false,
      text: expect.stringMatching(/^Dạ/u),
      tookMs: 180,
    });
    expect(told(quiet)).toBe('');
  });

  it('answers an approved stranger, who writes again soon', async () => {
    const clock = createFakeClock();
    const world = await open({ clock, isLively: true, speed: 1 });
    await approve(world, stranger(1).id);
    await passUntil(clock, () => toldCode(world, stranger(1).id)?.startsWith('Dạ') === true, 'an answer');
    expect(clock.now() - Date.UTC(2026, 10, 22, 16)).toBeLessThan(10_000);
    expect(pending(world).map(({ id }) => id)).not.toContain(stranger(1).id);
  });

  const write = async (
    world: DemoWorldHandle,
    clock: FakeClock,
    from: string,
    more: object = {},
  ): Promise<void> => {
    control(world.zcaDir, { type: 'message', profile: 'default', from, text: 'chào', ...more });
    const marker = `9${String(clock.now())}`;
    control(world.zcaDir, {
      type: 'message',
      profile: 'default',
      from: demoFriends[0]?.id ?? '',
      text: marker,
    });
    const answers = (): number =>
      readSent(world.zcaDir).filter(({ threadId }) => threadId === demoFriends[0]?.id).length;
    const before = answers();
    await passUntil(clock, () => answers() > before, 'the friend after it to be answered');
    await settle();
  };

  it('refreshes a known request without a second code; a dismissed sender gets a new one', async () => {
    const clock = createFakeClock();
    const world = await open({ clock });
    await write(world, clock, '900000000000000001');
    const [first] = pending(world);
    await write(world, clock, '900000000000000001');
    const [second] = pending(world);
    expect(second?.code).toBe(first?.code);
    expect(Date.parse(second?.lastSeenAt ?? '')).toBeGreaterThan(Date.parse(first?.lastSeenAt ?? ''));
    expect(readSent(world.zcaDir).filter(({ threadId }) => threadId === '900000000000000001')).toHaveLength(
      1,
    );
    await writeFile(pairingFile(world), '{"version":1,"requests":[]}');
    await write(world, clock, '900000000000000001');
    expect(pending(world)).toHaveLength(1);
    expect(pending(world)[0]?.code).not.toBe(first?.code);
  });

  it('follows the config on disk, leaves groups alone and prunes what has expired', async () => {
    const clock = createFakeClock();
    const world = await open({ clock });
    await write(world, clock, '900000000000000001', { groupId: group(1).id });
    expect(pending(world)).toEqual([]);
    await write(world, clock, '900000000000000001');
    clock.advance(3_600_001);
    await write(world, clock, '900000000000000002');
    expect(pending(world).map(({ id }) => id)).toEqual(['900000000000000002']);
    const config = await readFile(world.configPath, 'utf8');
    await writeFile(world.configPath, config.replace("dmPolicy: 'pairing'", "dmPolicy: 'allowlist'"));
    await write(world, clock, '900000000000000003');
    expect(pending(world)).toHaveLength(1);
  });

  it('brings the next stranger when a test asks for one', async () => {
    const clock = createFakeClock();
    const world = await open({ clock });
    for (const count of [1, 2, 3]) {
      control(world.zcaDir, { type: 'stranger' });
      await passUntil(clock, () => pending(world).length === count, `${count} requests`);
    }
    expect(pending(world).map(({ id }) => id)).toEqual([1, 2, 3].map((number) => stranger(number).id));
  });

  it('waits for the lock of a living process and takes over that of a dead one', async () => {
    const clock = createFakeClock();
    const world = await open({ clock });
    const lock = `${pairingFile(world)}.lock`;
    await writeFile(
      lock,
      JSON.stringify({ pid: process.pid, createdAt: new Date(clock.now()).toISOString() }),
    );
    control(world.zcaDir, { type: 'stranger' });
    for (let turn = 0; turn < 6; turn += 1) await clock.advanceAndSettle(200);
    expect(pending(world)).toEqual([]);
    await writeFile(lock, JSON.stringify({ pid: 2 ** 30, createdAt: new Date(clock.now()).toISOString() }));
    await passUntil(clock, () => pending(world).length === 1, 'the request');
    await until(() => !existsSync(lock), 'the lock to be released');
    await writeFile(
      lock,
      JSON.stringify({ pid: process.pid, createdAt: new Date(clock.now()).toISOString() }),
    );
    control(world.zcaDir, { type: 'stranger' });
    await clock.advanceAndSettle(200);
    await world.stop();
    expect(existsSync(world.dir)).toBe(false);
  });
});

describe('the feed', () => {
  it('has pauses of 0.5 to 3 s, every kind of message, and direct ones only of people who are answered', () => {
    const feed = feedFor('default');
    expect(feed.every(({ pauseMs }) => pauseMs >= 500 && pauseMs <= 3_000)).toBe(true);
    expect(new Set(feed.map(({ message }) => message.kind ?? 'text'))).toEqual(
      new Set(['text', 'photo', 'sticker', 'link', 'file']),
    );
    expect(feed.some(({ message }) => message.quote !== undefined)).toBe(true);
    expect(feed.some(({ message }) => message.text?.includes('\u001B]52;') === true)).toBe(true);
    const strangers = new Set(demoStrangers.map(({ id }) => id));
    expect(feed.filter(({ message }) => strangers.has(message.from))).toEqual([]);
  });
});
