import { describe, expect, test } from 'vitest';
import { anomaliesOf, confirmMs, provenAtMs } from '../../../src/core/gateway/anomalies.ts';
import {
  type GatewayProcess,
  gatewayWarmUpMs,
  type ListeningState,
  type ListenProcess,
  provenListenerMs,
} from '../../../src/core/model/listening.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import { unseenListening } from '../../../src/core/state.ts';

const work = profileName('work');
const start = 10_000_000;
const old: GatewayProcess = { pid: 30, isProven: true, startedAtMs: 0 };

const ofGateway = (pid: number, gatewayPid = 30, profile = work): ListenProcess => ({
  pid,
  profile,
  owner: { type: 'gateway', pid: gatewayPid },
  commandLine: 'zca listen',
});
const others: readonly ListenProcess[] = [
  { ...ofGateway(90), owner: { type: 'console' } },
  { ...ofGateway(91), owner: { type: 'nobody' } },
  ofGateway(92, 30, profileName('other')),
];

/** Looks one after the other: when, what was seen, by which gateways. */
const look = (
  steps: readonly {
    atMs: number;
    processes: readonly ListenProcess[];
    gateways?: readonly GatewayProcess[];
    profiles?: readonly string[];
  }[],
) => {
  let state: ListeningState = unseenListening;
  for (const { atMs, processes, gateways = [old], profiles = ['work'] } of steps) {
    const anomalies = anomaliesOf({
      profiles: profiles.map(profileName),
      gateways,
      processes,
      before: state,
      nowMs: start + atMs,
    });
    state = { status: 'seen', scannedAtMs: start + atMs, gateways, processes, anomalies };
  }
  return state.anomalies[work];
};

describe('how many', () => {
  test.each<[string, readonly ListenProcess[], string | undefined]>([
    ['one is right', [ofGateway(60)], undefined],
    ['none is deaf, whoever else listens', others, 'deaf'],
    ['two are doubled', [ofGateway(60), ofGateway(61)], 'doubled'],
    ['one beside others is right', [ofGateway(60), ...others], undefined],
    ['two gateways that may be it have one each', [ofGateway(60, 30), ofGateway(61, 31)], undefined],
  ])('%s', (_, processes, fault) => {
    expect(look([{ atMs: 0, processes }])?.fault).toBe(fault);
  });
  test('two accounts on one profile are listened to twice', () => {
    const profiles = ['work', 'work'];
    expect(look([{ atMs: 0, processes: [ofGateway(60), ofGateway(61)], profiles }])).toBeUndefined();
    expect(
      look([{ atMs: 0, processes: [ofGateway(60), ofGateway(61), ofGateway(62)], profiles }])?.fault,
    ).toBe('doubled');
  });
  test('where nothing is expected nothing is amiss', () => {
    expect(look([{ atMs: 0, processes: [], profiles: [] }])).toBeUndefined();
  });
});

describe('how long', () => {
  test('it settles when it has lasted', () => {
    const first = { atMs: 0, processes: [] };
    expect(look([first])).toEqual({
      fault: 'deaf',
      sinceMs: start,
      confirmedAtMs: start + confirmMs,
      isConfirmed: false,
    });
    expect(look([first, { atMs: confirmMs - 1, processes: [] }])).toMatchObject({
      sinceMs: start,
      isConfirmed: false,
    });
    expect(look([first, { atMs: confirmMs, processes: [] }])).toMatchObject({
      sinceMs: start,
      isConfirmed: true,
    });
  });
  test('a listener in between, another fault or another gateway begins it anew', () => {
    const deaf = { atMs: 0, processes: [] };
    const later = { atMs: confirmMs, processes: [] };
    expect(look([deaf, { atMs: 5_000, processes: [ofGateway(60)] }, later])?.isConfirmed).toBe(false);
    expect(look([deaf, { ...later, processes: [ofGateway(60), ofGateway(61)] }])).toMatchObject({
      fault: 'doubled',
      isConfirmed: false,
    });
    expect(look([deaf, { ...later, gateways: [{ pid: 31, isProven: true }] }])?.isConfirmed).toBe(false);
  });
  test('a passing second process with the title of a gateway changes nothing', () => {
    const passing: GatewayProcess = { pid: 99, isProven: false, startedAtMs: start + confirmMs };
    expect(
      look([
        { atMs: 0, processes: [] },
        { atMs: confirmMs, processes: [], gateways: [passing, old] },
      ])?.isConfirmed,
    ).toBe(true);
  });
  test('a gateway that has just been started gets longer', () => {
    const young: GatewayProcess = { pid: 30, isProven: true, startedAtMs: start - 1_000 };
    const deaf = { atMs: 0, processes: [], gateways: [young] };
    expect(look([deaf])?.confirmedAtMs).toBe(start - 1_000 + gatewayWarmUpMs);
    expect(look([deaf, { ...deaf, atMs: confirmMs }])?.isConfirmed).toBe(false);
    expect(look([deaf, { ...deaf, atMs: gatewayWarmUpMs - 1_000 }])?.isConfirmed).toBe(true);
  });
});

describe('a listener that is refused', () => {
  /** Started at this moment of the test. */
  const young = (pid: number, atMs: number): ListenProcess => ({ ...ofGateway(pid), sinceMs: start + atMs });

  test('and lives for a second, every six, does not count as one that listens', () => {
    const steps = Array.from({ length: 6 }, (_, turn) => turn * 6_000).flatMap((atMs, turn) => [
      { atMs: atMs + 500, processes: [young(100 + turn, atMs)] },
      { atMs: atMs + 3_000, processes: [] },
    ]);
    expect(look(steps)).toMatchObject({ fault: 'deaf', sinceMs: start + 500, isConfirmed: true });
  });
  test('one that stays counts once it has lived long enough', () => {
    const deaf = { atMs: 0, processes: [] };
    const back = young(60, confirmMs);
    expect(look([deaf, { atMs: confirmMs + provenListenerMs - 1, processes: [back] }])?.fault).toBe('deaf');
    expect(look([deaf, { atMs: confirmMs + provenListenerMs, processes: [back] }])).toBeUndefined();
  });
  test('is no second one either', () => {
    const steps = [0, confirmMs].map((atMs) => ({ atMs, processes: [young(60, -60_000), young(61, atMs)] }));
    expect(look(steps)).toBeUndefined();
  });
  test('is looked at again when it may count', () => {
    expect(provenAtMs([young(60, 0), young(61, 500)], start + 1_000)).toBe(start + 500 + provenListenerMs);
    expect(provenAtMs([young(60, -provenListenerMs), ...others], start)).toBeUndefined();
  });
  test('a clock that was set back makes nobody deaf', () => {
    expect(look([{ atMs: 0, processes: [young(60, 3_600_000)] }])).toBeUndefined();
  });
});
