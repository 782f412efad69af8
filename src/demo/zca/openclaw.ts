// The simulated `openclaw`: as much of it as the console runs (the OpenClaw contract, section 6).
import { readGatewayStatus } from '../gateway-files.ts';
import { scaled } from '../world.ts';
import { control, readWorld } from '../world-files.ts';
import type { Host } from './host.ts';

const restartMs = 1_000;
/** Where a gateway listens unless told otherwise; nothing is opened there. */
const port = 18_789;

const print = (host: Host, value: unknown, code = 0): void => {
  host.writeOut(`${JSON.stringify(value, null, 2)}\n`);
  host.exit(code);
};

/**
 * Answers one call.
 * @param dir folder of the world
 */
export const runOpenclaw = async (argv: readonly string[], host: Host, dir: string, zcaDir: string): Promise<void> => {
  const call = argv.filter((word) => word !== '--json').join(' ');
  const gateway = readGatewayStatus(dir);
  if (call === '--version') {
    host.writeOut('2026.2.26\n');
    return host.exit(0);
  }
  if (call === 'gateway status') {
    const listeners = gateway === undefined ? [] : [{ pid: gateway.pid, command: 'openclaw-gatewa', commandLine: 'openclaw-gateway' }];
    const status = gateway === undefined ? 'free' : 'busy';
    return print(host, { port: { port, status, listeners }, rpc: { ok: gateway !== undefined } });
  }
  if (call !== 'gateway restart') {
    host.writeErr(`Error: the simulated openclaw knows --version, gateway status and gateway restart, not: ${call}\n`);
    return host.exit(1);
  }
  if (gateway === undefined) return print(host, { action: 'restart', ok: false, error: 'Gateway service not loaded.' }, 1);
  control(zcaDir, { type: 'gateway', act: 'restart' });
  await host.wait(scaled(readWorld(zcaDir, host.env) ?? { speed: 1 }, restartMs));
  return print(host, { action: 'restart', ok: true, result: 'restarted' });
};
