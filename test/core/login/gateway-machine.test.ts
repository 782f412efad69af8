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
    expect(stepGatewayLogin(machine, waited('waiting'), t0 + askAgainEveryMs).effects).toEqual([
      { type: 'start', isForced: false },
    ]);
  });

  it('waits on while nobody scans, and asks for the code every few seconds', () => {
    expect(run([code(), read, waited('waiting')]).last).toEqual(['wait']);
    const later = [code(), read, t0 + askAgainEveryMs, waited('waiting')] as const;
    expect(run(later).last).toEqual(['start']);
    expect(run([...later, code()]).last).toEqual(['wait']);
    expect(run([...later, code('data:B')]).last).toEqual(['show', 'wait']);
  });

  it('has one question out at a time', () => {
    expect(run([code(), read, t0 + askAgainEveryMs, { type: 'wake' }]).last).toEqual([]);
    const lostOnce = [code(), read, { type: 'wait-failed', error: lost }, { type: 'opened' }] as const;
    expect(run(lostOnce).last).toEqual(['start']);
    expect(run([...lostOnce, { type: 'opened' }]).last).toEqual([]);
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
    const again = [code(), read, t0 + askAgainEveryMs, waited('waiting'), linked] as const;
    expect(shownOf([...again, { type: 'settled', userId: '45' }])).toMatchObject({
      status: 'logged-in',
      userId: '45',
    });
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
    expect(run([code(), { type: 'qr-unreadable', error }, waited('waiting')]).last).toEqual(['withdraw']);
    const shown = shownOf([code(), { type: 'qr-unreadable', error, path: '/p/qr.png' }]);
    expect(shown).toMatchObject({
      status: 'waiting',
      qrText: '',
      qrPath: '/p/qr.png',
      qrError: { code: 'qr-unreadable' },
    });
  });

  describe('given up', () => {
    const cancelled = [code(), read, { type: 'cancel' }, waited('waiting')] as const;

    it('is taken back before it is over', () => {
      // Not while it is asked whether it is over: that would hold up the whole gateway.
      expect(run(cancelled.slice(0, -1)).last).toEqual([]);
      expect(run(cancelled).last).toEqual(['withdraw']);
      expect(run([...cancelled.slice(0, -1), { type: 'wait-failed', error: lost }]).last).toEqual([
        'withdraw',
      ]);
      expect(run([{ type: 'cancel' }]).last).toEqual(['withdraw']);
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
      expect(run([...cancelled.slice(0, -1), waited('linked')]).last).toEqual(['settle']);
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
      const { last, machine } = run([code(), read, t0 + 600_000, { type: 'wake' }, waited('waiting')]);
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
