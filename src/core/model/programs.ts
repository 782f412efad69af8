// The programs and the gateway of this machine, as far as they are known, and what can be done through `openclaw`.
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId } from '../shared/ids.ts';

/** The channel's plugin, as `openclaw plugins list` has it. */
export interface ListedPlugin {
  readonly isEnabled: boolean;
  readonly version?: string;
  /** Where it comes from: `bundled` with OpenClaw, `global`, … */
  readonly origin?: string;
  /** Why OpenClaw could not load it. */
  readonly problem?: string;
}

/** `missing`: the list does not have it. Undefined: nobody has asked yet, or there is no `openclaw` to ask. */
export type PluginAnswer = ListedPlugin | 'missing' | undefined;

/** What `openclaw` says of configs. */
export interface ConfigCheck {
  /** The config it reads when it is started from here, if that is another than ours. */
  readonly otherCliConfig?: string;
  /** The config of the gateway's service, if that is another than ours. */
  readonly otherServiceConfig?: string;
  /** False: it refuses the config. */
  readonly isValid?: boolean;
  /** The first of what it finds wrong, in its own words. */
  readonly issue?: string;
}

/** Where a program was looked for first: the flag beats the environment beats the setting beats PATH beats our own (of zca). */
export type LocatedBy = 'flag' | 'environment' | 'setting' | 'path' | 'own';

/** Whether there is a zca to run, which one, and why not. `version` comes a moment after `path`. */
export type ZcaStatus =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'found';
      readonly path: string;
      readonly version?: string;
      readonly by: LocatedBy;
      /** Our own zca, or what puts it in front of another one: listeners of it share one session. */
      readonly isOurs?: boolean;
    }
  | { readonly status: 'missing'; readonly error: ErrorView };

/** Whether there is an `openclaw` program. Without one files and zca still suffice. */
export type OpenClawStatus =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'found';
      readonly path: string;
      readonly version?: string;
      readonly by: Exclude<LocatedBy, 'setting' | 'own'>;
    }
  /** `named`: what somebody named, and where; absent where PATH was searched. */
  | {
      readonly status: 'missing';
      readonly named?: { readonly file: string; readonly by: 'flag' | 'environment' };
    };

/** Whether something answers on the gateway's port of this machine. */
export type GatewayStatus =
  | { readonly status: 'unknown' }
  | { readonly status: 'up' | 'down'; readonly port: number; readonly checkedAtMs: number };

/** The live connection, as the state tells it. No `url` holds a secret. */
export type ConnectionState =
  /** There is no gateway to connect to, or none that is worth it. */
  | { readonly status: 'off' }
  /** `cause`: why the attempt before came to nothing. */
  | { readonly status: 'connecting'; readonly url: string; readonly cause?: ErrorView }
  | {
      readonly status: 'open';
      readonly url: string;
      /** As the gateway calls itself. */
      readonly version?: string;
      readonly protocol: number;
      readonly sinceMs: number;
    }
  | {
      readonly status: 'retrying';
      readonly url: string;
      readonly retryAtMs: number;
      readonly cause: ErrorView;
    }
  /** Somebody has to do something first. `retryAtMs`: it is asked again by then, as nobody tells when it was done. */
  | {
      readonly status: 'refused';
      readonly url?: string;
      readonly error: ErrorView;
      readonly retryAtMs?: number;
    };

/** Whether the gateway goes by what stands in the config. */
export type ConfigForce =
  /** Nobody who knows can be asked. */
  | { readonly status: 'unknown' | 'in-force' }
  /** Written, and not yet in force: it is taken in within seconds, or when a running reply has ended. */
  | { readonly status: 'waiting'; readonly sinceMs: number }
  /** The gateway does not take it, and goes on with what was written before. `issue`: why, in its words. */
  | { readonly status: 'refused'; readonly sinceMs: number; readonly issue?: string };

// What can be done through the `openclaw` binary while the operator looks on. Plain data: how it is done stands in tasks/.

/** Something to be done through the `openclaw` binary. */
export type OpenClawTask =
  /**
   * `source`: a local folder or archive, or an npm spec; absent = the channel's package in the registry. `isLocal`: the registry has none that
   * fits, so the operator is to name a folder.
   */
  | { readonly type: 'install-plugin'; readonly source?: string; readonly isLocal?: true }
  /** Lets OpenClaw itself write `plugins.entries.zalouser`: its write loses the comments of the config. */
  | { readonly type: 'enable-plugin' }
  | { readonly type: 'start-gateway' }
  | { readonly type: 'stop-gateway' }
  | { readonly type: 'restart-gateway' }
  | { readonly type: 'gateway-status' }
  /** The gateway's log as it grows; needs a gateway that answers. Goes on until it is cancelled. */
  | { readonly type: 'follow-log' }
  /** The last lines about the channel, out of the log file; needs no gateway. */
  | { readonly type: 'read-log' };

/** What a task acts on; of each subject one runs at a time. */
export type TaskSubject = 'plugin' | 'gateway' | 'gateway-status' | 'log';

/** A task worked out: what would be run, and what is to be known before. Nothing has been run. */
export interface TaskPlan {
  readonly task: OpenClawTask;
  readonly subject: TaskSubject;
  /** What is done, as a title: `Restart the gateway`. */
  readonly title: string;
  /** The exact command, as it could be typed into a shell. */
  readonly command: string;
  /** The program that runs, absolute, where the command names it only by its name. */
  readonly program: string;
  /** What the operator should know before: one sentence each. */
  readonly warnings: readonly string[];
  /** True if it only reads: nothing need be asked. */
  readonly isReading: boolean;
}

/** What the gateway says of one account (`channels status --json`, `health --json`). What it does not say is absent. */
export interface ReportedAccount {
  readonly isEnabled?: boolean;
  /** Logged in when the gateway last looked; from 2026.8.1 on true whatever the log-in: see `isLinked`. */
  readonly isConfigured?: boolean;
  /** True also for a listener of zca that is dead or restarts without end (the OpenClaw contract, section 5). */
  readonly isRunning?: boolean;
  /** Whether there is a session; said from 2026.8.1 on. */
  readonly isLinked?: boolean;
  /** Whether Zalo is connected to it now; said by a gateway that talks to Zalo itself. */
  readonly isConnected?: boolean;
  /** What it is about with the account, in its own word: `ready`, `recovering`, `stopped`, …; said by the same. */
  readonly lifecycle?: string;
  /** How often it has started the account again since it last did well, and whether it is about to do so once more. */
  readonly reconnectAttempts?: number;
  readonly isRestartPending?: boolean;
  /** What it finds wrong with the account, in its own words. */
  readonly issues?: readonly string[];
  readonly lastStartAtMs?: number;
  readonly lastInboundAtMs?: number;
  readonly lastOutboundAtMs?: number;
  readonly dmPolicy?: string;
  /** Its own words: `not configured`, `not authenticated`, … */
  readonly lastError?: string;
  readonly userId?: string;
  readonly displayName?: string;
}

/** What the gateway says of the accounts it speaks of. */
export type GatewayReport = Readonly<Record<AccountId, ReportedAccount>>;
