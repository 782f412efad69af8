// Within one process the lock of a file is taken in turn: only one waiter at a time tries, and at most one breaks a stale lock.
// Two processes that break the same stale lock in the same instant remain possible; the protocol has no answer to that.

const tails = new Map<string, Promise<void>>();

const aborted = (signal: AbortSignal | undefined): { readonly promise: Promise<'aborted'>; readonly forget: () => void } => {
  const { promise, resolve } = Promise.withResolvers<'aborted'>();
  const onAbort = (): void => resolve('aborted');
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  return { promise, forget: () => signal?.removeEventListener('abort', onAbort) };
};

/**
 * Waits until everybody who asked for `key` before has left. Resolves with the function that leaves, to be called exactly
 * once; with undefined if the signal was aborted first.
 */
export const takeTurn = async (key: string, signal?: AbortSignal): Promise<(() => void) | undefined> => {
  const before = tails.get(key) ?? Promise.resolve();
  const mine = Promise.withResolvers<void>();
  const tail = before.then(() => mine.promise);
  tails.set(key, tail);
  const leave = (): void => {
    mine.resolve();
    if (tails.get(key) === tail) tails.delete(key);
  };
  const abort = aborted(signal);
  const first = await Promise.race([before, abort.promise]);
  abort.forget();
  if (first !== 'aborted') return leave;
  // Those who come later must still wait for those who came before.
  mine.resolve();
  void tail.then(() => {
    if (tails.get(key) === tail) tails.delete(key);
  });
  return undefined;
};
