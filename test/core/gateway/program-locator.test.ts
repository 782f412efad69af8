import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { errorSentences } from '../../../src/core/error-words.ts';
import {
  canConnect,
  createProgramLocator,
  gatewayPort,
  isGatewayExpected,
} from '../../../src/core/gateway/program-locator.ts';
import { type ConsoleState, initialState } from '../../../src/core/state.ts';
import { createEventStore } from '../../../src/core/store.ts';
import type { ZcaLocation } from '../../../src/core/zca/locate.ts';
import { aConfig } from '../../support/builders.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { createFakeRunner, fakeFailure } from '../../support/fake-runner.ts';

const at = (path: string): ZcaLocation => ({
  status: 'found',
  by: 'path',
  program: { file: path, prefixArgs: [], shownPath: path },
});

const setUp = () => {
  const { store, dispatch } = createEventStore();
  const runner = createFakeRunner();
  const world = { location: at('/bin/zca'), answers: [] as number[], isUp: true };
  const setup = createProgramLocator({
    runner,
    dispatch,
    clock: createFakeClock(),
    getState: store.getState,
    env: {},
    locateZca: async () => world.location,
    canConnect: async (port) => {
      world.answers.push(port);
      return world.isUp;
    },
  });
  return { store, dispatch, runner, setup, world, zca: () => store.getState().zca };
};

describe('zca', () => {
  it('is there before its version is', async () => {
    const { setup, runner, zca } = setUp();
    runner.expectRun(['--version'], { stdout: '0.1.58\n' });
    const { located, done } = setup.locateZca();
    await located;
    expect(zca()).toEqual({ status: 'found', path: '/bin/zca', by: 'path' });
    expect(setup.program().file).toBe('/bin/zca');
    await done;
    expect(zca()).toEqual({ status: 'found', path: '/bin/zca', by: 'path', version: '0.1.58' });
    runner.verify();
  });

  it('that is missing says why, and so does every call', async () => {
    const { setup, world, zca } = setUp();
    const error = errorSentences.zcaNotFound();
    expect(() => setup.zca()).toThrow(error.sentence);
    world.location = { status: 'missing', error };
    await setup.locateZca().done;
    expect(zca()).toEqual({ status: 'missing', error });
    expect(() => setup.program()).toThrow(error.sentence);
  });

  it.each([
    ['prints no version', { stdout: 'hello' }, 'zca-not-zca'],
    ['does not know --version', { code: 1, stderr: 'usage: something else' }, 'zca-not-zca'],
  ])('that %s is none', async (_, answer, code) => {
    const { setup, runner, zca } = setUp();
    runner.expectRun(['--version'], answer);
    await setup.locateZca().done;
    expect(zca()).toMatchObject({ status: 'missing', error: { code } });
    expect(() => setup.zca()).toThrow('/bin/zca');
  });

  it('that is only slow is kept', async () => {
    const { setup, runner, zca } = setUp();
    runner.expectRun(['--version'], fakeFailure('timed-out'));
    await setup.locateZca().done;
    expect(zca()).toEqual({ status: 'found', path: '/bin/zca', by: 'path' });
    expect(setup.zca().program.file).toBe('/bin/zca');
  });

  it('that was found later takes over, and an older answer does not come back', async () => {
    const { setup, runner, world, zca } = setUp();
    runner.expectRun(['--version'], 'never');
    const old = setup.locateZca();
    await old.located;
    world.location = at('/opt/zca');
    runner.expectRun(['--version'], { stdout: '2.0.0' });
    await setup.locateZca().done;
    setup.stop();
    await old.done;
    expect(zca()).toMatchObject({ path: '/opt/zca', version: '2.0.0' });
  });

  it('is asked nothing any more after the end', async () => {
    const { setup, runner } = setUp();
    setup.stop();
    await setup.locateZca().done;
    expect(runner.commands).toEqual([]);
  });

  it('looked for again keeps its version on the screen meanwhile', async () => {
    const { setup, runner, zca } = setUp();
    runner.expectRun(['--version'], { stdout: '0.1.58' }, { times: 2 });
    await setup.locateZca().done;
    const again = setup.locateZca();
    await again.located;
    expect(zca()).toMatchObject({ version: '0.1.58' });
    await again.done;
    runner.verify();
  });
});

describe('the gateway', () => {
  it.each([
    [{}, undefined, true, 18_789],
    [{}, undefined, false, undefined],
    [{}, 19_001, false, 19_001],
    [{ OPENCLAW_GATEWAY_PORT: '20000' }, 19_001, true, 20_000],
    [{ OPENCLAW_GATEWAY_PORT: ' ', CLAWDBOT_GATEWAY_PORT: '20001' }, 19_001, true, 20_001],
    [{ OPENCLAW_GATEWAY_PORT: '0' }, 19_001, true, undefined],
    [{ OPENCLAW_GATEWAY_PORT: 'abc' }, undefined, true, undefined],
    [{ OPENCLAW_GATEWAY_PORT: '70000' }, undefined, true, undefined],
  ])('is asked on the port of %j, config %j, expected: %j', (env, configured, hasOpenClaw, port) => {
    expect(gatewayPort(env, configured, hasOpenClaw)).toBe(port);
  });

  it('is asked only where one is to be expected', async () => {
    const { setup, world, store, dispatch } = setUp();
    await setup.checkGateway();
    expect(world.answers).toEqual([]);
    expect(store.getState().gateway).toEqual({ status: 'unknown' });
    dispatch({ type: 'config/read', config: aConfig({ gatewayPort: 19_001 }) });
    await setup.checkGateway();
    expect(store.getState().gateway).toMatchObject({ status: 'up', port: 19_001 });
    world.isUp = false;
    await setup.checkGateway();
    expect(store.getState().gateway).toMatchObject({ status: 'down', port: 19_001 });
  });

  it.each<[string, Partial<ConsoleState>, boolean]>([
    ['openclaw is here', { openclaw: { status: 'found', path: '/bin/openclaw', by: 'path' } }, true],
    ['the channel is on in the config', { config: aConfig() }, true],
    ['the config is broken', { config: aConfig({ status: 'broken', hasSection: false }) }, true],
    ['the channel is off', { config: aConfig({ channelEnabled: false }) }, false],
    ['the config has no section of the channel', { config: aConfig({ hasSection: false }) }, false],
    ['there is no config', { config: aConfig({ status: 'missing', hasSection: false }) }, false],
  ])('is to be expected when %s: %s', (_, parts, isExpected) => {
    expect(
      isGatewayExpected({ openclaw: { status: 'missing' }, config: initialState().config, ...parts }),
    ).toBe(isExpected);
  });

  it('is found on its default port without a program and without a port in the config, and forgotten with the channel', async () => {
    const { setup, world, store, dispatch } = setUp();
    dispatch({ type: 'config/read', config: aConfig() });
    await setup.checkGateway();
    expect(store.getState().gateway).toMatchObject({ status: 'up', port: 18_789 });
    dispatch({ type: 'config/read', config: aConfig({ channelEnabled: false }) });
    await setup.checkGateway();
    expect(store.getState().gateway).toEqual({ status: 'unknown' });
    expect(world.answers).toEqual([18_789]);
  });

  describe('by a connection', () => {
    let server: Server | undefined;
    afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

    it('answers, or nothing does', async () => {
      server = createServer((socket) => socket.destroy());
      await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      expect(await canConnect(port)).toBe(true);
      const aborted = AbortSignal.abort();
      expect(await canConnect(port, aborted)).toBe(false);
      await new Promise<void>((resolve) => server?.close(() => resolve()));
      server = undefined;
      expect(await canConnect(port)).toBe(false);
      await settle();
    });
  });
});
