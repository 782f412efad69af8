// What a real gateway claims of its accounts, against what is seen: the status truth table with the true other side.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { InstalledOpenclaw } from '../../scripts/install-openclaw.ts';
import type { Console } from '../../src/core/console.ts';
import { createConsole } from '../../src/core/create-console.ts';
import { findings } from '../../src/core/findings.ts';
import type { GatewayReport, ReportedAccount } from '../../src/core/model/programs.ts';
import { accountId, defaultAccountId } from '../../src/core/shared/ids.ts';
import type { Remote } from '../../src/core/shared/remote.ts';
import { type Gateway, type OpenclawSystem, openSystem } from './support/system.ts';
import { until } from './support/until.ts';
import { openZcaDesk, type ZcaDesk } from './support/zca-desk.ts';

const old = accountId('old');
const stranger = '4512000000000004841';
const deadlineMs = 60_000;

interface Opened {
  readonly console: Console;
  gatewayReport(): Remote<GatewayReport>;
  reportOf(id: typeof old): ReportedAccount | undefined;
  /** Codes of what is found to be wrong with an account by what the gateway says of it. */
  found(id: typeof old): readonly string[];
  close(): Promise<void>;
}

const openConsole = async (system: OpenclawSystem, openclaw: InstalledOpenclaw): Promise<Opened> => {
  const runtimeDir = await mkdtemp(join(tmpdir(), 'zalouser-tui-contract-run-'));
  const console = createConsole({
    env: system.env,
    homeDir: system.home,
    platform: process.platform,
    openclawPath: openclaw.script,
    runtimeDir,
    asksGateway: false,
  });
  await console.start();
  await console.gateway.locateOpenClaw();
  const gatewayReport = (): Remote<GatewayReport> => console.store.getState().gatewayReport;
  return {
    console,
    gatewayReport,
    reportOf: (id) => gatewayReport().value[id],
    found: (id) =>
      findings(console.store.getState(), id).flatMap(({ code }) =>
        code.startsWith('gateway-') ? [code] : [],
      ),
    close: async () => {
      await console.stop();
      await rm(runtimeDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

const openclaw226 = inject('openclawB');

describe.skipIf(openclaw226 === undefined)('the claims of 2026.2.26', () => {
  let system: OpenclawSystem;
  let desk: ZcaDesk;
  let gateway: Gateway | undefined;
  let opened: Opened;

  beforeAll(async () => {
    if (!openclaw226) return;
    desk = await openZcaDesk({ friends: [], groups: [] });
    system = await openSystem(openclaw226, desk.port);
    const channels = {
      zalouser: {
        dmPolicy: 'pairing',
        groupPolicy: 'disabled',
        accounts: { default: {}, old: { enabled: false } },
      },
    };
    await system.write(JSON.stringify({ ...system.baseConfig, channels }));
    gateway = await system.startGateway();
    await until(
      'the account to be listened for',
      () => desk.listeners('default') === 1,
      deadlineMs,
      gateway.log,
    );
    opened = await openConsole(system, openclaw226);
  });
  afterAll(async () => {
    await opened?.close();
    await gateway?.stop();
    await system?.close();
    await desk?.close();
  });

  test('are read account by account, and agree with what is seen', async () => {
    expect(await opened.console.gateway.ask()).toMatchObject({ ok: true });
    expect(opened.gatewayReport()).toMatchObject({ status: 'ready' });
    expect(opened.reportOf(defaultAccountId)).toMatchObject({
      isEnabled: true,
      isConfigured: true,
      isRunning: true,
      dmPolicy: 'pairing',
    });
    expect(opened.reportOf(old)).toMatchObject({ isEnabled: false, isRunning: false });
    expect([opened.found(defaultAccountId), opened.found(old)]).toEqual([[], []]);
  });

  test('tell when a message was last heard', async () => {
    const before = Date.now();
    const line = {
      threadId: stranger,
      msgId: '7900000000001',
      content: 'chào shop',
      timestamp: 1_795_362_521,
    };
    await desk.deliver(
      'default',
      JSON.stringify({ ...line, metadata: { isGroup: false, fromId: stranger } }),
    );
    await desk.replyTo(stranger);
    await opened.console.gateway.ask();
    expect(opened.reportOf(defaultAccountId)?.lastInboundAtMs).toBeGreaterThanOrEqual(before);
  });

  const listeners = async () => {
    await opened.console.gateway.scan();
    return opened.console.store.getState().listening.processes.filter(({ profile }) => profile === 'default');
  };

  test('know nothing of a listener that was killed: the processes do, until the gateway has started another', async () => {
    const before = await listeners();
    expect(before.map(({ owner }) => owner.type)).toEqual(['gateway']);
    for (const { pid } of before) process.kill(pid, 'SIGKILL');
    await until('the listener to be gone', () => desk.listeners('default') === 0, deadlineMs);
    expect(await listeners()).toEqual([]);
    await opened.console.gateway.ask();
    expect(opened.reportOf(defaultAccountId)).toMatchObject({ isRunning: true });
    await until('another listener', () => desk.listeners('default') === 1, deadlineMs);
    const after = await listeners();
    expect(after.map(({ owner }) => owner.type)).toEqual(['gateway']);
    expect(after[0]?.pid).not.toBe(before[0]?.pid);
  });

  test('are none where no gateway answers, and what was said before is not said any more', async () => {
    await gateway?.stop();
    gateway = undefined;
    expect(await opened.console.gateway.ask()).toMatchObject({
      ok: false,
      error: { code: 'gateway-down' },
    });
    expect(opened.gatewayReport()).toMatchObject({
      status: 'failed',
      error: { code: 'gateway-down' },
      value: {},
    });
  });
});

const openclaw96 = inject('openclawD');

describe.skipIf(openclaw96 === undefined)('the claims of 2026.9.6', () => {
  let system: OpenclawSystem;
  let gateway: Gateway | undefined;
  let opened: Opened;

  beforeAll(async () => {
    if (!openclaw96) return;
    system = await openSystem(openclaw96);
    await system.write(
      JSON.stringify({
        ...system.baseConfig,
        gateway: { mode: 'local', bind: 'loopback' },
        plugins: {
          allow: ['zalouser'],
          load: { paths: [join(openclaw96.folder, 'node_modules', '@openclaw', 'zalouser')] },
          entries: { zalouser: { enabled: true } },
        },
        channels: {
          zalouser: {
            dmPolicy: 'pairing',
            groupPolicy: 'disabled',
            accounts: { default: { groupPolicy: 'disabled' }, old: { enabled: false } },
          },
        },
      }),
    );
    gateway = await system.startGateway('[gateway] ready');
    opened = await openConsole(system, openclaw96);
  });
  afterAll(async () => {
    await opened?.close();
    await gateway?.stop();
    await system?.close();
  });

  test('say that nobody is logged in, whatever else they say: a finding, with the command that cures it', async () => {
    expect(await opened.console.gateway.ask()).toMatchObject({ ok: true });
    expect(opened.reportOf(defaultAccountId)).toMatchObject({ isEnabled: true, isLinked: false });
    expect(opened.reportOf(old)).toMatchObject({ isEnabled: false });
    expect(opened.found(defaultAccountId)).toContain('gateway-not-linked');
    expect(opened.found(old)).toEqual([]);
  });
});
