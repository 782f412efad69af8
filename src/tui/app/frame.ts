import type { ConsoleState } from '../../core/index.ts';
import { type Layout, layout } from '../layout/layout.ts';
import { emptyList, type ListState } from '../layout/window-for.ts';
import type { ListName, UiState } from '../state/ui-state.ts';

/** All that a screen is drawn from: one moment of core and screen, and where things go. */
export interface Frame {
  readonly core: ConsoleState;
  readonly ui: UiState;
  readonly layout: Layout;
}

/** The frame of a moment. */
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
