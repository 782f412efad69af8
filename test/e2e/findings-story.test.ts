// A config with mistakes in it: the operator sees what each does here, on which line, and what to write; mended, they are gone.
import { expect, it } from 'vitest';
import { openDemo } from '../support/demo-program.ts';
import { expectFits } from '../support/screen.ts';

const config = (groups: string, allowFrom: string): string => `{
  plugins: { entries: { zalouser: { enabled: true } } },
  channels: {
    zalouser: {
      groupPolicy: 'allowlist',
      groups: ${groups},
      allowFrom: ${allowFrom},
    },
  },
}
`;

it('names line, effect and cure of what a hand got wrong', async () => {
  const demo = await openDemo(['--screen', 'access', '--account', 'default'], { rows: 40 });
  const { terminal } = demo;
  await terminal.until('dmPolicy');
  await demo.writeOpenclawFile(config('[]', "'4512000000000004821'"), 'openclaw.json');
  await terminal.until('openclaw.json:6 groups is an empty list');
  const screen = terminal.screen().join('\n');
  expect(screen).toContain('Write { "GROUP ID": { enabled: true } }.');
  expect(screen).toContain('openclaw.json:7 allowFrom is the text “4512000000000004821”');
  expect(screen).toContain('Write ["4512000000000004821"].');
  expectFits(terminal.terminal);

  terminal.press('g');
  terminal.press('j');
  await terminal.until(/› *\S openclaw\.json:6/u);
  terminal.press('enter');
  await terminal.until('no group counts as listed');
  terminal.press('esc');
  await terminal.until('To know');

  await demo.writeOpenclawFile(
    config("{ '7100000000000000001': { enabled: true } }", "['4512000000000004821']"),
    'openclaw.json',
  );
  await terminal.until((shown) => !shown.lines().join('\n').includes('openclaw.json:6'));
  expect(terminal.screen().join('\n')).not.toContain('To know');
});
