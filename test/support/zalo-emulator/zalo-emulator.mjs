#!/usr/bin/env node
// Emulator of the Zalo web services on 127.0.0.1, for end-to-end tests with a
// real zca-compatible CLI. See README.md. No npm dependency; needs openssl.
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { packFrame, sealEvent, unpackFrame } from './lib/codec.mjs';
import { buildAccount } from './lib/seed.mjs';
import { acceptUpgrade } from './lib/ws-server.mjs';
import { createZaloApi, picture, readCookies } from './lib/zalo-api.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const LOOPBACK = '127.0.0.1';

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
    accounts: { type: 'string', default: 'alice,work' },
    friends: { type: 'string', default: '25' },
    groups: { type: 'string', default: '8' },
    members: { type: 'string' },
    'auto-confirm': { type: 'string' },
    'auto-account': { type: 'string', default: 'alice' },
    'poll-ms': { type: 'string', default: '25000' },
    'qr-ttl': { type: 'string', default: '0' },
    'latency-ms': { type: 'string', default: '0' },
    'ping-ms': { type: 'string', default: '20000' },
    encrypt: { type: 'string', default: '2' },
    'retry-codes': { type: 'string', default: '1006' },
    'retry-times': { type: 'string', default: '1000,2000,3000,5000' },
    'retry-max': { type: 'string', default: '10' },
    'allow-duplicates': { type: 'boolean', default: false },
    'strict-threads': { type: 'boolean', default: false },
    'media-base': { type: 'string' },
    'file-done-ms': { type: 'string', default: '150' },
    'max-minutes': { type: 'string', default: '240' },
    'write-env': { type: 'string' },
    'exit-with-stdin': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (flags.help) {
  console.log(
    'node zalo-emulator.mjs [flags]  (see README.md)\n' +
      '  --port --control-port --accounts a,b --friends N --groups N --members N --auto-confirm MS --auto-account NAME\n' +
      '  --poll-ms --qr-ttl MS --latency-ms --ping-ms --encrypt 0..3 --retry-codes 1006,3000 --retry-times 1000,2000 --retry-max N\n' +
      '  --allow-duplicates --strict-threads --media-base URL|control --file-done-ms --max-minutes N --write-env PATH --exit-with-stdin --verbose',
  );
  process.exit(0);
}
const int = (name) => Number.parseInt(flags[name], 10) || 0;
const list = (name) =>
  flags[name]
    .split(',')
    .map((s) => s.trim())
    .filter(Boolean);

const options = {
  friends: int('friends'),
  groups: int('groups'),
  members: flags.members ? int('members') : undefined,
  autoConfirmMs: flags['auto-confirm'] === undefined ? -1 : int('auto-confirm'),
  autoAccount: flags['auto-account'],
  pollMs: int('poll-ms'),
  qrTtlMs: int('qr-ttl'),
  latencyMs: int('latency-ms'),
  pingMs: int('ping-ms') || 20000,
  encrypt: Math.min(3, Math.max(0, int('encrypt'))),
  retryCodes: list('retry-codes').map(Number).filter(Number.isInteger),
  retryTimes: list('retry-times').map(Number).filter(Number.isFinite),
  retryMax: int('retry-max'),
  allowDuplicates: flags['allow-duplicates'],
  strictThreads: flags['strict-threads'],
  fileDoneMs: int('file-done-ms'),
  mediaBase: 'https://photo-emu.zdn.vn',
};

const KEEP = 5000; // bound of every in-memory log
const bounded = (array, entry) => {
  array.push(entry);
  if (array.length > KEEP) array.splice(0, array.length - KEEP);
  return entry;
};

// ---------------------------------------------------------------------------- state
const world = {
  options,
  accounts: new Map(),
  qrs: new Map(),
  revoked: new Set(),
  connections: new Map(),
  sent: [],
  uploads: [],
  events: [],
  requests: [],
  unhandled: [],
  received: [],
  bursts: [],
  faults: [],
  lastMsgId: 7_000_000_000_000 + (Math.floor(Date.now() / 1000) % 1_000_000_000) * 1000,
  nextConnection: 1,

  log(kind, data) {
    if (flags.verbose) console.error(`[emulator] ${kind} ${JSON.stringify(data)}`);
  },
  nextMsgId() {
    return (world.lastMsgId += 1);
  },
  account(key) {
    const found = world.accounts.get(key);
    if (!found) throw new HttpError(404, `unknown account: ${key}`);
    return found;
  },

  // A session cookie names its account, so it survives a restart of the emulator.
  openSession(key) {
    return `${key}.${crypto.randomBytes(16).toString('hex')}`;
  },
  accountOf(token) {
    const value = String(token ?? '');
    const key = value.slice(0, value.lastIndexOf('.'));
    if (!key || world.revoked.has(value) || world.revoked.has(`account:${key}`)) return null;
    return world.accounts.get(key) ?? null;
  },

  // QR
  pendingQr(code) {
    if (code) {
      const qr = world.qrs.get(code);
      if (!qr) throw new HttpError(404, `unknown QR code: ${code}`);
      return qr;
    }
    const open = [...world.qrs.values()].filter((q) => q.state.startsWith('waiting')).at(-1);
    if (!open) throw new HttpError(409, 'no QR code is pending');
    return open;
  },
  moveQr(qr, state) {
    qr.state = state;
    for (const wake of [...qr.waiters]) wake();
    world.log('qr', { code: qr.code, state });
    return qr;
  },
  scanQr(key, code) {
    world.account(key);
    const qr = world.pendingQr(code);
    if (qr.state !== 'waiting-scan') return qr;
    qr.account = key;
    return world.moveQr(qr, 'waiting-confirm');
  },
  confirmQr(code) {
    const qr = world.pendingQr(code);
    if (qr.state !== 'waiting-confirm') throw new HttpError(409, `QR is ${qr.state}, scan it first`);
    world.revoked.delete(`account:${qr.account}`);
    return world.moveQr(qr, 'confirmed');
  },
  declineQr(code) {
    const qr = world.pendingQr(code);
    if (qr.state !== 'waiting-confirm') throw new HttpError(409, `QR is ${qr.state}, scan it first`);
    return world.moveQr(qr, 'declined');
  },
  expireQr(code) {
    const qr = world.qrs.get(code) ?? world.pendingQr(code);
    return qr.state.startsWith('waiting') ? world.moveQr(qr, 'expired') : qr;
  },

  // records
  recordSent: (entry) => bounded(world.sent, { at: Date.now(), ...entry }),
  recordUpload: (entry) => bounded(world.uploads, { at: Date.now(), ...entry }),
  recordRequest: (entry) => bounded(world.requests, { at: Date.now(), ...entry }),
  recordUnhandled(entry) {
    world.log('unhandled', entry);
    return bounded(world.unhandled, { at: Date.now(), ...entry });
  },
  recordEvent(kind, account, params) {
    bounded(world.events, { at: Date.now(), kind, account: account.key, params });
    return { status: 0 };
  },
  remember(account, message) {
    return bounded(account.history, { ts: Date.now(), ...message });
  },
  takeFault(pathname) {
    const i = world.faults.findIndex((f) => pathname.includes(f.match));
    if (i < 0) return null;
    const fault = world.faults[i];
    fault.times -= 1;
    if (fault.times <= 0) world.faults.splice(i, 1);
    return fault;
  },

  // The shape of one message as the service sends it.
  wire(_account, m) {
    return {
      actionId: String(m.msgId),
      msgId: String(m.msgId),
      cliMsgId: String(m.cliMsgId),
      msgType: m.msgType ?? 'webchat',
      uidFrom: m.uidFrom,
      idTo: m.idTo,
      dName: m.dName ?? '',
      ts: String(m.ts),
      status: 1,
      content: m.content,
      notify: '1',
      ttl: 0,
      userId: '0',
      uin: '0',
      topOut: '0',
      topOutTimeOut: '0',
      topOutImprTimeOut: '0',
      propertyExt: { color: 0, size: 0, type: 0, subType: 0, ext: '{"shouldParseLinkOrContact":0}' },
      paramsExt: { countUnread: 1, containType: 0, platformType: 1 },
      cmd: m.group ? 521 : 501,
      st: 3,
      at: 5,
      realMsgId: '0',
      ...(m.quote ? { quote: m.quote } : {}),
      ...(m.mentions ? { mentions: m.mentions } : {}),
      ...m.extra,
    };
  },
  pushFileDone(account, fileId, url) {
    const control = { content: { act_type: 'file_done', act: 'file_done', fileId, data: { url } } };
    for (const c of world.connectionsOf(account.key)) c.event(601, 0, { controls: [control] });
  },
  connectionsOf: (key) => [...world.connections.values()].filter((c) => c.account === key),
};

class HttpError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

function addAccount(key, extra = {}) {
  if (!/^[A-Za-z0-9_-]{1,40}$/.test(key)) throw new HttpError(400, 'account names: letters, digits, - and _');
  const account = buildAccount(key, world.accounts.get(key)?.index ?? world.accounts.size, {
    ...options,
    ...extra,
  });
  world.accounts.set(key, account);
  return account;
}

// ----------------------------------------------------------------------- websocket
function openConnection(req, socket, head) {
  const host = String(req.headers.host ?? '').split(':')[0];
  const account = /^ws\d*-msg\.chat\.zalo\.me$/.test(host) ? world.accountOf(readCookies(req).zpw_sek) : null;
  if (!account) {
    socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    return;
  }
  const ws = acceptUpgrade(req, socket, head);
  if (!ws) return;
  const cipherKey = crypto.randomBytes(16);
  const connection = {
    id: world.nextConnection++,
    account: account.key,
    host,
    connectedAt: Date.now(),
    pings: 0,
    lastPingAt: null,
    framesOut: 0,
    messagesOut: 0,
    ws,
    event(cmd, subCmd, data, mode = options.encrypt) {
      connection.framesOut += 1;
      return ws.send(
        packFrame(cmd, subCmd, sealEvent(cipherKey, { error_code: 0, error_message: '', data }, mode)),
      );
    },
    kick(code, via, reason) {
      if (via === 'drop') ws.terminate();
      else if (via === 'frame') ws.send(packFrame(3000, 0, { error_code: 0, error_message: '', data: {} }));
      else ws.close(code, reason);
    },
  };
  if (!options.allowDuplicates) {
    for (const other of world.connectionsOf(account.key)) other.kick(3000, 'frame');
  }
  world.connections.set(connection.id, connection);
  ws.send(
    packFrame(1, 1, { key: cipherKey.toString('base64'), encrypt: options.encrypt, error_code: 0, data: {} }),
  );
  world.log('ws-open', { id: connection.id, account: account.key });

  ws.on('message', (buffer) => {
    const frame = unpackFrame(buffer);
    if (!frame) return;
    bounded(world.received, {
      at: Date.now(),
      connection: connection.id,
      account: account.key,
      cmd: frame.cmd,
      subCmd: frame.subCmd,
      body: frame.body,
    });
    if (frame.cmd === 2) {
      connection.pings += 1;
      connection.lastPingAt = Date.now();
    } else if (frame.cmd === 510 || frame.cmd === 511) {
      const group = frame.cmd === 511;
      const last = frame.body?.lastId ? Number(frame.body.lastId) : Infinity;
      const page = account.history
        .filter((m) => m.group === group && Number(m.msgId) < last)
        .slice(-50)
        .reverse()
        .map((m) => world.wire(account, m));
      connection.event(frame.cmd, 1, group ? { groupMsgs: page, more: 0 } : { msgs: page, more: 0 });
    } else if (frame.cmd === 610 || frame.cmd === 611) {
      connection.event(frame.cmd, 1, { reacts: [], reactGroups: [] });
    }
  });
  ws.on('close', (code, reason) => {
    world.connections.delete(connection.id);
    world.log('ws-close', { id: connection.id, code, reason });
  });
}

// ------------------------------------------------------------------------ messages
function composeMessage(body) {
  const account = world.account(body.account ?? 'alice');
  const group = body.groupId !== undefined && body.groupId !== null;
  const self = body.self === true;
  const known = [...account.friends, ...account.strangers];
  const from = body.from !== undefined ? String(body.from) : (known[0]?.userId ?? '0');
  const person = known.find((p) => p.userId === from);
  const id = world.nextMsgId();
  const ts = body.ts ?? Date.now();
  const media = (kind) => `${options.mediaBase}/${kind}/${id}`;

  let msgType = 'webchat';
  let content = String(body.text ?? '');
  if (body.image) {
    const image = body.image === true ? {} : body.image;
    const url = image.url ?? `${media('photo')}/640x480.png`;
    msgType = 'chat.photo';
    content = {
      title: body.text ?? '',
      description: '',
      href: url,
      thumb: image.thumb ?? `${media('photo')}/thumb/320x240.png`,
      childnumber: 0,
      action: '',
      params: JSON.stringify({
        hd: image.hd ?? `${media('photo')}/hd/1280x960.png`,
        width: image.width ?? 640,
        height: image.height ?? 480,
      }),
      type: '',
    };
  } else if (body.link) {
    msgType = 'chat.recommended';
    content = {
      title: body.link.title ?? body.link.href ?? body.link,
      description: body.link.description ?? '',
      href: body.link.href ?? body.link,
      thumb: body.link.thumb ?? `${options.mediaBase}/link/thumb.png`,
      childnumber: 0,
      action: 'recommened.link',
      params: '{}',
      type: '',
    };
  } else if (body.file) {
    msgType = 'share.file';
    content = {
      title: body.file.name ?? 'tệp.txt',
      description: '',
      href: body.file.url ?? `${media('file')}/${encodeURIComponent(body.file.name ?? 'file.txt')}`,
      thumb: '',
      childnumber: 0,
      action: '',
      params: JSON.stringify({ fileSize: String(body.file.size ?? 10), fileExt: 'txt', fType: 1 }),
      type: '',
    };
  } else if (body.sticker) {
    msgType = 'chat.sticker';
    content = {
      id: body.sticker.id ?? 23339,
      catId: body.sticker.catId ?? 10425,
      type: body.sticker.type ?? 7,
    };
  } else if (body.content !== undefined) {
    content = body.content;
  }
  if (body.msgType) msgType = body.msgType;

  let quote;
  if (body.quote) {
    const q = body.quote === true ? {} : body.quote;
    quote = {
      ownerId: String(q.ownerId ?? account.uid),
      cliMsgId: Number(q.cliMsgId ?? ts - 60_000),
      globalMsgId: Number(q.globalMsgId ?? id - 1),
      cliMsgType: q.image ? 32 : 1,
      ts: Number(q.ts ?? ts - 60_000),
      msg: q.text ?? 'tin nhắn gốc',
      attach: JSON.stringify(
        q.image
          ? {
              title: '',
              description: '',
              href: `${media('quote')}/320x240.png`,
              thumb: `${media('quote')}/320x240.png`,
              childnumber: 0,
              action: '',
              params: '{}',
              type: '',
            }
          : { properties: { color: 0, size: 0, type: 0, subType: 0, ext: '{"shouldParseLinkOrContact":0}' } },
      ),
      fromD: q.fromName ?? account.displayName,
      ttl: 0,
    };
  }
  const message = {
    group,
    threadId: group ? String(body.groupId) : from,
    msgId: String(body.msgId ?? id),
    cliMsgId: String(body.cliMsgId ?? ts),
    ts,
    msgType,
    content,
    uidFrom: self ? '0' : from,
    idTo: group ? String(body.groupId) : self ? from : account.uid,
    dName: self ? account.displayName : (body.fromName ?? person?.displayName ?? 'Người lạ'),
    quote,
    mentions: body.mentions,
    extra: body.extra,
  };
  return { account, message };
}

function deliver(account, messages) {
  const targets = world.connectionsOf(account.key);
  const users = messages.filter((m) => !m.group).map((m) => world.wire(account, m));
  const groups = messages.filter((m) => m.group).map((m) => world.wire(account, m));
  for (const c of targets) {
    if (users.length) c.event(501, 0, { msgs: users, pageMsgs: [], delivereds: [], seens: [] });
    if (groups.length) c.event(521, 0, { groupMsgs: groups, delivereds: [], groupSeens: [] });
    c.messagesOut += messages.length;
  }
  for (const m of messages) world.remember(account, m);
  return targets.length;
}

// A text sent by one emulated account to another one arrives there.
world.crossDeliver = (sender, uid, text) => {
  const target = [...world.accounts.values()].find((a) => a.uid === uid && a !== sender);
  if (!target) return;
  deliver(target, [
    composeMessage({ account: target.key, from: sender.uid, fromName: sender.displayName, text }).message,
  ]);
};

function filler(index, total, bytes) {
  const head = `#${index}/${total} `;
  const words = 'xin chào bạn hôm nay thế nào ổn không nhé ';
  const want = Math.max(0, bytes - Buffer.byteLength(head));
  let text = '';
  while (Buffer.byteLength(text) < want) text += words;
  while (Buffer.byteLength(text) > want) text = text.slice(0, -1);
  return head + text;
}

async function runBurst(body) {
  const account = world.account(body.account ?? 'alice');
  const n = Math.min(200_000, Math.max(1, Number(body.n ?? 100)));
  const rate = Number(body.ratePerSecond ?? 0); // 0: as fast as the socket takes it
  const bytes = Math.min(1_000_000, Number(body.bytes ?? 80));
  const perFrame = Math.min(200, Math.max(1, Number(body.batch ?? 1)));
  const people = account.friends.length ? account.friends : [account.profile];
  const senders = Math.min(people.length, Math.max(1, Number(body.senders ?? 5)));
  const burst = bounded(world.bursts, {
    id: world.bursts.length + 1,
    account: account.key,
    n,
    sent: 0,
    startedAt: Date.now(),
    finishedAt: null,
    cancelled: false,
  });
  const loop = async () => {
    const begin = performance.now();
    while (burst.sent < n && !burst.cancelled) {
      const batch = [];
      for (let k = 0; k < perFrame && burst.sent + batch.length < n; k += 1) {
        const i = burst.sent + batch.length + 1;
        const person = people[i % senders];
        batch.push(
          composeMessage({
            account: account.key,
            from: body.from ?? person.userId,
            fromName: body.fromName ?? (body.from ? undefined : person.displayName),
            groupId: body.groupId,
            text: body.text ? `${body.text} ${i}` : filler(i, n, bytes),
          }).message,
        );
      }
      deliver(account, batch);
      burst.sent += batch.length;
      if (rate > 0) {
        const wait = (burst.sent / rate) * 1000 - (performance.now() - begin);
        if (wait > 1) await new Promise((r) => setTimeout(r, wait));
      } else {
        await Promise.all(world.connectionsOf(account.key).map((c) => c.ws.drained()));
        if (burst.sent % 200 === 0) await new Promise((r) => setImmediate(r));
      }
    }
    burst.finishedAt = Date.now();
  };
  const running = loop();
  if (body.wait) await running;
  return burst;
}

// --------------------------------------------------------------------- control API
/** ?wait=MS on a GET: answer when ready(value) holds, or after MS with what there is. */
async function waitFor(query, read, ready) {
  const deadline = Date.now() + Math.min(60_000, Number(query.get('wait') ?? 0));
  for (;;) {
    const value = read();
    if (ready(value) || Date.now() >= deadline) return value;
    await new Promise((r) => setTimeout(r, 20));
  }
}
const atLeast = (query) => (value) => value.length >= Number(query.get('min') ?? 1);
const ofAccount = (query) => (x) => !query.get('account') || x.account === query.get('account');
const publicQr = (q) => ({
  code: q.code,
  content: q.content,
  state: q.state,
  account: q.account,
  createdAt: q.createdAt,
  polls: q.polls,
});
const publicConnection = ({ ws, event, kick, ...rest }) => rest;

const control = {
  'GET /': () => ({ ok: true, accounts: [...world.accounts.keys()], connections: world.connections.size }),
  'GET /accounts': () =>
    [...world.accounts.values()].map((a) => ({
      account: a.key,
      uid: a.uid,
      displayName: a.displayName,
      phone: a.profile.phoneNumber,
      friends: a.friends.length,
      groups: a.groups.length,
    })),
  'GET /account': (_, query) => {
    const a = world.account(query.get('account') ?? 'alice');
    return {
      account: a.key,
      uid: a.uid,
      displayName: a.displayName,
      phone: a.profile.phoneNumber,
      friends: a.friends.map((f) => ({
        userId: f.userId,
        displayName: f.displayName,
        zaloName: f.zaloName,
        username: f.username,
        phoneNumber: f.phoneNumber,
      })),
      groups: a.groups.map((g) => ({
        groupId: g.groupId,
        name: g.name,
        members: g.members.map((m) => ({ userId: m.userId, displayName: m.displayName })),
      })),
    };
  },
  'POST /accounts': (body) => {
    const a = addAccount(String(body.account ?? ''), {
      displayName: body.displayName,
      friends: body.friends ?? options.friends,
      groups: body.groups ?? options.groups,
    });
    return { account: a.key, uid: a.uid };
  },

  'GET /qr': (_, query) =>
    waitFor(
      query,
      () => {
        const all = [...world.qrs.values()].slice(-50).map(publicQr);
        return { pending: all.filter((q) => q.state.startsWith('waiting')).at(-1) ?? null, all };
      },
      (v) => v.pending !== null,
    ),
  'POST /qr/scan': (body) => publicQr(world.scanQr(body.account ?? 'alice', body.code)),
  'POST /qr/confirm': (body) => publicQr(world.confirmQr(body.code)),
  'POST /qr/decline': (body) => publicQr(world.declineQr(body.code)),
  'POST /qr/expire': (body) => publicQr(world.expireQr(body.code ?? world.pendingQr().code)),

  'POST /message': (body) => {
    const { account, message } = composeMessage(body);
    const delivered = deliver(account, [message]);
    return { delivered, message: world.wire(account, message) };
  },
  'POST /burst': (body) => runBurst(body),
  'GET /bursts': () => world.bursts,
  'POST /burst/cancel': () => {
    for (const b of world.bursts) b.cancelled = true;
    return { ok: true };
  },
  'POST /raw': (body) => {
    const targets = world.connectionsOf(body.account ?? 'alice');
    for (const c of targets) {
      if (body.garbage !== undefined) c.ws.send(Buffer.from(body.garbage, 'base64'));
      else
        c.event(Number(body.cmd), Number(body.subCmd ?? 0), body.data ?? {}, body.encrypt ?? options.encrypt);
    }
    return { delivered: targets.length };
  },
  'POST /kick': (body) => {
    const code = Number(body.code ?? 3000);
    const via = body.via ?? (code === 3000 ? 'frame' : code === 1006 ? 'drop' : 'close');
    const targets = world.connectionsOf(body.account ?? 'alice');
    for (const c of targets) c.kick(code, via, body.reason ?? '');
    return { kicked: targets.length, code, via };
  },
  'GET /connections': (_, query) =>
    waitFor(
      query,
      () => [...world.connections.values()].filter(ofAccount(query)).map(publicConnection),
      atLeast(query),
    ),
  'GET /received': () => world.received,

  'GET /sent': (_, query) => waitFor(query, () => world.sent.filter(ofAccount(query)), atLeast(query)),
  'GET /uploads': () => world.uploads,
  'GET /events': () => world.events,
  'GET /requests': () => world.requests,
  'GET /unhandled': () => world.unhandled,

  'POST /session/revoke': (body) => {
    const a = world.account(body.account ?? 'alice');
    world.revoked.add(`account:${a.key}`);
    return { revoked: a.key };
  },
  'POST /session/restore': (body) => {
    const a = world.account(body.account ?? 'alice');
    world.revoked.delete(`account:${a.key}`);
    return { restored: a.key };
  },
  'POST /fault': (body) => {
    if (!body.match) throw new HttpError(400, 'match is required');
    const fault = {
      match: String(body.match),
      times: Number(body.times ?? 1),
      delayMs: Number(body.delayMs ?? 0),
      drop: body.drop === true,
      status: body.status,
      errorCode: body.errorCode,
      message: body.message,
    };
    world.faults.push(fault);
    return fault;
  },
  'POST /options': (body) => {
    for (const key of [
      'latencyMs',
      'pollMs',
      'encrypt',
      'allowDuplicates',
      'strictThreads',
      'retryCodes',
      'retryTimes',
      'retryMax',
      'pingMs',
      'autoConfirmMs',
      'autoAccount',
      'qrTtlMs',
      'fileDoneMs',
    ]) {
      if (body[key] !== undefined) options[key] = body[key];
    }
    return options;
  },
  'POST /reset': (body) => {
    for (const log of [
      world.sent,
      world.uploads,
      world.events,
      world.requests,
      world.unhandled,
      world.received,
      world.faults,
    ])
      log.length = 0;
    for (const b of world.bursts) b.cancelled = true;
    world.bursts.length = 0;
    for (const q of world.qrs.values()) if (q.state.startsWith('waiting')) world.moveQr(q, 'expired');
    world.qrs.clear();
    world.revoked.clear();
    if (body.connections) for (const c of world.connections.values()) c.ws.terminate();
    for (const a of [...world.accounts.values()]) {
      a.history.length = 0;
      if (body.seed) addAccount(a.key);
    }
    return { ok: true };
  },
  'POST /shutdown': () => {
    setTimeout(() => stop(0), 20);
    return { ok: true };
  },
};

// ------------------------------------------------------------------------- servers
async function readBody(req, limit = 64 * 1024 * 1024) {
  const parts = [];
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    if (size > limit) throw new HttpError(413, 'body too large');
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

const workDir = fs.mkdtempSync(path.join(os.tmpdir(), 'zalo-emulator-'));
function makeCertificate() {
  const names = [
    'zalo.me',
    'chat.zalo.me',
    'zdn.vn',
    'zadn.vn',
    'zaloapp.com',
    'zalo.cloud',
    'zalo.video',
    'dlfl.vn',
    'dlmd.me',
  ];
  const alt = names.flatMap((n) => [`DNS:${n}`, `DNS:*.${n}`]).join(',');
  const keyFile = path.join(workDir, 'key.pem');
  const certFile = path.join(workDir, 'cert.pem');
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '7',
      '-subj',
      '/CN=zalo-emulator',
      '-keyout',
      keyFile,
      '-out',
      certFile,
      '-addext',
      `subjectAltName=${alt}`,
      '-addext',
      'basicConstraints=critical,CA:TRUE',
    ],
    { stdio: 'ignore' },
  );
  return { key: fs.readFileSync(keyFile), cert: fs.readFileSync(certFile), certFile };
}
const certificate = makeCertificate();

let handleZalo;
const zaloServer = https.createServer(
  { key: certificate.key, cert: certificate.cert, keepAliveTimeout: 5000 },
  async (req, res) => {
    try {
      await handleZalo(req, res, await readBody(req));
    } catch (error) {
      world.log('error', { message: error.message });
      if (!res.headersSent) res.writeHead(error.status ?? 500, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ error_code: -1, error_message: `emulator: ${error.message}` }));
    }
  },
);
zaloServer.on('upgrade', openConnection);
zaloServer.on('tlsClientError', () => {});

const controlServer = http.createServer(async (req, res) => {
  const url = new URL(req.url, 'http://control');
  const reply = (status, value) => {
    res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    res.end(JSON.stringify(value));
  };
  try {
    if (req.method === 'GET' && url.pathname.startsWith('/media/')) return picture(res, url.pathname);
    const action = control[`${req.method} ${url.pathname}`];
    if (!action) return reply(404, { error: 'no such control call', calls: Object.keys(control) });
    const raw = req.method === 'POST' ? (await readBody(req, 8 * 1024 * 1024)).toString('utf8').trim() : '';
    let body = {};
    try {
      body = raw ? JSON.parse(raw) : {};
    } catch {
      throw new HttpError(400, 'the body must be JSON');
    }
    return reply(200, await action(body ?? {}, url.searchParams));
  } catch (error) {
    return reply(error.status ?? 500, { error: error.message });
  }
});

const listen = (server, port) =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve(server.address().port));
  });

let stopping = false;
function stop(code) {
  if (stopping) return;
  stopping = true;
  for (const c of world.connections.values()) c.ws.terminate();
  zaloServer.closeAllConnections?.();
  controlServer.closeAllConnections?.();
  zaloServer.close();
  controlServer.close();
  fs.rmSync(workDir, { recursive: true, force: true });
  process.exit(code);
}
process.on('SIGTERM', () => stop(0));
process.on('SIGINT', () => stop(0));
process.on('SIGHUP', () => stop(0));
setTimeout(() => stop(0), Math.max(1, int('max-minutes')) * 60_000).unref();

const port = await listen(zaloServer, int('port'));
const controlPort = await listen(controlServer, int('control-port'));
if (flags['media-base'])
  options.mediaBase =
    flags['media-base'] === 'control'
      ? `http://${LOOPBACK}:${controlPort}/media`
      : flags['media-base'].replace(/\/$/, '');
for (const key of list('accounts')) addAccount(key);
handleZalo = createZaloApi(world);

if (flags['exit-with-stdin']) {
  process.stdin.resume();
  process.stdin.on('end', () => stop(0));
  process.stdin.on('error', () => stop(0));
}

const nodeOptions = `--import=${pathToFileURL(path.join(here, 'redirect.mjs')).href}`;
const env = { NODE_OPTIONS: nodeOptions, NODE_EXTRA_CA_CERTS: certificate.certFile, EMUZ_PORT: String(port) };
if (flags['write-env']) {
  const quote = (v) => `'${v.replaceAll("'", `'\\''`)}'`;
  const lines = Object.entries({ ...env, EMUZ_CONTROL: `http://${LOOPBACK}:${controlPort}` }).map(
    ([k, v]) => `export ${k}=${quote(v)}`,
  );
  fs.writeFileSync(flags['write-env'], `${lines.join('\n')}\n`);
}
console.log(
  JSON.stringify({
    control: `http://${LOOPBACK}:${controlPort}`,
    port,
    nodeOptions,
    env,
    pid: process.pid,
    accounts: [...world.accounts.values()].map((a) => ({
      account: a.key,
      uid: a.uid,
      displayName: a.displayName,
    })),
  }),
);
