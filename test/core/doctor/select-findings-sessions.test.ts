import { describe, expect, it } from 'vitest';
import { sessionFindings } from '../../../src/core/doctor/select-findings.ts';
import { findings } from '../../../src/core/findings.ts';
import type { SessionStatus } from '../../../src/core/model/account.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import {
  aConfig,
  anAccount,
  aState,
  loggedIn,
  loggedOut,
  nowMs,
  type StateParts,
  shop,
  someFacts,
  stopped,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const ended = { status: 'ended', checkedAtMs: nowMs } as const;
const failed = { status: 'failed', checkedAtMs: nowMs, code: 'no-network', sentence: 'No network.' } as const;

const said = (state: ConsoleState) =>
  sessionFindings(state).map(({ code, severity, accountId }) => `${severity} ${code} ${accountId}`);

describe('enabled, but logged out', () => {
  const withSession = (session: SessionStatus, parts: StateParts = {}) =>
    aState({ facts: { [shop]: someFacts({ session, listener: stopped }) }, ...parts });

  it.each<[string, SessionStatus, readonly string[]]>([
    ['logged in', loggedIn(), []],
    ['logged out', loggedOut, ['problem account-logged-out shop']],
    ['never logged in', { status: 'no-profile', checkedAtMs: nowMs }, ['problem account-logged-out shop']],
    ['ended by Zalo', ended, ['problem account-logged-out shop']],
    ['could not be asked', failed, []],
    ['not asked', { status: 'unknown' }, []],
  ])('%s', (_, session, expected) => {
    expect(said(withSession(session))).toEqual(expected);
  });

  it('in words', () => {
    expect(sessionFindings(withSession(loggedOut))[0]).toMatchObject({
      sentence: 'shop is enabled, but nobody is logged in: it hears and answers nothing.',
      fix: [
        { action: 'log-in', accountId: shop },
        { action: 'restart-gateway', when: 'then', hasProgram: expect.any(Boolean) },
      ],
    });
    expect(sessionFindings(withSession(ended))[0]?.sentence).toMatch(/Zalo has ended its session/u);
  });

  it('not where nothing is meant to run, nor of later gateways, which have sessions of their own', () => {
    for (const config of [
      aConfig({ channelEnabled: false }),
      aConfig({ status: 'missing' }),
      aConfig({ release: aRelease('d') }),
    ]) {
      expect(said(withSession(loggedOut, { config }))).toEqual([]);
    }
  });

  it('the gateway that claims the opposite says it better', () => {
    const state = withSession(loggedOut, {
      gatewayReport: {
        status: 'ready',

        atMs: nowMs,
        value: { [shop]: { isRunning: true } },
      },
    });
    expect(findings(state).map(({ code }) => code)).toEqual(['gateway-claims-session']);
  });
});

describe('disabled, but logged in', () => {
  const disabled = aConfig({ accounts: [anAccount({ enabled: false })] });
  const nothingAsked = { facts: {} };
  const file = { openFiles: [], sessions: [profileName('shop')] };

  it.each<[string, StateParts, readonly string[]]>([
    ['nothing is there', nothingAsked, []],
    ['its session lies here', { ...nothingAsked, filePermissions: file }, ['note disabled-logged-in shop']],
    [
      'it was logged in when it was disabled',
      { facts: { [shop]: someFacts() } },
      ['note disabled-logged-in shop'],
    ],
    [
      'its session lies here, and Zalo has ended it',
      { facts: { [shop]: someFacts({ session: ended }) }, filePermissions: file },
      [],
    ],
    [
      'its session lies here, and zca could not be asked',
      { facts: { [shop]: someFacts({ session: failed }) }, filePermissions: file },
      ['note disabled-logged-in shop'],
    ],
    [
      'its session lies here, and zca says it is none',
      { facts: { [shop]: someFacts({ session: loggedOut }) }, filePermissions: file },
      [],
    ],
  ])('%s', (_, parts, expected) => {
    expect(said(aState({ config: disabled, ...parts }))).toEqual(expected);
  });

  it('not where an enabled account uses the session', () => {
    const config = aConfig({
      accounts: [anAccount({ enabled: false }), anAccount({ id: 'work', profile: 'shop' })],
    });
    expect(said(aState({ config, ...nothingAsked, filePermissions: file }))).toEqual([]);
  });

  it('of later gateways by what they say', () => {
    const config = aConfig({ release: aRelease('d'), accounts: [anAccount({ enabled: false })] });
    const gatewayReport = {
      status: 'ready',

      atMs: nowMs,
      value: { [shop]: { isLinked: true } },
    } as const;
    expect(said(aState({ config, gatewayReport }))).toEqual(['note disabled-logged-in shop']);
    expect(said(aState({ config, facts: { [shop]: someFacts() } }))).toEqual([]);
  });
});
