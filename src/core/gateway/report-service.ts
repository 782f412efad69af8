// What the gateway says of the accounts. It is asked only where something answers on its port: on 96 a question to a gateway that is down
// takes a minute (the OpenClaw contract, section 6).

import type { Dispatch } from '../events.ts';
import type { GatewayReport, ReportedAccount } from '../model/gateway-report.ts';
import type { OpenClawCli } from '../openclaw/cli/client.ts';
import type { Claims } from '../openclaw/cli/parse.ts';
import { openclawSentences as words } from '../openclaw/words.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId } from '../shared/ids.ts';
import { createOnce } from '../shared/once.ts';
import type { ConsoleState } from '../state.ts';

/** What the service is made with. */
export interface GatewayReportOptions {
  /** @throws AppError if there is no `openclaw` */
  readonly cli: () => Pick<OpenClawCli, 'channelsStatus' | 'health'>;
  /** Looks whether something answers on the gateway's port; the answer reaches the state. */
  readonly checkGateway: () => Promise<void>;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

/** Asks the gateway; what it says reaches the state as `claims/changed`. */
export interface GatewayReportService {
  /** Asks now; a question that is under way is joined. Never rejects. */
  ask(): Promise<Outcome>;
  /** The gateway has gone: what it said is no longer said. */
  forget(): void;
  /** Cancels the question that is under way; the service can be used again. */
  cancel(): void;
}

/** Who an account is comes from `health`, all else from `channels status`. */
const withIdentities = (gatewayReport: Claims, identities: Claims): Claims =>
  Object.fromEntries(
    Object.entries(gatewayReport).map(([id, claim]): [string, ReportedAccount] => {
      const { userId, displayName } = identities[id as AccountId] ?? {};
      return [
        id,
        {
          ...claim,
          ...(userId === undefined ? {} : { userId }),
          ...(displayName === undefined ? {} : { displayName }),
        },
      ];
    }),
  );

/** Makes the service. */
export const createGatewayReport = ({
  cli,
  checkGateway,
  clock,
  dispatch,
  getState,
}: GatewayReportOptions): GatewayReportService => {
  const once = createOnce<'report', Outcome>();

  const change = (parts: Partial<GatewayReport>): void =>
    dispatch({ type: 'gateway-report/changed', gatewayReport: { ...getState().gatewayReport, ...parts } });

  /** Without the error of the last question. */
  const settled = (status: GatewayReport['status'], accounts: Claims, error?: ErrorView): void =>
    dispatch({
      type: 'gateway-report/changed',
      gatewayReport: {
        status,
        isAsking: false,
        askedAtMs: clock.now(),
        accounts,
        error,
      },
    });

  const fail = (error: ErrorView): Outcome => {
    const isDown = error.code === 'gateway-down';
    settled(isDown ? 'unreachable' : 'failed', isDown ? {} : getState().gatewayReport.accounts, error);
    return { ok: false, error };
  };

  /** That the gateway does not tell who the accounts are costs nothing else. */
  const identities = async (asked: Pick<OpenClawCli, 'health'>, signal: AbortSignal): Promise<Claims> => {
    try {
      return await asked.health(signal);
    } catch {
      return {};
    }
  };

  const question = async (signal: AbortSignal): Promise<Outcome> => {
    try {
      const asked = cli();
      await checkGateway();
      if (getState().gateway.status !== 'up') return fail(words.errors.gatewayDown());
      change({ isAsking: true });
      const gatewayReport = await asked.channelsStatus(signal);
      const known = withIdentities(gatewayReport, await identities(asked, signal));
      if (signal.aborted) throw signal.reason;
      settled('answered', known);
      return { ok: true };
    } catch (error) {
      if (!signal.aborted) return fail(toErrorView(error));
      // What was known before the question is still what is known.
      change({ isAsking: false });
      return { ok: false, error: { code: 'cancelled', sentence: words.questionCancelled } };
    }
  };

  return {
    ask: () => once.join('report', ({ signal }) => question(signal)),
    forget: () => {
      const { status, accounts } = getState().gatewayReport;
      if (status === 'unasked' || (status === 'unreachable' && Object.keys(accounts).length === 0)) return;
      settled('unreachable', {}, words.errors.gatewayDown());
    },
    cancel: () => once.abortAll(),
  };
};
