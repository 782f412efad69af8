// Kills a process that writes config versions, at random moments, again and again: the file must be the old or the new version, whole, with
// its ring of backups, and the next start must find no litter. Then two writers at once: nothing may be lost.
import { writeSync } from 'node:fs';
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeConfigFile } from '../../src/core/config/write/write.ts';
import { removeStaleTempFilesBeside } from '../../src/core/system/stale-temp-files.ts';
import { backupFiles } from '../../src/core/system/write-target.ts';
import { clock, demand, isStaleTempFile, type Life, live, wordsAfter } from './life.ts';

/** Longest time from the first write of a process to its end: some writes. */
const maxLifeMs = 250;
/** Written by each of the two writers at once. */
const rivalWrites = 40;

/** The text of a version tells whether it is whole: it can be made again. Sizes go from a few bytes to 200 kB. */
const textOf = (version: number): string => {
  const filler = `${version}. của tôi `.repeat((version * 7_919) % 12_000);
  return `{\n  // version ${version}\n  version: ${version},\n  filler: "${filler}",\n}\n`;
};

/** The version a text is of. @throws Error if it is not whole */
const versionOf = (text: string, what: string): number => {
  const version = Number(/version: (\d+)/u.exec(text)?.[1] ?? Number.NaN);
  if (!Number.isInteger(version) || textOf(version) !== text)
    throw new Error(`${what} is not whole (${text.length} characters).`);
  return version;
};

/** The child: cleans, says what it finds, then writes `count` versions, saying `begin N` and `done N`. */
const writeVersions = async (file: string, count: number): Promise<void> => {
  await removeStaleTempFilesBeside([file], { clock });
  writeSync(1, `found ${(await readdir(path.dirname(await realpath(file)))).join(' ')}\n`);
  let expected = await readFile(file, 'utf8');
  for (let written = 0; written < count; ) {
    const version = versionOf(expected, 'The file') + 1;
    writeSync(1, `begin ${version}\n`);
    const outcome = await writeConfigFile({ file, expected, next: textOf(version), deps: { clock } });
    if (outcome.status === 'written') {
      written += 1;
      expected = textOf(version);
      writeSync(1, `done ${version}\n`);
    } else expected = outcome.theirs ?? '';
  }
};

const run = (file: string, count: number, isKilled: boolean): Promise<Life> =>
  live([import.meta.filename, file, String(count)], isKilled ? maxLifeMs : undefined);

const numbersAfter = (lines: readonly string[], word: string): readonly number[] =>
  wordsAfter(lines, word).map(Number);

/** What a kill left behind, counted, so that it can be seen that the kills met every part of a write. */
const seen = { temporary: 0, lock: 0, gap: 0, newVersion: 0, oldVersion: 0 };

/** The versions in the ring, newest first; checks each. */
const ringOf = async (real: string): Promise<readonly (number | undefined)[]> =>
  Promise.all(
    backupFiles(real).map((backup) =>
      readFile(backup, 'utf8').then(
        (text) => versionOf(text, path.basename(backup)),
        () => undefined,
      ),
    ),
  );

const checkRing = async (real: string, current: number): Promise<void> => {
  const ring = await ringOf(real);
  const versions = ring.filter((version) => version !== undefined);
  const drawn = `ring ${ring.join(' ')} of version ${current}`;
  demand(
    versions.every((version, index) => version <= (versions[index - 1] ?? current)),
    `${drawn} is out of order.`,
  );
  demand(current < 2 || (versions[0] ?? 0) >= current - 1, `${drawn} lost the version before.`);
  demand(current < 12 || versions.length >= 4, `${drawn} lost more than the place of one rename.`);
  if (current >= 12 && versions.length === 4) seen.gap += 1;
};

/** The lock of a dead writer names it, so that nobody waits for one that is empty. */
const checkLock = async (lock: string): Promise<void> => {
  const text = await readFile(lock, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  seen.lock += 1;
  demand(/^\{[^{}]*"pid": \d+,[^{}]*\}$/u.test(text), `The lock is not whole: ${JSON.stringify(text)}`);
};

/** One kill and what it left. @returns the version in the file */
const killOnce = async (file: string, real: string, before: number): Promise<number> => {
  const { lines } = await run(file, Number.MAX_SAFE_INTEGER, true);
  const found = lines[0] ?? '';
  demand(
    found.startsWith('found ') && !found.split(' ').some(isStaleTempFile),
    `The next start left litter: ${found}`,
  );
  const current = versionOf(await readFile(file, 'utf8'), 'The file');
  const done = numbersAfter(lines, 'done').at(-1) ?? before;
  const begun = numbersAfter(lines, 'begin').at(-1) ?? before;
  demand(
    current === done || current === begun,
    `The file has version ${current}, but ${done} was written and ${begun} begun.`,
  );
  if (begun !== done) seen[current === begun ? 'newVersion' : 'oldVersion'] += 1;
  demand((await lstat(file)).isSymbolicLink(), 'The link was replaced.');
  demand(((await stat(file)).mode & 0o777) === 0o640, 'The mode changed.');
  await checkRing(real, current);
  if ((await readdir(path.dirname(real))).some(isStaleTempFile)) seen.temporary += 1;
  await checkLock(`${real}.lock`);
  return current;
};

/** Two processes write the same file: each version is written once, by one of them. */
const race = async (file: string, real: string, before: number): Promise<void> => {
  const lives = await Promise.all([run(file, rivalWrites, false), run(file, rivalWrites, false)]);
  demand(
    lives.every(({ exitCode }) => exitCode === 0),
    'A writer failed.',
  );
  const done = lives.flatMap(({ lines }) => numbersAfter(lines, 'done')).toSorted((a, b) => a - b);
  const expected = Array.from({ length: 2 * rivalWrites }, (_, index) => before + 1 + index);
  demand(done.join() === expected.join(), `Two writers lost or repeated a version: ${done.join(' ')}`);
  const last = before + 2 * rivalWrites;
  const ring = await ringOf(real);
  demand(
    ring.join() === [last - 1, last - 2, last - 3, last - 4, last - 5].join(),
    `The ring is ${ring.join(' ')} after version ${last}.`,
  );
  const names = (await readdir(path.dirname(real))).filter((name) => !name.includes('.bak'));
  demand(names.join() === path.basename(real), `Beside the file there is ${names.join(' ')}.`);
};

/** @throws Error as soon as anything is lost */
export const crashConfig = async (kills: number): Promise<void> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'zalouser-tui-crash-'));
  const [real, file] = [path.join(folder, 'real', 'openclaw.json'), path.join(folder, 'openclaw.json')];
  await mkdir(path.dirname(real));
  await writeFile(real, textOf(1), { mode: 0o640 });
  await symlink(path.join('real', 'openclaw.json'), file);
  try {
    let version = 1;
    for (let kill = 1; kill <= kills; kill += 1) {
      version = await killOnce(file, real, version);
      if (kill % 100 === 0) console.log(`config: ${kill} kills, version ${version}`);
    }
    // Takes the last dead writer's lock over: two that did so in the same instant could both get it.
    demand((await run(file, 1, false)).exitCode === 0, 'The writer after the last kill failed.');
    await race(file, real, version + 1);
    console.log(
      `✓ config: ${kills} kills in ${version} writes, ${2 * rivalWrites} more by two at once: always whole. Left behind:`,
      seen,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const [, script, file, count] = process.argv;
if (script === import.meta.filename && file !== undefined) await writeVersions(file, Number(count));
