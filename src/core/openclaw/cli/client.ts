// Questions to the `openclaw` binary: run, read, or throw an AppError that says why there is no answer.

import type { Group, Member, PairingRequest, Peer } from '../../model/people.ts';
import type { GatewayReport, ListedPlugin } from '../../model/programs.ts';
import { AppError, toErrorView } from '../../shared/error.ts';
import type { ErrorView } from '../../shared/error-view.ts';
import type { AccountId, GroupId, PairingCode } from '../../shared/ids.ts';
import type { Command, Runner } from '../../system/runner.ts';
import { groupsIn, membersIn } from '../../zca/client.ts';
import { idOf } from '../../zca/fields.ts';
import { peersIn } from '../../zca/parse.ts';
import * as commands from '../command-line.ts';
import { type OpenClawProgram, type PairingRequestKey, pluginId } from '../command-line.ts';
import { openclawSentences as words } from '../words.ts';
import { booleanField, type CliAnswer, type CliRun, lineField, listField, readAnswer } from './answer.ts';
import {
  type ConfigValidation,
  type GatewayStatusAnswer,
  parseChannelsStatus,
  parseConfigValidate,
  parseGatewayStatus,
  parseHealth,
} from './parse.ts';
import { parseDirectory } from './parse-directory.ts';
import {
  type CommandApproval,
  parsePairingApprove,
  parsePairingDecision,
  parsePairingList,
  parsePairingRpcList,
  type RpcDecision,
  type RpcPairingList,
} from './parse-requests.ts';
// `openclaw plugins list --json`: what is known of the channel's plugin.

/** Reads the list; undefined = it does not have the plugin. On 226 every plugin that is off carries `error: "bundled (disabled by default)"`: only `status: "error"` is a problem. */
export const parsePluginsList = (run: CliRun): CliAnswer<ListedPlugin | undefined> => {
  const answer = readAnswer('openclaw plugins list', run);
  if (!answer.ok) return answer;
  const plugin = listField(answer.value, 'plugins').find((entry) => idOf(entry['id']) === pluginId);
  if (plugin === undefined) return { ok: true, value: undefined };
  const status = lineField(plugin, 'status');
  return {
    ok: true,
    value: {
      isEnabled: booleanField(plugin, 'enabled') ?? status === 'loaded',
      version: lineField(plugin, 'version'),
      origin: lineField(plugin, 'origin'),
      problem: status === 'error' ? (lineField(plugin, 'error') ?? status) : undefined,
    },
  };
};

/**
 * Calls of one `openclaw`. Each takes seconds and an AbortSignal, and throws AppError: `gateway-down`, `timed-out`, `cancelled`,
 * `unsupported-call`, `config-broken`, `garbage-output`, `command-failed`, `openclaw-not-found`.
 */
export interface OpenClawCli {
  readonly program: OpenClawProgram;
  /** The channel's plugin; undefined if there is none. */
  plugin(signal?: AbortSignal): Promise<ListedPlugin | undefined>;
  gatewayStatus(signal?: AbortSignal): Promise<GatewayStatusAnswer>;
  channelsStatus(signal?: AbortSignal): Promise<GatewayReport>;
  health(signal?: AbortSignal): Promise<GatewayReport>;
  /** 96 only; `unsupported-call` on 226. */
  configVerdict(signal?: AbortSignal): Promise<ConfigValidation>;
  /** 96 only, as are the two decisions; needs a gateway that answers. */
  pairingRequests(signal?: AbortSignal): Promise<RpcPairingList>;
  approveRequest(request: PairingRequestKey, notify: boolean, signal?: AbortSignal): Promise<RpcDecision>;
  dismissRequest(request: PairingRequestKey, signal?: AbortSignal): Promise<RpcDecision>;
  /** By the `pairing` command, which needs no gateway; its side effects stand at its command. */
  pairingList(signal?: AbortSignal): Promise<readonly PairingRequest[]>;
  pairingApprove(code: PairingCode, accountId?: AccountId, signal?: AbortSignal): Promise<CommandApproval>;
  /** The three lists ask Zalo from a process of their own, without the gateway; each takes 16 to 25 s. */
  directoryPeers(accountId: AccountId, signal?: AbortSignal): Promise<readonly Peer[]>;
  directoryGroups(accountId: AccountId, signal?: AbortSignal): Promise<readonly Group[]>;
  directoryMembers(accountId: AccountId, groupId: GroupId, signal?: AbortSignal): Promise<readonly Member[]>;
}

/** What the Runner threw, in the terms of `openclaw`. */
export const openClawRunFailure = (
  what: string,
  command: Command,
  program: OpenClawProgram,
  error: unknown,
): ErrorView => {
  const view = toErrorView(error);
  if (view.code === 'not-started') return words.errors.openclawNotFound({ lookedFor: program.shownPath });
  if (view.code === 'timed-out')
    return words.errors.timedOut({ what, afterMs: command.timeoutMs ?? 0, detail: view.detail });
  return view;
};

/** `openclaw gateway status`: the words before the first flag. */
const nameOf = (command: Command, program: OpenClawProgram): string => {
  const words_ = command.args.slice(program.prefixArgs.length + program.profileArgs.length);
  const flag = words_.findIndex((word) => word.startsWith('-'));
  return ['openclaw', ...words_.slice(0, flag < 0 ? words_.length : flag).slice(0, 3)].join(' ');
};

export const createOpenClawCli = (program: OpenClawProgram, runner: Pick<Runner, 'run'>): OpenClawCli => {
  const ask = async <Value>(
    command: Command,
    parse: (run: CliRun) => CliAnswer<Value>,
    signal?: AbortSignal,
  ): Promise<Value> => {
    let run: CliRun;
    try {
      run = await runner.run(command, signal);
    } catch (error) {
      throw new AppError(openClawRunFailure(nameOf(command, program), command, program, error), {
        cause: error,
      });
    }
    const answer = parse(run);
    if (!answer.ok) throw new AppError(answer.error);
    return answer.value;
  };
  return {
    program,
    plugin: (signal) => ask(commands.pluginsList(program), parsePluginsList, signal),
    gatewayStatus: (signal) => ask(commands.gatewayStatus(program), parseGatewayStatus, signal),
    channelsStatus: (signal) => ask(commands.channelsStatus(program), parseChannelsStatus, signal),
    health: (signal) => ask(commands.health(program), parseHealth, signal),
    configVerdict: (signal) => ask(commands.configValidate(program), parseConfigValidate, signal),
    pairingRequests: (signal) => ask(commands.pairingRpcList(program), parsePairingRpcList, signal),
    approveRequest: (request, notify, signal) =>
      ask(
        commands.pairingRpcApprove(program, request, notify),
        (run) => parsePairingDecision('approve', run),
        signal,
      ),
    dismissRequest: (request, signal) =>
      ask(
        commands.pairingRpcDismiss(program, request),
        (run) => parsePairingDecision('dismiss', run),
        signal,
      ),
    pairingList: (signal) => ask(commands.pairingList(program), parsePairingList, signal),
    pairingApprove: (code, accountId, signal) =>
      ask(commands.pairingApprove(program, code, accountId), parsePairingApprove, signal),
    directoryPeers: (accountId, signal) =>
      ask(
        commands.directoryList(program, accountId, { type: 'peers' }),
        (run) => parseDirectory('openclaw directory peers', run, (rows) => peersIn(rows, 'list')),
        signal,
      ),
    directoryGroups: (accountId, signal) =>
      ask(
        commands.directoryList(program, accountId, { type: 'groups' }),
        (run) => parseDirectory('openclaw directory groups', run, groupsIn),
        signal,
      ),
    directoryMembers: (accountId, groupId, signal) =>
      ask(
        commands.directoryList(program, accountId, { type: 'members', groupId }),
        (run) => parseDirectory('openclaw directory groups members', run, membersIn),
        signal,
      ),
  };
};
