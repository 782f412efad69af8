// All there is to say about one request, one approved sender or one decision, and what can be copied of it.

import {
  type AccountId,
  type ApprovedRow,
  type ApprovedSender,
  accessAfterDecision,
  type ConsoleState,
  type DecisionRow,
  type Delivery,
  getsThrough,
  heardFrom,
  isPairingInFiles,
  type NameWarning,
  type PairingCode,
  type PairingRow,
  type PairingWork,
  pairingFiles,
  type ReplyReach,
  sentences,
  type UserId,
} from '../../core/faces.ts';
import type { Details, Frame } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import type { CopyItem } from '../state/ui-state.ts';
import { bold, type Line, line, toned } from '../text/spans.ts';
import { ageText, clockTime } from '../text/times.ts';
import { leftOf, shownCode, waitingFor } from './row.ts';
import { selectedApproved, selectedDecision, selectedPending } from './select.ts';
import { pairingScreenSentences, pairingWorkSentences } from './words.ts';

const words = pairingScreenSentences;
const workWords = pairingWorkSentences;

const labelCells = 12;

const labelled = (label: string, text: string): Line => line(toned(label.padEnd(labelCells), 'muted'), text);

/** Why a name deserves a second look, as a sentence. */
export const warningSentence = (warning: NameWarning): string => sentences.pairing.nameWarning(warning);

/** Whether the code can have reached the sender, as a sentence. */
export const reachSentence = (reach: ReplyReach): string =>
  reach.status === 'doubtful' ? words.reachDoubtful(reach.reason) : words.reachSentence[reach.status];

/** What an approval comes to where it is not what lets them in, and not all that it takes. */
const accessAfterLines = ({ core, ui }: Frame, who: ApprovedSender): readonly Line[] => {
  const accessAfter = accessAfterDecision(core, 'approve', who, ui.nowMs);
  const sentence = sentences.accessAfter.means('approve', accessAfter, who.accountId);
  return sentence === '' ? [] : [[toned(sentence, getsThrough(accessAfter) === true ? 'muted' : 'warn')], []];
};

const workLines = (work: PairingWork | undefined, nowMs: number): readonly Line[] => {
  if (work === undefined) return [];
  if (work.status === 'running') {
    const parts = [workWords.running[work.act], waitingFor(work, nowMs)].filter((text) => text !== undefined);
    const { waitingForFile: file, lockCountsUntilMs: countsUntilMs } = work;
    const where: readonly Line[] = file === undefined ? [] : [[toned(workWords.lockedFile(file), 'muted')]];
    const ahead: readonly Line[] =
      file === undefined || countsUntilMs === undefined
        ? []
        : [[{ text: workWords.lockAhead(file, countsUntilMs - nowMs) }]];
    return [[toned(parts.join(' '), 'warn')], ...where, ...ahead, []];
  }
  const { sentence } = work.error;
  const hint = hintText(work.error.hint);
  return [
    [toned(workWords.failed(workWords.acts[work.act], sentence), 'bad')],
    ...(hint === undefined ? [] : [[{ text: hint }]]),
    [],
  ];
};

const whoLines = ({ name }: Pick<PairingRow, 'name'>, id: UserId): readonly Line[] => [
  labelled(words.labels.id, id),
  ...(name === undefined
    ? [[{ text: words.nameUnknown }]]
    : [
        labelled(words.labels.nameFrom, sentences.pairing.nameSources[name.source]),
        labelled(words.labels.name, name.name),
      ]),
];

/** What this sender wrote, if the feed heard it: it helps to tell who it is, and why they ask. */
const heardLines = (core: ConsoleState, who: ApprovedSender): readonly Line[] => {
  const heard = heardFrom(core, who);
  if (heard.length === 0)
    return [[], [toned(isHeard(core, who.accountId) ? words.wroteBefore : words.notHeard, 'muted')]];
  return [
    [],
    line(bold(words.labels.lastMessage)),
    ...heard.map(
      ({ text, sentAtMs }): Line =>
        line(toned(`${clockTime(sentAtMs)} `, 'muted'), text.replaceAll('\t', ' ')),
    ),
  ];
};

/** Does anybody listen to the account here? */
export const isHeard = (core: ConsoleState, accountId: AccountId): boolean =>
  core.facts[accountId]?.listener.status === 'live' || core.tap.status === 'watching';

const storedIn = (
  core: ConsoleState,
  accountId: AccountId,
  name: 'requests' | 'approved',
): readonly Line[] => {
  const files = pairingFiles(core.config, accountId);
  return files === undefined
    ? []
    : [[], [toned(`${words.labels.files} ${files.folder}/${files[name]}`, 'muted')]];
};

const pendingDetails = (frame: Frame, row: PairingRow): Details => {
  const { core, ui } = frame;
  const { request, warning, work, reach } = row;
  const { accountId, senderId } = request;
  const at = (timeMs: number): string =>
    words.askedAt(frameSentences.ago(ageText(ui.nowMs - timeMs)), clockTime(timeMs));
  return {
    title: row.name?.name ?? words.idLabel(senderId),
    lines: [
      ...workLines(work, ui.nowMs),
      ...(warning === undefined ? [] : [[toned(warningSentence(warning), 'warn')], []]),
      ...accessAfterLines(frame, request),
      ...(request.code === undefined
        ? []
        : [
            line(
              toned(words.labels.code.padEnd(labelCells), 'muted'),
              bold(shownCode(request.code), 'accent'),
            ),
          ]),
      labelled(words.labels.account, accountId),
      labelled(words.labels.asked, at(request.createdAtMs)),
      ...(request.lastSeenAtMs > request.createdAtMs
        ? [labelled(words.labels.lastSeen, at(request.lastSeenAtMs))]
        : []),
      labelled(
        words.labels.expires,
        words.expiresIn(leftOf(request, ui.nowMs), clockTime(request.expiresAtMs)),
      ),
      ...whoLines(row, senderId),
      ...heardLines(core, request),
      [],
      [toned(reachSentence(reach), reach.status === 'doubtful' ? 'warn' : 'muted')],
      ...(request.lastSeenAtMs > request.createdAtMs && reach.status !== 'reached'
        ? [[toned(words.wroteAgain, 'muted')]]
        : []),
      ...storedIn(core, accountId, 'requests'),
    ],
    actions: ['pairing.approve', 'pairing.approve-notify', 'pairing.dismiss', 'copy.menu'],
  };
};

const approvedDetails = (frame: Frame, row: ApprovedRow): Details => {
  const { core, ui } = frame;
  const { accountId, senderId } = row.sender;
  return {
    title: row.name?.name ?? words.idLabel(senderId),
    lines: [
      ...workLines(row.work, ui.nowMs),
      ...accessAfterLines(frame, row.sender),
      labelled(words.labels.account, accountId),
      ...whoLines(row, senderId),
      ...heardLines(core, row.sender),
      ...storedIn(core, accountId, 'approved'),
    ],
    actions: ['compose.open', 'pairing.revoke', 'pairing.notify', 'copy.menu'],
  };
};

const deliveryLines = (delivery: Delivery | undefined): readonly Line[] => {
  if (delivery === undefined) return [];
  if (delivery.status !== 'failed') return [labelled(words.labels.delivery, words.delivery[delivery.status])];
  const { sentence } = delivery.error;
  const hint = hintText(delivery.error.hint);
  return [[toned(words.deliveryFailed(sentence), 'bad')], ...(hint === undefined ? [] : [[{ text: hint }]])];
};

const decisionDetails = ({ core, ui }: Frame, row: DecisionRow): Details => {
  const { act, atMs, accountId, senderId, name, delivery } = row.decision;
  const canUndo = 'act' in row.undo;
  return {
    title: name ?? words.idLabel(senderId),
    lines: [
      ...workLines(row.work, ui.nowMs),
      labelled(
        words.labels.decided,
        words.decidedAt(words.decided[act], frameSentences.ago(ageText(ui.nowMs - atMs)), clockTime(atMs)),
      ),
      labelled(words.labels.account, accountId),
      labelled(words.labels.id, senderId),
      ...(name === undefined ? [] : [labelled(words.labels.name, name)]),
      ...deliveryLines(delivery),
      [],
      [toned('act' in row.undo ? words.undoIt : words.undoRefusals[row.undo.refusal], 'muted')],
      ...heardLines(core, row.decision),
    ],
    actions: [
      ...(canUndo ? (['pairing.undo'] as const) : []),
      ...(delivery?.status === 'failed' && isPairingInFiles(core.config)
        ? (['pairing.notify'] as const)
        : []),
      'copy.menu',
    ],
  };
};

/** Details of the selected row of the list in sight. */
export const pairingDetails = (frame: Frame): Details | undefined => {
  if (frame.ui.pairing.pane === 'decided') {
    const row = selectedDecision(frame);
    return row && decisionDetails(frame, row);
  }
  if (frame.ui.pairing.pane === 'approved') {
    const row = selectedApproved(frame);
    return row && approvedDetails(frame, row);
  }
  const row = selectedPending(frame);
  return row && pendingDetails(frame, row);
};

/** What can be copied: of a request the code first, of everybody else the id. */
export const pairingCopyItems = (frame: Frame): readonly CopyItem[] => {
  const { copyLabels: labels } = words;
  const items = (id: UserId, name: string | undefined, code?: PairingCode): readonly CopyItem[] => [
    ...(code === undefined ? [] : [{ label: labels.code, text: code }]),
    { label: labels.id, text: id },
    ...(name === undefined ? [] : [{ label: labels.name, text: name }]),
  ];
  if (frame.ui.pairing.pane === 'decided') {
    const row = selectedDecision(frame);
    return row === undefined ? [] : items(row.decision.senderId, row.decision.name);
  }
  if (frame.ui.pairing.pane === 'approved') {
    const row = selectedApproved(frame);
    return row === undefined ? [] : items(row.sender.senderId, row.name?.name);
  }
  const row = selectedPending(frame);
  return row === undefined ? [] : items(row.request.senderId, row.name?.name, row.request.code);
};
