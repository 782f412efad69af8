// Nobody is promised an answer while no gateway listens; what came while one did stays answered.
import { describe, expect, it } from 'vitest';
import { whatIf } from '../../../src/core/access/select-what-if.ts';
import { setUpTest } from '../../../src/core/doctor/select-set-up.ts';
import type { ConsoleEvent } from '../../../src/core/events.ts';
import { exportedMessage } from '../../../src/core/feed/export.ts';
import { feedCounts, feedMessages, feedTally } from '../../../src/core/feed/select.ts';
import { policyVerdictOf, verdictOf } from '../../../src/core/feed/select-verdict.ts';
import { maxNotListeningPeriods } from '../../../src/core/gateway/state-not-listening.ts';
import type {
  ListeningFault,
  ListeningState,
  ListenProcess,
  NotListeningPeriod,
} from '../../../src/core/model/listening.ts';
import type { Message } from '../../../src/core/model/message.ts';
import { seriesOf } from '../../../src/core/shared/series.ts';
import { type ConsoleState, unseenListening } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import { aConfig, aMessage, anAccount, anId, aState, nowMs, shop } from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const at = (ms: number): number => nowMs + ms;
const gateway = (status: 'up' | 'down', atMs: number): ConsoleEvent => ({
  type: 'gateway/checked',
  gateway: { status, port: 18_789, checkedAtMs: at(atMs) },
});
const byGateway: ListenProcess = {
  pid: 60,
  profile: anAccount().profile.value,
  owner: { type: 'gateway', pid: 30 },
  commandLine: 'zca listen',
};
const looked = (
  atMs: number,
  parts: Partial<ListeningState>,
  fault?: ListeningFault,
  sinceMs = atMs,
): ConsoleEvent => ({
  type: 'listening/looked',
  listening: {
    ...unseenListening,
    status: 'seen',
    scannedAtMs: at(atMs),
    gateways: [{ pid: 30, isProven: true }],
    ...parts,
    anomalies:
      fault === undefined
        ? {}
        : {
            [anAccount().profile.value]: {
              fault,
              sinceMs: at(sinceMs),
              confirmedAtMs: at(atMs),
              isConfirmed: true,
            },
          },
  },
});
const heard = (atMs: number): ConsoleEvent => looked(atMs, { processes: [byGateway] });
const deaf = (atMs: number, sinceMs = atMs): ConsoleEvent => looked(atMs, {}, 'deaf', sinceMs);

const open = anAccount({ dmPolicy: 'allowlist', allowFrom: [anId], groupPolicy: 'disabled' });
const stateOf = (account = open, parts: Partial<ConsoleState> = {}): ConsoleState =>
  aState({ gateway: { status: 'unknown' }, config: aConfig({ accounts: [account] }), ...parts });
const after = (events: readonly ConsoleEvent[], state = stateOf()): ConsoleState =>
  events.reduce(reduce, state);
const from = (receivedMs: number, parts: Partial<Message> = {}): Message => ({
  ...aMessage(),
  receivedAtMs: at(receivedMs),
  ...parts,
});
const kindAt = (state: ConsoleState, receivedMs: number): string => verdictOf(state, from(receivedMs)).kind;
const periods = (state: ConsoleState): readonly NotListeningPeriod[] => state.notListening[shop] ?? [];

describe('when nobody listened', () => {
  it('no gateway from the beginning: as far back as one looks', () => {
    expect(periods(after([gateway('down', 0)]))).toEqual([{ fromMs: 0 }]);
  });
  it('a gateway that goes: from the look that missed it', () => {
    const state = after([
      gateway('up', 0),
      heard(0),
      looked(5_000, { gateways: [] }),
      gateway('down', 6_000),
    ]);
    expect(periods(state)).toEqual([{ fromMs: at(6_000) }]);
  });
  it('a gateway that runs and is deaf: since its listener was missed', () => {
    expect(periods(after([gateway('up', 0), deaf(12_000, 2_000)]))).toEqual([{ fromMs: at(2_000) }]);
  });
  it('until it listens again', () => {
    expect(
      periods(after([gateway('up', 0), deaf(12_000, 2_000), heard(30_000), deaf(60_000, 50_000)])),
    ).toEqual([{ fromMs: at(2_000), untilMs: at(30_000) }, { fromMs: at(50_000) }]);
  });
  it('what cannot be told changes nothing', () => {
    const doubtful = looked(20_000, { processes: [] });
    expect(periods(after([gateway('up', 0), doubtful]))).toEqual([]);
    const state = after([gateway('up', 0), deaf(12_000)]);
    expect(reduce(state, doubtful).notListening).toBe(state.notListening);
    expect(reduce(state, deaf(13_000, 12_000)).notListening).toBe(state.notListening);
  });
  it('remembers the last of them only', () => {
    const events = Array.from({ length: maxNotListeningPeriods + 5 }, (_, turn) => [
      deaf(turn * 100),
      heard(turn * 100 + 50),
    ]).flat();
    expect(periods(after([gateway('up', 0), ...events]))).toHaveLength(maxNotListeningPeriods);
  });
  it.each([
    ['a gateway that cannot be seen', { hasUnseenGateway: true }],
    ['a gateway on another machine', { config: aConfig({ accounts: [open], isGatewayRemote: true }) }],
  ])('%s is not called deaf', (_, parts) => {
    expect(periods(after([gateway('down', 0)], stateOf(open, parts)))).toEqual([]);
  });
  it('where listeners are no processes the gateway’s own word counts', () => {
    const state = stateOf(open, { config: aConfig({ accounts: [open], release: aRelease('d') }) });
    const gatewayReport = (atMs: number, reported: object): ConsoleEvent => ({
      type: 'gateway-report/changed',
      change: {
        status: 'ready',
        atMs: at(atMs),
        value: { [shop]: reported },
      },
    });
    const events = [
      gateway('up', 0),
      gatewayReport(1_000, { isRunning: true, isLinked: false }),
      gatewayReport(9_000, { isRunning: true, isLinked: true }),
    ];
    expect(periods(after(events, state))).toEqual([{ fromMs: at(1_000), untilMs: at(9_000) }]);
    expect(periods(after([gateway('up', 0), gatewayReport(1_000, {})], state))).toEqual([]);
  });
});

describe('the verdict', () => {
  const state = after([gateway('up', 0), heard(0), deaf(12_000, 5_000), heard(30_000)]);

  it('follows who listened when the message came', () => {
    expect([1_000, 5_000, 29_999, 30_000].map((ms) => kindAt(state, ms))).toEqual([
      'reply',
      'unheard',
      'unheard',
      'reply',
    ]);
  });
  it('says what it would be, and that nothing comes of it', () => {
    const { would, isLetThrough, rules } = verdictOf(state, from(6_000));
    expect({ would, isLetThrough }).toEqual({ would: 'reply', isLetThrough: false });
    expect(rules.map(({ sentence }) => sentence).slice(-2)).toEqual([
      'It would be answered.',
      'But no gateway listened on this account when it came.',
    ]);
    expect(rules.map(({ sentence }) => sentence)).not.toContain('The agent answers.');
    expect(policyVerdictOf(state, from(6_000)).kind).toBe('reply');
  });
  it('promises no code either', () => {
    const pairing = after([gateway('down', 0)], stateOf(anAccount()));
    expect(verdictOf(pairing, from(1_000))).toMatchObject({ kind: 'unheard', would: 'pairing' });
  });
  it('of what is dropped, ignored or our own stays what it is', () => {
    const kinds = [
      from(6_000, { senderId: aMessage({ senderId: '9' }).senderId }),
      from(6_000, { isBlank: true }),
      from(6_000, { isOwn: true }),
    ];
    expect(kinds.map((message) => verdictOf(state, message).kind)).toEqual([
      'not-in-allowlist',
      'ignored',
      'own',
    ]);
  });
  it('is the same object for the same question', () => {
    expect(verdictOf(state, from(6_000))).toBe(verdictOf(state, from(7_000)));
  });
});

describe('everywhere it is shown', () => {
  const base = after([gateway('down', 0)]);
  const message = from(1_000);
  const state = { ...base, feed: { ...base.feed, messages: seriesOf([message]) } };

  it('the export says it, and that nobody answered', () => {
    expect(exportedMessage(state, message, nowMs).verdict).toMatchObject({
      kind: 'unheard',
      would: 'reply',
      answered: false,
    });
  });
  it('the counts and views of the feed', () => {
    expect(feedCounts(state, {})).toEqual({ unheard: 1 });
    expect(feedTally(feedCounts(state, {}))).toEqual({
      answered: 0,
      pairing: 0,
      blocked: 0,
      unheard: 1,
      other: 0,
    });
    expect(
      (['answered', 'blocked', 'pairing', 'all'] as const).map(
        (kind) => feedMessages(state, { kind }).length,
      ),
    ).toEqual([0, 0, 0, 1]);
  });
  it('counts and views follow when the gateway is found out to be deaf', () => {
    const up = after([gateway('up', 0), heard(0)]);
    const heardOf = { ...up, feed: { ...up.feed, messages: seriesOf([message]) } };
    expect(feedCounts(heardOf, {})).toEqual({ reply: 1 });
    const found = reduce(heardOf, deaf(12_000, 500));
    expect(feedCounts(found, {})).toEqual({ unheard: 1 });
    expect(feedMessages(found, { kind: 'answered' })).toHaveLength(0);
  });
  it('the test message of the assistant', () => {
    expect(setUpTest(state, shop, at(0))).toMatchObject({
      sentence: expect.stringContaining('no gateway listened'),
      next: expect.anything(),
    });
  });
  it('what a change would make of it is told by the rules', () => {
    const next = aConfig({ accounts: [anAccount({ dmPolicy: 'disabled' })] });
    expect(whatIf(state, next).messages).toMatchObject([
      { before: { kind: 'reply' }, after: { kind: 'dm-disabled' } },
    ]);
  });
});
