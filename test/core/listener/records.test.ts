import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileRecords, type ListenerRecord } from '../../../src/core/listener/records.ts';
import { accountId } from '../../../src/core/shared/ids.ts';

const record: ListenerRecord = {
  pid: 900,
  startMark: 'boot:1',
  profile: 'work',
  args: ['listen', '-r', '-k'],
  console: { pid: 50, startMark: 'boot:0' },
};
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zt-records-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('what was written is read again', async () => {
  const deep = join(folder, 'a', 'b');
  const records = createFileRecords(deep);
  await records.write(accountId('work'), record);
  expect(await records.read(accountId('work'))).toEqual(record);
  expect(await readdir(deep)).toEqual(['listener-work.json']);
});

test.runIf(process.platform !== 'win32')('the file is 0600, its folder 0700', async () => {
  const deep = join(folder, 'a', 'b');
  await createFileRecords(deep).write(accountId('work'), record);
  expect((await stat(join(deep, 'listener-work.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(deep)).mode & 0o777).toBe(0o700);
});

test.each(['../../etc/passwd', 'a/b', '..', 'nguyễn', 'con:*?', 'x'.repeat(400)])(
  'account %s stays in the folder',
  async (name) => {
    const records = createFileRecords(folder);
    await records.write(accountId(name), record);
    expect(await readdir(folder)).toHaveLength(1);
    expect(await records.read(accountId(name))).toEqual(record);
  },
);

test('only the record of the same process is removed', async () => {
  const records = createFileRecords(folder);
  await records.write(accountId('work'), record);
  await records.remove(accountId('work'), 901);
  expect(await records.read(accountId('work'))).toEqual(record);
  await records.remove(accountId('work'), 900);
  expect(await readdir(folder)).toEqual([]);
  await records.remove(accountId('work'), 900);
});

test.each([
  '',
  'null',
  '{"pid":',
  '{"pid":1,"startMark":"x","profile":"w","args":["a"]}',
  '{"pid":"900"}',
  '{"pid":900,"startMark":"","profile":"w","args":[]}',
])('a damaged record (%s) is none', async (text) => {
  await writeFile(join(folder, 'listener-work.json'), text);
  expect(await createFileRecords(folder).read(accountId('work'))).toBeUndefined();
});

test('a folder that cannot be made is no failure', async () => {
  const file = join(folder, 'file');
  await writeFile(file, 'x');
  const records = createFileRecords(join(file, 'below'));
  await records.write(accountId('work'), record);
  expect(await records.read(accountId('work'))).toBeUndefined();
  await records.remove(accountId('work'), 900);
  expect(await readFile(file, 'utf8')).toBe('x');
});
