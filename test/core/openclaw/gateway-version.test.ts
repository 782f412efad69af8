import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { createGatewayVersions } from '../../../src/core/openclaw/gateway-version.ts';
import type { ProcessEntry } from '../../../src/core/process/process-list.ts';
import { tempDir } from '../../support/temp-dir.ts';

let dir: string;
let env: Readonly<Record<string, string>> | undefined;
const entry = (pid: number, words: readonly string[], parts: Partial<ProcessEntry> = {}): ProcessEntry => ({
  pid,
  ppid: 1,
  words,
  startMark: String(pid),
  startedAtMs: Date.now() + 60_000,
  ...parts,
});
const find = async (gateway: ProcessEntry, others: readonly ProcessEntry[] = []): Promise<string | undefined> => {
  const versionOf = createGatewayVersions({ processes: { environment: async () => env }, proc: path.join(dir, 'proc') });
  return (await versionOf(gateway, [gateway, ...others])).version;
};

const manifest = (name: string, version: string): string => JSON.stringify({ name, version });
const modules = (): string => path.join(dir, 'lib', 'node_modules');
const script = (): string => path.join(modules(), 'openclaw', 'openclaw.mjs');

beforeEach(async () => {
  dir = await tempDir();
  env = undefined;
  await mkdir(path.join(modules(), 'openclaw', 'dist'), { recursive: true });
  await writeFile(path.join(modules(), 'openclaw', 'package.json'), manifest('openclaw', '2026.3.13'));
  await writeFile(script(), '');
});

it('is that of the package of its script', async () =>
  expect(await find(entry(7, ['/usr/bin/node', path.join(modules(), 'openclaw', 'dist', 'index.js'), 'gateway']))).toBe('2026.3.13'));

it('is that of the script of its starter, where its title hides its own', async () =>
  expect(await find(entry(7, ['openclaw-gateway'], { ppid: 6 }), [entry(6, ['node', script(), 'gateway', 'run'])])).toBe('2026.3.13'));

it('is that of the link it was called by', async () => {
  const link = path.join(dir, 'openclaw');
  await symlink(script(), link);
  env = { _: link };
  expect(await find(entry(7, ['openclaw-gateway']))).toBe('2026.3.13');
});

it('is that of the package beside the modules it has loaded', async () => {
  const addon = path.join(modules(), '@some', 'thing', 'a.node');
  await mkdir(path.dirname(addon), { recursive: true });
  await writeFile(path.join(path.dirname(addon), 'package.json'), manifest('@some/thing', '9.9.9'));
  await writeFile(addon, '');
  await mkdir(path.join(dir, 'proc', '7'), { recursive: true });
  await writeFile(path.join(dir, 'proc', '7', 'maps'), `7f00-7f01 r-xp 00000000 08:01 12   ${addon}\n7f02-7f03 rw-p 0 00:00 0 [heap]\n`);
  expect(await find(entry(7, ['openclaw-gateway']))).toBe('2026.3.13');
});

it('is not known where the package was put there after it was started', async () =>
  expect(await find(entry(7, ['node', script()], { startedAtMs: Date.now() - 60_000 }))).toBeUndefined());

it('is not known of another package, nor where nothing tells it', async () => {
  await writeFile(path.join(modules(), 'openclaw', 'package.json'), manifest('not-openclaw', '1.2.3'));
  expect(await find(entry(7, ['node', script()]))).toBeUndefined();
  expect(await find(entry(7, ['openclaw-gateway']))).toBeUndefined();
});
