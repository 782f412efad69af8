// The services of a console, made from its options. Making them starts nothing.
import { stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { approvalTextOf226 } from './catalogue/pairing.ts';
import type { Clock } from './clock.ts';
import type { ConsoleOptions } from './console.ts';
import type { ConfigView } from './model/config-view.ts';
import { threadId } from './model/ids.ts';
import { createOpenClawCli, type OpenClawCli } from './openclaw/binary/client.ts';
import { createOpenClawLocator } from './openclaw/find-openclaw.ts';
import { readGatewayLock } from './openclaw/gateway-lock.ts';
import { createGatewayVersions } from './openclaw/gateway-version.ts';
import { createProcessList } from './process/process-list.ts';
import { createProcessTable } from './process/process-table.ts';
import type { Runner } from './process/runner.ts';
import { type AccessService, createAccessService } from './services/access.ts';
import { type AccountsService, createAccountsService } from './services/accounts.ts';
import { createProfiles, type Profiles } from './services/accounts-profiles.ts';
import { type CommandRuns, createCommandRuns } from './services/command-runs.ts';
import { type ConfigChanges, createConfigChanges } from './services/config-changes.ts';
import { type ConfigOpinionService, createConfigOpinion } from './services/config-opinion.ts';
import { createDirectoryService, type DirectoryService } from './services/directory.ts';
import { createFeedExport, type FeedExport } from './services/feed-export.ts';
import { createGatewayClaims, type GatewayClaimsService } from './services/gateway-claims.ts';
import { createGatewayTasks, type GatewayTasks, programOf } from './services/gateway-tasks.ts';
import { createGatewayWords } from './services/gateway-words.ts';
import { createHousekeeping, type HousekeepingService } from './services/housekeeping.ts';
import { createListenerService, type ListenerService } from './services/listener.ts';
import { createFileRecords } from './services/listener-records.ts';
import { createListeningService, type ListeningService } from './services/listening.ts';
import { createLoginService, type LoginService } from './services/login.ts';
import { createLoginFiles } from './services/login-files.ts';
import { createPauseListeners } from './services/login-listeners.ts';
import { createPairingService, type PairingService } from './services/pairing.ts';
import { createPluginService, type PluginService } from './services/plugin.ts';
import { createSenderService, type SenderService } from './services/sender.ts';
import { createSetupService, type SetupService } from './services/setup.ts';
import { canConnect } from './services/setup-gateway.ts';
import type { EventStore } from './state/store.ts';
import { locateZca } from './zca/locate.ts';

/** All that does something, by name. */
export interface Services {
  readonly setup: SetupService;
  readonly access: AccessService;
  readonly changes: ConfigChanges;
  readonly accounts: AccountsService;
  readonly directory: DirectoryService;
  readonly feedExport: FeedExport;
  readonly listener: ListenerService;
  readonly listening: ListeningService;
  readonly login: LoginService;
  readonly pairing: PairingService;
  readonly profiles: Profiles;
  readonly claims: GatewayClaimsService;
  readonly plugin: PluginService;
  readonly runs: CommandRuns;
  readonly tasks: GatewayTasks;
  readonly housekeeping: HousekeepingService;
  readonly opinion: ConfigOpinionService;
  readonly sender: SenderService;
}

/** What they are made from. */
export interface ServiceParts extends EventStore {
  readonly options: ConsoleOptions;
  readonly clock: Clock;
  readonly runner: Runner;
}

/** Where the temporary folder of a gateway may be: ours, and that of a service, which has no TMPDIR. */
const tempDirs = ({ env }: ConsoleOptions): readonly string[] =>
  [env['TMPDIR'], tmpdir(), '/tmp'].filter((dir) => dir !== undefined).filter((dir) => dir !== '');

/** The home of the user of this process; some have no entry among the users. */
const userHome = (): string => {
  try {
    return userInfo().homedir;
  } catch {
    return '';
  }
};

/** @param onConfig called after every `config/read` */
export const createServices = (
  { options, clock, runner, store, dispatch }: ServiceParts,
  onConfig: (config: ConfigView) => void,
): Services => {
  const { env, homeDir, platform, zcaPath, settingZcaPath, configPath, openclawPath, runtimeDir } = options;
  const { getState } = store;
  const setup = createSetupService({
    runner,
    clock,
    dispatch,
    getState,
    env,
    canConnect: options.canConnect ?? canConnect,
    locateZca: () => locateZca({ zcaPath, settingZcaPath, env, platform, homeDir }),
  });
  const profiles = createProfiles(getState);
  const records = createFileRecords(join(runtimeDir, 'listeners'));
  const allProcesses = createProcessList({ platform, runner });
  const listening = createListeningService({
    processes: options.processes?.(allProcesses) ?? allProcesses,
    clock,
    dispatch,
    getState,
    homeDir,
    userHomeDir: userHome(),
    records: records.all,
    versionOf: createGatewayVersions({ processes: allProcesses, platform, homeDir }),
    env,
    userId: process.geteuid?.(),
    ownerOf: (file) =>
      stat(file).then(
        ({ uid }) => uid,
        () => undefined,
      ),
    readLock: (config, userIds) => readGatewayLock({ configPath: config, tempDirs: tempDirs(options), userIds }),
  });
  const { zca, program } = setup;
  const profileOf = profiles.of;
  const access = createAccessService({
    clock,
    dispatch,
    getState,
    env,
    homeDir,
    ...(configPath === undefined ? {} : { configFlag: configPath }),
    locator: createOpenClawLocator({ runner, env, platform, ...(openclawPath === undefined ? {} : { flag: openclawPath }) }),
    onRead: onConfig,
  });
  const listener = createListenerService({
    runner,
    clock,
    dispatch,
    getState,
    program,
    profileOf: profiles.lastOf,
    look: () => listening.look(),
    records,
    processes: createProcessTable({ platform, runner }),
    ...(options.onUnknownLine === undefined ? {} : { onUnknownLine: options.onUnknownLine }),
  });
  const sender = createSenderService({ zca, profileOf, clock, dispatch, getState });
  return {
    setup,
    profiles,
    listening,
    access,
    ...createOpenClawServices({ options, clock, runner, store, dispatch }, { setup, access }),
    housekeeping: createHousekeeping({
      env,
      homeDir,
      platform,
      clock,
      dispatch,
      getState,
      reading: () => access.reading(),
      logFolder: options.logFolder,
    }),
    changes: createConfigChanges({ access, dispatch, getState, write: { clock }, checkGateway: setup.checkGateway }),
    accounts: createAccountsService({ zca, profileOf: profiles.known, clock, dispatch, getState }),
    directory: createDirectoryService({ zca, profileOf: profiles.known, clock, dispatch, getState }),
    feedExport: createFeedExport({ homeDir, getState }),
    listener,
    login: createLoginService({
      runner,
      clock,
      dispatch,
      getState,
      zca,
      files: createLoginFiles(runtimeDir),
      pauseListeners: createPauseListeners(listener, getState),
    }),
    pairing: createPairingService({
      clock,
      dispatch,
      getState,
      cli: () => openClawCli({ options, clock, runner, store, dispatch }),
      asksBinary: options.asksGateway ?? true,
      approvalText: options.approvalText ?? approvalTextOf226,
      tell: ({ senderId, ...who }, text, signal) => sender.deliver({ ...who, threadId: threadId(senderId), isGroup: false }, text, signal),
    }),
    sender,
  };
};

/** Which config the binary is to mean, where the operator has named another than it would find. */
const configEnv = ({ configPath, env }: ConsoleOptions): Readonly<Record<string, string>> =>
  configPath === undefined || env['OPENCLAW_CONFIG_PATH'] === configPath ? {} : { OPENCLAW_CONFIG_PATH: configPath };

/** The binary as it is known now. @throws AppError `openclaw-not-found` */
const openClawCli = ({ options, runner, store }: ServiceParts): OpenClawCli =>
  createOpenClawCli(programOf(store.getState(), process.execPath, configEnv(options)), runner);

/** All that goes through the `openclaw` binary. */
const createOpenClawServices = (
  { options, clock, runner, store, dispatch }: ServiceParts,
  { setup, access }: Pick<Services, 'setup' | 'access'>,
): Pick<Services, 'claims' | 'opinion' | 'plugin' | 'runs' | 'tasks'> => {
  const { getState } = store;
  const homeDir = options.env['HOME'] || options.homeDir;
  const { hear, heard } = createGatewayWords({ homeDir, clock, dispatch, getState });
  const cli = () => heard(openClawCli({ options, clock, runner, store, dispatch }));
  const { checkGateway } = setup;
  const claims = createGatewayClaims({ cli, checkGateway, clock, dispatch, getState });
  const plugin = createPluginService({ cli, clock, dispatch, getState });
  const runs = createCommandRuns({ runner, clock, dispatch });
  const onChanged = (): void => {
    void access.reload();
    if (getState().gateway.status === 'up') void claims.ask();
  };
  const opinion = createConfigOpinion({ cli, homeDir, clock, dispatch, getState });
  const tasks = createGatewayTasks({ cli, hear, runs, plugin, checkGateway, onChanged, clock, getState });
  return { claims, opinion, plugin, runs, tasks };
};
