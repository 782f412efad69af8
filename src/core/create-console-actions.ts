// What the operator can do, each in terms of the services. No action throws; what it learns reaches the state as events.
import { errorSentences } from './catalogue/errors.ts';
import type { Clock } from './clock.ts';
import type { ConsoleActions, ConsoleStore, Outcome } from './console.ts';
import type { Consequences } from './create-console-consequences.ts';
import type { Services } from './create-console-services.ts';
import { toErrorView } from './errors.ts';
import type { Runner } from './process/runner.ts';
import { askGateway, restartGateway } from './services/gateway-command.ts';
import { awaitHeard } from './services/listening-cure.ts';
import type { Dispatch } from './state/events.ts';

/** What the actions act on. */
export interface ActionsOptions {
  readonly services: Services;
  readonly runner: Runner;
  readonly clock: Clock;
  readonly store: ConsoleStore;
  readonly dispatch: Dispatch;
  readonly consequences: Consequences;
  /** Aborted when the console ends: nothing is begun after that. */
  readonly signal: AbortSignal;
}

type Guard = <Result extends { readonly ok: boolean }>(act: () => Promise<Result>) => Promise<Result | (Outcome & { readonly ok: false })>;

/** Turns whatever is thrown into an outcome, and refuses to begin anything while the console ends. */
const createGuard =
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
const firstFailure = (outcomes: readonly Outcome[]): Outcome => outcomes.find(({ ok }) => !ok) ?? { ok: true };

const refreshAll = async ({ services, store, consequences }: ActionsOptions): Promise<Outcome> => {
  const { setup, access, listening, pairing } = services;
  const [, , config] = await Promise.all([setup.locateZca().done, access.locate(), access.reload()]);
  const { zca, config: view } = store.getState();
  const enabled = view.accounts.filter((account) => account.enabled.value);
  const probes = zca.status === 'missing' ? [] : enabled.map(({ id }) => consequences.probe(id));
  const looked = setup.checkGateway().then(() => listening.look());
  const [requests, , ...checks] = await Promise.all([pairing.refresh(), looked, ...probes]);
  const program: Outcome = zca.status === 'missing' ? { ok: false, error: zca.error } : { ok: true };
  return firstFailure([config, program, requests, ...checks]);
};

const done: Outcome = { ok: true };

/** Port, processes and lock; and where these leave it open who answers, the gateway's own word. */
const checkGateway = async ({ services: { setup, listening }, store, runner, signal }: ActionsOptions): Promise<Outcome> => {
  await setup.checkGateway();
  await listening.look();
  const { gateway, listening: seen, config } = store.getState();
  if (gateway.status !== 'up' || config.generation !== '226' || seen.gateways.length > 0) return done;
  const answer = await askGateway(runner, store.getState(), signal);
  if (answer !== undefined) await listening.learn(answer);
  return done;
};

/** Makes the actions. */
export const createActions = (options: ActionsOptions): ConsoleActions => {
  const { services, dispatch, consequences, signal } = options;
  const { access, changes, directory, feedExport, listener, listening, login, pairing, profiles, sender, setup } = services;
  const guard = createGuard(signal);
  return {
    refreshAll: () => guard(() => refreshAll(options)),
    reloadConfig: () => guard(() => access.reload()),
    probe: (accountId) =>
      guard(async () => {
        const [outcome] = await Promise.all([consequences.probe(accountId), setup.checkGateway().then(() => listening.look())]);
        return outcome;
      }),
    checkGateway: () => guard(() => checkGateway(options)),
    checkListening: () =>
      guard(async () => {
        await listening.look();
        return done;
      }),
    restartGateway: () => guard(() => restartGateway(options.runner, options.store.getState(), signal)),
    awaitListening: (accountId) =>
      guard(() => awaitHeard({ listening, clock: options.clock, getState: options.store.getState }, accountId, signal)),
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
    holdFeed: (message) => dispatch({ type: 'feed/held', ...(message === undefined ? {} : { message }) }),
    checkExport: (path) => guard(() => feedExport.check(path)),
    exportFeed: (request) => guard(() => feedExport.save(request)),
    startLogin: (accountId) => guard(async () => login.start({ id: accountId, profile: profiles.of(accountId) })),
    cancelLogin: () => guard(() => login.cancel()),
    logOut: (accountId) =>
      guard(async () => {
        const profile = profiles.of(accountId);
        // zca leaves a running listener alone; ours would go on hearing for an account that is logged out.
        await listener.stop(accountId);
        return login.logOut({ id: accountId, profile }, signal);
      }),
    refreshPairing: () => guard(() => pairing.refresh()),
    approve: (request) => guard(() => pairing.approve(request)),
    dismiss: (request) => guard(() => pairing.dismiss(request)),
    revoke: (accountId, senderId) => guard(() => pairing.revoke(accountId, senderId)),
    findByCode: (code, accountId) => guard(() => pairing.findByCode(code, accountId)),
    loadPeers: (accountId, loadOptions) => guard(() => directory.loadPeers(accountId, loadOptions)),
    loadGroups: (accountId, loadOptions) => guard(() => directory.loadGroups(accountId, loadOptions)),
    loadMembers: (accountId, groupId) => guard(() => directory.loadMembers(accountId, groupId)),
    search: (accountId, query) => guard(() => directory.search(accountId, query)),
    send: (to, content) => guard(() => sender.send(to, content)),
    stopSending: (to) => sender.stopAfterThis(to),
  };
};
