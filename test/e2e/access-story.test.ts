// The operator changes who may write, sees what follows, writes, and takes it back; the file keeps every comment.
import { expect, it } from 'vitest';
import { openDemo } from '../support/demo-program.ts';
import { goToRow } from '../support/go-to-row.ts';
import { expectFits } from '../support/screen.ts';

it('from pairing to allowlist with those approved, and back', async () => {
  const demo = await openDemo(['--screen', 'access', '--account', 'default']);
  const { terminal } = demo;
  await terminal.until('dmPolicy');
  const before = await demo.openclawFile('openclaw.json');
  await goToRow(terminal, /› .*dmPolicy/u);
  terminal.press('e');
  await terminal.until('Who may write directly');
  terminal.press('j');
  await terminal.until(/› allowlist/u);
  terminal.press('enter');
  await terminal.until('Copy their ids');
  terminal.press('enter');
  await terminal.until('[ Write ]');
  expectFits(terminal.terminal);
  expect(await demo.openclawFile('openclaw.json')).toBe(before);
  terminal.press('y');
  await terminal.until(/dmPolicy +account +allowlist/u);

  const after = await demo.openclawFile('openclaw.json');
  expect(after).toContain("dmPolicy: 'allowlist'");
  const comments = (text: string): readonly string[] => text.match(/\/\/.*/gu) ?? [];
  expect(comments(after)).toEqual(comments(before));
  expect(await demo.openclawFile('openclaw.json.bak')).toBe(before);

  terminal.press('U');
  await terminal.until('Undo the last write?');
  terminal.press('y');
  await terminal.until(/dmPolicy +base +pairing/u);
  expect(await demo.openclawFile('openclaw.json')).toBe(before);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});

it('says where a change comes from when somebody else makes it, and keeps the last good view while it is broken', {
  tags: ['long'],
}, async () => {
  const demo = await openDemo(['--screen', 'access', '--account', 'default']);
  const { terminal } = demo;
  await terminal.until(/dmPolicy +base +pairing/u);
  const before = await demo.openclawFile('openclaw.json');
  await demo.writeOpenclawFile(
    before.replace("dmPolicy: 'pairing'", "dmPolicy: 'disabled'"),
    'openclaw.json',
  );
  await terminal.until(/dmPolicy +base +disabled/u, { deadlineMs: 5_000 });
  await demo.writeOpenclawFile(`${before.slice(0, 200)} { broken`, 'openclaw.json');
  await terminal.until('is not valid JSON5');
  await terminal.until(/dmPolicy/u);
  await demo.writeOpenclawFile(before, 'openclaw.json');
  await terminal.until(/dmPolicy +base +pairing/u);
});
