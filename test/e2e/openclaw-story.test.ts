// What is done through `openclaw`, on the fake one: the plugin is installed, the gateway started, a restart cancelled, a claim found out.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isAlive } from '../../src/simulator/world-files.ts';
import { type DemoProgram, openDemo } from '../support/demo-program.ts';
import { expectFits } from '../support/screen.ts';

/** The calls of the fake openclaw whose words begin so. */
const calls = (demo: DemoProgram, ...words: readonly string[]) =>
  demo
    .openclawLog()
    .filter(({ kind, argv = [] }) => kind === 'start' && words.every((word, at) => argv[at] === word));

const openFirstSteps = async ({ terminal }: DemoProgram): Promise<void> => {
  terminal.press(':');
  await terminal.until('Type to find');
  terminal.type('first steps');
  await terminal.until(/› +first steps/u);
  terminal.press('enter');
  await terminal.until('First steps');
};

const goTo = async ({ terminal }: DemoProgram, row: RegExp): Promise<void> => {
  for (let at = 0; at < 20; at += 1) {
    const before = terminal.screen().find((text) => text.includes('│ ›'));
    if (before !== undefined && row.test(before)) return;
    terminal.press('j');
    await terminal.until((screen) => screen.lines().find((text) => text.includes('│ ›')) !== before);
  }
};

const startGateway = async ({ terminal }: DemoProgram): Promise<void> => {
  // The menu stands at once, with what is known by then: perhaps not yet that no gateway is there.
  terminal.press('S');
  await terminal.until(/› Start/u);
  terminal.press('enter');
  await terminal.until('This runs: openclaw gateway start --json');
  terminal.press('y');
  await terminal.until(/Asked again: The gateway answers on port 18789/u, { deadlineMs: 15_000 });
};

it('installs the plugin from a folder that is asked for, and finds it enabled', {
  tags: ['long'],
}, async () => {
  const demo = await openDemo([], { env: { ZALOUSER_DEMO_SPEED: '5' } });
  const { terminal } = demo;
  demo.happen({ type: 'plugin', installed: false });
  const config = await demo.openclawFile('openclaw.json');
  await demo.writeOpenclawFile(
    config.replace('entries: { zalouser: { enabled: true } }', 'entries: {}'),
    'openclaw.json',
  );
  const folder = join(demo.dir, 'my plugin');
  await mkdir(folder);
  await openFirstSteps(demo);
  await terminal.until('! OpenClaw has no zalouser plugin.', { deadlineMs: 10_000 });
  expectFits(terminal.terminal);
  await goTo(demo, /no zalouser plugin/u);
  terminal.press('enter');
  await terminal.until('from where?');
  terminal.press('j');
  await terminal.until(/› A local folder/u);
  terminal.press('enter');
  await terminal.until('Folder of the plugin');
  terminal.type(folder);
  await terminal.until('my plugin');
  terminal.press('enter');
  await terminal.until('Install the plugin?');
  expect(
    terminal
      .screen()
      .join(' ')
      .replace(/[│\s]+/gu, ' '),
  ).toContain(`This runs: openclaw plugins install '${folder}'`);
  expectFits(terminal.terminal);
  // Cancel has the focus: nothing is run yet.
  expect(calls(demo, 'plugins', 'install')).toEqual([]);
  terminal.press('y');
  await terminal.until('Installing plugin dependencies', { deadlineMs: 15_000 });
  await terminal.until(/Asked again: The plugin 2026\.2\.26 is installed and\s+enabled\./u, {
    deadlineMs: 20_000,
  });
  expectFits(terminal.terminal);
  terminal.press('esc');
  await terminal.until(/✓ The zalouser plugin 2026\.2\.26 is installed and enabled/u);
  expect(calls(demo, 'plugins', 'install')).toMatchObject([{ argv: ['plugins', 'install', folder] }]);
});

it('starts a gateway that is not running, leaves the look at it, comes back, and reads its log', async () => {
  const demo = await openDemo([], { env: { ZALOUSER_DEMO_SPEED: '5' } });
  const { terminal } = demo;
  await startGateway(demo);
  terminal.press('esc');
  await terminal.until(/› .*(?:work|default)/u);
  terminal.press('!');
  await terminal.until('$ openclaw gateway start --json');
  terminal.press('esc');
  terminal.press('S');
  await terminal.until('It listens on port 18789.');
  terminal.press('G');
  await terminal.until(/› Log/u);
  terminal.press('enter');
  await terminal.until(/zalouser {2}\[default\] starting zca listener/u, { deadlineMs: 15_000 });
  expectFits(terminal.terminal);
  terminal.press('esc');
  await terminal.until(/› .*(?:work|default)/u);
  const log = calls(demo, 'logs')[0];
  await terminal.until(() => log !== undefined && !isAlive(log.pid));
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});

it('cancels a restart midway, and says what is true then', { tags: ['long'] }, async () => {
  const demo = await openDemo([], { env: { ZALOUSER_DEMO_SPEED: '5' } });
  const { terminal } = demo;
  await startGateway(demo);
  terminal.press('esc');
  demo.happen({ type: 'switch', name: 'gatewayStuck', value: true });
  terminal.press('S');
  await terminal.until('It listens on port 18789.');
  terminal.press('j');
  await terminal.until(/› Restart/u);
  terminal.press('enter');
  await terminal.until('Restart the gateway?');
  terminal.press('y');
  await terminal.until(/◐ running 0:0[1-9]/u, { deadlineMs: 10_000 });
  terminal.press('esc');
  await terminal.until('Restart the gateway goes on: ! shows it.');
  terminal.press('q');
  await terminal.until('Quit while a command is running?');
  terminal.press('esc');
  await terminal.until(/◐ Restart the gateway \d:\d\d \(! shows it\)/u, { deadlineMs: 10_000 });
  terminal.press('!');
  await terminal.until('$ openclaw gateway restart --json');
  terminal.press('x');
  await terminal.until('Stop: Restart the gateway?');
  expectFits(terminal.terminal);
  terminal.press('y');
  await terminal.until(/Asked again: No gateway answers\./u, { deadlineMs: 20_000 });
  expect(terminal.screen().join('\n')).toMatch(/✗ cancelled/u);
  const restart = calls(demo, 'gateway', 'restart')[0];
  expect(demo.openclawLog().filter(({ pid }) => pid === restart?.pid)).toMatchObject([
    { kind: 'start' },
    { kind: 'signal', signal: 'SIGTERM' },
    { kind: 'exit', code: 143 },
  ]);
  terminal.press('esc');
  terminal.press('S');
  await terminal.until('None listens on this machine.');
});

it('finds out what the gateway claims, and cures it', { tags: ['long'] }, async () => {
  const demo = await openDemo(['--account', 'work'], {
    env: { ZALOUSER_DEMO_SPEED: '5' },
    columns: 120,
    rows: 40,
  });
  const { terminal } = demo;
  await startGateway(demo);
  terminal.press('esc');
  await terminal.until(/› .*work/u);
  await terminal.until(/gateway says[\s\S]*not running/u, { deadlineMs: 15_000 });
  // Somebody logs in after the gateway has started: it does not start the account by itself.
  demo.happen({ type: 'session', profile: 'work', session: 'active' });
  terminal.press('r');
  const seen = (screen: readonly string[]): string =>
    screen
      .map((row) => row.slice(73))
      .join(' ')
      .replace(/\s+/gu, ' ');
  await terminal.until(
    (screen) => /work is logged in, but the gateway has not started it/u.test(seen(screen.lines())),
    {
      deadlineMs: 15_000,
    },
  );
  expectFits(terminal.terminal);
  terminal.press('enter');
  await terminal.until('╭─ Account work');
  terminal.press('G');
  await terminal.until(/› ▸ go to Access/u);
  for (let at = 0; at < 20 && !/› ▸ restart the gateway/u.test(terminal.screen().join('\n')); at += 1) {
    const before = terminal.screen().find((text) => text.includes('│ ›'));
    terminal.press('k');
    await terminal.until((screen) => screen.lines().find((text) => text.includes('│ ›')) !== before);
  }
  terminal.press('enter');
  await terminal.until('Restart the gateway?');
  terminal.press('y');
  await terminal.until(/Asked again: The gateway answers/u, { deadlineMs: 20_000 });
  terminal.press('esc');
  await terminal.until((screen) => !/has not started it/u.test(seen(screen.lines())), { deadlineMs: 15_000 });
  await terminal.until((screen) => /gateway says running/u.test(seen(screen.lines())), {
    deadlineMs: 15_000,
  });
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});
