// zca-js with our own way out: every request is bounded and ends with the call's signal, nothing else is asked and nothing is printed.
import { readFile } from 'node:fs/promises';
import { type API, type Credentials, Zalo } from 'zca-js';
import { Failure } from './failure.ts';
import { type Profile, readCredentials } from './home.ts';
import { imageSize } from './image-size.ts';

export type { API };

/** Zalo has so long for an answer (ms): the gateway gives most calls 10 to 15 s, and a host that hangs must not use them up. */
const answerLimitMs = 8_000;
/** A picture or a recording on its way. */
const uploadLimitMs = 60_000;
/** A QR code that waits for a scan or for the confirmation is held by the server; it lives 100 s. */
const qrLimitMs = 110_000;

const limitOf = (url: string): number => {
  if (/\/authen\/qr\/waiting-/u.test(url)) return qrLimitMs;
  return /upload/u.test(url) ? uploadLimitMs : answerLimitMs;
};

/**
 * `fetch` for zca-js. @throws Failure when the limit is reached (it says `ETIMEDOUT`); the reason of `signal` when that ends it; else what
 * fetch throws
 */
const boundedFetch =
  (signal: AbortSignal): typeof fetch =>
  async (input, init) => {
    const limitMs = limitOf(input instanceof Request ? input.url : String(input));
    const limit = AbortSignal.timeout(limitMs);
    const signals = [signal, limit, ...(init?.signal ? [init.signal] : [])];
    try {
      return await fetch(input, { ...init, signal: AbortSignal.any(signals) });
    } catch (error) {
      if (limit.aborted && !signal.aborted && init?.signal?.aborted !== true)
        throw new Failure(`Zalo did not answer within ${limitMs / 1000} s (ETIMEDOUT)`);
      throw error;
    }
  };

/** A Zalo that asks nobody for updates, prints nothing, and whose requests end with `signal`. */
export const createZalo = (signal: AbortSignal, options: { readonly selfListen?: boolean } = {}): Zalo =>
  new Zalo({
    logging: false,
    checkUpdate: false,
    selfListen: options.selfListen ?? false,
    polyfill: boundedFetch(signal),
    imageMetadataGetter: async (file) => {
      const bytes = await readFile(file);
      const size = imageSize(bytes);
      return size === undefined ? null : { width: size.width, height: size.height, size: bytes.length };
    },
  });

/**
 * Logs in with the stored session of a profile.
 * @throws Failure without one; zca-js' ZaloApiError in Zalo's own words for one that has ended; TypeError `fetch failed` without network
 */
export const openSession = async (
  profile: Profile,
  signal: AbortSignal,
  options: { readonly selfListen?: boolean } = {},
): Promise<API> => {
  const stored = await readCredentials(profile);
  if (stored === undefined)
    throw new Failure(`Profile "${profile.name}" has no credentials. Run: auth login`);
  const { imei, cookie, userAgent, language } = stored;
  // zca-js changes the domains of the cookies it is given.
  const credentials: Credentials = {
    imei,
    cookie: structuredClone(cookie) as Credentials['cookie'],
    userAgent,
    ...(language === undefined ? {} : { language }),
  };
  return createZalo(signal, options).login(credentials);
};
