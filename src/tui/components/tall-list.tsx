// A list whose rows are two lines high: the one that is selected, and what belongs to it below.

import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { tallRowLines } from '../layout/tall-rows.ts';
import { markSet, windowFor } from '../layout/window-for.ts';
import { type Line, line } from '../text/spans.ts';
import type { ListProps } from './list.tsx';
import { Rows } from './rows.tsx';

/** A {@link ListProps} whose `height` is in lines of the terminal. */
export interface TallListProps extends ListProps {
  /** The line below a row; other people's text has nothing to its right. */
  readonly belowOf: (id: string) => Line;
}

/** `height` lines; each row begins with a cell for the selection sign and one for the mark, the line below it with four blanks. */
export const TallList = ({ ids, list, width, height, lineOf, belowOf, empty, hasFocus = true }: TallListProps): ReactElement => {
  const { signs } = useTheme();
  if (ids.length === 0) return <Rows lines={empty} width={width} height={height} />;
  const { top, end, selectedIndex } = windowFor(ids, list, Math.max(1, Math.floor(height / tallRowLines)));
  const lines = Array.from({ length: end - top }, (_, at) => ids.at(top + at) ?? '').flatMap((id, at) => {
    const isSelected = top + at === selectedIndex;
    const mark = markSet(list.marks).has(id) ? signs.marked : ' ';
    return [line(isSelected ? signs.selected : ' ', mark, ...lineOf(id, top + at, isSelected)), line('    ', ...belowOf(id))];
  });
  return <Rows lines={lines} width={width} height={height} {...(hasFocus ? { selected: (selectedIndex - top) * tallRowLines } : {})} />;
};
