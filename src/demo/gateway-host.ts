// Starts the process of the simulated gateway and tells it, as a real one would notice, when its config has changed.
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import type { Clock } from '../core/clock.ts';
import { readConfig } from '../core/openclaw/config/read.ts';
import { readConfigView } from '../core/openclaw/config-view.ts';
import type { OpenClawPaths } from '../core/openclaw/locate.ts';
import type { ControlLine } from './control.ts';
import { type GatewayRun, readGatewayStatus } from './gateway-files.ts';
import { control, isAlive, readWorld } from './world-files.ts';

/** How the gateway begins: as it should, deaf on the default account, or listening twice on it. */
export type GatewayMode = 'up' | 'deaf' | 'doubled';

/** What it is made with. */
export interface GatewayHostOptions {
  /** Folder of the world. */
  readonly dir: string;
  readonly zcaDir: string;
  readonly zcaPath: string;
  /** The script that is the gateway, to be run with Node. */
  readonly gatewayPath: string;
  readonly paths: OpenClawPaths;
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
}

/** The process of the gateway, and who looks after it. */
export interface GatewayHost {
  /** Starts the process; a second one is not started. */
  begin(mode: GatewayMode): Promise<void>;
  /** Does what a control line asks for, and looks at the config. */
  turn(lines: readonly ControlLine[]): Promise<void>;
  /** How often a message is heard: once by each listener; undefined while no such process runs. */
  heardTimes(profile: string): number | undefined;
}

const defaultProfile = 'default';

/** Makes the host; no process yet. */
export const createGatewayHost = (options: GatewayHostOptions): GatewayHost => {
  const { dir, zcaDir, zcaPath, gatewayPath, paths, env, clock } = options;
  let section: string | undefined;
  let stamp = 0;
  let pid: number | undefined;

  const isRunning = (): boolean => pid !== undefined && isAlive(pid);

  const readSection = async (): Promise<{ readonly text: string; readonly profiles: readonly string[] }> => {
    const reading = await readConfig({ path: paths.configPath, env: {}, clock });
    const view = readConfigView({ reading, paths, generation: '226', env: {}, readAtMs: clock.now() });
    const world = readWorld(zcaDir);
    const accounts = view.channelEnabled ? view.accounts.filter(({ enabled }) => enabled.value) : [];
    const profiles = accounts.map(({ profile }) => profile.value as string);
    return {
      // Values count, not how they are written: blank lines and comments are no change (the OpenClaw contract, section 3).
      text: JSON.stringify(reading.value['channels'] ?? null),
      profiles: profiles.filter((profile) => world?.profiles[profile]?.session === 'active'),
    };
  };

  const noticeConfig = async (): Promise<void> => {
    const { mtimeMs } = statSync(paths.configPath, { throwIfNoEntry: false }) ?? { mtimeMs: stamp };
    if (mtimeMs === stamp) return;
    stamp = mtimeMs;
    const { text, profiles } = await readSection();
    if (section !== undefined && text !== section) control(zcaDir, { type: 'gateway', act: 'restart', profiles });
    section = text;
  };

  const begin = async (mode: GatewayMode): Promise<void> => {
    if (isRunning()) return;
    stamp = statSync(paths.configPath, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const { text, profiles } = await readSection();
    section = text;
    const only = (wanted: GatewayMode): readonly string[] => (mode === wanted ? [defaultProfile] : []);
    const run: GatewayRun = { dir, zcaPath, configPath: paths.configPath, profiles, deaf: only('deaf'), doubled: only('doubled') };
    const child = spawn(process.execPath, [gatewayPath, JSON.stringify(run)], { env, stdio: 'ignore' });
    child.on('error', () => undefined);
    pid = child.pid;
  };

  return {
    begin,
    turn: async (lines) => {
      for (const line of lines) if (line.type === 'gateway' && line.act === 'start') await begin(line.mode ?? 'up');
      if (isRunning()) await noticeConfig();
    },
    heardTimes: (profile) => {
      if (!isRunning()) return undefined;
      return readGatewayStatus(dir)?.listeners[profile]?.length ?? 0;
    },
  };
};
