// The two commands of the README, typed in a real terminal on the machine's own Node, whatever its version.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainPath } from '../support/commands.ts';
import { openTerminal } from '../support/terminal.ts';

const root = join(import.meta.dirname, '..', '..');

test('npm run demo opens the console on the simulated account', async () => {
  const terminal = await openTerminal({
    command: 'npm',
    args: ['run', 'demo'],
    cwd: root,
    env: { PATH: plainPath(), npm_config_update_notifier: 'false' },
  });
  await terminal.until(/1 Status[\s\S]*\? help/, { deadlineMs: 60_000 });
  terminal.press('q');
  await expect(terminal.exit).resolves.toEqual({ code: 0, signal: undefined });
});
