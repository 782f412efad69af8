// Files that are not what they should be, folders that are gone or closed, disks that are full: the program as it is run says one clear sentence,
// comes to an end, and what was there is there still.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { tempDir } from '../support/temp-dir.ts';

const run = promisify(execFile);
const program = path.join(import.meta.dirname, '../../bin/zalouser-tui.js');
const isRoot = process.getuid?.() === 0;
/** Whom nothing belongs to, and who may do nothing special. */
const nobody = 65_534;
/** Whoever the program is run as. Root is let through everywhere, so it is another user then. */
const user = isRoot ? nobody : process.getuid?.();

interface World {
  readonly home: string;
  readonly state: string;
  readonly credentials: string;
  readonly config: string;
  readonly requests: string;
}

const config = '{ channels: { zalouser: { enabled: true, dmPolicy: "pairing" } } }\n';
const requestsOf = (): string =>
  JSON.stringify({
    version: 1,
    requests: [
      {
        id: '5',
        code: 'K7PQ2MXD',
        createdAt: new Date().toISOString(),
        lastSeenAt: new Date().toISOString(),
        meta: { accountId: 'default' },
      },
    ],
  });

let world: World;

beforeEach(async () => {
  const home = await tempDir();
  const state = path.join(home, 'state');
  const credentials = path.join(state, 'credentials');
  world = {
    home,
    state,
    credentials,
    config: path.join(state, 'openclaw.json'),
    requests: path.join(credentials, 'zalouser-pairing.json'),
  };
  await mkdir(credentials, { recursive: true });
  await writeFile(world.config, config, { mode: 0o600 });
  await writeFile(world.requests, requestsOf(), { mode: 0o600 });
});

/** Everything in the world belongs to whoever runs the program, unless the test says otherwise. */
const give = async (): Promise<void> => {
  if (isRoot) await run('chown', ['-hR', `${nobody}:${nobody}`, world.home]);
};

interface End {
  readonly code: number | null;
  readonly said: string;
}

/** Longest time of an answer: a lock is waited for for up to a minute. */
const limitMs = 150_000;

const start = (args: readonly string[], as = user): Promise<End> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: '/usr/bin:/bin',
        HOME: world.home,
        TMPDIR: path.join(world.home, 'tmp'),
        OPENCLAW_STATE_DIR: world.state,
      },
      ...(isRoot && as !== undefined ? { uid: as, gid: as } : {}),
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    const deadline = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`It did not come to an end. It said: ${said}`));
    }, limitMs);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(deadline);
      resolve({ code, said });
    });
  });

const pipe = async (file: string): Promise<void> => {
  await rm(file, { recursive: true, force: true });
  await mkdir(path.dirname(file), { recursive: true });
  await run('mkfifo', [file]);
};
const folder = async (file: string): Promise<void> => {
  await rm(file, { force: true });
  await mkdir(file);
};
const circle = async (file: string): Promise<void> => {
  await rm(file, { force: true });
  await symlink(path.basename(file), file);
};
const utf16 = async (file: string): Promise<void> => {
  await writeFile(file, Buffer.from(`\ufeff${await readFile(file, 'utf8')}`, 'utf16le'));
};
const shut = (file: string): Promise<void> => chmod(file, 0);

/** What is in every plain file of the state folder. */
const contents = async (): Promise<Readonly<Record<string, string>>> => {
  const entries = await readdir(world.state, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const read = async (file: string): Promise<readonly [string, string]> => [
    path.relative(world.state, file),
    createHash('sha256')
      .update(await readFile(file).catch(() => 'closed'))
      .digest('hex'),
  ];
  return Object.fromEntries(await Promise.all(files.toSorted().map(read)));
};

type Prepare = (world: World) => Promise<unknown>;

describe('the config', () => {
  it.each<[string, Prepare, RegExp]>([
    ['is a pipe', ({ config: file }) => pipe(file), /openclaw\.json is not a file\./u],
    ['is a folder', ({ config: file }) => folder(file), /openclaw\.json is not a file\./u],
    [
      'is a link to itself',
      ({ config: file }) => circle(file),
      /openclaw\.json is a link that leads back to itself\./u,
    ],
    ['is in UTF-16', ({ config: file }) => utf16(file), /is saved as UTF-16; OpenClaw reads UTF-8 only\./u],
    [
      'is far too big',
      ({ config: file }) => truncate(file, 33 * 2 ** 20),
      /has 33 MiB; at most 32 MiB are read\./u,
    ],
    ['may not be read', ({ config: file }) => shut(file), /cannot be read \(EACCES\)\./u],
    ['is in a folder that may not be entered', ({ state }) => shut(state), /cannot be read \(EACCES\)\./u],
    [
      'is gone with its folder',
      ({ state }) => rm(state, { recursive: true }),
      /There is no OpenClaw config at/u,
    ],
    [
      'includes a pipe',
      async ({ config: file, state }) => {
        await writeFile(file, '{ $include: "./more.json" }');
        await pipe(path.join(state, 'more.json'));
      },
      /OpenClaw does not include “?"?\.\/more\.json/u,
    ],
  ])('%s', async (_, prepare, sentence) => {
    await give();
    await prepare(world);
    if (isRoot) await run('chown', ['-h', `${nobody}`, world.config]).catch(() => undefined);
    const before = await contents();
    const { code, said } = await start(['status']);
    expect(said).toMatch(sentence);
    // That something is wrong is an answer, too.
    expect(code).toBe(0);
    expect(said).not.toMatch(/Something went wrong inside|\bat .*\.js:\d/u);
    expect(await contents()).toEqual(before);
  });
});

describe('what lies around the config', () => {
  it.each<[string, Prepare]>([
    ['the .env', ({ state }) => pipe(path.join(state, '.env'))],
    [
      'the settings of the console',
      ({ home }) => pipe(path.join(home, '.config', 'zalouser-tui', 'settings.json')),
    ],
    [
      'the lock of a gateway',
      ({ home, config: file }) => {
        const hash = createHash('sha256').update(file).digest('hex').slice(0, 8);
        return pipe(path.join(home, 'tmp', `openclaw-${user ?? 0}`, `gateway.${hash}.lock`));
      },
    ],
    [
      'the log',
      async ({ config: file, home }) => {
        await pipe(path.join(home, 'log'));
        await writeFile(
          file,
          `{ channels: { zalouser: {} }, logging: { file: ${JSON.stringify(path.join(home, 'log'))} } }`,
        );
      },
    ],
    [
      'a file of approved ids',
      ({ credentials }) => pipe(path.join(credentials, 'zalouser-default-allowFrom.json')),
    ],
    ['a backup', ({ config: file }) => pipe(`${file}.bak`)],
  ])('is a pipe: %s is not waited for', async (_, prepare) => {
    await prepare(world);
    await give();
    const { said } = await start(['status']);
    expect(said).toContain(`config ${world.config}`);
    expect((await start(['doctor'])).said).toContain('Config read');
  });

  it('is closed: a home that may not be written is no hindrance', async () => {
    await give();
    const [open] = [await start(['status'])];
    await rm(path.join(world.home, '.config'), { recursive: true, force: true });
    await rm(path.join(world.home, '.local'), { recursive: true, force: true });
    await chmod(world.home, 0o500);
    onTestFinished(() => chmod(world.home, 0o700));
    expect(await start(['status'])).toEqual(open);
    expect((await start(['pairing', 'approve', 'K7PQ2MXD'])).said).toContain('may now talk');
  });
});

/** Takes the right to write away from all that is there, and gives it back to remove it. */
const writeProtect = async (): Promise<void> => {
  onTestFinished(async () => void (await run('chmod', ['-R', 'u+w', world.home])));
  await run('chmod', ['-R', 'a-w', world.home]);
};

describe('a home in which nothing may be written', () => {
  it.each(['status', 'doctor', 'pairing list', 'status --json'])(
    'is read like any other: %s',
    async (command) => {
      const args = command.split(' ');
      await give();
      const [before, open] = [await contents(), await start(args)];
      await writeProtect();
      const { code, said } = await start(args);
      expect(code).toBe(open.code);
      // How long ago something was is told by the second.
      expect(said.replaceAll(/\d+/gu, '0')).toBe(open.said.replaceAll(/\d+/gu, '0'));
      expect(await contents()).toEqual(before);
    },
  );

  it('refuses an approval, and nothing has changed', async () => {
    await give();
    const before = await contents();
    await writeProtect();
    const { code, said } = await start(['pairing', 'approve', 'K7PQ2MXD']);
    expect(said).toMatch(/may not be replaced by this user; nothing was written\./u);
    expect(code).not.toBe(0);
    expect(await contents()).toEqual(before);
  });
});

describe('the pairing store', () => {
  const approve = ['pairing', 'approve', 'K7PQ2MXD'] as const;

  it.each<[string, Prepare, RegExp]>([
    [
      'is a pipe',
      ({ requests }) => pipe(requests),
      /pairing store, \S*zalouser-pairing\.json, is not a plain file\. Move it away/u,
    ],
    [
      'is a folder',
      ({ requests }) => folder(requests),
      /pairing store, \S*zalouser-pairing\.json, is not a plain file\. Move it away/u,
    ],
    ['is a link to itself', ({ requests }) => circle(requests), /zalouser-pairing\.json cannot be read\./u],
    [
      'is in UTF-16',
      ({ requests }) => utf16(requests),
      /zalouser-pairing\.json is damaged; it was left as it is\./u,
    ],
    ['may not be read', ({ requests }) => shut(requests), /zalouser-pairing\.json cannot be read\./u],
    [
      'is gone with its folder',
      ({ credentials }) => rm(credentials, { recursive: true }),
      /No pending request has the code K7PQ2MXD\./u,
    ],
    [
      'is in a folder that may not be written',
      ({ credentials }) => chmod(credentials, 0o500),
      /may not be replaced by this user; nothing was written\./u,
    ],
    [
      'has a folder for a lock',
      ({ requests }) => mkdir(`${requests}.lock/mine`, { recursive: true }),
      /zalouser-pairing\.json\.lock is a folder, so nobody can lock .*; nothing was written\./u,
    ],
    [
      'has a pipe where the approved ids should be',
      ({ credentials }) => pipe(path.join(credentials, 'zalouser-default-allowFrom.json')),
      /zalouser-default-allowFrom\.json is (?:damaged|not a plain file)/u,
    ],
    [
      'is locked for ever',
      ({ requests }) =>
        writeFile(
          `${requests}.lock`,
          JSON.stringify({ pid: process.pid, createdAt: new Date(Date.now() + 86_400_000).toISOString() }),
        ),
      /is locked by process \d+, with a date in the future; nothing was written\. .*remove .*zalouser-pairing\.json\.lock/u,
    ],
  ])('%s', async (_, prepare, sentence) => {
    await prepare(world);
    await give();
    onTestFinished(() => chmod(world.credentials, 0o700).catch(() => undefined));
    const before = await contents();
    const { code, said } = await start(approve);
    expect(said).toMatch(sentence);
    expect(code).not.toBe(0);
    expect(said).not.toMatch(/Something went wrong inside|\bat .*\.js:\d/u);
    expect(await contents()).toEqual(before);
  });

  it.skipIf(!isRoot)(
    'belongs to somebody else: nothing is written, and root leaves it theirs (needs root)',
    async () => {
      await chmod(world.home, 0o755);
      await chown(world.requests, 4_242, 4_242);
      await chmod(world.requests, 0o644);
      const before = await contents();
      const { code, said } = await start(approve);
      expect([code === 0, said]).toEqual([
        false,
        expect.stringMatching(/belongs to user 4242, who could not read it any more.*nothing was written\./u),
      ]);
      expect(await contents()).toEqual(before);
      expect((await start(approve, 0)).code).toBe(0);
      const { stdout } = await run('stat', [
        '-c',
        '%u:%g %a',
        world.requests,
        path.join(world.credentials, 'zalouser-default-allowFrom.json'),
      ]);
      expect(stdout).toBe('4242:4242 644\n4242:4242 600\n');
    },
  );

  it.skipIf(!isRoot)('is immutable (needs root, and a disk that knows it)', async () => {
    await give();
    if (
      !(await run('chattr', ['+i', world.requests]).then(
        () => true,
        () => false,
      ))
    )
      return;
    onTestFinished(async () => {
      await run('chattr', ['-i', world.requests]);
    });
    const before = await contents();
    const { code, said } = await start(approve);
    expect([code === 0, said]).toEqual([
      false,
      expect.stringMatching(/may not be replaced by this user; nothing was written\./u),
    ]);
    expect(await contents()).toEqual(before);
  });

  it.skipIf(!isRoot)('is on a disk that is full, or read-only (needs root, and leave to mount)', async () => {
    const disk = path.join(world.home, 'disk');
    await mkdir(disk);
    if (
      !(await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).then(
        () => true,
        () => false,
      ))
    )
      return;
    onTestFinished(async () => {
      await run('umount', [disk]);
    });
    const credentials = path.join(disk, 'credentials');
    await run('cp', ['-a', world.credentials, credentials]);
    await rm(world.credentials, { recursive: true });
    await symlink(credentials, world.credentials);
    await run('sh', ['-c', `head -c 100000 /dev/zero > '${disk}/fill'; true`]);
    await give();
    const text = await readFile(world.requests, 'utf8');
    const full = await start(approve);
    expect([full.code === 0, full.said]).toEqual([
      false,
      expect.stringMatching(/The disk of .* is full; nothing was written\./u),
    ]);
    await run('mount', ['-o', 'remount,ro', disk]);
    const closed = await start(approve);
    expect([closed.code === 0, closed.said]).toEqual([
      false,
      expect.stringMatching(/mounted read-only; nothing was written\./u),
    ]);
    expect([await readFile(world.requests, 'utf8'), await readdir(credentials)]).toEqual([
      text,
      ['zalouser-pairing.json'],
    ]);
  });
});
