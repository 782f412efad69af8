// A Console whose state a test sets and whose services only record that they were called.
import { type Mock, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Console } from '../../src/core/console.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { ConsoleState } from '../../src/core/state.ts';
import { aState, aTaskPlan } from './builders.ts';

/** The services of a console; `Console.pairing.approvalText` is not one of their calls. */
type Services = Omit<Console, 'store' | 'start' | 'stop'>;
type Mocked<Value> = Value extends (...args: infer Args) => infer Result
  ? Mock<(...args: Args) => Result>
  : Value extends string
    ? Value
    : { readonly [Name in keyof Value]: Mocked<Value[Name]> };

/** Each call as a mock that answers `{ok: true}` unless told otherwise; `pairing.findByCode` finds nothing. */
export type FakeServices = Mocked<Services>;

export interface FakeConsole {
  readonly console: Console;
  readonly services: FakeServices;
  /** Replaces the state, as services would by events. */
  setState(state: ConsoleState): void;
}

const done = async (): Promise<Outcome> => ({ ok: true });

const fakeServices = (): FakeServices => ({
  refresh: vi.fn(done),
  examine: vi.fn(done),
  accounts: {
    probe: vi.fn(done),
    probeAll: vi.fn(done),
    probeDisabled: vi.fn(done),
    cancelChecks: vi.fn(),
    consider: vi.fn((): Outcome => ({ ok: true })),
  },
  config: {
    reload: vi.fn(done),
    plan: vi.fn(async () => ({
      ok: false as const,
      error: { code: 'change-refused' as const, sentence: 'No change.' },
    })),
    write: vi.fn(done),
    undo: vi.fn(done),
    check: vi.fn(done),
  },
  directory: {
    loadPeers: vi.fn(done),
    loadGroups: vi.fn(done),
    loadMembers: vi.fn(done),
    loadSelf: vi.fn(done),
    search: vi.fn(done),
    cancel: vi.fn(),
  },
  feed: { clear: vi.fn(), hold: vi.fn() },
  feedExport: {
    check: vi.fn(async (path: string) => ({ ok: true as const, path, exists: false })),
    save: vi.fn(done),
  },
  files: { makePrivate: vi.fn(done) },
  gateway: {
    check: vi.fn(done),
    scan: vi.fn(done),
    ask: vi.fn(done),
    checkPlugin: vi.fn(done),
    locateOpenClaw: vi.fn(done),
    awaitListening: vi.fn(done),
    connect: vi.fn(done),
  },
  listener: { start: vi.fn(done), stop: vi.fn(done), endOrphan: vi.fn(done) },
  login: {
    start: vi.fn(done),
    handOver: vi.fn(done),
    isLoggedIn: vi.fn(async () => ({ ok: true as const, isLoggedIn: false })),
    through: vi.fn(() => undefined),
    cancel: vi.fn(done),
    logOut: vi.fn(done),
  },
  control: { startAccount: vi.fn(done), stopAccount: vi.fn(done), restart: vi.fn(done) },
  messages: { send: vi.fn(done), stopAfterThis: vi.fn() },
  pairing: {
    approvalText: 'Your pairing request has been approved.',
    refresh: vi.fn(done),
    approve: vi.fn(done),
    notify: vi.fn(done),
    dismiss: vi.fn(done),
    revoke: vi.fn(done),
    restore: vi.fn(done),
    findByCode: vi.fn(async () => ({
      ok: false as const,
      error: { code: 'code-unknown' as const, sentence: 'No such code.' },
    })),
  },
  tasks: {
    plan: vi.fn((task) => ({ ok: true as const, plan: aTaskPlan({ task }) })),
    start: vi.fn(() => ({ ok: true as const, runId: 1, done: done() })),
    cancel: vi.fn(done),
  },
  zca: { installForGateway: vi.fn(done) },
});

/** A Console in the given state. */
export const fakeConsole = (state: ConsoleState = aState()): FakeConsole => {
  const store = createStore<ConsoleState>()(() => state);
  const services = fakeServices();
  return {
    services,
    console: { store, ...services, start: async () => undefined, stop: async () => undefined },
    setState: (next) => store.setState(next, true),
  };
};
