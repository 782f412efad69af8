// Pictures for the log-in tests.
import { PNG } from 'pngjs';
import { readRecording } from '../listener/recording.ts';

/** The picture openzca 0.1.58 printed with `--qr-base64`. */
export const recordedPicture = (): Buffer => {
  const text = readRecording('27-login-qr-base64').find(({ kind }) => kind === 'stdout')?.text ?? '';
  return Buffer.from(text.trim().replace('data:image/png;base64,', ''), 'base64');
};

/** A picture with something on it that is no code. */
export const spottedPicture = (): Buffer => {
  const png = new PNG({ width: 100, height: 100 });
  png.data.fill(255);
  png.data.fill(0, 400, 404);
  return PNG.sync.write(png);
};

/** A white picture. */
export const blankPicture = (side = 100): Buffer => {
  const png = new PNG({ width: side, height: side });
  png.data.fill(255);
  return PNG.sync.write(png);
};
