// The Pairing screen as data: the two lists, the selected row, and what a decision is about.
import { type ApprovedRow, approvedRows, foldedIncludes, type PairingRow, pairingRows } from '../../../core/index.ts';
import { type Frame, listState } from '../../app/frame.ts';
import { selectedIndexIn } from '../../layout/window-for.ts';
import type { ScreenList } from '../screen.ts';
import { noticeLines } from './notices.ts';

/** The name of the list in sight. */
export const paneList = ({ ui }: Frame): 'pairing.pending' | 'pairing.approved' =>
  ui.pairing.pane === 'pending' ? 'pairing.pending' : 'pairing.approved';

const matching = <Row extends PairingRow | ApprovedRow>(
  rows: readonly Row[],
  filter: string,
  textOf: (row: Row) => string,
): readonly Row[] => (filter.trim() === '' ? rows : rows.filter((row) => foldedIncludes(textOf(row), filter)));

/** Requests that wait, oldest first: in scope and matching the filter by name, id, code or account. Expired ones are gone. */
export const pendingRows = (frame: Frame): readonly PairingRow[] =>
  matching(pairingRows(frame.core, frame.ui.nowMs, frame.ui.scope), listState(frame.ui, 'pairing.pending').filter, ({ name, request }) =>
    [name?.name ?? '', request.senderId, request.code, request.accountId].join('\n'),
  );

/** Approved senders in scope, matching the filter. */
export const approvedSenderRows = (frame: Frame): readonly ApprovedRow[] =>
  matching(approvedRows(frame.core, frame.ui.scope), listState(frame.ui, 'pairing.approved').filter, ({ name, sender }) =>
    [name?.name ?? '', sender.senderId, sender.accountId].join('\n'),
  );

const selectedIn = <Row extends { readonly key: string }>(
  frame: Frame,
  rows: readonly Row[],
  name: 'pairing.pending' | 'pairing.approved',
): Row | undefined =>
  rows[
    selectedIndexIn(
      rows.map(({ key }) => key),
      listState(frame.ui, name),
    )
  ];

/** The row of the selected request. */
export const selectedPending = (frame: Frame): PairingRow | undefined => selectedIn(frame, pendingRows(frame), 'pairing.pending');

/** The row of the selected approved sender. */
export const selectedApproved = (frame: Frame): ApprovedRow | undefined => selectedIn(frame, approvedSenderRows(frame), 'pairing.approved');

const targets = <Row extends PairingRow | ApprovedRow>(
  rows: readonly Row[],
  marks: readonly string[],
  selected: Row | undefined,
): readonly Row[] => {
  const marked = rows.filter(({ key }) => marks.includes(key));
  return (marked.length > 0 ? marked : selected === undefined ? [] : [selected]).filter(({ work }) => work?.status !== 'running');
};

/** What a decision on requests is about: the marked ones in sight, else the selected one; never what is being decided already. */
export const pendingTargets = (frame: Frame): readonly PairingRow[] =>
  targets(pendingRows(frame), listState(frame.ui, 'pairing.pending').marks, selectedPending(frame));

/** As {@link pendingTargets}, for approved senders. */
export const approvedTargets = (frame: Frame): readonly ApprovedRow[] =>
  targets(approvedSenderRows(frame), listState(frame.ui, 'pairing.approved').marks, selectedApproved(frame));

/** Rows of the body that show the list: what the tabs and the notices leave. */
export const listHeight = (frame: Frame): number =>
  Math.max(1, frame.layout.main.height - 1 - noticeLines(frame, frame.layout.main.width).length);

/** The list in sight. */
export const pairingList = (frame: Frame): ScreenList => {
  const height = listHeight(frame);
  const rows: readonly { readonly key: string }[] = frame.ui.pairing.pane === 'pending' ? pendingRows(frame) : approvedSenderRows(frame);
  return {
    name: paneList(frame),
    ids: rows.map(({ key }) => key),
    height,
    canMark: true,
    canFilter: true,
    top: frame.layout.main.top + frame.layout.main.height - height,
  };
};
