// `zalouser-tui doctor` through pipes, and its list in a terminal: what is found, and the one fix that touches files.
import { readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import type { DemoWorldHandle } from '../../src/simulator/demo-world.ts';
import { control } from '../../src/simulator/world-files.ts';
import { openOnWorld } from '../support/demo-program.ts';
import { modeOf } from '../support/mode-of.ts';
import { environmentOf, fileOf, flagsOf, openWorld } from '../support/one-shot.ts';
import { type PipedOutcome, runPiped } from '../support/program.ts';
import { tempDir } from '../support/temp-dir.ts';

/** Something that answers on a port, as a gateway would. */
const openPort = async (): Promise<number> => {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const run = async (world: DemoWorldHandle, port: number, ...args: readonly string[]): Promise<PipedOutcome> =>
  runPiped([...args, ...flagsOf(world)], {
    ...environmentOf(world),
    OPENCLAW_GATEWAY_PORT: String(port),
  });

/** The config of the world, with the account that nobody logged in switched off. */
const disableWork = async ({ configPath }: DemoWorldHandle): Promise<void> => {
  const text = await readFile(configPath, 'utf8');
  await writeFile(configPath, text.replace("name: 'Office',", "name: 'Office', enabled: false,"));
};

/** A session as openzca leaves it: with the mode that the umask gives. */
const sessionIn = async (zcaHome: string, profile: string, mode: number): Promise<string> => {
  const folder = join(zcaHome, 'profiles', profile);
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'credentials.json');
  await writeFile(file, '{}');
  await chmod(file, mode);
  return file;
};

const schemas = new Ajv2020({ validateFormats: false });
schemas.addSchema(JSON.parse(readFileSync(fileOf('docs/reports.schema.json'), 'utf8')) as object, 'reports');

/** As {@link run}, on a gateway that runs with a process of its own, and with the world's temporary folder, where its lock is. */
const runBeside = async (world: DemoWorldHandle, ...args: readonly string[]): Promise<PipedOutcome> =>
  runPiped([...args, ...flagsOf(world)], {
    ...environmentOf(world),
    OPENCLAW_GATEWAY_PORT: '1',
    TMPDIR: join(world.dir, 'tmp'),
  });

describe('doctor', () => {
  test('who could not be asked is not called logged out', { tags: ['long'] }, async () => {
    const world = await openWorld();
    control(world.zcaDir, { type: 'switch', name: 'offline', value: true });
    const { code, stdout } = await run(world, await openPort(), 'doctor');
    expect(code).toBe(exitCodes.needsYou);
    expect(stdout).toMatch(
      /^needs you {2}Whether default is logged in could not be asked: .* could not reach Zalo\. It said: “.+” Check the network/mu,
    );
    expect(stdout).not.toMatch(/No account is logged in|default is enabled, but/u);
  });

  test('a gateway that is seen, and does not answer where it is looked for, is not said to be none', {
    tags: ['long'],
  }, async () => {
    const world = await openWorld({ gateway: 'up', openclawScript: fileOf('dist/demo-openclaw.js') });
    const { stdout } = await runBeside(world, 'doctor');
    expect(stdout).toMatch(
      /^(?:needs you|not yet) +A gateway (?:runs|is starting) \(pid \d+\)[,;] (?:but )?nothing answers on port 1/mu,
    );
    expect(stdout).not.toContain('No OpenClaw gateway is running');
  });

  test('a disabled account whose session lives is found out by asking zca, wherever that keeps its sessions', {
    tags: ['long'],
  }, async () => {
    const world = await openWorld();
    await disableWork(world);
    control(world.zcaDir, { type: 'session', profile: 'work', session: 'active' });
    const { stdout } = await run(world, await openPort(), 'doctor', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [
        {
          code: 'disabled-logged-in',
          severity: 'note',
          account: 'work',
          cure: expect.stringContaining('auth logout'),
        },
      ],
    });
  });

  test('an openclaw that was named and is not there is told as a zca that was', {
    tags: ['long'],
  }, async () => {
    const world = await openWorld();
    const { code, stdout } = await run(world, await openPort(), 'doctor', '--openclaw', '/nope');
    expect(code).toBe(exitCodes.needsYou);
    expect(stdout).toMatch(/^needs you {2}There is no openclaw program at \/nope\. Correct --openclaw/mu);
  });

  test('nothing needs anybody', async () => {
    const world = await openWorld();
    await disableWork(world);
    const { code, stdout, stderr } = await run(world, await openPort(), 'doctor');
    expect({ code, stderr }).toEqual({ code: exitCodes.ok, stderr: '' });
    const lines = stdout.split('\n');
    // Something answers on the port, but no process of a gateway listens: that is no reason to trouble anybody.
    expect(lines.slice(0, 8).map((line) => line.slice(0, 4))).toEqual([
      ...Array.from({ length: 7 }, () => 'done'),
      'not ',
    ]);
    expect(lines.slice(-2)).toEqual(['Nothing needs you.', '']);
  });

  test('what needs the operator: the exit code says it, and --json all of it', async () => {
    const world = await openWorld();
    const file = await sessionIn(join(world.homeDir, '.openzca'), 'default', 0o644);
    const outcome = await run(world, 1, 'doctor', '--json');
    expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code: exitCodes.needsYou, stderr: '' });
    const report: unknown = JSON.parse(outcome.stdout);
    const validate = schemas.getSchema('reports#/$defs/doctor');
    expect({ isValid: validate?.(report), errors: validate?.errors }).toEqual({
      isValid: true,
      errors: null,
    });
    expect(report).toMatchObject({
      needsYou: true,
      checks: [
        { id: 'zca', state: 'done', cure: null },
        { id: 'openclaw', state: 'done' },
        { id: 'plugin', state: 'done' },
        { id: 'config', state: 'done' },
        { id: 'channel', state: 'done' },
        { id: 'login', state: 'done' },
        { id: 'gateway', state: 'needs-you', cure: expect.any(String) },
        { id: 'listener', state: 'not-yet' },
      ],
      findings: [
        { code: 'account-logged-out', severity: 'problem', account: 'work' },
        { code: 'credentials-readable', account: 'default', cure: `Run: chmod 600 ${file}`, file },
      ],
    });
    // It only looks.
    expect(await modeOf(file)).toBe('644');
    const plain = await run(world, 1, 'doctor');
    expect(plain.code).toBe(exitCodes.needsYou);
    expect(plain.stdout).toMatch(/^needs you {2}No OpenClaw gateway is running here/mu);
    expect(plain.stdout).toMatch(/^problem: work is enabled, but nobody is logged in/mu);
  });

  test('codes that somebody polls into the log are counted, and not told', { tags: ['long'] }, async () => {
    const world = await openWorld();
    const log = join(world.homeDir, 'openclaw.log');
    const text = await readFile(world.configPath, 'utf8');
    await writeFile(
      world.configPath,
      text.replace("mode: 'local',\n", `mode: 'local',\n  },\n  logging: { file: '${log}' },\n  more: {\n`),
    );
    const list = JSON.stringify(
      {
        channel: 'zalouser',
        requests: [
          { id: '1', code: 'K7PQ2MXD' },
          { id: '2', code: 'AB2DEFGH' },
        ],
      },
      undefined,
      2,
    );
    await writeFile(log, `${JSON.stringify({ 0: list, _meta: { path: { method: 'console.log' } } })}\n`);
    const outcome = await run(world, await openPort(), 'status', '--json');
    expect(JSON.parse(outcome.stdout)).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({
          code: 'codes-in-log',
          severity: 'note',
          file: log,
          sentence: expect.stringMatching(/^2 pairing codes/u),
        }),
      ]),
    });
    expect(outcome.stdout).not.toMatch(/K7PQ2MXD|AB2DEFGH/u);
  });
});

test('in the console: :doctor lists it, Enter shows the exact command, and only a yes runs it', async () => {
  const zcaHome = await tempDir();
  const file = await sessionIn(zcaHome, 'default', 0o644);
  const { terminal } = await openOnWorld([], { columns: 100, rows: 40, env: { OPENZCA_HOME: zcaHome } });
  terminal.press(':');
  await terminal.until('Type to find');
  terminal.type('doctor');
  await terminal.until(/first steps \(doctor\)/u);
  terminal.press('enter');
  await terminal.until('Also to know:');
  await terminal.until(/chmod 600/u);
  terminal.press('end');
  terminal.press('enter');
  await terminal.until(`Close this file to other users?`);
  // Cancel is where one begins.
  terminal.press('enter');
  await terminal.until(/^(?![\s\S]*Close this file)[\s\S]*Also to know/u);
  expect(await modeOf(file)).toBe('644');
  terminal.press('enter');
  await terminal.until(`Close this file to other users?`);
  terminal.press('y');
  await terminal.until('The file is yours alone now.');
  expect(await modeOf(file)).toBe('600');
  terminal.press('q');
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});
