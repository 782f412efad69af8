import { describe, expect, it } from 'vitest';
import type { ConfigAction } from '../../../../src/core/config/change-request.ts';
import { editsOfAction } from '../../../../src/core/config/plan/edits-of-action.ts';
import type { ConfigEdit } from '../../../../src/core/config/plan/input.ts';
import type { JsonObject } from '../../../../src/core/config/value.ts';
import { readConfigView } from '../../../../src/core/config/view.ts';
import { accountId } from '../../../../src/core/shared/ids.ts';
import type { ReleaseKind } from '../../../support/releases.ts';
import { aRelease } from '../../../support/releases.ts';

const work = accountId('work');
const shop = accountId('shop');
const fallback = accountId('default');

const answerOn = (
  config: JsonObject,
  action: ConfigAction,
  kind: ReleaseKind = 'b',
): ReturnType<typeof editsOfAction> => {
  const path = '/home/an/.openclaw/openclaw.json';
  const source = { file: path, mount: [], text: JSON.stringify(config), value: config };
  const reading = {
    status: 'ready' as const,
    path,
    value: config,
    sources: [source],
    files: [path],
    findings: [],
  };
  const paths = {
    configPath: path,
    stateDir: '/home/an/.openclaw',
    credentialsDir: '/home/an/.openclaw/credentials',
    candidates: [path],
    isHomeFallback: false,
  };
  return editsOfAction(
    {
      config,
      view: readConfigView({ reading, paths, release: aRelease(kind), env: {}, readAtMs: 0 }),
    },
    action,
  );
};

const answer = (
  zalouser: unknown,
  action: ConfigAction,
  kind?: ReleaseKind,
): ReturnType<typeof editsOfAction> =>
  answerOn(zalouser === undefined ? {} : { channels: { zalouser } }, action, kind);

const editsOf = (config: JsonObject, action: ConfigAction): readonly ConfigEdit[] => {
  const result = answerOn(config, action);
  if (!result.ok) throw new Error(result.error.sentence);
  return result.edits;
};

const written = (edits: readonly ConfigEdit[]): readonly string[] =>
  edits.map((edit) => {
    const path = edit.path.join('.');
    switch (edit.op) {
      case 'set':
        return `${path} = ${JSON.stringify(edit.value)}`;
      case 'add-entries':
        return `${path} += ${edit.entries.join(' ')}`;
      case 'remove-entry':
        return `${path} -= ${edit.entry}`;
      case 'rename':
        return `${path} -> ${edit.to}`;
      default:
        return `${path} gone`;
    }
  });

const edits = (zalouser: unknown, action: ConfigAction, kind?: ReleaseKind): readonly string[] => {
  const result = answer(zalouser, action, kind);
  if (!result.ok) throw new Error(result.error.sentence);
  return written(result.edits);
};

const two = { accounts: { work: {}, shop: { allowFrom: ['1'] } } };

describe('where a setting is written', () => {
  it('is the section itself while no account is listed', () => {
    expect(edits({}, { type: 'set-dm-policy', accountId: fallback, policy: 'open' })).toEqual([
      'channels.zalouser.dmPolicy = "open"',
    ]);
    expect(edits(undefined, { type: 'set-dm-policy', accountId: fallback, policy: 'open' })).toEqual([
      'channels.zalouser.dmPolicy = "open"',
    ]);
  });
  it('is the entry of the account where accounts are listed', () =>
    expect(edits(two, { type: 'set-group-policy', accountId: work, policy: 'allowlist' })).toEqual([
      'channels.zalouser.accounts.work.groupPolicy = "allowlist"',
    ]));
  it('is refused where OpenClaw would overlook it', () => {
    const result = answer(
      { accounts: { Work: {} } },
      { type: 'set-dm-policy', accountId: work, policy: 'open' },
    );
    expect(result).toMatchObject({
      ok: false,
      error: { hint: expect.stringContaining('Rename the key to work') },
    });
  });
  it('is refused for an account that is not there', () =>
    expect(answer(two, { type: 'set-dm-policy', accountId: accountId('x'), policy: 'open' }).ok).toBe(false));
});

describe('restarting the channel', () => {
  const restart = (id = work): ConfigAction => ({ type: 'restart-channel', accountId: id });
  it.each<[string, unknown, ConfigAction, string]>([
    [
      'writes out that the account is enabled',
      two,
      restart(),
      'channels.zalouser.accounts.work.enabled = true',
    ],
    [
      'leaves it out where it was written',
      { accounts: { work: { enabled: true } } },
      restart(),
      'channels.zalouser.accounts.work.enabled gone',
    ],
    [
      'does so in the section while no account is listed',
      {},
      restart(fallback),
      'channels.zalouser.enabled = true',
    ],
  ])('%s', (_, section, action, edit) => expect(edits(section, action)).toEqual([edit]));
  it('is refused for an account nobody listens on', () => {
    expect(answer({ accounts: { work: { enabled: false } } }, restart())).toMatchObject({
      ok: false,
      error: { sentence: 'Account work is disabled, so no gateway listens on it.' },
    });
  });
});

describe('allowFrom', () => {
  it('appends to the account’s own list, each entry once', () =>
    expect(
      edits(two, { type: 'add-allow-from', accountId: shop, entries: ['2', '2', 'zalouser:1'] }),
    ).toEqual(['channels.zalouser.accounts.shop.allowFrom += 2']));
  it('copies an inherited list whole before it changes: the account’s own hides the base’s', () => {
    const inherited = { allowFrom: ['1', '2'], accounts: { work: {} } };
    expect(edits(inherited, { type: 'add-allow-from', accountId: work, entries: ['3'] })).toEqual([
      'channels.zalouser.accounts.work.allowFrom = ["1","2","3"]',
    ]);
    expect(edits(inherited, { type: 'remove-allow-from', accountId: work, entry: '1' })).toEqual([
      'channels.zalouser.accounts.work.allowFrom = ["2"]',
    ]);
  });
  it('removes the entry as typed, and refuses one that is not there', () => {
    expect(edits(two, { type: 'remove-allow-from', accountId: shop, entry: '1' })).toEqual([
      'channels.zalouser.accounts.shop.allowFrom -= 1',
    ]);
    expect(answer(two, { type: 'remove-allow-from', accountId: shop, entry: '9' }).ok).toBe(false);
  });
  it('takes those approved by code along into an allowlist, in one write', () =>
    expect(
      edits(two, { type: 'set-dm-policy', accountId: work, policy: 'allowlist', alsoAllow: ['7', '8'] }),
    ).toEqual([
      'channels.zalouser.accounts.work.dmPolicy = "allowlist"',
      'channels.zalouser.accounts.work.allowFrom += 7 8',
    ]));
  it('adds * where open would admit nobody without it', () => {
    expect(edits(two, { type: 'set-dm-policy', accountId: work, policy: 'open' }, 'd')).toEqual([
      'channels.zalouser.accounts.work.dmPolicy = "open"',
      'channels.zalouser.accounts.work.allowFrom += *',
    ]);
    expect(edits(two, { type: 'set-dm-policy', accountId: work, policy: 'open' })).toHaveLength(1);
  });
});

describe('leaving open', () => {
  const path = 'channels.zalouser.accounts.work';
  const opened = { accounts: { work: { dmPolicy: 'open', allowFrom: ['1', '*'] } } };
  it.each([
    ['b', 'allowlist'],
    ['b', 'pairing'],
    ['b', 'disabled'],
    ['d', 'allowlist'],
    ['d', 'pairing'],
  ] as const)('takes * away on %s, towards %s: it would keep the door open', (kind, policy) =>
    expect(edits(opened, { type: 'set-dm-policy', accountId: work, policy }, kind)).toEqual([
      `${path}.dmPolicy = "${policy}"`,
      `${path}.allowFrom -= *`,
    ]),
  );
  it('lets those in who come along', () =>
    expect(
      edits(opened, { type: 'set-dm-policy', accountId: work, policy: 'allowlist', alsoAllow: ['7', '1'] }),
    ).toEqual([`${path}.dmPolicy = "allowlist"`, `${path}.allowFrom -= *`, `${path}.allowFrom += 7`]));
  it('copies an inherited list without it', () =>
    expect(
      edits(
        { dmPolicy: 'open', allowFrom: ['1', '*'], accounts: { work: {} } },
        { type: 'set-dm-policy', accountId: work, policy: 'allowlist', alsoAllow: ['7'] },
      ),
    ).toEqual([`${path}.dmPolicy = "allowlist"`, `${path}.allowFrom = ["1","7"]`]));
  it('leaves * alone where open is not left: it was meant', () => {
    const listed = { accounts: { work: { dmPolicy: 'allowlist', allowFrom: ['*'] } } };
    expect(edits(listed, { type: 'set-dm-policy', accountId: work, policy: 'pairing' })).toEqual([
      `${path}.dmPolicy = "pairing"`,
    ]);
    expect(edits(opened, { type: 'set-dm-policy', accountId: work, policy: 'open' }, 'd')).toEqual([
      `${path}.dmPolicy = "open"`,
    ]);
  });
});

describe('groups', () => {
  const groups = {
    accounts: {
      work: {
        groups: { a: { allow: false }, b: { enabled: false }, c: {}, d: { allow: true, enabled: false } },
      },
    },
  };
  const set = (key: string, isAllowed: boolean): ConfigAction => ({
    type: 'set-group',
    accountId: work,
    key,
    isAllowed,
  });
  const path = 'channels.zalouser.accounts.work.groups';
  it.each([
    ['b', 'new', true, [`${path}.new.enabled = true`]],
    ['b', 'a', true, [`${path}.a.allow = true`]],
    ['b', 'b', true, [`${path}.b.enabled = true`]],
    ['b', 'c', false, [`${path}.c.enabled = false`]],
    ['b', 'd', true, [`${path}.d.allow = true`, `${path}.d.enabled = true`]],
    ['d', 'a', true, [`${path}.a.allow gone`, `${path}.a.enabled = true`]],
    ['d', 'new', false, [`${path}.new.enabled = false`]],
  ] as const)('on %s sets %s to %s', (kind, key, isAllowed, expected) =>
    expect(edits(groups, set(key, isAllowed), kind)).toEqual(expected),
  );

  it('copies inherited groups whole before one of them changes', () =>
    expect(
      edits(
        { groups: { a: { enabled: true, tools: { deny: ['x'] } } }, accounts: { work: {} } },
        set('a', false),
      ),
    ).toEqual([`${path} = {"a":{"enabled":true,"tools":{"deny":["x"]}}}`, `${path}.a.enabled = false`]));
  it('removes a group, and refuses one that is not there', () => {
    expect(edits(groups, { type: 'remove-group', accountId: work, key: 'a' })).toEqual([`${path}.a gone`]);
    expect(answer(groups, { type: 'remove-group', accountId: work, key: 'zz' }).ok).toBe(false);
  });
  it('sets and clears tools', () => {
    expect(
      edits(groups, { type: 'set-group-tools', accountId: work, key: 'a', tools: { allow: ['web'] } }),
    ).toEqual([`${path}.a.tools = {"allow":["web"]}`]);
    const nothing: ConfigAction = { type: 'set-group-tools', accountId: work, key: 'a', tools: undefined };
    expect(edits(groups, nothing)).toEqual([`${path}.a.tools gone`]);
  });
});

describe('tools of a group', () => {
  const path = 'channels.zalouser.accounts.work.groups.a';
  const withTools = (tools: unknown): unknown => ({ accounts: { work: { groups: { a: { tools } } } } });
  const change = (
    tools: { allow?: readonly string[]; alsoAllow?: readonly string[]; deny?: readonly string[] } | undefined,
  ): ConfigAction => ({
    type: 'set-group-tools',
    accountId: work,
    key: 'a',
    tools,
  });
  it('are three lists, each written where it is named and taken away where it is not', () =>
    expect(
      edits(withTools({ allow: ['x'], deny: ['y'] }), change({ alsoAllow: ['web'], deny: ['exec'] })),
    ).toEqual([
      `${path}.tools.allow gone`,
      `${path}.tools.alsoAllow = ["web"]`,
      `${path}.tools.deny = ["exec"]`,
    ]));
  it('keep keys that are none of ours', () => {
    const own = { allow: ['x'], byProvider: { openai: { deny: ['z'] } } };
    expect(edits(withTools(own), change({ allow: ['web'] }))).toEqual([`${path}.tools.allow = ["web"]`]);
    expect(edits(withTools(own), change(undefined))).toEqual([`${path}.tools.allow gone`]);
  });
  it('go as a whole where nothing is left', () =>
    expect(edits(withTools({ allow: ['x'] }), change({}))).toEqual([`${path}.tools gone`]));
  it('are written anew over something that is no object', () =>
    expect(edits(withTools(['web']), change({ allow: ['web'] }))).toEqual([
      `${path}.tools = {"allow":["web"]}`,
    ]));
  it('of an inherited group are changed in the copy', () =>
    expect(
      edits(
        { groups: { a: { tools: { allow: ['x'], other: 1 } } }, accounts: { work: {} } },
        change({ deny: ['exec'] }),
      ),
    ).toEqual([
      'channels.zalouser.accounts.work.groups = {"a":{"tools":{"allow":["x"],"other":1}}}',
      `${path}.tools.allow gone`,
      `${path}.tools.deny = ["exec"]`,
    ]));
});

describe('accounts', () => {
  const accounts = 'channels.zalouser.accounts';
  it('are added with a profile only where it is not their name', () => {
    expect(edits(two, { type: 'add-account', accountId: accountId('bot'), profile: 'bot' })).toEqual([
      `${accounts}.bot = {"enabled":true}`,
    ]);
    expect(
      edits(two, { type: 'add-account', accountId: accountId('bot'), profile: 'p', label: 'Bot' }),
    ).toEqual([`${accounts}.bot = {"name":"Bot","enabled":true,"profile":"p"}`]);
  });
  it('state their group policy on 2026.9.6, which would write its own', () =>
    expect(edits(two, { type: 'add-account', accountId: accountId('bot') }, 'd')).toEqual([
      `${accounts}.bot = {"enabled":true,"groupPolicy":"allowlist"}`,
    ]));
  it('keep the implicit default account running when the first is listed', () =>
    expect(edits({ dmPolicy: 'open' }, { type: 'add-account', accountId: work })).toEqual([
      `${accounts}.default = {}`,
      `${accounts}.work = {"enabled":true}`,
    ]));
  it('have ids in lower case, each once', () => {
    expect(answer(two, { type: 'add-account', accountId: 'Không' as never }).ok).toBe(false);
    expect(answer({ accounts: { Work: {} } }, { type: 'add-account', accountId: work }).ok).toBe(false);
  });
  it('take the default with them when they go or are renamed', () => {
    const named = { ...two, defaultAccount: 'shop' };
    expect(edits(named, { type: 'remove-account', accountId: shop })).toEqual([
      `${accounts}.shop gone`,
      'channels.zalouser.defaultAccount gone',
    ]);
    expect(edits(named, { type: 'rename-account', accountId: shop, to: accountId('store') })).toEqual([
      `${accounts}.shop -> store`,
      `${accounts}.store.profile = "shop"`,
      'channels.zalouser.defaultAccount = "store"',
    ]);
  });
  it('with an overlooked key are cured by a rename to their own id', () =>
    expect(edits({ accounts: { Work: {} } }, { type: 'rename-account', accountId: work, to: work })).toEqual([
      `${accounts}.Work -> work`,
    ]));
});

describe('the rest', () => {
  it.each<[ConfigAction, readonly string[]]>([
    [{ type: 'set-channel-enabled', isEnabled: false }, ['channels.zalouser.enabled = false']],
    [{ type: 'set-plugin-enabled', isEnabled: true }, ['plugins.entries.zalouser.enabled = true']],
    [{ type: 'set-log-level', level: 'debug' }, ['logging.level = "debug"']],
    [
      { type: 'set-defaults-group-policy', policy: 'disabled' },
      ['channels.defaults.groupPolicy = "disabled"'],
    ],
    [{ type: 'set-default-account', accountId: work }, ['channels.zalouser.defaultAccount = "work"']],
    [
      { type: 'set-profile', accountId: work, profile: 'w2' },
      ['channels.zalouser.accounts.work.profile = "w2"'],
    ],
    [
      { type: 'set-prefix', accountId: work, which: 'messagePrefix', text: 'Bot:' },
      ['channels.zalouser.accounts.work.messagePrefix = "Bot:"'],
    ],
    [
      { type: 'set-prefix', accountId: work, which: 'messagePrefix', text: '' },
      ['channels.zalouser.accounts.work.messagePrefix gone'],
    ],
  ])('%o', (action, expected) => expect(edits(two, action)).toEqual(expected));
  it('refuses a profile zca would not take', () =>
    expect(answer(two, { type: 'set-profile', accountId: work, profile: 'a b' }).ok).toBe(false));
});

describe('the plugin', () => {
  const enable: ConfigAction = { type: 'set-plugin-enabled', isEnabled: true };
  const entry = 'plugins.entries.zalouser.enabled = true';
  it.each<[unknown, readonly string[]]>([
    [{ allow: ['telegram'] }, [entry, 'plugins.allow += zalouser']],
    [{ allow: ['zalouser'] }, [entry]],
    [{ allow: [] }, [entry]],
    [{}, [entry]],
  ])('with %j is let in where a list shuts it out', (plugins, expected) =>
    expect(written(editsOf({ plugins }, enable))).toEqual(expected),
  );
  it.each([
    [{ enabled: false }, 'plugins.enabled is false'],
    [{ deny: ['zalouser'] }, 'plugins.deny lists zalouser'],
  ])('with %j is not said to be on', (plugins, sentence) =>
    expect(() => editsOf({ plugins }, enable)).toThrow(sentence),
  );
  it('is switched off whatever else is said', () =>
    expect(
      written(editsOf({ plugins: { enabled: false } }, { type: 'set-plugin-enabled', isEnabled: false })),
    ).toHaveLength(1));
});

describe('text that looks like a variable', () => {
  it('is written so that it stays what was typed', () => {
    expect(
      edits(two, {
        type: 'set-prefix',
        accountId: work,
        which: 'messagePrefix',
        text: '${BOT} $${BOT} ${bot}',
      }),
    ).toEqual(['channels.zalouser.accounts.work.messagePrefix = "$${BOT} $$${BOT} ${bot}"']);
    expect(edits(two, { type: 'add-allow-from', accountId: shop, entries: ['${AN}'] })).toEqual([
      'channels.zalouser.accounts.shop.allowFrom += $${AN}',
    ]);
  });
});

describe('what a cold review found', () => {
  const accounts = 'channels.zalouser.accounts';
  it('changes the key that is meant, though it is shown cleaned', () => {
    const nfd = 'Nhóm Việt'.normalize('NFD');
    const groups = {
      accounts: { work: { groups: { 'A\tB': { enabled: true }, [nfd]: { enabled: true } } } },
    };
    expect(edits(groups, { type: 'set-group', accountId: work, key: 'A B\ufffd', isAllowed: false })).toEqual(
      [`${accounts}.work.groups.A\tB.enabled = false`],
    );
    expect(edits(groups, { type: 'remove-group', accountId: work, key: nfd.normalize('NFC') })).toEqual([
      `${accounts}.work.groups.${nfd} gone`,
    ]);
  });
  it('takes a person out in every way of writing', () =>
    expect(
      edits(
        { allowFrom: ['zalouser:5', '5', 'ZLU:5', '6'], accounts: { work: {} } },
        { type: 'remove-allow-from', accountId: work, entry: '5' },
      ),
    ).toEqual([`${accounts}.work.allowFrom = ["6"]`]));
  it('acts on the account that runs, not on a key that is overlooked', () => {
    const both = { accounts: { Work: { dmPolicy: 'open' }, work: {} } };
    expect(edits(both, { type: 'remove-account', accountId: work })).toEqual([`${accounts}.work gone`]);
    expect(answer(both, { type: 'rename-account', accountId: work, to: work })).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('listed twice') },
    });
  });
  it('keeps the session of an account that is renamed', () =>
    expect(edits(two, { type: 'rename-account', accountId: work, to: accountId('sales') })).toEqual([
      `${accounts}.work -> sales`,
      `${accounts}.sales.profile = "work"`,
    ]));
  it('keeps the groups of the implicit account open or closed as they were, on 2026.9.6', () =>
    expect(edits({ groupPolicy: 'open' }, { type: 'add-account', accountId: work }, 'd')[0]).toBe(
      `${accounts}.default = {"groupPolicy":"open"}`,
    ));
  it('says that an account cannot be enabled while the channel is off', () =>
    expect(
      answer(
        { enabled: false, accounts: { work: {} } },
        { type: 'set-account-enabled', accountId: work, isEnabled: true },
      ),
    ).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('no account runs') },
    }));
  it('silences an inherited prefix with an empty one', () =>
    expect(
      edits(
        { messagePrefix: 'Bot:', accounts: { work: {} } },
        { type: 'set-prefix', accountId: work, which: 'messagePrefix', text: '' },
      ),
    ).toEqual([`${accounts}.work.messagePrefix = ""`]));
  it('silences it also where the account had one of its own', () =>
    expect(
      edits(
        { messagePrefix: 'Bot:', accounts: { work: { messagePrefix: 'Work:' } } },
        { type: 'set-prefix', accountId: work, which: 'messagePrefix', text: '' },
      ),
    ).toEqual([`${accounts}.work.messagePrefix = ""`]));
  it('refuses ids that are no ids', () =>
    expect(answer(two, { type: 'add-account', accountId: accountId('constructor') }).ok).toBe(false));
});
