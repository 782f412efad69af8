import { mkdir, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  removeStaleTempFiles,
  removeStaleTempFilesBeside,
  type StaleTempFilesDeps,
} from '../../../src/core/system/stale-temp-files.ts';
import { temporaryFile } from '../../../src/core/system/write-target.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { hookedFiles, names, systemError } from '../config/write/write-world.ts';

const [own, alive, dead] = [100, 200, 300];
const clock = createFakeClock();
const startedAtMs = clock.now() - 60_000;
const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';

let folder: string;
let deps: StaleTempFilesDeps;

beforeEach(async () => {
  folder = await tempDir();
  deps = { clock, pid: own, startedAtMs, isAlive: (pid) => pid === alive || pid === own };
});

const put = async (name: string, agoMs: number, text = ''): Promise<void> => {
  const at = (clock.now() - agoMs) / 1_000;
  await writeFile(path.join(folder, name), text);
  await utimes(path.join(folder, name), at, at);
};
const temporary = (pid: number): string => temporaryFile('openclaw.json', pid, uuid);

describe('cleanLitter', () => {
  it.each<[string, string, number, string, boolean]>([
    ['of a dead writer', temporary(dead), 0, '', true],
    ['of a living writer', temporary(alive), 0, '', false],
    ['of a living process that cannot be its writer any more', temporary(alive), 600_001, '', true],
    ['of this very process', temporary(own), 1_000, '', false],
    ['of a process before us with our id', temporary(own), 60_001, '', true],
    ['a stale lock on its way out', `openclaw.json.lock.${uuid}`, 0, `{"pid": ${dead}}`, true],
    ['such a lock without sense', `openclaw.json.lock.${uuid}`, 0, '', true],
    ['such a lock of a living process', `openclaw.json.lock.${uuid}`, 0, `{"pid": ${alive}}`, false],
    ['a lock', 'openclaw.json.lock', 3_600_000, `{"pid": ${dead}}`, false],
    ['a backup', 'openclaw.json.bak.4', 3_600_000, '', false],
    ['a temporary file of OpenClaw', `openclaw.json.${dead}.${uuid}.tmp`, 3_600_000, '', false],
    ['what only looks like one of ours', `openclaw.json.zalouser-tui.${dead}.tmp`, 3_600_000, '', false],
    ['a name with nothing before it', `.zalouser-tui.${dead}.${uuid}.tmp`, 3_600_000, '', false],
  ])('%s', async (_, name, agoMs, text, isRemoved) => {
    await put(name, agoMs, text);
    await put('openclaw.json', 0, '{}');
    expect(await removeStaleTempFiles(folder, deps)).toEqual(isRemoved ? [name] : []);
    expect(await names(folder)).toEqual(isRemoved ? ['openclaw.json'] : ['openclaw.json', name].sort());
  });

  it('removes no folder and no link of such a name', async () => {
    await mkdir(path.join(folder, temporary(dead)));
    await symlink('/etc/hostname', path.join(folder, temporaryFile('x', dead, uuid)));
    expect(await removeStaleTempFiles(folder, deps)).toEqual([]);
    expect(await names(folder)).toHaveLength(2);
  });

  it('minds neither a folder that is not there nor a file that cannot be removed', async () => {
    expect(await removeStaleTempFiles(path.join(folder, 'gone'), deps)).toEqual([]);
    await put(temporary(dead), 0);
    await put(temporaryFile('x', dead, uuid), 0);
    const files = hookedFiles((step, file) => {
      if (step === 'remove' && file.includes('openclaw')) throw systemError('EPERM');
    });
    expect(await removeStaleTempFiles(folder, { ...deps, files })).toEqual([temporaryFile('x', dead, uuid)]);
  });
});

it('cleanLitterBeside cleans where the files really are, once each', async () => {
  await put('real.json', 0, '{}');
  await put(temporary(dead), 0);
  const links = await tempDir();
  await symlink(path.join(folder, 'real.json'), path.join(links, 'a.json'));
  await symlink(path.join(folder, 'not-yet.json'), path.join(links, 'b.json'));
  await symlink('c.json', path.join(links, 'c.json'));
  await rename(path.join(folder, temporary(dead)), path.join(folder, temporaryFile('real.json', dead, uuid)));
  const files = ['a.json', 'b.json', 'c.json', 'none/d.json'].map((name) => path.join(links, name));
  expect(await removeStaleTempFilesBeside(files, deps)).toEqual([temporaryFile('real.json', dead, uuid)]);
});
