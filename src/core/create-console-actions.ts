// What the operator can do, each in terms of the services. No action throws; what it learns reaches the state as events.

import { candidateRefusal } from './accounts/profiles.ts';
import { isOtherProfile } from './accounts/state.ts';
import type { ConsoleActions, ConsoleStore } from './console.ts';
import type { Services } from './create-console-services.ts';
import { examine, mayAskOpenClaw, probeDisabled } from './doctor/examine.ts';
import { errorSentences } from './error-words.ts';
import type { Dispatch } from './events.ts';
import { askGateway } from './gateway/identify.ts';
import type { LoggedInAnswer, Outcome } from './outcome.ts';
import { isPairingInFiles } from './pairing/files.ts';
import type { Consequences } from './reactions.ts';
import type { Clock } from './shared/clock.ts';
import { toErrorView } from './shared/error.ts';
import type { AccountId, ProfileName } from './shared/ids.ts';
import type { Runner } from './system/runner.ts';
import { awaitHeard } from './tasks/recovery.ts';

/** What the actions act on. */
export interface ActionsOptions {
  readonly services: Services;
  readonly runner: Runner;
  /** Which config `openclaw` is to mean, where that is not the one it would find. */
  readonly openclawEnv: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly store: ConsoleStore;
  readonly dispatch: Dispatch;
  readonly consequences: Consequences;
  /** Aborted when the console ends: nothing is begun after that. */
  readonly signal: AbortSignal;
}

/** Runs an action as an operator may have it: it never rejects. */
export type Guard = <Result extends { readonly ok: boolean }>(
  act: () => Promise<Result>,
) => Promise<Result | (Outcome & { readonly ok: false })>;

/** Turns whatever is thrown into an outcome, and refuses to begin anything while the console ends. */
export const createGuard =
  (signal: AbortSignal): Guard =>
  async (act) => {
    if (signal.aborted) return { ok: false, error: errorSentences.cancelled({ what: 'The action' }) };
    try {
      return await act();
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    }
  };

/** The first that failed, else success without words. */
const firstFailure = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.find(({ ok }) => !ok) ?? { ok: true };

/**
 * @param isLook somebody wants to know how the set-up is, who asks the gateway as well: pairing is read only where that costs nothing: in files.
 *   Else `openclaw` is asked, which can take a minute where no gateway runs
 */
const refreshAll = async (
  { services, store, consequences }: ActionsOptions,
  isLook = false,
): Promise<Outcome> => {
  const { setup, access, listening, pairing } = services;
  const [, , config] = await Promise.all([setup.locateZca().done, access.locate(), access.reload()]);
  const { zca, config: view } = store.getState();
  const enabled = view.accounts.filter((account) => account.enabled.value);
  const probes = zca.status === 'missing' ? [] : enabled.map(({ id }) => consequences.probe(id));
  // A gateway that runs decides what the config means.
  const looked = setup
    .checkGateway()
    .then(() => listening.look())
    .then(() => access.follow());
  const [requests, , ...checks] = await Promise.all([
    isLook && !isPairingInFiles(view) ? ({ ok: true } as const) : pairing.refresh(),
    looked,
    ...probes,
  ]);
  // What the gateway says comes when it comes: seconds later.
  if (!isLook && store.getState().gateway.status === 'up' && mayAskOpenClaw(store.getState()))
    void services.gatewayReport.ask();
  await services.housekeeping.check();
  const program: Outcome = zca.status === 'missing' ? { ok: false, error: zca.error } : { ok: true };
  return firstFailure([config, program, requests, ...checks]);
};

/** At most three at a time: the service sees to that. The gateway is asked beside them, if there is one. */
const probeAll = async ({ services, store, consequences }: ActionsOptions): Promise<Outcome> => {
  const { config, zca, openclaw } = store.getState();
  if (zca.status === 'missing') return { ok: false, error: zca.error };
  const enabled = config.accounts.filter((account) => account.enabled.value);
  if (openclaw.status === 'found') void services.gatewayReport.ask();
  return firstFailure(await Promise.all(enabled.map(({ id }) => consequences.probe(id))));
};

const stopped = { ok: false, error: errorSentences.cancelled({ what: 'The action' }) } as const;
const done: Outcome = { ok: true };

/** Port, processes and lock; and where these leave it open who answers, the gateway's own word. */
const checkGateway = async ({
  services: { setup, listening },
  store,
  runner,
  openclawEnv,
  signal,
}: ActionsOptions): Promise<Outcome> => {
  await setup.checkGateway();
  await listening.look();
  const { gateway, listening: seen, config } = store.getState();
  if (gateway.status !== 'up' || !config.release.capabilities.drivesZca || seen.gateways.length > 0)
    return done;
  const answer = await askGateway(runner, store.getState(), openclawEnv, signal);
  if (answer !== undefined) await listening.learn(answer);
  return done;
};

/** What is asked through the profile the account had before is of nobody's concern any more. */
const considerAccount = (
  { services, store, dispatch, signal }: ActionsOptions,
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

/** Makes the actions. */
export const createActions = (options: ActionsOptions): ConsoleActions => {
  const { services, store, dispatch, consequences, signal } = options;
  const {
    access,
    accounts,
    changes,
    gatewayReport,
    directory,
    feedExport,
    listener,
    listening,
    login,
    pairing,
    plugin,
    profiles,
  } = services;
  const { runs, sender, setup, tasks } = services;
  const guard = createGuard(signal);
  return {
    refreshAll: () => guard(() => refreshAll(options)),
    examine: (how) =>
      guard(() =>
        examine(
          { services, getState: store.getState, clock: options.clock },
          () => refreshAll(options, true),
          how?.isQuick,
        ),
      ),
    askConfig: () => guard(() => services.configCheck.ask()),
    makeFilesPrivate: (paths) => guard(() => services.housekeeping.makePrivate(paths)),
    reloadConfig: () => guard(() => access.reload()),
    probe: (accountId) =>
      guard(async () => {
        const [outcome] = await Promise.all([
          consequences.probe(accountId),
          setup.checkGateway().then(() => listening.look()),
        ]);
        // What the gateway says comes when it comes: seconds later.
        if (store.getState().gateway.status === 'up' && store.getState().openclaw.status === 'found')
          void gatewayReport.ask();
        return outcome;
      }),
    checkGateway: () => guard(() => checkGateway(options)),
    checkListening: () =>
      guard(async () => {
        await listening.look();
        return done;
      }),
    askGateway: () => guard(() => gatewayReport.ask()),
    checkPlugin: () =>
      guard(async () => {
        await access.located();
        return plugin.check();
      }),
    probeDisabled: () =>
      guard(async () => {
        await probeDisabled(services, store.getState());
        return done;
      }),
    probeAll: () => guard(() => probeAll(options)),
    cancelChecks: () => {
      accounts.cancelAll();
      gatewayReport.cancel();
    },
    locateOpenClaw: () =>
      guard(async () => {
        await access.located();
        return { ok: true };
      }),
    planTask: (task) => tasks.plan(task),
    startTask: (task) => (signal.aborted ? stopped : tasks.start(task)),
    cancelRun: (runId) => guard(() => runs.cancel(runId)),
    awaitListening: (accountId) =>
      guard(() =>
        awaitHeard({ listening, clock: options.clock, getState: options.store.getState }, accountId, signal),
      ),
    startListener: (accountId) =>
      guard(async () => {
        profiles.of(accountId);
        return listener.start(accountId);
      }),
    stopListener: (accountId) =>
      guard(async () => {
        await listener.stop(accountId);
        return { ok: true };
      }),
    endOrphan: (accountId) =>
      guard(async () => {
        const outcome = await listener.endOrphan(accountId);
        await listening.look();
        return outcome;
      }),
    planChange: (action) => guard(() => changes.plan(action)),
    writeChange: (change) => guard(() => changes.write(change)),
    undoChange: () => guard(() => changes.undo()),
    clearFeed: () => dispatch({ type: 'feed/cleared' }),
    holdFeed: (message) => dispatch({ type: 'feed/held', message }),
    checkExport: (path) => guard(() => feedExport.check(path)),
    exportFeed: (request) => guard(() => feedExport.save(request)),
    startLogin: (accountId) =>
      guard(async () => login.start({ id: accountId, profile: profiles.forLogin(accountId) })),
    handOverLogin: (accountId, run) =>
      guard(async () => login.handOver({ id: accountId, profile: profiles.forLogin(accountId) }, run)),
    isLoggedIn: (accountId) =>
      guard<LoggedInAnswer>(async () => ({
        ok: true,
        isLoggedIn:
          (await setup.zca().authStatus(profiles.forLogin(accountId), signal)).status === 'logged-in',
      })),
    considerAccount: (accountId, profile) => considerAccount(options, accountId, profile),
    cancelLogin: () => guard(() => login.cancel()),
    logOut: (accountId) =>
      guard(async () => {
        const profile = profiles.of(accountId);
        // zca leaves a running listener alone; ours would go on hearing for an account that is logged out.
        await listener.stop(accountId);
        return login.logOut({ id: accountId, profile }, signal);
      }),
    refreshPairing: () => guard(() => pairing.refresh()),
    approve: (request, approveOptions) => guard(() => pairing.approve(request, approveOptions)),
    notifyApproved: (accountId, senderId) => guard(() => pairing.notify(accountId, senderId)),
    approvalText: () => pairing.approvalText,
    dismiss: (request) => guard(() => pairing.dismiss(request)),
    revoke: (accountId, senderId) => guard(() => pairing.revoke(accountId, senderId)),
    restore: (accountId, senderId) => guard(() => pairing.restore(accountId, senderId)),
    findByCode: (code, accountId) => guard(() => pairing.findByCode(code, accountId)),
    loadPeers: (accountId, loadOptions) => guard(() => directory.loadPeers(accountId, loadOptions)),
    loadGroups: (accountId, loadOptions) => guard(() => directory.loadGroups(accountId, loadOptions)),
    loadMembers: (accountId, groupId) => guard(() => directory.loadMembers(accountId, groupId)),
    search: (accountId, query) => guard(() => directory.search(accountId, query)),
    send: (to, content) => guard(() => sender.send(to, content)),
    stopSending: (to) => sender.stopAfterThis(to),
  };
};
