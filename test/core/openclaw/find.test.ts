import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOpenClawLocator, type OpenClawLocatorDeps } from '../../../src/core/openclaw/find.ts';
import { createFakeRunner, type FakeRunner, fakeFailure } from '../../support/fake-runner.ts';

let folder: string;
let runner: FakeRunner;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zt-openclaw-'));
  runner = createFakeRunner();
});
afterEach(async () => {
  runner.verify();
  await rm(folder, { recursive: true, force: true });
});

const program = async (name: string): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, '#!/bin/sh\n');
  await chmod(file, 0o755);
  return file;
};
const locator = (parts: Partial<OpenClawLocatorDeps> = {}) =>
  createOpenClawLocator({ runner, env: { PATH: folder }, platform: 'linux', ...parts });

describe('createOpenClawLocator', () => {
  it('finds the program on PATH and asks its version with a time-out of 5 s', async () => {
    const file = await program('openclaw');
    runner.expectRun(['--version'], { stdout: 'OpenClaw 2026.9.6 (eb377ac)\n' });
    expect(await locator().locate()).toEqual({
      status: 'found',
      path: file,
      by: 'path',
      version: '2026.9.6',
    });
    expect(runner.commands[0]).toMatchObject({ file, timeoutMs: 5_000 });
  });

  it('asks again each time: what stands behind a shim may have been upgraded', async () => {
    await program('openclaw');
    const one = locator();
    runner.expectRun(['--version'], { stdout: '2026.2.26' });
    expect(await one.locate()).toMatchObject({ version: '2026.2.26' });
    runner.expectRun(['--version'], { stdout: '2026.9.6' });
    expect(await one.locate()).toMatchObject({ version: '2026.9.6' });
  });

  it('asks once for all who want to know at the same time', async () => {
    await program('openclaw');
    const one = locator();
    runner.expectRun(['--version'], { stdout: '2026.2.26' });
    const both = await Promise.all([one.locate(), one.locate()]);
    expect(both.map((found) => 'version' in found && found.version)).toEqual(['2026.2.26', '2026.2.26']);
  });

  it('keeps what the file has told where it does not answer again, unless it is another', async () => {
    const file = await program('openclaw');
    const one = locator();
    runner.expectRun(['--version'], { stdout: '2026.2.26' });
    await one.locate();
    runner.expectRun(['--version'], fakeFailure('timed-out'));
    expect(await one.locate()).toMatchObject({ version: '2026.2.26' });
    await writeFile(file, '#!/bin/sh\n# updated\n');
    runner.expectRun(['--version'], fakeFailure('timed-out'));
    expect(await one.locate()).not.toHaveProperty('version', expect.anything());
  });

  it('prefers the flag, then the variable', async () => {
    const [mine, other] = [await program('mine'), await program('other')];
    await program('openclaw');
    const env = { PATH: folder, ZALOUSER_TUI_OPENCLAW: other };
    runner.expectRun(['--version'], {}, { times: 2 });
    expect(await locator({ env, flag: mine }).locate()).toEqual({ status: 'found', path: mine, by: 'flag' });
    expect(await locator({ env }).locate()).toEqual({ status: 'found', path: other, by: 'environment' });
  });

  it('takes nothing else for a place that was named and is empty', async () => {
    await program('openclaw');
    const file = path.join(folder, 'gone');
    expect(await locator({ flag: file }).locate()).toEqual({
      status: 'missing',
      named: { file, by: 'flag' },
    });
    expect(await locator({ env: { PATH: folder, ZALOUSER_TUI_OPENCLAW: folder } }).locate()).toEqual({
      status: 'missing',
      named: { file: folder, by: 'environment' },
    });
  });

  it('passes over what is not executable', async () => {
    await chmod(await program('openclaw'), 0o644);
    expect(await locator().locate()).toEqual({ status: 'missing' });
  });

  it('is found without a version if it does not tell it, and is asked again', async () => {
    await program('openclaw');
    const one = locator();
    runner.expectRun(['--version'], fakeFailure('timed-out'));
    expect(await one.locate()).toMatchObject({ status: 'found' });
    runner.expectRun(['--version'], { stdout: '2026.2.26' });
    expect(await one.locate()).toMatchObject({ version: '2026.2.26' });
  });
});
