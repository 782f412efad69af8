import type { ReactElement } from 'react';
import type { ConsoleState } from '../../core/faces.ts';
import type { BindingId } from '../keys/bindings.ts';
import { type Layout, layout } from '../layout/layout.ts';
import { emptyList, type ListState, type RowIds } from '../layout/window-for.ts';
import type { CopyItem, ListName, ScreenName, UiState } from '../state/ui-state.ts';
import type { Line } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';

/** All that a screen is drawn from: one moment of core and screen, and where things go. */
export interface Frame {
  readonly core: ConsoleState;
  readonly ui: UiState;
  readonly layout: Layout;
}

export const frameOf = (core: ConsoleState, ui: UiState): Frame => ({
  core,
  ui,
  layout: layout(ui.size.columns, ui.size.rows),
});

/** What is remembered of a list; lists that follow begin at their end. */
export const listState = (ui: UiState, name: ListName): ListState =>
  ui.lists[name] ??
  (name === 'feed' || name === 'command-log' || name === 'command-run' ? followingList : emptyList);

const followingList: ListState = { ...emptyList, isFollowing: true };

// What the frame asks of a screen. Screens never import each other; `registry.ts` knows them all.

export interface ScreenList {
  readonly name: ListName;
  /** Row ids after the filter, in the order drawn. */
  readonly ids: RowIds;
  /** Rows the window shows. */
  readonly height: number;
  /** Reaching the end means staying there as rows come. */
  readonly canFollow?: boolean;
  readonly canMark?: boolean;
  readonly canFilter?: boolean;
  /** How many rows there are without the filter. */
  readonly total?: number;
  /** How many things the rows show, where a row can stand for several. */
  readonly shown?: number;
  /** Once the operator moves in it, rows keep their order until the screen is left. */
  readonly keepsOrder?: boolean;
  /** Lines of the terminal a row takes; default 1. */
  readonly rowLines?: number;
  /** Lines of the terminal each row takes, where they differ; `height` is in lines then. */
  readonly heights?: readonly number[];
  /** A cursor on the first row stays on the first row: what comes above it is what must be read first. */
  readonly holdsTop?: boolean;
  /** A text without a selected row: the movement keys move the window. */
  readonly isText?: boolean;
  /** Row of the terminal its first row is drawn on, for clicks. */
  readonly top?: number;
}

/** All there is to say about the selected row, and what can be done with it. */
export interface Details {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Bindings of this screen that make sense for this row; each becomes a row that Enter runs. */
  readonly actions: readonly BindingId[];
}

export interface ScreenModule {
  readonly name: ScreenName;
  /** Draws `layout.main` (the frame draws details beside it in `roomy`). */
  readonly View: (props: { readonly frame: Frame }) => ReactElement;
  readonly list: (frame: Frame) => ScreenList | undefined;
  readonly details?: (frame: Frame) => Details | undefined;
  /** Where the data comes from and how old it is; position and counts. */
  readonly statusLine: (frame: Frame, signs: Signs) => Line;
  /** What can be copied of the selected row, the obvious thing first. */
  readonly copyItems: (frame: Frame) => readonly CopyItem[];
}
