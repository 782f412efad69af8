// The Pairing screen as data: the three lists, the selected row, and what a decision is about.
import {
  type ApprovedRow,
  approvedRows,
  areApprovedTold,
  countedScope,
  type DecisionRow,
  decisionRows,
  foldedIncludes,
  isPairingFull,
  maxPendingRequests,
  type PairingRow,
  pairingRows,
  pendingRequests,
  sentences,
} from '../../core/faces.ts';
import { type Frame, listState, type ScreenList } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { markSet, selectedIndexIn, tallRowLines } from '../layout/window-for.ts';
import type { PairingPane } from '../state/ui-state.ts';
import { wrapCells } from '../text/cells.ts';
import type { Line } from '../text/spans.ts';
import type { Tone } from '../theme/tokens.ts';
import { pairingScreenSentences } from './words.ts';

// What must be known before deciding: the store cannot be read, or further strangers wait unseen.

const words = pairingScreenSentences;

const failureTexts = ({ core }: Frame): readonly (readonly [string, Tone])[] => {
  const { status, error } = core.pairing;
  if (status !== 'failed' || error === undefined) return [];
  const hint = hintText(error.hint);
  return [[error.sentence, 'bad'], ...(hint === undefined ? [] : [[hint, 'warn'] as const])];
};

const fullTexts = ({ core, ui }: Frame): readonly (readonly [string, Tone])[] => {
  const { scope, nowMs } = ui;
  if (ui.pairing.pane !== 'pending') return [];
  const isFull = isPairingFull(core, nowMs, scope === 'all' ? undefined : scope);
  if (!isFull) return [];
  const count = pendingRequests(core, nowMs, countedScope(core, scope)).length;
  const elsewhere = count - pendingRequests(core, nowMs, scope).length;
  return [
    [
      elsewhere > 0
        ? words.fullElsewhere(count, maxPendingRequests, elsewhere)
        : sentences.pairing.full(count, maxPendingRequests),
      'warn',
    ],
  ];
};

/** Nobody told who is approved. */
const unknownTexts = ({ core, ui }: Frame): readonly (readonly [string, Tone])[] =>
  ui.pairing.pane === 'approved' && !areApprovedTold(core) ? [[words.onlyFromHere, 'muted']] : [];

/** At most this many rows: the list needs the rest. */
const mostRows = 4;

/** The notices above the list, in rows of at most `cells`; none when there is nothing to say. */
export const noticeLines = (frame: Frame, cells: number): readonly Line[] => {
  const most = Math.min(mostRows, Math.max(1, frame.layout.main.height - 4));
  const texts = [...failureTexts(frame), ...fullTexts(frame), ...unknownTexts(frame)];
  return texts
    .flatMap(([text, tone]) =>
      wrapCells(text, Math.max(1, cells - 2)).map((row): Line => [{ text: `  ${row}`, tone }]),
    )
    .slice(0, most);
};

export const paneList = ({ ui }: Frame): PaneList => `pairing.${ui.pairing.pane}`;

type PaneList = `pairing.${PairingPane}`;

const matching = <Row extends object>(
  rows: readonly Row[],
  filter: string,
  textOf: (row: Row) => string,
): readonly Row[] =>
  filter.trim() === '' ? rows : rows.filter((row) => foldedIncludes(textOf(row), filter));

/** Requests that wait, oldest first: in scope and matching the filter by name, id, code or account. Expired ones are gone. */
export const pendingRows = (frame: Frame): readonly PairingRow[] =>
  matching(
    pairingRows(frame.core, frame.ui.nowMs, frame.ui.scope),
    listState(frame.ui, 'pairing.pending').filter,
    ({ name, request }) =>
      [name?.name ?? '', request.senderId, request.code ?? '', request.accountId].join('\n'),
  );

export const approvedSenderRows = (frame: Frame): readonly ApprovedRow[] =>
  matching(
    approvedRows(frame.core, frame.ui.scope),
    listState(frame.ui, 'pairing.approved').filter,
    ({ name, sender }) => [name?.name ?? '', sender.senderId, sender.accountId].join('\n'),
  );

/** Decisions of this session in scope, matching the filter, newest first. */
export const decidedRows = (frame: Frame): readonly DecisionRow[] =>
  matching(
    decisionRows(frame.core, frame.ui.scope),
    listState(frame.ui, 'pairing.decided').filter,
    ({ decision }) => [decision.name ?? '', decision.senderId, decision.accountId].join('\n'),
  );

const keys = new WeakMap<readonly { readonly key: string }[], readonly string[]>();

/** The ids of rows, made once for as long as these rows live: every key asks for them several times. */
const keysOf = (rows: readonly { readonly key: string }[]): readonly string[] => {
  const known = keys.get(rows) ?? rows.map(({ key }) => key);
  keys.set(rows, known);
  return known;
};

const selectedIn = <Row extends { readonly key: string }>(
  frame: Frame,
  rows: readonly Row[],
  name: PaneList,
): Row | undefined => rows[selectedIndexIn(keysOf(rows), listState(frame.ui, name))];

export const selectedPending = (frame: Frame): PairingRow | undefined =>
  selectedIn(frame, pendingRows(frame), 'pairing.pending');

export const selectedApproved = (frame: Frame): ApprovedRow | undefined =>
  selectedIn(frame, approvedSenderRows(frame), 'pairing.approved');

export const selectedDecision = (frame: Frame): DecisionRow | undefined =>
  selectedIn(frame, decidedRows(frame), 'pairing.decided');

const targets = <Row extends PairingRow | ApprovedRow>(
  rows: readonly Row[],
  marks: readonly string[],
  selected: Row | undefined,
): readonly Row[] => {
  const marked = marks.length === 0 ? [] : rows.filter(({ key }) => markSet(marks).has(key));
  return (marked.length > 0 ? marked : selected === undefined ? [] : [selected]).filter(
    ({ work }) => work?.status !== 'running',
  );
};

/** What a decision on requests is about: the marked ones in sight, else the selected one; never what is being decided already. */
export const pendingTargets = (frame: Frame): readonly PairingRow[] =>
  targets(pendingRows(frame), listState(frame.ui, 'pairing.pending').marks, selectedPending(frame));

export const approvedTargets = (frame: Frame): readonly ApprovedRow[] =>
  targets(approvedSenderRows(frame), listState(frame.ui, 'pairing.approved').marks, selectedApproved(frame));

/** Rows of the body that show the list: what the tabs and the notices leave. */
export const listHeight = (frame: Frame): number =>
  Math.max(1, frame.layout.main.height - 1 - noticeLines(frame, frame.layout.main.width).length);

/** Below this height (lines) a request has one line, else two. */
const roomForTwoLines = 6;

/** Lines of the terminal a row of the list in sight takes. */
export const linesOfRow = (frame: Frame): number =>
  frame.ui.pairing.pane === 'pending' && listHeight(frame) >= roomForTwoLines ? tallRowLines : 1;

const rowsInSight = (frame: Frame): readonly { readonly key: string }[] => {
  const { pane } = frame.ui.pairing;
  if (pane === 'pending') return pendingRows(frame);
  return pane === 'approved' ? approvedSenderRows(frame) : decidedRows(frame);
};

export const pairingList = (frame: Frame): ScreenList => {
  const height = listHeight(frame);
  const rowLines = linesOfRow(frame);
  return {
    name: paneList(frame),
    ids: keysOf(rowsInSight(frame)),
    height: Math.max(1, Math.floor(height / rowLines)),
    rowLines,
    canMark: frame.ui.pairing.pane !== 'decided',
    canFilter: true,
    top: frame.layout.main.top + frame.layout.main.height - height,
  };
};
