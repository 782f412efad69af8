// PNG writer and a QR encoder (byte mode, error correction M, versions 1-10),
// so that the emulator needs no npm package.

import crypto from 'node:crypto';
import zlib from 'node:zlib';

const CRC = new Uint32Array(256).map((_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
function crc32(buffer) {
  let c = 0xffffffff;
  for (const b of buffer) c = CRC[(c ^ b) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
function chunk(type, data) {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}
function png(width, height, channels, pixels) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = channels === 1 ? 0 : 2;
  const stride = width * channels;
  const raw = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y += 1) pixels.copy(raw, y * (stride + 1) + 1, y * stride, (y + 1) * stride);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', zlib.deflateSync(raw, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A flat picture with a diagonal band; the colours depend on the seed text. */
export function seededPicture(seed, width = 120, height = 120) {
  const h = crypto.createHash('sha1').update(String(seed)).digest();
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const k = Math.floor(((x + y) * 8) / (width + height)) % 2 === 0 ? 0 : 3;
      for (let c = 0; c < 3; c += 1) pixels[(y * width + x) * 3 + c] = h[k + c];
    }
  }
  return png(width, height, 3, pixels);
}

// ---- QR ---------------------------------------------------------------------
// Per version, level M: EC codewords per block, then the data length of each block.
const LEVEL_M = [
  null,
  [10, [16]],
  [16, [28]],
  [26, [44]],
  [18, [32, 32]],
  [24, [43, 43]],
  [16, [27, 27, 27, 27]],
  [18, [31, 31, 31, 31]],
  [22, [38, 38, 39, 39]],
  [22, [36, 36, 36, 37, 37]],
  [26, [43, 43, 43, 43, 44]],
];
const ALIGN = [
  null,
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
];

const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let i = 0, x = 1; i < 255; i += 1) {
  EXP[i] = EXP[i + 255] = x;
  LOG[x] = i;
  x = x & 0x80 ? (x << 1) ^ 0x11d : x << 1;
}
const mul = (a, b) => (a && b ? EXP[LOG[a] + LOG[b]] : 0);

function ecc(data, count) {
  let poly = [1];
  for (let i = 0; i < count; i += 1) {
    const next = new Array(poly.length + 1).fill(0);
    poly.forEach((v, j) => {
      next[j] ^= v;
      next[j + 1] ^= mul(v, EXP[i]);
    });
    poly = next;
  }
  const rest = [...data, ...new Array(count).fill(0)];
  for (let i = 0; i < data.length; i += 1) {
    const f = rest[i];
    if (f) for (let j = 1; j < poly.length; j += 1) rest[i + j] ^= mul(poly[j], f);
  }
  return rest.slice(data.length);
}

function bch(value, bits, generator, generatorBits) {
  let v = value << bits;
  for (let i = 31; i >= bits; i -= 1) if ((v >>> i) & 1) v ^= generator << (i - generatorBits);
  return (value << bits) | v;
}

const MASKS = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
];

function penalty(m) {
  const n = m.length;
  let score = 0;
  let dark = 0;
  for (let axis = 0; axis < 2; axis += 1) {
    for (let a = 0; a < n; a += 1) {
      let run = 0;
      let last = -1;
      let bits = '';
      for (let b = 0; b < n; b += 1) {
        const v = axis ? m[b][a] : m[a][b];
        bits += v;
        if (!axis) dark += v;
        if (v === last) {
          run += 1;
          if (run === 5) score += 3;
          else if (run > 5) score += 1;
        } else {
          run = 1;
          last = v;
        }
      }
      for (const pat of ['10111010000', '00001011101']) {
        for (let i = bits.indexOf(pat); i >= 0; i = bits.indexOf(pat, i + 1)) score += 40;
      }
    }
  }
  for (let r = 0; r < n - 1; r += 1) {
    for (let c = 0; c < n - 1; c += 1) {
      if (m[r][c] === m[r][c + 1] && m[r][c] === m[r + 1][c] && m[r][c] === m[r + 1][c + 1]) score += 3;
    }
  }
  return score + Math.floor(Math.abs((dark * 20) / (n * n) - 10)) * 10;
}

export function qrMatrix(text) {
  const bytes = Buffer.from(text, 'utf8');
  let version = 1;
  const capacity = (v) => LEVEL_M[v][1].reduce((a, b) => a + b, 0);
  while (version <= 10 && bytes.length > capacity(version) - (version < 10 ? 2 : 3)) version += 1;
  if (version > 10) throw new Error('QR content too long');
  const [ecCount, blocks] = LEVEL_M[version];
  const total = capacity(version);

  let bits = `0100${bytes.length.toString(2).padStart(version < 10 ? 8 : 16, '0')}`;
  for (const b of bytes) bits += b.toString(2).padStart(8, '0');
  bits += '0'.repeat(Math.min(4, total * 8 - bits.length));
  bits += '0'.repeat((8 - (bits.length % 8)) % 8);
  const data = bits.match(/.{8}/g).map((b) => Number.parseInt(b, 2));
  for (let i = 0; data.length < total; i += 1) data.push(i % 2 ? 0x11 : 0xec);

  const dataBlocks = [];
  let offset = 0;
  for (const length of blocks) {
    dataBlocks.push(data.slice(offset, offset + length));
    offset += length;
  }
  const eccBlocks = dataBlocks.map((b) => ecc(b, ecCount));
  const stream = [];
  for (let i = 0; i < Math.max(...blocks); i += 1)
    for (const b of dataBlocks) if (i < b.length) stream.push(b[i]);
  for (let i = 0; i < ecCount; i += 1) for (const b of eccBlocks) stream.push(b[i]);

  const n = 17 + version * 4;
  const grid = Array.from({ length: n }, () => new Array(n).fill(null));
  const put = (r, c, v) => {
    if (r >= 0 && c >= 0 && r < n && c < n) grid[r][c] = v ? 1 : 0;
  };
  for (const [fr, fc] of [
    [0, 0],
    [0, n - 7],
    [n - 7, 0],
  ]) {
    for (let r = -1; r <= 7; r += 1) {
      for (let c = -1; c <= 7; c += 1) {
        const d = Math.max(Math.abs(r - 3), Math.abs(c - 3));
        put(fr + r, fc + c, d !== 2 && d !== 4);
      }
    }
  }
  for (const r of ALIGN[version]) {
    for (const c of ALIGN[version]) {
      if ((r === 6 && c === 6) || (r === 6 && c === n - 7) || (r === n - 7 && c === 6)) continue;
      for (let y = -2; y <= 2; y += 1)
        for (let x = -2; x <= 2; x += 1) put(r + y, c + x, Math.max(Math.abs(y), Math.abs(x)) !== 1);
    }
  }
  for (let i = 8; i < n - 8; i += 1) {
    put(6, i, i % 2 === 0);
    put(i, 6, i % 2 === 0);
  }
  const setFormat = (target, mask) => {
    const f = bch(0b00 * 8 + mask, 10, 0b10100110111, 10) ^ 0b101010000010010;
    const bit = (i) => (f >>> i) & 1;
    for (let i = 0; i < 15; i += 1) {
      const v = bit(i);
      if (i < 6) target[i][8] = v;
      else if (i < 8) target[i + 1][8] = v;
      else target[n - 15 + i][8] = v;
      if (i < 8) target[8][n - 1 - i] = v;
      else if (i < 9) target[8][15 - i] = v;
      else target[8][14 - i] = v;
    }
    target[n - 8][8] = 1;
  };
  setFormat(grid, 0); // reserves the cells
  if (version >= 7) {
    const v = bch(version, 12, 0b1111100100101, 12);
    for (let i = 0; i < 18; i += 1) {
      const bit = (v >>> i) & 1;
      put(Math.floor(i / 3), (i % 3) + n - 11, bit);
      put((i % 3) + n - 11, Math.floor(i / 3), bit);
    }
  }
  const reserved = grid.map((row) => row.map((v) => v !== null));
  let at = 0;
  let up = true;
  for (let right = n - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1;
    for (let k = 0; k < n; k += 1) {
      const r = up ? n - 1 - k : k;
      for (const c of [right, right - 1]) {
        if (reserved[r][c]) continue;
        const byte = stream[at >> 3];
        grid[r][c] = byte === undefined ? 0 : (byte >>> (7 - (at & 7))) & 1;
        at += 1;
      }
    }
    up = !up;
  }
  let best = null;
  for (let mask = 0; mask < 8; mask += 1) {
    const candidate = grid.map((row, r) =>
      row.map((v, c) => (reserved[r][c] ? v : v ^ (MASKS[mask](r, c) ? 1 : 0))),
    );
    setFormat(candidate, mask);
    const score = penalty(candidate);
    if (!best || score < best.score) best = { score, matrix: candidate };
  }
  return best.matrix;
}

export function qrPng(text, scale = 6, quiet = 4) {
  const m = qrMatrix(text);
  const size = (m.length + quiet * 2) * scale;
  const pixels = Buffer.alloc(size * size, 255);
  m.forEach((row, r) =>
    row.forEach((v, c) => {
      if (!v) return;
      for (let y = 0; y < scale; y += 1) {
        const start = ((r + quiet) * scale + y) * size + (c + quiet) * scale;
        pixels.fill(0, start, start + scale);
      }
    }),
  );
  return png(size, size, 1, pixels);
}
