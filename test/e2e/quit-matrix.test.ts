// Every way out: the terminal is given back, nothing is orphaned, the exit code is the documented one.
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { isAlive } from '../../src/simulator/world-files.ts';
import { type DemoProgram, listenerPids, openOnWorld } from '../support/demo-program.ts';
import { firstShort } from '../support/first-short.ts';

const listening = async (): Promise<DemoProgram> => {
  const demo = await openOnWorld(['--screen', 'feed', '--account', 'default']);
  demo.terminal.press('s');
  await demo.terminal.until('Listening…');
  expect((await demo.terminal.processes()).length).toBeGreaterThan(1);
  return demo;
};

const expectGone = async (demo: DemoProgram): Promise<void> => {
  const { terminal } = demo;
  expect(await terminal.processes()).toEqual([]);
  for (const pid of listenerPids(demo)) expect(isAlive(pid)).toBe(false);
  const { isAlternateScreen, cursorVisible, isWrapping, mouseMode, isBracketedPaste } = terminal.terminal;
  expect({ isAlternateScreen, cursorVisible, isWrapping, mouseMode, isBracketedPaste }).toEqual({
    isAlternateScreen: false,
    cursorVisible: true,
    isWrapping: true,
    mouseMode: 'none',
    isBracketedPaste: false,
  });
  expect((await readdir(terminal.temp)).filter((name) => name.startsWith('zalouser-'))).toEqual([]);
};

describe('leaving a console that listens', () => {
  it('by q', async () => {
    const demo = await listening();
    demo.terminal.press('q');
    expect((await demo.terminal.exit).code).toBe(0);
    await expectGone(demo);
  });

  it('by ^c twice; once says so', async () => {
    const demo = await listening();
    demo.terminal.press('ctrl+c');
    await demo.terminal.until('Press ^c once more');
    demo.terminal.press('ctrl+c');
    expect((await demo.terminal.exit).code).toBe(0);
    await expectGone(demo);
  });

  firstShort([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('by %s', async (signal, code) => {
    const demo = await listening();
    demo.terminal.kill(signal);
    expect((await demo.terminal.exit).code).toBe(code);
    await expectGone(demo);
  });

  it('while the listener ignores SIGTERM', { tags: ['long'] }, async () => {
    const demo = await openOnWorld(['--screen', 'feed', '--account', 'default']);
    demo.happen({ type: 'switch', name: 'ignoreSignals', value: true });
    demo.terminal.press('s');
    await demo.terminal.until('Listening…');
    demo.terminal.press('q');
    expect((await demo.terminal.exit).code).toBe(0);
    await expectGone(demo);
  });

  it('with a log-in under way: asks, and cancels it', async () => {
    const demo = await openOnWorld(['--screen', 'login', '--account', 'work']);
    demo.happen({ type: 'switch', name: 'manualPhone', value: true });
    demo.terminal.press('enter');
    await demo.terminal.until(/Waiting for scan/u);
    demo.terminal.press('q');
    await demo.terminal.until('Quit while a log-in is running?');
    demo.terminal.press('y');
    expect((await demo.terminal.exit).code).toBe(0);
    await expectGone(demo);
  });
});
