import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';

/** Whose child a live `zca … listen` is. */
export type ListenOwner =
  /** Of a gateway on this config. */
  | { readonly type: 'gateway'; readonly pid: number }
  /** Of a gateway on another config. */
  | { readonly type: 'other-gateway'; readonly pid: number }
  /** Of this very console. */
  | { readonly type: 'console' }
  /** Of another console that is running. */
  | { readonly type: 'other-console'; readonly pid: number }
  /** An earlier run of a console left it behind: recorded, and the same process still. */
  | { readonly type: 'left-behind' }
  /** Of some other process. */
  | { readonly type: 'other'; readonly pid: number; readonly commandLine: string }
  /** Whoever started it has gone, or cannot be seen. */
  | { readonly type: 'nobody' };

/** A live `zca … listen` process. */
export interface ListenProcess {
  readonly pid: number;
  readonly profile: ProfileName;
  readonly owner: ListenOwner;
  /** The user it belongs to, where that is another than the one this console runs as: it is not ours to end. */
  readonly otherUser?: number;
  /** Sanitised, without secrets. */
  readonly commandLine: string;
  /** When it was started or, where that is not told, first seen (epoch ms). */
  readonly sinceMs?: number;
  /** It is our zca's: all of these on a profile share one session, and displace nobody. */
  readonly isShared?: boolean;
}

export interface GatewayProcess {
  readonly pid: number;
  /** Its lock on the config says so; a title alone may be that of a passing `openclaw gateway status`. */
  readonly isProven: boolean;
  readonly startedAtMs?: number;
  /** Of the package it was started from, where that can be told. */
  readonly version?: string;
  /** The folders of the PATH it was started with, where the system shows them. Not sanitised. */
  readonly searchPath?: readonly string[];
}

/** What a gateway has said of itself when it was called. It holds while that one answers on its port. */
export interface GatewayWord {
  readonly version: string;
  readonly port: number;
  /** When it was about to be called (epoch ms): what was started after that is another one. */
  readonly askedAtMs: number;
}

/**
 * A listener that is there a shorter time than this (ms) does not count yet: one that Zalo or another listener refuses lives for a second, and the
 * gateway starts the next one 5 s later (the zca contract).
 */
export const provenListenerMs = 4_000;

/** A gateway that was started a shorter time ago (ms) is still starting its channels. */
export const gatewayWarmUpMs = 30_000;

/** What is wrong with how a gateway listens on a profile: not at all, or more than once. */
export type ListeningFault = 'deaf' | 'doubled';

/** A fault, since when, and whether it has lasted: a gateway that starts or restarts its listener has none for some seconds. */
export interface ListeningAnomaly {
  readonly fault: ListeningFault;
  readonly sinceMs: number;
  /** When it counts as settled (epoch ms), if nothing changes until then. */
  readonly confirmedAtMs: number;
  readonly isConfirmed: boolean;
}

/** Who listens on this machine, as last looked. */
export interface ListeningState {
  /** `unseen`: not looked yet. `hidden`: this system does not tell. */
  readonly status: 'unseen' | 'seen' | 'hidden';
  readonly scannedAtMs?: number;
  readonly gateways: readonly GatewayProcess[];
  /** By pid. A wrapper and what it wraps count once. */
  readonly processes: readonly ListenProcess[];
  /** `openclaw gateway status` was asked, and it is something else that answers on the port of the gateway. */
  readonly isPortForeign?: true;
  /** What is amiss, by profile. */
  readonly anomalies: Readonly<Record<ProfileName, ListeningAnomaly>>;
}

/** How the feed learns what a gateway hears and sends that holds the Zalo session itself. */
export type GatewayTap =
  /** The gateway drives zca, or nobody has looked yet. */
  | { readonly status: 'off' }
  | { readonly status: 'watching'; readonly by: 'database'; readonly sinceMs: number }
  /** Only what was let through, and what was written in answer. `error`: why not by the database. */
  | {
      readonly status: 'watching';
      readonly by: 'sessions';
      readonly sinceMs: number;
      readonly error?: ErrorView;
    }
  | { readonly status: 'unusable'; readonly error: ErrorView };

/** A time in which no gateway listened on an account (epoch ms); without `untilMs` it lasts. */
export interface NotListeningPeriod {
  readonly fromMs: number;
  readonly untilMs?: number;
}

/** The times of every account, oldest first. */
export type NotListening = Readonly<Record<AccountId, readonly NotListeningPeriod[]>>;
