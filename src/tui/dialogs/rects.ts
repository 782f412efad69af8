// Where dialogs stand. All are drawn over the body, in its rectangle, or in more of the terminal where there is little of it.
import type { Layout, Rect } from '../layout/layout.ts';

const allBut = ({ columns, rows }: Layout, rowsBelow: number): Rect => ({
  left: 0,
  top: 0,
  width: columns,
  height: rows - rowsBelow,
});

/** The whole terminal. */
export const wholeRect = (layout: Layout): Rect => allBut(layout, 0);

/** The body. */
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
