// The HTTP side of the emulated service: QR login, session bootstrap, and the
// calls made by the CLI for friends, groups, sending and uploads.
import crypto from 'node:crypto';
import { loginKey, openWithLoginKey, openWithSession, sealWithLoginKey, sealWithSession } from './codec.mjs';
import { qrPng, seededPicture } from './images.mjs';
import { groupInfo } from './seed.mjs';

const SERVICES = [
  'other_contact',
  'chat_e2e',
  'workspace',
  'catalog',
  'boards',
  'downloadStickerUrl',
  'sp_contact',
  'zcloud_up_file',
  'media_store_send2me',
  'push_act',
  'aext',
  'zfamily',
  'group_poll',
  'group_cloud_message',
  'media_store',
  'file',
  'auto_reply',
  'sync_action',
  'friendLan',
  'friend',
  'alias',
  'zimsg',
  'group_board',
  'conversation',
  'group',
  'fallback_LP',
  'friend_board',
  'up_file',
  'zavi',
  'reaction',
  'voice_call',
  'profile',
  'sticker',
  'label',
  'consent',
  'zcloud',
  'chat',
  'todoUrl',
  'recent_search',
  'group_e2e',
  'quick_message',
];
const serviceMap = () =>
  Object.fromEntries(
    SERVICES.map((s) => [s, [`https://tt-${s.toLowerCase().replace(/_/g, '-')}-wpa.chat.zalo.me`]]),
  );

export class ApiError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

export function readCookies(req) {
  const out = {};
  for (const part of String(req.headers.cookie ?? '').split(';')) {
    const i = part.indexOf('=');
    if (i > 0) out[part.slice(0, i).trim()] = decodeURIComponent(part.slice(i + 1).trim());
  }
  return out;
}
const cookie = (name, value) =>
  `${name}=${encodeURIComponent(value)}; Domain=.zalo.me; Path=/; Expires=${new Date(Date.now() + 365 * 864e5).toUTCString()}; Secure; HttpOnly; SameSite=None`;

/** Sizes and digest of the first part of a multipart body. */
function firstPart(body, contentType) {
  const boundary = /boundary=([^;]+)/i.exec(contentType ?? '')?.[1]?.replace(/^"|"$/g, '');
  if (!boundary)
    return { bytes: body.length, sha1: crypto.createHash('sha1').update(body).digest('hex'), fileName: null };
  const start = body.indexOf('\r\n\r\n');
  const end = body.lastIndexOf(`\r\n--${boundary}`);
  const content = body.subarray(start + 4, end < 0 ? body.length : end);
  return {
    bytes: content.length,
    sha1: crypto.createHash('sha1').update(content).digest('hex'),
    fileName: /filename="([^"]*)"/.exec(body.subarray(0, start).toString('utf8'))?.[1] ?? null,
  };
}

export function createZaloApi(world) {
  const { options } = world;

  const json = (res, value, headers = {}, status = 200) => {
    if (res.destroyed || res.writableEnded) return;
    res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    res.end(JSON.stringify(value));
  };

  // ---- QR login ---------------------------------------------------------------
  function newQr() {
    const code = crypto.randomBytes(12).toString('hex');
    const qr = {
      code,
      content: `https://qr.zalo.me/login/${code}`,
      state: 'waiting-scan',
      account: null,
      createdAt: Date.now(),
      polls: 0,
      waiters: new Set(),
    };
    world.qrs.set(code, qr);
    if (options.autoConfirmMs >= 0) {
      setTimeout(() => world.scanQr(options.autoAccount, code), options.autoConfirmMs).unref();
      setTimeout(() => world.confirmQr(code), options.autoConfirmMs * 2 + 50).unref();
    }
    if (options.qrTtlMs > 0) setTimeout(() => world.expireQr(code), options.qrTtlMs).unref();
    return qr;
  }

  /** Long poll: answer as soon as the state leaves `while`, else error_code 8 (poll again). */
  async function longPoll(qr, whileState, res) {
    qr.polls += 1;
    const deadline = Date.now() + options.pollMs;
    while (qr.state === whileState && Date.now() < deadline && !res.destroyed) {
      await new Promise((resolve) => {
        const timer = setTimeout(done, Math.max(1, deadline - Date.now()));
        function done() {
          clearTimeout(timer);
          qr.waiters.delete(done);
          resolve();
        }
        qr.waiters.add(done);
        res.once('close', done);
      });
    }
  }

  async function idHost(req, res, url, form) {
    const path = url.pathname;
    if (req.method === 'GET' && path === '/account') {
      res.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'set-cookie': [
          cookie('zpdid', crypto.randomBytes(9).toString('hex')),
          cookie('zlogin_session', crypto.randomBytes(9).toString('hex')),
        ],
      });
      return res.end(
        '<!doctype html><title>emulated</title><script src="https://stc-zlogin.zdn.vn/main-2.44.10.js"></script>',
      );
    }
    if (path === '/account/logininfo' || path === '/account/verify-client')
      return json(res, { error_code: 0, error_message: 'Success', data: {} });
    if (path === '/account/authen/qr/generate') {
      const qr = newQr();
      return json(res, {
        error_code: 0,
        error_message: 'Success',
        data: {
          code: qr.code,
          image: `data:image/png;base64,${qrPng(qr.content).toString('base64')}`,
          token: crypto.randomBytes(16).toString('hex'),
          options: { enabledCheckOCR: false, enabledMultiLayer: false },
        },
      });
    }
    if (path === '/account/authen/qr/waiting-scan') {
      const qr = world.qrs.get(form.get('code'));
      if (!qr) return json(res, { error_code: -12, error_message: 'QR code not found' });
      await longPoll(qr, 'waiting-scan', res);
      if (qr.state === 'waiting-scan') return json(res, { error_code: 8, error_message: 'Waiting' });
      if (qr.state === 'expired') return json(res, { error_code: -12, error_message: 'QR code expired' });
      const account = world.account(qr.account);
      return json(res, {
        error_code: 0,
        error_message: 'Success',
        data: { avatar: account.profile.avatar, display_name: account.displayName },
      });
    }
    if (path === '/account/authen/qr/waiting-confirm') {
      const qr = world.qrs.get(form.get('code'));
      if (!qr) return json(res, { error_code: -12, error_message: 'QR code not found' });
      await longPoll(qr, 'waiting-confirm', res);
      if (qr.state === 'waiting-confirm') return json(res, { error_code: 8, error_message: 'Waiting' });
      if (qr.state === 'declined') return json(res, { error_code: -13, error_message: 'Declined' });
      if (qr.state !== 'confirmed') return json(res, { error_code: -12, error_message: 'QR code expired' });
      return json(
        res,
        { error_code: 0, error_message: 'Success', data: {} },
        { 'set-cookie': [cookie('zpsid', `${qr.account}.${crypto.randomBytes(12).toString('hex')}`)] },
      );
    }
    if (path === '/account/checksession') {
      const who = String(readCookies(req).zpsid ?? '').split('.')[0];
      if (!world.accounts.has(who))
        return json(res, { error_code: -1, error_message: 'No session' }, {}, 200);
      const session = world.openSession(who);
      res.writeHead(302, {
        location: 'https://chat.zalo.me/index.html',
        'set-cookie': [
          cookie('zpw_sek', session),
          cookie('_zlang', 'vn'),
          cookie('app.event.zalo.me', crypto.randomBytes(6).toString('hex')),
        ],
      });
      return res.end();
    }
    return unknown(req, res, url, null);
  }

  // ---- session bootstrap --------------------------------------------------------
  function loginInfo(req, res, url) {
    const account = world.accountOf(readCookies(req).zpw_sek);
    const zcid = url.searchParams.get('zcid');
    const zcidExt = url.searchParams.get('zcid_ext');
    if (!zcid || !zcidExt)
      return json(res, { error_code: -1, error_message: 'Missing parameters', data: null });
    const key = loginKey(zcid, zcidExt);
    let sent = null;
    try {
      sent = openWithLoginKey(key, url.searchParams.get('params') ?? '');
    } catch {
      return json(res, { error_code: -1, error_message: 'Cannot decrypt params', data: null });
    }
    if (!account) return json(res, { error_code: 102, error_message: 'Session expired', data: null });
    account.lastImei = sent.imei;
    return json(res, {
      error_code: 0,
      error_message: 'Successful.',
      data: sealWithLoginKey(key, {
        error_code: 0,
        error_message: 'Successful.',
        data: {
          uid: account.uid,
          zpw_enk: account.secretKey,
          haspcclient: 0,
          public_ip: '127.0.0.1',
          language: sent.language ?? 'vi',
          send2me_id: String(BigInt(account.uid) + 1n),
          phone_number: account.profile.phoneNumber,
          zpw_service_map_v3: serviceMap(),
          zpw_ws: [
            'wss://ws1-msg.chat.zalo.me/',
            'wss://ws2-msg.chat.zalo.me/',
            'wss://ws3-msg.chat.zalo.me/',
          ],
        },
      }),
    });
  }

  function serverInfo(res) {
    const retries = {};
    for (const code of options.retryCodes)
      retries[String(code)] = { max: options.retryMax, times: options.retryTimes };
    json(res, {
      error_code: 0,
      error_message: 'Successful.',
      data: {
        setttings: {
          features: {
            sharefile: {
              big_file_domain_list: [],
              max_size_share_file_v2: 1024,
              max_size_share_file_v3: 1024,
              file_upload_show_icon_1GB: true,
              restricted_ext: '',
              next_file_time: 0,
              max_file: 50,
              max_size_photo: 100,
              max_size_share_file: 1024,
              max_size_resize_photo: 10,
              max_size_gif: 10,
              max_size_original_photo: 100,
              chunk_size_file: 3145728,
              restricted_ext_file: ['exe', 'bat', 'cmd', 'msi'],
            },
            socket: {
              rotate_error_codes: [1006],
              retries,
              debug: { enable: false },
              ping_interval: options.pingMs,
              reset_endpoint: 86400000,
              queue_ctrl_actionid_map: { '611_0': '', '610_1': '', '610_0': '', '603_0': '', '611_1': '' },
              close_and_retry_codes: options.retryCodes,
              max_msg_size: 1048576,
              enable_ctrl_socket: true,
              reconnect_after_fallback: true,
              enable_chat_socket: true,
              submit_wss_log: false,
              disable_lp: false,
              offline_monitor: { enable: true },
            },
          },
          keepalive: { alway_keepalive: 1, keepalive_duration: 300, time_deactive: 300 },
        },
        extra_ver: {
          phonebook: 0,
          conv_label: '0',
          friend: '0',
          ver_sticker_giphy_suggest: 0,
          ver_giphy_cate: 0,
          alias: '0',
          ver_sticker_cate_list: 0,
          block_friend: '0',
        },
      },
    });
  }

  // ---- calls inside a session ----------------------------------------------------
  const basic = (p) => ({
    uid: p.userId,
    zalo_name: p.zaloName,
    display_name: p.displayName,
    avatar: p.avatar,
    cover: p.cover,
    status: p.status,
    gender: p.gender,
    dob: p.dob,
    sdob: p.sdob,
    globalId: p.globalId,
    bizPkg: p.bizPkg,
  });
  const everyone = (account) => [
    ...account.friends,
    ...account.strangers,
    ...[...world.accounts.values()].map((a) => a.profile),
  ];
  const personById = (account, id) => everyone(account).find((p) => p.userId === id);
  const bareId = (id) => String(id).replace(/_\d+$/, '');
  const ids = (value) => (Array.isArray(value) ? value : [value]).map(bareId);

  // A recording goes by its address: 3 is a voice message, 5 a video.
  const forwardedKind = (params) => (params.msgType === 3 ? 'voice' : 'video');

  function accept(account, kind, params, detail, path) {
    const group = params.grid !== undefined;
    const threadId = String(params.grid ?? params.toid ?? params.toId ?? '');
    const known = group
      ? account.groups.some((g) => g.groupId === threadId)
      : Boolean(personById(account, threadId));
    if (!known && options.strictThreads)
      throw new ApiError(group ? 165 : 112, group ? 'Group does not exist' : 'User does not exist');
    const msgId = world.nextMsgId();
    world.recordSent({
      account: account.key,
      kind,
      group,
      threadId,
      msgId: String(msgId),
      clientId: String(params.clientId ?? ''),
      path,
      ...detail,
      params,
    });
    world.remember(account, {
      group,
      threadId,
      msgId: String(msgId),
      cliMsgId: String(params.clientId ?? msgId),
      uidFrom: '0',
      idTo: threadId,
      dName: account.displayName,
      msgType: kind === 'image' ? 'chat.photo' : kind === 'link' ? 'chat.recommended' : 'webchat',
      content:
        kind === 'image'
          ? { title: params.desc ?? '', href: params.rawUrl, thumb: params.thumbUrl, params: '' }
          : (detail.text ?? ''),
    });
    if (!group && kind === 'text') world.crossDeliver(account, threadId, detail.text ?? '');
    return { msgId };
  }

  const quoteOf = (p) =>
    p.qmsgId === undefined
      ? undefined
      : {
          ownerId: p.qmsgOwner,
          msgId: p.qmsgId,
          cliMsgId: p.qmsgCliId,
          text: p.qmsg,
          ts: p.qmsgTs,
          type: p.qmsgType,
        };
  const textDetail = (p) => ({
    text: p.message,
    mentions: p.mentionInfo ? JSON.parse(p.mentionInfo) : undefined,
    styles: p.textProperties ? JSON.parse(p.textProperties).styles : undefined,
    quote: quoteOf(p),
  });

  const uploads = new Map();
  let nextFileId = 5_000_000_000;

  function upload(account, params, ctx, kind) {
    const part = firstPart(ctx.body, ctx.req.headers['content-type']);
    const id = `${account.key}:${params.clientId}:${params.fileName}`;
    const state = uploads.get(id) ?? { bytes: 0, chunks: 0, fileId: String((nextFileId += 1)), digests: [] };
    state.bytes += part.bytes;
    state.chunks += 1;
    state.digests.push(part.sha1);
    uploads.set(id, state);
    const last = state.chunks >= (params.totalChunk ?? 1);
    const common = { clientFileId: params.clientId, chunkId: params.chunkId, finished: last ? 1 : 0 };
    const url = `${options.mediaBase}/upload/${state.fileId}/${encodeURIComponent(params.fileName ?? 'file')}`;
    if (last) {
      uploads.delete(id);
      world.recordUpload({
        account: account.key,
        kind,
        fileName: params.fileName,
        fileId: state.fileId,
        bytes: state.bytes,
        declared: params.totalSize,
        chunks: state.chunks,
        sha1: state.digests.length === 1 ? state.digests[0] : state.digests,
      });
    }
    if (kind === 'image') {
      return last
        ? { ...common, photoId: state.fileId, normalUrl: url, hdUrl: url, thumbUrl: url }
        : { ...common, photoId: '-1' };
    }
    if (last) setTimeout(() => world.pushFileDone(account, state.fileId, url), options.fileDoneMs).unref();
    return { ...common, fileId: last ? state.fileId : '-1' };
  }

  const ok = () => ({ status: 0 });
  const routes = {
    '/api/social/friend/getfriends': (a, p) => {
      const count = Number(p.count) || 20000;
      const from = ((Number(p.page) || 1) - 1) * count;
      return a.friends.slice(from, from + count);
    },
    '/api/social/friend/getprofiles/v2': (a, p) => ({
      unchanged_profiles: {},
      phonebook_version: 0,
      changed_profiles: Object.fromEntries(
        ids(p.friend_pversion_map)
          .map((id) => [id, personById(a, id)])
          .filter(([, v]) => v),
      ),
    }),
    '/api/social/profile/me-v2': (a) => ({ profile: a.profile }),
    '/api/social/profile/getmute': () => ({ chatEntries: [], groupChatEntries: [] }),
    '/api/social/profile/lastOnline': () => ({
      settings: { show_online_status: true },
      lastOnline: Date.now() - 60_000,
    }),
    '/api/social/friend/onlines': (a) => ({
      predefine: [],
      ownerStatus: '',
      onlines: a.friends
        .filter((f) => f.isActiveWeb)
        .map((f) => ({ userId: f.userId, status: '{"status":"online"}' })),
    }),
    '/api/social/group/members': (a, p) => ({
      profiles: Object.fromEntries(
        ids(p.friend_pversion_map)
          .map((id) => personById(a, id))
          .filter(Boolean)
          .map((m) => [
            m.userId,
            {
              displayName: m.displayName,
              zaloName: m.zaloName,
              avatar: m.avatar,
              accountStatus: 0,
              type: 0,
              lastUpdateTime: m.lastUpdateTime,
              globalId: m.globalId,
              id: m.userId,
            },
          ]),
      ),
      unchangeds_profile: [],
    }),
    '/api/friend/profile/get': (a, p) => {
      const found = everyone(a).find(
        (x) => x.phoneNumber && x.phoneNumber === String(p.phone).replace(/^\+/, '').replace(/^0/, '84'),
      );
      if (!found) throw new ApiError(216, 'User not found');
      return basic(found);
    },
    '/api/friend/search/by-user-name': (a, p) => {
      const found = everyone(a).find((x) => x.username && x.username === String(p.user_name));
      if (!found) throw new ApiError(216, 'User not found');
      return basic(found);
    },
    '/api/friend/requested/list': () => ({}),
    '/api/friend/recommendsv2/list': () => ({
      expiredDuration: 0,
      collapseMsgListConfig: { collapseId: 0, collapseXItem: 0, collapseYItem: 0 },
      recommItems: [],
    }),
    '/api/alias/list': (a) => ({
      items: a.friends
        .filter((f) => f.displayName !== f.zaloName)
        .map((f) => ({ userId: f.userId, alias: f.displayName })),
      updateTime: '0',
    }),
    '/api/pinconvers/list': () => ({ conversations: [], version: 0 }),
    '/api/group/getlg/v4': (a) => ({
      version: '1',
      gridVerMap: Object.fromEntries(a.groups.map((g) => [g.groupId, g.version])),
    }),
    '/api/group/getmg-v2': (a, p) => {
      const wanted = Object.keys(JSON.parse(p.gridVerMap));
      const map = {};
      for (const id of wanted) {
        const g = a.groups.find((x) => x.groupId === id);
        if (g) map[id] = groupInfo(g);
      }
      return { removedsGroup: wanted.filter((id) => !map[id]), unchangedsGroup: [], gridInfoMap: map };
    },
    '/api/group/history': (a, p) => ({
      lastActionId: '0',
      lastActionIdOther: '0',
      more: 0,
      groupMsgs: a.history
        .filter((m) => m.group && m.threadId === String(p.grid))
        .slice(-Number(p.count ?? 50))
        .map((m) => world.wire(a, m)),
    }),
    '/api/message/sms': (a, p, c) => accept(a, 'text', p, textDetail(p), c.path),
    '/api/message/quote': (a, p, c) => accept(a, 'text', p, textDetail(p), c.path),
    '/api/group/sendmsg': (a, p, c) => accept(a, 'text', p, textDetail(p), c.path),
    '/api/group/mention': (a, p, c) => accept(a, 'text', p, textDetail(p), c.path),
    '/api/group/quote': (a, p, c) => accept(a, 'text', p, textDetail(p), c.path),
    '/api/message/link': (a, p, c) =>
      accept(a, 'link', p, { text: p.msg, href: p.href, title: p.title }, c.path),
    '/api/group/sendlink': (a, p, c) =>
      accept(a, 'link', p, { text: p.msg, href: p.href, title: p.title }, c.path),
    '/api/message/forward': (a, p, c) => accept(a, forwardedKind(p), p, JSON.parse(p.msgInfo), c.path),
    '/api/group/forward': (a, p, c) => accept(a, forwardedKind(p), p, JSON.parse(p.msgInfo), c.path),
    '/api/message/parselink': (_a, p) => ({
      data: {
        thumb: `${options.mediaBase}/link/thumb.png`,
        title: 'Trang thử nghiệm',
        desc: `Mô tả của ${p.link}`,
        src: new URL(p.link).hostname,
        href: p.link,
        media: { type: 0, count: 0, mediaTitle: '', artist: '', streamUrl: '', stream_icon: '' },
        stream_icon: '',
      },
      error_maps: {},
    }),
    '/api/message/sticker': (a, p, c) =>
      accept(
        a,
        'sticker',
        p,
        { text: '', sticker: { id: p.stickerId, cateId: p.cateId, type: p.type } },
        c.path,
      ),
    '/api/group/sticker': (a, p, c) =>
      accept(
        a,
        'sticker',
        p,
        { text: '', sticker: { id: p.stickerId, cateId: p.cateId, type: p.type } },
        c.path,
      ),
    '/api/message/typing': (a, p) => world.recordEvent('typing', a, p),
    '/api/group/typing': (a, p) => world.recordEvent('typing', a, p),
    '/api/message/seenv2': (a, p) => world.recordEvent('seen', a, p),
    '/api/group/seenv2': (a, p) => world.recordEvent('seen', a, p),
    '/api/message/deliveredv2': (a, p) => world.recordEvent('delivered', a, p),
    '/api/group/deliveredv2': (a, p) => world.recordEvent('delivered', a, p),
    '/api/message/reaction': (a, p) => (world.recordEvent('reaction', a, p), { msgIds: [world.nextMsgId()] }),
    '/api/group/reaction': (a, p) => (world.recordEvent('reaction', a, p), { msgIds: [world.nextMsgId()] }),
    '/api/message/undo': (a, p) => (world.recordEvent('undo', a, p), ok()),
    '/api/group/undomsg': (a, p) => (world.recordEvent('undo', a, p), ok()),
    '/api/message/delete': (a, p) => (world.recordEvent('delete', a, p), ok()),
    '/api/group/deletemsg': (a, p) => (world.recordEvent('delete', a, p), ok()),
  };
  for (const scope of ['message', 'group']) {
    Object.assign(routes, {
      [`/api/${scope}/photo_original/upload`]: (a, p, c) => upload(a, p, c, 'image'),
      [`/api/${scope}/asyncfile/upload`]: (a, p, c) => upload(a, p, c, 'file'),
      [`/api/${scope}/upthumb`]: (_a, _p, c) => {
        const part = firstPart(c.body, c.req.headers['content-type']);
        return { url: `${options.mediaBase}/thumb/${part.sha1}.png`, fileId: '0' };
      },
      [`/api/${scope}/photo_original/send`]: (a, p, c) =>
        accept(
          a,
          'image',
          p,
          {
            text: p.desc ?? '',
            image: {
              photoId: p.photoId,
              url: p.rawUrl,
              width: p.width,
              height: p.height,
              size: Number(p.hdSize),
            },
          },
          c.path,
        ),
      [`/api/${scope}/asyncfile/msg`]: (a, p, c) =>
        accept(
          a,
          'file',
          p,
          {
            text: '',
            file: {
              fileId: p.fileId,
              name: p.fileName,
              size: p.totalSize,
              url: p.fileUrl,
              checksum: p.checksum,
            },
          },
          c.path,
        ),
      [`/api/${scope}/gif`]: (a, p, c) =>
        accept(a, 'gif', p, { text: p.msg ?? '', file: { name: p.fileName, size: p.totalSize } }, c.path),
    });
  }

  function unknown(req, res, url, account) {
    world.recordUnhandled({
      method: req.method,
      host: req.headers.host,
      path: url.pathname,
      account: account?.key ?? null,
    });
    const error = {
      error_code: -9404,
      error_message: `emulator: ${url.pathname} is not implemented`,
      data: null,
    };
    return json(res, error, {}, account ? 200 : 404);
  }

  async function sessionCall(req, res, url, form, body) {
    const account = world.accountOf(readCookies(req).zpw_sek);
    if (!account) return json(res, { error_code: 102, error_message: 'Session expired', data: null });
    if (url.pathname === '/keepalive')
      return json(res, { error_code: 0, error_message: 'Successful.', data: { config_vesion: 0 } });
    const route = routes[url.pathname];
    if (!route) return unknown(req, res, url, account);
    try {
      const sealed = url.searchParams.get('params') ?? form.get('params');
      const params = sealed ? openWithSession(account.secretKey, sealed) : {};
      const result = route(account, params, { req, body, path: url.pathname });
      return json(res, {
        error_code: 0,
        error_message: 'Successful.',
        data: sealWithSession(account.secretKey, {
          error_code: 0,
          error_message: 'Successful.',
          data: result ?? ok(),
        }),
      });
    } catch (error) {
      if (!(error instanceof ApiError))
        world.log('route-error', { path: url.pathname, message: error.message });
      return json(res, {
        error_code: error instanceof ApiError ? error.code : -1,
        error_message: error.message,
        data: null,
      });
    }
  }

  return async function handle(req, res, body) {
    const host = String(req.headers.host ?? '')
      .split(':')[0]
      .toLowerCase();
    const url = new URL(req.url, `https://${host || 'localhost'}`);
    const urlencoded = String(req.headers['content-type'] ?? '').includes('urlencoded');
    const form = new URLSearchParams(urlencoded ? body.toString('utf8') : '');
    world.recordRequest({
      method: req.method,
      host,
      path: url.pathname,
      bytes: body.length,
      account: world.accountOf(readCookies(req).zpw_sek)?.key ?? null,
    });

    const fault = world.takeFault(url.pathname);
    if (fault?.delayMs) await new Promise((r) => setTimeout(r, fault.delayMs));
    if (fault?.drop) return req.socket.destroy();
    if (fault?.status)
      return json(res, { error_code: -1, error_message: fault.message ?? 'fault' }, {}, fault.status);
    if (fault?.errorCode)
      return json(res, { error_code: fault.errorCode, error_message: fault.message ?? 'fault', data: null });
    if (options.latencyMs > 0) await new Promise((r) => setTimeout(r, options.latencyMs));

    if (host === 'id.zalo.me') return idHost(req, res, url, form);
    if (host === 'wpa.chat.zalo.me' && url.pathname === '/api/login/getLoginInfo')
      return loginInfo(req, res, url);
    if (host === 'wpa.chat.zalo.me' && url.pathname === '/api/login/getServerInfo') return serverInfo(res);
    if (host === 'jr.chat.zalo.me' && url.pathname === '/jr/userinfo') {
      const account = world.accountOf(readCookies(req).zpw_sek);
      return json(res, {
        error_code: 0,
        error_message: 'Success',
        data: account
          ? {
              logged: true,
              session_chat_valid: true,
              info: { name: account.displayName, avatar: account.profile.avatar },
            }
          : { logged: false },
      });
    }
    if (host === 'chat.zalo.me') {
      res.writeHead(200, { 'content-type': 'text/html' });
      return res.end('<!doctype html><title>emulated</title>');
    }
    if (host.endsWith('.chat.zalo.me')) return sessionCall(req, res, url, form, body);
    if (req.method === 'GET') return picture(res, url.pathname);
    return unknown(req, res, url, null);
  };
}

export function picture(res, path) {
  if (path.includes('/file/')) {
    const text = Buffer.from(
      `nội dung thử nghiệm của ${decodeURIComponent(path.split('/').at(-1))}\n`,
      'utf8',
    );
    res.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'content-length': text.length });
    return res.end(text);
  }
  const size = /(\d{2,4})x(\d{2,4})/.exec(path);
  const image = seededPicture(
    path,
    Math.min(2000, Number(size?.[1] ?? 120)),
    Math.min(2000, Number(size?.[2] ?? 120)),
  );
  res.writeHead(200, { 'content-type': 'image/png', 'content-length': image.length });
  return res.end(image);
}
