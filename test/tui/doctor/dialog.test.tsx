// The first steps: what the config can be made to say is one key away, and shown before it is written.
import { describe, expect, it } from 'vitest';
import type { ConfigView } from '../../../src/core/config/config-view.ts';
import { checklistRows } from '../../../src/tui/doctor/lines.ts';
import { aConfig, aPlannedChange, aState } from '../../support/builders.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { aRelease } from '../../support/releases.ts';

const open = async (config: Partial<ConfigView>) => {
  const console = await drawConsole({ state: aState({ config: aConfig(config) }) });
  console.services.config.plan.mockResolvedValue({ ok: true, change: aPlannedChange() });
  console.app.dispatch({ type: 'overlay/opened', overlay: { type: 'checklist' } });
  await console.settle();
  return console;
};

const begins = { type: 'set-channel-enabled', isEnabled: true } as const;

describe('a step the config takes', () => {
  it.each([
    ['no config', { status: 'missing', hasSection: false, accounts: [] }, 'There is no config', begins],
    ['no section', { hasSection: false }, 'no channels.zalouser section', begins],
    [
      'channel off',
      { channelEnabled: false },
      'channel is disabled',
      { type: 'set-channel-enabled', isEnabled: true },
    ],
    [
      'plugin off',
      { pluginEnabled: false },
      'plugin is not enabled',
      { type: 'set-plugin-enabled', isEnabled: true },
    ],
  ] as const)('%s: Enter begins it, and the change is shown first', async (_, config, said, action) => {
    const console = await open(config as Partial<ConfigView>);
    const isThere = (): boolean => console.screen().some((row) => row.includes('›') && row.includes(said));
    for (let row = 0; row < 20 && !isThere(); row += 1) await console.press('j');
    expect(isThere()).toBe(true);
    await console.press('enter');
    expect(console.services.config.plan).toHaveBeenCalledExactlyOnceWith(action);
    expect(console.screen().join('\n')).toContain('[ Write ]');
    expect(console.services.config.write).not.toHaveBeenCalled();
  });

  it.each([
    ['enabled', { pluginEnabled: true }, 'done'],
    ['unread', { status: 'unread' }, 'not-yet'],
    // Installed separately there, and enabled with that.
    ['unsaid on 2026.9.6', { release: aRelease('d') }, 'not-yet'],
    ['unsaid on 2026.5.12', { release: aRelease('c') }, 'not-yet'],
    ['unsaid on 2026.3.13', { release: aRelease('2026.3.13') }, 'needs-you'],
    ['unsaid on 2026.2.26', { release: aRelease('b') }, 'needs-you'],
  ] as const)('%s: %o', async (_name, config, state) => {
    const { pluginEnabled: _, ...rest } = aConfig();
    const { app } = await drawConsole({
      state: aState({ config: { ...rest, ...(config as Partial<ConfigView>) } }),
    });
    expect(checklistRows(app.frame()).find(({ id }) => id === 'plugin')?.state).toBe(state);
  });
});

describe('moving in it', () => {
  /** The rows that are drawn as selected, without their frame. */
  const selected = (console: DrawnConsole): string[] =>
    console
      .screen()
      .flatMap((row, at) =>
        row.startsWith('│') && console.terminal.cell(6, at).inverse
          ? [row.replace(/^│ |│$/gu, '').trim()]
          : [],
      );

  it.each([
    [80, 24],
    [60, 20],
    [40, 12],
  ] as const)('is step by step at %i×%i, however many lines a step has', async (columns, height) => {
    const console = await drawConsole({
      state: aState({ config: aConfig({ hasSection: false }) }),
      columns,
      rows: height,
    });
    console.app.run('app.checklist');
    await console.settle();
    const rows = checklistRows(console.app.frame());
    for (const { sentence } of rows.slice(0, 4)) {
      const [first, ...rest] = selected(console);
      expect(first).toMatch(/^› \S /u);
      expect([first?.slice(4), ...rest].join('').replaceAll(' ', '')).toContain(sentence.replaceAll(' ', ''));
      await console.press('j');
    }
  });
});
