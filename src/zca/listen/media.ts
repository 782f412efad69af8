// Pictures, recordings and files of messages are fetched, as the agent reads them from a file: openzca does so, into the same folder.
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { MediaKind } from './content.ts';
import type { Fetched } from './line.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** As openzca: `OPENZCA_LISTEN_MEDIA_FETCH_TIMEOUT_MS` and `OPENZCA_LISTEN_MEDIA_MAX_BYTES` say otherwise. */
const usualLimitMs = 10_000;
const usualMaxBytes = 20 * 1_048_576;
const maxRedirects = 3;
/** The hosts Zalo keeps media on. Whoever writes a message can put any address into it: nothing else is asked from this machine. */
const zaloHosts = [
  'zalo.me',
  'zdn.vn',
  'zadn.vn',
  'zaloapp.com',
  'zalo.cloud',
  'zalo.video',
  'dlfl.vn',
  'dlmd.me',
];

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/jxl': 'jxl',
  'video/mp4': 'mp4',
  'audio/aac': 'aac',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'text/plain': 'txt',
  'application/pdf': 'pdf',
};

const numberFrom = (value: string | undefined, usual: number): number => {
  const number = Number(value?.trim() || Number.NaN);
  return Number.isFinite(number) && number > 0 ? Math.trunc(number) : usual;
};

/** Where openzca puts what it fetches: where OpenClaw's agents may read. */
export const mediaDirOf = (env: Env, cwd: string, profile: string): string => {
  const home = env['HOME'] || homedir();
  const named = env['OPENZCA_LISTEN_MEDIA_DIR']?.trim();
  if (named) return path.resolve(cwd, named.replace(/^~(?=\/|$)/u, home));
  const state =
    env['OPENCLAW_STATE_DIR']?.trim() || env['CLAWDBOT_STATE_DIR']?.trim() || path.join(home, '.openclaw');
  return path.join(state, 'media', 'openzca', profile, 'inbound');
};

const isZalos = (address: string): boolean => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) return false;
  const host = url.hostname.toLowerCase();
  return zaloHosts.some((known) => host === known || host.endsWith(`.${known}`));
};

/** The answer of a host of Zalo's, wherever it sends us among them. @throws Error for any other host, and for an answer that is none */
const ask = async (address: string, signal: AbortSignal): Promise<Response> => {
  let url = address;
  for (let count = 0; count <= maxRedirects; count += 1) {
    if (!isZalos(url)) throw new Error('not a host of Zalo');
    const response = await fetch(url, { signal, redirect: 'manual' });
    const next = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || next === null) {
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return response;
    }
    await response.body?.cancel();
    url = new URL(next, url).href;
  }
  throw new Error('too many redirects');
};

/** @throws Error for more than `maxBytes` */
const bytesOf = async (response: Response, maxBytes: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    const part = chunk as Uint8Array;
    bytes += part.length;
    if (bytes > maxBytes) throw new Error(`larger than ${maxBytes} bytes`);
    chunks.push(part);
  }
  return Buffer.concat(chunks);
};

const extensionOf = (type: string, url: string): string => {
  const known = extensions[type.replace(/;.*$/su, '').trim()];
  return known ?? /\.(\w{1,5})$/u.exec(url.replace(/[?#].*$/su, ''))?.[1]?.toLowerCase() ?? 'bin';
};

/** Fetches media into a private folder. */
export interface MediaStore {
  /** Without a path where it could not be had; `complain` then says why. */
  readonly fetch: (kind: MediaKind, url: string, signal: AbortSignal) => Promise<Fetched>;
}

/** A store in {@link mediaDirOf}. */
export const createMediaStore = (dir: string, env: Env, complain: (text: string) => void): MediaStore => ({
  fetch: async (kind, url, signal) => {
    const limitMs = numberFrom(env['OPENZCA_LISTEN_MEDIA_FETCH_TIMEOUT_MS'], usualLimitMs);
    const maxBytes = numberFrom(env['OPENZCA_LISTEN_MEDIA_MAX_BYTES'], usualMaxBytes);
    try {
      const response = await ask(url, AbortSignal.any([signal, AbortSignal.timeout(limitMs)]));
      const type = response.headers.get('content-type') ?? `${kind}/*`;
      const bytes = await bytesOf(response, maxBytes);
      await mkdir(dir, { recursive: true, mode: 0o700 });
      const name = `${Date.now()}-${randomBytes(4).toString('hex')}.${extensionOf(type, url)}`;
      const file = path.join(dir, name);
      await writeFile(file, bytes, { flag: 'wx', mode: 0o600 });
      return { url, path: file, type };
    } catch (error) {
      if (!signal.aborted)
        complain(
          `Warning: failed to cache inbound media (${error instanceof Error ? error.message : String(error)})`,
        );
      return { url, type: kind === 'file' ? 'application/octet-stream' : `${kind}/*` };
    }
  },
});
