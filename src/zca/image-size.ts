// How large a picture is, from its first bytes: Zalo wants to know before it is sent.

/** In pixels; `type` is the extension it goes by. */
export interface ImageSize {
  readonly type: 'png' | 'jpg' | 'gif' | 'webp';
  readonly width: number;
  readonly height: number;
}

type Size = Omit<ImageSize, 'type'>;

const ascii = (bytes: Buffer, start: number, end: number): string => bytes.toString('latin1', start, end);

const pngSize = (bytes: Buffer): Size | undefined =>
  ascii(bytes, 1, 4) === 'PNG' && bytes.length >= 24
    ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : undefined;

const gifSize = (bytes: Buffer): Size | undefined =>
  /^GIF8[79]a$/u.test(ascii(bytes, 0, 6)) && bytes.length >= 10
    ? { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
    : undefined;

/** The first frame header (SOF0 to SOF15 without DHT, JPG and DAC) has height, then width. */
const jpegSize = (bytes: Buffer): Size | undefined => {
  if (ascii(bytes, 0, 2) !== '\xff\xd8') return undefined;
  let at = 2;
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
};

const webpSize = (bytes: Buffer): Size | undefined => {
  if (ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 12) !== 'WEBP' || bytes.length < 30) return undefined;
  switch (ascii(bytes, 12, 16)) {
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const packed = bytes.readUInt32LE(21);
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
    }
    default:
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  }
};

const readers = { png: pngSize, jpg: jpegSize, gif: gifSize, webp: webpSize } as const;

/** Undefined for what is none of these, or is cut. */
export const imageSize = (bytes: Buffer): ImageSize | undefined => {
  for (const type of ['png', 'jpg', 'gif', 'webp'] as const) {
    const size = readers[type](bytes);
    if (size !== undefined) return { type, ...size };
  }
  return undefined;
};
