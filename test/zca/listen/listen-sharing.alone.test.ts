// One session, many readers, at the emulated services: what they count is what there is.
import { readdir, readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { firstShort } from '../../support/first-short.ts';
import { type Run, startZca, useZalo, type Zalo, type ZaloUser, zaloUser } from '../../support/zalo.ts';

let zalo: Zalo;
beforeAll(async () => {
  zalo = await useZalo();
});
beforeEach(async () => {
  await zalo.post('/reset', { seed: true, connections: true });
});

const loggedIn = async (): Promise<ZaloUser> => {
  const user = await zaloUser(zalo);
  await user.logIn();
  return user;
};
const startListener = async ({ env }: ZaloUser, flags: readonly string[] = []): Promise<Run> => {
  const run = startZca(['listen', '-r', '-k', ...flags], env);
  await run.until(/Connected to Zalo/u);
  return run;
};
/** What was printed of the texts that were sent. */
const textsOf = (run: Run): readonly string[] =>
  run
    .stdout()
    .split('\n')
    .filter((line) => line.startsWith('{"threadId"'))
    .map((line) => (JSON.parse(line) as { content: string }).content);
const say = async (text: string): Promise<void> => {
  await zalo.post('/message', { text });
};
/** Every websocket that the services have seen since they began, open ones by their number. */
const connections = async (): Promise<readonly unknown[]> =>
  (await zalo.list('/connections')).map(({ id }) => id);
/** The owner, as its record says. */
const ownerOf = async ({ home }: ZaloUser): Promise<number> =>
  (JSON.parse(await readFile(join(home, 'share', 'default.json'), 'utf8')) as { pid: number }).pid;

describe('joining', () => {
  it('a later one opens no second session and prints the same lines', async () => {
    const user = await loggedIn();
    const owner = await startListener(user);
    const [session] = await connections();
    const readers = await Promise.all([
      startListener(user),
      startListener(user),
      startListener(user, ['--events']),
    ]);
    for (const text of ['một', 'hai', 'ba']) await say(text);
    await Promise.all([owner, ...readers].map(async (run) => run.until(/"ba"/u)));
    for (const run of [owner, ...readers]) {
      expect(textsOf(run)).toEqual(['một', 'hai', 'ba']);
      expect(run.stdout()).toMatch(
        /^Listening\.\.\. Press Ctrl\+C to stop\.\nConnected to Zalo websocket\.\n/u,
      );
      expect(run.stderr()).toBe('');
    }
    expect(await connections()).toEqual([session]);
  });

  it('one that joins later is told nothing of before', { tags: ['long'] }, async () => {
    const user = await loggedIn();
    const owner = await startListener(user);
    await say('trước');
    await owner.until(/trước/u);
    const reader = await startListener(user);
    await say('sau');
    await reader.until(/sau/u);
    expect(textsOf(reader)).toEqual(['sau']);
  });

  it('is for the same user alone: 0600 in 0700, and nothing without the key', async () => {
    const user = await loggedIn();
    await startListener(user);
    const folder = join(user.dir, 'run', 'zalouser-tui');
    const [name = ''] = await readdir(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    expect((await stat(join(user.home, 'share', 'default.json'))).mode & 0o777).toBe(0o600);
    const heard = await new Promise<string>((resolve) => {
      const socket = connect(join(folder, name));
      let text = '';
      socket.setEncoding('utf8');
      socket.on('data', (chunk: string) => {
        text += chunk;
      });
      socket.on('close', () => resolve(text));
      socket.write(
        '{"type":"hello","v":1,"key":"guess","role":"reader","pid":1,"events":true,"sinceMs":0}\n',
      );
    });
    expect(heard).toBe('{"type":"refused","v":1,"why":"key"}\n');
  });

  it('two profiles are two sessions', { tags: ['long'] }, async () => {
    const user = await loggedIn();
    await user.logIn('work', 'second');
    const first = await startListener(user);
    const second = startZca(['--profile', 'second', 'listen', '-r', '-k'], user.env);
    await second.until(/Connected/u);
    await zalo.post('/message', { account: 'work', text: 'việc' });
    await second.until(/việc/u);
    expect(textsOf(first)).toEqual([]);
    expect(await zalo.list('/connections?account=work')).toHaveLength(1);
  });
});

describe('the owner ends', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    '%s: one of those who joined takes over, for all of them',
    async (signal) => {
      const user = await loggedIn();
      const owner = await startListener(user);
      const readers = await Promise.all([startListener(user), startListener(user)]);
      await say('trước');
      await Promise.all(readers.map(async (run) => run.until(/trước/u)));
      owner.child.kill(signal);
      await owner.done;
      // Nobody hears it when it is sent, and nobody may miss it.
      await say('giữa');
      await Promise.all(readers.map(async (run) => run.until(/Connected[\s\S]*Connected/u)));
      expect(await connections()).toHaveLength(1);
      expect(readers.map(({ child }) => child.pid)).toContain(await ownerOf(user));
      await say('sau');
      await Promise.all(readers.map(async (run) => run.until(/sau/u)));
      for (const run of readers) expect(textsOf(run)).toEqual(['trước', 'giữa', 'sau']);
      expect(await connections()).toHaveLength(1);
    },
  );

  it('and nobody is left: nothing stays behind, whatever killed it', { tags: ['long'] }, async () => {
    const user = await loggedIn();
    const owner = await startListener(user);
    owner.child.kill('SIGKILL');
    await owner.done;
    const next = await startListener(user);
    next.child.kill('SIGTERM');
    await next.done;
    expect(await readdir(join(user.dir, 'run', 'zalouser-tui'))).toEqual([]);
    expect(await readdir(join(user.home, 'share'))).toEqual(['default.heard.json']);
  });

  it('killed again and again while messages come: none is lost, none doubled, order kept, never two sessions', {
    tags: ['long'],
  }, async () => {
    const user = await loggedIn();
    const sent: string[] = [];
    let most = 0;
    const send = async (): Promise<void> => {
      sent.push(`tin ${sent.length + 1}`);
      await say(sent.at(-1) ?? '');
      most = Math.max(most, (await connections()).length);
    };
    /** How much had been sent when each began to listen. */
    const begun = new Map<Run, number>();
    const begin = async (): Promise<void> => {
      begun.set(await startListener(user), sent.length);
    };
    await Promise.all([begin(), begin(), begin()]);
    const killed = new Set<Run>();
    for (let round = 0; round < 6; round += 1) {
      await send();
      await send();
      const pid = await ownerOf(user);
      const owner = [...begun.keys()].find(({ child }) => child.pid === pid);
      if (owner === undefined) throw new Error(`the owner ${pid} is none of ours`);
      owner.child.kill('SIGKILL');
      await owner.done;
      killed.add(owner);
      await send();
      await begin();
    }
    await send();
    const alive = [...begun].filter(([run]) => !killed.has(run));
    await Promise.all(alive.map(async ([run]) => run.until(new RegExp(`"${sent.at(-1)}"`, 'u'))));
    expect(most).toBe(1);
    for (const [run, count] of alive) expect(textsOf(run)).toEqual(sent.slice(count));
    for (const run of killed) {
      const texts = textsOf(run);
      const first = sent.indexOf(texts[0] ?? '');
      expect(texts).toEqual(first === -1 ? [] : sent.slice(first, first + texts.length));
    }
  });
});

it('a joiner that is killed changes nothing for anybody', async () => {
  const user = await loggedIn();
  const owner = await startListener(user);
  const [session] = await connections();
  const [killed, other] = await Promise.all([startListener(user), startListener(user)]);
  killed.child.kill('SIGKILL');
  await killed.done;
  await say('còn đây');
  await Promise.all([owner.until(/còn đây/u), other.until(/còn đây/u)]);
  expect(await connections()).toEqual([session]);
});

firstShort([[4], [20]])('two that start at the same moment, %i times: never two sessions', async (rounds) => {
  const user = await loggedIn();
  for (let round = 0; round < rounds; round += 1) {
    const runs = await Promise.all([startListener(user), startListener(user)]);
    expect(await connections()).toHaveLength(1);
    await say(`lần ${round}`);
    await Promise.all(runs.map(async (run) => run.until(new RegExp(`lần ${round}"`, 'u'))));
    expect(runs.flatMap((run) => run.stdout().match(/Listener closed/gu) ?? [])).toEqual([]);
    // Both at once as well, and in a way that leaves something behind half of the time.
    for (const { child } of runs) child.kill(round % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
    await Promise.all(runs.map(async ({ done }) => done));
  }
});

it('1,000 messages in bursts through one that joined: none lost, order kept', {
  tags: ['long'],
}, async () => {
  const user = await loggedIn();
  const owner = await startListener(user);
  const reader = await startListener(user);
  for (let burst = 0; burst < 4; burst += 1)
    await zalo.post('/burst', { n: 250, batch: 10, text: `loạt ${burst} tin`, wait: true });
  await Promise.all([owner, reader].map(async (run) => run.until(/loạt 3 tin 250"/u)));
  expect(textsOf(reader)).toHaveLength(1_000);
  expect(textsOf(reader)).toEqual(textsOf(owner));
  const orderOf = (burst: number) =>
    textsOf(reader)
      .filter((text) => text.startsWith(`loạt ${burst} `))
      .map((text) => Number(text.split(' ').at(-1)));
  for (let burst = 0; burst < 4; burst += 1)
    expect(orderOf(burst)).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
});

/** Resolves once so many lines have been printed: to look for a pattern in megabytes would take longer than to make them. */
const untilLines = ({ child, stdout }: Run, count: number): Promise<void> =>
  new Promise((resolve) => {
    let lines = stdout().split('\n').length - 1;
    const take = (chunk: Buffer): void => {
      for (const byte of chunk) if (byte === 10) lines += 1;
      if (lines < count) return;
      child.stdout?.off('data', take);
      resolve();
    };
    child.stdout?.on('data', take);
    take(Buffer.of());
  });
/** Resolves once this has been printed, looked for only at the end. */
const untilLast = ({ child, stdout }: Run, words: string): Promise<void> =>
  new Promise((resolve) => {
    let tail = Buffer.from(stdout().slice(-2_000));
    const take = (chunk: Buffer): void => {
      tail = Buffer.concat([tail, chunk]).subarray(-4_000);
      if (!tail.includes(words)) return;
      child.stdout?.off('data', take);
      // The run takes the same chunk.
      setImmediate(resolve);
    };
    child.stdout?.on('data', take);
    take(Buffer.of());
  });
/** A burst of messages of 20 kB each. */
const burst = async (n: number): Promise<void> => {
  await zalo.post('/burst', { n, batch: 10, text: 'x'.repeat(20_000), wait: true });
};
/** What each prints before the first message. */
const chatterLines = 2;

it('one that is stopped loses its own oldest lines and hears how many; nobody else waits for it', {
  tags: ['long'],
}, async () => {
  const user = await loggedIn();
  const owner = await startListener(user);
  const [stopped, other] = await Promise.all([startListener(user, ['--events']), startListener(user)]);
  stopped.child.kill('SIGSTOP');
  // 42 MB: more than is held for one reader.
  for (let count = 1; count <= 7; count += 1) {
    await burst(300);
    await Promise.all([owner, other].map(async (run) => untilLines(run, count * 300 + chatterLines)));
  }
  stopped.child.kill('SIGCONT');
  await say('cuối');
  await untilLast(stopped, '"content":"cuối"');
  const lost = /"event":"lost","lines":(\d+)/u.exec(stopped.stdout());
  expect(Number(lost?.[1])).toBeGreaterThan(0);
  expect(textsOf(stopped).length + Number(lost?.[1])).toBe(2_101);
});

it('one whose output nobody reads holds up nobody, though it owns the session', {
  tags: ['long'],
}, async () => {
  const user = await loggedIn();
  const owner = await startListener(user);
  owner.child.stdout?.pause();
  const reader = await startListener(user);
  await burst(400);
  await untilLines(reader, 400 + chatterLines);
  expect(textsOf(reader)).toHaveLength(400);
});
