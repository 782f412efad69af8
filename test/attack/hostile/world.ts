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
import { createFakeClock, type FakeClock, settle, until } from '../../support/fake-clock.ts';
import { aListener, aProcess, fakeProcesses } from '../../support/processes.ts';
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
  return { ...Object.fromEntries(Object.entries(value).map(([key, part]) => [key, poison(part, texts)])), token: planted };
};

/** A recorded answer of `openclaw`, poisoned: its JSON, and the warnings around it. */
const poisonedAnswer = (name: string, texts: Texts): Partial<Finished> => {
  const { stdout } = cliRecording('226', name);
  const start = stdout.search(/^\{/mu);
  if (start < 0) return { stdout: texts.text(), stderr: `token=${planted} ${texts.text()}` };
  const value: unknown = JSON.parse(stdout.slice(start));
  const warning = texts.random.chance(0.3) ? `${texts.text().replaceAll('{', '(')}\n` : '';
  return { stdout: `${warning}${JSON.stringify(poison(value, texts), undefined, 2)}\n`, stderr: texts.text() };
};

const openclawAnswers: readonly (readonly [RegExp, string])[] = [
  [/^gateway status/u, 'gateway-status'],
  [/^plugins list/u, 'plugins-list'],
  [/^channels status/u, 'status-up'],
  [/^channels logs/u, 'channels-logs'],
  [/^health/u, 'health'],
  [/^config validate/u, 'config-validate'],
];

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
  (size: WorldSize, texts: Texts) =>
  ({ args, program }: Command): Partial<Finished> => {
    if (program !== 'openclaw') return zcaAnswer(args, size, texts);
    const call = args.join(' ');
    if (call.includes('--version')) return { stdout: `OpenClaw 2026.2.26 (${texts.text()})` };
    const known = openclawAnswers.find(([pattern]) => pattern.test(call));
    return known === undefined ? refusal(texts) : poisonedAnswer(known[1], texts);
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

const listenOn = async ({ console, runner, clock, texts }: Omit<HostileWorld, 'close'>, size: WorldSize): Promise<void> => {
  const started = console.actions.startListener(front);
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
  const { stateDir, configPath } = await writeHostileHome(dir, texts, { accounts: [front, back], nowMs, ...size });
  const zcaPath = await writeProgram(join(dir, 'zca'));
  const openclawPath = await writeProgram(join(dir, 'openclaw'));
  const runner = hostileRunner(answerOf(size, texts));
  const clock = createFakeClock(nowMs);
  const processes = fakeProcesses([
    aProcess(30, `openclaw-gateway ${texts.text()}`, { words: ['openclaw-gateway', texts.text()] }),
    aListener(60, 'front', 30),
    aProcess(61, '', { words: ['node', '/usr/bin/zca', '--profile', 'front', 'listen', '-r', '-k', texts.text()] }),
    aProcess(62, '', { words: ['node', '/usr/bin/zca', '--profile', texts.text(), 'listen', texts.text()], ppid: 30 }),
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
    const { actions } = console;
    await inTime(clock, Promise.all([actions.loadPeers(front), actions.loadGroups(front), actions.search(front, texts.text())]));
    await inTime(clock, actions.loadMembers(front, crowd));
    await inTime(clock, Promise.all([actions.checkPlugin(), actions.askGateway(), actions.askConfig(), actions.probeAll()]));
    await listenOn(world, size);
    await settle();
  } catch (error) {
    await close();
    throw error;
  }
  return { ...world, close };
};

/** The ids of all accounts of a world. */
export const accountsOf = ({ console }: HostileWorld): readonly AccountId[] => console.store.getState().config.accounts.map(({ id }) => id);
