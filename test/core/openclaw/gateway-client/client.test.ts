import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ConnectionState } from '../../../../src/core/model/programs.ts';
import {
  type AddressAnswer,
  gatewayAddress,
  type NamedGateway,
} from '../../../../src/core/openclaw/gateway-client/address.ts';
import {
  createLiveGateway,
  idleAfterMs,
  type LiveGateway,
  standsWithinMs,
} from '../../../../src/core/openclaw/gateway-client/client.ts';
import { handshakeLimitMs } from '../../../../src/core/openclaw/gateway-client/connection.ts';
import { deviceIdentity } from '../../../../src/core/openclaw/gateway-client/identity.ts';
import { approvalEveryMs } from '../../../../src/core/openclaw/gateway-client/machine.ts';
import type { GatewayCall, GatewayEvent } from '../../../../src/core/openclaw/gateway-client/model.ts';
import { openWebSocket } from '../../../../src/core/openclaw/gateway-client/socket.ts';
import { createFakeClock, type FakeClock, settle } from '../../../support/fake-clock.ts';
import { type GatewayServer, startGatewayServer } from '../../../support/gateway-server.ts';
import { modeOf } from '../../../support/mode-of.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { until } from '../../../support/until.ts';

const token = 'token-of-the-gateway';

interface World {
  readonly server: GatewayServer;
  readonly gateway: LiveGateway;
  readonly clock: FakeClock;
  /** Every state that was told. */
  readonly states: readonly ConnectionState[];
  readonly events: readonly GatewayEvent[];
  readonly keyFile: string;
  /** What the config says from now on. */
  setToken(token: string | undefined): void;
}

interface Options {
  readonly server?: Parameters<typeof startGatewayServer>[0];
  readonly isReadOnly?: boolean;
  readonly named?: (server: GatewayServer) => NamedGateway;
}

const makeWorld = async ({ server: of, isReadOnly = false, named }: Options = {}): Promise<World> => {
  const server = await startGatewayServer({ token, ...of });
  const clock = createFakeClock();
  const states: ConnectionState[] = [];
  const events: GatewayEvent[] = [];
  const keyFile = join(await tempDir(), 'device', 'key.json');
  let known: string | undefined = token;
  const address = async (): Promise<AddressAnswer> =>
    gatewayAddress({
      config: { gateway: { auth: { token: known } } },
      env: {},
      port: server.port,
      stateDir: '/nowhere',
      ...(named === undefined ? {} : { named: named(server) }),
    });
  const gateway = createLiveGateway({
    address,
    openSocket: openWebSocket,
    identity: () => deviceIdentity(keyFile),
    clock,
    random: () => 0.5,
    version: '1.2.3',
    platform: 'linux',
    isReadOnly,
    onChange: (state) => void states.push(state),
  });
  gateway.onEvent((event) => void events.push(event));
  onTestFinished(async () => {
    gateway.stop();
    await server.close();
  });
  return {
    server,
    gateway,
    clock,
    states,
    events,
    keyFile,
    setToken: (value) => {
      known = value;
    },
  };
};

const untilStatus = ({ gateway }: World, status: ConnectionState['status']): Promise<void> =>
  until(
    () => gateway.state().status === status,
    `the connection to be ${status}, not ${gateway.state().status}`,
  );

/** One that stands. */
const open = async (options?: Options): Promise<World> => {
  const world = await makeWorld(options);
  world.gateway.keep();
  await untilStatus(world, 'open');
  return world;
};

/** Lets the next attempt fall due, as often as it takes. */
const untilOpenAgain = async (world: World): Promise<void> => {
  await until(async () => {
    if (world.gateway.state().status === 'retrying')
      await world.clock.advanceAndSettle(world.clock.nextInMs ?? 0);
    return world.gateway.state().status === 'open';
  }, 'the connection to stand again');
};

const read = (method: string, deadlineMs?: number): GatewayCall => ({
  method,
  params: {},
  scope: 'read',
  ...(deadlineMs === undefined ? {} : { deadlineMs }),
});

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'answered',
    (error: { code?: string }) => error.code,
  );

test('introduces itself, asks for reading only, and tells where it is connected to', async () => {
  const world = await open();
  expect(world.server.introductions).toEqual([
    {
      minProtocol: 3,
      maxProtocol: 4,
      client: { id: 'gateway-client', version: '1.2.3', platform: 'linux', mode: 'backend' },
      role: 'operator',
      scopes: ['operator.read'],
      caps: [],
      auth: { token },
    },
  ]);
  const { url, port } = world.server;
  expect(port).toBeGreaterThan(0);
  const sinceMs = world.clock.now();
  expect(world.states).toEqual([
    { status: 'connecting', url },
    { status: 'open', url, version: '2026.9.6', protocol: 4, sinceMs },
  ]);
});

test('speaks the older protocol with a gateway that speaks only that', async () => {
  const world = await open({ server: { protocol: 3, version: '2026.2.26' } });
  expect(world.gateway.state()).toMatchObject({ protocol: 3, version: '2026.2.26' });
  expect(world.server.introductions).toHaveLength(1);
});

describe('calls', () => {
  test('are answered by their id, in whatever order', async () => {
    const world = await open();
    world.server.answer('one', () => 1);
    world.server.answer('slow', 'never');
    const slow = codeOf(world.gateway.call(read('slow', 500)));
    world.server.sendRaw(JSON.stringify({ type: 'res', id: 'nobody', ok: true, payload: 'stray' }));
    world.server.sendRaw('no frame');
    world.server.sendRaw('[]');
    world.server.sendRaw(JSON.stringify({ type: 'res', id: 7, ok: 'yes' }));
    expect(await world.gateway.call(read('one'))).toBe(1);
    await world.clock.advanceAndSettle(500);
    expect(await slow).toBe('timed-out');
    expect(await world.gateway.call(read('one'))).toBe(1);
  });

  test('end when nobody waits for them any more', async () => {
    const world = await open();
    world.server.answer('slow', 'never');
    const ending = new AbortController();
    const call = codeOf(world.gateway.call(read('slow'), ending.signal));
    ending.abort();
    expect(await call).toBe('cancelled');
    expect(await codeOf(world.gateway.call(read('slow'), AbortSignal.abort()))).toBe('cancelled');
    expect(world.clock.pending).toBe(1);
  });

  test.each([
    [{ code: 'INVALID_REQUEST', message: 'unknown method: x' }, 'unsupported-call'],
    [{ code: 'INVALID_REQUEST', message: 'missing scope: operator.admin' }, 'not-permitted'],
    [{ code: 'UNAVAILABLE', message: 'OutboundDeliveryError: no' }, 'command-failed'],
    [{}, 'command-failed'],
  ])('that are refused say why: %j', async (error, code) => {
    const world = await open();
    world.server.answer('x', { error });
    // What it can be asked is told when it is connected to.
    world.gateway.drop();
    world.gateway.keep();
    await untilStatus(world, 'open');
    expect(await codeOf(world.gateway.call(read('x')))).toBe(code);
  });

  test('an older gateway says that a scope is missing where it does not know the method', async () => {
    const world = await open();
    world.server.answer('sessions.subscribe', { error: { message: 'missing scope: operator.admin' } });
    expect(await codeOf(world.gateway.call(read('sessions.subscribe')))).toBe('unsupported-call');
  });

  test('the words of the gateway come without the secret', async () => {
    const world = await open();
    world.server.answer('x', { error: { message: `no: ${token}` } });
    await expect(world.gateway.call(read('x'))).rejects.toMatchObject({ view: { detail: 'no: [redacted]' } });
  });

  test('as long as 10 MB come through, and none goes out that the gateway does not take', async () => {
    const world = await open({ server: { maxPayload: 1_000 } });
    const long = 'x'.repeat(10 * 1024 * 1024);
    world.server.answer('long', () => long);
    expect(await world.gateway.call(read('long'))).toHaveLength(long.length);
    const tooBig = { ...read('long'), params: { text: 'y'.repeat(2_000) } };
    expect(await codeOf(world.gateway.call(tooBig))).toBe('too-much-output');
    expect(world.gateway.isOpen()).toBe(true);
  });

  test('a frame no gateway sends ends the connection, and it is opened anew', async () => {
    const world = await open();
    world.server.sendRaw('z'.repeat(33 * 1024 * 1024));
    await untilStatus(world, 'retrying');
    await untilOpenAgain(world);
    expect(world.gateway.state()).toMatchObject({ status: 'open' });
  });
});

describe('what needs more than reading', () => {
  const approve: GatewayCall = { method: 'channels.pairing.approve', params: {}, scope: 'pairing' };
  const start: GatewayCall = { method: 'channels.start', params: {}, scope: 'admin' };

  const withActs = async (options?: Options): Promise<World> => {
    const world = await open(options);
    world.server.answer(approve.method, () => 'approved', 'operator.pairing');
    world.server.answer(start.method, () => 'started', 'operator.admin');
    return world;
  };

  test('has a connection of its own, shared and closed when it is idle', async () => {
    const { server, gateway, clock } = await withActs();
    expect(await Promise.all([gateway.call(approve), gateway.call(approve)])).toEqual([
      'approved',
      'approved',
    ]);
    expect(server.connections).toEqual([['operator.read'], ['operator.read', 'operator.pairing']]);
    await clock.advanceAndSettle(idleAfterMs - 1);
    expect(await gateway.call(approve)).toBe('approved');
    await clock.advanceAndSettle(idleAfterMs - 1);
    expect(server.connections).toHaveLength(2);
    await clock.advanceAndSettle(1);
    await until(() => server.connections.length === 1, 'the idle connection to be closed');
    expect(await gateway.call(start)).toBe('started');
    expect(server.connections).toEqual([['operator.read'], ['operator.admin']]);
  });

  test('is never asked for by a console that only reads', async () => {
    const { server, gateway } = await withActs({ isReadOnly: true });
    expect(await codeOf(gateway.call(approve))).toBe('not-permitted');
    expect(server.introductions).toHaveLength(1);
  });

  test('is refused where the gateway grants less', async () => {
    const { server, gateway } = await withActs();
    server.behaviour.grants = ['operator.read'];
    server.behaviour.approved = () => false;
    // Without a device it grants only reading, and the device has to be approved.
    await expect(gateway.call(approve)).rejects.toMatchObject({
      code: 'gateway-refused',
      view: { hint: 'On its host run: openclaw devices approve request-1' },
    });
    expect(gateway.state().status).toBe('open');
  });

  test('lost on the way, says that it may have been done', async () => {
    const { server, gateway } = await withActs();
    server.answer('slow', 'never', 'operator.admin');
    const act = gateway.call({ ...start, method: 'slow' });
    const told = act.catch((error: { view?: { sentence: string } }) => error.view?.sentence);
    await until(() => server.calls.some(({ method }) => method === 'slow'), 'the act to arrive');
    server.drop();
    expect(await told).toBe(
      'The connection was lost before the gateway answered slow: it may have been done.',
    );
  });

  test('news of a run that was begun so come once, over whichever connection is told', async () => {
    const { server, gateway, events } = await withActs();
    server.answer('chat.send', () => ({ runId: 'run-1' }), 'operator.admin');
    await gateway.call({ method: 'chat.send', params: { idempotencyKey: 'run-1' }, scope: 'admin' });
    server.tell('chat', { runId: 'run-1', seq: 1, state: 'final' });
    server.tell('chat', { runId: 'other', seq: 1, state: 'final' });
    server.tell('health', {});
    await until(() => events.some(({ name }) => name === 'health'), 'the events');
    await gateway.call(start);
    expect(events.map(({ name, payload }) => [name, (payload as { runId?: string }).runId])).toEqual([
      ['chat', 'run-1'],
      ['chat', 'other'],
      ['health', undefined],
    ]);
  });
});

describe('events', () => {
  test('come in the order they were told, each once; a loss is told as a new beginning', async () => {
    const { server, gateway, events } = await open();
    let openings = 0;
    gateway.onOpen(() => {
      openings += 1;
    });
    server.tell('a', 1);
    server.tell('a', 2);
    server.sendRaw(JSON.stringify({ type: 'event', event: 'a', payload: 'twice', seq: 2 }));
    server.skipNumbers(1);
    server.tell('a', 4);
    server.sendRaw(JSON.stringify({ type: 'event', event: 'a', payload: 3, seq: 3 }));
    server.sendRaw(JSON.stringify({ type: 'event', event: 'mine', payload: 'own' }));
    await until(() => events.some(({ name }) => name === 'mine'), 'the last event');
    expect(events.map(({ payload }) => payload)).toEqual([1, 2, 4, 3, 'own']);
    expect(openings).toBe(1);
  });
});

describe('a gateway that goes', () => {
  test('is waited for, and the connection stands again', async () => {
    const world = await open();
    await world.server.goDown();
    await untilStatus(world, 'retrying');
    expect(world.gateway.state()).toMatchObject({ cause: { sentence: 'The gateway is restarting.' } });
    expect(await codeOf(world.gateway.call(read('x')))).toBe('gateway-down');
    await world.clock.advanceAndSettle(1_000);
    await untilStatus(world, 'retrying');
    await until(
      () => world.states.at(-1)?.status === 'retrying' && world.states.length >= 5,
      'the second attempt',
    );
    expect(world.gateway.state()).toMatchObject({
      cause: { sentence: 'The gateway is restarting.' },
    });
    world.server.behaviour.isStarting = true;
    await world.server.listen();
    await until(async () => {
      if (world.gateway.state().status === 'retrying')
        await world.clock.advanceAndSettle(world.clock.nextInMs ?? 0);
      return world.server.introductions.length > 1;
    }, 'an attempt while it starts');
    await untilStatus(world, 'retrying');
    const state = world.gateway.state();
    expect(state).toMatchObject({ cause: { sentence: 'The gateway is starting.' } });
    expect(state.status === 'retrying' && state.retryAtMs - world.clock.now()).toBe(500);
    world.server.behaviour.isStarting = false;
    await untilOpenAgain(world);
  });

  test('twenty times under the client: nothing is lost that was told, nothing doubled, one connection is left', async () => {
    const world = await open();
    let openings = 0;
    world.gateway.onOpen(() => {
      openings += 1;
      world.server.tell('told', openings);
    });
    for (let round = 1; round <= 20; round += 1) {
      if (round % 2 === 0) world.server.drop();
      else {
        await world.server.goDown();
        await world.server.listen();
      }
      await until(() => world.gateway.state().status !== 'open', 'the loss to be noticed');
      await untilOpenAgain(world);
    }
    await until(() => world.events.filter(({ name }) => name === 'told').length === 20, 'all that was told');
    expect(world.events.filter(({ name }) => name === 'told').map(({ payload }) => payload)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(world.server.connections).toEqual([['operator.read']]);
  });

  test('hangs: nothing said within the time it promised is a loss', async () => {
    const world = await open({ server: { tickIntervalMs: 1_000 } });
    await world.clock.advanceAndSettle(2_499);
    expect(world.gateway.isOpen()).toBe(true);
    world.server.tell('tick', {});
    await until(() => world.events.length === 1, 'the tick');
    await world.clock.advanceAndSettle(2_000);
    expect(world.gateway.isOpen()).toBe(true);
    await world.clock.advanceAndSettle(500);
    expect(world.gateway.state()).toMatchObject({ status: 'retrying' });
    await untilOpenAgain(world);
  });

  test('never says a word: nobody waits for it, it is given up, and asked again', async () => {
    const world = await makeWorld();
    world.server.behaviour.hangs = true;
    world.gateway.keep();
    await untilStatus(world, 'connecting');
    await settle();
    let isSettled = false;
    void world.gateway.settled().then(() => {
      isSettled = true;
    });
    await world.clock.advanceAndSettle(standsWithinMs - 1);
    expect(isSettled).toBe(false);
    await world.clock.advanceAndSettle(1);
    expect(isSettled).toBe(true);
    await world.clock.advanceAndSettle(handshakeLimitMs - standsWithinMs);
    expect(world.gateway.state()).toMatchObject({
      status: 'retrying',
      cause: { code: 'gateway-down', sentence: 'The gateway has said nothing for 10 s.' },
    });
    world.server.behaviour.hangs = false;
    await untilOpenAgain(world);
  });

  test('is not there: nothing is done any more once it is dropped', async () => {
    const world = await open();
    await world.server.goDown();
    await untilStatus(world, 'retrying');
    world.gateway.drop();
    expect(world.gateway.state()).toEqual({ status: 'off' });
    expect(world.clock.pending).toBe(0);
    world.gateway.stop();
    world.gateway.keep();
    await world.gateway.follow();
    expect(world.gateway.state()).toEqual({ status: 'off' });
  });
});

describe('a gateway that refuses', () => {
  test('the token: nothing is tried until another one is there, and it is not repeated', async () => {
    const world = await makeWorld();
    world.setToken('a-wrong-token');
    world.gateway.keep();
    await untilStatus(world, 'refused');
    const state = world.gateway.state();
    expect(state).toMatchObject({
      error: {
        code: 'gateway-refused',
        sentence: 'The gateway does not take the token or password it is given.',
        detail: 'unauthorized: gateway token mismatch ([redacted])',
      },
    });
    expect(JSON.stringify(world.states)).not.toContain('a-wrong-token');
    await world.clock.advanceAndSettle(3_600_000);
    expect(world.server.introductions).toHaveLength(1);
    world.setToken(token);
    await world.gateway.follow();
    await untilStatus(world, 'open');
  });

  test('a token that is missing', async () => {
    const world = await makeWorld();
    world.setToken(undefined);
    world.gateway.keep();
    await untilStatus(world, 'refused');
    expect(world.gateway.state()).toMatchObject({
      error: { sentence: 'The gateway asks for a token or password.' },
    });
  });

  test('the protocol', async () => {
    const world = await makeWorld({ server: { protocol: 5 } });
    world.gateway.keep();
    await untilStatus(world, 'refused');
    expect(world.gateway.state()).toMatchObject({
      error: { sentence: 'The gateway speaks protocol 5, which this console does not know.' },
    });
  });

  test('another secret in the config connects anew; the same does not', async () => {
    const world = await open();
    await world.gateway.follow();
    expect(world.server.introductions).toHaveLength(1);
    world.setToken('a-wrong-token');
    await world.gateway.follow();
    await untilStatus(world, 'refused');
    await until(() => world.server.connections.length === 0, 'the old connection to end');
  });

  test('what is no gateway', async () => {
    const { createServer } = await import('node:http');
    const other = createServer((_, response) => void response.writeHead(404).end('not here'));
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const world = await makeWorld({ named: () => ({ url: `ws://127.0.0.1:${port}` }) });
    world.gateway.keep();
    await untilStatus(world, 'refused');
    expect(world.gateway.state()).toMatchObject({
      error: { sentence: `What answers at ws://127.0.0.1:${port} is no OpenClaw gateway.` },
    });
  });
});

describe('a gateway that asks which device this is', () => {
  test('gets a signature of a key that is made once and kept private', async () => {
    const world = await makeWorld();
    world.server.behaviour.wantsDevice = true;
    world.gateway.keep();
    await untilStatus(world, 'open');
    expect(await modeOf(world.keyFile)).toBe('600');
    const device = (index: number) =>
      world.server.introductions[index]?.['device'] as { id: string } | undefined;
    expect([device(0), device(1)?.id]).toEqual([undefined, expect.stringMatching(/^[0-9a-f]{64}$/u)]);
    world.gateway.drop();
    world.gateway.keep();
    await untilStatus(world, 'open');
    // It is known now that it asks: it is told at once, by the same key.
    expect(world.server.introductions).toHaveLength(3);
    expect(device(2)?.id).toBe(device(1)?.id);
    expect((await stat(world.keyFile)).size).toBeGreaterThan(0);
  });

  test('waits for approval, and is asked again by itself', async () => {
    const world = await makeWorld();
    let isApproved = false;
    Object.assign(world.server.behaviour, { wantsDevice: true, approved: () => isApproved });
    world.gateway.keep();
    await untilStatus(world, 'refused');
    expect(world.gateway.state()).toMatchObject({
      error: {
        sentence: 'The gateway waits until somebody approves this device.',
        hint: 'On its host run: openclaw devices approve request-1',
      },
      retryAtMs: world.clock.now() + approvalEveryMs,
    });
    isApproved = true;
    await world.clock.advanceAndSettle(approvalEveryMs);
    await untilStatus(world, 'open');
  });

  test('a key that is damaged is left as it is, and told', async () => {
    const world = await makeWorld();
    const file = join(await tempDir(), 'key.json');
    await writeFile(file, 'not a key');
    await expect(deviceIdentity(file)).rejects.toMatchObject({ code: 'gateway-refused' });
    world.server.behaviour.wantsDevice = true;
    await deviceIdentity(world.keyFile);
    await writeFile(world.keyFile, '{"version":1,"privateKey":"PRIVATE KEY"}');
    world.gateway.keep();
    await untilStatus(world, 'refused');
    expect(world.gateway.state()).toMatchObject({ error: { code: 'gateway-refused' } });
  });
});
