import { describe, expect, it } from 'vitest';
import { type SetUpDraft, setUpActions } from '../../../src/core/doctor/set-up-changes.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import {
  aConfig,
  anAccount,
  anId,
  aPlugin,
  aState,
  binhId,
  type StateParts,
  salesGroupId,
  shop,
  work,
} from '../../support/builders.ts';
import { aRelease, type ReleaseKind } from '../../support/releases.ts';

const state = (parts: StateParts = {}) => aState({ plugin: aPlugin(), ...parts });
const types = (draft: SetUpDraft, parts: StateParts = {}): string =>
  setUpActions(state(parts), draft)
    .map(({ type }) => type)
    .join(', ');

/** A config that says nothing of the plugin. */
const unsaid = (kind: ReleaseKind = 'b') => {
  const { pluginEnabled: _, ...config } = aConfig({ release: aRelease(kind) });
  return config;
};

const whole: SetUpDraft = {
  accountId: work,
  dm: { policy: 'allowlist', people: [{ entry: anId, name: 'Nguyễn An' }, { entry: 'Lan' }] },
  groups: { policy: 'allowlist', entries: [{ entry: salesGroupId }] },
};

describe('what the answers ask to be written', () => {
  it('is nothing before an account is named', () => {
    expect(setUpActions(state(), {})).toEqual([]);
    expect(setUpActions(state(), { dm: { policy: 'open', people: [] } })).toEqual([]);
  });

  it('is the account and all that was answered, each once, in the order in which they build on each other', () => {
    expect(setUpActions(state(), { ...whole, profile: profileName('work-2') })).toEqual([
      { type: 'add-account', accountId: work, profile: 'work-2' },
      { type: 'set-dm-policy', accountId: work, policy: 'allowlist' },
      { type: 'add-allow-from', accountId: work, entries: [anId, 'Lan'] },
      { type: 'set-group-policy', accountId: work, policy: 'allowlist' },
      { type: 'set-group', accountId: work, key: salesGroupId, isAllowed: true },
    ]);
  });

  it('says nothing that the config says already', () => {
    const account = anAccount({
      id: 'work',
      dmPolicy: 'allowlist',
      groupPolicy: 'allowlist',
      allowFrom: [`zalouser:${anId}`, 'lan'],
      groups: { [salesGroupId]: { allow: true } },
    });
    expect(types(whole, { config: aConfig({ accounts: [account] }) })).toBe('');
    const more = { ...whole, dm: { policy: 'pairing', people: [{ entry: binhId }] } } as const;
    expect(setUpActions(state({ config: aConfig({ accounts: [account] }) }), more)).toEqual([
      { type: 'set-dm-policy', accountId: work, policy: 'pairing' },
      { type: 'add-allow-from', accountId: work, entries: [binhId] },
    ]);
  });

  it.each<[string, StateParts, string]>([
    ['no section', { config: aConfig({ hasSection: false, channelEnabled: true }) }, 'set-channel-enabled'],
    ['channel off', { config: aConfig({ channelEnabled: false }) }, 'set-channel-enabled'],
    ['plugin installed and off', { plugin: aPlugin(false), config: unsaid() }, 'set-plugin-enabled'],
    [
      'nobody asked for the plugin, and 2026.2.26 does not enable it',
      { plugin: { status: 'idle', value: undefined }, config: unsaid() },
      'set-plugin-enabled',
    ],
    [
      'nobody asked for the plugin, and the config enables it',
      { plugin: { status: 'idle', value: undefined }, config: aConfig({ pluginEnabled: true }) },
      '',
    ],
    [
      '2026.9.6 enables what it installs',
      { plugin: { status: 'idle', value: undefined }, config: unsaid('d') },
      '',
    ],
    [
      '2026.9.6 with a config that says no',
      {
        plugin: { status: 'idle', value: undefined },
        config: aConfig({ release: aRelease('d'), pluginEnabled: false }),
      },
      'set-plugin-enabled',
    ],
    [
      'account off',
      { config: aConfig({ accounts: [anAccount({ enabled: false })] }) },
      'set-account-enabled',
    ],
  ])('switches on what stands in the way: %s', (_, parts, expected) => {
    expect(types({ accountId: shop }, parts)).toBe(expected);
  });

  it('leaves the profile of an account that is listed, whoever listed it meanwhile', () => {
    expect(setUpActions(state(), { accountId: shop, profile: profileName('other') })).toEqual([]);
  });

  it.each([
    [true, false, ''],
    [false, true, 'set-plugin-enabled'],
  ])(
    'goes by the config (%j), not by what openclaw said of an earlier one (%j)',
    (pluginEnabled, isEnabled, expected) => {
      const parts = { plugin: aPlugin(isEnabled), config: aConfig({ pluginEnabled }) };
      expect(types({ accountId: shop }, parts)).toBe(expected);
    },
  );

  it.each([{ allow: false }, { enabled: false }])(
    'lets a group through that the config shuts out: %j',
    (rule) => {
      const config = aConfig({
        accounts: [anAccount({ groupPolicy: 'allowlist', groups: { [salesGroupId]: rule } })],
      });
      expect(
        types(
          { accountId: shop, groups: { policy: 'allowlist', entries: [{ entry: salesGroupId }] } },
          { config },
        ),
      ).toBe('set-group');
    },
  );

  it('takes a name of the prototype for a name', () => {
    const draft: SetUpDraft = {
      accountId: shop,
      groups: { policy: 'open', entries: [{ entry: 'constructor' }] },
    };
    expect(setUpActions(state(), draft).at(-1)).toEqual({
      type: 'set-group',
      accountId: shop,
      key: 'constructor',
      isAllowed: true,
    });
  });
});
