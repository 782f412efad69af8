// The simulated gateway as a process: listens on every enabled account that is logged in when it starts, through the fake zca, with the
// habits of OpenClaw 2026.2.26 (the OpenClaw contract, sections 3 and 5): whoever logs in later is not started until the config changes; a
// listener that ends with 0 is never missed; one that fails is started again after 5 s; `running` is said of all of them.
//
// What it hears and answers is gateway.ts's, inside the console's process; here are only processes, so that they can be looked at.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type GatewayAccount,
  type GatewayMode,
  logGateway,
  removeGateway,
  writeGateway,
} from '../gateway-files.ts';
import { storyMs } from '../story-clock.ts';
import { scaled } from '../world.ts';
import { controlFile, isAlive, readWorld, type Tail, tail, worldFile } from '../world-files.ts';
import type { Host } from '../zca/host.ts';
import { readAccounts, readChannels } from './facts.ts';

const pollMs = 50;
const restartAfterMs = 5_000;
/** From a restart of the channel to the first listener. */
const startMs = 600;
/** So long it waits for its listeners to end, however they behave. */
const graceMs = 1_000;
const defaultProfile = 'default';

interface Running {
  readonly host: Host;
  readonly dir: string;
  readonly configPath: string;
  readonly startedAtMs: number;
  readonly accounts: Map<string, GatewayAccount>;
  readonly children: Map<ChildProcess, string>;
  /** Grows with every start of the channel: what belongs to an earlier one is over. */
  round: number;
}

const tell = ({ dir, configPath, host, startedAtMs, accounts, children }: Running): void => {
  const listeners: Record<string, number[]> = {};
  for (const [{ pid }, profile] of children)
    if (pid !== undefined) listeners[profile] = [...(listeners[profile] ?? []), pid];
  writeGateway(dir, configPath, {
    pid: host.pid,
    startedAtMs,
    accounts: Object.fromEntries(accounts),
    listeners,
  });
};

const speedOf = ({ dir, host }: Running) => readWorld(dir, host.env) ?? { speed: 1 };

const nowIn = (dir: string, host: Host): number => storyMs(readWorld(dir) ?? { createdAtMs: 0 }, host.now());

const listen = (
  gateway: Running,
  profile: string,
  isShared = [...gateway.children.values()].includes(profile),
): void => {
  const { dir, host, children, round } = gateway;
  const child = spawn(
    process.execPath,
    [join(dirname(dir), 'zca.mjs'), '--profile', profile, 'listen', '-r', '-k'],
    {
      // The commercial zca lets several listen in one home, which is how a gateway can be doubled.
      env: isShared ? { ...host.env, ZALOUSER_DEMO_SHARED: '1' } : host.env,
      stdio: 'ignore',
    },
  );
  children.set(child, profile);
  logGateway(dir, `[${profile}] starting zca listener (profile=${profile})`);
  child.on('error', () => children.delete(child));
  child.on('exit', (code) => {
    // One that was taken from the list is not missed.
    if (!children.delete(child)) return;
    tell(gateway);
    if (code === 0) return;
    logGateway(
      dir,
      `[${profile}] zca listener error: Error: zca listen exited with code ${code ?? 'null'}`,
      'ERROR',
    );
    setTimeout(
      () => {
        if (gateway.round === round) listen(gateway, profile);
      },
      scaled(speedOf(gateway), restartAfterMs),
    );
  });
  tell(gateway);
};

/** Tells them to end; resolves when they have. */
const endListeners = async ({ host, children }: Running): Promise<void> => {
  const all = [...children.keys()];
  children.clear();
  const ended = all.map((child) => new Promise<void>((resolve) => child.once('exit', () => resolve())));
  for (const child of all) child.kill('SIGTERM');
  if (all.length > 0) await Promise.race([Promise.all(ended), host.wait(graceMs)]);
};

const startChannel = async (gateway: Running, mode: GatewayMode = 'up'): Promise<void> => {
  const { dir, host, accounts } = gateway;
  const world = readWorld(dir);
  const found = await readAccounts(host.env);
  accounts.clear();
  for (const { id, profile, isEnabled } of found) {
    const isRunning = isEnabled && world?.profiles[profile]?.session === 'active';
    const lastError = isRunning ? null : isEnabled ? 'not configured' : 'disabled';
    accounts.set(id, { profile, isRunning, startedAtMs: isRunning ? nowIn(dir, host) : null, lastError });
  }
  for (const { profile, isRunning } of accounts.values()) {
    const times = profile !== defaultProfile || mode === 'up' ? 1 : mode === 'deaf' ? 0 : 2;
    // Of two that are started at once either may be the first.
    if (isRunning) for (let time = 0; time < times; time += 1) listen(gateway, profile, times > 1);
  }
  tell(gateway);
};

const restartChannel = async (gateway: Running): Promise<void> => {
  gateway.round += 1;
  const ending = endListeners(gateway);
  tell(gateway);
  await ending;
  await gateway.host.wait(scaled(speedOf(gateway), startMs));
  await startChannel(gateway);
};

/** Has the world come to an end, or whoever made it? */
const isOver = ({ dir }: Running, ownerPid: number | undefined): boolean =>
  !existsSync(worldFile(dir)) || (ownerPid !== undefined && !isAlive(ownerPid));

const obey = async (gateway: Running, lines: Tail): Promise<void> => {
  for (const line of lines.read()) {
    if (line.type === 'double') listen(gateway, line.profile);
    if (line.type !== 'gateway') continue;
    if (line.act === 'stop') gateway.host.exit(0);
    if (line.act === 'restart') await restartChannel(gateway);
  }
};

/** Tells whether a value of the channel has changed since it was last asked. */
const configWatch = async ({ configPath, host }: Running): Promise<() => Promise<boolean>> => {
  const stampOf = (): number => statSync(configPath, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  let stamp = stampOf();
  let section = await readChannels(host.env);
  return async () => {
    const now = stampOf();
    // While it is being replaced nothing has changed yet.
    if (now === stamp || now === 0) return false;
    stamp = now;
    const before = section;
    section = await readChannels(host.env);
    return section !== before;
  };
};

/**
 * Runs until a signal, a control line or the end of the world ends it.
 * @param dir folder of the fake zca
 */
export const runGateway = async (host: Host, dir: string, mode: GatewayMode): Promise<void> => {
  // As the real one is shown in a list of processes.
  process.title = 'openclaw-gateway';
  const lines = tail(controlFile(dir));
  const configPath = host.env['OPENCLAW_CONFIG_PATH'] ?? '';
  const gateway: Running = {
    host,
    dir,
    configPath,
    startedAtMs: nowIn(dir, host),
    accounts: new Map(),
    children: new Map(),
    round: 0,
  };
  host.onEnd(() => {
    gateway.round += 1;
    void endListeners(gateway);
    removeGateway(dir, configPath);
  });
  const hasChanged = await configWatch(gateway);
  const { ownerPid } = readWorld(dir) ?? {};
  logGateway(dir, `[gateway] listening (PID ${host.pid})`);
  await startChannel(gateway, mode);
  while (!isOver(gateway, ownerPid)) {
    await obey(gateway, lines);
    if (await hasChanged()) {
      logGateway(dir, '[reload] config hot reload applied');
      await restartChannel(gateway);
    }
    await host.wait(pollMs);
  }
  host.exit(0);
};
