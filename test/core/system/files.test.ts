import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { readPlain } from '../../../src/core/system/files.ts';
import { tempDir } from '../../support/temp-dir.ts';

const run = promisify(execFile);

it('reads plain files, also behind a link, and refuses folders', async () => {
  const dir = await tempDir();
  await writeFile(path.join(dir, 'a'), 'của tôi');
  await symlink('a', path.join(dir, 'b'));
  await mkdir(path.join(dir, 'c'));
  expect(await readPlain(path.join(dir, 'b'))).toBe('của tôi');
  await expect(readPlain(path.join(dir, 'c'))).rejects.toMatchObject({ code: 'EISDIR' });
  await expect(readPlain(path.join(dir, 'd'))).rejects.toMatchObject({ code: 'ENOENT' });
});

// The deadline tells: nobody ever writes to the pipe.
it.skipIf(process.platform === 'win32')('does not wait for a pipe', { timeout: 20_000 }, async () => {
  const file = path.join(await tempDir(), 'pipe');
  await run('mkfifo', [file]);
  await expect(readPlain(file)).rejects.toMatchObject({ code: 'EINVAL' });
});
