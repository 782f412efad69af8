// Is the channel's plugin there, and on? Only `openclaw` knows; asking takes seconds.

import type { Dispatch } from '../events.ts';
import type { ListedPlugin, PluginAnswer } from '../model/programs.ts';
import type { OpenClawCli } from '../openclaw/cli/client.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { RemoteChange } from '../shared/remote.ts';
import { runInTurn } from '../shared/run-in-turn.ts';

/** What the service is made with. */
export interface PluginServiceOptions {
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

/** Makes the service. */
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
