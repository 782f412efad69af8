// Draws a QR code black on white whatever the theme: a code in the terminal's own colours is inverted on half of them.
import { Text } from 'ink';
import type { ComponentProps, ReactElement } from 'react';
import type { QrPicture, QrRun } from './qr.ts';

/**
 * The black and the white of the colour cube: themes redefine the sixteen names (some make "black" their lightest), not these. Terminals
 * with sixteen colours get black and bright white.
 */
const black = 'ansi256(16)';
const white = 'ansi256(231)';

const looks: Readonly<Record<QrRun['on'], ComponentProps<typeof Text>>> = {
  black: { color: black, backgroundColor: black },
  white: { color: black, backgroundColor: white },
  own: {},
  inverse: { inverse: true },
};

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
        {runs.map(({ text, on }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a run of the row is its place
          <Text key={index} {...looks[on]}>
            {text}
          </Text>
        ))}
        {' '.repeat(right)}
      </Text>
    ))}
  </>
);
