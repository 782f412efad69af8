// What the gateway says of itself, from every answer of `openclaw gateway status` that is asked for anyway: nothing is asked for this.

import type { Dispatch } from '../events.ts';
import type { OpenClawCli } from '../openclaw/cli/client.ts';
import type { GatewayStatusAnswer } from '../openclaw/cli/parse.ts';
import { parseOpenClawVersion } from '../openclaw/releases.ts';
import type { Clock } from '../shared/clock.ts';
import type { ConsoleState } from '../state.ts';
import { otherConfigs } from './config-check.ts';

/** What it is made with. */
export interface GatewayWordsOptions {
  /** What a `~` in a report stands for. */
  readonly homeDir: string;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

/** Listens to answers. */
export interface GatewayWords {
  /**
   * Takes what a report tells of the gateway that answered. Never rejects.
   * @param askedAtMs when the report was asked for
   */
  hear(report: GatewayStatusAnswer, askedAtMs: number): Promise<void>;
  /** The calls, listened to. */
  heard(cli: OpenClawCli): OpenClawCli;
}

/** Makes it. */
export const createGatewayWords = ({
  homeDir,
  clock,
  dispatch,
  getState,
}: GatewayWordsOptions): GatewayWords => {
  const hear = async (report: GatewayStatusAnswer, askedAtMs: number): Promise<void> => {
    const version = parseOpenClawVersion(report.version ?? '');
    if (!report.isReachable || report.port === undefined || version === undefined) return;
    const { ofProgram, ofService } = await otherConfigs(report, getState().config.path, homeDir);
    // The gateway of another config was called.
    if (ofProgram !== undefined || ofService !== undefined) return;
    dispatch({ type: 'gateway/spoke', word: { version, port: report.port, askedAtMs } });
  };
  return {
    hear,
    heard: (cli) => ({
      ...cli,
      gatewayStatus: async (signal) => {
        const askedAtMs = clock.now();
        const report = await cli.gatewayStatus(signal);
        await hear(report, askedAtMs);
        return report;
      },
    }),
  };
};
