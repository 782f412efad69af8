// Questions and their answers: a promise each, the one asked last is answered first. No React in here.
import { toErrorView } from '../../core/index.ts';
import { emptyList } from '../layout/window-for.ts';
import type { UiDispatch } from '../state/ui-events.ts';
import type { ConfirmOverlay, Overlay, UiState } from '../state/ui-state.ts';
import type { ChoiceRequest, ConfirmRequest, PromptRequest, ReviewRequest } from './app.ts';
import { createPicks, type Picks } from './picks.ts';

/** The part of the App that asks and answers. */
export interface Questions extends Picks {
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
  ...(request.cancelLabel === undefined ? {} : { cancelLabel: request.cancelLabel }),
  isDanger: request.isDanger ?? false,
  // Safety wins: whatever lets somebody in or throws something away begins on Cancel.
  focus: 'cancel',
  ...(request.typed === undefined ? {} : { typed: request.typed }),
});

/** Makes the queue; `getUi` tells what is on top. */
export const createQuestions = (dispatch: UiDispatch, getUi: () => UiState): Questions => {
  const yesNo = new Map<number, (isYes: boolean) => void>();
  const choices = new Map<number, (index: number | undefined) => void>();
  const prompts = new Map<number, { check: PromptRequest['check']; answer: (text: string | undefined) => void }>();
  let nextId = 1;

  const top = (): Overlay | undefined => getUi().overlays.at(-1);

  const ask = <Answer>(waiting: Map<number, (answer: Answer) => void>, overlayOf: (id: number) => Overlay): Promise<Answer> =>
    new Promise((resolve) => {
      const id = nextId++;
      waiting.set(id, resolve);
      dispatch({ type: 'overlay/opened', overlay: overlayOf(id) });
    });

  const answer = <Answer>(waiting: Map<number, (answer: Answer) => void>, id: number, value: Answer): void => {
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

  const clear = (field: 'confirm' | 'prompt', text = ''): void => dispatch({ type: 'field/edited', field, edit: { type: 'set', text } });

  /** The index is all: rows of a question are known by their place. */
  const beginAt = (name: 'choice' | 'review', index = 0): void =>
    dispatch({ type: 'list/changed', name, list: { ...emptyList, index: Math.max(0, index), offset: Math.max(0, index) } });

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
      return ask(choices, (id) => ({ type: 'choice', id, title, lines, choices: offered, ...(hearsBurst === true ? { hearsBurst } : {}) }));
    },
    review: ({ change, whatIf, theirs }) => {
      beginAt('review');
      return ask(yesNo, (id) => ({ type: 'review', id, change, whatIf, focus: 'cancel', ...(theirs === undefined ? {} : { theirs }) }));
    },
    prompt: (request) => {
      clear('prompt', request.initial);
      return new Promise((resolve) => {
        const id = nextId++;
        prompts.set(id, { check: request.check, answer: resolve });
        dispatch({ type: 'overlay/opened', overlay: { type: 'prompt', id, title: request.title, lines: request.lines, isBusy: false } });
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
