// The QR picture of a log-in as text, so that it can be drawn in the terminal. The text is a credential.
import { PNG } from 'pngjs';
import { decodeQR } from 'qr/decode.js';
import { errorSentences } from '../error-words.ts';
import { AppError } from '../shared/error.ts';

/** Larger files are not what zca writes (1–5 KB). */
export const maxPictureBytes = 4 * 1024 * 1024;
const maxSidePixels = 4_096;
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Width and height stand in the first chunk: a small file can claim to be a huge picture. */
const sidesOf = (bytes: Uint8Array): readonly [number, number] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [view.getUint32(16), view.getUint32(20)];
};

const problemOf = (bytes: Uint8Array): string | undefined => {
  if (bytes.byteLength === 0) return 'the file is empty';
  if (bytes.byteLength > maxPictureBytes) return 'the file is too large';
  if (bytes.byteLength < 33 || signature.some((byte, index) => bytes[index] !== byte))
    return 'the file is no PNG picture';
  return sidesOf(bytes).some((pixels) => pixels === 0 || pixels > maxSidePixels)
    ? 'the picture is too large'
    : undefined;
};

const isBlank = ({ data }: PNG): boolean => {
  const first = data.length < 4 ? 0 : data.readUInt32LE(0);
  for (let at = 4; at + 4 <= data.length; at += 4) if (data.readUInt32LE(at) !== first) return false;
  return true;
};

/** What is on a picture, or why nothing can be. */
const openPicture = (bytes: Uint8Array): PNG | string => {
  const problem = problemOf(bytes);
  if (problem !== undefined) return problem;
  try {
    const png = PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return isBlank(png) ? 'there is nothing on the picture' : png;
  } catch {
    return 'the picture is damaged';
  }
};

/** Is there anything on it that a phone could make more of than we can? Not on a picture that is damaged, or of one colour. */
export const canBeScanned = (bytes: Uint8Array): boolean => typeof openPicture(bytes) !== 'string';

const findCode = ({ width, height, data }: PNG): string => {
  try {
    // The default gives up after one video frame (16 ms): too soon on a busy machine.
    return decodeQR({ width, height, data }, { format: 'RGBA', timeLimit: 1_000 });
  } catch (error) {
    throw new AppError(errorSentences.qrUnreadable({ detail: 'no code was found on the picture' }), {
      cause: error,
    });
  }
};

/**
 * The text of the QR code in a PNG picture.
 * @throws AppError `qr-unreadable`: no PNG, cut, blank, or a code that cannot be read
 */
export const decodeQrPicture = (bytes: Uint8Array): string => {
  const picture = openPicture(bytes);
  if (typeof picture === 'string') throw new AppError(errorSentences.qrUnreadable({ detail: picture }));
  const text = findCode(picture);
  if (text !== '') return text;
  throw new AppError(errorSentences.qrUnreadable({ detail: 'the code is empty' }));
};
