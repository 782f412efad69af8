// What is fetched by itself when the operator comes to a screen.
import { type AccountId, gatewaySession, isInScope } from '../../core/faces.ts';
import { fetchDirectory } from '../directory/actions.ts';
import { directoryAccount, isByGateway } from '../directory/select.ts';
import type { ScreenName } from '../state/ui-state.ts';
import type { App } from './app.ts';
import type { Frame } from './frame.ts';

/** Whoever is asked for people is there, or, being the gateway, is told apart from one that is not by what it answers. */
const canAsk = (frame: Frame): boolean => isByGateway(frame) || frame.core.zca.status === 'found';

/** What the operator has come to, as far as something must be fetched for it: changes exactly when it must be looked at anew. */
const placeOf = (frame: Frame): string | undefined => {
  if (frame.ui.screen !== 'directory' || !canAsk(frame)) return undefined;
  const id = directoryAccount(frame)?.id;
  // What a connection could not answer that was not there yet, one that stands now can.
  return id !== undefined && isByGateway(frame) ? `${id} ${frame.core.connection.status === 'open'}` : id;
};

/** Screens whose rows name people; those of Pairing name no group. */
const named: ReadonlySet<ScreenName> = new Set(['feed', 'pairing', 'access']);

/**
 * The accounts in view whose people must be known by name: rows name them, and the name of whoever asks to pair is compared with
 * theirs. Without the friend list nobody could be warned of a name that is taken.
 */
const accountsToName = (frame: Frame): readonly AccountId[] => {
  const { core, ui } = frame;
  if (!named.has(ui.screen) || !canAsk(frame)) return [];
  const isIn = (id: AccountId): boolean =>
    isByGateway(frame) ? gatewaySession(core, id) === true : core.facts[id]?.session.status === 'logged-in';
  return core.config.accounts
    .filter(({ id, enabled }) => enabled.value && isInScope(ui.scope, id) && isIn(id))
    .map(({ id }) => id);
};

/** A list that cannot be fetched says so in Directory; here names are only missing. */
const fetchNames = ({ console: { directory } }: App, id: AccountId, hasGroups: boolean): void => {
  void directory.loadPeers(id).catch(() => undefined);
  if (hasGroups) void directory.loadGroups(id).catch(() => undefined);
};

/** How often it is looked who listens, while Status is shown (ms): the ages on it tick as often. */
export const scanEveryMs = 10_000;
/** A look is over a little after the tick that began it; the next tick must not come too early for the next look. */
const slackMs = 1_000;

/** Who listens is looked at while one sees it, no more: coming to Status, and then with its ticks. */
const isLookDue = ({ core, ui }: Frame, lastMs: number): boolean =>
  ui.screen === 'status' &&
  core.config.status !== 'unread' &&
  ui.nowMs - Math.max(lastMs, core.listening.scannedAtMs ?? 0) >= scanEveryMs - slackMs;

/** Called with every frame; acts once for each arrival. What is still fresh the core does not fetch again. */
export const createArrival = (app: App): ((frame: Frame) => void) => {
  let last: string | undefined;
  let fetched: readonly string[] = [];
  let scannedAtMs = 0;
  return (frame) => {
    const { screen } = frame.ui;
    if (isLookDue(frame, scannedAtMs)) {
      scannedAtMs = frame.ui.nowMs;
      void app.console.gateway.scan().catch(() => undefined);
    }
    const toName = accountsToName(frame);
    for (const id of toName)
      if (!fetched.includes(`${screen}:${id}`)) fetchNames(app, id, screen !== 'pairing');
    fetched = toName.map((id) => `${screen}:${id}`);
    const place = placeOf(frame);
    if (place === last) return;
    last = place;
    if (place !== undefined) fetchDirectory(app);
  };
};
