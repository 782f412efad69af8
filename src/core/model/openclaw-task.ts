// What can be done through the `openclaw` binary while the operator looks on. Plain data: how it is done stands in openclaw/tasks.ts.

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
