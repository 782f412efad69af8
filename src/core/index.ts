// The public surface of the core (package export `zalouser-tui/core`): all that a face of the console may use.

export {
  type Admission,
  type AllowEntry,
  admissionsOf,
  allowEntry,
  approvedShutOut,
  type EntryKind,
  entryOfGroup,
  type GroupEntry,
  groupEntry,
  unresolvedIn,
} from './access/select.ts';
export { type MessageChange, type PersonChange, type WhatIf, whatIf } from './access/select-what-if.ts';
export {
  type AccountRow,
  accountRow,
  accountRows,
  attentionCount,
  conditionWords,
  type HeaderSummary,
  headerSummary,
  type NextAction,
  type NextStep,
} from './accounts/select.ts';
export { type AccountCondition, isMending, type Mark } from './accounts/select-condition.ts';
export type { DiffLine, PlannedChange, ReadFile } from './config/change-request.ts';
export {
  type ChangeRequest,
  type ConfigAction,
  type DmPolicy,
  dmPolicies,
  type GroupPolicy,
  groupPolicies,
  type ReloadEffect,
} from './config/change-request.ts';
export type { ConfigView } from './config/config-view.ts';
export { diffText } from './config/diff.ts';
export type { ChannelSetting, ChannelSettings } from './config/places.ts';
export { accountPath } from './config/places.ts';
export { changesBetween } from './config/plan/plan.ts';
export type { Console, ConsoleOptions, ConsoleStore } from './console.ts';
export { createConsole } from './create-console.ts';
export type { DirectoryState, SearchState } from './directory/model.ts';
export {
  groupsOf,
  type ListView,
  membersOf,
  type PeerRow,
  type PeersView,
  peersOf,
  unseenMembers,
} from './directory/select.ts';
export { groupNameOf, nameOf, senderNameOf } from './directory/select-names.ts';
export type { FilePermissions, LogLeaks, OpenFile } from './doctor/model.ts';
// Selectors: pure, remembered by the identity of what they read, so that the same state gives the same reference.
export {
  type ChecklistRemedy,
  type ChecklistRow,
  checklist,
  checklistIds,
  furtherFindings,
  needsOperator,
} from './doctor/select-checklist.ts';
export { closableFiles, closeCommand } from './doctor/select-file-permissions.ts';
export { gatewayRuns, type SetUpTest, setUpSteps, setUpTest } from './doctor/select-set-up.ts';
export type { SetUpDraft, SetUpEntry, SetUpStep, SetUpStepId } from './doctor/set-up-changes.ts';
export { isLetIn, setUpActions } from './doctor/set-up-changes.ts';
export type { ExportCheck, FeedExportRequest } from './feed/export.ts';
export { type ExportedMessage, exportedMessage } from './feed/export.ts';
export {
  answerLimitMs,
  areAnswersTold,
  disagreementOf,
  isAnswerAwaited,
  type OutcomeCounts,
  outcomeCounts,
  outcomeOf,
} from './feed/outcome.ts';
export type { DecidingKey, PolicyCause, PolicyChange, PolicyInputs } from './feed/policy-change.ts';
export { type FeedFocus, type FeedKind, type FeedQuery, feedKinds, threadNameOf } from './feed/query.ts';
export { compareMessages, holdsMessage, placeAfter, placeBefore } from './feed/ring.ts';
export {
  type FeedRow,
  type FeedTally,
  feedCounts,
  feedMessages,
  feedRate,
  feedRows,
  feedTally,
  lastMessageAtMs,
  messageKey,
  messagesOfRow,
  type VerdictCounts,
} from './feed/select.ts';
export { accountOf, type VerdictChange, verdictChange, verdictOf } from './feed/select-verdict.ts';
export { findings } from './findings.ts';
export {
  type AccountListening,
  canJoin,
  gatewayPid,
  isGatewayHidden,
  isGatewayListening,
  isGatewayRunning,
  listeningFindings,
  listeningOf,
} from './gateway/select-listening.ts';
export { type ReportAnswer, reportedAnswerOf } from './gateway/select-report.ts';
export type { ListenerCounts, ListenerState } from './listener/model.ts';
export { type LoginState, qrLifetimeMs } from './login/model.ts';
export { type LoggedIn, type LoginNext, leftToDo } from './login/select-next.ts';
export {
  type OutgoingCheck,
  type OutgoingContent,
  type OutgoingKind,
  type OutgoingProblem,
  outgoingKinds,
  outgoingOf,
  type SendState,
  type SendTo,
  sendKey,
} from './messages/model.ts';
export type { SendOutcome } from './messages/service.ts';
// Nouns.
export type {
  Account,
  GroupRule,
  GroupTools,
  SessionStatus,
  Setting,
  SettingSource,
} from './model/account.ts';
export type { Answer, Answers, Disagreement, MessageOutcome } from './model/answer.ts';
export type { Finding } from './model/finding.ts';
export type { GatewayReport, ReportedAccount } from './model/gateway-report.ts';
export type {
  GatewayProcess,
  ListeningAnomaly,
  ListeningFault,
  ListeningState,
  ListenOwner,
  ListenProcess,
} from './model/listening.ts';
export type { Media, MediaKind, Message } from './model/message.ts';
export type {
  Group,
  KnownName,
  Member,
  NameSource,
  NameWarning,
  PairingWay,
  Peer,
  ReplyLossReason,
  ReplyReach,
  Self,
} from './model/people.ts';
export {
  type ApprovedSender,
  maxPendingRequests,
  type PairingRequest,
  pairingTtlMs,
  requestKey,
} from './model/people.ts';
export type {
  ConfigCheck,
  GatewayStatus,
  ListedPlugin,
  LocatedBy,
  OpenClawStatus,
  OpenClawTask,
  PluginAnswer,
  TaskPlan,
  TaskSubject,
  ZcaStatus,
} from './model/programs.ts';
export type { Capabilities } from './openclaw/capabilities.ts';
export type { LoggedInAnswer, Outcome, PlanAnswer, StartedTask, TaskAnswer } from './outcome.ts';
export { openPairing, type PairingClient } from './pairing/client.ts';
export type {
  AccessAfter,
  DecisionAct,
  Delivery,
  PairingAct,
  PairingDecision,
  Undo,
  UndoRefusal,
} from './pairing/decision.ts';
export { isApprovedOnAll, isPairingInFiles, type PairingFiles, pairingFiles } from './pairing/files.ts';
export {
  type ApprovedRow,
  approvedRows,
  approvedSenders,
  countedScope,
  isPairingFull,
  nameWarning,
  nextExpiryMs,
  type PairingRow,
  pairingRows,
  pendingRequests,
} from './pairing/select.ts';
export {
  accessAfterDecision,
  type DecisionRow,
  decisionRows,
  getsThrough,
  heardFrom,
  isApproved,
  type RunningDecision,
  replyReach,
  runningDecisions,
  undoOf,
} from './pairing/select-decisions.ts';
export { isEveryMemberBlocked } from './policy/rules.ts';
export type { Verdict, VerdictKind, VerdictRule } from './policy/verdict.ts';
export { sentences } from './sentences.ts';
export { type Clock, realTimeClock, systemClock } from './shared/clock.ts';
export { AppError, toErrorView } from './shared/error.ts';
export type { ErrorCode, ErrorView } from './shared/error-view.ts';
export { largest, smallest } from './shared/extremes.ts';
export {
  type AccountId,
  accountId,
  type GroupId,
  groupId,
  isInScope,
  type MessageId,
  messageId,
  type PairingCode,
  type ProfileName,
  pairingCode,
  profileName,
  type Scope,
  type ThreadId,
  threadId,
  type UserId,
  userId,
} from './shared/ids.ts';
export { type Hint, hintIn, hintsInOne, type Remedy, type RemedyWords } from './shared/remedy.ts';
export { askedAtMs, isKnown, type Remote } from './shared/remote.ts';
export { countBefore, type Series } from './shared/series.ts';
export { systemCodeOf } from './shared/system-code.ts';
// Text: search without regard to marks, and making other people's text harmless.
export {
  type FoldedText,
  findFolded,
  fold,
  foldedIncludes,
  foldWithMap,
  type TextRange,
} from './shared/text/fold.ts';
export { harmless, harmlessRow, sanitizeLine, sanitizeText } from './shared/text/sanitize.ts';
// State.
export type { AccountFacts, ConsoleState, FeedState, HeardText, PairingState, PairingWork } from './state.ts';
export type { RunInTerminal } from './system/runner.ts';
export { type CommandRecord, commandLogCapacity } from './system/runner.ts';
export type { CommandRun, RunFinding, RunLine, RunOutcome } from './tasks/run.ts';
export { mediaCommandFor } from './zca/commands.ts';
