// The switches above the accounts, and which files say what, through the whole console: includes and all.
import { describe, expect, it } from 'vitest';
import { accountPath, readChannelSettings } from '../../../src/core/config/places.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import { openConfigWorld, withPlugin } from '../../support/config-world.ts';

describe('the switches', () => {
  it('are what is written, and nothing where nothing usable is', () => {
    const config = {
      channels: { zalouser: { enabled: false }, defaults: { groupPolicy: 'open' } },
      plugins: { entries: { zalouser: {} } },
    };
    expect(readChannelSettings(config)).toEqual({
      enabled: { value: false, path: 'channels.zalouser.enabled' },
      plugin: { value: undefined, path: 'plugins.entries.zalouser.enabled' },
      defaultGroupPolicy: { value: 'open', path: 'channels.defaults.groupPolicy' },
    });
    for (const strange of [
      {},
      { channels: 'x' },
      { channels: { zalouser: { enabled: 'yes' }, defaults: { groupPolicy: 7 } } },
    ])
      expect(Object.values(readChannelSettings(strange)).map(({ value }) => value)).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
  });
});

describe('who says what', () => {
  it('names every file of a setting, the strongest first, with the line', async () => {
    const { console, file } = await openConfigWorld({
      files: {
        'openclaw.json':
          "{\n  $include: './base.json5',\n  channels: { zalouser: {\n    allowFrom: ['1'],\n    accounts: { work: { $include: './work.json5' }, '1a': {} },\n  } },\n}\n",
        'base.json5':
          "{ channels: { zalouser: { dmPolicy: 'pairing',\n  allowFrom: ['2'] } },\n  plugins: { entries: { zalouser: { enabled: true } } } }",
        'work.json5': "{\n  profile: 'w',\n}",
      },
    });
    const { owners, files, channel } = console.store.getState().config;
    const [main, base, work] = ['openclaw.json', 'base.json5', 'work.json5'].map(file);
    expect(owners?.['channels.zalouser.allowFrom']).toEqual([
      { file: main, line: 4 },
      { file: base, line: 2 },
    ]);
    expect(owners?.['channels.zalouser.dmPolicy']).toEqual([{ file: base, line: 1 }]);
    expect(owners?.['channels.zalouser.accounts.work.profile']).toEqual([{ file: work, line: 2 }]);
    expect(owners?.['plugins.entries.zalouser.enabled']).toEqual([{ file: base, line: 3 }]);
    expect(owners?.[accountPath(accountId('1a'))]).toEqual([{ file: main, line: 5 }]);
    expect(owners).not.toHaveProperty('channels.zalouser.groupPolicy');
    expect(new Set(files)).toEqual(new Set([base, main, work]));
    expect(files?.[0]).toBe(main);
    expect(channel?.plugin.value).toBe(true);
  });

  it('is kept while the file is broken, with the file that is', async () => {
    const { console, write, file } = await openConfigWorld({
      files: { 'openclaw.json': withPlugin("{ dmPolicy: 'open' }") },
    });
    await write('openclaw.json', '{ broken');
    await console.config.reload();
    const { config } = console.store.getState();
    expect(config.status).toBe('broken');
    expect(config.owners?.['channels.zalouser.dmPolicy']).toEqual([{ file: file('openclaw.json'), line: 1 }]);
    expect(config.files).toEqual([file('openclaw.json')]);
    expect(config.channel?.plugin.value).toBe(true);
  });
});

describe('the last write', () => {
  const change = { type: 'set-channel-enabled', isEnabled: false } as const;

  it('is known to be overtaken as soon as the file says something else, and no more when it is as written again', async () => {
    const world = await openConfigWorld({ files: { 'openclaw.json': withPlugin("{ dmPolicy: 'open' }") } });
    const { config, store } = world.console;
    expect(await config.write(await world.plan(change))).toMatchObject({ ok: true });
    const written = await world.text();
    expect(store.getState().lastWrite).toMatchObject({ file: world.file('openclaw.json') });
    expect(store.getState().lastWrite).not.toHaveProperty('isOvertaken');

    for (const other of [`${written}// mine`, '{ broken']) {
      await world.write('openclaw.json', other);
      await config.reload();
      expect(store.getState().lastWrite).toMatchObject({ isOvertaken: true });
      expect(await config.undo()).toMatchObject({ ok: false });
    }
    await world.write('openclaw.json', written);
    await config.reload();
    expect(store.getState().lastWrite).not.toHaveProperty('isOvertaken');
    expect(await config.undo()).toMatchObject({ ok: true });
    expect(store.getState().lastWrite).toBeUndefined();
  });
});
