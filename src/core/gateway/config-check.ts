// What `openclaw` says of configs: which one the gateway's service reads, and whether it takes the one it reads itself.

import type { ConfigOpinion } from '../doctor/model.ts';
import type { Dispatch } from '../events.ts';
import type { OpenClawCli } from '../openclaw/cli/client.ts';
import type { GatewayReport } from '../openclaw/cli/parse-gateway.ts';
import type { ConfigVerdict } from '../openclaw/cli/parse-validate.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { RemoteChange } from '../shared/remote.ts';
import { runInTurn } from '../shared/run-in-turn.ts';
import type { ConsoleState } from '../state.ts';
import { otherConfigs } from './other-configs.ts';

/** What the service is made with. */
export interface ConfigOpinionOptions {
  /** @throws AppError if there is no `openclaw` */
  readonly cli: () => Pick<OpenClawCli, 'gatewayStatus' | 'configVerdict'>;
  /** What a `~` in its answers stands for. */
  readonly homeDir: string;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

/** Asks; the answer reaches the state as `opinion/changed`. */
export interface ConfigOpinionService {
  /** Takes seconds. Never rejects. */
  ask(): Promise<Outcome>;
  stop(): void;
}

/** Makes the service. */
export const createConfigOpinion = ({ cli, homeDir, clock, dispatch, getState }: ConfigOpinionOptions): ConfigOpinionService => {
  const lifetime = new AbortController();

  const tell = (change: RemoteChange<ConfigOpinion>): void => {
    if (!lifetime.signal.aborted) dispatch({ type: 'opinion/changed', change });
  };

  /** Not every release says what is wrong; without that, that something is wrong is said all the same. */
  const verdict = async (asked: Pick<OpenClawCli, 'configVerdict'>): Promise<ConfigVerdict | undefined> =>
    getState().config.release.capabilities.validatesConfig ? asked.configVerdict(lifetime.signal).catch(() => undefined) : undefined;

  const opinion = async (report: GatewayReport, verdict: ConfigVerdict | undefined): Promise<ConfigOpinion> => {
    const { ofService: service, ofProgram: own } = await otherConfigs(report, getState().config.path, homeDir);
    const isValid = verdict?.isValid ?? report.isConfigValid;
    const [issue] = verdict?.issues ?? [];
    return {
      ...(own === undefined ? {} : { otherCliConfig: own }),
      ...(service === undefined ? {} : { otherServiceConfig: service }),
      ...(isValid === undefined ? {} : { isValid }),
      ...(issue === undefined ? {} : { issue: [issue.path, issue.message].filter((part) => part !== '').join(': ') }),
    };
  };

  return {
    ask: runInTurn(async (): Promise<Outcome> => {
      try {
        const asked = cli();
        tell({ status: 'loading' });
        const [report, said] = await Promise.all([asked.gatewayStatus(lifetime.signal), verdict(asked)]);
        tell({ status: 'ready', value: await opinion(report, said), atMs: clock.now() });
        return { ok: true };
      } catch (error) {
        const view = toErrorView(error);
        tell(view.code === 'openclaw-not-found' || view.code === 'busy' ? { status: 'cancelled' } : { status: 'failed', error: view });
        return { ok: false, error: view };
      }
    }),
    stop: () => lifetime.abort(),
  };
};
