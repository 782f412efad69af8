// The `openclaw` program about the gateway: who is it (the OpenClaw contract, section 6). Slow: seconds each.
import {
  gatewayStatus,
  type OpenClawProgram,
  openClawProgram,
  profileArgsOf,
} from '../openclaw/command-line.ts';
import { parseLenientJson } from '../shared/text/lenient-json.ts';
import type { ConsoleState } from '../state.ts';
import type { Command, Runner } from '../system/runner.ts';

/** It takes 2 s. */
const timeoutMs = 15_000;

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

const statusCommand = (
  { openclaw, config }: ConsoleState,
  env: OpenClawProgram['env'],
): Command | undefined => {
  if (openclaw.status !== 'found') return undefined;
  return {
    ...gatewayStatus(openClawProgram(openclaw.path, process.execPath, env, profileArgsOf(config.stateDir))),
    timeoutMs,
  };
};

/** What `gateway status` says of the port of the gateway. */
export interface GatewayAnswer {
  /** False: something else answers there. */
  readonly isGateway: boolean;
  /** Who listens on the port, where the system shows it. */
  readonly pids: readonly number[];
}

/** Reads the answer; undefined if it says nothing of the port. */
export const readGatewayAnswer = (stdout: string): GatewayAnswer | undefined => {
  const parsed = parseLenientJson(stdout);
  if (!parsed.ok) return undefined;
  const { rpc, port } = fields(parsed.value);
  const { listeners, status } = fields(port);
  if (status !== 'busy') return undefined;
  const found = (Array.isArray(listeners) ? (listeners as readonly unknown[]) : []).map(fields);
  const isName = (text: unknown): boolean => typeof text === 'string' && /openclaw/iu.test(text);
  const isNamed = found.some(({ command, commandLine }) => isName(command) || isName(commandLine));
  const pids = found.flatMap(({ pid }) =>
    typeof pid === 'number' && Number.isSafeInteger(pid) ? [pid] : [],
  );
  // Without a name and without an answer it is a guess: the careful one.
  return { isGateway: fields(rpc)['ok'] === true || isNamed || found.length === 0, pids };
};

/**
 * Asks who answers on the port. Undefined if nobody can be asked or the answer is not understood. Never rejects.
 * @param env which config is meant, where that is not the one the program would find
 */
export const askGateway = async (
  runner: Runner,
  state: ConsoleState,
  env: OpenClawProgram['env'],
  signal?: AbortSignal,
): Promise<GatewayAnswer | undefined> => {
  const command = statusCommand(state, env);
  if (command === undefined) return undefined;
  return runner.run(command, signal).then(
    ({ stdout }) => readGatewayAnswer(stdout),
    () => undefined,
  );
};
