import { describe, expect, it } from 'vitest';
import { nextTurn } from '../../../src/core/shared/clock.ts';
import { createOnce, type Run } from '../../../src/core/shared/once.ts';

/** Runs that end when they are told to. */
const calls = () => {
  const begun: { readonly run: Run; readonly end: PromiseWithResolvers<string> }[] = [];
  const work = (run: Run): Promise<string> => {
    const end = Promise.withResolvers<string>();
    begun.push({ run, end });
    return end.promise;
  };
  return { begun, work };
};

describe('createOnce', () => {
  it('joins whoever asks while the answer is on its way, and asks anew after it', async () => {
    const { begun, work } = calls();
    const once = createOnce<string, string>();
    const answers = [once.join('a', work), once.join('a', work)];
    await nextTurn();
    expect(begun).toHaveLength(1);
    begun[0]?.end.resolve('first');
    expect(await Promise.all(answers)).toEqual(['first', 'first']);
    const later = once.join('a', work);
    await nextTurn();
    begun[1]?.end.resolve('second');
    expect(await later).toBe('second');
  });

  it('keeps keys apart', async () => {
    const { begun, work } = calls();
    const once = createOnce<string, string>();
    const [a, b] = [once.join('a', work), once.join('b', work)];
    await nextTurn();
    expect(once.keys()).toEqual(['a', 'b']);
    begun[1]?.end.resolve('of b');
    begun[0]?.end.resolve('of a');
    expect(await Promise.all([a, b])).toEqual(['of a', 'of b']);
    expect(once.keys()).toEqual([]);
  });

  it('joins a question that the work itself asks before its first pause', async () => {
    const once = createOnce<string, string>();
    const begun: string[] = [];
    let inner: Promise<string> | undefined;
    const outer = once.join('a', async () => {
      begun.push('outer');
      inner = once.join('a', async () => {
        begun.push('inner');
        return 'inner';
      });
      return 'outer';
    });
    expect(await outer).toBe('outer');
    expect(await inner).toBe('outer');
    expect(begun).toEqual(['outer']);
  });

  it('forgets a run that fails, also one that fails at once', async () => {
    const once = createOnce<string, string>();
    const failing = once.join('a', () => {
      throw new Error('at once');
    });
    await expect(failing).rejects.toThrow('at once');
    expect(await once.join('a', async () => 'well')).toBe('well');
  });

  it('a dropped run is aborted, is no longer current, and does not take the next one with it when it ends', async () => {
    const { begun, work } = calls();
    const once = createOnce<string, string>();
    const first = once.join('a', work);
    await nextTurn();
    const reason = new Error('no longer wanted');
    once.drop('a', reason);
    const second = once.join('a', work);
    await nextTurn();
    expect(begun.map(({ run }) => run.isCurrent())).toEqual([false, true]);
    expect(begun.map(({ run }) => run.signal.aborted)).toEqual([true, false]);
    expect(begun[0]?.run.signal.reason).toBe(reason);
    begun[0]?.end.resolve('late');
    expect(await first).toBe('late');
    expect(once.keys()).toEqual(['a']);
    begun[1]?.end.resolve('new');
    expect(await second).toBe('new');
  });

  it('aborting all keeps joining until the runs have ended', async () => {
    const { begun, work } = calls();
    const once = createOnce<string, string>();
    const answers = [once.join('a', work)];
    await nextTurn();
    once.abortAll();
    answers.push(once.join('a', work));
    expect(begun[0]?.run.signal.aborted).toBe(true);
    expect(begun[0]?.run.isCurrent()).toBe(true);
    begun[0]?.end.resolve('cancelled');
    expect(await Promise.all(answers)).toEqual(['cancelled', 'cancelled']);
    expect(begun).toHaveLength(1);
  });
});
