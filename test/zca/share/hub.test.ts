import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OwnerRecord } from '../../../src/zca/share/election.ts';
import { Hub, type HubOptions } from '../../../src/zca/share/hub.ts';
import type { SharedLine, ToldCall } from '../../../src/zca/share/protocol.ts';
import { type ReaderOptions, readSession } from '../../../src/zca/share/reader.ts';
import { type Message, Recent } from '../../../src/zca/share/recent.ts';
import { tempDir } from '../../support/temp-dir.ts';

const key = 'k'.repeat(32);
const message = (index: number, atMs = 1_000): Message => ({
  type: 'line',
  text: `{"n":${index}}`,
  id: `u${index}`,
  atMs,
});

const startHub = async (parts: Partial<HubOptions> = {}) => {
  const recent = new Recent();
  const told: ToldCall[] = [];
  const had: SharedLine[] = [];
  let joined = (): void => {};
  const hub = new Hub({
    key,
    isConnected: () => true,
    recent: () => recent.lines(1_000),
    hasSeen: (id) => recent.has(id),
    onReader: () => joined(),
    onTold: (call) => told.push(call),
    onHave: (lines) => had.push(...lines),
    ...parts,
  });
  const socket = join(await tempDir(), 's');
  await hub.listen(socket);
  onTestFinished(async () => hub.close());
  return {
    hub,
    recent,
    told,
    had,
    socket,
    whenJoined: () =>
      new Promise<void>((resolve) => {
        joined = resolve;
      }),
    say: (line: Message) => {
      recent.add(line);
      hub.publish(line);
    },
  };
};

const reader = (address: string, parts: Partial<ReaderOptions> & { readonly key?: string } = {}) => {
  const heard: string[] = [];
  const socket: Socket = connect(address);
  const record: OwnerRecord = { v: 1, id: 'i', key: parts.key ?? key, pid: 1, socket: address };
  let look = (): void => {};
  const note = (text: string): void => {
    heard.push(text);
    look();
  };
  const ended = readSession(socket, record, {
    wantsEvents: false,
    seen: undefined,
    sinceMs: 0,
    onWelcome: (isConnected) => note(`welcome ${isConnected}`),
    onFrame: (frame) => note(frame.type === 'line' ? frame.text : frame.event.event),
    onLost: (lines) => note(`lost ${lines}`),
    find: () => [],
    signal: new AbortController().signal,
    ...parts,
  });
  const until = (last: string): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (heard.at(-1) === last) resolve();
      };
      look();
    });
  return { heard, socket, ended, until };
};

describe('who joins', () => {
  it('is welcomed, told what came since it began and what comes, and that it has ended', async () => {
    const { hub, say, socket, whenJoined } = await startHub();
    say(message(1, 500));
    say(message(2, 1_000));
    const joined = whenJoined();
    const one = reader(socket, { sinceMs: 700 });
    await joined;
    say(message(3));
    await one.until('{"n":3}');
    expect(one.heard).toEqual(['welcome true', '{"n":2}', '{"n":3}']);
    await hub.close();
    expect(await one.ended).toBe('closed');
  });

  it('hears of events only if it wants them, and of the rest in the same order', async () => {
    const { hub, socket, say, whenJoined } = await startHub();
    const [first, second] = [whenJoined(), reader(socket)];
    await first;
    const again = whenJoined();
    const third = reader(socket, { wantsEvents: true });
    await again;
    say(message(1));
    hub.publish({ type: 'event', event: { event: 'reaction' } });
    say(message(2));
    await Promise.all([second.until('{"n":2}'), third.until('{"n":2}')]);
    expect(second.heard.slice(1)).toEqual(['{"n":1}', '{"n":2}']);
    expect(third.heard.slice(1)).toEqual(['{"n":1}', 'reaction', '{"n":2}']);
  });

  it('after a change of owner has what it has not seen, and gives what the new owner has not', async () => {
    const { say, socket, had, whenJoined } = await startHub();
    for (const index of [1, 2]) say(message(index));
    const joined = whenJoined();
    let asked: readonly string[] = [];
    const one = reader(socket, {
      seen: ['u1', 'u9'],
      find: (ids) => {
        asked = ids;
        return [message(9)];
      },
    });
    await joined;
    await one.until('{"n":2}');
    expect(one.heard).toEqual(['welcome true', '{"n":2}']);
    await new Promise<void>((resolve) => {
      const look = (): void => (had.length > 0 ? resolve() : void setImmediate(look));
      look();
    });
    expect(asked).toEqual(['u9']);
    expect(had).toEqual([message(9)]);
  });

  it('is sent away without the key', async () => {
    const { socket } = await startHub();
    const one = reader(socket, { key: 'guess' });
    expect(await one.ended).toBe('key');
    expect(one.heard).toEqual([]);
  });

  it.each([
    '{"type":"told"}\n',
    'GET / HTTP/1.1\n',
    '\0\n',
    `{"type":"told","call":${JSON.stringify({ call: 'x' })}}\n`,
  ])('and begins with %j: nothing is heard of it', async (text) => {
    const { socket, told } = await startHub();
    const stranger = connect(socket);
    stranger.on('error', () => {});
    stranger.write(text);
    await once(stranger, 'close');
    expect(told).toEqual([]);
  });
});

it('one that stops reading loses its own oldest lines and hears how many; the other misses nothing', async () => {
  const { say, socket, whenJoined } = await startHub({ limitBytes: 1_048_576 });
  const first = whenJoined();
  const stopped = reader(socket);
  await first;
  stopped.socket.pause();
  const second = whenJoined();
  const other = reader(socket);
  await second;
  const count = 4_000;
  for (let index = 1; index <= count; index += 1) {
    const text = JSON.stringify({ n: index, text: 'x'.repeat(1_000) });
    say({ ...message(index), text });
    if (index % 200 === 0) await other.until(text);
  }
  say(message(0));
  await other.until('{"n":0}');
  expect(other.heard).toHaveLength(count + 2);
  stopped.socket.resume();
  await stopped.until('{"n":0}');
  const numbers = stopped.heard.flatMap((text) =>
    text.startsWith('{') ? [(JSON.parse(text) as { n: number }).n] : [],
  );
  const lost = stopped.heard.flatMap((text) => /^lost (\d+)/u.exec(text)?.[1] ?? []).map(Number);
  expect(lost).toHaveLength(1);
  expect(numbers.length + (lost[0] ?? 0)).toBe(count + 1);
  const inOrder = numbers.slice(0, -1);
  expect(inOrder).toEqual(inOrder.toSorted((left, right) => left - right));
  expect(inOrder.at(-1)).toBe(count);
});
