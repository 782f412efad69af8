// The rows of the directory and what stands around them: who this is, the field, the panes, the state of the find.

import {
  type AccountId,
  findFolded,
  type Hint,
  type SlowWay,
  sentences,
  unseenMembers,
} from '../../core/faces.ts';
import { type Frame, listState } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { fieldLine } from '../components/row.tsx';
import { keysTo } from '../keys/resolve.ts';
import { selectedIndexIn } from '../layout/window-for.ts';
import { fitCells, wrapCells } from '../text/cells.ts';
import { bold, highlight, type Line, line, type Span, toned } from '../text/spans.ts';
import { ageText, elapsedText } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';
import {
  type DirectoryRow,
  directoryAccount,
  directoryList,
  isByGateway,
  type PaneView,
  queryKind,
  queryOf,
  selfOf,
  slowWayOf,
  totalOf,
} from './select.ts';
import { directoryScreenSentences } from './words.ts';

/** A find that is answered within this time (ms) is not worth a word. */
export const searchingAfterMs = 300;

/** `shop · one account at a time; [ ] changes it · logged in as Cửa hàng Hoa Mai`. */
export const selfLine = (frame: Frame, signs: Signs): Line => {
  const account = directoryAccount(frame);
  if (account === undefined) return [];
  const gap = ` ${signs.separator} `;
  const isChosen = frame.ui.scope === 'all' && frame.core.config.accounts.length > 1;
  const isWide = frame.layout.main.width >= 60;
  const keys = frame.ui.focus === 'directory' ? words.accountKeysInField : words.accountKeys;
  const self = selfOf(frame);
  const who = self === undefined ? words.notKnown : words.you(self.name);
  return line(
    bold(account.id),
    isChosen
      ? toned(`${gap}${(isWide ? words.oneAccount : words.oneAccountShort)(keys)}`, 'muted')
      : undefined,
    toned(gap, 'muted'),
    self !== undefined && isWide && !isChosen ? toned(`${self.id}${gap}`, 'muted') : undefined,
    self === undefined ? toned(who, 'muted') : who,
  );
};

export const findLine = (frame: Frame): Line => {
  const hasFocus = frame.ui.focus === 'directory';
  const field = frame.ui.fields.directory;
  const own = fieldLine(`${words.fieldLabel}:`, field, hasFocus, frame.layout.main.width);
  const placeholder = isByGateway(frame) ? words.placeholderOfFriends : words.placeholder;
  return field.value === '' ? [...own, toned(` ${placeholder}`, 'muted')] : own;
};

const searchNote = (frame: Frame, { rows, search }: PaneView, signs: Signs): Span | undefined => {
  if (isByGateway(frame)) return undefined;
  const kind = queryKind(queryOf(frame));
  if (kind === 'short-number') return toned(words.shortNumber, 'muted');
  if (kind === 'id') return toned(words.idOnly, 'muted');
  if (kind !== 'name' && kind !== 'phone') return undefined;
  const what = kind === 'phone' ? `${words.phoneSearch}: ` : '';
  if (search === undefined || search.query !== queryOf(frame))
    return kind === 'phone' ? toned(words.phoneSearch, 'muted') : undefined;
  if (search.status === 'loading') {
    const isSlow = frame.ui.nowMs - search.startedAtMs > searchingAfterMs;
    return isSlow ? toned(`${signs.connecting} ${what}${words.searching}`, 'warn') : undefined;
  }
  if (search.error !== undefined)
    return toned(`${signs.failed} ${what}${words.searchFailed(search.error.sentence)}`, 'bad');
  const strangers = rows.filter((row) => row.type === 'peer' && !row.peer.isFriend).length;
  return toned(`${what}${strangers === 0 ? words.foundNobody : words.foundMore(strangers)}`, 'muted');
};

const note = (frame: Frame, view: PaneView, signs: Signs): Span | undefined => {
  if (view.error !== undefined && view.total > 0)
    return toned(`${signs.failed} ${words.notRefreshed(view.error.sentence)}`, 'bad');
  const slow = slowWayOf(frame);
  if (slow !== undefined && view.total > 0) return slowNote(frame, slow, signs);
  return view.pane === 'peers' ? searchNote(frame, view, signs) : undefined;
};

/** Beside rows that are there: what a fresh look would cost, or how far it is. */
const slowNote = (frame: Frame, slow: SlowWay, signs: Signs): Span =>
  slow.status === 'running'
    ? toned(`${signs.connecting} ${words.slow.runningShort(elapsedOf(frame, slow.startedAtMs))}`, 'warn')
    : toned(words.slow.again(keysTo(frame.ui, 'directory.refresh')), 'muted');

const elapsedOf = ({ ui }: Frame, startedAtMs: number): string => elapsedText(ui.nowMs - startedAtMs);

const paneSpans = (frame: Frame, view: PaneView): readonly Span[] => {
  const label = (pane: 'peers' | 'groups'): string => {
    const total = totalOf(frame, pane);
    const count =
      view.pane === pane && total !== undefined
        ? words.count(view.rows.length, Math.max(total, view.rows.length))
        : total;
    return count === undefined ? ` ${words.panes[pane]} ` : ` ${words.panes[pane]} ${count} `;
  };
  const span = (pane: 'peers' | 'groups'): Span =>
    view.pane === pane ? { text: label(pane), tone: 'selected', isBold: true } : toned(label(pane), 'muted');
  return [span('peers'), { text: ' ' }, span('groups')];
};

/** The panes with their counts, then what is to be said about the find. Names of groups come last. */
export const paneLine = (frame: Frame, view: PaneView, signs: Signs): Line => {
  const noted = note(frame, view, signs);
  if (view.pane !== 'members')
    return line(...paneSpans(frame, view), noted === undefined ? undefined : '  ', noted);
  const account = directoryAccount(frame);
  const { groupId } = frame.ui.directory;
  const groups =
    account && Object.hasOwn(frame.core.directory, account.id)
      ? frame.core.directory[account.id]?.groups.value
      : undefined;
  const name = groups?.find(({ id }) => id === groupId)?.name ?? groupId ?? '';
  const count = view.fetchedAtMs === undefined ? '' : ` ${words.count(view.rows.length, view.total)}`;
  return line(
    ...paneSpans(frame, view),
    ' ',
    { text: ` ${words.panes.members}${count} `, tone: 'selected', isBold: true },
    noted === undefined ? undefined : '  ',
    noted,
    `  ${words.ofGroup(name)}`,
  );
};

const problemLines = (
  { ui }: Frame,
  sentence: string,
  hint: Hint | undefined,
  signs: Signs,
  cells: number,
): readonly Line[] => [
  ...wrapCells(`${signs.failed} ${sentence}`, cells).map((text) => line(toned(text, 'bad'))),
  ...wrapCells(
    [hintText(hint), words.again(keysTo(ui, 'directory.refresh'))]
      .filter((part) => part !== undefined)
      .join(' '),
    cells,
  ).map((text) => line(text)),
];

/** In place of rows: why only a command can answer, then what it costs and how it is asked, or how far it is. */
const slowLines = (
  frame: Frame,
  view: PaneView,
  slow: SlowWay,
  signs: Signs,
  cells: number,
): readonly Line[] => {
  const told =
    slow.status === 'running'
      ? `${signs.connecting} ${words.slow.running(elapsedOf(frame, slow.startedAtMs), keysTo(frame.ui, 'directory.back'))}`
      : words.slow.offered(keysTo(frame.ui, 'directory.refresh'), view.pane);
  return [
    ...wrapCells(slow.why.sentence, cells).map((text) => line(toned(text, 'muted'))),
    ...wrapCells(hintText(slow.why.hint) ?? '', cells).flatMap((text) =>
      text === '' ? [] : [line(toned(text, 'muted'))],
    ),
    ...wrapCells(told, cells).map((text) => line(toned(text, slow.status === 'running' ? 'warn' : 'accent'))),
  ];
};

/** What stands in place of the list when it has no rows. */
export const emptyLines = (frame: Frame, view: PaneView, signs: Signs): readonly Line[] => {
  const { core } = frame;
  const cells = Math.max(1, frame.layout.main.width);
  const muted = (text: string): readonly Line[] =>
    wrapCells(text, cells).map((part) => line(toned(part, 'muted')));
  if (core.config.status === 'unread') return muted(words.reading);
  if (directoryAccount(frame) === undefined)
    return [
      line(words.noAccounts),
      line(toned(words.noAccountsFix(keysTo(frame.ui, 'app.palette')), 'accent')),
    ];
  if (core.zca.status === 'missing' && !isByGateway(frame))
    return problemLines(
      frame,
      `${words.noZca} ${core.zca.error.sentence}`,
      core.zca.error.hint,
      signs,
      cells,
    );
  const slow = slowWayOf(frame);
  const isSlowNow = slow?.status === 'running' || (slow?.status === 'offered' && view.error === undefined);
  if (slow !== undefined && isSlowNow && view.total === 0) return slowLines(frame, view, slow, signs, cells);
  if (view.error !== undefined && view.total === 0)
    return problemLines(frame, view.error.sentence, view.error.hint, signs, cells);
  if (view.status === 'loading') return muted(`${signs.connecting} ${words.loading[view.pane]}`);
  if (view.fetchedAtMs === undefined) return muted(words.idle(keysTo(frame.ui, 'directory.refresh')));
  return muted(
    view.total === 0 && queryOf(frame) === ''
      ? words.none[view.pane]
      : words.noMatch[view.pane](queryOf(frame)),
  );
};

/** A group can hide who is in it: what is listed must not be taken for all there are. */
const unseenText = (frame: Frame, id: AccountId): string | undefined => {
  const { groupId } = frame.ui.directory;
  const unseen = groupId === undefined ? undefined : unseenMembers(frame.core, id, groupId);
  return unseen && sentences.directory.unseenMembers(unseen);
};

/** `3/25, friends of shop read 2m ago`. */
export const statusText = (frame: Frame, view: PaneView): string => {
  const account = directoryAccount(frame);
  if (account === undefined) return '';
  const list = directoryList(frame);
  const at = selectedIndexIn(list.ids, listState(frame.ui, list.name));
  const what = words.source[view.pane];
  const age =
    view.fetchedAtMs === undefined
      ? words.notRead(what, account.id)
      : words.read(what, account.id, frameSentences.ago(ageText(frame.ui.nowMs - view.fetchedAtMs)));
  const parts = [
    at < 0 ? undefined : frameSentences.position(at + 1, list.ids.length),
    view.pane === 'members' ? unseenText(frame, account.id) : undefined,
    age,
    view.status === 'loading' ? words.refreshing : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
};

// A row of the directory. The id stands first, in a column of its own; names come last: they are other people's text.

const words = directoryScreenSentences;

/** Zalo's ids have 18 or 19 digits. */
const idCells = 19;
/** Below this many cells only the last digits of an id are shown. */
const wideCells = 50;

const idSpan = (id: string, cells: number, signs: Signs): Span =>
  toned(
    cells >= wideCells
      ? fitCells(id, idCells, { ellipsis: signs.ellipsis })
      : fitCells(id.length > 4 ? `${signs.ellipsis}${id.slice(-4)}` : id, 5),
    'muted',
  );

const marked = (name: string, query: string, tone?: Tone): readonly Span[] =>
  highlight(
    name,
    findFolded(name, query).map(({ start, end }): readonly [number, number] => [start, end]),
    tone,
  );

interface RowLook {
  /** Cells of the row. */
  readonly cells: number;
  /** What is looked for: underlined in names. */
  readonly query: string;
  /** The account's own id. */
  readonly selfId: string | undefined;
  readonly signs: Signs;
}

const peerLine = (row: Extract<DirectoryRow, { type: 'peer' }>, { cells, query, signs }: RowLook): Line => {
  const { name, username, phone, isFriend } = row.peer;
  const more = [phone, username === undefined ? undefined : `@${username}`].filter(
    (part) => part !== undefined,
  );
  const stranger = row.isStale
    ? toned(`${signs.connecting} ${words.stranger} `, 'muted')
    : toned(`${words.stranger} `, 'warn');
  return line(
    idSpan(row.id, cells, signs),
    ' ',
    isFriend ? undefined : stranger,
    ...marked(name, query, row.isStale ? 'muted' : undefined),
    toned(more.map((part) => ` ${signs.separator} ${part}`).join(''), 'muted'),
  );
};

export const directoryLine = (row: DirectoryRow, look: RowLook): Line => {
  const { cells, query, selfId, signs } = look;
  switch (row.type) {
    case 'peer':
      return peerLine(row, look);
    case 'group': {
      const { name, memberCount } = row.group;
      const count =
        memberCount === undefined
          ? ''
          : cells >= wideCells
            ? words.members(memberCount)
            : String(memberCount);
      return line(
        idSpan(row.id, cells, signs),
        ' ',
        toned(fitCells(count, cells >= wideCells ? 12 : 4, { align: 'end' }), 'muted'),
        ' ',
        ...marked(name, query),
      );
    }
    case 'member':
      return line(
        idSpan(row.id, cells, signs),
        ' ',
        row.id === selfId ? toned(`${words.youMark} `, 'good') : undefined,
        ...marked(row.member.name, query),
      );
  }
};
