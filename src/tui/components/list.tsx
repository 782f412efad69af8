// The visible part of a list. The caller makes lines only for the rows that are drawn.

import { Box } from 'ink';
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { type ListState, markSet, type RowIds, tallRowLines, windowFor } from '../layout/window-for.ts';
import { type Line, line } from '../text/spans.ts';
import { Row } from './row.tsx';

// A block of rows of a fixed height: what is missing is blank, what is too much is not drawn.

interface RowsProps {
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
  /** Index of the line drawn as selected. */
  readonly selected?: number;
}

/** Exactly `height` rows of exactly `width` cells. */
export const Rows = ({ lines, width, height, selected }: RowsProps): ReactElement => (
  <Box flexDirection="column" width={width} height={height} flexShrink={0}>
    {Array.from({ length: Math.max(0, height) }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its place
      <Row key={index} spans={lines[index] ?? []} cells={width} isSelected={index === selected} />
    ))}
  </Box>
);

// A list whose rows are two lines high: the one that is selected, and what belongs to it below.

/** A {@link ListProps} whose `height` is in lines of the terminal. */
interface TallListProps extends ListProps {
  /** The line below a row; other people's text has nothing to its right. */
  readonly belowOf: (id: string) => Line;
}

/** `height` lines; each row begins with a cell for the selection sign and one for the mark, the line below it with four blanks. */
export const TallList = ({
  ids,
  list,
  width,
  height,
  lineOf,
  belowOf,
  empty,
  hasFocus = true,
}: TallListProps): ReactElement => {
  const { signs } = useTheme();
  if (ids.length === 0) return <Rows lines={empty} width={width} height={height} />;
  const { top, end, selectedIndex } = windowFor(ids, list, Math.max(1, Math.floor(height / tallRowLines)));
  const lines = Array.from({ length: end - top }, (_, at) => ids.at(top + at) ?? '').flatMap((id, at) => {
    const isSelected = top + at === selectedIndex;
    const mark = markSet(list.marks).has(id) ? signs.marked : ' ';
    return [
      line(isSelected ? signs.selected : ' ', mark, ...lineOf(id, top + at, isSelected)),
      line('    ', ...belowOf(id)),
    ];
  });
  return (
    <Rows
      lines={lines}
      width={width}
      height={height}
      {...(hasFocus ? { selected: (selectedIndex - top) * tallRowLines } : {})}
    />
  );
};

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
export const List = ({
  ids,
  list,
  width,
  height,
  lineOf,
  empty,
  hasFocus = true,
}: ListProps): ReactElement => {
  const { signs } = useTheme();
  if (ids.length === 0) return <Rows lines={empty} width={width} height={height} />;
  const { top, end, selectedIndex } = windowFor(ids, list, height);
  const lines = Array.from({ length: end - top }, (_, at) => {
    const id = ids.at(top + at) ?? '';
    const isSelected = top + at === selectedIndex;
    const mark = markSet(list.marks).has(id) ? signs.marked : ' ';
    return line(isSelected ? signs.selected : ' ', mark, ...lineOf(id, top + at, isSelected));
  });
  return (
    <Rows
      lines={lines}
      width={width}
      height={height}
      {...(hasFocus ? { selected: selectedIndex - top } : {})}
    />
  );
};
