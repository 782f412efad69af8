// Starting and stopping listeners. What already listens on an account is asked about first: Zalo keeps one session an account.

import {
  type AccountId,
  type AccountRow,
  accountRow,
  type ConsoleState,
  canJoin,
  isGatewayListening,
  type ListenProcess,
  listeningOf,
  type Outcome,
  sentences,
} from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import { frameSentences } from '../app/words.ts';
import { listenerActionSentences } from './words.ts';

const words = listenerActionSentences;

/** Waits for all, then shows the first failure. Successes are seen where the listeners are shown. */
const settle = async (
  app: App,
  runs: readonly { readonly id: AccountId; readonly outcome: Promise<Outcome> }[],
): Promise<void> => {
  if (runs.length === 1 && runs[0] !== undefined) return void (await app.attempt(runs[0].outcome));
  const outcomes = await Promise.all(runs.map(async ({ id, outcome }) => ({ id, outcome: await outcome })));
  for (const { id, outcome } of outcomes) {
    if (!outcome.ok && outcome.error.code !== 'cancelled')
      return app.complain(words.ofAccount(id, outcome.error.sentence), outcome.error.hint);
  }
};

const endOrphan = async (app: App, id: AccountId, pid: number): Promise<boolean> => {
  const isSure = await app.confirm({
    title: words.orphanTitle,
    lines: words.orphanLines(id, pid),
    confirmLabel: words.orphanConfirm,
  });
  return isSure && app.attempt(app.console.listener.endOrphan(id));
};

const isOf =
  (...types: readonly ListenProcess['owner']['type'][]) =>
  ({ owner }: ListenProcess): boolean =>
    types.includes(owner.type);

const gatewayWords = (state: ConsoleState, { id, account }: AccountRow): string => {
  const { status, processes } = listeningOf(state, account);
  const pids = processes.filter(isOf('gateway')).map(({ pid }) => pid);
  if (pids.length > 0) return words.gatewayHears(id, pids);
  return status === 'deaf' ? words.gatewayDeaf(id) : words.gatewayMayHear(id);
};

const askBesideGateway = (app: App, state: ConsoleState, owned: readonly AccountRow[]): Promise<boolean> => {
  const [gateway] = state.listening.gateways;
  const isDeaf = owned.every(({ account }) => listeningOf(state, account).status === 'deaf');
  return app.confirm({
    title: isDeaf ? words.gatewayDeafTitle : words.gatewayTitle,
    lines: words.gatewayLines(
      owned.map((row) => gatewayWords(state, row)),
      gateway?.pid,
      isDeaf,
    ),
    confirmLabel: words.startAnyway,
    isDanger: true,
  });
};

/** Those that are neither the gateway's nor a console's of ours: nobody else ends them when a listener is started here. */
const strangersOn = (state: ConsoleState, { id, account }: AccountRow): readonly string[] =>
  listeningOf(state, account)
    .processes.filter(isOf('other-gateway', 'other-console', 'other', 'nobody'))
    .map((process) => words.otherOne(id, sentences.listening.process(process)));

/** True unless the operator shrinks back from a second listener. */
const isFree = async (app: App, rows: readonly AccountRow[]): Promise<boolean> => {
  const state = app.console.store.getState();
  // Those that share one session displace nobody.
  const open = rows.filter(({ account }) => !canJoin(state, account));
  const owned = open.filter(({ account }) => isGatewayListening(state, account));
  if (owned.length > 0) return askBesideGateway(app, state, owned);
  const strangers = open.flatMap((row) => strangersOn(state, row));
  if (strangers.length === 0) return true;
  const lines = words.otherLines(strangers);
  return app.confirm({ title: words.otherTitle, lines, confirmLabel: words.startAnyway, isDanger: true });
};

/** The process id of a listener that an earlier run of this console left behind, and that may be ended. */
export const orphanPidOf = ({ facts: { listener }, listening }: AccountRow): number | undefined =>
  (listener.status === 'blocked' ? listener.orphanPid : undefined) ??
  listening.processes.find(isOf('left-behind'))?.pid;

/** The accounts of which nothing left behind listens any more. */
const withoutOrphans = async (app: App, rows: readonly AccountRow[]): Promise<readonly AccountId[]> => {
  const ready: AccountId[] = [];
  for (const row of rows) {
    const { id } = row;
    const orphanPid = orphanPidOf(row);
    if (orphanPid === undefined || (await endOrphan(app, id, orphanPid))) ready.push(id);
  }
  return ready;
};

/** The rows after the look that has just been taken: what was left behind may have gone, or come to light. */
const asSeenNow = ({ console: { store } }: App, rows: readonly AccountRow[]): readonly AccountRow[] =>
  rows.flatMap(({ id }) => accountRow(store.getState(), id) ?? []);

/**
 * Starts the listeners of these accounts. Asks before it ends a listener that an earlier run left behind, and before it starts beside a
 * gateway that listens on the same account. What was known of others may be half a minute old: they are looked for now.
 */
export const startListeners = async (app: App, rows: readonly AccountRow[]): Promise<void> => {
  const ready = await app.waitFor(
    frameSentences.pendingCheck.gateway,
    () => app.console.gateway.check(),
    async () => ((await isFree(app, rows)) ? withoutOrphans(app, asSeenNow(app, rows)) : []),
  );
  await settle(
    app,
    (ready ?? []).map((id) => ({ id, outcome: app.console.listener.start(id) })),
  );
};

export const stopListeners = (app: App, rows: readonly AccountRow[]): Promise<void> =>
  settle(
    app,
    rows.map(({ id }) => ({ id, outcome: app.console.listener.stop(id) })),
  );
