import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/index.ts';
import { createTerminalPort, viewerGraceMs } from '../../../src/tui/terminal/port.ts';
import { createFakeClock, settle, until } from '../../support/fake-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';

const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
const picture = '/tmp/qr.png';
const opened: Outcome = { ok: true, sentence: `Opened ${picture}` };
const hint = `Open it yourself: ${picture}`;
const failed = (sentence: string): Outcome => ({ ok: false, error: { code: 'command-failed', sentence, hint } });

/** A port whose viewer is this script, or is missing. */
const portWith = async (script: string | undefined, platform: NodeJS.Platform) => {
  const folder = await tempDir();
  if (script !== undefined) {
    const file = join(folder, platform === 'win32' ? 'explorer' : 'xdg-open');
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  }
  const clock = createFakeClock();
  return {
    clock,
    port: createTerminalPort({ stdout: silent, platform, env: {}, suspend: () => undefined }, { clock, env: { PATH: folder } }),
  };
};

describe.skipIf(process.platform === 'win32')('opening a picture', () => {
  it.each<[string, string | undefined, NodeJS.Platform, Outcome]>([
    ['a viewer that has handed it over', 'exit 0', 'linux', opened],
    ['a viewer that finds no program for it', 'exit 3', 'linux', failed('xdg-open could not open the picture (exit 3).')],
    ['a viewer that is ended', 'kill -9 $$', 'linux', failed('xdg-open could not open the picture (ended by SIGKILL).')],
    ['no viewer', undefined, 'linux', { ok: false, error: { code: 'not-started', sentence: 'No picture viewer could be started.', hint } }],
    ['explorer, which exits 1 when all is well', 'exit 1', 'win32', opened],
  ])('%s', async (_, script, platform, expected) => {
    const { port, clock } = await portWith(script, platform);
    expect(await port.open(picture)).toEqual(expected);
    expect(clock.pending).toBe(0);
  });

  it('a viewer that stays is taken to show it', async () => {
    const { port, clock } = await portWith('exec /bin/sleep 2', 'linux');
    let outcome: Outcome | undefined;
    void port.open(picture).then((came) => {
      outcome = came;
    });
    await until(() => clock.pending === 1);
    clock.advance(viewerGraceMs - 1);
    await settle();
    expect(outcome).toBeUndefined();
    clock.advance(1);
    await until(() => outcome !== undefined);
    expect(outcome).toEqual(opened);
  });
});
