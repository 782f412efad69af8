import { describe, expect, test } from 'vitest';
import { beginLogin, type LoginInput, loginWakeAtMs, stepLogin } from '../../../src/core/login/machine.ts';
import type { ErrorView } from '../../../src/core/shared/error-view.ts';
import { accountId, profileName } from '../../../src/core/shared/ids.ts';
import { parseLoginLine } from '../../../src/core/zca/parse.ts';

const line = (text: string): LoginInput => ({ type: 'line', line: parseLoginLine(text) });
const exited = (code: number, stderrTail = ''): LoginInput => ({
  type: 'exited',
  ended: { code, signal: undefined, stderrTail },
});
const unreadable: ErrorView = { code: 'qr-unreadable', sentence: 'no' };

const saved = line('QR code saved to: /tmp/qr.png');
const read: LoginInput = { type: 'qr-read', text: 'https://qr', path: '/tmp/qr.png' };
const scanned = line('Scanned by: Alice Nguyễn');
const reportedFindings = line('Logged in profile work as Alice Nguyễn (4512345678900000123)');
const alice = { name: 'Alice Nguyễn', id: '4512345678900000123' };
const proven: LoginInput = { type: 'polled', isLoggedIn: true, self: alice };
const unproven: LoginInput = { type: 'polled', isLoggedIn: false };
const success: readonly LoginInput[] = [reportedFindings, proven];
const noResult = line('Error: Cannot get scan result');
const declined = line('QR login declined on phone. Retry by running auth login again.');
const expired = line('QR expired. Retrying...');
const noOption = exited(1, "error: unknown option '--qr-path'\n");
const dataUrl = line('data:image/png;base64,iVBORw0KGgo=');
const fallback: readonly LoginInput[] = [noOption, { type: 'polled', isLoggedIn: false }];
const cancel: LoginInput = { type: 'cancel' };
const wake: LoginInput = { type: 'wake' };

const play = (inputs: readonly (LoginInput | number)[], { mayBeOld = false } = {}) => {
  const target = { accountId: accountId('work'), profile: profileName('work'), startedAtMs: 0 };
  let { machine, effects: first } = beginLogin({ ...target, mayBeOld });
  let nowMs = 0;
  const effects = first.map(({ type }) => type as string);
  const states: string[] = [machine.shown.status];
  for (const input of inputs) {
    if (typeof input === 'number') {
      nowMs += input;
      continue;
    }
    const step = stepLogin(machine, input, nowMs);
    machine = step.machine;
    effects.push(
      ...step.effects.map((effect) => (effect.type === 'spawn' ? `spawn ${effect.method}` : effect.type)),
    );
    if (states.at(-1) !== machine.shown.status) states.push(machine.shown.status);
  }
  return {
    machine,
    states,
    effects: effects.slice(1),
    shown: machine.shown,
    wakeAtMs: loginWakeAtMs(machine),
  };
};

describe('the way of a log-in', () => {
  test.each<[string, readonly (LoginInput | number)[], string[], string[]]>([
    [
      'scanned and confirmed',
      [saved, read, scanned, ...success, exited(0)],
      ['starting', 'waiting', 'scanned', 'logged-in'],
      ['read-file', 'poll', 'clean-up', 'clean-up'],
    ],
    [
      'declined, although it exits 0',
      [saved, read, scanned, declined, exited(0)],
      ['starting', 'waiting', 'scanned', 'declined'],
      ['read-file', 'clean-up', 'clean-up'],
    ],
    [
      'expired',
      [saved, read, expired, exited(1, 'Error: Cannot get scan result\n')],
      ['starting', 'waiting', 'expired'],
      ['read-file', 'clean-up', 'clean-up'],
    ],
    [
      'failed',
      [saved, read, exited(1, 'Error: fetch failed\n')],
      ['starting', 'waiting', 'failed'],
      ['read-file', 'clean-up'],
    ],
    [
      'exit 0 without the line is no success',
      [saved, read, exited(0)],
      ['starting', 'waiting', 'failed'],
      ['read-file', 'clean-up'],
    ],
    [
      'could not be started',
      [{ type: 'not-started', error: unreadable }],
      ['starting', 'failed'],
      ['clean-up'],
    ],
    [
      'cancelled, when the program has gone',
      [saved, read, cancel, exited(143)],
      ['starting', 'waiting', 'cancelled'],
      ['read-file', 'kill', 'clean-up'],
    ],
    ['cancelled twice', [cancel, cancel, exited(143)], ['starting', 'cancelled'], ['kill', 'clean-up']],
    [
      'cancelled too late',
      [saved, read, scanned, cancel, ...success, exited(0)],
      ['starting', 'waiting', 'scanned', 'logged-in'],
      ['read-file', 'kill', 'poll', 'clean-up', 'clean-up'],
    ],
    [
      'what comes after the end changes nothing',
      [declined, scanned, ...success, saved, read, cancel, exited(0)],
      ['starting', 'declined'],
      ['clean-up', 'clean-up'],
    ],
    [
      'scanned before the picture was read',
      [saved, scanned, read, ...success],
      ['starting', 'scanned', 'logged-in'],
      ['read-file', 'poll', 'clean-up'],
    ],
    [
      'no picture within 30 s',
      [30_000, wake, exited(143)],
      ['starting', 'failed'],
      ['kill', 'clean-up', 'clean-up'],
    ],
    [
      'nothing said after the code has expired',
      [saved, read, 105_000, wake],
      ['starting', 'waiting', 'expired'],
      ['read-file', 'kill', 'clean-up'],
    ],
    [
      'never confirmed',
      [saved, read, scanned, 100_000, wake],
      ['starting', 'waiting', 'scanned', 'expired'],
      ['read-file', 'kill', 'clean-up'],
    ],
    [
      'the program does not end after a refusal',
      [declined, 2_000, wake],
      ['starting', 'declined'],
      ['clean-up', 'kill'],
    ],
    [
      'the program may take a minute after a success',
      [...success, 59_999, wake, 1, wake],
      ['starting', 'logged-in'],
      ['poll', 'clean-up', 'kill'],
    ],
    ['too early to wake', [29_999, wake], ['starting'], []],
  ])('%s', (_, inputs, states, effects) => {
    const played = play(inputs);
    expect({ states: played.states, effects: played.effects }).toEqual({ states, effects });
  });
});

describe('what the program says of itself is not believed', () => {
  test.each<[string, readonly (LoginInput | number)[], string[], string[]]>([
    [
      'a name with line ends imitates a success, and the real one follows',
      [saved, read, scanned, reportedFindings, unproven, 2_000, wake, unproven, ...success, exited(0)],
      ['starting', 'waiting', 'scanned', 'logged-in'],
      ['read-file', 'poll', 'poll', 'poll', 'clean-up', 'clean-up'],
    ],
    [
      'imitated, then declined',
      [saved, read, scanned, reportedFindings, declined, unproven, exited(0)],
      ['starting', 'waiting', 'scanned', 'declined'],
      ['read-file', 'poll', 'clean-up', 'clean-up'],
    ],
    [
      'imitated while an old session of somebody else is alive',
      [
        saved,
        read,
        scanned,
        reportedFindings,
        { type: 'polled', isLoggedIn: true, self: { name: 'Bình', id: '99' } },
        exited(0),
        unproven,
      ],
      ['starting', 'waiting', 'scanned', 'failed'],
      ['read-file', 'poll', 'poll', 'clean-up'],
    ],
    [
      'the session is written while it is asked',
      [saved, read, scanned, reportedFindings, exited(0), unproven, proven],
      ['starting', 'waiting', 'scanned', 'logged-in'],
      ['read-file', 'poll', 'poll', 'clean-up'],
    ],
    [
      'cancelled while it is asked, and it is not true',
      [saved, read, scanned, reportedFindings, cancel, exited(143), unproven, unproven],
      ['starting', 'waiting', 'scanned', 'cancelled'],
      ['read-file', 'poll', 'kill', 'poll', 'clean-up'],
    ],
    [
      'it can never be asked',
      [saved, read, scanned, reportedFindings, unproven, 100_000, wake],
      ['starting', 'waiting', 'scanned', 'failed'],
      ['read-file', 'poll', 'kill', 'clean-up'],
    ],
  ])('%s', (_, inputs, states, effects) => {
    const played = play(inputs);
    expect({ states: played.states, effects: played.effects }).toEqual({ states, effects });
  });

  test('who is logged in is what zca answers, not what the line says', () => {
    const named: LoginInput = { type: 'polled', isLoggedIn: true, self: { name: 'An', id: alice.id } };
    expect(play([scanned, reportedFindings, named]).shown).toMatchObject({
      status: 'logged-in',
      displayName: 'An',
      userId: alice.id,
    });
    const { shown } = play([scanned, reportedFindings, { type: 'polled', isLoggedIn: true }]);
    expect(shown).toMatchObject({ status: 'logged-in' });
    expect(shown).not.toHaveProperty('displayName');
  });

  const unnamed: LoginInput = { type: 'polled', isLoggedIn: true };
  test.each<[string, readonly (LoginInput | number)[], string, string[]]>([
    [
      'imitated, and the code is still on the screen',
      [unnamed, 2_000, wake, unnamed],
      'scanned',
      ['poll', 'poll'],
    ],
    ['imitated, then declined', [unnamed, declined, exited(0)], 'declined', ['poll', 'clean-up', 'clean-up']],
    [
      'imitated, then expired',
      [unnamed, expired, exited(1, 'Error: Cannot get scan result\n')],
      'expired',
      ['poll', 'clean-up', 'clean-up'],
    ],
    [
      'imitated, then refused by Zalo',
      [unnamed, line('Error: Cannot get confirm result')],
      'failed',
      ['poll', 'clean-up'],
    ],
    [
      'imitated, then the program fails',
      [unnamed, exited(1, "Error: Can't login\n"), unnamed],
      'failed',
      ['poll', 'poll', 'clean-up'],
    ],
    [
      'the program fails before the first answer',
      [exited(1, "Error: Can't login\n"), unnamed, unnamed],
      'failed',
      ['poll', 'poll', 'clean-up'],
    ],
    [
      'imitated, then cancelled, and the program takes it well',
      [unnamed, cancel, exited(0), unnamed],
      'cancelled',
      ['poll', 'kill', 'poll', 'clean-up'],
    ],
    ['imitated, and never an end', [unnamed, 100_000, wake], 'failed', ['poll', 'kill', 'clean-up']],
    [
      'true, and the program ends well',
      [unnamed, exited(0), unnamed],
      'logged-in',
      ['poll', 'poll', 'clean-up'],
    ],
    [
      'true, and it is said who it is while the program still runs',
      [unnamed, 2_000, wake, proven],
      'logged-in',
      ['poll', 'poll', 'clean-up'],
    ],
    [
      'true, and said who although the program fails afterwards',
      [exited(1, 'Error: fetch failed\n'), unnamed, proven],
      'logged-in',
      ['poll', 'poll', 'clean-up'],
    ],
  ])(
    'where a session from before may be alive and nobody says whose it is: %s',
    (_, inputs, status, effects) => {
      const played = play([scanned, reportedFindings, ...inputs], { mayBeOld: true });
      expect({ status: played.shown.status, effects: played.effects }).toEqual({ status, effects });
    },
  );

  test('that it could not be told is not said as if it were untrue', () => {
    const sentence = (mayBeOld: boolean) => {
      const { shown } = play([scanned, reportedFindings, 100_000, wake], { mayBeOld });
      return shown.status === 'failed' ? shown.error.sentence : undefined;
    };
    expect(sentence(true)).toContain(
      'it could not be told whether profile work is logged in by it or from before',
    );
    expect(sentence(false)).toContain('profile work is not logged in as that');
  });

  test('a program that fails after an imitated success failed with its own words', () => {
    expect(
      play([saved, read, scanned, reportedFindings, exited(1, "Error: Can't login\n"), unproven, unproven])
        .shown,
    ).toMatchObject({
      status: 'failed',
      error: { code: 'login-refused', detail: "Error: Can't login" },
    });
  });
});

describe('Zalo refuses', () => {
  test.each([
    "Error: Can't login",
    "Error: Can't get account info",
    'Error: Cannot get session, login failed',
    'Error: An error has occurred.\nResponse: {\n  "error_message": "Đăng nhập không hợp lệ.",\n  "error_code": -1005\n}',
    'Error: Đăng nhập thất bại',
    'ZaloApiError: Unable to login with QRCode',
  ])('after the scan: %s', (stderr) => {
    const { shown } = play([saved, read, scanned, exited(1, `${stderr}\n`)]);
    expect(shown).toMatchObject({
      status: 'failed',
      error: { code: 'login-refused', detail: stderr.split('\n')[0] },
    });
    expect(shown).toMatchObject({
      error: { sentence: expect.stringContaining('after the code was scanned') },
    });
  });

  test('no scan result after somebody has scanned is no expiry', () => {
    const { shown } = play([saved, read, scanned, noResult, exited(1, 'Error: Cannot get scan result\n')]);
    expect(shown).toMatchObject({
      status: 'failed',
      error: { code: 'login-refused', detail: 'Error: Cannot get scan result' },
    });
    expect(play([saved, read, noResult]).shown).toMatchObject({ status: 'expired' });
  });

  test('to begin: no code is given', () => {
    const { shown } = play([exited(1, 'Error: Unable to generate QRCode\nResponse: {}\n')]);
    expect(shown).toMatchObject({ status: 'failed', error: { code: 'login-refused' } });
  });

  test.each([
    ['Error: fetch failed', 'no-network'],
    ['TypeError: x is not a function', 'command-failed'],
  ])('%s after the scan is no refusal', (stderr, code) => {
    expect(play([saved, read, scanned, exited(1, `${stderr}\n`)]).shown).toMatchObject({
      status: 'failed',
      error: { code },
    });
  });
});

describe('a program without --qr-path', () => {
  test.each<[string, readonly (LoginInput | number)[], string[], string[]]>([
    [
      'is asked whether it is logged in, then for the data URL',
      fallback,
      ['starting'],
      ['poll', 'spawn qr-base64'],
    ],
    [
      'polls until it is logged in',
      [
        ...fallback,
        dataUrl,
        read,
        exited(0),
        2_000,
        wake,
        { type: 'polled', isLoggedIn: false },
        2_000,
        wake,
        { type: 'polled', isLoggedIn: true },
      ],
      ['starting', 'waiting', 'logged-in'],
      ['poll', 'spawn qr-base64', 'read-base64', 'poll', 'poll', 'clean-up'],
    ],
    [
      'the program may end before the picture is read',
      [...fallback, dataUrl, exited(0), read],
      ['starting', 'waiting'],
      ['poll', 'spawn qr-base64', 'read-base64'],
    ],
    [
      'polls until the code has expired',
      [...fallback, dataUrl, read, exited(0), 105_000, wake],
      ['starting', 'waiting', 'expired'],
      ['poll', 'spawn qr-base64', 'read-base64', 'clean-up'],
    ],
    [
      'cannot tell a new log-in from the present one',
      [noOption, { type: 'polled', isLoggedIn: true }],
      ['starting', 'failed'],
      ['poll', 'clean-up'],
    ],
    [
      'cancelled while it is asked',
      [noOption, cancel, { type: 'polled', isLoggedIn: false }],
      ['starting', 'cancelled'],
      ['poll', 'clean-up'],
    ],
    [
      'cancelled while the code is shown',
      [...fallback, dataUrl, read, exited(0), cancel],
      ['starting', 'waiting', 'cancelled'],
      ['poll', 'spawn qr-base64', 'read-base64', 'clean-up'],
    ],
    [
      'does not know --qr-base64 either',
      [...fallback, exited(1, "error: unknown option '--qr-base64'\n")],
      ['starting', 'failed'],
      ['poll', 'spawn qr-base64', 'clean-up'],
    ],
    [
      'ends without a picture',
      [...fallback, exited(0)],
      ['starting', 'failed'],
      ['poll', 'spawn qr-base64', 'clean-up'],
    ],
    [
      'says itself that it worked',
      [...fallback, dataUrl, read, ...success],
      ['starting', 'waiting', 'logged-in'],
      ['poll', 'spawn qr-base64', 'read-base64', 'poll', 'clean-up'],
    ],
  ])('%s', (_, inputs, states, effects) => {
    const played = play(inputs);
    expect({ states: played.states, effects: played.effects }).toEqual({ states, effects });
  });

  test('polls every 2 s', () => {
    expect(play([...fallback, dataUrl, 500, read]).wakeAtMs).toBe(2_500);
  });
});

describe('zca can be left to draw its own code', () => {
  test.each<[string, readonly (LoginInput | number)[], true | undefined]>([
    ['knows neither way', [...fallback, exited(1, "error: unknown option '--qr-base64'\n")], true],
    ['waits at its own code', [30_000, wake, exited(143)], true],
    ['ends without a picture', [exited(0)], true],
    ['dies', [exited(1, 'Error: spawn xdg-open ENOENT\n')], true],
    ['has no network', [exited(1, 'Error: fetch failed\n')], undefined],
    ['has given a code', [saved, read, exited(1, 'Error: oops\n')], undefined],
    ['cannot tell a new session from the old', [noOption, { type: 'polled', isLoggedIn: true }], undefined],
  ])('if it %s: %s', (_, inputs, expected) => {
    const { shown } = play(inputs);
    expect([shown.status, shown.status === 'failed' ? shown.canHandOver : undefined]).toEqual([
      'failed',
      expected,
    ]);
  });
});

describe('what is shown', () => {
  const base = { accountId: 'work', profile: 'work', startedAtMs: 0 };

  test('the code, its picture and its end', () => {
    expect(play([saved, 400, read]).shown).toEqual({
      ...base,
      status: 'waiting',
      qrText: 'https://qr',
      qrPath: '/tmp/qr.png',
      expiresAtMs: 100_400,
      canSeeScan: true,
    });
    expect(play([...fallback, dataUrl, read]).shown).toMatchObject({ status: 'waiting', canSeeScan: false });
  });

  test('a picture that cannot be read can still be opened', () => {
    expect(
      play([saved, { type: 'qr-unreadable', error: unreadable, path: '/tmp/qr.png' }, scanned]).states,
    ).toEqual(['starting', 'waiting', 'scanned']);
    expect(
      play([saved, { type: 'qr-unreadable', error: unreadable, path: '/tmp/qr.png' }]).shown,
    ).toMatchObject({
      status: 'waiting',
      qrText: '',
      qrPath: '/tmp/qr.png',
      qrError: { code: 'qr-unreadable', hint: expect.any(String) },
    });
    expect(play([saved, { type: 'qr-unreadable', error: unreadable }]).shown).toMatchObject({
      status: 'failed',
      error: unreadable,
    });
  });

  test('who scanned and who is logged in', () => {
    expect(play([saved, read, scanned]).shown).toEqual({
      ...base,
      status: 'scanned',
      byName: 'Alice Nguyễn',
    });
    expect(play(success).shown).toEqual({
      ...base,
      status: 'logged-in',
      displayName: 'Alice Nguyễn',
      userId: '4512345678900000123',
    });
  });

  test.each<[string, LoginInput | number, string, string]>([
    ['no network', exited(1, 'Error: fetch failed\n'), 'no-network', 'Error: fetch failed'],
    [
      'a refusal by the server is no ended session',
      exited(1, 'Error: Đăng nhập thất bại\n'),
      'login-refused',
      'Error: Đăng nhập thất bại',
    ],
    [
      'no such profile',
      exited(1, 'Error: Profile "work" does not exist. Create it with: account add work\n'),
      'no-such-profile',
      'Error: Profile "work"',
    ],
    [
      'a crash',
      exited(1, 'node:events:497\nError: spawn xdg-open ENOENT\n'),
      'command-failed',
      'Error: spawn xdg-open',
    ],
  ])('a failure: %s', (_, input, code, detail) => {
    expect(play([input]).shown).toMatchObject({
      status: 'failed',
      error: { code, detail: expect.stringContaining(detail) },
    });
  });
});
