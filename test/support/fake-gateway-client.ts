// A connection to a gateway that is none: it answers what a test scripted, and fails on unexpected calls.

import type {
  GatewayCall,
  GatewayClient,
  GatewayEvent,
} from '../../src/core/openclaw/gateway-client/model.ts';
import { AppError } from '../../src/core/shared/error.ts';
import { fakeFailure } from './fake-runner.ts';

/** What a method comes to: a payload, a failure, or a function of the call. `never` answers only to an abort. */
export type FakeGatewayAnswer =
  | { readonly payload: unknown }
  | AppError
  | 'never'
  | ((call: GatewayCall) => unknown);

export interface FakeGatewayClient extends GatewayClient {
  /** Scripts a method from now on. */
  answer(method: string, answer: FakeGatewayAnswer): void;
  /** Every call that came, in order. */
  readonly calls: readonly GatewayCall[];
  /** Tells an event. */
  tell(event: GatewayEvent): void;
  /** As that of the real one: nothing is under way. */
  settled(): Promise<void>;
  /** The connection is lost, or stands (again). */
  setOpen(isOpen: boolean): void;
  /** It is another run of the gateway from now on. */
  restart(): void;
}

const until = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    const give = (): void => reject(fakeFailure('cancelled'));
    if (signal?.aborted) give();
    else signal?.addEventListener('abort', give, { once: true });
  });

/** A connection that stands from the beginning. */
export const createFakeGatewayClient = (isOpenAtFirst = true): FakeGatewayClient => {
  const answers = new Map<string, FakeGatewayAnswer>();
  const calls: GatewayCall[] = [];
  const listeners = new Set<(event: GatewayEvent) => void>();
  const openers = new Set<() => void>();
  let isOpen = isOpenAtFirst;
  let run = 1;
  const added =
    <Value>(set: Set<Value>) =>
    (value: Value) => {
      set.add(value);
      return () => void set.delete(value);
    };
  return {
    calls,
    isOpen: () => isOpen,
    settled: async () => undefined,
    call: async (call, signal) => {
      calls.push(call);
      if (!isOpen) throw fakeFailure('gateway-down');
      const answer = answers.get(call.method);
      if (answer === undefined) throw new Error(`Nobody scripted ${call.method}.`);
      if (answer === 'never') return until(signal);
      if (answer instanceof AppError) throw answer;
      return typeof answer === 'function' ? answer(call) : answer.payload;
    },
    instance: () => (isOpen ? `run-${run}` : undefined),
    restart: () => {
      run += 1;
    },
    onEvent: added(listeners),
    onOpen: added(openers),
    answer: (method, answer) => void answers.set(method, answer),
    tell: (event) => {
      for (const listener of listeners) listener(event);
    },
    setOpen: (now) => {
      const isNew = now && !isOpen;
      isOpen = now;
      if (isNew) for (const opener of openers) opener();
    },
  };
};
