import { describe, expect, it } from 'vitest';
import { type CliRun, openClawFailure, readAnswer } from '../../../../src/core/openclaw/cli/answer.ts';
import { hintText } from '../../../../src/tui/app/remedies.ts';
import { cliRecording } from '../../../support/cli-recordings.ts';

const what = 'openclaw gateway status';
const run = (parts: Partial<CliRun>): CliRun => ({ code: 0, stdout: '', stderr: '', ...parts });

describe('an answer', () => {
  it('is found below boxes and warnings', () => {
    const recorded = cliRecording('226', 'noauth-status');
    expect(recorded.stdout).toMatch(/^│/u);
    expect(readAnswer(what, recorded)).toMatchObject({ ok: true, value: { channelOrder: ['zalouser'] } });
  });

  it.each<[string, CliRun, string, RegExp]>([
    [
      'text instead of JSON, exit 0 (2026.2.26)',
      cliRecording('226', 'status-down'),
      'gateway-down',
      /gateway closed \(1006/u,
    ],
    [
      'nothing on stdout, a stack trace (2026.2.26)',
      cliRecording('226', 'health-down'),
      'gateway-down',
      /^gateway closed \(1006[^\n]*reason$/u,
    ],
    [
      'gateway call, no gateway (2026.2.26)',
      cliRecording('226', 'call-down'),
      'gateway-down',
      /^gateway closed/u,
    ],
    ['logs, no gateway (2026.2.26)', cliRecording('226', 'logs-down'), 'gateway-down', /gateway/iu],
    [
      'exit 0 with gatewayReachable: false (2026.9.6)',
      cliRecording('96', 'status-down'),
      'gateway-down',
      /not reachable after waiting 60 s/u,
    ],
    [
      'the same, asked for 3 s (2026.9.6)',
      cliRecording('96', 'status-down-quick'),
      'gateway-down',
      /not reachable/u,
    ],
    [
      'a JSON error of kind timeout (2026.9.6)',
      cliRecording('96', 'health-down'),
      'gateway-down',
      /not reachable after waiting 3 s/u,
    ],
    [
      'a JSON error of kind closed (2026.9.6)',
      cliRecording('96', 'call-down'),
      'gateway-down',
      /ECONNREFUSED/u,
    ],
    [
      'an error as a text in JSON (2026.2.26)',
      cliRecording('226', 'gateway-restart'),
      'command-failed',
      /systemctl --user unavailable/u,
    ],
    [
      'an unknown option (2026.2.26)',
      cliRecording('226', 'config-validate'),
      'unsupported-call',
      /unknown option '--json'/u,
    ],
    [
      'a broken config (2026.2.26)',
      cliRecording('226', 'malformed-get'),
      'config-broken',
      /JSON5: invalid end of input at 2:1/u,
    ],
    [
      'a config that is refused (2026.9.6)',
      cliRecording('96', 'valid-bogus'),
      'config-broken',
      /channels\.zalouser\.dmPolicy: .*allowed values/u,
    ],
    ['garbage', run({ stdout: 'hello\n' }), 'garbage-output', /^hello$/u],
    ['half a JSON', run({ stdout: '{"a": [1, 2' }), 'garbage-output', /^\{"a"/u],
    ['a list where an object is expected', run({ stdout: '[1]' }), 'garbage-output', /^\[1\]$/u],
    [
      'a crash',
      run({ code: 70, stderr: 'TypeError: x is not a function\n    at y (z.js:1:1)\n' }),
      'command-failed',
      /x is not a function/u,
    ],
    [
      'an unknown method',
      run({ code: 1, stdout: '{"ok":false,"error":{"message":"unknown method: channels.pairing.list"}}' }),
      'unsupported-call',
      /unknown method/u,
    ],
  ])('is none: %s', (_, recorded, code, detail) => {
    const answer = readAnswer(what, recorded);
    expect(answer).toMatchObject({
      ok: false,
      error: { code, sentence: expect.stringMatching(/\.$/u) },
    });
    if (answer.ok) return;
    expect(hintText(answer.error.hint)).toMatch(/\.$/u);
    expect(answer.error.detail).toMatch(detail);
  });

  it('is none when nothing was printed', () => {
    expect(readAnswer(what, run({}))).toEqual({
      ok: false,
      error: expect.objectContaining({
        code: 'garbage-output',
        sentence: 'openclaw gateway status printed nothing.',
      }),
    });
    expect(readAnswer(what, run({ code: undefined }))).toMatchObject({
      ok: false,
      error: { code: 'command-failed' },
    });
  });
});

describe('a reason', () => {
  it.each<[string, CliRun, string]>([
    [
      'plugin not found (2026.9.6)',
      cliRecording('96', 'plugins-enable-missing'),
      'Plugin not found: zalouser.',
    ],
    [
      'a package that does not exist (2026.2.26)',
      cliRecording('226', 'plugins-install-etarget'),
      'No matching version found',
    ],
    [
      'a path that does not exist (2026.2.26)',
      cliRecording('226', 'plugins-install-missing'),
      'Path not found: /tmp/nope',
    ],
    [
      'a folder without --force (2026.9.6)',
      cliRecording('96', 'plugins-install-no-force'),
      'Install cancelled; rerun with --force',
    ],
    [
      'a service that is not to be touched (2026.9.6)',
      cliRecording('96', 'gateway-start-refused'),
      'service management skipped',
    ],
    [
      'no such request (2026.2.26)',
      cliRecording('226', 'approve-unknown'),
      'No pending pairing request found for code: ZZZZZZZZ',
    ],
    [
      'no such request (2026.9.6)',
      cliRecording('96', 'approve-unknown'),
      'No pending pairing request found for code "ZZZZZZZZ".',
    ],
  ])('is told: %s', (_, recorded, expected) => {
    const { detail } = openClawFailure('openclaw', recorded);
    expect(detail).toContain(expected);
    expect(detail).not.toMatch(/\n {4}at |\u001b/u);
  });

  it('shows no secrets and drives no terminal', () => {
    const { detail } = openClawFailure(
      'openclaw',
      run({ code: 1, stderr: 'Error: \u001b[31mtoken=abcdef123456\u001b[39m refused\u0007\n' }),
    );
    expect(detail).toBe('token=[redacted] refused');
  });

  it('survives megabytes', () => {
    const stdout = `${'│ noise\n'.repeat(200_000)}`;
    expect(readAnswer(what, run({ code: 1, stdout, stderr: stdout })).ok).toBe(false);
  });
});
