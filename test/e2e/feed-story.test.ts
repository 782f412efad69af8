// Why was it answered, or not? Verdicts that follow a policy under edit, a burst that moves nothing under the eye, a search, a saved feed.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type DemoProgram, openDemo, openOnWorld } from '../support/demo-program.ts';
import { expectFits } from '../support/screen.ts';
import { tempDir } from '../support/temp-dir.ts';

const friendId = '4512345678900008042';
const strangerId = '4598765432100099999';

const listen = async (demo: DemoProgram): Promise<void> => {
  demo.terminal.press('s');
  await demo.terminal.until('Listening…');
};

const selectedRow = (demo: DemoProgram): string | undefined =>
  demo.terminal.screen().find((row) => row.startsWith('›'));

it('verdicts on the screen follow a policy while it is edited, and say since when', async () => {
  const demo = await openDemo(['--screen', 'feed', '--account', 'default']);
  const { terminal } = demo;
  await listen(demo);
  demo.happen({ type: 'message', from: strangerId, name: 'Người Lạ', text: 'còn hàng không?' });
  await terminal.until(/\? pairing .*còn hàng/u);
  const before = await demo.openclawFile('openclaw.json');

  await demo.writeOpenclawFile(
    before.replace("dmPolicy: 'pairing'", "dmPolicy: 'disabled'"),
    'openclaw.json',
  );
  await terminal.until(/✗~dm disabled .*còn hàng/u);
  terminal.press('enter');
  await terminal.until(/since \d\d:\d\d, when dmPolicy changed; before: pairing/u);
  expectFits(terminal.terminal);

  // With the details open: they follow as well.
  await demo.writeOpenclawFile(before.replace("dmPolicy: 'pairing'", "dmPolicy: 'open'"), 'openclaw.json');
  await terminal.until(/The agent answers\./u);
  await terminal.until(/when dmPolicy changed; before: dm disabled/u);

  // And the fix: straight to the setting.
  terminal.press('o');
  await terminal.until(/› .*dmPolicy/u);
  await demo.writeOpenclawFile(before, 'openclaw.json');
  terminal.press('esc');
  await terminal.until(/\?~pairing .*còn hàng/u);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});

it('a burst of 200 a second three pages below moves nothing under the eye, though the ring drops all around it', {
  tags: ['long'],
}, async () => {
  const settings = await tempDir();
  await writeFile(join(settings, 'settings.json'), JSON.stringify({ feedCapacity: 400 }));
  const demo = await openOnWorld(['--screen', 'feed', '--account', 'default'], {
    env: { ZALOUSER_TUI_SETTINGS_DIR: settings },
  });
  const { terminal } = demo;
  await terminal.until('Not listening.');
  await listen(demo);
  demo.happen({ type: 'burst', count: 200, text: 'đầu tiên' });
  await terminal.until('#200/200 đầu tiên');
  terminal.press('pageup', 'pageup', 'pageup');
  await terminal.until(/nothing new below/u);
  const rows = terminal.screen().slice(2, -3);
  expect(selectedRow(demo)).toMatch(/#1\d\d\/200 đầu tiên/u);

  for (let round = 1; round <= 6; round += 1) {
    demo.happen({ type: 'burst', count: 200, text: `đợt ${round}` });
    await terminal.until(/↓ \d+ new.*\n.*/u);
    await terminal.until(
      (screen) => Number(/([\d]+) older dropped/u.exec(screen.text())?.[1] ?? 0) >= (round - 1) * 200,
    );
    expect(terminal.screen().slice(2, -3)).toEqual(rows);
  }
  expect(terminal.screen().at(-3)).toMatch(/↓ \d+ new, \d+ not kept/u);
  expectFits(terminal.terminal);
  terminal.press('G');
  await terminal.until(/› .*#200\/200 đợt 6/u);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});

it('n and N go from match to match, and w saves what the filter shows, never over another file unasked', {
  tags: ['long'],
}, async () => {
  const demo = await openDemo(['--screen', 'feed', '--account', 'default']);
  const { terminal } = demo;
  await listen(demo);
  for (const text of ['áo dài đỏ', 'một', 'hai', 'ÁO DÀI xanh', 'ba'])
    demo.happen({ type: 'message', from: friendId, name: 'Nguyễn Văn An', text });
  await terminal.until(/› .*ba *$/mu);

  terminal.press('/');
  await terminal.until('/');
  terminal.type('ao dai');
  await terminal.until((screen) => !/ một *$/mu.test(screen.text()));
  terminal.press('enter');
  await terminal.until('/ao dai 2');
  terminal.press('w');
  await terminal.until('2 messages of filter "ao dai"');
  const file = join(terminal.home, 'áo dài.ndjson');
  terminal.press('ctrl+u');
  terminal.paste(file);
  await terminal.until('áo dài.ndjson');
  terminal.press('enter');
  await terminal.until('Saved 2 messages');
  const saved = await readFile(file, 'utf8');
  const lines = saved.trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { text: string }).text)).toEqual([
    'áo dài đỏ',
    'ÁO DÀI xanh',
  ]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);

  terminal.press('n');
  await terminal.until(/› .*áo dài đỏ/u);
  await terminal.until('hai');
  terminal.press('n');
  await terminal.until(/› .*ÁO DÀI xanh/u);
  terminal.press('N');
  await terminal.until(/› .*áo dài đỏ/u);
  expectFits(terminal.terminal);

  // All five now, to the same place: asked first, and No leaves the file.
  terminal.press('w');
  await terminal.until('5 messages, one JSON object');
  terminal.press('ctrl+u');
  terminal.paste(file);
  await terminal.until('áo dài.ndjson');
  terminal.press('enter');
  await terminal.until('Replace the file?');
  terminal.press('enter');
  await terminal.until((screen) => !screen.text().includes('Replace the file?'));
  expect(await readFile(file, 'utf8')).toBe(saved);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});
