// The Directory screen as data: whose directory, which list of it, and what is looked for.
import {
  type Account,
  type DirectoryListKey,
  type DirectoryState,
  type ErrorView,
  type Group,
  groupsOf,
  type ListView,
  type Member,
  membersOf,
  type Peer,
  type PeersView,
  peersOf,
  type Self,
  type SlowWay,
} from '../../core/faces.ts';
import { type Frame, listState, type ScreenList } from '../app/frame.ts';
import { selectedIndexIn } from '../layout/window-for.ts';
import type { ListName, UiState } from '../state/ui-state.ts';
import { graphemes } from '../text/cells.ts';

// What a query of digits finds. All ids of an account begin alike, so that a few digits from within an id tell nobody apart.

/** From so many digits on they may stand anywhere in an id; fewer are looked for at its end, which is what people compare. */
const wholeIdFrom = 6;

/** Is the query a number, or the beginning of one? */
export const isDigits = (query: string): boolean => /^\d+$/u.test(query);

/** A phone number as zca gives it (`84912…`) and as people write it (`0912…`). */
export const writtenAs = (phone: string): readonly string[] => [phone, phone.replace(/^84/u, '0')];

/** What is looked at; groups and members have neither user names nor phones. */
type Numbered = Pick<Peer, 'name'> & {
  readonly id: string;
  readonly username?: string;
  readonly phone?: string;
};

/** Does a query of digits mean this one: by name, user name, phone number or id? */
export const matchesDigits = ({ id, name, username = '', phone = '' }: Numbered, digits: string): boolean =>
  (digits.length < wholeIdFrom ? id.endsWith(digits) : id.includes(digits)) ||
  [name, username, ...writtenAs(phone)].some((text) => text.includes(digits));

export type Pane = UiState['directory']['pane'];

/** A row of any of the lists. */
export type DirectoryRow =
  | { readonly type: 'peer'; readonly id: string; readonly peer: Peer; readonly isStale: boolean }
  | { readonly type: 'group'; readonly id: string; readonly group: Group }
  | { readonly type: 'member'; readonly id: string; readonly member: Member };

export interface PaneView {
  readonly pane: Pane;
  readonly rows: readonly DirectoryRow[];
  readonly total: number;
  readonly status: ListView<unknown>['status'];
  readonly fetchedAtMs?: number;
  readonly error?: ErrorView;
  readonly search?: NonNullable<PeersView['search']>;
}

/** Rows above the list: who this is, the field, the panes. */
export const headRows = 3;

/** A directory belongs to one account: with all in scope the default one, else the first that is enabled. */
export const directoryAccount = ({ core, ui }: Frame): Account | undefined => {
  const { accounts } = core.config;
  if (ui.scope !== 'all') return accounts.find(({ id }) => id === ui.scope);
  const enabled = accounts.filter((account) => account.enabled.value);
  return enabled.find(({ isDefault }) => isDefault) ?? enabled[0] ?? accounts[0];
};

/** Who holds the session and is asked: the gateway itself, or zca. */
export const isByGateway = ({ core }: Frame): boolean => !core.config.release.capabilities.drivesZca;

const directoryOf = (frame: Frame): DirectoryState | undefined => {
  const id = directoryAccount(frame)?.id;
  return id !== undefined && Object.hasOwn(frame.core.directory, id) ? frame.core.directory[id] : undefined;
};

/** Who the account is on Zalo, once asked. */
export const selfOf = (frame: Frame): Self | undefined => {
  if (isByGateway(frame)) return directoryOf(frame)?.self?.value;
  const id = directoryAccount(frame)?.id;
  return id !== undefined && Object.hasOwn(frame.core.facts, id) ? frame.core.facts[id]?.self : undefined;
};

/** The list in view, as the core names it; undefined while no group is chosen. */
export const listKeyOf = ({ ui }: Frame): DirectoryListKey | undefined => {
  const { pane, groupId } = ui.directory;
  if (pane !== 'members') return pane;
  return groupId === undefined ? undefined : `members:${groupId}`;
};

/** What is known of the slow way to the list in view; undefined where none is needed. */
export const slowWayOf = (frame: Frame): SlowWay | undefined => {
  const key = listKeyOf(frame);
  return key === undefined ? undefined : directoryOf(frame)?.slow?.[key];
};

/** What was typed, without blanks around. */
export const queryOf = ({ ui }: Frame): string => ui.fields.directory.value.trim();

/**
 * What zca can make of a query: nothing to ask, too short to ask, a phone number (all digits), the beginning of one, an id
 * (which `friend find` does not know), or a name.
 */
export type QueryKind = 'none' | 'short' | 'short-number' | 'phone' | 'id' | 'name';

/** Digits a phone number has at least and at most; ids have more. A look-up of every prefix would be a burst of calls to Zalo. */
const phoneDigits = { least: 9, most: 15 } as const;

export const queryKind = (query: string): QueryKind => {
  if (query === '') return 'none';
  if (!/^\d+$/u.test(query)) return graphemes(query).length < 2 ? 'short' : 'name';
  if (query.length < phoneDigits.least) return 'short-number';
  return query.length <= phoneDigits.most ? 'phone' : 'id';
};

/** What zca is to be asked for now; empty when there is nothing to ask, as where a gateway knows friends alone. */
export const wantedSearch = (frame: Frame): string => {
  const query = queryOf(frame);
  const kind = queryKind(query);
  const isFound = frame.ui.directory.pane === 'peers' && (kind === 'name' || kind === 'phone');
  return isFound && !isByGateway(frame) ? query : '';
};

const rowsBy = <Item>(toRow: (item: Item) => DirectoryRow) => {
  const known = new WeakMap<readonly Item[], readonly DirectoryRow[]>();
  return (items: readonly Item[]): readonly DirectoryRow[] => {
    const rows = known.get(items) ?? items.map(toRow);
    known.set(items, rows);
    return rows;
  };
};

const peerRows = rowsBy(({ peer, isStale }: PeersView['rows'][number]) => ({
  type: 'peer',
  id: peer.id,
  peer,
  isStale,
}));
const groupRows = rowsBy((group: Group) => ({ type: 'group', id: group.id, group }));
const memberRows = rowsBy((member: Member) => ({ type: 'member', id: member.id, member }));

const ids = new WeakMap<readonly DirectoryRow[], readonly string[]>();
const idsOf = (rows: readonly DirectoryRow[]): readonly string[] => {
  const known = ids.get(rows) ?? rows.map(({ id }) => id);
  ids.set(rows, known);
  return known;
};

const paneView = <Row>(
  pane: Pane,
  rows: readonly DirectoryRow[],
  { total, status, fetchedAtMs, error }: ListView<Row>,
): PaneView => ({
  pane,
  rows,
  total,
  status,
  fetchedAtMs,
  error,
});

const rowsOfDigits = new WeakMap<
  readonly DirectoryRow[],
  { readonly digits: string; readonly rows: readonly DirectoryRow[] }
>();

const numbered = (row: DirectoryRow): Numbered =>
  row.type === 'peer' ? row.peer : row.type === 'group' ? row.group : row.member;

/** Those of all rows that digits mean; the same array for the same rows and digits. */
const byDigits = (all: readonly DirectoryRow[], digits: string): readonly DirectoryRow[] => {
  const known = rowsOfDigits.get(all);
  if (known?.digits === digits) return known.rows;
  const rows = all.filter((row) => matchesDigits(numbered(row), digits));
  rowsOfDigits.set(all, { digits, rows });
  return rows;
};

const peersByView = new WeakMap<PeersView, readonly DirectoryRow[]>();

/** The friends that digits mean, then whoever the look-up of the number found besides. */
const peersByDigits = (view: PeersView, all: PeersView, digits: string): readonly DirectoryRow[] => {
  const known = peersByView.get(view);
  if (known !== undefined) return known;
  const friends = peerRows(all.rows);
  const friendIds = new Set(friends.map(({ id }) => id));
  const rows = [...byDigits(friends, digits), ...peerRows(view.rows).filter(({ id }) => !friendIds.has(id))];
  peersByView.set(view, rows);
  return rows;
};

const nothing: PaneView = { pane: 'peers', rows: [], total: 0, status: 'idle' };

export const viewOf = (frame: Frame): PaneView => {
  const account = directoryAccount(frame);
  const { pane, groupId } = frame.ui.directory;
  if (account === undefined) return { ...nothing, pane };
  const { core } = frame;
  const query = queryOf(frame);
  // Digits have their own way of matching, over all rows.
  const digits = isDigits(query) ? query : undefined;
  const text = digits === undefined ? query : '';
  const narrowed = (rows: readonly DirectoryRow[]): readonly DirectoryRow[] =>
    digits === undefined ? rows : byDigits(rows, digits);
  if (pane === 'groups') {
    const view = groupsOf(core, account.id, text);
    return paneView(pane, narrowed(groupRows(view.rows)), view);
  }
  if (pane === 'members') {
    if (groupId === undefined) return { ...nothing, pane };
    const view = membersOf(core, account.id, groupId, text);
    return paneView(pane, narrowed(memberRows(view.rows)), view);
  }
  const view = peersOf(core, account.id, query);
  const rows =
    digits === undefined ? peerRows(view.rows) : peersByDigits(view, peersOf(core, account.id), digits);
  return { ...paneView(pane, rows, view), ...(view.search === undefined ? {} : { search: view.search }) };
};

/** How many there are in another pane, without the query; undefined while that is not known. */
export const totalOf = (frame: Frame, pane: 'peers' | 'groups'): number | undefined => {
  const account = directoryAccount(frame);
  if (account === undefined) return undefined;
  const { total, fetchedAtMs } =
    pane === 'peers' ? peersOf(frame.core, account.id) : groupsOf(frame.core, account.id);
  return fetchedAtMs === undefined ? undefined : total;
};

export const listNameOf = (pane: Pane): ListName => `directory.${pane}`;

export const directoryList = (frame: Frame): ScreenList => {
  const { main } = frame.layout;
  return {
    name: listNameOf(frame.ui.directory.pane),
    ids: idsOf(viewOf(frame).rows),
    height: Math.max(1, main.height - headRows),
    top: main.top + headRows,
  };
};

export const selectedRow = (frame: Frame): DirectoryRow | undefined => {
  const { rows } = viewOf(frame);
  return rows[selectedIndexIn(idsOf(rows), listState(frame.ui, listNameOf(frame.ui.directory.pane)))];
};
