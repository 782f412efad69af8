// A config that cannot be read is said on the home screen, and a problem keeps its sign in the header at every size.
import { describe, expect, it } from 'vitest';
import type { ConfigView } from '../../../src/core/config/config-view.ts';
import { statusScreenSentences } from '../../../src/tui/status/words.ts';
import { aConfig, anAccount, aState, shop, someFacts } from '../../support/builders.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { expectFits } from '../../support/render-at.tsx';

const finding = {
  severity: 'problem',
  code: 'config-broken',
  sentence: 'openclaw.json is not valid JSON5: invalid character at 3:4.',
  fix: 'Correct the line.',
} as const;
const long = anAccount({ id: 'cua-hang-hoa-mai-quan-1' });
const worlds: readonly (readonly [string, Partial<ConfigView>])[] = [
  ['with the accounts of before', { status: 'broken', findings: [finding] }],
  [
    'with a long account',
    { status: 'broken', findings: [finding], accounts: [long], defaultAccountId: long.id },
  ],
  ['from the start', { status: 'broken', hasSection: false, accounts: [], findings: [finding] }],
];
const sizes = [
  [120, 40],
  [80, 24],
  [60, 20],
  [40, 12],
] as const;

const draw = async (
  config: Partial<ConfigView>,
  [columns, rows]: readonly [number, number],
): Promise<DrawnConsole> => {
  const state = aState({ config: aConfig(config), facts: { [shop]: someFacts(), [long.id]: someFacts() } });
  const console = await drawConsole({
    state,
    columns,
    rows,
    ...(config.accounts?.[0] === long ? { scope: long.id } : {}),
  });
  expectFits(console.terminal);
  return console;
};

describe('a broken config', () => {
  const all = sizes.flatMap((size) => worlds.map(([name, config]) => [...size, name, config] as const));

  it.each(all)('at %i×%i keeps a sign in the header, %s', async (columns, rows, _, config) => {
    const console = await draw(config, [columns, rows]);
    expect(console.screen()[0]).toMatch(columns < 80 ? /!1 +14:02$/u : /1 finding.*14:02$/u);
  });

  it.each(all)(
    'at %i×%i is said on Status with the key that leads on, %s',
    async (columns, rows, _, config) => {
      const console = await draw(config, [columns, rows]);
      expect(console.screen().join('\n')).toContain(statusScreenSentences.configBroken);
      expect(console.screen().join('\n')).not.toContain('lists no account');
    },
  );

  it('does not hide that the accounts are those of before', async () => {
    const console = await draw({ status: 'broken', findings: [finding] }, [80, 24]);
    expect(console.screen().at(-2)).toMatch(
      /^✗ The config cannot be read: press 5\. +1 account, as last read/u,
    );
  });
});

describe('a warning', () => {
  it('gives way where there is no room for all', async () => {
    const warning = { ...finding, severity: 'warning' } as const;
    const console = await draw(
      { findings: [warning], accounts: [long], defaultAccountId: long.id },
      [40, 12],
    );
    expect(console.screen()[0]).not.toContain('!1');
  });
});
