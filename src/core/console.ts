// What a console is: the whole core is behind it. Made by `create-console.ts`.

import type { StoreApi } from 'zustand/vanilla';
import type { ConfigChanges } from './access/changes.ts';
import type { ConfigService } from './config/service.ts';
import type { DirectoryService } from './directory/service.ts';
import type { FilePermissionsService } from './doctor/file-permissions.ts';
import type { FeedExport } from './feed/export.ts';
import type { AccountControl } from './gateway/account-control.ts';
import type { GatewayElsewhere } from './gateway/elsewhere.ts';
import type { ListenerService } from './listener/service.ts';
import type { LoginService } from './login/service.ts';
import type { SenderService } from './messages/service.ts';
import type { Message } from './model/message.ts';
import type { OpenSocket } from './openclaw/gateway-client/socket.ts';
import type { Outcome } from './outcome.ts';
import type { PairingService } from './pairing/service.ts';
import type { Clock } from './shared/clock.ts';
import type { AccountId, ProfileName } from './shared/ids.ts';
import type { ConsoleState } from './state.ts';
import type { ProcessList } from './system/process-list.ts';
import type { RunInTerminal, Runner } from './system/runner.ts';
import type { GatewayTasks } from './tasks/gateway-tasks.ts';

/** The accounts: whether they are logged in. */
export interface AccountChecks {
  /** `auth status` and `me info` of one account; looks for a gateway too. */
  probe(accountId: AccountId): Promise<Outcome>;
  /** Checks every enabled account, at most three at a time, and asks the gateway what it claims. */
  probeAll(): Promise<Outcome>;
  /** Asks zca whether the accounts that are switched off are logged in, which nothing else does: a session nobody uses is a key that lies about. */
  probeDisabled(): Promise<Outcome>;
  /** Cancels the checks of accounts and the question to the gateway that are under way. */
  cancelChecks(): void;
  /**
   * An account that is to be, and need not be in the config yet, has this profile: it can be logged in and checked, and its people and groups read,
   * as if it were listed (`state.candidates`). With another profile than before, what is known of it is forgotten. Refused where id or profile
   * cannot be one. Where the config lists the account, it says what its profile is.
   */
  consider(accountId: AccountId, profile: ProfileName): Outcome;
}

/** The gateway: is it there, what does it say, does it listen. */
export interface GatewayChecks {
  /**
   * Looks whether a gateway runs on this machine now: does its port answer, which processes are there, who holds the lock on the config. What
   * came of it stands in `state.gateway` and `state.listening`. Takes some milliseconds, so that it can be awaited before anything is decided by
   * it; only where the port answers and no process is seen, `openclaw gateway status` is asked, which takes 2 s.
   */
  check(): Promise<Outcome>;
  /** Looks who listens on this machine now; `state.listening` says what was seen. */
  scan(): Promise<Outcome>;
  /** Asks the gateway what it claims of the accounts (`state.gatewayReport`), unless none is there. Takes seconds. */
  ask(): Promise<Outcome>;
  /** Asks `openclaw` for the channel's plugin (`state.plugin`). Takes seconds. */
  checkPlugin(): Promise<Outcome>;
  /** Resolves when it is known whether there is an `openclaw`: the look-up that began with the console is over. */
  locateOpenClaw(): Promise<Outcome>;
  /** Resolves when the gateway listens on the account as often as it should (once), or after 30 s with what it is like then. */
  awaitListening(accountId: AccountId): Promise<Outcome>;
  /** Resolves when the live connection stands, or is known not to for now; at once where there is none to be. */
  connect(): Promise<Outcome>;
}

/** A store that only the core writes. */
export type ConsoleStore = Pick<StoreApi<ConsoleState>, 'getState' | 'getInitialState' | 'subscribe'>;

/**
 * A console: what it knows, its beginning and its end, and what the operator can do, by what it concerns. Nothing of it throws or rejects, and
 * once it ends nothing begins; what is learned reaches the state as events. Made by `createConsole`.
 */
export interface Console {
  readonly store: ConsoleStore;
  /** Locates programs, reads files, begins to watch. Resolves when the first picture is complete. */
  start(): Promise<void>;
  /** Ends watches, timers and children (at most 2 s). Safe to call twice. */
  stop(): Promise<void>;
  /** Looks for zca and openclaw again, reads config and pairing store, probes every enabled account. */
  refresh(): Promise<Outcome>;
  /**
   * Looks at all that the doctor tells of, and waits for the answers: as {@link Console.refresh}, then plugin, gateway, config as `openclaw` sees it,
   * files that should be private. Takes some seconds where there is an `openclaw`. Never fails: what could not be asked is in the state.
   * `isQuick`: leaves the plugin out, and asks `openclaw` only where there is a gateway to be asked about.
   */
  examine(options?: { readonly isQuick?: boolean }): Promise<Outcome>;
  readonly accounts: AccountChecks;
  readonly config: Pick<ConfigService, 'reload'> &
    Pick<ConfigChanges, 'plan' | 'write' | 'undo'> & {
      /** Asks `openclaw` which config it and the gateway's service read, and whether it takes it (`state.configCheck`). Takes seconds. */
      check(): Promise<Outcome>;
    };
  readonly directory: Pick<
    DirectoryService,
    'loadPeers' | 'loadGroups' | 'loadMembers' | 'loadSelf' | 'search' | 'cancel'
  >;
  readonly feed: {
    clear(): void;
    /** What the operator looks at while the end of the feed is out of sight: it stays in the ring with its neighbourhood. Without it, nothing does. */
    hold(message?: Message): void;
  };
  readonly feedExport: FeedExport;
  readonly files: Pick<FilePermissionsService, 'makePrivate'>;
  readonly gateway: GatewayChecks;
  readonly listener: Pick<ListenerService, 'start' | 'stop' | 'endOrphan'>;
  readonly login: Pick<LoginService, 'start' | 'handOver' | 'isLoggedIn' | 'through' | 'cancel' | 'logOut'>;
  /** A gateway that holds the Zalo sessions: one of its accounts is started or stopped, or all of it begins anew. Resolves when it is seen what came of it. */
  readonly control: Pick<AccountControl, 'startAccount' | 'stopAccount' | 'restart'>;
  readonly messages: Pick<SenderService, 'send' | 'stopAfterThis'>;
  readonly pairing: Pick<
    PairingService,
    'approvalText' | 'refresh' | 'approve' | 'notify' | 'dismiss' | 'revoke' | 'restore' | 'findByCode'
  >;
  readonly tasks: GatewayTasks;
  readonly zca: {
    /** Our own zca puts itself where the gateway finds it, with the terminal in its hands: it shows what it would write, and asks. */
    installForGateway(run: RunInTerminal): Promise<Outcome>;
  };
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

export interface ConsoleOptions {
  /** `--zca`, else `ZALOUSER_TUI_ZCA` from `env`, else `settingZcaPath`, else PATH, else `ownZcaPath`. */
  readonly zcaPath?: string;
  readonly settingZcaPath?: string;
  /** The zca that this program brings along. Default: none. */
  readonly ownZcaPath?: string;
  readonly configPath?: string;
  readonly openclawPath?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  readonly platform: Platform;
  readonly feedCapacity?: number;
  /** A gateway hears what is heard here, though it has neither port nor process (a simulated one). Default: no. */
  readonly hasUnseenGateway?: boolean;
  /** … and the listener tells what it sends, though it is not our zca. Default: no. */
  readonly tellsUnseenAnswers?: boolean;
  /** What those who are let in and told of it are told, where the store is files. Default: the channel's own sentence. */
  readonly approvalText?: string;
  /** Private folder (0700) for the QR picture and the listener records. */
  readonly runtimeDir: string;
  /**
   * Changes nothing: no config, store, session, message, gateway or program, whoever asks for it (`read-only`). A listener is started only where
   * that displaces nobody. Default: no.
   */
  readonly isReadOnly?: boolean;
  /**
   * Over the connection to a gateway nothing is asked for but to read. Default: `isReadOnly`. False for whoever starts nothing and yet decides, or asks what a gateway
   * answers only to those who may write, as its directory.
   */
  readonly isConnectionReadOnly?: boolean;
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
  /**
   * How the live connection to the gateway is opened. Default: a WebSocket, unless `canConnect` is given: a world that is not that of this machine
   * has no port to connect to.
   */
  readonly openSocket?: OpenSocket;
  /**
   * A gateway on another host: it is connected to, and asked for all there is to know. Nothing of this machine is read or run for it; what needs its
   * host's files is refused. Default: the gateway of this machine.
   */
  readonly gateway?: GatewayElsewhere;
  /** Where the key is kept that names this console to a gateway that asks which device it is. Default: in `runtimeDir`. */
  readonly deviceKeyFile?: string;
  /** Of the program that uses the core, for the log of the gateway. */
  readonly version?: string;
  /** The processes among which listeners and gateways are looked for, given those of this machine. Default: all of them. */
  readonly processes?: (all: ProcessList) => ProcessList;
  /** Lines of listeners that were not understood, sanitised; for the log file. */
  readonly onUnknownLine?: (accountId: AccountId, text: string) => void;
}
