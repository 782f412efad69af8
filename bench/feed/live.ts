// The console as it is used: the built program in a pseudo-terminal, its listener printing thousands of messages a second, or nothing.
import { setTimeout as sleep } from 'node:timers/promises';
import { type LiveConsole, openLiveConsole } from '../../scripts/live-console.ts';
import { cpuMsOf } from '../../scripts/process-usage.ts';
import type { TerminalProgram } from '../../scripts/terminal-program.ts';
import { quantile } from '../statistics.ts';
import type { Result } from './result.ts';

const size = { columns: 100, rows: 30 };
const perSecond = 5_000;
const keysABlock = 40;
const confirmMs = 1_500;
const watchedMs = 5_000;
const selectedSign = '›';

const selectedRow = (program: TerminalProgram): number =>
  program.screen.lines().findIndex((line) => line.startsWith(selectedSign));

/** From a key to the frame that answers it, both ends in the terminal (ms). The selection goes up by some rows and comes down again. */
const measureKeys = async (program: TerminalProgram): Promise<readonly number[]> => {
  const latencies: number[] = [];
  for (let at = 0; at < keysABlock; at += 1) {
    const isUp = at % 8 < 4;
    const wanted = selectedRow(program) + (isUp ? -1 : 1);
    const startedAt = performance.now();
    program.write(isUp ? 'k' : 'j');
    await program.until(() => selectedRow(program) === wanted);
    latencies.push(performance.now() - startedAt);
    // Pauses of every length, so that keys fall at every place between two frames.
    await sleep(40 + ((at * 37) % 60));
  }
  return latencies;
};

/** Blocks of keys on a list that stands still and on one that grows, in turn. The list is scrolled up, where the cursor can move. */
const compareKeys = async ({ program, flow }: LiveConsole, blocks: number): Promise<Result> => {
  const idle: number[] = [];
  const busy: number[] = [];
  program.write('kkkkkkkk');
  for (let block = -1; block < blocks; block += 1) {
    await sleep(confirmMs);
    const still = await measureKeys(program);
    const stop = flow(perSecond);
    await sleep(confirmMs);
    const growing = await measureKeys(program);
    stop();
    if (block < 0) continue;
    idle.push(...still);
    busy.push(...growing);
  }
  const ratio = quantile(busy, 0.95) / quantile(idle, 0.95);
  const inWords = (values: readonly number[]): string =>
    `${quantile(values, 0.5).toFixed(0)}/${quantile(values, 0.95).toFixed(0)}`;
  return {
    what: 'Key to frame at 5,000 messages/s against an idle list, p95',
    measured: `${ratio.toFixed(2)} ×`,
    target: '≤ 2.00 ×',
    isMet: ratio <= 2,
    from: `${busy.length} keys each: p50/p95 ${inWords(busy)} and ${inWords(idle)} ms, terminal included`,
  };
};

/** Share of one processor, in per cent; undefined where the system does not tell. */
const cpuPercent = async (pid: number, forMs: number): Promise<number | undefined> => {
  const before = await cpuMsOf(pid);
  const startedAt = performance.now();
  await sleep(forMs);
  const after = await cpuMsOf(pid);
  return before === undefined || after === undefined
    ? undefined
    : ((after - before) * 100) / (performance.now() - startedAt);
};

const percent = (value: number | undefined): string =>
  value === undefined ? 'unknown here' : `${value.toFixed(1)} %`;

/** At the end of the list, where every frame is new from top to bottom. */
const watchFrames = async ({ program, flow }: LiveConsole): Promise<readonly Result[]> => {
  program.write('G');
  const stop = flow(perSecond);
  await sleep(confirmMs);
  const [before, startedAt] = [program.frames, performance.now()];
  const cpu = await cpuPercent(program.pid, watchedMs);
  const rate = ((program.frames - before) * 1_000) / (performance.now() - startedAt);
  stop();
  const from = `over ${watchedMs / 1_000} s at the end of the list`;
  return [
    {
      what: 'Frames at 5,000 messages/s',
      measured: `${rate.toFixed(1)}/s`,
      target: '≤ 30/s',
      isMet: rate > 1 && rate <= 30,
      from,
    },
    { what: 'Processor at 5,000 messages/s', measured: percent(cpu), from: `of one core, ${from}` },
  ];
};

const watchIdle = async ({ program }: LiveConsole, forMs: number): Promise<Result> => {
  // What was printed before must have been read.
  await program.quiet(confirmMs * 2);
  const cpu = await cpuPercent(program.pid, forMs);
  return {
    what: 'Processor with an open feed and nothing coming',
    measured: percent(cpu),
    target: '< 1.0 %',
    ...(cpu === undefined ? {} : { isMet: cpu < 1 }),
    from: `of one core, over ${forMs / 1_000} s`,
  };
};

/** Keys, frames and idleness of one console, one after the other. */
export const measureLive = async (blocks: number, idleMs: number): Promise<readonly Result[]> => {
  const live = await openLiveConsole(size);
  try {
    // Enough to fill the window.
    live.happen({ type: 'burst', profile: 'default', count: size.rows * 2 });
    await live.lagOf('the last of them');
    const keys = await compareKeys(live, blocks);
    const frames = await watchFrames(live);
    return [keys, ...frames, await watchIdle(live, idleMs)];
  } finally {
    await live.end();
  }
};
