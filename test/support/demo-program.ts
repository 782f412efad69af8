// The built program on its simulated world, with a hand on the world: what happens in it, what was run, what is on disk.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { ControlLine } from '../../src/simulator/control.ts';
import { createDemoWorld, type DemoWorldOptions } from '../../src/simulator/demo-world.ts';
import { control, readOpenclawLog, readZcaLog, type ZcaLogLine } from '../../src/simulator/world-files.ts';
import { openProgram } from './program.ts';
import type { TerminalOptions, TerminalSession } from './terminal.ts';

/** The first picture: the config is read and the accounts have been asked. */
const firstPicture = /login needed|listener stopped|gateway (?:listens|deaf|doubled)|\d of 2 connected/u;

/** A console on a world of its own. */
export interface DemoProgram {
  readonly terminal: TerminalSession;
  /** Folder of the world. */
  readonly dir: string;
  /** Makes something happen in the world. */
  happen(line: ControlLine): void;
  /** Every run of the fake zca: argv, signals, exits. */
  zcaLog(): readonly ZcaLogLine[];
  /** Every run of the fake openclaw, the same. */
  openclawLog(): readonly ZcaLogLine[];
  /** A file of the world's OpenClaw folder, as text. */
  openclawFile(...path: readonly string[]): Promise<string>;
  /** Replaces one, as an editor would. */
  writeOpenclawFile(text: string, ...path: readonly string[]): Promise<void>;
}

/** A console on a world that outlives it. */
export interface ProgramOnWorld extends DemoProgram {
  /** Opens another console on the same world, with the same home. */
  openAgain(args?: readonly string[]): Promise<DemoProgram>;
}

const worldIn = async (temp: string): Promise<string> => {
  const name = (await readdir(temp)).find((entry) => entry.startsWith('zalouser-demo-'));
  if (name === undefined) throw new Error(`There is no demo world in ${temp}.`);
  return join(temp, name);
};

/** Opens `--demo` in a real terminal and waits for its first whole picture. Nothing happens by itself unless `isLively`. */
export const openDemo = async (
  args: readonly string[] = [],
  options: Omit<TerminalOptions, 'args' | 'command'> & { readonly isLively?: boolean } = {},
): Promise<DemoProgram> => {
  const { isLively = false, env, ...rest } = options;
  const terminal = await openProgram(['--demo', ...args], {
    ...rest,
    env: { ...(isLively ? {} : { ZALOUSER_DEMO_QUIET: '1' }), ...env },
  });
  await terminal.until(firstPicture);
  return handsOn(terminal, await worldIn(terminal.temp));
};

/**
 * Opens the console as an operator would, not the demo: on a config and a zca that outlive it, so that what it leaves
 * behind can be seen. Nothing happens by itself. `speed` is that of its programs; the console goes by the machine's clock.
 */
export const openOnWorld = async (
  args: readonly string[] = [],
  options: Omit<TerminalOptions, 'args' | 'command'> & Pick<DemoWorldOptions, 'switches' | 'speed'> = {},
): Promise<ProgramOnWorld> => {
  const { switches, speed, ...rest } = options;
  const script = (name: string): string =>
    fileURLToPath(new URL(`../../dist/demo-${name}.js`, import.meta.url));
  const world = await createDemoWorld({
    isLively: false,
    zcaScript: script('zca'),
    openclawScript: script('openclaw'),
    ...(switches === undefined ? {} : { switches }),
    ...(speed === undefined ? {} : { speed }),
  });
  onTestFinished(() => world.stop());
  const open = async (more: readonly string[], home?: string): Promise<DemoProgram> => {
    const terminal = await openProgram(['--zca', world.zcaPath, '--config', world.configPath, ...more], {
      ...rest,
      ...(home === undefined ? {} : { home }),
      env: { OPENCLAW_STATE_DIR: world.stateDir, ...rest.env },
    });
    await terminal.until(firstPicture);
    return handsOn(terminal, world.dir);
  };
  const first = await open(args);
  return { ...first, openAgain: (more = []) => open(more, first.terminal.home) };
};

const handsOn = (terminal: TerminalSession, dir: string): DemoProgram => ({
  terminal,
  dir,
  happen: (line) => control(join(dir, 'zca'), line),
  zcaLog: () => readZcaLog(join(dir, 'zca')),
  openclawLog: () => readOpenclawLog(join(dir, 'zca')),
  openclawFile: async (...path) => readFile(join(dir, 'home', '.openclaw', ...path), 'utf8'),
  writeOpenclawFile: async (text, ...path) => writeFile(join(dir, 'home', '.openclaw', ...path), text),
});

/** Every `listen` that was started, oldest first. */
export const listenerPids = (demo: DemoProgram): readonly number[] =>
  demo
    .zcaLog()
    .flatMap((line) => (line.kind === 'start' && line.argv?.includes('listen') === true ? [line.pid] : []));
