// The services of a console, made from its options. Making them starts nothing.
import { join } from 'node:path';
import type { Clock } from './clock.ts';
import type { ConsoleOptions } from './console.ts';
import { createOpenClawLocator } from './openclaw/find-openclaw.ts';
import { createProcessTable } from './process/process-table.ts';
import type { Runner } from './process/runner.ts';
import { type AccessService, createAccessService } from './services/access.ts';
import { type AccountsService, createAccountsService } from './services/accounts.ts';
import { createProfiles, type Profiles } from './services/accounts-profiles.ts';
import { type ConfigChanges, createConfigChanges } from './services/config-changes.ts';
import { createDirectoryService, type DirectoryService } from './services/directory.ts';
import { createListenerService, type ListenerService } from './services/listener.ts';
import { createFileRecords } from './services/listener-records.ts';
import { createLoginService, type LoginService } from './services/login.ts';
import { createLoginFiles } from './services/login-files.ts';
import { createPairingService, type PairingService } from './services/pairing.ts';
import { createSetupService, type SetupService } from './services/setup.ts';
import { canConnect } from './services/setup-gateway.ts';
import type { ConfigView } from './state/state.ts';
import type { EventStore } from './state/store.ts';
import { locateZca } from './zca/locate.ts';

/** All that does something, by name. */
export interface Services {
  readonly setup: SetupService;
  readonly access: AccessService;
  readonly changes: ConfigChanges;
  readonly accounts: AccountsService;
  readonly directory: DirectoryService;
  readonly listener: ListenerService;
  readonly login: LoginService;
  readonly pairing: PairingService;
  readonly profiles: Profiles;
}

/** What they are made from. */
export interface ServiceParts extends EventStore {
  readonly options: ConsoleOptions;
  readonly clock: Clock;
  readonly runner: Runner;
}

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
  return {
    setup,
    profiles,
    access,
    changes: createConfigChanges({ access, dispatch, getState, write: { clock }, checkGateway: setup.checkGateway }),
    accounts: createAccountsService({ zca, profileOf, clock, dispatch, getState }),
    directory: createDirectoryService({ zca, profileOf, clock, dispatch, getState }),
    listener: createListenerService({
      runner,
      clock,
      dispatch,
      getState,
      program,
      profileOf: profiles.lastOf,
      records: createFileRecords(join(runtimeDir, 'listeners')),
      processes: createProcessTable({ platform, runner }),
      ...(options.onUnknownLine === undefined ? {} : { onUnknownLine: options.onUnknownLine }),
    }),
    login: createLoginService({ runner, clock, dispatch, zca, files: createLoginFiles(runtimeDir) }),
    pairing: createPairingService({ clock, dispatch, getState }),
  };
};
