import { describe, expect, it } from 'vitest';
import { type AccountsRead, accountIdOfKey, readAccounts } from '../../../src/core/config/accounts.ts';
import type { JsonObject } from '../../../src/core/config/value.ts';
import type { Account } from '../../../src/core/model/account.ts';
import type { ReleaseKind } from '../../support/releases.ts';
import { capabilities } from '../../support/releases.ts';

interface Read extends AccountsRead {
  readonly codes: readonly string[];
  readonly sentences: readonly string[];
}

const read = (
  section: unknown,
  parts: { env?: Record<string, string>; kind?: ReleaseKind; rest?: JsonObject; defaults?: unknown } = {},
): Read => {
  const said: { code: string; sentence: string }[] = [];
  const { env = {}, kind = 'b', rest = {}, defaults } = parts;
  const channels = {
    ...(section === undefined ? {} : { zalouser: section }),
    ...(defaults === undefined ? {} : { defaults }),
  };
  const accounts = readAccounts({
    config: { ...rest, channels },
    env,
    can: capabilities(kind),
    report: (words) => said.push(words),
  });
  return {
    ...accounts,
    codes: said.map(({ code }) => code),
    sentences: said.map(({ sentence }) => sentence),
  };
};
const only = ({ accounts }: Read): Account => {
  expect(accounts).toHaveLength(1);
  return accounts[0] as Account;
};
const of = ({ accounts }: Read, id: string): Account => {
  const found = accounts.find((account) => account.id === id);
  if (!found) throw new Error(`No account ${id}.`);
  return found;
};
const base = 'channels.zalouser';

describe('which accounts', () => {
  it('is the implicit default where none is listed', () => {
    for (const section of [undefined, {}, { accounts: {} }, { accounts: null }]) {
      const { accounts, defaultAccountId } = read(section);
      expect(accounts.map(({ id, isDefault }) => [id, isDefault])).toEqual([['default', true]]);
      expect(defaultAccountId).toBe('default');
    }
  });

  it('keeps the order of the config; the first by name is the default where none is named', () => {
    const { accounts, defaultAccountId } = read({ accounts: { work: {}, off: {}, main: {} } });
    expect(accounts.map(({ id }) => id)).toEqual(['work', 'off', 'main']);
    expect(defaultAccountId).toBe('main');
  });

  it.each([
    ['the named one', { defaultAccount: 'work', accounts: { default: {}, work: {} } }, 'work', []],
    [
      'the named one in any case',
      { defaultAccount: ' WORK ', accounts: { default: {}, work: {} } },
      'work',
      [],
    ],
    [
      'default where the named one is not listed',
      { defaultAccount: 'gone', accounts: { work: {}, default: {} } },
      'default',
      ['default-account-unknown'],
    ],
    ['default where none is named', { accounts: { a: {}, default: {} } }, 'default', []],
    ['the first where the name is no text', { defaultAccount: 7, accounts: { b: {}, a: {} } }, 'a', []],
  ])('takes as default %s', (_, section, id, codes) => {
    const result = read(section);
    expect(result.defaultAccountId).toBe(id);
    expect(result.accounts.filter(({ isDefault }) => isDefault).map((account) => account.id)).toEqual([id]);
    expect(result.codes).toEqual(codes);
  });

  it.each([
    ['work', 'work'],
    ['Work', 'work'],
    ['my_acc-1', 'my_acc-1'],
    ['My Shop', 'my-shop'],
    ['constructor', 'default'],
    ['cửa hàng', 'c-a-h-ng'],
    ['..', 'default'],
  ])('runs key %j as %j', (key, id) => expect(accountIdOfKey(key)).toBe(id));

  it('ignores the settings of a key that is not in lower case, and says so', () => {
    const result = read({
      dmPolicy: 'allowlist',
      accounts: { Work: { profile: 'workp', dmPolicy: 'open' } },
    });
    const account = only(result);
    expect(account).toMatchObject({
      id: 'work',
      profile: { value: 'work', source: 'built-in' },
      dmPolicy: { value: 'allowlist', source: 'base' },
    });
    expect(result.codes).toEqual(['account-key-ignored']);
    expect(result.sentences[0]).toContain('“Work” runs as account work');
  });

  it('has one account for two spellings, with the settings of the lower-case one', () => {
    const result = read({ accounts: { Work: { profile: 'a' }, work: { profile: 'b' } } });
    expect(only(result).profile.value).toBe('b');
    expect(result.codes).toEqual(['account-key-ignored']);
  });
});

describe('the merge', () => {
  it('lays the account over the base key by key; lists and groups replace whole', () => {
    const section = {
      name: 'Base',
      dmPolicy: 'allowlist',
      allowFrom: ['1', '2'],
      groups: { 9: { allow: true } },
      messagePrefix: '[bot]',
      accounts: { work: { allowFrom: ['3'], groups: { 8: { enabled: false, tools: { deny: ['exec'] } } } } },
    };
    expect(only(read(section))).toEqual({
      id: 'work',
      isDefault: true,
      label: 'Base',
      profile: { value: 'work', source: 'built-in' },
      enabled: { value: true, source: 'built-in' },
      dmPolicy: { value: 'allowlist', source: 'base', path: `${base}.dmPolicy` },
      groupPolicy: { value: 'open', source: 'built-in' },
      allowFrom: { value: ['3'], source: 'account', path: `${base}.accounts.work.allowFrom` },
      groups: {
        value: { 8: { enabled: false, tools: { deny: ['exec'] } } },
        source: 'account',
        path: `${base}.accounts.work.groups`,
      },
      groupAllowFrom: { value: [], source: 'built-in' },
      messagePrefix: { value: '[bot]', source: 'base', path: `${base}.messagePrefix` },
    });
  });

  it('does not inherit accounts and defaultAccount, nor the base where the account says null', () => {
    const account = only(read({ dmPolicy: 'open', accounts: { work: { dmPolicy: null } } }));
    expect(account.dmPolicy).toEqual({ value: 'pairing', source: 'built-in' });
  });

  it.each([
    ['nothing', {}, {}, true, 'built-in'],
    ['the base off', { enabled: false }, { enabled: true }, false, 'base'],
    ['the account off', { enabled: true }, { enabled: false }, false, 'account'],
    ['the base on', { enabled: true }, {}, true, 'base'],
    ['no boolean, which counts as on', {}, { enabled: 'false' }, true, 'built-in'],
  ])('enabled: %s', (_, baseSection, account, value, source) => {
    expect(only(read({ ...baseSection, accounts: { work: account } })).enabled).toMatchObject({
      value,
      source,
    });
  });
});

describe('the profile', () => {
  it.each<[string, unknown, Record<string, string>, ReleaseKind, object]>([
    [
      'the account’s',
      { accounts: { work: { profile: ' workp ' } } },
      { ZCA_PROFILE: 'env' },
      'b',
      { value: 'workp', source: 'account', path: `${base}.accounts.work.profile` },
    ],
    [
      'the base’s',
      { profile: 'basep', accounts: { work: {} } },
      { ZCA_PROFILE: 'env' },
      'b',
      { value: 'basep', source: 'base', path: `${base}.profile` },
    ],
    [
      'ZCA_PROFILE',
      { accounts: { work: {} } },
      { ZCA_PROFILE: 'env', ZALOUSER_PROFILE: 'new' },
      'b',
      { value: 'env', source: 'environment', path: 'ZCA_PROFILE' },
    ],
    [
      'ZALOUSER_PROFILE on 2026.9.6',
      { accounts: { work: {} } },
      { ZCA_PROFILE: 'env', ZALOUSER_PROFILE: 'new' },
      'd',
      { value: 'new', source: 'environment', path: 'ZALOUSER_PROFILE' },
    ],
    ['the id', { accounts: { work: {} } }, { ZCA_PROFILE: ' ' }, 'b', { value: 'work', source: 'built-in' }],
    ['default for the default', {}, {}, 'b', { value: 'default', source: 'built-in' }],
    [
      'not the base’s where the account’s is empty',
      { profile: 'basep', accounts: { work: { profile: '' } } },
      {},
      'b',
      { value: 'work', source: 'built-in' },
    ],
  ])('is %s', (_, section, env, kind, profile) =>
    expect(only(read(section, { env, kind })).profile).toEqual(profile),
  );

  it('is told about where zca would not take it', () =>
    expect(read({ profile: 'my shop' }).codes).toEqual(['profile-bad']));
  it.each(['work\u200b', '\u202ework', 'wo\u00adrk', '\u200b'])(
    'is told about, too, where %j only looks like one',
    (profile) => expect(read({ profile }).codes).toEqual(['profile-bad']),
  );
  it('may have blanks around it: they are taken off by all', () =>
    expect(read({ profile: ' work\u00a0' }).codes).toEqual([]));
});

describe('the group policy', () => {
  const defaults = { groupPolicy: 'allowlist' };
  it.each<[string, unknown, unknown, object]>([
    [
      'the account’s',
      { groupPolicy: 'open', accounts: { work: { groupPolicy: 'disabled' } } },
      defaults,
      { value: 'disabled', source: 'account' },
    ],
    [
      'the base’s',
      { groupPolicy: 'disabled', accounts: { work: {} } },
      defaults,
      { value: 'disabled', source: 'base' },
    ],
    [
      'that of channels.defaults',
      { accounts: { work: {} } },
      defaults,
      { value: 'allowlist', source: 'defaults', path: 'channels.defaults.groupPolicy' },
    ],
    ['open by default', {}, undefined, { value: 'open', source: 'built-in' }],
    [
      'allowlist where the section is missing, whatever the defaults',
      undefined,
      { groupPolicy: 'open' },
      { value: 'allowlist', source: 'built-in' },
    ],
  ])('on 2026.2.26 is %s', (_, section, channelDefaults, policy) =>
    expect(only(read(section, { defaults: channelDefaults })).groupPolicy).toMatchObject(policy),
  );

  it('on 2026.9.6 is allowlist on every listed account that says nothing', () => {
    const accounts = { default: {}, work: { groupPolicy: 'open' } };
    const result = read({ groupPolicy: 'open', accounts }, { kind: 'd', defaults: { groupPolicy: 'open' } });
    expect(of(result, 'default').groupPolicy).toEqual({ value: 'allowlist', source: 'built-in' });
    expect(of(result, 'work').groupPolicy).toMatchObject({ value: 'open', source: 'account' });
    expect(only(read({ groupPolicy: 'open' }, { kind: 'd' })).groupPolicy).toMatchObject({
      value: 'open',
      source: 'base',
    });
    expect(only(read({}, { kind: 'd', defaults: { groupPolicy: 'open' } })).groupPolicy).toMatchObject({
      value: 'allowlist',
    });
  });
});

describe('wrong types', () => {
  it.each<[string, unknown, (account: Account) => unknown, unknown]>([
    ['a section that is text', 'x', ({ dmPolicy }) => dmPolicy.value, 'pairing'],
    ['accounts that are text', { accounts: 'x' }, ({ id }) => id, 'default'],
    [
      'accounts that are a list',
      { accounts: [{ dmPolicy: 'open' }] },
      ({ id, dmPolicy }) => [id, dmPolicy.value],
      ['0', 'open'],
    ],
    ['an account that is true', { accounts: { work: true } }, ({ id }) => id, 'work'],
    ['a policy that is a number', { dmPolicy: 5 }, ({ dmPolicy }) => dmPolicy.value, '5'],
    [
      'a policy that is an object',
      { groupPolicy: { a: 1 } },
      ({ groupPolicy }) => groupPolicy.value,
      '{"a":1}',
    ],
    ['allowFrom that is text', { allowFrom: '123' }, ({ allowFrom }) => allowFrom.value, []],
    [
      'an entry that is an object',
      { allowFrom: ['1', {}, null, 2] },
      ({ allowFrom }) => allowFrom.value,
      ['1', '2'],
    ],
    ['groups that are a list', { groups: [] }, ({ groups }) => groups.value, {}],
    [
      'a group that is true, which lets it through',
      { groups: { g: true } },
      ({ groups }) => groups.value,
      { g: {} },
    ],
    [
      'a group that is false, which counts as absent',
      { groups: { g: false } },
      ({ groups }) => groups.value,
      {},
    ],
    [
      'allow that is text, which lets it through',
      { groups: { 1: { allow: 'no' } } },
      ({ groups }) => groups.value,
      { 1: {} },
    ],
    ['tools that are a list', { groups: { g: { tools: [] } } }, ({ groups }) => groups.value, { g: {} }],
    ['a name that is a number', { name: 7 }, ({ label }) => label, undefined],
    ['a profile that is a list', { profile: ['x'] }, ({ profile }) => profile.value, 'default'],
  ])('takes %s as the plugin does', (_, section, look, value) => {
    const result = read(section);
    expect(look(result.accounts[0] as Account)).toEqual(value);
    expect(result.codes).toEqual([]);
  });

  it('makes text from the config harmless', () => {
    const account = only(
      read({ name: '\u001b[31mred\u202e', allowFrom: ['a\u0007b'], groups: { 'x\ny': {} } }),
    );
    expect(account.label).toBe('red');
    expect(JSON.stringify(account)).not.toMatch(/\\u00|\u202e|\\n/u);
  });
});

it('never throws, whatever the section is', () => {
  const bits: unknown[] = [null, 0, '', 'x', true, [], [1], {}, { a: 1 }, Number.NaN];
  const keys = [
    'accounts',
    'defaultAccount',
    'name',
    'enabled',
    'profile',
    'dmPolicy',
    'groupPolicy',
    'allowFrom',
    'groups',
    'groupAllowFrom',
  ];
  for (const kind of ['b', 'd'] as const) {
    for (const bit of bits) {
      expect(() => read(bit, { kind })).not.toThrow();
      for (const key of keys) {
        expect(() => read({ [key]: bit, accounts: { work: { [key]: bit } } }, { kind })).not.toThrow();
        expect(() => read({ [key]: { x: bit } }, { kind })).not.toThrow();
      }
    }
  }
});

it.each([
  ['constructor', 'default'],
  [' Constructor ', 'default'],
  ['-constructor', 'default'],
  ['constructor\u200b', 'default'],
  ['😀__proto__', 'default'],
  ['prototype/', 'default'],
  ['constructor2', 'constructor2'],
  ['e\u0301t\u00e9', 'e-t'],
  ['\u00a0Work\ufeff', 'work'],
  ['K', 'k'],
  ['_', '_'],
  ['-', 'default'],
])('the key %j runs as %s, as OpenClaw 2026.2.26 has it', (key, id) => expect(accountIdOfKey(key)).toBe(id));
