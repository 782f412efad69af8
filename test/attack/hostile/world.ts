// A console on a hostile world: everything that can say something says hostile things. Real parsers, reducers and services; no process.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Console } from '../../../src/core/console.ts';
import { createConsole } from '../../../src/core/create-console.ts';
import { type AccountId, accountId, groupId } from '../../../src/core/shared/ids.ts';
import type { Command, Finished } from '../../../src/core/system/runner.ts';
import { createRandom } from '../../core/config/edit/random.ts';
import { nowMs } from '../../support/builders.ts';
import { cliRecording } from '../../support/cli-recordings.ts';
import { createFakeClock, type FakeClock, settle } from '../../support/fake-clock.ts';
import { aListener, aProcess, fakeProcesses } from '../../support/processes.ts';
import { until } from '../../support/until.ts';
import { planted, writeHostileHome, writeProgram } from './files.ts';
import {
  friendsOutput,
  groupsOutput,
  hugeLine,
  idOf,
  membersOutput,
  messageLine,
  otherLine,
  selfOutput,
  type Texts,
  textsFrom,
} from './rows.ts';
import { type HostileRunner, hostileRunner } from './runner.ts';
import { hostileBytes } from './strings.ts';

/** How much a world says. */
export interface WorldSize {
  readonly messages: number;
  readonly friends: number;
  readonly groups: number;
  readonly members: number;
  readonly requests: number;
  readonly hostileAccounts: number;
  /** Lines of a megabyte. */
  readonly hugeLines: number;
}

/** The accounts whose names are no attack: everything is heard and fetched on the first. */
export const [front, back] = [accountId('front'), accountId('back')];
/** Its members are read. */
export const crowd = groupId(idOf(7, 1));

export interface HostileWorld {
  readonly console: Console;
  readonly runner: HostileRunner;
  readonly clock: FakeClock;
  readonly texts: Texts;
  readonly dir: string;
  close(): Promise<void>;
}

/** The texts in a JSON value replaced by hostile ones, one in three; secrets where a name asks for one. */
const poison = (value: unknown, texts: Texts): unknown => {
  if (typeof value === 'string') return texts.random.chance(0.33) ? texts.text() : value;
  if (Array.isArray(value)) return value.map((part: unknown) => poison(part, texts));
  if (typeof value !== 'object' || value === null) return value;
  return {
    ...Object.fromEntries(Object.entries(value).map(([key, part]) => [key, poison(part, texts)])),
    token: planted,
  };
};

/** Each other seed has a gateway with pairing in its database: what strangers are called comes through `openclaw` there. */
const releases = {
  '226': {
    version: '2026.2.26',
    answers: [
      [/^gateway status/u, 'gateway-status'],
      [/^plugins list/u, 'plugins-list'],
      [/^channels status/u, 'status-up'],
      [/^channels logs/u, 'channels-logs'],
      [/^health/u, 'health'],
      [/^config validate/u, 'config-validate'],
    ],
  },
  '96': {
    version: '2026.9.6',
    answers: [
      [/^gateway status/u, 'gateway-status'],
      [/^plugins list/u, 'plugins-list'],
      [/^channels status/u, 'status-up-probe'],
      [/^health/u, 'health'],
      [/^config validate/u, 'config-validate'],
      [/^pairing list/u, 'pairing-list-3'],
      [/^gateway call channels\.pairing\.approve/u, 'rpc-approve-notify'],
      [/^gateway call channels\.pairing\.dismiss/u, 'rpc-dismiss'],
    ],
  },
} as const satisfies Record<
  string,
  { readonly version: string; readonly answers: readonly (readonly [RegExp, string])[] }
>;

type ReleaseName = keyof typeof releases;

const releaseOf = (seed: number): ReleaseName => (seed % 2 === 0 ? '226' : '96');

/** Which OpenClaw the world of a seed has. */
export const versionOf = (seed: number): string => releases[releaseOf(seed)].version;

/** A recorded answer of `openclaw`, poisoned: its JSON, and the warnings around it. */
const poisonedAnswer = (release: ReleaseName, name: string, texts: Texts): Partial<Finished> => {
  const { stdout } = cliRecording(release, name);
  const start = stdout.search(/^\{/mu);
  if (start < 0) return { stdout: texts.text(), stderr: `token=${planted} ${texts.text()}` };
  const value: unknown = JSON.parse(stdout.slice(start));
  const warning = texts.random.chance(0.3) ? `${texts.text().replaceAll('{', '(')}\n` : '';
  return {
    stdout: `${warning}${JSON.stringify(poison(value, texts), undefined, 2)}\n`,
    stderr: texts.text(),
  };
};

/** `gateway call channels.pairing.list`: the requests as the gateway lists them, without codes. */
const pairingList = (texts: Texts, requests: number): string =>
  JSON.stringify({
    accounts: [front, back, texts.text()].map((account) => ({
      channel: 'zalouser',
      channelLabel: texts.text(),
      accountId: account,
      notifySupported: true,
    })),
    requests: Array.from({ length: requests }, (_, row) => ({
      channel: texts.random.chance(0.95) ? 'zalouser' : texts.text(),
      requestId: texts.text(),
      senderId: texts.random.chance(0.8) ? idOf(3, row) : texts.text(),
      accountId: texts.random.chance(0.9) ? texts.random.pick([front, back]) : texts.text(),
      metadata: { name: texts.marked(row), [texts.text()]: texts.text() },
      createdAt: texts.random.chance(0.95) ? new Date(nowMs - 60_000 - row).toISOString() : texts.text(),
      lastSeenAt: texts.text(),
      notifySupported: texts.random.chance(0.5),
    })),
    commandOwnerConfigured: texts.random.chance(0.5),
    limits: { pendingPerAccount: texts.random.pick([3, -1, 1e308, texts.text()]) },
  });

const refusal = (texts: Texts): Partial<Finished> => ({
  code: texts.random.pick([1, 2, 127, 255]),
  stdout: texts.text(),
  stderr: `Error: ${texts.text()}\ncookie: zpw_sek=${planted}; imei=${planted}\n${texts.text()}`,
});

const zcaAnswer = (args: readonly string[], size: WorldSize, texts: Texts): Partial<Finished> => {
  const [, profile, ...words] = args;
  const call = words.join(' ');
  if (args[0] === '--version') return { stdout: `0.1.58 ${texts.text()}` };
  if (profile !== front) return texts.random.chance(0.7) ? refusal(texts) : { stdout: selfOutput(texts) };
  if (call.startsWith('auth status')) return { stdout: `${texts.text()}\n` };
  if (call.startsWith('me info')) return { stdout: selfOutput(texts) };
  if (call.startsWith('friend list')) return { stdout: friendsOutput(texts, size.friends) };
  if (call.startsWith('friend find')) return { stdout: friendsOutput(texts, 20) };
  if (call.startsWith('group list')) return { stdout: groupsOutput(texts, size.groups) };
  if (call.startsWith('group members')) return { stdout: membersOutput(texts, size.members) };
  return refusal(texts);
};

const answerOf =
  (size: WorldSize, texts: Texts, release: ReleaseName) =>
  ({ args, program }: Command): Partial<Finished> => {
    if (program !== 'openclaw') return zcaAnswer(args, size, texts);
    const { version, answers } = releases[release];
    const call = args.join(' ');
    if (call.includes('--version')) return { stdout: `OpenClaw ${version} (${texts.text()})` };
    if (release === '96' && call.startsWith('gateway call channels.pairing.list'))
      return { stdout: pairingList(texts, size.requests) };
    const known = answers.find(([pattern]) => pattern.test(call));
    return known === undefined ? refusal(texts) : poisonedAnswer(release, known[1], texts);
  };

/** Nothing here takes so long (ms of real time), however busy the machine is. */
const limitMs = 60_000;

/** Lets time pass until the work is done: slowly enough for real files, so that no lock on them seems forgotten. */
export const inTime = async <Result>(clock: FakeClock, work: Promise<Result>): Promise<Result> => {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  for (const startedAt = performance.now(); !isDone; ) {
    if (performance.now() - startedAt > limitMs) throw new Error('It never comes to an end.');
    await clock.advanceAndSettle(1);
  }
  return done;
};

const listenOn = async (
  { console, runner, clock, texts }: Omit<HostileWorld, 'close'>,
  size: WorldSize,
): Promise<void> => {
  const started = console.listener.start(front);
  await until(() => runner.children.length > 0, 'the listener to start');
  const child = runner.children[0];
  if (child === undefined) throw new Error('No listener.');
  const say = (line: string | Uint8Array): void => {
    child.handlers.onStdout(typeof line === 'string' ? Buffer.from(`${line}\n`) : line);
  };
  say('Connected to Zalo\n');
  await inTime(clock, started);
  for (let row = 0; row < size.messages; row += 1) {
    say(messageLine(texts, row, nowMs - 3_600_000 + row * 100));
    if (texts.random.chance(0.1)) say(otherLine(texts));
    if (texts.random.chance(0.01)) say(hostileBytes(texts.random));
    if (texts.random.chance(0.05)) child.handlers.onStderr?.(Buffer.from(texts.text()));
  }
  for (let row = 0; row < size.hugeLines; row += 1) say(hugeLine(texts, row, nowMs - 7_200_000 + row));
  await clock.advanceAndSettle(100);
};

/** Opens it, and lets it say all it has to say. Close it when it is no longer looked at. */
export const openHostileWorld = async (seed: number, size: WorldSize): Promise<HostileWorld> => {
  const texts = textsFrom(createRandom(seed));
  const dir = await mkdtemp(join(tmpdir(), 'zalouser-tui-hostile-'));
  const { stateDir, configPath } = await writeHostileHome(dir, texts, {
    accounts: [front, back],
    nowMs,
    ...size,
  });
  const zcaPath = await writeProgram(join(dir, 'zca'));
  const openclawPath = await writeProgram(join(dir, 'openclaw'));
  const runner = hostileRunner(answerOf(size, texts, releaseOf(seed)));
  const clock = createFakeClock(nowMs);
  const processes = fakeProcesses([
    aProcess(30, `openclaw-gateway ${texts.text()}`, { words: ['openclaw-gateway', texts.text()] }),
    aListener(60, 'front', 30),
    aProcess(61, '', {
      words: ['node', '/usr/bin/zca', '--profile', 'front', 'listen', '-r', '-k', texts.text()],
    }),
    aProcess(62, '', {
      words: ['node', '/usr/bin/zca', '--profile', texts.text(), 'listen', texts.text()],
      ppid: 30,
    }),
  ]);
  const console = createConsole({
    env: { HOME: dir, PATH: '', OPENCLAW_STATE_DIR: stateDir },
    homeDir: dir,
    platform: 'linux',
    runtimeDir: join(dir, 'run'),
    logFolder: join(dir, 'log'),
    runner,
    clock,
    zcaPath,
    openclawPath,
    configPath,
    canConnect: async () => true,
    processes: () => processes,
  });
  const close = async (): Promise<void> => {
    await inTime(clock, console.stop());
    await rm(dir, { recursive: true, force: true });
  };
  const world = { console, runner, clock, texts, dir };
  try {
    await inTime(clock, console.start());
    await until(() => console.store.getState().zca.status === 'found', 'zca');
    const { directory, gateway, config, accounts } = console;
    await inTime(
      clock,
      Promise.all([
        directory.loadPeers(front),
        directory.loadGroups(front),
        directory.search(front, texts.text()),
      ]),
    );
    await inTime(clock, directory.loadMembers(front, crowd));
    await inTime(
      clock,
      Promise.all([gateway.checkPlugin(), gateway.ask(), config.check(), accounts.probeAll()]),
    );
    await listenOn(world, size);
    await settle();
  } catch (error) {
    await close();
    throw error;
  }
  return { ...world, close };
};

/** The ids of all accounts of a world. */
export const accountsOf = ({ console }: HostileWorld): readonly AccountId[] =>
  console.store.getState().config.accounts.map(({ id }) => id);
