// The order of the events of one connection: the gateway numbers them for each client, and leaves out those a slow client would not take. Pure.

/** So many lost numbers are remembered: what comes later than that is told twice rather than not at all. */
const maxMissing = 1_000;

interface Placed {
  /** It was not told before. */
  readonly isNew: boolean;
  /** Numbers before it are missing. */
  readonly isGap: boolean;
}

/** Places one event after the other. Those without a number are for this client alone, and always new. */
export const createEventOrder = (): ((seq: number | undefined) => Placed) => {
  let last: number | undefined;
  const missing = new Set<number>();
  return (seq) => {
    if (seq === undefined) return { isNew: true, isGap: false };
    if (last === undefined || seq > last) {
      const first = last === undefined ? seq : last + 1;
      for (let lost = Math.max(first, seq - maxMissing); lost < seq; lost += 1) missing.add(lost);
      last = seq;
      for (const oldest of missing) {
        if (missing.size <= maxMissing) break;
        missing.delete(oldest);
      }
      return { isNew: true, isGap: seq > first };
    }
    // Late: it is told if it was missed.
    return { isNew: missing.delete(seq), isGap: false };
  };
};
