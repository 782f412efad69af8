// Everything the console knows, as plain data. Built only by the reducers from past-tense events.

import type { ConfigView } from './config/config-view.ts';
import type { FeedNames } from './directory/heard-names.ts';
import type { DirectoryState } from './directory/model.ts';
import type { FilePermissions } from './doctor/model.ts';
import type { ListenerCounts, ListenerState } from './listener/model.ts';
import type { LoginState } from './login/model.ts';
import type { SendState } from './messages/model.ts';
import type { Account, SessionStatus } from './model/account.ts';
import type { GatewayTap, GatewayWord, ListeningState, NotListening } from './model/listening.ts';
import type { Answers, GatewayReason, Message } from './model/message.ts';
import type { ApprovedSender, PairingRequest, PairingWay, Self } from './model/people.ts';
import type {
  ConfigCheck,
  ConfigForce,
  ConnectionState,
  GatewayReport,
  GatewayStatus,
  OpenClawStatus,
  PluginAnswer,
  ZcaStatus,
} from './model/programs.ts';
import type { Capabilities } from './openclaw/capabilities.ts';
import { unseenRelease } from './openclaw/releases.ts';
import type { PairingAct, PairingDecision } from './pairing/decision.ts';
import type { ErrorView } from './shared/error-view.ts';
import {
  type AccountId,
  defaultAccountId,
  type MessageId,
  type ProfileName,
  type UserId,
} from './shared/ids.ts';
import type { Fetching, Remote } from './shared/remote.ts';
import type { Series } from './shared/series.ts';
import type { CommandRecord } from './system/runner.ts';
import type { CommandRun } from './tasks/run.ts';

/** The messages heard since the console opened. */
export interface FeedState {
  /** Ordered by (sentAtMs, id); at most `capacity`; a message id stands once an account. An array, or what can be read like one. */
  readonly messages: Series<Message>;
  readonly capacity: number;
  /** Messages that fell out of the ring. */
  readonly dropped: number;
  /** How many of them because the messages are long: the memory they may take was used up before their number was. */
  readonly droppedForSize?: number;
  /** What the operator looks at: what stands around it stays in the ring, whatever comes. Absent while the end is watched. */
  readonly held?: Message;
  /** Messages newer than `held` that fell out of the ring for it. */
  readonly skipped?: number;
  /** Characters of all texts, quotes and raw lines in the ring; absent: not counted yet. */
  readonly characters?: number;
  /** The names heard, also of messages that have gone; absent: those of the messages. */
  readonly names?: FeedNames;
  readonly lastMessageAtMs: Readonly<Record<AccountId, number>>;
}

/** Something a sender wrote directly to the account. */
export interface HeardText {
  readonly id: MessageId;
  readonly text: string;
  readonly sentAtMs: number;
}

/** The pairing store as last read, and the decisions under way. */
export interface PairingState extends Fetching {
  /** When it is read again by itself (epoch ms); only while it could not be read. */
  readonly retryAtMs?: number;
  /** How it was last read; absent before that. */
  readonly way?: PairingWay;
  /** False: whoever is approved first by the `pairing` command becomes the owner of all commands. Absent: nobody said. */
  readonly hasCommandOwner?: boolean;
  /** Oldest first. Expired ones are left out by the selectors, not here: no clock in a reducer. */
  readonly requests: readonly PairingRequest[];
  readonly approved: readonly ApprovedSender[];
  /** Requests being decided, and the last failure of each: keyed by {@link requestKey}. */
  readonly work: Readonly<Record<string, PairingWork>>;
  /** The name last given with a request of each sender in this session, also of requests that have gone: keyed by {@link requestKey}. */
  readonly names: Readonly<Record<string, string>>;
  /** The last things people wrote directly, oldest first, as far as the feed heard them: keyed by {@link requestKey}. */
  readonly heard: Readonly<Record<string, readonly HeardText[]>>;
  /** Decisions of this session, oldest first. */
  readonly decisions: readonly PairingDecision[];
  /** The folder of the store does not exist: nobody has asked yet, or it is looked for in the wrong place. */
  readonly isFolderMissing?: true;
}

/** A decision on one sender: under way, or why the last one failed. */
export type PairingWork =
  | {
      readonly status: 'running';
      readonly act: PairingAct;
      /** The process that holds the lock on the store; absent while nobody is in the way, or nobody known. */
      readonly waitingForPid?: number;
      /** When the waiting ends at the latest (epoch ms): the lock counts no more, or is given up; absent while nobody is in the way. */
      readonly waitingUntilMs?: number;
      /** The lock is dated ahead of the clock: nobody takes it over before (epoch ms). */
      readonly lockCountsUntilMs?: number;
      /** The file that is locked, absolute; absent while nobody is in the way. */
      readonly waitingForFile?: string;
    }
  | { readonly status: 'failed'; readonly act: PairingAct; readonly error: ErrorView };

/** Per-account facts that do not come from the config. */
export interface AccountFacts {
  /** What the last check found; `checking` only during the first. */
  readonly session: SessionStatus;
  /** True while a later check runs: `session` stays what it was. */
  readonly isChecking?: true;
  readonly self?: Self;
  readonly listener: ListenerState;
  readonly counts: ListenerCounts;
}

/** All that the console knows. Immutable: every change is a new object, what did not change keeps its reference. */
export interface ConsoleState {
  /** The last write of this session to the config that has not been taken back. */
  readonly lastWrite:
    | {
        readonly file: string;
        readonly summary: string;
        /** The file says something else now: an undo would be refused. */
        readonly isOvertaken?: true;
      }
    | undefined;
  readonly zca: ZcaStatus;
  readonly openclaw: OpenClawStatus;
  readonly gateway: GatewayStatus;
  /** Of the gateway that answers there; undefined: it was not called, or has gone since. */
  readonly gatewayWord: GatewayWord | undefined;
  /** The host whose gateway this console looks at, where that is another one than this machine. */
  readonly elsewhere: string | undefined;
  /** The live connection to the gateway. */
  readonly connection: ConnectionState;
  /** What the gateway says of the accounts; it may be wrong (the OpenClaw contract, section 5). */
  readonly gatewayReport: Remote<GatewayReport>;
  /** The channel's plugin, as `openclaw` knows it. */
  readonly plugin: Remote<PluginAnswer>;
  /** What `openclaw` says of configs; undefined while nobody has asked. */
  readonly configCheck: Remote<ConfigCheck | undefined>;
  /** Whether the gateway goes by what is written; known where there is a live connection. */
  readonly configForce: ConfigForce;
  /** Files that should be private, codes in the log. */
  readonly filePermissions: FilePermissions;
  /** The live `zca … listen` processes of this machine. */
  readonly listening: ListeningState;
  readonly config: ConfigView;
  /** Accounts that are being set up, with their profiles. No list shows them; one that the config lists has the profile it has there. */
  readonly candidates: Readonly<Record<AccountId, ProfileName>>;
  readonly facts: Readonly<Record<AccountId, AccountFacts>>;
  readonly feed: FeedState;
  /** What was sent in answer to the messages, where that is told. */
  readonly answers: Answers;
  /** Nothing is changed from here. */
  readonly isReadOnly: boolean;
  /** A gateway listens that cannot be seen: nobody is called unheard because none is. */
  readonly hasUnseenGateway: boolean;
  /** What the gateway's log says of messages, oldest first; absent while it is not read. */
  readonly gatewayLog?: readonly GatewayReason[];
  /** How what a gateway hears and sends is learnt, where it holds the Zalo session itself. */
  readonly tap: GatewayTap;
  /** When no gateway listened on each account. */
  readonly notListening: NotListening;
  /** The last changes of what decides on messages, oldest first: since when a verdict is what it is. */
  readonly policyChanges: readonly PolicyChange[];
  readonly login: LoginState;
  readonly pairing: PairingState;
  readonly directory: Readonly<Record<AccountId, DirectoryState>>;
  /** The sends under way, keyed by `sendKey`. */
  readonly sends: Readonly<Record<string, SendState>>;
  /** Oldest first, at most `commandLogCapacity`. */
  readonly commandLog: readonly CommandRecord[];
  /** Commands the operator looks on at, and those that have ended: oldest first, at most `maxRuns`. */
  readonly runs: readonly CommandRun[];
}

// What the console knows before anything has happened.

/** Messages the feed keeps if nothing else is asked for. */
export const defaultFeedCapacity = 20_000;

/** A list nothing was fetched for yet. */
export const idleList: Remote<readonly never[]> = { status: 'idle', value: [] };

/** Facts of an account nothing was heard of yet. One shared value, so that selectors return the same reference. */
export const initialFacts: AccountFacts = {
  session: { status: 'unknown' },
  listener: { status: 'stopped', sinceMs: 0 },
  counts: { messages: 0, unknownLines: 0, recycles: 0, restarts: 0 },
};

/** Directory of an account nothing was fetched for yet. One shared value, as {@link initialFacts}. */
export const initialDirectory: DirectoryState = { peers: idleList, groups: idleList, members: {} };

/** Nobody has looked yet. */
export const unseenListening: ListeningState = {
  status: 'unseen',
  gateways: [],
  processes: [],
  anomalies: {},
};

/**
 * The state before the first event.
 * @param feedCapacity messages the feed keeps; values below 1 count as 1
 */
export const initialState = (feedCapacity: number = defaultFeedCapacity): ConsoleState => ({
  zca: { status: 'unknown' },
  openclaw: { status: 'unknown' },
  gateway: { status: 'unknown' },
  gatewayWord: undefined,
  elsewhere: undefined,
  connection: { status: 'off' },
  gatewayReport: { status: 'idle', value: {} },
  plugin: { status: 'idle', value: undefined },
  configCheck: { status: 'idle', value: undefined },
  configForce: { status: 'unknown' },
  filePermissions: { openFiles: [], sessions: [] },
  listening: unseenListening,
  config: {
    status: 'unread',
    path: '',
    stateDir: '',
    credentialsDir: '',
    release: unseenRelease,
    hasSection: false,
    channelEnabled: false,
    defaultAccountId,
    accounts: [],
    findings: [],
  },
  candidates: {},
  facts: {},
  feed: { messages: [], capacity: Math.max(1, Math.floor(feedCapacity)), dropped: 0, lastMessageAtMs: {} },
  answers: { toldSinceMs: {}, byThread: {} },
  isReadOnly: false,
  hasUnseenGateway: false,
  tap: { status: 'off' },
  notListening: {},
  policyChanges: [],
  login: { status: 'idle' },
  pairing: { status: 'idle', requests: [], approved: [], work: {}, names: {}, heard: {}, decisions: [] },
  directory: {},
  sends: {},
  commandLog: [],
  runs: [],
  lastWrite: undefined,
});

/** Settings of an account that decide on messages, by their names in the config. */
export type DecidingKey =
  | 'enabled'
  | 'dmPolicy'
  | 'allowFrom'
  | 'groupPolicy'
  | 'groups'
  | 'groupAllowFrom'
  | 'dangerouslyAllowNameMatching';

/** All that verdicts depend on besides the message. */
export interface PolicyInputs {
  /** False: no config could be read, and the accounts are merely implied. */
  readonly isKnown: boolean;
  readonly can: Capabilities;
  readonly ownIds: Readonly<Record<AccountId, string>>;
  readonly isPluginOff: boolean;
  readonly accounts: readonly Account[];
  readonly approved: readonly ApprovedSender[];
  readonly requests: readonly PairingRequest[];
  readonly directory: Readonly<Record<AccountId, DirectoryState>>;
}

export type PolicyCause =
  | { readonly type: 'setting'; readonly accountId: AccountId; readonly key: DecidingKey }
  /** The config began or ceased to list the account. */
  | { readonly type: 'account'; readonly accountId: AccountId }
  | { readonly type: 'approved' | 'revoked'; readonly accountId: AccountId; readonly senderId: UserId }
  /** Who waits for approval, where that decides whether the next stranger gets a code. */
  | { readonly type: 'requests' }
  /** The friends or groups of an account became known, and names in its lists stand for other ids. */
  | { readonly type: 'names'; readonly accountId: AccountId }
  /** The plugin of the channel was switched on or off. */
  | { readonly type: 'plugin' }
  /** A config could be read where none could before, or could no longer: what was implied meanwhile says nothing. */
  | { readonly type: 'config-read' | 'config-gone' }
  | { readonly type: 'release' };

/** A change of what decides: when it became known here, and what held before. */
export interface PolicyChange {
  readonly atMs: number;
  readonly causes: readonly PolicyCause[];
  readonly before: PolicyInputs;
}
