// The package as somebody gets it from a registry: packed, installed into an empty folder, run from there.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { plainPath, runCommand } from '../support/commands.ts';
import { openTerminal } from '../support/terminal.ts';

const root = join(import.meta.dirname, '..', '..');
/** The Node that runs this test, then whatever npm the machine has. */
const env = { ...process.env, PATH: `${dirname(process.execPath)}:${plainPath()}` };
/** The tarball (bytes), and what is in it. */
const maxPackedBytes = 1_600_000;
const maxUnpackedBytes = 5_000_000;

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

let folder: string;
let packed: Packed;

const npm = async (...args: readonly string[]): Promise<string> =>
  runCommand('npm', args, { cwd: folder, env });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zalouser-tui-pack-'));
  const output = await runCommand('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: root,
    env,
  });
  // npm 11 prints a list, npm 12 an object keyed by name.
  const parsed = JSON.parse(output.slice(output.search(/^[[{]/m))) as
    | readonly Packed[]
    | Readonly<Record<string, Packed>>;
  const [first] = Object.values(parsed);
  if (first === undefined) throw new Error(`npm pack printed no package:\n${output}`);
  packed = first;
  await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  await npm(
    'install',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    join(folder, packed.filename),
  );
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('the tarball holds what runs and what must be read, and nothing of the workshop', () => {
  const paths = packed.files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'bin/zalouser-tui.js',
      'dist/zalouser-tui.js',
      'dist/demo-openclaw.js',
      'dist/demo-zca.js',
      'dist/core.js',
      'dist/zca-program.js',
      'dist/zca.js',
      'dist/core.d.ts',
    ]),
  );
  expect(
    paths.filter(
      (path) => !/^(?:bin\/|dist\/|LICENSE$|README\.md$|CHANGELOG\.md$|package\.json$)/.test(path),
    ),
  ).toEqual([]);
  expect(paths.filter((path) => path.endsWith('.d.ts'))).toEqual(['dist/core.d.ts']);
  expect(packed.size).toBeLessThanOrEqual(maxPackedBytes);
  expect(packed.unpackedSize).toBeLessThan(maxUnpackedBytes);
});

test('it brings no other package along', async () => {
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  expect(Object.keys(lock.packages).filter((path) => path !== '')).toEqual(['node_modules/zalouser-tui']);
});

test('--help and --version', async () => {
  expect(await npm('exec', '--no', '--', 'zalouser-tui', '--help')).toContain(
    'Usage: zalouser-tui [command] [flags]',
  );
  expect((await npm('exec', '--no', '--', 'zalouser-tui', '--version')).trim()).toBe(packageJson.version);
});

test('its zca runs, and knows that nobody is logged in', async () => {
  const zca = (...args: readonly string[]) =>
    runCommand('npm', ['exec', '--no', '--', 'zalouser-tui', 'zca', ...args], {
      cwd: folder,
      env: { ...env, OPENZCA_HOME: join(folder, 'openzca') },
    });
  expect((await zca('--version')).trim()).toBe(packageJson.version);
  await expect(zca('auth', 'status')).rejects.toThrow('Profile default: not logged in');
});

test('--demo opens the console and q leaves it, and nothing is left behind', async () => {
  const terminal = await openTerminal({
    command: 'npx',
    args: ['--no-install', 'zalouser-tui', '--demo'],
    cwd: folder,
    env: { PATH: env.PATH, npm_config_cache: join(folder, 'npm-cache'), npm_config_update_notifier: 'false' },
  });
  await terminal.until(/1 Status[\s\S]*\? help/, { deadlineMs: 60_000 });
  terminal.press('q');
  await expect(terminal.exit).resolves.toEqual({ code: 0, signal: undefined });
  expect(terminal.terminal).toMatchObject({
    isAlternateScreen: false,
    cursorVisible: true,
    isWrapping: true,
    mouseMode: 'none',
  });
  expect((await readdir(terminal.home)).filter((name) => name !== 'tmp')).toEqual([]);
  expect(await readdir(terminal.temp)).toEqual([]);
  await expect.poll(async () => terminal.processes(), { timeout: 10_000 }).toEqual([]);
});

test('the core can be imported, and works, where there is no other package', async () => {
  await writeFile(
    join(folder, 'use.mjs'),
    `import { accountId, createConsole, findings, pairingRows } from 'zalouser-tui/core';
     const console_ = createConsole({
       env: {}, homeDir: ${JSON.stringify(folder)}, platform: process.platform, runtimeDir: ${JSON.stringify(join(folder, 'run'))},
       canConnect: async () => false,
     });
     await console_.start();
     const state = console_.store.getState();
     await console_.stop();
     console.log(accountId('Shop'), state.config.path, Array.isArray(findings(state)), pairingRows(state, 0).length);`,
  );
  expect(await runCommand(process.execPath, ['use.mjs'], { cwd: folder, env: { PATH: env.PATH } })).toBe(
    `shop ${join(folder, '.openclaw', 'openclaw.json')} true 0\n`,
  );
});

/** With everything checked, also what is inside the declarations. */
const compile = async (...flags: readonly string[]): Promise<string> => {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const all = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2023', ...flags, 'use.ts'];
  return runCommand(process.execPath, [tsc, ...all], { cwd: folder, env });
};

test('the core’s types are there for a strict program, with Node’s types or without', async () => {
  await writeFile(
    join(folder, 'use.ts'),
    `import { accountId, createConsole, type AccountId, type Console, type ConsoleOptions, type ConsoleState } from 'zalouser-tui/core';
     export const id: AccountId = accountId('Shop');
     export const open = (options: ConsoleOptions): Console => createConsole(options);
     export const pathOf = (state: ConsoleState): string => state.config.path;
     export const watch = (console: Console): (() => void) => console.store.subscribe((state, before) => void [state.feed, before.feed]);
     // @ts-expect-error: an id is no number
     export const wrong: number = id;
     // @ts-expect-error: the state is no any
     export const alsoWrong: number = open({} as ConsoleOptions).store.getState();`,
  );
  const types = ['--typeRoots', join(root, 'node_modules', '@types'), '--types', 'node'];
  expect(await compile('--module', 'nodenext', ...types)).toBe('');
  expect(await compile('--module', 'nodenext', '--exactOptionalPropertyTypes')).toBe('');
  expect(await compile('--module', 'preserve', '--moduleResolution', 'bundler')).toBe('');
});
