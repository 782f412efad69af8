// Encodings used on the wire: AES-CBC envelopes for the HTTP API, AES-GCM for
// the websocket, both from node:crypto; deflate from node:zlib.
import crypto from 'node:crypto';
import zlib from 'node:zlib';

const ZERO_IV = Buffer.alloc(16);

function cbc(direction, key, data) {
  const algorithm = `aes-${key.length * 8}-cbc`;
  const c =
    direction === 'enc'
      ? crypto.createCipheriv(algorithm, key, ZERO_IV)
      : crypto.createDecipheriv(algorithm, key, ZERO_IV);
  return Buffer.concat([c.update(data), c.final()]);
}

/** Session envelope: the key is the base64 session key handed out at login. */
export function sealWithSession(sessionKeyB64, value) {
  return cbc(
    'enc',
    Buffer.from(sessionKeyB64, 'base64'),
    Buffer.from(JSON.stringify(value), 'utf8'),
  ).toString('base64');
}
export function openWithSession(sessionKeyB64, base64) {
  return JSON.parse(
    cbc('dec', Buffer.from(sessionKeyB64, 'base64'), Buffer.from(base64, 'base64')).toString('utf8'),
  );
}

/** The login call derives a 32-character key from zcid and zcid_ext. */
export function loginKey(zcid, zcidExt) {
  const digest = crypto.createHash('md5').update(zcidExt, 'utf8').digest('hex').toUpperCase();
  const pick = (text, parity) => [...text].filter((_, i) => i % 2 === parity);
  return [
    ...pick(digest, 0).slice(0, 8),
    ...pick(zcid, 0).slice(0, 12),
    ...pick(zcid, 1).reverse().slice(0, 12),
  ].join('');
}
export function sealWithLoginKey(key, value) {
  return cbc('enc', Buffer.from(key, 'utf8'), Buffer.from(JSON.stringify(value), 'utf8')).toString('base64');
}
export function openWithLoginKey(key, base64) {
  return JSON.parse(cbc('dec', Buffer.from(key, 'utf8'), Buffer.from(base64, 'base64')).toString('utf8'));
}

/**
 * Body of a websocket event. mode: 0 plain, 1 deflated, 2 deflated + AES-GCM,
 * 3 AES-GCM only. Layout of the encrypted form: iv(16) aad(16) ciphertext tag(16).
 */
export function sealEvent(cipherKey, value, mode) {
  const text = Buffer.from(JSON.stringify(value), 'utf8');
  if (mode === 0) return { encrypt: 0, data: text.toString('utf8') };
  const body = mode === 3 ? text : zlib.deflateSync(text);
  if (mode === 1) return { encrypt: 1, data: body.toString('base64') };
  const iv = crypto.randomBytes(16);
  const aad = crypto.randomBytes(16);
  const c = crypto.createCipheriv(`aes-${cipherKey.length * 8}-gcm`, cipherKey, iv);
  c.setAAD(aad);
  const sealed = Buffer.concat([c.update(body), c.final()]);
  return {
    encrypt: mode,
    data: encodeURIComponent(Buffer.concat([iv, aad, sealed, c.getAuthTag()]).toString('base64')),
  };
}

/** Frame: version(1) cmd(2, little endian) subCmd(1) then a JSON body. */
export function packFrame(cmd, subCmd, body, version = 1) {
  const head = Buffer.alloc(4);
  head.writeUInt8(version, 0);
  head.writeUInt16LE(cmd, 1);
  head.writeUInt8(subCmd, 3);
  return Buffer.concat([head, Buffer.from(JSON.stringify(body), 'utf8')]);
}
export function unpackFrame(buffer) {
  if (buffer.length < 4) return null;
  let body = null;
  try {
    body = JSON.parse(buffer.subarray(4).toString('utf8'));
  } catch {
    /* leave null */
  }
  return { version: buffer[0], cmd: buffer.readUInt16LE(1), subCmd: buffer[3], body };
}
