// Data that somebody else has and that is fetched from there: one shape and one way to change it, whatever is fetched. Pure.

import type { ErrorView } from './error-view.ts';

/** How the fetching of something stands. */
export interface Fetching {
  /** `idle`: never fetched. `failed`: the last attempt; there may be a value from one before. */
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  /** When the value was fetched (epoch ms); absent before the first. */
  readonly atMs?: number;
  /** Why the last attempt failed. */
  readonly error?: ErrorView;
  /** When it failed (epoch ms), where that was noted. */
  readonly failedAtMs?: number;
}

/** What was fetched last, and how the fetching stands. A value stays while it is fetched anew, and when that fails. */
export interface Remote<Value> extends Fetching {
  /** The last one there was; before the first, whatever stands for nothing. */
  readonly value: Value;
}

export type RemoteChange<Value> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: Value; readonly atMs: number }
  /** `value`: what there is from now on, where the last value is known not to be true any more. */
  | { readonly status: 'failed'; readonly error: ErrorView; readonly atMs?: number; readonly value?: Value }
  /** As if nobody had asked. */
  | { readonly status: 'cancelled' };

export const changeRemote = <Value>(
  { value, atMs }: Remote<Value>,
  change: RemoteChange<Value>,
): Remote<Value> => {
  const known = { value, atMs };
  switch (change.status) {
    case 'loading':
      return { status: 'loading', ...known };
    case 'ready':
      return change;
    case 'failed':
      return {
        status: 'failed',
        error: change.error,
        failedAtMs: change.atMs,
        ...(change.value === undefined ? known : { value: change.value }),
      };
    case 'cancelled':
      return { status: atMs === undefined ? 'idle' : 'ready', ...known };
  }
};

/** Is the value younger than `maxAgeMs`, and the last that was asked for? */
export const isFresh = ({ status, atMs }: Fetching, nowMs: number, maxAgeMs: number): boolean =>
  status === 'ready' && atMs !== undefined && nowMs - atMs < maxAgeMs;

/** Was the last attempt that has ended one that fetched the value? */
export const isKnown = ({ status, atMs }: Fetching): boolean =>
  status === 'ready' || (status === 'loading' && atMs !== undefined);

/** When the last attempt ended, well or not (epoch ms). */
export const askedAtMs = ({ status, atMs, failedAtMs }: Fetching): number | undefined =>
  status === 'failed' ? failedAtMs : atMs;

/** Is there a value that is older than what is being fetched, or than what could not be? */
export const isStale = ({ status, atMs }: Fetching): boolean =>
  atMs !== undefined && (status === 'loading' || status === 'failed');
