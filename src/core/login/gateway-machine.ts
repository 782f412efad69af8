// What a log-in does next that the gateway itself makes, over its connection. Pure: inputs in, the next state and effects out.
//
// The gateway tells no scan, renews its code every 100 s without a word, and goes on with a log-in that nobody wants any more for ever: so the code
// is asked for again and again, and whoever gives up takes it back (the gateway's live contract, section 2).
//
// One question is out at a time, and none when a log-in is taken back: a `web.login.wait` that is out then keeps the whole gateway from doing
// anything else until its time is over (docs/contract/gateway-live.md).

import type {
  LoginEnd,
  LoginStartAnswer,
  LoginWaitAnswer,
} from '../openclaw/gateway-client/account-calls.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { ActiveLogin } from './machine.ts';
import { isFinal, type LoginTarget } from './model.ts';
import { loginSentences } from './words.ts';

/** The code is asked for again so often while it is shown (ms). */
export const askAgainEveryMs = 4_000;
/** A gateway that restarts is back in 30 to 45 s (ms). */
const backWithinMs = 120_000;
/** Nobody scans any more, and Zalo is asked for a new code every 100 s (ms). */
const giveUpAfterMs = 10 * 60_000;

export interface GatewayLoginMachine {
  readonly shown: ActiveLogin;
  /** The code that is shown, as it came: a credential. */
  readonly dataUrl: string | undefined;
  /** The question that is out, if any: for a code, or whether it is over. */
  readonly isStarting: boolean;
  readonly isWaiting: boolean;
  /** Somebody is logged in: it is seen to that the account runs. Nothing else counts any more. */
  readonly isSettling: boolean;
  /** It is being taken back; this is what it has come to then. */
  readonly ending: ActiveLogin | undefined;
  /** A code was there once: who is logged in afterwards has been logged in by it. */
  readonly hadCode: boolean;
  readonly askAtMs: number | undefined;
  /** While the connection is lost: when it is waited for no longer. */
  readonly backUntilMs: number | undefined;
  readonly giveUpAtMs: number;
}

export type GatewayLoginInput =
  | { readonly type: 'started'; readonly answer: LoginStartAnswer }
  | { readonly type: 'waited'; readonly answer: LoginWaitAnswer }
  | { readonly type: 'start-failed' | 'wait-failed'; readonly error: ErrorView }
  /** The picture was read. */
  | { readonly type: 'qr-read'; readonly text: string; readonly path?: string }
  /** It could not be read. With a path: it can still be looked at; without, there is nothing on it. */
  | { readonly type: 'qr-unreadable'; readonly error: ErrorView; readonly path?: string }
  /** The connection stands again. */
  | { readonly type: 'opened' }
  | { readonly type: 'cancel' }
  /** `unsure`: it could not be told whether anybody is logged in, so nothing was touched. */
  | { readonly type: 'withdrawn'; readonly outcome: 'removed' | 'linked' | 'unsure' }
  | { readonly type: 'settled'; readonly displayName?: string; readonly userId?: string }
  /** The time of {@link gatewayLoginWakeAtMs} has come. */
  | { readonly type: 'wake' };

/** What has to be done. `withdraw`: end the log-in at the gateway, but no session. `settle`: see to it that the account runs, and who it is. */
export type GatewayLoginEffect =
  | { readonly type: 'start'; readonly isForced: boolean }
  | { readonly type: 'show'; readonly dataUrl: string }
  | { readonly type: 'wait' | 'withdraw' | 'settle' | 'clean-up' };

export interface GatewayLoginStep {
  readonly machine: GatewayLoginMachine;
  readonly effects: readonly GatewayLoginEffect[];
}

export const isGatewayLoginOver = ({ shown }: GatewayLoginMachine): boolean => isFinal(shown);

/** When the machine wants a `wake` input, epoch ms. */
export const gatewayLoginWakeAtMs = (machine: GatewayLoginMachine): number | undefined => {
  if (isFinal(machine.shown) || machine.isSettling || machine.ending !== undefined) return undefined;
  // What is out is followed by the next by itself.
  const askAtMs = machine.isStarting || machine.isWaiting ? undefined : machine.askAtMs;
  return Math.min(machine.giveUpAtMs, askAtMs ?? Infinity, machine.backUntilMs ?? Infinity);
};

/** A log-in that begins now. `isForced`: who is logged in is logged out first; somebody has agreed to that. */
export const beginGatewayLogin = (
  target: Omit<LoginTarget, 'through'>,
  isForced: boolean,
): GatewayLoginStep => ({
  machine: {
    shown: { ...target, through: 'gateway', status: 'starting' },
    dataUrl: undefined,
    isStarting: true,
    isWaiting: false,
    isSettling: false,
    ending: undefined,
    hadCode: false,
    askAtMs: undefined,
    backUntilMs: undefined,
    giveUpAtMs: target.startedAtMs + giveUpAfterMs,
  },
  effects: [{ type: 'start', isForced }],
});

const stay = (machine: GatewayLoginMachine, ...effects: readonly GatewayLoginEffect[]): GatewayLoginStep => ({
  machine,
  effects,
});

const targetOf = ({ shown }: GatewayLoginMachine) => {
  const { accountId, profile, startedAtMs } = shown;
  return { accountId, profile, startedAtMs, through: 'gateway' } as const;
};

const finish = (machine: GatewayLoginMachine, shown: ActiveLogin): GatewayLoginStep =>
  stay({ ...machine, shown, dataUrl: undefined, ending: undefined, isSettling: false }, { type: 'clean-up' });

const failedAs = (machine: GatewayLoginMachine, error: ErrorView): ActiveLogin => ({
  ...targetOf(machine),
  status: 'failed',
  error,
  // Nothing was shown that could have worked: the program may do it.
  ...(machine.hadCode ? {} : { canHandOver: true }),
});

/** The gateway would go on with it. Not before it has answered whether it is over. */
const withdraw = (machine: GatewayLoginMachine, ending: ActiveLogin): GatewayLoginStep =>
  stay({ ...machine, ending }, ...(machine.isWaiting ? [] : [{ type: 'withdraw' } as const]));

/** It is the gateway that says so: there is nothing to take back. */
const ended = (machine: GatewayLoginMachine, end: LoginEnd): GatewayLoginStep =>
  finish(
    machine,
    end.type === 'refused'
      ? failedAs(machine, loginSentences.refusedByGateway(end.detail))
      : { ...targetOf(machine), status: end.type },
  );

const settle = (machine: GatewayLoginMachine): GatewayLoginStep =>
  stay({ ...machine, isSettling: true, askAtMs: undefined }, { type: 'settle' });

const start = (machine: GatewayLoginMachine): GatewayLoginStep =>
  machine.isStarting || machine.isWaiting
    ? stay(machine)
    : stay({ ...machine, isStarting: true, askAtMs: undefined }, { type: 'start', isForced: false });

const wait = (machine: GatewayLoginMachine, ...effects: readonly GatewayLoginEffect[]): GatewayLoginStep =>
  stay({ ...machine, isWaiting: true }, ...effects, { type: 'wait' });

/** What is shown may be dead by the time it is back: a code that says so is asked for then. */
const lose = (machine: GatewayLoginMachine, nowMs: number): GatewayLoginStep =>
  stay({
    ...machine,
    shown: { ...targetOf(machine), status: 'starting', isReconnecting: true },
    dataUrl: undefined,
    backUntilMs: machine.backUntilMs ?? nowMs + backWithinMs,
    askAtMs: nowMs + askAgainEveryMs,
  });

const failed = (machine: GatewayLoginMachine, error: ErrorView, nowMs: number): GatewayLoginStep => {
  const isLost = error.code === 'gateway-down' || error.code === 'timed-out';
  // A gateway that is about to stop, or has just started, refuses for a while.
  const isPassing = machine.hadCode && error.code === 'command-failed';
  if (isLost || isPassing) return lose(machine, nowMs);
  return machine.hadCode
    ? withdraw(machine, failedAs(machine, error))
    : finish(machine, failedAs(machine, error));
};

const started = (before: GatewayLoginMachine, answer: LoginStartAnswer, nowMs: number): GatewayLoginStep => {
  const machine = { ...before, isStarting: false };
  const found: GatewayLoginMachine = { ...machine, backUntilMs: undefined, askAtMs: nowMs + askAgainEveryMs };
  switch (answer.type) {
    case 'code': {
      const { dataUrl } = answer;
      const isNew = dataUrl !== machine.dataUrl;
      return wait(
        { ...found, dataUrl, hadCode: true },
        ...(isNew ? [{ type: 'show', dataUrl } as const] : []),
      );
    }
    case 'preparing':
      return wait(found);
    case 'linked': {
      if (machine.hadCode) return settle(machine);
      const name = answer.name === undefined ? {} : { displayName: answer.name };
      // The question may have kept a gateway from starting the account again by itself.
      return settle({ ...machine, ending: { ...targetOf(machine), status: 'already-linked', ...name } });
    }
    default:
      return ended(machine, answer);
  }
};

const waited = (before: GatewayLoginMachine, answer: LoginWaitAnswer, nowMs: number): GatewayLoginStep => {
  const machine = { ...before, isWaiting: false };
  switch (answer.type) {
    case 'linked':
      return settle(machine);
    case 'waiting':
      return nowMs >= (machine.askAtMs ?? 0) ? start(machine) : wait(machine);
    case 'none':
      // It is 180 s old, or somebody else has ended it: the next question makes a new one.
      return start(machine);
    default:
      return ended(machine, answer);
  }
};

const showCode = (
  machine: GatewayLoginMachine,
  input: Extract<GatewayLoginInput, { type: 'qr-read' | 'qr-unreadable' }>,
): GatewayLoginStep => {
  if (machine.dataUrl === undefined) return stay(machine);
  if (input.type === 'qr-unreadable' && input.path === undefined)
    return withdraw(machine, failedAs(machine, input.error));
  return stay({
    ...machine,
    shown: {
      ...targetOf(machine),
      status: 'waiting',
      qrText: input.type === 'qr-read' ? input.text : '',
      ...(input.path === undefined ? {} : { qrPath: input.path }),
      ...(input.type === 'qr-read'
        ? {}
        : { qrError: { ...input.error, hint: loginSentences.openThePicture } }),
      canSeeScan: false,
    },
  });
};

const withdrawn = (
  machine: GatewayLoginMachine,
  outcome: Extract<GatewayLoginInput, { type: 'withdrawn' }>['outcome'],
): GatewayLoginStep => {
  const { ending } = machine;
  if (ending === undefined) return stay(machine);
  // The truth wins: it was confirmed while it was being given up.
  if (outcome === 'linked') return settle({ ...machine, ending: undefined });
  return finish(
    machine,
    outcome === 'unsure' && ending.status === 'cancelled' ? { ...ending, isLeftOpen: true } : ending,
  );
};

const settled = (
  machine: GatewayLoginMachine,
  { displayName, userId }: Extract<GatewayLoginInput, { type: 'settled' }>,
): GatewayLoginStep =>
  finish(
    machine,
    machine.ending ?? {
      ...targetOf(machine),
      status: 'logged-in',
      ...(displayName === undefined ? {} : { displayName }),
      ...(userId === undefined ? {} : { userId }),
    },
  );

const wake = (machine: GatewayLoginMachine, nowMs: number): GatewayLoginStep => {
  const { giveUpAtMs, backUntilMs, askAtMs } = machine;
  if (nowMs >= giveUpAtMs) return withdraw(machine, { ...targetOf(machine), status: 'expired' });
  if (backUntilMs !== undefined && nowMs >= backUntilMs)
    return withdraw(machine, failedAs(machine, loginSentences.gatewayStaysAway()));
  return askAtMs !== undefined && nowMs >= askAtMs ? start(machine) : stay(machine);
};

/** What comes in while it is given up, or seen to. */
const late = (machine: GatewayLoginMachine, input: GatewayLoginInput): GatewayLoginStep => {
  switch (input.type) {
    case 'withdrawn':
      return machine.isSettling ? stay(machine) : withdrawn(machine, input.outcome);
    case 'settled':
      return settled(machine, input);
    case 'started':
    case 'start-failed':
      return stay({ ...machine, isStarting: false });
    case 'waited':
    case 'wait-failed': {
      const answered = { ...machine, isWaiting: false };
      if (machine.isSettling) return stay(answered);
      return input.type === 'waited' && input.answer.type === 'linked'
        ? settle({ ...answered, ending: undefined })
        : stay(answered, { type: 'withdraw' });
    }
    default:
      return stay(machine);
  }
};

/** The next state, and what has to be done to get there. */
export const stepGatewayLogin = (
  machine: GatewayLoginMachine,
  input: GatewayLoginInput,
  nowMs: number,
): GatewayLoginStep => {
  if (isFinal(machine.shown)) return stay(machine);
  if (machine.isSettling || machine.ending !== undefined) return late(machine, input);
  switch (input.type) {
    case 'started':
      return started(machine, input.answer, nowMs);
    case 'waited':
      return waited(machine, input.answer, nowMs);
    case 'start-failed':
      return failed({ ...machine, isStarting: false }, input.error, nowMs);
    case 'wait-failed':
      return failed({ ...machine, isWaiting: false }, input.error, nowMs);
    case 'qr-read':
    case 'qr-unreadable':
      return showCode(machine, input);
    case 'opened':
      return machine.backUntilMs === undefined ? stay(machine) : start(machine);
    case 'cancel':
      return withdraw(machine, { ...targetOf(machine), status: 'cancelled' });
    case 'wake':
      return wake(machine, nowMs);
    default:
      return stay(machine);
  }
};
