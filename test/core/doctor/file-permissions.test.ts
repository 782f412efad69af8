import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConfigReading } from '../../../src/core/config/reading.ts';
import {
  createFilePermissions,
  logTailBytes,
  scanLog,
  usualLogFolder,
} from '../../../src/core/doctor/file-permissions.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import { aConfig, anAccount, aRequest, aState, nowMs } from '../../support/builders.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { modeOf } from '../../support/mode-of.ts';
import { tempDir } from '../../support/temp-dir.ts';

const listed = (code: string): string =>
  `${JSON.stringify({ 0: JSON.stringify({ channel: 'zalouser', requests: [{ code }] }), _meta: { path: { method: 'console.log' } } })}\n`;

const openAt = async (
  platform: NodeJS.Platform = 'linux',
  configText = '{ gateway: { auth: { token: "abc" } } }',
) => {
  const home = await tempDir();
  const stateDir = join(home, '.openclaw');
  const credentialsDir = join(stateDir, 'credentials');
  const profile = join(home, '.openzca', 'profiles', 'shop');
  await mkdir(credentialsDir, { recursive: true });
  await mkdir(profile, { recursive: true });
  const files = {
    session: join(profile, 'credentials.json'),
    config: join(stateDir, 'openclaw.json'),
    store: join(credentialsDir, 'zalouser-pairing.json'),
    other: join(credentialsDir, 'telegram-pairing.json'),
    log: join(home, 'openclaw.log'),
  };
  for (const file of Object.values(files)) {
    await writeFile(file, '');
    await chmod(file, 0o644);
  }
  let state: ConsoleState = aState({
    config: aConfig({
      path: files.config,
      stateDir,
      credentialsDir,
      accounts: [anAccount(), anAccount({ id: 'work' })],
    }),
    pairing: {
      requests: [
        aRequest({ code: 'K7PQ2MXD', createdAtMs: nowMs - 60_000 }),
        aRequest({ code: 'AB2DEFGH', expiresAtMs: nowMs - 1 }),
      ],
    },
  });
  const reading: ConfigReading = {
    status: 'ready',
    path: files.config,
    value: { logging: { file: files.log } },
    sources: [{ file: files.config, mount: [], text: configText, value: {} }],
    files: [],
    findings: [],
  };
  const filePermissions = createFilePermissions({
    env: { HOME: home },
    homeDir: '/nowhere',
    platform,
    clock: createFakeClock(nowMs),
    dispatch: (event) => {
      state = reduce(state, event);
    },
    getState: () => state,
    reading: () => reading,
  });
  return { files, filePermissions, found: () => state.filePermissions };
};

describe.skipIf(process.platform === 'win32')('what lies around', () => {
  it('files with secrets that others may read, and profiles with a session', async () => {
    const { files, filePermissions, found } = await openAt();
    await filePermissions.check();
    expect(found().openFiles.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      `session ${files.session}`,
      `config ${files.config}`,
      `store ${files.store}`,
    ]);
    expect(found()).toMatchObject({ checkedAtMs: nowMs, sessions: [profileName('shop')] });
    expect(found()).not.toHaveProperty('log', expect.anything());
  });

  it('a config without secrets may be read by all', async () => {
    const { files, filePermissions, found } = await openAt('linux', '{ channels: {} }');
    await filePermissions.check();
    expect(found().openFiles.map(({ path }) => path)).not.toContain(files.config);
  });

  it('on Windows modes say nothing', async () => {
    const { filePermissions, found } = await openAt('win32');
    await filePermissions.check();
    expect(found()).toMatchObject({ openFiles: [], sessions: [profileName('shop')] });
  });

  it('codes in the log that the config names; the codes themselves are kept nowhere', async () => {
    const { files, filePermissions, found } = await openAt();
    await writeFile(files.log, listed('K7PQ2MXD') + listed('AB2DEFGH'));
    await filePermissions.check();
    expect(found().log).toEqual({ file: files.log, codes: 2, pending: 1, isReadable: false });
    expect(JSON.stringify(found())).not.toMatch(/K7PQ2MXD|AB2DEFGH/u);
    await writeFile(files.log, '');
    await filePermissions.check();
    expect(found()).not.toHaveProperty('log', expect.anything());
  });

  it('only what was confirmed is closed, and it is looked at again', async () => {
    const { files, filePermissions, found } = await openAt();
    await filePermissions.check();
    expect(await filePermissions.makePrivate([files.session, files.other])).toEqual({
      ok: true,
      sentence: 'The file is yours alone now.',
    });
    expect([await modeOf(files.session), await modeOf(files.config), await modeOf(files.other)]).toEqual([
      '600',
      '644',
      '644',
    ]);
    expect(found().openFiles.map(({ path }) => path)).toEqual([files.config, files.store]);
    expect(await filePermissions.makePrivate([files.session])).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });
});

describe.skipIf(process.platform === 'win32')('the end of the log', () => {
  it('is that of today, else of yesterday, in a folder of this user', async () => {
    const folder = await tempDir();
    const day = (atMs: number): string => {
      const at = new Date(atMs);
      return [at.getFullYear(), at.getMonth() + 1, at.getDate()]
        .map((part) => String(part).padStart(2, '0'))
        .join('-');
    };
    const scan = () => scanLog({ setting: undefined, pending: [], nowMs, folder });
    expect(await scan()).toBeUndefined();
    const yesterday = join(folder, `openclaw-${day(nowMs - 86_400_000)}.log`);
    await writeFile(yesterday, listed('K7PQ2MXD'));
    expect(await scan()).toMatchObject({ file: yesterday, codes: 1, pending: 0 });
    const today = join(folder, `openclaw-${day(nowMs)}.log`);
    await writeFile(today, listed('K7PQ2MXD') + listed('AB2DEFGH'));
    expect(await scan()).toMatchObject({ file: today, codes: 2 });
  });

  it('is not in a folder that others may write in: OpenClaw uses none such', async () => {
    const folder = await tempDir();
    expect(await usualLogFolder(folder)).toBe(folder);
    await chmod(folder, 0o777);
    expect(await usualLogFolder(folder)).toBe(join(tmpdir(), `openclaw-${process.getuid?.()}`));
  });

  it('is read no further back than a few megabytes', async () => {
    const file = join(await tempDir(), 'openclaw.log');
    const filler = `${'x'.repeat(1_023)}\n`.repeat(logTailBytes / 1_024);
    await writeFile(file, listed('K7PQ2MXD') + filler + listed('AB2DEFGH'));
    expect(await scanLog({ setting: file, pending: ['K7PQ2MXD'], nowMs })).toMatchObject({
      codes: 1,
      pending: 0,
    });
  });

  it('has no place that could be found where its name is not absolute, and may be no file', async () => {
    expect(await scanLog({ setting: '~/openclaw.log', pending: [], nowMs })).toBeUndefined();
    expect(await scanLog({ setting: await tempDir(), pending: [], nowMs })).toBeUndefined();
  });
});
