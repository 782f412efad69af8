// What the live connection and the database of a gateway cost, against the commands of the same OpenClaw: the real 2026.9.6, installed as the
// contract suite does it, with an emulated Zalo. The console runs in this process, without a screen.
//
//   npm run bench:gateway [-- asking | requests | messages | quiet] [--check]
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installOpenclaw } from '../scripts/install-openclaw.ts';
import type { Console } from '../src/core/console.ts';
import { createConsole } from '../src/core/create-console.ts';
import { connectRaw } from '../test/contract/support/raw-client.ts';
import { until } from '../test/contract/support/until.ts';
import { startZaloGateway, type ZaloGateway } from '../test/contract/support/zalo-gateway.ts';
import type { Result } from './feed/result.ts';
import { runParts } from './run-parts.ts';
import { median, quantile } from './statistics.ts';

const deadlineMs = 60_000;
const openclaw = await installOpenclaw('d');
if ('unreachable' in openclaw) throw new Error(openclaw.unreachable);
const runtimeDir = await mkdtemp(join(tmpdir(), 'gateway-bench-'));
// What else was started ends with this process.
process.on('exit', () => rmSync(runtimeDir, { recursive: true, force: true }));
const on: ZaloGateway = await startZaloGateway(openclaw, {
  answer: 'Dạ shop còn hàng ạ',
  channel: { dmPolicy: 'pairing', groupPolicy: 'disabled' },
});
await on.logIn();

const time = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
};

/** A console that is connected. */
const withConsole = async <Value>(work: (console: Console) => Promise<Value>): Promise<Value> => {
  const console = createConsole({
    env: on.system.env,
    homeDir: on.system.home,
    platform: 'linux',
    openclawPath: openclaw.script,
    runtimeDir,
  });
  await console.start();
  try {
    const isOpen = (): boolean => console.store.getState().connection.status === 'open';
    await until('the connection', isOpen, deadlineMs, on.log);
    return await work(console);
  } finally {
    await console.stop();
  }
};

/** The same question over the connection and as a command of the same release, in turn. */
const questions = [
  {
    what: 'pairing list',
    method: 'channels.pairing.list',
    params: { channel: 'zalouser' },
    argv: ['pairing', 'list', '--channel', 'zalouser', '--json'],
    times: 100,
  },
  {
    what: 'status of the accounts',
    method: 'channels.status',
    params: {},
    argv: ['channels', 'status', '--json'],
    times: 100,
  },
  {
    what: 'friends',
    method: 'tools.invoke',
    params: { name: 'zalouser', args: { action: 'friends' } },
    argv: ['directory', 'peers', 'list', '--channel', 'zalouser', '--json'],
    times: 500,
  },
] as const;
const rounds = 3;
const callsPerRound = 20;

const asking = async (): Promise<readonly Result[]> => {
  const client = await connectRaw(on.port);
  const results: Result[] = [];
  for (const { what, method, params, argv, times } of questions) {
    const [calls, commands]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      for (let index = 0; index < callsPerRound; index += 1)
        calls.push(await time(async () => client.call(method, params)));
      commands.push(
        await time(async () => {
          const { code, stderr } = await on.system.run(argv);
          if (code !== 0) throw new Error(stderr);
        }),
      );
    }
    const [call, command] = [median(calls), median(commands)];
    results.push(
      {
        what: `${what}, over the connection`,
        measured: `${call.toFixed(1)} ms`,
        from: `${calls.length} calls, median`,
      },
      {
        what: '… by the command',
        measured: `${(command / 1_000).toFixed(1)} s`,
        from: `${rounds} runs, median`,
      },
      {
        what: '… times faster',
        measured: (command / call).toFixed(0),
        target: `≥ ${times}`,
        isMet: command / call >= times,
        from: 'of the medians',
      },
    );
  }
  client.close();
  return results;
};

const strangers = 20;

/** From the moment that the gateway names in the request to the state the screen is drawn from. */
const requests = async (): Promise<readonly Result[]> =>
  withConsole(async ({ store }) => {
    const client = await connectRaw(on.port);
    const delays: number[] = [];
    for (let index = 0; index < strangers; index += 1) {
      const sender = `46123456789000${String(10_000 + index)}`;
      const find = () => store.getState().pairing.requests.find(({ senderId }) => senderId === sender);
      const seen = Promise.withResolvers<number>();
      const forget = store.subscribe(() => {
        if (find() !== undefined) seen.resolve(Date.now());
      });
      await on.say('còn hàng không?', sender);
      const seenAtMs = await seen.promise;
      forget();
      const { requests: waiting } = (await client.call('channels.pairing.list', { channel: 'zalouser' })) as {
        requests: { requestId: string; senderId: string; createdAt: string }[];
      };
      for (const { requestId, senderId, createdAt } of waiting) {
        if (senderId === sender) delays.push(seenAtMs - Date.parse(createdAt));
        await client.call('channels.pairing.dismiss', {
          channel: 'zalouser',
          accountId: 'default',
          requestId,
        });
      }
      await until('it to be gone', () => find() === undefined, deadlineMs);
    }
    client.close();
    const worst = Math.max(...delays);
    const from = `${delays.length} strangers`;
    return [
      {
        what: 'a request in the state',
        measured: `${median(delays).toFixed(0)} ms`,
        from: `${from}, median`,
      },
      {
        what: '… at worst',
        measured: `${worst.toFixed(0)} ms`,
        target: '≤ 200 ms',
        isMet: worst <= 200,
        from,
      },
    ];
  });

const burst = { n: 200, ratePerSecond: 50 };

/** Messages that the gateway drops: their text is in its database for the shortest time. */
const messages = async (): Promise<readonly Result[]> =>
  withConsole(async ({ store }) => {
    const group = '7012345678900000001';
    const text = /^#\d+\/200/u;
    const seen = () => store.getState().feed.messages.filter((message) => text.test(message.text));
    const delays: number[] = [];
    let counted = 0;
    const forget = store.subscribe(() => {
      const now = seen();
      for (const { sentAtMs } of now.slice(counted)) delays.push(Date.now() - sentAtMs);
      counted = now.length;
    });
    await on.zalo.post('/burst', { account: 'alice', groupId: group, ...burst, wait: true });
    await until('all of them', () => seen().length >= burst.n, 15_000).catch(() => undefined);
    forget();
    const from = `${burst.n} dropped ones at ${burst.ratePerSecond} a second`;
    return [
      {
        what: 'messages in the feed, with text',
        measured: String(seen().length),
        target: `${burst.n}`,
        isMet: seen().length === burst.n,
        from,
      },
      {
        what: '… after they were sent',
        measured: `${median(delays).toFixed(0)} ms, 95 %: ${quantile(delays, 0.95).toFixed(0)} ms`,
        from,
      },
    ];
  });

const quietMs = 30_000;

/** All the console does while nothing happens. */
const quiet = async (): Promise<readonly Result[]> =>
  withConsole(async () => {
    await sleep(5_000);
    const before = process.cpuUsage();
    await sleep(quietMs);
    const { user, system } = process.cpuUsage(before);
    const share = (user + system) / 1_000 / quietMs;
    return [
      {
        what: 'processor while nothing happens',
        measured: `${(share * 100).toFixed(2)} % of a core`,
        target: '≤ 2 %',
        isMet: share <= 0.02,
        from: `${quietMs / 1_000} s, the whole core of the console`,
      },
    ];
  });

await runParts({ asking, requests, messages, quiet });
