// What the fake `openclaw` answers from: the simulated world, the config on disk, the gateway that runs.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import type { ConfigView } from '../../core/config/config-view.ts';
import { readConfig } from '../../core/config/read.ts';
import { readConfigView } from '../../core/config/view.ts';
import type { Capabilities } from '../../core/openclaw/capabilities.ts';
import { resolveOpenClawPaths } from '../../core/openclaw/paths.ts';
import { capabilitiesOf, lastDrivingZca, releaseOfVersion } from '../../core/openclaw/releases.ts';
import { systemClock } from '../../core/shared/clock.ts';
import { type GatewayFile, readGateway } from '../gateway-files.ts';
import type { DemoWorld } from '../world.ts';

export interface FakeAccount {
  readonly id: string;
  readonly profile: string;
  readonly isEnabled: boolean;
  readonly dmPolicy: string;
}

type Env = Readonly<Record<string, string | undefined>>;

const readIn = async (env: Env) => {
  const paths = resolveOpenClawPaths({ env, homeDir: homedir(), exists: existsSync });
  return { paths, reading: await readConfig({ path: paths.configPath, env, clock: systemClock }) };
};

export const readView = async (env: Env): Promise<ConfigView> => {
  const { paths, reading } = await readIn(env);
  return readConfigView({
    reading,
    paths,
    release: releaseOfVersion(lastDrivingZca, 'binary'),
    env,
    readAtMs: systemClock.now(),
  });
};

const accountsOf = ({ accounts, channelEnabled }: ConfigView): readonly FakeAccount[] =>
  accounts.map(({ id, profile, enabled, dmPolicy }) => ({
    id,
    profile: profile.value,
    isEnabled: channelEnabled && enabled.value,
    dmPolicy: dmPolicy.value,
  }));

/** The channels of the config as one text. Values count, not how they are written: blank lines and comments are no change (the OpenClaw contract, section 3). */
export const readChannels = async (env: Env): Promise<string> =>
  JSON.stringify((await readIn(env)).reading.value['channels'] ?? null);

export const readAccounts = async (env: Env): Promise<readonly FakeAccount[]> =>
  accountsOf(await readView(env));

export interface Facts {
  readonly dir: string;
  readonly world: DemoWorld;
  readonly version: string;
  readonly can: Capabilities;
  readonly view: ConfigView;
  readonly accounts: readonly FakeAccount[];
  readonly gateway: GatewayFile | undefined;
}

export const versionIn = (world: DemoWorld | undefined): string =>
  world?.switches.openclawVersion ?? lastDrivingZca;

export const readFacts = async (dir: string, world: DemoWorld, env: Env): Promise<Facts> => {
  const view = await readView(env);
  const version = versionIn(world);
  return {
    dir,
    world,
    version,
    can: capabilitiesOf(version),
    view,
    accounts: accountsOf(view),
    gateway: readGateway(dir),
  };
};
