// Everything that can happen, in the past tense. Services dispatch these; nothing else changes state.

import type { ConfigView } from './config/config-view.ts';
import type { DirectoryListKey, SlowWay } from './directory/model.ts';
import type { FilePermissions } from './doctor/model.ts';
import type { ListenerCounts, ListenerState } from './listener/model.ts';
import type { LoginState } from './login/model.ts';
import type { SendState } from './messages/model.ts';
import type { SessionStatus } from './model/account.ts';
import type { GatewayTap, GatewayWord, ListeningState } from './model/listening.ts';
import type { AgentWork, Answer, GatewayReason, Message } from './model/message.ts';
import type {
  ApprovedSender,
  Group,
  Member,
  PairingRequest,
  PairingWay,
  Peer,
  Self,
} from './model/people.ts';
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
import type { Delivery, PairingDecision } from './pairing/decision.ts';
import type { ErrorView } from './shared/error-view.ts';
import type { AccountId, GroupId, MessageId, ProfileName } from './shared/ids.ts';
import type { RemoteChange } from './shared/remote.ts';
import type { PairingWork } from './state.ts';
import type { CommandRecord } from './system/runner.ts';
import type { CommandRun, RunLine } from './tasks/run.ts';

export type ConsoleEvent =
  | { readonly type: 'zca/located'; readonly zca: ZcaStatus }
  | { readonly type: 'openclaw/located'; readonly openclaw: OpenClawStatus }
  | { readonly type: 'gateway/checked'; readonly gateway: GatewayStatus }
  | { readonly type: 'gateway/spoke'; readonly word: GatewayWord }
  | { readonly type: 'connection/changed'; readonly connection: ConnectionState }
  | { readonly type: 'gateway-report/changed'; readonly change: RemoteChange<GatewayReport> }
  | { readonly type: 'plugin/changed'; readonly change: RemoteChange<PluginAnswer> }
  | ({ readonly type: 'file-permissions/checked' } & FilePermissions)
  | { readonly type: 'config-check/changed'; readonly change: RemoteChange<ConfigCheck> }
  | { readonly type: 'config-force/changed'; readonly force: ConfigForce }
  | { readonly type: 'run/started'; readonly run: CommandRun }
  | {
      readonly type: 'run/printed';
      readonly id: number;
      readonly lines: readonly RunLine[];
      readonly skippedLines: number;
    }
  | { readonly type: 'run/changed'; readonly id: number; readonly change: RunChange }
  | { readonly type: 'config/read'; readonly config: ConfigView }
  | { readonly type: 'config/written'; readonly file: string; readonly summary: string }
  /** `before`: the write of this session that stands now, and can be taken back next. */
  | { readonly type: 'config/undone'; readonly before?: { readonly file: string; readonly summary: string } }
  /** The file of the last write was read again: does it still say what was written? */
  | { readonly type: 'config/write-checked'; readonly isOvertaken: boolean }
  /** An account that is to be, and need not be in the config yet: this is its profile. */
  | { readonly type: 'account/considered'; readonly accountId: AccountId; readonly profile: ProfileName }
  | { readonly type: 'session/checked'; readonly accountId: AccountId; readonly session: SessionStatus }
  | { readonly type: 'self/read'; readonly accountId: AccountId; readonly self: Self }
  | { readonly type: 'listener/changed'; readonly accountId: AccountId; readonly listener: ListenerState }
  | { readonly type: 'listener/counted'; readonly accountId: AccountId; readonly counts: ListenerCounts }
  | { readonly type: 'listening/looked'; readonly listening: ListeningState }
  | { readonly type: 'message/received'; readonly messages: readonly Message[] }
  /** A message was sent for an account, by whatever program. */
  | { readonly type: 'answer/sent'; readonly answer: Answer }
  /** The gateway let a message through to its agent, or the agent went on with it. */
  | {
      readonly type: 'agent/worked';
      readonly accountId: AccountId;
      readonly messageId: MessageId;
      readonly work: Partial<AgentWork>;
    }
  /** What is sent for the account is told from `sinceMs` on; undefined: no longer. */
  | { readonly type: 'answers/watched'; readonly accountId: AccountId; readonly sinceMs: number | undefined }
  | { readonly type: 'gateway-log/read'; readonly reasons: readonly GatewayReason[] }
  | { readonly type: 'tap/changed'; readonly tap: GatewayTap }
  | { readonly type: 'feed/cleared' }
  /** The operator looks at this message; without one, at the end of the feed again. */
  | { readonly type: 'feed/held'; readonly message?: Message }
  | { readonly type: 'login/changed'; readonly login: LoginState }
  | {
      readonly type: 'pairing/read';
      readonly requests: readonly PairingRequest[];
      readonly approved: readonly ApprovedSender[];
      readonly atMs: number;
      readonly way?: PairingWay;
      readonly hasCommandOwner?: boolean;
      /** The folder of the store does not exist: nobody has asked yet, or it is looked for in the wrong place. */
      readonly isFolderMissing?: boolean;
    }
  | { readonly type: 'pairing/failed'; readonly error: ErrorView; readonly retryAtMs?: number }
  | { readonly type: 'pairing/decided'; readonly decision: PairingDecision }
  /** The telling of a decision went on. */
  | { readonly type: 'pairing/delivery-changed'; readonly id: number; readonly delivery: Delivery }
  | { readonly type: 'pairing/work-changed'; readonly key: string; readonly work: PairingWorkChange }
  | {
      readonly type: 'peers/changed';
      readonly accountId: AccountId;
      readonly change: RemoteChange<readonly Peer[]>;
    }
  | {
      readonly type: 'groups/changed';
      readonly accountId: AccountId;
      readonly change: RemoteChange<readonly Group[]>;
    }
  | {
      readonly type: 'members/changed';
      readonly accountId: AccountId;
      readonly groupId: GroupId;
      readonly change: RemoteChange<readonly Member[]>;
    }
  | {
      readonly type: 'search/changed';
      readonly accountId: AccountId;
      readonly query: string;
      readonly atMs: number;
      readonly change: RemoteChange<readonly Peer[]>;
    }
  | { readonly type: 'search/cleared'; readonly accountId: AccountId }
  | {
      readonly type: 'directory/way-changed';
      readonly accountId: AccountId;
      readonly list: DirectoryListKey;
      readonly way: SlowWay | undefined;
    }
  | {
      readonly type: 'directory/self-changed';
      readonly accountId: AccountId;
      readonly change: RemoteChange<Self>;
    }
  /** A send began, went on, or (without `send`) came to its end. */
  | { readonly type: 'send/changed'; readonly key: string; readonly send?: SendState }
  | { readonly type: 'command/changed'; readonly record: CommandRecord };

export type RunChange = Partial<Pick<CommandRun, 'status' | 'outcome' | 'durationMs' | 'result' | 'check'>>;

export type PairingWorkChange = PairingWork | { readonly status: 'done' };

export type Dispatch = (event: ConsoleEvent) => void;
