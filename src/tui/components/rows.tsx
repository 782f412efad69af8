// A block of rows of a fixed height: what is missing is blank, what is too much is not drawn.
import { Box } from 'ink';
import type { ReactElement } from 'react';
import type { Line } from '../text/spans.ts';
import { Row } from './row.tsx';

export interface RowsProps {
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
