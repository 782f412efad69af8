// A picture to send: from an address or a file, with what Zalo wants to know of it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, systemCode } from './failure.ts';
import { type ImageSize, imageSize } from './image-size.ts';

/** A picture in memory, as zca-js takes it. */
export interface Picture {
  readonly data: Buffer;
  readonly filename: `${string}.${string}`;
  readonly metadata: { readonly totalSize: number } & Pick<ImageSize, 'width' | 'height'>;
}

/** Zalo takes no larger ones. */
const mostBytes = 100 * 1_048_576;
const downloadLimitMs = 25_000;

/** Is it an address on the web? */
export const isWebAddress = (source: string): boolean => /^https?:\/\//iu.test(source);

const tooLarge = (source: string): Failure => new Failure(`${source} is larger than 100 MB`);

const download = async (url: string, signal: AbortSignal): Promise<Buffer> => {
  const limit = AbortSignal.timeout(downloadLimitMs);
  const response = await fetch(url, { signal: AbortSignal.any([signal, limit]) }).catch((error: unknown) => {
    if (limit.aborted)
      throw new Failure(`${url} did not answer within ${downloadLimitMs / 1000} s (ETIMEDOUT)`);
    throw error;
  });
  if (!response.ok) throw new Failure(`${url} cannot be fetched: ${response.status} ${response.statusText}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLarge(url);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const readLocal = async (file: string): Promise<Buffer> => {
  const data = await readFile(file).catch((error: unknown) => {
    throw new Failure(`${file} cannot be read (${systemCode(error) ?? String(error)})`);
  });
  if (data.length > mostBytes) throw tooLarge(file);
  return data;
};

const localPath = (source: string, cwd: string): string => {
  if (!/^file:/iu.test(source)) return path.resolve(cwd, source);
  try {
    return fileURLToPath(source);
  } catch {
    throw new Failure(`${source} is no address of a file`);
  }
};

/** Fetches or reads; undefined for what is no picture. @throws Failure for what is not there or too large; what fetch throws */
export const loadPicture = async (
  source: string,
  cwd: string,
  signal: AbortSignal,
): Promise<Picture | undefined> => {
  const data = isWebAddress(source)
    ? await download(source, signal)
    : await readLocal(localPath(source, cwd));
  const size = imageSize(data);
  if (size === undefined) return undefined;
  const { width, height, type } = size;
  const named = path.basename(source.replace(/[?#].*$/su, '')).replace(/\.\w{1,5}$/u, '');
  return {
    data,
    filename: `${named.slice(0, 100) || 'picture'}.${type}`,
    metadata: { totalSize: data.length, width, height },
  };
};
