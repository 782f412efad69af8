// What is looked at through several services at once: the accounts, the gateway, everything.

import { candidateRefusal } from './accounts/profiles.ts';
import { isOtherProfile } from './accounts/state.ts';
import type { Console, ConsoleStore } from './console.ts';
import type { Services } from './create-console-services.ts';
import { examine, mayAskOpenClaw, probeDisabled } from './doctor/examine.ts';
import { errorSentences } from './error-words.ts';
import type { Dispatch } from './events.ts';
import { awaitConnection } from './gateway/await-connection.ts';
import { askGateway } from './gateway/program-locator.ts';
import type { Guard } from './guarded.ts';
import type { Outcome } from './outcome.ts';
import { isPairingInFiles } from './pairing/files.ts';
import type { Reactions } from './reactions.ts';
import type { Clock } from './shared/clock.ts';
import type { AccountId, ProfileName } from './shared/ids.ts';
import type { Runner } from './system/runner.ts';
import { awaitHeard } from './tasks/recovery.ts';

export interface ChecksOptions {
  readonly services: Services;
  readonly runner: Runner;
  /** Which config `openclaw` is to mean, where that is not the one it would find. */
  readonly openclawEnv: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly store: ConsoleStore;
  readonly dispatch: Dispatch;
  readonly reactions: Reactions;
  /** Aborted when the console ends: nothing is begun after that. */
  readonly signal: AbortSignal;
}

/** Over the connection that stands, or by the program. */
const mayAskGateway = ({ gatewayClient }: Pick<Services, 'gatewayClient'>, store: ConsoleStore): boolean =>
  gatewayClient.isOpen() || mayAskOpenClaw(store.getState());

/** The first that failed, else success without words. */
const firstFailure = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.find(({ ok }) => !ok) ?? { ok: true };

/**
 * @param isLook somebody wants to know how the set-up is, who asks the gateway as well: pairing is read only where that costs nothing: in files.
 *   Else `openclaw` is asked, which can take a minute where no gateway runs
 */
const refresh = async ({ services, store, reactions }: ChecksOptions, isLook = false): Promise<Outcome> => {
  const { programs, configService, gatewayClient, listening, pairing } = services;
  void gatewayClient.follow({ isNews: true });
  const [, , config] = await Promise.all([
    programs.locateZca().done,
    configService.locate(),
    configService.reload(),
  ]);
  const { zca, config: view } = store.getState();
  const enabled = view.accounts.filter((account) => account.enabled.value);
  const isByZca = view.release.capabilities.drivesZca;
  const probes = zca.status === 'missing' || !isByZca ? [] : enabled.map(({ id }) => reactions.probe(id));
  // A gateway that runs decides what the config means.
  const looked = programs
    .checkGateway()
    .then(() => listening.scan())
    .then(() => configService.follow());
  const [requests, , ...checks] = await Promise.all([
    isLook && !isPairingInFiles(view) ? ({ ok: true } as const) : pairing.refresh(),
    looked,
    ...probes,
  ]);
  // What the gateway says comes when it comes: seconds later.
  if (!isLook && store.getState().gateway.status === 'up' && mayAskGateway(services, store))
    void services.gatewayReport.ask({ isWanted: true });
  await services.filePermissions.check();
  const program: Outcome =
    zca.status === 'missing' && isByZca ? { ok: false, error: zca.error } : { ok: true };
  return firstFailure([config, program, requests, ...checks]);
};

/** At most three at a time: the service sees to that. The gateway is asked beside them, if there is one. */
const probeAll = async ({ services, store, reactions }: ChecksOptions): Promise<Outcome> => {
  const { config, zca } = store.getState();
  if (!config.release.capabilities.drivesZca) return services.gatewayReport.ask({ isWanted: true });
  if (zca.status === 'missing') return { ok: false, error: zca.error };
  const enabled = config.accounts.filter((account) => account.enabled.value);
  if (mayAskGateway(services, store)) void services.gatewayReport.ask();
  return firstFailure(await Promise.all(enabled.map(({ id }) => reactions.probe(id))));
};

const stopped = { ok: false, error: errorSentences.cancelled({ what: 'The action' }) } as const;
const done: Outcome = { ok: true };

const doneAfter = async (work: Promise<unknown>): Promise<Outcome> => {
  await work;
  return done;
};

/** Port, processes and lock; and where these leave it open who answers, the gateway's own word. */
const checkGateway = async ({
  services: { programs, listening },
  store,
  runner,
  openclawEnv,
  signal,
}: ChecksOptions): Promise<Outcome> => {
  await programs.checkGateway();
  await listening.scan();
  const { gateway, listening: seen, config } = store.getState();
  if (gateway.status !== 'up' || !config.release.capabilities.drivesZca || seen.gateways.length > 0)
    return done;
  const answer = await askGateway(runner, store.getState(), openclawEnv, signal);
  if (answer !== undefined) await listening.learn(answer);
  return done;
};

/** What is asked through the profile the account had before is of nobody's concern any more. */
const consider = (
  { services, store, dispatch, signal }: ChecksOptions,
  accountId: AccountId,
  profile: ProfileName,
): Outcome => {
  if (signal.aborted) return stopped;
  const error = candidateRefusal(accountId, profile);
  if (error !== undefined) return { ok: false, error };
  if (isOtherProfile(store.getState(), accountId, profile)) {
    services.accounts.forget(accountId);
    services.directory.forget(accountId);
  }
  dispatch({ type: 'account/considered', accountId, profile });
  return done;
};

/** What is looked at through several services at once. */
export interface Checks extends Pick<Console, 'refresh' | 'examine' | 'accounts' | 'gateway'> {}

export const createChecks = (options: ChecksOptions, guard: Guard): Checks => {
  const { services, store, clock, reactions, signal } = options;
  const { configService, accounts, gatewayReport, listening, plugin, programs } = services;
  return {
    refresh: () => guard(() => refresh(options)),
    examine: (how) =>
      guard(() =>
        examine({ services, getState: store.getState, clock }, () => refresh(options, true), how?.isQuick),
      ),
    accounts: {
      probe: (accountId) =>
        guard(async () => {
          const [outcome] = await Promise.all([
            reactions.probe(accountId, { isWanted: true }),
            programs.checkGateway().then(() => listening.scan()),
          ]);
          // What the gateway says comes when it comes: seconds later.
          const { gateway, config } = store.getState();
          if (
            gateway.status === 'up' &&
            config.release.capabilities.drivesZca &&
            mayAskGateway(services, store)
          )
            void gatewayReport.ask();
          return outcome;
        }),
      probeAll: () => guard(() => probeAll(options)),
      probeDisabled: () => guard(() => doneAfter(probeDisabled(services, store.getState()))),
      cancelChecks: () => {
        accounts.cancelAll();
        gatewayReport.cancel();
      },
      consider: (accountId, profile) => consider(options, accountId, profile),
    },
    gateway: {
      check: () => guard(() => checkGateway(options)),
      scan: () => guard(() => doneAfter(listening.scan())),
      ask: () => guard(() => gatewayReport.ask({ isWanted: true })),
      checkPlugin: () =>
        guard(async () => {
          await configService.located();
          return plugin.check();
        }),
      locateOpenClaw: () => guard(() => doneAfter(configService.located())),
      connect: () =>
        guard(() =>
          doneAfter(awaitConnection({ gatewayClient: services.gatewayClient, programs, store, clock })),
        ),
      awaitListening: (accountId) =>
        guard(() => awaitHeard({ listening, clock, getState: store.getState }, accountId, signal)),
    },
  };
};
