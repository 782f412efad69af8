// The answers are those of OpenClaw 2026.9.6 with its plugin 2026.9.4, on an emulated Zalo.
import { describe, expect, it } from 'vitest';
import {
  loginStartCall,
  loginWaitCall,
  logoutCall,
  pictureOf,
  readLoginStart,
  readLoginWait,
  readLogout,
  readRestart,
  readStart,
  shownCall,
} from '../../../../src/core/openclaw/gateway-client/account-calls.ts';
import { accountId } from '../../../../src/core/shared/ids.ts';

const work = accountId('work');

describe('calls', () => {
  it('name channel and account, and ask for the right to act', () => {
    expect(loginStartCall(work)).toMatchObject({
      method: 'web.login.start',
      params: { channel: 'zalouser', accountId: 'work' },
      scope: 'admin',
    });
    expect(loginStartCall(work).params).not.toHaveProperty('force');
    expect(loginStartCall(work, true).params).toMatchObject({ force: true });
    expect(shownCall(logoutCall(work))).toBe('channels.logout {"channel":"zalouser","accountId":"work"}');
  });

  it('wait for longer than the gateway does', () => {
    const { params, deadlineMs } = loginWaitCall(work, 25_000);
    expect(params).toMatchObject({ timeoutMs: 25_000 });
    expect(deadlineMs).toBeGreaterThan(25_000);
  });
});

describe('web.login.start', () => {
  it.each([
    [
      { qrDataUrl: 'data:image/png;base64,AAAA', message: 'Scan this QR with the Zalo app.' },
      { type: 'code', dataUrl: 'data:image/png;base64,AAAA' },
    ],
    [{ message: 'Zalo is already linked (Alice Nguyễn).' }, { type: 'linked', name: 'Alice Nguyễn' }],
    [{ message: 'Zalo is already linked.' }, { type: 'linked' }],
    [{ message: 'Zalo already connected.' }, { type: 'linked' }],
    [{ message: 'Still preparing QR. Call wait to continue checking login status.' }, { type: 'preparing' }],
    [{ message: 'Failed to start QR login: QR login was declined on the phone.' }, { type: 'declined' }],
    [{ message: 'Failed to start QR login: no route' }, { type: 'refused', detail: 'no route' }],
    [
      { qrDataUrl: 'https://example.org/qr.png', message: 'x' },
      { type: 'refused', detail: 'x' },
    ],
  ])('%j', (payload, answer) => expect(readLoginStart(payload)).toEqual(answer));

  it('a name may be anything, and is one harmless line', () => {
    expect(readLoginStart({ message: 'Zalo is already linked (a (b)).\n\u001b[2J).' })).toEqual({
      type: 'linked',
      name: 'a (b)).↵',
    });
  });
});

describe('web.login.wait', () => {
  it.each([
    [{ connected: true, message: 'Login successful.' }, { type: 'linked' }],
    [{ connected: true, message: 'Zalo session is ready.' }, { type: 'linked' }],
    [{ connected: false, message: 'Still waiting for QR scan confirmation.' }, { type: 'waiting' }],
    [{ connected: false, message: 'No active Zalo QR login in progress.' }, { type: 'none' }],
    [
      { connected: false, message: 'QR login expired. Start again to generate a fresh QR code.' },
      { type: 'none' },
    ],
    [
      { connected: false, message: 'Zalo login failed: QR login was declined on the phone.' },
      { type: 'declined' },
    ],
    [{ connected: false, message: 'Zalo login failed: Cannot get scan result' }, { type: 'expired' }],
    [
      {
        connected: false,
        message:
          'Zalo login failed: An error has occurred.\nResponse: {\n  "error_code": -12,\n  "error_message": "QR code expired"\n}',
      },
      { type: 'expired' },
    ],
    [
      { connected: false, message: 'Zalo login failed: fetch failed' },
      { type: 'refused', detail: 'fetch failed' },
    ],
    [{ connected: 'true' }, { type: 'refused', detail: '' }],
  ])('%j', (payload, answer) => expect(readLoginWait(payload)).toEqual(answer));
});

it('the picture of a code', () => {
  expect([...pictureOf('data:image/png;base64,iVBORw==')]).toEqual([0x89, 0x50, 0x4e, 0x47]);
});

it('what became of a log-out, a start, a restart', () => {
  expect(readLogout({ cleared: true, loggedOut: true })).toEqual({ isCleared: true });
  expect(readLogout({ cleared: false, loggedOut: true, message: 'No local session to clear.' })).toEqual({
    isCleared: false,
  });
  expect(readStart({ started: true, outcome: { status: 'handed-off' } })).toEqual({ isStarted: true });
  expect(readStart({ started: false, outcome: { status: 'skipped', reason: 'unlinked' } })).toEqual({
    isStarted: false,
    reason: 'unlinked',
  });
  expect(readRestart({ ok: true, status: 'scheduled', preflight: { safe: true, blockers: [] } })).toEqual({
    isScheduled: true,
    blockers: [],
  });
});

it('is total', () => {
  for (const payload of [undefined, null, 7, 'x', [], {}, { message: {} }, { outcome: [] }]) {
    expect(readLoginStart(payload)).toEqual({ type: 'refused', detail: '' });
    expect(readLoginWait(payload)).toEqual({ type: 'refused', detail: '' });
    expect(readLogout(payload)).toEqual({ isCleared: false });
    expect(readStart(payload)).toEqual({ isStarted: false });
    expect(readRestart(payload)).toEqual({ isScheduled: false, blockers: [] });
  }
});
