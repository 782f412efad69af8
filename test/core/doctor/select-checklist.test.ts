import { describe, expect, it } from 'vitest';
import { hintText } from '../../../src/cli/remedies.ts';
import { checklist, furtherFindings, needsOperator } from '../../../src/core/doctor/select-checklist.ts';
import type { SessionStatus } from '../../../src/core/model/account.ts';
import { hintsInOne } from '../../../src/core/shared/remedy.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { bindingOfRow, rowFix } from '../../../src/tui/doctor/lines.ts';
import {
  aConfig,
  aFinding,
  aListening,
  anAccount,
  aPlugin,
  aState,
  gatewayDown,
  gatewayUp,
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

/** All is well, and the gateway has the listener. */
const well = (parts: StateParts = {}): ConsoleState =>
  aState({
    plugin: aPlugin(),
    gateway: gatewayUp,
    facts: { [shop]: someFacts({ session: loggedIn(), listener: stopped }) },
    ...parts,
  });

const states = (state: ConsoleState): string =>
  checklist(state)
    .filter(({ state: how }) => how !== 'done')
    .map(({ id, state: how }) => `${id} ${how}`)
    .join(', ');

const row = (state: ConsoleState, id: string) => checklist(state).find((one) => one.id === id);

describe('the checklist', () => {
  it('is green where a gateway runs all there is to run', () => {
    expect(states(well())).toBe('');
    expect(needsOperator(checklist(well()), furtherFindings(well()))).toBe(false);
  });

  it('says which zca was found', () => {
    const sentence = (by: 'path' | 'own') =>
      row(aState({ zca: { status: 'found', path: '/x/zca', version: '0.1.0', by } }), 'zca')?.sentence;
    expect(sentence('path')).toBe('zca found: /x/zca (version 0.1.0)');
    expect(sentence('own')).toBe('zca found: the one this program brings along (version 0.1.0)');
  });

  it.each<[string, StateParts, string]>([
    [
      'nobody logged in',
      { facts: { [shop]: someFacts({ session: loggedOut, listener: stopped }) } },
      'login needs-you, listener not-yet',
    ],
    ['nobody asked', { facts: {} }, 'login not-yet, listener not-yet'],
    ['no gateway', { gateway: gatewayDown }, 'gateway needs-you, listener not-yet'],
    [
      'no gateway, and no program to start one',
      { gateway: gatewayDown, openclaw: { status: 'missing' } },
      'gateway needs-you, listener not-yet',
    ],
    ['this console listens', { gateway: gatewayDown, facts: { [shop]: someFacts() } }, 'gateway needs-you'],
    ['no plugin', { plugin: { status: 'ready', value: 'missing', atMs: nowMs } }, 'plugin needs-you'],
    ['plugin off', { plugin: aPlugin(false) }, 'plugin needs-you'],
    [
      'plugin off when it was asked before',
      { plugin: { ...aPlugin(false), status: 'loading' } },
      'plugin needs-you',
    ],
    ['plugin there when it was asked before', { plugin: { ...aPlugin(), status: 'loading' } }, ''],
    [
      'plugin asked for the first time',
      { plugin: { status: 'loading', value: undefined } },
      'plugin not-yet',
    ],
    [
      'no answer, whatever it was before',
      { plugin: { ...aPlugin(), status: 'failed', error: { code: 'timed-out', sentence: 'No answer.' } } },
      'plugin not-yet',
    ],
    ['channel off', { config: aConfig({ channelEnabled: false }) }, 'channel needs-you'],
    ['no section', { config: aConfig({ hasSection: false }) }, 'channel needs-you'],
    [
      'no config',
      { config: aConfig({ status: 'missing', accounts: [] }) },
      'config needs-you, channel not-yet, login not-yet, listener not-yet',
    ],
    [
      'a problem in the config',
      { config: aConfig({ findings: [aFinding({ severity: 'problem' })] }) },
      'config needs-you',
    ],
    ['a warning in the config', { config: aConfig({ findings: [aFinding()] }) }, ''],
  ])('%s', (_, parts, expected) => {
    expect(states(well(parts))).toBe(expected);
  });

  it('a listener that the gateway has is none that is missing', () => {
    const listener = {
      status: 'blocked',
      sinceMs: nowMs,
      error: { code: 'listener-owned', sentence: 'Another.' },
    } as const;
    expect(states(well({ facts: { [shop]: someFacts({ listener }) } }))).toBe('');
    expect(states(well({ facts: { [shop]: someFacts({ listener: { ...listener, orphanPid: 7 } }) } }))).toBe(
      'listener needs-you',
    );
  });

  it('says what the gateway is seen to hear, and a fault of it once', () => {
    expect(row(well({ listening: aListening({ byGateway: 1 }) }), 'listener')).toMatchObject({
      state: 'done',
      sentence: expect.stringContaining('on shop'),
    });
    for (const fault of ['deaf', 'doubled'] as const) {
      const state = well({ listening: aListening({ fault, byGateway: fault === 'deaf' ? 0 : 2 }) });
      expect(states(state)).toBe('listener needs-you');
      expect(row(state, 'listener')?.remedy).toEqual({ action: 'see-account' });
      expect(furtherFindings(state).map(({ code }) => code)).not.toContain(`gateway-${fault}`);
    }
  });

  it('does not believe that a gateway listens whose processes say no', () => {
    expect(states(well({ listening: aListening() }))).toBe('listener not-yet');
  });

  it.each(['2026.3.13', '2026.5.12'] as const)(
    'believes a gateway of %s, which talks to Zalo itself',
    (version) => {
      const config = aConfig({ release: aRelease(version) });
      const gatewayReport = (isConfigured: boolean) =>
        ({
          status: 'ready',

          atMs: nowMs,
          value: { [shop]: { isConfigured, isRunning: isConfigured } },
        }) as const;
      const nobody = aListening({ processes: [] });
      expect(states(well({ config, gatewayReport: gatewayReport(true), facts: {}, listening: nobody }))).toBe(
        '',
      );
      expect(states(well({ config, gatewayReport: gatewayReport(false), facts: {} }))).toBe(
        'login needs-you, listener not-yet',
      );
    },
  );

  it('of later gateways knows the sessions that they have themselves', () => {
    const config = aConfig({ release: aRelease('d') });
    const gatewayReport = (isLinked: boolean) =>
      ({
        status: 'ready',

        atMs: nowMs,
        value: { [shop]: { isLinked, isRunning: isLinked } },
      }) as const;
    const missing = { status: 'missing', error: { code: 'zca-not-found', sentence: 'No zca.' } } as const;
    expect(states(well({ config, gatewayReport: gatewayReport(true), facts: {}, zca: missing }))).toBe('');
    expect(states(well({ config, gatewayReport: gatewayReport(false), facts: {} }))).toBe(
      'login needs-you, listener not-yet',
    );
    expect(row(well({ config, gatewayReport: gatewayReport(false) }), 'login')?.remedy).toEqual({
      action: 'log-in',
    });
    const stoppedThere = { [shop]: { isLinked: true, isRunning: false, isRestartPending: false } };
    const down = well({ config, gatewayReport: { status: 'ready', atMs: nowMs, value: stoppedThere } });
    expect(row(down, 'listener')).toMatchObject({
      state: 'needs-you',
      sentence: 'The gateway has stopped shop: it neither hears nor answers there.',
    });
  });

  describe('a session that could not be asked for is not called logged out', () => {
    const failed = {
      status: 'failed',
      checkedAtMs: nowMs,
      code: 'no-network',
      sentence: 'zca auth status could not reach Zalo.',
      hint: 'Check the network connection, then try again.',
    } as const;
    const both = aConfig({ accounts: [anAccount(), anAccount({ id: 'work' })] });
    const facts = (ofShop: SessionStatus, ofWork: SessionStatus) => ({
      [shop]: someFacts({ session: ofShop, listener: stopped }),
      [work]: someFacts({ session: ofWork, listener: stopped }),
    });

    it('alone', () => {
      const state = well({ facts: { [shop]: someFacts({ session: failed, listener: stopped }) } });
      expect(row(state, 'login')).toEqual({
        id: 'login',
        state: 'needs-you',
        sentence: 'Whether shop is logged in could not be asked: zca auth status could not reach Zalo.',
        fix: 'Check the network connection, then try again.',
        remedy: { action: 'ask-again' },
      });
      expect(furtherFindings(state)).toEqual([]);
    });

    it('several at once: one sentence', () => {
      expect(row(well({ config: both, facts: facts(failed, failed) }), 'login')?.sentence).toMatch(
        /^Whether shop, work are logged in could/u,
      );
    });

    it('beside one that is logged out', () => {
      const state = well({ config: both, facts: facts(failed, loggedOut) });
      expect(row(state, 'login')?.sentence).toMatch(/^Whether shop is logged in could not be asked/u);
      expect(furtherFindings(state).map(({ code, accountId }) => `${code} ${accountId}`)).toEqual([
        'account-logged-out work',
      ]);
    });

    it('beside one that is logged in', () => {
      const state = well({ config: both, facts: facts(loggedIn(), failed) });
      expect(row(state, 'login')).toMatchObject({ state: 'done', sentence: '1 of 2 accounts logged in.' });
      expect(furtherFindings(state)).toEqual([
        {
          code: 'account-unchecked',
          severity: 'warning',
          accountId: work,
          sentence: 'Whether work is logged in could not be asked: zca auth status could not reach Zalo.',
          fix: 'Check the network connection, then try again.',
        },
      ]);
    });
  });

  it('gives a gateway that finds no zca the one of this program', () => {
    const lacking = (parts: StateParts): ConsoleState =>
      well({
        gatewayReport: {
          status: 'ready',
          atMs: nowMs,
          value: {
            [shop]: {
              isEnabled: true,
              isConfigured: true,
              isRunning: false,
              lastError: 'zca CLI not found in PATH',
            },
          },
        },
        ...parts,
      });
    const own = { status: 'found', path: '/x/zca', version: '0.1.0', by: 'own' } as const;
    const needed = row(lacking({ zca: own }), 'gateway');
    expect(needed).toMatchObject({
      state: 'needs-you',
      sentence: 'The gateway finds no zca, and cannot listen on shop.',
      remedy: { action: 'give-gateway-zca' },
    });
    expect(needed && bindingOfRow(needed)).toBe('zca.install');
    // It would find one by now: a restart does.
    const listening = aListening({ gateways: [{ pid: 30, isProven: true, searchPath: ['/x'] }] });
    expect(row(lacking({ zca: { ...own, by: 'path' }, listening }), 'gateway')?.state).toBe('done');
  });

  describe('a gateway whose process is seen, and that does not answer on its port', () => {
    const seen = (startedAtMs?: number) =>
      aListening({
        byGateway: 1,
        gateways: [{ pid: 30, isProven: true, ...(startedAtMs === undefined ? {} : { startedAtMs }) }],
      });

    it('is not said to be none', () => {
      const state = well({ gateway: gatewayDown, listening: seen(nowMs - 3_600_000) });
      expect(row(state, 'listener')).toMatchObject({
        state: 'done',
        sentence: expect.stringContaining('The gateway listens on shop'),
      });
      expect(row(state, 'gateway')).toMatchObject({
        state: 'needs-you',
        sentence:
          'A gateway runs (pid 30), but nothing answers on port 18789, where openclaw and this console look for it.',
        fix: expect.stringContaining('OPENCLAW_GATEWAY_PORT'),
        remedy: { action: 'gateway-status' },
      });
      expect(
        row(well({ gateway: gatewayDown, listening: seen(), openclaw: { status: 'missing' } }), 'gateway'),
      ).not.toHaveProperty('remedy');
    });

    it('or has just been started', () => {
      expect(row(well({ gateway: gatewayDown, listening: seen(nowMs - 5_000) }), 'gateway')).toMatchObject({
        state: 'not-yet',
        sentence: 'A gateway is starting (pid 30); nothing answers on port 18789 yet.',
      });
    });

    it('or has gone since its process was seen', () => {
      const listening = { ...seen(), scannedAtMs: nowMs - 1 };
      expect(row(well({ gateway: gatewayDown, listening }), 'gateway')?.sentence).toMatch(
        /^No OpenClaw gateway is running/u,
      );
    });

    it('one that may be of another config is no gateway of ours', () => {
      const listening = aListening({ gateways: [{ pid: 30, isProven: false }] });
      expect(row(well({ gateway: gatewayDown, listening }), 'gateway')?.sentence).toMatch(
        /^No OpenClaw gateway is running/u,
      );
    });
  });

  it.each([
    ['flag', 'Correct --openclaw,'],
    ['environment', 'Correct ZALOUSER_TUI_OPENCLAW,'],
  ] as const)(
    'an openclaw that was named by %s and is not there is told, whatever else would do',
    (by, fix) => {
      const state = well({ openclaw: { status: 'missing', named: { file: '/nope', by } } });
      expect(row(state, 'openclaw')).toMatchObject({
        state: 'needs-you',
        sentence: 'There is no openclaw program at /nope.',
        fix: expect.stringContaining(fix),
      });
    },
  );

  it('says in every face what to do', () => {
    for (const parts of [
      { plugin: { status: 'ready', value: 'missing', atMs: nowMs } },
      { gateway: gatewayDown },
      { config: aConfig({ channelEnabled: false }) },
      { facts: { [shop]: someFacts({ session: loggedOut }) } },
    ] satisfies readonly StateParts[]) {
      for (const line of checklist(well(parts)).filter((one) => one.state === 'needs-you')) {
        expect(rowFix(line)).toMatch(/(?:^|\. )Enter \p{Ll}/u);
        const inCommand = hintText(hintsInOne(line.fix, line.remedy));
        expect(inCommand).toMatch(/\S/u);
        expect(inCommand).not.toMatch(/\bEnter\b/u);
      }
    }
  });
});

describe('what is to be known beyond it', () => {
  it('does not repeat what its lines say', () => {
    const config = aConfig({
      accounts: [anAccount()],
      findings: [aFinding({ code: 'channel-missing', severity: 'problem' }), aFinding()],
    });
    expect(furtherFindings(well({ config })).map(({ code }) => code)).toEqual(['open-dm-policy']);
  });

  it('needs the operator where it is a problem, not where it is a warning', () => {
    expect(needsOperator([], [aFinding(), aFinding({ severity: 'note' })])).toBe(false);
    expect(needsOperator([], [aFinding({ severity: 'problem' })])).toBe(true);
    expect(needsOperator([{ state: 'not-yet' }], [])).toBe(false);
    expect(needsOperator([{ state: 'needs-you' }], [])).toBe(true);
  });
});
