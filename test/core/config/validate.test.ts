import { describe, expect, it } from 'vitest';
import { validate } from '../../../src/core/config/validate.ts';
import { formatPath, type JsonObject } from '../../../src/core/config/value.ts';
import type { ConfigWords } from '../../../src/core/config/words-values.ts';
import { sentenceAndHint } from '../../../src/tui/app/remedies.ts';
import type { ReleaseKind } from '../../support/releases.ts';
import { capabilities } from '../../support/releases.ts';

interface Delivery extends ConfigWords {
  readonly path: string;
  readonly accountId?: string;
}

const tellAll = (
  config: JsonObject,
  kind: ReleaseKind,
  usedPolicies: readonly string[] = [],
): readonly Delivery[] => {
  const told: Delivery[] = [];
  validate({
    config,
    can: capabilities(kind),
    usedPolicies: new Set(usedPolicies),
    report: (words, path, accountId) =>
      told.push({ ...words, path: formatPath(path), ...(accountId === undefined ? {} : { accountId }) }),
  });
  return told;
};
const tell = (section: unknown, kind: ReleaseKind): readonly Delivery[] =>
  tellAll({ channels: { zalouser: section } }, kind);
const only = (told: readonly Delivery[]): Delivery => {
  expect(told).toHaveLength(1);
  return told[0] as Delivery;
};
const base = 'channels.zalouser';

const sound: JsonObject = {
  name: 'Shop',
  enabled: true,
  profile: 'shop',
  messagePrefix: '',
  responsePrefix: '[bot]',
  markdown: { tables: 'bullets' },
  dmPolicy: 'pairing',
  allowFrom: ['1', 2, 'zlu:3', '*', 'An'],
  groupPolicy: 'allowlist',
  groups: { '9': { enabled: true, tools: { allow: ['a'], alsoAllow: [], deny: ['b'] } }, '*': {} },
};
const sound226: JsonObject = { ...sound, groups: { '9': { allow: false }, 'Work Chat': {} } };
const sound96: JsonObject = {
  ...sound,
  markdown: { tables: 'block' },
  groups: { '9': { enabled: false, requireMention: false } },
  groupAllowFrom: ['1', 'accessGroup:staff'],
  historyLimit: 0,
  mediaMaxMb: 0.5,
  configWrites: false,
  dangerouslyAllowNameMatching: true,
};

describe('what is in the table', () => {
  it.each<[ReleaseKind, JsonObject]>([
    ['b', sound],
    ['b', sound226],
    ['d', sound],
    ['d', sound96],
    ['b', {}],
    ['d', {}],
  ])('of %s is not spoken of', (kind, account) => {
    const section = { ...account, defaultAccount: 'work', accounts: { work: account, constructor: {} } };
    expect(tell(section, kind)).toEqual([]);
  });

  it.each<[ReleaseKind, JsonObject]>([
    ['b', { groupPolicy: 'open', heartbeat: { showOk: true, showAlerts: false, useIndicator: true } }],
    [
      'd',
      {
        groupPolicy: 'disabled',
        contextVisibility: 'allowlist_quote',
        heartbeatVisibility: { showOk: true },
        botLoopProtection: { enabled: true, maxEventsPerWindow: 3, windowSeconds: 1, cooldownSeconds: 1 },
        implicitMentions: { replyToBot: true, quotedBot: true, threadParticipation: false },
      },
    ],
  ])('of channels.defaults of %s is not spoken of', (kind, defaults) =>
    expect(tellAll({ channels: { defaults, telegram: { zzz: 1 } } }, kind)).toEqual([]),
  );

  it('knows nothing of a config without the section', () => expect(tellAll({}, 'd')).toEqual([]));
});

describe('2026.2.26, which takes everything', () => {
  it.each<[string, unknown, string, string, string]>([
    [
      'a section that is text',
      'x',
      base,
      'channels.zalouser is the text “x”, not an object',
      'the built-in settings are used',
    ],
    [
      'allowFrom that is text',
      { allowFrom: '123' },
      'allowFrom',
      'allowFrom is the text “123”, not a list of ids or names',
      'OpenClaw fails on every message and answers nobody',
    ],
    [
      'an entry that is an object',
      { allowFrom: ['1', {}] },
      'allowFrom[1]',
      'allowFrom[1] is an object, not an id or a name',
      'stands for nobody',
    ],
    [
      'an entry that is null',
      { allowFrom: [null] },
      'allowFrom[0]',
      'allowFrom[0] is null, not an id or a name',
      'stands for nobody',
    ],
    [
      'groups as OpenClaw’s own config set writes them',
      { groups: [] },
      'groups',
      'groups is an empty list, not an object',
      'no group counts as listed',
    ],
    [
      'a group that is true',
      { groups: { g: true } },
      'groups.g',
      'groups.g is true, not an object',
      'the group is let through',
    ],
    [
      'a group that is text',
      { groups: { g: 'deny' } },
      'groups.g',
      'groups.g is the text “deny”',
      'the group is let through',
    ],
    [
      'a group that is false',
      { groups: { g: false } },
      'groups.g',
      'groups.g is false',
      'counts as not listed',
    ],
    ['a group that is null', { groups: { g: null } }, 'groups.g', 'groups.g is null', 'counts as not listed'],
    [
      'allow that is text',
      { groups: { '9': { allow: 'no' } } },
      'groups[9].allow',
      'groups[9].allow is the text “no”, not true or false',
      'it counts as true',
    ],
    [
      'enabled that is text',
      { enabled: 'false' },
      'enabled',
      'enabled is the text “false”, not true or false',
      'it counts as on',
    ],
    [
      'tools that are a list',
      { groups: { g: { tools: [] } } },
      'groups.g.tools',
      'groups.g.tools is an empty list, not an object',
      'may fail on it',
    ],
    [
      'a tool that is a number',
      { groups: { g: { tools: { deny: [1] } } } },
      'groups.g.tools.deny[0]',
      'is the number 1, not text',
      '',
    ],
    [
      'a name that is a number',
      { name: 7 },
      'name',
      'name is the number 7, not text',
      'starts no account at all',
    ],
    [
      'a profile that is a list',
      { profile: ['x'] },
      'profile',
      'profile is a list, not text',
      'starts no account at all',
    ],
    [
      'markdown that is text',
      { markdown: 'off' },
      'markdown',
      'markdown is the text “off”, not an object',
      'it is ignored',
    ],
    [
      'accounts that are a list',
      { accounts: [] },
      'accounts',
      'accounts is an empty list, not an object',
      'no account of yours',
    ],
    [
      'an account that is true',
      { accounts: { work: true } },
      'accounts.work',
      'accounts.work is true, not an object',
      'settings of the channel alone',
    ],
    [
      'a default account that is a number',
      { defaultAccount: 7 },
      'defaultAccount',
      'defaultAccount is the number 7',
      'needs the default account',
    ],
    [
      'a prefix that is a number',
      { accounts: { work: { responsePrefix: 5 } } },
      'accounts.work.responsePrefix',
      'is the number 5, not text',
      'may fail on it',
    ],
  ])('says what it makes of %s', (_, section, path, sentence, effect) => {
    const finding = only(tell(section, 'b'));
    expect(finding).toMatchObject({ code: 'wrong-type', severity: 'problem' });
    expect(finding.path).toBe(path === base ? base : `${base}.${path}`);
    expect(finding.sentence).toContain(sentence);
    expect(finding.sentence).toContain(effect);
    expect(finding.fix).not.toContain('refuses');
  });

  it.each([
    ['a text list', { allowFrom: '123' }, 'Write ["123"].'],
    ['a group id that config set swallowed', { groups: [] }, 'Write { "GROUP ID": { enabled: true } }.'],
    ['a flag in quotes', { enabled: 'false' }, 'Write false, without quotes.'],
    ['a group that is true', { groups: { g: true } }, 'Write { enabled: true } instead.'],
    ['a group that is false', { groups: { g: false } }, 'Write { enabled: false } instead.'],
    ['a number for a text', { profile: 5 }, 'Put quotes around it: "5".'],
  ])('says what to write for %s', (_, section, fix) => expect(only(tell(section, 'b')).fix).toBe(fix));

  it.each([
    ['in the section', { dmPolicy: 'open', allowFrom: '1' }, 'allowFrom'],
    ['in an account', { accounts: { work: { dmPolicy: 'open', allowFrom: 5 } } }, 'accounts.work.allowFrom'],
    [
      'under a key that is not looked up',
      { accounts: { Work: { dmPolicy: 'open', allowFrom: {} } } },
      'accounts.Work.allowFrom',
    ],
  ])('says that nothing starts where allowFrom is no list under open, %s', (_, section, path) => {
    const finding = only(tell(section, 'b'));
    expect(finding).toMatchObject({ code: 'wrong-type', severity: 'problem', path: `${base}.${path}` });
    expect(finding.sentence).toContain('Neither the gateway nor most openclaw commands start');
  });

  it('does not take an inherited list for one: only what stands together is checked at the start', () => {
    const told = tell({ dmPolicy: 'open', accounts: { work: { allowFrom: '1' } } }, 'b');
    expect(only(told).sentence).toContain('fails on every message');
  });

  it.each([
    ['of the section', { zzz: 1 }, 'zzz', 'note', 'Correct the spelling'],
    [
      'of an account, almost right',
      { accounts: { work: { dmpolicy: 'open' } } },
      'accounts.work.dmpolicy',
      'warning',
      'Perhaps dmPolicy is meant',
    ],
    [
      'of a group, almost right',
      { groups: { g: { enable: false } } },
      'groups.g.enable',
      'warning',
      'Perhaps enabled is meant',
    ],
    ['of tools', { groups: { g: { tools: { only: [] } } } }, 'groups.g.tools.only', 'note', 'remove it'],
    ['of markdown', { markdown: { table: 'off' } }, 'markdown.table', 'warning', 'Perhaps tables is meant'],
    [
      'of accounts, below an account',
      { accounts: { work: { accounts: {} } } },
      'accounts.work.accounts',
      'note',
      'remove it',
    ],
  ])('tells of an unknown key %s', (_, section, path, severity, fix) => {
    const finding = only(tell(section, 'b'));
    expect(finding).toMatchObject({ code: 'key-unknown', severity, path: `${base}.${path}` });
    expect(finding.sentence).toBe(`${path} is no setting of the channel and has no effect.`);
    expect(finding.fix).toContain(fix);
  });

  it.each([
    [
      'that somebody counts on',
      { groups: { g: { requireMention: true } } },
      'groups.g.requireMention',
      'warning',
      'every message of a group that is let through gets an answer',
    ],
    [
      'that says what holds anyway',
      { groups: { g: { requireMention: false } } },
      'groups.g.requireMention',
      'note',
      'only later versions',
    ],
    [
      'that narrows groups',
      { accounts: { work: { groupAllowFrom: ['1'] } } },
      'accounts.work.groupAllowFrom',
      'warning',
      'everybody in a group that is let through',
    ],
    ['that is empty', { groupAllowFrom: [] }, 'groupAllowFrom', 'note', 'only later versions'],
    ['of no weight', { historyLimit: 5 }, 'historyLimit', 'note', 'only later versions'],
  ])('tells of a key of later versions %s', (_, section, path, severity, sentence) => {
    const finding = only(tell(section, 'b'));
    expect(finding).toMatchObject({ code: 'key-later', severity, path: `${base}.${path}` });
    expect(finding.sentence).toContain(sentence);
  });

  it('tells of a way to draw tables it does not know', () => {
    const finding = only(tell({ markdown: { tables: 'block' } }, 'b'));
    expect(finding).toMatchObject({
      code: 'value-unknown',
      severity: 'warning',
      path: `${base}.markdown.tables`,
    });
    expect(finding.sentence).toBe(
      'markdown.tables is the text “block”, which is none of off, bullets, code: it is ignored.',
    );
  });

  it('tells of a policy nobody uses; used ones are told of with their account', () => {
    const section = { dmPolicy: 'bogus', groupPolicy: 5, accounts: { work: { dmPolicy: 'all' } } };
    const told = tellAll({ channels: { zalouser: section } }, 'b', [`${base}.accounts.work.dmPolicy`]);
    expect(told.map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ['dm-policy-unknown', 'note', `${base}.dmPolicy`],
      ['group-policy-unknown', 'note', `${base}.groupPolicy`],
    ]);
    expect(told[1]?.sentence).toBe(
      'groupPolicy is the number 5, which is no policy. No account that runs uses it.',
    );
  });

  it('tells of null, which hides the channel’s value from an account', () => {
    const told = tell({ groups: null, accounts: { work: { dmPolicy: null } } }, 'b');
    expect(told.map(({ code, severity, sentence }) => [code, severity, sentence])).toEqual([
      ['null-value', 'note', 'groups is null, which counts as not set.'],
      [
        'null-value',
        'note',
        'accounts.work.dmPolicy is null, which counts as not set, whatever the channel says.',
      ],
    ]);
  });

  it('tells of allow and enabled that differ', () => {
    const finding = only(
      tell({ groups: { g: { allow: true, enabled: false }, h: { allow: false, enabled: false } } }, 'b'),
    );
    expect(finding).toMatchObject({ code: 'group-rules-differ', path: `${base}.groups.g` });
  });

  it('tells of a key with quotes inside, as config set makes them', () => {
    const finding = only(tell({ groups: { '"333"': { allow: true }, '"half': {} } }, 'b'));
    expect(finding).toMatchObject({
      code: 'group-key-quoted',
      severity: 'warning',
      fix: 'Write the key as "333".',
    });
  });

  it('does not look under a key that is not looked up', () => {
    expect(tell({ accounts: { Work: { zzz: 1, allowFrom: '1' } } }, 'b')).toEqual([]);
  });
});

describe('2026.9.6, which refuses the whole config', () => {
  it.each<[string, unknown, string, string]>([
    ['a section that is null', null, '', 'wrong-type'],
    ['an unknown key', { zzz: 1 }, '.zzz', 'key-unknown'],
    ['an unknown key of an account', { accounts: { work: { zzz: 1 } } }, '.accounts.work.zzz', 'key-unknown'],
    ['allow in a group', { groups: { '9': { allow: true } } }, '.groups[9].allow', 'group-allow-rejected'],
    [
      'allow in a group of an account',
      { accounts: { work: { groups: { '9': { allow: 1 } } } } },
      '.accounts.work.groups[9].allow',
      'group-allow-rejected',
    ],
    ['an unknown key of a group', { groups: { g: { mention: true } } }, '.groups.g.mention', 'key-unknown'],
    ['a policy that is none', { dmPolicy: 'bogus' }, '.dmPolicy', 'dm-policy-unknown'],
    [
      'a policy under a key in capitals',
      { accounts: { Work: { groupPolicy: 'all' } } },
      '.accounts.Work.groupPolicy',
      'group-policy-unknown',
    ],
    ['a group that is true', { groups: { g: true } }, '.groups.g', 'wrong-type'],
    ['groups that are a list', { groups: [] }, '.groups', 'wrong-type'],
    ['mediaMaxMb of nothing', { mediaMaxMb: 0 }, '.mediaMaxMb', 'wrong-type'],
    ['half a message of history', { historyLimit: 0.5 }, '.historyLimit', 'wrong-type'],
    ['null', { allowFrom: null }, '.allowFrom', 'null-value'],
    ['an account that is null', { accounts: { work: null } }, '.accounts.work', 'wrong-type'],
    ['tables it does not know', { markdown: { tables: 'html' } }, '.markdown.tables', 'value-unknown'],
    [
      'requireMention that is text',
      { groups: { g: { requireMention: 'yes' } } },
      '.groups.g.requireMention',
      'wrong-type',
    ],
    ['text among groupAllowFrom', { groupAllowFrom: [true] }, '.groupAllowFrom[0]', 'wrong-type'],
  ])('is told of %s', (_, section, path, code) => {
    const finding = only(tell(section, 'd'));
    expect(finding).toMatchObject({ code, severity: 'problem', path: `${base}${path}` });
    expect(finding.fix).toContain('OpenClaw refuses the whole config until then');
  });

  it('takes allowFrom as text under open like any other wrong value: it refuses before it could fail', () => {
    expect(only(tell({ dmPolicy: 'open', allowFrom: '1' }, 'd')).sentence).toBe(
      'allowFrom is the text “1”, not a list of ids or names.',
    );
  });

  it('names the kind of number it wants', () => {
    expect(only(tell({ mediaMaxMb: -1 }, 'd')).sentence).toBe(
      'mediaMaxMb is the number -1, not a number above 0.',
    );
  });
});

describe('what both enforce', () => {
  it.each<[string, ReleaseKind, JsonObject, string, string]>([
    ['channels that are a list', 'b', { channels: [] }, 'channels', 'wrong-type'],
    [
      'an unknown key of the defaults',
      'b',
      { channels: { defaults: { dmPolicy: 'open' } } },
      'channels.defaults.dmPolicy',
      'key-unknown',
    ],
    [
      'a key of 2026.9.6 on 2026.2.26',
      'b',
      { channels: { defaults: { heartbeatVisibility: {} } } },
      'channels.defaults.heartbeatVisibility',
      'key-unknown',
    ],
    [
      'a key of 2026.2.26 on 2026.9.6',
      'd',
      { channels: { defaults: { heartbeat: {} } } },
      'channels.defaults.heartbeat',
      'key-unknown',
    ],
    [
      'a bogus policy nobody uses',
      'd',
      { channels: { defaults: { groupPolicy: 'all' } } },
      'channels.defaults.groupPolicy',
      'group-policy-unknown',
    ],
    ['defaults that are null', 'b', { channels: { defaults: null } }, 'channels.defaults', 'wrong-type'],
    [
      'a visibility that is text',
      'b',
      { channels: { defaults: { heartbeat: { showOk: 'yes' } } } },
      'channels.defaults.heartbeat.showOk',
      'wrong-type',
    ],
    [
      'a plugin switch in quotes',
      'b',
      { plugins: { entries: { zalouser: { enabled: 'true' } } } },
      'plugins.entries.zalouser.enabled',
      'wrong-type',
    ],
    [
      'an unknown key of the plugin’s entry',
      'b',
      { plugins: { entries: { zalouser: { on: true } } } },
      'plugins.entries.zalouser.on',
      'key-unknown',
    ],
  ])('%s on %s', (_, kind, config, path, code) => {
    const finding = only(tellAll(config, kind));
    expect(finding).toMatchObject({ code, severity: 'problem', path });
    expect(finding.sentence).toContain(path);
    expect(finding.fix).toContain('OpenClaw refuses the whole config until then');
  });
});

describe('how it is told', () => {
  it('names the account a place belongs to', () => {
    expect(only(tell({ accounts: { work: { zzz: 1 } } }, 'b')).accountId).toBe('work');
    expect(only(tell({ zzz: 1 }, 'b')).accountId).toBeUndefined();
  });

  it('tells of an id that lost its digits, where it stands', () => {
    const finding = only(tell({ allowFrom: ['1', Number('1471383327500481391')] }, 'b'));
    expect(finding).toMatchObject({
      code: 'id-imprecise',
      severity: 'problem',
      path: `${base}.allowFrom[1]`,
    });
    expect(finding.sentence).toContain('1471383327500481300');
  });

  it('makes text of the config harmless', () => {
    const said = tell(
      { 'a\u001b\u202eb': 1, enabled: '\u202e\u0007no', groups: { 'x\ny\u202e': true } },
      'b',
    );
    expect(said).toHaveLength(4);
    for (const { sentence, fix } of said)
      expect(sentenceAndHint({ sentence, hint: fix })).not.toMatch(/[\u0000-\u001f\u202e]/u);
  });

  it('tells of many of a kind in few words', () => {
    const groups = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [String(100 + index), { allow: true }]),
    );
    const told = tell({ groups }, 'd');
    expect(told).toHaveLength(5);
    expect(told.at(-1)).toMatchObject({
      code: 'group-allow-rejected',
      severity: 'problem',
      path: `${base}.groups[104].allow`,
    });
    expect(told.at(-1)?.sentence).toBe(
      '26 more places are as wrong as groups[100].allow; the next is groups[104].allow.',
    );
  });

  it('tells of five of a kind one by one', () => {
    const groups = Object.fromEntries(
      Array.from({ length: 5 }, (_, index) => [String(index), { allow: true }]),
    );
    expect(tell({ groups }, 'd').map(({ path }) => path)).toEqual(
      [0, 1, 2, 3, 4].map((key) => `${base}.groups[${key}].allow`),
    );
  });
});

it('never throws, whatever the config is', () => {
  const bits: readonly unknown[] = [
    null,
    0,
    '',
    'x',
    true,
    [],
    [1],
    [null],
    {},
    { a: 1 },
    { a: null },
    Number.NaN,
  ];
  const keys = [...Object.keys(sound96), 'accounts', 'defaultAccount', 'zzz', '__proto__'];
  for (const kind of ['b', 'd'] as const) {
    for (const bit of bits) {
      expect(() => tellAll({ channels: bit, plugins: bit }, kind)).not.toThrow();
      expect(() => tellAll({ channels: { defaults: bit, zalouser: bit } }, kind)).not.toThrow();
      for (const key of keys) {
        expect(() => tell({ [key]: bit, accounts: { work: { [key]: bit } } }, kind)).not.toThrow();
        expect(() => tell({ [key]: { x: bit } }, kind)).not.toThrow();
      }
    }
  }
});
