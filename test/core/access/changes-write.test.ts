// From a plan to the disk: whatever happens to any file of the config in between, nothing is written that nobody agreed to.
import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../../src/core/config/plan/plan.ts';
import { accountId, defaultAccountId } from '../../../src/core/shared/ids.ts';
import { openConfigWorld, withPlugin } from '../../support/config-world.ts';

const work = accountId('work');
const disable = { type: 'set-dm-policy', accountId: work, policy: 'disabled' } as const;
const included = {
  'openclaw.json': withPlugin("{ $include: ['./a.json5', './b.json5'] }"),
  'a.json5': "{ accounts: { work: { dmPolicy: 'pairing' } } }",
  'b.json5': "{ groupPolicy: 'allowlist' }",
};

describe('between the plan and the write', () => {
  it('an override in another file is noticed: nothing is written, their change is shown, the new plan goes where it counts', async () => {
    const world = await openConfigWorld({ files: included });
    const change = await world.plan(disable);
    expect(change.file).toBe(world.file('a.json5'));
    await world.write('b.json5', "{ groupPolicy: 'allowlist', accounts: { work: { dmPolicy: 'open' } } }");
    expect(await world.console.config.write(change)).toMatchObject({
      ok: false,
      error: { code: 'config-changed', sentence: expect.stringContaining('b.json5') },
    });
    expect(await world.text('a.json5')).toBe(included['a.json5']);
    expect(await readdir(world.dir)).toEqual(['a.json5', 'b.json5', 'openclaw.json']);

    const again = await world.plan(disable);
    expect(again.file).toBe(world.file('b.json5'));
    expect(changesBetween(change, again).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'gap In b.json5:',
      "removed { groupPolicy: 'allowlist' }",
      "added { groupPolicy: 'allowlist', accounts: { work: { dmPolicy: 'open' } } }",
    ]);
    expect(await world.console.config.write(again)).toMatchObject({ ok: true });
    expect(await world.text('b.json5')).toContain("dmPolicy: 'disabled'");
  });

  it('names the other file where the change is still ours to make', async () => {
    const world = await openConfigWorld({ files: included });
    const change = await world.plan(disable);
    await world.write('b.json5', "{ groupPolicy: 'open' }");
    expect(await world.console.config.write(change)).toMatchObject({
      ok: false,
      error: { code: 'config-changed' },
    });
    const lines = changesBetween(change, await world.plan(disable));
    expect(lines[0]).toEqual({ kind: 'gap', text: 'In b.json5:' });
    expect(lines.map(({ kind }) => kind)).toEqual(['gap', 'removed', 'added']);
  });

  it('a variable that changes is noticed, and not shown', async () => {
    const files = {
      'openclaw.json': withPlugin("{ groupPolicy: '${GROUPS}', accounts: { work: {} } }"),
      '.env': 'GROUPS=allowlist\n',
    };
    const world = await openConfigWorld({ files });
    const change = await world.plan(disable);
    await world.write('.env', 'GROUPS=open\nTOKEN=abc\n');
    expect(await world.console.config.write(change)).toMatchObject({
      ok: false,
      error: { code: 'config-changed' },
    });
    const shown = changesBetween(change, await world.plan(disable));
    expect(shown.map(({ text }) => text)).toEqual([
      'In .env:',
      expect.stringContaining('Variables were changed'),
    ]);
  });

  it('a file that is included no longer is noticed', async () => {
    const world = await openConfigWorld({ files: included });
    const change = await world.plan(disable);
    await world.write('openclaw.json', withPlugin("{ $include: ['./a.json5'] }"));
    expect(await world.console.config.write(change)).toMatchObject({
      ok: false,
      error: { code: 'config-changed' },
    });
    expect(await world.text('a.json5')).toBe(included['a.json5']);
  });

  it('a file that has nothing to do with it is none of our business', async () => {
    const world = await openConfigWorld({ files: included });
    const change = await world.plan(disable);
    await world.write('other.json5', '{}');
    expect(await world.console.config.write(change)).toMatchObject({ ok: true });
  });
});

describe('a config that is not there yet', () => {
  const open = {
    type: 'set-dm-policy',
    accountId: defaultAccountId,
    policy: 'allowlist',
    alsoAllow: ['5'],
  } as const;

  it('is made, for its owner only, with its folder; and taken away again', async () => {
    const world = await openConfigWorld();
    const change = await world.plan(open);
    expect(change).toMatchObject({ before: undefined, file: world.file('openclaw.json') });
    expect(await world.console.config.write(change)).toMatchObject({ ok: true });
    expect(JSON.parse(await world.text())).toEqual({
      channels: { zalouser: { dmPolicy: 'allowlist', allowFrom: ['5'], groupPolicy: 'allowlist' } },
    });
    if (process.platform !== 'win32') {
      expect((await stat(world.file('openclaw.json'))).mode & 0o777).toBe(0o600);
      expect((await stat(world.dir)).mode & 0o777).toBe(0o700);
    }
    expect(world.console.store.getState().config).toMatchObject({ status: 'ready' });
    expect(await world.console.config.undo()).toMatchObject({ ok: true });
    expect(await readdir(world.dir)).toEqual([]);
  });

  it('is not made over one that came meanwhile', async () => {
    const world = await openConfigWorld();
    const change = await world.plan(open);
    await world.write('openclaw.json', '{}');
    expect(await world.console.config.write(change)).toMatchObject({
      ok: false,
      error: { code: 'config-changed' },
    });
    expect(await world.text()).toBe('{}');
  });

  it.each([
    ['nothing at all', ''],
    ['blanks', ' \n\t\n'],
    ['a byte order mark', '\ufeff'],
    ['comments', '// mine\n/* and\n   more */\n'],
  ])('is written into a file that holds %s, which stays', async (_what, text) => {
    const world = await openConfigWorld({ files: { 'openclaw.json': text } });
    expect(world.console.store.getState().config.status).toBe('broken');
    const change = await world.plan(open);
    expect(change.before).toBe(text);
    expect(await world.console.config.write(change)).toMatchObject({ ok: true });
    const written = await world.text();
    expect(written.startsWith(text.trim() === '' ? text.replace(/\s/gu, '') : text)).toBe(true);
    expect(world.console.store.getState().config.accounts[0]?.dmPolicy.value).toBe('allowlist');
    expect(await world.text('openclaw.json.bak')).toBe(text);
    expect(await world.console.config.undo()).toMatchObject({ ok: true });
    expect(await world.text()).toBe(text);
  });

  it('knows nothing of accounts an emptied file listed before', async () => {
    const world = await openConfigWorld({
      files: { 'openclaw.json': withPlugin('{ accounts: { work: {} } }') },
    });
    await world.write('openclaw.json', '');
    await expect(world.plan(disable)).rejects.toThrow('The config has no account “work”');
  });

  it.each([
    ['half an object', '{ channels: '],
    ['an open comment', '/* mine'],
    ['a list', '[]'],
  ])('is not written into a file that holds %s', async (_what, text) => {
    const world = await openConfigWorld({ files: { 'openclaw.json': text } });
    await expect(world.plan(open)).rejects.toThrow('cannot be read');
  });
});

describe('where a write cannot be made', () => {
  it.skipIf(process.platform === 'win32')('the file stays, and the sentence says why', async () => {
    const world = await openConfigWorld({ files: included });
    const change = await world.plan(disable);
    await chmod(world.file('a.json5'), 0o400);
    expect(await world.console.config.write(change)).toMatchObject({
      ok: false,
      error: { code: 'config-write-failed' },
    });
    expect(await world.text('a.json5')).toBe(included['a.json5']);
  });
  it('a folder that has gone is not made anew', async () => {
    const world = await openConfigWorld({ files: included });
    const change = await world.plan(disable);
    await rm(world.dir, { recursive: true });
    expect((await world.console.config.write(change)).ok).toBe(false);
    expect(await readdir(path.dirname(world.dir))).not.toContain('state');
    await mkdir(world.dir);
  });
});

describe('what the gateway does with it', () => {
  const files = { 'openclaw.json': withPlugin('{ accounts: { work: {} } }') };
  it('is said of one that answers', async () =>
    expect(await (await openConfigWorld({ files })).plan(disable)).toMatchObject({
      reload: 'channel-restarts',
      effect: expect.stringMatching(/^The gateway restarts the channel within a second/u),
    }));
  it('is said of none', async () =>
    expect(await (await openConfigWorld({ files, isGatewayUp: false })).plan(disable)).toMatchObject({
      reload: 'no-gateway',
      effect: expect.stringMatching(/^No gateway answers on this machine/u),
    }));
  it('is not claimed of one nobody can ask', async () =>
    expect(
      await (await openConfigWorld({ files, env: { OPENCLAW_GATEWAY_PORT: 'none' } })).plan(disable),
    ).toMatchObject({
      reload: 'channel-restarts',
      effect: expect.stringMatching(
        /^Whether a gateway runs here is not known\. If one does: the gateway restarts/u,
      ),
    }));
  it('is nothing where it does not watch the file', async () =>
    expect(await (await openConfigWorld({ files: included })).plan(disable)).toMatchObject({
      reload: 'not-noticed',
      effect: expect.stringContaining('not the files it includes'),
    }));
  it.each([
    ['off', 'nothing-until-restart', 'gateway.reload.mode is off'],
    ['restart', 'gateway-restarts', 'as a whole'],
    ['hot', 'ignored-until-restart', 'gateway.reload.mode is hot'],
  ])('follows gateway.reload.mode %s', async (mode, reload, effect) => {
    const main = withPlugin('{}', `gateway: { reload: { mode: '${mode}' } }`);
    const world = await openConfigWorld({ files: { 'openclaw.json': main } });
    expect(await world.plan({ type: 'set-plugin-enabled', isEnabled: false })).toMatchObject({
      reload,
      effect: expect.stringContaining(effect),
    });
  });
});
