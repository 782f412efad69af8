import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/shared/error.ts';
import type { ErrorCode } from '../../../src/core/shared/error-view.ts';
import { garbageFailure, runFailure, zcaFailure } from '../../../src/core/zca/failures.ts';
import { hintText } from '../../../src/tui/app/remedies.ts';
import { loadRecording } from '../../support/recordings.ts';

const call = { what: 'zca friend list', profile: 'work' };
const failed = (stderr: string, code = 1) => zcaFailure(call, { code, stdout: '', stderr });

describe('recordings', () => {
  test.each<[string, ErrorCode]>([
    ['03-unknown-command', 'unsupported-call'],
    ['04-nologin-auth-status', 'not-logged-in'],
    ['05-nologin-me-info', 'not-logged-in'],
    ['07-nologin-friend-list', 'not-logged-in'],
    ['13-nologin-listen', 'not-logged-in'],
    ['16-nologin-unknown-profile', 'no-such-profile'],
    ['18-login-no-image-viewer', 'command-failed'],
    ['45-friend-find-unknown-phone', 'not-found'],
    ['52-group-members-unknown', 'not-found'],
    ['59-msg-send-empty', 'command-failed'],
    ['61-msg-send-dash', 'unsupported-call'],
    ['74-msg-send-server-error', 'command-failed'],
    ['78-offline-auth-status', 'no-network'],
    ['80-offline-listen', 'no-network'],
    ['81-revoked-auth-status', 'session-ended'],
    ['83-revoked-listen', 'session-ended'],
    ['99-listen-second-same-profile', 'listener-owned'],
  ])('%s → %s', (name, code) => {
    const { stdout, stderr, exit } = loadRecording(name);
    const view = zcaFailure(call, { code: exit.code ?? 1, stdout, stderr });
    expect(view.code).toBe(code);
    expect(view.sentence).toMatch(/\.$/u);
    expect(hintText(view.hint)).toMatch(/\.$/u);
    expect(view.detail).toBeTruthy();
  });

  test('the detail is the first error line, not the noise before it', () => {
    expect(
      zcaFailure(call, { code: 1, stderr: loadRecording('18-login-no-image-viewer').stderr }).detail,
    ).toBe('Error: spawn xdg-open ENOENT');
    expect(zcaFailure(call, { code: 1, stderr: loadRecording('03-unknown-command').stderr }).detail).toBe(
      "error: unknown command 'frobnicate'",
    );
  });
});

describe('zcaFailure', () => {
  test.each<[string, ErrorCode]>([
    ['Error: getaddrinfo ENOTFOUND chat.zalo.me', 'no-network'],
    [
      'TypeError: fetch failed\n    at node:internal\n  [cause]: Error: connect ECONNREFUSED 127.0.0.1:443',
      'no-network',
    ],
    ['Error: request failed\n  [cause]: Error: connect ECONNREFUSED 127.0.0.1:443', 'no-network'],
    ['Error: ĐĂNG NHẬP THẤT BẠI'.normalize('NFD'), 'session-ended'],
    ['\x1b[31mError:\x1b[0m Profile default: not logged in\r\n', 'not-logged-in'],
    ["error: unknown option '--qr-path'", 'unsupported-call'],
    ["error: missing required argument 'threadId'", 'unsupported-call'],
    ['Error: Thread not found', 'not-found'],
    ['', 'command-failed'],
    ['Segmentation fault', 'command-failed'],
  ])('%j → %s', (stderr, code) => {
    expect(failed(stderr).code).toBe(code);
  });

  test('names pid, profile, subject, exit code', () => {
    expect(failed('Error: Another openzca listener already owns profile "work" (pid 4711).').sentence).toBe(
      'Another process (pid 4711) already listens on profile work.',
    );
    expect(failed('Error: Profile "work" has no credentials.').sentence).toBe(
      'Profile work is not logged in.',
    );
    expect(
      zcaFailure({ ...call, subject: 'group 1' }, { code: 1, stderr: 'Error: Group not found: 1' }).sentence,
    ).toBe('Zalo knows no group 1.');
    expect(failed('Error: boom', 7)).toMatchObject({
      sentence: 'zca friend list failed with exit code 7.',
      detail: 'Error: boom',
    });
    expect(zcaFailure(call, { code: undefined, stderr: '' })).toMatchObject({
      sentence: 'zca friend list failed.',
    });
  });

  test('a program that complains on stdout is heard', () => {
    expect(zcaFailure(call, { code: 1, stdout: 'Not logged in\n', stderr: '\n' }).code).toBe('not-logged-in');
  });

  test('what it said is sanitised and carries no secret', () => {
    const detail =
      failed('Error: \x1b]52;c;x\x07\u202ebad data:image/png;base64,AAAA cookie: zpsid=abc').detail ?? '';
    expect(detail).toContain('Error: bad');
    expect(detail).not.toMatch(/AAAA|abc|[\x00-\x1f\u202e]/u);
  });

  test('a megabyte of hostile stderr is read: work that grows with its square outlasts the time of a test', () => {
    for (const part of ['profile ', 'another listener ', 'user ', '\x1b]', 'a', '\n', 'Error: ', 'not '])
      expect(failed(part.repeat(1_000_000 / part.length)).detail?.length ?? 0).toBeLessThan(10_000);
  });
});

describe('garbageFailure', () => {
  test('shows the first 200 sanitised characters', () => {
    const view = garbageFailure(call, `\x1b[31m<html>\x07${'x'.repeat(500)}`);
    expect(view).toMatchObject({
      code: 'garbage-output',
      sentence: 'zca friend list printed something that is not understood.',
    });
    expect(view.detail).toBe(`<html>${'x'.repeat(194)}`);
  });
  test('says so if there was nothing', () => {
    expect(garbageFailure(call, ' \n')).toMatchObject({
      code: 'garbage-output',
      sentence: 'zca friend list printed nothing.',
    });
  });
});

describe('runFailure', () => {
  const program = { file: '/x/zca', prefixArgs: [], shownPath: '/x/zca' };
  const thrown = (code: ErrorCode, detail?: string, cause?: unknown) =>
    runFailure(
      call,
      { file: '/x/zca', args: [], timeoutMs: 15_000 },
      program,
      new AppError({ code, sentence: 's', ...(detail === undefined ? {} : { detail }) }, { cause }),
    );

  test.each([
    ['not-started', 'ENOENT', undefined, 'zca-not-found'],
    ['not-started', undefined, Object.assign(new Error('spawn'), { code: 'ENOENT' }), 'zca-not-found'],
    ['not-started', 'EACCES', undefined, 'zca-not-executable'],
    ['not-started', 'EMFILE', undefined, 'not-started'],
    ['timed-out', undefined, undefined, 'timed-out'],
    ['cancelled', undefined, undefined, 'cancelled'],
    ['too-much-output', undefined, undefined, 'too-much-output'],
    ['config-broken', undefined, undefined, 'config-broken'],
  ] as const)('%s %s', (code, detail, cause, expected) => {
    expect(thrown(code, detail, cause).code).toBe(expected);
  });

  test('names the call and its limit', () => {
    expect(thrown('timed-out').sentence).toBe('zca friend list did not finish within 15 s and was ended.');
  });
  test('anything else thrown is internal', () => {
    expect(runFailure(call, { file: 'x', args: [] }, program, new Error('bug'))).toMatchObject({
      code: 'internal',
      detail: 'bug',
    });
  });
});
