// Did a fix help? Asked of the processes, not of the gateway, which says "running" whatever happens (the OpenClaw contract).

import { statusSentences } from '../accounts/words.ts';
import { heardTimes } from '../gateway/anomalies.ts';
import type { ProcessScanner } from '../gateway/process-scan.ts';
import { listeningSentences } from '../gateway/words.ts';
import { listenerSentences } from '../listener/words.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import type { AccountId } from '../shared/ids.ts';
import type { ConsoleState } from '../state.ts';

/** A gateway is back after 3 to 11 s, a channel after 1; checking the session can take 15 more (ms). */
export const fixLimitMs = 30_000;
/** How often is looked meanwhile (ms). */
export const fixLookMs = 1_000;

export interface FixOptions {
  readonly listening: Pick<ProcessScanner, 'scan'>;
  readonly getState: () => ConsoleState;
  readonly clock: Clock;
}

/**
 * Resolves when the gateway has listened on the account as often as it should in two looks in a row, or with what it is like after
 * {@link fixLimitMs}.
 * @param signal ends the waiting; what was seen last is the answer then
 */
export const awaitHeard = async (
  options: FixOptions,
  accountId: AccountId,
  signal: AbortSignal,
): Promise<Outcome> => {
  const { listening, getState, clock } = options;
  const limitMs = clock.now() + fixLimitMs;
  let wasGood = false;
  for (;;) {
    await listening.scan();
    const { listening: seen, config } = getState();
    const account = config.accounts.find(({ id }) => id === accountId);
    if (account === undefined) return { ok: false, error: statusSentences.accountUnknownError(accountId) };
    if (seen.status === 'hidden') return { ok: true, sentence: listenerSentences.cannotSee };
    const profile = account.profile.value;
    const times = heardTimes(seen.processes, profile, seen.scannedAtMs ?? 0);
    const isGood =
      times ===
      config.accounts.filter(({ enabled, profile: other }) => enabled.value && other.value === profile)
        .length;
    if (isGood && wasGood) {
      const pid = seen.processes.find(
        (process) => process.profile === profile && process.owner.type === 'gateway',
      )?.pid;
      return { ok: true, sentence: listeningSentences.heardAgain(accountId, pid) };
    }
    if (clock.now() >= limitMs || signal.aborted) {
      return {
        ok: false,
        error: listenerSentences.stillNotHeard({ account: accountId, times, afterMs: fixLimitMs }),
      };
    }
    wasGood = isGood;
    await new Promise<void>((resolve) => void clock.after(fixLookMs, resolve));
  }
};
