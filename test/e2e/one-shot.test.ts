// The commands that print once, through pipes, on a simulated world that outlives them.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import type { DemoWorldHandle } from '../../src/simulator/demo-world.ts';
import { control, isAlive, readZcaLog } from '../../src/simulator/world-files.ts';
import { ask, environmentOf, fileOf, flagsOf, openWorld, run } from '../support/one-shot.ts';
import { type PipedOutcome, runPiped } from '../support/program.ts';
import { reportOf } from '../support/report-schema.ts';
import { tempDir } from '../support/temp-dir.ts';

const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u;

const answer = (outcome: PipedOutcome): unknown => JSON.parse(outcome.stdout);

/** Every file below a folder, with what is in it. */
const contents = async (dir: string): Promise<Readonly<Record<string, string>>> => {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)),
  );
};

describe('status', () => {
  test('a line an account, whoever needs the operator first', async () => {
    const world = await openWorld();
    const before = await contents(world.homeDir);
    const { code, stdout, stderr } = await run(world, 'status');
    expect({ code, stderr }).toEqual({ code: exitCodes.ok, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(
        /^needs you {2}work +no name +login needed +profile work +dm \w+, groups \w+ +It said: “Error: Profile work: not logged in” Log in: zalouser-tui login --account work$/,
      ),
      expect.stringMatching(
        /^needs you {2}default {2}Tiệm Hoa Mai {2}no gateway +profile default {2}dm pairing, groups allowlist$/,
      ),
      '',
      expect.stringMatching(
        /^gateway needs you: No OpenClaw gateway is running here; nobody is answered until one does\. \S/,
      ),
      expect.stringMatching(/^work +listens: nobody$/),
      expect.stringMatching(/^default {2}listens: nobody$/),
      '',
      expect.stringMatching(
        /^problem: work is enabled, but nobody is logged in: .* zalouser-tui login --account work\./,
      ),
      '',
      `config ${world.configPath}`,
      '',
    ]);
    expect(stdout).not.toMatch(controls);
    expect(await contents(world.homeDir)).toEqual(before);
  });

  test('--json', async () => {
    const world = await openWorld();
    const outcome = await run(world, 'status', '--json');
    expect(outcome).toMatchObject({ code: exitCodes.ok, stderr: '' });
    expect(reportOf('status', outcome.stdout)).toEqual({
      accounts: [
        expect.objectContaining({
          id: 'work',
          name: null,
          mark: 'needs-you',
          condition: 'login-needed',
          needsAttention: true,
        }),
        {
          id: 'default',
          name: 'Tiệm Hoa Mai',
          mark: 'needs-you',
          condition: 'no-gateway',
          needsAttention: true,
          enabled: true,
          isDefault: true,
          profile: 'default',
          dmPolicy: 'pairing',
          groupPolicy: 'allowlist',
          problem: expect.stringContaining('No OpenClaw gateway'),
          detail: null,
          nextStep: expect.any(String),
          checkedAt: expect.stringMatching(/Z$/),
          gatewaySays: null,
          listeners: [],
        },
      ],
      gateway: {
        status: 'down',
        port: 18_789,
        pid: null,
        needsYou: true,
        sentence: expect.stringContaining('No OpenClaw gateway'),
        cure: expect.any(String),
        askedAt: null,
        error: null,
        connection: null,
      },
      findings: [
        expect.objectContaining({ code: 'account-logged-out', severity: 'problem', account: 'work' }),
      ],
      config: { path: world.configPath, status: 'ready' },
      openclaw: {
        version: null,
        toldBy: 'files',
        isNewerThanKnown: false,
        drivesZca: true,
        pairingStore: 'scoped-files',
      },
    });
  });

  test('a gateway that is deaf, once that has lasted', { tags: ['long'] }, async () => {
    const world = { ZALOUSER_DEMO_QUIET: '1', ZALOUSER_DEMO_GATEWAY: 'deaf', ZALOUSER_DEMO_CLOCK: '4' };
    const env = { HOME: await tempDir(), TMPDIR: await tempDir(), ...world };
    const outcome = await runPiped(['status', '--json', '--demo', '--account', 'default'], env);
    expect(outcome).toMatchObject({ code: exitCodes.ok, stderr: '' });
    expect(answer(outcome)).toMatchObject({
      accounts: [
        {
          id: 'default',
          mark: 'failed',
          condition: 'deaf',
          needsAttention: true,
          nextStep: expect.stringContaining('listener'),
        },
      ],
      findings: [{ code: 'gateway-deaf', severity: 'problem', account: 'default' }],
    });
  });

  test('a gateway that listens: what it says beside what is seen', { tags: ['long'] }, async () => {
    const env = {
      HOME: await tempDir(),
      TMPDIR: await tempDir(),
      ZALOUSER_DEMO_QUIET: '1',
      ZALOUSER_DEMO_GATEWAY: 'up',
    };
    const outcome = await runPiped(['status', '--json', '--demo', '--account', 'default'], env);
    expect(outcome).toMatchObject({ code: exitCodes.ok, stderr: '' });
    expect(reportOf('status', outcome.stdout)).toMatchObject({
      accounts: [
        {
          condition: 'gateway',
          needsAttention: false,
          gatewaySays: { running: true, name: 'Tiệm Hoa Mai', dmPolicy: 'pairing', lastInboundAt: null },
          listeners: [{ owner: 'gateway', pid: expect.any(Number), ownerPid: expect.any(Number) }],
        },
      ],
      gateway: { status: 'up', needsYou: false, askedAt: expect.any(String), error: null },
    });
  });

  test('a damaged pairing store is a problem, with what to do first', { tags: ['long'] }, async () => {
    const world = await openWorld();
    const file = join(world.credentialsDir, 'zalouser-pairing.json');
    await writeFile(file, '{"version": 1, "requests": [');
    expect(answer(await run(world, 'status', '--json'))).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({
          code: 'store-corrupt',
          severity: 'problem',
          file,
          cure: expect.stringContaining(`cp ${file} `),
        }),
      ]),
    });
  });

  test('one account only, or none of that name', async () => {
    const world = await openWorld();
    expect(answer(await run(world, 'status', '--json', '--account', 'Work'))).toMatchObject({
      accounts: [{ id: 'work' }],
    });
    expect(await run(world, 'status', '--account', 'shop')).toEqual({
      code: exitCodes.usage,
      stdout: '',
      stderr: 'The config lists no account shop. It lists: default, work.\n',
    });
  });

  test('an account where there is no config, or none that can be read', { tags: ['long'] }, async () => {
    const world = await openWorld();
    for (const command of ['status', 'directory peers', 'pairing list', 'feed', 'login']) {
      const args = [...command.split(' '), '--account', 'shop', '--zca', world.zcaPath];
      expect(await runPiped([...args, '--config', '/nowhere.json'], environmentOf(world))).toEqual({
        code: exitCodes.usage,
        stdout: '',
        stderr:
          'There is no account shop: there is no config at /nowhere.json, and without one only default is implied. Name the config with --config PATH.\n',
      });
    }
    for (const command of ['directory self', 'pairing list', 'pairing dismiss ABCDEFGH']) {
      const args = [...command.split(' '), '--zca', world.zcaPath, '--config', '/nowhere.json'];
      expect((await runPiped(args, environmentOf(world))).stderr).toMatch(
        /^\w+: There is no OpenClaw config at \/nowhere\.json\. .*\nSo its accounts are not known: .*\n/u,
      );
    }
    await writeFile(world.configPath, '{');
    for (const command of ['status', 'directory peers', 'feed', 'login']) {
      const { code, stderr } = await run(world, ...command.split(' '), '--account', 'shop');
      expect({ command, code, stderr }).toEqual({
        command,
        code: exitCodes.internal,
        stderr: expect.stringContaining(
          'Whether there is an account shop is not known: the config cannot be read.',
        ),
      });
    }
  });

  test('no zca', async () => {
    const world = await openWorld();
    const outcome = await runPiped(
      ['status', '--json', '--zca', '/nowhere/zca', '--config', world.configPath],
      environmentOf(world),
    );
    expect(outcome.code).toBe(exitCodes.ok);
    expect(answer(outcome)).toMatchObject({
      accounts: [{ condition: 'no-zca', nextStep: expect.any(String) }, { condition: 'no-zca' }],
    });
  });

  test('a broken config is said with its place', { tags: ['long'] }, async () => {
    const world = await openWorld();
    await writeFile(world.configPath, '{\n  "channels": {\n');
    const outcome = await run(world, 'status');
    expect(outcome).toMatchObject({ code: exitCodes.ok, stderr: '' });
    expect(outcome.stdout).toMatch(/^needs you {2}default .* config broken .* policy unknown/);
    expect(outcome.stdout).toMatch(new RegExp(`^problem: .*\\(${world.configPath}:3\\)$`, 'm'));
    expect(answer(await run(world, 'status', '--json'))).toMatchObject({
      accounts: [{ condition: 'config-broken', dmPolicy: null, groupPolicy: null }],
      findings: [{ code: 'config-broken', severity: 'problem', file: world.configPath, line: 3 }],
      config: { status: 'broken' },
    });
  });
});

describe('pairing list', () => {
  test('who waits, harmless whatever they call themselves; nothing is written', async () => {
    const world = await openWorld();
    const codes = [
      await ask(world, '4598765432100000001', '\u001b[31mĐỗ Lan\u202e'),
      await ask(world, '4598765432100000002'),
    ];
    const before = await contents(world.homeDir);
    const { code, stdout, stderr } = await run(world, 'pairing', 'list');
    expect({ code, stderr }).toEqual({ code: exitCodes.ok, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      `${codes[0]}  id 4598765432100000001  Đỗ Lan (name from the request)  account default  asked just now  expires in 59 min`,
      expect.stringMatching(`^${codes[1]}  id 4598765432100000002  no name {2,}account default`),
      '5 approved by code:',
      ...Array.from({ length: 5 }, () => expect.stringMatching(/^ {2}id \d+ {2}.+ {2}account default$/)),
      '',
    ]);
    expect(stdout).not.toMatch(controls);
    expect(await contents(world.homeDir)).toEqual(before);
  });

  test('--json, for one account', async () => {
    const world = await openWorld();
    const code = await ask(world, '4598765432100000001', 'Lan');
    const outcome = await run(world, 'pairing', 'list', '--json', '--account', 'default');
    expect(outcome).toMatchObject({ code: exitCodes.ok, stderr: '' });
    reportOf('pairing-list', outcome.stdout);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(answer(outcome)).toEqual({
      requests: [
        {
          code,
          id: '4598765432100000001',
          name: 'Lan',
          nameSource: 'pairing',
          nameWarning: null,
          account: 'default',
          askedAt: time,
          expiresAt: time,
        },
      ],
      isFull: false,
      approvedCount: 5,
      approved: expect.arrayContaining([
        { account: 'default', id: expect.any(String), name: expect.any(String), nameSource: 'friends' },
      ]),
      namesUnread: [],
      error: null,
    });
    const other = answer(await run(world, 'pairing', 'list', '--json', '--account', 'work'));
    expect(other).toMatchObject({ requests: [], approvedCount: 0, approved: [] });
  });

  test('three are the most', async () => {
    const world = await openWorld();
    for (const id of ['1', '2', '3']) await ask(world, `459876543210000000${id}`);
    expect((await run(world, 'pairing', 'list')).stdout).toContain(
      '\n3 of 3 pending: others may be waiting unseen.\n',
    );
  });

  test('a store that cannot be read is never “nobody”', async () => {
    const world = await openWorld();
    await writeFile(join(world.credentialsDir, 'zalouser-pairing.json'), '{"version": 1, "requests": [');
    const outcome = await run(world, 'pairing', 'list');
    expect(outcome.code).toBe(exitCodes.internal);
    expect(outcome.stdout).not.toContain('Nobody');
    expect(outcome.stderr).toContain('zalouser-pairing.json');
    const json = await run(world, 'pairing', 'list', '--json');
    expect(json.code).toBe(exitCodes.internal);
    expect(answer(json)).toMatchObject({ error: { code: 'store-corrupt', sentence: expect.any(String) } });
  });

  test('a broken config does not keep it from telling', async () => {
    const world = await openWorld();
    const code = await ask(world, '4598765432100000001');
    await writeFile(world.configPath, '{');
    const outcome = await run(world, 'pairing', 'list');
    expect(outcome.stdout).toMatch(`${code}  id 4598765432100000001`);
    expect(outcome.code).toBe(exitCodes.ok);
    expect(outcome.stderr).toContain(`(${world.configPath}:1)`);
  });
});

describe('a decision', () => {
  const sender = '4598765432100000001';

  test('approve: any case, in two halves; then the person is let in', async () => {
    const world = await openWorld();
    const code = (await ask(world, sender, 'Đỗ Lan')).toLowerCase();
    expect(await run(world, 'pairing', 'approve', code.slice(0, 4), code.slice(4))).toEqual({
      code: exitCodes.ok,
      stdout: `Đỗ Lan (id ${sender}) may now talk to the agent on default.\n`,
      stderr: '',
    });
    expect(reportOf('pairing-list', (await run(world, 'pairing', 'list', '--json')).stdout)).toMatchObject({
      requests: [],
      approvedCount: 6,
    });
  });

  test('approve --notify: the person is told; where that fails the approval stands, and it says so', {
    tags: ['long'],
  }, async () => {
    const world = await openWorld();
    const code = await ask(world, sender, 'Đỗ Lan');
    expect(await run(world, 'pairing', 'approve', code, '--notify')).toEqual({
      code: exitCodes.ok,
      stdout: `Đỗ Lan (id ${sender}) may now talk to the agent on default.\nThey have been told.\n`,
      stderr: '',
    });
    control(world.zcaDir, { type: 'switch', name: 'sendError', value: 'refused' });
    const outcome = await run(
      world,
      'pairing',
      'approve',
      await ask(world, `${sender}9`),
      '--notify',
      '--json',
    );
    expect(outcome.code).toBe(exitCodes.internal);
    expect(reportOf('pairing-approve', outcome.stdout)).toMatchObject({
      done: true,
      told: false,
      error: { code: 'not-told' },
    });
    expect(outcome.stderr).toContain('they were not told');
    expect(answer(await run(world, 'pairing', 'list', '--json'))).toMatchObject({
      requests: [],
      approvedCount: 7,
    });
    expect((await run(world, 'pairing', 'dismiss', code, '--notify')).code).toBe(exitCodes.usage);
  });

  test('approve on an OpenClaw with a database and no gateway: refused, because the command may do more than let somebody in', {
    tags: ['long'],
  }, async () => {
    const world = await openWorld();
    const code = await ask(world, sender);
    control(world.zcaDir, { type: 'switch', name: 'openclawVersion', value: '2026.9.6' });
    const outcome = await run(world, 'pairing', 'approve', code, '--openclaw', world.openclawPath);
    expect(outcome).toMatchObject({ code: exitCodes.internal, stdout: '' });
    expect(outcome.stderr).toContain('may make them the owner of all commands of the bot.');
    expect(outcome.stderr).toContain(`openclaw pairing approve zalouser ${code}`);
    const listed = await run(world, 'pairing', 'list', '--json', '--openclaw', world.openclawPath);
    expect(reportOf('pairing-list', listed.stdout)).toMatchObject({ requests: [{ code, id: sender }] });
  });

  test('dismiss', async () => {
    const world = await openWorld();
    const outcome = await run(world, 'pairing', 'dismiss', await ask(world, sender), '--json');
    expect(outcome).toMatchObject({ code: exitCodes.ok, stderr: '' });
    expect(reportOf('pairing-dismiss', outcome.stdout)).toEqual({
      act: 'dismiss',
      done: true,
      account: 'default',
      id: sender,
      name: null,
      nameWarning: null,
      getsThrough: false,
      note: 'Their next message asks for a code again.',
      told: null,
      error: null,
    });
    expect(answer(await run(world, 'pairing', 'list', '--json'))).toMatchObject({
      requests: [],
      approvedCount: 5,
    });
  });

  test('revoke what was approved, and nobody else', async () => {
    const world = await openWorld();
    await run(world, 'pairing', 'approve', await ask(world, sender));
    const outcome = await run(world, 'pairing', 'revoke', sender, '--json');
    expect(outcome.code).toBe(exitCodes.ok);
    expect(reportOf('pairing-revoke', outcome.stdout)).toMatchObject({
      act: 'revoke',
      done: true,
      id: sender,
    });
    const again = await run(world, 'pairing', 'revoke', sender);
    expect(again).toEqual({
      code: exitCodes.internal,
      stdout: '',
      stderr: `Nobody with the id ${sender} was approved by code. zalouser-tui pairing list prints who was.\n`,
    });
  });

  test('a code that nobody has: nothing is written', async () => {
    const world = await openWorld();
    await ask(world, sender);
    const before = await contents(world.homeDir);
    const outcome = await run(world, 'pairing', 'approve', 'AAAAAAAA', '--json');
    expect(outcome.code).toBe(exitCodes.internal);
    expect(reportOf('pairing-approve', outcome.stdout)).toMatchObject({
      done: false,
      error: { code: 'code-unknown' },
    });
    expect(await contents(world.homeDir)).toEqual(before);
  });

  test('an account that is not there', async () => {
    const world = await openWorld();
    const code = await ask(world, sender);
    expect(await run(world, 'pairing', 'approve', code, '--account', 'shop')).toMatchObject({
      code: exitCodes.usage,
      stdout: '',
    });
    expect(await run(world, 'pairing', 'approve', code, '--account', 'work')).toMatchObject({
      code: exitCodes.internal,
      stdout: '',
    });
    expect(answer(await run(world, 'pairing', 'list', '--json'))).toMatchObject({
      requests: [{ id: sender }],
    });
  });
});

describe('directory', () => {
  test('peers of an account, with their ids', async () => {
    const world = await openWorld();
    const json = await run(world, 'directory', 'peers', '--account', 'default', '--json');
    expect(json).toMatchObject({ code: exitCodes.ok, stderr: '' });
    const { peers } = reportOf('directory-peers', json.stdout) as {
      readonly peers: readonly { readonly id: string; readonly name: string }[];
    };
    expect(peers.length).toBeGreaterThan(3);
    const lines = await run(world, 'directory', 'peers', '--account', 'default');
    for (const { id, name } of peers) expect(lines.stdout).toMatch(new RegExp(`^${id}  ${name}`, 'm'));
    expect(lines.stdout).not.toMatch(controls);
  });

  test('with a config that cannot be read the answer is not whole, and says so', {
    tags: ['long'],
  }, async () => {
    const world = await openWorld();
    await writeFile(world.configPath, '{\n  "channels": {\n');
    const outcome = await run(world, 'directory', 'groups', '--json');
    expect(outcome.code).toBe(exitCodes.internal);
    expect(outcome.stderr).toContain(`(${world.configPath}:3)`);
    expect(reportOf('directory-groups', outcome.stdout)).toMatchObject({
      asked: [{ account: 'default', error: null }],
    });
    const login = await run(world, 'login', '--account', 'work', '--json');
    expect(login.code).toBe(exitCodes.internal);
    expect(login.stderr).toContain(`(${world.configPath}:3)`);
    expect(reportOf('login', login.stdout)).toMatchObject({
      event: 'failed',
      error: { code: 'config-broken' },
    });
  });

  test('peers by name, without its marks', async () => {
    const world = await openWorld();
    const all = answer(await run(world, 'directory', 'peers', '--account', 'default', '--json')) as {
      peers: { name: string }[];
    };
    const wanted = all.peers[0]?.name ?? '';
    const plain = wanted
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/đ/gu, 'd')
      .replace(/Đ/gu, 'D')
      .toLowerCase();
    const found = answer(
      await run(world, 'directory', 'peers', ...plain.split(' '), '--account', 'default', '--json'),
    ) as typeof all;
    expect(found.peers.map(({ name }) => name)).toContain(wanted);
    expect(found.peers.length).toBeLessThan(all.peers.length);
  });

  test('groups, and the members of one', { tags: ['long'] }, async () => {
    const world = await openWorld();
    const json = await run(world, 'directory', 'groups', '--account', 'default', '--json');
    const { groups } = reportOf('directory-groups', json.stdout) as {
      readonly groups: readonly { readonly id: string; readonly name: string }[];
    };
    const [group] = groups;
    expect((await run(world, 'directory', 'groups', '--account', 'default')).stdout).toContain(
      `${group?.id}  ${group?.name}`,
    );
    const members = await run(world, 'directory', 'members', group?.id ?? '', '--json');
    expect(members).toMatchObject({ code: exitCodes.ok, stderr: '' });
    expect(reportOf('directory-members', members.stdout)).toMatchObject({
      asked: [{ account: 'default', error: null }],
      members: expect.arrayContaining([
        { account: 'default', id: expect.any(String), name: expect.any(String) },
      ]),
    });
  });

  test('who each account is; one that is logged out says so, and the others still answer', {
    tags: ['long'],
  }, async () => {
    const world = await openWorld();
    const outcome = await run(world, 'directory', 'self', '--json');
    expect(outcome).toMatchObject({
      code: exitCodes.internal,
      stderr: expect.stringContaining('Account work is not logged in.'),
    });
    expect(reportOf('directory-self', outcome.stdout)).toMatchObject({
      accounts: [
        { account: 'default', name: 'Tiệm Hoa Mai', error: null },
        { account: 'work', id: null, name: null, error: { code: 'not-logged-in' } },
      ],
    });
    expect((await run(world, 'directory', 'self', '--account', 'default')).stdout).toMatch(
      /^account default {2}profile default {2}id \d+ {2}Tiệm Hoa Mai/,
    );
  });

  test('of all accounts: whose is whose, and which could not answer', async () => {
    const world = await openWorld();
    const outcome = await run(world, 'directory', 'groups');
    expect(outcome).toMatchObject({ code: exitCodes.internal, stderr: expect.stringMatching(/^work: /) });
    expect(outcome.stdout).toMatch(/account default$/m);
  });
});

describe('login', () => {
  /** After a second and a half: long enough for the picture to be read before, however busy the machine is. */
  const scannedSoon = { speed: 2 };
  const reports = ({ stdout }: PipedOutcome): readonly unknown[] =>
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => reportOf('login', line));

  test('a line an event, never the code itself', async () => {
    const world = await openWorld(scannedSoon);
    const outcome = await run(world, 'login', '--account', 'work', '--json');
    expect(outcome).toMatchObject({ code: exitCodes.ok, stderr: '' });
    expect(reports(outcome)).toEqual([
      {
        event: 'waiting',
        account: 'work',
        picture: expect.stringMatching(/^\/.*\.png$/),
        expiresAt: expect.any(String),
      },
      { event: 'scanned', account: 'work', by: expect.any(String) },
      expect.objectContaining({ event: 'logged-in', account: 'work' }),
    ]);
  });

  test('through a pipe the picture is named and no code drawn', { tags: ['long'] }, async () => {
    const world = await openWorld(scannedSoon);
    const outcome = await run(world, 'login', '--account', 'work');
    expect(outcome.stdout).toMatch(/^A picture of the code: .*\.png\nOpen the picture and scan it/);
    expect(outcome.stdout).not.toMatch(/[█▀▄]/u);
  });

  test('a live session is not taken unasked', { tags: ['long'] }, async () => {
    const world = await openWorld();
    const outcome = await run(world, 'login', '--json');
    expect(outcome).toMatchObject({
      code: exitCodes.internal,
      stderr: expect.stringContaining('is logged in already'),
    });
    expect(reports(outcome)).toEqual([
      { event: 'failed', account: 'default', error: expect.objectContaining({ code: 'bad-usage' }) },
    ]);
    expect((await run(world, 'login', '--again', '--json')).code).toBe(exitCodes.ok);
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('the script for %s asks this program', async (shell) => {
    const { code, stdout } = await runPiped(['completion', shell]);
    expect(code).toBe(exitCodes.ok);
    expect(stdout).toMatch(/zalouser-tui.* complete --/);
  });

  const offered = async (...typed: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await runPiped(['complete', '--', ...typed]);
    return stdout
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith(':'))
      .map((line) => line.split('\t')[0] ?? '');
  };

  test('commands, their second words, flags and what stands behind them', { tags: ['long'] }, async () => {
    expect(await offered('')).toEqual([
      'pairing',
      'directory',
      'status',
      'doctor',
      'feed',
      'login',
      'completion',
      'zca',
    ]);
    expect(await offered('pairing', '')).toEqual(['list', 'approve', 'dismiss', 'revoke']);
    expect(await offered('pairing', 'list', '--js')).toEqual(['--json']);
    expect(await offered('pairing', 'approve', '--no')).toEqual(['--notify']);
    expect(await offered('status', '--no')).toEqual([]);
    expect(await offered('--screen', 'p')).toEqual(['pairing']);
    expect(await offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  test('all that the help of zca has, at every word', async () => {
    const below = async (...path: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = await runPiped(['zca', ...path, '--help']);
      const names = [...stdout.matchAll(/^ {2}([a-z][a-z-]*)/gmu)].map(([, name = '']) => name);
      return names.filter((name) => name !== 'help');
    };
    const commands = await below();
    expect(commands).toContain('listen');
    expect(await offered('zca', '')).toEqual(commands);
    expect(await offered('zca', 'msg', '')).toEqual(await below('msg'));
    expect(await offered('zca', 'msg', 'se')).toEqual(['send']);
  });

  test('who waits, who was let in and which accounts there are, from the files alone', async () => {
    const world = await openWorld();
    const [code, before] = [
      await ask(world, '7000000000000001', 'Nguyễn \u001b[31mAn\n\tx'),
      await contents(world.homeDir),
    ];
    const complete = async (...typed: readonly string[]): Promise<PipedOutcome> =>
      runPiped(['complete', '--', ...typed, ''], environmentOf(world));
    const approve = await complete('pairing', 'approve');
    expect(approve).toMatchObject({ code: exitCodes.ok, stderr: '' });
    expect(approve.stdout).toContain(`${code}\tNguyễn An↵ x (id 7000000000000001) on default\n`);
    expect(approve.stdout.replaceAll('\t', '')).not.toMatch(controls);
    expect((await complete('--account')).stdout).toBe('default\tShop\nwork\tOffice\n:4\n');
    expect((await complete('pairing', 'approve', '--account', 'work')).stdout).not.toContain(code);
    expect(await contents(world.homeDir)).toEqual(before);
    expect(readZcaLog(world.zcaDir)).toEqual([]);
  });

  test.each([
    ['missing', undefined],
    ['broken', '{ channels'],
  ])('nothing of a config that is %s, and no complaint', async (_name, text) => {
    const home = await tempDir();
    const config = join(home, 'openclaw.json');
    if (text !== undefined) await writeFile(config, text);
    const env = { HOME: home, OPENCLAW_CONFIG_PATH: config };
    for (const typed of [['pairing', 'approve'], ['pairing', 'revoke'], ['--account']]) {
      expect(await runPiped(['complete', '--', ...typed, ''], env)).toEqual({
        code: exitCodes.ok,
        stdout: ':4\n',
        stderr: '',
      });
    }
  });

  /** What a bash without the bash-completion package offers at Tab, where it has broken the line into these words; and the files in its folder. */
  const atTab = async (world: DemoWorldHandle, ...typed: readonly string[]) => {
    const { stdout: script } = await runPiped(['completion', 'bash']);
    const dir = await tempDir();
    const words = ['zalouser-tui', ...typed].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    const shim = `zalouser-tui() { '${process.execPath}' '${fileOf('bin/zalouser-tui.js')}' "$@"; }`;
    // As bash does at Tab: the function that is registered, told by COMP_WORDS.
    const tab = `COMP_WORDS=(${words}); COMP_CWORD=${typed.length}; set -- $(complete -p zalouser-tui); "$3" zalouser-tui`;
    const asked = `${shim}\n${script}\n${script}\n${tab}\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
    const shell = spawnSync('/bin/bash', ['--norc', '--noprofile', '-c', asked], {
      cwd: dir,
      env: environmentOf(world),
      encoding: 'utf8',
    });
    return {
      offered: shell.stdout.split('\n').filter(Boolean),
      stderr: shell.stderr,
      files: await readdir(dir),
    };
  };
  const hasNoBash = !existsSync('/bin/bash');

  test.skipIf(hasNoBash)('bash offers the code, and runs nothing of the name beside it', async () => {
    const world = await openWorld();
    const code = await ask(world, '7000000000000001', '$(touch owned) `touch owned`; touch owned "\' :4');
    expect(await atTab(world, 'pairing', 'approve', '')).toEqual({ offered: [code], stderr: '', files: [] });
    expect(await atTab(world, 'pairing', 'approve', code.slice(0, 3))).toEqual({
      offered: [code],
      stderr: '',
      files: [],
    });
  });

  test.skipIf(hasNoBash)('bash runs nothing of what is typed', async () => {
    const typed = ['pairing', 'list', '$(touch owned)', '`touch owned`', ';', 'touch', 'owned', '--js'];
    expect(await atTab(await openWorld(), ...typed)).toMatchObject({ stderr: '', files: [] });
  });

  test.skipIf(hasNoBash).each([
    [['pairing', 'li'], ['list']],
    [['--screen', 'p'], ['pairing']],
    [['--screen', '=', 'p'], ['pairing']],
    [
      ['--screen', '='],
      ['status', 'feed', 'pairing', 'directory', 'access', 'login'],
    ],
    [['--account', 'wo'], ['work']],
    [['nothing-like-it'], []],
  ] as const)('bash completes %j', { tags: ['long'] }, async (typed, offered) => {
    expect(await atTab(await openWorld(), ...typed)).toEqual({ offered, stderr: '', files: [] });
  });
});

test('--demo leaves nothing behind', async () => {
  const [home, temp] = [await tempDir(), await tempDir()];
  const outcome = await runPiped(['pairing', 'list', '--demo', '--json'], {
    HOME: home,
    TMPDIR: temp,
    NODE_DISABLE_COMPILE_CACHE: '1',
  });
  expect(answer(outcome)).toMatchObject({ requests: [{ account: 'default' }] });
  expect([await readdir(home), await readdir(temp)]).toEqual([[], []]);
});

describe('ends', () => {
  const start = (world: DemoWorldHandle) => {
    const child = spawn(process.execPath, [fileOf('bin/zalouser-tui.js'), 'status', ...flagsOf(world)], {
      env: { PATH: '/usr/bin:/bin', ...environmentOf(world) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const exit = new Promise<{ code: number | null; stderr: string }>((resolve) =>
      child.on('close', (code) => resolve({ code, stderr })),
    );
    return { child, exit };
  };

  test('at Ctrl+C, with what it has started, without a word', async () => {
    const world = await openWorld({ switches: { hang: true } });
    const { child, exit } = start(world);
    await expect
      .poll(() => readZcaLog(world.zcaDir).length, { timeout: 20_000, interval: 20 })
      .toBeGreaterThan(0);
    child.kill('SIGINT');
    await expect(exit).resolves.toEqual({ code: exitCodes.sigint, stderr: '' });
    expect(readZcaLog(world.zcaDir).filter(({ pid }) => isAlive(pid))).toEqual([]);
  });

  test('without a word when nobody reads any more', async () => {
    const { child, exit } = start(await openWorld());
    child.stdout.destroy();
    await expect(exit).resolves.toEqual({ code: exitCodes.readerGone, stderr: '' });
  });
});
