import { describe, expect, it } from 'vitest';
import type { CommandRecord } from '../../../src/core/system/runner.ts';
import { commandBrief, commandLine } from '../../../src/tui/dialogs/command-log.tsx';
import { aCommand, aState } from '../../support/builders.ts';
import { type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';
import { expectFits } from '../../support/render-at.tsx';

const script = '/tmp/zalouser-tui-demo-x1/bin/zca.mjs';
const ofScript = aCommand({ argv: [script, '--profile', 'default', 'auth', 'status'] });

describe('a command in brief', () => {
  it.each<[string, Partial<CommandRecord>, string]>([
    ['of a program', {}, 'zca auth status  (shop)'],
    ['of a script', ofScript, 'zca auth status  (default)'],
    [
      'of a script on Windows',
      { argv: ['C:\\npm\\zca.cjs', '--profile', 'a', 'me', 'info', '-j'] },
      'zca me info -j  (a)',
    ],
    ['without a profile', { argv: [script, '--version'] }, 'zca --version'],
    [
      'with words of the operator',
      { argv: ['--profile', 'a', 'friend', 'find', 'Nguyễn An'] },
      "zca friend find 'Nguyễn An'  (a)",
    ],
    [
      'one of whose words is a path',
      { argv: ['--profile', 'a', 'auth', 'login', '--qr-path', '/run/x/qr.png'] },
      'zca auth login --qr-path /run/x/qr.png  (a)',
    ],
    ['of another program', { program: 'openclaw', argv: ['--version'] }, 'openclaw --version'],
    ['without arguments', { argv: [] }, 'zca'],
    ['with a flag and no profile', { argv: ['--profile'] }, 'zca --profile'],
  ])('%s', (_, parts, expected) => {
    expect(commandBrief(aCommand(parts))).toBe(expected);
  });

  it('leaves the whole to the raw view', () => {
    expect(commandLine(ofScript)).toBe(`zca ${script} --profile default auth status`);
  });
});

describe('the command log', () => {
  const records = (count: number): CommandRecord[] =>
    Array.from({ length: count }, (_, index) =>
      aCommand({ id: index + 1, argv: ['--profile', 'a', 'friend', 'find', `n${index + 1}`] }),
    );
  const open = async (
    commandLog: readonly CommandRecord[],
    columns = 80,
    rows = 24,
  ): Promise<DrawnConsole> => {
    const console = await drawConsole({ state: aState({ commandLog }), columns, rows });
    await console.press('L');
    expectFits(console.terminal);
    return console;
  };
  const selected = (console: DrawnConsole): string =>
    console.screen().find((row) => row.includes('│ ›')) ?? '';

  it.each([
    [80, 24, /› \d\d:02:01 ✓ exit 0, 340 ms +zca auth status {2}\(default\)/u],
    [60, 20, /› \d\d:02:01 ✓ exit 0, 340 ms +zca auth status {2}\(/u],
    [40, 12, /› \d\d:02 ✓ zca auth status {2}\(/u],
  ] as const)('shows what was run at %i×%i, and all of it on Enter', async (columns, rows, expected) => {
    const console = await open([ofScript], columns, rows);
    expect(selected(console)).toMatch(expected);
    await console.press('enter');
    expect(console.terminal.text().replace(/[│\s]/gu, '')).toContain(
      `zca${script}--profiledefaultauthstatus`,
    );
  });

  it('keeps the commands below one another, however they came out', async () => {
    const { durationMs: _, ...running } = aCommand({ id: 4, outcome: { type: 'running' } });
    const console = await open([
      aCommand({ id: 1, durationMs: 5 }),
      aCommand({ id: 2, durationMs: 12_345, outcome: { type: 'exited', code: 127 } }),
      aCommand({ id: 3, outcome: { type: 'timed-out' } }),
      running,
    ]);
    const at = console.screen().flatMap((row) => (row.includes('zca auth') ? [row.indexOf('zca auth')] : []));
    expect(at).toHaveLength(4);
    expect(new Set(at).size).toBe(1);
  });

  it('says at 40 columns how it came out where that is not well', async () => {
    const argv = ['--profile', 'a', 'me', 'info'];
    const console = await open([aCommand({ argv, outcome: { type: 'exited', code: 1 } })], 40, 12);
    expect(selected(console)).toContain('✗ zca me info  (a)  exit 1');
  });

  it('opens on the newest entry and follows, until the operator moves up', async () => {
    const console = await open(records(100));
    expect(selected(console)).toContain('find n100 ');
    await console.setState(aState({ commandLog: records(101) }));
    expect(selected(console)).toContain('find n101 ');
    await console.press('k');
    await console.setState(aState({ commandLog: records(102) }));
    expect(selected(console)).toContain('find n100 ');
    await console.press('G');
    await console.setState(aState({ commandLog: records(103) }));
    expect(selected(console)).toContain('find n103 ');
  });
});
