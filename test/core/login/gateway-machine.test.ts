import { describe, expect, it } from 'vitest';
import {
  askAgainEveryMs,
  beginGatewayLogin,
  type GatewayLoginInput,
  type GatewayLoginMachine,
  gatewayLoginWakeAtMs,
  stepGatewayLogin,
} from '../../../src/core/login/gateway-machine.ts';
import type { ErrorView } from '../../../src/core/shared/error-view.ts';
import { accountId, profileName } from '../../../src/core/shared/ids.ts';

const t0 = 1_000_000;
const target = { accountId: accountId('work'), profile: profileName('work'), startedAtMs: t0 };
const code = (dataUrl = 'data:A'): GatewayLoginInput => ({
  type: 'started',
  answer: { type: 'code', dataUrl },
});
const linked: GatewayLoginInput = { type: 'started', answer: { type: 'linked', name: 'Alice Nguyễn' } };
const read: GatewayLoginInput = { type: 'qr-read', text: 'https://qr.zalo.me/A', path: '/p/qr.png' };
const waited = (type: 'linked' | 'waiting' | 'none' | 'declined' | 'expired'): GatewayLoginInput => ({
  type: 'waited',
  answer: { type },
});
const lost: ErrorView = { code: 'gateway-down', sentence: 'lost' };
const refused: ErrorView = { code: 'command-failed', sentence: 'no', detail: 'UNAVAILABLE' };

/** Steps through the inputs at `t0`, or at the time that stands before one. */
const run = (inputs: readonly (GatewayLoginInput | number)[], isForced = false) => {
  let step = beginGatewayLogin(target, isForced);
  let nowMs = t0;
  const effects = step.effects.map(({ type }) => type as string);
  for (const input of inputs) {
    if (typeof input === 'number') {
      nowMs = input;
      continue;
    }
    step = stepGatewayLogin(step.machine, input, nowMs);
    effects.push(...step.effects.map(({ type }) => type));
  }
  return { machine: step.machine, effects, last: step.effects.map(({ type }) => type) };
};
const shownOf = (inputs: readonly (GatewayLoginInput | number)[]): GatewayLoginMachine['shown'] =>
  run(inputs).machine.shown;

describe('a log-in through the gateway', () => {
  it('asks for a code, draws it, waits, and sees to it that the account runs', () => {
    const { machine, effects } = run([
      code(),
      read,
      waited('linked'),
      { type: 'settled', displayName: 'Alice Nguyễn', userId: '45' },
    ]);
    expect(effects).toEqual(['start', 'show', 'wait', 'settle', 'clean-up']);
    expect(machine.shown).toEqual({
      ...target,
      through: 'gateway',
      status: 'logged-in',
      displayName: 'Alice Nguyễn',
      userId: '45',
    });
    expect(gatewayLoginWakeAtMs(machine)).toBeUndefined();
  });

  it('claims no scan, and no time at which the code ends', () => {
    const shown = shownOf([code(), read]);
    expect(shown).toMatchObject({ status: 'waiting', qrText: 'https://qr.zalo.me/A', canSeeScan: false });
    expect(shown).not.toHaveProperty('expiresAtMs');
  });

  it('only the first question may log somebody out', () => {
    expect(beginGatewayLogin(target, true).effects).toEqual([{ type: 'start', isForced: true }]);
    const { machine } = run([code(), read], true);
    expect(stepGatewayLogin(machine, { type: 'wake' }, t0 + askAgainEveryMs).effects).toEqual([
      { type: 'start', isForced: false },
    ]);
  });

  it('asks for the code again, and draws it only where it is another', () => {
    const { machine } = run([code(), read]);
    expect(gatewayLoginWakeAtMs(machine)).toBe(t0 + askAgainEveryMs);
    const asked = run([code(), read, t0 + askAgainEveryMs, { type: 'wake' }]);
    expect(asked.last).toEqual(['start']);
    const same = [code(), read, t0 + askAgainEveryMs, { type: 'wake' }, code()] as const;
    expect(run(same).last).toEqual([]);
    expect(run([...same.slice(0, -1), code('data:B')]).last).toEqual(['show']);
  });

  it('waits on while nobody scans', () => {
    expect(run([code(), read, waited('waiting')]).last).toEqual(['wait']);
  });

  it('one that is 180 s old, or that somebody else has ended, begins anew', () => {
    const { last, machine } = run([code(), read, waited('none')]);
    expect(last).toEqual(['start']);
    expect(stepGatewayLogin(machine, code('data:B'), t0).effects.map(({ type }) => type)).toEqual([
      'show',
      'wait',
    ]);
  });

  it.each(['declined', 'expired'] as const)('%s: it is over, and nothing is to be taken back', (end) => {
    const { machine, last } = run([code(), read, waited(end)]);
    expect(machine.shown.status).toBe(end);
    expect(last).toEqual(['clean-up']);
  });

  it('what else Zalo says is told', () => {
    const answer = { type: 'refused', detail: 'too many' } as const;
    expect(shownOf([code(), read, { type: 'waited', answer }])).toMatchObject({
      status: 'failed',
      error: { code: 'login-refused', detail: 'too many' },
    });
    expect(shownOf([{ type: 'started', answer }])).toMatchObject({ status: 'failed', canHandOver: true });
  });

  it('somebody is logged in already: whom it says, and the account is seen to', () => {
    const { machine, effects } = run([linked, { type: 'settled', displayName: 'x' }]);
    expect(effects).toEqual(['start', 'settle', 'clean-up']);
    expect(machine.shown).toMatchObject({ status: 'already-linked', displayName: 'Alice Nguyễn' });
  });

  it('after a code was shown that means that it worked', () => {
    expect(shownOf([code(), read, linked, { type: 'settled', userId: '45' }])).toMatchObject({
      status: 'logged-in',
      userId: '45',
    });
  });

  it('a question that is out when it has worked is waited for: it would stop the account again', () => {
    const at = t0 + askAgainEveryMs;
    const inputs = [code(), read, at, { type: 'wake' }, waited('linked')] as const;
    expect(run(inputs).last).toEqual([]);
    expect(run([...inputs, linked]).last).toEqual(['settle']);
    expect(run([...inputs, { type: 'start-failed', error: lost }]).last).toEqual(['settle']);
  });

  describe('when the connection is lost', () => {
    const lostThen = [code(), read, { type: 'wait-failed', error: lost }] as const;

    it('no code is shown, and one is asked for when it is back', () => {
      expect(shownOf(lostThen)).toMatchObject({ status: 'starting', isReconnecting: true });
      expect(run([...lostThen, { type: 'opened' }]).last).toEqual(['start']);
      expect(run([...lostThen, { type: 'opened' }, code()]).last).toEqual(['show', 'wait']);
      expect(shownOf([...lostThen, { type: 'opened' }, code(), read]).status).toBe('waiting');
    });

    it('who confirmed meanwhile is logged in', () => {
      expect(shownOf([...lostThen, { type: 'opened' }, linked, { type: 'settled' }]).status).toBe(
        'logged-in',
      );
    });

    it('a gateway that is not ready yet is asked again', () => {
      const asked = [...lostThen, { type: 'opened' }, { type: 'start-failed', error: refused }] as const;
      expect(shownOf(asked)).toMatchObject({ status: 'starting', isReconnecting: true });
      expect(run([...asked, t0 + askAgainEveryMs, { type: 'wake' }]).last).toEqual(['start']);
    });

    it('one that stays away is not waited for without end', () => {
      const { machine, last } = run([...lostThen, t0 + 120_000, { type: 'wake' }]);
      expect(last).toEqual(['withdraw']);
      expect(
        stepGatewayLogin(machine, { type: 'withdrawn', outcome: 'unsure' }, t0).machine.shown,
      ).toMatchObject({ status: 'failed', error: { code: 'gateway-down' } });
    });

    it('an opening that is none of its business changes nothing', () => {
      expect(run([code(), read, { type: 'opened' }]).last).toEqual([]);
    });
  });

  it.each(['unsupported-call', 'not-permitted', 'command-failed'] as const)(
    '%s before there was a code: the program is offered',
    (failure) => {
      const error: ErrorView = { code: failure, sentence: 'no' };
      expect(shownOf([{ type: 'start-failed', error }])).toMatchObject({
        status: 'failed',
        error,
        canHandOver: true,
      });
    },
  );

  it('a picture with nothing on it ends it at the gateway too', () => {
    const error: ErrorView = { code: 'qr-unreadable', sentence: 'blank' };
    expect(run([code(), { type: 'qr-unreadable', error }]).last).toEqual(['withdraw']);
    const shown = shownOf([code(), { type: 'qr-unreadable', error, path: '/p/qr.png' }]);
    expect(shown).toMatchObject({
      status: 'waiting',
      qrText: '',
      qrPath: '/p/qr.png',
      qrError: { code: 'qr-unreadable' },
    });
  });

  describe('given up', () => {
    const cancelled = [code(), read, { type: 'cancel' }] as const;

    it('is taken back before it is over', () => {
      expect(run(cancelled).last).toEqual(['withdraw']);
      expect(shownOf(cancelled).status).toBe('waiting');
      expect(shownOf([...cancelled, { type: 'withdrawn', outcome: 'removed' }])).toEqual({
        ...target,
        through: 'gateway',
        status: 'cancelled',
      });
    });

    it('the truth wins: it was confirmed meanwhile', () => {
      const truth = [...cancelled, { type: 'withdrawn', outcome: 'linked' }] as const;
      expect(run(truth).last).toEqual(['settle']);
      expect(shownOf([...truth, { type: 'settled' }]).status).toBe('logged-in');
      expect(run([...cancelled, waited('linked')]).last).toEqual(['settle']);
    });

    it('says so where the gateway goes on with it', () => {
      expect(shownOf([...cancelled, { type: 'withdrawn', outcome: 'unsure' }])).toMatchObject({
        status: 'cancelled',
        isLeftOpen: true,
      });
    });

    it('twice is once', () => {
      expect(run([...cancelled, { type: 'cancel' }]).last).toEqual([]);
    });

    it('after ten minutes nobody scans any more', () => {
      const { last, machine } = run([code(), read, t0 + 600_000, { type: 'wake' }]);
      expect(last).toEqual(['withdraw']);
      const over = stepGatewayLogin(machine, { type: 'withdrawn', outcome: 'removed' }, t0).machine;
      expect(over.shown.status).toBe('expired');
    });
  });

  it('once it is over nothing changes it', () => {
    const { machine } = run([code(), read, waited('declined')]);
    const inputs: readonly GatewayLoginInput[] = [
      code('data:B'),
      read,
      waited('linked'),
      { type: 'opened' },
      { type: 'cancel' },
      { type: 'wake' },
      { type: 'settled' },
      { type: 'withdrawn', outcome: 'linked' },
    ];
    for (const input of inputs)
      expect(stepGatewayLogin(machine, input, t0)).toEqual({ machine, effects: [] });
  });
});
