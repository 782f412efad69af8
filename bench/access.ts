// How large a set-up may be: keys, one change of the config and `status` with twenty thousand entries in `allowFrom` and as many people
// approved by code, set against a small set-up in the same run.
//
//   npm run bench:access                    all of it: some three minutes, on a machine that has nothing else to do
//   npm run bench:access -- keys status     only these: keys, change, status
//   npm run bench:access -- --check         exit code 1 if a target is missed
import { measureChange } from './access/change.ts';
import { measureKeys } from './access/keys.ts';
import { measureStatus } from './access/status.ts';
import { runParts } from './run-parts.ts';

await runParts({
  keys: measureKeys,
  change: measureChange,
  status: measureStatus,
});
