import { readdir, readFile, realpath, rename, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Console } from '../../../src/core/console.ts';
import { createConsole } from '../../../src/core/create-console.ts';
import { defaultAccountId } from '../../../src/core/shared/ids.ts';
import { openConfigWorld } from '../../support/config-world.ts';
import { tempDir } from '../../support/temp-dir.ts';

const text =
  "// mine\n{\n  channels: {\n    zalouser: {\n      dmPolicy: 'pairing', // for now\n    },\n  },\n  plugins: { entries: { zalouser: { enabled: true } } },\n}\n";

const open = async (): Promise<{ console: Console; file: string }> => {
  const dir = await tempDir();
  const file = path.join(dir, 'openclaw.json');
  await writeFile(file, text, { mode: 0o640 });
  const console = createConsole({
    env: { OPENCLAW_STATE_DIR: dir },
    homeDir: dir,
    platform: process.platform,
    runtimeDir: path.join(dir, 'run'),
    zcaPath: '/nonexistent',
    canConnect: async () => true,
  });
  await console.start();
  return { console, file };
};

const change = { type: 'set-dm-policy', accountId: defaultAccountId, policy: 'open' } as const;

describe('a change of the config', () => {
  it('is planned without writing, written whole, and undone to the byte', async () => {
    const { console, file } = await open();
    const { config, store } = console;
    const plan = await config.plan(change);
    if (!plan.ok) throw new Error(plan.error.sentence);
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(plan.change).not.toHaveProperty('linkedFile', expect.anything());
    expect(plan.change).toMatchObject({
      file,
      summary: 'Direct messages on default: open',
      reload: 'channel-restarts',
    });
    expect(plan.change.newFindings.map(({ code }) => code)).toContain('open-dm-policy');

    expect(await config.write(plan.change)).toMatchObject({ ok: true });
    expect(await readFile(file, 'utf8')).toBe(text.replace("'pairing'", "'open'"));
    expect(store.getState().config.accounts[0]?.dmPolicy.value).toBe('open');
    expect(await readFile(`${file}.bak`, 'utf8')).toBe(text);

    expect(await config.undo()).toMatchObject({
      ok: true,
      sentence: expect.stringContaining('restarts the channel'),
    });
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(await config.undo()).toMatchObject({ ok: false });
    await console.stop();
  });

  it('is not written over somebody else’s', async () => {
    const { console, file } = await open();
    const plan = await console.config.plan(change);
    if (!plan.ok) throw new Error(plan.error.sentence);
    const theirs = text.replace('for now', 'for ever');
    await writeFile(file, theirs);
    expect(await console.config.write(plan.change)).toMatchObject({
      ok: false,
      error: { code: 'config-changed' },
    });
    expect(await readFile(file, 'utf8')).toBe(theirs);
    const again = await console.config.plan(change);
    expect(again.ok && again.change.after).toBe(theirs.replace("'pairing'", "'open'"));
    await console.stop();
  });

  it('is undone one by one, the last first; what stands is named, and nothing when nothing does', async () => {
    const first = '{ channels: { zalouser: { dmPolicy: "pairing" } } }';
    const world = await openConfigWorld({ files: { 'openclaw.json': first } });
    const lastWrite = () => world.console.store.getState().lastWrite;
    const write = async (policy: 'allowlist' | 'disabled') => {
      const change = await world.plan({
        type: 'set-dm-policy',
        accountId: defaultAccountId,
        policy,
        ...(policy === 'allowlist' ? { alsoAllow: ['5'] } : {}),
      });
      expect(await world.console.config.write(change)).toMatchObject({ ok: true });
      return { text: await world.text(), write: { file: change.file, summary: change.summary } };
    };
    const one = await write('allowlist');
    const two = await write('disabled');
    expect(lastWrite()).toEqual(two.write);
    expect(await world.console.config.undo()).toMatchObject({ ok: true });
    expect([await world.text(), lastWrite()]).toEqual([one.text, one.write]);
    expect(await world.console.config.undo()).toMatchObject({ ok: true });
    expect([await world.text(), lastWrite()]).toEqual([first, undefined]);
    expect(await world.console.config.undo()).toMatchObject({
      ok: false,
      error: { sentence: 'Nothing that this session wrote stands in the config.' },
    });
  });

  it('is not undone over somebody else’s', async () => {
    const { console, file } = await open();
    const plan = await console.config.plan(change);
    if (plan.ok) await console.config.write(plan.change);
    await writeFile(file, '{}');
    expect(await console.config.undo()).toMatchObject({
      ok: false,
      error: { code: 'change-refused' },
    });
    expect(await readFile(file, 'utf8')).toBe('{}');
    await console.stop();
  });

  it.skipIf(process.platform === 'win32')(
    'names the file behind a link, where the backup comes to stand, too',
    async () => {
      const { console, file } = await open();
      const real = path.join(path.dirname(file), 'real.json');
      await rename(file, real);
      await symlink('real.json', file);
      const plan = await console.config.plan(change);
      if (!plan.ok) throw new Error(plan.error.sentence);
      expect(plan.change).toMatchObject({ file, linkedFile: await realpath(real) });
      expect(await console.config.write(plan.change)).toMatchObject({ ok: true });
      expect(await readFile(`${plan.change.linkedFile}.bak`, 'utf8')).toBe(text);
      await console.stop();
    },
  );

  it('leaves nothing beside the file but its backup', async () => {
    const { console, file } = await open();
    const plan = await console.config.plan(change);
    if (plan.ok) await console.config.write(plan.change);
    await console.stop();
    expect(
      (await readdir(path.dirname(file))).filter((name) => name.startsWith('openclaw.json')).sort(),
    ).toEqual(['openclaw.json', 'openclaw.json.bak']);
  });
});
