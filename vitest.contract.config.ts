// Against the real OpenClaw: needs a package registry once, then its cache. A command of its own, `npm run test:contract`; part of `.ci/run`, not of `npm test`.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/contract/**/*.test.ts'],
    globalSetup: ['test/contract/support/setup.ts'],
    // Every test waits for processes of hundreds of megabytes: two files, and two commands of each, are what two processors bear.
    maxWorkers: 2,
    maxConcurrency: 2,
    testTimeout: 240_000,
    hookTimeout: 400_000,
  },
});
