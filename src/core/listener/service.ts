// The listeners of all accounts: one supervised `zca listen -r -k` each.

import type { Dispatch } from '../events.ts';
import { canJoin, isGatewayListening } from '../gateway/select-listening.ts';
import type { ListenProcess } from '../model/listening.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';
import type { ConsoleState } from '../state.ts';
import type { ProcessTable } from '../system/process-list.ts';
import type { Runner } from '../system/runner.ts';
import type { ZcaProgram } from '../zca/locate.ts';
import { AccountListener } from './account.ts';
import { createListenerFeed } from './feed.ts';
import { createListenerOrphans, type ListenerRecords } from './records.ts';
import { listenerSentences, type Suspect } from './words.ts';

// Who else listens on a profile, by name: zca only says a process id, if that. Pure.

const othersOn = ({ listening }: ConsoleState, profile: ProfileName): readonly ListenProcess[] =>
  listening.processes.filter(
    (process) => process.profile === profile && process.owner.type !== 'console' && process.isShared !== true,
  );

/** An error `listener-owned` with the name of the process, if it was seen; every other as it is. */
export const withOwnerName = (
  error: ErrorView,
  state: ConsoleState | undefined,
  profile: ProfileName,
): ErrorView => {
  if (error.code !== 'listener-owned' || state === undefined) return error;
  const others = othersOn(state, profile);
  const said = /\bpid (\d+)/u.exec(error.detail ?? '')?.[1];
  const process = others.find(({ pid }) => String(pid) === said) ?? others[0];
  if (process === undefined) return error;
  const named = listenerSentences.ownedBy(process);
  return error.detail === undefined ? named : { ...named, detail: error.detail };
};

/** Who probably pushes the listener of an account out. */
export const suspectOf = (state: ConsoleState | undefined, accountId: AccountId): Suspect => {
  const account = state?.config.accounts.find(({ id }) => id === accountId);
  if (state === undefined || account === undefined) return 'unknown';
  const [other] = othersOn(state, account.profile.value);
  if (other !== undefined) return other;
  // Who listens by our zca, too, shares the session.
  if (canJoin(state, account)) return 'unknown';
  const { config, gateway } = state;
  // A gateway that was looked for and is not there is not the one; where none was looked for it is the likeliest.
  const isMeant = config.channelEnabled && config.pluginEnabled !== false && account.enabled.value;
  return isGatewayListening(state, account) || (isMeant && gateway.status === 'unknown')
    ? 'gateway'
    : 'unknown';
};

/** Would a console that only reads take the session from whoever listens already? */
const wouldDisplace = (state: ConsoleState | undefined, accountId: AccountId): boolean => {
  const account = state?.config.accounts.find(({ id }) => id === accountId);
  if (state?.isReadOnly !== true || account === undefined || canJoin(state, account)) return false;
  return isGatewayListening(state, account) || othersOn(state, account.profile.value).length > 0;
};

export interface ListenerServiceOptions {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  /** Which zca to run. @throws AppError if none is known: the listener is then blocked with that error */
  readonly program: () => ZcaProgram;
  /** The profile an account is called with. @throws AppError for an account that is not there */
  readonly profileOf: (accountId: AccountId) => ProfileName;
  readonly records: ListenerRecords;
  readonly processes: ProcessTable;
  /** This process. Default `process.pid`. */
  readonly consolePid?: number;
  /** For saying who probably took a connection. Default: unknown. */
  readonly getState?: () => ConsoleState;
  /** Looks who listens now; `getState` tells what was seen. Default: nobody looks. */
  readonly scan?: () => Promise<void>;
  /** In [0, 1). Default `Math.random`. */
  readonly random?: () => number;
  /** Lines that were not understood, sanitised; for the log file. */
  readonly onUnknownLine?: (accountId: AccountId, text: string) => void;
}

/** Starts and stops listeners; what they hear and how they fare reaches the state as events. */
export interface ListenerService {
  /**
   * Starts the listener of an account, or tries at once if it waits for a retry. Resolves when it is connected, when it is known why it is
   * not (also if it will be tried again), or after 3 s still connecting; `cancelled` if it is stopped meanwhile.
   */
  start(accountId: AccountId): Promise<Outcome>;
  /** Resolves when the process has gone (SIGTERM, after 1.5 s SIGKILL). */
  stop(accountId: AccountId): Promise<Outcome>;
  /** Stops all and sends what is still waiting. */
  stopAll(): Promise<void>;
  /** Ends the listener that an earlier run of the console left behind (`blocked` with `orphanPid`); it can then be started. */
  endOrphan(accountId: AccountId): Promise<Outcome>;
}

/** All listeners of the console. None is started unasked. */
export const createListenerService = (options: ListenerServiceOptions): ListenerService => {
  const {
    runner,
    clock,
    dispatch,
    program,
    profileOf,
    getState,
    random = Math.random,
    consolePid = process.pid,
  } = options;
  const feed = createListenerFeed(clock, dispatch);
  const orphans = createListenerOrphans({
    records: options.records,
    processes: options.processes,
    clock,
    consolePid,
  });
  const listeners = new Map<AccountId, AccountListener>();

  const listenerOf = (accountId: AccountId, profile: ProfileName): AccountListener => {
    const known = listeners.get(accountId);
    if (known) return known;
    const suspect = (): Suspect => suspectOf(getState?.(), accountId);
    const nameOwner = async (error: ErrorView, name: ProfileName): Promise<ErrorView> => {
      await options.scan?.();
      return withOwnerName(error, getState?.(), name);
    };
    const onUnknownLine = (text: string): void => options.onUnknownLine?.(accountId, text);
    const listener = new AccountListener(
      {
        accountId,
        runner,
        clock,
        dispatch,
        feed,
        orphans,
        random,
        program,
        suspect,
        nameOwner,
        onUnknownLine,
      },
      profile,
    );
    listeners.set(accountId, listener);
    return listener;
  };

  return {
    start: async (accountId) => {
      try {
        const profile = profileOf(accountId);
        if (wouldDisplace(getState?.(), accountId)) return { ok: false, error: listenerSentences.readOnly() };
        return await listenerOf(accountId, profile).start(profile);
      } catch (error) {
        return { ok: false, error: toErrorView(error) };
      }
    },
    stop: async (accountId) => {
      await listeners.get(accountId)?.stop();
      return { ok: true };
    },
    stopAll: async () => {
      await Promise.all([...listeners.values()].map((listener) => listener.stop()));
      feed.flush();
    },
    endOrphan: async (accountId) => {
      const outcome = await orphans.end(accountId);
      if (outcome.ok) await listeners.get(accountId)?.stop();
      await options.scan?.();
      return outcome;
    },
  };
};
