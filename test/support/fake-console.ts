// A Console whose state a test sets and whose actions only record that they were called.
import { type Mock, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Console, ConsoleActions } from '../../src/core/console.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { ConsoleState } from '../../src/core/state.ts';
import { aState, aTaskPlan } from './builders.ts';

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
  examine: vi.fn(done),
  askConfig: vi.fn(done),
  makeFilesPrivate: vi.fn(done),
  reloadConfig: vi.fn(done),
  probe: vi.fn(done),
  checkGateway: vi.fn(done),
  askGateway: vi.fn(done),
  checkPlugin: vi.fn(done),
  probeDisabled: vi.fn(done),
  probeAll: vi.fn(done),
  cancelChecks: vi.fn(),
  locateOpenClaw: vi.fn(done),
  planTask: vi.fn((task) => ({ ok: true as const, plan: aTaskPlan({ task }) })),
  startTask: vi.fn(() => ({ ok: true as const, runId: 1, done: done() })),
  cancelRun: vi.fn(done),
  checkListening: vi.fn(done),
  awaitListening: vi.fn(done),
  startListener: vi.fn(done),
  stopListener: vi.fn(done),
  endOrphan: vi.fn(done),
  planChange: vi.fn(async () => ({
    ok: false as const,
    error: { code: 'change-refused' as const, sentence: 'No change.' },
  })),
  writeChange: vi.fn(done),
  undoChange: vi.fn(done),
  clearFeed: vi.fn(),
  holdFeed: vi.fn(),
  checkExport: vi.fn(async (path: string) => ({ ok: true as const, path, exists: false })),
  exportFeed: vi.fn(done),
  startLogin: vi.fn(done),
  handOverLogin: vi.fn(done),
  isLoggedIn: vi.fn(async () => ({ ok: true as const, isLoggedIn: false })),
  considerAccount: vi.fn((): Outcome => ({ ok: true })),
  cancelLogin: vi.fn(done),
  logOut: vi.fn(done),
  refreshPairing: vi.fn(done),
  approve: vi.fn(done),
  notifyApproved: vi.fn(done),
  approvalText: vi.fn(() => 'Your pairing request has been approved.'),
  dismiss: vi.fn(done),
  revoke: vi.fn(done),
  restore: vi.fn(done),
  findByCode: vi.fn(async () => ({
    ok: false as const,
    error: { code: 'code-unknown' as const, sentence: 'No such code.' },
  })),
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
