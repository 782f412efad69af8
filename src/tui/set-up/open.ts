// Opening the set-up assistant, and coming back to it. What was answered is still there; what is true by now is asked afresh.
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { emptyList } from '../layout/window-for.ts';
import { stepsOf } from './dialog.tsx';
import { lookOn } from './test-message.ts';
import { setUpKeySentences } from './words.ts';

export const showNext = (app: App): void => {
  const steps = stepsOf(app.frame());
  const next = steps.find(({ state }) => state === 'next') ?? steps.at(-1);
  if (next === undefined) return;
  app.dispatch({ type: 'list/changed', name: 'set-up', list: { ...emptyList, selectedId: next.id } });
};

/** Is it open, whatever question stands above it? */
export const isOpen = ({ ui }: Frame): boolean => ui.overlays.some(({ type }) => type === 'set-up');

const cursor = ({ ui }: Frame): string | undefined => ui.lists['set-up']?.selectedId;

/** Later on: the cursor on what comes next by then, unless the operator has moved it or gone elsewhere meanwhile. */
export const thenNext = (app: App): (() => void) => {
  const before = cursor(app.frame());
  return () => {
    // What it ran may still be shown above it.
    if (isOpen(app.frame()) && cursor(app.frame()) === before) showNext(app);
  };
};

/** Asks afresh what is true by now, and goes on to what comes next then. What the config does not list is known by its profile. */
export const lookAfresh = async (app: App): Promise<void> => {
  const { accountId, profile } = app.frame().ui.setUp;
  if (accountId === undefined) return;
  if (profile !== undefined) app.console.accounts.consider(accountId, profile);
  const next = thenNext(app);
  await Promise.all([app.console.accounts.probe(accountId), app.console.gateway.check()]);
  next();
};

export const openSetUp = (app: App): void => {
  if (isOpen(app.frame())) return;
  showNext(app);
  app.dispatch({ type: 'overlay/opened', overlay: { type: 'set-up' } });
  void lookAfresh(app);
  lookOn(app);
};

/** Is this account being set up, and not written yet? */
export const isBeingSetUp = (frame: Frame, accountId: string): boolean =>
  frame.ui.setUp.accountId === accountId &&
  stepsOf(frame).some(({ id, state }) => id === 'write' && state !== 'done');

/** Is what follows from a log-in of this account the assistant's? It is while the account is being set up, and where the assistant began it. */
export const isLoginOfSetUp = (frame: Frame, accountId: string): boolean =>
  isBeingSetUp(frame, accountId) ||
  (frame.ui.setUp.accountId === accountId && frame.ui.setUp.isLoggingIn === true);

/** Back to it after a log-in, above the screen it was opened on, where the operator still looks on; else a word that it waits. */
export const comeBack = (app: App, isWatched: boolean): void => {
  const { accountId } = app.frame().ui.setUp;
  app.dispatch({ type: 'set-up/answered', answers: { isLoggingIn: undefined } });
  if (isWatched) {
    app.dispatch({ type: 'screen/left' });
    openSetUp(app);
  } else if (accountId !== undefined) app.note(setUpKeySentences.goesOn(accountId));
};
