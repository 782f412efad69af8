import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Each has a command of its own: they install packages, or take minutes.
    exclude: ['test/pack/**', 'test/contract/**', 'test/attack/**'],
    // Real-terminal stories start the built program; ten seconds is the deadline of one wait in them.
    testTimeout: 30_000,
    // The same colours, clock and language whoever runs the tests. Needs processes: a thread cannot change TZ.
    pool: 'forks',
    // Vitest leaves one processor free; here most of the time is spent waiting for children and terminals.
    maxWorkers: Math.max(2, availableParallelism()),
    env: { FORCE_COLOR: '1', TZ: 'UTC', LANG: 'en_US.UTF-8' },
    unstubEnvs: true,
    unstubGlobals: true,
    restoreMocks: true,
  },
});
