// What happened between two frames, as sentences in the order they are worth hearing. Pure.

import {
  type AccountRow,
  accountRows,
  approvedSenders,
  areApprovedTold,
  attentionCount,
  decisionRows,
  type ErrorView,
  findings,
  holdsMessage,
  isInScope,
  isMending,
  isPairingFull,
  type LoginState,
  maxPendingRequests,
  type PairingRow,
  pairingRows,
  pendingRequests,
  sentences,
} from '../../core/faces.ts';
import type { Frame } from '../app/frame.ts';
import { sentenceAndHint } from '../app/remedies.ts';
import { unreadCount } from '../app/screens.ts';
import { frameSentences } from '../app/words.ts';
import { threadLabel } from '../compose/lines.ts';
import type { OverlayType } from '../dialogs/dialog.ts';
import { opened } from '../dialogs/opened.ts';
import { dialogOf } from '../dialogs/registry.ts';
import { directoryAccount, type PaneView, slowWayOf, totalOf, viewOf } from '../directory/select.ts';
import { directoryScreenSentences } from '../directory/words.ts';
import { pausedCount, shownMessages } from '../feed/select.ts';
import { keysTo } from '../keys/resolve.ts';
import { loginAccounts } from '../login/select.ts';
import { reachSentence, warningSentence } from '../pairing/details.ts';
import { shownCode } from '../pairing/row.ts';
import { pairingScreenSentences } from '../pairing/words.ts';
import type { Overlay } from '../state/ui-state.ts';
import { statusScreenSentences } from '../status/words.ts';
import { briefId } from '../text/ids.ts';
import { loginSentencesOf, messageSentence, oneLine, plainSigns } from './plain-text.ts';
import { plainSentences } from './words.ts';

// What happened to the machine, the accounts and a log-in.

const words = plainSentences;

const errorSentence = (error: Pick<ErrorView, 'sentence' | 'hint'>): string =>
  words.error(sentenceAndHint(error));

/** zca, the config and the gateway: what went missing, broke, came up or went down. */
const machineEvents = ({ core: before }: Frame, { core: after }: Frame): readonly string[] => {
  if (before === after) return [];
  const { zca, config, gateway, tap } = after;
  const checklist = sentences.checklist;
  const isConfigNews = config.status !== before.config.status;
  return [
    ...(zca.status === 'missing' && before.zca.status !== 'missing' ? [errorSentence(zca.error)] : []),
    ...(isConfigNews && config.status === 'missing'
      ? [words.error(`${checklist.configMissing(config.path)} ${checklist.configMissingFix}`)]
      : []),
    ...(isConfigNews && config.status === 'broken'
      ? [errorSentence({ sentence: checklist.configBroken(config.path), hint: { action: 'see-config' } })]
      : []),
    ...(isConfigNews && config.status === 'ready' && before.config.status !== 'unread'
      ? [checklist.configReady(config.path)]
      : []),
    ...(gateway.status !== before.gateway.status && gateway.status === 'up' ? [checklist.gatewayUp] : []),
    ...(gateway.status !== before.gateway.status && gateway.status === 'down' ? [checklist.gatewayDown] : []),
    ...(tap.status !== before.tap.status && tap.status === 'watching' ? [words.feedWatches] : []),
    ...(tap.status !== before.tap.status && tap.status === 'unusable' ? [errorSentence(tap.error)] : []),
  ];
};

/** Not worth a word: it is over in a moment. */
const passing: ReadonlySet<AccountRow['condition']> = new Set(['not-checked', 'checking']);

const causeOf = ({ problem, nextStep, facts: { listener } }: AccountRow): string => {
  if (problem !== undefined) return sentenceAndHint(problem);
  if (listener.status === 'retrying') return `${listener.cause}.`;
  return nextStep?.sentence ?? '';
};

/** A connection that was lost and comes back by itself: neither is told. */
const isMended = (before: AccountRow | undefined, { facts: { listener } }: AccountRow): boolean =>
  isMending(listener) ||
  (listener.status === 'live' && before !== undefined && isMending(before.facts.listener));

/** Accounts that connected, stopped, lost their session: the new state, then why or what to do. */
const accountEvents = ({ core: before }: Frame, { core: after }: Frame): readonly string[] => {
  if (before === after) return [];
  const known = new Map(accountRows(before).map((row) => [row.id, row]));
  return accountRows(after)
    .filter(
      (row) =>
        row.condition !== known.get(row.id)?.condition &&
        !passing.has(row.condition) &&
        !isMended(known.get(row.id), row),
    )
    .map((row) => `${words.accountIs(row.id, sentences.status.state[row.condition])} ${causeOf(row)}`.trim());
};

/** When it began; a second one can come to the same within a moment. */
const beginOf = (login: LoginState): number => (login.status === 'idle' ? 0 : login.startedAtMs);

/** A log-in that came a step further, whatever screen is shown. */
const loginEvents = ({ core: { login: before } }: Frame, { core }: Frame): readonly string[] => {
  const after = core.login;
  const isNewCode =
    before.status === 'waiting' && after.status === 'waiting' && before.qrPath !== after.qrPath;
  const isOther = before.status !== after.status || beginOf(before) !== beginOf(after);
  return isOther || isNewCode ? loginSentencesOf(core) : [];
};

// One sentence about the screen one has come to.
const directorySummary = (frame: Frame): string => {
  const { pane } = frame.ui.directory;
  const total = pane === 'members' ? undefined : totalOf(frame, pane);
  const account = directoryAccount(frame)?.id;
  const name = directoryScreenSentences.panes[pane];
  return [
    total === undefined ? name : `${name} ${total}`,
    account === undefined ? undefined : words.account(account),
  ]
    .filter((part) => part !== undefined)
    .join(', ');
};

const whatIsThere = (frame: Frame): string => {
  const { core, ui } = frame;
  const { scope, nowMs } = ui;
  switch (ui.screen) {
    case 'status':
      return core.config.status === 'unread'
        ? ''
        : statusScreenSentences.summary(core.config.accounts.length, attentionCount(core));
    case 'feed':
      return words.ofScreen.feed(shownMessages(frame).length, unreadCount(frame));
    case 'pairing':
      if (ui.pairing.pane === 'decided') return words.ofScreen.decided(decisionRows(core, scope).length);
      if (ui.pairing.pane === 'pending')
        return words.ofScreen.pending(pendingRequests(core, nowMs, scope).length);
      return words.ofScreen[areApprovedTold(core) ? 'approved' : 'approvedHere'](
        approvedSenders(core, scope).length,
      );
    case 'directory':
      return directorySummary(frame);
    case 'access':
      return words.ofScreen.access(
        findings(core).filter(({ accountId }) => accountId === undefined || isInScope(scope, accountId))
          .length,
      );
    case 'login':
      return words.ofScreen.login(loginAccounts(frame).length);
  }
};

/** `Pairing, 2 waiting.` */
const screenSummary = (frame: Frame): string =>
  words.screen(frameSentences.screens[frame.ui.screen], whatIsThere(frame));

// Strangers who ask to be let in, and what keeps others from asking.
const pairing = pairingScreenSentences;

const requestSentences = ({ request, name, warning, heard, reach }: PairingRow): readonly string[] => [
  words.asks(
    oneLine(name?.name ?? pairing.somebody),
    briefId(request.senderId, plainSigns.ellipsis),
    request.accountId,
    shownCode(request.code),
  ),
  ...(warning === undefined ? [] : [words.warning(oneLine(warningSentence(warning)))]),
  ...heard.slice(-1).map(({ text }) => pairing.wroteQuoted(oneLine(text))),
  ...(reach.status === 'doubtful' ? [words.warning(reachSentence(reach))] : []),
];

/** New requests of all accounts, whatever screen is shown; those that were there at the start are only counted. */
const pairingEvents = (before: Frame, after: Frame): readonly string[] => {
  const { core, ui } = after;
  if (before.core.pairing === core.pairing) return [];
  const { status, error } = core.pairing;
  if (status === 'failed') {
    return before.core.pairing.status === 'failed' || error === undefined
      ? []
      : [words.error(sentenceAndHint(error))];
  }
  if (before.core.pairing.status === 'idle') {
    const count = pendingRequests(core, ui.nowMs).length;
    return count === 0 ? [] : [words.waitingAtStart(count)];
  }
  const known = new Set(pairingRows(before.core, before.ui.nowMs).map(({ key }) => key));
  const isFull = isPairingFull(core, ui.nowMs) && !isPairingFull(before.core, before.ui.nowMs);
  return [
    ...pairingRows(core, ui.nowMs)
      .filter(({ key }) => !known.has(key))
      .flatMap(requestSentences),
    ...(isFull ? [sentences.pairing.full(pendingRequests(core, ui.nowMs).length, maxPendingRequests)] : []),
  ];
};

// Messages that came while the feed is shown, and those that are being sent.
/** More than these at once nobody can listen to: the others are counted. */
const mostMessages = 5;

/** How far back new ones are looked for. */
const mostLookedAt = 1_000;

/** What the feed shows of the messages that came, oldest first; nothing while it is paused or an overlay is open. */
const messageEvents = (before: Frame, after: Frame): readonly string[] => {
  const old = before.core.feed.messages;
  if (
    after.ui.screen !== 'feed' ||
    before.ui.screen !== 'feed' ||
    after.ui.overlays.length > 0 ||
    old === after.core.feed.messages
  )
    return [];
  const shown = shownMessages(after);
  // New ones come last, but for a few that were sent earlier.
  const fresh = shown.slice(-mostLookedAt).filter((message) => !holdsMessage(old, message));
  const last = fresh.slice(-mostMessages).map((message) => messageSentence(after.core, message));
  return fresh.length > mostMessages ? [words.manyMessages(fresh.length, mostMessages), ...last] : last;
};

/** How far each send of several messages has come. */
const sendEvents = ({ core: before }: Frame, { core: after, ui }: Frame): readonly string[] => {
  if (before.sends === after.sends) return [];
  return Object.entries(after.sends).flatMap(([key, { sent, total }]) => {
    const draft = ui.drafts[key];
    const isNews = draft !== undefined && sent > 0 && sent < total && before.sends[key]?.sent !== sent;
    return isNews ? [sentences.compose.plainSent(oneLine(threadLabel(draft)), sent, total)] : [];
  });
};

// What was fetched or found while the directory is shown.
const directory = directoryScreenSentences;

const searchEvents = (before: PaneView, after: PaneView): readonly string[] => {
  const { search } = after;
  const isAnswered =
    search !== undefined && search.status !== 'loading' && before.search?.status === 'loading';
  if (!isAnswered) return [];
  if (search.error !== undefined) return [words.error(directory.searchFailed(search.error.sentence))];
  const strangers = after.rows.filter((row) => row.type === 'peer' && !row.peer.isFriend).length;
  return [`${strangers === 0 ? directory.foundNobody : directory.foundMore(strangers)}.`];
};

/** Lists that came in or failed, and what a find came to. */
const directoryEvents = (before: Frame, after: Frame): readonly string[] => {
  const isHere =
    before.ui.screen === 'directory' &&
    after.ui.screen === 'directory' &&
    before.ui.directory.pane === after.ui.directory.pane;
  if (!isHere || before.core.directory === after.core.directory) return [];
  const [was, is] = [viewOf(before), viewOf(after)];
  const [way, wayBefore] = [slowWayOf(after), slowWayOf(before)];
  const offered =
    way?.status === 'offered' && wayBefore?.status !== 'offered' && is.fetchedAtMs === undefined
      ? [`${way.why.sentence} ${directory.slow.offered(keysTo(after.ui, 'directory.refresh'), is.pane)}`]
      : [];
  return [
    ...offered,
    ...(is.error === undefined || is.error === was.error ? [] : [words.error(sentenceAndHint(is.error))]),
    ...(was.fetchedAtMs === undefined && is.fetchedAtMs !== undefined
      ? [words.found(directory.panes[is.pane], is.total)]
      : []),
    ...searchEvents(was, is),
  ];
};

type Diff = (before: Frame, after: Frame) => readonly string[];

const screenEvents: Diff = (before, after) => {
  const isSame =
    before.ui.screen === after.ui.screen &&
    before.ui.pairing.pane === after.ui.pairing.pane &&
    before.ui.directory.pane === after.ui.directory.pane;
  return isSame ? [] : [screenSummary(after)];
};

const pauseEvents: Diff = (before, after) => {
  const was = before.ui.feed.pausedAtMs;
  const is = after.ui.feed.pausedAtMs;
  if (after.ui.screen !== 'feed' || was === is) return [];
  return is === undefined
    ? [words.feedResumed(pausedCount({ ...before, core: after.core }))]
    : [words.feedPaused];
};

/** It is the same one, or the same question as it has become. */
const isSame = (was: Overlay, is: Overlay): boolean =>
  was === is || (was.type === is.type && 'id' in was && 'id' in is && was.id === is.id);

const dialogEvents: Diff = (before, after) => {
  const was = before.ui.overlays.at(-1);
  const overlay = after.ui.overlays.at(-1);
  // What lies below comes to light again: it has been read out already.
  if (
    overlay === undefined ||
    before.ui.overlays.includes(overlay) ||
    (was !== undefined && isSame(was, overlay))
  )
    return [];
  const { speech } = dialogOf(overlay);
  const at = opened<OverlayType>(overlay, after);
  return [`${speech.title(at)}.`.replace(/([.?!])\.$/u, '$1'), ...speech.lines(at)];
};

/** What is open changes while one looks at it. */
const changesInDialog: Diff = (before, after) => {
  const was = before.ui.overlays.at(-1);
  const is = after.ui.overlays.at(-1);
  if (was === undefined || is === undefined || !isSame(was, is)) return [];
  return (
    dialogOf(is).speech.changes?.(opened<OverlayType>(was, before), opened<OverlayType>(is, after)) ?? []
  );
};

const pendingEvents: Diff = (before, after) => {
  const { pendingCheck } = after.ui;
  return pendingCheck?.isShown !== true || before.ui.pendingCheck?.isShown === true
    ? []
    : [pendingCheck.text];
};

const toastEvents: Diff = (before, after) => {
  const known = new Set(before.ui.toasts.map(({ id }) => id));
  return after.ui.toasts
    .filter(({ id }) => !known.has(id))
    .map(({ kind, ...toast }) => {
      const text = [toast.text, toast.hint ?? ''].join(' ').trim();
      return kind === 'error' ? words.error(text) : text;
    });
};

const diffs: readonly Diff[] = [
  screenEvents,
  pauseEvents,
  machineEvents,
  accountEvents,
  loginEvents,
  directoryEvents,
  pairingEvents,
  messageEvents,
  changesInDialog,
  sendEvents,
  toastEvents,
  pendingEvents,
  dialogEvents,
];

/** One sentence for each thing that happened between two frames; none for movements, which the live lines tell. */
export const eventsBetween = (before: Frame, after: Frame): readonly string[] =>
  before === after ? [] : diffs.flatMap((diff) => diff(before, after));

/** What is said first, for the frame the console opens with. */
export const openingLines = (frame: Frame, isDemo: boolean): readonly string[] => [
  words.opening(isDemo),
  screenSummary(frame),
];
