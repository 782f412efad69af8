// `npm run test:contract [-- --all] [files]`: the suite against the real OpenClaw. `--all`: one of each kind (docs/contract/releases.md), else
// two of them. What else is given goes to vitest.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const [isAll, ...rest] = [
  process.argv.includes('--all'),
  ...process.argv.slice(2).filter((word) => word !== '--all'),
];
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

spawn(process.execPath, [vitest, 'run', '--config', 'vitest.contract.config.ts', ...rest], {
  stdio: 'inherit',
  env: { ...process.env, ...(isAll ? { ZALOUSER_TUI_CONTRACT_ALL: '1' } : {}) },
}).once('exit', (code) => {
  process.exitCode = code ?? 1;
});
