// The public surface (package export `zalouser-tui/core`): a console without a face, what it knows and what is derived from that. The faces
// of this package come in by `faces.ts`; what is exported here is kept for others (docs/decisions/0015-two-doors.md).

export { type AccountRow, accountRows } from './accounts/select.ts';
export type { ChangeRequest } from './config/change-request.ts';
export type { Console, ConsoleOptions, ConsoleStore } from './console.ts';
export { createConsole } from './create-console.ts';
export { groupNameOf, nameOf } from './directory/select-names.ts';
export { verdictOf } from './feed/select-verdict.ts';
export { findings } from './findings.ts';
export type { OutgoingContent, SendTo } from './messages/model.ts';
export type { Account } from './model/account.ts';
export type { Finding } from './model/finding.ts';
export type { Message } from './model/message.ts';
export type { ApprovedSender, Group, PairingRequest, Peer } from './model/people.ts';
export type { Outcome } from './outcome.ts';
export { openPairing, type PairingClient } from './pairing/client.ts';
export { type ApprovedRow, approvedRows, type PairingRow, pairingRows } from './pairing/select.ts';
export { accessAfterDecision } from './pairing/select-decisions.ts';
export type { Verdict } from './policy/verdict.ts';
export type { ErrorCode, ErrorView } from './shared/error-view.ts';
export {
  type AccountId,
  accountId,
  type GroupId,
  groupId,
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
export { isKnown, type Remote } from './shared/remote.ts';
export type { ConsoleState } from './state.ts';
