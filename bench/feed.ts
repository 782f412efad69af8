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
import { runParts } from './run-parts.ts';

await runParts({
  ingest: async () => measureIngest(200),
  keys: async () => measureLive(5, 20_000),
  memory: measureMemory,
  frames: async () => measureFrameCost(12),
});
