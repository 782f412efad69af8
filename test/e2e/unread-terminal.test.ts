// A terminal that nobody reads: its window is frozen, its connection hangs, `^S` was pressed. What the program writes finds no room any
// more, and a signal must end it all the same, with everything that it started.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDemoWorld } from '../../src/simulator/demo-world.ts';
import { control, isAlive, readZcaLog } from '../../src/simulator/world-files.ts';
import { type DemoProgram, openOnWorld } from '../support/demo-program.ts';
import { firstShort } from '../support/first-short.ts';
import { openProgram } from '../support/program.ts';

const signals = [
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 129],
] as const;

const listenerPids = (lines: ReturnType<typeof readZcaLog>): readonly number[] =>
  lines.flatMap(({ kind, argv, pid }) =>
    kind === 'start' && argv?.includes('listen') === true ? [pid] : [],
  );

const bytesWrittenBy = (pid: number): number =>
  Number(/^wchar: (\d+)$/mu.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);

/** Has it write until not a byte more gets through. */
const fill = async (pid: number, write: (turn: number) => void = () => {}): Promise<void> => {
  const before = bytesWrittenBy(pid);
  let [turn, last] = [0, before];
  const isFull = (): boolean => {
    turn += 1;
    write(turn);
    const now = bytesWrittenBy(pid);
    const isStuck = now === last && now > before + 2_000;
    last = now;
    return isStuck;
  };
  await expect.poll(isFull, { timeout: 20_000, interval: 100 }).toBe(true);
};

/** Each size is a whole frame. */
const fillByFrames = async ({ terminal }: DemoProgram): Promise<void> =>
  fill(terminal.pid, (turn) => terminal.resize(100 + (turn % 2) * 20, 30 + (turn % 2) * 10));

// How much a process has written is known on Linux.
describe.runIf(process.platform === 'linux')('a terminal that is not read', () => {
  firstShort(signals)('%s ends the console', async (signal, code) => {
    const demo = await openOnWorld(['--screen', 'feed', '--account', 'default'], { columns: 120, rows: 40 });
    demo.terminal.press('s');
    await demo.terminal.until('Listening…');
    demo.terminal.isRead(false);
    await fillByFrames(demo);
    demo.terminal.kill(signal);
    expect((await demo.terminal.exit).code).toBe(code);
    const [pid] = listenerPids(demo.zcaLog());
    expect(pid !== undefined && isAlive(pid)).toBe(false);
    expect(await demo.terminal.processes()).toEqual([]);
  });

  it('is drawn anew as soon as somebody reads it again', async () => {
    const demo = await openOnWorld(['--screen', 'status'], { columns: 120, rows: 40 });
    demo.terminal.isRead(false);
    await fillByFrames(demo);
    demo.terminal.press('5');
    demo.terminal.isRead(true);
    await demo.terminal.until(/5 Access[\s\S]*dmPolicy/u);
    demo.terminal.press('q');
    expect((await demo.terminal.exit).code).toBe(0);
    expect(demo.terminal.terminal.isAlternateScreen).toBe(false);
  });

  firstShort(signals)('%s ends `feed`', async (signal, code) => {
    const world = await createDemoWorld({
      isLively: false,
      zcaScript: fileURLToPath(new URL('../../dist/demo-zca.js', import.meta.url)),
    });
    onTestFinished(() => world.stop());
    const terminal = await openProgram(
      ['feed', '--account', 'default', '--zca', world.zcaPath, '--config', world.configPath],
      {
        columns: 200,
        env: { OPENCLAW_STATE_DIR: world.stateDir },
      },
    );
    await terminal.until('default: connected.');
    terminal.isRead(false);
    control(world.zcaDir, { type: 'burst', profile: 'default', count: 20_000 });
    await fill(terminal.pid);
    terminal.kill(signal);
    expect((await terminal.exit).code).toBe(code);
    for (const pid of listenerPids(readZcaLog(world.zcaDir))) expect(isAlive(pid)).toBe(false);
  });
});
