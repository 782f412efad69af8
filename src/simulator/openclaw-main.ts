#!/usr/bin/env node
// The fake `openclaw`: an executable that speaks the part of OpenClaw's command line the console uses, in the words of 2026.2.26 or, with the
// switch `openclawVersion`, of 2026.9.6, over a simulated world. `gateway run` is the simulated gateway itself.
//
//   ZALOUSER_DEMO_DIR=FOLDER OPENCLAW_CONFIG_PATH=FILE node openclaw-main.ts gateway status --json
import { existsSync, readFileSync } from 'node:fs';
import { gatewayLogFile, gatewayMode, lastTrafficMs } from './gateway-files.ts';
import * as answers from './openclaw/answers.ts';
import { serviceAct } from './openclaw/answers.ts';
import { type Facts, readFacts, versionIn } from './openclaw/facts.ts';
import { runGateway } from './openclaw/gateway-run.ts';
import { enable, install, pairingApprove, pairingList, pairingRpc } from './openclaw/mutations.ts';
import { storyMs } from './story-clock.ts';
import { scaled } from './world.ts';
import { openclawLogFile, readWorld } from './world-files.ts';
import { createHost, type Host } from './zca/host.ts';

/** The real ones take 1 to 5 s. */
const latencyMs = 500;

const valueAfter = (argv: readonly string[], flag: string): string | undefined => {
  const at = argv.indexOf(flag);
  return at < 0 ? undefined : argv[at + 1];
};

const print = (host: Host, { stdout = '', stderr = '', code = 0 }: answers.Printed): void => {
  if (stdout !== '') host.writeOut(stdout);
  if (stderr !== '') host.writeErr(stderr);
  host.exit(code);
};

/** When the gateway that runs last heard or wrote something on a profile. */
const trafficIn =
  ({ dir, gateway, world }: Facts): answers.Traffic =>
  (profile, way) => {
    const lastMs = gateway === undefined ? undefined : lastTrafficMs(dir, profile, way);
    const atMs = lastMs === undefined ? undefined : storyMs(world, lastMs);
    return gateway !== undefined && atMs !== undefined && atMs > gateway.startedAtMs ? atMs : null;
  };

interface LogEntry {
  readonly time: string;
  readonly level: string;
  readonly subsystem: string;
  readonly message: string;
}

const entryOf = (line: string): LogEntry => {
  const value: {
    readonly 1: string;
    readonly time: string;
    readonly _meta: { readonly logLevelName: string };
  } = JSON.parse(line);
  return {
    time: value.time,
    level: value._meta.logLevelName.toLowerCase(),
    subsystem: 'gateway/channels/zalouser',
    message: value[1],
  };
};

const logEntries = (dir: string): readonly LogEntry[] => {
  const file = gatewayLogFile(dir);
  return existsSync(file)
    ? readFileSync(file, 'utf8').trimEnd().split('\n').filter(Boolean).map(entryOf)
    : [];
};

/** `logs --follow --json`: what is there, then what comes, until it is ended. */
const followLog = async (host: Host, facts: Facts): Promise<void> => {
  const down = answers.logsDown(facts);
  if (down.code !== undefined) return print(host, down);
  host.writeOut(`${JSON.stringify({ type: 'meta', file: gatewayLogFile(facts.dir), cursor: 0, size: 0 })}\n`);
  for (let shown = 0; ; await host.wait(100)) {
    const entries = logEntries(facts.dir);
    for (const entry of entries.slice(shown)) host.writeOut(`${JSON.stringify({ type: 'log', ...entry })}\n`);
    shown = entries.length;
  }
};

const channelsLogs = (host: Host, { dir }: Facts): void => {
  const lines = Number(valueAfter(host.argv, '--lines') ?? 200);
  print(host, {
    stdout: answers.json({
      file: gatewayLogFile(dir),
      channel: 'zalouser',
      lines: logEntries(dir).slice(-lines),
    }),
  });
};

const call = (host: Host, facts: Facts, method: string, nowMs: number): answers.Printed => {
  const down = answers.gatewayCall(facts, method, nowMs, trafficIn(facts));
  const act = /^channels\.pairing\.(list|approve|dismiss)$/u.exec(method)?.[1];
  const isUp = facts.gateway !== undefined && facts.world.switches.gatewaySilent !== true;
  return act !== undefined && isUp && facts.can.hasPairingRpc
    ? pairingRpc(facts, act, valueAfter(host.argv, '--params') ?? '{}', nowMs)
    : down;
};

const unknown = (host: Host): void =>
  print(host, { stderr: `error: unknown command '${host.argv.join(' ')}'\n`, code: 1 });

const run = async (host: Host, facts: Facts): Promise<void> => {
  const [group = '', command = '', third = '', fourth = ''] = host.argv;
  const nowMs = storyMs(facts.world, host.now());
  switch (`${group} ${command}`) {
    case 'plugins list':
      return print(host, answers.pluginsList(facts));
    case 'plugins enable':
      return enable(host, facts);
    case 'plugins install':
      return install(host, facts, third);
    case 'gateway status':
      return print(host, answers.gatewayStatus(facts));
    case 'gateway start':
    case 'gateway stop':
    case 'gateway restart':
      return print(host, await serviceAct(host, facts, command));
    case 'gateway call':
      return print(host, call(host, facts, third, nowMs));
    case 'channels status':
      return print(host, answers.channelsStatus(facts, nowMs, trafficIn(facts)));
    case 'channels logs':
      return channelsLogs(host, facts);
    case 'config validate':
      return print(host, answers.configValidate(facts));
    case 'pairing list':
      return print(host, pairingList(facts, nowMs));
    case 'pairing approve':
      return print(host, pairingApprove(facts, fourth, valueAfter(host.argv, '--account'), nowMs));
    default:
      if (group === 'health') return print(host, answers.health(facts, nowMs));
      return group === 'logs' ? followLog(host, facts) : unknown(host);
  }
};

const main = async (host: Host): Promise<void> => {
  const { dir } = host;
  const world = dir === undefined ? undefined : readWorld(dir, host.env);
  if (host.argv[0] === '--version') {
    const version = versionIn(world);
    return print(host, {
      stdout: /^2026\.[123]\./u.test(version) ? `${version}\n` : `OpenClaw ${version} (demo)\n`,
    });
  }
  if (dir === undefined || world === undefined)
    return print(host, { stderr: 'ZALOUSER_DEMO_DIR names no simulated world\n', code: 2 });
  if (host.argv[0] === 'gateway' && host.argv[1] === 'run')
    return runGateway(host, dir, gatewayMode(valueAfter(host.argv, '--listens')) ?? 'up');
  await host.wait(scaled(world, latencyMs));
  return run(host, await readFacts(dir, world, host.env));
};

const host = createHost(process.argv.slice(2), process.env, openclawLogFile);
main(host).catch((error: unknown) => {
  host.writeErr(
    `[openclaw] Failed to start CLI: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  host.exit(1);
});
