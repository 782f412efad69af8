// A small RFC 6455 server side, enough for this emulator: binary/text frames,
// fragmentation, ping/pong, close with code. No extensions.
import crypto from 'node:crypto';
import { EventEmitter } from 'node:events';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const MAX_MESSAGE = 64 * 1024 * 1024;

export function acceptUpgrade(req, socket, head) {
  const key = req.headers['sec-websocket-key'];
  if (!key || String(req.headers.upgrade ?? '').toLowerCase() !== 'websocket') {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    return null;
  }
  const accept = crypto
    .createHash('sha1')
    .update(key + GUID)
    .digest('base64');
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  return new ServerSocket(socket, head);
}

class ServerSocket extends EventEmitter {
  constructor(socket, head) {
    super();
    this.socket = socket;
    this.open = true;
    this.closeSent = false;
    this.pending = Buffer.alloc(0);
    this.parts = [];
    this.partsOpcode = 0;
    this.closeInfo = { code: 1006, reason: '' };
    socket.setNoDelay(true);
    socket.setTimeout(0);
    socket.on('data', (chunk) => this.#feed(chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      if (!this.open) return;
      this.open = false;
      this.emit('close', this.closeInfo.code, this.closeInfo.reason);
    });
    if (head?.length) queueMicrotask(() => this.#feed(head));
  }

  #feed(chunk) {
    this.pending = this.pending.length ? Buffer.concat([this.pending, chunk]) : chunk;
    for (;;) {
      const buf = this.pending;
      if (buf.length < 2) return;
      const fin = (buf[0] & 0x80) !== 0;
      const opcode = buf[0] & 0x0f;
      const masked = (buf[1] & 0x80) !== 0;
      let length = buf[1] & 0x7f;
      let at = 2;
      if (length === 126) {
        if (buf.length < 4) return;
        length = buf.readUInt16BE(2);
        at = 4;
      } else if (length === 127) {
        if (buf.length < 10) return;
        length = Number(buf.readBigUInt64BE(2));
        at = 10;
      }
      if (length > MAX_MESSAGE) return this.terminate();
      const need = at + (masked ? 4 : 0) + length;
      if (buf.length < need) return;
      const payload = Buffer.from(buf.subarray(need - length, need));
      if (masked) {
        const mask = buf.subarray(at, at + 4);
        for (let i = 0; i < payload.length; i += 1) payload[i] ^= mask[i & 3];
      }
      this.pending = buf.subarray(need);
      this.#frame(fin, opcode, payload);
    }
  }

  #frame(fin, opcode, payload) {
    if (opcode === 0x8) {
      const code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.closeInfo = { code, reason: payload.subarray(2).toString('utf8') };
      if (!this.closeSent) {
        this.closeSent = true;
        this.#write(0x8, payload.length >= 2 ? payload.subarray(0, 2) : Buffer.alloc(0));
      }
      this.socket.end();
    } else if (opcode === 0x9) {
      this.#write(0xa, payload);
    } else if (opcode !== 0xa) {
      if (opcode !== 0x0) this.partsOpcode = opcode;
      this.parts.push(payload);
      if (!fin) return;
      const whole = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts);
      this.parts = [];
      this.emit('message', whole, this.partsOpcode === 0x2);
    }
  }

  #write(opcode, payload) {
    if (!this.open || this.socket.destroyed) return false;
    let head;
    if (payload.length < 126) {
      head = Buffer.from([0x80 | opcode, payload.length]);
    } else if (payload.length < 65536) {
      head = Buffer.alloc(4);
      head[0] = 0x80 | opcode;
      head[1] = 126;
      head.writeUInt16BE(payload.length, 2);
    } else {
      head = Buffer.alloc(10);
      head[0] = 0x80 | opcode;
      head[1] = 127;
      head.writeBigUInt64BE(BigInt(payload.length), 2);
    }
    return this.socket.write(Buffer.concat([head, payload]));
  }

  /** Returns false when the peer reads slower than we write. */
  send(buffer) {
    return this.#write(0x2, buffer);
  }

  drained() {
    if (!this.open || !this.socket.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.socket.off('drain', done);
        this.socket.off('close', done);
        resolve();
      };
      this.socket.on('drain', done);
      this.socket.on('close', done);
    });
  }

  close(code = 1000, reason = '') {
    if (!this.open || this.closeSent) return;
    const text = Buffer.from(reason, 'utf8');
    const payload = Buffer.alloc(2 + text.length);
    payload.writeUInt16BE(code, 0);
    text.copy(payload, 2);
    this.closeSent = true;
    this.closeInfo = { code, reason };
    this.#write(0x8, payload);
    setTimeout(() => this.socket.destroy(), 3000).unref();
  }

  terminate() {
    this.socket.destroy();
  }
}
