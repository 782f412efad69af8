// The real OpenClaw, one of each kind (docs/contract/releases.md), for the contract suite: installed once into the user's cache folder, outside
// this checkout. `node scripts/install-openclaw.ts [--all]` installs and prints where; the suite calls `installOpenclaw` itself.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Which OpenClaw, by how it reaches Zalo and where it keeps pairing: see docs/contract/releases.md. */
export type OpenclawKind = 'a' | 'b' | 'c' | 'd';

/** Those the suite runs: two, and with `--all` all four. */
export const kindsToRun = (isAll: boolean): readonly OpenclawKind[] =>
  isAll ? ['a', 'b', 'c', 'd'] : ['b', 'd'];

/** An OpenClaw that can be run. */
export interface InstalledOpenclaw {
  readonly kind: OpenclawKind;
  readonly version: string;
  /** The folder that holds `node_modules`. */
  readonly folder: string;
  /** To be run with Node: `[script, ...args]`. */
  readonly script: string;
  /** Time it took (ms); 0 if it was there already. */
  readonly tookMs: number;
}

/** Installed, or the one line that says why not; a failure that is not the network's is thrown instead. */
export type Installation = InstalledOpenclaw | { readonly unreachable: string };

interface Recipe {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
}

/** Two dependencies of the older ones are git addresses; the same code is on the registry as libsignal. */
const libsignal = 'npm:libsignal@6.0.0';
const overrides = { libsignal, '@whiskeysockets/libsignal-node': libsignal };
/** Not --omit=optional: the command line of the older ones does not start without them. */
const older = (version: string): Recipe => ({
  dependencies: { openclaw: version },
  overrides,
  flags: ['--ignore-scripts'],
});
const recipes: Readonly<Record<OpenclawKind, Recipe>> = {
  a: older('2026.2.25'),
  b: older('2026.2.26'),
  c: older('2026.5.12'),
  d: {
    dependencies: { openclaw: '2026.9.6', '@openclaw/zalouser': '2026.9.4' },
    flags: ['--ignore-scripts', '--omit=optional'],
  },
};

const marker = '.installed.json';
const installDeadlineMs = 15 * 60_000;
/** What is left of an installation that was killed is removed when it is older. */
const abandonedAfterMs = 2 * installDeadlineMs;

/** `ZALOUSER_TUI_CONTRACT_CACHE`, else `zalouser-tui/openclaw` in the user's cache folder. */
export const openclawCacheDir = (env: NodeJS.ProcessEnv = process.env): string => {
  const own = env['ZALOUSER_TUI_CONTRACT_CACHE'];
  if (own !== undefined && isAbsolute(own)) return own;
  const xdg = env['XDG_CACHE_HOME'];
  const cache = xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.cache');
  return join(cache, 'zalouser-tui', 'openclaw');
};

const networkFailure =
  /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|E50[234])\b/u;

const outputOf = (error: unknown): string => {
  const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
  return `${stdout}${stderr}`.trim() || String(error);
};

/** npm of the machine, run by the Node that runs this; nothing of the `npm run` around it. */
const npm = async (folder: string, args: readonly string[]): Promise<void> => {
  const plain = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?:config_(?:local_)?prefix|lifecycle|package)/iu.test(name),
  );
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((entry) => !entry.includes('node_modules'));
  const env = { ...Object.fromEntries(plain), PATH: [dirname(process.execPath), ...path].join(delimiter) };
  await run('npm', [...args], {
    cwd: folder,
    env,
    timeout: installDeadlineMs,
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
};

const removeAbandoned = async (cache: string): Promise<void> => {
  for (const name of (await readdir(cache)).filter((entry) => entry.endsWith('.partial'))) {
    const path = join(cache, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > abandonedAfterMs) await rm(path, { recursive: true, force: true });
  }
};

const isInstalled = async (folder: string, wanted: string): Promise<boolean> =>
  (await readFile(join(folder, marker), 'utf8').catch(() => '')) === wanted;

/** Installs beside the final place and renames, so that a killed or a second installation never leaves half of one. */
const install = async (folder: string, recipe: Recipe, wanted: string): Promise<string | undefined> => {
  const partial = `${folder}.${randomUUID()}.partial`;
  await mkdir(partial, { recursive: true });
  try {
    const { flags, ...manifest } = recipe;
    await writeFile(join(partial, 'package.json'), JSON.stringify({ private: true, ...manifest }, null, 2));
    const quiet = [
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--prefer-offline',
      '--fetch-retries=1',
      '--fetch-retry-mintimeout=1000',
      '--fetch-timeout=60000',
    ];
    await npm(partial, ['install', ...flags, ...quiet]);
    await writeFile(join(partial, marker), wanted);
    if (existsSync(folder) && !(await isInstalled(folder, wanted)))
      await rm(folder, { recursive: true, force: true });
    await rename(partial, folder).catch(async (error: unknown) => {
      // Somebody else was faster.
      if (!(await isInstalled(folder, wanted))) throw error;
    });
    return undefined;
  } catch (error) {
    const output = outputOf(error);
    const code = networkFailure.exec(output)?.[0];
    if (code !== undefined) return code;
    throw new Error(`The real OpenClaw could not be installed:\n${output}`, { cause: error });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
};

/**
 * Installs one of a kind unless it is there.
 * @throws Error with npm's output, when anything but the network is the matter
 */
export const installOpenclaw = async (
  kind: OpenclawKind,
  cache = openclawCacheDir(),
): Promise<Installation> => {
  const recipe = recipes[kind];
  const version = recipe.dependencies['openclaw'] ?? '';
  const folder = join(cache, version);
  const wanted = JSON.stringify(recipe);
  const startedAt = performance.now();
  let tookMs = 0;
  if (!(await isInstalled(folder, wanted))) {
    await mkdir(cache, { recursive: true });
    await removeAbandoned(cache);
    const code = await install(folder, recipe, wanted);
    if (code !== undefined)
      return {
        unreachable: `OpenClaw ${version} is not in ${cache}, and the package registry cannot be reached (${code}).`,
      };
    tookMs = Math.round(performance.now() - startedAt);
  }
  return { kind, version, folder, script: join(folder, 'node_modules', 'openclaw', 'openclaw.mjs'), tookMs };
};

if (import.meta.main) {
  for (const kind of kindsToRun(process.argv.includes('--all'))) {
    const installation = await installOpenclaw(kind);
    if ('unreachable' in installation) {
      console.error(installation.unreachable);
      process.exitCode = 1;
    } else
      console.log(
        `${installation.version}  ${installation.folder}  ${installation.tookMs === 0 ? 'was there' : `${installation.tookMs} ms`}`,
      );
  }
}
