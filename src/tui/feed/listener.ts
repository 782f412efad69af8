// How the listeners in view do, in words.
import { type AccountRow, accountRows, isInScope, type ListenerState, sentences } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import { type Span, toned } from '../text/spans.ts';

const words = sentences.feedScreen;

/** Does the listener run, or try to? */
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

/** State, cause and next attempt of a listener. */
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

/** How the listeners in view do, briefly. */
export const listeningSummary = (frame: Frame): readonly Span[] => {
  const accounts = listeningAccounts(frame);
  const { zca } = frame.core;
  const [first] = accounts;
  if (first === undefined) return [];
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
