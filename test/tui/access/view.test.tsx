import { describe, expect, it } from 'vitest';
import { errorSentences } from '../../../src/core/error-words.ts';
import type { Finding } from '../../../src/core/model/finding.ts';
import { accessRows } from '../../../src/tui/access/select.ts';
import { accessScreenSentences } from '../../../src/tui/access/words.ts';
import {
  aConfig,
  aDirectory,
  aFinding,
  aGroup,
  anAccount,
  anApproved,
  anId,
  aPeer,
  aState,
  fetched,
  type StateParts,
  salesGroupId,
  setting,
  shop,
  work,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { text } from '../../support/drawn.ts';
import { aRelease } from '../../support/releases.ts';
import { expectFits } from '../../support/render-at.tsx';
import { goTo } from './go-to.ts';

const file = '/home/an/.openclaw/openclaw.json';
const shopAccount = {
  ...anAccount({
    allowFrom: [anId, 'Trần Thị Bình', 'Ai Đó'],
    groups: {
      [salesGroupId]: { allow: true, tools: { deny: ['exec'] } },
      '7100000000000000002': { enabled: false },
    },
  }),
  dmPolicy: setting('pairing', 'account', 'accounts.shop.dmPolicy'),
};
const workAccount = anAccount({
  id: 'work',
  isDefault: false,
  dmPolicy: 'open',
  enabled: false,
  label: 'Việc',
});
const problem: Finding = aFinding({
  severity: 'problem',
  code: 'p',
  sentence: 'dmPolicy is “pairng” on shop.',
  place: { file, line: 12 },
});
const remark: Finding = aFinding({ accountId: work, code: 'w', sentence: 'Everybody may write to work.' });

const world = (config: Parameters<typeof aConfig>[0] = {}, parts: StateParts = {}) =>
  aState({
    config: aConfig({
      accounts: [shopAccount, workAccount],
      findings: [problem, remark],
      places: { 'channels.zalouser.accounts.shop.dmPolicy': { file, line: 7 } },
      ...config,
    }),
    directory: {
      [shop]: aDirectory({
        peers: fetched([aPeer(), aPeer({ id: anId, name: 'Nguyễn An' })]),
        groups: fetched([aGroup()]),
      }),
    },
    pairing: { approved: [anApproved('shop')] },
    ...parts,
  });
const open = (state = world(), options: DrawConsoleOptions = {}): Promise<DrawnConsole> =>
  drawConsole({ state, screen: 'access', rows: 50, ...options });

describe('what holds', () => {
  it('stands there value by value, with its source and what it means', async () => {
    const shown = text(await open());
    expect(shown).toMatch(/shop · default account/u);
    expect(shown).toMatch(/dmPolicy +account +pairing · an unknown sender gets a code/u);
    expect(shown).toMatch(/groupPolicy +base +allowlist · only the groups listed below/u);
    expect(shown).toMatch(/enabled +built-in +yes/u);
    expect(shown).toMatch(/approved +store +1 person · let in by a pairing code/u);
    expect(shown).toMatch(/work · Việc, disabled/u);
    expect(shown).toMatch(/dmPolicy +account +open · everybody on Zalo may write/u);
  });

  it('names whom entries stand for, and what names nobody has', async () => {
    const shown = text(await open());
    expect(shown).toMatch(/· 4512000000000004821 +Nguyễn An/u);
    expect(shown).toMatch(/· Trần Thị Bình +4512000000000004822/u);
    expect(shown).toMatch(/! Ai Đó +nobody of that name among the friends/u);
    expect(shown).toMatch(/✓ 7100000000000000001 +let through, no tools: exec +Nhóm bán hàng/u);
    expect(shown).toMatch(/✗ 7100000000000000002 +blocked +no name known/u);
  });

  it('calls a listed group blocked where nobody in it is answered, until somebody is named', async () => {
    const groups = { [salesGroupId]: {} };
    const config = (groupAllowFrom: readonly string[]) => ({
      release: aRelease('d'),
      accounts: [anAccount({ groupPolicy: 'allowlist', groups, groupAllowFrom })],
    });
    expect(text(await open(world(config([]))))).toMatch(/✗ 7100000000000000001 +blocked: no groupAllowFrom/u);
    expect(text(await open(world(config(['*']))))).toMatch(/✓ 7100000000000000001 +let through/u);
  });

  it('calls no group blocked or let through where the gateway does not look at groups', async () => {
    const account = anAccount({
      groupPolicy: 'open',
      groups: { [salesGroupId]: { allow: true }, '7100000000000000002': { enabled: false } },
    });
    const shown = text(await open(world({ accounts: [account] })));
    expect(shown).toMatch(/· 7100000000000000001 +no effect: groupPolicy open +Nhóm bán hàng/u);
    expect(shown).toMatch(/! 7100000000000000002 +no effect: groupPolicy open/u);
    expect(shown).not.toMatch(/let through|✗ 7100000000000000002/u);
  });

  it('says when approved senders do not count', async () => {
    const accounts = [{ ...shopAccount, dmPolicy: setting('allowlist') }];
    expect(text(await open(world({ accounts })))).toMatch(
      /1 person · ignored, because dmPolicy is allowlist/u,
    );
  });

  it.each([
    ['b', 'dmPolicy', 'pairng', /no such policy: whoever is not allowed already is blocked/u],
    ['d', 'dmPolicy', 'constructor', /no such policy: OpenClaw refuses/u],
    ['d', 'dmPolicy', 'open', /those in allowFrom; \* means everybody/u],
    ['b', 'groupPolicy', 'open', /every message of every group gets an answer/u],
    ['d', 'groupPolicy', 'allowlist', /when the agent is mentioned/u],
  ] as const)('on %s %s %s means what it does there', async (kind, key, value, expected) => {
    const accounts = [{ ...shopAccount, [key]: setting(value, 'base', key) }];
    expect(text(await open(world({ accounts, release: aRelease(kind) }), { columns: 99 }))).toMatch(expected);
  });

  it('is that of the account in scope', async () => {
    const shown = text(await open(world(), { scope: work }));
    expect(shown).not.toContain('shop · default');
    expect(shown).not.toContain('pairng');
    expect(shown).toContain('Everybody may write to work.');
  });
});

describe('the switches', () => {
  const channel = (parts: { enabled?: boolean; plugin?: boolean; groups?: string } = {}) => ({
    channel: {
      enabled: { value: parts.enabled, path: 'channels.zalouser.enabled' },
      plugin: { value: parts.plugin, path: 'plugins.entries.zalouser.enabled' },
      defaultGroupPolicy: { value: parts.groups, path: 'channels.defaults.groupPolicy' },
    },
  });

  it('stand above the accounts, with where they come from and what they mean', async () => {
    const shown = text(await open(world({ ...channel({ plugin: true, groups: 'open' }), findings: [] })));
    expect(shown).toMatch(/channel +built-in on · the gateway runs its accounts/u);
    expect(shown).toMatch(/plugin +config +on · OpenClaw loads it/u);
    expect(shown).toMatch(/defaults +config +groups open · of every channel[\s\S]*shop · default/u);
  });

  it.each([
    ['b', { enabled: false }, { channelEnabled: false }, /channel +config +! off · no account runs/u],
    ['b', {}, { hasSection: false }, /channel +built-in ! not set · no channels\.zalouser section/u],
    ['b', {}, {}, /plugin +built-in ! not set · off until it is switched on/u],
    ['d', {}, {}, /plugin +built-in not set · on if it is installed/u],
    ['d', { groups: 'open' }, {}, /defaults +config +groups open · of other channels/u],
  ] as const)('on %s %j %j', async (kind, written, config, expected) => {
    expect(text(await open(world({ ...channel(written), ...config, release: aRelease(kind) })))).toMatch(
      expected,
    );
  });

  it.each([
    ['channel', { channelEnabled: true }, [], { type: 'set-channel-enabled', isEnabled: false }],
    ['channel', { channelEnabled: false }, [], { type: 'set-channel-enabled', isEnabled: true }],
    // Without a section nothing is on, whatever its default says.
    [
      'channel',
      { hasSection: false, channelEnabled: true },
      [],
      { type: 'set-channel-enabled', isEnabled: true },
    ],
    ['plugin', { pluginEnabled: true }, [], { type: 'set-plugin-enabled', isEnabled: false }],
    ['plugin', { pluginEnabled: false }, [], { type: 'set-plugin-enabled', isEnabled: true }],
    ['defaults', {}, ['j', 'enter'], { type: 'set-defaults-group-policy', policy: 'open' }],
  ] as const)('e on %s, %j', async (key, config, keys, action) => {
    const console = await open(world({ ...channel(), ...config }));
    await goTo(console, `switch ${key}`);
    expect(console.screen().at(-1)).toContain('e change');
    await console.press('e', ...keys);
    expect(console.services.config.plan).toHaveBeenCalledExactlyOnceWith(action);
  });

  it('tell their path in the details, and copy it', async () => {
    const console = await open(world(channel({ enabled: true })));
    await goTo(console, 'switch channel');
    await console.press('enter');
    expect(text(console)).toMatch(/channel: on[\s\S]*channels\.zalouser\.enabled[\s\S]*e changes it/u);
  });
});

describe('where there is little room', () => {
  it.each([
    [80, 24, /dmPolicy +account +pairing/u, /groupPolicy +base +allowlist/u],
    [60, 20, /dmPolicy +account +pairing/u, /groupPolicy +base +allowlist/u],
    [40, 12, /dmPolicy +pairing · account/u, /groupPolicy +allowlist · base/u],
  ])('%i×%i: the source of every value is there', async (columns, rows, dm, group) => {
    const console = await open(world({ findings: [] }), { columns, rows });
    await goTo(console, 'shop groupPolicy');
    expect(text(console)).toMatch(group);
    await goTo(console, 'shop dmPolicy');
    expect(text(console)).toMatch(dm);
  });

  it.each([
    [80, 24],
    [60, 20],
  ])('%i×%i: ids and names are mapped for people and groups alike, doubts flagged', async (columns, rows) => {
    const groups = fetched([
      aGroup(),
      aGroup({ id: '7100000000000000007', name: 'Chợ' }),
      aGroup({ id: '7100000000000000008', name: 'chợ' }),
    ]);
    const peers = fetched([aPeer(), aPeer({ id: '4512000000000004829', name: 'trần thị bình' })]);
    const account = anAccount({
      allowFrom: ['Trần Thị Bình', 'Ai Đó'],
      groups: { Chợ: {}, 'Nhóm lạ': {}, [salesGroupId]: {} },
    });
    const console = await open(
      world(
        { accounts: [account], findings: [] },
        { directory: { [shop]: aDirectory({ peers, groups }) }, pairing: { approved: [] } },
      ),
      { columns, rows: rows + 20 },
    );
    const shown = text(console);
    expect(shown).toMatch(/! Trần Thị Bình +4512000000000004822, the first of 2/u);
    expect(shown).toMatch(/! Ai Đó +nobody of that name/u);
    expect(shown).toMatch(/Chợ +let through +! 7100000000000000007, the fi/u);
    expect(shown).toMatch(/Nhóm lạ +let through +! no group of that/u);
    expect(shown).toMatch(/✓ 7100000000000000001 +let through +Nhóm bán hàng/u);
  });

  it('40×12: the verdict and the name of a group, its id by the end; cures are in the details', async () => {
    const console = await open(world(), { columns: 40, rows: 12 });
    expect(text(console)).not.toContain('▸');
    await goTo(console, salesGroupId);
    expect(text(console)).toMatch(/✓ let through …0001 +Nhóm bán hàng/u);
    await console.press('j');
    expect(text(console)).toMatch(/✗ blocked 7100000000000000002/u);
    await goTo(console, 'finding 0');
    await console.press('enter');
    expect(text(console).replaceAll(/[│\s]+/gu, ' ')).toContain('To cure it: Set dmPolicy to pairing.');
  });
});

it('fetches the names it shows when it is come to', async () => {
  const console = await drawConsole({ state: world() });
  expect(console.services.directory.loadGroups).not.toHaveBeenCalled();
  await console.press('5');
  expect(console.services.directory.loadPeers.mock.calls).toEqual([[shop]]);
  expect(console.services.directory.loadGroups.mock.calls).toEqual([[shop]]);
});

describe('findings', () => {
  it('come first, problems before remarks, with place and cure', async () => {
    const rows = (await open()).screen();
    expect(rows[2]).toMatch(/To know: 1 problem, 2 remarks/u);
    expect(rows[3]).toMatch(/✗ openclaw\.json:12 dmPolicy is “pairng” on shop\./u);
    expect(rows[4]).toMatch(/▸ Set dmPolicy to pairing\./u);
    expect(rows[5]).toMatch(/! Everybody may write to work\./u);
  });

  it.each([
    '\u001b]0;x',
    '\u001bPx',
    '\u009d0;x',
    '\u001b[',
    '\u001b_x',
    '\u0090x',
    '\u001b^',
    '\n\u001bX',
    '\u202e',
  ])(
    'are apart from the place before them, whatever the name of the file leaves open: %j',
    async (ending) => {
      const strange: Finding = aFinding({
        sentence: 'The store is damaged.',
        place: { file: `/home/an/zalouser-${ending}` },
      });
      expect(text(await open(world({ findings: [strange] })))).toMatch(
        /zalouser-\S* The store is damaged\./u,
      );
    },
  );

  it('say where in their details', async () => {
    const console = await open();
    await goTo(console, 'finding 0');
    await console.press('enter');
    expect(text(console)).toMatch(
      /problem:[\s\S]*To cure it: Set dmPolicy[\s\S]*\/home\/an\/\.openclaw\/openclaw\.json:12/u,
    );
    await console.press('esc', 'y');
    expect(console.copied).toEqual([`${file}:12`]);
  });
});

describe('a row', () => {
  it('shows path, file and line, and how it is changed', async () => {
    const console = await open();
    await goTo(console, 'shop dmPolicy');
    await console.press('enter');
    expect(text(console)).toMatch(
      /set for this account[\s\S]*channels\.zalouser\.accounts\.shop\.dmPolicy[\s\S]*e changes it[\s\S]*openclaw\.json:7/u,
    );
  });

  it('tells what sets it where nothing is written', async () => {
    const console = await open();
    await goTo(console, 'shop enabled');
    await console.press('enter');
    expect(text(console)).toMatch(/not set: the built-in value holds[\s\S]*e sets enabled/u);
  });

  it('copies its value; Y offers path and file', async () => {
    const console = await open();
    await goTo(console, 'shop dmPolicy');
    await console.press('y', 'Y');
    expect(console.copied).toEqual(['pairing']);
    expect(text(console)).toMatch(
      /value +pairing[\s\S]*path +channels\.zalouser\.accounts\.shop\.dmPolicy[\s\S]*file +\/home\/an/u,
    );
    await console.press('esc');
    await goTo(console, salesGroupId);
    await console.press('y');
    expect(console.copied.at(-1)).toBe(salesGroupId);
  });

  it('lists who was approved', async () => {
    const console = await open();
    await goTo(console, 'shop approved');
    await console.press('enter');
    expect(text(console)).toMatch(/4512000000000004822 +Trần Thị Bình[\s\S]*go to Pairing/u);
  });
});

describe('the file', () => {
  it('is read again on r', async () => {
    const console = await open();
    await console.press('r');
    expect(console.services.config.reload).toHaveBeenCalledOnce();
    expect(console.screen().at(-2)).toContain(accessScreenSentences.reloaded);
    console.services.config.reload.mockResolvedValueOnce({
      ok: false,
      error: errorSentences.configMissing({ file }),
    });
    await console.press('r');
    // The next step does not fit the line: it is shown whole, over two rows.
    expect(console.screen().at(-3)).toMatch(/^✗ /u);
    expect(console.screen().at(-2)).toContain('Run openclaw onboard');
  });

  it('broken: says what and where, and keeps what was read last', async () => {
    const broken = aFinding({
      severity: 'problem',
      code: 'config-broken',
      sentence: 'openclaw.json is not valid JSON5.',
      place: { file, line: 3 },
    });
    const shown = text(await open(world({ status: 'broken', findings: [broken] })));
    expect(shown).toMatch(
      /✗ The config is broken[\s\S]*openclaw\.json:3 is not valid[\s\S]*Below: what was read last[\s\S]*shop · default/u,
    );
    const never = text(await open(world({ status: 'broken', findings: [broken], hasSection: false })));
    expect(never).toContain('It was never readable');
    expect(never).not.toContain('shop · default');
  });

  it('missing or not read yet: the next step', async () => {
    expect(text(await open(world({ status: 'missing', accounts: [] })))).toMatch(
      /✗ There is no config at \/home\/an[\s\S]*openclaw onboard/u,
    );
    expect(text(await open(world({ status: 'unread', accounts: [], findings: [] })))).toContain(
      accessScreenSentences.reading,
    );
  });

  it('missing: e on the notice makes one, with the channel enabled', async () => {
    const console = await open(world({ status: 'missing', accounts: [], hasSection: false, findings: [] }));
    expect(console.screen().at(-1)).toMatch(/^e change/u);
    await console.press('e');
    expect(console.services.config.plan).toHaveBeenCalledExactlyOnceWith({
      type: 'set-channel-enabled',
      isEnabled: true,
    });
  });
});

describe('at every size', () => {
  const thousand = Array.from({ length: 1_000 }, (_, index) => String(4512000000000010000n + BigInt(index)));

  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
    [120, 40],
  ])('fits %i×%i, also with 1,000 entries', async (columns, rows) => {
    for (const state of [
      world(),
      world({ accounts: [anAccount({ allowFrom: thousand })] }),
      world({ status: 'missing', accounts: [] }),
    ]) {
      const console = await open(state, { columns, rows });
      expectFits(console.terminal);
      expect(text(console)).toMatch(/^›/mu);
      await console.press('G', 'enter');
      expectFits(console.terminal);
    }
  });

  it('resolves a thousand entries once, not for every frame', async () => {
    const console = await open(world({ accounts: [anAccount({ allowFrom: thousand })] }));
    const before = accessRows(console.app.frame());
    await console.press('j');
    expect(accessRows(console.app.frame())).toBe(before);
  });
});
