// What a dialog is. An overlay is what is open, as state; its dialog, one module, knows all there is to know of it: which keys it hears,
// where it stands, what moves in it, how it is drawn and how it is told. `registry.ts` has them all.
import type { ReactElement } from 'react';
import type { Frame, ScreenList, ScreenModule } from '../app/frame.ts';
import type { BindingId, Place } from '../keys/bindings.ts';
import type { Stroke } from '../keys/strokes.ts';
import type { Layout, Rect } from '../layout/layout.ts';
import type { FieldName, Overlay, UiState } from '../state/ui-state.ts';

export type OverlayType = Overlay['type'];
type OverlaysByType = { readonly [Type in OverlayType]: Extract<Overlay, { type: Type }> };
export type OverlayOf<Type extends OverlayType> = OverlaysByType[Type];

/** The room of a dialog, inside its border. */
export interface DialogRoom {
  readonly width: number;
  /** Rows of its list: what stands above it (a question, the field of the help) and below it is not among them. */
  readonly height: number;
  /** Rows at the foot of a list for the whole of the selected row. */
  readonly foot: number;
}

/** An overlay where it is open: what its dialog is asked with. */
export interface Opened<Type extends OverlayType = OverlayType> {
  readonly frame: Frame;
  readonly overlay: OverlayOf<Type>;
  readonly rect: Rect;
  readonly room: DialogRoom;
  readonly screen: ScreenModule;
  /** The places that hold. Handed in, as `keysTo` is, because keys ask the table of dialogs themselves. */
  readonly placesOf: (ui: UiState) => readonly Place[];
  /** The keys that run a binding from where the operator is. */
  readonly keysTo: (id: BindingId) => string;
}

/** A text field of a dialog that takes letters now. */
export interface DialogField {
  readonly name: FieldName;
  /** What is asked for, read out before what was typed. */
  readonly label: string;
  /** What was typed is being looked at. */
  readonly isBusy?: boolean;
}

/** Why a binding cannot be run in a frame, or undefined. */
export type ReasonOf = (id: BindingId, frame: Frame) => string | undefined;

/** A dialog in words, for those who hear the console. */
export interface Speech<Type extends OverlayType> {
  readonly title: (opened: Opened<Type>) => string;
  /** It asks: where one is, it is a question, whatever its title. */
  readonly isQuestion?: true;
  /** What it says when it opens, one sentence a line, without its title. */
  readonly lines: (opened: Opened<Type>) => readonly string[];
  /** The row or button in focus; `id` is the selected row of its list. Text fields are not its business, but for the one of the help. */
  readonly focus: (opened: Opened<Type>, id: string | undefined, reasonOf: ReasonOf) => string;
  /** What has changed in it between two frames in which it is on top. */
  readonly changes?: (before: Opened<Type>, after: Opened<Type>) => readonly string[];
}

/** All that the console asks of what opens over a screen. */
export interface Dialog<Type extends OverlayType> {
  /** The places whose keys hold while it is on top, the first consumer first; `ofScreen` are those of the screen below it. */
  readonly places: (overlay: OverlayOf<Type>, ofScreen: readonly Place[]) => readonly Place[];
  /** The text field that has the focus, if any. */
  readonly field?: (overlay: OverlayOf<Type>) => DialogField | undefined;
  /** What several strokes with letters among them mean, that came at once: a text pasted into a terminal that cannot tell. Default: all. */
  readonly burst?: (overlay: OverlayOf<Type>, strokes: readonly Stroke[]) => readonly Stroke[];
  readonly rect: (layout: Layout, overlay: OverlayOf<Type>) => Rect;
  /** Its rows are cut where they are narrow: the selected one stands whole at the foot. */
  readonly hasFoot?: true;
  /** Rows inside its border that are no part of its list, nor its foot. Default 0. */
  readonly rowsAround?: (overlay: OverlayOf<Type>, frame: Frame, rect: Rect) => number;
  readonly list?: (opened: Opened<Type>) => ScreenList | undefined;
  readonly View: (props: Opened<Type>) => ReactElement | null;
  readonly speech: Speech<Type>;
}

// Where dialogs stand. All are drawn over the body, in its rectangle, or in more of the terminal where there is little of it.

const allBut = ({ columns, rows }: Layout, rowsBelow: number): Rect => ({
  left: 0,
  top: 0,
  width: columns,
  height: rows - rowsBelow,
});

/** The whole terminal. */
export const wholeRect = (layout: Layout): Rect => allBut(layout, 0);

export const bodyRect = ({ body }: Layout): Rect => body;

/** The body; where there is little room all but the keys: for questions, and for lists with the whole of a row below them. */
export const questionRect = (layout: Layout): Rect =>
  layout.sizeClass === 'tight' ? allBut(layout, 1) : layout.body;

/** The body; where there is little room all but the keys and the status line, where what a key was answered with stands. */
export const answeredRect = (layout: Layout): Rect =>
  layout.sizeClass === 'tight' ? allBut(layout, 2) : layout.body;

/** In the middle of the body, as high as its text and `rowsAround` more, its border included; a question where there is little room. */
export const boxRect = (layout: Layout, paragraphs: readonly string[], rowsAround: number): Rect => {
  if (layout.sizeClass === 'tight') return questionRect(layout);
  const { body } = layout;
  const width = Math.min(72, body.width - 4);
  const text = paragraphs.reduce(
    (rows, line) => rows + Math.max(1, Math.ceil(line.length / Math.max(1, width - 4))),
    0,
  );
  const height = Math.min(body.height, text + rowsAround);
  return {
    left: Math.floor((body.width - width) / 2),
    top: body.top + Math.floor((body.height - height) / 2),
    width,
    height,
  };
};

/** Cells of a row inside the border of a rectangle. */
export const innerCells = ({ width }: Rect): number => Math.max(1, width - 4);
