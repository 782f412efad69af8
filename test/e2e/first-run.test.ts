// A machine with nothing on it: the console opens, says what is missing and how to get it, and D shows the demo.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openProgram } from '../support/program.ts';
import { expectFits } from '../support/screen.ts';

const everything = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

it('without zca and OpenClaw lists what is needed, and opens the demo with D', async () => {
  const terminal = await openProgram([]);
  await terminal.until('First steps');
  await terminal.until(/! .*zca/u);
  expectFits(terminal.terminal);
  const before = terminal.screen().join('\n');
  expect(before).toMatch(/no config at/u);
  expect(before).toMatch(/openclaw/u);
  terminal.press('D');
  await terminal.until('Open the demo?');
  terminal.press('y');
  await terminal.until('DEMO');
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
  // Nothing was made where OpenClaw lives.
  expect((await everything(terminal.home)).filter((file) => file.includes('.openclaw'))).toEqual([]);
});

it('without zca works from the files: accounts and pairing requests are there', async () => {
  const terminal = await openProgram([], { columns: 120, rows: 40 });
  await terminal.until('First steps');
  terminal.press('q');
  const state = join(terminal.home, '.openclaw');
  await mkdir(join(state, 'credentials'), { recursive: true });
  const now = new Date().toISOString();
  await writeFile(
    join(state, 'openclaw.json'),
    '// mine\n{ channels: { zalouser: { enabled: true, accounts: { shop: {} } } } }\n',
  );
  await writeFile(
    join(state, 'credentials', 'zalouser-pairing.json'),
    JSON.stringify({
      version: 1,
      requests: [
        {
          id: '7000000000000000009',
          code: 'K7PQ2MXD',
          createdAt: now,
          lastSeenAt: now,
          meta: { accountId: 'shop' },
        },
      ],
    }),
  );
  await terminal.until(/shop .*zca missing/u);
  terminal.press('3');
  await terminal.until('K7PQ 2MXD');
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});
