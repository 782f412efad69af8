// The operator's own editor gets the terminal, and the console says what the file says afterwards. And the first config of all.
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDemo } from '../support/demo-program.ts';
import { goToRow } from '../support/go-to-row.ts';
import { openProgram } from '../support/program.ts';
import { expectFits } from '../support/screen.ts';

/** An editor that writes down what it was called with, and breaks the file at the first time, mends it at the second. */
const script = (log: string): string => `#!/bin/sh
echo "$@" >> '${log}'
for file; do :; done
if grep -q "dmPolicy: 'pairing'" "$file"; then sed -i "s/dmPolicy: 'pairing',/dmPolicy: pairing'/" "$file"
else sed -i "s/dmPolicy: pairing'/dmPolicy: 'disabled',/" "$file"; fi
`;

const anEditor = async (): Promise<{ editor: string; calls: () => Promise<readonly string[]> }> => {
  const dir = await mkdtemp(join(tmpdir(), 'zalouser-tui-editor-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const [editor, log] = [join(dir, 'vi'), join(dir, 'calls')];
  await writeFile(editor, script(log));
  await chmod(editor, 0o755);
  return { editor, calls: async () => (await readFile(log, 'utf8')).trim().split('\n') };
};

it.skipIf(process.platform === 'win32')(
  'E breaks the file, is told where, opens it there again, and U says that it is too late',
  async () => {
    const { editor, calls } = await anEditor();
    const demo = await openDemo(['--screen', 'access', '--account', 'default'], {
      columns: 60,
      rows: 20,
      env: { EDITOR: editor },
    });
    const { terminal } = demo;
    // Something to take back: the group policy.
    await goToRow(terminal, /groupPolicy/u);
    terminal.press('e');
    await terminal.until('Which groups does');
    terminal.press('G');
    await terminal.until(/› disabled/u);
    terminal.press('enter');
    await terminal.until('[ Write ]');
    expectFits(terminal.terminal);
    terminal.press('y');
    await terminal.until(/groupPolicy +account +disabled/u);

    terminal.press('g');
    await terminal.until(/^› channel/mu);
    await goToRow(terminal, /dmPolicy/u);
    const line =
      1 +
      (await demo.openclawFile('openclaw.json'))
        .split('\n')
        .findIndex((text) => text.includes("dmPolicy: 'pairing'"));
    terminal.press('E');
    await terminal.until('The config has a problem now');
    await terminal.until('The file is as you saved it');
    expectFits(terminal.terminal);
    expect((await calls())[0]).toMatch(new RegExp(`^\\+${line} .*openclaw\\.json$`, 'u'));
    terminal.press('enter');
    await terminal.until(/dmPolicy +base +disabled/u);
    await terminal.until((screen) =>
      screen.text().replaceAll(/\s+/gu, ' ').includes('U no longer takes our last write back'),
    );
    expect((await calls())[1]).toMatch(/^\+\d+ .*openclaw\.json$/u);
    terminal.press('U');
    await terminal.until('U no longer applies');
    expect(await demo.openclawFile('openclaw.json')).toContain("dmPolicy: 'disabled', // a stranger");
    terminal.press('q');
    expect((await terminal.exit).code).toBe(0);
  },
);

it('makes the first config: private, with the channel, then with an account that is shown', async () => {
  const terminal = await openProgram(['--screen', 'access'], {});
  await terminal.until('First steps');
  terminal.press('esc');
  await terminal.until(/^› ✗ There is no config/mu);
  terminal.press('e');
  await terminal.until('Enable the zalouser channel');
  await terminal.until('Creates ');
  const file = join(terminal.home, '.openclaw', 'openclaw.json');
  await expect(stat(file)).rejects.toThrow('ENOENT');
  terminal.press('y');
  await terminal.until(/channel +config +on/u);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  terminal.press('+');
  await terminal.until('Add an account');
  terminal.type('shop');
  terminal.press('enter');
  await terminal.until('[ Write ]');
  terminal.press('y');
  await terminal.until(/^› shop\b/mu);
  await terminal.until('Written.');
  expect(await readFile(file, 'utf8')).toMatch(/"shop": \{/u);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});
