// How large a set-up may be: keys, one change of the config and `status` with twenty thousand entries in `allowFrom` and as many people
// approved by code, set against a small set-up in the same run.
//
//   npm run bench:access                    all of it: some three minutes, on a machine that has nothing else to do
//   npm run bench:access -- keys status     only these: keys, change, status
//   npm run bench:access -- --check         exit code 1 if a target is missed
import { measureChange } from './access/change.ts';
import { measureKeys } from './access/keys.ts';
import { measureStatus } from './access/status.ts';
import { hasMissed, type Result, tableOf } from './feed/result.ts';
import { machine } from './statistics.ts';

const parts: Readonly<Record<string, () => Promise<readonly Result[]>>> = {
  keys: measureKeys,
  change: measureChange,
  status: measureStatus,
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
