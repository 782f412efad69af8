// What the gateway makes of accounts and of changes, against what the console says of them.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ConfigAction, ReloadEffect } from '../../src/core/config/change-request.ts';
import { reloadEffect } from '../../src/core/config/plan/reload.ts';
import { accountId, defaultAccountId } from '../../src/core/shared/ids.ts';
import { aRelease, capabilities } from '../support/releases.ts';
import { change, readByUs } from './support/change.ts';
import { type Gateway, jsonOf, type OpenclawSystem, openSystem } from './support/system.ts';
import { until } from './support/until.ts';
import { openZcaDesk, type ZcaDesk } from './support/zca-desk.ts';

const openclaw = inject('openclawB');
const work = accountId('work');
const deadlineMs = 60_000;

interface ChannelStatus {
  readonly channelAccounts: {
    readonly zalouser: readonly {
      readonly accountId: string;
      readonly enabled: boolean;
      readonly dmPolicy: string;
    }[];
  };
  readonly channelDefaultAccountId: { readonly zalouser: string };
}

let system: OpenclawSystem;
let desk: ZcaDesk;
let gateway: Gateway;

const zalouser = (section: unknown): string =>
  JSON.stringify({ ...system.baseConfig, channels: { zalouser: section } }, null, 2);
const statusNow = async (): Promise<ChannelStatus> =>
  jsonOf(await system.run(['gateway', 'call', 'channels.status', '--json'])) as ChannelStatus;
/** How often the gateway has said something; a change is followed by one more. */
const count = (text: string): number => gateway.log().split(text).length - 1;
const effects: Readonly<Partial<Record<ReloadEffect, string>>> = {
  'channel-restarts': 'config hot reload applied',
  'gateway-restarts': 'config change requires gateway restart',
};
const afterOneMore = async (said: string, act: () => Promise<unknown>): Promise<void> => {
  const before = count(said);
  await act();
  await until(`the gateway to say “${said}”`, () => count(said) > before, deadlineMs, gateway.log);
};

describe.skipIf(openclaw === undefined)('a gateway that runs', () => {
  beforeAll(async () => {
    if (!openclaw) return;
    desk = await openZcaDesk({ friends: [], groups: [] });
    system = await openSystem(openclaw, desk.port);
    await system.write(zalouser({ accounts: { default: {}, work: { profile: 'workp' } } }));
    gateway = await system.startGateway();
    for (const profile of ['default', 'workp'])
      await until(
        `${profile} to be listened for`,
        () => desk.listeners(profile) === 1,
        deadlineMs,
        gateway.log,
      );
  });
  afterAll(async () => {
    await gateway?.stop();
    await system?.close();
    await desk?.close();
  });

  const sections: readonly (readonly [says: string, section: unknown, expected?: string])[] = [
    ['without default, the first by name', { accounts: { zeta: {}, alpha: { dmPolicy: 'open' } } }],
    [
      'default, wherever it stands',
      { accounts: { zeta: {}, alpha: { enabled: false }, default: { dmPolicy: 'disabled' } } },
    ],
    ['the one that is named', { defaultAccount: ' zeta ', accounts: { zeta: {}, alpha: {} } }],
    ['no account listed', { dmPolicy: 'allowlist' }],
    ['a policy that is none', { accounts: { zeta: { dmPolicy: 'bogus' } } }],
  ];

  test.each(sections)('accounts: %s', async (_says, section) => {
    await afterOneMore('config hot reload applied', () => system.write(zalouser(section)));
    const status = await statusNow();
    const { view } = await readByUs(system, aRelease('b'));
    expect(status.channelDefaultAccountId.zalouser).toBe(view.defaultAccountId);
    const theirs = status.channelAccounts.zalouser.map((account) => [
      account.accountId,
      account.enabled,
      account.dmPolicy,
    ]);
    const ours = view.accounts.map(({ id, enabled, dmPolicy }) => [id, enabled.value, dmPolicy.value]);
    expect(new Map(theirs.map((row) => [row[0], row]))).toEqual(new Map(ours.map((row) => [row[0], row])));
  });

  test('known difference: a default account that is not listed is taken as it stands, and the first one by its key', async () => {
    await afterOneMore('config hot reload applied', () =>
      system.write(zalouser({ defaultAccount: 'Nobody', accounts: { zeta: {}, 'My Shop': {} } })),
    );
    const status = await statusNow();
    expect(status.channelDefaultAccountId.zalouser).toBe('Nobody');
    expect(status.channelAccounts.zalouser.map((account) => account.accountId).sort()).toEqual([
      'my-shop',
      'zeta',
    ]);
    const { view } = await readByUs(system, aRelease('b'));
    expect(view.defaultAccountId).toBe('my-shop');
    expect(view.findings.map(({ code }) => code)).toContain('default-account-unknown');
    await afterOneMore('config hot reload applied', () =>
      system.write(zalouser({ accounts: { zeta: {}, 'My Shop': {} } })),
    );
    expect((await statusNow()).channelDefaultAccountId.zalouser).toBe('My Shop');
  });

  test('known difference: two keys of one account run twice', async () => {
    const section = { accounts: { Work: { profile: 'ignored' }, work: { profile: 'twice' } } };
    await afterOneMore('config hot reload applied', () => system.write(zalouser(section)));
    await until(
      'the profile to be listened for twice',
      () => desk.listeners('twice') === 2,
      deadlineMs,
      gateway.log,
    );
    const { view } = await readByUs(system, aRelease('b'));
    expect(view.accounts.map(({ id }) => id)).toEqual(['work']);
    expect(view.findings.map(({ code }) => code)).toContain('account-key-ignored');
  });

  test('a change restarts the channel, or the gateway, as said before', async () => {
    await afterOneMore('config hot reload applied', () =>
      system.write(zalouser({ accounts: { default: {}, work: { profile: 'workp' } } })),
    );
    const actions: readonly ConfigAction[] = [
      // Twice: written out, and left out again.
      { type: 'restart-channel', accountId: work },
      { type: 'restart-channel', accountId: work },
      { type: 'set-dm-policy', accountId: work, policy: 'open' },
      { type: 'set-group', accountId: defaultAccountId, key: '7100000000000000001', isAllowed: true },
      { type: 'set-account-enabled', accountId: work, isEnabled: false },
      { type: 'set-channel-enabled', isEnabled: false },
      { type: 'set-defaults-group-policy', policy: 'allowlist' },
    ];
    for (const action of actions) {
      const restarts = count('config change requires gateway restart');
      const isLast = action === actions.at(-1);
      await afterOneMore(effects[isLast ? 'gateway-restarts' : 'channel-restarts'] ?? '', async () => {
        const { reload } = await change(system, aRelease('b'), action);
        expect(reload).toBe(isLast ? 'gateway-restarts' : 'channel-restarts');
      });
      expect(count('config change requires gateway restart')).toBe(restarts + (isLast ? 1 : 0));
      if (action.type === 'set-account-enabled')
        await until(
          'work not to be listened for',
          () => desk.listeners('workp') === 0,
          deadlineMs,
          gateway.log,
        );
      if (action.type === 'set-channel-enabled')
        await until(
          'nobody to be listened for',
          () => desk.listeners('default') === 0,
          deadlineMs,
          gateway.log,
        );
    }
  });
});

describe.skipIf(openclaw === undefined)('a gateway of its own, told how to reload', () => {
  let own: OpenclawSystem;
  let running: Gateway;
  const said = (text: string): number => running.log().split(text).length - 1;
  const waitFor = async (text: string, act: () => Promise<unknown>): Promise<void> => {
    const before = said(text);
    await act();
    await until(`the gateway to say “${text}”`, () => said(text) > before, deadlineMs, running.log);
  };
  const main = (section: unknown, mode?: string): string =>
    JSON.stringify({
      ...own.baseConfig,
      gateway: { mode: 'local', ...(mode === undefined ? {} : { reload: { mode } }) },
      channels: { zalouser: section },
    });
  const expectAsSaid = async (text: string, action: ConfigAction, expected: ReloadEffect): Promise<void> =>
    waitFor(text, async () => expect((await change(own, aRelease('b'), action)).reload).toBe(expected));
  const policy: ConfigAction = { type: 'set-group-policy', accountId: defaultAccountId, policy: 'disabled' };
  const defaults: ConfigAction = { type: 'set-defaults-group-policy', policy: 'disabled' };

  beforeAll(async () => {
    if (!openclaw) return;
    own = await openSystem(openclaw);
    await own.write(JSON.stringify(own.baseConfig));
    running = await own.startGateway();
  });
  afterAll(async () => {
    await running?.stop();
    await own?.close();
  });

  /** A gateway that has just started watches its config a moment later: saved again and again until it is seen. */
  const untilItWatches = async (textOf: (attempt: number) => string): Promise<void> => {
    const before = said('config change detected');
    let [attempt, nextAtMs] = [0, 0];
    const isSeen = async (): Promise<boolean> => {
      if (said('config change detected') > before) return true;
      if (performance.now() < nextAtMs) return false;
      nextAtMs = performance.now() + 2_000;
      attempt += 1;
      await own.write(textOf(attempt));
      return false;
    };
    await until('the gateway to watch its config', isSeen, deadlineMs, running.log);
  };

  test('the first channel of a config restarts it', async () => {
    const { logging } = own.baseConfig as { readonly logging: object };
    const levels = ['debug', 'info'];
    await untilItWatches((attempt) =>
      JSON.stringify({ ...own.baseConfig, logging: { ...logging, consoleLevel: levels[attempt % 2] } }),
    );
    await expectAsSaid(
      'config change requires gateway restart (channels)',
      { type: 'set-channel-enabled', isEnabled: true },
      'gateway-restarts',
    );
    await until('the gateway to be back', () => said('listening on ws://') > 1, deadlineMs, running.log);
    await untilItWatches((attempt) => main({ enabled: true, name: `attempt ${attempt}` }));
    await running.says('config hot reload applied');
  });

  test('an included file is not watched; the main one, saved again, brings its change', async () => {
    await own.write(JSON.stringify({ groupPolicy: 'allowlist' }), 'zalo.json5');
    await waitFor('config hot reload applied', () => own.write(main({ $include: './zalo.json5' })));
    const before = said('config change detected');
    expect((await change(own, aRelease('b'), policy)).reload).toBe('not-noticed');
    await waitFor('config hot reload applied (channels.zalouser.groupPolicy)', () =>
      own.write(main({ $include: './zalo.json5' })),
    );
    expect(said('config change detected')).toBe(before + 1);
  });

  test('hot: the channel restarts, and what would need more is ignored', async () => {
    await waitFor('config hot reload applied', () => own.write(main({ enabled: true }, 'hot')));
    await expectAsSaid(
      'config hot reload applied (channels.zalouser.groupPolicy)',
      policy,
      'channel-restarts',
    );
    await expectAsSaid('hot mode ignoring (channels.defaults)', defaults, 'ignored-until-restart');
  });

  test('off: no change does anything', async () => {
    await waitFor('config reload disabled', () => own.write(main({ groupPolicy: 'open' }, 'off')));
    await expectAsSaid('config reload disabled (gateway.reload.mode=off)', policy, 'nothing-until-restart');
  });

  test('restart: any change restarts it', async () => {
    await waitFor('config change requires gateway restart', () =>
      own.write(main({ groupPolicy: 'open' }, 'restart')),
    );
    const { reading } = await readByUs(own, aRelease('b'));
    expect(
      reloadEffect({
        before: {},
        after: reading.value,
        can: capabilities('b'),
        gateway: 'up',
        isMainFile: true,
      }),
    ).toBe('gateway-restarts');
  });
});

describe.skipIf(openclaw === undefined)('a gateway that does not start', () => {
  test('allowFrom as a text under open: we call it a problem', async () => {
    if (!openclaw) return;
    const one = await openSystem(openclaw);
    try {
      await one.write(
        JSON.stringify({
          ...one.baseConfig,
          channels: { zalouser: { dmPolicy: 'open', allowFrom: '4512000000000004821' } },
        }),
      );
      const { code, stderr } = await one.run(['gateway', 'run']);
      expect(code).toBe(1);
      expect(stderr).toContain('is not a function');
      const { view } = await readByUs(one, aRelease('b'));
      expect(
        view.findings.filter(({ severity }) => severity === 'problem').map(({ code: finding }) => finding),
      ).toContain('wrong-type');
    } finally {
      await one.close();
    }
  });
});
