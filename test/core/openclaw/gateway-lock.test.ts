import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { gatewayLockFiles, readGatewayLock } from '../../../src/core/openclaw/gateway-lock.ts';
import { tempDir } from '../../support/temp-dir.ts';

// Of a real gateway of OpenClaw 2026.2.26.
const configPath = '/tmp/b3gw/home/.openclaw/openclaw.json';
const text = `{"pid":30281,"createdAt":"2026-11-22T19:46:58.600Z","configPath":"${configPath}","startTime":1143091}`;

test('has the name OpenClaw gives it', () => {
  expect(gatewayLockFiles({ configPath, tempDirs: ['/tmp', '/tmp', '/var/tmp'], userIds: [0] })).toEqual([
    '/tmp/openclaw-0/gateway.87f6ea80.lock',
    '/var/tmp/openclaw-0/gateway.87f6ea80.lock',
  ]);
  expect(gatewayLockFiles({ configPath, tempDirs: ['/tmp'], userIds: undefined })).toEqual([
    '/tmp/openclaw/gateway.87f6ea80.lock',
  ]);
});

describe('reading it', () => {
  const own = process.getuid === undefined ? undefined : [4242, process.getuid()];

  const read = async (content: string | undefined, inSecond = false, userIds = own) => {
    const [first, second] = [await tempDir(), await tempDir()];
    const question = { configPath, tempDirs: [first, second], userIds };
    const file = gatewayLockFiles(question)[inSecond ? (userIds?.length ?? 1) : 0] ?? '';
    await mkdir(path.dirname(file));
    if (content !== undefined) await writeFile(file, content);
    return readGatewayLock(question);
  };

  test.each([false, true])('says who holds it', async (inSecond) => {
    expect(await read(text, inSecond)).toEqual({ pid: 30_281, configPath, startTime: 1_143_091 });
  });
  test('of whoever the config belongs to, too', () => {
    expect(gatewayLockFiles({ configPath, tempDirs: ['/tmp'], userIds: [0, 1001] })).toEqual([
      '/tmp/openclaw-0/gateway.87f6ea80.lock',
      '/tmp/openclaw-1001/gateway.87f6ea80.lock',
    ]);
  });
  // Root's word counts for everybody.
  test.skipIf(process.getuid === undefined || process.getuid() === 0)(
    'not one that somebody else has put there',
    async () => {
      expect(await read(text, false, [4242])).toBeUndefined();
    },
  );
  test.each([
    ['not there', undefined],
    ['empty', ''],
    ['no JSON', '{"pid":'],
    ['no pid', '{"createdAt":"x"}'],
    ['init', '{"pid":1}'],
    ['of another config', text.replace('home/', 'house/')],
  ])('%s: nobody', async (_, content) => {
    expect(await read(content)).toBeUndefined();
  });
});
