// A Console whose state a test sets and whose actions only record that they were called.
import { type Mock, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Console, ConsoleActions, Outcome } from '../../src/core/console.ts';
import type { ConsoleState } from '../../src/core/state/state.ts';
import { aState } from './builders.ts';

/** Each action as a mock that answers `{ok: true}` unless told otherwise; `findByCode` finds nothing. */
export type FakeActions = { readonly [Name in keyof ConsoleActions]: Mock<ConsoleActions[Name]> };

export interface FakeConsole {
  readonly console: Console;
  readonly actions: FakeActions;
  /** Replaces the state, as services would by events. */
  setState(state: ConsoleState): void;
}

const done = async (): Promise<Outcome> => ({ ok: true });

const fakeActions = (): FakeActions => ({
  refreshAll: vi.fn(done),
  reloadConfig: vi.fn(done),
  probe: vi.fn(done),
  checkGateway: vi.fn(done),
  checkListening: vi.fn(done),
  restartGateway: vi.fn(done),
  awaitListening: vi.fn(done),
  startListener: vi.fn(done),
  stopListener: vi.fn(done),
  endOrphan: vi.fn(done),
  planChange: vi.fn(async () => ({ ok: false as const, error: { code: 'change-refused' as const, sentence: 'No change.' } })),
  writeChange: vi.fn(done),
  undoChange: vi.fn(done),
  clearFeed: vi.fn(),
  holdFeed: vi.fn(),
  checkExport: vi.fn(async (path: string) => ({ ok: true as const, path, exists: false })),
  exportFeed: vi.fn(done),
  startLogin: vi.fn(done),
  cancelLogin: vi.fn(done),
  logOut: vi.fn(done),
  refreshPairing: vi.fn(done),
  approve: vi.fn(done),
  dismiss: vi.fn(done),
  revoke: vi.fn(done),
  findByCode: vi.fn(async () => ({ ok: false as const, error: { code: 'code-unknown' as const, sentence: 'No such code.' } })),
  loadPeers: vi.fn(done),
  loadGroups: vi.fn(done),
  loadMembers: vi.fn(done),
  search: vi.fn(done),
  send: vi.fn(done),
  stopSending: vi.fn(),
});

/** A Console in the given state. */
export const fakeConsole = (state: ConsoleState = aState()): FakeConsole => {
  const store = createStore<ConsoleState>()(() => state);
  const actions = fakeActions();
  return {
    actions,
    console: { store, actions, start: async () => undefined, stop: async () => undefined },
    setState: (next) => store.setState(next, true),
  };
};
