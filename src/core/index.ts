// The public surface of the core (package export `zalouser-tui/core`): all that a face of the console may use.

export { sentences } from './catalogue/sentences.ts';
export { type Clock, systemClock, unhurried } from './clock.ts';
export type { Console, ConsoleActions, ConsoleOptions, ConsoleStore } from './console.ts';
export { createConsole } from './create-console.ts';
export { AppError, toErrorView } from './errors.ts';
// Nouns.
export type { Account, GroupRule, GroupTools, SessionStatus, Setting, SettingSource } from './model/account.ts';
export type { ChannelSetting, ChannelSettings } from './model/channel-settings.ts';
export { type CommandRecord, commandLogCapacity } from './model/command-log.ts';
export type { CommandRun, RunFinding, RunLine, RunOutcome } from './model/command-run.ts';
export {
  type ConfigAction,
  type ConfigWish,
  type DmPolicy,
  dmPolicies,
  type GroupPolicy,
  groupPolicies,
  type ReloadEffect,
} from './model/config-action.ts';
export type { ConfigView } from './model/config-view.ts';
export type { Group, Member, Peer, Self } from './model/contact.ts';
export type { DirectoryState, Fetched, SearchState } from './model/directory.ts';
export type { ErrorCode, ErrorView } from './model/error-view.ts';
export type { Finding } from './model/finding.ts';
export type { AccountClaim, GatewayClaims } from './model/gateway-claims.ts';
export type { ConfigOpinion, Housekeeping, LogLeaks, OpenFile } from './model/housekeeping.ts';
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
export type { KnownName, NameSource, NameWarning } from './model/known-name.ts';
export type { ListenerCounts, ListenerState } from './model/listener.ts';
export type { GatewayProcess, ListeningDoubt, ListeningFault, ListeningState, ListenOwner, ListenProcess } from './model/listening.ts';
export { type LoginState, qrLifetimeMs } from './model/login.ts';
export type { Media, MediaKind, Message } from './model/message.ts';
export type { OpenClawTask, TaskPlan, TaskSubject } from './model/openclaw-task.ts';
export type { LoggedInAnswer, Outcome, PlanAnswer, StartedTask, TaskAnswer } from './model/outcome.ts';
export { type OutgoingContent, type OutgoingKind, outgoingKinds, type SendState, type SendTo, sendKey } from './model/outgoing.ts';
export { type OutgoingCheck, type OutgoingProblem, outgoingOf } from './model/outgoing-check.ts';
export type { Outlook } from './model/outlook.ts';
export type { PairingWay, ReplyDoubt, ReplyReach } from './model/pairing.ts';
export { type ApprovedSender, maxPendingRequests, type PairingRequest, pairingTtlMs, requestKey } from './model/pairing.ts';
export type { DecisionAct, PairingAct, PairingDecision, Told, Undo, UndoRefusal } from './model/pairing-decision.ts';
export type { DiffLine, PlannedChange, ReadFile } from './model/planned-change.ts';
export type { PluginStatus } from './model/plugin.ts';
export type { DecidingKey, PolicyCause, PolicyChange, PolicyInputs } from './model/policy-change.ts';
export type { GatewayStatus, LocatedBy, OpenClawStatus, ZcaStatus } from './model/programs.ts';
export type { SetUpDraft, SetUpEntry, SetUpStep, SetUpStepId } from './model/set-up.ts';
export type { Verdict, VerdictKind, VerdictRule } from './model/verdict.ts';
export { accountPath } from './openclaw/channel-settings.ts';
export { diffText } from './openclaw/config/diff.ts';
export { isApprovedOnAll, isPairingInFiles, type PairingFiles, pairingFiles } from './openclaw/store-scope.ts';
export type { RunInTerminal } from './process/runner.ts';
export { changesBetween } from './services/config-snapshot.ts';
export type { ExportCheck, FeedExportRequest } from './services/feed-export.ts';
export type { SendOutcome } from './services/sender.ts';
export { largest, smallest } from './shared/extremes.ts';
export { type AccountCondition, isMending, type Mark } from './state/account-condition.ts';
// Selectors: pure, remembered by the identity of what they read, so that the same state gives the same reference.
export { type ChecklistAction, type ChecklistRow, checklistIds } from './state/checklist-row.ts';
export { type ExportedMessage, exportedMessage } from './state/export-line.ts';
export { type FeedFocus, type FeedKind, type FeedQuery, feedKinds, threadNameOf } from './state/feed-query.ts';
export { type FeedRow, messageKey } from './state/feed-rows.ts';
export { type ClaimAnswer, claimAnswerOf } from './state/gateway-session.ts';
export { compareMessages, holdsMessage, placeAfter, placeBefore } from './state/message-order.ts';
export { isInScope, type Scope } from './state/scope.ts';
export {
  type Admission,
  type AllowEntry,
  admissionsOf,
  allowEntry,
  approvedNotListed,
  type EntryKind,
  entryOfGroup,
  type GroupEntry,
  groupEntry,
} from './state/selectors-access.ts';
export {
  type AccountRow,
  accountRow,
  accountRows,
  attentionCount,
  conditionWords,
  type NextAction,
  type NextStep,
} from './state/selectors-accounts.ts';
export { checklist, furtherFindings, needsOperator } from './state/selectors-checklist.ts';
export { type DecisionRow, decisionRows, undoOf } from './state/selectors-decisions.ts';
export { groupsOf, type ListView, membersOf, type PeerRow, type PeersView, peersOf, unseenMembers } from './state/selectors-directory.ts';
export {
  type FeedTally,
  feedCounts,
  feedMessages,
  feedRate,
  feedRows,
  feedTally,
  lastMessageAtMs,
  messagesOfRow,
  type VerdictCounts,
} from './state/selectors-feed.ts';
export { findings } from './state/selectors-findings.ts';
export { type HeaderSummary, headerSummary } from './state/selectors-header.ts';
export { closableFiles, closeCommand } from './state/selectors-housekeeping.ts';
export {
  type AccountListening,
  gatewayPid,
  isGatewayHidden,
  isGatewayListening,
  isGatewayRunning,
  listeningFindings,
  listeningOf,
} from './state/selectors-listening.ts';
export { type LoggedIn, type LoginNext, leftToDo } from './state/selectors-login-next.ts';
export { groupNameOf, nameOf, senderNameOf } from './state/selectors-names.ts';
export {
  type ApprovedRow,
  approvedRows,
  approvedSenders,
  countedScope,
  isApproved,
  isPairingFull,
  nameWarning,
  nextExpiryMs,
  type PairingRow,
  pairingRows,
  pendingRequests,
} from './state/selectors-pairing.ts';
export { getsThrough, outlookAfter } from './state/selectors-pairing-outlook.ts';
export { heardFrom, replyReach } from './state/selectors-pairing-reply.ts';
export { type RunningDecision, runningDecisions } from './state/selectors-pairing-work.ts';
export { gatewayRuns, setUpSteps } from './state/selectors-set-up.ts';
export { type SetUpTest, setUpTest } from './state/selectors-set-up-test.ts';
export { accountOf, type VerdictChange, verdictChange, verdictOf } from './state/selectors-verdict.ts';
export { type MessageChange, type PersonChange, type WhatIf, whatIf } from './state/selectors-what-if.ts';
export { countBefore, type Series } from './state/series.ts';
export { isLetIn, setUpActions } from './state/set-up-actions.ts';
// State.
export type { AccountFacts, ConsoleState, FeedState, HeardText, PairingState, PairingWork } from './state/state.ts';
// Text: search without regard to marks, and making other people's text harmless.
export { type FoldedText, findFolded, fold, foldedIncludes, foldWithMap, type TextRange } from './text/fold.ts';
export { harmless, harmlessRow, sanitizeLine, sanitizeText } from './text/sanitize.ts';
export { mediaCommandFor } from './zca/commands.ts';
