// One log-in that the gateway makes: feeds what it answers into the machine and does what it says. No decisions here but one: what may be erased.

import type { Dispatch } from '../events.ts';
import type { ReportedAccount } from '../model/programs.ts';
import { readChannelsStatus } from '../openclaw/cli/parse.ts';
import {
  accountsStatusCall,
  loginStartCall,
  loginWaitCall,
  logoutCall,
  pictureOf,
  readLoginStart,
  readLoginWait,
  startAccountCall,
} from '../openclaw/gateway-client/account-calls.ts';
import type { GatewayCall, GatewayClient } from '../openclaw/gateway-client/model.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { AccountId } from '../shared/ids.ts';
import type { LoginAccount } from './attempt.ts';
import { canBeScanned, decodeQrPicture, type LoginFile } from './files.ts';
import {
  beginGatewayLogin,
  type GatewayLoginEffect,
  type GatewayLoginInput,
  type GatewayLoginMachine,
  type GatewayLoginStep,
  gatewayLoginWakeAtMs,
  isGatewayLoginOver,
  stepGatewayLogin,
} from './gateway-machine.ts';
import { createWake, type SetWake } from './wake.ts';
import { loginSentences } from './words.ts';

/**
 * A question whether it is over stays out so long (ms), the least that the gateway takes; it answers at once when it is. Nothing may be taken back
 * meanwhile, and the console may want to end.
 */
const waitMs = 1_000;
/** For what must be known at once: the console may be ending (ms). */
const soonMs = 1_800;

/**
 * Ends a log-in under way at the gateway, and no session: `channels.logout` erases one where there is one, so it is called only where the gateway
 * says, just before, that there is none. What the status does not list (an account that is to come into the config) is asked about by the log-in:
 * one that still waits has made no session.
 */
export const withdrawLogin = async (
  client: GatewayClient,
  accountId: AccountId,
  sessionOf: (reported: ReportedAccount) => boolean | undefined,
): Promise<'removed' | 'linked' | 'unsure'> => {
  const soon = (call: GatewayCall): GatewayCall => ({ ...call, deadlineMs: soonMs });
  try {
    const report = readChannelsStatus(await client.call(soon(accountsStatusCall())));
    const reported = Object.hasOwn(report, accountId) ? report[accountId] : undefined;
    if (reported === undefined) {
      const answer = readLoginWait(await client.call(soon(loginWaitCall(accountId, 1_000))));
      if (answer.type !== 'waiting') return answer.type === 'linked' ? 'linked' : 'removed';
    } else {
      const isLinked = sessionOf(reported);
      if (isLinked !== false) return isLinked === true ? 'linked' : 'unsure';
    }
    await client.call(soon(logoutCall(accountId)));
    return 'removed';
  } catch {
    return 'unsure';
  }
};

export interface GatewayLoginAttemptOptions {
  readonly account: LoginAccount;
  readonly isForced: boolean;
  readonly client: GatewayClient;
  /** What the claim of the gateway means in its release. */
  readonly sessionOf: (reported: ReportedAccount) => boolean | undefined;
  readonly file: LoginFile;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
}

/** One log-in through the gateway, from the question for a code to its end. */
export class GatewayLoginAttempt {
  readonly account: LoginAccount;
  /** Resolves when it is over and the picture is removed. */
  readonly over: Promise<void>;
  readonly #options: GatewayLoginAttemptOptions;
  readonly #asking = new AbortController();
  readonly #unlisten: () => void;
  #machine: GatewayLoginMachine;
  #published: GatewayLoginMachine['shown'] | undefined;
  readonly #setWake: SetWake;
  #resolveOver: () => void = () => {};

  constructor(options: GatewayLoginAttemptOptions) {
    this.#options = options;
    this.#setWake = createWake(options.clock, () => this.#input({ type: 'wake' }));
    this.account = options.account;
    this.over = new Promise((resolve) => {
      this.#resolveOver = resolve;
    });
    this.#unlisten = options.client.onOpen(() => this.#input({ type: 'opened' }));
    const { id, profile } = options.account;
    const step = beginGatewayLogin(
      { accountId: id, profile, startedAtMs: options.clock.now() },
      options.isForced,
    );
    this.#machine = step.machine;
    this.#take(step);
  }

  get isOver(): boolean {
    return isGatewayLoginOver(this.#machine);
  }

  get isGone(): boolean {
    return this.isOver;
  }

  get cancelledSentence(): string {
    const { shown } = this.#machine;
    return shown.status === 'cancelled' && shown.isLeftOpen === true
      ? loginSentences.cancelledLeftOpen
      : loginSentences.cancelled;
  }

  /** Resolves when the gateway was told and the picture is removed. */
  async cancel(): Promise<void> {
    this.#input({ type: 'cancel' });
    await this.over;
  }

  stop(): Promise<void> {
    return this.cancel();
  }

  #input(input: GatewayLoginInput): void {
    this.#take(stepGatewayLogin(this.#machine, input, this.#options.clock.now()));
  }

  #take({ machine, effects }: GatewayLoginStep): void {
    this.#machine = machine;
    if (machine.shown !== this.#published) {
      this.#published = machine.shown;
      this.#options.dispatch({ type: 'login/changed', login: machine.shown });
    }
    this.#setWake(gatewayLoginWakeAtMs(this.#machine));
    for (const effect of effects) this.#do(effect);
  }

  #do(effect: GatewayLoginEffect): void {
    const { id } = this.account;
    switch (effect.type) {
      case 'start':
        return void this.#ask(
          loginStartCall(id, effect.isForced),
          (payload) => ({ type: 'started', answer: readLoginStart(payload) }),
          'start-failed',
        );
      case 'wait':
        return void this.#ask(
          loginWaitCall(id, waitMs),
          (payload) => ({ type: 'waited', answer: readLoginWait(payload) }),
          'wait-failed',
        );
      case 'show':
        return void this.#show(pictureOf(effect.dataUrl));
      case 'withdraw':
        return void this.#withdraw();
      case 'settle':
        return void this.#settle();
      case 'clean-up':
        return void this.#cleanUp();
    }
  }

  async #ask(
    call: GatewayCall,
    read: (payload: unknown) => GatewayLoginInput,
    failure: 'start-failed' | 'wait-failed',
  ): Promise<void> {
    const { client } = this.#options;
    const { signal } = this.#asking;
    let input: GatewayLoginInput;
    try {
      input = read(await client.call(call, signal));
    } catch (error) {
      input = { type: failure, error: toErrorView(error) };
    }
    // After the end nobody waits for it.
    if (!signal.aborted) this.#input(input);
  }

  /** Into the file as well, so that it can be opened elsewhere. */
  async #show(bytes: Uint8Array): Promise<void> {
    const { file } = this.#options;
    try {
      await file.write(bytes);
      this.#input({ type: 'qr-read', text: decodeQrPicture(bytes), path: file.path });
    } catch (error) {
      this.#input({
        type: 'qr-unreadable',
        error: toErrorView(error),
        ...(canBeScanned(bytes) ? { path: file.path } : {}),
      });
    }
  }

  async #withdraw(): Promise<void> {
    const { client, sessionOf } = this.#options;
    this.#input({ type: 'withdrawn', outcome: await withdrawLogin(client, this.account.id, sessionOf) });
  }

  /** To start one that runs changes nothing. That it fails is seen in the status of the account, which says what to do. */
  async #settle(): Promise<void> {
    const { client } = this.#options;
    const { id } = this.account;
    await client.call(startAccountCall(id)).catch(() => undefined);
    const payload = await client.call(accountsStatusCall(true)).catch(() => undefined);
    const report = readChannelsStatus(payload);
    const { displayName, userId } = (Object.hasOwn(report, id) ? report[id] : undefined) ?? {};
    this.#input({ type: 'settled', displayName, userId });
  }

  async #cleanUp(): Promise<void> {
    this.#unlisten();
    this.#asking.abort();
    await this.#options.file.remove();
    this.#resolveOver();
  }
}
