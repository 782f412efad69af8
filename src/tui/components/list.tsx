// The visible part of a list. The caller makes lines only for the rows that are drawn.
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { type ListState, markSet, type RowIds, windowFor } from '../layout/window-for.ts';
import { type Line, line } from '../text/spans.ts';
import { Rows } from './rows.tsx';

export interface ListProps {
  readonly ids: RowIds;
  readonly list: ListState;
  readonly width: number;
  readonly height: number;
  /** The line of a row, without the selection sign. Called for visible rows only. */
  readonly lineOf: (id: string, index: number, isSelected: boolean) => Line;
  /** What stands there when there are no rows. */
  readonly empty: readonly Line[];
  /** False while the keys go elsewhere: the selected row keeps its sign but is not drawn inverse. */
  readonly hasFocus?: boolean;
}

/** `height` rows; each begins with a cell for the selection sign and one for the mark. */
export const List = ({ ids, list, width, height, lineOf, empty, hasFocus = true }: ListProps): ReactElement => {
  const { signs } = useTheme();
  if (ids.length === 0) return <Rows lines={empty} width={width} height={height} />;
  const { top, end, selectedIndex } = windowFor(ids, list, height);
  const lines = Array.from({ length: end - top }, (_, at) => {
    const id = ids.at(top + at) ?? '';
    const isSelected = top + at === selectedIndex;
    const mark = markSet(list.marks).has(id) ? signs.marked : ' ';
    return line(isSelected ? signs.selected : ' ', mark, ...lineOf(id, top + at, isSelected));
  });
  return <Rows lines={lines} width={width} height={height} {...(hasFocus ? { selected: selectedIndex - top } : {})} />;
};
