// Makes and removes a whole simulated world: a temporary folder with an OpenClaw home, the fake zca and its people, and the
// simulated gateway. Nothing outside the folder is read or written.
//
//   DIR/zca.mjs   runs the fake zca over this world         DIR/home              an otherwise empty home
//   DIR/openclaw.mjs   the same for the fake openclaw       DIR/home/.openclaw    openclaw.json, credentials
//                                                       DIR/home/.openzca     the friend lists that openzca keeps
//   DIR/zca       folder of the fake zca (world-files.ts)   DIR/tmp               temporary files: the gateway's lock
//
//   ZALOUSER_DEMO_SPEED    divides every delay              ZALOUSER_DEMO_QUIET   1: nothing happens by itself
//   ZALOUSER_DEMO_GATEWAY  up, deaf or doubled: a gateway listens, with a process of its own
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { resolveOpenClawPaths } from '../core/openclaw/paths.ts';
import { type Clock, systemClock } from '../core/shared/clock.ts';
import { createGatewayHost, type DemoGateway, type GatewayHost, startGateway } from './gateway.ts';
import { type GatewayMode, gatewayMode, readGateway, tempDirOf } from './gateway-files.ts';
import {
  approvedAtStart,
  createRequestWriter,
  demoConfigText,
  firstStranger,
  storeText,
} from './openclaw-files.ts';
import { storyClock } from './story-clock.ts';
import { type DemoWorld, makeWorld, type Switches } from './world.ts';
import { isAlive, readWorld, worldFile, writeWorld } from './world-files.ts';
import { listenerPid } from './zca/listen.ts';
import { friendRows } from './zca/rows.ts';

// The processes of a simulated world at its beginning and its end: what is waited for, by the machine's clock.

const scanEveryMs = 25;
const endLimitMs = 1_500;
const beginLimitMs = 5_000;

/** Goes on after the limit, whatever they do. */
const waitUntil = async (isTrue: () => boolean, limitMs: number): Promise<void> => {
  for (let waitedMs = 0; waitedMs < limitMs && !isTrue(); waitedMs += scanEveryMs) {
    await new Promise((resolve) => setTimeout(resolve, scanEveryMs));
  }
};

/** How many listeners a gateway begins with on the account that is logged in. */
const firstListeners: Readonly<Record<GatewayMode, number>> = { up: 1, deaf: 0, doubled: 2 };

/** Starts a gateway that listens from the beginning: it is there, with its listeners, before a console looks. */
export const beginGateway = async (host: GatewayHost, mode: GatewayMode, zcaDir: string): Promise<void> => {
  host.begin(mode);
  const hasBegun = (): boolean => {
    const gateway = readGateway(zcaDir);
    return gateway !== undefined && (gateway.listeners['default']?.length ?? 0) === firstListeners[mode];
  };
  await waitUntil(hasBegun, beginLimitMs);
};

/** The simulated programs end by themselves once their world has gone; this takes it away and waits until they have. */
export const endPrograms = async (zcaDir: string): Promise<void> => {
  const profiles = Object.keys(readWorld(zcaDir)?.profiles ?? {});
  rmSync(worldFile(zcaDir), { force: true });
  const areLeft = (): boolean =>
    readGateway(zcaDir) !== undefined ||
    profiles.some((profile) => listenerPid(zcaDir, profile) !== undefined);
  await waitUntil(() => !areLeft(), endLimitMs);
};

// The programs of a simulated world: small scripts that know their world, so that they need no variable of the console's environment.

interface Launchers {
  readonly zcaDir: string;
  readonly stateDir: string;
  readonly configPath: string;
  readonly zcaPath: string;
  readonly openclawPath: string;
}

const launcherText = (program: string, env: Readonly<Record<string, string>>, script: string): string =>
  [
    `// Runs the simulated ${program}. Made for one run of the console.`,
    ...Object.entries(env).map(([name, value]) => `process.env.${name} = ${JSON.stringify(value)};`),
    `await import(${JSON.stringify(pathToFileURL(script).href)});\n`,
  ].join('\n');

const writeLaunchers = async (
  launchers: Launchers,
  scripts: { readonly zca: string; readonly openclaw: string },
): Promise<void> => {
  const { zcaDir, stateDir, configPath, zcaPath, openclawPath } = launchers;
  const options = { mode: 0o600 };
  const world = { ZALOUSER_DEMO_DIR: zcaDir };
  const openclaw = { ...world, OPENCLAW_STATE_DIR: stateDir, OPENCLAW_CONFIG_PATH: configPath };
  await writeFile(zcaPath, launcherText('zca', world, scripts.zca), options);
  await writeFile(openclawPath, launcherText('openclaw', openclaw, scripts.openclaw), options);
};

export interface DemoWorldOptions {
  /** Where the temporary folder is made. Default: the system's. */
  readonly baseDir?: string;
  /** Divides every delay of the story. Default: ZALOUSER_DEMO_SPEED, else the speed of its clock. */
  readonly speed?: number;
  /** How many times as fast as the machine's its clock runs: for a console that goes by that clock. Default: 1. */
  readonly clockSpeed?: number;
  /** False: no feed and no strangers but those a test brings. Default: true, unless ZALOUSER_DEMO_QUIET is 1. */
  readonly isLively?: boolean;
  /** The machine's. */
  readonly clock?: Clock;
  /** The fake zca: default `demo-zca.js` beside the bundle, or the source when that is what runs. */
  readonly zcaScript?: string;
  /** The fake openclaw: default `demo-openclaw.js` beside the bundle, or the source when that is what runs. */
  readonly openclawScript?: string;
  readonly switches?: Switches;
  /** A gateway with a process of its own listens from the beginning. Default: ZALOUSER_DEMO_GATEWAY, else none. */
  readonly gateway?: GatewayMode;
}

export interface DemoWorldHandle {
  readonly dir: string;
  readonly configPath: string;
  readonly stateDir: string;
  readonly credentialsDir: string;
  readonly homeDir: string;
  /** Folder of the fake zca: `control()` and `readZcaLog()` of world-files.ts take it. */
  readonly zcaDir: string;
  /** The program to give to `--zca`: a script to be run with Node. It knows its world by itself. */
  readonly zcaPath: string;
  /** The program to give to `--openclaw`, of the same kind. */
  readonly openclawPath: string;
  /** The clock of its story, for the console: the machine's, unless the story is to run faster. */
  readonly clock: Clock;
  /** Things happen by themselves, and the listeners tell what the gateway sends. */
  readonly isLively: boolean;
  /** Does a gateway run in this world, as a process, whoever started it? */
  readonly isGatewayUp: () => boolean;
  /** A whole environment for the console: its PATH is empty, so that nothing of the user's machine is found. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends the gateway and every fake zca, removes the folder. Safe to call twice. */
  stop(): Promise<void>;
}

const prefix = 'zalouser-demo-';

const defaultScript = (program: 'zca' | 'openclaw'): string => {
  const isSource = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(isSource ? `./${program}-main.ts` : `./demo-${program}.js`, import.meta.url));
};

/** A folder that cannot be listed may take a new one all the same; where it cannot, that is told by whoever makes one. */
const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Removes what worlds left behind whose console was killed. */
const sweep = (baseDir: string): void => {
  for (const name of namesIn(baseDir).filter((entry) => entry.startsWith(prefix))) {
    const world = readWorld(join(baseDir, name, 'zca'));
    if (world?.ownerPid === undefined || isAlive(world.ownerPid)) continue;
    try {
      removeSync(join(baseDir, name));
    } catch {
      // Somebody else's, or still being written: the next start tries again.
    }
  }
};

const removeSync = (dir: string): void =>
  rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 40 });

interface Places extends Launchers {
  readonly dir: string;
  readonly zcaDir: string;
  readonly homeDir: string;
  readonly stateDir: string;
  readonly credentialsDir: string;
  readonly configPath: string;
}

const placesIn = (dir: string): Places => {
  const homeDir = join(dir, 'home');
  const stateDir = join(homeDir, '.openclaw');
  return {
    dir,
    zcaDir: join(dir, 'zca'),
    homeDir,
    stateDir,
    credentialsDir: join(stateDir, 'credentials'),
    configPath: join(stateDir, 'openclaw.json'),
    zcaPath: join(dir, 'zca.mjs'),
    openclawPath: join(dir, 'openclaw.mjs'),
  };
};

const writeFiles = async (
  places: Places,
  scripts: { readonly zca: string; readonly openclaw: string },
): Promise<void> => {
  const options = { mode: 0o600 };
  await mkdir(places.credentialsDir, { recursive: true, mode: 0o700 });
  await mkdir(tempDirOf(places.dir), { mode: 0o700 });
  await writeFile(places.configPath, demoConfigText(), options);
  await writeFile(
    join(places.credentialsDir, 'zalouser-default-allowFrom.json'),
    storeText({ version: 1, allowFrom: approvedAtStart }),
    options,
  );
  await writeLaunchers(places, scripts);
};

const environmentOf = (places: Places): Readonly<Record<string, string>> => ({
  HOME: places.homeDir,
  USERPROFILE: places.homeDir,
  PATH: '',
  TMPDIR: tempDirOf(places.dir),
  OPENCLAW_STATE_DIR: places.stateDir,
  OPENCLAW_CONFIG_PATH: places.configPath,
  ZALOUSER_TUI_ZCA: places.zcaPath,
  ZALOUSER_DEMO_DIR: places.zcaDir,
});

/** What openzca keeps of whoever is logged in: the friend list, as Zalo told it. */
const writeKeptFriends = async ({ homeDir }: Places, { profiles, createdAtMs }: DemoWorld): Promise<void> => {
  for (const [name, { session, friends }] of Object.entries(profiles)) {
    if (session !== 'active') continue;
    const folder = join(homeDir, '.openzca', 'profiles', name, 'cache');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(
      join(folder, 'friends.json'),
      JSON.stringify(friendRows(friends, createdAtMs), undefined, 2),
      { mode: 0o600 },
    );
  }
};

/** The first stranger wrote two minutes before the console opened. */
const askedBeforeMs = 120_000;

interface GatewayRequests {
  readonly clock: Clock;
  readonly speed: number;
  readonly isLively: boolean;
  readonly mode: GatewayMode | undefined;
}

const openGateway = async (
  places: Places,
  { clock, speed, isLively, mode }: GatewayRequests,
): Promise<DemoGateway> => {
  const env = environmentOf(places);
  const paths = resolveOpenClawPaths({ env, homeDir: places.homeDir, exists: existsSync });
  const desk = createRequestWriter(places.credentialsDir, clock);
  if (isLively && firstStranger !== undefined) {
    const { id, displayName } = firstStranger;
    await desk.enter({
      accountId: 'default',
      senderId: id,
      name: displayName,
      nowMs: clock.now() - askedBeforeMs,
    });
  }
  const host = createGatewayHost({ ...places, env });
  if (mode !== undefined) await beginGateway(host, mode, places.zcaDir);
  return startGateway({ zcaDir: places.zcaDir, paths, desk, clock, speed, isLively, host });
};

/**
 * Makes a simulated world in a fresh folder (0700) and starts its gateway.
 * @throws Error of the file system if the folder cannot be made
 */
export const createDemoWorld = async (options: DemoWorldOptions = {}): Promise<DemoWorldHandle> => {
  const {
    clock: machine = systemClock,
    clockSpeed = 1,
    isLively = process.env['ZALOUSER_DEMO_QUIET'] !== '1',
    switches = {},
  } = options;
  const speed = options.speed ?? (Number(process.env['ZALOUSER_DEMO_SPEED'] ?? clockSpeed) || clockSpeed);
  const baseDir = options.baseDir ?? tmpdir();
  sweep(baseDir);
  const dir = await realpath(await mkdtemp(join(baseDir, prefix)));
  await chmod(dir, 0o700);
  const removeAtExit = (): void => removeSync(dir);
  process.on('exit', removeAtExit);
  const places = placesIn(dir);
  const story = makeWorld({
    nowMs: machine.now(),
    speed,
    clockSpeed,
    isLively,
    ownerPid: process.pid,
    switches,
  });
  writeWorld(places.zcaDir, story);
  const clock = storyClock(story, machine);
  const { zcaScript = defaultScript('zca'), openclawScript = defaultScript('openclaw') } = options;
  await writeFiles(places, { zca: zcaScript, openclaw: openclawScript });
  await writeKeptFriends(places, story);
  const mode = options.gateway ?? gatewayMode(process.env['ZALOUSER_DEMO_GATEWAY']);
  // Its clock runs faster already.
  const gateway = await openGateway(places, { clock, speed: speed / clockSpeed, isLively, mode });
  const end = async (): Promise<void> => {
    await gateway.stop();
    await endPrograms(places.zcaDir);
    await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 40 });
    process.off('exit', removeAtExit);
  };
  let ending: Promise<void> | undefined;
  return {
    ...places,
    env: environmentOf(places),
    clock,
    isLively,
    isGatewayUp: () => readGateway(places.zcaDir) !== undefined,
    stop: () => (ending ??= end()),
  };
};
