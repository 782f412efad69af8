// Reports of the mouse (SGR), as a terminal sends them.

export type MouseEvent =
  | { readonly type: 'wheel'; readonly by: -1 | 1 }
  | { readonly type: 'click'; readonly column: number; readonly row: number };

const report = /^\u001B\[<(\d+);(\d+);(\d+)([Mm])$/u;

/** A wheel step or a press of the left button; `column` and `row` count from 0. Undefined for anything else. */
export const parseMouse = (input: string): MouseEvent | undefined => {
  const [, button, column, row, kind] = report.exec(input) ?? [];
  if (kind !== 'M') return undefined;
  if (button === '64' || button === '65') return { type: 'wheel', by: button === '64' ? -1 : 1 };
  return button === '0' ? { type: 'click', column: Number(column) - 1, row: Number(row) - 1 } : undefined;
};
