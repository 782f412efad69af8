// Choosing a policy: begins on what holds, says what each means at every size, and takes those approved by code along.
import { describe, expect, it } from 'vitest';
import { changeDmPolicy } from '../../../src/tui/access/change-policy.ts';
import {
  aConfig,
  anAccount,
  anApproved,
  anId,
  aPlannedChange,
  aState,
  binhId,
  setting,
} from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { text } from '../../support/drawn.ts';
import { aRelease } from '../../support/releases.ts';
import { expectFits } from '../../support/render-at.tsx';

const idAt = (index: number): string => String(4512000000000010000n + BigInt(index));

const open = async (
  approved: number,
  allowFrom: readonly string[] = [anId],
  options: DrawConsoleOptions = {},
  release = aRelease('b'),
): Promise<DrawnConsole> => {
  const account = anAccount({ dmPolicy: 'pairing', allowFrom: [...allowFrom] });
  const state = aState({
    config: aConfig({ accounts: [account], release }),
    pairing: { approved: Array.from({ length: approved }, (_, index) => anApproved('shop', idAt(index))) },
  });
  const console = await drawConsole({ state, screen: 'access', ...options });
  console.services.config.plan.mockResolvedValue({ ok: true, change: aPlannedChange() });
  void changeDmPolicy(console.app, account);
  await console.settle();
  return console;
};

describe('from pairing to allowlist', () => {
  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
  ])(
    '%i×%i: offers to copy those approved, names them, and hands all their ids on',
    async (columns, rows) => {
      const fifty = await open(50, [anId], { columns, rows });
      await fifty.press('j', 'enter');
      expect(text(fifty)).toContain('50 approved by code are not in al');
      // Where it is tight the answers go before the names.
      if (rows > 12)
        expect(text(fifty).replaceAll(/[│\s]+/gu, ' ')).toMatch(/4512000000000010000, .* and 45 more/u);
      expect(text(fifty)).toMatch(/› Copy their ids/u);
      expectFits(fifty.terminal);
      await fifty.press('enter');
      expect(fifty.services.config.plan).toHaveBeenCalledWith({
        type: 'set-dm-policy',
        accountId: 'shop',
        policy: 'allowlist',
        alsoAllow: Array.from({ length: 50 }, (_, index) => idAt(index)),
      });
    },
  );

  it('asks nothing where nobody would be locked out', async () => {
    for (const console of [await open(0), await open(1, [`zalouser:${idAt(0)}`]), await open(50, ['*'])]) {
      await console.press('j', 'enter');
      expect(console.services.config.plan).toHaveBeenCalledWith({
        type: 'set-dm-policy',
        accountId: 'shop',
        policy: 'allowlist',
      });
    }
  });

  it('says of whom it is not known where another program decides', async () => {
    const allowFrom = {
      value: ['accessGroup:team'],
      source: 'account' as const,
      accessGroups: new Map([['team', 'elsewhere' as const]]),
    };
    const account = { ...anAccount({ dmPolicy: 'pairing' }), allowFrom };
    const config = aConfig({ accounts: [account], release: aRelease('d') });
    const console = await drawConsole({
      state: aState({ config, pairing: { approved: [anApproved('shop', binhId)] } }),
      screen: 'access',
    });
    void changeDmPolicy(console.app, account);
    await console.settle();
    await console.press('j', 'enter');
    expect(text(console).replaceAll(/[│\s]+/gu, ' ')).toContain(
      'whom “accessGroup:team” does not let in would be locked out',
    );
  });

  it('asks nothing where the approved store counts under allowlist', async () => {
    const console = await open(3, [anId], {}, aRelease('2026.2.9'));
    await console.press('j', 'enter');
    expect(console.services.config.plan).toHaveBeenCalledWith({
      type: 'set-dm-policy',
      accountId: 'shop',
      policy: 'allowlist',
    });
  });

  it('leaves them out where that is the answer, and does nothing on Esc', async () => {
    const left = await open(1);
    await left.press('j', 'enter');
    expect(text(left)).toContain('1 approved by code is not in allowFrom');
    await left.press('j', 'enter');
    expect(left.services.config.plan).toHaveBeenCalledWith({
      type: 'set-dm-policy',
      accountId: 'shop',
      policy: 'allowlist',
    });
    const turnedBack = await open(1);
    await turnedBack.press('j', 'enter', 'esc');
    expect(turnedBack.services.config.plan).not.toHaveBeenCalled();
  });
});

describe('the choice', () => {
  it('begins on the policy that holds', async () => {
    const account = { ...anAccount(), dmPolicy: setting('open') };
    const console = await drawConsole({
      state: aState({ config: aConfig({ accounts: [account] }) }),
      screen: 'access',
    });
    void changeDmPolicy(console.app, account);
    await console.settle();
    expect(text(console)).toMatch(/› open/u);
  });

  it('says in full what the selected one means where it does not fit beside it', async () => {
    const console = await open(0, [binhId], { columns: 40, rows: 12 });
    expect(text(console)).toContain('an unknown sender gets a code; you');
    expect(text(console)).toMatch(/│ approve it/u);
    await console.press('j');
    expect(text(console).replaceAll(/[│\s]+/gu, ' ')).toContain(
      'only those in allowFrom; approved by code does not count',
    );
    expectFits(console.terminal);
  });
});
