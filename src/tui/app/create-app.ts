// Makes the App: the state of the screen, the queue of questions, toasts. No React in here.
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type Clock,
  type Console,
  type Hint,
  type Outcome,
  realTimeClock,
  toErrorView,
} from '../../core/faces.ts';
import { type BindingId, bindingOf } from '../keys/bindings.ts';
import { emptyList } from '../layout/window-for.ts';
import { feedSeenEvents, reduceUi } from '../state/ui-reduce.ts';
import {
  type ConfirmOverlay,
  doneRowId,
  isStaying,
  type Overlay,
  type PickItem,
  type PickOverlay,
  type Toast,
  type UiDispatch,
  type UiEvent,
  type UiState,
} from '../state/ui-state.ts';
import type { Signs } from '../theme/signs.ts';
import {
  type App,
  type ChoiceRequest,
  type ConfirmRequest,
  createLater,
  type ExitReason,
  type PickRequest,
  type PromptRequest,
  type ReviewRequest,
  type SettingsPort,
  type TerminalPort,
} from './app.ts';
import type { Handlers } from './context.ts';
import { type Frame, frameOf } from './frame.ts';
import { hintText } from './remedies.ts';
import { createWaiting } from './waiting.ts';
import { frameSentences } from './words.ts';

// Questions and their answers: a promise each, the one asked last is answered first. No React in here.

// Questions answered by several of a list: what is kept of them beside the state, and their answers. No React in here.

type Picks = Pick<App, 'pick' | 'makePick' | 'changePick' | 'answerPick'>;

interface Waiting extends Pick<PickRequest, 'typed' | 'doneLabel'> {
  readonly answer: (picked: readonly PickItem[] | undefined) => void;
}

/** Makes it; `getUi` tells what is on top. Ids are those of all questions. */
const createPicks = (dispatch: UiDispatch, getUi: () => UiState, nextId: () => number): Picks => {
  const waiting = new Map<number, Waiting>();

  const top = (): PickOverlay | undefined => {
    const overlay = getUi().overlays.at(-1);
    return overlay?.type === 'pick' ? overlay : undefined;
  };

  return {
    pick: ({ title, lines, source, picked, typeLabel, typeLines, typed, doneLabel }) =>
      new Promise((answer) => {
        const id = nextId();
        waiting.set(id, { typed, doneLabel, answer });
        // Held from the first moment: what comes into the list comes below it.
        dispatch({ type: 'list/changed', name: 'pick', list: { ...emptyList, selectedId: doneRowId } });
        const overlay: PickOverlay = {
          type: 'pick',
          id,
          title,
          lines,
          source,
          picked,
          extras: picked,
          typeLabel,
          typeLines: typeLines ?? [typeLabel],
          doneLabel: doneLabel(picked.length),
          isFiltering: false,
        };
        dispatch({ type: 'overlay/opened', overlay });
      }),
    makePick: async (id, text, signal) => waiting.get(id)?.typed(text, signal),
    changePick: (change) => {
      const overlay = top();
      if (overlay === undefined) return;
      const { picked = overlay.picked } = change;
      const doneLabel = waiting.get(overlay.id)?.doneLabel(picked.length) ?? overlay.doneLabel;
      dispatch({ type: 'overlay/changed', overlay: { ...overlay, ...change, doneLabel } });
    },
    answerPick: (picked) => {
      const overlay = top();
      if (overlay === undefined) return;
      dispatch({ type: 'overlay/closed' });
      waiting.get(overlay.id)?.answer(picked);
      waiting.delete(overlay.id);
    },
  };
};

interface Questions extends Picks {
  confirm(request: ConfirmRequest, signal?: AbortSignal): Promise<boolean>;
  prompt(request: PromptRequest): Promise<string | undefined>;
  choose(request: ChoiceRequest): Promise<number | undefined>;
  review(request: ReviewRequest): Promise<boolean>;
  answerConfirm(isYes: boolean): void;
  answerChoice(index: number | undefined): void;
  acceptPrompt(): Promise<void>;
  cancelPrompt(): void;
}

const confirmOverlay = (id: number, request: ConfirmRequest): ConfirmOverlay => ({
  type: 'confirm',
  id,
  title: request.title,
  lines: request.lines,
  confirmLabel: request.confirmLabel,
  cancelLabel: request.cancelLabel,
  isDanger: request.isDanger ?? false,
  // Safety wins: whatever lets somebody in or throws something away begins on Cancel.
  focus: 'cancel',
  typed: request.typed,
});

/** Makes the queue; `getUi` tells what is on top. */
const createQuestions = (dispatch: UiDispatch, getUi: () => UiState): Questions => {
  const yesNo = new Map<number, (isYes: boolean) => void>();
  const choices = new Map<number, (index: number | undefined) => void>();
  const prompts = new Map<
    number,
    { check: PromptRequest['check']; answer: (text: string | undefined) => void }
  >();
  let nextId = 1;

  const top = (): Overlay | undefined => getUi().overlays.at(-1);

  const ask = <Answer>(
    waiting: Map<number, (answer: Answer) => void>,
    overlayOf: (id: number) => Overlay,
  ): Promise<Answer> =>
    new Promise((resolve) => {
      const id = nextId++;
      waiting.set(id, resolve);
      dispatch({ type: 'overlay/opened', overlay: overlayOf(id) });
    });

  const answer = <Answer>(
    waiting: Map<number, (answer: Answer) => void>,
    id: number,
    value: Answer,
  ): void => {
    dispatch({ type: 'overlay/closed' });
    waiting.get(id)?.(value);
    waiting.delete(id);
  };

  /** Takes a question back that nobody has answered, wherever it stands by now. */
  const withdraw = (id: number): void => {
    const resolve = yesNo.get(id);
    if (resolve === undefined) return;
    yesNo.delete(id);
    dispatch({ type: 'question/withdrawn', id });
    resolve(false);
  };

  const clear = (field: 'confirm' | 'prompt', text = ''): void =>
    dispatch({ type: 'field/edited', field, edit: { type: 'set', text } });

  /** The index is all: rows of a question are known by their place. */
  const beginAt = (name: 'choice' | 'review', index = 0): void =>
    dispatch({
      type: 'list/changed',
      name,
      list: { ...emptyList, index: Math.max(0, index), offset: Math.max(0, index) },
    });

  return {
    ...createPicks(dispatch, getUi, () => nextId++),
    confirm: (request, signal) => {
      if (signal?.aborted === true) return Promise.resolve(false);
      clear('confirm');
      return ask(yesNo, (id) => {
        signal?.addEventListener('abort', () => withdraw(id), { once: true });
        return confirmOverlay(id, request);
      });
    },
    choose: ({ title, lines, choices: offered, selected, hearsBurst }) => {
      beginAt('choice', selected);
      return ask(choices, (id) => ({
        type: 'choice',
        id,
        title,
        lines,
        choices: offered,
        ...(hearsBurst === true ? { hearsBurst } : {}),
      }));
    },
    review: ({ change, whatIf, theirs }) => {
      beginAt('review');
      return ask(yesNo, (id) => ({
        type: 'review',
        id,
        change,
        whatIf,
        focus: 'cancel',
        theirs,
      }));
    },
    prompt: (request) => {
      clear('prompt', request.initial);
      return new Promise((resolve) => {
        const id = nextId++;
        prompts.set(id, { check: request.check, answer: resolve });
        dispatch({
          type: 'overlay/opened',
          overlay: { type: 'prompt', id, title: request.title, lines: request.lines, isBusy: false },
        });
      });
    },
    answerConfirm: (isYes) => {
      const overlay = top();
      if (overlay?.type === 'confirm' || overlay?.type === 'review') answer(yesNo, overlay.id, isYes);
    },
    answerChoice: (index) => {
      const overlay = top();
      if (overlay?.type === 'choice') answer(choices, overlay.id, index);
    },
    acceptPrompt: async () => {
      const overlay = top();
      const waiting = overlay?.type === 'prompt' ? prompts.get(overlay.id) : undefined;
      if (overlay?.type !== 'prompt' || waiting === undefined || overlay.isBusy) return;
      const text = getUi().fields.prompt.value;
      dispatch({ type: 'overlay/changed', overlay: { ...overlay, isBusy: true } });
      const error = await waiting.check(text).catch((cause: unknown) => toErrorView(cause).sentence);
      const now = top();
      if (now?.type !== 'prompt' || now.id !== overlay.id) return;
      if (error !== undefined) {
        dispatch({ type: 'overlay/changed', overlay: { ...now, isBusy: false, error } });
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
};

// The one place where a binding becomes an action: keys, help, palette and detail rows all come here.

/** Why a binding cannot be run now; undefined if it can. */
const reasonFor = (handlers: Handlers, id: BindingId, frame: Frame): string | undefined =>
  frame.core.isReadOnly && bindingOf(id).isChange === true
    ? frameSentences.readOnly
    : handlers[id].reason?.(frame);

/** Runs a binding, or says why it cannot be done now. Never throws: what goes wrong is shown. */
const runBinding = (app: App, handlers: Handlers, id: BindingId): void => {
  const frame = app.frame();
  const reason = reasonFor(handlers, id, frame);
  if (reason !== undefined) {
    // A movement that leads nowhere is not worth a word.
    if (bindingOf(id).isPlain !== true) app.note(reason);
    return;
  }
  const failed = (error: unknown): void => {
    const view = toErrorView(error);
    app.complain(view.sentence, view.detail ?? view.hint);
  };
  try {
    const running = handlers[id].run(app, frame);
    if (running instanceof Promise) running.catch(failed);
  } catch (error) {
    failed(error);
  }
};

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

export interface AppHandle {
  readonly app: App;
  readonly ui: Pick<StoreApi<UiState>, 'getState' | 'subscribe'>;
}

/** The status line is one line: what was copied or said may have several. */
const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/gu, ' ');

export const createApp = (options: AppOptions): AppHandle => {
  const { console } = options;
  // Ages are told by it; what is to be read stays as long as a person needs.
  const clock = realTimeClock(options.clock);
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
    const shown: Toast = {
      id,
      kind,
      text: oneLine(text),
      ...(hint === undefined ? {} : { hint: oneLine(hint) }),
    };
    dispatch({ type: 'toast/shown', toast: shown });
    if (!isStaying(shown)) clock.after(toastMs, () => dispatch({ type: 'toast/dismissed', id }));
  };

  const attempt = async (action: Promise<Outcome>): Promise<boolean> => {
    const outcome = await action.catch(
      (error: unknown): Outcome => ({ ok: false, error: toErrorView(error) }),
    );
    if (outcome.ok) {
      if (outcome.sentence !== undefined)
        toast(outcome.isWarning === true ? 'warning' : 'done', outcome.sentence, outcome.hint);
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
    reasonOf: (id, frame = app.frame()) => reasonFor(options.handlers, id, frame),
    ...questions,
    ...createWaiting({ clock, dispatch, ui }),
    say: (text) => toast('done', text),
    note: (text) => toast('note', text),
    warn: (text) => toast('warning', text),
    complain: (text, hint) => toast('error', text, hint),
    attempt,
    quit: options.onQuit,
  };
  return { app, ui };
};
