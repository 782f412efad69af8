// The built console in a pseudo-terminal, on a simulated world in this process, hearing what the world is told to say.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sentences } from '../src/core/sentences.ts';
import type { ControlLine } from '../src/simulator/control.ts';
import { createDemoWorld, type DemoWorldHandle } from '../src/simulator/demo-world.ts';
import { friend } from '../src/simulator/people.ts';
import { control } from '../src/simulator/world-files.ts';
import { feedKeySentences } from '../src/tui/feed/words.ts';
import { openTerminalProgram, type TerminalProgram } from './terminal-program.ts';

const root = join(import.meta.dirname, '..');

/** How large its terminal is, and how many messages it holds. */
export interface LiveConsoleOptions {
  readonly columns: number;
  readonly rows: number;
  readonly feedCapacity?: number;
}

/** A console whose listener is live, on its feed. */
export interface LiveConsole {
  readonly program: TerminalProgram;
  readonly world: DemoWorldHandle;
  /** Makes something happen in the world. */
  happen(line: ControlLine): void;
  /**
   * Has a friend write `text`; resolves when it stands on the screen, with how long that took (ms).
   * @throws Error that shows the screen, if it does not within `withinMs` (20 s)
   */
  lagOf(text: string, withinMs?: number): Promise<number>;
  /** Messages come at this rate until the returned function is called. */
  flow(perSecond: number): () => void;
  /** Leaves by key; resolves with the exit code. */
  quit(): Promise<number>;
  /** Ends what is left, and the world. */
  end(): Promise<void>;
}

/** The fake zca looks so often (ms) for what it is to say. */
const stepMs = 25;

const startFlow = (perSecond: number, say: (count: number) => void): (() => void) => {
  const startedAt = performance.now();
  let said = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) * perSecond) / 1_000) - said;
    if (due <= 0) return;
    said += due;
    say(due);
  }, stepMs);
  return () => clearInterval(timer);
};

const flagsFor = ({ zcaPath, configPath }: DemoWorldHandle): readonly string[] => [
  '--zca',
  zcaPath,
  '--config',
  configPath,
  '--account',
  'default',
  '--screen',
  'feed',
];

/** Opens one, starts its listener and waits until a message has come through. */
export const openLiveConsole = async ({
  columns,
  rows,
  feedCapacity,
}: LiveConsoleOptions): Promise<LiveConsole> => {
  const world = await createDemoWorld({ isLively: false, zcaScript: join(root, 'dist', 'demo-zca.js') });
  const home = join(world.dir, 'operator');
  await mkdir(home);
  if (feedCapacity !== undefined)
    await writeFile(join(home, 'settings.json'), JSON.stringify({ feedCapacity }));
  const program = openTerminalProgram({
    args: [join(root, 'bin', 'zalouser-tui.js'), ...flagsFor(world)],
    columns,
    rows,
    home,
    env: { OPENCLAW_STATE_DIR: world.stateDir, ZALOUSER_TUI_SETTINGS_DIR: home },
  });
  const happen = (line: ControlLine): void => control(world.zcaDir, line);
  const lagOf = async (text: string, withinMs?: number): Promise<number> => {
    const startedAt = performance.now();
    happen({ type: 'message', profile: 'default', from: friend(1).id, text });
    await program.until((screen) => screen.text().includes(text), withinMs);
    return performance.now() - startedAt;
  };
  const end = async (): Promise<void> => {
    program.kill();
    await program.exit;
    await world.stop();
  };
  try {
    await program.until((screen) => screen.text().includes(feedKeySentences.start('s')));
    program.write('s');
    await program.until((screen) => screen.text().includes(sentences.feedScreen.listening));
    await lagOf('the first message');
  } catch (error) {
    await end();
    throw error;
  }
  return {
    program,
    world,
    happen,
    lagOf,
    flow: (perSecond) =>
      startFlow(perSecond, (count) => happen({ type: 'burst', profile: 'default', count })),
    quit: async () => {
      program.write('q');
      return program.exit;
    },
    end,
  };
};
