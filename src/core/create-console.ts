// Wires store and services. Here is decided what follows from what; how a thing is done stands in its service.

import { createChecks } from './checks.ts';
import type { Console, ConsoleOptions } from './console.ts';
import { configEnv, createServices, type ServiceParts, type Services } from './create-console-services.ts';
import { createHereGuard, hostOf, optionsElsewhere } from './gateway/elsewhere.ts';
import { createChangeGuard, createGuard, guarded } from './guarded.ts';
import { createReactions } from './reactions.ts';
import { type Clock, realTimeClock, systemClock } from './shared/clock.ts';
import { createEventStore } from './store.ts';
import { createExecaRunner } from './system/execa-runner.ts';
import type { Runner } from './system/runner.ts';
import { installForGateway } from './zca/install-for-gateway.ts';

/** Stopping takes no longer, whatever hangs (ms): a child that ignores SIGTERM gets SIGKILL after 1.5 s. */
export const stopLimitMs = 2_000;

/** A gateway elsewhere answers within some round trips; one that does not is not waited for (ms). */
const connectsWithinMs = 3_000;

/** Ends what can start further things first, then the children, then looks again. */
const endServices = async (services: Services, runner: Runner): Promise<void> => {
  const {
    programs,
    configService,
    accounts,
    gatewayClient,
    gatewayReport,
    directory,
    gatewayLog,
    gatewayTap,
    listener,
    listening,
    login,
    configCheck,
    configForce,
    pairing,
    plugin,
    runs,
    sender,
  } = services;
  accounts.cancelAll();
  configForce.forget();
  gatewayReport.cancel();
  plugin.stop();
  configCheck.stop();
  directory.cancelAll();
  sender.cancelAll();
  gatewayLog.stop();
  gatewayTap.stop();
  listening.stop();
  services.control.stop();
  programs.stop();
  await Promise.allSettled([
    runs.stop(),
    listener.stopAll(),
    login.stop(),
    pairing.stop(),
    configService.stop(),
    runner.endAll(),
  ]);
  // A log-in that is given up is taken back over it.
  gatewayClient.stop();
  await runner.endAll();
};

/** Ends the services and every child, within {@link stopLimitMs}. */
export const endWithin = async (services: Services, runner: Runner, clock: Clock): Promise<void> => {
  let giveUp = (): void => undefined;
  const limit = new Promise<void>((resolve) => {
    giveUp = realTimeClock(clock).after(stopLimitMs, resolve);
  });
  await Promise.race([endServices(services, runner), limit]);
  giveUp();
};

/** What services are made from; every command that is run is told to the state. */
export const createParts = (given: ConsoleOptions): ServiceParts => {
  const options = optionsElsewhere(given);
  const { clock = systemClock } = options;
  const { store, dispatch } = createEventStore({
    feedCapacity: options.feedCapacity,
    elsewhere: options.gateway === undefined ? undefined : hostOf(options.gateway),
    hasUnseenGateway: options.hasUnseenGateway ?? false,
    isReadOnly: options.isReadOnly ?? false,
  });
  const runner =
    options.runner ??
    createExecaRunner({
      clock,
      env: given.env,
      onRecord: (record) => dispatch({ type: 'command/changed', record }),
    });
  return { options, clock, runner, store, dispatch };
};

/**
 * Makes the console: a store, what the operator can do, and its beginning and end. Nothing is started, read or run before `start`.
 * Without zca, without OpenClaw and without a config it works as far as it can; the state says what is missing.
 */
export const createConsole = (given: ConsoleOptions): Console => {
  const parts = createParts(given);
  const { options, clock, runner, store, dispatch } = parts;
  const services = createServices(parts, (config) => reactions.configRead(config));
  const lifetime = new AbortController();
  const reactions = createReactions({
    services,
    dispatch,
    store,
    clock,
    signal: lifetime.signal,
    asksGateway: options.asksGateway ?? true,
    tellsUnseenAnswers: options.tellsUnseenAnswers ?? false,
  });
  let starting: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;

  /** What there is to know of a gateway elsewhere comes over the connection: the first picture waits for it a little. */
  const connected = async (): Promise<void> => {
    if (options.gateway === undefined) return;
    let stop = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      stop = realTimeClock(clock).after(connectsWithinMs, resolve);
    });
    await Promise.race([services.gatewayClient.follow(), late]);
    stop();
  };

  const start = async (): Promise<void> => {
    void services.login.sweep();
    const zca = services.programs.locateZca();
    await connected();
    await Promise.all([zca.located, services.configService.start()]);
    services.gatewayTap.follow();
    await services.pairing.start();
    // What takes long goes on behind the first picture.
    void zca.done;
    reactions.begin();
  };

  const stop = async (): Promise<void> => {
    lifetime.abort();
    reactions.end();
    await endWithin(services, runner, clock);
  };

  const guard = createGuard(lifetime.signal);
  const changing = createChangeGuard(guard, store.getState().isReadOnly);
  const here = createHereGuard(changing, options.gateway !== undefined);
  const { configService, changes, configCheck, directory, feedExport, filePermissions } = services;
  const { listener, login, pairing, sender, tasks } = services;
  return {
    store,
    start: () => (starting ??= lifetime.signal.aborted ? Promise.resolve() : start()),
    stop: () => (stopping ??= stop()),
    ...createChecks(
      {
        services,
        runner,
        openclawEnv: configEnv(options),
        clock,
        store,
        dispatch,
        reactions,
        signal: lifetime.signal,
      },
      guard,
    ),
    config: {
      ...guarded(guard, configService, 'reload'),
      ...guarded(guard, changes, 'plan'),
      ...guarded(here, changes, 'write', 'undo'),
      check: () => guard(() => configCheck.ask()),
    },
    directory: {
      ...guarded(guard, directory, 'loadPeers', 'loadGroups', 'loadMembers', 'loadSelf', 'search'),
      cancel: directory.cancel,
    },
    feed: {
      clear: () => dispatch({ type: 'feed/cleared' }),
      hold: (message) => dispatch({ type: 'feed/held', message }),
    },
    feedExport: guarded(guard, feedExport, 'check', 'save'),
    files: guarded(here, filePermissions, 'makePrivate'),
    listener: {
      ...guarded(guard, listener, 'start', 'stop'),
      ...guarded(changing, listener, 'endOrphan'),
    },
    login: {
      ...guarded(guard, login, 'isLoggedIn', 'cancel'),
      ...guarded(changing, login, 'start', 'handOver', 'logOut'),
      through: login.through,
    },
    control: guarded(changing, services.control, 'startAccount', 'stopAccount', 'restart'),
    messages: {
      ...guarded(changing, sender, 'send'),
      stopAfterThis: (to) => sender.stopAfterThis(to),
    },
    pairing: {
      approvalText: pairing.approvalText,
      ...guarded(guard, pairing, 'refresh', 'findByCode'),
      ...guarded(changing, pairing, 'approve', 'notify', 'dismiss', 'revoke', 'restore'),
    },
    tasks,
    zca: {
      installForGateway: (run) =>
        here(() => installForGateway({ ownZcaPath: options.ownZcaPath, run, runner })),
    },
  };
};
