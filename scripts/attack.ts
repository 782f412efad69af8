// Attacks the program: `npm run test:attack -- [times] [seed]`, `times` as much as an ordinary run. What fails names the seed that repeats it.
import { spawnSync } from 'node:child_process';

const [times = 1, seed] = process.argv.slice(2).map(Number);
if (![times, seed ?? 0].every((value) => Number.isSafeInteger(value) && value >= 0) || times < 1) {
  console.error('usage: npm run test:attack -- [times] [seed]');
  process.exit(2);
}
const env = {
  ...process.env,
  ATTACK_TIMES: String(times),
  ...(seed === undefined ? {} : { ATTACK_SEED: String(seed) }),
};
const { status } = spawnSync('vitest', ['run', '--config', 'vitest.attack.config.ts'], {
  stdio: 'inherit',
  env,
});
process.exitCode = status ?? 1;
