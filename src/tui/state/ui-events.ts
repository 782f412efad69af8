// Everything that can happen to what the screen shows, in the past tense.
import type { FeedFocus, GroupId, SetUpDraft } from '../../core/index.ts';
import type { ListState } from '../layout/window-for.ts';
import type { DraftEvent } from './drafts.ts';
import type { FieldEdit } from './field.ts';
import type {
  AccountScope,
  FeedView,
  FieldName,
  ListName,
  Overlay,
  PairingPane,
  ScreenName,
  Toast,
  UiState,
} from './ui-state.ts';

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
  | { readonly type: 'feed/view-changed'; readonly view: FeedView }
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
  | { readonly type: 'looking/changed'; readonly looking?: NonNullable<UiState['looking']> }
  | { readonly type: 'interrupt/pressed'; readonly atMs: number };

/** Puts an event into the state of the screen. */
export type UiDispatch = (event: UiEvent) => void;
