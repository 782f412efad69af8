// createConsole wires store and services. The whole core is behind {store, actions, start, stop}.
import type { StoreApi } from 'zustand/vanilla';
import type { Clock } from './clock.ts';
import type { ErrorView } from './errors.ts';
import type { ConfigAction } from './model/config-action.ts';
import type { AccountId, GroupId, PairingCode, UserId } from './model/ids.ts';
import type { Message } from './model/message.ts';
import type { OutgoingContent, SendTo } from './model/outgoing.ts';
import type { PairingRequest } from './model/pairing.ts';
import type { PlannedChange } from './model/planned-change.ts';
import type { ProcessList } from './process/process-list.ts';
import type { Runner } from './process/runner.ts';
import type { ExportCheck, FeedExportRequest } from './services/feed-export.ts';
import type { SendOutcome } from './services/sender.ts';
import type { ConsoleState } from './state/state.ts';

/** What an action came to: every action ends in exactly one of these. */
export type Outcome = { readonly ok: true; readonly sentence?: string } | { readonly ok: false; readonly error: ErrorView };

/** A change worked out, or why there is none. */
export type PlanAnswer = { readonly ok: true; readonly change: PlannedChange } | { readonly ok: false; readonly error: ErrorView };

/** What the operator can do. Actions never throw; what they learn reaches the state as events. */
export interface ConsoleActions {
  /** Looks for zca and openclaw again, reads config and pairing store, probes every enabled account. */
  refreshAll(): Promise<Outcome>;
  reloadConfig(): Promise<Outcome>;
  /** `auth status` and `me info` of one account; looks for a gateway too. */
  probe(accountId: AccountId): Promise<Outcome>;
  /**
   * Looks whether a gateway runs on this machine now: does its port answer, which processes are there, who holds the lock on the config. What
   * came of it stands in `state.gateway` and `state.listening`. Takes some milliseconds, so that it can be awaited before anything is decided by
   * it; only where the port answers and no process is seen, `openclaw gateway status` is asked, which takes 2 s.
   */
  checkGateway(): Promise<Outcome>;
  /** Looks who listens on this machine now; `state.listening` says what was seen. */
  checkListening(): Promise<Outcome>;
  /** `openclaw gateway restart`. Whether it helped, {@link ConsoleActions.awaitListening} tells. */
  restartGateway(): Promise<Outcome>;
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
  /** Works out a change of the config on what is on disk now. Writes nothing. */
  planChange(action: ConfigAction): Promise<PlanAnswer>;
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
  startLogin(accountId: AccountId): Promise<Outcome>;
  cancelLogin(): Promise<Outcome>;
  logOut(accountId: AccountId): Promise<Outcome>;
  refreshPairing(): Promise<Outcome>;
  approve(request: PairingRequest): Promise<Outcome>;
  dismiss(request: PairingRequest): Promise<Outcome>;
  revoke(accountId: AccountId, senderId: UserId): Promise<Outcome>;
  /** The pending request a typed code belongs to, or why there is none. Reads the store afresh. */
  findByCode(code: PairingCode, accountId?: AccountId): Promise<{ ok: true; request: PairingRequest } | { ok: false; error: ErrorView }>;
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

/** What the console is made with. */
export interface ConsoleOptions {
  /** `--zca`, else `ZALOUSER_TUI_ZCA` from `env`, else `settingZcaPath`, else PATH. */
  readonly zcaPath?: string;
  readonly settingZcaPath?: string;
  readonly configPath?: string;
  readonly openclawPath?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  readonly platform: NodeJS.Platform;
  readonly feedCapacity?: number;
  /** Private folder (0700) for the QR picture and the listener records. */
  readonly runtimeDir: string;
  readonly clock?: Clock;
  readonly runner?: Runner;
  /**
   * Does anything on this machine answer on the port? Default: a connection that is opened and closed. Never rejects. Where the world is not
   * that of this machine (the demo), answer `false`: no port is touched then.
   */
  readonly canConnect?: (port: number, signal?: AbortSignal) => Promise<boolean>;
  /** The processes among which listeners and gateways are looked for, given those of this machine. Default: all of them. */
  readonly processes?: (all: ProcessList) => ProcessList;
  /** Lines of listeners that were not understood, sanitised; for the log file. */
  readonly onUnknownLine?: (accountId: AccountId, text: string) => void;
}
