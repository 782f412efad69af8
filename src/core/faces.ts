// All of the core that a face of this package may use. What others may use is index.ts.

export {
  type AllowEntry,
  admissionsOf,
  allowEntry,
  approvedShutOut,
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
} from './accounts/select.ts';
export { type AccountCondition, isMending, type Mark, sessionOf } from './accounts/select-condition.ts';
export type { DiffLine, PlannedChange } from './config/change-request.ts';
export {
  type ChangeRequest,
  type ConfigAction,
  type DmPolicy,
  dmPolicies,
  type GroupPolicy,
  groupPolicies,
  type ReloadEffect,
} from './config/change-request.ts';
export type { ChannelSetting } from './config/places.ts';
export { accountPath } from './config/places.ts';
export { changesBetween } from './config/plan/plan.ts';
export type { Console, ConsoleOptions, ConsoleStore } from './console.ts';
export { createConsole } from './create-console.ts';
export type { DirectoryListKey, DirectoryState, SlowWay } from './directory/model.ts';
export {
  groupsOf,
  type ListView,
  membersOf,
  type PeersView,
  peersOf,
  unseenMembers,
} from './directory/select.ts';
export { groupNameOf, nameOf, senderNameOf } from './directory/select-names.ts';
// Selectors: pure, remembered by the identity of what they read, so that the same state gives the same reference.
export {
  type ChecklistRemedy,
  type ChecklistRow,
  checklist,
  checklistIds,
  furtherFindings,
  needsOperator,
} from './doctor/select-checklist.ts';
export { closableFiles, closeCommand } from './doctor/select-findings.ts';
export { gatewayRuns, type SetUpTest, setUpSteps, setUpTest } from './doctor/select-set-up.ts';
export type { SetUpDraft, SetUpEntry, SetUpStep, SetUpStepId } from './doctor/set-up-changes.ts';
export { isLetIn, setUpActions } from './doctor/set-up-changes.ts';
export type { ExportCheck, FeedExportRequest } from './feed/export.ts';
export { exportedMessage } from './feed/export.ts';
export {
  answerLimitMs,
  areAnswersTold,
  disagreementOf,
  isAnswerAwaited,
  type OutcomeCounts,
  outcomeCounts,
  outcomeOf,
} from './feed/outcome.ts';
export { type FeedFocus, type FeedKind, type FeedQuery, feedKinds, threadNameOf } from './feed/query.ts';
export {
  type FeedRow,
  type FeedTally,
  feedCounts,
  feedMessages,
  feedRate,
  feedRows,
  feedTally,
  messagesOfRow,
  type VerdictCounts,
} from './feed/select.ts';
export { gatewayReasonOf, isExplaining } from './feed/select-reason.ts';
export { reloadDanger } from './feed/select-reload-danger.ts';
export { accountOf, verdictChange, verdictOf } from './feed/select-verdict.ts';
export { compareMessages, holdsMessage, placeAfter, placeBefore } from './feed/state.ts';
export { findings } from './findings.ts';
export type { GatewayElsewhere } from './gateway/elsewhere.ts';
export { connectionText } from './gateway/select-connection.ts';
export {
  canJoin,
  gatewayPid,
  isGatewayHidden,
  isGatewayListening,
  isGatewayRunning,
  listeningOf,
} from './gateway/select-listening.ts';
export { gatewaySession, reportedAnswerOf } from './gateway/select-report.ts';
export type { ListenerCounts, ListenerState } from './listener/model.ts';
export type { LoginState, LoginThrough } from './login/model.ts';
export { type LoggedIn, leftToDo } from './login/select-next.ts';
export {
  kindsBy,
  type OutgoingCheck,
  type OutgoingContent,
  type OutgoingKind,
  outgoingOf,
  type SendState,
  type SendTo,
  sendKey,
} from './messages/model.ts';
// Nouns.
export type {
  Account,
  GroupRule,
  GroupTools,
  SessionStatus,
  Setting,
  SettingSource,
} from './model/account.ts';
export type { Finding } from './model/finding.ts';
export type { ListenProcess } from './model/listening.ts';
export type { Answer, Message, MessageOutcome } from './model/message.ts';
export type {
  Group,
  Member,
  NameSource,
  NameWarning,
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
  OpenClawTask,
  ReportedAccount,
  TaskPlan,
} from './model/programs.ts';
export type { Capabilities } from './openclaw/capabilities.ts';
export { gatewayUrl, isThisMachine } from './openclaw/gateway-client/address.ts';
export { Secret } from './openclaw/gateway-client/secret.ts';
export type { Outcome, PlanAnswer } from './outcome.ts';
export { openPairing, type PairingClient } from './pairing/client.ts';
export type {
  AccessAfter,
  DecisionAct,
  Delivery,
  PairingAct,
  PairingDecision,
  UndoRefusal,
} from './pairing/decision.ts';
export { areApprovedTold, isApprovedOnAll, isPairingInFiles, pairingFiles } from './pairing/files.ts';
export {
  type ApprovedRow,
  approvedRows,
  approvedSenders,
  countedScope,
  isPairingFull,
  nameWarning,
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
  replyReach,
  runningDecisions,
} from './pairing/select-decisions.ts';
export { revokeWay } from './pairing/select-revoke.ts';
export type { EditOptions } from './pairing/service.ts';
export { isEveryMemberBlocked } from './policy/rules.ts';
export type { Verdict, VerdictKind } from './policy/verdict.ts';
export { sentences } from './sentences.ts';
export { type Clock, realTimeClock, systemClock } from './shared/clock.ts';
export { AppError, toErrorView } from './shared/error.ts';
export type { ErrorView } from './shared/error-view.ts';
export { largest, smallest } from './shared/extremes.ts';
export {
  type AccountId,
  accountId,
  type GroupId,
  groupId,
  isInScope,
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
export { memoizeOn } from './shared/memo.ts';
export { type Hint, hintIn, hintsInOne, type Remedy, type RemedyWords } from './shared/remedy.ts';
export { askedAtMs, isKnown } from './shared/remote.ts';
export { countBefore, type Series } from './shared/series.ts';
export { systemCodeOf } from './shared/system-code.ts';
// Text: search without regard to marks, and making other people's text harmless.
export {
  findFolded,
  fold,
  foldedIncludes,
} from './shared/text/fold.ts';
export { harmless, harmlessRow, sanitizeLine, sanitizeText } from './shared/text/sanitize.ts';
// State.
export type {
  AccountFacts,
  ConsoleState,
  DecidingKey,
  FeedState,
  PairingWork,
  PolicyCause,
} from './state.ts';
export { type CommandRecord, environmentOf, type RunInTerminal } from './system/runner.ts';
export type { CommandRun, RunFinding, RunLine } from './tasks/run.ts';
export { mediaCommandFor } from './zca/commands.ts';
