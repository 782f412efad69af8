// What a command costs: time, processor (with all it runs) and runs of zca, in a simulated world without an openclaw. The commands take turns,
// so that whatever else the machine does hits all of them alike.
//
//   npm run bench:commands -- 9     the number of rounds; default 9
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { systemClock } from '../src/core/shared/clock.ts';
import { createDemoWorld } from '../src/simulator/demo-world.ts';
import { createRequestWriter } from '../src/simulator/openclaw-files.ts';
import { readZcaLog } from '../src/simulator/world-files.ts';
import { machine, median } from './statistics.ts';

const root = join(import.meta.dirname, '..');
const rounds = Math.max(1, Number(process.argv[2] ?? 9) || 9);
const program = [process.execPath, join(root, 'bin', 'zalouser-tui.js')];

const world = await createDemoWorld({ isLively: false, zcaScript: join(root, 'dist', 'demo-zca.js') });
const env = {
  HOME: world.homeDir,
  PATH: '/usr/bin:/bin',
  XDG_CACHE_HOME: join(world.dir, 'cache'),
  OPENCLAW_STATE_DIR: world.stateDir,
};
const flags = ['--zca', world.zcaPath, '--config', world.configPath];
const desk = createRequestWriter(world.credentialsDir, systemClock);
let strangers = 0;

/** A code that waits, of somebody new. */
const code = async (): Promise<string> => {
  strangers += 1;
  const senderId = `45987654321${String(strangers).padStart(8, '0')}`;
  const entered = await desk.enter({ accountId: 'default', senderId, name: 'Lan', nowMs: Date.now() });
  return entered.type === 'created' ? entered.code : '';
};

const contestants: readonly (readonly [name: string, argv: () => Promise<readonly string[]>])[] = [
  ['node -e 0', async () => [process.execPath, '-e', '0']],
  ['--help', async () => [...program, '--help']],
  ["complete -- pairing approve ''", async () => [...program, 'complete', '--', 'pairing', 'approve', '']],
  ['pairing list', async () => [...program, 'pairing', 'list', ...flags]],
  ['pairing approve CODE', async () => [...program, 'pairing', 'approve', await code(), ...flags]],
  ['status', async () => [...program, 'status', ...flags]],
];

/** `1m2.5s`, as `times` of the shell prints it, in ms. */
const shellMs = (text: string): number => {
  const [minutes = 0, seconds = 0] = text.replace('s', '').split('m').map(Number);
  return (minutes * 60 + seconds) * 1_000;
};

const zcaRuns = (): number => readZcaLog(world.zcaDir).filter(({ kind }) => kind === 'start').length;

const measure = (argv: readonly string[]): readonly [wallMs: number, processorMs: number, runs: number] => {
  const [startedMs, before] = [performance.now(), zcaRuns()];
  const { stdout } = spawnSync('/bin/sh', ['-c', '"$@" > /dev/null; times', 'sh', ...argv], {
    env,
    encoding: 'utf8',
  });
  const [user = '', system = ''] = (stdout.trim().split('\n').at(-1) ?? '').split(' ');
  return [performance.now() - startedMs, shellMs(user) + shellMs(system), zcaRuns() - before];
};

try {
  const seen = new Map<string, ReturnType<typeof measure>[]>(contestants.map(([name]) => [name, []]));
  // Round 0 fills the compile cache, and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, argv] of contestants) {
      const figures = measure(await argv());
      if (round > 0) seen.get(name)?.push(figures);
    }
  }
  console.log(
    `${machine()}, ${rounds} rounds\n${''.padEnd(34)}wall ms   user + sys ms   runs of zca   (medians)`,
  );
  for (const [name, figures] of seen) {
    const [wallMs, processorMs, runs] = ([0, 1, 2] as const).map((at) =>
      median(figures.map((row) => row[at])),
    );
    console.log(
      `${name.padEnd(34)}${wallMs?.toFixed(0).padStart(7)}${processorMs?.toFixed(0).padStart(16)}${runs?.toFixed(0).padStart(14)}`,
    );
  }
} finally {
  await world.stop();
}
