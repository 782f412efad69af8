import { describe, expect, it } from 'vitest';
import { checklist, furtherFindings, needsOperator } from '../../../src/core/state/selectors-checklist.ts';
import type { ConsoleState } from '../../../src/core/state/state.ts';
import {
  aConfig,
  aFinding,
  aListening,
  anAccount,
  aState,
  loggedIn,
  loggedOut,
  nowMs,
  type StateParts,
  shop,
  someFacts,
} from '../../support/builders.ts';

const stopped = { status: 'stopped', sinceMs: 0 } as const;
const up = { status: 'up', port: 18_789, checkedAtMs: nowMs } as const;
const down = { ...up, status: 'down' } as const;
const installed = { status: 'installed', checkedAtMs: nowMs, isEnabled: true, version: '2026.2.26' } as const;

/** All is well, and the gateway has the listener. */
const well = (parts: StateParts = {}): ConsoleState =>
  aState({ plugin: installed, gateway: up, facts: { [shop]: someFacts({ session: loggedIn(), listener: stopped }) }, ...parts });

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

  it.each<[string, StateParts, string]>([
    ['nobody logged in', { facts: { [shop]: someFacts({ session: loggedOut, listener: stopped }) } }, 'login needs-you, listener not-yet'],
    ['nobody asked', { facts: {} }, 'login not-yet, listener not-yet'],
    ['no gateway', { gateway: down }, 'gateway needs-you, listener not-yet'],
    ['no gateway, and no program to start one', { gateway: down, openclaw: { status: 'missing' } }, 'gateway needs-you, listener not-yet'],
    ['this console listens', { gateway: down, facts: { [shop]: someFacts() } }, 'gateway needs-you'],
    ['no plugin', { plugin: { status: 'missing', checkedAtMs: nowMs } }, 'plugin needs-you'],
    ['plugin off', { plugin: { ...installed, isEnabled: false } }, 'plugin needs-you'],
    ['channel off', { config: aConfig({ channelEnabled: false }) }, 'channel needs-you'],
    ['no section', { config: aConfig({ hasSection: false }) }, 'channel needs-you'],
    [
      'no config',
      { config: aConfig({ status: 'missing', accounts: [] }) },
      'config needs-you, channel not-yet, login not-yet, listener not-yet',
    ],
    ['a problem in the config', { config: aConfig({ findings: [aFinding({ severity: 'problem' })] }) }, 'config needs-you'],
    ['a warning in the config', { config: aConfig({ findings: [aFinding()] }) }, ''],
  ])('%s', (_, parts, expected) => {
    expect(states(well(parts))).toBe(expected);
  });

  it('a listener that the gateway has is none that is missing', () => {
    const listener = { status: 'blocked', sinceMs: nowMs, error: { code: 'listener-owned', sentence: 'Another.' } } as const;
    expect(states(well({ facts: { [shop]: someFacts({ listener }) } }))).toBe('');
    expect(states(well({ facts: { [shop]: someFacts({ listener: { ...listener, orphanPid: 7 } }) } }))).toBe('listener needs-you');
  });

  it('says what the gateway is seen to hear, and a fault of it once', () => {
    expect(row(well({ listening: aListening({ byGateway: 1 }) }), 'listener')).toMatchObject({
      state: 'done',
      sentence: expect.stringContaining('on shop'),
    });
    for (const fault of ['deaf', 'doubled'] as const) {
      const state = well({ listening: aListening({ fault, byGateway: fault === 'deaf' ? 0 : 2 }) });
      expect(states(state)).toBe('listener needs-you');
      expect(row(state, 'listener')?.action).toBe('screen.status');
      expect(furtherFindings(state).map(({ code }) => code)).not.toContain(`gateway-${fault}`);
    }
  });

  it('does not believe that a gateway listens whose processes say no', () => {
    expect(states(well({ listening: aListening() }))).toBe('listener not-yet');
  });

  it('of later gateways knows the sessions that they have themselves', () => {
    const config = aConfig({ generation: '96' });
    const claims = (isLinked: boolean) =>
      ({ status: 'answered', isAsking: false, askedAtMs: nowMs, accounts: { [shop]: { isLinked, isRunning: isLinked } } }) as const;
    const missing = { status: 'missing', error: { code: 'zca-not-found', sentence: 'No zca.' } } as const;
    expect(states(well({ config, claims: claims(true), facts: {}, zca: missing }))).toBe('zca not-yet');
    expect(states(well({ config, claims: claims(false), facts: {} }))).toBe('login needs-you, listener not-yet');
    expect(row(well({ config, claims: claims(false) }), 'login')?.cure).toContain('openclaw channels login');
  });

  it('has cures for whoever is not in the console', () => {
    for (const parts of [
      { plugin: { status: 'missing', checkedAtMs: nowMs } },
      { gateway: down },
      { config: aConfig({ channelEnabled: false }) },
      { facts: { [shop]: someFacts({ session: loggedOut }) } },
    ] satisfies readonly StateParts[]) {
      for (const { state, cure, shellCure } of checklist(well(parts)).filter((one) => one.state === 'needs-you')) {
        expect({ state, cure, shellCure }).toMatchObject({ cure: expect.any(String), shellCure: expect.not.stringMatching(/\bEnter\b/u) });
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
