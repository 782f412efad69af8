// What the gateway says of the accounts. It is asked only where something answers on its port: on 96 a question to a gateway that is down
// takes a minute (the OpenClaw contract, section 6).

import type { Dispatch } from '../events.ts';
import type { GatewayReport, ReportedAccount } from '../model/programs.ts';
import type { OpenClawCli } from '../openclaw/cli/client.ts';
import type { GatewayStatusAnswer } from '../openclaw/cli/parse.ts';
import { parseOpenClawVersion } from '../openclaw/releases.ts';
import { openclawSentences as words } from '../openclaw/words.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId } from '../shared/ids.ts';
import { createOnce } from '../shared/once.ts';
import type { RemoteChange } from '../shared/remote.ts';
import type { ConsoleState } from '../state.ts';
import { otherConfigs } from './config-check.ts';

export interface GatewayReportOptions {
  /** @throws AppError if there is no `openclaw` */
  readonly cli: () => Pick<OpenClawCli, 'channelsStatus' | 'health'>;
  /** Looks whether something answers on the gateway's port; the answer reaches the state. */
  readonly checkGateway: () => Promise<void>;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

/** Asks the gateway; what it says reaches the state as `gateway-report/changed`. */
export interface GatewayReportService {
  /** Asks now; a question that is under way is joined. Never rejects. */
  ask(): Promise<Outcome>;
  /** The gateway has gone: what it said is no longer said. */
  forget(): void;
  /** Cancels the question that is under way; the service can be used again. */
  cancel(): void;
}

/** Who an account is comes from `health`, all else from `channels status`. */
const withIdentities = (report: GatewayReport, identities: GatewayReport): GatewayReport =>
  Object.fromEntries(
    Object.entries(report).map(([id, reported]): [string, ReportedAccount] => {
      const { userId, displayName } = identities[id as AccountId] ?? {};
      return [
        id,
        {
          ...reported,
          ...(userId === undefined ? {} : { userId }),
          ...(displayName === undefined ? {} : { displayName }),
        },
      ];
    }),
  );

export const createGatewayReport = ({
  cli,
  checkGateway,
  clock,
  dispatch,
  getState,
}: GatewayReportOptions): GatewayReportService => {
  const once = createOnce<'report', Outcome>();

  const tell = (change: RemoteChange<GatewayReport>): void =>
    dispatch({ type: 'gateway-report/changed', change });

  const fail = (error: ErrorView): Outcome => {
    // What a gateway said that has gone is no longer said.
    const value = error.code === 'gateway-down' ? {} : undefined;
    tell({ status: 'failed', error, atMs: clock.now(), value });
    return { ok: false, error };
  };

  /** That the gateway does not tell who the accounts are costs nothing else. */
  const identities = async (
    client: Pick<OpenClawCli, 'health'>,
    signal: AbortSignal,
  ): Promise<GatewayReport> => {
    try {
      return await client.health(signal);
    } catch {
      return {};
    }
  };

  const question = async (signal: AbortSignal): Promise<Outcome> => {
    try {
      const client = cli();
      await checkGateway();
      if (getState().gateway.status !== 'up') return fail(words.errors.gatewayDown());
      tell({ status: 'loading' });
      const report = await client.channelsStatus(signal);
      const value = withIdentities(report, await identities(client, signal));
      if (signal.aborted) throw signal.reason;
      tell({ status: 'ready', value, atMs: clock.now() });
      return { ok: true };
    } catch (error) {
      if (!signal.aborted) return fail(toErrorView(error));
      tell({ status: 'cancelled' });
      return { ok: false, error: { code: 'cancelled', sentence: words.questionCancelled } };
    }
  };

  return {
    ask: () => once.join('report', ({ signal }) => question(signal)),
    forget: () => {
      const { status, error } = getState().gatewayReport;
      if (status === 'idle' || error?.code === 'gateway-down') return;
      fail(words.errors.gatewayDown());
    },
    cancel: () => once.abortAll(),
  };
};

// What the gateway says of itself, from every answer of `openclaw gateway status` that is asked for anyway: nothing is asked for this.

interface GatewayWordsOptions {
  /** What a `~` in a report stands for. */
  readonly homeDir: string;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

export interface GatewayWords {
  /**
   * Takes what a report tells of the gateway that answered. Never rejects.
   * @param askedAtMs when the report was asked for
   */
  hear(report: GatewayStatusAnswer, askedAtMs: number): Promise<void>;
  /** The calls, listened to. */
  heard(cli: OpenClawCli): OpenClawCli;
}

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
