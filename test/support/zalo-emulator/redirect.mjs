// Preload module for a Node.js process that should talk to the emulator instead
// of the real Zalo servers. Load it through NODE_OPTIONS="--import=<url of this file>".
//
// What it does, inside that one process (and the Node children it spawns):
//   * any TCP/TLS connection whose host name belongs to Zalo goes to
//     127.0.0.1:$EMUZ_PORT instead; the TLS server name stays the real one;
//   * dns.lookup()/dns.promises.lookup() answer 127.0.0.1 for those names;
//   * connections to any other non-loopback host are refused with ENOTFOUND,
//     so nothing leaves the machine (EMUZ_ALLOW_EXTERNAL=1 lifts this);
//   * certificate trust comes from NODE_EXTRA_CA_CERTS (set by the emulator's env).
// It covers global fetch (undici), node:https, node:tls and the `ws` package,
// because all of them end in net.Socket.prototype.connect.

import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const net = require('node:net');
const dns = require('node:dns');

const port = Number.parseInt(process.env.EMUZ_PORT ?? '', 10) || 0;
const allowExternal = process.env.EMUZ_ALLOW_EXTERNAL === '1';
const guardLog = process.env.EMUZ_GUARD_LOG;

const ZALO_SUFFIXES = [
  'zalo.me',
  'zdn.vn',
  'zadn.vn',
  'zaloapp.com',
  'zalo.cloud',
  'zalo.video',
  'dlfl.vn',
  'dlmd.me',
];

const clean = (host) =>
  String(host ?? '')
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
const isZalo = (host) => {
  const h = clean(host);
  return ZALO_SUFFIXES.some((s) => h === s || h.endsWith(`.${s}`));
};
const isLoopback = (host) => {
  const h = clean(host);
  return (
    h === '' ||
    h === 'localhost' ||
    h.endsWith('.localhost') ||
    h === '::1' ||
    h === '::' ||
    h === '0.0.0.0' ||
    /^127\.\d+\.\d+\.\d+$/.test(h) ||
    h.startsWith('::ffff:127.')
  );
};

function note(kind, host, targetPort) {
  if (!guardLog) return;
  try {
    fs.appendFileSync(
      guardLog,
      `${JSON.stringify({ at: new Date().toISOString(), pid: process.pid, kind, host, port: targetPort })}\n`,
    );
  } catch {
    /* the log is only a convenience */
  }
}

function notFound(host) {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), {
    errno: -3008,
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
    hostname: String(host),
  });
}

function verdict(host) {
  if (isLoopback(host)) return 'pass';
  if (isZalo(host) && port > 0) return 'redirect';
  return allowExternal && !isZalo(host) ? 'pass' : 'block';
}

// --- sockets -----------------------------------------------------------------
const originalConnect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function connect(...args) {
  const first = args[0];
  let options;
  let callback;
  if (Array.isArray(first)) {
    [options, callback] = first;
  } else if (first !== null && typeof first === 'object') {
    options = first;
    callback = args.find((a) => typeof a === 'function');
  } else if (typeof first === 'string' && !/^\d+$/.test(first)) {
    return originalConnect.apply(this, args); // a local socket path
  } else {
    options = { port: first, host: typeof args[1] === 'string' ? args[1] : undefined };
    callback = args.find((a) => typeof a === 'function');
  }
  if (!options || options.path) return originalConnect.apply(this, args);

  switch (verdict(options.host)) {
    case 'pass':
      return originalConnect.apply(this, args);
    case 'redirect': {
      note('redirect', options.host, options.port);
      const rewritten = { ...options, host: '127.0.0.1', port, lookup: undefined };
      return callback
        ? originalConnect.call(this, rewritten, callback)
        : originalConnect.call(this, rewritten);
    }
    default: {
      note('block', options.host, options.port);
      this.connecting = true;
      if (callback) this.once('connect', callback);
      const error = notFound(options.host);
      process.nextTick(() => this.destroy(error));
      return this;
    }
  }
};

// --- name lookups --------------------------------------------------------------
const originalLookup = dns.lookup;
dns.lookup = function lookup(hostname, options, callback) {
  const cb = typeof options === 'function' ? options : callback;
  const opts = typeof options === 'object' && options !== null ? options : {};
  switch (verdict(hostname)) {
    case 'pass':
      return originalLookup.apply(this, arguments);
    case 'redirect':
      process.nextTick(() =>
        opts.all ? cb(null, [{ address: '127.0.0.1', family: 4 }]) : cb(null, '127.0.0.1', 4),
      );
      return {};
    default:
      note('block', hostname, 0);
      process.nextTick(() => cb(notFound(hostname)));
      return {};
  }
};
const originalPromiseLookup = dns.promises.lookup;
dns.promises.lookup = async function lookup(hostname, options) {
  switch (verdict(hostname)) {
    case 'pass':
      return originalPromiseLookup.call(this, hostname, options);
    case 'redirect':
      return options?.all ? [{ address: '127.0.0.1', family: 4 }] : { address: '127.0.0.1', family: 4 };
    default:
      note('block', hostname, 0);
      throw notFound(hostname);
  }
};
