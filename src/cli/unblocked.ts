// A terminal that is not read must not hold the process. Node writes to terminals in such a way that a full one (a stopped window, `^S`, a
// frozen connection) keeps it inside the write: no timer runs then, and no signal is heard.

/** From now on a write to this terminal returns at once; what is not taken yet waits in the stream. Pipes and files are left as they are. */
export const unblock = (stream: object): void => {
  // Node has no public way to take back what it does to every terminal. On a Node without this one the terminal stays as it was.
  const handle: unknown = Reflect.get(stream, '_handle');
  if (Reflect.get(stream, 'isTTY') !== true || typeof handle !== 'object' || handle === null) return;
  const setBlocking: unknown = Reflect.get(handle, 'setBlocking');
  if (typeof setBlocking === 'function') Reflect.apply(setBlocking, handle, [false]);
};
