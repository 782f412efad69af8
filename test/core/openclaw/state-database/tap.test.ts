import {
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  databaseFile,
  type TapNews,
  type TapStatus,
  tapEveryMs,
  watchStateDatabase,
} from '../../../../src/core/openclaw/state-database/tap.ts';
import { createFakeClock, settle } from '../../../support/fake-clock.ts';
import { createStateDatabase, type StoredMessage } from '../../../support/state-database.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { until } from '../../../support/until.ts';

const startMs = Date.UTC(2026, 10, 22, 16);
const aMessage = (id: number, more: Partial<StoredMessage> = {}): StoredMessage => ({
  id: String(7_000_000_000_000 + id),
  atMs: startMs + 1_000 + id,
  ...more,
});

const aTap = async (stateDir?: string) => {
  const dir = stateDir ?? (await tempDir());
  const clock = createFakeClock(startMs);
  const news: TapNews[] = [];
  const statuses: TapStatus[] = [];
  const start = () => {
    const tap = watchStateDatabase({
      stateDir: dir,
      clock,
      onNews: (one) => news.push(one),
      onStatus: (status) => statuses.push(status),
      // Nothing wakes it but the test.
      watch: () => ({ close: () => undefined }),
    });
    onTestFinished(() => tap.close());
    return tap;
  };
  return { dir, clock, news, statuses, start, received: () => news.flatMap(({ received }) => received) };
};

const aWatched = async () => {
  const world = await aTap();
  const gateway = createStateDatabase(world.dir);
  const tap = world.start();
  world.news.length = 0;
  return { ...world, gateway, tap };
};

describe('the tap at the database', () => {
  it('tells a message with its text while the gateway has it, and without afterwards', async () => {
    const { gateway, tap, received } = await aWatched();
    gateway.receive(aMessage(1));
    tap.look();
    gateway.complete(aMessage(1));
    gateway.receive(aMessage(2));
    gateway.complete(aMessage(2));
    tap.look();
    tap.look();
    expect(received().map(({ messageId, raw }) => [messageId, raw !== undefined])).toEqual([
      [aMessage(1).id, true],
      [aMessage(2).id, false],
    ]);
  });

  it('begins with what has its text still, and tells nothing of what is done with', async () => {
    const { dir, start, received } = await aTap();
    const gateway = createStateDatabase(dir);
    const [done, old, waiting] = [
      aMessage(1),
      aMessage(2, { atMs: startMs - 90_000_000 }),
      aMessage(3, { atMs: startMs - 5_000 }),
    ];
    for (const message of [done, old, waiting]) gateway.receive(message);
    gateway.complete(done);
    start();
    expect(received().map(({ messageId }) => messageId)).toEqual([waiting.id]);
  });

  it('tells what was sent and what Zalo refused, each once', async () => {
    const { gateway, tap, news } = await aWatched();
    const answers = () => news.flatMap((one) => one.answers);
    gateway.deliver({
      id: 'a',
      to: '4512345678900008042',
      text: 'Dạ còn ạ',
      state: 'producer_claimed',
      atMs: startMs,
    });
    gateway.deliver({ id: 'b', to: 'group:8212', text: 'Chào', account: 'work', atMs: startMs });
    tap.look();
    expect(answers()).toEqual([]);
    gateway.delivered('a');
    gateway.deliver({
      id: 'b',
      to: 'group:8212',
      text: 'Chào',
      account: 'work',
      error: 'refused (114)',
      atMs: startMs,
    });
    tap.look();
    gateway.deliver({
      id: 'b',
      to: 'group:8212',
      text: 'Chào',
      account: 'work',
      error: 'refused (114)',
      status: 'failed',
      atMs: startMs,
    });
    tap.look();
    expect(
      answers().map(({ accountId, threadId, text, error }) => [accountId, threadId, text, error]),
    ).toEqual([
      ['work', '8212', 'Chào', 'refused (114)'],
      ['default', '4512345678900008042', 'Dạ còn ạ', undefined],
    ]);
  });

  it('tells a message that the gateway gives up', async () => {
    const { gateway, tap, news } = await aWatched();
    gateway.receive(aMessage(1));
    tap.look();
    gateway.fail(aMessage(1), 'no model');
    tap.look();
    tap.look();
    expect(news.flatMap(({ failed }) => failed.map(({ failure }) => failure))).toEqual(['no model']);
  });

  it('tells of pairing when it changes: a request with its code and the id the gateway knows it by', async () => {
    const { gateway, tap, news } = await aWatched();
    gateway.ask({
      sender: '700000000000009',
      code: 'SRVNAS7B',
      name: 'Người Lạ',
      at: '2026-11-30T06:16:05.527Z',
    });
    tap.look();
    gateway.receive(aMessage(1));
    tap.look();
    gateway.decide('700000000000009', true);
    tap.look();
    gateway.revoke('700000000000009');
    tap.look();
    const told = news.flatMap(({ pairing }) => pairing ?? []);
    expect(told.map(({ requests, approved }) => [requests.length, approved.length])).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    // As the gateway itself named this very request.
    expect(told[0]?.requests[0]).toMatchObject({
      code: 'SRVNAS7B',
      requestId: 'V1CQ0eyXQxkVJccvA52tDrLE_JsN67oJ',
    });
  });

  it('reads nothing while nothing was written', async () => {
    const { clock, tap, news } = await aWatched();
    tap.look();
    await clock.advanceAndSettle(10 * tapEveryMs);
    expect(news).toEqual([]);
  });

  it('says why a database of another version is not read, or one that lacks a column', async () => {
    const other = await aTap();
    createStateDatabase(other.dir, 19);
    other.start();
    expect(other.statuses).toMatchObject([{ status: 'unusable', error: { code: 'unsupported-here' } }]);
    expect(JSON.stringify(other.statuses)).toContain('(19)');
    const without = await aTap();
    createStateDatabase(without.dir).database.exec(
      'alter table delivery_queue_entries drop column last_error',
    );
    without.start();
    expect(without.statuses).toMatchObject([
      { status: 'unusable', error: { detail: 'no delivery_queue_entries.last_error' } },
    ]);
    expect([...other.news, ...without.news]).toEqual([]);
  });

  it('waits for a database that is not there yet, and goes along with one that is put in its place', async () => {
    const { dir, clock, statuses, received, start } = await aTap();
    const tap = start();
    expect(statuses).toEqual([{ status: 'absent' }]);
    const first = createStateDatabase(dir);
    await until(async () => {
      await clock.advanceAndSettle(tapEveryMs);
      return statuses.length === 2;
    }, 'the tap to open the database');
    first.receive(aMessage(1));
    first.complete(aMessage(1));
    first.database.close();
    const file = databaseFile(dir);
    renameSync(file, `${file}.old`);
    for (const rest of ['-wal', '-shm']) rmSync(`${file}${rest}`, { force: true });
    const second = createStateDatabase(dir);
    const later = aMessage(5, { atMs: clock.now() + 1 });
    for (const message of [aMessage(1), later]) second.receive(message);
    await until(async () => {
      await clock.advanceAndSettle(tapEveryMs);
      return received().some(({ messageId }) => messageId === later.id);
    }, 'the message in the new database');
    tap.close();
    await settle();
    expect(statuses.map(({ status }) => status)).toEqual(['absent', 'watching']);
  });

  it('says what is wrong with a file that is no database, and comes back', async () => {
    const { dir, clock, statuses, start } = await aTap();
    mkdirSync(join(dir, 'state'));
    writeFileSync(databaseFile(dir), 'no database at all, but quite long '.repeat(40));
    start();
    expect(statuses).toMatchObject([{ status: 'unusable', error: { code: 'store-unreadable' } }]);
    rmSync(databaseFile(dir));
    createStateDatabase(dir);
    await until(async () => {
      await clock.advanceAndSettle(tapEveryMs);
      return statuses.at(-1)?.status === 'watching';
    }, 'the tap to come back');
    expect(statuses).toHaveLength(2);
  });

  it('leaves the database as it is, to the byte, and two of them are none too many', async () => {
    const { dir, gateway, tap, start, news } = await aWatched();
    const second = start();
    gateway.receive(aMessage(1));
    const before = readFileSync(databaseFile(dir));
    tap.look();
    second.look();
    expect(news.filter(({ received }) => received.length > 0)).toHaveLength(2);
    tap.close();
    second.close();
    expect(readFileSync(databaseFile(dir)).equals(before)).toBe(true);
    gateway.receive(aMessage(2));
    expect(gateway.database.prepare('pragma quick_check').get()).toEqual({ quick_check: 'ok' });
  });

  it.runIf(process.geteuid?.() === 0)(
    'leaves to the owner of the database what a reader makes beside it',
    async () => {
      const { dir, start, statuses } = await aTap();
      createStateDatabase(dir).database.close();
      chownSync(databaseFile(dir), 4_242, 4_242);
      start();
      expect(statuses).toEqual([{ status: 'watching' }]);
      const owners = readdirSync(join(dir, 'state')).map((name) => [
        name,
        statSync(join(dir, 'state', name)).uid,
      ]);
      expect(owners.filter(([, uid]) => uid !== 4_242)).toEqual([]);
    },
  );

  it('is woken by the writes themselves: each of 200 messages is told with its text, though no timer goes off', async () => {
    const dir = await tempDir();
    const gateway = createStateDatabase(dir);
    const seen = new Map<string, boolean>();
    const tap = watchStateDatabase({
      stateDir: dir,
      clock: createFakeClock(startMs),
      onNews: ({ received }) => {
        for (const { messageId, raw } of received) seen.set(messageId, raw !== undefined);
      },
      onStatus: () => undefined,
    });
    onTestFinished(() => tap.close());
    const all = Array.from({ length: 200 }, (_, index) => aMessage(index));
    for (const [index, message] of all.entries()) {
      gateway.receive(message);
      if (index % 4 !== 3) continue;
      await until(() => seen.size === index + 1, `message ${index}`);
      for (const told of all.slice(index - 3, index + 1)) gateway.complete(told);
    }
    expect([...seen.values()].filter((hasText) => !hasText)).toEqual([]);
  });
});
