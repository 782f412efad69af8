import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runZca, useZalo, type Zalo, type ZaloUser, zaloUser } from '../../support/zalo.ts';

const friend = '4512345678900008042';
const group = '8212345678900001330';
const pictureUrl = 'https://photo-emu.zdn.vn/a/200x100.png';

let zalo: Zalo;
let user: ZaloUser;
beforeAll(async () => {
  zalo = await useZalo();
});
beforeEach(async () => {
  await zalo.post('/reset');
  user = await zaloUser(zalo);
  await user.logIn();
});

/** Sends, and tells what arrived at Zalo. */
const sent = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await runZca(['msg', ...args], user.env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/msgId: \d+/u);
  return zalo.list('/sent');
};

describe('texts', () => {
  it('arrive whole: lines, dashes, emoji, quotes, what looks like a flag', async () => {
    const text = '-g\n“Chào”\t$HOME `x` 👨‍👩‍👧 \\n';
    expect(await sent('send', friend, '--', text)).toMatchObject([{ kind: 'text', threadId: friend, text }]);
  });

  it('marks become styles, or stay as they are', async () => {
    expect(await sent('send', friend, '**Chào** bạn')).toMatchObject([
      { text: 'Chào bạn', styles: [{ start: 0, len: 4, st: 'b' }] },
    ]);
    expect((await sent('send', '-g', '--raw', group, '**Chào** bạn'))[1]).toMatchObject({
      threadId: group,
      group: true,
      text: '**Chào** bạn',
    });
  });

  it('a blank one is refused before Zalo is asked', async () => {
    expect(await runZca(['msg', 'send', friend, ' \n'], user.env)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Error: Missing message content\n',
    });
    expect(await zalo.list('/requests')).toEqual([]);
  });
});

describe('pictures', { tags: ['long'] }, () => {
  it('from an address, with its caption', async () => {
    const [message] = await sent('image', friend, '-u', pictureUrl, '-m', 'chú thích');
    expect(message).toMatchObject({ kind: 'image', threadId: friend });
    expect(message?.['params']).toMatchObject({ desc: 'chú thích', width: 200, height: 100 });
  });

  it('from a file, in a group; several keep the caption at the first', async () => {
    const file = join(user.dir, 'ảnh của tôi');
    await writeFile(file, PNG.sync.write(new PNG({ width: 30, height: 20 })));
    const messages = await sent('image', '-g', group, file, '-u', pictureUrl, '-m', 'hai ảnh');
    expect(
      messages.map(({ kind, threadId, params }) => [kind, threadId, (params as { desc: string }).desc]),
    ).toEqual([
      ['image', group, 'hai ảnh'],
      ['image', group, ''],
    ]);
  });

  it('what turns out to be none goes as a link', async () => {
    const url = `${pictureUrl.replace('/a/200x100.png', '')}/file/1/b%C3%A1o.txt`;
    expect(await sent('image', friend, '-u', url, '-m', 'đây')).toMatchObject([
      { kind: 'link', href: url, text: `đây ${url}` },
    ]);
  });

  it.each([
    ['nothing is named', [], 'Error: Name what to send: a file, or -u and its address\n'],
    ['a file is not there', ['/no/such.png'], 'Error: /no/such.png cannot be read (ENOENT)\n'],
    [
      'a file is none',
      ['/etc/passwd'],
      'Error: Only pictures can be sent from a file (PNG, JPEG, GIF, WebP): /etc/passwd\n',
    ],
    ['an address leads nowhere', ['-u', 'https://unreachable.invalid/x.png'], 'Error: fetch failed\n'],
  ])('%s', async (_, args, stderr) => {
    expect(await runZca(['msg', 'image', friend, ...args], user.env)).toEqual({
      code: 1,
      stdout: '',
      stderr,
    });
    expect(await zalo.list('/sent')).toEqual([]);
  });
});

it('videos and recordings go by their address; the caption of a recording follows it', {
  tags: ['long'],
}, async () => {
  const url = 'https://photo-emu.zdn.vn/clip.mp4';
  expect(await sent('video', friend, '-u', url, '-m', 'xem')).toMatchObject([
    { kind: 'video', threadId: friend, videoUrl: url, title: 'xem' },
  ]);
  expect(
    (await sent('voice', '-g', group, '-u', 'https://photo-emu.zdn.vn/a.mp3', '-m', 'nghe')).slice(1),
  ).toMatchObject([
    { kind: 'voice', threadId: group },
    { kind: 'text', threadId: group, text: 'nghe' },
  ]);
  expect((await runZca(['msg', 'video', friend, '/tmp/x.mp4'], user.env)).stderr).toBe(
    'Error: Only a video with an address (http, https) can be sent: /tmp/x.mp4\n',
  );
});

it('a link, to a person and to a group', async () => {
  expect(await sent('link', friend, 'https://example.com/bai')).toMatchObject([
    { kind: 'link', threadId: friend, href: 'https://example.com/bai' },
  ]);
  expect((await sent('link', '-g', group, 'https://example.com/bai'))[1]).toMatchObject({ threadId: group });
});
