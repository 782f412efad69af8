// Makes the App: the state of the screen, the queue of questions, toasts. No React in here.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Clock, type Console, type Outcome, toErrorView } from '../../core/index.ts';
import { feedSeenEvents } from '../state/feed-seen.ts';
import type { UiEvent } from '../state/ui-events.ts';
import { reduceUi } from '../state/ui-reduce.ts';
import type { ConfirmOverlay, UiState } from '../state/ui-state.ts';
import type { Signs } from '../theme/signs.ts';
import type { App, ConfirmRequest, ExitReason, PromptRequest, SettingsPort, TerminalPort } from './app.ts';
import { frameOf } from './frame.ts';
import type { Handlers } from './handlers.ts';
import { createLater } from './later.ts';
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
  const { console, clock } = options;
  const ui = createStore<UiState>()(() => options.initial);
  const dispatch = (event: UiEvent): void => {
    const before = ui.getState();
    const after = reduceUi(before, event);
    ui.setState(feedSeenEvents(before, after, clock.now()).reduce(reduceUi, after), true);
  };
  const confirms = new Map<number, (isYes: boolean) => void>();
  const prompts = new Map<number, { check: PromptRequest['check']; answer: (text: string | undefined) => void }>();
  let nextId = 1;

  const toast = (kind: 'done' | 'note' | 'error', text: string, hint?: string): void => {
    const id = nextId++;
    dispatch({ type: 'toast/shown', toast: { id, kind, text: oneLine(text), ...(hint === undefined ? {} : { hint: oneLine(hint) }) } });
    if (kind !== 'error') clock.after(toastMs, () => dispatch({ type: 'toast/dismissed', id }));
  };

  const attempt = async (action: Promise<Outcome>): Promise<boolean> => {
    const outcome = await action.catch((error: unknown): Outcome => ({ ok: false, error: toErrorView(error) }));
    if (outcome.ok) {
      if (outcome.sentence !== undefined) toast('done', outcome.sentence);
    } else if (outcome.error.code !== 'cancelled') toast('error', outcome.error.sentence, outcome.error.hint);
    return outcome.ok;
  };

  const confirm = (request: ConfirmRequest): Promise<boolean> =>
    new Promise((resolve) => {
      const id = nextId++;
      confirms.set(id, resolve);
      dispatch({ type: 'field/edited', field: 'confirm', edit: { type: 'set', text: '' } });
      dispatch({ type: 'overlay/opened', overlay: confirmOverlay(id, request) });
    });

  const prompt = (request: PromptRequest): Promise<string | undefined> =>
    new Promise((answer) => {
      const id = nextId++;
      prompts.set(id, { check: request.check, answer });
      dispatch({ type: 'field/edited', field: 'prompt', edit: { type: 'set', text: '' } });
      dispatch({ type: 'overlay/opened', overlay: { type: 'prompt', id, title: request.title, lines: request.lines, isBusy: false } });
    });

  const top = (): UiState['overlays'][number] | undefined => ui.getState().overlays.at(-1);

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
    confirm,
    prompt,
    say: (text) => toast('done', text),
    note: (text) => toast('note', text),
    complain: (text, hint) => toast('error', text, hint),
    attempt,
    quit: options.onQuit,
    answerConfirm: (isYes) => {
      const overlay = top();
      if (overlay?.type !== 'confirm') return;
      dispatch({ type: 'overlay/closed' });
      confirms.get(overlay.id)?.(isYes);
      confirms.delete(overlay.id);
    },
    acceptPrompt: async () => {
      const overlay = top();
      const waiting = overlay?.type === 'prompt' ? prompts.get(overlay.id) : undefined;
      if (overlay?.type !== 'prompt' || waiting === undefined || overlay.isBusy) return;
      const text = ui.getState().fields.prompt.value;
      dispatch({ type: 'overlay/changed', overlay: { ...overlay, isBusy: true } });
      const error = await waiting.check(text).catch((cause: unknown) => toErrorView(cause).sentence);
      const now = top();
      if (now?.type !== 'prompt' || now.id !== overlay.id) return;
      if (error !== undefined) {
        const { error: _, ...rest } = now;
        dispatch({ type: 'overlay/changed', overlay: { ...rest, isBusy: false, error } });
        return;
      }
      dispatch({ type: 'overlay/closed' });
      prompts.delete(overlay.id);
      waiting.answer(text);
    },
    cancelPrompt: () => {
      const overlay = top();
      if (overlay?.type !== 'prompt') return;
      dispatch({ type: 'overlay/closed' });
      prompts.get(overlay.id)?.answer(undefined);
      prompts.delete(overlay.id);
    },
  };
  return { app, ui };
};

const confirmOverlay = (id: number, request: ConfirmRequest): ConfirmOverlay => ({
  type: 'confirm',
  id,
  title: request.title,
  lines: request.lines,
  confirmLabel: request.confirmLabel,
  isDanger: request.isDanger ?? false,
  // Safety wins: whatever lets somebody in or throws something away begins on Cancel.
  focus: 'cancel',
  ...(request.typed === undefined ? {} : { typed: request.typed }),
});
