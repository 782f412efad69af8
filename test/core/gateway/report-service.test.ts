import { describe, expect, it } from 'vitest';
import { askedEveryMs, createGatewayReport } from '../../../src/core/gateway/report-service.ts';
import type { GatewayReport } from '../../../src/core/model/programs.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import type { ErrorCode } from '../../../src/core/shared/error-view.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { createFakeGatewayClient, type FakeGatewayClient } from '../../support/fake-gateway-client.ts';
import { rpcRecording } from '../../support/rpc-recordings.ts';

const error = (code: ErrorCode): AppError => new AppError({ code, sentence: `Scripted ${code}.` });

const setUp = (
  parts: {
    isUp?: boolean;
    gatewayReport?: GatewayReport | AppError | 'never';
    health?: GatewayReport | AppError;
    noProgram?: boolean;
    live?: FakeGatewayClient;
  } = {},
) => {
  const {
    isUp = true,
    gatewayReport = { shop: { isRunning: true } } as GatewayReport,
    health = {},
    noProgram = false,
    live = createFakeGatewayClient(false),
  } = parts;
  const clock = createFakeClock();
  const { store, dispatch } = createEventStore();
  const asked: string[] = [];
  const answer = async (
    value: GatewayReport | AppError | 'never',
    signal?: AbortSignal,
  ): Promise<GatewayReport> => {
    if (value === 'never')
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(error('cancelled'))));
    if (value instanceof AppError) throw value;
    return value;
  };
  const service = createGatewayReport({
    live,
    cli: () => {
      if (noProgram) throw error('openclaw-not-found');
      return {
        channelsStatus: (signal) => {
          asked.push('channels status');
          return answer(gatewayReport, signal);
        },
        health: (signal) => {
          asked.push('health');
          return answer(health, signal);
        },
      };
    },
    checkGateway: async () =>
      dispatch({
        type: 'gateway/checked',
        gateway: { status: isUp ? 'up' : 'down', port: 1, checkedAtMs: clock.now() },
      }),
    clock,
    dispatch,
    getState: store.getState,
  });
  return { service, asked, clock, claimsNow: () => store.getState().gatewayReport };
};

describe('the question to the gateway', () => {
  it('joins what it claims with who the accounts are', async () => {
    const { service, asked, claimsNow, clock } = setUp({
      health: { shop: { userId: '7', displayName: 'Hoa Mai' }, other: { userId: '8' } } as GatewayReport,
    });
    expect(await service.ask()).toEqual({ ok: true });
    expect(asked).toEqual(['channels status', 'health']);
    expect(claimsNow()).toEqual({
      status: 'ready',
      atMs: clock.now(),
      value: { shop: { isRunning: true, userId: '7', displayName: 'Hoa Mai' } },
    });
  });

  it('does without knowing who they are', async () => {
    const { service, claimsNow } = setUp({ health: error('timed-out') });
    expect(await service.ask()).toEqual({ ok: true });
    expect(claimsNow()).toMatchObject({ status: 'ready', value: { shop: { isRunning: true } } });
  });

  it('is not put to a gateway that is not there: on 2026.9.6 that would take a minute', async () => {
    const { service, asked, claimsNow } = setUp({ isUp: false });
    expect(await service.ask()).toMatchObject({ ok: false, error: { code: 'gateway-down' } });
    expect(asked).toEqual([]);
    expect(claimsNow()).toMatchObject({ status: 'failed', error: { code: 'gateway-down' }, value: {} });
  });

  it('is put once, however often it is asked for', async () => {
    const { service, asked } = setUp();
    await Promise.all([service.ask(), service.ask()]);
    expect(asked).toEqual(['channels status', 'health']);
  });

  it.each<ErrorCode>(['gateway-down', 'timed-out', 'garbage-output'])(
    'that fails says why, and when: %s',
    async (code) => {
      const { service, claimsNow, clock } = setUp({ gatewayReport: error(code) });
      expect(await service.ask()).toMatchObject({ ok: false, error: { code } });
      expect(claimsNow()).toMatchObject({ status: 'failed', error: { code }, failedAtMs: clock.now() });
    },
  );

  it('needs a program', async () => {
    const { service, claimsNow } = setUp({ noProgram: true });
    expect(await service.ask()).toMatchObject({ ok: false, error: { code: 'openclaw-not-found' } });
    expect(claimsNow().status).toBe('failed');
  });

  it('is cancelled: what was known stays, and it can be asked again', async () => {
    const { service, claimsNow } = setUp({ gatewayReport: 'never' });
    const outcome = service.ask();
    await settle();
    expect(claimsNow()).toMatchObject({ status: 'loading' });
    service.cancel();
    expect(await outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(claimsNow()).toMatchObject({ status: 'idle' });
    const again = service.ask();
    await settle();
    expect(claimsNow().status).toBe('loading');
    service.cancel();
    await again;
  });

  it('is forgotten with the gateway, but not where nothing was known', async () => {
    const { service, claimsNow } = setUp();
    service.forget();
    expect(claimsNow().status).toBe('idle');
    await service.ask();
    service.forget();
    expect(claimsNow()).toMatchObject({ status: 'failed', error: { code: 'gateway-down' }, value: {} });
  });
});

describe('over the live connection', () => {
  const connected = (method = 'channels-status-probe'): FakeGatewayClient => {
    const live = createFakeGatewayClient();
    live.answer('channels.status', rpcRecording(method).answer);
    return live;
  };

  it('is one question, which needs no program and says who they are, too', async () => {
    const live = connected();
    const { service, asked, claimsNow, clock } = setUp({ live, noProgram: true });
    expect(await service.ask()).toEqual({ ok: true });
    expect(asked).toEqual([]);
    expect(live.calls).toMatchObject([{ method: 'channels.status', params: { probe: true }, scope: 'read' }]);
    expect(claimsNow()).toMatchObject({ status: 'ready', atMs: clock.now() });
    const reported = claimsNow().value as Record<string, object>;
    expect(reported['default']).toMatchObject({
      isLinked: true,
      isRunning: true,
      userId: expect.stringMatching(/^\d+$/u) as string,
      displayName: 'Alice Nguyễn',
    });
  });

  it('is put once in half a minute, and again after something was done', async () => {
    const live = connected('channels-status');
    const { service, clock } = setUp({ live });
    await service.ask();
    await clock.advanceAndSettle(askedEveryMs - 1);
    expect(await service.ask()).toEqual({ ok: true });
    expect(live.calls).toHaveLength(1);
    await service.ask({ isFresh: true });
    expect(live.calls).toHaveLength(2);
    await clock.advanceAndSettle(askedEveryMs);
    await service.ask();
    expect(live.calls).toHaveLength(3);
  });

  it('is put again to an operator who wants to know, not for every stroke of a key that is held down', async () => {
    const live = connected('channels-status');
    const { service, clock } = setUp({ live });
    await service.ask();
    for (let stroke = 0; stroke < 20; stroke += 1) await service.ask({ isWanted: true });
    expect(live.calls).toHaveLength(1);
    await clock.advanceAndSettle(3_000);
    await service.ask({ isWanted: true });
    expect(live.calls).toHaveLength(2);
  });

  it.each<ErrorCode>(['gateway-down', 'unsupported-call'])(
    'is put to the program where the gateway cannot answer it: %s',
    async (code) => {
      const live = createFakeGatewayClient();
      live.answer('channels.status', error(code));
      const { service, asked, claimsNow } = setUp({ live });
      expect(await service.ask()).toEqual({ ok: true });
      expect(asked).toEqual(['channels status', 'health']);
      expect(claimsNow()).toMatchObject({ status: 'ready', value: { shop: { isRunning: true } } });
    },
  );

  it('that fails says why', async () => {
    const live = createFakeGatewayClient();
    live.answer('channels.status', error('timed-out'));
    const { service, asked, claimsNow } = setUp({ live });
    expect(await service.ask()).toMatchObject({ ok: false, error: { code: 'timed-out' } });
    expect(asked).toEqual([]);
    expect(claimsNow()).toMatchObject({ status: 'failed' });
  });

  it('what the gateway tells by itself is taken in; who they are stays known', async () => {
    const { service, claimsNow, clock } = setUp({ live: connected() });
    const health = (running: boolean) => ({
      channels: { zalouser: { accounts: { default: { accountId: 'default', linked: running, running } } } },
    });
    service.hear(health(false));
    expect(claimsNow().status).toBe('idle');
    await service.ask();
    await clock.advanceAndSettle(60_000);
    service.hear(health(false));
    service.hear('nothing');
    service.hear({ channels: {} });
    expect(claimsNow()).toMatchObject({ status: 'ready', atMs: clock.now() });
    const reported = claimsNow().value as Record<string, object>;
    expect(reported['default']).toMatchObject({
      isRunning: false,
      isLinked: false,
      displayName: 'Alice Nguyễn',
    });
  });
});
