// Whose a file is, and who may read it, stays as it was.
import { execFile } from 'node:child_process';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeConfigFile } from '../../../src/core/config/write/write.ts';
import { accessMarkOf, diskWriteFiles, parseAccessMark } from '../../../src/core/system/write-files.ts';
import { type OwnedDisk, ownedFiles } from '../../support/owned-files.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { contents, createWorld, modeOf, newText, oldText, type World } from '../config/write/write-world.ts';

const run = promisify(execFile);
const gateway = { uid: 1001, gid: 1001 };

let world: World;
let file: string;
let backup: string;

beforeEach(async () => {
  world = await createWorld();
  file = world.file;
  backup = `${file}.bak`;
});

const pretend = (disk: Partial<OwnedDisk>): OwnedDisk => {
  const whole = {
    user: 1000,
    groups: [1000],
    owners: new Map(),
    lists: new Set<string>(),
    canCopyLists: true,
    ...disk,
  };
  world = { ...world, deps: { ...world.deps, files: ownedFiles(whole) } };
  return whole;
};
const write = (): ReturnType<typeof writeConfigFile> =>
  writeConfigFile({ file, expected: oldText, next: newText, deps: world.deps });
const expectRefused = async (sentence: RegExp, hint: RegExp): Promise<void> => {
  await expect(write()).rejects.toMatchObject({
    view: {
      code: 'config-write-failed',
      sentence: expect.stringMatching(sentence),
      hint: expect.stringMatching(hint),
    },
  });
  expect(await contents(world.folder)).toEqual({ 'openclaw.json': oldText });
};

describe('whose it is', () => {
  it('stays so when root writes, on the backup too', async () => {
    const { owners } = pretend({ user: 0, groups: [0], owners: new Map([[file, gateway]]) });
    expect(await write()).toMatchObject({ status: 'written' });
    expect([owners.get(file), owners.get(backup)]).toEqual([gateway, gateway]);
  });

  it('changes only where a group that has all the owner had is kept', async () => {
    await chmod(file, 0o660);
    const { owners } = pretend({ groups: [1000, 500], owners: new Map([[file, { uid: 1001, gid: 500 }]]) });
    expect(await write()).toMatchObject({ status: 'written' });
    expect([owners.get(file), await modeOf(file)]).toEqual([{ uid: 1000, gid: 500 }, 0o660]);
  });

  it.each<[string, number, readonly number[]]>([
    ['its group may only read', 0o640, [1000, 500]],
    ['its group is none of this user', 0o666, [1000]],
  ])('is not taken from its owner: %s', async (_, mode, groups) => {
    await chmod(file, mode);
    pretend({ groups, owners: new Map([[file, { uid: 1001, gid: 500 }]]) });
    await expectRefused(
      /belongs to user 1001, who could not read it any more.*; nothing was written/u,
      /sudo -u '#1001'/u,
    );
  });

  it('gives the group no more than everybody where only the group cannot be kept', async () => {
    pretend({ owners: new Map([[file, { uid: 1000, gid: 500 }]]) });
    expect(await write()).toMatchObject({ status: 'written' });
    expect([await modeOf(file), await modeOf(backup)]).toEqual([0o600, 0o600]);
  });

  it('is for a new file that of its folder', async () => {
    const { owners } = pretend({ user: 0, groups: [0], owners: new Map([[world.folder, gateway]]) });
    const made = path.join(world.folder, 'new.json');
    await writeConfigFile({ file: made, expected: undefined, next: '{}', deps: world.deps });
    expect([owners.get(made), await modeOf(made)]).toEqual([gateway, 0o600]);
  });
});

describe('an access list', () => {
  it('stays, on the backup too', async () => {
    const { lists } = pretend({ lists: new Set([file]) });
    expect(await write()).toMatchObject({ status: 'written' });
    expect([...lists].sort()).toEqual([file, backup]);
  });

  it('is not dropped where it cannot be copied', async () => {
    pretend({ lists: new Set([file]), canCopyLists: false });
    await expectRefused(
      /has an access list \(ACL\) which cannot be kept here; nothing was written/u,
      /GNU cp.*setfacl -b/u,
    );
  });

  it('is not kept for other people: a group that changes would make it another list', async () => {
    pretend({ lists: new Set([file]), owners: new Map([[file, { uid: 1000, gid: 500 }]]) });
    await expectRefused(/access list/u, /owner of the file/u);
  });
});

it('looks again where attributes change while they are copied', async () => {
  const real = ownedFiles(pretend({}));
  let looks = 0;
  const files = {
    ...real,
    accessMark: async (at: string) => {
      // Somebody takes the group's right away: had it been copied before, it would be given back.
      if (at === file && ++looks === 1) {
        const mark = await real.accessMark(at);
        await chmod(file, 0o600);
        return mark;
      }
      return real.accessMark(at);
    },
  };
  world = { ...world, deps: { ...world.deps, files } };
  expect(await write()).toMatchObject({ status: 'written' });
  expect([await modeOf(file), await modeOf(backup), looks]).toEqual([0o600, 0o600, 2]);
});

describe('the marks of ls', () => {
  it.each<[string, ReturnType<typeof parseAccessMark>]>([
    ['-rw-r-----+ 1 0 0 3 Nov 30 08:43 f', 'list'],
    ['drwxr-x---+ 2 501 20 64 Nov 30 08:43 d', 'list'],
    ['-rw-r--r--. 1 0 0 3 Nov 30 08:43 f', 'none'],
    ['-rw-r--r--@ 1 501 20 3 Nov 30 08:43 f', 'none'],
    ['-rw-r--r--@ 1 501 20 3 Nov 30 08:43 f\n 0: user:_www allow read\n', 'list'],
    ['-rw-r--r--    1 0        0                3 Nov 30 08:43 f', 'none'],
    ['-rwSr-sr-T+ 1 0 0 3 Nov 30 08:43 f', 'list'],
    ['ls: f: No such file or directory', undefined],
    ['', undefined],
  ])('%j', (line, mark) => {
    expect(parseAccessMark(line)).toBe(mark);
  });
});

const canSetLists = await run('setfacl', ['--version']).then(
  () => true,
  () => false,
);

describe.skipIf(process.platform !== 'linux')('on a real disk', () => {
  it('says of an ordinary file that it has no list, and of none nothing', async () => {
    expect(['none', 'unknown']).toContain(await accessMarkOf(file));
    expect(await accessMarkOf(`${file}.gone`)).toBe('unknown');
  });

  it.skipIf(!canSetLists)(
    'keeps list, mode and owner; the group, which had nothing, still has nothing',
    async () => {
      await chmod(file, 0o600);
      await run('setfacl', ['-m', 'u:12345:r', file]);
      const listOf = async (at: string): Promise<string> => (await run('getfacl', ['-cpn', at])).stdout;
      const [before, mode] = [await listOf(file), await modeOf(file)];
      world = { ...world, deps: { ...world.deps, files: diskWriteFiles } };
      expect(await write()).toMatchObject({ status: 'written' });
      expect(await readFile(file, 'utf8')).toBe(newText);
      expect([await listOf(file), await listOf(backup)]).toEqual([before, before]);
      expect(await modeOf(file)).toBe(mode);
    },
  );

  it('keeps a new folder and file with whom the folder above belongs to', async () => {
    const { uid } = await stat(world.folder);
    const made = path.join(world.folder, 'a', 'b');
    await diskWriteFiles.makeFolder(made);
    expect((await stat(made)).uid).toBe(uid);
  });
});

it('commits nothing where the file is another by then, and both renames where not', async () => {
  const folder = await tempDir();
  const at = (name: string): string => path.join(folder, name);
  for (const name of ['a', 'b', 'c']) await writeFile(at(name), name);
  const commit = {
    file: at('a'),
    identity: (await diskWriteFiles.entry(at('a')))?.identity,
    from: at('c'),
    before: [at('b'), at('a.bak')],
  } as const;
  expect(await diskWriteFiles.commit({ ...commit, identity: `${commit.identity}0` })).toBe(false);
  expect(await contents(folder)).toEqual({ a: 'a', b: 'b', c: 'c' });
  expect(await diskWriteFiles.commit(commit)).toBe(true);
  expect(await contents(folder)).toEqual({ a: 'c', 'a.bak': 'b' });
});
