// How the listeners in view do, and what the feed says while it shows no message.
import {
  type AccountRow,
  accountOf,
  accountRows,
  type ConsoleState,
  canJoin,
  type ErrorView,
  isExplaining,
  isGatewayListening,
  isGatewayRunning,
  isInScope,
  type ListenerState,
  listeningOf,
  sentences,
} from '../../core/faces.ts';
import { type Frame, listState } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { keysTo } from '../keys/resolve.ts';
import { wrapCells } from '../text/cells.ts';
import { type Line, line, type Span, toned } from '../text/spans.ts';
import { clockTime } from '../text/times.ts';
import { ringCount, totalCount } from './select.ts';
import { feedKeySentences } from './words.ts';

export const isRunning = ({ status }: ListenerState): boolean => status !== 'stopped' && status !== 'blocked';

/** The accounts in view that are enabled, or listen all the same (switched off since), those that need attention first. */
export const listeningAccounts = ({ core, ui }: Frame): readonly AccountRow[] =>
  accountRows(core).filter(
    ({ id, account, facts }) =>
      isInScope(ui.scope, id) && (account.enabled.value || isRunning(facts.listener)),
  );

/** A listener would only say that nobody is logged in. */
export const needsLogin = ({ condition }: AccountRow): boolean =>
  condition === 'login-needed' || condition === 'session-ended';

/** `retrying in 8s: cause`. */
export const retryingWords = (
  listener: Extract<ListenerState, { status: 'retrying' }>,
  nowMs: number,
): string => words.retrying(sentences.status.retryingIn(listener.nextAttemptAtMs - nowMs), listener.cause);

export const listenerSpans = (listener: ListenerState, nowMs: number): readonly Span[] => {
  const state = words.states;
  switch (listener.status) {
    case 'live':
      return [toned(state.live, 'good')];
    case 'connecting':
      return [toned(state.connecting, 'warn')];
    case 'reconnecting':
      return [toned(words.reconnecting(listener.closeCode), 'warn')];
    case 'retrying':
      return [toned(retryingWords(listener, nowMs), 'warn')];
    case 'blocked':
      return [
        toned(`${state.blocked}: ${listener.error.sentence}`, 'bad'),
        ...(listener.error.hint === undefined ? [] : [{ text: ` ${hintText(listener.error.hint)}` }]),
      ];
    case 'stopped':
      return [toned(state.stopped, 'muted')];
  }
};

/** What keeps a listener from hearing, the worst first: of several accounts that one is named. */
const troubles: readonly ListenerState['status'][] = ['blocked', 'retrying', 'reconnecting', 'connecting'];

/** Does the feed watch a gateway that holds the session itself, and nothing of this console listen beside it? */
export const isTapped = (frame: Frame): boolean =>
  frame.core.tap.status === 'watching' &&
  !listeningAccounts(frame).some(({ facts }) => isRunning(facts.listener));

const isGatewayDown = (core: ConsoleState): boolean =>
  core.gateway.status === 'down' && !isGatewayRunning(core);

/** Since when nothing has been heard; 0 or undefined: since before this console was there. */
const downSinceMs = ({ core }: Frame, { id }: AccountRow): number | undefined => {
  const last = Object.hasOwn(core.notListening, id) ? core.notListening[id]?.at(-1) : undefined;
  return last === undefined || last.untilMs !== undefined ? undefined : last.fromMs;
};

const tapSpans = (frame: Frame, row: AccountRow): readonly Span[] => {
  if (!isGatewayDown(frame.core))
    return [
      toned(words.tap.watching, 'good'),
      ...(isExplaining(frame.core) ? [toned(`, ${words.explain.on}`, 'accent')] : []),
    ];
  const sinceMs = downSinceMs(frame, row) ?? 0;
  return [
    toned(sinceMs > 0 ? words.tap.gatewayDownSince(clockTime(sinceMs)) : words.tap.gatewayDown, 'warn'),
  ];
};

export const listeningSummary = (frame: Frame): readonly Span[] => {
  const accounts = listeningAccounts(frame);
  const { zca } = frame.core;
  const [first] = accounts;
  if (first === undefined) return [];
  if (isTapped(frame)) return tapSpans(frame, first);
  if (zca.status === 'missing' && !accounts.some(({ facts }) => isRunning(facts.listener)))
    return [toned(zca.error.sentence, 'bad')];
  if (accounts.length === 1) return listenerSpans(first.facts.listener, frame.ui.nowMs);
  const live = accounts.filter(({ facts }) => facts.listener.status === 'live').length;
  const troubled = troubles
    .map((status) => accounts.find(({ facts }) => facts.listener.status === status))
    .find((account) => account !== undefined);
  return [
    toned(words.listeningCount(live, accounts.length), live === accounts.length ? 'good' : 'warn'),
    ...(troubled === undefined
      ? []
      : [{ text: `  ${troubled.id} ` }, ...listenerSpans(troubled.facts.listener, frame.ui.nowMs)]),
  ];
};

const words = sentences.feedScreen;
const keys = feedKeySentences;

/** Errors that only a log-in fixes. */
const loginCodes: readonly ErrorView['code'][] = ['not-logged-in', 'no-such-profile', 'session-ended'];

const errorLines = (
  { sentence, hint }: ErrorView,
  named = (text: string): string => text,
): readonly Line[] => {
  const toDo = hintText(hint);
  return [line(toned(named(sentence), 'bad')), ...(toDo === undefined ? [] : [line(toDo)])];
};

const missingZca = ({ core: { zca }, ui }: Frame): readonly Line[] | undefined =>
  zca.status === 'missing'
    ? [...errorLines(zca.error), [], line(toned(keys.demo(keysTo(ui, 'app.demo')), 'accent'))]
    : undefined;

/** A gateway listens by a zca of its own: what is to be done once, so that this feed shows what it hears. */
const gatewayLines = (
  core: ConsoleState,
  { account }: AccountRow,
  named: (text: string) => string,
): readonly Line[] => {
  if (!isGatewayListening(core, account) || canJoin(core, account)) return [];
  const keeps = listeningOf(core, account).processes.filter(
    ({ owner, isShared }) => owner.type === 'gateway' && isShared !== true,
  );
  if (keeps.length === 0) return [];
  return [line(named(words.gatewayKeepsIt(keeps.map(({ pid }) => pid)))), line(words.shareIt)];
};

const stateLines = (
  row: AccountRow,
  isAlone: boolean,
  { core, ui }: Pick<Frame, 'core' | 'ui'>,
): readonly Line[] => {
  const { id, condition } = row;
  const { listener } = row.facts;
  const named = (text: string): string => (isAlone ? text : words.ofAccount(id, text));
  switch (listener.status) {
    case 'live':
      return [line(toned(named(words.listening), 'good'))];
    case 'connecting':
      return [line(toned(named(words.connecting), 'warn'))];
    case 'reconnecting':
      return [line(toned(named(words.reconnecting(listener.closeCode)), 'warn'))];
    case 'retrying':
      return [
        line(toned(named(retryingWords(listener, ui.nowMs)), 'warn')),
        line(toned(words.attempt(listener.attempt), 'muted')),
      ];
    case 'blocked': {
      const fix = loginCodes.includes(listener.error.code)
        ? keys.logIn(keysTo(ui, 'screen.login'))
        : keys.retry(keysTo(ui, 'feed.listener'));
      return [...errorLines(listener.error, named), line(toned(fix, 'accent'))];
    }
    case 'stopped':
      return needsLogin(row)
        ? [
            line(toned(named(words.loginNeeded(sentences.status.state[condition])), 'warn')),
            line(toned(keys.logIn(keysTo(ui, 'screen.login')), 'accent')),
          ]
        : [line(named(words.notListening)), ...gatewayLines(core, row, named)];
  }
};

const noneSentence = ({ core, ui }: Frame): string => {
  if (ui.scope === 'all') return words.noAccounts;
  return accountOf(core, ui.scope) === undefined
    ? sentences.status.accountUnknown(ui.scope)
    : words.accountDisabled(ui.scope);
};

/** An account that is not logged in hears nothing, however well the gateway is watched. */
const tapLines = (frame: Frame, accounts: readonly AccountRow[]): readonly Line[] => {
  const { tap } = frame.core;
  const loggedOut = accounts.filter(needsLogin);
  const watched =
    tap.status === 'watching' && tap.by === 'sessions'
      ? [
          line(toned(words.tap.onlyAccepted, 'good')),
          ...(tap.error === undefined ? [] : [line(tap.error.sentence)]),
        ]
      : [line(toned(words.tap.waiting, 'good'))];
  return [
    ...loggedOut.flatMap((row) => stateLines(row, accounts.length === 1, frame)),
    ...(loggedOut.length < accounts.length ? watched : []),
  ];
};

const listenerLines = (frame: Frame): readonly Line[] => {
  const { core, ui } = frame;
  if (core.config.status === 'unread') return [line(toned(words.readingConfig, 'muted'))];
  const accounts = listeningAccounts(frame);
  if (accounts.length === 0) return [line(noneSentence(frame)), line(toned(keys.seeConfig, 'accent'))];
  if (isTapped(frame))
    return isGatewayDown(core)
      ? [
          line(toned(words.tap.down, 'warn')),
          line(toned(hintText({ action: 'start-gateway' }) ?? '', 'accent')),
        ]
      : tapLines(frame, accounts);
  const isAnyRunning = accounts.some(({ facts }) => isRunning(facts.listener));
  const unwatched = core.tap.status === 'unusable' ? errorLines(core.tap.error) : [];
  const missing = isAnyRunning ? undefined : missingZca(frame);
  if (missing !== undefined) return unwatched.length > 0 ? unwatched : missing;
  const canStart = accounts.some((row) => row.facts.listener.status === 'stopped' && !needsLogin(row));
  return [
    ...unwatched,
    ...accounts.flatMap((row) => stateLines(row, accounts.length === 1, frame)),
    ...(canStart && !isAnyRunning ? [line(toned(keys.start(keysTo(ui, 'feed.listener')), 'accent'))] : []),
  ];
};

const reasonLines = (frame: Frame): readonly Line[] => {
  const { ui } = frame;
  const { filter } = listState(ui, 'feed');
  const isHidden = totalCount(frame) > 0;
  if (isHidden && filter !== '')
    return [line(words.nothingMatches(filter)), line(toned(keys.clearFilter, 'accent'))];
  if (isHidden && ui.feed.view !== 'all') {
    return [
      line(words.nothingInView(words.views[ui.feed.view])),
      line(toned(keys.nextView(keysTo(ui, 'feed.view')), 'accent')),
    ];
  }
  const wasCleared = ui.feed.clearedAtMs > 0 && ringCount(frame) > 0;
  return [...(wasCleared ? [line(words.viewCleared)] : []), ...listenerLines(frame)];
};

/** Why no message is shown, and the next step, in lines of at most `cells`. */
export const emptyFeedLines = (frame: Frame, cells: number): readonly Line[] =>
  reasonLines(frame).flatMap((spans): readonly Line[] => {
    const [span] = spans;
    return span === undefined ? [[]] : wrapCells(span.text, cells).map((text) => [{ ...span, text }]);
  });

/** Why the gateway cannot be made to say why it drops messages. */
export const cannotExplain = ({ core }: Frame): string | undefined => {
  if (core.config.release.capabilities.drivesZca) return words.explain.onlyOwnSessions;
  return core.config.status === 'ready' ? undefined : words.explain.noConfig;
};
