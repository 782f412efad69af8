// What the start of a listener came to, for whoever asked for it.
import { errorSentences } from '../error-words.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import type { ListenerMachine } from './phase.ts';
import { listenerSentences } from './words.ts';

/** A start that is neither connected nor refused after so long (ms) counts as one: the state goes on telling how it fares. */
export const startWaitMs = 3_000;

const failed = (profile: string, cause: string): Outcome => ({ ok: false, error: listenerSentences.startFailed({ profile, cause }) });
const cancelled = (): Outcome => ({ ok: false, error: errorSentences.cancelled({ what: listenerSentences.starting }) });

/** What a start has come to where the machine stands now; undefined while that is open. */
export const outcomeOfStart = ({ phase }: ListenerMachine, profile: string): Outcome | undefined => {
  switch (phase.name) {
    case 'live':
      return { ok: true };
    case 'reconnecting':
      return phase.run.connectedAtMs === undefined ? undefined : { ok: true };
    case 'blocked':
      return { ok: false, error: phase.error };
    case 'retrying':
      return failed(profile, phase.cause);
    case 'stopped':
      return cancelled();
    case 'ending': {
      const { after } = phase;
      if (after.next === 'stopped') return cancelled();
      if (after.next === 'blocked') return { ok: false, error: after.error };
      return after.next === 'retry' ? failed(profile, after.cause) : undefined;
    }
    case 'checking':
    case 'connecting':
      return undefined;
  }
};

/** Those who wait to hear what a start came to. */
export interface StartWaits {
  /** Resolves with the first outcome there is, or with success after {@link startWaitMs}. */
  wait(outcome: () => Outcome | undefined): Promise<Outcome>;
  /** To be called whenever the machine has moved. */
  look(): void;
}

/** Nobody waits yet. */
export const createStartWaits = (clock: Clock): StartWaits => {
  const waiting = new Set<() => void>();
  return {
    wait: (outcome) =>
      new Promise((resolve) => {
        const end = (result: Outcome): void => {
          cancel();
          waiting.delete(look);
          resolve(result);
        };
        const look = (): void => {
          const result = outcome();
          if (result !== undefined) end(result);
        };
        const cancel = clock.after(startWaitMs, () => end({ ok: true }));
        waiting.add(look);
        look();
      }),
    look: () => {
      for (const look of waiting) look();
    },
  };
};
