// Stopped and continued: by a shell with job control, and by signals nobody asked for. The terminal is whose turn it is.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstFrame } from '../support/program.ts';
import { openTerminal, type TerminalSession } from '../support/terminal.ts';

const bin = join(import.meta.dirname, '..', '..', 'bin', 'zalouser-tui.js');

interface Job {
  readonly terminal: TerminalSession;
  readonly pid: number;
  /** Types a command, and waits for what it prints and the next prompt. */
  shell(command: string, expected: RegExp): Promise<void>;
}

const prompt = /^shell> $/mu;

/** The console as a job of an interactive bash. */
const openJob = async (...args: readonly string[]): Promise<Job> => {
  const terminal = await openTerminal({
    command: '/bin/bash',
    args: ['--norc', '--noprofile', '-i'],
    env: { PS1: 'shell> ', ZALOUSER_DEMO_QUIET: '1' },
    columns: 100,
  });
  await terminal.until(/shell>/u);
  terminal.type(
    `sh -c 'echo $$ > "$HOME/pid"; exec "${process.execPath}" "${bin}" --demo ${args.join(' ')}'\r`,
  );
  await terminal.until(firstFrame);
  const pid = Number(await readFile(join(terminal.home, 'pid'), 'utf8'));
  return {
    terminal,
    pid,
    shell: async (command, expected) => {
      terminal.type(`${command}\r`);
      await terminal.until(expected);
    },
  };
};

const modesOf = ({ terminal }: TerminalSession) => ({
  isAlternateScreen: terminal.isAlternateScreen,
  isWrapping: terminal.isWrapping,
  isBracketedPaste: terminal.isBracketedPaste,
  mouseMode: terminal.mouseMode,
  cursorVisible: terminal.cursorVisible,
});

// The shell has bracketed paste on for its own line.
const shells = { isAlternateScreen: false, isWrapping: true, mouseMode: 'none', cursorVisible: true };
const ours = {
  isAlternateScreen: true,
  isWrapping: false,
  isBracketedPaste: true,
  mouseMode: 'vt200',
  cursorVisible: false,
};

const isDrawn = (screen: { text(): string; readonly isAlternateScreen: boolean }): boolean =>
  screen.isAlternateScreen && firstFrame.test(screen.text());

describe.skipIf(process.platform !== 'linux' || !existsSync('/bin/bash'))('a job of a shell', () => {
  it('gives the terminal back when it is stopped, and is drawn anew, and hears keys, when it is continued', async () => {
    const { terminal, pid, shell } = await openJob('--mouse');
    // The first frame stands before the effects that take them.
    await terminal.until((screen) => screen.mouseMode !== 'none');
    expect(modesOf(terminal)).toEqual(ours);
    for (const screen of ['5', '1']) {
      process.kill(pid, 'SIGTSTP');
      await terminal.until(/Stopped[\s\S]*shell>/u);
      expect(modesOf(terminal)).toMatchObject(shells);
      // What is typed is the shell's, and is seen.
      await shell('echo "$((6*7)) is seen"', /^42 is seen$/mu);
      terminal.type('clear; fg\r');
      await terminal.until(isDrawn);
      terminal.press(screen);
      await terminal.until(screen === '5' ? /dmPolicy/u : /› /u);
      expect(modesOf(terminal)).toEqual(ours);
    }
    terminal.press('q');
    await terminal.until(prompt);
    expect(modesOf(terminal)).toMatchObject(shells);
    await shell('echo "code $?"', /^code 0$/mu);
  });

  it('is drawn anew after a stop that cannot be heard', async () => {
    const { terminal, pid } = await openJob('--mouse');
    process.kill(pid, 'SIGSTOP');
    await terminal.until(/Stopped[\s\S]*shell>/u);
    terminal.type('printf "\\033[?1049l\\033[?1000l\\033[?7h"; fg\r');
    await terminal.until(isDrawn);
    terminal.press('5');
    await terminal.until(/dmPolicy/u);
    expect(modesOf(terminal)).toEqual(ours);
    terminal.press('q');
    await terminal.until(prompt);
  });

  it('leaves the terminal alone while it is in the background, and ends when it is told to there', async () => {
    const { terminal, pid, shell } = await openJob();
    process.kill(pid, 'SIGTSTP');
    await terminal.until(/Stopped[\s\S]*shell>/u);
    // Asked of the shell itself: it continues what it kills only when it knows that it is stopped, and /proc knows sooner.
    await shell('clear; bg; until [[ $(jobs -s) ]]; do :; done; echo "stopped again"', /^stopped again$/mu);
    expect(modesOf(terminal)).toMatchObject(shells);
    await shell(
      `clear; kill %1; while kill -0 ${pid} 2> /dev/null; do :; done; wait ${pid}; echo "code $?"`,
      /^code 143$/mu,
    );
    expect(modesOf(terminal)).toMatchObject(shells);
    expect(terminal.terminal.text()).not.toMatch(firstFrame);
  });
});
