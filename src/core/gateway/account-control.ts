// What a gateway that holds the Zalo sessions is told to do with its accounts: start one, stop one, begin all anew. Over the live connection, else by
// a call of `openclaw` (the gateway's live contract, section 7).

import { readAnswer } from '../openclaw/cli/answer.ts';
import { openClawRunFailure } from '../openclaw/cli/client.ts';
import type { OpenClawProgram } from '../openclaw/command-line.ts';
import { gatewayCall } from '../openclaw/command-line.ts';
import {
  readRestart,
  readStart,
  restartGatewayCall,
  startAccountCall,
  stopAccountCall,
} from '../openclaw/gateway-client/account-calls.ts';
import type { GatewayCall, GatewayClient } from '../openclaw/gateway-client/model.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError, toErrorView } from '../shared/error.ts';
import type { AccountId } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import type { ConsoleState } from '../state.ts';
import type { Runner } from '../system/runner.ts';
import type { GatewayReportService } from './report-service.ts';
import { controlSentences as words } from './words.ts';

/** The gateway is asked how an account does so long after it was told (ms): each question costs one to Zalo. */
export const lookAfterMs: readonly number[] = [1_000, 3_000, 6_000, 12_000, 24_000];
/** After a restart it is back with all accounts connected after 27 to 45 s (ms). */
export const restartLimitMs = 120_000;
const restartLookMs = 3_000;

export interface AccountControlOptions {
  readonly client: GatewayClient;
  readonly runner: Pick<Runner, 'run'>;
  /** @throws AppError if there is no `openclaw` */
  readonly program: () => OpenClawProgram;
  readonly report: Pick<GatewayReportService, 'ask'>;
  readonly clock: Clock;
  readonly getState: () => ConsoleState;
}

/** Each resolves when it is seen what came of it. */
export interface AccountControl {
  startAccount(accountId: AccountId): Promise<Outcome>;
  stopAccount(accountId: AccountId): Promise<Outcome>;
  /** All of the gateway. The connection is lost meanwhile, and comes back by itself. */
  restart(): Promise<Outcome>;
  /** Looks until the account is connected, or it is plain that it will not be. */
  watch(accountId: AccountId): Promise<void>;
  /** Nobody waits for anything any more. */
  stop(): void;
}

const reportedOf = ({ gatewayReport }: ConsoleState, id: AccountId) =>
  ownOr(gatewayReport.value, id, undefined);

/** Those that should be connected: enabled, and logged in as far as is known. */
const expected = (state: ConsoleState): readonly AccountId[] =>
  state.config.accounts
    .filter(({ id, enabled }) => enabled.value && reportedOf(state, id)?.isLinked === true)
    .map(({ id }) => id);

const isConnected = (state: ConsoleState, id: AccountId): boolean => {
  const reported = reportedOf(state, id);
  return reported?.isRunning === true && reported.isConnected !== false;
};

export const createAccountControl = (options: AccountControlOptions): AccountControl => {
  const { client, runner, program, report, clock, getState } = options;
  const ending = new AbortController();

  const tell = async (call: GatewayCall): Promise<unknown> => {
    if (client.isOpen()) return client.call(call, ending.signal);
    const openclaw = program();
    const command = gatewayCall(openclaw, call.method, call.params);
    const what = `openclaw gateway call ${call.method}`;
    const run = await runner.run(command, ending.signal).catch((error: unknown) => {
      throw new AppError(openClawRunFailure(what, command, openclaw, error), { cause: error });
    });
    const answer = readAnswer(what, run);
    if (!answer.ok) throw new AppError(answer.error);
    return answer.value;
  };

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      ending.signal.addEventListener(
        'abort',
        () => {
          cancel();
          resolve();
        },
        { once: true },
      );
    });

  const lookUntil = async (isSettled: () => boolean): Promise<boolean> => {
    let waitedMs = 0;
    for (const atMs of lookAfterMs) {
      await pause(atMs - waitedMs);
      waitedMs = atMs;
      if (ending.signal.aborted) return false;
      await report.ask({ isFresh: true });
      if (isSettled()) return true;
    }
    return false;
  };

  const attempt = async (act: () => Promise<Outcome>): Promise<Outcome> => {
    try {
      return await act();
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    }
  };

  /** Waits for the end of the gateway that was told, then for all accounts that were connected before. */
  const awaitBack = async (accounts: readonly AccountId[]): Promise<boolean> => {
    const untilMs = clock.now() + restartLimitMs;
    let wasAway = false;
    while (clock.now() < untilMs && !ending.signal.aborted) {
      await pause(restartLookMs);
      if (!client.isOpen()) wasAway = true;
      else if (
        wasAway &&
        (await report.ask({ isFresh: true })).ok &&
        accounts.every((id) => isConnected(getState(), id))
      )
        return true;
    }
    return false;
  };

  return {
    startAccount: (id) =>
      attempt(async () => {
        const { isStarted, reason } = readStart(await tell(startAccountCall(id)));
        if (!isStarted) {
          void report.ask({ isFresh: true });
          return { ok: false, error: words.notStarted(id, reason) };
        }
        const isUp = await lookUntil(() => isConnected(getState(), id));
        return isUp
          ? { ok: true, sentence: words.started(id) }
          : { ok: false, error: words.notConnected(id, reportedOf(getState(), id)?.lastError) };
      }),
    stopAccount: (id) =>
      attempt(async () => {
        await tell(stopAccountCall(id));
        await lookUntil(() => reportedOf(getState(), id)?.isRunning === false);
        return { ok: true, sentence: words.stopped(id) };
      }),
    restart: () =>
      attempt(async () => {
        const accounts = expected(getState());
        const beganMs = clock.now();
        const { isScheduled, blockers } = readRestart(await tell(restartGatewayCall(words.restartReason)));
        if (!isScheduled) return { ok: false, error: words.restartRefused(blockers) };
        const isBack = await awaitBack(accounts);
        return isBack
          ? { ok: true, sentence: words.restarted(accounts.length, clock.now() - beganMs) }
          : { ok: false, error: words.notBack(restartLimitMs) };
      }),
    watch: async (id) => {
      await lookUntil(() => isConnected(getState(), id));
    },
    stop: () => ending.abort(),
  };
};
