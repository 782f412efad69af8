import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { imageSize } from '../../src/zca/image-size.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );
const zeros = (count: number): readonly number[] => Array.from({ length: count }, () => 0);

it.each([
  ['PNG', 'png', PNG.sync.write(new PNG({ width: 320, height: 200 }))],
  ['GIF', 'gif', bytes('GIF89a', [0x40, 1, 200, 0], zeros(4))],
  // A table, fill bytes, then a progressive frame.
  [
    'JPEG',
    'jpg',
    bytes([0xff, 0xd8, 0xff, 0xdb, 0, 4, 1, 2, 0xff, 0xff, 0xc2, 0, 17, 8, 0, 200, 1, 0x40], zeros(12)),
  ],
  ['WebP, lossy', 'webp', bytes('RIFF', zeros(4), 'WEBPVP8 ', zeros(10), [0x40, 1, 200, 0])],
  [
    'WebP, lossless',
    'webp',
    bytes('RIFF', zeros(4), 'WEBPVP8L', zeros(4), [0x2f, 0x3f, 0xc1, 0x31, 0], zeros(5)),
  ],
  ['WebP, extended', 'webp', bytes('RIFF', zeros(4), 'WEBPVP8X', zeros(8), [0x3f, 1, 0, 199, 0, 0])],
])('%s', (_, type, picture) => {
  expect(imageSize(picture)).toEqual({ type, width: 320, height: 200 });
});

it.each([
  ['nothing', bytes('')],
  ['a page', bytes('<!doctype html><title>x</title>', zeros(40))],
  ['a PNG that is cut', PNG.sync.write(new PNG({ width: 3, height: 2 })).subarray(0, 20)],
  ['a JPEG without a frame', bytes([0xff, 0xd8, 0xff, 0xd9], zeros(4))],
  ['a JPEG that is cut', bytes([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff])],
])('%s is no picture', (_, picture) => {
  expect(imageSize(picture)).toBeUndefined();
});
