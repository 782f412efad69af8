// Writes the config beside a program that knows no lock, as OpenClaw and editors do: how many of its writes are lost? Some must be: between our
// last look and our rename there are some microseconds in which nobody can keep it out.
import { writeSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeConfigFile } from '../../src/core/config/write/write.ts';
import { diskWriteFiles, type WriteFiles } from '../../src/core/system/write-files.ts';
import { clock, demand, live, wordsAfter } from './life.ts';

const forMs = 20_000;
const maxPauseMs = 20;
/** Without the programs that are asked for access lists: they take longer than this rival gives. */
const files: WriteFiles = {
  ...diskWriteFiles,
  accessMark: async () => 'none',
  create: async (name) => ({ ...(await diskWriteFiles.create(name)), copyAttributes: async () => {} }),
};
/** Before the ring was shifted ahead of the last look, it was one in twenty. A busy machine may take the processor away in between. */
const maxLostShare = 0.01;

/** The child: adds a line of its own to whatever is there, until its time is over. */
const writeOn = async (file: string): Promise<void> => {
  const endsAtMs = Date.now() + forMs;
  let [expected, written, conflicts] = [await readFile(file, 'utf8'), 0, 0];
  while (Date.now() < endsAtMs) {
    const next = `${expected}ours ${written + 1}\n`;
    const outcome = await writeConfigFile({ file, expected, next, deps: { clock, files } });
    if (outcome.status === 'written') {
      expected = next;
      written += 1;
    } else {
      expected = outcome.theirs ?? '';
      conflicts += 1;
    }
  }
  writeSync(1, `written ${written}\nconflicts ${conflicts}\n`);
};

/** @throws Error if more is lost than can be helped */
export const meetRival = async (): Promise<void> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'zalouser-tui-rival-'));
  const file = path.join(folder, 'openclaw.json');
  try {
    await writeFile(file, 'begin\n');
    let isOver = false;
    const life = live([import.meta.filename, file]).finally(() => {
      isOver = true;
    });
    let theirs = 0;
    while (!isOver) {
      theirs += 1;
      await writeFile(`${file}.theirs`, `${await readFile(file, 'utf8')}theirs ${theirs}\n`);
      await rename(`${file}.theirs`, file);
      await new Promise<void>((resolve) => {
        setTimeout(resolve, Math.random() * maxPauseMs);
      });
    }
    const { lines, exitCode } = await life;
    demand(exitCode === 0, 'The writer failed.');
    const text = await readFile(file, 'utf8');
    const there = new Set(text.split('\n'));
    const lost = Array.from({ length: theirs }, (_, index) => `theirs ${index + 1}`).filter(
      (line) => !there.has(line),
    ).length;
    const [ours, conflicts] = [wordsAfter(lines, 'written')[0], wordsAfter(lines, 'conflicts')[0]];
    demand(lost <= Math.max(2, theirs * maxLostShare), `${lost} of ${theirs} writes of a rival were lost.`);
    console.log(
      `✓ rival: ${lost} of its ${theirs} writes lost beside ${ours} of ours, which gave way ${conflicts} times`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const [, script, file] = process.argv;
if (script === import.meta.filename && file !== undefined) await writeOn(file);
