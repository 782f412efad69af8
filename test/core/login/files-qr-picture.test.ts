import { expect, test } from 'vitest';
import { canBeScanned, decodeQrPicture, maxPictureBytes } from '../../../src/core/login/files.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import { blankPicture, recordedPicture, spottedPicture } from './pictures.ts';

const withSides = (width: number, height: number): Uint8Array => {
  const bytes = Uint8Array.from(recordedPicture());
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
};
const errorOf = (bytes: Uint8Array): unknown => {
  try {
    return decodeQrPicture(bytes);
  } catch (error) {
    return error;
  }
};

test('reads the picture of the real program', () => {
  const text = decodeQrPicture(recordedPicture());
  expect(text).toMatch(/^\S{10,200}$/u);
});

test('reads a picture that is part of a larger buffer', () => {
  const picture = recordedPicture();
  const larger = Buffer.concat([Buffer.alloc(7), picture, Buffer.alloc(9)]);
  expect(decodeQrPicture(larger.subarray(7, 7 + picture.byteLength))).toBe(decodeQrPicture(picture));
});

test.each<[string, () => Uint8Array]>([
  ['empty', () => new Uint8Array()],
  ['a web page', () => Buffer.from('<html>not a picture, but long enough to be one</html>')],
  ['a signature only', () => recordedPicture().subarray(0, 8)],
  ['a cut picture', () => recordedPicture().subarray(0, 300)],
  ['a blank picture', () => blankPicture()],
  ['one pixel', () => blankPicture(1)],
  ['a picture that claims to be huge', () => withSides(100_000, 100_000)],
  ['a picture without a side', () => withSides(0, 100)],
  ['a file that is too large', () => new Uint8Array(maxPictureBytes + 1)],
  ['a damaged picture', () => recordedPicture().fill(0x5a, 60, 200)],
])('%s is qr-unreadable', (_, bytes) => {
  const error = errorOf(bytes());
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'qr-unreadable' });
});

test.each<[string, () => Uint8Array, string, boolean]>([
  ['an empty file', () => new Uint8Array(), 'the file is empty', false],
  ['a blank picture', () => blankPicture(), 'there is nothing on the picture', false],
  ['a cut picture', () => recordedPicture().subarray(0, 300), 'the picture is damaged', false],
  ['a picture of something else', () => spottedPicture(), 'no code was found on the picture', true],
])('%s says what is wrong, and whether a phone might make more of it', (_, bytes, detail, canBe) => {
  expect(errorOf(bytes())).toMatchObject({ view: { detail } });
  expect(canBeScanned(bytes())).toBe(canBe);
});

test('the picture of the real program can be scanned', () => {
  expect(canBeScanned(recordedPicture())).toBe(true);
});
