// Hostile text to everything that is printed, saved or run: answers of one-shot commands, `--json`, feed, export, log, command lines.
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Printer, QueryCommand, Request } from '../../src/cli/commands/command.ts';
import {
  directoryGroups,
  directoryMembers,
  directoryPeers,
  directorySelf,
} from '../../src/cli/commands/directory.ts';
import { doctor } from '../../src/cli/commands/doctor.ts';
import { feed } from '../../src/cli/commands/feed.ts';
import { pairingList } from '../../src/cli/commands/pairing.ts';
import { status } from '../../src/cli/commands/status.ts';
import { errorLines } from '../../src/cli/reports/parts.ts';
import { logState } from '../../src/cli/session.ts';
import type { Console } from '../../src/core/console.ts';
import { type AccountId, groupId, threadId } from '../../src/core/shared/ids.ts';
import { reportJson } from '../../src/core/shared/text/lenient-json.ts';
import { openLog } from '../../src/core/system/log.ts';
import { nowMs } from '../support/builders.ts';
import { settle } from '../support/fake-clock.ts';
import { planted } from './hostile/files.ts';
import { expectHarmless, expectInert, expectUnpolluted, expectValueHarmless } from './hostile/oracle.ts';
import {
  accountsOf,
  crowd,
  front,
  type HostileWorld,
  inTime,
  openHostileWorld,
  versionOf,
  type WorldSize,
} from './hostile/world.ts';
import { attackSeeds, attackTimes, withSeed } from './support/scale.ts';

const size: WorldSize = {
  messages: 3_000,
  friends: 1_200,
  groups: 400,
  members: 400,
  requests: 80,
  hostileAccounts: 8,
  hugeLines: 2,
};
const rounds = 8;
/** Texts that all rounds together must have sent through. */
const fewestTexts = 200_000;

const looks: Readonly<Record<string, readonly [QueryCommand, string]>> = {
  status: [status, ''],
  doctor: [doctor, ''],
  'pairing list': [pairingList, ''],
  'directory peers': [directoryPeers, ''],
  'directory peers a': [directoryPeers, 'a'],
  'directory groups': [directoryGroups, ''],
  'directory members': [directoryMembers, crowd],
  'directory self': [directorySelf, ''],
};

const expectNoSecret = (text: string, where: string): void => {
  if (text.includes(planted))
    throw new Error(
      `${where} shows a secret: ${text.slice(Math.max(0, text.indexOf(planted) - 200), text.indexOf(planted) + 40)}`,
    );
};

const expectLines = (lines: readonly string[], where: string): void => {
  for (const line of lines) expectHarmless(line, where, 'one line');
  expectNoSecret(lines.join('\n'), where);
};

/** What was said must have come in, on either release: what is not there harms nobody. */
const checkHeard = ({ console }: HostileWorld, seed: number): void => {
  const { pairing, config, directory } = console.store.getState();
  expect(config.release.version).toBe(versionOf(seed));
  expect(pairing.requests.length).toBeGreaterThan(size.requests / 2);
  // Where the gateway holds the session it is asked for people, and there is none here.
  if (config.release.capabilities.drivesZca)
    expect(directory[front]?.peers.value.length).toBeGreaterThan(size.friends / 2);
};

const checkLooks = ({ console }: HostileWorld): void => {
  const state = console.store.getState();
  for (const [name, [look, argument]] of Object.entries(looks)) {
    for (const scope of ['all', front] as const) {
      const request: Request = { scope, argument, flags: [] };
      const { lines, json, error } = look.answer(state, request, nowMs);
      expectLines(lines, name);
      expectLines(error === undefined ? [] : errorLines(error), `the error of ${name}`);
      const printed = reportJson(json, 2);
      expectHarmless(printed, `${name} --json`, 'lines');
      expectNoSecret(printed, `${name} --json`);
      expectValueHarmless(JSON.parse(printed), `${name} --json`);
    }
  }
};

/** Tells the whole feed as the command does: what people read, and what programs read. */
const tellFeed = async ({
  console,
  clock,
}: HostileWorld): Promise<readonly (readonly [readonly string[], string])[]> => {
  const end = new AbortController();
  const said: (readonly [readonly string[], string])[] = [];
  const printer: Printer = {
    asJson: false,
    isTerminal: true,
    columns: 80,
    say: (lines, report) => void said.push([lines, reportJson(report)]),
    draw: (lines) => expectLines(lines, 'a picture of feed'),
    note: (lines) => expectLines(lines, 'what feed says on stderr'),
    hasRoom: () => true,
    onRoom: () => () => undefined,
    clock,
  };
  const telling = feed.tell(
    console,
    { scope: front, argument: '', flags: ['--take-over'] },
    printer,
    end.signal,
  );
  const isAllTold = (): boolean => said.length >= console.store.getState().feed.messages.length;
  await inTime(clock, Promise.race([telling, untilTurn(isAllTold)]));
  end.abort();
  await inTime(clock, telling);
  return said;
};

/** Resolves at the turn of the event loop at which it is so. */
const untilTurn = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await settle();
};

const checkFeed = async (world: HostileWorld): Promise<void> => {
  const said = await tellFeed(world);
  expect(said.length).toBeGreaterThan(size.messages * 0.9);
  for (const [lines, printed] of said) {
    expectLines(lines, 'feed');
    expectHarmless(printed, 'feed --json', 'one line');
    expectValueHarmless(JSON.parse(printed), 'feed --json');
  }
};

const checkExport = async ({ console, dir }: HostileWorld): Promise<void> => {
  const path = join(dir, 'feed.ndjson');
  const { messages } = console.store.getState().feed;
  expect(await console.feedExport.save({ path, messages, mayReplace: false })).toMatchObject({ ok: true });
  const text = await readFile(path, 'utf8');
  const lines = text.split('\n').slice(0, -1);
  expect(lines).toHaveLength(messages.length);
  expectHarmless(text, 'the export', 'lines');
  for (const line of lines) expectValueHarmless(JSON.parse(line), 'a line of the export');
};

/** All changes of the state as the log sees them, with the stores of the console around it. */
const checkLog = async (world: HostileWorld): Promise<void> => {
  const file = join(world.dir, 'log', 'x.log');
  const log = openLog({ file, level: 'debug', clock: world.clock });
  const { store }: Pick<Console, 'store'> = world.console;
  let tell: Parameters<typeof store.subscribe>[0] = () => undefined;
  const end = logState(
    {
      subscribe: (listener) => {
        tell = listener;
        return () => undefined;
      },
    },
    log,
  );
  tell(store.getState(), store.getInitialState());
  end();
  log.close();
  const text = await readFile(file, 'utf8');
  expectInert(text, 'the log');
  expectNoSecret(text, 'the log');
  for (const line of text.split('\n').slice(0, -1))
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(String) });
  await rm(file);
};

/** Writes, sends, searches, decides with what strangers wrote, and looks at every command that comes of it. */
const checkCommands = async (world: HostileWorld): Promise<void> => {
  const { console, texts, clock, runner, dir } = world;
  const { directory, messages } = console;
  const accounts: readonly [AccountId, ...AccountId[]] = [front, ...accountsOf(world)];
  const work: Promise<unknown>[] = [];
  for (let row = 0; row < 200; row += 1) {
    const account = texts.random.pick(accounts);
    const to = { accountId: account, threadId: threadId(texts.text()), isGroup: texts.random.chance(0.5) };
    work.push(directory.search(account, texts.text()), directory.loadMembers(account, groupId(texts.text())));
    const url = `https://x.invalid/${texts.text()}`;
    work.push(
      messages.send(
        to,
        texts.random.pick([
          { type: 'text', text: `x${texts.text()}` },
          { type: 'link', url },
          { type: 'media', url, caption: texts.text() },
        ]),
      ),
    );
  }
  await inTime(clock, Promise.all(work));
  const before = await filesIn(dir);
  const {
    pairing: { requests },
    config,
  } = console.store.getState();
  // One after the other: each takes the lock.
  for (const request of requests.slice(0, 25))
    await inTime(clock, console.pairing.approve(request, { notify: true }));
  for (const file of (await filesIn(dir)).filter((name) => !before.includes(name)))
    expect(file, 'a file that an approval made').toMatch(/\/credentials\/zalouser-[^/]+-allowFrom\.json$/u);
  for (const { args, program } of runner.commands) expectWellFormed(program ?? '', args);
  if (config.release.capabilities.hasPairingRpc)
    expect(
      runner.commands.filter(({ args }) => args.includes('channels.pairing.approve')).length,
    ).toBeGreaterThan(10);
};

/** Everything below a folder. */
const filesIn = async (dir: string): Promise<readonly string[]> =>
  (await readdir(dir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** What zca is called with, its own words first, and how many words of the operator or of strangers follow. */
const zcaCalls: readonly (readonly [RegExp, number, readonly string[]])[] = [
  [/^(?:auth status|auth logout|auth cache-refresh)$/u, 0, []],
  [/^(?:me info|friend list|group list)$/u, 0, ['-j']],
  [/^friend find$/u, 1, []],
  [/^group members$/u, 1, ['-j']],
  [/^listen -r$/u, 0, ['-k']],
  [/^msg (?:send|link)$/u, 2, ['-g']],
  [/^msg (?:image|video|voice)$/u, 1, ['-u', '-m', '-g']],
];

const openclawFlags: readonly string[] = [
  '--accept-capabilities',
  '--account',
  '--channel',
  '--follow',
  '--force',
  '--json',
  '--lines',
  '--params',
  '--timeout',
  '--version',
];

/** @throws Error if openclaw would take a stranger's word for a flag, for another method or for another account */
const expectOfOpenClaw = (args: readonly string[]): void => {
  const shown = JSON.stringify(args);
  for (const [at, word] of args.entries()) {
    const before = args[at - 1];
    if (before === '--params') expect(JSON.parse(word), shown).toEqual(expect.any(Object));
    else if (before === '--account') expect(word, shown).toMatch(/^[a-z0-9_][a-z0-9_-]*$/u);
    else if (word.startsWith('-')) expect(openclawFlags, shown).toContain(word);
    else expect(word, shown).toMatch(/^[\w.:/-]+$/u);
  }
};

/** @throws Error unless strangers' words are where words are expected: none is taken for a flag, and none has become two */
const expectWellFormed = (program: string, args: readonly string[]): void => {
  const shown = JSON.stringify(args);
  expect(
    args.some((arg) => arg.includes('\0')),
    shown,
  ).toBe(false);
  if (program === 'openclaw') expectOfOpenClaw(args);
  if (program !== 'zca' || args[0] === '--version') return;
  const [profileFlag, profile = '', ...words] = args;
  expect(profileFlag, shown).toBe('--profile');
  expect(profile, shown).not.toMatch(/^-|[/\\]|\.\./u);
  const call = zcaCalls.find(([name]) => name.test(words.slice(0, 2).join(' ')));
  if (call === undefined) throw new Error(`No call of zca: ${shown}`);
  const [, ownWords, flags] = call;
  const rest = words.slice(2);
  const end = rest.indexOf('--');
  const [before, after] = end < 0 ? [rest, []] : [rest.slice(0, end), rest.slice(end + 1)];
  let plain = 0;
  for (let at = 0; at < before.length; at += 1) {
    const word = before[at] ?? '';
    // What follows these is theirs, whatever it looks like.
    if (flags.includes(word) && (word === '-u' || word === '-m')) at += 1;
    else if (word.startsWith('-') && word !== '-') expect(flags, shown).toContain(word);
    else plain += 1;
  }
  expect(plain + after.length, shown).toBe(ownWords);
};

describe('hostile text does no harm in what is printed, saved and run', () => {
  let sent = 0;

  test.each(attackSeeds(rounds))('seed %i', async (seed) => {
    await withSeed(seed, async () => {
      const world = await openHostileWorld(seed, size);
      try {
        checkHeard(world, seed);
        checkLooks(world);
        await checkFeed(world);
        await checkExport(world);
        await checkLog(world);
        await checkCommands(world);
        expectUnpolluted('the world');
        sent += world.texts.count;
      } finally {
        await world.close();
      }
    });
  });

  test('it was enough of it', () => {
    expect(sent).toBeGreaterThan(fewestTexts * attackTimes);
  });
});
