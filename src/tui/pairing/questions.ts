// What is asked before somebody is let in, sent away or shut out: who it is, what it comes to, and exactly what will be written.

import type { PairingRequest } from '../../core/index.ts';
import type { ConfirmRequest } from '../app/app.ts';
import {
  knockLines,
  outlookNote,
  type Person,
  personOf,
  type Scene,
  tellLines,
  warningNote,
  whatLines,
  whoLines,
} from './question-lines.ts';
import { pairingScreenSentences } from './words.ts';

const words = pairingScreenSentences;

/** Lets these people talk to the agent; with a text, tells them so. */
export const approveQuestion = (scene: Scene, requests: readonly PairingRequest[], notifyText?: string): ConfirmRequest => {
  const people = requests.map((request) => personOf(scene.core, request));
  return {
    title: words.approveTitle,
    lines: [
      ...whoLines(people, words.approveOne, words.approveSeveral, scene.signs, (person) => [
        ...warningNote(scene, person),
        ...outlookNote(scene, 'approve', person),
      ]),
      // In a small window the end is cut off, and the path of the files is long.
      ...(notifyText === undefined ? [] : tellLines(scene, people, notifyText, words.thenSends)),
      ...whatLines(scene, people, 'approve', requests),
      ...knockLines(scene, requests),
    ],
    confirmLabel: notifyText === undefined ? words.approveConfirm : words.approveNotifyConfirm,
    isDanger: true,
  };
};

/** Sends these requests away. */
export const dismissQuestion = (scene: Scene, requests: readonly PairingRequest[]): ConfirmRequest => {
  const people = requests.map((request) => personOf(scene.core, request));
  return {
    title: words.dismissTitle,
    lines: [
      ...whoLines(people, words.dismissOne, words.dismissSeveral, scene.signs, (person) => outlookNote(scene, 'dismiss', person)),
      words.dismissMeans,
      ...whatLines(scene, people, 'dismiss', requests),
      ...knockLines(scene, requests),
    ],
    confirmLabel: words.dismissConfirm,
    isDanger: true,
  };
};

/** An approved sender, or one who was. */
export type ApprovedPerson = Person;

/** Takes these approvals back. `reason`: why it is asked at all, if not by `x`. */
export const revokeQuestion = (scene: Scene, people: readonly ApprovedPerson[], reason?: string): ConfirmRequest => ({
  title: words.revokeTitle,
  lines: [
    ...whoLines(people, words.revokeOne, words.revokeSeveral, scene.signs, (person) => outlookNote(scene, 'revoke', person)),
    ...(reason === undefined ? [] : [reason]),
    ...whatLines(scene, people, 'revoke'),
  ],
  confirmLabel: words.revokeConfirm,
  isDanger: true,
});

/** Takes a revocation back. */
export const restoreQuestion = (scene: Scene, person: ApprovedPerson): ConfirmRequest => ({
  title: words.restoreTitle,
  lines: [
    ...whoLines([person], words.restoreOne, words.approveSeveral, scene.signs, (one) => [
      ...warningNote(scene, one),
      ...outlookNote(scene, 'restore', one),
    ]),
    words.restoreMeans,
    ...whatLines(scene, [person], 'restore'),
  ],
  confirmLabel: words.restoreConfirm,
  isDanger: true,
});

/** Tells approved senders so, once more: marked where what they are told is not true. */
export const notifyQuestion = (scene: Scene, people: readonly ApprovedPerson[], text: string): ConfirmRequest => ({
  title: words.notifyTitle,
  lines: [
    ...whoLines(people, words.notifyOne, words.notifySeveral, scene.signs, (person) => outlookNote(scene, 'approve', person)),
    ...tellLines(scene, people, text, words.sends),
  ],
  confirmLabel: words.notifyConfirm,
});
