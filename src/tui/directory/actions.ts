// What can be done in the directory. Typing filters at once; zca is asked when the typing rests.

import type { AccountId, Outcome } from '../../core/faces.ts';
import { letIn, type Newcomer } from '../access/add-entry.ts';
import type { App } from '../app/app.ts';
import type { Handlers, IdsOf } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import { emptyList } from '../layout/window-for.ts';
import {
  directoryAccount,
  isByGateway,
  listKeyOf,
  listNameOf,
  queryOf,
  selectedRow,
  slowWayOf,
  viewOf,
  wantedSearch,
} from './select.ts';
import { directoryScreenSentences } from './words.ts';

const words = directoryScreenSentences;

/** Typing must rest this long (ms) before zca is asked. */
export const searchDelayMs = 300;

/** What becomes of a fetch is said by the list it was for; a toast would say it twice. */
const quietly = (outcome: Promise<Outcome>): void => void outcome.catch(() => undefined);

const askedFor = ({ core }: Frame, id: AccountId): string =>
  (Object.hasOwn(core.directory, id) ? core.directory[id]?.search?.query : undefined) ?? '';

const searchNow = (app: App): void => {
  const frame = app.frame();
  const account = directoryAccount(frame);
  if (account === undefined || frame.ui.screen !== 'directory') return;
  const query = wantedSearch(frame);
  if (query !== askedFor(frame, account.id)) quietly(app.console.directory.search(account.id, query));
};

const searchSoon = (app: App): void => app.later('directory.search', searchDelayMs, () => searchNow(app));

/** After an edit of the field: the best match is selected, and zca is asked once the typing rests. */
export const queryEdited = (app: App): void => {
  const { ui } = app.frame();
  const name = listNameOf(ui.directory.pane);
  app.dispatch({
    type: 'list/changed',
    name,
    list: { ...listState(ui, name), index: 0, offset: 0, selectedId: '' },
  });
  searchSoon(app);
};

/** Peers and groups of the account in view; what is fresh is not fetched again. */
export const fetchDirectory = (app: App): void => {
  const account = directoryAccount(app.frame());
  if (account === undefined) return;
  const { directory } = app.console;
  quietly(directory.loadPeers(account.id));
  quietly(directory.loadGroups(account.id));
  if (isByGateway(app.frame())) quietly(directory.loadSelf(account.id));
  searchSoon(app);
};

const setQuery = (app: App, text: string): void => {
  app.dispatch({ type: 'field/edited', field: 'directory', edit: { type: 'set', text } });
  queryEdited(app);
};

/** Keys of the screen also work in the details over it; what they show lies under those. */
const closeDetails = (app: App, frame: Frame): void => {
  if (frame.ui.overlays.at(-1)?.type === 'details') app.dispatch({ type: 'overlay/closed' });
};

const switchPane = (app: App, frame: Frame): void => {
  closeDetails(app, frame);
  app.dispatch({
    type: 'directory/pane-changed',
    pane: frame.ui.directory.pane === 'peers' ? 'groups' : 'peers',
  });
  searchSoon(app);
};

const showMembers = (app: App, frame: Frame): void => {
  const account = directoryAccount(frame);
  const row = selectedRow(frame);
  if (account === undefined || row?.type !== 'group') return;
  closeDetails(app, frame);
  app.dispatch({ type: 'directory/pane-changed', pane: 'members', groupId: row.group.id });
  app.dispatch({ type: 'list/changed', name: 'directory.members', list: emptyList });
  setQuery(app, '');
  const { status } = viewOf(app.frame());
  if (status === 'idle' || status === 'failed')
    quietly(app.console.directory.loadMembers(account.id, row.group.id));
};

const refresh = async (app: App, frame: Frame): Promise<void> => {
  const account = directoryAccount(frame);
  if (account === undefined) return;
  const { directory } = app.console;
  const { pane, groupId } = frame.ui.directory;
  // What that costs stands on the screen by now.
  const how = slowWayOf(frame) === undefined ? {} : { mayTakeSeconds: true };
  const outcome =
    pane === 'members' && groupId !== undefined
      ? directory.loadMembers(account.id, groupId, how)
      : pane === 'groups'
        ? directory.loadGroups(account.id, { refresh: true, ...how })
        : directory.loadPeers(account.id, { refresh: true, ...how });
  // A slow way that is only offered is no failure: the screen says how it is taken.
  if (isByGateway(frame)) quietly(outcome);
  else await app.attempt(outcome);
};

/** The command that is under way for the list in view is given up. */
const cancelSlow = (app: App, frame: Frame): boolean => {
  const account = directoryAccount(frame);
  const list = listKeyOf(frame);
  if (account === undefined || list === undefined || slowWayOf(frame)?.status !== 'running') return false;
  app.console.directory.cancel(account.id, list);
  return true;
};

/** Esc: ends a command that is under way; from the members to their group, from a search to the whole list, then to the screen before. */
const goBack = (app: App, frame: Frame): void => {
  if (cancelSlow(app, frame)) return;
  if (frame.ui.directory.pane === 'members') app.dispatch({ type: 'directory/pane-changed', pane: 'groups' });
  else if (queryOf(frame) !== '') setQuery(app, '');
  else app.run('app.back');
};

const cannotFetch = (frame: Frame): string | undefined => {
  if (directoryAccount(frame) === undefined) return words.noAccount;
  return frame.core.zca.status === 'missing' && !isByGateway(frame)
    ? frame.core.zca.error.sentence
    : undefined;
};

/** The selected person goes into `allowFrom`, the selected group into `groups`; both by id. */
const allow = async (app: App, frame: Frame): Promise<void> => {
  const account = directoryAccount(frame);
  const row = selectedRow(frame);
  if (account === undefined || row === undefined) return;
  const newcomer: Newcomer =
    row.type === 'group'
      ? { type: 'set-group', accountId: account.id, key: row.group.id, isAllowed: true }
      : {
          type: 'add-allow-from',
          accountId: account.id,
          entries: [row.type === 'peer' ? row.peer.id : row.member.id],
        };
  await letIn(app, newcomer);
};

export const directoryHandlers: Handlers<IdsOf<'directory'>> = {
  'directory.allow': {
    reason: (frame) => (selectedRow(frame) === undefined ? words.nothingSelected : undefined),
    run: allow,
  },
  'directory.to-list': { run: (app) => app.dispatch({ type: 'focus/changed' }) },
  'directory.leave': { run: (app) => app.dispatch({ type: 'focus/changed' }) },
  'directory.other': { run: switchPane },
  'directory.switch': { run: switchPane },
  'directory.find': {
    run: (app, frame) => {
      closeDetails(app, frame);
      app.dispatch({ type: 'focus/changed', field: 'directory' });
    },
  },
  'directory.members': {
    reason: (frame) =>
      cannotFetch(frame) ?? (selectedRow(frame)?.type === 'group' ? undefined : words.membersNeedGroup),
    run: showMembers,
  },
  'directory.refresh': { reason: cannotFetch, run: refresh },
  'directory.back': { run: goBack },
};
