import { describe, expect, it } from 'vitest';
import {
  askedAtMs,
  changeRemote,
  isFresh,
  isKnown,
  isStale,
  type Remote,
  type RemoteChange,
} from '../../../src/core/shared/remote.ts';

const error = { code: 'timed-out', sentence: 'No answer.' } as const;
const never: Remote<string> = { status: 'idle', value: '' };
const ready: Remote<string> = { status: 'ready', value: 'old', atMs: 1_000 };
const changes: readonly RemoteChange<string>[] = [
  { status: 'loading' },
  { status: 'ready', value: 'new', atMs: 2_000 },
  { status: 'failed', error },
  { status: 'cancelled' },
];
const after = (remote: Remote<string>, ...steps: readonly RemoteChange<string>['status'][]): Remote<string> =>
  steps.reduce(
    (now, step) => changeRemote(now, changes.find(({ status }) => status === step) ?? { status: 'loading' }),
    remote,
  );

describe('what is fetched', () => {
  it.each<[string, Remote<string>, Remote<string>]>([
    ['the first time', after(never, 'loading'), { status: 'loading', value: '' }],
    ['and is there', after(never, 'loading', 'ready'), { status: 'ready', value: 'new', atMs: 2_000 }],
    ['and is not there', after(never, 'loading', 'failed'), { status: 'failed', value: '', error }],
    ['and nobody wants it any more', after(never, 'loading', 'cancelled'), { status: 'idle', value: '' }],
    ['again: the value stays', after(ready, 'loading'), { status: 'loading', value: 'old', atMs: 1_000 }],
    [
      'again, and fails: the value stays, with its age',
      after(ready, 'loading', 'failed'),
      { status: 'failed', value: 'old', atMs: 1_000, error },
    ],
    ['again, and nobody wants it', after(ready, 'loading', 'cancelled'), ready],
    [
      'after a failure: that is forgotten',
      after(ready, 'failed', 'loading'),
      { status: 'loading', value: 'old', atMs: 1_000 },
    ],
    [
      'after a failure, and is there',
      after(ready, 'failed', 'ready'),
      { status: 'ready', value: 'new', atMs: 2_000 },
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('fails, and what was known is not true any more', () => {
    const gone = changeRemote(ready, { status: 'failed', error, atMs: 3_000, value: '' });
    expect(gone).toEqual({ status: 'failed', value: '', error, failedAtMs: 3_000 });
    expect(askedAtMs(gone)).toBe(3_000);
    expect(isKnown(changeRemote(gone, { status: 'loading' }))).toBe(false);
  });

  it.each<[string, Remote<string>, boolean]>([
    ['nothing', never, false],
    ['the value', ready, true],
    ['the last value while it is fetched anew', after(ready, 'loading'), true],
    ['nothing while it is fetched first', after(never, 'loading'), false],
    ['nothing that holds after a failure', after(ready, 'failed'), false],
  ])('knows %s', (_, remote, expected) => {
    expect(isKnown(remote)).toBe(expected);
  });

  it('keeps the very value: who remembers what was derived from it need not derive it again', () => {
    const value = ['a'];
    expect(changeRemote({ status: 'ready', value, atMs: 1 }, { status: 'loading' }).value).toBe(value);
  });

  it.each<[string, Remote<string>, boolean]>([
    ['young and ready', ready, true],
    ['as old as it may not be', { ...ready, atMs: 500 }, false],
    ['being fetched anew', after(ready, 'loading'), false],
    ['failed since', after(ready, 'failed'), false],
    ['never there', never, false],
  ])('is fresh or not: %s', (_, remote, expected) => {
    expect(isFresh(remote, 1_100, 600)).toBe(expected);
  });

  it.each<[string, Remote<string>, boolean]>([
    ['ready', ready, false],
    ['being fetched anew', after(ready, 'loading'), true],
    ['failed since', after(ready, 'failed'), true],
    ['being fetched the first time', after(never, 'loading'), false],
    ['never there', after(never, 'failed'), false],
  ])('is stale or not: %s', (_, remote, expected) => {
    expect(isStale(remote)).toBe(expected);
  });
});
