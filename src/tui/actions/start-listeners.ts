// Starting and stopping listeners. What already listens on an account is asked about first: Zalo keeps one session an account.
import { type AccountId, type AccountRow, type ConsoleState, type Outcome, sentences } from '../../core/index.ts';
import type { App } from '../app/app.ts';

const words = sentences.listenerActions;

/** Does a gateway on this machine listen on the account? It does on every enabled one (generation 226). */
export const isGatewayListening = ({ gateway, config }: ConsoleState, { account }: AccountRow): boolean =>
  gateway.status === 'up' &&
  config.generation === '226' &&
  config.channelEnabled &&
  config.pluginEnabled !== false &&
  account.enabled.value;

/** Waits for all, then shows the first failure. Successes are seen where the listeners are shown. */
const settle = async (app: App, runs: readonly { readonly id: AccountId; readonly outcome: Promise<Outcome> }[]): Promise<void> => {
  if (runs.length === 1 && runs[0] !== undefined) return void (await app.attempt(runs[0].outcome));
  const outcomes = await Promise.all(runs.map(async ({ id, outcome }) => ({ id, outcome: await outcome })));
  for (const { id, outcome } of outcomes) {
    if (!outcome.ok && outcome.error.code !== 'cancelled')
      return app.complain(words.ofAccount(id, outcome.error.sentence), outcome.error.hint);
  }
};

const endOrphan = async (app: App, id: AccountId, pid: number): Promise<boolean> => {
  const isSure = await app.confirm({ title: words.orphanTitle, lines: words.orphanLines(id, pid), confirmLabel: words.orphanConfirm });
  return isSure && app.attempt(app.console.actions.endOrphan(id));
};

/** True unless the operator shrinks back from a second listener. What was known of a gateway may be half a minute old: it is looked for now. */
const isFreeOfGateway = async (app: App, rows: readonly AccountRow[]): Promise<boolean> => {
  await app.console.actions.checkGateway();
  const owned = rows.filter((row) => isGatewayListening(app.console.store.getState(), row)).map(({ id }) => id);
  if (owned.length === 0) return true;
  return app.confirm({
    title: words.gatewayTitle,
    lines: words.gatewayLines(owned),
    confirmLabel: words.gatewayConfirm,
    isDanger: true,
  });
};

/** The accounts of which nothing left behind listens any more. */
const withoutOrphans = async (app: App, rows: readonly AccountRow[]): Promise<readonly AccountId[]> => {
  const ready: AccountId[] = [];
  for (const {
    id,
    facts: { listener },
  } of rows) {
    const orphanPid = listener.status === 'blocked' ? listener.orphanPid : undefined;
    if (orphanPid === undefined || (await endOrphan(app, id, orphanPid))) ready.push(id);
  }
  return ready;
};

/** Where it is being found out whether to start: a key that is pressed again meanwhile must not ask twice. */
const preparing = new WeakSet<App>();

/**
 * Starts the listeners of these accounts. Asks before it ends a listener that an earlier run left behind, and before it starts beside a
 * gateway that listens on the same account. Does nothing while it is still asking for an earlier call.
 */
export const startListeners = async (app: App, rows: readonly AccountRow[]): Promise<void> => {
  if (preparing.has(app)) return;
  preparing.add(app);
  let ready: readonly AccountId[] = [];
  try {
    if (await isFreeOfGateway(app, rows)) ready = await withoutOrphans(app, rows);
  } finally {
    preparing.delete(app);
  }
  await settle(
    app,
    ready.map((id) => ({ id, outcome: app.console.actions.startListener(id) })),
  );
};

/** Stops the listeners of these accounts. */
export const stopListeners = (app: App, rows: readonly AccountRow[]): Promise<void> =>
  settle(
    app,
    rows.map(({ id }) => ({ id, outcome: app.console.actions.stopListener(id) })),
  );
