import { describe, expect, it } from 'vitest';
import {
  accountRow,
  accountRows,
  attentionCount,
  conditionWords,
  headerSummary,
} from '../../../src/core/accounts/select.ts';
import { errorSentences } from '../../../src/core/error-words.ts';
import { findings } from '../../../src/core/findings.ts';
import type { ListenerState } from '../../../src/core/listener/model.ts';
import type { SessionStatus } from '../../../src/core/model/account.ts';
import type { ReportedAccount } from '../../../src/core/model/programs.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import {
  aConfig,
  aFinding,
  aListening,
  aMessage,
  anAccount,
  anApproved,
  aState,
  gatewayUp,
  live,
  loggedIn,
  loggedOut,
  nowMs,
  type StateParts,
  shop,
  someFacts,
  stopped,
  work,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const blockedBy = (
  error: ReturnType<typeof errorSentences.internal>,
): Extract<ListenerState, { status: 'blocked' }> => ({
  status: 'blocked',
  sinceMs: nowMs,
  error,
});
const failed: SessionStatus = {
  status: 'failed',
  checkedAtMs: nowMs,
  code: 'no-network',
  sentence: 'No network.',
  hint: 'Try again.',
};
const retrying: ListenerState = {
  status: 'retrying',
  sinceMs: nowMs,
  nextAttemptAtMs: nowMs + 7_300,
  attempt: 2,
  cause: 'exit 1',
};
const withFacts = (session: SessionStatus, listener: ListenerState, parts: StateParts = {}): ConsoleState => {
  const { self: _, ...facts } = someFacts({ session, listener });
  return aState({ facts: { [shop]: facts }, ...parts });
};

/** Broken from the start: the only account is the one that is implied. */
const neverGood = aConfig({ status: 'broken', hasSection: false });
const noConfig = aConfig({ status: 'missing', hasSection: false });

describe('the condition of an account', () => {
  it.each([
    ['connected', 'ok', undefined, withFacts(loggedIn(), live)],
    ['connected', 'ok', undefined, withFacts(failed, live)],
    ['connecting', 'busy', undefined, withFacts(loggedIn(), { status: 'connecting', sinceMs: nowMs })],
    [
      'reconnecting',
      'busy',
      undefined,
      withFacts(loggedIn(), { status: 'reconnecting', sinceMs: nowMs, pid: 1 }),
    ],
    ['retrying', 'busy', undefined, withFacts(loggedIn(), retrying)],
    ['stopped', 'off', 'start-listener', withFacts(loggedIn(), stopped)],
    ['not-checked', 'busy', 'probe', withFacts({ status: 'unknown' }, stopped)],
    ['checking', 'busy', undefined, withFacts({ status: 'checking' }, stopped)],
    ['login-needed', 'needs-you', 'log-in', withFacts(loggedOut, stopped)],
    ['login-needed', 'needs-you', 'log-in', withFacts(loggedOut, live)],
    ['login-needed', 'needs-you', 'log-in', withFacts({ status: 'no-profile', checkedAtMs: nowMs }, stopped)],
    [
      'login-needed',
      'needs-you',
      'log-in',
      withFacts(loggedIn(), blockedBy(errorSentences.notLoggedIn({ profile: 'shop' }))),
    ],
    ['session-ended', 'needs-you', 'log-in', withFacts({ status: 'ended', checkedAtMs: nowMs }, stopped)],
    ['check-failed', 'failed', 'probe', withFacts(failed, stopped)],
    [
      'blocked',
      'failed',
      'start-listener',
      withFacts(loggedIn(), blockedBy(errorSentences.listenerKicked({ profile: 'shop' }))),
    ],
    [
      'elsewhere',
      'off',
      undefined,
      withFacts(loggedIn(), blockedBy(errorSentences.listenerOwned({ profile: 'shop' }))),
    ],
    [
      'blocked',
      'failed',
      'start-listener',
      withFacts(loggedIn(), {
        ...blockedBy(errorSentences.listenerOwned({ profile: 'shop' })),
        orphanPid: 7,
      }),
    ],
    [
      'stopped',
      'off',
      'start-listener',
      withFacts(
        { status: 'logged-in', checkedAtMs: nowMs + 1 },
        blockedBy(errorSentences.notLoggedIn({ profile: 'shop' })),
      ),
    ],
    [
      'no-zca',
      'needs-you',
      'install-zca',
      withFacts({ status: 'unknown' }, stopped, {
        zca: { status: 'missing', error: errorSentences.zcaNotFound() },
      }),
    ],
    ['config-broken', 'needs-you', undefined, withFacts(loggedOut, stopped, { config: neverGood })],
    ['config-broken', 'needs-you', undefined, withFacts(loggedIn(), stopped, { config: neverGood })],
    ['config-missing', 'needs-you', undefined, withFacts(loggedOut, stopped, { config: noConfig })],
    ['connected', 'ok', undefined, withFacts(loggedIn(), live, { config: neverGood })],
    ['retrying', 'busy', undefined, withFacts(loggedIn(), retrying, { config: noConfig })],
    [
      'stopped',
      'off',
      'start-listener',
      withFacts(loggedIn(), stopped, { config: aConfig({ status: 'broken' }) }),
    ],
    [
      'disabled',
      'off',
      undefined,
      withFacts(loggedOut, stopped, { config: aConfig({ accounts: [anAccount({ enabled: false })] }) }),
    ],
  ] as const)('is %s, sign %s, next %s', (condition, mark, action, state) => {
    const row = accountRow(state, shop);
    expect(row).toMatchObject({ condition, mark, needsAttention: mark === 'needs-you' || mark === 'failed' });
    expect(row?.nextStep?.action).toBe(action);
  });

  describe('beside a gateway with sessions of its own', () => {
    const noZca = { zca: { status: 'missing', error: errorSentences.zcaNotFound() } } as const;
    const reportedFindings = (
      reported: ReportedAccount | undefined,
      kind: 'b' | 'c' | 'd' = 'd',
    ): StateParts => ({
      config: aConfig({ release: aRelease(kind) }),
      gateway: gatewayUp,
      gatewayReport: {
        status: 'ready',

        atMs: nowMs,
        value: reported === undefined ? {} : { [shop]: reported },
      },
    });
    const hears = { isRunning: true };
    const atGateway = (reported: ReportedAccount): ConsoleState =>
      withFacts({ status: 'unknown' }, stopped, { ...noZca, ...reportedFindings(reported) });

    it.each<[string, string, string, ConsoleState]>([
      [
        'zca is missing, the gateway hears',
        'gateway',
        'ok',
        withFacts({ status: 'unknown' }, stopped, { ...noZca, ...reportedFindings(hears, 'c') }),
      ],
      [
        'nobody is logged in through zca, the gateway hears',
        'gateway',
        'ok',
        withFacts(loggedOut, stopped, reportedFindings(hears)),
      ],
      [
        'the check failed, the gateway hears',
        'gateway',
        'ok',
        withFacts(failed, stopped, reportedFindings(hears)),
      ],
      [
        'logged in here too, the gateway hears',
        'gateway',
        'ok',
        withFacts(loggedIn(), stopped, reportedFindings(hears)),
      ],
      ['a zca listens here', 'gateway', 'ok', withFacts(loggedIn(), live, reportedFindings(hears))],
      [
        'zca is missing, nobody says anything',
        'not-checked',
        'busy',
        withFacts({ status: 'unknown' }, stopped, { ...noZca, ...reportedFindings(undefined) }),
      ],
      [
        'logged out of zca, nobody says anything',
        'not-checked',
        'busy',
        withFacts(loggedOut, stopped, reportedFindings(undefined, 'c')),
      ],
      [
        'connected',
        'gateway',
        'ok',
        atGateway({ isLinked: true, isRunning: true, isConnected: true, lifecycle: 'ready' }),
      ],
      [
        'displaced, it tries again by itself',
        'recovering',
        'busy',
        atGateway({
          isLinked: true,
          isRunning: false,
          isConnected: false,
          isRestartPending: true,
          reconnectAttempts: 1,
          lifecycle: 'recovering',
        }),
      ],
      [
        'the session has ended on the phone',
        'login-needed',
        'needs-you',
        atGateway({ isLinked: false, isRunning: false, isRestartPending: true, lifecycle: 'recovering' }),
      ],
      [
        'the login is valid again, and it stays down',
        'account-stopped',
        'needs-you',
        atGateway({ isLinked: true, isRunning: false, isRestartPending: false, lifecycle: 'recovering' }),
      ],
      [
        'stopped by somebody',
        'account-stopped',
        'needs-you',
        atGateway({ isLinked: true, isRunning: false, isRestartPending: false, lifecycle: 'stopped' }),
      ],
      [
        'logged out, the gateway is, too',
        'login-needed',
        'needs-you',
        withFacts(loggedOut, stopped, reportedFindings({ isRunning: true, isLinked: false })),
      ],
      [
        'one that drives zca',
        'login-needed',
        'needs-you',
        withFacts(loggedOut, stopped, reportedFindings(hears, 'b')),
      ],
    ])('%s: %s, %s', (_, condition, mark, state) => {
      expect(accountRow(state, shop)).toMatchObject({
        condition,
        mark,
        needsAttention: mark === 'needs-you',
      });
    });

    it('is not at work on a word of the past', () => {
      const down = { status: 'down', port: 18_789, checkedAtMs: nowMs } as const;
      const listening = aListening({ gateways: [] });
      expect(
        accountRow(
          withFacts(loggedOut, stopped, { ...reportedFindings(hears), gateway: down, listening }),
          shop,
        )?.condition,
      ).toBe('no-gateway');
    });

    it('says how often it has tried, and the name that the gateway knows', () => {
      const row = accountRow(
        atGateway({
          isLinked: true,
          isRunning: false,
          isRestartPending: true,
          reconnectAttempts: 3,
          displayName: 'Alice',
        }),
        shop,
      );
      expect(row && conditionWords(row, nowMs)).toBe('recovering, attempt 3');
      expect(row?.name).toBe('Alice');
    });

    it('that answers in vain says why', () => {
      const error = { code: 'garbage-output', sentence: 'Not understood.' } as const;
      const row = accountRow(
        withFacts(loggedIn(), stopped, {
          ...reportedFindings(hears),
          gatewayReport: { status: 'failed', value: {}, error, atMs: nowMs },
        }),
        shop,
      );
      expect(row).toMatchObject({ condition: 'check-failed', problem: { sentence: 'Not understood.' } });
    });
  });

  it('says in words what went wrong', () => {
    expect(accountRow(withFacts(failed, stopped), shop)?.problem).toEqual({
      sentence: 'No network.',
      hint: 'Try again.',
    });
    const kicked = errorSentences.listenerKicked({ profile: 'shop' });
    expect(accountRow(withFacts(loggedIn(), blockedBy(kicked)), shop)?.problem?.sentence).toBe(
      kicked.sentence,
    );
    expect(accountRow(withFacts(loggedIn(), live), shop)).not.toHaveProperty('problem');
  });

  it('says where a config that cannot be read is shown, whatever else is wrong', () => {
    const kicked = blockedBy(errorSentences.listenerKicked({ profile: 'shop' }));
    expect(accountRow(withFacts(loggedIn(), kicked, { config: neverGood }), shop)?.problem).toEqual({
      sentence: 'The config cannot be read, so nothing is known of this account but its name.',
      hint: { action: 'see-config' },
    });
    expect(accountRow(aState({ config: noConfig, facts: {} }), shop)?.problem).toMatchObject({
      hint: { action: 'find-config' },
    });
  });

  it.each([
    [true, aConfig()],
    [true, aConfig({ hasSection: false })],
    [true, aConfig({ status: 'broken' })],
    [false, neverGood],
    [false, noConfig],
    [false, aConfig({ status: 'unread', hasSection: false })],
  ])('knows whether its policies are those of a config: %s', (isPolicyKnown, config) => {
    expect(accountRow(aState({ config }), shop)?.isPolicyKnown).toBe(isPolicyKnown);
  });

  it('counts down to the next attempt', () => {
    const row = accountRow(withFacts(loggedIn(), retrying), shop);
    expect(row && conditionWords(row, nowMs)).toBe('retrying in 8s');
    expect(row && conditionWords(row, nowMs + 60_000)).toBe('retrying in 0s');
  });
});

describe('account rows', () => {
  const state = aState({
    config: aConfig({
      accounts: [anAccount({ id: 'old', enabled: false }), anAccount(), anAccount({ id: 'work' })],
      findings: [aFinding({ accountId: work })],
    }),
    facts: { [shop]: someFacts(), [work]: someFacts({ session: loggedOut, listener: stopped }) },
    feed: { messages: [aMessage()], lastMessageAtMs: { [shop]: nowMs - 5 } },
  });

  it('have who needs attention first and disabled ones last', () => {
    expect(accountRows(state).map(({ id }) => id)).toEqual(['work', 'shop', 'old']);
    expect(attentionCount(state)).toBe(1);
  });

  it('carry name, last message and their findings', () => {
    expect(accountRow(state, shop)).toMatchObject({
      name: 'Cửa hàng Hoa Mai',
      lastMessageAtMs: nowMs - 5,
      findings: [],
    });
    expect(accountRow(state, work)?.findings.map(({ code }) => code)).toEqual([
      'account-logged-out',
      'open-dm-policy',
    ]);
    expect(accountRow(state, accountId('nobody'))).toBeUndefined();
    expect(accountRow(withFacts(loggedIn('Hoa'), stopped), shop)?.name).toBe('Hoa');
  });

  it('are the same rows until something about them changes', () => {
    expect(accountRows({ ...state, login: { status: 'idle' } })).toBe(accountRows(state));
  });

  it('survive an account called constructor', () => {
    const odd = aState({ config: aConfig({ accounts: [anAccount({ id: 'constructor' })] }), facts: {} });
    expect(accountRows(odd)[0]).toMatchObject({ condition: 'not-checked' });
    expect(accountRows(odd)[0]).not.toHaveProperty('lastMessageAtMs');
  });
});

describe('findings', () => {
  it('come once each, problems first', () => {
    const note = aFinding({ code: 'groups-empty', severity: 'note' });
    const problem = aFinding({ code: 'profile-shared', severity: 'problem' });
    const state = aState({ config: aConfig({ findings: [note, aFinding(), problem, { ...problem }] }) });
    expect(findings(state).map(({ code }) => code)).toEqual([
      'profile-shared',
      'open-dm-policy',
      'groups-empty',
    ]);
    expect(findings(state, shop)).toBe(findings({ ...state }, shop));
  });

  it('tell of approved senders whom the allowlist locks out', () => {
    const state = aState({
      config: aConfig({ accounts: [anAccount({ dmPolicy: 'allowlist' }), anAccount({ id: 'work' })] }),
      pairing: { approved: [anApproved(), anApproved('work')] },
    });
    expect(findings(state).map(({ code, accountId: id }) => [code, id])).toEqual([
      ['approved-ignored', shop],
    ]);
  });
});

describe('the header', () => {
  it('is about one account', () => {
    expect(headerSummary(aState(), shop, nowMs)).toEqual({
      account: 'shop',
      name: 'Cửa hàng Hoa Mai',
      mark: 'ok',
      words: 'connected',
      gateway: 'gateway not checked',
      openclawVersion: '2026.2.26',
      isOpenclawNewer: false,
    });
    expect(headerSummary(aState(), accountId('gone'), nowMs)).toMatchObject({ account: 'gone', mark: 'off' });
  });

  it('is about all accounts: the worst sign, how many are connected', () => {
    const state = aState({
      config: aConfig({
        accounts: [anAccount(), anAccount({ id: 'work' }), anAccount({ id: 'old', enabled: false })],
      }),
      facts: { [shop]: someFacts(), [work]: someFacts({ session: loggedOut, listener: stopped }) },
      gateway: { status: 'up', port: 18_789, checkedAtMs: nowMs },
    });
    expect(headerSummary(state, 'all', nowMs)).toMatchObject({
      account: 'all accounts',
      mark: 'needs-you',
      words: '1 of 2 connected',
      gateway: 'gateway up',
    });
    expect(headerSummary(aState({ config: aConfig({ accounts: [] }) }), 'all', nowMs)).toMatchObject({
      mark: 'off',
      words: 'no accounts',
    });
  });
});
