// The fake listener against the recordings of the real one: the recorded server's acts are done through the control file,
// the recorded lines must follow in the same order.
import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { ControlLine, MessageSpec } from '../../../src/simulator/control.ts';
import { feedFor } from '../../../src/simulator/feed-script.ts';
import { control, readZcaLog } from '../../../src/simulator/world-files.ts';
import { messageLine } from '../../../src/simulator/zca/message-line.ts';
import { until } from '../../support/until.ts';
import { quietWorld, type Running, recording, run, start } from '../fake-zca.ts';

const argv = ['listen', '-r', '-k'] as const;

const isMessage = (line: string): boolean => line.startsWith('{"threadId"');

/** What happened, without what differs from run to run. */
const story = (stdout: string): readonly string[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '' && !line.includes('"event":"heartbeat"'))
    .map((line) =>
      isMessage(line)
        ? `message ${String(JSON.parse(line).content)}`
        : line
            .replace(/"session_id":"[^"]+"/u, '"session_id":"S"')
            .replace(/"timestamp":\d+/u, '"timestamp":0'),
    );

const actOf = (event: string): ControlLine | undefined => {
  const code = /^server closes: \{"code":(\d+)\}$/u.exec(event)?.[1] ?? /^kicked (\d+)$/u.exec(event)?.[1];
  if (code !== undefined) return { type: 'kick', code: Number(code) };
  return event === 'session revoked'
    ? { type: 'session', profile: 'default', session: 'revoked' }
    : undefined;
};

/** Plays the server's side of a recording to a running fake. */
const serve = async (name: string, dir: string, fake: Running): Promise<void> => {
  let expected = 0;
  for (const row of recording(name).rows) {
    if (row.kind === 'event') {
      const act = actOf(row.text);
      if (act !== undefined) control(dir, act);
      if (row.text.startsWith('harness sends')) fake.child.kill('SIGTERM');
    }
    if (row.kind === 'stdout') {
      for (const line of row.text.split('\n').filter(isMessage)) {
        control(dir, {
          type: 'message',
          from: '4512345678900008042',
          text: String(JSON.parse(line).content),
        });
      }
      expected += story(row.text).length;
      const count = expected;
      await until(
        () => story(fake.stdout()).length >= count,
        `${count} lines; it printed:\n${fake.stdout()}${fake.stderr()}`,
      );
    }
  }
};

describe('a listener does what the real one did', () => {
  it.each([
    '87-listen-kick-3000-keepalive',
    '89-listen-kick-1006-keepalive',
    '91-listen-kick-3003-keepalive',
    '95-listen-supervised-kick-3000',
    '98-listen-recycle',
    '107-listen-revoked-then-kicked',
  ])('%s', async (name) => {
    const real = recording(name);
    const dir = await quietWorld({ speed: 20 });
    const fake = start(dir, real.argv);
    await serve(name, dir, fake);
    const { code, signal } = await fake.ended;
    expect(story(fake.stdout())).toEqual(story(real.stdout));
    expect(fake.stderr()).toBe(real.stderr);
    expect({ code, signal }).toEqual({ code: real.code, signal: null });
  });
});

interface RealMessage {
  readonly msgId: string;
  readonly ts: string;
  readonly toId: string;
  readonly senderId: string;
  readonly senderName: string;
  readonly threadId: string;
  readonly type: number;
  readonly content: string;
}

const mixed = (): readonly RealMessage[] =>
  recording('84-listen-mixed')
    .stdout.split('\n')
    .filter(isMessage)
    .map((line): RealMessage => JSON.parse(line));

const alice = { ownerId: '4512345678900000123', name: 'Alice Nguyễn' };
const bich = { ownerId: '4512345678900015961', name: 'Trần Thị Bích' };

/** The recorded messages by a word of their content, and how they are asked for here. */
const specs: readonly (readonly [word: string, spec: Partial<MessageSpec>])[] = [
  ['xin chào', { text: 'xin chào' }],
  ['dòng 1\ndòng 2', { text: 'dòng 1\ndòng 2' }],
  ['chào cả nhóm', { text: 'chào cả nhóm' }],
  ['@Alice ơi', { text: '@Alice ơi', mentions: [{ uid: '4512345678900000123', pos: 0, len: 6 }] }],
  ['ảnh đây', { kind: 'photo', text: 'ảnh đây' }],
  ['đồng ý', { text: 'đồng ý', quote: { ...alice, text: 'đi ăn không?' } }],
  ['trả lời nhóm', { text: 'trả lời nhóm', quote: { ...bich, text: 'gốc' } }],
  ['<non-text:chat.sticker>', { kind: 'sticker' }],
  ['Bài viết', { kind: 'link', text: 'Bài viết' }],
  ['báo cáo.txt', { kind: 'file', text: 'báo cáo.txt' }],
  ['<non-text:webchat>', { text: '   ' }],
  ['tin từ người lạ', { text: 'tin từ người lạ' }],
];

/** Made-up file names and hosts are not compared. */
const withoutPaths = (line: string): string =>
  line
    .replaceAll(/<MEDIA_DIR>\/[\w.-]+/gu, '<FILE>')
    .replaceAll(/<CONTROL>\/media\/page|https:\/\/example\.com\/bai-viet/gu, '<PAGE>');

describe('a line of `listen -r` is the recorded one, key by key', () => {
  it.each(specs)('%j', (word, spec) => {
    const real = mixed().find(({ content }) => content.endsWith(word) || content.startsWith(word));
    if (real === undefined) throw new Error(`no recorded message with ${word}`);
    const line = messageLine(
      { from: real.senderId, ...(real.type === 1 ? { groupId: real.threadId } : {}), ...spec },
      {
        selfId: '4512345678900000123',
        msgId: real.msgId,
        sentAtMs: Number(real.ts),
        senderName: real.senderName,
        mediaDir: '<MEDIA_DIR>',
      },
    );
    expect(withoutPaths(line)).toBe(withoutPaths(JSON.stringify(real)));
  });
});

describe('one listener a profile', () => {
  it('refuses the second with the pid of the first; another profile is free; the lock of a dead one is no lock', async () => {
    const dir = await quietWorld();
    control(dir, { type: 'session', profile: 'work', session: 'active' });
    const first = start(dir, argv);
    await first.sees('Connected');
    const second = await run(dir, argv);
    const real = recording('99-listen-second-same-profile');
    expect(second).toEqual({
      code: real.code,
      stdout: '',
      stderr: real.stderr.replace('<PID>', String(first.child.pid)),
    });
    await start(dir, ['--profile', 'work', ...argv]).sees('Connected');
    first.child.kill('SIGKILL');
    await first.ended;
    await start(dir, argv).sees('Connected');
  });
});

describe('what a test can make a listener do', () => {
  const listening = async (
    options: Parameters<typeof quietWorld>[0] = {},
  ): Promise<{ dir: string; fake: Running }> => {
    const dir = await quietWorld(options);
    const fake = start(dir, argv);
    await fake.sees('Connected');
    return { dir, fake };
  };

  it.each<[string, ControlLine, number]>([
    ['exit 0', { type: 'exit', code: 0 }, 0],
    ['crash', { type: 'crash' }, 1],
    ['recycle', { type: 'recycle' }, 75],
  ])('%s', async (_, line, code) => {
    const { dir, fake } = await listening();
    control(dir, line);
    expect(await fake.ended).toEqual({ code, signal: null });
  });

  it('is deaf after an unknown close, and does not notice', async () => {
    const { dir, fake } = await listening();
    control(dir, { type: 'kick', code: 3003 });
    control(dir, { type: 'message', from: '1', text: 'ai nghe không' });
    control(dir, { type: 'print', stdout: 'later\n' });
    await fake.sees('later');
    expect(fake.stdout()).not.toContain('ai nghe không');
  });

  it('prints raw bytes, bursts with ascending ids, and only what concerns its profile', async () => {
    const { dir, fake } = await listening();
    control(dir, {
      type: 'print',
      stdoutBase64: Buffer.from([0xe1, 0xbb]).toString('base64'),
      stderr: 'warn\n',
    });
    control(dir, { type: 'message', profile: 'work', from: '1', text: 'elsewhere' });
    control(dir, { type: 'burst', count: 300 });
    await fake.sees('#300/300');
    await fake.sees('warn');
    expect(fake.bytes().includes(Buffer.from([0xe1, 0xbb, 0x7b]))).toBe(true);
    expect(fake.stdout()).not.toContain('elsewhere');
    const ids = [...fake.stdout().matchAll(/"msgId":"(\d+)"/gu)].map(([, id]) => BigInt(id ?? 0));
    expect(ids).toHaveLength(300);
    expect(ids.every((id, at) => at === 0 || id > (ids[at - 1] ?? 0n))).toBe(true);
  });

  it('ignores SIGTERM when asked to, and logs it', async () => {
    const { dir, fake } = await listening({ switches: { ignoreSignals: true } });
    fake.child.kill('SIGTERM');
    await until(() => readZcaLog(dir).some(({ kind }) => kind === 'signal'), 'the signal in the log');
    control(dir, { type: 'message', from: '1', text: 'vẫn đây' });
    await fake.sees('vẫn đây');
    fake.child.kill('SIGKILL');
    expect(await fake.ended).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('goes on when its reader has gone', async () => {
    const { dir, fake } = await listening();
    fake.child.stdout?.destroy();
    control(dir, { type: 'burst', count: 50 });
    control(dir, { type: 'print', stderr: 'still here\n' });
    await fake.sees('still here');
    expect(fake.child.exitCode).toBeNull();
  });

  it('ends with its world, and with the process the world belongs to', async () => {
    const { dir, fake } = await listening({ ownerPid: process.pid });
    await rm(dir, { recursive: true });
    expect(await fake.ended).toEqual({ code: 0, signal: null });
    const orphan = start(await quietWorld({ ownerPid: 2 ** 30 }), argv);
    expect(await orphan.ended).toEqual({ code: 0, signal: null });
  });
});

describe('the lively feed', () => {
  it('begins by itself, with the time of now, and goes on where it was after a restart', async () => {
    const dir = await quietWorld({ isLively: true, speed: 200 });
    const first = start(dir, argv);
    const [one, two] = feedFor('default');
    await first.sees(String(two?.message.text));
    const line = first.stdout().split('\n').find(isMessage) ?? '';
    const { content, timestamp, ts }: { content: string; timestamp: number; ts: string } = JSON.parse(line);
    expect(content).toBe(one?.message.text);
    expect(Math.abs(Date.now() - Number(ts))).toBeLessThan(60_000);
    expect(timestamp).toBe(Math.floor(Number(ts) / 1000));
    first.child.kill('SIGTERM');
    await first.ended;
    const again = start(dir, argv);
    await until(() => again.stdout().split('\n').some(isMessage), 'a message');
    expect(again.stdout()).not.toContain(String(one?.message.text));
  });

  it('pauses when told to', async () => {
    const dir = await quietWorld({ isLively: true, speed: 200 });
    control(dir, { type: 'feed', running: false });
    const fake = start(dir, argv);
    await fake.sees('Connected');
    for (const text of ['only me', 'only me again']) {
      control(dir, { type: 'message', from: '1', text });
      await fake.sees(`"${text}"`);
    }
    expect(story(fake.stdout()).filter((line) => line.startsWith('message'))).toEqual([
      'message only me',
      'message only me again',
    ]);
  });
});

describe('a connection that zca does not mend', () => {
  const connections = (stdout: string): number => stdout.split('Connected to Zalo').length - 1;

  it('1006 that is not on the list of the server: told, and the process hears nothing more', async () => {
    const dir = await quietWorld({ speed: 20 });
    const fake = start(dir, ['listen', '-r', '-k']);
    await until(() => connections(fake.stdout()) === 1, 'it connects');
    control(dir, { type: 'kick', code: 1006, isListed: false });
    await until(() => fake.stdout().includes('Listener closed (1006)'), 'the close is told');
    control(dir, { type: 'message', from: '4512345678900008042', text: 'nobody hears this' });
    control(dir, { type: 'print', stdout: 'still alive\n' });
    await until(() => fake.stdout().includes('still alive'), 'the process lives on');
    expect(fake.stdout()).not.toContain('nobody hears this');
    expect(connections(fake.stdout())).toBe(1);
    fake.child.kill('SIGTERM');
    await fake.ended;
  });

  it('breaks by itself after 22 to 50 s of the story', async () => {
    const dir = await quietWorld({ speed: 200, switches: { breaks: 1006 } });
    const fake = start(dir, ['listen', '-r', '-k']);
    await until(() => fake.stdout().includes('Listener closed (1006)'), 'it breaks');
    fake.child.kill('SIGTERM');
    await fake.ended;
  });
});
