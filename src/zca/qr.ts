// The code of a log-in, drawn so that a phone can scan it from the screen: dark on light whatever the theme. Its text is a credential.
import { Chalk } from 'chalk';
import { PNG } from 'pngjs';
import { decodeQR } from 'qr/decode.js';
import qrcode from 'qrcode-terminal';

/** The text in the picture of a code. @throws Error for a picture without one */
const textOf = (png: Buffer): string => {
  const { width, height, data } = PNG.sync.read(png);
  return decodeQR({ width, height, data }, { format: 'RGBA' });
};

/** The code as half blocks with a quiet zone; with both colours forced where there are colours. */
export const drawQr = (png: Buffer, withColours: boolean): string => {
  const colours = new Chalk({ level: withColours ? 2 : 0 });
  let drawn = '';
  qrcode.setErrorLevel('L');
  qrcode.generate(textOf(png), { small: true }, (text) => {
    drawn = text;
  });
  return drawn
    .split('\n')
    .map((line) => colours.ansi256(231).bgAnsi256(16)(line))
    .join('\n');
};
