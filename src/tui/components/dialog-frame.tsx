// A framed block drawn over what is below it.
import { Box } from 'ink';
import type { ReactElement } from 'react';
import { harmlessRow } from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import type { Rect } from '../layout/layout.ts';
import { cellWidth, steadyText, truncate } from '../text/cells.ts';
import { type Line, line } from '../text/spans.ts';
import { Row } from './row.tsx';

const borders = {
  round: { topLeft: '╭', topRight: '╮', bottomLeft: '╰', bottomRight: '╯', side: '│', edge: '─' },
  classic: { topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+', side: '|', edge: '-' },
} as const;

export interface DialogFrameProps {
  readonly rect: Rect;
  readonly title: string;
  /** At most `rect.height - 2` are drawn. */
  readonly lines: readonly Line[];
  /** Index into `lines` of the row drawn as selected. */
  readonly selected?: number;
  /** Rows from there on that are drawn so; default 1. */
  readonly selectedRows?: number;
  readonly isDanger?: boolean;
}

/** The dialog, at its place over the frame. Each of its rows is one full row of text: nothing shines through. */
export const DialogFrame = ({
  rect,
  title,
  lines,
  selected = -1,
  selectedRows = 1,
  isDanger = false,
}: DialogFrameProps): ReactElement => {
  const { signs } = useTheme();
  const border = borders[signs.border];
  const tone = isDanger ? 'bad' : 'accent';
  const inner = Math.max(1, rect.width - 4);
  const shownTitle = truncate(steadyText(harmlessRow(title)), inner - 2, signs.ellipsis);
  const top = line(
    { text: `${border.topLeft}${border.edge} `, tone },
    { text: shownTitle, isBold: true, tone },
    { text: ` ${border.edge.repeat(Math.max(0, rect.width - 5 - cellWidth(shownTitle)))}`, tone },
  );
  return (
    <Box
      position="absolute"
      flexDirection="column"
      marginLeft={rect.left}
      marginTop={rect.top}
      width={rect.width}
      height={rect.height}
    >
      <Box width={rect.width} height={1}>
        <Row spans={top} cells={rect.width - 1} />
        <Row spans={[{ text: border.topRight, tone }]} cells={1} />
      </Box>
      {Array.from({ length: Math.max(0, rect.height - 2) }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the dialog is its place
        <Box key={index} width={rect.width} height={1}>
          <Row spans={[{ text: `${border.side} `, tone }]} cells={2} />
          <Row
            spans={lines[index] ?? []}
            cells={inner}
            isSelected={selected >= 0 && index >= selected && index < selected + selectedRows}
          />
          <Row spans={[{ text: ` ${border.side}`, tone }]} cells={2} />
        </Box>
      ))}
      <Row
        spans={[
          {
            text: `${border.bottomLeft}${border.edge.repeat(Math.max(0, rect.width - 2))}${border.bottomRight}`,
            tone,
          },
        ]}
        cells={rect.width}
      />
    </Box>
  );
};
