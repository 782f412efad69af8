// Whatever makes channels.zalouser begin must not open every group by the way.
import { describe, expect, it } from 'vitest';
import type { ChangeRequest, ConfigAction } from '../../../../src/core/config/change-request.ts';
import type { ConfigView } from '../../../../src/core/config/config-view.ts';
import { planChange, withGroupsShut } from '../../../../src/core/config/plan/plan.ts';
import { readConfig } from '../../../../src/core/config/read.ts';
import { readConfigView } from '../../../../src/core/config/view.ts';
import { accountId } from '../../../../src/core/shared/ids.ts';
import type { ConfigFiles } from '../../../../src/core/system/files.ts';
import { aConfig } from '../../../support/builders.ts';
import { createQuickClock } from '../../../support/quick-clock.ts';
import { aRelease, type ReleaseKind } from '../../../support/releases.ts';

const [home, byDefault] = [accountId('home'), accountId('default')];
const enable: ConfigAction = { type: 'set-channel-enabled', isEnabled: true };
const add: ConfigAction = { type: 'add-account', accountId: home };
const shut = (id = byDefault): ConfigAction => ({
  type: 'set-group-policy',
  accountId: id,
  policy: 'allowlist',
});
const none: Partial<ConfigView> = { hasSection: false };

describe('a wish', () => {
  it.each<[string, ChangeRequest, Partial<ConfigView>, ChangeRequest]>([
    [
      'that makes the section shuts the groups of the account that runs by itself',
      enable,
      none,
      [enable, shut()],
    ],
    [
      'that makes the config does, too',
      enable,
      { ...none, status: 'missing', accounts: [] },
      [enable, shut()],
    ],
    ['that lists an account shuts its groups', add, none, [add, shut(home)]],
    ['of several is made one more', [enable, add], none, [enable, add, shut(home)]],
    [
      'for an account says so for that one',
      { type: 'add-allow-from', accountId: byDefault, entries: ['1'] },
      none,
      [{ type: 'add-allow-from', accountId: byDefault, entries: ['1'] }, shut()],
    ],
    [
      'that says who may write in groups is left alone',
      [add, { ...shut(home), policy: 'open' } as ConfigAction],
      none,
      [add, { ...shut(home), policy: 'open' } as ConfigAction],
    ],
    ['is left alone where there is a section', enable, {}, enable],
    [
      'is left alone on 2026.9, which shuts groups by itself',
      enable,
      { ...none, release: aRelease('d') },
      enable,
    ],
    [
      'is left alone on 2026.5, which shuts groups by itself',
      enable,
      { ...none, release: aRelease('c') },
      enable,
    ],
    [
      'shuts groups on 2026.3.2, which drives no zca',
      enable,
      { ...none, release: aRelease('2026.3.2') },
      [enable, shut()],
    ],
    [
      'is left alone on 2026.2.9, where groups are open without a section',
      enable,
      { ...none, release: aRelease('2026.2.9') },
      enable,
    ],
    [
      'that says so of one of two accounts shuts the groups of the other',
      [
        add,
        { type: 'add-account', accountId: accountId('work') },
        { ...shut(home), policy: 'open' } as ConfigAction,
      ],
      none,
      [
        add,
        { type: 'add-account', accountId: accountId('work') },
        { ...shut(home), policy: 'open' } as ConfigAction,
        shut(accountId('work')),
      ],
    ],
    [
      'that makes no section is left alone',
      { type: 'set-plugin-enabled', isEnabled: true },
      none,
      { type: 'set-plugin-enabled', isEnabled: true },
    ],
    [
      'about all channels is left alone',
      { type: 'set-defaults-group-policy', policy: 'open' },
      none,
      { type: 'set-defaults-group-policy', policy: 'open' },
    ],
    ['is left alone where nothing was read', enable, { ...none, status: 'broken' }, enable],
  ])('%s', (_, changeRequest, config, expected) =>
    expect(withGroupsShut(aConfig(config), [changeRequest].flat())).toEqual([expected].flat()),
  );
});

describe('what is written', () => {
  const main = '/c/openclaw.json';
  const paths = {
    configPath: main,
    stateDir: '/c',
    credentialsDir: '/c/credentials',
    candidates: [main],
    isHomeFallback: false,
  };
  const filesOf = (text: string): ConfigFiles => ({
    facts: async (file) => (file === main ? { isFile: true, bytes: text.length, links: 1 } : undefined),
    text: async () => text,
    realPath: async (file) => file,
  });
  const read = (text: string) =>
    readConfig({ path: main, env: {}, clock: createQuickClock(0), files: filesOf(text) });

  /** The group policy of every account afterwards. */
  const policiesAfter = async (before: string, changeRequest: ChangeRequest, kind: ReleaseKind) => {
    const viewOf = (reading: Awaited<ReturnType<typeof read>>) =>
      readConfigView({ reading, paths, release: aRelease(kind), env: {}, readAtMs: 0 });
    const reading = await read(before);
    const access = {
      readNow: async (change?: { readonly text: string }) => read(change?.text ?? before),
      viewOf,
    };
    const worked = await planChange(access, reading, withGroupsShut(viewOf(reading), [changeRequest].flat()));
    if (!worked.ok) throw new Error(worked.error.sentence);
    return Object.fromEntries(
      viewOf(worked.reading).accounts.map(({ id, groupPolicy }) => [id, groupPolicy.value]),
    );
  };

  it.each<[string, string, ChangeRequest, Record<string, string>]>([
    ['the channel of an empty config', '{}', enable, { default: 'allowlist' }],
    ['an account of an empty config', '{}', add, { home: 'allowlist' }],
    [
      'where all channels are open',
      "{ channels: { defaults: { groupPolicy: 'open' } } }",
      enable,
      { default: 'allowlist' },
    ],
    [
      'where all channels are closed',
      "{ channels: { defaults: { groupPolicy: 'disabled' } } }",
      enable,
      { default: 'disabled' },
    ],
    ['where somebody left it open', '{ channels: { zalouser: {} } }', add, { default: 'open', home: 'open' }],
  ])('%s', async (_, before, changeRequest, expected) => {
    expect(await policiesAfter(before, changeRequest, 'b')).toEqual(expected);
  });

  it('on 2026.9.6 nothing is open either', async () => {
    expect(await policiesAfter('{}', enable, 'd')).toEqual({ default: 'allowlist' });
    expect(await policiesAfter('{}', add, 'd')).toEqual({ home: 'allowlist' });
  });
});
