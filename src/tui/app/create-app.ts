// Makes the App: the state of the screen, the queue of questions, toasts. No React in here.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Clock, type Console, type Hint, type Outcome, toErrorView, unhurried } from '../../core/index.ts';
import { feedSeenEvents } from '../state/feed-seen.ts';
import type { UiEvent } from '../state/ui-events.ts';
import { reduceUi } from '../state/ui-reduce.ts';
import { isStaying, type Toast, type UiState } from '../state/ui-state.ts';
import type { Signs } from '../theme/signs.ts';
import type { App, ExitReason, SettingsPort, TerminalPort } from './app.ts';
import { frameOf } from './frame.ts';
import type { Handlers } from './handlers.ts';
import { createLater } from './later.ts';
import { createLooks } from './looks.ts';
import { createQuestions } from './questions.ts';
import { hintText } from './remedies.ts';
import { runBinding } from './run-binding.ts';

/** How long a passing word stays (ms). Errors stay until a key is pressed. */
export const toastMs = 3_000;

export interface AppOptions {
  readonly console: Console;
  readonly clock: Clock;
  readonly terminal: TerminalPort;
  readonly settings: SettingsPort;
  readonly signs: Signs;
  readonly isDemo: boolean;
  readonly handlers: Handlers;
  readonly initial: UiState;
  readonly onQuit: (reason: ExitReason) => void;
}

/** An App with the store its screen is drawn from. */
export interface AppHandle {
  readonly app: App;
  readonly ui: Pick<StoreApi<UiState>, 'getState' | 'subscribe'>;
}

/** The status line is one line: what was copied or said may have several. */
const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/gu, ' ');

/** Creates the App of one run. */
export const createApp = (options: AppOptions): AppHandle => {
  const { console } = options;
  // Ages are told by it; what is to be read stays as long as a person needs.
  const clock = unhurried(options.clock);
  const ui = createStore<UiState>()(() => options.initial);
  const dispatch = (event: UiEvent): void => {
    const before = ui.getState();
    const after = reduceUi(before, event);
    ui.setState(feedSeenEvents(before, after, clock.now()).reduce(reduceUi, after), true);
  };
  let nextId = 1;

  const toast = (kind: Toast['kind'], text: string, toDo?: Hint): void => {
    const hint = hintText(toDo);
    const id = nextId++;
    const shown: Toast = { id, kind, text: oneLine(text), ...(hint === undefined ? {} : { hint: oneLine(hint) }) };
    dispatch({ type: 'toast/shown', toast: shown });
    if (!isStaying(shown)) clock.after(toastMs, () => dispatch({ type: 'toast/dismissed', id }));
  };

  const attempt = async (action: Promise<Outcome>): Promise<boolean> => {
    const outcome = await action.catch((error: unknown): Outcome => ({ ok: false, error: toErrorView(error) }));
    if (outcome.ok) {
      if (outcome.sentence !== undefined) toast(outcome.isWarning === true ? 'warning' : 'done', outcome.sentence, outcome.hint);
    } else if (outcome.error.code !== 'cancelled') toast('error', outcome.error.sentence, outcome.error.hint);
    return outcome.ok;
  };

  const questions = createQuestions(dispatch, ui.getState);

  const app: App = {
    console,
    terminal: options.terminal,
    settings: options.settings,
    signs: options.signs,
    isDemo: options.isDemo,
    frame: () => frameOf(console.store.getState(), ui.getState()),
    dispatch,
    now: () => clock.now(),
    later: createLater(clock),
    run: (id) => runBinding(app, options.handlers, id),
    reasonOf: (id, frame = app.frame()) => options.handlers[id].reason?.(frame),
    ...questions,
    ...createLooks({ clock, dispatch, ui }),
    say: (text) => toast('done', text),
    note: (text) => toast('note', text),
    warn: (text) => toast('warning', text),
    complain: (text, hint) => toast('error', text, hint),
    attempt,
    quit: options.onQuit,
  };
  return { app, ui };
};
