// The core against the simulated world: real processes and real files, but no face.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { accountRow } from '../../src/core/accounts/select.ts';
import type { Console } from '../../src/core/console.ts';
import { createConsole } from '../../src/core/create-console.ts';
import { peersOf } from '../../src/core/directory/select.ts';
import { feedMessages } from '../../src/core/feed/select.ts';
import { verdictOf } from '../../src/core/feed/select-verdict.ts';
import type { LoginState } from '../../src/core/login/model.ts';
import { pairingRows } from '../../src/core/pairing/select.ts';
import { accountId, pairingCode } from '../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../src/core/state.ts';
import { createDemoWorld, type DemoWorldHandle } from '../../src/simulator/demo-world.ts';
import { friend, stranger } from '../../src/simulator/people.ts';
import type { Switches } from '../../src/simulator/world.ts';
import { control, isAlive, readZcaLog } from '../../src/simulator/world-files.ts';
import { script } from '../simulator/fake-zca.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';

const defaultId = accountId('default');
const workId = accountId('work');

interface Run {
  readonly world: DemoWorldHandle;
  readonly console: Console;
  readonly state: () => ConsoleState;
  readonly runtimeDir: string;
}

const open = async (switches: Switches = {}): Promise<Run> => {
  const baseDir = await tempDir();
  const world = await createDemoWorld({ baseDir, speed: 50, isLively: false, zcaScript: script, switches });
  const runtimeDir = join(baseDir, 'run');
  const console = createConsole({
    env: world.env,
    homeDir: world.homeDir,
    platform: process.platform,
    zcaPath: world.zcaPath,
    configPath: world.configPath,
    canConnect: async () => false,
    hasUnseenGateway: true,
    runtimeDir,
  });
  onTestFinished(async () => {
    await console.stop();
    await world.stop();
  });
  await console.start();
  return { world, console, state: console.store.getState, runtimeDir };
};

/** Children of the console that are still there. */
const childrenLeft = ({ world }: Run): number => {
  const log = readZcaLog(world.zcaDir);
  const gone = new Set(log.filter(({ kind }) => kind === 'exit').map(({ pid }) => pid));
  return new Set(log.map(({ pid }) => pid).filter((pid) => !gone.has(pid) && isAlive(pid))).size;
};

const startListening = async ({ console, state }: Run): Promise<void> => {
  expect(await console.listener.start(defaultId)).toEqual({ ok: true });
  await until(() => state().facts[defaultId]?.listener.status === 'live', 'the listener to connect');
};

describe('the core in the simulated world', () => {
  it('finds out how both accounts do, and who they are', async () => {
    const run = await open();
    const { state } = run;
    await until(
      () =>
        state().facts[workId]?.session.status === 'logged-out' &&
        state().directory[defaultId]?.peers.status === 'ready',
      'the checks',
    );
    expect(state().zca).toMatchObject({ status: 'found', by: 'flag' });
    expect(accountRow(state(), defaultId)).toMatchObject({
      name: 'Tiệm Hoa Mai',
      condition: 'stopped',
      mark: 'off',
    });
    expect(accountRow(state(), workId)).toMatchObject({
      condition: 'login-needed',
      nextStep: { action: 'log-in' },
    });
    expect(state().directory[defaultId]?.peers.value).toHaveLength(25);
    expect(state().commandLog.every(({ program }) => program === 'zca')).toBe(true);
  });

  it('hears messages, tells what the gateway does with them, and leaves no child behind', async () => {
    const run = await open();
    const { console, world, state } = run;
    await startListening(run);
    control(world.zcaDir, { type: 'message', from: friend(1).id, text: 'Chào shop, còn hoa ly không?' });
    control(world.zcaDir, { type: 'message', from: stranger(2).id, text: 'cho hỏi giá' });
    await until(() => state().feed.messages.length === 2, 'two messages');
    const verdicts = new Map(
      state().feed.messages.map((message) => [message.senderId as string, verdictOf(state(), message).kind]),
    );
    expect(verdicts.get(friend(1).id)).toBe('reply');
    expect(verdicts.get(stranger(2).id)).toBe('pairing');
    expect(feedMessages(state(), { text: 'hoa ly con' })).toHaveLength(0);
    expect(feedMessages(state(), { text: 'con hoa ly' }).map(({ senderId }) => senderId)).toEqual([
      friend(1).id,
    ]);
    control(world.zcaDir, { type: 'burst', count: 300 });
    await until(() => state().feed.messages.length === 302, 'the burst');
    expect(state().facts[defaultId]?.counts.messages).toBe(302);
    expect(childrenLeft(run)).toBeGreaterThan(0);
    await console.stop();
    expect(childrenLeft(run)).toBe(0);
    expect(state().facts[defaultId]?.listener.status).toBe('stopped');
  });

  it('approves who asked to pair: the store on disk says so', async () => {
    const run = await open();
    const { console, world, state } = run;
    await startListening(run);
    control(world.zcaDir, { type: 'message', from: stranger(2).id, text: 'chào shop' });
    await until(() => state().pairing.requests.length === 1, 'a request');
    await until(() => pairingRows(state(), Date.now())[0]?.name !== undefined, 'its name');
    const [row] = pairingRows(state(), Date.now());
    if (row === undefined) throw new Error('no request');
    expect(row.name?.name).toBe(stranger(2).displayName.normalize('NFC'));
    expect(await console.pairing.findByCode(pairingCode(row.request.code ?? ''), defaultId)).toEqual({
      ok: true,
      request: row.request,
    });
    expect(await console.pairing.approve(row.request)).toMatchObject({ ok: true });
    const file = join(world.credentialsDir, 'zalouser-default-allowFrom.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      allowFrom: expect.arrayContaining([stranger(2).id]),
    });
    expect(state().pairing.requests).toEqual([]);
    const [message] = state().feed.messages;
    expect(message && verdictOf(state(), message).kind).toBe('reply');
  });

  it('finds people without regard to marks, and by phone through zca', async () => {
    const { console, state } = await open();
    expect(await console.directory.loadPeers(defaultId)).toMatchObject({ ok: true });
    const names = peersOf(state(), defaultId, 'nguyen').rows.map(({ peer }) => peer.name);
    expect(names.length).toBeGreaterThan(1);
    expect(
      names.every((name) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().includes('nguyen')),
    ).toBe(true);
    const phone = stranger(1).phone ?? '';
    expect(await console.directory.search(defaultId, phone)).toMatchObject({ ok: true });
    expect(peersOf(state(), defaultId, phone).rows.map(({ peer }) => [peer.id, peer.isFriend])).toEqual([
      [stranger(1).id, false],
    ]);
    expect(await console.directory.loadGroups(defaultId)).toMatchObject({ ok: true });
    expect(state().directory[defaultId]?.groups.value).toHaveLength(8);
  });

  it('logs an account in by QR code and knows at once who it is', async () => {
    const { console, state, runtimeDir } = await open();
    const seen: LoginState['status'][] = [];
    console.store.subscribe(({ login }, before) => {
      if (login !== before.login && login.status !== seen.at(-1)) seen.push(login.status);
    });
    expect(await console.login.start(workId)).toMatchObject({ ok: true });
    await until(
      () =>
        state().facts[workId]?.session.status === 'logged-in' && state().facts[workId]?.self !== undefined,
      'the login',
    );
    // On a busy machine the simulated phone can scan before the picture of the code has been read: then nobody waits.
    expect(seen.filter((status) => status !== 'waiting')).toEqual(['starting', 'scanned', 'logged-in']);
    expect(accountRow(state(), workId)).toMatchObject({
      name: 'Nguyễn An · Văn phòng',
      condition: 'stopped',
    });
    await console.stop();
    const left = existsSync(runtimeDir) ? readdirSync(runtimeDir, { recursive: true }).map(String) : [];
    expect(left.filter((name) => name.endsWith('.png'))).toEqual([]);
  });

  it('ends a log-in that waits and a listener that will not listen to signals', async () => {
    const run = await open({ login: 'never', ignoreSignals: true });
    const { console, state, runtimeDir } = run;
    await startListening(run);
    await console.login.start(workId);
    await until(() => state().login.status === 'waiting', 'the code');
    const startedAt = performance.now();
    await console.stop();
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    await until(() => childrenLeft(run) === 0, 'the children to be gone');
    expect(
      readdirSync(runtimeDir, { recursive: true }).filter((name) => String(name).endsWith('.png')),
    ).toEqual([]);
  });

  it('starts a listener again that waited for a login, and ends it with the log-out', async () => {
    const run = await open();
    const { console, state } = run;
    await until(() => state().facts[workId]?.session.status === 'logged-out', 'the check');
    void console.listener.start(workId);
    await until(() => state().facts[workId]?.listener.status === 'blocked', 'the listener to be refused');
    await console.login.start(workId);
    await until(
      () => state().facts[workId]?.listener.status === 'live',
      'the listener to connect after the login',
    );
    expect(await console.login.logOut(workId)).toMatchObject({ ok: true });
    expect(state().facts[workId]).toMatchObject({
      listener: { status: 'stopped' },
      session: { status: 'logged-out' },
    });
  });
});
