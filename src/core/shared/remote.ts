// Data that somebody else has and that is fetched from there: one shape and one way to change it, whatever is fetched. Pure.

import type { ErrorView } from './error-view.ts';

/** What was fetched last, and how the fetching stands. A value stays while it is fetched anew, and when that fails. */
export interface Remote<Value> {
  /** `idle`: never fetched. `failed`: the last attempt; there may be a value from one before. */
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  /** The last one there was; before the first, whatever stands for nothing. */
  readonly value: Value;
  /** When the value was fetched (epoch ms); absent before the first. */
  readonly atMs?: number;
  /** Why the last attempt failed. */
  readonly error?: ErrorView;
}

export type RemoteChange<Value> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: Value; readonly atMs: number }
  | { readonly status: 'failed'; readonly error: ErrorView }
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
      return { status: 'failed', error: change.error, ...known };
    case 'cancelled':
      return { status: atMs === undefined ? 'idle' : 'ready', ...known };
  }
};

/** Is the value younger than `maxAgeMs`, and the last that was asked for? */
export const isFresh = ({ status, atMs }: Remote<unknown>, nowMs: number, maxAgeMs: number): boolean =>
  status === 'ready' && atMs !== undefined && nowMs - atMs < maxAgeMs;

/** Is there a value that is older than what is being fetched, or than what could not be? */
export const isStale = ({ status, atMs }: Remote<unknown>): boolean =>
  atMs !== undefined && (status === 'loading' || status === 'failed');
