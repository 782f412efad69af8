// The pairing commands where things are not as one would wish: other doors stand open, a lock is held, nobody says who is approved.
import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import type { DemoWorldHandle } from '../../src/simulator/demo-world.ts';
import { friend } from '../../src/simulator/people.ts';
import { control, readZcaLog } from '../../src/simulator/world-files.ts';
import { ask, environmentOf, fileOf, flagsOf, openWorld, run } from '../support/one-shot.ts';
import { runPiped } from '../support/program.ts';
import { reportOf } from '../support/report-schema.ts';

interface Listed {
  readonly approved: readonly { readonly id: string; readonly name: string | null }[] | null;
}
const approvedIn = async (world: DemoWorldHandle): Promise<Listed['approved']> =>
  (reportOf('pairing-list', (await run(world, 'pairing', 'list', '--json')).stdout) as Listed).approved;

/** The config of the account `default`, with other values in it. */
const change = async ({ configPath }: DemoWorldHandle, edit: (text: string) => string): Promise<void> => {
  const before = await readFile(configPath, 'utf8');
  const after = edit(before);
  expect(after).not.toBe(before);
  await writeFile(configPath, after);
};

test('nobody is asked: zca is run only to tell whoever was let in', async () => {
  const world = await openWorld();
  const asked = (): readonly string[] =>
    readZcaLog(world.zcaDir).flatMap(({ argv }) => (argv === undefined ? [] : [argv.join(' ')]));
  const [first, second] = [
    await ask(world, '4598765432100000001', 'Đỗ Lan'),
    await ask(world, '4598765432100000002'),
  ];
  await run(world, 'pairing', 'list');
  await run(world, 'pairing', 'dismiss', second);
  await run(world, 'pairing', 'revoke', (await approvedIn(world))?.[0]?.id ?? '');
  expect(asked()).toEqual([]);
  await run(world, 'pairing', 'approve', first, '--notify');
  expect(asked().filter((line) => line !== '--version')).toEqual([
    expect.stringContaining('msg send 4598765432100000001'),
  ]);
});

test('without any zca the commands do the same', async () => {
  const world = await openWorld();
  const code = await ask(world, '4598765432100000001', 'Đỗ Lan');
  const flags = ['--zca', '/nowhere/zca', '--config', world.configPath];
  const listed = await runPiped(['pairing', 'list', ...flags], environmentOf(world));
  expect(listed).toMatchObject({ code: exitCodes.ok, stderr: '' });
  expect(await runPiped(['pairing', 'approve', code, ...flags], environmentOf(world))).toMatchObject({
    code: exitCodes.ok,
    stdout: 'Đỗ Lan (id 4598765432100000001) may now talk to the agent on default.\n',
  });
});

describe('revoke', () => {
  test('the ids it needs are listed, and it says that the door is shut', async () => {
    const world = await openWorld();
    const [first] = (await approvedIn(world)) ?? [];
    const outcome = await run(world, 'pairing', 'revoke', first?.id ?? '');
    expect(outcome).toMatchObject({ code: exitCodes.ok, stderr: '' });
    expect(outcome.stdout).toContain(
      `(id ${first?.id}) is no longer approved on default.\nTheir next message asks for a code again.\n`,
    );
  });

  test('says that allowFrom still lets them in, by name too', { tags: ['long'] }, async () => {
    const world = await openWorld();
    const [first, second] = (await approvedIn(world)) ?? [];
    await change(world, (text) =>
      text.replace(/"?allowFrom"?\s*:\s*\[/u, (found) => `${found}"${first?.id}", "${second?.name}", `),
    );
    for (const [id = '', entry = ''] of [
      [first?.id, first?.id],
      [second?.id, second?.name ?? undefined],
    ]) {
      const outcome = await run(world, 'pairing', 'revoke', id, '--json');
      expect(outcome).toMatchObject({ code: exitCodes.ok, stderr: '' });
      expect(reportOf('pairing-revoke', outcome.stdout)).toMatchObject({
        done: true,
        getsThrough: true,
        note: expect.stringContaining(`They still get through: allowFrom of default holds “${entry}”.`),
      });
    }
  });

  test('on an OpenClaw that has no way for it says so, and that it is not known who is approved', {
    tags: ['long'],
  }, async () => {
    const world = await openWorld();
    control(world.zcaDir, { type: 'switch', name: 'openclawVersion', value: '2026.9.6' });
    const openclaw = ['--openclaw', world.openclawPath];
    const outcome = await run(world, 'pairing', 'revoke', '4512000000000004821', ...openclaw, '--json');
    expect(outcome.code).toBe(exitCodes.internal);
    expect(reportOf('pairing-revoke', outcome.stdout)).toMatchObject({
      done: false,
      error: { code: 'unsupported-here' },
    });
    expect(outcome.stderr).toContain('only over a connection to its gateway');
    expect(outcome.stderr).toContain('Set dmPolicy to allowlist');
    const listed = await run(world, 'pairing', 'list', ...openclaw, '--json');
    expect(reportOf('pairing-list', listed.stdout)).toMatchObject({ approvedCount: null, approved: null });
    expect((await run(world, 'pairing', 'list', ...openclaw)).stdout).toContain(
      'does not say who is approved',
    );
  });
});

describe('a name like that of a friend', () => {
  const stranger = '4598765432100000001';

  test('is told in the list, and with the approval', { tags: ['long'] }, async () => {
    const world = await openWorld();
    const lan = friend(1);
    const code = await ask(world, stranger, lan.displayName);
    const listed = await run(world, 'pairing', 'list', '--json');
    expect(reportOf('pairing-list', listed.stdout)).toMatchObject({
      requests: [{ id: stranger, nameWarning: 'like-contact' }],
      namesUnread: [],
    });
    const outcome = await run(world, 'pairing', 'approve', code);
    expect(outcome).toMatchObject({ code: exitCodes.ok, stderr: '' });
    expect(outcome.stdout).toMatch(
      new RegExp(
        `may now talk to the agent on default\\.\\nThe name .* ${lan.displayName} \\(id \\d+\\), whom`,
        'u',
      ),
    );
  });

  test('cannot be told where zca has kept no friend list, and that is said', async () => {
    const world = await openWorld();
    const code = await ask(world, stranger, friend(1).displayName);
    await rm(join(world.homeDir, '.openzca'), { recursive: true });
    const listed = await run(world, 'pairing', 'list', '--json');
    expect(reportOf('pairing-list', listed.stdout)).toMatchObject({
      requests: [{ nameWarning: null }],
      namesUnread: ['default'],
    });
    const outcome = await run(world, 'pairing', 'approve', code);
    expect(outcome).toMatchObject({ code: exitCodes.ok, stderr: '' });
    expect(outcome.stdout).toContain('Names are not compared with the friends of default');
  });
});

describe('a lock of another program', () => {
  const lockOf = ({ credentialsDir }: DemoWorldHandle): string =>
    join(credentialsDir, 'zalouser-pairing.json.lock');

  test('is told of at once, with process and file; the decision goes on when it is gone', async () => {
    const world = await openWorld();
    const code = await ask(world, '4598765432100000001', 'Đỗ Lan');
    await writeFile(lockOf(world), JSON.stringify({ pid: process.pid, createdAt: new Date().toISOString() }));
    const child = spawn(
      process.execPath,
      [fileOf('bin/zalouser-tui.js'), 'pairing', 'dismiss', code, ...flagsOf(world)],
      {
        env: { PATH: '/usr/bin:/bin', ...environmentOf(world) },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    const noted = new Promise<string>((resolve) => child.stderr.setEncoding('utf8').once('data', resolve));
    const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
    expect(await noted).toBe(
      `Waiting for process ${process.pid}, which holds the lock on ${join(world.credentialsDir, 'zalouser-pairing.json')}.\n`,
    );
    expect(stdout).toBe('');
    await rm(lockOf(world));
    expect(await exit).toBe(exitCodes.ok);
    expect(stdout).toContain('The request of Đỗ Lan');
  });
});

test('a console that only reads lets nobody in, nor out', async () => {
  const world = await openWorld();
  const code = await ask(world, '4598765432100000001', 'Đỗ Lan');
  const env = { ...environmentOf(world), ZALOUSER_TUI_READ_ONLY: '1' };
  for (const args of [
    ['pairing', 'approve', code],
    ['pairing', 'dismiss', code],
  ]) {
    const { code: ended, stderr } = await runPiped([...args, ...flagsOf(world)], env);
    expect(stderr).toContain('This console only reads');
    expect(ended).toBe(exitCodes.internal);
  }
  expect((await runPiped(['pairing', 'list', ...flagsOf(world)], env)).stdout).toContain('Đỗ Lan');
});
