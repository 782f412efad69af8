import type { ConsoleState } from '../state.ts';
import { feedRate } from './select.ts';

/**
 * Messages a second up to which a reload of the channel has never ended a gateway that holds the session itself: 45 reloads at 2 to 10 a second did no
 * harm, the first at 42 did (the gateway's live contract, The config).
 */
export const safeReloadRate = 10;

/** So many messages a second come in now that a reload of the channel may end the whole gateway; undefined where it may not, or nobody counts. */
export const reloadDanger = (state: ConsoleState, nowMs: number): number | undefined => {
  if (state.config.release.capabilities.drivesZca) return undefined;
  const rate = feedRate(state, nowMs);
  return rate > safeReloadRate ? Math.round(rate) : undefined;
};
