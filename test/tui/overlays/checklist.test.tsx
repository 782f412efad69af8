// The first steps: what the config can be made to say is one key away, and shown before it is written.
import { describe, expect, it } from 'vitest';
import type { ConfigView } from '../../../src/core/state/state.ts';
import { checklistRows } from '../../../src/tui/overlays/checklist.ts';
import { aConfig, aPlannedChange, aState } from '../../support/builders.ts';
import { drawConsole } from '../../support/draw-console.tsx';

const open = async (config: Partial<ConfigView>) => {
  const console = await drawConsole({ state: aState({ config: aConfig(config) }) });
  console.actions.planChange.mockResolvedValue({ ok: true, change: aPlannedChange() });
  console.app.dispatch({ type: 'overlay/opened', overlay: { type: 'checklist' } });
  await console.settle();
  return console;
};

describe('a step the config takes', () => {
  it.each([
    [
      'no config',
      { status: 'missing', hasSection: false, accounts: [] },
      'There is no config',
      { type: 'set-channel-enabled', isEnabled: true },
    ],
    ['no section', { hasSection: false }, 'no channels.zalouser section', { type: 'set-channel-enabled', isEnabled: true }],
    ['channel off', { channelEnabled: false }, 'channel is disabled', { type: 'set-channel-enabled', isEnabled: true }],
    ['plugin off', { pluginEnabled: false }, 'plugin is not enabled', { type: 'set-plugin-enabled', isEnabled: true }],
  ] as const)('%s: Enter begins it, and the change is shown first', async (_, config, said, action) => {
    const console = await open(config as Partial<ConfigView>);
    const isThere = (): boolean => console.screen().some((row) => row.includes('›') && row.includes(said));
    for (let row = 0; row < 20 && !isThere(); row += 1) await console.press('j');
    expect(isThere()).toBe(true);
    await console.press('enter');
    expect(console.actions.planChange).toHaveBeenCalledExactlyOnceWith(action);
    expect(console.screen().join('\n')).toContain('[ Write ]');
    expect(console.actions.writeChange).not.toHaveBeenCalled();
  });

  it.each([
    [{ pluginEnabled: true }, 'done'],
    [{ status: 'unread' }, 'not-yet'],
    // Installed separately there, and enabled with that.
    [{ pluginEnabled: undefined, generation: '96' }, 'not-yet'],
    [{ pluginEnabled: undefined, generation: '226' }, 'needs-you'],
  ] as const)('with %j the plugin is %s', async (config, state) => {
    const { pluginEnabled: _, ...rest } = aConfig();
    const { app } = await drawConsole({ state: aState({ config: { ...rest, ...(config as Partial<ConfigView>) } }) });
    expect(checklistRows(app.frame()).find(({ id }) => id === 'plugin')?.state).toBe(state);
  });
});
