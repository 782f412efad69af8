// Whom the keys of the pairing screen are about, and why a key is off.

import { type ApprovedRow, type DecisionRow, decisionRows, isApproved, isPairingInFiles, type PairingRequest } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import type { ApprovedPerson } from './questions.ts';
import { approvedTargets, pendingTargets, selectedApproved, selectedDecision, selectedPending } from './select.ts';
import { pairingScreenSentences } from './words.ts';

const words = pairingScreenSentences;

/** Why nothing can be decided about a request now. */
export const pendingReason = (frame: Frame): string | undefined => {
  if (selectedPending(frame) === undefined) return words.noneSelected;
  return pendingTargets(frame).length === 0 ? words.beingDecided : undefined;
};

/** Why nothing can be done about an approved sender now. */
export const approvedReason = (frame: Frame): string | undefined => {
  if (selectedApproved(frame) === undefined) return words.noneApprovedSelected;
  return approvedTargets(frame).length === 0 ? words.beingDecided : undefined;
};

/** The requests a decision is about. */
export const requestsIn = (frame: Frame): readonly PairingRequest[] => pendingTargets(frame).map(({ request }) => request);

/** Does this OpenClaw keep pairing in its database? */
const isDatabase = ({ core }: Frame): boolean => !isPairingInFiles(core.config);

/** In its database only the gateway dismisses, and only what it listed itself. */
export const dismissReason = (frame: Frame): string | undefined =>
  isDatabase(frame) && requestsIn(frame).some(({ requestId }) => requestId === undefined) ? words.dismissNeedsGateway : undefined;

/** Why nobody could be told. */
export const approveNotifyReason = (frame: Frame): string | undefined => {
  if (!isDatabase(frame)) return frame.core.zca.status === 'missing' ? words.noZcaToTell : undefined;
  const requests = requestsIn(frame);
  if (requests.some(({ requestId }) => requestId === undefined)) return words.tellNeedsGateway;
  return requests.some(({ canNotify }) => canNotify === false) ? words.gatewayCannotTell : undefined;
};

/** Why nobody can be told once more. */
export const notifyReason = (frame: Frame): string | undefined => {
  if (frame.ui.pairing.pane === 'pending') return words.approveFirst;
  if (isDatabase(frame)) return words.tellsOnlyWhileApproving;
  if (frame.core.zca.status === 'missing') return words.noZcaToTell;
  if (frame.ui.pairing.pane === 'approved') return approvedReason(frame);
  const row = selectedDecision(frame);
  if (row === undefined) return words.noneDecidedSelected;
  if (row.work?.status === 'running') return words.beingDecided;
  return isApproved(frame.core, row.decision) ? undefined : words.notApprovedNow;
};

/** Whom telling is about: the selected or marked approved senders, or whom the selected decision was about. */
export const tellTargets = (frame: Frame): readonly ApprovedPerson[] => {
  if (frame.ui.pairing.pane === 'approved') return approvedTargets(frame).map(personOfRow);
  const row = selectedDecision(frame);
  return row === undefined ? [] : [row.decision];
};

/** Whom a row is about. */
export const personOfRow = ({ sender, name }: ApprovedRow): ApprovedPerson => ({
  ...sender,
  ...(name === undefined ? {} : { name: name.name }),
});

/** The selected decision; in the other lists the last one that can be taken back. */
export const undoTarget = (frame: Frame): DecisionRow | undefined =>
  frame.ui.pairing.pane === 'decided'
    ? selectedDecision(frame)
    : decisionRows(frame.core, frame.ui.scope).find(({ undo, work }) => 'act' in undo && work?.status !== 'running');

/** Why nothing can be taken back. */
export const undoReason = (frame: Frame): string | undefined => {
  const row = undoTarget(frame);
  if (row === undefined) return frame.ui.pairing.pane === 'decided' ? words.noneDecidedSelected : words.nothingToUndo;
  if ('refusal' in row.undo) return words.undoRefusals[row.undo.refusal];
  return row.work?.status === 'running' ? words.beingDecided : undefined;
};
