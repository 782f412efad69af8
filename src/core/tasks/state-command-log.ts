import { type CommandRecord, commandLogCapacity } from '../system/command-log.ts';

/** A run began or went on: a known id is updated in place, a new one is appended, the oldest fall out. */
export const recordCommand = (log: readonly CommandRecord[], record: CommandRecord): readonly CommandRecord[] => {
  const last = log.at(-1);
  if (last === undefined || last.id < record.id) return [...log, record].slice(-commandLogCapacity);
  // Runs that still change are near the end.
  const index = log.findLastIndex(({ id }) => id === record.id);
  if (index >= 0) return log.with(index, record);
  // A long-lived child outlives its record: one that has fallen out stays out.
  return [...log, record].sort((a, b) => a.id - b.id).slice(-commandLogCapacity);
};
