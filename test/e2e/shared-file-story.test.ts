// A file that two accounts include: the operator is told that both change, and what somebody else did to another file meanwhile.
import { expect, it } from 'vitest';
import { openDemo } from '../support/demo-program.ts';
import { goToRow } from '../support/go-to-row.ts';
import { expectFits } from '../support/screen.ts';

const main = (policy: string): string => `// the operator's own
{
  channels: { zalouser: { groupPolicy: '${policy}', accounts: { default: { $include: './shared.json5' }, work: { $include: './shared.json5' } } } },
  plugins: { entries: { zalouser: { enabled: true } } },
}
`;
const shared = "{ dmPolicy: 'pairing' } // for both\n";

it('changes both accounts with open eyes, and never over somebody else', async () => {
  const demo = await openDemo(['--screen', 'access', '--account', 'default'], { rows: 40 });
  const { terminal } = demo;
  await terminal.until('dmPolicy');
  await demo.writeOpenclawFile(shared, 'shared.json5');
  await demo.writeOpenclawFile(main('allowlist'), 'openclaw.json');
  await terminal.until(/groupPolicy +base +allowlist/u);
  await goToRow(terminal, /› .*dmPolicy/u);
  terminal.press('e');
  await terminal.until('Who may write directly');
  terminal.press('G');
  await terminal.until(/› disabled/u);
  terminal.press('enter');
  await terminal.until('[ Write ]');
  await terminal.until('Also changes on account work: dmPolicy pairing → disabled.');
  expectFits(terminal.terminal);

  await demo.writeOpenclawFile(main('disabled'), 'openclaw.json');
  terminal.press('y');
  await terminal.until('Somebody else changed');
  expect(terminal.screen().join('\n')).toContain('In openclaw.json:');
  expect(await demo.openclawFile('shared.json5')).toBe(shared);
  terminal.press('y');
  await terminal.until(/dmPolicy +account +disabled/u);
  expect(await demo.openclawFile('shared.json5')).toBe(shared.replace('pairing', 'disabled'));
  expect(await demo.openclawFile('openclaw.json')).toBe(main('disabled'));
});
