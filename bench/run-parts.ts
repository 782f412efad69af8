// What the benchmarks have in common: the parts that are named, or all of them, one table, and `--check`.
import { hasMissed, type Result, tableOf } from './feed/result.ts';
import { machine } from './statistics.ts';

/** Measures the parts that the command line names (all where it names none), prints the table and ends the process: 1 with `--check` and a missed target. */
export const runParts = async (
  parts: Readonly<Record<string, () => Promise<readonly Result[]>>>,
): Promise<never> => {
  const args = process.argv.slice(2);
  const wanted = args.filter((arg) => arg !== '--check');
  const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0) {
    console.error(
      `There is no ${unknown.join(', ')}: ${Object.keys(parts).join(', ')}, or none for all; and --check.`,
    );
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
};
