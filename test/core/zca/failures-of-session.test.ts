import { describe, expect, test } from 'vitest';
import { zcaFailure } from '../../../src/core/zca/failures.ts';

const codeOf = (stderr: string): string =>
  zcaFailure({ what: 'zca listen', profile: 'work' }, { code: 1, stderr }).code;

describe('a session that has ended is told by families of texts', () => {
  const texts = [
    'Đăng nhập thất bại',
    'Đăng nhập không hợp lệ',
    'Đăng nhập không hợp lệ.',
    'Failed to fetch server info: zpw_sek bị thiếu hoặc không đúng',
    'zpw_sek bị thiếu hoặc không đúng',
    'The session key was improperly submitted or has reached its timeout. Direct the user to log in again to obtain another key',
    'Failed to fetch server info: The session key was improperly submitted or has reached its timeout.',
    "Cannot read properties of null (reading 'zpw_enk')",
    'Khởi tạo ngữ cảnh thất bại.',
    'Phiên đăng nhập đã hết hạn, vui lòng đăng nhập lại',
    'Phiên làm việc không hợp lệ',
    'Bạn đã bị đăng xuất',
    'Tài khoản của bạn đã được đăng nhập ở một thiết bị khác',
    'Session expired',
    'Your session has expired. Please log in again.',
    'Invalid session',
    'Session is invalid',
    'Cookie expired',
    'session key timeout',
    'Zalo login session has ended',
    'Login failed',
    'Request failed with status code 401',
    'Failed to fetch login info: Unauthorized',
    'You have been logged out',
  ];

  test.each(texts)('%s', (text) => {
    for (const form of [text, text.normalize('NFD'), text.toUpperCase()]) {
      expect(codeOf(`Error: ${form}\n`)).toBe('session-ended');
      expect(
        codeOf(
          `Warning: cache is old\nZaloApiError [ZcaApiError]: ${form}\n    at Zalo.loginCookie (dist/zalo.js:61:30)\n`,
        ),
      ).toBe('session-ended');
    }
  });

  test('in the answer of Zalo, some lines below the error', () => {
    const stderr =
      'Error: An error has occurred.\nResponse: {\n  "error_message": "Đăng nhập không hợp lệ.",\n  "data": null,\n  "error_code": -1005\n}\n';
    expect(codeOf(stderr)).toBe('session-ended');
  });

  test.each([
    ['Error: fetch failed', 'no-network'],
    ['Error: Login failed: TypeError: fetch failed', 'no-network'],
    ['Error: Failed to fetch server info: Bad Gateway', 'command-failed'],
    ['Error: Failed to fetch login info: Internal Server Error', 'command-failed'],
    ['Error: connect ETIMEDOUT 1.2.3.4:443', 'no-network'],
    ['Error: Profile default: not logged in', 'not-logged-in'],
    ['Error: Profile "work" has no credentials. Run: auth login', 'not-logged-in'],
    ['Error: Profile "session" does not exist. Create it with: account add session', 'no-such-profile'],
    ['Error: Another openzca listener already owns profile "work" (pid 4711).', 'listener-owned'],
    ["error: unknown option '--session'", 'unsupported-call'],
    ['Error: Message too long', 'command-failed'],
    ['Error: Phiên bản không hợp lệ, vui lòng cập nhật', 'command-failed'],
    ['Error: Login request timed out', 'command-failed'],
    ['Error: Timed out downloading inbound media: https://x.vn/session (10000ms)', 'command-failed'],
  ])('%s is %s', (stderr, code) => {
    expect(codeOf(stderr)).toBe(code);
  });
});
