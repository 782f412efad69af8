// What is here besides the files: zca, a gateway that answers, its plugin, which one it is. Nothing waits for a version: the console opens at once.

import { connect } from 'node:net';
import { errorSentences } from '../error-words.ts';
import type { Dispatch } from '../events.ts';
import type { ListedPlugin, PluginAnswer } from '../model/programs.ts';
import type { OpenClawCli } from '../openclaw/cli/client.ts';
import {
  gatewayStatus,
  type OpenClawProgram,
  openClawProgram,
  profileArgsOf,
} from '../openclaw/command-line.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError, toErrorView } from '../shared/error.ts';
import type { ErrorCode, ErrorView } from '../shared/error-view.ts';
import type { RemoteChange } from '../shared/remote.ts';
import { runInTurn } from '../shared/run-in-turn.ts';
import { parseLenientJson } from '../shared/text/lenient-json.ts';
import type { ConsoleState } from '../state.ts';
import type { Command, Runner } from '../system/runner.ts';
import { createZca, type Zca } from '../zca/client.ts';
import type { ZcaLocation, ZcaProgram } from '../zca/locate.ts';

// Is there a gateway? A connection that is opened and closed says so at once, writes nothing and costs nothing; asking through
// `openclaw` takes seconds and leaves a device file behind (the OpenClaw contract, section 6).

/** Where a gateway listens unless told otherwise. */
const defaultPort = 18_789;
/** On this machine an answer comes within a millisecond. */
const connectTimeoutMs = 1_000;

/**
 * May a gateway run here? Where there is an `openclaw`, or a config that has the channel on: a gateway needs no program on the PATH of this
 * console (containers, version managers). A broken config counts, since a running gateway goes on with what it read before.
 */
export const isGatewayExpected = ({
  openclaw,
  config,
}: Pick<ConsoleState, 'openclaw' | 'config'>): boolean => {
  if (openclaw.status === 'found' || config.status === 'broken') return true;
  return config.status === 'ready' && config.hasSection && config.channelEnabled;
};

/**
 * The port of the gateway: `OPENCLAW_GATEWAY_PORT`, `CLAWDBOT_GATEWAY_PORT`, the config's `gateway.port`, 18789 (the OpenClaw contract,
 * section 1). Undefined where none is to be expected: no port is named and nothing else points to a gateway, or what is named is no port.
 * @param isExpected whether the default port is worth asking: {@link isGatewayExpected}
 */
export const gatewayPort = (
  env: Readonly<Record<string, string | undefined>>,
  configured: number | undefined,
  isExpected: boolean,
): number | undefined => {
  const named = [env['OPENCLAW_GATEWAY_PORT'], env['CLAWDBOT_GATEWAY_PORT']].find(
    (value) => value !== undefined && value.trim() !== '',
  );
  const port = named === undefined ? (configured ?? (isExpected ? defaultPort : 0)) : Number(named);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
};

/** Does anything on this machine accept a connection on the port? Never rejects; an aborted signal counts as no. */
export const canConnect = (port: number, signal?: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    if (signal?.aborted) {
      resolve(false);
      return;
    }
    const socket = connect({ host: '127.0.0.1', port, timeout: connectTimeoutMs });
    const end = (isUp: boolean): void => {
      signal?.removeEventListener('abort', give);
      socket.destroy();
      resolve(isUp);
    };
    const give = (): void => end(false);
    signal?.addEventListener('abort', give, { once: true });
    socket
      .once('connect', () => end(true))
      .once('timeout', give)
      .once('error', give);
  });

export interface ProgramLocatorOptions {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly locateZca: () => Promise<ZcaLocation>;
  /** Does anything on this machine answer on the port? Never rejects. */
  readonly canConnect: (port: number, signal?: AbortSignal) => Promise<boolean>;
}

/** Looks for programs; what it finds reaches the state as `zca/located` and `gateway/checked`. */
export interface ProgramLocator {
  /**
   * Looks for zca. `located` resolves when it is known whether there is a program; `done` when its version is known too, or why it
   * is none. Neither rejects.
   */
  locateZca(): { readonly located: Promise<void>; readonly done: Promise<void> };
  /** Asks only where a gateway is to be expected: openclaw was found, the channel is on, or a port was named. Never rejects. */
  checkGateway(): Promise<void>;
  /** The program that was found. @throws AppError that says why there is none */
  readonly program: () => ZcaProgram;
  /** The calls of that program. @throws AppError as `program` */
  readonly zca: () => Zca;
  /** Cancels what runs; nothing is run after that. */
  stop(): void;
}

/** A program that fails so is none; one that is merely slow today is kept. */
const isNoZca = (code: ErrorCode): boolean =>
  ['zca-not-found', 'zca-not-executable', 'zca-not-zca', 'not-started'].includes(code);

export const createProgramLocator = (options: ProgramLocatorOptions): ProgramLocator => {
  const { runner, clock, dispatch, getState, env, canConnect } = options;
  const lifetime = new AbortController();
  let found: Zca | undefined;
  let missing: ErrorView = errorSentences.zcaNotFound();
  let rounds = 0;

  const lose = (error: ErrorView): void => {
    found = undefined;
    missing = error;
    dispatch({ type: 'zca/located', zca: { status: 'missing', error } });
  };

  const askVersion = async (
    zca: Zca,
    by: Extract<ZcaLocation, { status: 'found' }>['by'],
    round: number,
  ): Promise<void> => {
    const { shownPath: path, isOurs } = zca.program;
    if (lifetime.signal.aborted) return;
    try {
      const version = await zca.version(lifetime.signal);
      if (round === rounds)
        dispatch({ type: 'zca/located', zca: { status: 'found', path, by, version, isOurs } });
    } catch (error) {
      const view = toErrorView(error);
      if (round === rounds && isNoZca(view.code)) lose(view);
    }
  };

  const locate = async (round: number): Promise<(() => Promise<void>) | undefined> => {
    const location = await options
      .locateZca()
      .catch((error: unknown): ZcaLocation => ({ status: 'missing', error: toErrorView(error) }));
    if (round !== rounds) return undefined;
    if (location.status === 'missing') {
      lose(location.error);
      return undefined;
    }
    const { program, by } = location;
    const zca = createZca({ program, runner });
    found = zca;
    const before = getState().zca;
    // The version of the same file is most likely what it was: no reason to flicker.
    const isSame = before.status === 'found' && before.path === program.shownPath;
    if (!isSame)
      dispatch({
        type: 'zca/located',
        zca: { status: 'found', path: program.shownPath, by, isOurs: program.isOurs },
      });
    return () => askVersion(zca, by, round);
  };

  const zca = (): Zca => {
    if (found === undefined) throw new AppError(missing);
    return found;
  };

  /** In turn, so that an answer that is late never overwrites a newer one. */
  const checkGateway = runInTurn(async (): Promise<void> => {
    const { signal } = lifetime;
    if (signal.aborted) return;
    const state = getState();
    const port = gatewayPort(env, state.config.gatewayPort, isGatewayExpected(state));
    if (port === undefined) {
      if (state.gateway.status !== 'unknown')
        dispatch({ type: 'gateway/checked', gateway: { status: 'unknown' } });
      return;
    }
    const isUp = await canConnect(port, signal);
    if (!signal.aborted)
      dispatch({
        type: 'gateway/checked',
        gateway: { status: isUp ? 'up' : 'down', port, checkedAtMs: clock.now() },
      });
  });

  return {
    locateZca: () => {
      rounds += 1;
      const next = locate(rounds);
      return { located: next.then(() => undefined), done: next.then((ask) => ask?.()) };
    },
    checkGateway,
    program: () => zca().program,
    zca,
    stop: () => lifetime.abort(),
  };
};

// The `openclaw` program about the gateway: who is it (the OpenClaw contract, section 6). Slow: seconds each.

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
interface GatewayAnswer {
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

// Is the channel's plugin there, and on? Only `openclaw` knows; asking takes seconds.

interface PluginServiceOptions {
  /** @throws AppError if there is no `openclaw` */
  readonly cli: () => Pick<OpenClawCli, 'plugin'>;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
}

/** Asks for the plugin; the answer reaches the state as `plugin/changed`. */
export interface PluginService {
  /** Asks now. Never rejects. */
  check(): Promise<Outcome>;
  /** The same for somebody who acts on the answer. @throws AppError why there is none */
  ask(signal: AbortSignal): Promise<ListedPlugin | undefined>;
  stop(): void;
}

export const createPluginService = ({ cli, clock, dispatch }: PluginServiceOptions): PluginService => {
  const lifetime = new AbortController();

  const tell = (change: RemoteChange<PluginAnswer>): void => dispatch({ type: 'plugin/changed', change });

  const ask = async (signal: AbortSignal): Promise<ListedPlugin | undefined> => {
    const plugin = await cli().plugin(AbortSignal.any([signal, lifetime.signal]));
    tell({ status: 'ready', value: plugin ?? 'missing', atMs: clock.now() });
    return plugin;
  };

  return {
    ask,
    check: runInTurn(async (): Promise<Outcome> => {
      try {
        cli();
        tell({ status: 'loading' });
        await ask(lifetime.signal);
        return { ok: true };
      } catch (error) {
        const view = toErrorView(error);
        // Without a program, or stopped: nothing was learnt.
        const isNoAnswer =
          lifetime.signal.aborted || view.code === 'openclaw-not-found' || view.code === 'busy';
        tell(isNoAnswer ? { status: 'cancelled' } : { status: 'failed', error: view });
        return { ok: false, error: view };
      }
    }),
    stop: () => lifetime.abort(),
  };
};
