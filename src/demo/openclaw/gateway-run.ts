// The simulated gateway as a process: listens on every enabled account that is logged in when it starts, through the fake zca, with the
// habits of OpenClaw 2026.2.26 (the OpenClaw contract, sections 3 and 5): whoever logs in later is not started until the config changes; a
// listener that ends with 0 is never missed; one that fails is started again after 5 s; `running` is said of all of them.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { scaled } from '../world.ts';
import { isAlive, readWorld, worldFile } from '../world-files.ts';
import type { Host } from '../zca/host.ts';
import { readAccounts } from './facts.ts';
import { type GatewayAccount, logGateway, removeGateway, writeGateway } from './gateway-file.ts';

const pollMs = 100;
const restartAfterMs = 5_000;

interface Running {
  readonly host: Host;
  readonly dir: string;
  readonly startedAtMs: number;
  readonly accounts: Map<string, GatewayAccount>;
  readonly children: Set<ChildProcess>;
  /** Grows with every start of the channel: what belongs to an earlier one is over. */
  round: number;
}

const tell = ({ dir, host, startedAtMs, accounts }: Running): void =>
  writeGateway(dir, { pid: host.pid, startedAtMs, accounts: Object.fromEntries(accounts) });

const listen = (gateway: Running, profile: string, round: number): void => {
  const { dir, children } = gateway;
  const child = spawn(process.execPath, [join(dir, '..', 'zca.mjs'), '--profile', profile, 'listen', '-r', '-k'], {
    env: {},
    stdio: 'ignore',
  });
  children.add(child);
  logGateway(dir, `[${profile}] starting zca listener (profile=${profile})`);
  child.on('exit', (code) => {
    children.delete(child);
    if (gateway.round !== round || code === 0) return;
    logGateway(dir, `[${profile}] zca listener error: Error: zca listen exited with code ${code ?? 'null'}`, 'ERROR');
    const world = readWorld(dir);
    if (world === undefined) return;
    setTimeout(
      () => {
        if (gateway.round === round) listen(gateway, profile, round);
      },
      scaled(world, restartAfterMs),
    );
  });
};

const endListeners = ({ children }: Running): void => {
  for (const child of children) child.kill('SIGTERM');
  children.clear();
};

/** Starts the channel, again if it has been started before. */
const startChannel = async (gateway: Running): Promise<void> => {
  const { dir, host, accounts } = gateway;
  gateway.round += 1;
  endListeners(gateway);
  accounts.clear();
  const world = readWorld(dir);
  for (const { id, profile, isEnabled } of await readAccounts(host.env)) {
    const isLoggedIn = world?.profiles[profile]?.session === 'active';
    const isRunning = isEnabled && isLoggedIn;
    const lastError = isRunning ? null : isEnabled ? 'not configured' : 'disabled';
    accounts.set(id, { profile, isRunning, startedAtMs: isRunning ? host.now() : null, lastError });
    if (isRunning) listen(gateway, profile, gateway.round);
  }
  tell(gateway);
};

const changedAt = (file: string | undefined): number => {
  try {
    return file === undefined ? 0 : statSync(file).mtimeMs;
  } catch {
    return 0;
  }
};

/** Runs until a signal or the end of the world ends it. */
export const runGateway = async (host: Host, dir: string): Promise<void> => {
  const gateway: Running = { host, dir, startedAtMs: host.now(), accounts: new Map(), children: new Set(), round: 0 };
  host.onEnd(() => {
    gateway.round += 1;
    endListeners(gateway);
    removeGateway(dir);
  });
  const config = host.env['OPENCLAW_CONFIG_PATH'];
  let configAtMs = changedAt(config);
  logGateway(dir, `[gateway] listening (PID ${host.pid})`);
  await startChannel(gateway);
  const ownerPid = readWorld(dir)?.ownerPid;
  while (existsSync(worldFile(dir)) && (ownerPid === undefined || isAlive(ownerPid))) {
    await host.wait(pollMs);
    const atMs = changedAt(config);
    if (atMs === configAtMs) continue;
    configAtMs = atMs;
    logGateway(dir, '[reload] config hot reload applied');
    await startChannel(gateway);
  }
  host.exit(0);
};
