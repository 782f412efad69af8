// Another zca behind ours: nothing of a call changes but that others hear of it.
import { spawn } from 'node:child_process';
import { chmod, copyFile, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startOf } from '../../src/zca/share/process.ts';
import { type Run, startZca, useZalo, type Zalo, type ZaloUser, zaloUser } from '../support/zalo.ts';

let zalo: Zalo;
beforeAll(async () => {
  zalo = await useZalo();
});

/** A zca that says what it was called with, and listens to a file. */
const otherZca = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const args = process.argv.slice(2);
const dir = __dirname;
const words = args[0] === '--profile' ? args.slice(2) : args;
appendFileSync(dir + '/calls', process.pid + ' ' + args.join(' ') + '\\n');
if (words[0] === 'listen') {
  console.log('Listening... Press Ctrl+C to stop.\\nConnected to Zalo websocket.');
  let printed = 0;
  const look = () => {
    const lines = existsSync(dir + '/heard') ? readFileSync(dir + '/heard', 'utf8').split('\\n') : [];
    for (; printed < lines.length - 1; printed += 1) console.log(lines[printed]);
    if (existsSync(dir + '/end')) process.exit(Number(readFileSync(dir + '/end', 'utf8')));
  };
  setInterval(look, 10);
  process.on('SIGTERM', () => process.exit(143));
} else if (words[0] === 'wait') {
  if (words[1] === 'politely') process.on('SIGTERM', () => process.exit(7));
  console.log('waiting');
  setInterval(() => {}, 1000);
} else if (words[0] === 'msg' && words[3] === 'refused') {
  console.error('Error: Zalo refuses this');
  process.exit(1);
} else if (words[0] === 'msg') {
  process.stdout.write('x'.repeat(200000) + '\\n{ message: { msgId: 7795362479016 } }\\n');
} else if (words[0] === 'cat') {
  process.stdin.pipe(process.stdout);
  process.stderr.write('to stderr');
} else process.exit(Number(words[1]) || 0);
`;

interface World {
  readonly user: ZaloUser;
  readonly other: string;
  readonly start: (...args: readonly string[]) => Run;
  readonly calls: () => Promise<readonly string[]>;
}

const aWorld = async (): Promise<World> => {
  const user = await zaloUser(zalo);
  const other = join(user.dir, 'other-zca');
  await writeFile(other, otherZca);
  await chmod(other, 0o755);
  return {
    user,
    other,
    start: (...args) => startZca([`--behind=${other}`, ...args], user.env),
    calls: async () => (await readFile(join(user.dir, 'calls'), 'utf8')).trim().split('\n'),
  };
};
const line = (msgId: string, content: string): string =>
  `${JSON.stringify({ threadId: '45', msgId, type: 0, content, timestamp: 1, metadata: { isGroup: false, fromId: '45' } })}\n`;
const contents = (run: Run): readonly string[] =>
  run
    .stdout()
    .split('\n')
    .filter((text) => text.startsWith('{"threadId"'))
    .map((text) => (JSON.parse(text) as { content: string }).content);

describe('a call that is passed through', () => {
  it.each(['0', '1', '42'])('exit code %s', async (code) => {
    const { start } = await aWorld();
    expect(await start('exit', code).done).toEqual({ code: Number(code), stdout: '', stderr: '' });
  });

  it('has the words as they are, and all three streams', async () => {
    const { user, other, calls } = await aWorld();
    const run = startZca([`--behind=${other}`, 'cat', '-x', '--', '--events', 'hai  từ'], user.env, 'pipe');
    run.child.stdin?.end('vào');
    expect(await run.done).toEqual({ code: 0, stdout: 'vào', stderr: 'to stderr' });
    expect((await calls()).map((call) => call.replace(/^\d+ /u, ''))).toEqual(['cat -x -- --events hai  từ']);
  });

  it('a signal reaches it, and its answer to the signal is ours', async () => {
    const { start } = await aWorld();
    const polite = start('wait', 'politely');
    await polite.until(/waiting/u);
    polite.child.kill('SIGTERM');
    expect((await polite.done).code).toBe(7);
    const rude = start('wait');
    await rude.until(/waiting/u);
    const ended = new Promise((resolve) => {
      rude.child.on('exit', (code, signal) => resolve([code, signal]));
    });
    rude.child.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
  });

  it('what it prints is whole, however much', async () => {
    const { start } = await aWorld();
    const { stdout, code } = await start('msg', 'send', '45', 'chào').done;
    expect([code, stdout.length]).toEqual([0, 200_000 + '\n{ message: { msgId: 7795362479016 } }\n'.length]);
  });
});

describe('it never finds itself', () => {
  it.each(['itself', 'by a link'])('%s', async (how) => {
    const user = await zaloUser(zalo);
    const script = join(import.meta.dirname, '..', '..', 'dist', 'zca.js');
    const link = join(user.dir, 'zca');
    await symlink(script, link);
    const { code, stdout, stderr } = await startZca(
      [`--behind=${how === 'itself' ? script : link}`, 'me', 'info'],
      user.env,
    ).done;
    expect([code, stdout]).toEqual([127, '']);
    expect(stderr).toMatch(/^Error: .+ is this program itself\./u);
  });

  it('through another launcher a nested call ends at once', async () => {
    const user = await zaloUser(zalo);
    const copy = join(user.dir, 'zca.mjs');
    await copyFile(join(import.meta.dirname, '..', '..', 'dist', 'zca.js'), copy);
    const launcher = join(user.dir, 'zca');
    await writeFile(
      launcher,
      `#!/bin/sh\necho run >> ${join(user.dir, 'runs')}\nexec ${process.execPath} ${copy} --behind=${launcher} "$@"\n`,
    );
    await chmod(launcher, 0o755);
    const child = spawn(launcher, ['me', 'info'], { env: user.env, stdio: 'ignore' });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(127);
    expect((await readFile(join(user.dir, 'runs'), 'utf8')).trim().split('\n')).toHaveLength(2);
  });

  it('a program that is not there is named', async () => {
    const user = await zaloUser(zalo);
    const { code, stderr } = await startZca(['--behind=/nowhere/openzca', 'me', 'info'], user.env).done;
    expect(code).toBe(127);
    expect(stderr).toContain('/nowhere/openzca is not there');
  });
});

describe('listen is shared', () => {
  it('one program listens, however many listen to it', async () => {
    const { start, calls, user } = await aWorld();
    const runs = [
      start('--profile', 'work', 'listen', '-r', '-k'),
      start('--profile', 'work', 'listen', '-r', '-k'),
    ];
    await Promise.all(runs.map(async (run) => run.until(/Connected/u)));
    const events = start('--profile', 'work', 'listen', '-r', '-k', '--events');
    await events.until(/Connected/u);
    await writeFile(join(user.dir, 'heard'), line('1', 'một') + line('2', 'hai') + line('1', 'một'));
    await Promise.all([...runs, events].map(async (run) => run.until(/hai/u)));
    for (const run of [...runs, events]) {
      expect(contents(run)).toEqual(['một', 'hai']);
      expect(run.stdout()).toMatch(
        /^Listening\.\.\. Press Ctrl\+C to stop\.\nConnected to Zalo websocket\.\n\{/u,
      );
    }
    expect((await calls()).map((call) => call.replace(/^\d+ /u, ''))).toEqual([
      '--profile work listen -r -k',
    ]);
  });

  it('a killed owner leaves a program that nobody reads: it is ended before there is another', {
    tags: ['long'],
  }, async () => {
    const { start, calls, user } = await aWorld();
    const owner = start('listen', '-r', '-k');
    await owner.until(/Connected/u);
    const reader = start('listen', '-r', '-k');
    await reader.until(/Connected/u);
    owner.child.kill('SIGKILL');
    await reader.until(/Connected[\s\S]*Connected/u);
    const [first, second] = (await calls()).map((call) => Number(call.split(' ')[0]));
    expect(startOf(first ?? 0)).toBeUndefined();
    await writeFile(join(user.dir, 'heard'), line('3', 'ba'));
    await reader.until(/ba/u);
    reader.child.kill('SIGTERM');
    expect((await reader.done).code).toBe(143);
    expect(startOf(second ?? 0)).toBeUndefined();
  });

  it('its end is ours, with what it says of it', { tags: ['long'] }, async () => {
    const { start, user } = await aWorld();
    const run = start('listen', '-r', '-k');
    await run.until(/Connected/u);
    await writeFile(join(user.dir, 'end'), '3');
    expect((await run.done).code).toBe(3);
  });

  it('what the gateway sends is told, with its text, what came of it and how long it took; nothing of a log-in is', async () => {
    const { start } = await aWorld();
    const run = start('listen', '-r', '-k', '--events');
    await run.until(/Connected/u);
    await start('auth', 'login', '--qr-path', '/secret.png').done;
    await start('msg', 'send', '45', 'xin chào').done;
    await start('msg', 'image', '82', '-u', 'https://h/p.png?token=secret', '-m', 'ảnh', '-g').done;
    await start('friend', 'list', '-j').done;
    expect((await start('msg', 'send', '45', 'refused').done).code).toBe(1);
    await run.until(/refused/u);
    const events = run
      .stdout()
      .split('\n')
      .filter((text) => text.startsWith('{"kind":"event"'))
      .map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(events).toMatchObject([
      {
        event: 'sent',
        call: 'msg send',
        threadId: '45',
        isGroup: false,
        text: 'xin chào',
        ok: true,
        exitCode: 0,
        msgId: '7795362479016',
        callerPid: process.pid,
      },
      {
        event: 'sent',
        call: 'msg image',
        threadId: '82',
        isGroup: true,
        text: 'ảnh',
        url: 'https://h/p.png',
        ok: true,
      },
      { event: 'sent', call: 'friend list', ok: true },
      { event: 'sent', call: 'msg send', ok: false, exitCode: 1, error: 'Error: Zalo refuses this' },
    ]);
    for (const { startedAtMs, tookMs } of events) {
      expect(Number(startedAtMs)).toBeGreaterThan(0);
      expect(Number(tookMs)).toBeGreaterThanOrEqual(0);
    }
    expect(run.stdout()).not.toMatch(/secret/u);
  });
});
