// How fast the feed is, as ratios that hold on any machine: each number is set against another that is measured in turn with it, in the
// same run. What the README quotes comes from here.
//
//   npm run bench:feed                      all of it: about four minutes, on a machine that has nothing else to do
//   npm run bench:feed -- ingest frames     only these: ingest, keys, memory, frames
//   npm run bench:feed -- --check           exit code 1 if a target is missed
import { measureFrameCost } from './feed/frame-cost.ts';
import { measureIngest } from './feed/ingest.ts';
import { measureLive } from './feed/live.ts';
import { measureMemory } from './feed/memory.ts';
import { hasMissed, type Result, tableOf } from './feed/result.ts';
import { machine } from './statistics.ts';

const parts: Readonly<Record<string, () => Promise<readonly Result[]>>> = {
  ingest: async () => measureIngest(200),
  keys: async () => measureLive(5, 20_000),
  memory: measureMemory,
  frames: async () => measureFrameCost(12),
};

const args = process.argv.slice(2);
const wanted = args.filter((arg) => arg !== '--check');
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}: ${Object.keys(parts).join(', ')}, or none for all; and --check.`);
  process.exit(2);
}

const results: Result[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.error(`${name} …`);
  results.push(...(await measure()));
}
console.log([machine(), ...tableOf(results)].join('\n'));
// Watches of the worlds that were may keep the process for a moment.
process.exit(args.includes('--check') && hasMissed(results) ? 1 : 0);
