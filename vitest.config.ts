import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Each has a command of its own: they install packages, or take minutes. */
const ownCommands = ['test/pack/**', 'test/contract/**', 'test/attack/**'];
/** They start programs, and wait for them rather than for imports. */
const programs = ['test/e2e/**/*.test.ts', 'test/simulator/**/*.test.ts'];
/** In a process of their own: they replace modules, or build a program that their end takes away. */
const alone = 'test/**/*.alone.test.{ts,tsx}';

export default defineConfig({
  // React as it is shipped: its development build took nearly half the time of the tests that draw.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    // Real-terminal stories start the built program; ten seconds is the deadline of one wait in them.
    testTimeout: 30_000,
    // The same colours, clock and language whoever runs the tests. Needs processes: a thread cannot change TZ.
    pool: 'forks',
    // Vitest leaves one processor free; here much of the time is spent waiting for children and terminals.
    maxWorkers: Math.max(2, availableParallelism()),
    env: { NODE_ENV: 'production', FORCE_COLOR: '1', TZ: 'UTC', LANG: 'en_US.UTF-8' },
    unstubEnvs: true,
    unstubGlobals: true,
    restoreMocks: true,
    tags: [
      {
        name: 'long',
        description:
          'Not in `npm test`, but in `npm run test:all`: further cases of what a shorter story has shown to work.',
      },
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...ownCommands, ...programs, alone],
          // One start and one import of the tree for all files a worker gets: what a file changes outside its own variables, it puts back.
          isolate: false,
          setupFiles: 'test/support/fresh-builders.ts',
        },
      },
      { extends: true, test: { name: 'alone', include: [...programs, alone], exclude: ownCommands } },
    ],
  },
});
