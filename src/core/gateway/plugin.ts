// Is the channel's plugin there, and on? Only `openclaw` knows; asking takes seconds.

import type { Dispatch } from '../events.ts';
import type { PluginStatus } from '../model/plugin.ts';
import type { OpenClawCli } from '../openclaw/cli/client.ts';
import type { ListedPlugin } from '../openclaw/cli/parse-plugins.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import { runInTurn } from '../shared/run-in-turn.ts';
import type { ConsoleState } from '../state.ts';

/** What the service is made with. */
export interface PluginServiceOptions {
  /** @throws AppError if there is no `openclaw` */
  readonly cli: () => Pick<OpenClawCli, 'plugin'>;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

/** Asks for the plugin; the answer reaches the state as `plugin/checked`. */
export interface PluginService {
  /** Asks now. Never rejects. */
  check(): Promise<Outcome>;
  /** The same for somebody who acts on the answer. @throws AppError why there is none */
  ask(signal: AbortSignal): Promise<ListedPlugin | undefined>;
  stop(): void;
}

/** Makes the service. */
export const createPluginService = ({ cli, clock, dispatch, getState }: PluginServiceOptions): PluginService => {
  const lifetime = new AbortController();

  const tell = (plugin: PluginStatus): void => dispatch({ type: 'plugin/checked', plugin });

  const ask = async (signal: AbortSignal): Promise<ListedPlugin | undefined> => {
    const plugin = await cli().plugin(AbortSignal.any([signal, lifetime.signal]));
    const checkedAtMs = clock.now();
    tell(plugin === undefined ? { status: 'missing', checkedAtMs } : { status: 'installed', checkedAtMs, ...plugin });
    return plugin;
  };

  return {
    ask,
    check: runInTurn(async (): Promise<Outcome> => {
      const before = getState().plugin;
      try {
        cli();
        if (before.status === 'unknown' || before.status === 'failed') tell({ status: 'checking' });
        await ask(lifetime.signal);
        return { ok: true };
      } catch (error) {
        const view = toErrorView(error);
        // Without a program, or stopped: nothing was learnt.
        const isNoAnswer = lifetime.signal.aborted || view.code === 'openclaw-not-found' || view.code === 'busy';
        tell(isNoAnswer ? before : { status: 'failed', checkedAtMs: clock.now(), error: view });
        return { ok: false, error: view };
      }
    }),
    stop: () => lifetime.abort(),
  };
};
