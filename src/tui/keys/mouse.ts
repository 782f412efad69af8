// Reports of the mouse (SGR). Ink passes them on as text without their escape.

export type MouseEvent =
  | { readonly type: 'wheel'; readonly by: -1 | 1 }
  | { readonly type: 'click'; readonly column: number; readonly row: number };

const report = /^\[<(\d+);(\d+);(\d+)([Mm])$/u;

/** A wheel step or a press of the left button; `column` and `row` count from 0. Undefined for anything else. */
export const parseMouse = (input: string): MouseEvent | undefined => {
  const [, button, column, row, kind] = report.exec(input) ?? [];
  if (kind !== 'M') return undefined;
  if (button === '64' || button === '65') return { type: 'wheel', by: button === '64' ? -1 : 1 };
  return button === '0' ? { type: 'click', column: Number(column) - 1, row: Number(row) - 1 } : undefined;
};

/** Is this a report of the mouse at all? A release or a drag is one, and must not become letters. */
export const isMouseReport = (input: string): boolean => report.test(input);
