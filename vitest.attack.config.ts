// Attacks: hostile text, faults, a monkey at the keys. A command of its own, `npm run test:attack`; part of `npm run test:all` and of `.ci/run`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/attack/**/*.test.{ts,tsx}'],
    testTimeout: 600_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    env: { FORCE_COLOR: '1', TZ: 'UTC', LANG: 'en_US.UTF-8' },
    restoreMocks: true,
  },
});
