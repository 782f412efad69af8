// Our own listeners while somebody logs in: Zalo keeps one session an account, and a new one would end what they hear (the zca contract).

import type { ListenerState } from '../listener/model.ts';
import type { ListenerService } from '../listener/service.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';
import type { ConsoleState } from '../state.ts';

/** Stops every listener of ours on a profile; resolves, when their processes have gone, with what starts the same ones again. */
export type PauseListeners = (profile: ProfileName) => Promise<() => void>;

/** Would it go on, or try again, by itself? */
const isAtWork = ({ status }: ListenerState): boolean => status !== 'stopped' && status !== 'blocked';

/** The accounts whose listeners a log-in on this profile interrupts: two accounts can share a profile. */
export const listeningOn = ({ config, facts }: ConsoleState, profile: ProfileName): readonly AccountId[] =>
  config.accounts
    .filter(({ id, profile: { value } }) => {
      const known = Object.hasOwn(facts, id) ? facts[id] : undefined;
      return value === profile && known !== undefined && isAtWork(known.listener);
    })
    .map(({ id }) => id);

/** Makes it. A listener whose account has gone from the config meanwhile is not started again. */
export const createPauseListeners =
  (listener: Pick<ListenerService, 'start' | 'stop'>, getState: () => ConsoleState): PauseListeners =>
  async (profile) => {
    const paused = listeningOn(getState(), profile);
    await Promise.all(paused.map((id) => listener.stop(id)));
    return () => {
      const listed = new Set(getState().config.accounts.map(({ id }) => id));
      // How it fares reaches the state.
      for (const id of paused) if (listed.has(id)) void listener.start(id);
    };
  };
