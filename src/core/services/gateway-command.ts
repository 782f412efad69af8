// The `openclaw` program about the gateway: who is it, and restart it (the OpenClaw contract, section 6). Slow: seconds each.
import path from 'node:path';
import { errorSentences } from '../catalogue/errors.ts';
import { listenerSentences } from '../catalogue/listener.ts';
import type { Outcome } from '../console.ts';
import type { Command, Runner } from '../process/runner.ts';
import type { ConsoleState } from '../state/state.ts';
import { parseLenientJson } from '../text/lenient-json.ts';

/** `gateway status` takes 2 s, `gateway restart` up to 11. */
const timeoutsMs = { status: 15_000, restart: 60_000 } as const;

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

/** `--profile NAME` for a state folder `~/.openclaw-NAME`: without it another gateway would be asked. */
const profileArgs = ({ config }: ConsoleState): readonly string[] => {
  const name = /^\.openclaw-([a-z0-9][a-z0-9_-]{0,63})$/iu.exec(path.basename(config.stateDir))?.[1];
  return name === undefined ? [] : ['--profile', name];
};

const gatewayCommand = (state: ConsoleState, verb: 'status' | 'restart'): Command | undefined => {
  const { openclaw } = state;
  if (openclaw.status !== 'found') return undefined;
  return {
    file: openclaw.path,
    args: [...profileArgs(state), 'gateway', verb, '--json'],
    program: 'openclaw',
    timeoutMs: timeoutsMs[verb],
  };
};

/** What {@link restartGateway} runs, as one would type it; undefined where there is no `openclaw`. */
export const gatewayRestartLine = (state: ConsoleState): string | undefined => {
  const command = gatewayCommand(state, 'restart');
  return command && ['openclaw', ...command.args].join(' ');
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
  const pids = found.flatMap(({ pid }) => (typeof pid === 'number' && Number.isSafeInteger(pid) ? [pid] : []));
  // Without a name and without an answer it is a guess: the careful one.
  return { isGateway: fields(rpc)['ok'] === true || isNamed || found.length === 0, pids };
};

/** Asks who answers on the port. Undefined if nobody can be asked or the answer is not understood. Never rejects. */
export const askGateway = async (runner: Runner, state: ConsoleState, signal?: AbortSignal): Promise<GatewayAnswer | undefined> => {
  const command = gatewayCommand(state, 'status');
  if (command === undefined) return undefined;
  return runner.run(command, signal).then(
    ({ stdout }) => readGatewayAnswer(stdout),
    () => undefined,
  );
};

/** Restarts the gateway's service. @throws AppError of the runner */
export const restartGateway = async (runner: Runner, state: ConsoleState, signal?: AbortSignal): Promise<Outcome> => {
  const command = gatewayCommand(state, 'restart');
  if (command === undefined) return { ok: false, error: listenerSentences.noOpenclaw() };
  const { code, stdout, stderr } = await runner.run(command, signal);
  const parsed = parseLenientJson(stdout);
  const { ok, error } = fields(parsed.ok ? parsed.value : undefined);
  if (code === 0 && ok !== false) return { ok: true };
  const detail = typeof error === 'string' ? error : stderr;
  if (/service|systemctl|launchctl|schtasks/iu.test(detail)) return { ok: false, error: listenerSentences.noService(detail) };
  return { ok: false, error: errorSentences.commandFailed({ what: 'openclaw gateway restart', exitCode: code, detail }) };
};
