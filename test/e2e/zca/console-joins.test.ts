// The console beside a gateway that listens by our zca: what a person sees in the feed is there at once, and nobody loses the session.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { createConsole } from '../../../src/core/create-console.ts';
import { outcomeOf } from '../../../src/core/feed/outcome.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import type { ProcessEntry, ProcessList } from '../../../src/core/system/process-list.ts';
import { until } from '../../support/until.ts';
import { useZalo, type Zalo, type ZaloUser, zaloUser } from '../../support/zalo.ts';

let zalo: Zalo;
beforeAll(async () => {
  zalo = await useZalo();
});

const ownZcaPath = join(import.meta.dirname, '..', '..', '..', 'dist', 'zca.js');
const account = accountId('default');

/** Does what OpenClaw's plugin does with zca: listens, and answers each message with a call of its own. */
const gatewayScript = `
const { spawn } = require('node:child_process');
const zca = (...args) => spawn(process.execPath, [${JSON.stringify(ownZcaPath)}, '--profile', 'default', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
const listener = zca('listen', '-r', '-k');
let rest = '';
listener.stdout.on('data', (chunk) => {
  const lines = (rest + chunk).split('\\n');
  rest = lines.pop();
  for (const line of lines) if (line.startsWith('Connected')) console.log('up'); else if (line.startsWith('{')) {
    const { threadId, content } = JSON.parse(line);
    zca('msg', 'send', threadId, 'trả lời: ' + content);
  }
});
listener.on('close', () => process.exit(1));
`;

/** Only what this test has started: other tests run gateways, too. */
const onlyOurs =
  (pids: ReadonlySet<number>) =>
  (all: ProcessList): ProcessList => ({
    list: async () => {
      const listing = await all.list();
      if (listing.status !== 'listed') return listing;
      const byPid = new Map(listing.entries.map((entry) => [entry.pid, entry]));
      const isOurs = (entry: ProcessEntry | undefined): boolean =>
        entry !== undefined && (pids.has(entry.pid) || isOurs(byPid.get(entry.ppid)));
      return { ...listing, entries: listing.entries.filter(isOurs) };
    },
    environment: (pid) => all.environment(pid),
  });

const openConsole = async ({ dir, env }: ZaloUser, pids: ReadonlySet<number>) => {
  await mkdir(join(dir, '.openclaw'), { recursive: true });
  await writeFile(
    join(dir, '.openclaw', 'openclaw.json'),
    JSON.stringify({ channels: { zalouser: { enabled: true, dmPolicy: 'pairing' } } }),
  );
  // Its children have the environment of this process.
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const console = createConsole({
    env: { ...env, PATH: '' },
    homeDir: dir,
    platform: process.platform,
    runtimeDir: join(dir, 'console'),
    ownZcaPath,
    canConnect: async () => true,
    processes: onlyOurs(pids),
  });
  onTestFinished(() => console.stop());
  await console.start();
  const state = () => console.store.getState();
  return {
    console,
    state,
    isLive: () => state().facts[account]?.listener.status === 'live',
    texts: () => state().feed.messages.map(({ text }) => text),
    answers: () => Object.values(state().answers.byThread).flat(),
  };
};

const startGateway = async ({ dir, env }: ZaloUser, pids: Set<number>): Promise<ChildProcess> => {
  const script = join(dir, 'openclaw');
  await writeFile(script, gatewayScript);
  const gateway = spawn(process.execPath, [script, 'gateway'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => {
    gateway.kill('SIGKILL');
  });
  pids.add(gateway.pid ?? 0);
  if (gateway.stdout !== null) await once(gateway.stdout, 'data');
  return gateway;
};

it('is live at once beside a gateway, sees what it answers, and outlives it as it does the console', async () => {
  const user = await zaloUser(zalo);
  await user.logIn();
  const pids = new Set([process.pid]);
  const first = await startGateway(user, pids);
  const [session] = (await zalo.list('/connections')).map(({ id }) => id);
  const { isLive, texts, answers, console, state } = await openConsole(user, pids);
  await until(isLive, 'the listener');
  expect((await zalo.list('/connections')).map(({ id }) => id)).toEqual([session]);

  await zalo.post('/message', { from: '4512345678900099999', fromName: 'Người lạ', text: 'chào shop' });
  await until(() => answers().length === 1, 'the answer');
  expect(texts()).toEqual(['chào shop']);
  expect(answers()).toMatchObject([
    { threadId: '4512345678900099999', text: 'trả lời: chào shop', error: undefined },
  ]);
  const [message] = state().feed.messages;
  if (message === undefined) throw new Error('no message');
  expect(outcomeOf(state(), message, Date.now())).toMatchObject({ type: 'answered' });
  expect(state().answers.toldSinceMs[account]).toBeGreaterThan(0);
  expect(answers()[0]?.messageId).toMatch(/^\d+$/u);

  // The listener of a killed gateway ends by itself, and the console hears on.
  first.kill('SIGKILL');
  await zalo.post('/message', { text: 'một mình' });
  await until(() => texts().includes('một mình'), 'what comes while no gateway runs');
  expect(isLive()).toBe(true);

  const second = await startGateway(user, pids);
  await zalo.post('/message', { text: 'có ai không' });
  await until(
    () => answers().some(({ text }) => text === 'trả lời: có ai không'),
    'an answer of the next gateway',
  );
  expect(texts()).toEqual(['chào shop', 'một mình', 'có ai không']);
  expect(await zalo.list('/connections')).toHaveLength(1);

  await console.stop();
  const before = (await zalo.list('/sent')).length;
  await zalo.post('/message', { text: 'còn đó không' });
  await until(async () => (await zalo.list('/sent')).length > before, 'an answer without a console');
  second.kill('SIGKILL');
});
