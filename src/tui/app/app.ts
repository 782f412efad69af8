// What an action may touch: the console, the state of the screen, and the few services of the terminal.
import type {
  Clock,
  Console,
  DiffLine,
  Hint,
  Outcome,
  PlannedChange,
  RunInTerminal,
  SetUpDraft,
  WhatIf,
} from '../../core/faces.ts';
import type { BindingId } from '../keys/bindings.ts';
import type { Stroke } from '../keys/strokes.ts';
import type {
  AccountScope,
  Choice,
  PickItem,
  PickOverlay,
  PickSource,
  ScreenName,
  UiDispatch,
} from '../state/ui-state.ts';
import type { Signs } from '../theme/signs.ts';
import type { Frame } from './frame.ts';

/** Runs `act` after `delayMs`, unless it is called again with the same name before that: then only the newer one runs. */
type Later = (name: string, delayMs: number, act: () => void) => void;

export const createLater = (clock: Clock): Later => {
  const waiting = new Map<string, () => void>();
  return (name, delayMs, act) => {
    waiting.get(name)?.();
    const cancel = clock.after(delayMs, () => {
      waiting.delete(name);
      act();
    });
    waiting.set(name, cancel);
  };
};

/** A question that must be answered before something happens. */
export interface ConfirmRequest {
  readonly title: string;
  /** What will be run or written, said exactly. */
  readonly lines: readonly string[];
  readonly confirmLabel: string;
  /** The button that leaves all as it is; default “Cancel”, which says nothing where something is to be cancelled. */
  readonly cancelLabel?: string;
  readonly isDanger?: boolean;
  /** The word the operator must type. */
  readonly typed?: string;
}

export interface PromptRequest {
  readonly title: string;
  readonly lines: readonly string[];
  /** What stands in the field at first. */
  readonly initial?: string;
  /** Says why an answer will not do, or undefined when it will. */
  readonly check: (answer: string) => Promise<string | undefined>;
}

export interface ChoiceRequest {
  readonly title: string;
  readonly lines: readonly string[];
  readonly choices: readonly Choice[];
  /** Index of the answer the choice begins on; default the first. */
  readonly selected?: number;
  /**
   * The rest of the burst that opened it is for it, as of a menu that is known by heart. Only where every answer merely reads, or asks
   * before it does anything.
   */
  readonly hearsBurst?: true;
}

/** Why nothing can be picked for a typed text: one sentence. */
export interface PickRefusal {
  readonly refused: string;
}

/** A question answered by several of a long list, or by what is typed. */
export interface PickRequest {
  readonly title: string;
  readonly lines: readonly string[];
  /** The question reads lists of an account, it does not fetch them: whoever asks does (`loadPeers`, `loadGroups`). */
  readonly source: PickSource;
  /** What is picked already. Labels count only for what is not in the source. */
  readonly picked: readonly PickItem[];
  /** `type a name or an id`. */
  readonly typeLabel: string;
  /** What is said where something is typed; default the label. */
  readonly typeLines?: readonly string[];
  /**
   * The item for a text (one line, clean, not blank). It may ask further questions; undefined where the operator turned back from them.
   * `signal` fires when nobody waits for the item any more.
   */
  readonly typed: (text: string, signal: AbortSignal) => Promise<PickItem | PickRefusal | undefined>;
  /** `Done: 2 chosen`. */
  readonly doneLabel: (count: number) => string;
}

/** A change of the config to be read before it is written. */
export interface ReviewRequest {
  readonly change: PlannedChange;
  readonly whatIf: WhatIf;
  /** What somebody else wrote meanwhile: why it is shown again. */
  readonly theirs?: readonly DiffLine[];
}

/** What the actions need of the terminal. */
export interface TerminalPort {
  /** Puts text on the clipboard of the operator's terminal (OSC 52, so that it works over SSH). */
  copy(text: string): void;
  /** Opens a file with the system's own viewer. */
  open(path: string): Promise<Outcome>;
  /** Hands the terminal to the operator's editor with this file, at this line (from 1) if it can be told to, and takes it back when it ends. */
  edit(path: string, line?: number): Promise<Outcome>;
  /** Hands the terminal to a command, and takes it back when that ends. */
  readonly run: RunInTerminal;
}

/** What the console remembers between runs. */
export interface SettingsPort {
  saveLast(last: { readonly screen: ScreenName; readonly scope: AccountScope }): void;
  /** The answers of the set-up assistant, as they are given: whatever ends the console, they stay. */
  saveSetUp(answers: SetUpDraft): void;
}

/** How a run of the console came to its end. */
export type ExitReason =
  | { readonly type: 'quit' }
  | { readonly type: 'demo' }
  /** Another gateway is looked at instead; without a name that of this machine. */
  | { readonly type: 'gateway'; readonly name?: string }
  | { readonly type: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly type: 'failed'; readonly error: Error };

export interface App {
  readonly console: Console;
  readonly terminal: TerminalPort;
  readonly settings: SettingsPort;
  readonly signs: Signs;
  readonly isDemo: boolean;
  /** The present moment; every action asks afresh, so that a burst of keys acts on what each one changed. */
  frame(): Frame;
  dispatch: UiDispatch;
  now(): number;
  readonly later: Later;
  /** Runs a binding as if its key had been pressed. */
  run(id: BindingId): void;
  /** Why a binding cannot be run now, or undefined. */
  reasonOf(id: BindingId, frame?: Frame): string | undefined;
  /**
   * Finds something out, then does what follows: asks, or goes on. Keys that come before it is said (`text`) wait: a question drops them,
   * since nobody has read it, else they are pressed when `then` is done. Later ones do nothing. Undefined where the operator turned back.
   */
  waitFor<Found, Result>(
    text: string,
    work: () => Promise<Found>,
    then: (found: Found) => Result | Promise<Result>,
  ): Promise<Result | undefined>;
  /**
   * Waits for something nobody asked for, and at least {@link unaskedAfterMs}, while keys do what they do. True if none was pressed: a question
   * may come up. Else it would take away what is being done.
   */
  undisturbed(work: Promise<unknown>): Promise<boolean>;
  noteStroke(): void;
  /** Turns back from what is being found out. */
  cancelPending(): void;
  /** A stroke that comes meanwhile, and what presses it again. */
  keepStroke(stroke: Stroke, press: () => void): void;
  /** The stroke that has begun it: nobody means it twice. */
  pendingBegunBy(stroke: Stroke): void;
  /**
   * Asks; resolves when the operator has answered. Questions queue up. `signal` fires when what is asked about is no more: the question
   * goes, as if it had been cancelled.
   */
  confirm(request: ConfirmRequest, signal?: AbortSignal): Promise<boolean>;
  /** Asks for text; resolves with the accepted answer or undefined. */
  prompt(request: PromptRequest): Promise<string | undefined>;
  /** Asks which; resolves with the index of the answer or undefined. */
  choose(request: ChoiceRequest): Promise<number | undefined>;
  /** Asks which ones; resolves with them in the order they were picked, or undefined when nothing shall change. */
  pick(request: PickRequest): Promise<readonly PickItem[] | undefined>;
  /** Shows a change of the config with its diff; resolves with whether it shall be written. */
  review(request: ReviewRequest): Promise<boolean>;
  /** Says that something was done. */
  say(text: string): void;
  /** Says something to know, such as why a key does nothing now. */
  note(text: string): void;
  /** Says that something was done and more is left to do, until a key is pressed. */
  warn(text: string): void;
  /** Shows an error until a key is pressed. */
  complain(text: string, hint?: Hint): void;
  /** Runs an action and shows what it came to: its sentence or its error. True if it worked. */
  attempt(action: Promise<Outcome>): Promise<boolean>;
  answerConfirm(isYes: boolean): void;
  /** Answers the choice on top; undefined cancels it. */
  answerChoice(index: number | undefined): void;
  /** What the question with this id makes of a typed text. */
  makePick(id: number, text: string, signal: AbortSignal): Promise<PickItem | PickRefusal | undefined>;
  /** Replaces what is picked, or can be, in the question on top. */
  changePick(change: Partial<Pick<PickOverlay, 'picked' | 'extras'>>): void;
  /** Answers the question on top with what was picked; undefined cancels it. */
  answerPick(picked: readonly PickItem[] | undefined): void;
  /** Offers the text of the prompt on top as its answer; a refused one stays with its reason. */
  acceptPrompt(): Promise<void>;
  cancelPrompt(): void;
  quit(reason: ExitReason): void;
}
