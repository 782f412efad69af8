// The services of a console, made from its options. Making them starts nothing.
import { stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type ConfigChanges, createConfigChanges } from './access/changes.ts';
import { createProfiles, type Profiles } from './accounts/profiles.ts';
import { createSessionProbe, type SessionProbe } from './accounts/session-probe.ts';
import type { ConfigView } from './config/config-view.ts';
import { type ConfigService, createConfigService } from './config/service.ts';
import type { ConsoleOptions } from './console.ts';
import { createDirectoryService, type DirectoryService } from './directory/service.ts';
import { gatewaySource, zcaSource } from './directory/source.ts';
import { directorySentences } from './directory/words.ts';
import {
  createFilePermissions,
  type FilePermissionsService,
  usualLogFolder,
} from './doctor/file-permissions.ts';
import { createFeedExport, type FeedExport } from './feed/export.ts';
import { createGatewayLog, type GatewayLog } from './feed/gateway-log.ts';
import { type AccountControl, createAccountControl } from './gateway/account-control.ts';
import { type ConfigCheckService, createConfigCheck } from './gateway/config-check.ts';
import { type ConfigForceService, createConfigForce } from './gateway/config-force.ts';
import { portOf, remoteFiles } from './gateway/elsewhere.ts';
import { createConsoleGateway } from './gateway/live-gateway.ts';
import { createProcessScanner, type ProcessScanner } from './gateway/process-scan.ts';
import {
  canConnect,
  createPluginService,
  createProgramLocator,
  type PluginService,
  type ProgramLocator,
} from './gateway/program-locator.ts';
import {
  createGatewayReport,
  createGatewayWords,
  type GatewayReportService,
} from './gateway/report-service.ts';
import { isGatewayRunning } from './gateway/select-listening.ts';
import { createSshTunnel } from './gateway/ssh-tunnel.ts';
import { createGatewayTap, type GatewayTap } from './listener/gateway-tap.ts';
import { createFileRecords } from './listener/records.ts';
import { createListenerService, type ListenerService } from './listener/service.ts';
import { createLoginFiles } from './login/files.ts';
import { createLoginService, createPauseListeners, type LoginService } from './login/service.ts';
import { createSenderService, type SenderService } from './messages/service.ts';
import { gatewayWay, zcaWay } from './messages/way.ts';
import type { PairingRequest } from './model/people.ts';
import { createOpenClawCli, type OpenClawCli } from './openclaw/cli/client.ts';
import { createOpenClawLocator } from './openclaw/find.ts';
import type { LiveGateway } from './openclaw/gateway-client/client.ts';
import { openWebSocket } from './openclaw/gateway-client/socket.ts';
import { readGatewayLock } from './openclaw/gateway-lock.ts';
import { createGatewayVersions } from './openclaw/gateway-version.ts';
import type { DatabasePairing } from './pairing/backend.ts';
import { createCommandEdits } from './pairing/command-edits.ts';
import { pairingOverConnection } from './pairing/connection.ts';
import { createPairingService, type PairingService } from './pairing/service.ts';
import { approvalTextOfOpenclaw } from './pairing/words.ts';
import { type Clock, realTimeClock } from './shared/clock.ts';
import { AppError } from './shared/error.ts';
import { threadId } from './shared/ids.ts';
import type { ConsoleState } from './state.ts';
import type { EventStore } from './store.ts';
import { assertOwn } from './system/keep-owner.ts';
import { createProcessList, createProcessTable } from './system/process-list.ts';
import type { Runner } from './system/runner.ts';
import {
  type CommandRuns,
  createCommandRuns,
  createGatewayTasks,
  type GatewayTasks,
  programOf,
} from './tasks/gateway-tasks.ts';
import { locateZca } from './zca/locate.ts';

export interface Services {
  readonly programs: ProgramLocator;
  readonly configService: ConfigService;
  readonly changes: ConfigChanges;
  readonly accounts: SessionProbe;
  readonly directory: DirectoryService;
  readonly feedExport: FeedExport;
  readonly gatewayLog: GatewayLog;
  readonly gatewayTap: GatewayTap;
  readonly listener: ListenerService;
  readonly listening: ProcessScanner;
  readonly login: LoginService;
  readonly pairing: PairingService;
  readonly profiles: Profiles;
  /** The live connection; what can be asked over it stands in `GatewayClient`. */
  readonly gatewayClient: LiveGateway;
  readonly gatewayReport: GatewayReportService;
  readonly plugin: PluginService;
  readonly runs: CommandRuns;
  readonly tasks: GatewayTasks;
  readonly filePermissions: FilePermissionsService;
  readonly configCheck: ConfigCheckService;
  readonly configForce: ConfigForceService;
  readonly sender: SenderService;
  readonly control: AccountControl;
}

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
  const { env, homeDir, platform, zcaPath, settingZcaPath, ownZcaPath } = options;
  const { configPath, openclawPath, runtimeDir } = options;
  const { getState } = store;
  const programs = createProgramLocator({
    runner,
    clock,
    dispatch,
    getState,
    env,
    canConnect:
      options.gateway === undefined ? (options.canConnect ?? canConnect) : async () => gatewayClient.isOpen(),
    locateZca: () => locateZca({ zcaPath, settingZcaPath, ownZcaPath, env, platform, homeDir }),
  });
  const profiles = createProfiles(getState);
  const records = createFileRecords(join(runtimeDir, 'listeners'));
  const allProcesses = createProcessList({ platform, runner });
  const listening = createProcessScanner({
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
    ownZcaPath,
    ownerOf: (file) =>
      stat(file).then(
        ({ uid }) => uid,
        () => undefined,
      ),
    readLock: (config, userIds) =>
      readGatewayLock({ configPath: config, tempDirs: tempDirs(options), userIds }),
  });
  const { zca, program } = programs;
  const profileOf = profiles.of;
  const configService = createConfigService({
    clock,
    dispatch,
    getState,
    env,
    homeDir,
    configFlag: configPath,
    locator: createOpenClawLocator({
      runner,
      env,
      platform,
      flag: openclawPath,
    }),
    onRead: onConfig,
    ...(configPath === undefined || options.gateway === undefined
      ? {}
      : { files: remoteFiles(() => gatewayClient, configPath), watch: () => ({ close: () => undefined }) }),
  });
  const listener = createListenerService({
    runner,
    clock,
    dispatch,
    getState,
    program,
    profileOf,
    scan: () => listening.scan(),
    records,
    processes: createProcessTable({ platform, runner }),
    onUnknownLine: options.onUnknownLine,
  });
  const tunnel =
    options.gateway?.ssh === undefined
      ? undefined
      : createSshTunnel({
          target: options.gateway.ssh,
          remotePort: portOf(options.gateway.url),
          runner,
          canConnect,
          clock,
        });
  const gatewayClient = createConsoleGateway({
    openSocket: options.openSocket ?? (options.canConnect === undefined ? openWebSocket : undefined),
    configService,
    env,
    deviceKeyFile: options.deviceKeyFile ?? join(runtimeDir, 'device-key.json'),
    named: options.gateway,
    tunnel,
    isReadOnly: options.isConnectionReadOnly ?? options.isReadOnly ?? false,
    version: options.version ?? '0',
    platform,
    clock,
    dispatch,
    getState,
  });
  if (options.gateway !== undefined) {
    const reload = (): void => void configService.reload();
    gatewayClient.onOpen(reload);
    gatewayClient.onEvent(({ name }) => {
      if (name === 'config.changed') reload();
    });
  }
  const directoryByZca = zcaSource(zca, profiles.known);
  const directoryByGateway = gatewaySource(
    gatewayClient,
    () => {
      const { elsewhere } = getState();
      if (elsewhere !== undefined) throw new AppError(directorySentences.onlyThere(elsewhere));
      return openClawCli({ options, clock, runner, store, dispatch });
    },
    profiles.known,
  );
  const directorySource = () =>
    getState().config.release.capabilities.drivesZca ? directoryByZca : directoryByGateway;
  const changes = createConfigChanges({
    access: configService,
    dispatch,
    getState,
    write: { clock },
    checkGateway: programs.checkGateway,
  });
  const pairingCli = pairingOverConnection(gatewayClient, () =>
    openClawCli({ options, clock, runner, store, dispatch }),
  );
  const byZca = zcaWay(zca, profileOf);
  const byGateway = gatewayWay({ client: gatewayClient, clock, profileOf });
  const way = () => (getState().config.release.capabilities.drivesZca ? byZca : byGateway);
  const sender = createSenderService({ way, clock, dispatch, getState });
  const gatewayTap = createGatewayTap({
    clock,
    dispatch,
    getState,
    client: gatewayClient,
    onPairing: () => void pairing.refresh(),
  });
  const pairing = createPairingService({
    clock,
    dispatch,
    getState,
    cli: () => pairingCli,
    edit: createCommandEdits({ client: gatewayClient, clock, changes, getState }),
    isQuick: () => gatewayClient.isOpen(),
    database: () => decidable(gatewayTap.pairing(), getState()),
    asksBinary: options.asksGateway ?? true,
    approvalText: options.approvalText ?? approvalTextOfOpenclaw,
    tell: ({ senderId, ...who }, text, signal) =>
      sender.deliver({ ...who, threadId: threadId(senderId), isGroup: false }, text, signal),
  });
  const ofOpenClaw = createOpenClawServices(
    { options, clock, runner, store, dispatch },
    { programs, configService, gatewayClient },
  );
  const openclaw = () => programOf(getState(), process.execPath, configEnv(options));
  const gatewayLog = createGatewayLog({
    clock,
    dispatch,
    getState,
    client: gatewayClient,
    folder: () => (options.logFolder === undefined ? usualLogFolder() : Promise.resolve(options.logFolder)),
  });
  return {
    programs,
    profiles,
    gatewayLog,
    listening,
    configService,
    gatewayClient,
    changes,
    ...ofOpenClaw,
    control: createAccountControl({
      client: gatewayClient,
      runner,
      program: openclaw,
      report: ofOpenClaw.gatewayReport,
      clock,
      getState,
    }),
    filePermissions: createFilePermissions({
      env,
      homeDir,
      platform,
      clock,
      dispatch,
      getState,
      reading: () => configService.reading(),
      logFolder: options.logFolder,
    }),
    accounts: createSessionProbe({ zca, profileOf: profiles.known, clock, dispatch, getState }),
    directory: createDirectoryService({ source: directorySource, clock, dispatch, getState }),
    feedExport: createFeedExport({ clock, homeDir, getState }),
    listener,
    login: createLoginService({
      runner,
      clock,
      dispatch,
      getState,
      zca,
      files: createLoginFiles(runtimeDir),
      pauseListeners: createPauseListeners(listener, getState),
      profiles,
      stopListener: listener.stop,
      gateway: gatewayClient,
      settled: () => gatewayClient.settled(),
      openclaw,
      lookAgain: () => void ofOpenClaw.gatewayReport.ask({ isFresh: true }),
    }),
    gatewayTap,
    pairing,
    sender,
  };
};

const withoutId = (request: PairingRequest): PairingRequest => {
  const { requestId: _, ...rest } = request;
  return rest;
};

/** Requests as they can be decided: by their id where a gateway is there to be asked, else by their code. */
const decidable = (rows: DatabasePairing | undefined, state: ConsoleState): DatabasePairing | undefined =>
  rows === undefined || isGatewayRunning(state) ? rows : { ...rows, requests: rows.requests.map(withoutId) };

/** Which config the binary is to mean, where the operator has named another than it would find. */
export const configEnv = ({ configPath, env }: ConsoleOptions): Readonly<Record<string, string>> =>
  configPath === undefined || env['OPENCLAW_CONFIG_PATH'] === configPath
    ? {}
    : { OPENCLAW_CONFIG_PATH: configPath };

/** The binary as it is known now. @throws AppError `openclaw-not-found` */
const openClawCli = ({ options, runner, store }: ServiceParts): OpenClawCli =>
  createOpenClawCli(programOf(store.getState(), process.execPath, configEnv(options)), runner);

/** All that goes through the `openclaw` binary. */
const createOpenClawServices = (
  { options, clock, runner, store, dispatch }: ServiceParts,
  { programs, configService, gatewayClient }: Pick<Services, 'programs' | 'configService' | 'gatewayClient'>,
): Pick<Services, 'gatewayReport' | 'configCheck' | 'configForce' | 'plugin' | 'runs' | 'tasks'> => {
  const { getState } = store;
  const homeDir = options.env['HOME'] || options.homeDir;
  const { hear, heard } = createGatewayWords({ homeDir, clock, dispatch, getState });
  const cli = () => heard(openClawCli({ options, clock, runner, store, dispatch }));
  const { checkGateway } = programs;
  const gatewayReport = createGatewayReport({
    cli,
    live: gatewayClient,
    checkGateway,
    clock,
    dispatch,
    getState,
  });
  gatewayClient.onEvent(({ name, payload }) => {
    if (name === 'health') gatewayReport.hear(payload);
  });
  const configForce = createConfigForce({
    client: gatewayClient,
    clock: realTimeClock(clock),
    dispatch,
    getState,
  });
  gatewayClient.onOpen(() => configForce.look());
  const plugin = createPluginService({ cli, clock, dispatch });
  const runs = createCommandRuns({ runner, clock, dispatch });
  const onChanged = (): void => {
    void configService.reload();
    if (getState().gateway.status === 'up') void gatewayReport.ask({ isFresh: true });
  };
  const configCheck = createConfigCheck({ cli, live: gatewayClient, homeDir, clock, dispatch, getState });
  const assertOurs = (): void => {
    const { stateDir, path } = getState().config;
    assertOwn([stateDir, path]);
  };
  const tasks = createGatewayTasks({
    cli,
    assertOurs,
    hear,
    runs,
    plugin,
    checkGateway,
    onChanged,
    clock,
    getState,
  });
  return { gatewayReport, configCheck, configForce, plugin, runs, tasks };
};
