import { expect, test } from 'vitest';
import {
  createSshTunnel,
  lookEveryMs,
  opensWithinMs,
  sshCommand,
} from '../../../src/core/gateway/ssh-tunnel.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import type { Child, Command, Ended } from '../../../src/core/system/runner.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';

const target = 'me@far.example';

const setUp = () => {
  const clock = createFakeClock();
  const commands: Command[] = [];
  let isOpen = false;
  let stopped = 0;
  let end = Promise.withResolvers<Ended>();
  const tunnel = createSshTunnel({
    target,
    remotePort: 18_789,
    runner: {
      start: (command): Child => {
        commands.push(command);
        end = Promise.withResolvers<Ended>();
        return {
          pid: 1,
          ended: end.promise,
          stop: async () => {
            stopped += 1;
          },
        };
      },
    },
    canConnect: async () => isOpen,
    clock,
    freePort: async () => 40_000,
  });
  return {
    clock,
    tunnel,
    commands,
    stopped: () => stopped,
    setOpen: (now: boolean) => {
      isOpen = now;
    },
    end: (stderrTail: string) => end.resolve({ code: 255, signal: undefined, stderrTail }),
    fail: (error: Error) => end.reject(error),
  };
};

test('ssh is started once, asks nothing, and is waited for until the way is open', async () => {
  const { clock, tunnel, commands, setOpen, stopped } = setUp();
  const both = Promise.all([tunnel.open(), tunnel.open()]);
  await clock.advanceAndSettle(lookEveryMs * 3);
  setOpen(true);
  await clock.advanceAndSettle(lookEveryMs);
  expect(await both).toEqual([{ port: 40_000 }, { port: 40_000 }]);
  expect(commands).toEqual([sshCommand(target, 40_000, 18_789)]);
  expect(commands[0]?.args).toEqual(
    expect.arrayContaining(['BatchMode=yes', '127.0.0.1:40000:127.0.0.1:18789']),
  );
  expect(commands[0]?.args.slice(-2)).toEqual(['--', target]);
  tunnel.close();
  expect(stopped()).toBe(1);
});

test('why ssh ends is said in its words, and it is tried anew at the next wish', async () => {
  const { clock, tunnel, commands, end, setOpen } = setUp();
  const first = tunnel.open();
  await settle();
  end('me@far.example: Permission denied (publickey).');
  await clock.advanceAndSettle(lookEveryMs);
  expect(await first).toEqual({
    error: {
      code: 'gateway-refused',
      sentence: 'ssh could not open the way to me@far.example.',
      hint: expect.stringContaining('ssh me@far.example true') as string,
      detail: 'me@far.example: Permission denied (publickey).',
    },
  });
  setOpen(true);
  expect(await tunnel.open()).toEqual({ port: 40_000 });
  expect(commands).toHaveLength(2);
});

test('a way that was lost is opened anew, and again later', async () => {
  const { clock, tunnel, commands, end, setOpen } = setUp();
  setOpen(true);
  await tunnel.open();
  end('');
  await settle();
  setOpen(false);
  const again = tunnel.open();
  await settle();
  end('Connection reset');
  await clock.advanceAndSettle(lookEveryMs);
  expect(await again).toMatchObject({ error: { detail: 'Connection reset' }, retryAfterMs: 30_000 });
  expect(commands).toHaveLength(2);
});

test('without ssh, and with one that never comes to anything', async () => {
  const missing = setUp();
  const told = missing.tunnel.open();
  await settle();
  missing.fail(new AppError({ code: 'not-started', sentence: 'No.', detail: 'ENOENT' }));
  await missing.clock.advanceAndSettle(lookEveryMs);
  expect(await told).toMatchObject({ error: { code: 'not-started', detail: 'ENOENT' } });
  const silent = setUp();
  const waited = silent.tunnel.open();
  await silent.clock.advanceAndSettle(opensWithinMs);
  expect(await waited).toMatchObject({ error: { code: 'gateway-down' } });
  expect(silent.stopped()).toBe(1);
});
