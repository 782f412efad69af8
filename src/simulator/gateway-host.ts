// Starts the gateway of a simulated world where the demo asks for one, not the operator, and knows how often a message is heard in it. The
// gateway is the same process that the simulated `openclaw gateway start` starts (openclaw/gateway-run.ts), and each knows the other's.
import { spawn } from 'node:child_process';
import type { ControlLine } from './control.ts';
import { type GatewayMode, readGateway } from './gateway-files.ts';
import { isAlive } from './world-files.ts';

/** What it is made with. */
export interface GatewayHostOptions {
  readonly zcaDir: string;
  /** The simulated `openclaw`, to be run with Node. */
  readonly openclawPath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Who starts the process of the gateway. */
export interface GatewayHost {
  /** Starts the process; a second one is not started. */
  begin(mode: GatewayMode): void;
  /** Does what control lines ask for; all but the start, the gateway does by itself. */
  turn(lines: readonly ControlLine[]): void;
  /** How often a message is heard: once by each listener; undefined while no such process runs. */
  heardTimes(profile: string): number | undefined;
}

/** Makes the host; no process yet. */
export const createGatewayHost = ({ zcaDir, openclawPath, env }: GatewayHostOptions): GatewayHost => {
  let pid: number | undefined;
  /** From its start until it says so itself. */
  const isStarting = (): boolean => pid !== undefined && isAlive(pid);

  const begin = (mode: GatewayMode): void => {
    if (isStarting() || readGateway(zcaDir) !== undefined) return;
    const child = spawn(process.execPath, [openclawPath, 'gateway', 'run', '--listens', mode], { env, stdio: 'ignore' });
    child.on('error', () => undefined);
    pid = child.pid;
  };

  return {
    begin,
    turn: (lines) => {
      for (const line of lines) if (line.type === 'gateway' && line.act === 'start') begin(line.mode ?? 'up');
    },
    heardTimes: (profile) => {
      const gateway = readGateway(zcaDir);
      if (gateway !== undefined) return gateway.listeners[profile]?.length ?? 0;
      return isStarting() ? 0 : undefined;
    },
  };
};
