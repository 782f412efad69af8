import { describe, expect, test } from 'vitest';
import { type LoginLine, parseLoginLine } from '../../../src/core/zca/parse.ts';
import { loadRecording } from '../../support/recordings.ts';

describe('parseLoginLine', () => {
  test.each<[string, LoginLine]>([
    ['QR code saved to: /tmp/a b/qr.png', { type: 'qr-saved', path: '/tmp/a b/qr.png' }],
    ['\x1b[32mQR code saved to: C:\\x\\qr.png\x1b[0m\r', { type: 'qr-saved', path: 'C:\\x\\qr.png' }],
    ['data:image/png;base64,iVBORw0KGgo=\r', { type: 'qr-base64', base64: 'iVBORw0KGgo=' }],
    ['Scanned by: Alice Nguyễn', { type: 'scanned', name: 'Alice Nguyễn' }],
    ['Scanned by: \u202e\x1b[31mevil', { type: 'scanned', name: 'evil' }],
    [
      'Logged in profile work as Alice (VN) Nguyễn (4512345678900000123)',
      { type: 'logged-in', profile: 'work', name: 'Alice (VN) Nguyễn', id: '4512345678900000123' },
    ],
    ['QR login declined on phone. Retry by running auth login again.', { type: 'declined' }],
    ['QR expired. Retrying...', { type: 'expired' }],
    ['Error: Cannot get scan result', { type: 'no-result', text: 'Error: Cannot get scan result' }],
    ['Error: Cannot get confirm result', { type: 'no-result', text: 'Error: Cannot get confirm result' }],
    ['Logged in profile work', { type: 'other', text: 'Logged in profile work' }],
    [
      'He said: Logged in profile work as A (1)',
      { type: 'other', text: 'He said: Logged in profile work as A (1)' },
    ],
    ['see data:image/png;base64,AAAA here', { type: 'other', text: 'see data:… here' }],
    ['', { type: 'other', text: '' }],
  ])('%j', (line, expected) => {
    expect(parseLoginLine(line)).toEqual(expected);
  });

  test.each([
    ['25-login-qr-path', ['qr-saved', 'scanned', 'logged-in']],
    ['20-login-declined', ['qr-saved', 'scanned', 'declined']],
    ['114-login-qr-never-scanned', ['qr-saved', 'expired', 'no-result']],
    ['21-login-expired-before-scan', ['qr-saved', 'no-result']],
    ['23-login-sigterm', ['qr-saved']],
    ['27-login-qr-base64', ['qr-base64']],
  ])('%s', (name, types) => {
    const { stdout, stderr } = loadRecording(name);
    const found = `${stdout}${stderr}`.split('\n').map((line) => parseLoginLine(line).type);
    expect(found.filter((type) => type !== 'other')).toEqual(types);
  });

  test('a megabyte of anything is quick', () => {
    const before = performance.now();
    for (const part of [' ', '(', ' (', 'data:image/png;base64,', 'A'])
      parseLoginLine(`Logged in profile a as ${part.repeat(1_000_000 / part.length)}`);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
