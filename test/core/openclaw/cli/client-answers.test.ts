import { describe, expect, it } from 'vitest';
import type { CliAnswer, CliRun } from '../../../../src/core/openclaw/cli/answer.ts';
import { parsePluginsList } from '../../../../src/core/openclaw/cli/client.ts';
import {
  parseChannelsLogs,
  parseChannelsStatus,
  parseConfigValidate,
  parseGatewayAct,
  parseGatewayStatus,
  parseHealth,
  readableLogLine,
  readChannelsStatus,
} from '../../../../src/core/openclaw/cli/parse.ts';
import { parseDirectory } from '../../../../src/core/openclaw/cli/parse-directory.ts';
import {
  parsePairingApprove,
  parsePairingDecision,
  parsePairingList,
  parsePairingRpcList,
} from '../../../../src/core/openclaw/cli/parse-requests.ts';
import { groupsIn, membersIn } from '../../../../src/core/zca/client.ts';
import { peersIn } from '../../../../src/core/zca/parse.ts';
import { cliRecording } from '../../../support/cli-recordings.ts';

const answered = <Value>(answer: CliAnswer<Value>): Value => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
const json = (value: unknown, code = 0): CliRun => ({ code, stdout: JSON.stringify(value), stderr: '' });

describe('plugins list', () => {
  it.each([
    ['226', 'plugins-list', { isEnabled: true, version: '2026.2.26', origin: 'bundled' }],
    // "bundled (disabled by default)" stands in `error`, and is none.
    ['226', 'plugins-list-disabled', { isEnabled: false, version: '2026.2.26', origin: 'bundled' }],
    [
      '226',
      'plugins-list-broken',
      {
        isEnabled: true,
        version: '2026.2.26',
        origin: 'global',
        problem: expect.stringContaining("Cannot find module 'zod'"),
      },
    ],
    ['96', 'plugins-list', { isEnabled: true, version: '2026.9.4', origin: 'global' }],
    ['96', 'plugins-list-missing', undefined],
  ] as const)('%s %s', (recorded, name, expected) => {
    expect(answered(parsePluginsList(cliRecording(recorded, name)))).toEqual(expected);
  });

  it('is total', () => {
    for (const value of [{}, { plugins: null }, { plugins: [null, 7, { id: {} }] }])
      expect(answered(parsePluginsList(json(value)))).toBeUndefined();
    expect(answered(parsePluginsList(json({ plugins: [{ id: 'zalouser' }] })))).toEqual({ isEnabled: false });
  });
});

describe('directory', () => {
  const peers = (run: CliRun) =>
    parseDirectory('openclaw directory peers', run, (rows) => peersIn(rows, 'list'));

  it('reads friends as the plugin knows them', () => {
    const [first, ...more] = answered(peers(cliRecording('96', 'directory-peers')));
    expect(first).toEqual({ id: '4512345678900008042', name: 'Nguyễn Văn An', isFriend: true });
    expect(more).toHaveLength(2);
  });

  it('takes the prefix off the ids of groups, whether or not the plugin’s own entry is there', () => {
    const entry = { kind: 'group', id: 'group:8212345678900001330', name: 'Gia đình 🏠' };
    const raw = { groupId: '8212345678900001330', name: 'Gia đình 🏠', memberCount: 9 };
    const read = (value: unknown) => answered(parseDirectory('groups', json([value]), groupsIn));
    expect(read({ ...entry, raw })).toEqual([{ id: raw.groupId, name: raw.name, memberCount: 9 }]);
    expect(read(entry)).toEqual([{ id: raw.groupId, name: raw.name }]);
  });

  it('takes an empty list for one', () => {
    expect(answered(parseDirectory('members', json([]), membersIn))).toEqual([]);
  });

  it.each([
    [{ code: 1, stdout: '', stderr: 'Error: No saved Zalo session for profile "w"' }, 'command-failed'],
    [json({ ok: false, error: { type: 'cli_error', message: 'no such channel' } }, 1), 'command-failed'],
    [{ code: 0, stdout: 'nothing of use', stderr: '' }, 'garbage-output'],
    [json([{ odd: true }, 7]), 'garbage-output'],
    [json({ peers: [] }), 'garbage-output'],
  ])('tells why there is none (%#)', (run, code) => {
    const answer = peers(run);
    expect(answer.ok ? undefined : answer.error.code).toBe(code);
  });
});

describe('gateway status', () => {
  it('of a gateway that runs in the foreground (2026.2.26)', () => {
    expect(answered(parseGatewayStatus(cliRecording('226', 'gateway-status')))).toEqual({
      isReachable: true,
      port: 28789,
      isPortBusy: true,
      pid: 11499,
      serviceLabel: 'systemd',
      isServiceLoaded: false,
      serviceDetail: expect.stringContaining('Failed to connect to bus'),
      cliConfigPath: '~/.openclaw/openclaw.json',
      serviceConfigPath: '~/.openclaw/openclaw.json',
      isConfigValid: true,
    });
  });

  it('without a gateway (2026.2.26), exit 0', () => {
    expect(answered(parseGatewayStatus(cliRecording('226', 'gateway-status-down')))).toMatchObject({
      isReachable: false,
      isPortBusy: false,
      port: 28789,
      problem: expect.stringContaining('gateway closed (1006'),
    });
  });

  it('of 2026.9.6, with its version', () => {
    expect(answered(parseGatewayStatus(cliRecording('96', 'gateway-status')))).toMatchObject({
      isReachable: true,
      port: 28889,
      pid: 13184,
      version: '2026.9.6',
      isServiceLoaded: false,
    });
  });

  it('is total', () => {
    expect(answered(parseGatewayStatus(json({ rpc: 1, port: [], service: null })))).toEqual({
      isReachable: false,
      isPortBusy: false,
      isServiceLoaded: false,
    });
  });
});

describe('starting, stopping, restarting', () => {
  it('fails where there is no service manager', () => {
    const answer = parseGatewayAct('restart', cliRecording('226', 'gateway-restart'));
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'command-failed', detail: expect.stringContaining('systemctl') },
    });
    expect(parseGatewayAct('stop', cliRecording('96', 'gateway-stop-no-force'))).toMatchObject({ ok: false });
    expect(parseGatewayAct('start', cliRecording('96', 'gateway-start-refused'))).toMatchObject({
      ok: false,
    });
  });

  it('tells what was done, and what it advises where nothing was', () => {
    expect(
      answered(
        parseGatewayAct('restart', json({ action: 'restart', ok: true, result: 'restarted', service: {} })),
      ),
    ).toEqual({
      result: 'restarted',
      hints: [],
      warnings: [],
    });
    const notLoaded = {
      action: 'start',
      ok: true,
      result: 'not-loaded',
      message: 'Gateway service disabled.',
      hints: ['openclaw gateway install', 7],
    };
    expect(answered(parseGatewayAct('start', json(notLoaded)))).toEqual({
      result: 'not-loaded',
      message: 'Gateway service disabled.',
      hints: ['openclaw gateway install'],
      warnings: [],
    });
  });
});

describe('what the gateway claims', () => {
  it('of one account (2026.2.26)', () => {
    expect(answered(parseChannelsStatus(cliRecording('226', 'status-up')))).toEqual({
      default: {
        isEnabled: true,
        isConfigured: true,
        isRunning: true,
        lastStartAtMs: 1795361131579,
        lastInboundAtMs: 1795361176639,
        lastOutboundAtMs: 1795361172652,
        dmPolicy: 'pairing',
      },
    });
  });

  it('of an account that is logged out, though it says running (2026.2.26)', () => {
    expect(answered(parseChannelsStatus(cliRecording('226', 'noauth-status')))).toMatchObject({
      default: { isConfigured: false, isRunning: true, lastError: 'not authenticated' },
    });
  });

  it('of several (2026.2.26)', () => {
    const gatewayReport = answered(parseChannelsStatus(cliRecording('226', 'multi-status')));
    expect(Object.keys(gatewayReport)).toEqual(expect.arrayContaining(['main', 'off']));
    expect(gatewayReport).toMatchObject({
      off: { isEnabled: false, isRunning: false, lastError: 'disabled' },
    });
  });

  it('of one that is not linked (2026.9.6)', () => {
    expect(answered(parseChannelsStatus(cliRecording('96', 'status-up-probe')))).toMatchObject({
      default: {
        isConfigured: true,
        isLinked: false,
        isRunning: false,
        isRestartPending: false,
        lastError: 'No saved Zalo session for profile "default"',
        issues: ['Not authenticated (no saved Zalo session).'],
      },
    });
  });

  it('of one that was displaced, and of who it is (2026.9.6)', () => {
    const recovering = {
      accountId: 'default',
      restartPending: true,
      reconnectAttempts: 1,
      lifecycle: 'recovering',
      linked: true,
      running: false,
      connected: false,
      lastError: 'Zalo listener closed (3000): no reason',
      probe: { ok: true, user: { userId: '4512345678900000123', displayName: 'Alice\u001b[2J' } },
    };
    const payload = {
      channelAccounts: { zalouser: [recovering, { accountId: 'work' }] },
      statusIssues: [{ channel: 'other', accountId: 'work', message: 'x' }],
    };
    expect(readChannelsStatus(payload)).toEqual({
      default: {
        isRestartPending: true,
        reconnectAttempts: 1,
        lifecycle: 'recovering',
        isLinked: true,
        isRunning: false,
        isConnected: false,
        lastError: 'Zalo listener closed (3000): no reason',
        userId: '4512345678900000123',
        displayName: 'Alice',
      },
      work: {},
    });
    for (const odd of [undefined, null, [], 'x', { channelAccounts: [] }])
      expect(readChannelsStatus(odd)).toEqual({});
  });

  it('health says who the account is, and its running is not to be believed (2026.2.26)', () => {
    expect(answered(parseHealth(cliRecording('226', 'health')))).toEqual({
      default: { isConfigured: true, userId: '9000000000000000001', displayName: 'Fake Bot' },
    });
    expect(answered(parseHealth(cliRecording('96', 'health')))).toMatchObject({
      default: { isLinked: false, lastError: 'not authenticated' },
    });
  });

  it('is total', () => {
    const odd = {
      channelAccounts: {
        zalouser: [
          null,
          {},
          { accountId: 7, running: 'yes', lastInboundAt: 'soon' },
          { accountId: ' Work ' },
        ],
      },
    };
    expect(answered(parseChannelsStatus(json(odd)))).toEqual({ 7: {}, work: {} });
    expect(answered(parseChannelsStatus(json({ ts: 1 })))).toEqual({});
    expect(answered(parseHealth(json({ channels: { zalouser: { accounts: { a: 1 } } } })))).toEqual({});
  });
});

describe('the log', () => {
  it('is read line by line', () => {
    const lines = cliRecording('226', 'logs-follow').stdout.split('\n').map(readableLogLine);
    expect(lines.at(-2)).toMatch(
      /^\d\d:\d\d:\d\d {2}zalouser groups resolved: 333000333000333→333000333000333$/u,
    );
    expect(lines).toContain('~/gw.log');
  });

  it('takes anything for a line, and nothing that drives the terminal', () => {
    expect(readableLogLine('plain \u001b[31mred')).toBe('plain red');
    expect(readableLogLine('{"type":"log","message":"token: abcdef"}')).toBe('token: [redacted]');
    expect(
      readableLogLine('{"type":"notice","message":"[logs] gateway disconnected, reconnecting in 1s..."}'),
    ).toMatch(/reconnecting/u);
    expect(
      readableLogLine('{"type":"log","level":"error","time":"no","subsystem":"gateway","message":"x"}'),
    ).toBe('error  gateway  x');
    expect(readableLogLine('{broken')).toBe('{broken');
    // 2026.2.26 writes what every call prints into its log.
    expect(readableLogLine(JSON.stringify({ type: 'log', message: '{\n  "ok": true\n}' }))).toBeUndefined();
  });

  it('of the channel, out of the file', () => {
    const { file, lines } = answered(parseChannelsLogs(cliRecording('226', 'channels-logs')));
    expect(file).toBe('~/gw.log');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toMatch(/zalouser {2}\[default\] starting zalouser provider \(Fake Bot\)$/u);
  });
});

describe('pairing', () => {
  it('by RPC: an empty list with its owner', () => {
    expect(answered(parsePairingRpcList(cliRecording('96', 'rpc-pairing-list')))).toEqual({
      requests: [],
      accounts: ['default'],
      hasCommandOwner: true,
      maxPending: 3,
    });
  });

  it('by RPC: a request without a code', () => {
    const request = {
      requestId: 'lx9r',
      channel: 'zalouser',
      accountId: 'Default',
      senderId: '222000222000222',
      senderLabel: 'zalouserUserId',
      metadata: { name: 'Trần Thị B' },
      createdAt: '2026-11-22T15:44:55.048Z',
      lastSeenAt: '2026-11-22T15:45:55.048Z',
      expiresAt: '2026-11-22T16:44:55.048Z',
      notifySupported: true,
    };
    const other = { ...request, channel: 'telegram' };
    const createdAtMs = Date.parse(request.createdAt);
    expect(
      answered(parsePairingRpcList(json({ accounts: [], requests: [request, other, {}, null] }))).requests,
    ).toEqual([
      {
        requestId: 'lx9r',
        accountId: 'default',
        senderId: '222000222000222',
        name: 'Trần Thị B',
        createdAtMs,
        lastSeenAtMs: createdAtMs + 60_000,
        expiresAtMs: createdAtMs + 3_600_000,
        canNotify: true,
      },
    ]);
  });

  it('by RPC: decisions', () => {
    expect(answered(parsePairingDecision('approve', cliRecording('96', 'rpc-approve-notify')))).toEqual({
      senderId: '222000222000222',
      notification: 'failed',
    });
    expect(answered(parsePairingDecision('dismiss', cliRecording('96', 'rpc-dismiss')))).toEqual({
      senderId: '222000222000221',
    });
    expect(parsePairingDecision('dismiss', cliRecording('96', 'rpc-dismiss-again'))).toMatchObject({
      ok: false,
      error: { code: 'code-unknown' },
    });
    expect(parsePairingDecision('approve', cliRecording('96', 'call-down'))).toMatchObject({
      ok: false,
      error: { code: 'gateway-down' },
    });
  });

  it('by command', () => {
    const requests = answered(parsePairingList(cliRecording('96', 'pairing-list-3')));
    expect(requests).toHaveLength(4);
    expect(requests[3]).toMatchObject({
      accountId: 'work',
      senderId: '111000111000114',
      code: 'JUFZL384',
      name: 'D',
    });
    expect(answered(parsePairingList(cliRecording('226', 'pairing-list-empty')))).toEqual([]);
    expect(answered(parsePairingList(cliRecording('226', 'pairing-list-one')))).toMatchObject([
      { code: 'NDW4MVLF' },
    ]);
    expect(answered(parsePairingApprove(cliRecording('226', 'approve-ok-lowercase')))).toEqual({
      senderId: '111000111000111',
      becameOwner: false,
    });
    expect(answered(parsePairingApprove(cliRecording('96', 'approve-first-owner')))).toEqual({
      senderId: '111000111000111',
      becameOwner: true,
    });
    expect(answered(parsePairingApprove(cliRecording('226', 'approve-notify-noauth')))).toEqual({
      senderId: '700000000000001',
      becameOwner: false,
      notifyProblem: 'Error: Zalouser not authenticated',
    });
    for (const recorded of ['226', '96'] as const) {
      expect(parsePairingApprove(cliRecording(recorded, 'approve-unknown'))).toMatchObject({
        ok: false,
        error: { code: 'code-unknown' },
      });
    }
    expect(parsePairingApprove({ code: 0, stdout: 'fine', stderr: '' })).toMatchObject({
      ok: false,
      error: { code: 'command-failed' },
    });
  });
});

describe('config validate', () => {
  it.each([
    ['config-validate-ok', true, 0, 0],
    ['valid-open', true, 0, 1],
    ['valid-bogus', false, 1, 0],
    ['valid-allow', false, 2, 0],
    ['config-validate', false, 1, 0],
  ] as const)('%s', (name, isValid, issues, warnings) => {
    const verdict = answered(parseConfigValidate(cliRecording('96', name)));
    expect([verdict.isValid, verdict.issues.length, verdict.warnings.length]).toEqual([
      isValid,
      issues,
      warnings,
    ]);
  });

  it('names the place and the values allowed, and is not known to 2026.2.26', () => {
    expect(answered(parseConfigValidate(cliRecording('96', 'valid-bogus'))).issues[0]).toEqual({
      path: 'channels.zalouser.dmPolicy',
      message: expect.stringContaining('must be equal to one of the allowed values'),
      allowedValues: ['pairing', 'allowlist', 'open', 'disabled'],
    });
    expect(parseConfigValidate(cliRecording('226', 'config-validate'))).toMatchObject({
      ok: false,
      error: { code: 'unsupported-call' },
    });
  });
});
