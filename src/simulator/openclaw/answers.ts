// What the fake `openclaw` prints, in the shapes recorded from 2026.2.26 and 2026.9.6 (test/fixtures/openclaw-*/cli). Pure.

import { spawn } from 'node:child_process';
import { newestKnownPlugin } from '../../core/openclaw/releases.ts';
import { readGateway } from '../gateway-files.ts';
import { scaled } from '../world.ts';
import type { Host } from '../zca/host.ts';
import type { Facts, FakeAccount } from './facts.ts';

// Starting and stopping the simulated gateway, as the service manager of a machine would.

const pollMs = 25;
const waitMs = 5_000;

const until = async (host: Host, isTrue: () => boolean): Promise<void> => {
  const limitMs = host.now() + waitMs;
  while (!isTrue() && host.now() < limitMs) await host.wait(pollMs);
};

const stop = async (host: Host, dir: string): Promise<void> => {
  const gateway = readGateway(dir);
  if (gateway === undefined) return;
  process.kill(gateway.pid, 'SIGTERM');
  await until(host, () => readGateway(dir)?.pid !== gateway.pid);
};

/** In a session of its own: it outlives the command that started it, as a service does. */
const start = async (host: Host, dir: string): Promise<void> => {
  const script = process.argv[1];
  if (script === undefined || readGateway(dir) !== undefined) return;
  const env = { ...host.env };
  spawn(process.execPath, [script, 'gateway', 'run'], { detached: true, stdio: 'ignore', env }).unref();
  await until(host, () => readGateway(dir) !== undefined);
};

export const serviceAct = async (host: Host, facts: Facts, act: string): Promise<Printed> => {
  const { dir, world, can } = facts;
  if (world.switches.noService === true) return noService(act);
  if (act === 'stop' && can.stopNeedsForce && !host.argv.includes('--force')) return refusesToStop;
  if (act !== 'start') await stop(host, dir);
  if (act === 'restart' && world.switches.gatewayStuck === true)
    await new Promise<void>(() => setInterval(() => undefined, 60_000));
  await host.wait(scaled(world, 700));
  if (act !== 'stop') await start(host, dir);
  return acted(act);
};

export interface Printed {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: number;
}

const port = 18_789;

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Older releases draw a box before almost every answer when something about the config strikes them. */
const boxBefore = ({ can, view }: Facts): string => {
  const isShut = view.accounts.some(
    ({ dmPolicy, allowFrom }) => dmPolicy.value === 'allowlist' && allowFrom.value.length === 0,
  );
  if (can.hasPairingRpc || !isShut) return '';
  const rule = '─'.repeat(54);
  return `│\n◇  Doctor warnings ${rule}╮\n│  - channels.zalouser.dmPolicy is "allowlist" but allowFrom is empty.   │\n├────────────────────${rule}╯\n`;
};

const isSilent = ({ gateway, world }: Facts): boolean =>
  gateway === undefined || world.switches.gatewaySilent === true;

const closed = 'gateway closed (1006 abnormal closure (no close frame)): no close reason';
const target = ({ view }: Facts): string =>
  `Gateway target: ws://127.0.0.1:${port}\nSource: local loopback\nConfig: ${view.path}\nBind: loopback\n`;

const transportError = (kind: 'timeout' | 'closed'): Printed => ({
  stdout: json({
    ok: false,
    error: {
      type: 'gateway_transport_error',
      kind,
      message:
        kind === 'closed'
          ? `Gateway not reachable at ws://127.0.0.1:${port} (ECONNREFUSED).`
          : 'Gateway not reachable after waiting 8 s.',
    },
    gateway: { url: `ws://127.0.0.1:${port}`, urlSource: 'local loopback', bindDetail: 'Bind: loopback' },
  }),
  code: 1,
});

/** `plugins list --json`. A bundled plugin that is off carries its reason as an error. */
export const pluginsList = (facts: Facts): Printed => {
  const { world, view, can, version } = facts;
  const isEnabled = view.pluginEnabled === true;
  const plugin = {
    id: 'zalouser',
    name: 'Zalo Personal',
    version: can.isPluginBundled ? version : newestKnownPlugin,
    origin: can.isPluginBundled ? 'bundled' : 'global',
    enabled: isEnabled,
    status: isEnabled ? 'loaded' : 'disabled',
    channelIds: isEnabled ? ['zalouser'] : [],
    ...(isEnabled || !can.isPluginBundled ? {} : { error: 'bundled (disabled by default)' }),
  };
  const plugins = world.isPluginInstalled === false ? [] : [plugin];
  return {
    stdout: boxBefore(facts) + json({ workspaceDir: '~/.openclaw/workspace', plugins, diagnostics: [] }),
  };
};

/** `gateway status --json`: exit 0 whatever it finds. */
export const gatewayStatus = (facts: Facts): Printed => {
  const { gateway, view, world, can, version } = facts;
  const path = { path: view.path, exists: true, valid: view.status === 'ready' };
  const isUp = !isSilent(facts);
  const noService = world.switches.noService === true;
  return {
    stdout: json({
      service: {
        label: 'systemd',
        loaded: !noService,
        loadedText: 'enabled',
        notLoadedText: 'disabled',
        runtime: noService
          ? {
              status: 'unknown',
              detail: 'Error: systemctl --user unavailable: Failed to connect to bus: No medium found',
            }
          : { status: gateway === undefined ? 'stopped' : 'running' },
      },
      config: { cli: path, daemon: path },
      gateway: {
        bindMode: 'loopback',
        port,
        probeUrl: `ws://127.0.0.1:${port}`,
        ...(can.hasPairingRpc ? { version: isUp ? version : null } : {}),
      },
      port: {
        port,
        status: gateway === undefined ? 'free' : 'busy',
        listeners: gateway === undefined ? [] : [{ pid: gateway.pid, command: 'openclaw-gatewa' }],
      },
      rpc: isUp
        ? { ok: true, url: `ws://127.0.0.1:${port}` }
        : { ok: false, error: `${closed}\n${target(facts)}`, url: `ws://127.0.0.1:${port}` },
    }),
  };
};

/** `gateway start|stop|restart --json` where there is no service manager. */
export const noService = (act: string): Printed => ({
  stdout: json({
    action: act,
    ok: false,
    error:
      'Gateway service check failed: Error: systemctl --user unavailable: Failed to connect to bus: No medium found',
  }),
  code: 1,
});

/** `gateway stop` of 96 without a terminal and without `--force`. */
export const refusesToStop: Printed = {
  stdout: json({
    action: 'stop',
    ok: false,
    error:
      "This stops the operator's running gateway service. Use an isolated dev gateway or re-run with --force if you really mean it.",
  }),
  code: 1,
};

/** What starting, stopping, restarting came to. */
export const acted = (act: string): Printed => {
  const result = { start: 'started', stop: 'stopped', restart: 'restarted' }[act] ?? act;
  return {
    stdout: json({
      action: act,
      ok: true,
      result,
      service: { label: 'systemd', loaded: true, loadedText: 'enabled', notLoadedText: 'disabled' },
    }),
  };
};

const sessionOf = ({ world }: Facts, { profile }: FakeAccount): boolean =>
  world.profiles[profile]?.session === 'active';

/** When something was last heard or written on a profile (epoch ms); null: never. */
export type Traffic = (profile: string, way: 'inbound' | 'outbound') => number | null;

const accountRow = (facts: Facts, account: FakeAccount, trafficMs: Traffic) => {
  const known = facts.gateway?.accounts[account.id];
  const isLoggedIn = sessionOf(facts, account);
  const isRunning = known?.isRunning === true;
  const common = {
    accountId: account.id,
    enabled: account.isEnabled,
    running: isRunning,
    lastStartAt: known?.startedAtMs ?? null,
    lastStopAt: null,
    lastInboundAt: isRunning ? trafficMs(account.profile, 'inbound') : null,
    lastOutboundAt: isRunning ? trafficMs(account.profile, 'outbound') : null,
    dmPolicy: account.dmPolicy,
  };
  return facts.can.configuredMeansLoggedIn
    ? {
        ...common,
        configured: isLoggedIn,
        lastError: isRunning && !isLoggedIn ? 'not authenticated' : (known?.lastError ?? null),
      }
    : {
        ...common,
        configured: true,
        linked: isLoggedIn,
        restartPending: false,
        ...(isLoggedIn ? {} : { stateReason: 'not authenticated' }),
        lastError: known?.lastError ?? null,
      };
};

const configOnly = (facts: Facts): Printed =>
  !facts.can.hasPairingRpc
    ? {
        stdout: `Gateway not reachable; showing config-only status.\nConfig: ${facts.view.path}\nMode: local\n\n${facts.accounts
          .map(
            ({ id, isEnabled }) =>
              `- Zalo Personal ${id}: ${isEnabled ? 'enabled' : 'disabled'}, configured\n`,
          )
          .join('')}`,
        stderr: `Gateway not reachable: Error: ${closed}\n${target(facts)}`,
      }
    : {
        stdout: json({
          gatewayReachable: false,
          error:
            'Gateway not reachable after waiting 8 s.\nwaiting for managed service\nRun openclaw gateway status --deep to diagnose.',
          configOnly: true,
          config: { path: facts.view.path, mode: 'local' },
          configuredChannels: ['zalouser'],
        }),
      };

const channelsBody = (facts: Facts, nowMs: number, trafficMs: Traffic) => ({
  ts: nowMs,
  channelOrder: ['zalouser'],
  channelLabels: { zalouser: 'Zalo Personal' },
  channelAccounts: { zalouser: facts.accounts.map((account) => accountRow(facts, account, trafficMs)) },
  channelDefaultAccountId: { zalouser: facts.view.defaultAccountId },
});

/** `channels status --json`: text instead of JSON on older releases without a gateway. */
export const channelsStatus = (facts: Facts, nowMs: number, trafficMs: Traffic): Printed =>
  isSilent(facts)
    ? configOnly(facts)
    : { stdout: boxBefore(facts) + json(channelsBody(facts, nowMs, trafficMs)) };

const gatewayDown = (facts: Facts): Printed =>
  !facts.can.hasPairingRpc
    ? { stderr: `[openclaw] Failed to start CLI: Error: ${closed}\n${target(facts)}`, code: 1 }
    : transportError('timeout');

/** `health --json`: who the accounts are; nothing in it ever runs. */
export const health = (facts: Facts, nowMs: number): Printed => {
  if (isSilent(facts)) return gatewayDown(facts);
  const accounts = facts.accounts.map((account) => {
    const self = facts.world.profiles[account.profile]?.self;
    const isLoggedIn = sessionOf(facts, account);
    const probe =
      isLoggedIn && self !== undefined
        ? { probe: { ok: true, user: { userId: self.id, displayName: self.displayName } } }
        : {};
    return [
      account.id,
      { configured: isLoggedIn, running: false, lastError: null, accountId: account.id, ...probe },
    ];
  });
  return {
    stdout: json({
      ok: true,
      ts: nowMs,
      durationMs: 36,
      channels: { zalouser: { accounts: Object.fromEntries(accounts) } },
    }),
  };
};

/** `gateway call METHOD --json`, for the methods there are here; undefined = unknown. */
export const gatewayCall = (facts: Facts, method: string, nowMs: number, trafficMs: Traffic): Printed => {
  if (isSilent(facts))
    return !facts.can.hasPairingRpc
      ? { stderr: `Gateway call failed: Error: ${closed}\n${target(facts)}`, code: 1 }
      : transportError('closed');
  if (method === 'channels.status') return { stdout: json(channelsBody(facts, nowMs, trafficMs)) };
  if (method === 'health') return health(facts, nowMs);
  return {
    stdout: json({
      ok: false,
      error: { type: 'gateway_request_error', code: 'INVALID_REQUEST', message: `unknown method: ${method}` },
    }),
    code: 1,
  };
};

/** `config validate --json`, where there is such a command. */
export const configValidate = ({ can, view }: Facts): Printed => {
  if (!can.validatesConfig) return { stderr: "error: unknown option '--json'\n", code: 1 };
  if (view.status === 'ready')
    return { stdout: `${JSON.stringify({ valid: true, path: view.path, warnings: [] })}\n` };
  const issues = view.findings.map(({ sentence }) => ({ path: '<root>', message: sentence }));
  return {
    stdout: json({
      ok: false,
      error: { type: 'cli_error', message: `OpenClaw config is invalid: ${view.path}` },
      valid: false,
      path: view.path,
      issues,
    }),
    code: 1,
  };
};

/** `logs --follow --json` without a gateway. */
export const logsDown = (facts: Facts): Printed =>
  isSilent(facts)
    ? {
        stderr: `${JSON.stringify({ type: 'error', message: 'Gateway not reachable. Is it running and accessible?', error: closed, hint: 'Hint: run `openclaw doctor`.' })}\n`,
        code: 1,
      }
    : {};
