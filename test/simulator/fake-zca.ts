// Starts the fake zca as a process of its own, over a world in a temporary folder. It is bundled first, as it is shipped:
// that starts in a third of the time.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, onTestFinished } from 'vitest';
import { parseRecording, type Recording } from '../../src/simulator/scenario-play.ts';
import { makeWorld, type WorldOptions } from '../../src/simulator/world.ts';
import { writeWorld } from '../../src/simulator/world-files.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';

/** The executable as source. */
export const sourceScript = fileURLToPath(new URL('../../src/simulator/zca-main.ts', import.meta.url));

/** Bundles one of the fake programs for the tests of a file, as it is shipped. */
export const bundled = (source: string, name: string): string => {
  const dir = mkdtempSync(join(tmpdir(), 'zalouser-tui-bundle-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const outfile = join(dir, name);
  const banner = {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  };
  buildSync({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22.12',
    banner,
  });
  return outfile;
};

/** The executable as it is shipped: one file. */
export const script = bundled(sourceScript, 'demo-zca.mjs');

/** The fake openclaw, the same way. */
export const bundledOpenclaw = (): string =>
  bundled(
    fileURLToPath(new URL('../../src/simulator/openclaw-main.ts', import.meta.url)),
    'demo-openclaw.mjs',
  );

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));

export const scenarioPath = (name: string): string => `${fixtures}scenarios/${name}`;

export const recording = (name: string): Recording =>
  parseRecording(readFileSync(`${fixtures}zca-0.1.58/${name}.ndjson`, 'utf8'));

/** A quiet, fast world in a folder of its own. */
export const quietWorld = async (options: Partial<WorldOptions> = {}): Promise<string> => {
  const dir = await tempDir();
  writeWorld(dir, makeWorld({ nowMs: Date.now(), speed: 50, isLively: false, ...options }));
  return dir;
};

export interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly bytes: () => Buffer;
  readonly sees: (text: string) => Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts it; it is killed when the test ends, if it is still there. */
export const start = (
  dir: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running => {
  const child = spawn(process.execPath, [script, ...argv], {
    env: { PATH: process.env['PATH'] ?? '', ZALOUSER_DEMO_DIR: dir, OPENZCA_QR_AUTO_OPEN: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const stdout = (): string => Buffer.concat(out).toString('utf8');
  const stderr = (): string => Buffer.concat(err).toString('utf8');
  const sees = (text: string): Promise<void> =>
    until(
      () => stdout().includes(text) || stderr().includes(text),
      `«${text}» in:\n${stdout()}${stderr()}`,
      15_000,
    );
  return { child, stdout, stderr, bytes: () => Buffer.concat(out), sees, ended };
};

/** Runs it to its end. */
export const run = async (
  dir: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
) => {
  const running = start(dir, argv, env);
  const { code } = await running.ended;
  return { code, stdout: running.stdout(), stderr: running.stderr() };
};
