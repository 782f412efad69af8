// + where the policy lets nobody in: an entry alone would help nobody.
import { describe, expect, it } from 'vitest';
import type { AccountParts } from '../../support/builders.ts';
import {
  aConfig,
  aDirectory,
  aGroup,
  aMessage,
  anAccount,
  anId,
  aPeer,
  aPlannedChange,
  aState,
  fetched,
  salesGroupId,
  shop,
} from '../../support/builders.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { aRelease } from '../../support/releases.ts';

const person = { type: 'add-allow-from', accountId: shop, entries: [anId] };
const group = { type: 'set-group', accountId: shop, key: salesGroupId, isAllowed: true };

const open = async (
  screen: 'feed' | 'directory',
  isGroup: boolean,
  account: AccountParts,
  version: `20${string}` = '2026.2.26',
): Promise<DrawnConsole> => {
  const console = await drawConsole({
    screen,
    state: aState({
      config: aConfig({ accounts: [anAccount(account)], release: aRelease(version) }),
      directory: {
        [shop]: aDirectory({ peers: fetched([aPeer({ id: anId })]), groups: fetched([aGroup()]) }),
      },
      feed: { messages: [aMessage({ isGroup })] },
    }),
  });
  console.services.config.plan.mockResolvedValue({ ok: true, change: aPlannedChange() });
  if (screen === 'directory' && isGroup) await console.press('tab');
  if (console.app.frame().ui.focus !== undefined) await console.press('enter');
  return console;
};

describe.each(['feed', 'directory'] as const)('+ on %s', (screen) => {
  it.each([
    [
      'a group where groups are off',
      true,
      { groupPolicy: 'disabled', groups: {} },
      'groupPolicy',
      [{ type: 'set-group-policy', accountId: shop, policy: 'allowlist' }, group],
    ],
    [
      'a person where nobody is answered',
      false,
      { dmPolicy: 'disabled' },
      'dmPolicy',
      [{ type: 'set-dm-policy', accountId: shop, policy: 'allowlist' }, person],
    ],
  ] as const)(
    '%s: policy and entry are offered as one change, the entry alone as the other',
    async (_, isGroup, account, named, changeRequest) => {
      const console = await open(screen, isGroup, account);
      await console.press('+');
      expect(console.terminal.text()).toContain(`${named} is disabled`);
      expect(console.services.config.plan).not.toHaveBeenCalled();
      await console.press('enter');
      expect(console.services.config.plan).toHaveBeenLastCalledWith(changeRequest);

      const other = await open(screen, isGroup, account);
      await other.press('+', 'j', 'enter');
      expect(other.services.config.plan).toHaveBeenLastCalledWith(changeRequest[1]);

      const neither = await open(screen, isGroup, account);
      await neither.press('+', 'esc');
      expect(neither.services.config.plan).not.toHaveBeenCalled();
    },
  );

  it('a group whose members nobody names, where they have to be named: says so, and where', async () => {
    const unlisted = { groupPolicy: 'allowlist', groups: {} } as const;
    const console = await open(screen, true, unlisted, '2026.9.6');
    await console.press('+');
    expect(console.terminal.text()).toContain('groupAllowFrom of shop names nobody');
    await console.press('enter');
    expect(console.app.frame().ui.screen).toBe('access');
    expect(console.terminal.text()).toMatch(/› +groupAllowFrom .*none = nob/u);
    expect(console.services.config.plan).not.toHaveBeenCalled();

    const other = await open(screen, true, unlisted, '2026.9.6');
    await other.press('+', 'j', 'enter');
    expect(other.services.config.plan).toHaveBeenLastCalledWith(group);

    const left = await open(screen, true, unlisted, '2026.9.6');
    await left.press('+', 'esc');
    expect(left.services.config.plan).not.toHaveBeenCalled();
    expect(left.app.frame().ui.screen).toBe(screen);

    const named = await open(screen, true, { ...unlisted, groupAllowFrom: [anId] }, '2026.9.6');
    await named.press('+');
    expect(named.services.config.plan).toHaveBeenLastCalledWith(group);
  });

  it.each([
    ['a group that is switched off', true, { groups: { [salesGroupId]: { allow: false } } }, group],
    ['a group that is not listed', true, { groups: {} }, group],
    ['a person under pairing', false, {}, person],
  ] as const)('%s is let in by its entry', async (_, isGroup, account, changeRequest) => {
    const console = await open(screen, isGroup, account);
    await console.press('+');
    expect(console.services.config.plan).toHaveBeenLastCalledWith(changeRequest);
  });
});
