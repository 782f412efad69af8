// `zalouser-tui status --json` as it is run from a shell, from its start to its end.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cpuMsOf } from '../../scripts/process-usage.ts';
import type { Result } from '../feed/result.ts';
import { largeSize, makeSizedWorld, smallSize, type WorldSize } from './world.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'zalouser-tui.js');
const limitSeconds = 20;

interface Took {
  readonly seconds: number;
  /** Of the processor; what the others of the machine do leaves it as it is. Absent where the system does not tell. */
  readonly cpuSeconds: number | undefined;
}

const run = async (size: WorldSize): Promise<Took> => {
  const { handle, args, env, home } = await makeSizedWorld(size);
  try {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [program, 'status', '--json', ...args], {
      env: { ...env, HOME: home, TMPDIR: home, PATH: '/usr/bin:/bin' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let cpuMs: number | undefined;
    const look = setInterval(() => {
      if (child.pid !== undefined) void cpuMsOf(child.pid).then((usedMs) => (cpuMs = usedMs ?? cpuMs));
    }, 50);
    await new Promise((resolve) => child.on('close', resolve));
    clearInterval(look);
    return {
      seconds: (performance.now() - startedAt) / 1_000,
      cpuSeconds: cpuMs === undefined ? undefined : cpuMs / 1_000,
    };
  } finally {
    await handle.stop();
  }
};

/** At 20,000 entries and 20,000 approved, and with fifty such accounts; a small one beside them. */
export const measureStatus = async (): Promise<readonly Result[]> => {
  const small = await run(smallSize);
  const one = await run(largeSize);
  // Few friends: it is the simulated zca that would be measured, fifty times.
  const fifty = await run({ ...largeSize, accounts: 50, friends: 20 });
  const inWords = (seconds: number | undefined): string =>
    seconds === undefined ? 'unknown' : `${seconds.toFixed(1)} s`;
  const result = (what: string, { seconds, cpuSeconds }: Took): Result => ({
    what,
    measured: inWords(seconds),
    target: `≤ ${limitSeconds} s`,
    isMet: seconds <= limitSeconds,
    from: `${inWords(cpuSeconds)} of processor; ${inWords(small.seconds)} and ${inWords(small.cpuSeconds)} at 20 and 20`,
  });
  return [
    result('status at 20,000 entries and 20,000 approved', one),
    result('status with 50 such accounts', fifty),
  ];
};
