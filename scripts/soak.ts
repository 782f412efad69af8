// Hours in minutes: the console in a terminal, messages without end, and a listener that is killed, kicked and crashes all the while. Told at
// the end: how long a message took to the screen, what the memory did, how long it took to hear again, and whether anything was left behind.
//
//   npm run soak                     ten minutes at 100 messages a second
//   npm run soak -- --minutes 2 --rate 200
//
// Exit code 1 if anything was not as it must be.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { healthyAfterMs } from '../src/core/system/backoff.ts';
import { isAlive, readZcaLog } from '../src/simulator/world-files.ts';
import { type LiveConsole, openLiveConsole } from './live-console.ts';
import { cpuMsOf, residentBytesOf } from './process-usage.ts';

const size = { columns: 80, rows: 60 };
/** Full after a few seconds, so that growth after that is a leak. */
const feedCapacity = 2_000;
const stampEveryMs = 1_000;
const firstTroubleMs = 20_000;
/** Sooner, and the console would wait longer after each, as it must for a listener that is never well. */
const troubleEveryMs = healthyAfterMs + 5_000;
const sampleEveryMs = 2_000;
/** A listener that hears nothing is noticed after ten seconds and started again a second later; the rest is what a busy machine takes. */
const recoveryLimitMs = 30_000;
const lagLimitMs = 1_000;
const growthLimit = 1.25;

const listenerPids = ({ world }: LiveConsole): readonly number[] => {
  const log = readZcaLog(world.zcaDir);
  return log.flatMap(({ kind, pid, argv }) =>
    kind === 'start' && argv?.includes('listen') === true && isAlive(pid) ? [pid] : [],
  );
};

const killListener = (live: LiveConsole): void => {
  for (const pid of listenerPids(live)) process.kill(pid, 'SIGKILL');
};

/** What befalls the listener, in turn. Two kicks of 3000 are more than a minute apart: of two within one the console gives up, rightly. */
const troubles: readonly (readonly [name: string, cause: (live: LiveConsole) => void])[] = [
  ['killed', killListener],
  ['crashes', ({ happen }) => happen({ type: 'crash', profile: 'default' })],
  ['kicked (3000)', ({ happen }) => happen({ type: 'kick', profile: 'default', code: 3000 })],
  ['ends (0)', ({ happen }) => happen({ type: 'exit', profile: 'default', code: 0 })],
  ['recycles (75)', ({ happen }) => happen({ type: 'recycle', profile: 'default' })],
  ['closed (3003), deaf', ({ happen }) => happen({ type: 'kick', profile: 'default', code: 3003 })],
];

/** What is seen on the way. */
interface Log {
  readonly lagsMs: number[];
  readonly unseen: string[];
  readonly recoveries: { readonly name: string; readonly tookMs: number | undefined }[];
  readonly residentBytes: number[];
}

/** What is seen at the end, too. */
interface Report extends Log {
  readonly ranMs: number;
  readonly cpuMs: number | undefined;
  readonly listenersAtEnd: number;
  readonly exitCode: number;
  readonly orphans: readonly number[];
}

const stamp = (() => {
  let number = 0;
  return (): string => `stamp ${++number}.`;
})();

/** Undefined if the message was not seen in time: what is written to nobody never is. */
const lagWithin = async (live: LiveConsole, text: string, withinMs: number): Promise<number | undefined> =>
  live.lagOf(text, withinMs).catch(() => undefined);

/** Stamped messages until one comes through. */
const hearAgain = async (live: LiveConsole): Promise<number | undefined> => {
  const startedAt = performance.now();
  while (performance.now() - startedAt < recoveryLimitMs) {
    if ((await lagWithin(live, stamp(), stampEveryMs)) !== undefined) return performance.now() - startedAt;
  }
  return undefined;
};

const stampOnce = async (live: LiveConsole, { lagsMs, unseen }: Log): Promise<void> => {
  const text = stamp();
  const lagMs = await lagWithin(live, text, lagLimitMs * 5);
  if (lagMs === undefined) unseen.push(text);
  else lagsMs.push(lagMs);
  await sleep(Math.max(0, stampEveryMs - (lagMs ?? 0)));
};

const sample = async ({ program }: LiveConsole, { residentBytes }: Log): Promise<void> => {
  const bytes = await residentBytesOf(program.pid);
  if (bytes !== undefined) residentBytes.push(bytes);
};

/** Stamps, samples and troubles until the time is up. */
const torment = async (live: LiveConsole, forMs: number): Promise<Log> => {
  const log: Log = { lagsMs: [], unseen: [], recoveries: [], residentBytes: [] };
  const startedAt = performance.now();
  let [troubleAt, sampledAt] = [startedAt + firstTroubleMs, startedAt];
  while (performance.now() - startedAt < forMs) {
    await stampOnce(live, log);
    if (performance.now() - sampledAt >= sampleEveryMs) {
      sampledAt = performance.now();
      await sample(live, log);
    }
    if (performance.now() < troubleAt) continue;
    const [name, cause] = troubles[log.recoveries.length % troubles.length] ?? ['', () => undefined];
    cause(live);
    log.recoveries.push({ name, tookMs: await hearAgain(live) });
    troubleAt = performance.now() + troubleEveryMs;
  }
  return log;
};

const run = async (live: LiveConsole, minutes: number, rate: number): Promise<Report> => {
  const startedAt = performance.now();
  const stop = live.flow(rate);
  const log = await torment(live, minutes * 60_000).finally(stop);
  const ranMs = performance.now() - startedAt;
  const cpuMs = await cpuMsOf(live.program.pid);
  const listenersAtEnd = listenerPids(live).length;
  const exitCode = await live.quit();
  const orphans = readZcaLog(live.world.zcaDir).flatMap(({ kind, pid }) =>
    kind === 'start' && isAlive(pid) ? [pid] : [],
  );
  return { ...log, ranMs, cpuMs, listenersAtEnd, exitCode, orphans };
};

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * part) - 1)] ?? 0;

/** The middle of the last third against that of the second. */
const growth = (samples: readonly number[]): number => {
  const third = Math.floor(samples.length / 3);
  return third === 0
    ? 1
    : quantile(samples.slice(-third), 0.5) / quantile(samples.slice(third, third * 2), 0.5);
};

interface Finding {
  readonly isRight: boolean;
  readonly text: string;
}

const findings = (report: Report): readonly Finding[] => {
  const { lagsMs, unseen, recoveries, residentBytes, exitCode, orphans, listenersAtEnd } = report;
  const lag95 = quantile(lagsMs, 0.95);
  const grown = growth(residentBytes);
  const slowest = recoveries.toSorted(
    (a, b) => (b.tookMs ?? Number.POSITIVE_INFINITY) - (a.tookMs ?? Number.POSITIVE_INFINITY),
  )[0];
  const seconds = (ms: number | undefined): string =>
    ms === undefined ? 'never' : `${(ms / 1_000).toFixed(1)} s`;
  const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(0)} MB`;
  return [
    {
      isRight: lagsMs.length > 0 && lag95 <= lagLimitMs,
      text: `Lag, written to seen: p50 ${quantile(lagsMs, 0.5).toFixed(0)} ms, p95 ${lag95.toFixed(0)} ms, at most ${quantile(lagsMs, 1).toFixed(0)} ms, of ${lagsMs.length} (p95 ≤ ${lagLimitMs} ms)`,
    },
    {
      isRight: unseen.length === 0,
      text: `Never seen: ${unseen.length} of ${lagsMs.length + unseen.length} (none) ${unseen.join(' ')}`,
    },
    {
      isRight: recoveries.every(({ tookMs }) => tookMs !== undefined),
      text: `Heard again after ${recoveries.length} troubles: slowest ${seconds(slowest?.tookMs)} (${slowest?.name ?? 'none'}; ≤ ${seconds(recoveryLimitMs)})`,
    },
    {
      isRight: grown <= growthLimit,
      text: `Memory: ${megabytes(quantile(residentBytes, 0.5))}, at most ${megabytes(quantile(residentBytes, 1))}; the last third against the second ${grown.toFixed(2)} × (≤ ${growthLimit} ×)`,
    },
    { isRight: listenersAtEnd === 1, text: `Listeners running at the end: ${listenersAtEnd} (1)` },
    { isRight: exitCode === 0, text: `Exit code: ${exitCode} (0)` },
    {
      isRight: orphans.length === 0,
      text: `Processes left behind: ${orphans.length} (none) ${orphans.join(' ')}`,
    },
  ];
};

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, rate: { type: 'string', default: '100' } },
});
const [minutes, rate] = [Number(values.minutes), Number(values.rate)];
if (!(minutes > 0) || !(rate > 0)) {
  console.error('Usage: npm run soak -- [--minutes N] [--rate MESSAGES-A-SECOND]');
  process.exit(2);
}
const live = await openLiveConsole({ ...size, feedCapacity });
const report = await run(live, minutes, rate).finally(() => live.end());
const cpu =
  report.cpuMs === undefined ? '' : `; ${((report.cpuMs * 100) / report.ranMs).toFixed(1)} % of one core`;
console.log(`${(report.ranMs / 60_000).toFixed(1)} minutes at ${rate} messages/s${cpu}`);
const found = findings(report);
for (const { isRight, text } of found) console.log(`${isRight ? '✓' : '✗'} ${text.trimEnd()}`);
process.exit(found.every(({ isRight }) => isRight) ? 0 : 1);
