// Draws a QR code black on white whatever the theme: a code in the terminal's own colours is inverted on half of them.
import { Text } from 'ink';
import type { ReactElement } from 'react';
import type { QrPicture } from './qr.ts';

export interface QrCodeProps {
  readonly picture: QrPicture;
  /** Blank cells to its left, in the terminal's own colours. */
  readonly left?: number;
  /** Blank cells to its right, so that nothing under it shines through. */
  readonly right?: number;
}

/** The code, one <Text> a row. */
export const QrCode = ({ picture, left = 0, right = 0 }: QrCodeProps): ReactElement => (
  <>
    {picture.rows.map((runs, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a row of the code is its place
      <Text key={row} wrap="truncate">
        {' '.repeat(left)}
        {runs.map(({ text, background }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a run of the row is its place
          <Text key={index} color="black" backgroundColor={background}>
            {text}
          </Text>
        ))}
        {' '.repeat(right)}
      </Text>
    ))}
  </>
);
