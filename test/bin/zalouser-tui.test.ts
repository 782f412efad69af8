// bin/zalouser-tui.js: what it says before it imports anything of the program.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { expect, test } from 'vitest';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { tempDir } from '../support/temp-dir.ts';

const bin = join(import.meta.dirname, '..', '..', 'bin', 'zalouser-tui.js');

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const run = async (
  script: string,
  nodeArgs: readonly string[] = [],
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(process.execPath, [...nodeArgs, script, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });

/** A copy of bin beside a `dist/` made up for the test. */
const install = async (program?: string): Promise<string> => {
  const dir = await tempDir();
  await mkdir(join(dir, 'bin'));
  await copyFile(bin, join(dir, 'bin', 'zalouser-tui.js'));
  await writeFile(join(dir, 'package.json'), '{"type":"module"}');
  if (program !== undefined) {
    await mkdir(join(dir, 'dist'));
    await writeFile(join(dir, 'dist', 'zalouser-tui.js'), program);
  }
  return join(dir, 'bin', 'zalouser-tui.js');
};

/** Makes this Node say it is another. */
const pretend = async (version: string): Promise<string> => {
  const file = join(await tempDir(), 'pretend.cjs');
  await writeFile(
    file,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  );
  return file;
};

test.each(['12.22.12', '20.20.2', '22.11.0'])(
  'Node %s is told the way out in one sentence',
  async (version) => {
    const outcome = await run(await install('throw new Error("imported")'), ['-r', await pretend(version)]);
    expect(outcome).toEqual({
      code: exitCodes.oldNode,
      stdout: '',
      stderr: `zalouser-tui needs Node 22.12 or newer, and this is Node ${version}: install a newer one from https://nodejs.org, or in a checkout run “npm run demo” or “npm start”.\n`,
    });
  },
);

test.each(['22.12.0', '24.0.0', '26.1.0'])('Node %s is let through', async (version) => {
  const outcome = await run(await install('export const main = () => console.log("in")'), [
    '-r',
    await pretend(version),
  ]);
  expect(outcome).toEqual({ code: 0, stdout: 'in\n', stderr: '' });
});

test('an old Node can read the file', async () => {
  const source = await readFile(bin, 'utf8');
  const forThe = async (target: string) => (await transform(source, { format: 'esm', target })).code;
  // Nothing had to be rewritten, so nothing in it is newer.
  expect(await forThe('node12.20')).toBe(await forThe('esnext'));
  expect(source).not.toMatch(/^import /m);
});

test('a checkout without dist is told to build', async () => {
  expect(await run(await install())).toEqual({
    code: exitCodes.notBuilt,
    stdout: '',
    stderr: 'zalouser-tui has not been built here yet: run “npm run build” and try again.\n',
  });
});

test('a missing module of the program itself is not mistaken for that', async () => {
  const outcome = await run(await install(`import './gone.js'; export const main = () => {}`));
  expect(outcome.code).toBe(exitCodes.internal);
  expect(outcome.stderr).toContain('gone.js');
});

test('the compile cache is private to the user, and the demo has none', async () => {
  const program = `import module from 'node:module'; export const main = () => console.log(module.getCompileCacheDir() ?? 'none')`;
  const script = await install(program);
  const home = await tempDir();
  expect((await run(script, [], [], { HOME: home })).stdout).toContain(join(home, '.cache', 'zalouser-tui'));
  expect((await run(script, [], ['--demo'], { HOME: home })).stdout).toBe('none\n');
});

test('zca is loaded instead, and gets what follows', async () => {
  const script = await install('throw new Error("the console was loaded")');
  const program = 'console.log(JSON.stringify(process.argv.slice(2))); await 0; process.exit(7);';
  await writeFile(join(script, '..', '..', 'dist', 'zca.js'), program);
  const outcome = await run(script, [], ['zca', '--profile', 'work', 'msg', 'send', '1', '--', 'zca']);
  expect(outcome).toEqual({
    code: 7,
    stdout: '["--profile","work","msg","send","1","--","zca"]\n',
    stderr: '',
  });
});

test('a checkout without it is told to build, too', async () => {
  expect(await run(await install(''), [], ['zca', 'me', 'info'])).toMatchObject({ code: exitCodes.notBuilt });
});
