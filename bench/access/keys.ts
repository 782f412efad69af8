// Keys in the built program in a pseudo-terminal: the cursor down and up again on each screen, in a small world and in a large one, in turn.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTerminalProgram, type TerminalProgram } from '../../scripts/terminal-program.ts';
import type { Result } from '../feed/result.ts';
import { quantile } from '../statistics.ts';
import { largeSize, makeSizedWorld, type SizedWorld, smallSize } from './world.ts';

const size = { columns: 100, rows: 30 };
const program = join(import.meta.dirname, '..', '..', 'bin', 'zalouser-tui.js');
const confirmMs = 6_000;
const rounds = 5;

interface Place {
  /** Where the keys are pressed: the screen, and what leads to a list of many rows there. */
  readonly name: string;
  readonly keys: readonly string[];
  /** Seen when that place is reached. */
  readonly shows: RegExp;
}

const places: readonly Place[] = [
  { name: 'Access', keys: ['5', 'g'], shows: /To know/u },
  { name: 'Pairing, approved', keys: ['3', '\t'], shows: /Approved/u },
];

/** From a key to the frame that answers it (ms), both ends in the terminal. */
const timeOf = async (opened: TerminalProgram, key: string): Promise<number> => {
  const before = opened.screen.text();
  const startedAt = performance.now();
  opened.write(key);
  await opened.until((screen) => screen.text() !== before);
  const tookMs = performance.now() - startedAt;
  // The clock in the header may move by itself: what follows is another key.
  await sleep(60);
  return tookMs;
};

const open = async ({ args, env, home }: SizedWorld): Promise<TerminalProgram> => {
  const opened = openTerminalProgram({
    args: [program, ...args, '--account', 'default'],
    ...size,
    home,
    env,
  });
  await opened.until((screen) => screen.text().includes('? help'));
  // Friends are read, and what follows from them is worked out.
  await sleep(confirmMs);
  return opened;
};

const goTo = async (opened: TerminalProgram, { keys, shows }: Place): Promise<void> => {
  for (const key of keys) {
    opened.write(key);
    await sleep(1_500);
  }
  await opened.until((screen) => shows.test(screen.text()));
};

/** Down and up: each leaves the screen as another did. */
const strokes = ['j', 'j', 'j', 'k', 'k', 'k'];

const measureAt = async (small: TerminalProgram, large: TerminalProgram, place: Place): Promise<Result> => {
  const times = { small: [] as number[], large: [] as number[] };
  for (const opened of [small, large]) await goTo(opened, place);
  for (let round = -1; round < rounds; round += 1) {
    for (const [opened, kept] of [
      [small, times.small],
      [large, times.large],
    ] as const) {
      for (const key of strokes) {
        const tookMs = await timeOf(opened, key);
        // The first round warms up.
        if (round >= 0) kept.push(tookMs);
      }
    }
  }
  const [of, against] = [quantile(times.large, 0.95), quantile(times.small, 0.95)];
  return {
    what: `Key to frame at 20,000 entries and 20,000 approved: ${place.name}, p95`,
    measured: `${(of / against).toFixed(2)} ×`,
    target: '≤ 2.00 ×',
    isMet: of / against <= 2,
    from: `${times.large.length} keys: ${of.toFixed(0)} ms, against ${against.toFixed(0)} ms at 20 and 20, terminal included`,
  };
};

/** One console on each world, for as long as it takes. */
export const measureKeys = async (): Promise<readonly Result[]> => {
  const worlds = [await makeSizedWorld(smallSize), await makeSizedWorld(largeSize)] as const;
  const opened: TerminalProgram[] = [];
  try {
    for (const world of worlds) opened.push(await open(world));
    const [small, large] = opened;
    if (small === undefined || large === undefined) throw new Error('Two consoles are needed.');
    const results: Result[] = [];
    for (const place of places) results.push(await measureAt(small, large, place));
    return results;
  } finally {
    for (const one of opened) {
      one.kill();
      await one.exit;
    }
    for (const { handle } of worlds) await handle.stop();
  }
};
