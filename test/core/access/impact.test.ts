// What a change brings with it beside what was asked for: said in the review, never found out afterwards.
import { symlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { ConfigAction } from '../../../src/core/config/change-request.ts';
import { accountId, defaultAccountId } from '../../../src/core/shared/ids.ts';
import { openConfigWorld, withPlugin } from '../../support/config-world.ts';

const [work, shop] = [accountId('work'), accountId('shop')];
const open = (account = work): ConfigAction => ({
  type: 'set-dm-policy',
  accountId: account,
  policy: 'open',
});

describe('a file that is included in several places', () => {
  const twice = withPlugin(
    "{ accounts: { work: { $include: './shared.json5' }, shop: { $include: './shared.json5' } } }",
  );

  it('changes every account it is included in: each is named, with what it had and what it gets', async () => {
    const world = await openConfigWorld({
      files: { 'openclaw.json': twice, 'shared.json5': "{ dmPolicy: 'pairing', allowFrom: ['1'] }" },
    });
    const change = await world.plan(open());
    expect(change.file).toBe(world.file('shared.json5'));
    expect(change.consequences).toEqual([
      'shared.json5 is included at channels.zalouser.accounts.work, channels.zalouser.accounts.shop: what is written there holds for each of them.',
      'Also changes on account shop: dmPolicy pairing → open.',
    ]);
    expect(
      (await world.plan({ type: 'add-allow-from', accountId: shop, entries: ['9'] })).consequences,
    ).toContain('Also changes on account work: allowFrom gains 9.');
  });

  it('is told where another part of the config includes it', async () => {
    const main =
      "{ channels: { zalouser: { $include: './shared.json5' }, telegram: { $include: './shared.json5' } }, plugins: { entries: { zalouser: { enabled: true } } } }";
    const world = await openConfigWorld({
      files: { 'openclaw.json': main, 'shared.json5': "{ dmPolicy: 'pairing' }" },
    });
    expect((await world.plan(open(defaultAccountId))).consequences).toContain(
      'Also changes in the config: channels.telegram.dmPolicy.',
    );
  });

  it.skipIf(process.platform === 'win32')('is known by its links, too', async () => {
    const main = withPlugin(
      "{ accounts: { work: { $include: './one.json5' }, shop: { $include: './other.json5' } } }",
    );
    const world = await openConfigWorld({
      files: { 'openclaw.json': main, 'one.json5': "{ dmPolicy: 'pairing' }" },
    });
    await symlink('one.json5', world.file('other.json5'));
    expect((await world.plan(open())).consequences).toContain(
      'Also changes on account shop: dmPolicy pairing → open.',
    );
  });

  it('says nothing of accounts that decide for themselves', async () => {
    const main = withPlugin(
      "{ accounts: { work: { $include: './shared.json5' }, shop: { $include: './shared.json5', dmPolicy: 'disabled' } } }",
    );
    const world = await openConfigWorld({
      files: { 'openclaw.json': main, 'shared.json5': "{ dmPolicy: 'pairing' }" },
    });
    expect((await world.plan(open())).consequences.filter((sentence) => sentence.startsWith('Also'))).toEqual(
      [],
    );
  });
});

describe('what is asked for', () => {
  it.each<[string, ConfigAction]>([
    ['a policy of one account', open()],
    ['an entry', { type: 'add-allow-from', accountId: work, entries: ['5'] }],
    ['a group', { type: 'set-group', accountId: work, key: '7', isAllowed: false }],
    ['an account', { type: 'add-account', accountId: accountId('bot') }],
    ['another id', { type: 'rename-account', accountId: shop, to: accountId('store') }],
    ['the default account', { type: 'set-default-account', accountId: work }],
    ['the channel', { type: 'set-channel-enabled', isEnabled: false }],
    ['the plugin', { type: 'set-plugin-enabled', isEnabled: false }],
    ['a prefix', { type: 'set-prefix', accountId: work, which: 'responsePrefix', text: 'Bot:' }],
    ['an account that goes', { type: 'remove-account', accountId: work }],
  ])('is no news: %s', async (_what, action) => {
    const files = {
      'openclaw.json': withPlugin(
        "{ groupPolicy: 'allowlist', accounts: { work: {}, shop: {} }, defaultAccount: 'shop' }",
      ),
    };
    const world = await openConfigWorld({ files });
    expect((await world.plan(action)).consequences).toEqual([]);
  });
});

describe('accounts that come and go', () => {
  it('without a listed account default runs by itself, on the policies of the channel', async () => {
    const section =
      "{ dmPolicy: 'open', groupPolicy: 'disabled', profile: 'main', accounts: { work: { dmPolicy: 'pairing' } } }";
    const world = await openConfigWorld({ files: { 'openclaw.json': withPlugin(section) } });
    expect((await world.plan({ type: 'remove-account', accountId: work })).consequences).toEqual([
      'No account is listed any more, so the gateway runs account default by itself, on the channel’s own settings: profile main, direct messages open, groups disabled.',
    ]);
  });
  it('also where the one that goes is default itself', async () => {
    const world = await openConfigWorld({
      files: { 'openclaw.json': withPlugin("{ accounts: { default: { dmPolicy: 'disabled' } } }") },
    });
    const change = await world.plan({ type: 'remove-account', accountId: defaultAccountId });
    expect(change.consequences).toEqual([expect.stringContaining('direct messages pairing, groups open')]);
    expect(change.view.accounts.map(({ id }) => id)).toEqual(['default']);
  });
  it('but nothing runs while the channel is off', async () => {
    const world = await openConfigWorld({
      files: { 'openclaw.json': withPlugin('{ enabled: false, accounts: { work: {} } }') },
    });
    expect((await world.plan({ type: 'remove-account', accountId: work })).consequences).toEqual([
      expect.stringContaining('the channel is disabled'),
    ]);
  });
  it('another account becomes the default, and bindings are left without theirs', async () => {
    const bindings =
      "bindings: [{ agentId: 'a', match: { channel: 'zalouser', accountId: 'work' } }, { match: { channel: 'telegram' } }]";
    const main = withPlugin("{ defaultAccount: 'work', accounts: { work: {}, shop: {} } }", bindings);
    const world = await openConfigWorld({ files: { 'openclaw.json': main } });
    expect((await world.plan({ type: 'remove-account', accountId: work })).consequences).toEqual([
      'The default account becomes shop; it was work.',
      '1 entry of bindings names account work and will no longer match.',
    ]);
  });
  it('the right key brings settings to life that were overlooked', async () => {
    const main = withPlugin("{ accounts: { Work: { profile: 'phone2', dmPolicy: 'open' } } }");
    const world = await openConfigWorld({ files: { 'openclaw.json': main } });
    expect((await world.plan({ type: 'rename-account', accountId: work, to: work })).consequences).toEqual([
      'Also changes on account work: profile work → phone2.',
      'Also changes on account work: dmPolicy pairing → open.',
    ]);
  });
});

describe('the channel as a whole', () => {
  it('a section that comes into being leaves the groups as shut as they were', async () => {
    const world = await openConfigWorld({
      files: { 'openclaw.json': '{ plugins: { entries: { zalouser: { enabled: true } } } }' },
    });
    const change = await world.plan({ type: 'set-channel-enabled', isEnabled: true });
    expect(change.consequences.filter((said) => said.includes('groupPolicy'))).toEqual([]);
  });
  it('the policy of all channels names whom it reaches', async () => {
    const world = await openConfigWorld({
      files: {
        'openclaw.json': withPlugin("{ accounts: { work: {}, shop: { groupPolicy: 'allowlist' } } }"),
      },
    });
    expect(
      (await world.plan({ type: 'set-defaults-group-policy', policy: 'disabled' })).consequences,
    ).toEqual([
      'Also changes on account work: groupPolicy open → disabled.',
      'It holds for every channel that has no group policy of its own, not only for Zalo.',
    ]);
  });
  it('a plugin that is not enabled yet lets the gateway rewrite the file', async () => {
    const world = await openConfigWorld({ files: { 'openclaw.json': '{ channels: { zalouser: {} } }' } });
    expect((await world.plan(open(defaultAccountId))).consequences).toEqual([
      expect.stringContaining('without its comments'),
    ]);
  });
});

describe('names that are added', () => {
  const files = { 'openclaw.json': withPlugin("{ groupPolicy: 'allowlist', groups: { '7': {} } }") };
  it('are not vouched for while the friend list has not been read', async () => {
    const world = await openConfigWorld({ files });
    const change = await world.plan({
      type: 'add-allow-from',
      accountId: defaultAccountId,
      entries: ['Trần Thị Bình', '5'],
    });
    expect(change.consequences).toEqual([
      expect.stringContaining('“Trần Thị Bình” in allowFrom of default is a name'),
    ]);
  });
});
