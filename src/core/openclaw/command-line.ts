// Every call of the `openclaw` binary as a value (the OpenClaw contract, sections 4 to 8). Nothing here runs anything.
import type { AccountId, GroupId, PairingCode } from '../shared/ids.ts';
import type { Command } from '../system/runner.ts';
import type { Capabilities } from './capabilities.ts';

/** The `openclaw` to run: a program file, or Node with a script. */
export interface OpenClawProgram {
  /** Absolute path of the executable. */
  readonly file: string;
  /** Come before every argument: the script, where `file` is Node. */
  readonly prefixArgs: readonly string[];
  /** Come after those: `--profile NAME` where a profile is meant; the operator sees them. */
  readonly profileArgs: readonly string[];
  /** What the operator knows it by. */
  readonly shownPath: string;
  /** Added to the environment of every call: which config is meant, where the operator has named one. */
  readonly env: Readonly<Record<string, string>>;
}

/** Scripts run through Node, so they need no executable bit, and it works on Windows. */
export const isScript = (file: string): boolean => /\.[cm]?js$/iu.test(file);

/** `--profile NAME` for a state folder `~/.openclaw-NAME`: without it another gateway would be asked, stopped or restarted. */
export const profileArgsOf = (stateDir: string): readonly string[] => {
  const name = /[\\/]\.openclaw-([a-z0-9][a-z0-9_-]{0,63})[\\/]?$/iu.exec(stateDir)?.[1];
  return name === undefined ? [] : ['--profile', name];
};

/**
 * The program of a file.
 * @param nodePath the Node that runs scripts
 */
export const openClawProgram = (
  file: string,
  nodePath: string,
  env: OpenClawProgram['env'] = {},
  profileArgs: readonly string[] = [],
): OpenClawProgram =>
  isScript(file)
    ? { file: nodePath, prefixArgs: [file], profileArgs, shownPath: file, env }
    : { file, prefixArgs: [], profileArgs, shownPath: file, env };

/**
 * How long each call may take (ms). A warm call takes 1 to 5 s; on 96 `channels status` and `health` wait a minute for a gateway that is
 * down unless they are given a time-out of their own.
 */
export const openClawTimeoutsMs = {
  version: 5_000,
  pluginsList: 30_000,
  pluginsInstall: 600_000,
  pluginsEnable: 60_000,
  gatewayStatus: 45_000,
  gatewayAct: 120_000,
  gatewayCall: 20_000,
  channelsStatus: 30_000,
  health: 30_000,
  // On 96 half a minute and more where the plugin is configured and not installed.
  log: 120_000,
  pairing: 60_000,
  configValidate: 30_000,
  // 16 to 25 s, twice that on a busy machine: it loads every plugin and logs in to Zalo.
  directory: 90_000,
  // It loads every plugin first: 24 to 36 s.
  channelsLogout: 120_000,
} as const;

/** How long the gateway itself is waited for by a call (ms): shorter than the call, which needs seconds to start. */
const answerWithinMs = 8_000;

export const pluginPackage = '@openclaw/zalouser';
/** The channel's plugin and its id in every list. */
export const pluginId = 'zalouser';

/** A NUL cannot be part of an argument: no process would start. */
const withoutNul = (word: string): string => word.replaceAll('\0', '');

const call = (
  program: OpenClawProgram,
  args: readonly string[],
  timeoutMs: number | undefined,
  shown: readonly string[] = args,
): Command => ({
  file: program.file,
  args: [...program.prefixArgs, ...program.profileArgs, ...args].map(withoutNul),
  shownArgs: [...program.prefixArgs, ...program.profileArgs, ...shown].map(withoutNul),
  program: 'openclaw',
  ...(Object.keys(program.env).length === 0 ? {} : { env: program.env }),
  ...(timeoutMs === undefined ? {} : { timeoutMs }),
});

/** `--version`: 1.3 s on a warm 226. */
export const version = (program: OpenClawProgram): Command =>
  call(program, ['--version'], openClawTimeoutsMs.version);

export interface PluginSource {
  /** A local folder or archive, or an npm spec; absent = {@link pluginPackage}. */
  readonly source?: string | undefined;
  readonly can: Pick<Capabilities, 'isPluginBundled' | 'asksConsent'>;
  /** Of OpenClaw. The packages of the registry that drive no `zca` do not fit 226: there its own version is asked for. */
  readonly version?: string | undefined;
}

/** Is it a path rather than the name of a package? */
export const isLocalSource = (source: string): boolean => /^(?:[./~\\]|[a-z]:[\\/])/iu.test(source);

/**
 * `plugins install SOURCE`. 96 asks for consent to what a plugin may do, and refuses a local folder without `--force`; 226 knows neither flag
 * (the OpenClaw contract, section 8).
 */
export const pluginsInstall = (program: OpenClawProgram, { source, can, version }: PluginSource): Command => {
  const fitting = !can.asksConsent && version !== undefined ? `${pluginPackage}@${version}` : pluginPackage;
  const what = source ?? fitting;
  const consent = can.asksConsent
    ? [...(isLocalSource(what) ? ['--force'] : []), '--accept-capabilities']
    : [];
  return call(program, ['plugins', 'install', what, ...consent], openClawTimeoutsMs.pluginsInstall);
};

/** `plugins enable zalouser`: writes the config. 96 wants the consent it could otherwise ask for on a terminal. */
export const pluginsEnable = (
  program: OpenClawProgram,
  { asksConsent }: Pick<Capabilities, 'asksConsent'>,
): Command => {
  const consent = asksConsent ? ['--accept-capabilities'] : [];
  return call(program, ['plugins', 'enable', pluginId, ...consent], openClawTimeoutsMs.pluginsEnable);
};

/** `plugins list --json` */
export const pluginsList = (program: OpenClawProgram): Command =>
  call(program, ['plugins', 'list', '--json'], openClawTimeoutsMs.pluginsList);

/** `gateway status --json`: exit 0 also when there is no gateway. */
export const gatewayStatus = (program: OpenClawProgram): Command =>
  call(program, ['gateway', 'status', '--json'], openClawTimeoutsMs.gatewayStatus);

export type GatewayAct = 'start' | 'stop' | 'restart';

/**
 * `gateway start|stop|restart --json`: acts on the service of the machine, 96 also on a gateway in the foreground. Without a terminal 96 stops
 * nothing unless it is told `--force`: the operator has been asked here.
 */
export const gatewayAct = (
  program: OpenClawProgram,
  act: GatewayAct,
  { stopNeedsForce }: Pick<Capabilities, 'stopNeedsForce'>,
): Command => {
  const force = act === 'stop' && stopNeedsForce ? ['--force'] : [];
  return call(program, ['gateway', act, ...force, '--json'], openClawTimeoutsMs.gatewayAct);
};

/** `logs --follow --json`: asks the gateway; goes on until it is ended. */
export const logsFollow = (program: OpenClawProgram): Command =>
  call(program, ['logs', '--follow', '--json'], undefined);

/** `channels logs --channel zalouser --json --lines N`: reads the log file, with or without a gateway. */
export const channelsLogs = (program: OpenClawProgram, lines = 200): Command =>
  call(
    program,
    ['channels', 'logs', '--channel', pluginId, '--json', '--lines', String(lines)],
    openClawTimeoutsMs.log,
  );

/** `channels status --json`. Without the inner time-out 96 waits a minute for a gateway that is down. */
export const channelsStatus = (program: OpenClawProgram): Command =>
  call(
    program,
    ['channels', 'status', '--json', '--timeout', String(answerWithinMs)],
    openClawTimeoutsMs.channelsStatus,
  );

/** `health --json` */
export const health = (program: OpenClawProgram): Command =>
  call(program, ['health', '--json', '--timeout', String(answerWithinMs)], openClawTimeoutsMs.health);

/**
 * `channels login --channel zalouser --account ID`: a picture of the code is written, never drawn, and never again when the code is renewed. It
 * goes on until it is confirmed, 180 s at most.
 */
export const channelsLogin = (program: OpenClawProgram, accountId: AccountId): Command =>
  call(program, ['channels', 'login', '--channel', pluginId, '--account', accountId], undefined);

/** `channels logout --channel zalouser --account ID`: through the gateway where one answers, else in its files. */
export const channelsLogout = (program: OpenClawProgram, accountId: AccountId): Command =>
  call(
    program,
    ['channels', 'logout', '--channel', pluginId, '--account', accountId],
    openClawTimeoutsMs.channelsLogout,
  );

/** `config validate --json`, where the release validates. */
export const configValidate = (program: OpenClawProgram): Command =>
  call(program, ['config', 'validate', '--json'], openClawTimeoutsMs.configValidate);

/** `gateway call METHOD --params JSON --timeout N --json`: the quickest question there is; fails within a second without a gateway. */
export const gatewayCall = (
  program: OpenClawProgram,
  method: string,
  params: Readonly<Record<string, unknown>> = {},
): Command =>
  call(
    program,
    [
      'gateway',
      'call',
      method,
      '--params',
      JSON.stringify(params),
      '--timeout',
      String(answerWithinMs),
      '--json',
    ],
    openClawTimeoutsMs.gatewayCall,
  );

/** Names a request of the pairing RPC (96); the id is opaque and is not the code. */
export interface PairingRequestKey {
  readonly accountId: AccountId;
  readonly requestId: string;
}

/** `gateway call channels.pairing.list` (96): requests of the accounts whose dmPolicy is `pairing`; without their codes. */
export const pairingRpcList = (program: OpenClawProgram, accountId?: AccountId): Command =>
  gatewayCall(program, 'channels.pairing.list', {
    channel: pluginId,
    accountId,
  });

/** `gateway call channels.pairing.approve` (96): makes nobody an owner, unlike the `pairing` command. */
export const pairingRpcApprove = (
  program: OpenClawProgram,
  { accountId, requestId }: PairingRequestKey,
  notify: boolean,
): Command =>
  gatewayCall(program, 'channels.pairing.approve', { channel: pluginId, accountId, requestId, notify });

/** `gateway call channels.pairing.dismiss` (96). */
export const pairingRpcDismiss = (
  program: OpenClawProgram,
  { accountId, requestId }: PairingRequestKey,
): Command => gatewayCall(program, 'channels.pairing.dismiss', { channel: pluginId, accountId, requestId });

/** `pairing list zalouser --json`. On 226 it writes into the store and its codes end up in the log file: read the files there instead. */
export const pairingList = (program: OpenClawProgram): Command =>
  call(program, ['pairing', 'list', pluginId, '--json'], openClawTimeoutsMs.pairing);

/**
 * `pairing approve zalouser CODE [--account ID]`. On 96 it makes the first sender ever approved the owner of all commands and rewrites the
 * config without its comments: warn before. The log shows no code.
 */
export const pairingApprove = (
  program: OpenClawProgram,
  code: PairingCode,
  accountId?: AccountId,
): Command => {
  const account = accountId === undefined ? [] : ['--account', accountId];
  return call(program, ['pairing', 'approve', pluginId, code, ...account], openClawTimeoutsMs.pairing, [
    'pairing',
    'approve',
    pluginId,
    '<code>',
    ...account,
  ]);
};

/** A list of people or groups, as the command names it. */
export type DirectoryList =
  | { readonly type: 'peers' | 'groups' }
  | { readonly type: 'members'; readonly groupId: GroupId };

/**
 * `directory peers list|groups list|groups members --channel zalouser --account ID --json`: asks Zalo from a process of its own, with or
 * without a gateway, and takes 16 to 25 s (the gateway's live contract, section 4).
 */
export const directoryList = (
  program: OpenClawProgram,
  accountId: AccountId,
  list: DirectoryList,
): Command => {
  const what =
    list.type === 'members' ? ['groups', 'members', '--group-id', list.groupId] : [list.type, 'list'];
  return call(
    program,
    ['directory', ...what, '--channel', pluginId, '--account', accountId, '--json'],
    openClawTimeoutsMs.directory,
  );
};

const quoted = (word: string): string =>
  /^[\w@%+=:,./~-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A call as it could be typed into a shell, the program by its name, the environment it is given in front. */
export const typedCommand = (program: OpenClawProgram, command: Command): string => {
  const words = (command.shownArgs ?? command.args).slice(program.prefixArgs.length);
  const env = Object.entries(program.env).map(([name, value]) => `${name}=${quoted(value)}`);
  return [...env, 'openclaw', ...words.map(quoted)].join(' ');
};
