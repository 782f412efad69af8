// Kills writers of the config and of the pairing store at random moments, lets two write at once, and one beside a program that knows no lock.
// `node scripts/crash-test.ts [--kills N] [--only config|store|rival]`; 500 kills of each take some minutes.
import { parseArgs } from 'node:util';
import { crashConfig } from './crash/config.ts';
import { meetRival } from './crash/rival.ts';
import { crashStore } from './crash/store.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '500' }, only: { type: 'string' } },
});
const kills = Number(values.kills);
const { only } = values;
if (only === undefined || only === 'config') await crashConfig(kills);
if (only === undefined || only === 'store') await crashStore(kills);
if (only === undefined || only === 'rival') await meetRival();
