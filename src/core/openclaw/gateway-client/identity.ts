// Which device this is, where a gateway wants to know: a key of its own, made once and kept private (docs/contract/gateway-live.md).
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { AppError } from '../../shared/error.ts';
import { systemCode } from '../../shared/system-code.ts';
import { bytesOf, replaceWith } from '../../system/replace-file.ts';
import { diskWriteFiles } from '../../system/write-files.ts';
import type { DeviceIdentity } from './protocol.ts';
import { connectionErrors as words } from './words.ts';

const kept = v.object({ version: v.literal(1), privateKey: v.pipe(v.string(), v.includes('PRIVATE KEY')) });

const identityOf = (pem: string): DeviceIdentity => {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The key is of another kind.');
  // The key itself is the end of its envelope.
  const raw = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32);
  return {
    id: createHash('sha256').update(raw).digest('hex'),
    publicKey: raw.toString('base64url'),
    sign: (payload) => sign(null, Buffer.from(payload), key).toString('base64url'),
  };
};

const readKey = async (file: string): Promise<string | undefined> => {
  try {
    return v.parse(kept, JSON.parse(await readFile(file, 'utf8'))).privateKey;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
};

/**
 * The key in `file`; made, and kept for its owner alone, where there is none. One that is damaged is left as it is.
 * @param mayMake whether one is made
 * @throws AppError `gateway-refused`
 */
export const deviceIdentity = async (file: string, mayMake = true): Promise<DeviceIdentity> => {
  try {
    const known = await readKey(file);
    if (known !== undefined) return identityOf(known);
    if (!mayMake) throw new Error('This run only reads, and makes none.');
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const text = `${JSON.stringify({ version: 1, privateKey: pem }, undefined, 2)}\n`;
    await replaceWith(diskWriteFiles, file, { write: bytesOf(Buffer.from(text)) });
    // Another console may have made one at the same moment: both use what stands there now.
    return identityOf((await readKey(file)) ?? pem);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError(words.noIdentity({ file, detail }), { cause: error });
  }
};
