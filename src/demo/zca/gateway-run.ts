// The process of the simulated gateway: it does with its listeners what OpenClaw 2026.2.26 does with them, right and wrong. What it hears
// and answers is gateway.ts's, inside the console's process; here are only processes, so that they can be looked at.
//
//   A listener that ends with 0 is never started again: deaf.   Any other end: again after 5 s.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type GatewayRun, removeGatewayFiles, writeGatewayFiles } from '../gateway-files.ts';
import { scaled } from '../world.ts';
import { controlFile, isAlive, readWorld, type Tail, tail, worldFile } from '../world-files.ts';
import type { Host } from './host.ts';

const pollMs = 50;
/** Fixed, as in the real one. */
const restartMs = 5_000;
/** From a restart to the first listener. */
const startMs = 600;

interface Gateway {
  readonly host: Host;
  readonly dir: string;
  readonly run: GatewayRun;
  readonly ownerPid: number | undefined;
  profiles: readonly string[];
  readonly children: Map<ChildProcess, string>;
}

const publish = ({ host, run, children }: Gateway): void => {
  const listeners: Record<string, number[]> = {};
  for (const [{ pid }, profile] of children) if (pid !== undefined) listeners[profile] = [...(listeners[profile] ?? []), pid];
  writeGatewayFiles(run, { pid: host.pid, listeners });
};

/** Has the world come to an end, or whoever made it? */
const isOver = ({ dir, ownerPid }: Gateway): boolean => !existsSync(worldFile(dir)) || (ownerPid !== undefined && !isAlive(ownerPid));

const speedOf = ({ dir, host }: Gateway) => readWorld(dir, host.env) ?? { speed: 1 };

const listen = (gateway: Gateway, profile: string): void => {
  const { run, host, children } = gateway;
  const child = spawn(process.execPath, [run.zcaPath, '--profile', profile, 'listen', '-r', '-k'], {
    // The commercial zca lets several listen in one home, which is how a gateway can be doubled.
    env: [...children.values()].includes(profile) ? { ...host.env, ZALOUSER_DEMO_SHARED: '1' } : host.env,
    stdio: 'ignore',
  });
  children.set(child, profile);
  child.on('exit', (code) => {
    // One that was taken from the list is not missed.
    if (!children.delete(child)) return;
    publish(gateway);
    if (code === 0) return;
    setTimeout(
      () => {
        if (gateway.profiles.includes(profile)) listen(gateway, profile);
      },
      scaled(speedOf(gateway), restartMs),
    );
  });
  child.on('error', () => children.delete(child));
  publish(gateway);
};

const endChildren = ({ children }: Gateway): void => {
  const all = [...children.keys()];
  children.clear();
  for (const child of all) child.kill('SIGTERM');
};

const restart = async (gateway: Gateway, profiles: readonly string[]): Promise<void> => {
  gateway.profiles = [];
  endChildren(gateway);
  publish(gateway);
  await gateway.host.wait(scaled(speedOf(gateway), startMs));
  gateway.profiles = profiles;
  for (const profile of profiles) listen(gateway, profile);
};

const obey = async (gateway: Gateway, lines: Tail): Promise<void> => {
  for (const line of lines.read()) {
    if (line.type === 'double') listen(gateway, line.profile);
    if (line.type !== 'gateway') continue;
    if (line.act === 'stop') gateway.host.exit(0);
    if (line.act === 'restart') await restart(gateway, line.profiles ?? gateway.profiles);
  }
};

/** Runs until a signal, a control line or the end of the world ends it. */
export const runGateway = async (run: GatewayRun, host: Host, dir: string): Promise<void> => {
  process.title = 'openclaw-gateway';
  const lines = tail(controlFile(dir));
  const { ownerPid } = readWorld(dir) ?? {};
  const gateway: Gateway = { host, dir, run, ownerPid, profiles: run.profiles, children: new Map() };
  host.onEnd(() => {
    endChildren(gateway);
    removeGatewayFiles(run);
  });
  publish(gateway);
  for (const profile of run.profiles) {
    if (run.deaf.includes(profile)) continue;
    listen(gateway, profile);
    if (run.doubled.includes(profile)) listen(gateway, profile);
  }
  while (!isOver(gateway)) {
    await obey(gateway, lines);
    await host.wait(pollMs);
  }
  host.exit(0);
};
