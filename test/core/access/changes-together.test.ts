// Several actions as one change: worked out one on the other, shown once, written once, taken back as one.
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { ConfigAction, PlannedChange } from '../../../src/core/config/change-request.ts';
import { type AccountId, accountId, defaultAccountId } from '../../../src/core/shared/ids.ts';
import { sentenceAndHint } from '../../../src/tui/app/remedies.ts';
import { type ConfigWorld, openConfigWorld, withPlugin } from '../../support/config-world.ts';

const [kho, work, shop] = [accountId('kho'), accountId('work'), accountId('shop')];
const [an, binh] = ['4512000000000004821', '4512000000000004822'];
const groups = ['7100000000000000001', '7100000000000000002', '7100000000000000003'];
const on96 = { 'state/openclaw.sqlite': '' } as const;

const letIn = (account: AccountId, key: string): ConfigAction => ({
  type: 'set-group',
  accountId: account,
  key,
  isAllowed: true,
});
const direct = (account: AccountId, policy: 'pairing' | 'allowlist' | 'open' | 'disabled'): ConfigAction => ({
  type: 'set-dm-policy',
  accountId: account,
  policy,
});
const add = (account: AccountId, ...entries: readonly string[]): ConfigAction => ({
  type: 'add-allow-from',
  accountId: account,
  entries,
});
const plugin: ConfigAction = { type: 'set-plugin-enabled', isEnabled: true };
const channel: ConfigAction = { type: 'set-channel-enabled', isEnabled: true };

/** All that setting an account up can come to. */
const setUp: readonly ConfigAction[] = [
  plugin,
  channel,
  { type: 'add-account', accountId: kho, profile: 'zalo2' },
  direct(kho, 'allowlist'),
  add(kho, an, binh),
  { type: 'set-group-policy', accountId: kho, policy: 'allowlist' },
  ...groups.map((key) => letIn(kho, key)),
];
const written = {
  enabled: true,
  profile: 'zalo2',
  dmPolicy: 'allowlist',
  allowFrom: [an, binh],
  groupPolicy: 'allowlist',
  groups: Object.fromEntries(groups.map((key) => [key, { enabled: true }])),
};

const write = async ({ console }: ConfigWorld, change: PlannedChange): Promise<void> => {
  expect(await console.config.write(change)).toMatchObject({ ok: true });
};
const refusal = async ({ console }: ConfigWorld, actions: readonly ConfigAction[]): Promise<string> => {
  const answer = await console.config.plan(actions);
  return answer.ok ? 'planned' : sentenceAndHint(answer.error);
};

describe('an account that is set up', () => {
  it('where there is no config: the file is made, with nothing in it that was not asked for; and taken away again', async () => {
    const world = await openConfigWorld();
    const change = await world.plan(setUp);
    expect(change).toMatchObject({ before: undefined, file: world.file('openclaw.json'), consequences: [] });
    await write(world, change);
    expect(JSON.parse(await world.text())).toEqual({
      plugins: { entries: { zalouser: { enabled: true } } },
      channels: { zalouser: { enabled: true, accounts: { kho: written } } },
    });
    expect(world.console.store.getState().config.accounts.map(({ id }) => id)).toEqual(['kho']);
    expect(await world.console.config.undo()).toMatchObject({ ok: true });
    expect(await readdir(world.dir)).toEqual([]);
  });

  it.each(['', '// mine\n', '{}\n', '{ channels: {} }\n'])(
    'in a file that holds nothing yet: %j',
    async (text) => {
      const world = await openConfigWorld({ files: { 'openclaw.json': text } });
      const change = await world.plan(setUp);
      expect(change.before).toBe(text);
      await write(world, change);
      expect(await world.text()).toContain(text.startsWith('//') ? '// mine' : 'allowlist');
      expect(
        change.view.accounts.map(({ id, dmPolicy, profile }) => [id, profile.value, dmPolicy.value]),
      ).toEqual([['kho', 'zalo2', 'allowlist']]);
      expect(await world.console.config.undo()).toMatchObject({ ok: true });
      expect(await world.text()).toBe(text);
    },
  );

  it('among others: comments, quotes and order stay as they are', async () => {
    const text = [
      '// of the shop',
      '{',
      '  channels: {',
      '    zalouser: {',
      "      dmPolicy: 'pairing', // for now",
      '      accounts: {',
      "        work: { profile: 'phone2' }, // the second phone",
      '      },',
      '    },',
      '  },',
      '  /* agents come here */',
      '}',
      '',
    ].join('\n');
    const world = await openConfigWorld({ files: { 'openclaw.json': text } });
    const change = await world.plan(setUp);
    expect(`\n${change.after}`).toMatchInlineSnapshot(`
      "
      // of the shop
      {
        channels: {
          zalouser: {
            dmPolicy: 'pairing', // for now
            accounts: {
              work: { profile: 'phone2' }, // the second phone
              kho: {
                enabled: true,
                profile: 'zalo2',
                dmPolicy: 'allowlist',
                allowFrom: ['4512000000000004821', '4512000000000004822'],
                groupPolicy: 'allowlist',
                groups: {
                  '7100000000000000001': { enabled: true },
                  '7100000000000000002': { enabled: true },
                  '7100000000000000003': { enabled: true },
                },
              },
            },
            enabled: true,
          },
        },
        plugins: {
          entries: {
            zalouser: { enabled: true },
          },
        },
        /* agents come here */
      }
      "
    `);
    const kept = change.diff.filter(({ kind }) => kind === 'removed').map((line) => line.text);
    expect(kept).toEqual([]);
    await write(world, change);
    expect(await world.console.config.undo()).toMatchObject({ ok: true });
    expect(await world.text()).toBe(text);
  });

  it.each<[string, string, readonly string[]]>([
    ['a section that runs default by itself, which goes on', "{ dmPolicy: 'pairing' }", ['default', 'kho']],
    ['nothing but accounts', "{ defaultAccount: 'work', accounts: { work: {} } }", ['work', 'kho']],
    ['an empty section', '{}', ['default', 'kho']],
    ['no account listed', '{ accounts: {} }', ['default', 'kho']],
  ])('beside %s', async (_what, section, ids) => {
    const world = await openConfigWorld({ files: { 'openclaw.json': withPlugin(section) } });
    const change = await world.plan(setUp);
    expect(change.view.accounts.map(({ id }) => id)).toEqual(ids);
    expect(change.consequences).toEqual([]);
    expect(change.view.accounts.find(({ id }) => id === kho)).toMatchObject({
      dmPolicy: { value: 'allowlist', source: 'account' },
      allowFrom: { value: [an, binh] },
    });
  });

  it('that runs by itself is set up in the section', async () => {
    const world = await openConfigWorld();
    const change = await world.plan([
      plugin,
      channel,
      direct(defaultAccountId, 'allowlist'),
      add(defaultAccountId, an),
      letIn(defaultAccountId, '7'),
    ]);
    expect(JSON.parse(change.after)).toMatchObject({
      channels: {
        zalouser: {
          enabled: true,
          dmPolicy: 'allowlist',
          allowFrom: [an],
          groups: { '7': { enabled: true } },
        },
      },
    });
  });

  it('and one that was set up by the same change goes on beside another that is listed', async () => {
    const world = await openConfigWorld();
    const change = await world.plan([
      channel,
      direct(defaultAccountId, 'open'),
      { type: 'add-account', accountId: kho },
    ]);
    expect(change.view.accounts.map(({ id }) => id)).toEqual(['default', 'kho']);
  });
});

describe('on 2026.9.6', () => {
  const files = { 'openclaw.json': withPlugin('{ accounts: { work: {} } }'), ...on96 };
  it('open comes with *, beside those who are added', async () => {
    const world = await openConfigWorld({ files });
    const change = await world.plan([
      { type: 'add-account', accountId: kho },
      direct(kho, 'open'),
      add(kho, an),
    ]);
    expect(change.summary).toBe(`Add account kho: direct messages open with * in allowFrom; allow ${an}`);
    expect(change.view.accounts.find(({ id }) => id === kho)?.allowFrom.value).toEqual(['*', an]);
    expect(change.newFindings.map(({ code }) => code)).toContain('open-dm-policy');
  });
  it('those approved by code come along', async () => {
    const world = await openConfigWorld({ files });
    const policy: ConfigAction = {
      type: 'set-dm-policy',
      accountId: work,
      policy: 'allowlist',
      alsoAllow: [binh],
    };
    const change = await world.plan([policy, add(work, an, binh), letIn(work, '7')]);
    expect(change.view.accounts[0]).toMatchObject({
      allowFrom: { value: [binh, an] },
      groups: { value: { '7': { enabled: true } } },
    });
    expect(change.consequences).toEqual([expect.stringContaining('groupAllowFrom names nobody')]);
  });
  it('a group policy is written out for the new account, and for the one that ran by itself', async () => {
    const world = await openConfigWorld({
      files: { 'openclaw.json': withPlugin("{ groupPolicy: 'open' }"), ...on96 },
    });
    const change = await world.plan([{ type: 'add-account', accountId: kho }, direct(kho, 'pairing')]);
    expect(change.view.accounts.map(({ groupPolicy }) => groupPolicy.value)).toEqual(['open', 'allowlist']);
    expect(change.consequences).toEqual([]);
  });
});

describe('what of it the config says already', () => {
  const files = {
    'openclaw.json': withPlugin(
      "{ enabled: true, accounts: { work: { dmPolicy: 'pairing', allowFrom: ['1'] } } }",
    ),
  };
  it('is left out, and not told of', async () => {
    const world = await openConfigWorld({ files });
    const change = await world.plan([
      plugin,
      channel,
      direct(work, 'pairing'),
      add(work, '1'),
      letIn(work, '7'),
    ]);
    expect(change.summary).toBe('Let group 7 on work');
    expect(change.diff.filter(({ kind }) => kind === 'removed')).toHaveLength(1);
  });
  it('is all of it: nothing is to be written', async () => {
    const world = await openConfigWorld({ files });
    expect(await refusal(world, [plugin, channel, direct(work, 'pairing')])).toBe(
      'The config says that already. Nothing was written.',
    );
  });
  it('is all of it in the end, where one action takes another back', async () => {
    const world = await openConfigWorld({ files });
    expect(await refusal(world, [direct(work, 'open'), direct(work, 'pairing')])).toContain(
      'says that already',
    );
  });
  it('is nothing where nothing is asked for', async () => {
    expect(await refusal(await openConfigWorld({ files }), [])).toContain('says that already');
  });
});

describe('what cannot be done', () => {
  const files = { 'openclaw.json': withPlugin('{ accounts: { work: {} } }') };
  it('of one action holds for all of them', async () => {
    const world = await openConfigWorld({ files });
    expect(await refusal(world, [direct(work, 'open'), { type: 'add-account', accountId: work }])).toContain(
      'There is an account “work”',
    );
    expect(await refusal(world, [direct(kho, 'open'), { type: 'add-account', accountId: kho }])).toContain(
      'no account “kho”',
    );
    expect(await world.text()).toBe(files['openclaw.json']);
  });

  it('is to write two files: both are named, nothing is written', async () => {
    const world = await openConfigWorld({
      files: {
        'openclaw.json': "{ channels: { zalouser: { $include: './zalo.json5' } } }",
        'zalo.json5': '{ accounts: { work: {} } }',
      },
    });
    const said = await refusal(world, setUp);
    expect(said).toContain('These changes lie in several files: openclaw.json, zalo.json5.');
    expect(said).toContain('one after another. Go to Access (5).');
    expect(await world.text('zalo.json5')).toBe('{ accounts: { work: {} } }');
  });

  it('is no matter of an action that has nothing to write in the other file', async () => {
    const world = await openConfigWorld({
      files: {
        'openclaw.json': withPlugin("{ $include: './zalo.json5' }"),
        'zalo.json5': '// theirs\n{ enabled: true, accounts: { work: {} } }',
      },
    });
    const change = await world.plan(setUp);
    expect(change.file).toBe(world.file('zalo.json5'));
    expect(change.reload).toBe('not-noticed');
    await write(world, change);
    expect(await world.text('zalo.json5')).toContain('// theirs');
    expect(world.console.store.getState().config.accounts.map(({ id }) => id)).toEqual(['work', 'kho']);
  });

  it('is a wish that a later one would undo elsewhere: both accounts share a file', async () => {
    const main = withPlugin(
      "{ accounts: { work: { $include: './shared.json5' }, shop: { $include: './shared.json5' } } }",
    );
    const world = await openConfigWorld({
      files: { 'openclaw.json': main, 'shared.json5': "{ dmPolicy: 'pairing' }" },
    });
    expect(await refusal(world, [direct(work, 'open'), direct(shop, 'disabled')])).toContain(
      'channels.zalouser.accounts.work.dmPolicy would not have that value',
    );
  });

  it('is to change a file that is broken', async () => {
    const world = await openConfigWorld({ files: { 'openclaw.json': '{ channels: ' } });
    expect(await refusal(world, setUp)).toContain('cannot be read');
  });
});

describe('what is told of it', () => {
  const files = {
    'openclaw.json': withPlugin(
      "{ groupPolicy: 'allowlist', defaultAccount: 'shop', accounts: { work: {}, shop: {} } }",
    ),
  };

  it('is what it is in the end, never in between', async () => {
    const world = await openConfigWorld({
      files: { 'openclaw.json': '{ plugins: { entries: { zalouser: { enabled: true } } } }' },
    });
    // The section alone would open the groups (226); closed at once, whether it is asked for or not, they never are.
    expect((await world.plan([channel])).consequences).toEqual([]);
    const close: ConfigAction = {
      type: 'set-group-policy',
      accountId: defaultAccountId,
      policy: 'allowlist',
    };
    expect((await world.plan([channel, close])).consequences).toEqual([]);
    const open: ConfigAction = { type: 'set-defaults-group-policy', policy: 'open' };
    expect((await world.plan([channel, open])).consequences).toContain(
      'Also changes on account default: groupPolicy allowlist → open.',
    );
  });

  it('is nothing of what any of the actions asks for', async () => {
    const world = await openConfigWorld({ files });
    const change = await world.plan([
      direct(work, 'open'),
      letIn(shop, '7'),
      { type: 'set-default-account', accountId: work },
      { type: 'set-account-enabled', accountId: work, isEnabled: false },
      { type: 'rename-account', accountId: work, to: kho },
      { type: 'set-profile', accountId: kho, profile: 'phone3' },
    ]);
    expect(change.consequences).toEqual([]);
    expect(change.view.accounts.map(({ id, profile }) => [id, profile.value])).toEqual([
      ['kho', 'phone3'],
      ['shop', 'shop'],
    ]);
  });

  it('is that the new account becomes the default one, where nobody said which', async () => {
    const world = await openConfigWorld({
      files: { 'openclaw.json': withPlugin('{ accounts: { work: {} } }') },
    });
    expect((await world.plan(setUp)).consequences).toEqual(['The default account becomes kho; it was work.']);
  });

  it('is what nobody asked for, once', async () => {
    const main = withPlugin(
      "{ accounts: { work: { $include: './shared.json5' }, shop: { $include: './shared.json5' } } }",
    );
    const world = await openConfigWorld({
      files: { 'openclaw.json': main, 'shared.json5': "{ dmPolicy: 'pairing', allowFrom: ['1'] }" },
    });
    const change = await world.plan([direct(work, 'allowlist'), add(work, '9')]);
    expect(change.consequences).toEqual([
      'shared.json5 is included at channels.zalouser.accounts.work, channels.zalouser.accounts.shop: what is written there holds for each of them.',
      'Also changes on account shop: dmPolicy pairing → allowlist.',
      'Also changes on account shop: allowFrom gains 9.',
    ]);
  });

  it.each<[string, readonly ConfigAction[], readonly string[]]>([
    [
      'somebody added to a new account that hears nobody',
      [{ type: 'add-account', accountId: kho }, direct(kho, 'disabled'), add(kho, '1')],
      ['1 does not get through on kho: dmPolicy is disabled'],
    ],
    [
      'nobody, where the last word on everybody is to let them in',
      [direct(work, 'allowlist'), add(work, '*')],
      [],
    ],
    [
      'everybody, where the last word is to keep them out',
      [add(work, '*'), direct(work, 'allowlist')],
      ['Everybody on Zalo gets through on work then: dmPolicy is allowlist. allowFrom holds “*”.'],
    ],
    [
      'nothing of somebody who is added and taken out',
      [add(work, '1'), { type: 'remove-allow-from', accountId: work, entry: '1' }, letIn(work, '7')],
      [],
    ],
  ])('is who gets through otherwise than it looks: %s', async (_what, actions, said) => {
    const world = await openConfigWorld({ files });
    expect((await world.plan(actions)).consequences).toEqual(
      said.map((sentence) => expect.stringContaining(sentence)),
    );
  });

  it('is that nobody vouches for a name in the lists of a new account', async () => {
    const world = await openConfigWorld({ files });
    const change = await world.plan([
      { type: 'add-account', accountId: kho },
      add(kho, 'Trần Thị Bình', an),
      letIn(kho, 'Nhóm bán hàng'),
    ]);
    expect(change.consequences).toEqual([
      expect.stringContaining('“Trần Thị Bình” in allowFrom of kho is a name'),
      expect.stringContaining('“Nhóm bán hàng” in groups of kho is a name'),
    ]);
  });

  it('is what is left behind by each account that goes', async () => {
    const bindings =
      "bindings: [{ match: { channel: 'zalouser', accountId: 'work' } }, { match: { channel: 'zalouser', accountId: 'shop' } }]";
    const world = await openConfigWorld({
      files: { 'openclaw.json': withPlugin('{ accounts: { work: {}, shop: {} } }', bindings) },
    });
    const change = await world.plan([
      { type: 'remove-account', accountId: work },
      { type: 'remove-account', accountId: shop },
    ]);
    expect(change.consequences).toEqual([
      expect.stringContaining('No account is listed any more'),
      '1 entry of bindings names account work and will no longer match.',
      '1 entry of bindings names account shop and will no longer match.',
    ]);
  });

  it('is what the gateway does with all of it', async () => {
    const world = await openConfigWorld({
      files: { 'openclaw.json': '{ channels: { zalouser: { accounts: { work: {} } } } }' },
    });
    expect(await world.plan([direct(work, 'open'), plugin])).toMatchObject({ reload: 'gateway-restarts' });
    expect((await world.plan([direct(work, 'open'), plugin])).consequences).toEqual([]);
    expect(
      await (await openConfigWorld({ files })).plan([direct(work, 'open'), letIn(shop, '7')]),
    ).toMatchObject({
      reload: 'channel-restarts',
    });
  });
});

describe('the title', () => {
  const files = {
    'openclaw.json': withPlugin(
      "{ groupPolicy: 'allowlist', accounts: { work: { dmPolicy: 'open', allowFrom: ['*'] }, shop: {} } }",
    ),
  };
  it.each<[readonly ConfigAction[], string]>([
    [
      [
        { type: 'add-account', accountId: kho },
        direct(kho, 'allowlist'),
        add(kho, an),
        add(kho, binh),
        letIn(kho, '1'),
        ...groups.map((key) => letIn(kho, key)),
      ],
      `Add account kho: direct messages allowlist; allow ${an}, ${binh}; let in 1, ${groups[0]}, ${groups[1]} and 1 more`,
    ],
    [
      [direct(work, 'pairing'), add(work, an)],
      `Account work: direct messages pairing without * in allowFrom; allow ${an}`,
    ],
    [
      [direct(work, 'pairing'), letIn(shop, '7')],
      'Account work: direct messages pairing without * in allowFrom. Account shop: let in 7',
    ],
    [
      [direct(shop, 'disabled'), direct(shop, 'allowlist'), letIn(shop, '7')],
      'Account shop: direct messages allowlist; let in 7',
    ],
    [
      [
        { type: 'set-plugin-enabled', isEnabled: false },
        { type: 'set-channel-enabled', isEnabled: false },
      ],
      'Disable the zalouser plugin and channel',
    ],
  ])('%j: %s', async (actions, title) => {
    expect((await (await openConfigWorld({ files })).plan(actions)).summary).toBe(title);
  });
  it('of a whole set-up', async () =>
    expect((await (await openConfigWorld()).plan(setUp)).summary).toBe(
      `Add account kho: direct messages allowlist; allow ${an}, ${binh}; groups allowlist; let in ${groups.join(', ')}. Enable the zalouser plugin and channel`,
    ));
});

describe('between the plan and the write', () => {
  it('somebody else’s change is noticed', async () => {
    const world = await openConfigWorld({
      files: { 'openclaw.json': withPlugin('{ accounts: { work: {} } }') },
    });
    const change = await world.plan(setUp);
    const theirs = withPlugin("{ accounts: { work: { dmPolicy: 'open' } } }");
    await world.write('openclaw.json', theirs);
    expect(await world.console.config.write(change)).toMatchObject({
      ok: false,
      error: { code: 'config-changed' },
    });
    expect(await world.text()).toBe(theirs);
  });
});
