import { createStore } from 'zustand/vanilla';
import type { ConsoleStore } from './console.ts';
import type { Dispatch } from './events.ts';
import { initialState } from './initial-state.ts';
import { reduce } from './reduce.ts';
import type { ConsoleState } from './state.ts';

/** A store with its only way in: events. */
export interface EventStore {
  readonly store: ConsoleStore;
  readonly dispatch: Dispatch;
}

/** A store in the state before the first event; subscribers hear of an event only if it changed something. */
export const createEventStore = (feedCapacity?: number, hasUnseenGateway = false): EventStore => {
  const store = createStore<ConsoleState>(() => ({ ...initialState(feedCapacity), hasUnseenGateway }));
  return { store, dispatch: (event) => store.setState((state) => reduce(state, event), true) };
};
