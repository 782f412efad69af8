// Pairing alone, for whoever lists or decides once: located, read and decided without a console. No account is probed, and zca is asked
// for no names.
import type { Console, ConsoleOptions } from '../console.ts';
import { createParts, endWithin } from '../create-console.ts';
import { createServices } from '../create-console-services.ts';
import { readKeptFriends } from '../directory/kept-friends.ts';
import { directorySentences } from '../directory/words.ts';
import { awaitConnection } from '../gateway/await-connection.ts';
import { createChangeGuard, createGuard, guarded } from '../guarded.ts';
import type { Outcome } from '../outcome.ts';
import type { AccountId } from '../shared/ids.ts';
import { zcaHome } from '../zca/locate.ts';
import { isPairingInFiles } from './files.ts';

/** What of a console is about pairing; a {@link Console} can take its place. */
export interface PairingClient extends Pick<Console, 'store' | 'start' | 'stop'> {
  readonly config: Pick<Console['config'], 'reload'>;
  /** As that of a console, but that it reads the friend list that zca last kept (`not-found` where it keeps none), and asks nobody. */
  readonly directory: Pick<Console['directory'], 'loadPeers'>;
  readonly pairing: Pick<Console['pairing'], 'refresh' | 'findByCode' | 'approve' | 'dismiss' | 'revoke'>;
}

/**
 * Opens pairing without a console. `start` finds out which OpenClaw decides here (a gateway that runs, else the program that is found: its
 * `--version` is all that is run, else the files), and reads the config, and the store where that is in files; where it is in a database,
 * `pairing.refresh` and `pairing.findByCode` ask `openclaw`. What was read is in the state, for the selectors a console's state is for:
 * `pairingRows`, `approvedRows`, `accessAfterDecision`. Decisions are as safe as those of a console: under OpenClaw's own locks, from fresh content.
 */
export const openPairing = (options: ConsoleOptions): PairingClient => {
  const parts = createParts({ ...options, asksGateway: false });
  const { clock, runner, store, dispatch } = parts;
  const services = createServices(parts, () => undefined);
  const { configService, gatewayClient, listening, pairing, profiles, programs } = services;
  const lifetime = new AbortController();
  const guard = createGuard(lifetime.signal);
  // It starts nothing, and decides unless the operator said that nothing is to be changed.
  const changing = createChangeGuard(guard, options.isConnectionReadOnly ?? options.isReadOnly ?? false);
  let starting: Promise<void> | undefined;
  let stopping: Promise<void> | undefined;

  const start = async (): Promise<void> => {
    await Promise.all([configService.locate(), configService.reload()]);
    await listening.scan();
    await configService.follow();
    // Where the gateway decides, it is asked over a connection that is opened for it.
    if (!isPairingInFiles(store.getState().config)) await connect();
    await pairing.start();
  };

  const connect = (): Promise<void> => awaitConnection({ gatewayClient, programs, store, clock });

  const loadKept = async (accountId: AccountId): Promise<Outcome> => {
    const profile = profiles.known(accountId);
    const kept = await readKeptFriends(zcaHome(options), profile);
    if (kept === undefined) return { ok: false, error: directorySentences.notKept(profile) };
    dispatch({
      type: 'peers/changed',
      accountId,
      change: { status: 'ready', value: kept.friends, atMs: kept.keptAtMs },
    });
    return { ok: true };
  };

  return {
    store,
    start: () => (starting ??= lifetime.signal.aborted ? Promise.resolve() : start()),
    stop: () => {
      lifetime.abort();
      stopping ??= endWithin(services, runner, clock);
      return stopping;
    },
    config: guarded(guard, configService, 'reload'),
    directory: { loadPeers: (accountId) => guard(() => loadKept(accountId)) },
    pairing: {
      ...guarded(guard, pairing, 'refresh', 'findByCode'),
      ...guarded(changing, pairing, 'dismiss', 'revoke'),
      approve: (request, how) =>
        changing(async () => {
          // Where the store is files, whoever is told of it is told through zca, or by the gateway that holds the session.
          if (how?.notify === true) await Promise.all([programs.locateZca().located, connect()]);
          return pairing.approve(request, how);
        }),
    },
  };
};
