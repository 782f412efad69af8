// Starting and stopping the simulated gateway, as the service manager of a machine would.
import { spawn } from 'node:child_process';
import { readGateway } from '../gateway-files.ts';
import { scaled } from '../world.ts';
import type { Host } from '../zca/host.ts';
import { acted, noService, type Printed, refusesToStop } from './answers.ts';
import type { Facts } from './facts.ts';

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

/** Does it, and says what it came to. */
export const serviceAct = async (host: Host, facts: Facts, act: string): Promise<Printed> => {
  const { dir, world, can } = facts;
  if (world.switches.noService === true) return noService(act);
  if (act === 'stop' && can.stopNeedsForce && !host.argv.includes('--force')) return refusesToStop;
  if (act !== 'start') await stop(host, dir);
  if (act === 'restart' && world.switches.gatewayStuck === true) await new Promise<void>(() => setInterval(() => undefined, 60_000));
  await host.wait(scaled(world, 700));
  if (act !== 'stop') await start(host, dir);
  return acted(act);
};
