import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gatewayLockFiles, readGatewayLock } from '../../../src/core/openclaw/gateway-lock.ts';
import { tempDir } from '../../support/temp-dir.ts';

// Of a real gateway of OpenClaw 2026.2.26.
const configPath = '/tmp/b3gw/home/.openclaw/openclaw.json';
const text = `{"pid":30281,"createdAt":"2026-11-22T19:46:58.600Z","configPath":"${configPath}","startTime":1143091}`;

test('has the name OpenClaw gives it', () => {
  expect(gatewayLockFiles({ configPath, tempDirs: ['/tmp', '/tmp', '/var/tmp'], userId: 0 })).toEqual([
    '/tmp/openclaw-0/gateway.87f6ea80.lock',
    '/var/tmp/openclaw-0/gateway.87f6ea80.lock',
  ]);
  expect(gatewayLockFiles({ configPath, tempDirs: ['/tmp'], userId: undefined })).toEqual(['/tmp/openclaw/gateway.87f6ea80.lock']);
});

describe('reading it', () => {
  const read = async (content: string | undefined, inSecond = false) => {
    const [first, second] = [await tempDir(), await tempDir()];
    const question = { configPath, tempDirs: [first, second], userId: 0 };
    const file = gatewayLockFiles(question)[inSecond ? 1 : 0] ?? '';
    await mkdir(join(inSecond ? second : first, 'openclaw-0'));
    if (content !== undefined) await writeFile(file, content);
    return readGatewayLock(question);
  };

  test.each([false, true])('says who holds it', async (inSecond) => {
    expect(await read(text, inSecond)).toEqual({ pid: 30_281, configPath, startTime: 1_143_091 });
  });
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
