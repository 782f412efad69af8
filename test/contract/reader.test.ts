// `readConfig` against `openclaw config get channels.zalouser --json`.
import { link, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { readConfig } from '../../src/core/config/read.ts';
import type { ConfigReading } from '../../src/core/config/reading.ts';
import { valueAt } from '../../src/core/config/value.ts';
import { systemClock } from '../../src/core/shared/clock.ts';
import { accepted, type ReaderCase, refused } from './reader-corpus.ts';
import { type Ended, openSystem } from './support/system.ts';

const openclaw = inject('openclawB');

interface Both {
  readonly ours: ConfigReading;
  readonly theirs: Ended;
}

const readBoth = async ({ files, env = {}, links = {} }: ReaderCase): Promise<Both> => {
  if (openclaw === undefined) throw new Error('OpenClaw is not installed.');
  const system = await openSystem(openclaw);
  const stateDir = dirname(system.configPath);
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(stateDir, name)), { recursive: true });
      await writeFile(join(stateDir, name), text);
    }
    for (const [name, { to, hard = false }] of Object.entries(links))
      await (hard ? link : symlink)(join(stateDir, to), join(stateDir, name));
    const envFile = join(stateDir, '.env');
    const ours = await readConfig({
      path: system.configPath,
      env: { ...system.env, ...env },
      envFile,
      clock: systemClock,
    });
    return { ours, theirs: await system.run(['config', 'get', 'channels.zalouser', '--json'], env) };
  } finally {
    await system.close();
  }
};

const sentencesOf = ({ findings }: ConfigReading): readonly string[] =>
  findings.map(({ sentence }) => sentence);

describe.skipIf(openclaw === undefined)('what is read', () => {
  test('the corpus is as large as promised', () => {
    expect(accepted.length + refused.length).toBeGreaterThanOrEqual(40);
  });

  test.concurrent.each(accepted)('$says', async (one) => {
    const { ours, theirs } = await readBoth(one);
    expect(theirs.code, theirs.stderr).toBe(0);
    expect(sentencesOf(ours)).toEqual([]);
    expect(JSON.parse(JSON.stringify(valueAt(ours.value, ['channels', 'zalouser'])))).toEqual(
      JSON.parse(theirs.stdout),
    );
  });

  test.concurrent.each(refused)('refused: $says', async (one) => {
    const { ours, theirs } = await readBoth(one);
    expect(theirs.code).toBe(1);
    expect(sentencesOf(ours), theirs.stderr).not.toEqual([]);
  });
});
