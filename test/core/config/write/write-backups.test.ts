import { lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeRoom, writeConfigFile } from '../../../../src/core/config/write/write.ts';
import { diskWriteFiles } from '../../../../src/core/system/write-files.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { contents, createWorld, modeOf } from './write-world.ts';

it('keeps the last five versions, the newest as .bak, each with the mode it had', async () => {
  const { folder, file, deps } = await createWorld('0');
  for (let version = 1; version <= 7; version += 1) {
    expect(
      await writeConfigFile({ file, expected: `${version - 1}`, next: `${version}`, deps }),
    ).toMatchObject({ status: 'written' });
  }
  expect(await contents(folder)).toEqual({
    'openclaw.json': '7',
    'openclaw.json.bak': '6',
    'openclaw.json.bak.1': '5',
    'openclaw.json.bak.2': '4',
    'openclaw.json.bak.3': '3',
    'openclaw.json.bak.4': '2',
  });
  expect(await modeOf(`${file}.bak.4`)).toBe(0o640);
});

/** What OpenClaw 2026.2.26 does before it writes. */
const rotateAsOpenClaw = async (file: string): Promise<void> => {
  const ignore = (): void => {};
  await rm(`${file}.bak.4`).catch(ignore);
  for (let index = 3; index >= 1; index -= 1)
    await rename(`${file}.bak.${index}`, `${file}.bak.${index + 1}`).catch(ignore);
  await rename(`${file}.bak`, `${file}.bak.1`).catch(ignore);
};

const pushBackup = async (file: string, copy: string): Promise<void> => {
  await makeRoom(diskWriteFiles, file);
  await rename(copy, `${file}.bak`);
};

it.each([0, 1, 2, 3, 4, 5])('does with %i versions what OpenClaw does', async (count) => {
  const [ours, theirs] = [await tempDir(), await tempDir()];
  for (const folder of [ours, theirs]) {
    for (let index = 0; index < count; index += 1)
      await writeFile(path.join(folder, index === 0 ? 'c.bak' : `c.bak.${index}`), `v${index}`);
  }
  await rotateAsOpenClaw(path.join(theirs, 'c'));
  await writeFile(path.join(theirs, 'c.bak'), 'newest');
  await writeFile(path.join(ours, 'copy'), 'newest');
  await pushBackup(path.join(ours, 'c'), path.join(ours, 'copy'));
  expect(await contents(ours)).toEqual(await contents(theirs));
});

it.each<[readonly string[], Readonly<Record<string, string>>]>([
  // A writer was killed after so many renames.
  [
    ['.bak', '.bak.1', '.bak.2', '.bak.4'],
    { '.bak': 'new', '.bak.1': '.bak', '.bak.2': '.bak.1', '.bak.3': '.bak.2', '.bak.4': '.bak.4' },
  ],
  [
    ['.bak', '.bak.2', '.bak.3', '.bak.4'],
    { '.bak': 'new', '.bak.1': '.bak', '.bak.2': '.bak.2', '.bak.3': '.bak.3', '.bak.4': '.bak.4' },
  ],
  [
    ['.bak.1', '.bak.2', '.bak.3', '.bak.4'],
    { '.bak': 'new', '.bak.1': '.bak.1', '.bak.2': '.bak.2', '.bak.3': '.bak.3', '.bak.4': '.bak.4' },
  ],
])('fills the gap in %j, and drops nothing for it', async (endings, expected) => {
  const folder = await tempDir();
  for (const ending of endings) await writeFile(path.join(folder, `c${ending}`), ending);
  await writeFile(path.join(folder, 'copy'), 'new');
  await pushBackup(path.join(folder, 'c'), path.join(folder, 'copy'));
  expect(await contents(folder)).toEqual(
    Object.fromEntries(Object.entries(expected).map(([ending, text]) => [`c${ending}`, text])),
  );
});

it('writes nothing where no backup can be made, and says so', async () => {
  const { folder, file, deps } = await createWorld('0');
  for (const ending of ['.bak', '.bak.1', '.bak.2', '.bak.3']) await writeFile(`${file}${ending}`, ending);
  await mkdir(`${file}.bak.4/full`, { recursive: true });
  await expect(writeConfigFile({ file, expected: '0', next: '1', deps })).rejects.toMatchObject({
    view: {
      code: 'config-write-failed',
      sentence: `The backup ${file}.bak could not be made; nothing was written.`,
    },
  });
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['openclaw.json']));
  expect((await readdir(folder)).filter((name) => /tmp|lock/u.test(name))).toEqual([]);
  expect((await lstat(`${file}.bak.4`)).isDirectory()).toBe(true);
});
