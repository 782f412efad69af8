// What is said of many measurements, and of the machine they were made on.
import { cpus } from 'node:os';

/** The value below which `part` (0 to 1) of the values lie; 0 if there are none. */
export const quantile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * part) - 1))] ?? 0;
};

/** The middle value, or the mean of the two in the middle; 0 if there are none. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
};

/** Node, system and processor in a line. */
export const machine = (): string =>
  `Node ${process.versions.node}, ${process.platform}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`;
