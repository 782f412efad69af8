import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesOf } from './press.ts';
import { expectFits, openTerminal, type TerminalOptions } from './terminal.ts';

const run = async (script: string, options: Partial<TerminalOptions> = {}) =>
  openTerminal({ args: ['-e', script], ...options });

/** Reads single keys and says what it got, hex, one a line. */
const echoKeys = `
  process.stdin.setRawMode(true);
  process.stdin.on('data', (bytes) => bytes.toString() === 'q' ? process.exit(3) : console.log('got ' + bytes.toString('hex')));
  console.log('ready');
`;

test('shows what the program writes, reaches its stdin and reports how it ended', async () => {
  const terminal = await run(echoKeys);
  await terminal.until('ready');
  terminal.press('up');
  await terminal.until('got 1b5b41');
  terminal.type('chào');
  await terminal.until(/got 6368c3a06f$/m);
  terminal.press('q');
  await expect(terminal.exit).resolves.toEqual({ code: 3, signal: undefined });
});

test('the screen is of the size it was opened with, and can change', async () => {
  const terminal = await run(
    `const say = () => console.log(process.stdout.columns + ' by ' + process.stdout.rows); say(); process.stdout.on('resize', say); setInterval(() => {}, 1e6)`,
    { columns: 60, rows: 20 },
  );
  await terminal.until('60 by 20');
  expect(terminal.screen()).toHaveLength(20);
  terminal.resize(100, 30);
  await terminal.until('100 by 30');
  expect(terminal.screen()).toHaveLength(30);
  expectFits(terminal.terminal);
});

test('nothing of the caller’s environment gets through', async () => {
  const terminal = await run('console.log(JSON.stringify(Object.keys(process.env).sort()))', {
    env: { EXTRA: '1', LANG: undefined },
    columns: 200,
  });
  await terminal.exit;
  expect(JSON.parse(terminal.screen()[0] ?? '')).toEqual([
    'EXTRA',
    'HOME',
    'NODE_COMPILE_CACHE',
    'PATH',
    'PWD',
    'TERM',
    'TMPDIR',
    'TZ',
    'ZALOUSER_TUI_OWN_ZCA',
    'ZALOUSER_TUI_TEST_TERMINAL',
  ]);
});

test('TERM can be chosen', async () => {
  const terminal = await run('console.log(process.env.TERM)', { env: { TERM: 'dumb' } });
  await terminal.until('dumb');
});

test('modes, title, bell and clipboard are seen', async () => {
  const terminal = await run(
    String.raw`process.stdout.write('\x1b[?1049h\x1b[?25l\x1b[?7l\x1b]0;two need you\x07\x07\x1b]52;c;' + Buffer.from('Nguyễn').toString('base64') + '\x07here'); setInterval(() => {}, 1e6)`,
  );
  await terminal.until('here');
  expect(terminal.terminal).toMatchObject({
    isAlternateScreen: true,
    cursorVisible: false,
    isWrapping: false,
    title: 'two need you',
    bells: 1,
    copied: ['Nguyễn'],
  });
});

test('the terminal answers when it is asked where the cursor is', async () => {
  const terminal = await run(
    String.raw`process.stdin.setRawMode(true); process.stdin.once('data', (bytes) => { console.log('at ' + bytes.toString().slice(2)); process.exit() }); process.stdout.write('\x1b[5;7H\x1b[6n')`,
  );
  await terminal.until('at 5;7R');
});

test('a failed wait shows the screen', async () => {
  const terminal = await run(`console.log('something else'); setInterval(() => {}, 1e6)`);
  await terminal.until('something else');
  await expect(terminal.until('never', { deadlineMs: 20 })).rejects.toThrow(
    /20 ms passed without showing never\n80×24, primary screen[\s\S]*\|something else/,
  );
});

test('a wait ends at once when the program does', async () => {
  const terminal = await run(`console.log('bye'); process.exit(7)`);
  await expect(terminal.until('never')).rejects.toThrow(
    /ended \(code 7, signal none\) without showing never[\s\S]*\|bye/,
  );
});

test('a signal is told apart from an exit', async () => {
  const terminal = await run(`console.log('ready'); setInterval(() => {}, 1e6)`);
  await terminal.until('ready');
  terminal.kill('SIGTERM');
  await expect(terminal.exit).resolves.toEqual({ code: 0, signal: 15 });
});

test.runIf(existsSync('/proc/self/stat'))(
  'orphans are seen, even in a session of their own, and killed on close',
  async () => {
    const terminal = await run(
      `const { spawn } = require('node:child_process');
     spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6) // orphan'], { detached: true, stdio: 'ignore' }).unref()`,
    );
    await terminal.exit;
    expect((await terminal.processes()).filter((line) => line.includes('orphan'))).toHaveLength(1);
    await terminal.close();
    await expect.poll(async () => terminal.processes(), { timeout: 10_000 }).toEqual([]);
    expect(existsSync(terminal.home)).toBe(false);
  },
);

test('a home folder of the caller is kept', async () => {
  const home = await mkdtemp(join(tmpdir(), 'zalouser-tui-test-'));
  await writeFile(join(home, 'mine'), '');
  const terminal = await run(`console.log(process.env.HOME)`, { home, columns: 200 });
  await terminal.until(home);
  await terminal.close();
  expect(existsSync(join(home, 'mine'))).toBe(true);
  await rm(home, { recursive: true });
});

test('a key is a name or one character', () => {
  expect(['enter', 'ctrl+c', 'G', 'ạ', 'ctrl+p'].map(bytesOf)).toEqual(['\r', '\x03', 'G', 'ạ', '\x10']);
  expect(() => bytesOf('entre')).toThrow('“entre” is not a key');
});

test('a key after esc in the same press is refused', async () => {
  const terminal = await run(echoKeys);
  expect(() => terminal.press('esc', 'j')).toThrow('Alt');
});

test('half a frame is not looked at', async () => {
  const terminal = await run(
    String.raw`process.stdout.write('\x1b[?2026hnew header\r\nold row', () => setTimeout(() => process.stdout.write('\rnew row\x1b[?2026l'), 50)); setInterval(() => {}, 1e6)`,
  );
  const seen: string[] = [];
  await terminal.until((screen) => {
    seen.push(screen.text().trimEnd());
    return screen.text().includes('new');
  });
  expect(seen.at(-1)).toBe('new header\nnew row');
});
