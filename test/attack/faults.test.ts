// Faults as a table, each against the built program: what is done to it, what the operator sees, and that nothing of theirs is changed or left behind.
import { execFile } from 'node:child_process';
import {
  chmod,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, type TestContext, test } from 'vitest';
import { type FaultWorld, goodZca, openFaultWorld, type RunEnd, type RunOptions } from './faults/world.ts';

/** One row. */
interface Fault {
  readonly fault: string;
  /** What is done before the program runs. */
  readonly arrange?: (world: FaultWorld) => Promise<unknown>;
  readonly args: readonly string[];
  readonly options?: RunOptions;
  /** In what it prints, on either stream. */
  readonly sees: RegExp;
  /** Exit codes that are right. */
  readonly codes: readonly number[];
  /** Files may change: by default every byte, mode and link stays. */
  readonly changes?: true;
}

const run = promisify(execFile);
const stuck = (body: string): string => `case "$*" in --version) echo 0.1.58 ;; *) ${body} ;; esac`;
const instead = (call: string, body: string): string =>
  `case "$*" in *"${call}") ${body}; exit ;; esac\n${goodZca}`;
const at = (pattern: RegExp, signal: NodeJS.Signals = 'SIGTERM'): RunOptions => ({
  signalAt: { pattern, signal },
});
const connected = /shop: connected\./u;

const zcaFaults: readonly Fault[] = [
  { fault: 'nothing is wrong', args: ['status'], sees: /shop/u, codes: [0, 1] },
  {
    fault: 'zca missing',
    args: ['status', '--zca', '/nowhere/zca'],
    sees: /zca missing.*right path with --zca/u,
    codes: [0, 1],
  },
  {
    fault: 'zca not executable',
    arrange: ({ dir }) => chmod(join(dir, 'zca'), 0o644),
    args: ['status'],
    sees: /not.*executable|may not be run|executable/iu,
    codes: [0, 1],
  },
  {
    fault: 'zca is a folder',
    args: ['status', '--zca', '/usr'],
    sees: /path of the zca program itself/u,
    codes: [0, 1],
  },
  {
    fault: 'zca hangs',
    arrange: ({ zca }) => zca(stuck('exec sleep 1000')),
    args: ['directory', 'self'],
    sees: /did not answer|within|took too long|seconds/iu,
    codes: [1],
  },
  {
    fault: 'zca hangs and ignores SIGTERM',
    arrange: ({ zca }) => zca(stuck("trap '' TERM; while :; do sleep 1; done")),
    args: ['directory', 'self'],
    sees: /did not answer|within|took too long|seconds/iu,
    codes: [1],
  },
  {
    fault: 'zca is slow',
    arrange: ({ zca }) =>
      zca(instead('friend list -j', `sleep 3; echo '[{"userId":"4512000000000004822","displayName":"B"}]'`)),
    args: ['directory', 'peers'],
    sees: /4512000000000004822 /u,
    codes: [0],
  },
  {
    fault: 'zca prints garbage',
    arrange: ({ zca }) => zca(instead('friend list -j', 'head -c 3000 /dev/urandom')),
    args: ['directory', 'peers'],
    sees: /could not be read|understood|garbage|unexpected/iu,
    codes: [1],
  },
  {
    fault: 'zca prints half a list',
    arrange: ({ zca }) =>
      zca(instead('friend list -j', `printf '[{"userId":"1","displayName":"A"},{"userId":"2","displ'`)),
    args: ['directory', 'peers'],
    sees: /could not be read|understood|garbage|unexpected/iu,
    codes: [1],
  },
  {
    fault: 'zca prints 100 MB',
    arrange: ({ zca }) => zca(instead('friend list -j', 'yes "[1,2,3" | head -c 100000000')),
    args: ['directory', 'peers'],
    sees: /MiB|too much|more than/iu,
    codes: [1],
  },
  {
    fault: 'zca fails without a word',
    arrange: ({ zca }) => zca('exit 3'),
    args: ['directory', 'peers'],
    sees: /does not answer as zca|zca friend list failed with exit code 3\. It said nothing/u,
    codes: [1],
  },
  {
    fault: 'zca is killed by a signal',
    arrange: ({ zca }) => zca(stuck('kill -SEGV $$')),
    args: ['directory', 'peers'],
    sees: /zca friend list failed with exit code 139\. It said nothing/u,
    codes: [1],
  },
  {
    fault: 'the listener exits at once, again and again',
    arrange: ({ zca }) => zca(instead('listen -r -k', 'exit 1')),
    args: ['feed'],
    options: at(/retrying/u),
    sees: /shop: retrying\. zca ended with exit code 1\./u,
    codes: [143],
  },
  {
    fault: 'the listener ignores SIGTERM',
    arrange: ({ zca }) =>
      zca(
        instead(
          'listen -r -k',
          "trap '' TERM; echo 'Connected to Zalo websocket.'; while :; do sleep 1; done",
        ),
      ),
    args: ['feed'],
    options: at(connected),
    sees: connected,
    codes: [143],
  },
  {
    fault: 'the listener forks',
    arrange: ({ zca }) =>
      zca(
        instead(
          'listen -r -k',
          "(trap '' TERM; exec sleep 1000) & echo 'Connected to Zalo websocket.'; exec sleep 1000",
        ),
      ),
    args: ['feed'],
    options: at(connected),
    sees: connected,
    codes: [143],
  },
  {
    fault: 'the listener prints 100 MB without a newline',
    arrange: ({ zca }) =>
      zca(
        instead(
          'listen -r -k',
          "echo 'Connected to Zalo websocket.'; head -c 100000000 /dev/zero | tr '\\\\0' x; exec sleep 1000",
        ),
      ),
    args: ['feed'],
    options: at(connected),
    sees: connected,
    codes: [143],
  },
];

const fileFaults: readonly Fault[] = [
  {
    fault: 'no config',
    arrange: ({ configPath }) => rm(configPath),
    args: ['status'],
    sees: /does not exist/u,
    codes: [0, 1],
  },
  {
    fault: 'an empty config',
    arrange: ({ configPath }) => truncate(configPath, 0),
    args: ['status'],
    sees: /openclaw\.json is empty\./u,
    codes: [0, 1],
  },
  {
    fault: 'half a config',
    arrange: ({ configPath }) => truncate(configPath, 60),
    args: ['status'],
    sees: /not valid JSON5: invalid end of input/u,
    codes: [0, 1],
  },
  {
    fault: 'the config is a folder',
    arrange: async ({ configPath }) => {
      await rm(configPath);
      await mkdir(configPath);
    },
    args: ['status'],
    sees: /openclaw\.json is not a file/u,
    codes: [0, 1],
  },
  {
    fault: 'the config is a pipe nobody writes to',
    arrange: async ({ configPath }) => {
      await rm(configPath);
      await run('mkfifo', [configPath]);
    },
    args: ['status'],
    sees: /openclaw\.json is not a file\./u,
    codes: [0, 1],
  },
  {
    fault: 'the config links to itself',
    arrange: async ({ configPath }) => {
      await rm(configPath);
      await symlink(configPath, configPath);
    },
    args: ['status'],
    sees: /openclaw\.json is a link that leads back to itself\./u,
    codes: [0, 1],
  },
  {
    fault: 'the whole folder has gone',
    arrange: ({ configPath }) => rename(dirname(configPath), `${dirname(configPath)}.gone`),
    args: ['status'],
    sees: /does not exist/u,
    codes: [0, 1],
  },
  {
    fault: 'a damaged store',
    arrange: ({ storePath }) => truncate(storePath, 40),
    args: ['pairing', 'list'],
    sees: /damaged/u,
    codes: [1],
  },
  {
    fault: 'a damaged store, an approval',
    arrange: ({ storePath }) => truncate(storePath, 40),
    args: ['pairing', 'approve', 'K7PQ2MXD'],
    sees: /damaged/u,
    codes: [1],
  },
  {
    fault: 'the store is a folder',
    arrange: async ({ storePath }) => {
      await unlink(storePath);
      await mkdir(storePath);
    },
    args: ['pairing', 'list'],
    sees: /zalouser-pairing\.json, is not a plain file\.\s+Move it away/u,
    codes: [1],
  },
  {
    fault: 'an unknown code',
    args: ['pairing', 'approve', 'AAAAAAAA'],
    sees: /No pending request has the code AAAAAAAA\./u,
    codes: [1],
  },
  {
    fault: 'an approval',
    args: ['pairing', 'approve', 'K7PQ2MXD'],
    sees: /4512000000000004821|Nguyễn An/u,
    codes: [0],
    changes: true,
  },
];

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

const edgeFaults: readonly Fault[] = [
  {
    fault: 'SIGHUP while it listens',
    args: ['feed'],
    options: at(connected, 'SIGHUP'),
    sees: connected,
    codes: [129],
  },
  {
    fault: 'SIGINT while it listens',
    args: ['feed'],
    options: at(connected, 'SIGINT'),
    sees: connected,
    codes: [130],
  },
  {
    fault: 'standard input is closed',
    args: ['status'],
    options: { stdin: 'closed' },
    sees: /shop/u,
    codes: [0],
  },
  { fault: 'no terminal', args: [], sees: /terminal/u, codes: [3, 4] },
  {
    fault: 'no home',
    args: ['status'],
    options: { env: { HOME: '/nowhere' } },
    sees: /does not exist/u,
    codes: [0],
  },
  {
    fault: 'no folder for temporary files',
    args: ['status'],
    options: { env: { TMPDIR: '/nowhere' } },
    sees: /shop/u,
    codes: [0],
  },
  {
    fault: 'the store is locked by a process that lives',
    arrange: ({ storePath }) =>
      writeFile(
        `${storePath}.lock`,
        JSON.stringify({ pid: process.pid, createdAt: new Date().toISOString() }, undefined, 2),
      ),
    args: ['pairing', 'approve', 'K7PQ2MXD'],
    sees: /lock/iu,
    codes: [1],
  },
  {
    fault: 'the clock has jumped back an hour: the lock is dated ahead of it',
    arrange: ({ storePath }) =>
      writeFile(`${storePath}.lock`, JSON.stringify({ pid: process.pid, createdAt: inAnHour() })),
    args: ['pairing', 'approve', 'K7PQ2MXD'],
    sees: /with a date in the future; nothing was written\..*remove .*\.lock; also check the clock/u,
    codes: [1],
  },
  {
    fault: 'the clock has jumped back an hour: the request is dated ahead of it',
    arrange: async ({ storePath }) =>
      writeFile(
        storePath,
        (await readFile(storePath, 'utf8')).replaceAll(
          /(At": ")[^"]+/gu,
          (_, key: string) => `${key}${inAnHour()}`,
        ),
      ),
    args: ['pairing', 'list'],
    sees: /K7PQ2MXD/u,
    codes: [0],
  },
];

const names = (count: number, from: number): readonly string[] =>
  Array.from({ length: count }, (_, row) => String(from + row));

/** So many accounts, 20,000 entries in `allowFrom`, 5,000 friends of the first. @param first what zca does before all else, as cases of a shell */
const manyOfAll =
  (count: number, first = '') =>
  async ({ configPath, dir, zca }: FaultWorld): Promise<void> => {
    const accounts = Object.fromEntries(
      names(count, 100).map((name) => [`a${name}`, { profile: `a${name}` }]),
    );
    const allowFrom = names(20_000, 4_512_000_000_000_000);
    await writeFile(
      configPath,
      JSON.stringify(
        { channels: { zalouser: { enabled: true, dmPolicy: 'allowlist', allowFrom, accounts } } },
        undefined,
        2,
      ),
    );
    const friends = names(5_000, 4_512_000_000_010_000).map((userId) => ({
      userId,
      displayName: `Khách ${userId}`,
    }));
    await writeFile(join(dir, 'friends.json'), JSON.stringify(friends));
    const own = `*"a100 friend list -j") exec cat '${join(dir, 'friends.json')}' ;; *"friend list -j") echo '[]'; exit ;;`;
    await zca(`case "$*" in ${first} ${own} esac\n${goodZca}`);
  };

/** Hundreds of processes on a machine that may have a lot to do: this is no measure of speed. */
const crowded: RunOptions = { longestMs: 300_000 };

const crowds: readonly Fault[] = [
  {
    fault: 'status of 50 accounts with 20,000 entries',
    arrange: manyOfAll(50),
    args: ['status'],
    options: crowded,
    sees: /a100[\s\S]*a149/u,
    // After 20 s it prints what is known: a slow machine has not heard all by then.
    codes: [0, 1],
  },
  {
    fault: 'SIGTERM while 50 accounts are asked',
    // The zca of one of them sends it, and stays.
    arrange: manyOfAll(50, '*"a120 auth status") kill -TERM "$PPID"; exec sleep 1000 ;;'),
    args: ['status'],
    options: crowded,
    sees: /^\s*$/u,
    codes: [143],
  },
  {
    fault: '5,000 friends among 20,000 entries',
    arrange: manyOfAll(50),
    args: ['directory', 'peers', '--account', 'a100'],
    options: crowded,
    sees: /4512000000014999 /u,
    codes: [0],
  },
];

const noteOf = ({ code, stdout, stderr, left }: RunEnd): string =>
  `exit ${code}\n${stdout.slice(0, 3_000)}\n--- stderr\n${stderr.slice(0, 3_000)}\n--- left behind\n${left.join('\n')}`;

const expectEndured = async (
  { arrange, args, options, sees, codes, changes }: Fault,
  { onTestFinished }: TestContext,
): Promise<void> => {
  const world = await openFaultWorld(onTestFinished);
  await arrange?.(world);
  const before = await world.contents();
  const end = await world.run(args, options);
  const note = noteOf(end);
  expect(`${end.stdout}\n${end.stderr}`, note).toMatch(sees);
  expect(codes, note).toContain(end.code);
  expect(end.left, note).toEqual([]);
  expect(`${end.stdout}${end.stderr}`, note).not.toMatch(/planted-token|\bat [\w.<>]+ \(/u);
  if (changes !== true) expect(await world.contents(), note).toBe(before);
};

describe('zca at fault', () => {
  test.concurrent.for(zcaFaults)('$fault', async (fault, context) => expectEndured(fault, context));
});

describe('files at fault', () => {
  test.concurrent.for(fileFaults)('$fault', async (fault, context) => expectEndured(fault, context));
});

describe('crowds', () => {
  test.for(crowds)('$fault', async (fault, context) => expectEndured(fault, context));
});

describe('signals, streams and places at fault', () => {
  test.concurrent.for(edgeFaults)('$fault', async (fault, context) => expectEndured(fault, context));
});

test.runIf(process.platform === 'linux')(
  'nothing can be written to standard output: said, and no success',
  async ({ onTestFinished }) => {
    const world = await openFaultWorld(onTestFinished);
    const full = await open('/dev/full', 'w');
    try {
      for (const args of [['status'], ['status', '--json'], ['directory', 'peers']]) {
        const end = await world.run(args, { stdout: full.fd });
        expect(end.code, noteOf(end)).toBe(1);
        expect(end.stderr, noteOf(end)).toMatch(/ENOSPC|full|written/u);
      }
    } finally {
      await full.close();
    }
  },
);

test.runIf(process.platform !== 'win32')(
  'no standard output from the start: what was asked for is done, and its words land in no file',
  async ({ onTestFinished }) => {
    const world = await openFaultWorld(onTestFinished);
    const config = await readFile(world.configPath, 'utf8');
    for (const args of [['status'], ['status', '--json'], ['pairing', 'approve', 'K7PQ2MXD']]) {
      const end = await world.run(args, { stdout: 'closed' });
      expect(end, noteOf(end)).toMatchObject({ code: 0, stdout: '', left: [] });
    }
    expect(await readFile(world.configPath, 'utf8')).toBe(config);
    expect(JSON.parse(await readFile(world.storePath, 'utf8'))).toMatchObject({ version: 1, requests: [] });
  },
);

test('two approve the same code at once: one does, the other is told, and the store is whole', async ({
  onTestFinished,
}) => {
  const world = await openFaultWorld(onTestFinished);
  const ends = await Promise.all([1, 2, 3].map(() => world.run(['pairing', 'approve', 'K7PQ2MXD'])));
  expect(
    ends.filter(({ code }) => code === 0),
    ends.map(noteOf).join('\n'),
  ).toHaveLength(1);
  expect(JSON.parse(await readFile(world.storePath, 'utf8'))).toMatchObject({ version: 1, requests: [] });
  const approved = join(dirname(world.storePath), 'zalouser-shop-allowFrom.json');
  expect(JSON.parse(await readFile(approved, 'utf8'))).toMatchObject({ allowFrom: ['4512000000000004821'] });
});

describe('a full disk', () => {
  test('an approval is refused with its reason, and every byte of the store stays', async ({
    skip,
    onTestFinished,
  }) => {
    const world = await openFaultWorld(onTestFinished);
    const folder = dirname(world.storePath);
    const stored = await readFile(world.storePath);
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', folder]).catch(
      (error: unknown) => error,
    );
    if (mounted instanceof Error)
      return skip(`no small disk can be mounted here: ${mounted.message.split('\n')[1] ?? mounted.message}`);
    try {
      await writeFile(world.storePath, stored, { mode: 0o600 });
      await run('sh', ['-c', 'cat /dev/zero > "$0/filler" 2>/dev/null || true', folder]);
      const before = await world.contents();
      const end = await world.run(['pairing', 'approve', 'K7PQ2MXD']);
      expect(end.code, noteOf(end)).toBe(1);
      expect(end.stderr, noteOf(end)).toMatch(/ENOSPC|full|space/iu);
      expect(await world.contents(), noteOf(end)).toBe(before);
    } finally {
      await run('umount', [folder]);
    }
  });
});
