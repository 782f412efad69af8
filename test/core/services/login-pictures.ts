// Pictures for the log-in tests.
import { PNG } from 'pngjs';
import { readRecording } from './listener-recording.ts';

/** The picture openzca 0.1.58 printed with `--qr-base64`. */
export const recordedPicture = (): Buffer => {
  const text = readRecording('27-login-qr-base64').find(({ kind }) => kind === 'stdout')?.text ?? '';
  return Buffer.from(text.trim().replace('data:image/png;base64,', ''), 'base64');
};

/** A white picture. */
export const blankPicture = (side = 100): Buffer => {
  const png = new PNG({ width: side, height: side });
  png.data.fill(255);
  return PNG.sync.write(png);
};
