// How fast messages are taken in: from bytes to verdicts in the state, against JSON.parse alone on the same lines.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { verdictOf } from '../../src/core/feed/select-verdict.ts';
import { defaultFeedCapacity } from '../../src/core/state.ts';
import { median } from '../statistics.ts';
import { createLines, type Lines } from './lines.ts';
import type { Result } from './result.ts';
import { openRig, type Rig } from './rig.ts';

const linesARound = 5_000;
const warmUpRounds = 20;
/** About 250 lines: what comes within one batch of the listener feed at 5,000 a second. */
const chunksABatch = 3;

/** What was left lying about by the making of the lines is cleared away first: neither of the two pays for it. */
const timed = (work: () => void): number => {
  collectGarbage();
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
};

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const parseOnly = ({ texts }: Lines): number => {
  let types = 0;
  const tookMs = timed(() => {
    for (const text of texts) types += JSON.parse(text).type;
  });
  if (!Number.isFinite(types)) throw new Error('A line has no type.');
  return tookMs;
};

const ingest = (rig: Rig, { chunks }: Lines): number =>
  timed(() => {
    for (const [at, chunk] of chunks.entries()) {
      rig.hear(chunk);
      if (at % chunksABatch === chunksABatch - 1) rig.settle();
    }
    rig.settle();
  });

/** Asks for the verdict on every message as it comes. */
const decideAll = ({ console }: Rig): { all: number; letThrough: number } => {
  const counts = { all: 0, letThrough: 0 };
  let lastMs = 0;
  console.store.subscribe((state, before) => {
    if (state.feed.messages === before.feed.messages) return;
    const { messages } = state.feed;
    const untilMs = lastMs;
    lastMs = messages.at(-1)?.receivedAtMs ?? untilMs;
    for (let at = messages.length - 1; at >= 0; at -= 1) {
      const message = messages.at(at);
      if (message === undefined || message.receivedAtMs <= untilMs) return;
      counts.all += 1;
      if (verdictOf(state, message).isLetThrough) counts.letThrough += 1;
    }
  });
  return counts;
};

/** Rounds in which both do the same lines, in turn. */
export const measureIngest = async (rounds: number): Promise<readonly Result[]> => {
  const rig = await openRig(defaultFeedCapacity);
  try {
    await rig.console.start();
    await rig.listen();
    const judged = decideAll(rig);
    const makeLines = createLines(rig.clock.now());
    const parsing: number[] = [];
    const ingesting: number[] = [];
    for (let round = 0; round < rounds + warmUpRounds; round += 1) {
      const lines = makeLines(linesARound);
      const isParseFirst = round % 2 === 0;
      const first = isParseFirst ? parseOnly(lines) : ingest(rig, lines);
      const second = isParseFirst ? ingest(rig, lines) : parseOnly(lines);
      if (round < warmUpRounds) continue;
      parsing.push(isParseFirst ? first : second);
      ingesting.push(isParseFirst ? second : first);
    }
    const { all, letThrough } = judged;
    if (all !== (rounds + warmUpRounds) * linesARound || letThrough === 0 || letThrough === all) {
      throw new Error(
        `Of ${(rounds + warmUpRounds) * linesARound} lines ${all} were decided, ${letThrough} let through.`,
      );
    }
    return [resultOf(parsing, ingesting)];
  } finally {
    await rig.stop();
  }
};

const resultOf = (parsing: readonly number[], ingesting: readonly number[]): Result => {
  const ratio = median(parsing.map((ms, at) => ms / (ingesting[at] ?? Number.NaN)));
  const microseconds = (ms: readonly number[]): string => ((median(ms) * 1_000) / linesARound).toFixed(1);
  return {
    what: 'Ingest against JSON.parse alone',
    measured: `${ratio.toFixed(2)} ×`,
    target: '≥ 0.35 ×',
    isMet: ratio >= 0.35,
    from: `${parsing.length} rounds of ${linesARound} lines: ${microseconds(ingesting)} and ${microseconds(parsing)} µs a line`,
  };
};
