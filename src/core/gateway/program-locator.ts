// What is here besides the files: zca, and a gateway that answers. Nothing waits for a version: the console opens at once.
import { errorSentences } from '../error-words.ts';
import type { Dispatch } from '../events.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError, toErrorView } from '../shared/error.ts';
import type { ErrorCode, ErrorView } from '../shared/error-view.ts';
import { runInTurn } from '../shared/run-in-turn.ts';
import type { ConsoleState } from '../state.ts';
import type { Runner } from '../system/runner.ts';
import { createZca, type Zca } from '../zca/client.ts';
import type { ZcaLocation } from '../zca/locate.ts';
import type { ZcaProgram } from '../zca/program.ts';
import { gatewayPort, isGatewayExpected } from './detect.ts';

/** What the service is made with. */
export interface SetupServiceOptions {
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
export interface SetupService {
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
const isNoZca = (code: ErrorCode): boolean => ['zca-not-found', 'zca-not-executable', 'zca-not-zca', 'not-started'].includes(code);

/** Makes the service. */
export const createSetupService = (options: SetupServiceOptions): SetupService => {
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

  const askVersion = async (zca: Zca, by: Extract<ZcaLocation, { status: 'found' }>['by'], round: number): Promise<void> => {
    const path = zca.program.shownPath;
    if (lifetime.signal.aborted) return;
    try {
      const version = await zca.version(lifetime.signal);
      if (round === rounds) dispatch({ type: 'zca/located', zca: { status: 'found', path, by, version } });
    } catch (error) {
      const view = toErrorView(error);
      if (round === rounds && isNoZca(view.code)) lose(view);
    }
  };

  const locate = async (round: number): Promise<(() => Promise<void>) | undefined> => {
    const location = await options.locateZca().catch((error: unknown): ZcaLocation => ({ status: 'missing', error: toErrorView(error) }));
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
    if (!isSame) dispatch({ type: 'zca/located', zca: { status: 'found', path: program.shownPath, by } });
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
      if (state.gateway.status !== 'unknown') dispatch({ type: 'gateway/checked', gateway: { status: 'unknown' } });
      return;
    }
    const isUp = await canConnect(port, signal);
    if (!signal.aborted) dispatch({ type: 'gateway/checked', gateway: { status: isUp ? 'up' : 'down', port, checkedAtMs: clock.now() } });
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
