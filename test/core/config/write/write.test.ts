import { execFile } from 'node:child_process';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { undoLastWrite, writeConfigFile } from '../../../../src/core/config/write/write.ts';
import {
  contents,
  createWorld,
  hookedFiles,
  modeOf,
  names,
  newText,
  oldText,
  read,
  type World,
} from './write-world.ts';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

let world: World;
let file: string;

beforeEach(async () => {
  world = await createWorld();
  file = world.file;
});

const write = (
  next = newText,
  expected: string | undefined = oldText,
  at = file,
): ReturnType<typeof writeConfigFile> => writeConfigFile({ file: at, expected, next, deps: world.deps });
const create = (next: string, at: string): ReturnType<typeof writeConfigFile> =>
  writeConfigFile({ file: at, expected: undefined, next, deps: world.deps });

describe('writeConfigFile: the ordinary case', () => {
  it('replaces the file whole, byte for byte, and keeps the version before', async () => {
    const before = await stat(file);
    expect(await write()).toEqual({
      status: 'written',
      undo: { file, wrote: newText, previous: oldText },
      backup: `${file}.bak`,
    });
    expect(await contents(world.folder)).toEqual({ 'openclaw.json': newText, 'openclaw.json.bak': oldText });
    expect((await stat(file)).ino).not.toBe(before.ino);
  });

  it.each([0o600, 0o640, 0o664, 0o444 | 0o200])('keeps mode %o, on the backup too', async (mode) => {
    await chmod(file, mode);
    await write();
    expect([await modeOf(file), await modeOf(`${file}.bak`)]).toEqual([mode, mode]);
  });

  it.skipIf(!isRoot)('keeps the owner, on the backup too', async () => {
    await chown(file, 12_345, 23_456);
    await write();
    for (const name of [file, `${file}.bak`])
      expect(await lstat(name)).toMatchObject({ uid: 12_345, gid: 23_456 });
  });

  it('writes an empty file where the text is empty, and takes one for what it is', async () => {
    await write('');
    expect(await read(file)).toBe('');
    expect(await write('{}', '')).toMatchObject({ status: 'written' });
  });
});

describe('writeConfigFile: a new file', () => {
  it('is readable by its owner alone, as are the folders made for it', async () => {
    const made = path.join(world.folder, 'a', 'b', 'openclaw.json');
    expect(await create('{}\n', made)).toEqual({
      status: 'written',
      undo: { file: made, wrote: '{}\n', previous: undefined },
    });
    expect(await read(made)).toBe('{}\n');
    expect(await names(path.dirname(made))).toEqual(['openclaw.json']);
    expect([
      await modeOf(made),
      await modeOf(path.dirname(made)),
      await modeOf(path.join(world.folder, 'a')),
    ]).toEqual([0o600, 0o700, 0o700]);
  });

  it('leaves the mode of a folder that is there', async () => {
    await chmod(world.folder, 0o750);
    await create('{}', path.join(world.folder, 'new.json'));
    expect(await modeOf(world.folder)).toBe(0o750);
  });
});

describe('writeConfigFile: somebody else', () => {
  it.each<[string, string | undefined, () => Promise<void>, string | undefined]>([
    ['changed it', oldText, () => writeFile(file, 'theirs'), 'theirs'],
    [
      'changed nothing but a line ending',
      oldText,
      () => writeFile(file, oldText.replace('\r\n', '\n')),
      oldText.replace('\r\n', '\n'),
    ],
    ['removed the byte order mark', oldText, () => writeFile(file, oldText.slice(1)), oldText.slice(1)],
    ['emptied it', oldText, () => writeFile(file, ''), ''],
    ['removed it', oldText, () => unlink(file), undefined],
    ['made one where there was none', undefined, () => Promise.resolve(), oldText],
  ])('%s before', async (_, expected, act, theirs) => {
    await act();
    const before = await contents(world.folder);
    const outcome = await writeConfigFile({ file, expected, next: newText, deps: world.deps });
    expect(outcome).toEqual({ status: 'changed-by-others', theirs });
    expect(await contents(world.folder)).toEqual(before);
  });

  /** Lets somebody else act at the n-th time a step is taken. */
  const meanwhile = (step: string, nth: number, act: () => Promise<void>): void => {
    let seen = 0;
    const files = hookedFiles(async (taken) => {
      if (taken === step && ++seen === nth) await act();
    });
    world = { ...world, deps: { ...world.deps, files } };
  };
  const replaceByTheirs = async (): Promise<void> => {
    await writeFile(`${file}.theirs`, 'theirs');
    await rename(`${file}.theirs`, file);
  };

  it.each<[string, string, number]>([
    ['while the lock is taken', 'read', 2],
    ['while the new version is being written', 'write', 1],
    ['while the backup is being written', 'write', 2],
    ['just before the last look', 'read', 3],
    ['just before the renames', 'commit', 1],
  ])('changed it %s', async (_, step, nth) => {
    meanwhile(step, nth, replaceByTheirs);
    expect(await write()).toEqual({ status: 'changed-by-others', theirs: 'theirs' });
    expect(await contents(world.folder)).toEqual({ 'openclaw.json': 'theirs' });
  });

  it('changed it right behind the write', async () => {
    meanwhile('syncFolder', 1, replaceByTheirs);
    expect(await write()).toEqual({ status: 'changed-by-others', theirs: 'theirs' });
    expect(await contents(world.folder)).toEqual({ 'openclaw.json': 'theirs', 'openclaw.json.bak': oldText });
  });

  it('removed it right behind the write', async () => {
    meanwhile('read', 4, () => unlink(file));
    expect(await write()).toEqual({ status: 'changed-by-others', theirs: undefined });
  });

  it('of two writers at once one wins, and the other sees what it wrote', async () => {
    const outcomes = await Promise.all(['one', 'two', 'three', 'four'].map((text) => write(text)));
    const winners = outcomes.filter(({ status }) => status === 'written');
    expect(winners).toHaveLength(1);
    const text = await read(file);
    expect(winners[0]).toMatchObject({ undo: { wrote: text } });
    for (const loser of outcomes.filter((outcome) => outcome !== winners[0]))
      expect(loser).toEqual({ status: 'changed-by-others', theirs: text });
    expect(await contents(world.folder)).toEqual({ 'openclaw.json': text, 'openclaw.json.bak': oldText });
  });

  it('holds the lock: it is waited for, and nothing is written meanwhile', async () => {
    await writeFile(
      `${file}.lock`,
      JSON.stringify({ pid: process.pid, createdAt: new Date(world.deps.clock.now()).toISOString() }),
    );
    await expect(write()).rejects.toMatchObject({ code: 'store-locked' });
    expect(await names(world.folder)).toEqual(['openclaw.json', 'openclaw.json.lock']);
    expect(await read(file)).toBe(oldText);
  });

  it('died with the lock: it is taken over', async () => {
    await writeFile(
      `${file}.lock`,
      JSON.stringify({ pid: 2 ** 31 - 1, createdAt: new Date().toISOString() }),
    );
    expect(await write()).toMatchObject({ status: 'written' });
    expect(await names(world.folder)).toEqual(['openclaw.json', 'openclaw.json.bak']);
  });

  it('may be waited for no longer', async () => {
    await writeFile(
      `${file}.lock`,
      JSON.stringify({ pid: process.pid, createdAt: new Date(world.deps.clock.now()).toISOString() }),
    );
    await expect(
      writeConfigFile({ file, expected: oldText, next: newText, deps: world.deps }, AbortSignal.abort()),
    ).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await read(file)).toBe(oldText);
  });
});

describe('writeConfigFile: links', () => {
  it('follows a chain of links, absolute and relative, and leaves it as it is', async () => {
    const away = path.join(path.dirname(world.folder), 'dotfiles');
    await mkdir(away);
    const real = path.join(away, 'real.json5');
    await rename(file, real);
    await symlink(path.join('..', 'dotfiles', 'second'), file);
    await symlink(real, path.join(away, 'second'));
    expect(await write()).toMatchObject({ status: 'written', backup: `${real}.bak` });
    expect(await readlink(file)).toBe(path.join('..', 'dotfiles', 'second'));
    expect(await readlink(path.join(away, 'second'))).toBe(real);
    expect(await read(file)).toBe(newText);
    expect(await names(away)).toEqual(['real.json5', 'real.json5.bak', 'second']);
    expect(await names(world.folder)).toEqual(['openclaw.json']);
  });

  it('understands a relative link in a folder that is itself behind a link', async () => {
    const away = path.join(path.dirname(world.folder), 'deep', 'er');
    await mkdir(away, { recursive: true });
    await rename(file, path.join(path.dirname(away), 'real.json'));
    await symlink('../real.json', path.join(away, 'openclaw.json'));
    await rm(world.folder, { recursive: true });
    await symlink(away, world.folder);
    expect(await write()).toMatchObject({ status: 'written' });
    expect(await names(path.dirname(away))).toEqual(['er', 'real.json', 'real.json.bak']);
  });

  it('writes to where a dangling link points, and makes the file', async () => {
    const real = path.join(path.dirname(world.folder), 'real.json');
    await rm(file);
    await symlink('../real.json', file);
    expect(await create('{}', file)).toMatchObject({ status: 'written' });
    expect(await readlink(file)).toBe('../real.json');
    expect(await read(real)).toBe('{}');
    expect(await modeOf(real)).toBe(0o600);
    expect(await names(world.folder)).toEqual(['openclaw.json']);
  });

  it('makes no folder behind a link: its disk may just not be there', async () => {
    await rm(file);
    const away = path.join(path.dirname(world.folder), 'disk', 'openclaw.json');
    await symlink(away, file);
    await expect(create('{}', file)).rejects.toMatchObject({
      view: {
        code: 'config-write-failed',
        sentence: `The folder of ${away} is not there; nothing was written.`,
        hint: [expect.stringContaining('mount'), { action: 'read-config' }],
      },
    });
  });

  it('gives up on links in a circle', async () => {
    await rm(file);
    await symlink('b', file);
    await symlink('openclaw.json', path.join(world.folder, 'b'));
    await expect(create('{}', file)).rejects.toMatchObject({
      view: { code: 'config-write-failed', sentence: expect.stringContaining('back to itself') },
    });
    expect(await names(world.folder)).toEqual(['b', 'openclaw.json']);
  });
});

describe('writeConfigFile: what is not written', () => {
  const expectRefused = async (
    problem: RegExp,
    at = file,
    expected: string | undefined = oldText,
  ): Promise<void> => {
    await expect(
      writeConfigFile({ file: at, expected, next: newText, deps: world.deps }),
    ).rejects.toMatchObject({
      view: {
        code: 'config-write-failed',
        sentence: expect.stringMatching(problem),
        hint: expect.anything(),
      },
    });
  };

  it('a read-only file, even as root', async () => {
    await chmod(file, 0o444);
    await expectRefused(/is read-only; nothing was written/u);
    expect(await contents(world.folder)).toEqual({ 'openclaw.json': oldText });
  });

  it('a file with a second name, which would keep the old text', async () => {
    await link(file, path.join(world.folder, 'other.json'));
    await expectRefused(/has a second name \(a hard link\).*; nothing was written/u);
    expect(await contents(world.folder)).toEqual({ 'openclaw.json': oldText, 'other.json': oldText });
  });

  it('a file in a folder that is gone', async () => {
    await rm(world.folder, { recursive: true });
    await expectRefused(/The folder of .* is not there/u);
    await expect(stat(world.folder)).rejects.toThrow('ENOENT');
  });

  it('a file below another file', async () => {
    await expectRefused(/The folder of .* is not there/u, path.join(file, 'x.json'));
    await expect(create('{}', path.join(file, 'a', 'x.json'))).rejects.toMatchObject({
      code: 'config-write-failed',
    });
    expect(await contents(world.folder)).toEqual({ 'openclaw.json': oldText });
  });

  it('a folder', async () => {
    await expectRefused(/is not a plain file/u, world.folder);
    expect(await names(world.folder)).toEqual(['openclaw.json']);
  });

  it.skipIf(process.platform === 'win32')('a pipe, which is not even opened', async () => {
    await rm(file);
    await run('mkfifo', [file]);
    await expectRefused(/is not a plain file/u);
  });

  it('a file that is not UTF-8 throughout', async () => {
    const bytes = Buffer.concat([Buffer.from('{a: "'), Buffer.from([0xff, 0xe9]), Buffer.from('"}')]);
    await writeFile(file, bytes);
    await expectRefused(/is not UTF-8 throughout/u, file, bytes.toString('utf8'));
    expect((await contents(world.folder))['openclaw.json']).toBe(bytes.toString('utf8'));
  });
});

describe('undoLastWrite', () => {
  it('does not remove a file that was made and that somebody replaces just then', async () => {
    const made = path.join(world.folder, 'new.json');
    const outcome = await create('{}', made);
    if (outcome.status !== 'written') throw new Error(outcome.status);
    let seen = 0;
    const files = hookedFiles(async (step) => {
      if (step === 'commit' && ++seen === 1) await writeFile(made, 'theirs');
    });
    expect(await undoLastWrite(outcome.undo, { ...world.deps, files })).toEqual({
      status: 'changed-by-others',
      theirs: 'theirs',
    });
    expect(await read(made)).toBe('theirs');
  });

  it('brings the version before back; what was written becomes the backup', async () => {
    const outcome = await write();
    if (outcome.status !== 'written') throw new Error(outcome.status);
    expect(await undoLastWrite(outcome.undo, world.deps)).toEqual({
      status: 'undone',
      backup: `${file}.bak`,
    });
    expect(await contents(world.folder)).toEqual({
      'openclaw.json': oldText,
      'openclaw.json.bak': newText,
      'openclaw.json.bak.1': oldText,
    });
    expect(await modeOf(file)).toBe(0o640);
  });

  it('removes a file that was made', async () => {
    const made = path.join(world.folder, 'new.json');
    const outcome = await create('{}', made);
    if (outcome.status !== 'written') throw new Error(outcome.status);
    expect(await undoLastWrite(outcome.undo, world.deps)).toEqual({ status: 'undone' });
    expect(await names(world.folder)).toEqual(['openclaw.json']);
  });

  it.each(['{}', oldText])('touches nothing once somebody else changed the file: %j', async (theirs) => {
    const outcome = await write();
    if (outcome.status !== 'written') throw new Error(outcome.status);
    await writeFile(file, theirs);
    expect(await undoLastWrite(outcome.undo, world.deps)).toEqual({ status: 'changed-by-others', theirs });
    expect(await contents(world.folder)).toEqual({ 'openclaw.json': theirs, 'openclaw.json.bak': oldText });
  });

  it('does not bring back a file that somebody else removed', async () => {
    const outcome = await write();
    if (outcome.status !== 'written') throw new Error(outcome.status);
    await unlink(file);
    expect(await undoLastWrite(outcome.undo, world.deps)).toEqual({
      status: 'changed-by-others',
      theirs: undefined,
    });
    expect(await names(world.folder)).toEqual(['openclaw.json.bak']);
  });

  it('keeps a file that was made and changed since', async () => {
    const made = path.join(world.folder, 'new.json');
    const outcome = await create('{}', made);
    if (outcome.status !== 'written') throw new Error(outcome.status);
    await writeFile(made, '{a: 1}');
    expect(await undoLastWrite(outcome.undo, world.deps)).toEqual({
      status: 'changed-by-others',
      theirs: '{a: 1}',
    });
  });
});
