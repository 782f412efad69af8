// What the screen shows and where the operator is in it, and what can happen to that. Nothing in here is known to the core.
import type {
  AccountId,
  DiffLine,
  FeedFocus,
  FeedKind,
  GroupId,
  PlannedChange,
  SetUpDraft,
  WhatIf,
} from '../../core/faces.ts';
import type { ListState } from '../layout/window-for.ts';
import type { TerminalInk } from '../theme/tokens.ts';
import type { DraftEvent, Drafts } from './drafts.ts';
import type { FieldEdit, FieldState } from './editor.ts';

// A question answered by several of a long list, as it stands. Plain data: what it does with typed text is kept beside the state.

export interface PickItem {
  /** What is kept of it: an id, or a text as it was typed. No two items of a question have the same one. */
  readonly key: string;
  /** What it is called. Sanitised; other people's text. */
  readonly label: string;
  /** Stands before the label where there is room: a phone number, a count. */
  readonly detail?: string;
  /** What the filter finds it by, besides label and key. */
  readonly searchText?: string;
}

/** Where the items come from. The lists of an account are read off the state at every frame, so that they fill in. */
export type PickSource =
  | { readonly type: 'peers' | 'groups'; readonly accountId: AccountId }
  /** These, and what there is to say about them. */
  | { readonly type: 'fixed'; readonly rows: readonly PickItem[]; readonly note?: string };

/** The row that answers: the cursor begins there, where Enter lets in nobody who was not picked. */
export const doneRowId = 'done';

export interface PickOverlay {
  readonly type: 'pick';
  readonly id: number;
  readonly title: string;
  readonly lines: readonly string[];
  readonly source: PickSource;
  /** What is picked, in the order it was. */
  readonly picked: readonly PickItem[];
  /** What can be picked besides the items of the source: what was picked at first, and what was typed since. */
  readonly extras: readonly PickItem[];
  readonly typeLabel: string;
  /** What is said where something is typed. */
  readonly typeLines: readonly string[];
  readonly doneLabel: string;
  /** The filter is being typed. */
  readonly isFiltering: boolean;
}

export const screenNames = ['status', 'feed', 'pairing', 'directory', 'access', 'login'] as const;
export type ScreenName = (typeof screenNames)[number];

export type ListName =
  | 'status'
  | 'feed'
  | 'pairing.pending'
  | 'pairing.approved'
  | 'pairing.decided'
  | 'directory.peers'
  | 'directory.groups'
  | 'directory.members'
  | 'access'
  | 'login'
  /** That of what opens over a screen is called as it. */
  | Overlay['type'];

/** Every text field. `filter` belongs to the list of the screen, `pick` is the filter of a question with a list. */
export type FieldName = 'filter' | 'directory' | 'help' | 'prompt' | 'confirm' | 'pick';

export type AccountScope = AccountId | 'all';

/** A question with its two answers. Cancel has the focus at first. */
export interface ConfirmOverlay {
  readonly type: 'confirm';
  readonly id: number;
  readonly title: string;
  /** What will happen: the command that will be run, or the file that will be written. */
  readonly lines: readonly string[];
  readonly confirmLabel: string;
  /** The button that leaves all as it is, where “Cancel” would not tell what that is. */
  readonly cancelLabel?: string;
  readonly isDanger: boolean;
  /** The operator must type this word to confirm. */
  readonly typed?: string;
  readonly focus: 'cancel' | 'confirm';
}

export interface PromptOverlay {
  readonly type: 'prompt';
  readonly id: number;
  readonly title: string;
  readonly lines: readonly string[];
  readonly error?: string;
  readonly isBusy: boolean;
}

export interface CopyItem {
  readonly label: string;
  readonly text: string;
}

/** A change of the config, to be read before it is written. */
export interface ReviewOverlay {
  readonly type: 'review';
  readonly id: number;
  readonly change: PlannedChange;
  readonly whatIf: WhatIf;
  /** What somebody else wrote meanwhile: why it is shown again. */
  readonly theirs?: readonly DiffLine[];
  readonly focus: 'cancel' | 'confirm';
}

/** One of several answers, each with what it means. */
export interface Choice {
  readonly label: string;
  readonly means: string;
}

export interface ChoiceOverlay {
  readonly type: 'choice';
  readonly id: number;
  readonly title: string;
  readonly lines: readonly string[];
  readonly choices: readonly Choice[];
  /** The rest of the burst that opened it is for it. */
  readonly hearsBurst?: true;
}

/** Where a message is written. What is written is `drafts[key]`. */
export interface ComposeOverlay {
  readonly type: 'compose';
  /** The thread, as `sendKey` names it. */
  readonly key: string;
  readonly focus: 'text' | ComposeButton;
}

/** The buttons below the text, from left to right. */
export const composeButtons = ['kind', 'send', 'discard'] as const;
export type ComposeButton = (typeof composeButtons)[number];

export type Overlay =
  | ComposeOverlay
  | ReviewOverlay
  | ChoiceOverlay
  | PickOverlay
  | ConfirmOverlay
  | PromptOverlay
  | { readonly type: 'help' }
  | { readonly type: 'details' }
  | { readonly type: 'command-log' }
  /** A command that runs, or has run: its id in `state.runs`. */
  | { readonly type: 'command-run'; readonly runId: number }
  | { readonly type: 'copy-menu'; readonly items: readonly CopyItem[] }
  | { readonly type: 'raw-text'; readonly title: string; readonly text: string }
  | { readonly type: 'checklist' }
  | { readonly type: 'set-up' }
  | { readonly type: 'qr' };

/** A passing word. Errors and warnings stay until a key is pressed. */
export interface Toast {
  readonly id: number;
  /** `done`: something was done. `note`: something to know, such as why not. `warning`: it was done, and more is left to do. */
  readonly kind: 'done' | 'note' | 'warning' | 'error';
  readonly text: string;
  readonly hint?: string;
}

/** The lists of the pairing screen, in the order of Tab. */
export const pairingPanes = ['pending', 'approved', 'decided'] as const;
export type PairingPane = (typeof pairingPanes)[number];

/** Does it stay until a key is pressed? */
export const isStaying = ({ kind }: Toast): boolean => kind === 'error' || kind === 'warning';

export interface UiState {
  readonly screen: ScreenName;
  /** The screens before this one, oldest first, for Esc. */
  readonly history: readonly ScreenName[];
  readonly scope: AccountScope;
  readonly size: { readonly columns: number; readonly rows: number };
  /** The clock of the screen, moved by the ticker only as often as something visible needs it. */
  readonly nowMs: number;
  readonly lists: Readonly<Partial<Record<ListName, ListState>>>;
  readonly fields: Readonly<Record<FieldName, FieldState>>;
  /** The text field that has the focus, if any. */
  readonly focus?: FieldName;
  /** Bottom first; the last one has the keys. */
  readonly overlays: readonly Overlay[];
  /** Oldest first. Errors go before passing words on the status line. */
  readonly toasts: readonly Toast[];
  readonly feed: {
    readonly view: FeedKind;
    /** While paused the feed shows what it had then. */
    readonly pausedAtMs?: number;
    /** Messages up to this moment have been seen; later ones are unread. */
    readonly seenUntilMs: number;
    /** When the operator scrolled up or paused while at the end; absent at the end. Later messages are the new ones below. */
    readonly heldAtMs?: number;
    /** Messages received before this moment are hidden (`C`). */
    readonly clearedAtMs: number;
    /** Only this sender or this thread is shown (`@`, `#`). */
    readonly only?: FeedFocus;
    /** What `n` and `N` look for. Everything is shown around the matches. */
    readonly search?: string;
  };
  readonly pairing: { readonly pane: PairingPane };
  readonly directory: { readonly pane: 'peers' | 'groups' | 'members'; readonly groupId?: GroupId };
  readonly login: {
    readonly isFullBlocks: boolean;
    /** Light and dark have changed places in the code. */
    readonly isFlipped: boolean;
    /** What a code can be drawn with in this terminal. */
    readonly ink: TerminalInk;
  };
  /** What was written and not sent, keyed by `sendKey`. */
  readonly drafts: Drafts;
  /** Names of gateways on other hosts, as the settings have them. */
  readonly gateways: readonly string[];
  /** What was answered in the set-up assistant; it stays when that is left. */
  readonly setUp: SetUpDraft;
  /** Something is found out before a question. Keys wait for it; `isShown` once it takes so long that it is said. */
  readonly pendingCheck?: { readonly text: string; readonly isShown: boolean };
  /** When `^c` was last pressed, for the second press. */
  readonly interruptedAtMs?: number;
}

// Everything that can happen to what the screen shows, in the past tense.

export type UiEvent =
  | DraftEvent
  | { readonly type: 'screen/shown'; readonly screen: ScreenName }
  | { readonly type: 'screen/left' }
  | { readonly type: 'scope/changed'; readonly scope: AccountScope }
  | { readonly type: 'size/changed'; readonly columns: number; readonly rows: number }
  | { readonly type: 'time/passed'; readonly nowMs: number }
  | { readonly type: 'list/changed'; readonly name: ListName; readonly list: ListState }
  | { readonly type: 'field/edited'; readonly field: FieldName; readonly edit: FieldEdit }
  | { readonly type: 'focus/changed'; readonly field?: FieldName }
  | { readonly type: 'overlay/opened'; readonly overlay: Overlay }
  | { readonly type: 'overlay/changed'; readonly overlay: Overlay }
  | { readonly type: 'overlay/closed' }
  /** What a yes-or-no question was about is no more. */
  | { readonly type: 'question/withdrawn'; readonly id: number }
  | { readonly type: 'toast/shown'; readonly toast: Toast }
  | { readonly type: 'toast/dismissed'; readonly id: number }
  /** A key was pressed: errors that stood there have been read. */
  | { readonly type: 'errors/read' }
  | { readonly type: 'feed/view-changed'; readonly view: FeedKind }
  /** Only one sender or thread is shown, or all again. */
  | { readonly type: 'feed/narrowed'; readonly only?: FeedFocus }
  /** What `n` and `N` look for; without a text they look for nothing. */
  | { readonly type: 'feed/searched'; readonly text?: string }
  | { readonly type: 'feed/paused'; readonly atMs: number }
  | { readonly type: 'feed/resumed' }
  | { readonly type: 'feed/cleared'; readonly atMs: number }
  | { readonly type: 'feed/seen'; readonly untilMs: number }
  /** The end of the feed is out of sight, or in sight again. */
  | { readonly type: 'feed/held'; readonly atMs: number }
  | { readonly type: 'feed/released' }
  | { readonly type: 'pairing/pane-changed'; readonly pane: PairingPane }
  | {
      readonly type: 'directory/pane-changed';
      readonly pane: 'peers' | 'groups' | 'members';
      readonly groupId?: GroupId;
    }
  | { readonly type: 'login/blocks-toggled' }
  | { readonly type: 'login/flipped' }
  /** What is `undefined` is taken back. */
  | {
      readonly type: 'set-up/answered';
      readonly answers: { readonly [Name in keyof SetUpDraft]?: SetUpDraft[Name] | undefined };
    }
  | { readonly type: 'set-up/forgotten' }
  /** Something is being found out before a question; without it no more. */
  | { readonly type: 'pending-check/changed'; readonly pendingCheck?: NonNullable<UiState['pendingCheck']> }
  | { readonly type: 'interrupt/pressed'; readonly atMs: number };

export type UiDispatch = (event: UiEvent) => void;
