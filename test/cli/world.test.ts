// The clock of the world a console is opened on: the machine's, but for a demo that was asked to go faster.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDemoWorld } from '../../src/cli/demo.ts';
import { pathsOf } from '../../src/cli/paths.ts';
import { type Host, openRealWorld, openWorldToRead, type World } from '../../src/cli/world.ts';
import { realTimeClock, systemClock } from '../../src/core/shared/clock.ts';
import { tempDir } from '../support/temp-dir.ts';

let host: (clock?: string) => Host;

beforeEach(async () => {
  const homeDir = await tempDir();
  vi.stubEnv('TMPDIR', await tempDir());
  vi.stubEnv('ZALOUSER_DEMO_QUIET', '1');
  host = (clock) => {
    const env = { HOME: homeDir, ...(clock === undefined ? {} : { ZALOUSER_DEMO_CLOCK: clock }) };
    const { platform, stdin, stdout } = process;
    return { env, homeDir, platform, stdin, stdout, paths: pathsOf({ env, platform, homeDir }) };
  };
});
afterEach(() => vi.unstubAllEnvs());

const flags = { isDemo: false } as const;

const clockOf = async (opening: Promise<World>) => {
  const world = await opening;
  onTestFinished(() => world.end());
  return world.consoleOptions.clock;
};

describe('ZALOUSER_DEMO_CLOCK', () => {
  it('changes nothing outside the demo', async () => {
    expect(await clockOf(openRealWorld(flags, host('4')))).toBeUndefined();
    expect(await clockOf(openWorldToRead(flags, host('4')))).toBeUndefined();
  });

  it.each([undefined, '1', 'fast'])('leaves the demo the machine’s clock: %s', async (clock) => {
    expect(await clockOf(openDemoWorld(host(clock)))).toBe(systemClock);
  });

  it('lets the demo go faster, but not what is done to processes and files', async () => {
    const clock = (await clockOf(openDemoWorld(host('4')))) ?? systemClock;
    expect(clock).not.toBe(systemClock);
    expect(realTimeClock(clock)).toMatchObject({ after: systemClock.after });
  });
});

describe('a folder for temporary files that cannot be used', () => {
  it('is named, with what to do, where the demo needs it', async () => {
    vi.stubEnv('TMPDIR', '/nowhere/at\u001b[2J/all');
    await expect(openDemoWorld(host())).rejects.toMatchObject({
      view: {
        sentence: 'The folder for temporary files, /nowhere/at/all, cannot be used: it does not exist.',
        hint: 'Set TMPDIR to a folder that can be written to.',
      },
    });
  });

  it('and where the private folder cannot be made either', async () => {
    const file = join(await tempDir(), 'file');
    await writeFile(file, '');
    vi.stubEnv('TMPDIR', file);
    const there = host();
    const paths = { ...there.paths, runtimeDir: join(file, 'run') };
    await expect(openRealWorld(flags, { ...there, paths })).rejects.toMatchObject({
      view: { sentence: expect.stringContaining('it is no folder') },
    });
  });
});
