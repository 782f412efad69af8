// Who listens on an account, and what is wrong with it.

import type { Account } from '../model/account.ts';
import type { Finding } from '../model/finding.ts';
import type { ListenProcess } from '../model/listening.ts';
import { memoizeOn } from '../shared/memo.ts';
import { ownOr } from '../shared/own.ts';
import type { Remedy } from '../shared/remedy.ts';
import type { ConsoleState } from '../state.ts';
import { listeningSentences as words } from './words.ts';

/** Who listens on an account, as last looked. */
export interface AccountListening {
  /**
   * `deaf`, `doubled`: it has lasted. `contested`: another one beside the gateway. `heard`: by the gateway, once. `unheard`: no gateway listens, and
   * none has to. `unknown`: it cannot be told.
   */
  readonly status: 'deaf' | 'doubled' | 'contested' | 'heard' | 'unheard' | 'unknown';
  /** All live listeners on its profile. */
  readonly processes: readonly ListenProcess[];
}

export const isGatewayRunning = ({ gateway, listening }: ConsoleState): boolean =>
  (gateway.status === 'up' && listening.isPortForeign !== true) ||
  listening.gateways.some(({ isProven }) => isProven) ||
  listening.processes.some(({ owner }) => owner.type === 'gateway');

/** The process of the gateway of this config, as far as one is seen. */
export const gatewayPid = ({ listening: { gateways, processes } }: ConsoleState): number | undefined => {
  const seen = gateways.find(({ isProven }) => isProven) ?? gateways[0];
  if (seen !== undefined) return seen.pid;
  for (const { owner } of processes) if (owner.type === 'gateway') return owner.pid;
  return undefined;
};

/** Does a gateway run that nobody reaches where it should answer? Only a look at the processes after the port was asked can say so. */
export const isGatewayHidden = (state: ConsoleState): boolean => {
  const { gateway, listening } = state;
  return (
    gateway.status === 'down' &&
    (listening.scannedAtMs ?? 0) >= gateway.checkedAtMs &&
    isGatewayRunning(state)
  );
};

/** Does a running gateway listen on the account by zca, or should it? One that drives zca does on every enabled one. */
export const isGatewayListening = (state: ConsoleState, account: Account): boolean => {
  const { config } = state;
  const isMeant =
    config.release.capabilities.drivesZca &&
    config.channelEnabled &&
    config.pluginEnabled !== false &&
    account.enabled.value;
  return isMeant && isGatewayRunning(state);
};

const isByGateway = ({ owner }: ListenProcess): boolean => owner.type === 'gateway';

/** One beside the gateway's that takes nothing from it: both are our zca's, and share one session. */
const isHarmless = (process: ListenProcess, processes: readonly ListenProcess[]): boolean =>
  process.isShared === true && processes.every((other) => !isByGateway(other) || other.isShared === true);

const statusOf = (
  state: ConsoleState,
  account: Account,
  processes: readonly ListenProcess[],
): AccountListening['status'] => {
  const { listening } = state;
  if (listening.status !== 'seen') return 'unknown';
  if (!isGatewayListening(state, account)) return 'unheard';
  const anomaly = ownOr(listening.anomalies, account.profile.value, undefined);
  if (anomaly?.isConfirmed === true) return anomaly.fault;
  if (anomaly !== undefined || listening.gateways.length === 0 || !processes.some(isByGateway))
    return 'unknown';
  return processes.every((process) => isByGateway(process) || isHarmless(process, processes))
    ? 'heard'
    : 'contested';
};

export const listeningOf: (state: ConsoleState, account: Account) => AccountListening = memoizeOn(
  (state: ConsoleState, account: Account) => [state.listening, state.gateway.status, state.config, account],
  (state, account) => {
    const processes = state.listening.processes.filter(({ profile }) => profile === account.profile.value);
    return { status: statusOf(state, account, processes), processes };
  },
  64,
);

/**
 * Would a listener of this console join those that are there, and displace none? The zca it runs is ours, and so is that of whoever listens
 * on the profile already.
 */
export const canJoin = (state: ConsoleState, account: Account): boolean => {
  const { processes } = listeningOf(state, account);
  const others = processes.filter(({ owner }) => owner.type !== 'console');
  return (
    state.zca.status === 'found' &&
    state.zca.isOurs === true &&
    others.length > 0 &&
    others.every(({ isShared, otherUser }) => isShared === true && otherUser === undefined)
  );
};

/** Nobody is logged in: that the gateway does not listen is no news. */
const isLoggedOut = ({ facts }: ConsoleState, account: Account): boolean => {
  const status = Object.hasOwn(facts, account.id) ? facts[account.id]?.session.status : undefined;
  return status === 'logged-out' || status === 'no-profile' || status === 'ended';
};

/** Are all of them other users', and nobody's here to end? */
const isOfOthers = (processes: readonly ListenProcess[]): boolean =>
  processes.every(({ otherUser }) => otherUser !== undefined);

const restartOf = ({ openclaw }: ConsoleState, when: Partial<Remedy<'restart-gateway'>> = {}): Remedy => ({
  action: 'restart-gateway',
  hasProgram: openclaw.status !== 'missing',
  ...when,
});

const deafFinding = (state: ConsoleState, account: Account, processes: readonly ListenProcess[]): Finding => {
  const about = { code: 'gateway-deaf', severity: 'problem' as const, accountId: account.id };
  if (processes.length === 0)
    return { ...about, sentence: words.deaf(account.id), fix: [words.deafFix, restartOf(state)] };
  const isOurs = processes.some(({ owner }) => owner.type === 'console');
  const first: string | Remedy = isOurs
    ? { action: 'stop-listener' }
    : isOfOthers(processes)
      ? words.displacedByOther
      : words.displacedFix;
  return {
    ...about,
    sentence: words.displaced(account.id, processes),
    fix: [first, restartOf(state, { when: 'still-deaf' })],
  };
};

/** It takes the one connection that Zalo keeps an account, and nobody reads what it hears. */
const leftBehind = (account: Account, processes: readonly ListenProcess[]): readonly Finding[] =>
  processes.flatMap(({ pid, owner }): readonly Finding[] => {
    if (owner.type !== 'left-behind') return [];
    const sentence = words.leftBehind(account.id, pid);
    return [
      {
        code: 'listener-left-behind',
        severity: 'problem',
        accountId: account.id,
        sentence,
        fix: { action: 'end-listener', pid },
      },
    ];
  });

const findingsOf = (state: ConsoleState, account: Account): readonly Finding[] => {
  const { status, processes } = listeningOf(state, account);
  if (isLoggedOut(state, account)) return [];
  const others = processes.filter((process) => !isByGateway(process));
  switch (status) {
    case 'deaf':
      return [deafFinding(state, account, others)];
    case 'doubled': {
      const sentence = words.doubled(account.id, processes.length - others.length);
      return [
        {
          code: 'gateway-doubled',
          severity: 'problem',
          accountId: account.id,
          sentence,
          fix: restartOf(state),
        },
      ];
    }
    case 'contested': {
      const sentence = words.contested(account.id, others);
      const fix = isOfOthers(others) ? words.contestedByOther : words.contestedFix;
      const contested = {
        code: 'listener-contested',
        severity: 'warning' as const,
        accountId: account.id,
        sentence,
        fix,
      };
      return [contested, ...leftBehind(account, others)];
    }
    default:
      return leftBehind(account, processes);
  }
};

export const listeningFindings: (state: ConsoleState) => readonly Finding[] = memoizeOn(
  (state: ConsoleState) => [
    state.listening,
    state.gateway.status,
    state.openclaw.status,
    state.config,
    // The sessions alone: facts change with every message.
    state.config.accounts
      .map(({ id }) => (Object.hasOwn(state.facts, id) ? state.facts[id]?.session.status : ''))
      .join(),
  ],
  (state) => state.config.accounts.flatMap((account) => findingsOf(state, account)),
);
