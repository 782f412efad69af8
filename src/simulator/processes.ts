// The processes of a simulated world, out of all of this machine: the user's own listeners and gateways are none of its business.
import { join } from 'node:path';
import type { ProcessEntry, ProcessList } from '../core/system/process-list.ts';
import { readGateway } from './gateway-files.ts';

/** The simulated gateway has been running for so long before the world was made (ms): it is past its start. */
const gatewayAgeMs = 3_600_000;

/** Only what belongs to the world in `dir`, and the console itself. */
export const processesOfWorld = (all: ProcessList, dir: string): ProcessList => ({
  list: async (signal) => {
    const listing = await all.list(signal);
    if (listing.status === 'unknown') return listing;
    const gatewayPid = readGateway(join(dir, 'zca'))?.pid;
    const isOfWorld = ({ pid, words }: ProcessEntry): boolean =>
      pid === process.pid || pid === gatewayPid || words.some((word) => word.includes(dir));
    const entries = listing.entries.filter(isOfWorld).map((entry): ProcessEntry => {
      if (entry.pid !== gatewayPid || entry.startedAtMs === undefined) return entry;
      return { ...entry, startedAtMs: entry.startedAtMs - gatewayAgeMs };
    });
    return { status: 'listed', entries };
  },
  environment: (pid) => all.environment(pid),
});
