// The full run of the config editor's fuzz test: `npm run fuzz -- [edits] [seed]`. Prints what went wrong, with the seed to repeat it.
import { type Failure, fuzz } from '../test/core/config/edit/fuzz.ts';

const editsPerRound = 10_000;
const [count = 100_000, firstSeed = Date.now() % 1_000_000_000] = process.argv.slice(2).map(Number);
if (![count, firstSeed].every(Number.isSafeInteger)) {
  console.error('usage: npm run fuzz -- [edits] [seed]');
  process.exit(2);
}

const describeFailure = ({ seed, problem, text, edit }: Failure): string =>
  [
    `✗ ${problem}`,
    `  repeat: npm run fuzz -- 1 ${seed}`,
    `  edit: ${JSON.stringify(edit)}`,
    `  text: ${JSON.stringify(text)}`,
  ].join('\n');

// json5, which judges the texts, complains of U+2028 in strings, which they are full of.
console.warn = (): void => undefined;

console.log(`${count} edits from seed ${firstSeed}`);
const total = { edits: 0, texts: 0, changed: 0, same: 0, refused: 0 };
const failures: Failure[] = [];
while (total.edits < count && failures.length === 0) {
  const report = fuzz(Math.min(editsPerRound, count - total.edits), firstSeed + total.texts);
  total.edits += report.edits;
  total.texts += report.texts;
  for (const result of ['changed', 'same', 'refused'] as const) total[result] += report.results[result];
  failures.push(...report.failures);
  console.log(
    `${total.edits} edits of ${total.texts} texts: ${total.changed} changed, ${total.same} no change, ${total.refused} rightly refused`,
  );
}
for (const failure of failures) console.error(describeFailure(failure));
console.log(failures.length === 0 ? '✓ none wrong' : `✗ ${failures.length} wrong`);
process.exitCode = failures.length === 0 ? 0 : 1;
