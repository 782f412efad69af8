// The program from the outside: flags, exit codes, settings, log.
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { firstFrame, openProgram, runPiped } from '../support/program.ts';
import { tempDir } from '../support/temp-dir.ts';
import type { TerminalSession } from '../support/terminal.ts';

/** As a shell would find the terminal: nothing of ours is left switched on. */
const expectSane = ({ terminal }: TerminalSession): void => {
  expect(terminal).toMatchObject({
    isAlternateScreen: false,
    cursorVisible: true,
    isWrapping: true,
    mouseMode: 'none',
    isBracketedPaste: false,
  });
};

describe('without a terminal', () => {
  test.each<[string[], Partial<Record<'code' | 'stdout' | 'stderr', unknown>>]>([
    [['--version'], { code: exitCodes.ok, stdout: `${packageJson.version}\n`, stderr: '' }],
    [['--help'], { code: exitCodes.ok, stdout: expect.stringContaining('--no-alt-screen'), stderr: '' }],
    [
      ['--scren', 'feed'],
      { code: exitCodes.usage, stdout: '', stderr: 'There is no flag --scren. Did you mean --screen?\n' },
    ],
    [
      ['--demo'],
      {
        code: exitCodes.notATerminal,
        stdout: '',
        stderr: expect.stringMatching(
          /^zalouser-tui needs a terminal, .* zalouser-tui status \(--help lists them\)\.\n$/,
        ),
      },
    ],
  ])('%j', async (args, expected) => {
    expect(await runPiped(args)).toMatchObject(expected);
  });

  test('nothing is written anywhere for that', async () => {
    const home = await tempDir();
    await runPiped([], { HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(await readdir(home)).toEqual([]);
  });
});

test('a terminal that cannot move the cursor is refused in one sentence', async () => {
  const terminal = await openProgram([], { env: { TERM: 'dumb' }, columns: 250 });
  await expect(terminal.exit).resolves.toEqual({ code: exitCodes.notATerminal, signal: undefined });
  expect(terminal.screen()[0]).toMatch(/TERM=dumb/);
});

describe('settings', () => {
  const settingsOf = (home: string) => join(home, '.config', 'zalouser-tui', 'settings.json');

  test('the last screen is remembered', async () => {
    const home = await tempDir();
    const first = await openProgram(['--screen', 'access'], { home });
    await first.until(firstFrame);
    first.kill('SIGTERM');
    await first.exit;
    expect(JSON.parse(await readFile(settingsOf(home), 'utf8'))).toMatchObject({ lastScreen: 'access' });
  });

  test('a broken file is set aside and said so', { tags: ['long'] }, async () => {
    const home = await tempDir();
    await mkdir(join(home, '.config', 'zalouser-tui'), { recursive: true });
    await writeFile(settingsOf(home), '{"palette": ');
    const terminal = await openProgram([], { home, columns: 160 });
    await terminal.until('The settings file could not be understood.');
    const [aside] = (await readdir(join(home, '.config', 'zalouser-tui'))).filter((name) =>
      name.includes('.broken-'),
    );
    expect(await readFile(join(home, '.config', 'zalouser-tui', aside ?? ''), 'utf8')).toBe('{"palette": ');
  });

  test('they can be reset, without a terminal too', async () => {
    const home = await tempDir();
    await mkdir(join(home, '.config', 'zalouser-tui'), { recursive: true });
    await writeFile(settingsOf(home), '{"palette":"mono"}');
    const outcome = await runPiped(['--reset-settings'], { HOME: home });
    expect(outcome).toEqual({
      code: 0,
      stdout: `The settings are as on the first day. The old ones are in ${settingsOf(home)}.old.\n`,
      stderr: '',
    });
    expect((await runPiped(['--reset-settings'], { HOME: home })).stdout).toBe(
      'There are no settings to reset.\n',
    );
  });
});

test('--log writes a private log and says where', async () => {
  const terminal = await openProgram(['--demo', '--log', 'console.log', '--debug'], { columns: 160 });
  await terminal.until(firstFrame);
  terminal.kill('SIGTERM');
  await terminal.exit;
  const file = join(terminal.home, 'console.log');
  expect(terminal.screen().join('\n')).toContain(`The log is in ${file}.`);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const lines = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines.at(0)).toMatchObject({ event: 'session/started', isDemo: true });
  expect(lines.at(-1)).toMatchObject({
    event: 'session/left',
    reason: { type: 'signal', signal: 'SIGTERM' },
  });
});

test('a log that cannot be written is said before anything is opened', async () => {
  const terminal = await openProgram(['--log', '/dev/null/x.log'], { columns: 160 });
  await expect(terminal.exit).resolves.toEqual({ code: exitCodes.usage, signal: undefined });
  expect(terminal.screen()[0]).toMatch(/^The log file \/dev\/null\/x\.log cannot be written/);
});

test('a crash gives the terminal back, says one sentence and keeps the stack in a log', async () => {
  const home = await tempDir();
  const bomb = join(home, 'bomb.cjs');
  await writeFile(bomb, `process.on('SIGUSR2', () => { throw new Error('boom, token=hush'); });`);
  const terminal = await openProgram([], { home, columns: 160, env: { NODE_OPTIONS: `--require ${bomb}` } });
  await terminal.until(firstFrame);
  terminal.kill('SIGUSR2');
  await expect(terminal.exit).resolves.toEqual({ code: exitCodes.internal, signal: undefined });
  expectSane(terminal);
  const log = join(home, '.local', 'state', 'zalouser-tui', 'debug.log');
  const words = terminal.screen().filter((line) => line !== '');
  expect(words).toEqual([
    'Something went wrong inside the console.',
    expect.stringMatching(/^ {2}boom/),
    `The log is in ${log}.`,
  ]);
  const written = await readFile(log, 'utf8');
  expect(written).toContain('bomb.cjs:1');
  expect(words.join() + written).not.toContain('hush');
});

// The other ways out are in quit-matrix.test.ts.
test.each([
  ['q', (terminal: TerminalSession) => terminal.press('q'), exitCodes.ok],
  [
    'SIGTERM before the console has begun',
    (terminal: TerminalSession) => terminal.kill('SIGTERM'),
    exitCodes.sigterm,
  ],
])('the demo leaves nothing behind after %s', async (_, leave, code) => {
  const terminal = await openProgram(['--demo']);
  await terminal.until(firstFrame);
  leave(terminal);
  await expect(terminal.exit).resolves.toEqual({ code, signal: undefined });
  expectSane(terminal);
  expect(await readdir(terminal.temp)).toEqual([]);
  expect((await readdir(terminal.home)).filter((name) => name !== 'tmp')).toEqual([]);
  await expect.poll(async () => terminal.processes(), { timeout: 10_000 }).toEqual([]);
});
