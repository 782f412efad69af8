import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFeedExport, type ExportedMessage, exportedMessage } from '../../../src/core/feed/export.ts';
import { seriesOf } from '../../../src/core/shared/series.ts';
import { aMessage, anApproved, anId, aState, nowMs } from '../../support/builders.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { type OwnedDisk, ownedFiles } from '../../support/owned-files.ts';
import { tempDir } from '../../support/temp-dir.ts';

const message = aMessage({
  id: '7700',
  sentAtMs: nowMs,
  receivedAtMs: nowMs + 1_500,
  isGroup: true,
  text: 'dòng một\ndòng hai "x" \u2028',
  media: { kind: 'image', count: 2 },
  quote: 'Bình: mấy giờ?',
});
const state = aState({ feed: { messages: [message] }, pairing: { approved: [anApproved('shop', anId)] } });

const open = async () => {
  const homeDir = await tempDir();
  return {
    homeDir,
    service: createFeedExport({ clock: createFakeClock(), homeDir, cwd: homeDir, getState: () => state }),
  };
};

describe('an exported message', () => {
  it('has the shape the documents promise', () => {
    expect(exportedMessage(state, message, nowMs)).toEqual({
      account: 'shop',
      id: '7700',
      sentAt: '2026-11-22T14:02:01.000Z',
      receivedAt: '2026-11-22T14:02:02.500Z',
      direction: 'in',
      thread: { kind: 'group', id: message.threadId, name: 'Nhóm bán hàng' },
      sender: { id: anId, name: 'Nguyễn An' },
      text: 'dòng một\ndòng hai "x" \u2028',
      media: { kind: 'image', count: 2 },
      quote: 'Bình: mấy giờ?',
      verdict: {
        kind: 'reply',
        answered: true,
        rules: expect.arrayContaining([expect.objectContaining({ path: 'channels.zalouser.groups' })]),
      },
      raw: message.raw,
    } satisfies ExportedMessage);
  });

  it('says where the text was not seen', () => {
    const unseen = aMessage({ id: '5', isGroup: true, senderId: '', text: '', raw: '', isTextUnseen: true });
    expect(exportedMessage(state, unseen, nowMs)).toMatchObject({
      text: '',
      isTextUnseen: true,
      sender: { id: '' },
      verdict: null,
    });
    expect(exportedMessage(state, message, nowMs)).not.toHaveProperty('isTextUnseen');
  });

  it('leaves out what is not known, and bears a clock that says anything', () => {
    const { senderName: _, ...nameless } = aMessage({
      senderId: '999',
      sentAtMs: Number.MAX_VALUE,
      isOwn: true,
    });
    const exported = exportedMessage(aState(), nameless, nowMs);
    expect(exported).toMatchObject({
      direction: 'out',
      sentAt: '',
      thread: { kind: 'direct' },
      sender: { id: '999' },
    });
    expect(exported).not.toHaveProperty('media');
    expect(exported.sender).not.toHaveProperty('name', expect.anything());
  });
});

describe('saving the feed', () => {
  it('writes a line a message, for the operator alone, and leaves nothing else behind', async () => {
    const { homeDir, service } = await open();
    const messages = seriesOf(Array.from({ length: 1_203 }, (_, index) => aMessage({ id: String(index) })));
    const outcome = await service.save({ path: '~/feed.ndjson', messages, mayReplace: false });
    const file = join(homeDir, 'feed.ndjson');
    expect(outcome).toEqual({ ok: true, sentence: `Saved 1203 messages to ${file}` });
    const lines = (await readFile(file, 'utf8')).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => (JSON.parse(line) as ExportedMessage).id)).toEqual(
      messages.map(({ id }) => id),
    );
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(homeDir)).toEqual(['feed.ndjson']);
  });

  it.each([
    ['~/a.ndjson', 'a.ndjson'],
    ['  b.ndjson ', 'b.ndjson'],
    ['./sub/../c.ndjson', 'c.ndjson'],
    ['~x', '~x'],
  ])('finds its way: %s', async (typed, name) => {
    const { homeDir, service } = await open();
    expect(await service.check(typed)).toEqual({ ok: true, path: join(homeDir, name), exists: false });
  });

  it('never replaces a file unasked, and then only whole', async () => {
    const { homeDir, service } = await open();
    const file = join(homeDir, 'feed.ndjson');
    await writeFile(file, 'mine', { mode: 0o644 });
    expect(await service.check(file)).toMatchObject({ ok: true, exists: true });
    const refused = await service.save({ path: file, messages: [message], mayReplace: false });
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'export-failed', sentence: expect.stringContaining('is there already') },
    });
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect(await service.save({ path: file, messages: [message], mayReplace: true })).toMatchObject({
      ok: true,
    });
    expect(await readFile(file, 'utf8')).toContain('"7700"');
    expect((await stat(file)).mode & 0o777).toBe(0o644);
  });

  it.each<[string, Partial<OwnedDisk>, string | undefined]>([
    ['root replaces it', { user: 0 }, undefined],
    ['somebody else would replace it', {}, 'belongs to another user'],
    [
      'a list of it cannot be kept',
      { user: 0, lists: new Set(['feed.ndjson']), canCopyLists: false },
      'has an access list',
    ],
  ])(
    'a file of another user stays theirs: %s',
    async (_, { lists = new Set<string>(), ...disk }, refusal) => {
      const homeDir = await tempDir();
      const file = join(homeDir, 'feed.ndjson');
      await writeFile(file, 'theirs');
      const owners = new Map([[file, { uid: 1001, gid: 1001 }]]);
      const listed = new Set([...lists].map((name) => join(homeDir, name)));
      const files = ownedFiles({
        user: 1000,
        groups: [1000],
        owners,
        canCopyLists: true,
        ...disk,
        lists: listed,
      });
      const service = createFeedExport({ clock: createFakeClock(), homeDir, getState: () => state, files });
      const outcome = await service.save({ path: file, messages: [message], mayReplace: true });
      expect(outcome).toMatchObject(
        refusal === undefined ? { ok: true } : { error: { sentence: expect.stringContaining(refusal) } },
      );
      expect(await files.entry(file)).toMatchObject({ uid: 1001, gid: 1001 });
      expect(await readFile(file, 'utf8')).toContain(refusal === undefined ? '"7700"' : 'theirs');
      expect(await readdir(homeDir)).toEqual(['feed.ndjson']);
    },
  );

  it.each<[string, (dir: string) => Promise<string>, string]>([
    ['nothing typed', async () => '  ', 'There is no name for the file.'],
    ['a folder', async (dir) => dir, 'is a folder'],
    ['a folder that is not there', async (dir) => join(dir, 'none', 'x.ndjson'), 'is not there'],
    ['a path that ends like a folder', async (dir) => `${dir}/new/`, 'is a folder'],
    [
      'a file for a folder',
      async (dir) => {
        await writeFile(join(dir, 'file'), '');
        return join(dir, 'file', 'x.ndjson');
      },
      'is not there',
    ],
    [
      'a link, whatever it leads to',
      async (dir) => {
        await writeFile(join(dir, 'target'), 'mine');
        await symlink(join(dir, 'target'), join(dir, 'link'));
        return join(dir, 'link');
      },
      'is not a plain file',
    ],
    ['a device', async () => '/dev/null', 'is not a plain file'],
    ['a name too long', async (dir) => join(dir, 'x'.repeat(300)), 'is too long'],
  ])('refuses %s, in words, with a next step', async (_, prepare, sentence) => {
    const { homeDir, service } = await open();
    const path = await prepare(homeDir);
    for (const outcome of [
      await service.check(path),
      await service.save({ path, messages: [message], mayReplace: true }),
    ]) {
      expect(outcome).toMatchObject({
        ok: false,
        error: { code: 'export-failed', sentence: expect.stringContaining(sentence) },
      });
      expect(outcome.ok ? undefined : outcome.error.hint).toBeTruthy();
    }
  });

  it.skipIf(process.getuid?.() === 0)('leaves nothing behind in a folder it may not write to', async () => {
    const { homeDir, service } = await open();
    const dir = join(homeDir, 'locked');
    await mkdir(dir);
    await chmod(dir, 0o500);
    expect(
      await service.save({ path: join(dir, 'x'), messages: [message], mayReplace: false }),
    ).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('may not write') },
    });
    await chmod(dir, 0o700);
    expect(await readdir(dir)).toEqual([]);
  });

  it('takes its place back when the writing fails', async () => {
    const homeDir = await tempDir();
    const service = createFeedExport({
      clock: createFakeClock(),
      homeDir,
      getState: () => {
        throw new Error('no state');
      },
    });
    expect(await service.save({ path: '~/x.ndjson', messages: [message], mayReplace: false })).toMatchObject({
      ok: false,
    });
    expect(await readdir(homeDir)).toEqual([]);
  });
});
