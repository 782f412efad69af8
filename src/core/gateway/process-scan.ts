// Who listens: looks at the processes of this machine, lazily, and says what the gateway does about it.

import { existsSync } from 'node:fs';
import type { Dispatch } from '../events.ts';
import type { GatewayProcess, ListeningState } from '../model/listening.ts';
import type { GatewayLock } from '../openclaw/gateway-lock.ts';
import { resolveOpenClawPaths } from '../openclaw/paths.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import { smallest } from '../shared/extremes.ts';
import type { ProfileName } from '../shared/ids.ts';
import { runInTurn } from '../shared/run-in-turn.ts';
import type { ConsoleState } from '../state.ts';
import type { ProcessEntry, ProcessList } from '../system/process-list.ts';
import { zcaHome } from '../zca/locate.ts';
import { anomaliesOf, provenAtMs } from './anomalies.ts';
import {
  type FoundListener,
  findGateways,
  findListeners,
  type RecordedProcess,
  withOwners,
} from './listener-owners.ts';

/** After an event processes need a moment to come and go (ms). */
export const scanSoonMs = 700;

export interface ProcessScannerOptions {
  readonly processes: ProcessList;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
  /** The user's home: a listener of another home has other profiles. */
  readonly homeDir: string;
  /** The same as the system has it. */
  readonly userHomeDir: string;
  /** Of this process; `OPENZCA_HOME` in it says where the profiles are. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Looks for the lock of a gateway of one of these users; undefined where users have no numbers. */
  readonly readLock: (
    configPath: string,
    userIds: readonly number[] | undefined,
  ) => Promise<GatewayLock | undefined>;
  /** The user this process acts as; undefined where users have no numbers. */
  readonly userId?: number | undefined;
  /** Whose a file is; undefined if that cannot be told. */
  readonly ownerOf?: (file: string) => Promise<number | undefined>;
  /** Of a gateway that runs. Default: nothing tells it. */
  readonly versionOf?: (
    gateway: ProcessEntry,
    entries: readonly ProcessEntry[],
  ) => Promise<Pick<GatewayProcess, 'version'>>;
  /** What consoles have recorded as their listeners. */
  readonly records: () => Promise<readonly RecordedProcess[]>;
  /** This process. Default `process.pid`. */
  readonly consolePid?: number;
  readonly ownZcaPath?: string | undefined;
}

/** Keeps `state.listening` true, when asked and where an anomaly has yet to be confirmed. Nothing here rejects. */
export interface ProcessScanner {
  /** Looks now; resolves when the state says what was seen. */
  scan(): Promise<void>;
  /** Looks in a moment; several requests are one look. */
  scanSoon(): void;
  /** What `openclaw gateway status` said of who answers on the port, for this and all later looks. */
  learn(answer: { readonly isGateway: boolean; readonly pids: readonly number[] }): Promise<void>;
  stop(): void;
}

/** The profile of every account a gateway that drives zca listens on by itself: those that are logged in, or may be. */
const expectedProfiles = ({ config, facts }: ConsoleState): readonly ProfileName[] => {
  if (!config.release.capabilities.drivesZca || !config.channelEnabled || config.pluginEnabled === false)
    return [];
  const isOut = (status: string | undefined): boolean =>
    status === 'logged-out' || status === 'no-profile' || status === 'ended';
  return config.accounts
    .filter(({ id, enabled }) => enabled.value && !isOut(facts[id]?.session.status))
    .map(({ profile }) => profile.value);
};

const startTicks = (startMark: string): string => startMark.slice(startMark.lastIndexOf(':') + 1);

/** Does it belong to somebody who has nothing to do with this config? False where nobody tells. */
const isStranger = ({ uid }: ProcessEntry, users: readonly number[] | undefined): boolean =>
  uid !== undefined && users !== undefined && !users.includes(uid);

class Listening implements ProcessScanner {
  readonly #options: ProcessScannerOptions;
  readonly #scanInTurn = runInTurn(() => this.#scan());
  #cancelSoon: (() => void) | undefined;
  #cancelSettle: (() => void) | undefined;
  #answer: { readonly isGateway: boolean; readonly pids: readonly number[] } | undefined;
  #isStopped = false;

  constructor(options: ProcessScannerOptions) {
    this.#options = options;
  }

  async scan(): Promise<void> {
    this.#cancelSoon?.();
    this.#cancelSoon = undefined;
    if (!this.#isStopped) await this.#scanInTurn().catch(() => undefined);
  }

  scanSoon(): void {
    if (this.#isStopped) return;
    this.#cancelSoon ??= realTimeClock(this.#options.clock).after(scanSoonMs, () => void this.scan());
  }

  async learn(answer: { readonly isGateway: boolean; readonly pids: readonly number[] }): Promise<void> {
    this.#answer = answer;
    await this.scan();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelSoon?.();
    this.#cancelSettle?.();
  }

  async #scan(): Promise<void> {
    const { processes, clock, dispatch, getState } = this.#options;
    const listing = await processes.list();
    const seen = listing.status === 'listed' ? await this.#see(listing.entries) : undefined;
    if (this.#isStopped) return;
    const state = getState();
    const scannedAtMs = clock.now();
    const foreign =
      state.gateway.status === 'up' && this.#answer?.isGateway === false
        ? { isPortForeign: true as const }
        : {};
    if (seen === undefined) {
      dispatch({
        type: 'listening/looked',
        listening: { status: 'hidden', scannedAtMs, gateways: [], processes: [], anomalies: {}, ...foreign },
      });
      return;
    }
    const isRunning =
      seen.gateways.some(({ isProven }) => isProven) ||
      (state.gateway.status === 'up' && seen.gateways.length > 0);
    const anomalies = anomaliesOf({
      profiles: isRunning ? expectedProfiles(state) : [],
      ...seen,
      before: state.listening,
      nowMs: scannedAtMs,
    });
    const listening: ListeningState = { status: 'seen', scannedAtMs, ...seen, ...foreign, anomalies };
    dispatch({ type: 'listening/looked', listening });
    this.#settleLater(listening);
  }

  /** An anomaly is confirmed without an event: somebody has to look again. */
  #settleLater({ anomalies, processes, scannedAtMs = 0 }: ListeningState): void {
    this.#cancelSettle?.();
    const open = Object.values(anomalies).filter(({ isConfirmed }) => !isConfirmed);
    const proven = Object.keys(anomalies).length === 0 ? undefined : provenAtMs(processes, scannedAtMs);
    const moments = [
      ...open.map(({ confirmedAtMs }) => confirmedAtMs),
      ...(proven === undefined ? [] : [proven]),
    ];
    const atMs = smallest(moments);
    if (atMs === undefined) return;
    this.#cancelSettle = this.#options.clock.after(Math.max(0, atMs - scannedAtMs), () => void this.scan());
  }

  async #see(entries: readonly ProcessEntry[]): Promise<Pick<ListeningState, 'gateways' | 'processes'>> {
    const { getState, consolePid = process.pid, records, userId, ownZcaPath } = this.#options;
    const { config, zca } = getState();
    const users = await this.#users(config.path);
    const { gateways, otherGatewayPids } = await this.#gateways(entries, config.path, users);
    const completed = await Promise.all(
      findListeners(entries, zca.status === 'found' ? zca.path : undefined).map((one) =>
        this.#complete(one, users),
      ),
    );
    const found = completed.filter((one) => one !== undefined);
    const listeners = withOwners(found, {
      entries,
      consolePid,
      gateways,
      otherGatewayPids,
      records: await records(),
      userId,
      ownZcaPath,
    });
    const isForeign = new Set(found.filter(({ isOtherHome }) => isOtherHome).map(({ entry }) => entry.pid));
    const isOurs = (type: string): boolean =>
      type === 'gateway' || type === 'console' || type === 'left-behind';
    const nowMs = this.#options.clock.now();
    const seenBefore = new Map(getState().listening.processes.map(({ pid, sinceMs }) => [pid, sinceMs]));
    return {
      gateways,
      processes: listeners
        .filter(({ pid, owner }) => isOurs(owner.type) || !isForeign.has(pid))
        .map((process) => ({ sinceMs: seenBefore.get(process.pid) ?? nowMs, ...process })),
    };
  }

  /** Whose gateway and listeners may be those of this config: this user's, and those of whoever the config belongs to. */
  async #users(configPath: string): Promise<readonly number[] | undefined> {
    const { userId, ownerOf } = this.#options;
    if (userId === undefined) return undefined;
    const owner = await ownerOf?.(configPath);
    return owner === undefined || owner === userId ? [userId] : [userId, owner];
  }

  async #complete(
    { entry, profile }: FoundListener,
    users: readonly number[] | undefined,
  ): Promise<{ entry: ProcessEntry; profile: string; isOtherHome: boolean } | undefined> {
    const env = await this.#options.processes.environment(entry.pid);
    // Whose it was cannot be told any more, and it does not matter.
    if (env === 'gone') return undefined;
    return {
      entry,
      profile: profile ?? (env?.['ZCA_PROFILE']?.trim() || 'default'),
      isOtherHome: env === undefined ? isStranger(entry, users) : this.#isOtherHome(entry, env),
    };
  }

  /** Has it other profiles? `OPENZCA_HOME` decides, else the home; a program that is told none takes that of its user. */
  #isOtherHome({ uid }: ProcessEntry, env: Readonly<Record<string, string>>): boolean {
    const { userId, homeDir, userHomeDir, env: ownEnv } = this.#options;
    const isNamed = (env['HOME'] || env['OPENZCA_HOME']?.trim() || '') !== '';
    if (!isNamed && uid !== undefined && userId !== undefined && uid !== userId) return true;
    return (
      zcaHome({ env, homeDir: userHomeDir }) !==
      zcaHome({ env: { OPENZCA_HOME: ownEnv['OPENZCA_HOME'] }, homeDir })
    );
  }

  /** Which of the gateways is that of this config: its lock says so, else its environment; else any that may be. */
  async #gateways(
    entries: readonly ProcessEntry[],
    configPath: string,
    users: readonly number[] | undefined,
  ): Promise<{ readonly gateways: readonly GatewayProcess[]; readonly otherGatewayPids: readonly number[] }> {
    const all = findGateways(entries);
    const lock = await this.#options.readLock(configPath, users).catch(() => undefined);
    const proven = entries.find(
      (entry) =>
        !isStranger(entry, users) &&
        ((entry.pid === lock?.pid &&
          (lock.startTime === undefined
            ? all.includes(entry)
            : startTicks(entry.startMark) === String(lock.startTime))) ||
          (this.#answer?.isGateway === true && this.#answer.pids.includes(entry.pid) && all.includes(entry))),
    );
    const chosen = proven === undefined ? await this.#byEnvironment(all, configPath, users) : [proven];
    return {
      gateways: await Promise.all(
        chosen.map(async (entry) => ({
          pid: entry.pid,
          isProven: entry.pid === proven?.pid,
          startedAtMs: entry.startedAtMs,
          ...(await this.#searchPath(entry.pid)),
          ...(await this.#options.versionOf?.(entry, entries)),
        })),
      ),
      otherGatewayPids: all.filter((entry) => !chosen.includes(entry)).map(({ pid }) => pid),
    };
  }

  async #searchPath(pid: number): Promise<Pick<GatewayProcess, 'searchPath'>> {
    const env = await this.#options.processes.environment(pid);
    const path = env === 'gone' ? undefined : env?.['PATH'];
    return path === undefined ? {} : { searchPath: path.split(':').filter((folder) => folder !== '') };
  }

  async #byEnvironment(
    all: readonly ProcessEntry[],
    configPath: string,
    users: readonly number[] | undefined,
  ): Promise<readonly ProcessEntry[]> {
    const judged = await Promise.all(
      all.map(async (entry) => ({ entry, isOurs: await this.#isOurs(entry, configPath, users) })),
    );
    const sure = judged.filter(({ isOurs }) => isOurs === true);
    return (sure.length > 0 ? sure : judged.filter(({ isOurs }) => isOurs === undefined)).map(
      ({ entry }) => entry,
    );
  }

  /** Undefined: it cannot be told. A gateway that was started with `--profile` has its config from there, which cannot be seen. */
  async #isOurs(
    entry: ProcessEntry,
    configPath: string,
    users: readonly number[] | undefined,
  ): Promise<boolean | undefined> {
    const env = await this.#options.processes.environment(entry.pid);
    if (env === 'gone') return false;
    // Of other users no environment is shown: theirs has their config.
    if (env === undefined) return isStranger(entry, users) ? false : undefined;
    const home = env['HOME'] ?? '';
    const { capabilities } = this.#options.getState().config.release;
    if (
      resolveOpenClawPaths({ env, homeDir: home, exists: existsSync, capabilities }).configPath === configPath
    )
      return true;
    const isNamed = ['OPENCLAW_CONFIG_PATH', 'OPENCLAW_STATE_DIR', 'OPENCLAW_HOME'].some(
      (name) => (env[name] ?? '') !== '',
    );
    return isNamed || home !== this.#options.homeDir ? false : undefined;
  }
}

/** Looks at nothing until it is asked. */
export const createProcessScanner = (options: ProcessScannerOptions): ProcessScanner =>
  new Listening(options);
