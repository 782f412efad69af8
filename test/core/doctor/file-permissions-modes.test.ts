import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAtFile, makePrivate } from '../../../src/core/doctor/file-permissions.ts';
import { modeOf } from '../../support/mode-of.ts';
import { tempDir } from '../../support/temp-dir.ts';

const aFile = async (mode: number, folderMode = 0o700): Promise<string> => {
  const folder = join(await tempDir(), 'profile');
  await mkdir(folder);
  const file = join(folder, 'credentials.json');
  await writeFile(file, '{}');
  await chmod(file, mode);
  await chmod(folder, folderMode);
  return file;
};

const look = async (file: string) => lookAtFile({ path: file, kind: 'session' });

describe.skipIf(process.platform === 'win32')('who may read a file', () => {
  it.each<[string, number, object | undefined]>([
    ['nobody else', 0o600, undefined],
    ['the group only', 0o640, undefined],
    ['everybody', 0o644, { isWritable: false }],
    ['everybody may write, too', 0o666, { isWritable: true }],
    ['everybody may write, and nobody read', 0o602, { isWritable: true }],
  ])('%s', async (_, mode, expected) => {
    const file = await aFile(mode);
    const found = await look(file);
    expect(found.exists).toBe(true);
    expect(found.open).toEqual(
      expected && {
        path: file,
        kind: 'session',
        isFolder: false,
        isReachable: false,
        isOurs: true,
        ...expected,
      },
    );
  });

  it('a folder counts where others may write in it', async () => {
    const file = await aFile(0o600, 0o755);
    expect(await look(join(file, '..'))).toEqual({ exists: true });
    await chmod(join(file, '..'), 0o777);
    expect((await look(join(file, '..'))).open).toMatchObject({ isFolder: true, isWritable: true });
  });

  it('others get to it only through folders that let them in', async () => {
    const file = await aFile(0o644, 0o755);
    // A temporary folder of a test is private.
    expect((await look(file)).open?.isReachable).toBe(false);
    await chmod(join(file, '..', '..'), 0o711);
    expect((await look(file)).open?.isReachable).toBe(true);
  });

  it('a link is followed, and what is not there is not open', async () => {
    const file = await aFile(0o644);
    const link = join(await tempDir(), 'link');
    await symlink(file, link);
    expect((await look(link)).open?.path).toBe(file);
    expect(await look(`${file}.bak`)).toEqual({ exists: false });
    expect(await look('/dev/null')).toEqual({ exists: false });
  });
});

describe.skipIf(process.platform === 'win32')('closing it', () => {
  it('a file and a folder', async () => {
    const file = await aFile(0o666, 0o777);
    await makePrivate({ path: file, isFolder: false });
    await makePrivate({ path: join(file, '..'), isFolder: true });
    expect([await modeOf(file), await modeOf(join(file, '..'))]).toEqual(['600', '700']);
  });

  it('not what has become a link or something else meanwhile', async () => {
    const file = await aFile(0o644);
    const link = join(await tempDir(), 'link');
    await symlink(file, link);
    await expect(makePrivate({ path: link, isFolder: false })).rejects.toThrow('link');
    await expect(makePrivate({ path: file, isFolder: true })).rejects.toThrow('something else');
    expect(await modeOf(file)).toBe('644');
  });
});
