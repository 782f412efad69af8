// All there is to say about one request or one approved sender, and what can be copied of it.
import {
  type AccountId,
  type ApprovedRow,
  accountOf,
  type ConsoleState,
  type NameWarning,
  type PairingRow,
  type PairingWork,
  pairingFiles,
  sentences,
  type UserId,
} from '../../../core/index.ts';
import type { Frame } from '../../app/frame.ts';
import type { CopyItem } from '../../state/ui-state.ts';
import { bold, type Line, line, toned } from '../../text/spans.ts';
import { ageText, clockTime } from '../../text/times.ts';
import type { Details } from '../screen.ts';
import { leftText, shownCode, waitingFor } from './row.ts';
import { selectedApproved, selectedPending } from './select.ts';

const words = sentences.pairingScreen;

const labelCells = 12;

const labelled = (label: string, text: string): Line => line(toned(label.padEnd(labelCells), 'muted'), text);

const warningSentence = (warning: NameWarning): string =>
  warning.type === 'like-contact' ? words.likeContact(warning.likeness, warning.name, warning.userId) : words.mixedScripts;

/** Why an approval on this account would change nothing; undefined where it counts. */
export const uselessApproval = (core: ConsoleState, accountId: AccountId): string | undefined => {
  const account = accountOf(core, accountId);
  if (account === undefined) return core.config.status === 'ready' ? words.accountNotListed(accountId) : undefined;
  const policy = account.dmPolicy.value;
  return policy === 'allowlist' || policy === 'disabled' ? words.approvalDoesNotCount(accountId, policy) : undefined;
};

const workLines = (work: PairingWork | undefined): readonly Line[] => {
  if (work === undefined) return [];
  if (work.status === 'running') {
    const said = [words.running[work.act], waitingFor(work)].filter((text) => text !== undefined);
    return [[toned(said.join(' '), 'warn')], []];
  }
  const { sentence, hint } = work.error;
  return [[toned(words.failed(words.acts[work.act], sentence), 'bad')], ...(hint === undefined ? [] : [[{ text: hint }]]), []];
};

const whoLines = ({ name }: PairingRow | ApprovedRow, id: UserId): readonly Line[] => [
  labelled(words.labels.id, id),
  ...(name === undefined
    ? [[{ text: words.nameUnknown }]]
    : [labelled(words.labels.nameFrom, words.nameSources[name.source]), labelled(words.labels.name, name.name)]),
];

/** The last thing this sender wrote, if the feed heard it: it helps to tell who it is. */
const lastMessageLines = ({ feed }: ConsoleState, accountId: AccountId, senderId: UserId): readonly Line[] => {
  const message = feed.messages.findLast(
    (heard) => heard.accountId === accountId && heard.senderId === senderId && heard.text.trim() !== '',
  );
  return message === undefined
    ? []
    : [[], line(bold(words.labels.lastMessage)), [{ text: message.text.slice(0, 400).replaceAll('\t', ' ') }]];
};

const storedIn = (core: ConsoleState, accountId: AccountId, name: 'requests' | 'approved'): readonly Line[] => {
  const files = pairingFiles(core.config, accountId);
  return files === undefined ? [] : [[], [toned(`${words.labels.files} ${files.folder}/${files[name]}`, 'muted')]];
};

const pendingDetails = ({ core, ui }: Frame, row: PairingRow): Details => {
  const { request, warning, work } = row;
  const { accountId, senderId } = request;
  const at = (timeMs: number): string => words.askedAt(sentences.frame.ago(ageText(ui.nowMs - timeMs)), clockTime(timeMs));
  const useless = uselessApproval(core, accountId);
  return {
    title: row.name?.name ?? words.idLabel(senderId),
    lines: [
      ...workLines(work),
      ...(warning === undefined ? [] : [[toned(warningSentence(warning), 'warn')], []]),
      ...(useless === undefined ? [] : [[toned(useless, 'warn')], []]),
      line(toned(words.labels.code.padEnd(labelCells), 'muted'), bold(shownCode(request.code), 'accent')),
      labelled(words.labels.account, accountId),
      labelled(words.labels.asked, at(request.createdAtMs)),
      ...(request.lastSeenAtMs > request.createdAtMs ? [labelled(words.labels.lastSeen, at(request.lastSeenAtMs))] : []),
      labelled(words.labels.expires, words.expiresIn(leftText(request.expiresAtMs - ui.nowMs), clockTime(request.expiresAtMs))),
      ...whoLines(row, senderId),
      ...lastMessageLines(core, accountId, senderId),
      ...storedIn(core, accountId, 'requests'),
    ],
    actions: ['pairing.approve', 'pairing.dismiss', 'copy.menu'],
  };
};

const approvedDetails = ({ core }: Frame, row: ApprovedRow): Details => {
  const { accountId, senderId } = row.sender;
  const useless = uselessApproval(core, accountId);
  return {
    title: row.name?.name ?? words.idLabel(senderId),
    lines: [
      ...workLines(row.work),
      ...(useless === undefined ? [] : [[toned(useless, 'warn')], []]),
      labelled(words.labels.account, accountId),
      ...whoLines(row, senderId),
      ...lastMessageLines(core, accountId, senderId),
      ...storedIn(core, accountId, 'approved'),
    ],
    actions: ['compose.open', 'pairing.revoke', 'copy.menu'],
  };
};

/** Details of the selected row of the list in sight. */
export const pairingDetails = (frame: Frame): Details | undefined => {
  if (frame.ui.pairing.pane === 'approved') {
    const row = selectedApproved(frame);
    return row && approvedDetails(frame, row);
  }
  const row = selectedPending(frame);
  return row && pendingDetails(frame, row);
};

/** What can be copied: of a request the code first, of an approved sender the id. */
export const pairingCopyItems = (frame: Frame): readonly CopyItem[] => {
  const { copyLabels: labels } = words;
  const named = (row: PairingRow | ApprovedRow): readonly CopyItem[] =>
    row.name === undefined ? [] : [{ label: labels.name, text: row.name.name }];
  if (frame.ui.pairing.pane === 'approved') {
    const row = selectedApproved(frame);
    return row === undefined ? [] : [{ label: labels.id, text: row.sender.senderId }, ...named(row)];
  }
  const row = selectedPending(frame);
  return row === undefined
    ? []
    : [{ label: labels.code, text: row.request.code }, { label: labels.id, text: row.request.senderId }, ...named(row)];
};
