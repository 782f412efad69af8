// The public surface of the core (package export `zalouser-tui/core`): all that a face of the console may use.

export { sentences } from './catalogue/sentences.ts';
export { type Clock, systemClock } from './clock.ts';
export type { Console, ConsoleActions, ConsoleOptions, ConsoleStore, Outcome, PlanAnswer } from './console.ts';
export { createConsole } from './create-console.ts';
export { AppError, type ErrorCode, type ErrorView, toErrorView } from './errors.ts';

// Nouns.
export type { Account, GroupRule, GroupTools, SessionStatus, Setting, SettingSource } from './model/account.ts';
export type { ChannelSetting, ChannelSettings } from './model/channel-settings.ts';
export { type CommandRecord, commandLogCapacity } from './model/command-log.ts';
export { type ConfigAction, type DmPolicy, dmPolicies, type GroupPolicy, groupPolicies, type ReloadEffect } from './model/config-action.ts';
export type { Group, Member, Peer, Self } from './model/contact.ts';
export type { Finding } from './model/finding.ts';
export {
  type AccountId,
  accountId,
  type GroupId,
  groupId,
  type MessageId,
  messageId,
  type PairingCode,
  type ProfileName,
  pairingCode,
  profileName,
  type ThreadId,
  threadId,
  type UserId,
  userId,
} from './model/ids.ts';
export type { ListenerCounts, ListenerState } from './model/listener.ts';
export { type LoginState, qrLifetimeMs } from './model/login.ts';
export type { MediaKind, Message } from './model/message.ts';
export { type ApprovedSender, maxPendingRequests, type PairingRequest, pairingTtlMs, requestKey } from './model/pairing.ts';
export type { PlannedChange, ReadFile } from './model/planned-change.ts';
export type { Verdict, VerdictKind, VerdictRule } from './model/verdict.ts';
export { accountPath } from './openclaw/channel-settings.ts';
export { type DiffLine, diffText } from './openclaw/config/diff.ts';
export { changesBetween } from './services/config-snapshot.ts';
// Selectors: pure, remembered by the identity of what they read, so that the same state gives the same reference.
export { isInScope, type Scope } from './state/scope.ts';
export {
  type Admission,
  type AllowEntry,
  admissionsOf,
  allowEntry,
  type EntryKind,
  type GroupEntry,
  groupEntry,
} from './state/selectors-access.ts';
export {
  type AccountCondition,
  type AccountRow,
  accountRow,
  accountRows,
  attentionCount,
  conditionWords,
  type Mark,
  type NextAction,
  type NextStep,
} from './state/selectors-accounts.ts';
export { groupsOf, type ListView, membersOf, type PeerRow, type PeersView, peersOf } from './state/selectors-directory.ts';
export { type FeedKind, type FeedQuery, feedKinds, feedMessages, feedRate, lastMessageAtMs, threadNameOf } from './state/selectors-feed.ts';
export { findings } from './state/selectors-findings.ts';
export { type HeaderSummary, headerSummary } from './state/selectors-header.ts';
export { groupNameOf, type KnownName, type NameSource, nameOf, senderNameOf } from './state/selectors-names.ts';
export {
  type ApprovedRow,
  approvedRows,
  approvedSenders,
  isPairingFull,
  type NameWarning,
  nameWarning,
  nextExpiryMs,
  type PairingRow,
  pairingRows,
  pendingRequests,
} from './state/selectors-pairing.ts';
export { type PairingFiles, pairingFiles } from './state/selectors-pairing-files.ts';
export { accountOf, verdictOf } from './state/selectors-verdict.ts';
export { type MessageChange, type PersonChange, type WhatIf, whatIf } from './state/selectors-what-if.ts';

// State.
export type {
  AccountFacts,
  ConfigView,
  ConsoleState,
  DirectoryState,
  FeedState,
  Fetched,
  GatewayStatus,
  Generation,
  LocatedBy,
  OpenClawStatus,
  PairingState,
  PairingWork,
  SearchState,
  ZcaStatus,
} from './state/state.ts';

// Text: search without regard to marks, and making other people's text harmless.
export { type FoldedText, findFolded, fold, foldedIncludes, foldWithMap, type TextRange } from './text/fold.ts';
export { sanitizeLine, sanitizeText } from './text/sanitize.ts';
