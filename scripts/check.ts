// Everything but the tests that must be true before a commit, side by side; prints only what is wrong.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

interface Check {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const tool = (name: string, ...args: string[]): Check => ({
  name,
  command: join(root, 'node_modules', '.bin', name),
  args,
});
const script = (name: string, file: string, ...args: string[]): readonly Check[] =>
  existsSync(join(root, file)) ? [{ name, command: process.execPath, args: [file, ...args] }] : [];

const checks: readonly Check[] = [
  { ...tool('tsc', '--noEmit'), name: 'types' },
  { ...tool('biome', 'check', '--error-on-warnings', '--max-diagnostics=50'), name: 'biome' },
  { ...tool('oxlint', '--type-aware', '--deny-warnings'), name: 'oxlint, with the import rules' },
  { ...tool('knip'), name: 'knip' },
  { ...tool('publint', '--strict'), name: 'publint' },
  ...script('docs/keybindings.md is up to date', 'scripts/keybindings.ts', '--check'),
  ...script('docs/reports.schema.json is up to date', 'scripts/report-schema.ts', '--check'),
];

/** Runs one check; resolves with what it printed if it failed. */
const run = async ({ name, command, args }: Check): Promise<string | undefined> =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => resolve(`✗ ${name}\n${error.message}`));
    child.on('close', (code) => {
      if (code === 0) console.log(`✓ ${name} (${Math.round(performance.now() - startedAt)} ms)`);
      resolve(code === 0 ? undefined : `✗ ${name}\n${output.trimEnd()}`);
    });
  });

/** As many at a time as there are processors. */
const runAll = async (): Promise<readonly string[]> => {
  const waiting = [...checks];
  const failures: string[] = [];
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const failure = await run(check);
      if (failure !== undefined) failures.push(failure);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return failures;
};

const failures = await runAll();
for (const failure of failures) console.error(`\n${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
