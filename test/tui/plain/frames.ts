// Frames for the tests of plain mode: a state of the core and what the operator has done to the screen.
import type { ConsoleState } from '../../../src/core/state.ts';
import { type Frame, frameOf } from '../../../src/tui/app/frame.ts';
import { initialUiState, reduceUi } from '../../../src/tui/state/ui-reduce.ts';
import type { ScreenName, UiEvent } from '../../../src/tui/state/ui-state.ts';
import { aState, nowMs } from '../../support/builders.ts';

/** A frame on 80×24 with all accounts in view, after these events. */
export const aFrame = (
  screen: ScreenName,
  core: ConsoleState = aState(),
  ...events: readonly UiEvent[]
): Frame =>
  frameOf(
    core,
    events.reduce(reduceUi, initialUiState({ screen, scope: 'all', columns: 80, rows: 24, nowMs })),
  );

/** The frame after further events. */
export const after = (frame: Frame, ...events: readonly UiEvent[]): Frame => ({
  ...frame,
  ui: events.reduce(reduceUi, frame.ui),
});

/** The frame with another state of the core. */
export const withCore = (frame: Frame, core: ConsoleState): Frame => ({ ...frame, core });

/** Any reason would do: none of the keys is off. */
export const noReason = (): undefined => undefined;
