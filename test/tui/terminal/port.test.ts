import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/faces.ts';
import { createTerminalModes } from '../../../src/tui/terminal/modes.ts';
import { createTerminalPort, viewerGraceMs } from '../../../src/tui/terminal/port.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
const picture = '/tmp/qr.png';
const opened: Outcome = { ok: true, sentence: `Opened ${picture}` };
const hint = `Open it yourself: ${picture}`;
const failed = (sentence: string): Outcome => ({
  ok: false,
  error: { code: 'command-failed', sentence, hint },
});

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
    port: createTerminalPort(
      { stdout: silent, platform, env: {}, suspend: () => undefined },
      { clock, env: { PATH: folder } },
    ),
  };
};

describe.skipIf(process.platform === 'win32')('opening a picture', () => {
  it.each<[string, string | undefined, NodeJS.Platform, Outcome]>([
    ['a viewer that has handed it over', 'exit 0', 'linux', opened],
    [
      'a viewer that finds no program for it',
      'exit 3',
      'linux',
      failed('xdg-open could not open the picture (exit 3).'),
    ],
    [
      'a viewer that is ended',
      'kill -9 $$',
      'linux',
      failed('xdg-open could not open the picture (ended by SIGKILL).'),
    ],
    [
      'no viewer',
      undefined,
      'linux',
      { ok: false, error: { code: 'not-started', sentence: 'No picture viewer could be started.', hint } },
    ],
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

describe.skipIf(process.platform === 'win32')('handing the terminal over', () => {
  const host = (isAlternateScreen = true, hasMouse = false) => {
    const events: string[] = [];
    const stdout = new Writable({
      decodeStrings: false,
      write: (chunk: string, _encoding, done) => {
        events.push(JSON.stringify(chunk));
        done();
      },
    });
    const modes = createTerminalModes(stdout, { isAlternateScreen, hasMouse });
    modes.take();
    events.length = 0;
    const port = createTerminalPort({
      stdout,
      modes,
      platform: 'linux',
      isAlternateScreen,
      env: { PATH: process.env['PATH'] },
      suspend: () => async (callback) => {
        events.push('let go');
        await callback();
        events.push('drawn anew');
      },
      onHandedOver: (isHandedOver) => void events.push(isHandedOver ? 'handed over' : 'back'),
    });
    return { port, events };
  };

  it('runs the command with what it adds to the environment, and tells how it ended', async () => {
    const { port } = host();
    const outcome = await port.run({
      file: '/bin/sh',
      args: ['-c', 'echo "Error: $WHY" >&2; exit 3'],
      env: { WHY: 'no network' },
    });
    expect(outcome).toEqual({ ok: true, exitCode: 3, stderrTail: 'Error: no network\n' });
    expect(await port.run({ file: '/bin/sh', args: ['-c', 'kill -INT $$'] })).toEqual({
      ok: true,
      exitCode: undefined,
      stderrTail: '',
    });
  });

  it('goes to the start of a line before the frame is drawn anew: a ^C leaves the cursor in the middle of one', async () => {
    const { port, events } = host();
    await port.run({ file: '/bin/sh', args: ['-c', 'exit 0'] });
    const [given, taken] = ['"\\u001b[?7h\\u001b[23;2t"', '"\\u001b[22;2t\\u001b[?7l"'];
    expect(events).toEqual(['handed over', 'let go', given, '"\\r"', taken, 'drawn anew', 'back']);
    const plain = host(false);
    await plain.port.run({ file: '/bin/sh', args: ['-c', 'exit 0'] });
    expect(plain.events).toEqual([
      'handed over',
      'let go',
      '"\\u001b[23;2t"',
      '"\\n"',
      '"\\u001b[22;2t"',
      'drawn anew',
      'back',
    ]);
  });

  it('gives the mouse back with it: an editor would hear its reports as keys', async () => {
    const { port, events } = host(true, true);
    await port.run({ file: '/bin/sh', args: ['-c', 'exit 0'] });
    expect(events[2]).toContain('\\u001b[?1000l');
    expect(events[4]).toContain('\\u001b[?1000h');
  });

  it('says when there is no such program, or no terminal to give', async () => {
    const { port } = host();
    expect(await port.run({ file: '/no/such/zca', args: [], program: 'zca' })).toMatchObject({
      ok: false,
      error: { code: 'not-started', detail: 'ENOENT' },
    });
    const none = createTerminalPort({ stdout: silent, platform: 'linux', env: {}, suspend: () => undefined });
    expect(await none.run({ file: '/bin/sh', args: [] })).toMatchObject({
      ok: false,
      error: { code: 'not-started' },
    });
    expect(await none.edit('/tmp/x')).toMatchObject({ ok: false, error: { code: 'not-started' } });
  });
});
