import { describe, expect, test } from 'vitest';
import { type ListenerInput, stepListener } from '../../../src/core/listener/machine.ts';
import {
  deadlineOf,
  idleListener,
  type ListenerMachine,
  viewListener,
} from '../../../src/core/listener/model.ts';
import type { ErrorView } from '../../../src/core/shared/error-view.ts';

const error: ErrorView = { code: 'not-logged-in', sentence: 'Profile work is not logged in.' };
const failed: ListenerInput = { type: 'exited', verdict: { type: 'failed', cause: 'it broke' } };
const recycled: ListenerInput = { type: 'exited', verdict: { type: 'recycle' } };
const hopeless: ListenerInput = { type: 'exited', verdict: { type: 'hopeless', error } };
const begin: readonly ListenerInput[] = [{ type: 'start' }, { type: 'free' }, { type: 'spawned', pid: 7 }];
const live: readonly ListenerInput[] = [...begin, { type: 'connected' }];
const kicked: ListenerInput = { type: 'closed', code: 3000 };

/** Plays inputs; a number lets so many milliseconds pass first. Deadlines come only as inputs. */
const play = (inputs: readonly (ListenerInput | number)[], from: ListenerMachine = idleListener(0)) => {
  let machine = from;
  let nowMs = 0;
  const effects: string[] = [];
  const states: string[] = [];
  for (const input of inputs) {
    if (typeof input === 'number') {
      nowMs += input;
      continue;
    }
    const step = stepListener(machine, input, { nowMs, random: 0.5, profile: 'work', suspect: 'gateway' });
    machine = step.machine;
    effects.push(...step.effects);
    const { status } = viewListener(machine);
    if (states.at(-1) !== status) states.push(status);
  }
  return { machine, effects, states, view: viewListener(machine), deadlineMs: deadlineOf(machine) };
};

describe('the way of a listener', () => {
  test.each<[string, readonly (ListenerInput | number)[], string[], string[]]>([
    ['is checked, then started', begin, ['connecting'], ['check', 'spawn']],
    ['is live once connected', live, ['connecting', 'live'], ['check', 'spawn']],
    [
      'is live once something is heard',
      [...begin, { type: 'heard' }],
      ['connecting', 'live'],
      ['check', 'spawn'],
    ],
    [
      'reconnects by itself after a close',
      [...live, { type: 'closed', code: 1000 }, { type: 'connected' }],
      ['connecting', 'live', 'reconnecting', 'live'],
      ['check', 'spawn'],
    ],
    [
      'reconnects silently (1006)',
      [...live, { type: 'connected' }],
      ['connecting', 'live'],
      ['check', 'spawn'],
    ],
    [
      'may be closed before it connects',
      [...begin, { type: 'closed' }],
      ['connecting', 'reconnecting'],
      ['check', 'spawn'],
    ],
    [
      'a late message does not prove a reconnection',
      [...live, { type: 'closed', code: 1000 }, { type: 'heard' }],
      ['connecting', 'live', 'reconnecting'],
      ['check', 'spawn'],
    ],
    ['is retried after a failure', [...live, failed], ['connecting', 'live', 'retrying'], ['check', 'spawn']],
    [
      'is started again when the time has come',
      [...live, failed, 1_000, { type: 'deadline' }],
      ['connecting', 'live', 'retrying', 'connecting'],
      ['check', 'spawn', 'spawn'],
    ],
    [
      'is restarted at once after a recycle',
      [...live, 1_800_000, recycled],
      ['connecting', 'live', 'connecting'],
      ['check', 'spawn', 'spawn'],
    ],
    [
      'a recycle without a connection waits',
      [...begin, 5_000, recycled],
      ['connecting', 'retrying'],
      ['check', 'spawn'],
    ],
    [
      'a recycle right after the start waits',
      [...live, 999, recycled],
      ['connecting', 'live', 'retrying'],
      ['check', 'spawn'],
    ],
    [
      'is blocked where retrying is useless',
      [...begin, hopeless],
      ['connecting', 'blocked'],
      ['check', 'spawn'],
    ],
    [
      'is not started if one of ours is left over',
      [{ type: 'start' }, { type: 'refused', error, orphanPid: 9 }],
      ['connecting', 'blocked'],
      ['check'],
    ],
    [
      'is ended on stop, and stopped when it has gone',
      [...live, { type: 'stop' }, failed],
      ['connecting', 'live', 'stopped'],
      ['check', 'spawn', 'kill'],
    ],
    [
      'stops once only',
      [...live, { type: 'stop' }, { type: 'stop' }, failed],
      ['connecting', 'live', 'stopped'],
      ['check', 'spawn', 'kill'],
    ],
    [
      'stops while it waits for a retry',
      [...live, failed, { type: 'stop' }],
      ['connecting', 'live', 'retrying', 'stopped'],
      ['check', 'spawn'],
    ],
    [
      'stops while it is checked',
      [{ type: 'start' }, { type: 'stop' }, { type: 'free' }],
      ['connecting', 'stopped'],
      ['check'],
    ],
    [
      'stops although blocked',
      [...begin, hopeless, { type: 'stop' }],
      ['connecting', 'blocked', 'stopped'],
      ['check', 'spawn'],
    ],
    [
      'start while it runs changes nothing',
      [...live, { type: 'start' }],
      ['connecting', 'live'],
      ['check', 'spawn'],
    ],
    [
      'start while it stops starts afresh',
      [...live, { type: 'stop' }, { type: 'start' }, failed],
      ['connecting', 'live', 'connecting'],
      ['check', 'spawn', 'kill', 'check'],
    ],
    [
      'start, then stop while it stops, stays stopped',
      [...live, { type: 'stop' }, { type: 'start' }, { type: 'stop' }, failed],
      ['connecting', 'live', 'stopped'],
      ['check', 'spawn', 'kill'],
    ],
    [
      'start while it waits does not wait',
      [...live, failed, { type: 'start' }],
      ['connecting', 'live', 'retrying', 'connecting'],
      ['check', 'spawn', 'check'],
    ],
    [
      'start after a block tries again',
      [...begin, hopeless, { type: 'start' }],
      ['connecting', 'blocked', 'connecting'],
      ['check', 'spawn', 'check'],
    ],
    [
      'lines after the end change nothing',
      [...begin, hopeless, { type: 'connected' }, kicked, { type: 'deadline' }, failed],
      ['connecting', 'blocked'],
      ['check', 'spawn'],
    ],
  ])('%s', (_, inputs, states, effects) => {
    const played = play(inputs);
    expect({ states: played.states, effects: played.effects }).toEqual({ states, effects });
  });
});

describe('deadlines', () => {
  test('a program that never connects is restarted after 30 s', () => {
    expect(play([...begin]).deadlineMs).toBe(30_000);
    expect(play([...begin, 29_999, { type: 'deadline' }]).effects).not.toContain('kill');
    const ended = play([...begin, 30_000, { type: 'deadline' }, 200, failed]);
    expect(ended.effects).toEqual(['check', 'spawn', 'kill']);
    expect(ended.view).toEqual({
      status: 'retrying',
      sinceMs: 30_200,
      nextAttemptAtMs: 31_200,
      attempt: 1,
      cause: 'zca did not connect within 30 s',
    });
  });

  test('a closed connection that does not come back within 10 s is restarted', () => {
    const closed: readonly (ListenerInput | number)[] = [...live, 5_000, { type: 'closed', code: 1000 }];
    expect(play(closed).deadlineMs).toBe(15_000);
    const ended = play([...closed, 10_000, { type: 'deadline' }, failed]);
    expect(ended.effects).toEqual(['check', 'spawn', 'kill']);
    expect(ended.view).toMatchObject({
      status: 'retrying',
      cause: 'the connection was closed (1000) and did not come back within 10 s',
    });
  });

  test('further closes do not put the deadline off', () => {
    const closed = play([...live, { type: 'closed', code: 1000 }, 4_000, { type: 'closed' }]);
    expect(closed.deadlineMs).toBe(10_000);
    expect(closed.view).toEqual({ status: 'reconnecting', sinceMs: 0, pid: 7, closeCode: 1000 });
  });

  test('a close while it connects again that zca does not mend ends it at once', () => {
    const closed = play([
      ...live,
      20_000,
      { type: 'closed', code: 1000 },
      4_000,
      { type: 'closed', code: 1006 },
    ]);
    expect(closed.effects).toEqual(['check', 'spawn', 'kill']);
    expect(closed.view).toEqual({ status: 'reconnecting', sinceMs: 20_000, pid: 7, closeCode: 1006 });
  });

  test('a live or stopped listener waits for nothing', () => {
    expect(play(live).deadlineMs).toBeUndefined();
    expect(play([]).deadlineMs).toBeUndefined();
  });

  test('what is being ended is shown as it was', () => {
    expect(play([...live, { type: 'stop' }]).view).toEqual({ status: 'live', sinceMs: 0, pid: 7 });
  });
});

describe('the schedule', () => {
  const failAndWait = (times: number): (ListenerInput | number)[] =>
    Array.from(
      { length: times },
      () => [failed, 60_000, { type: 'deadline' }, { type: 'spawned', pid: 8 }] as (ListenerInput | number)[],
    ).flat();

  test('waits longer after every failure in a row', () => {
    const waits = [0, 1, 2, 5, 6, 9].map((times) => {
      const { view } = play([...begin, ...failAndWait(times), failed]);
      return view.status === 'retrying' ? [view.attempt, view.nextAttemptAtMs - view.sinceMs] : view.status;
    });
    expect(waits).toEqual([
      [1, 1_000],
      [2, 2_000],
      [3, 4_000],
      [6, 32_000],
      [7, 60_000],
      [10, 60_000],
    ]);
  });

  test('a connection that held for ten seconds is made again at once, whatever failed before', () => {
    const again = play([...begin, ...failAndWait(5), { type: 'connected' }, 10_000, failed]);
    expect(again.view).toMatchObject({ status: 'connecting' });
    expect(again.machine).toMatchObject({ attempt: 0, restarts: 6 });
  });

  test('one that broke off sooner waits, but never for long', () => {
    expect(play([...live, 9_999, failed]).view).toMatchObject({ status: 'retrying', attempt: 1 });
    expect(play([...begin, ...failAndWait(9), { type: 'connected' }, 9_999, failed]).view).toMatchObject({
      attempt: 4,
    });
  });

  test('one that somebody ended from outside waits as after a failure', () => {
    const killed: ListenerInput = {
      type: 'exited',
      verdict: { type: 'failed', cause: 'killed', isOutside: true },
    };
    expect(play([...live, 3_600_000, killed]).view).toMatchObject({
      status: 'retrying',
      attempt: 1,
      cause: 'killed',
    });
  });

  test('the time that it was deaf does not count as time that it worked', () => {
    const silent: readonly (ListenerInput | number)[] = [
      { type: 'closed', code: 1000 },
      10_000,
      { type: 'deadline' },
      failed,
    ];
    expect(play([...live, 5_000, ...silent]).view).toMatchObject({ status: 'retrying', attempt: 1 });
    expect(play([...live, 20_000, ...silent]).view).toMatchObject({ status: 'connecting' });
  });

  test('counts restarts and recycles apart', () => {
    expect(
      play([...begin, ...failAndWait(2), { type: 'connected' }, 60_000, recycled]).machine,
    ).toMatchObject({
      restarts: 2,
      recycles: 1,
    });
  });
});

describe('a close that zca does not mend', () => {
  test.each([1006, 1001, 1011, 4_001])('%i: ended and started again at once', (code) => {
    const closed: readonly (ListenerInput | number)[] = [...live, 22_000, { type: 'closed', code }];
    expect(play(closed).effects).toEqual(['check', 'spawn', 'kill']);
    const again = play([...closed, 40, failed]);
    expect(again.effects).toEqual(['check', 'spawn', 'kill', 'spawn']);
    expect(again.states).toEqual(['connecting', 'live', 'reconnecting', 'connecting']);
    expect(again.machine).toMatchObject({ attempt: 0, restarts: 1 });
    expect(again.view).toMatchObject({ status: 'connecting', isAgain: true });
  });

  test('before it has connected: a failure to connect', () => {
    expect(play([...begin, { type: 'closed', code: 1006 }, failed]).view).toMatchObject({
      status: 'retrying',
      attempt: 1,
      cause: 'the connection was closed (1006)',
    });
  });

  /** An hour with an account whose connections end after 22 to 65 s, as real ones do: how it ends, and what part of it was heard. */
  const anHour = (
    loss: readonly (ListenerInput | number)[],
  ): { readonly share: number; readonly starts: number } => {
    let machine = idleListener(0);
    let nowMs = 0;
    let liveMs = 0;
    let starts = 0;
    const step = (input: ListenerInput): void => {
      const stepped = stepListener(machine, input, {
        nowMs,
        random: 0.5,
        profile: 'work',
        suspect: 'unknown',
      });
      machine = stepped.machine;
      starts += stepped.effects.filter((effect) => effect === 'spawn').length;
    };
    const pass = (ms: number): void => {
      if (viewListener(machine).status === 'live') liveMs += ms;
      nowMs += ms;
    };
    step({ type: 'start' });
    step({ type: 'free' });
    for (let round = 0; nowMs < 3_600_000; round += 1) {
      const dueAtMs = deadlineOf(machine);
      if (machine.phase.name === 'retrying' && dueAtMs !== undefined) {
        pass(dueAtMs - nowMs);
        step({ type: 'deadline' });
      }
      // The real program logs in before it connects.
      pass(320);
      step({ type: 'spawned', pid: round + 1 });
      step({ type: 'connected' });
      pass(22_000 + ((round * 7_919) % 43_001));
      for (const input of loss) {
        if (typeof input === 'number') pass(input);
        else step(input);
      }
    }
    return { share: liveMs / nowMs, starts };
  };

  test.each<[string, readonly (ListenerInput | number)[]]>([
    ['told with 1006, the program stays', [{ type: 'closed', code: 1006 }, 40, failed]],
    ['the program ends with it', [failed]],
    [
      'told twice, then it ends by itself',
      [{ type: 'closed', code: 1006 }, { type: 'closed', code: 1006 }, 40, failed],
    ],
    [
      'its own reconnection fails',
      [{ type: 'closed', code: 1000 }, 500, { type: 'closed', code: 1006 }, 40, failed],
    ],
  ])('an hour of such closes is heard nearly whole: %s', (_, loss) => {
    const { share, starts } = anHour(loss);
    expect(share).toBeGreaterThanOrEqual(0.97);
    expect(starts).toBeGreaterThan(60);
  });

  test('connections that break off at once start a program every few seconds, not all the time', () => {
    let machine = play(live).machine;
    let nowMs = 0;
    let starts = 0;
    while (nowMs < 3_600_000) {
      const context = { random: 0.5, profile: 'work', suspect: 'unknown' } as const;
      machine = stepListener(machine, failed, { ...context, nowMs }).machine;
      nowMs = deadlineOf(machine) ?? nowMs;
      machine = stepListener(machine, { type: 'deadline' }, { ...context, nowMs }).machine;
      machine = stepListener(machine, { type: 'spawned', pid: 1 }, { ...context, nowMs }).machine;
      machine = stepListener(machine, { type: 'connected' }, { ...context, nowMs }).machine;
      starts += 1;
    }
    expect(starts).toBeLessThan(3_600 / 7);
  });
});

describe('kicked out', () => {
  test('once is borne', () => {
    expect(play([...live, kicked, 2_000, { type: 'connected' }]).view).toMatchObject({ status: 'live' });
  });

  test('twice within a minute stops it and names a suspect', () => {
    const played = play([...live, kicked, 2_000, { type: 'connected' }, 1_000, kicked, failed]);
    expect(played.states).toEqual(['connecting', 'live', 'reconnecting', 'live', 'reconnecting', 'blocked']);
    expect(played.effects).toEqual(['check', 'spawn', 'kill']);
    expect(played.view).toMatchObject({
      status: 'blocked',
      error: { code: 'listener-kicked', hint: expect.stringContaining('OpenClaw gateway') },
    });
  });

  test('twice in more than a minute is borne', () => {
    expect(play([...live, kicked, 2_000, { type: 'connected' }, 58_000, kicked]).view).toMatchObject({
      status: 'reconnecting',
    });
  });

  test('the same close told twice is one', () => {
    expect(play([...live, kicked, kicked]).view).toMatchObject({ status: 'reconnecting' });
  });

  test('counts over a restart, but not over a new start by the operator', () => {
    const again: readonly (ListenerInput | number)[] = [
      ...live,
      kicked,
      failed,
      1_000,
      { type: 'deadline' },
      { type: 'spawned', pid: 8 },
      { type: 'connected' },
    ];
    expect(play([...again, kicked]).effects).toContain('kill');
    expect(
      play([
        ...live,
        kicked,
        failed,
        { type: 'start' },
        { type: 'free' },
        { type: 'spawned', pid: 8 },
        { type: 'connected' },
        kicked,
      ]).effects,
    ).not.toContain('kill');
  });

  const taken: ListenerInput = { type: 'closed', code: 3003 };
  const startedAgain: readonly (ListenerInput | number)[] = [
    failed,
    1_200,
    { type: 'deadline' },
    { type: 'spawned', pid: 8 },
    { type: 'connected' },
  ];

  test('3003: another log-in took the session; named, and started again once', () => {
    expect(play([...live, 600_000, taken]).effects).toEqual(['check', 'spawn', 'kill']);
    expect(play([...live, 600_000, taken, failed]).view).toMatchObject({
      status: 'retrying',
      attempt: 1,
      cause: 'another log-in took this session (3003)',
    });
    expect(play([...live, 600_000, taken, ...startedAgain]).view).toMatchObject({ status: 'live' });
  });

  test.each([1_000, 60_000, 3_000_000])(
    '3003 a second time, %i ms later: blocked, no take-over for ever',
    (laterMs) => {
      const played = play([...live, 600_000, taken, ...startedAgain, laterMs, taken, failed]);
      expect(played.view).toMatchObject({
        status: 'blocked',
        error: {
          code: 'listener-kicked',
          sentence: 'Another log-in took the session of profile work twice (close code 3003).',
        },
      });
      expect(played.deadlineMs).toBeUndefined();
    },
  );

  test('3003 told twice, as text and as lifecycle line, is one', () => {
    expect(play([...live, taken, taken, failed]).view).toMatchObject({ status: 'retrying' });
  });

  test('3003 and then 3000 are two', () => {
    expect(play([...live, taken, ...startedAgain, 300_000, kicked, failed]).view).toMatchObject({
      status: 'blocked',
    });
  });

  test('3003 once a day is borne', () => {
    expect(play([...live, taken, ...startedAgain, 86_400_000, taken, failed]).view).toMatchObject({
      status: 'retrying',
    });
  });
});
