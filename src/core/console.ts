// createConsole wires store and services. The whole core is behind {store, actions, start, stop}.
import type { StoreApi } from 'zustand/vanilla';
import type { ChangeRequest, PlannedChange } from './config/change-request.ts';
import type { ExportCheck, FeedExportRequest } from './feed/export.ts';
import type { OutgoingContent, SendTo } from './messages/model.ts';
import type { SendOutcome } from './messages/service.ts';
import type { Message } from './model/message.ts';
import type { PairingRequest } from './model/people.ts';
import type { OpenClawTask } from './model/programs.ts';
import type { LoggedInAnswer, Outcome, PlanAnswer, StartedTask, TaskAnswer } from './outcome.ts';
import type { Clock } from './shared/clock.ts';
import type { ErrorView } from './shared/error-view.ts';
import type { AccountId, GroupId, PairingCode, ProfileName, UserId } from './shared/ids.ts';
import type { ConsoleState } from './state.ts';
import type { ProcessList } from './system/process-list.ts';
import type { RunInTerminal, Runner } from './system/runner.ts';

/** What the operator can do. Actions never throw; what they learn reaches the state as events. */
export interface ConsoleActions {
  /** Looks for zca and openclaw again, reads config and pairing store, probes every enabled account. */
  refreshAll(): Promise<Outcome>;
  /**
   * Looks at all that the doctor tells of, and waits for the answers: as {@link ConsoleActions.refreshAll}, then plugin, gateway, config as `openclaw` sees it,
   * files that should be private. Takes some seconds where there is an `openclaw`. Never fails: what could not be asked is in the state.
   * `isQuick`: leaves the plugin out, and asks `openclaw` only where there is a gateway to be asked about.
   */
  examine(options?: { readonly isQuick?: boolean }): Promise<Outcome>;
  /** Asks `openclaw` which config it and the gateway's service read, and whether it takes it (`state.opinion`). Takes seconds. */
  askConfig(): Promise<Outcome>;
  /** Closes files to other users of the machine (`chmod`): those of the paths that `state.housekeeping.openFiles` names, and that are ours. */
  makeFilesPrivate(paths: readonly string[]): Promise<Outcome>;
  reloadConfig(): Promise<Outcome>;
  /** `auth status` and `me info` of one account; looks for a gateway too. */
  probe(accountId: AccountId): Promise<Outcome>;
  /**
   * Looks whether a gateway runs on this machine now: does its port answer, which processes are there, who holds the lock on the config. What
   * came of it stands in `state.gateway` and `state.listening`. Takes some milliseconds, so that it can be awaited before anything is decided by
   * it; only where the port answers and no process is seen, `openclaw gateway status` is asked, which takes 2 s.
   */
  checkGateway(): Promise<Outcome>;
  /** Asks the gateway what it claims of the accounts (`state.claims`), unless none is there. Takes seconds. */
  askGateway(): Promise<Outcome>;
  /** Asks `openclaw` for the channel's plugin (`state.plugin`). Takes seconds. */
  checkPlugin(): Promise<Outcome>;
  /** Asks zca whether the accounts that are switched off are logged in, which nothing else does: a session nobody uses is a key that lies about. */
  probeDisabled(): Promise<Outcome>;
  /** Checks every enabled account, at most three at a time, and asks the gateway what it claims. */
  probeAll(): Promise<Outcome>;
  /** Cancels the checks of accounts and the question to the gateway that are under way. */
  cancelChecks(): void;
  /** Resolves when it is known whether there is an `openclaw`: the look-up that began with the console is over. */
  locateOpenClaw(): Promise<Outcome>;
  /** The exact command of a task, and what is to be known before. */
  planTask(task: OpenClawTask): TaskAnswer;
  /** Runs a task through the `openclaw` binary: `busy` while another of its subject runs. */
  startTask(task: OpenClawTask): StartedTask;
  /** Ends the program of a run (SIGTERM, then SIGKILL); it is then asked what is true now. */
  cancelRun(runId: number): Promise<Outcome>;
  /** Looks who listens on this machine now; `state.listening` says what was seen. */
  checkListening(): Promise<Outcome>;
  /** Resolves when the gateway listens on the account as often as it should (once), or after 30 s with what it is like then. */
  awaitListening(accountId: AccountId): Promise<Outcome>;
  /**
   * Resolves when the listener is connected, when it is known why it is not (`blocked`, or the first attempt failed: it may be tried again by
   * itself), or after 3 s still connecting, which counts as well. `cancelled` if it was stopped meanwhile.
   */
  startListener(accountId: AccountId): Promise<Outcome>;
  stopListener(accountId: AccountId): Promise<Outcome>;
  /** Ends the listener that an earlier run left behind (`blocked` with `orphanPid`); it can then be started. */
  endOrphan(accountId: AccountId): Promise<Outcome>;
  /** Works out a change of the config, or several as one, on what is on disk now. Writes nothing. */
  planChange(changeRequest: ChangeRequest): Promise<PlanAnswer>;
  /** Writes a planned change, unless somebody else wrote meanwhile (`config-changed`: plan again and ask again). */
  writeChange(change: PlannedChange): Promise<Outcome>;
  /** Takes the last write of this session back, while the file is still what was written. */
  undoChange(): Promise<Outcome>;
  clearFeed(): void;
  /** What the operator looks at while the end of the feed is out of sight: it stays in the ring with its neighbourhood. Without it, nothing does. */
  holdFeed(message?: Message): void;
  /** Where an export would go, and whether a file would be replaced; or why it cannot go there. Writes nothing. */
  checkExport(path: string): Promise<ExportCheck>;
  /** Saves messages to a file as NDJSON (docs/feed.md), readable by the operator alone, whole or not at all. */
  exportFeed(request: FeedExportRequest): Promise<Outcome>;
  /**
   * Begins a log-in by QR; `state.login` says how it fares. Our listeners on its profile are stopped for it and started again after it. For an
   * account that the config does not list the profile it is considered with is logged in, else that of its name: it is to be written into the
   * config afterwards.
   */
  startLogin(accountId: AccountId): Promise<Outcome>;
  /** The last resort: zca draws its own code in the terminal. Resolves when it was asked again whether anybody is logged in. */
  handOverLogin(accountId: AccountId, run: RunInTerminal): Promise<Outcome>;
  /** Is the profile of an account logged in, whether the config lists the account or not? Changes nothing of what is known. */
  isLoggedIn(accountId: AccountId): Promise<LoggedInAnswer>;
  /**
   * An account that is to be, and need not be in the config yet, has this profile: it can be logged in and checked, and its people and groups read,
   * as if it were listed (`state.candidates`). With another profile than before, what is known of it is forgotten. Refused where id or profile
   * cannot be one. Where the config lists the account, it says what its profile is.
   */
  considerAccount(accountId: AccountId, profile: ProfileName): Outcome;
  cancelLogin(): Promise<Outcome>;
  logOut(accountId: AccountId): Promise<Outcome>;
  refreshPairing(): Promise<Outcome>;
  /**
   * Lets the sender in, and with `notify` tells them: through the account's own zca profile, or by the gateway where that keeps the store.
   * An approval whose sender could not be told is a failure `not-told`; it stands all the same.
   */
  approve(request: PairingRequest, options?: { readonly notify?: boolean }): Promise<Outcome>;
  /** Tells an approved sender so, once more. Only where the store is files. */
  notifyApproved(accountId: AccountId, senderId: UserId): Promise<Outcome>;
  /** What those who are let in are told, where the store is files. */
  approvalText(): string;
  dismiss(request: PairingRequest): Promise<Outcome>;
  revoke(accountId: AccountId, senderId: UserId): Promise<Outcome>;
  /** Lets somebody in again who was revoked: takes a revocation back. Only where the store is files. */
  restore(accountId: AccountId, senderId: UserId): Promise<Outcome>;
  /** The pending request a typed code belongs to, or why there is none. Reads the store afresh. */
  findByCode(
    code: PairingCode,
    accountId?: AccountId,
  ): Promise<{ ok: true; request: PairingRequest } | { ok: false; error: ErrorView }>;
  loadPeers(accountId: AccountId, options?: { refresh?: boolean }): Promise<Outcome>;
  loadGroups(accountId: AccountId, options?: { refresh?: boolean }): Promise<Outcome>;
  loadMembers(accountId: AccountId, groupId: GroupId): Promise<Outcome>;
  /** `friend find`; a newer query of the same account cancels the older. An empty query clears the result. */
  search(accountId: AccountId, query: string): Promise<Outcome>;
  /**
   * Sends to a thread: a long text as several messages, one after the other, until the first that fails. What goes out appears in the
   * feed, `state.sends` says how far it is. The outcome of a failure says what was not sent.
   */
  send(to: SendTo, content: OutgoingContent): Promise<SendOutcome>;
  /** Of a send under way: lets the present message go out, and sends no further one. */
  stopSending(to: SendTo): void;
}

/** A store that only the core writes. */
export type ConsoleStore = Pick<StoreApi<ConsoleState>, 'getState' | 'getInitialState' | 'subscribe'>;

/** A console: what it knows, what can be done, its beginning and its end. Made by `createConsole`. */
export interface Console {
  readonly store: ConsoleStore;
  readonly actions: ConsoleActions;
  /** Locates programs, reads files, begins to watch. Resolves when the first picture is complete. */
  start(): Promise<void>;
  /** Ends watches, timers and children (at most 2 s). Safe to call twice. */
  stop(): Promise<void>;
}

/** `process.platform`, spelled out: whoever uses the core as a library need not have the types of Node. */
type Platform =
  | 'aix'
  | 'android'
  | 'cygwin'
  | 'darwin'
  | 'freebsd'
  | 'haiku'
  | 'linux'
  | 'netbsd'
  | 'openbsd'
  | 'sunos'
  | 'win32';

/** What the console is made with. */
export interface ConsoleOptions {
  /** `--zca`, else `ZALOUSER_TUI_ZCA` from `env`, else `settingZcaPath`, else PATH. */
  readonly zcaPath?: string;
  readonly settingZcaPath?: string;
  readonly configPath?: string;
  readonly openclawPath?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  readonly platform: Platform;
  readonly feedCapacity?: number;
  /** A gateway hears what is heard here, though it has neither port nor process (a simulated one). Default: no. */
  readonly hasUnseenGateway?: boolean;
  /** What those who are let in and told of it are told, where the store is files. Default: the channel's own sentence. */
  readonly approvalText?: string;
  /** Private folder (0700) for the QR picture and the listener records. */
  readonly runtimeDir: string;
  readonly clock?: Clock;
  readonly runner?: Runner;
  /**
   * Does anything on this machine answer on the port? Default: a connection that is opened and closed. Never rejects. Where the world is not
   * that of this machine (the demo), answer `false`: no port is touched then.
   */
  readonly canConnect?: (port: number, signal?: AbortSignal) => Promise<boolean>;
  /**
   * Ask a gateway that is up what it claims, by itself, and again after a change of the config? It costs a run of `openclaw` of some seconds.
   * Default true; false for whoever only looks once.
   */
  readonly asksGateway?: boolean;
  /** Where OpenClaw 2026.2 logs unless its config says otherwise. Default `/tmp/openclaw`; the demo names a place of its own. */
  readonly logFolder?: string;
  /** The processes among which listeners and gateways are looked for, given those of this machine. Default: all of them. */
  readonly processes?: (all: ProcessList) => ProcessList;
  /** Lines of listeners that were not understood, sanitised; for the log file. */
  readonly onUnknownLine?: (accountId: AccountId, text: string) => void;
}
