import { expect, it, vi } from 'vitest';
import type { NotedEnd, RunInTerminal } from '../../../src/core/system/runner.ts';
import { installForGateway } from '../../../src/core/zca/install-for-gateway.ts';

const noted = () => {
  const ends: NotedEnd[] = [];
  return { ends, runner: { note: () => (end: NotedEnd) => void ends.push(end) } };
};

it('runs our own zca with the terminal in its hands, and enters that into the command log', async () => {
  const { ends, runner } = noted();
  const run = vi.fn<RunInTerminal>(async () => ({ ok: true, exitCode: 0 }));
  const outcome = await installForGateway({ ownZcaPath: '/x/zca.js', nodePath: '/bin/node', run, runner });
  expect(run.mock.calls).toEqual([
    [{ file: '/bin/node', args: ['/x/zca.js', 'install', '--pause'], program: 'zca' }],
  ]);
  expect(outcome).toMatchObject({ ok: true });
  expect(ends).toEqual([{ type: 'exited', code: 0 }]);
});

it('tells how it failed', async () => {
  const { ends, runner } = noted();
  const failed = await installForGateway({
    ownZcaPath: '/x/zca.js',
    run: async () => ({ ok: true, exitCode: 1 }),
    runner,
  });
  expect(failed).toMatchObject({ ok: false, error: { code: 'command-failed' } });
  const error = { code: 'not-started', sentence: 'No.', detail: 'ENOENT' } as const;
  expect(
    await installForGateway({ ownZcaPath: '/x/zca.js', run: async () => ({ ok: false, error }), runner }),
  ).toEqual({ ok: false, error });
  expect(ends).toEqual([
    { type: 'exited', code: 1 },
    { type: 'not-started', reason: 'ENOENT' },
  ]);
});

it('runs nothing where this program brings none along', async () => {
  const run = vi.fn<RunInTerminal>();
  expect(await installForGateway({ ownZcaPath: undefined, run, runner: {} })).toMatchObject({
    ok: false,
    error: { code: 'zca-not-found' },
  });
  expect(run).not.toHaveBeenCalled();
});
