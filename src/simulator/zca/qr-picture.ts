// The QR picture of a simulated log-in: what the PNG of the real program looks like (6 pixels a module, quiet zone 4).

import { PNG } from 'pngjs';
import { encodeQR } from 'qr';

const pixelsPerModule = 6;
const quietModules = 4;

const pngOf = (modules: readonly (readonly boolean[])[]): Buffer => {
  const size = modules.length * pixelsPerModule;
  const png = new PNG({ width: size, height: size, colorType: 0 });
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const isDark = modules[Math.floor(y / pixelsPerModule)]?.[Math.floor(x / pixelsPerModule)] ?? false;
      png.data.fill(isDark ? 0 : 255, (y * size + x) * 4, (y * size + x) * 4 + 3);
      png.data[(y * size + x) * 4 + 3] = 255;
    }
  }
  return PNG.sync.write(png, { colorType: 0 });
};

/** The PNG of a code, or a white square where nothing can be read. */
export const qrPng = (text: string, look: 'code' | 'blank' = 'code'): Buffer => {
  const modules = encodeQR(text, 'raw', { border: quietModules });
  return pngOf(look === 'code' ? modules : modules.map((row) => row.map(() => false)));
};

/** The code as text for a terminal, for the interactive log-in. */
export const qrText = (text: string): string => encodeQR(text, 'ascii', { border: 2 });
