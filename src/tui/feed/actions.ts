// What the keys of the feed do.
import {
  areAnswersTold,
  type ExportCheck,
  type FeedExportRequest,
  type FeedKind,
  feedKinds,
  sentences,
} from '../../core/faces.ts';
import { letIn, type Newcomer } from '../access/add-entry.ts';
import type { App } from '../app/app.ts';
import type { Handlers, IdsOf } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import { sentenceAndHint } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { select } from '../layout/window-for.ts';
import { startListeners, stopListeners } from '../status/start-listeners.ts';
import { fullTime } from '../text/times.ts';
import { toggleExplaining } from './explain.ts';
import { approveSender, cannotApprove, cannotOpenDeciding, openDeciding } from './fixes.ts';
import { cannotExplain, isRunning, isTapped, listeningAccounts, needsLogin } from './listener.ts';
import { rowIds } from './row.ts';
import {
  cannotFocus,
  cannotStep,
  feedHeight,
  firstUnread,
  focusLabel,
  selectedMessage,
  shownMessages,
  shownRows,
  stepToMatch,
  toggleFocus,
  totalCount,
} from './select.ts';
import { feedDetailsSentences } from './words.ts';

// Saving what the feed shows: where to is asked, and asked again before a file would be replaced.

const exportWords = sentences.feedExport;

/** In the home folder, named after the moment: `~/zalouser-feed-20261122-140201.ndjson`. */
const defaultExportPath = (nowMs: number): string =>
  `~/zalouser-feed-${fullTime(nowMs).replaceAll(/[-:]/gu, '').replace(' ', '-')}.ndjson`;

const viewWords = (frame: Frame): string | undefined => {
  const { view, only } = frame.ui.feed;
  const { filter } = listState(frame.ui, 'feed');
  const parts = [
    ...(view === 'all' ? [] : [exportWords.ofView(sentences.feedScreen.views[view])]),
    ...(only === undefined ? [] : [feedDetailsSentences.only(focusLabel(frame, only))]),
    ...(filter === '' ? [] : [exportWords.ofFilter(filter)]),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
};

/** Why there is nothing to save. */
const cannotExport = (frame: Frame): string | undefined =>
  shownMessages(frame).length === 0 ? exportWords.nothing : undefined;

/** Where to write, and whether over a file that is there; undefined where that is not to be. */
const placeOf = async (
  app: App,
  checked: ExportCheck,
): Promise<Pick<FeedExportRequest, 'path' | 'mayReplace'> | undefined> => {
  if (!checked.ok) {
    app.complain(checked.error.sentence, checked.error.hint);
    return undefined;
  }
  if (!checked.exists) return { path: checked.path, mayReplace: false };
  const mayReplace = await app.confirm({
    title: exportWords.replaceTitle,
    lines: [exportWords.replaceWhat(checked.path), exportWords.replaceMeans],
    confirmLabel: exportWords.replaceConfirm,
    isDanger: true,
  });
  return mayReplace ? { path: checked.path, mayReplace } : undefined;
};

const exportShown = async (app: App, frame: Frame): Promise<void> => {
  const messages = shownMessages(frame);
  const { feedExport } = app.console;
  const typed = await app.prompt({
    title: exportWords.title,
    lines: [exportWords.what(messages.length, viewWords(frame)), exportWords.how],
    initial: defaultExportPath(app.now()),
    check: async (path) => {
      const checked = await feedExport.check(path);
      return checked.ok ? undefined : sentenceAndHint(checked.error);
    },
  });
  if (typed === undefined) return;
  const place = await app.waitFor(
    frameSentences.pendingCheck.file,
    () => feedExport.check(typed),
    (checked) => placeOf(app, checked),
  );
  if (place !== undefined) await app.attempt(feedExport.save({ ...place, messages }));
};

const words = sentences.feedScreen;

/** What changes the list under open details would change what they show: they are closed first. */
const closeDetails = (app: App): void => {
  if (app.frame().ui.overlays.at(-1)?.type === 'details') app.dispatch({ type: 'overlay/closed' });
};

/**
 * Stops what runs. Where something is merely stopped it is started; what is blocked is tried again with it, or alone. Accounts that need a
 * log-in are tried only when there are no others.
 */
const toggleListeners = async (app: App, frame: Frame): Promise<void> => {
  const rows = listeningAccounts(frame);
  const running = rows.filter(({ facts }) => isRunning(facts.listener));
  const idle = rows.filter((row) => !isRunning(row.facts.listener) && !needsLogin(row));
  const isAnyStopped = idle.some(({ facts }) => facts.listener.status === 'stopped');
  if (running.length > 0 && !isAnyStopped) return stopListeners(app, running);
  await startListeners(app, idle.length > 0 ? idle : rows);
};

const cannotListen = (frame: Frame): string | undefined => {
  const { core, ui } = frame;
  const rows = listeningAccounts(frame);
  if (isTapped(frame)) return words.tap.nothingToStart;
  if (rows.length === 0) return ui.scope === 'all' ? words.noAccounts : words.accountDisabled(ui.scope);
  const isAnyRunning = rows.some(({ facts }) => isRunning(facts.listener));
  return core.zca.status === 'missing' && !isAnyRunning ? core.zca.error.sentence : undefined;
};

/** A row that the new view does not show leaves no place to stay at: the end is shown. */
const nextView = (app: App, frame: Frame): void => {
  closeDetails(app);
  // Where nobody tells of answers, none is missing.
  const views: readonly FeedKind[] = areAnswersTold(frame.core)
    ? feedKinds
    : feedKinds.filter((view) => view !== 'unanswered');
  const view = views[(views.indexOf(frame.ui.feed.view) + 1) % views.length] ?? 'all';
  app.dispatch({ type: 'feed/view-changed', view });
  const now = app.frame();
  const list = listState(now.ui, 'feed');
  const isStillThere =
    list.selectedId !== undefined && rowIds(shownRows(now)).lastIndexOf(list.selectedId) >= 0;
  if (!isStillThere)
    app.dispatch({ type: 'list/changed', name: 'feed', list: { ...list, isFollowing: true } });
  app.say(words.viewChanged(words.views[view], shownMessages(now).length));
};

const goToUnread = (app: App, frame: Frame): void => {
  closeDetails(app);
  const index = firstUnread(frame);
  // A few read ones above it tell where one is.
  const offset = Math.min(index, 2, Math.max(0, feedHeight(frame) - 1));
  app.dispatch({
    type: 'list/changed',
    name: 'feed',
    list: select(rowIds(shownRows(frame)), listState(frame.ui, 'feed'), index, offset),
  });
};

const clearView = (app: App, frame: Frame): void => {
  closeDetails(app);
  const count = totalCount(frame);
  app.dispatch({ type: 'feed/resumed' });
  app.dispatch({ type: 'feed/cleared', atMs: app.now() });
  app.dispatch({
    type: 'list/changed',
    name: 'feed',
    list: { ...listState(frame.ui, 'feed'), isFollowing: true },
  });
  app.say(words.cleared(count));
};

/** Lets the group of the selected message through, or its sender write directly. */
const allow = async (app: App, frame: Frame): Promise<void> => {
  const message = selectedMessage(frame);
  if (message === undefined) return;
  const { accountId } = message;
  const newcomer: Newcomer = message.isGroup
    ? { type: 'set-group', accountId, key: message.threadId, isAllowed: true }
    : { type: 'add-allow-from', accountId, entries: [message.senderId] };
  await letIn(app, newcomer);
};

const cannotAllow = (frame: Frame): string | undefined => {
  const message = selectedMessage(frame);
  if (message === undefined) return words.nothingSelected;
  return message.isOwn ? words.ownMessage : undefined;
};

/** Acts on a row, or on what is shown, after the details over it have been closed. */
const underDetails = (act: (app: App, frame: Frame) => void | Promise<void>) => (app: App, frame: Frame) => {
  closeDetails(app);
  return act(app, frame);
};

/** Esc: out of the filter, the search, the one sender or thread; then back. */
const back = (app: App, { ui }: Frame): void => {
  const { filter, marks } = listState(ui, 'feed');
  if (filter !== '' || marks.length > 0) app.run('app.back');
  else if (ui.feed.search !== undefined) app.dispatch({ type: 'feed/searched' });
  else if (ui.feed.only !== undefined) app.dispatch({ type: 'feed/narrowed' });
  else app.run('app.back');
};

export const feedHandlers: Handlers<IdsOf<'feed'>> = {
  'feed.allow': { reason: cannotAllow, run: allow },
  'feed.listener': { reason: cannotListen, run: toggleListeners },
  'feed.pause': {
    run: (app, frame) =>
      app.dispatch(
        frame.ui.feed.pausedAtMs === undefined
          ? { type: 'feed/paused', atMs: app.now() }
          : { type: 'feed/resumed' },
      ),
  },
  'feed.view': { run: nextView },
  'feed.unread': {
    reason: (frame) => (firstUnread(frame) < 0 ? words.nothingUnread : undefined),
    run: goToUnread,
  },
  'feed.raw': {
    reason: (frame) => {
      const message = selectedMessage(frame);
      if (message === undefined) return words.nothingSelected;
      return message.raw === '' ? words.noRaw : undefined;
    },
    run: (app, frame) =>
      app.dispatch({
        type: 'overlay/opened',
        overlay: {
          type: 'raw-text',
          title: selectedMessage(frame)?.source === undefined ? words.rawTitle : words.rawTitleOfGateway,
          text: selectedMessage(frame)?.raw ?? '',
        },
      }),
  },
  'feed.back': { run: back },
  'feed.approve': { reason: cannotApprove, run: approveSender },
  'feed.setting': { reason: cannotOpenDeciding, run: openDeciding },
  'feed.next-match': { reason: cannotStep, run: underDetails((app, frame) => stepToMatch(app, frame, 1)) },
  'feed.previous-match': {
    reason: cannotStep,
    run: underDetails((app, frame) => stepToMatch(app, frame, -1)),
  },
  'feed.only-sender': {
    reason: (frame) => cannotFocus(frame, 'sender'),
    run: underDetails((app, frame) => toggleFocus(app, frame, 'sender')),
  },
  'feed.only-thread': {
    reason: (frame) => cannotFocus(frame, 'thread'),
    run: underDetails((app, frame) => toggleFocus(app, frame, 'thread')),
  },
  'feed.explain': { reason: cannotExplain, run: underDetails(toggleExplaining) },
  'feed.export': { reason: cannotExport, run: underDetails(exportShown) },
  'feed.clear': {
    reason: (frame) => (totalCount(frame) === 0 ? words.nothingToClear : undefined),
    run: clearView,
  },
};
