// What `openclaw` says of configs: which one the gateway's service reads, and whether it takes the one it reads itself.

import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Dispatch } from '../events.ts';
import type { ConfigCheck } from '../model/programs.ts';
import type { OpenClawCli } from '../openclaw/cli/client.ts';
import type { ConfigValidation, GatewayStatusAnswer } from '../openclaw/cli/parse.ts';
import type { LiveGateway } from '../openclaw/gateway-client/client.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import { underHome } from '../shared/home-path.ts';
import type { RemoteChange } from '../shared/remote.ts';
import { runInTurn } from '../shared/run-in-turn.ts';
import type { ConsoleState } from '../state.ts';
import { askLiveConfig } from './config-force.ts';

// Whether `openclaw` and the gateway's service read the config that is read here.

/** Absolute; undefined: the same one, or not told. */
interface OtherConfigs {
  readonly ofProgram?: string;
  readonly ofService?: string;
}

/** The config that is meant, if it is another than ours; links are followed. */
const otherConfig = async (
  file: string | undefined,
  configPath: string,
  homeDir: string,
): Promise<string | undefined> => {
  const real = async (named: string): Promise<string> => {
    const absolute = path.resolve(underHome(named, homeDir));
    return realpath(absolute).catch(() => absolute);
  };
  if (file === undefined) return undefined;
  const [theirs, ours] = await Promise.all([real(file), real(configPath)]);
  return theirs === ours ? undefined : theirs;
};

/** @param homeDir what a `~` in the report stands for */
export const otherConfigs = async (
  { cliConfigPath, isServiceLoaded, serviceConfigPath }: GatewayStatusAnswer,
  configPath: string,
  homeDir: string,
): Promise<OtherConfigs> => {
  // Where there is no service, what is said of it is what it would be.
  const ofService = isServiceLoaded ? await otherConfig(serviceConfigPath, configPath, homeDir) : undefined;
  const ofProgram = await otherConfig(cliConfigPath, configPath, homeDir);
  return {
    ofProgram,
    ofService,
  };
};

export interface ConfigCheckOptions {
  /** @throws AppError if there is no `openclaw` */
  readonly cli: () => Pick<OpenClawCli, 'gatewayStatus' | 'configVerdict'>;
  /** The live connection: the gateway itself is asked where it stands. */
  readonly live: Pick<LiveGateway, 'call' | 'isOpen' | 'settled'>;
  /** What a `~` in its answers stands for. */
  readonly homeDir: string;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

/** Asks; the answer reaches the state as `config-check/changed`. */
export interface ConfigCheckService {
  /** Takes seconds. Never rejects. */
  ask(): Promise<Outcome>;
  stop(): void;
}

export const createConfigCheck = ({
  cli,
  live,
  homeDir,
  clock,
  dispatch,
  getState,
}: ConfigCheckOptions): ConfigCheckService => {
  const lifetime = new AbortController();

  const tell = (change: RemoteChange<ConfigCheck>): void => {
    if (!lifetime.signal.aborted) dispatch({ type: 'config-check/changed', change });
  };

  /** Not every release says what is wrong; without that, that something is wrong is said all the same. */
  const verdict = async (
    client: Pick<OpenClawCli, 'configVerdict'>,
  ): Promise<ConfigValidation | undefined> =>
    getState().config.release.capabilities.validatesConfig
      ? client.configVerdict(lifetime.signal).catch(() => undefined)
      : undefined;

  const configCheck = async (
    report: GatewayStatusAnswer,
    verdict: ConfigValidation | undefined,
  ): Promise<ConfigCheck> => {
    const { ofService: service, ofProgram: own } = await otherConfigs(
      report,
      getState().config.path,
      homeDir,
    );
    const isValid = verdict?.isValid ?? report.isConfigValid;
    const [issue] = verdict?.issues ?? [];
    return {
      otherCliConfig: own,
      otherServiceConfig: service,
      isValid,
      ...(issue === undefined
        ? {}
        : { issue: [issue.path, issue.message].filter((part) => part !== '').join(': ') }),
    };
  };

  /** What the running gateway says of the config it reads; undefined: it does not say. */
  const ofGateway = async (): Promise<ConfigCheck | undefined> => {
    const said = await askLiveConfig(live, lifetime.signal).catch(() => undefined);
    if (said?.isValid === undefined || said.path === undefined) return undefined;
    const other = await otherConfig(said.path, getState().config.path, homeDir);
    const { isValid, issue } = said;
    return {
      ...(other === undefined ? {} : { otherServiceConfig: other }),
      isValid,
      ...(issue === undefined ? {} : { issue }),
    };
  };

  return {
    ask: runInTurn(async (): Promise<Outcome> => {
      try {
        await live.settled();
        const byGateway = live.isOpen() ? await ofGateway() : undefined;
        if (byGateway !== undefined) {
          tell({ status: 'ready', value: byGateway, atMs: clock.now() });
          return { ok: true };
        }
        const client = cli();
        tell({ status: 'loading' });
        const [report, validation] = await Promise.all([
          client.gatewayStatus(lifetime.signal),
          verdict(client),
        ]);
        tell({ status: 'ready', value: await configCheck(report, validation), atMs: clock.now() });
        return { ok: true };
      } catch (error) {
        const view = toErrorView(error);
        tell(
          view.code === 'openclaw-not-found' || view.code === 'busy'
            ? { status: 'cancelled' }
            : { status: 'failed', error: view },
        );
        return { ok: false, error: view };
      }
    }),
    stop: () => lifetime.abort(),
  };
};
