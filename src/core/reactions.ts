// What follows from what by itself: a read config checks new accounts, a login checks its account again, a check fetches friends.

import type { ConfigView } from './config/config-view.ts';
import type { ConsoleStore } from './console.ts';
import type { Services } from './create-console-services.ts';
import { mayAskOpenClaw } from './doctor/examine.ts';
import { errorSentences } from './error-words.ts';
import type { Dispatch } from './events.ts';
import { canJoin, isGatewayRunning, listeningOf } from './gateway/select-listening.ts';
import { gatewayVersion } from './openclaw/select-gateway-version.ts';
import type { Outcome } from './outcome.ts';
import { isPairingInFiles } from './pairing/files.ts';
import type { Clock } from './shared/clock.ts';
import type { AccountId, ProfileName } from './shared/ids.ts';
import { isKnown } from './shared/remote.ts';
import { createLimit } from './shared/run-in-turn.ts';
import type { ConsoleState } from './state.ts';

export interface Reactions {
  /** From now on things follow from each other; checks the enabled accounts and the gateway. */
  begin(): void;
  /** To be called after every `config/read`. */
  configRead(config: ConfigView): void;
  /** A check, and the friend list after the first that finds the account logged in: names are known by then. */
  probe(
    accountId: AccountId,
    options?: { readonly isFresh?: boolean; readonly isWanted?: boolean },
  ): Promise<Outcome>;
  /** Nothing follows any more. */
  end(): void;
}

export interface ReactionsOptions {
  readonly services: Services;
  readonly dispatch: Dispatch;
  readonly store: ConsoleStore;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Whether a gateway that is up is asked what it claims, and joined where it listens by our zca, unasked by the operator. */
  readonly asksGateway: boolean;
  /** A gateway that is not seen is told of by the listener, whatever zca runs it. */
  readonly tellsUnseenAnswers: boolean;
}

/** A gateway comes and goes without a word: this often it is looked for (ms). One connection on this machine, about a millisecond. */
export const gatewayCheckEveryMs = 30_000;

/** A gateway has taken a new config in by then (ms): 226 needs half a second, 96 four. */
export const reaskAfterConfigMs = 6_000;

const profilesOf = (accounts: ConfigView['accounts']): ReadonlyMap<AccountId, ProfileName> =>
  new Map(accounts.map(({ id, profile }) => [id, profile.value]));

const isByZca = ({ config }: ConsoleState): boolean => config.release.capabilities.drivesZca;

const enabledProfiles = ({ accounts }: ConfigView): ReadonlyMap<AccountId, ProfileName> =>
  profilesOf(accounts.filter(({ enabled }) => enabled.value));

/** The account a login has just succeeded on. */
const loggedInNow = (now: ConsoleState, before: ConsoleState): AccountId | undefined =>
  now.login !== before.login && now.login.status === 'logged-in' && before.login.status !== 'logged-in'
    ? now.login.accountId
    : undefined;

/** A listener that was wanted and stopped only because nobody was logged in. */
const waitsForLogin = (state: ConsoleState, accountId: AccountId): boolean => {
  const listener = state.facts[accountId]?.listener;
  return (
    listener?.status === 'blocked' &&
    ['not-logged-in', 'no-such-profile', 'session-ended'].includes(listener.error.code)
  );
};

/** Has something happened after which other processes may listen? Messages are none of it. */
const mayListenOtherwise = (now: ConsoleState, before: ConsoleState): boolean => {
  if (now.gateway.status !== before.gateway.status || now.config !== before.config) return true;
  if (now.facts === before.facts) return false;
  return Object.keys(now.facts).some((key) => {
    const [is, was] = [now.facts[key as AccountId], before.facts[key as AccountId]];
    return is?.listener.status !== was?.listener.status || is?.session.status !== was?.session.status;
  });
};

export const createReactions = ({
  services,
  dispatch,
  store,
  signal,
  clock,
  asksGateway,
  tellsUnseenAnswers,
}: ReactionsOptions): Reactions => {
  const {
    accounts,
    changes,
    gatewayClient,
    gatewayReport,
    directory,
    filePermissions,
    listener,
    listening,
    configCheck,
    gatewayLog,
    gatewayTap,
    configForce,
    pairing,
    programs,
    configService,
    control,
  } = services;
  const oneListAtATime = createLimit(1);
  let known: ReadonlyMap<AccountId, ProfileName> = new Map();
  /** Those that are switched off, too: one that is switched off while it listens goes on. */
  let listed: ReadonlyMap<AccountId, ProfileName> = new Map();
  let hasBegun = false;
  let unsubscribe = (): void => undefined;
  let stopHearingOpen = (): void => undefined;
  let stopLooking = (): void => undefined;
  let stopAsking = (): void => undefined;

  const probe: Reactions['probe'] = async (accountId, options) => {
    if (signal.aborted) return { ok: false, error: errorSentences.cancelled({ what: 'The check' }) };
    // A gateway with sessions of its own says how they are; what zca says would be about others.
    if (!isByZca(store.getState())) return gatewayReport.ask(options);
    const outcome = await accounts.probe(accountId, options);
    const { facts, directory: directories } = store.getState();
    const isNew = (directories[accountId]?.peers.status ?? 'idle') === 'idle';
    if (outcome.ok && facts[accountId]?.session.status === 'logged-in' && isNew && !signal.aborted) {
      oneListAtATime(() => directory.loadPeers(accountId), signal).catch(() => undefined);
    }
    return outcome;
  };

  const probeUnlessMissing = (accountId: AccountId, options?: { readonly isFresh?: boolean }): void => {
    // Without zca nothing can be asked, and the state says so already; a gateway with sessions of its own is asked when it is there.
    const { zca } = store.getState();
    if (!signal.aborted && zca.status === 'found' && isByZca(store.getState()))
      void probe(accountId, options);
  };

  /** A listener of an account that has gone, or is called by another profile now, hears for nobody. */
  const endOutdated = (config: ConfigView): void => {
    const profiles = profilesOf(config.accounts);
    for (const [accountId, profile] of listed)
      if (profiles.get(accountId) !== profile) void listener.stop(accountId);
    listed = profiles;
  };

  /** It may be somebody else now: whoever was known through the account is looked up anew, which renews the cache of zca as well. */
  const refreshDirectory = (accountId: AccountId): void => {
    const hasGroups = (store.getState().directory[accountId]?.groups.status ?? 'idle') !== 'idle';
    oneListAtATime(async () => {
      await directory.loadPeers(accountId, { refresh: true });
      if (hasGroups && !signal.aborted) await directory.loadGroups(accountId, { refresh: true });
    }, signal).catch(() => undefined);
  };

  const afterLogin = async (accountId: AccountId): Promise<void> => {
    // A log-in writes the session anew, with the mode the program gives it.
    void filePermissions.check();
    // It starts the account by itself, which takes some seconds.
    if (!isByZca(store.getState())) return asksGateway ? control.watch(accountId) : undefined;
    const { config, candidates } = store.getState();
    const isListed = config.accounts.some(({ id }) => id === accountId);
    if (!isListed && !Object.hasOwn(candidates, accountId)) return;
    const isWaiting = isListed && waitsForLogin(store.getState(), accountId);
    await accounts.probe(accountId, { isFresh: true });
    // It does not start by itself who was logged out when it started.
    if (isListed && store.getState().gateway.status === 'up') askGateway({ isFresh: true });
    if (signal.aborted || store.getState().facts[accountId]?.session.status !== 'logged-in') return;
    refreshDirectory(accountId);
    if (isWaiting) await listener.start(accountId);
  };

  const lookForGateway = async (): Promise<void> => {
    await programs.checkGateway();
    // Does its process run all the same?
    if (store.getState().gateway.status === 'down' && isGatewayRunning(store.getState()))
      listening.scanSoon();
    if (!signal.aborted) stopLooking = clock.after(gatewayCheckEveryMs, () => void lookForGateway());
  };

  /** Unasked only where that changes nothing: in an old folder almost every call of `openclaw` moves the folder. */
  const mayAsk = (): boolean =>
    asksGateway && !signal.aborted && (gatewayClient.isOpen() || mayAskOpenClaw(store.getState()));

  const askGateway = (options?: { readonly isFresh?: boolean }): void => {
    if (mayAsk()) void gatewayReport.ask(options);
  };

  const followGateway = (now: ConsoleState, before: ConsoleState): void => {
    const isNews =
      now.gateway.status !== before.gateway.status ||
      (now.openclaw !== before.openclaw && before.openclaw.status === 'unknown');
    if (!isNews) return;
    // There it is the gateway that is asked about pairing, and without it a command.
    if (!isPairingInFiles(now.config) && asksGateway) void pairing.refresh();
    if (now.gateway.status === 'up') {
      askGateway();
      if (mayAsk()) void configCheck.ask();
    } else if (now.gateway.status === 'down') gatewayReport.forget();
  };

  /** A gateway that answers now, or is another one, is connected to; one that was lost is looked for. */
  const followConnection = (now: ConsoleState, before: ConsoleState): void => {
    const drivesZca = now.config.release.capabilities.drivesZca;
    if (
      now.gateway.status !== before.gateway.status ||
      drivesZca !== before.config.release.capabilities.drivesZca
    )
      void gatewayClient.follow({ isNews: true });
    const [is, was] = [now.connection.status, before.connection.status];
    // Whoever loses the connection, or has it again, knows more than the last look at the port.
    if (is !== was && (is === 'open' || was === 'open')) void programs.checkGateway();
    if (is === 'open' && was !== 'open') askGateway();
    if (was === 'open' && is !== 'open') configForce.forget();
  };

  /** What the gateway said was about the config it had then. */
  const askAfterConfig = (): void => {
    if (!isKnown(store.getState().gatewayReport)) return;
    stopAsking();
    stopAsking = clock.after(reaskAfterConfigMs, () => {
      if (store.getState().gateway.status === 'up') askGateway({ isFresh: true });
    });
  };

  /** Once an account: who has stopped it afterwards wants it so. */
  const joined = new Set<AccountId>();

  /** A gateway that listens by our zca shares what it hears: nobody is displaced, and nothing need be asked. */
  const joinGateway = (now: ConsoleState): void => {
    for (const account of now.config.accounts) {
      const { id } = account;
      const status = now.facts[id]?.listener.status ?? 'stopped';
      const isByGateway = listeningOf(now, account).processes.some(({ owner }) => owner.type === 'gateway');
      if (joined.has(id) || status !== 'stopped' || !isByGateway || !canJoin(now, account)) continue;
      joined.add(id);
      void listener.start(id);
    }
  };

  /** What a gateway sends is told while this console hears by our zca, and the gateway sends by it, too. */
  const watchAnswers = (now: ConsoleState): void => {
    // Whoever reads the database of the gateway tells what is sent.
    if (now.tap.status === 'watching') return;
    for (const account of now.config.accounts) {
      const { id } = account;
      const isTold = Object.hasOwn(now.answers.toldSinceMs, id);
      const isOurs = now.zca.status === 'found' && now.zca.isOurs === true;
      const hears = now.facts[id]?.listener.status === 'live' && (isOurs || tellsUnseenAnswers);
      const gateways = listeningOf(now, account).processes.filter(({ owner }) => owner.type === 'gateway');
      const isShared = gateways.every((process) => process.isShared === true);
      // A gateway that restarts its listener is not seen for some seconds, and has not changed its zca.
      const isSent = gateways.length > 0 || tellsUnseenAnswers;
      if (!isTold && hears && isShared && isSent)
        dispatch({ type: 'answers/watched', accountId: id, sinceMs: clock.now() });
      else if (isTold && !(hears && isShared))
        dispatch({ type: 'answers/watched', accountId: id, sinceMs: undefined });
    }
  };

  /** What the gateway is asked in milliseconds now: who waits, and what people are called. */
  const connected = (): void => {
    const { config } = store.getState();
    if (signal.aborted || config.release.capabilities.drivesZca) return;
    if (!isPairingInFiles(config)) void pairing.refresh();
    for (const id of known.keys()) {
      if (store.getState().directory[id]?.self?.value === undefined) void directory.loadSelf(id);
      oneListAtATime(() => directory.loadPeers(id), signal).catch(() => undefined);
    }
  };

  const watchState = (now: ConsoleState, before: ConsoleState): void => {
    if (now.connection !== before.connection) gatewayTap.connectionChanged();
    // First: what is asked of the gateway is asked over it.
    if (!signal.aborted) followConnection(now, before);
    followGateway(now, before);
    if (now.listening !== before.listening || now.facts !== before.facts || now.zca !== before.zca)
      watchAnswers(now);
    if (asksGateway && !signal.aborted && (now.listening !== before.listening || now.zca !== before.zca))
      joinGateway(now);
    if (mayListenOtherwise(now, before)) listening.scanSoon();
    // What runs decides what the config means, whatever program is found.
    if (gatewayVersion(now) !== gatewayVersion(before)) void configService.follow();
    const accountId = loggedInNow(now, before);
    if (accountId !== undefined) void afterLogin(accountId);
    // A program that was missing and is there now makes every account askable.
    if (now.zca !== before.zca && now.zca.status === 'found' && before.zca.status === 'missing') {
      for (const id of known.keys()) probeUnlessMissing(id);
    }
  };

  return {
    begin: () => {
      if (signal.aborted) return;
      hasBegun = true;
      unsubscribe = store.subscribe(watchState);
      stopHearingOpen = gatewayClient.onOpen(connected);
      known = enabledProfiles(store.getState().config);
      listed = profilesOf(store.getState().config.accounts);
      // The release may have been found out while the store was first read.
      gatewayTap.follow();
      if (asksGateway) gatewayLog.follow();
      void pairing.follow();
      for (const accountId of known.keys()) probeUnlessMissing(accountId);
      void filePermissions.check();
      listening.scanSoon();
      // One elsewhere is connected to before there is anything to follow.
      if (gatewayClient.isOpen()) {
        connected();
        askGateway();
        configForce.look();
      } else void gatewayClient.follow();
      void configService.located().then(lookForGateway);
    },
    configRead: (config) => {
      if (signal.aborted || !hasBegun) return;
      changes.checkWrite();
      gatewayTap.follow();
      if (asksGateway) gatewayLog.follow();
      void pairing.follow();
      // It may name another port, or have the channel on now; or another secret.
      void programs.checkGateway();
      void gatewayClient.follow();
      configForce.look();
      askAfterConfig();
      void filePermissions.check();
      if (config.status !== 'ready') return;
      const before = known;
      endOutdated(config);
      known = enabledProfiles(config);
      for (const [accountId, profile] of known) {
        if (before.get(accountId) !== profile) probeUnlessMissing(accountId, { isFresh: true });
      }
    },
    probe,
    end: () => {
      unsubscribe();
      stopHearingOpen();
      stopLooking();
      stopAsking();
    },
  };
};
