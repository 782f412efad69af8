// Looks at everything the doctor tells of: programs, files, accounts, what the gateway and `openclaw` say.

import type { Services } from '../create-console-services.ts';
import { isGatewayRunning } from '../gateway/select-listening.ts';
import type { Outcome } from '../outcome.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import type { ConsoleState } from '../state.ts';

const legacyFolders: ReadonlySet<string> = new Set(['.clawdbot', '.moldbot', '.moltbot']);

/** The state folder of an OpenClaw of another name: almost every call of `openclaw` moves it (the OpenClaw contract, section 1). */
export const isLegacyFolder = (stateDir: string): boolean =>
  legacyFolders.has(stateDir.split(/[\\/]/u).at(-1) ?? '');

/** May `openclaw` be asked by somebody who only looks? */
export const mayAskOpenClaw = ({ openclaw, config }: ConsoleState): boolean =>
  openclaw.status === 'found' && !isLegacyFolder(config.stateDir);

export interface ExamineOptions {
  readonly services: Pick<
    Services,
    | 'configService'
    | 'accounts'
    | 'gatewayClient'
    | 'gatewayReport'
    | 'listening'
    | 'configCheck'
    | 'plugin'
    | 'programs'
  >;
  readonly getState: () => ConsoleState;
  readonly clock: Clock;
}

/** Asks zca for the accounts that are switched off: whether a session that nobody uses lies about. Some gateways have sessions of their own. */
export const probeDisabled = async (
  { accounts }: Pick<Services, 'accounts'>,
  { config, zca }: ConsoleState,
): Promise<void> => {
  if (config.status !== 'ready' || !config.release.capabilities.drivesZca || zca.status !== 'found') return;
  await Promise.all(
    config.accounts.filter(({ enabled }) => !enabled.value).map(({ id }) => accounts.probe(id)),
  );
};

/** A look in passing waits no longer for `openclaw` (ms): what else it has to say is known by then. */
export const quickAskMs = 12_000;

/** Waits for the answer, but no longer than that; what has not come by then is given up. */
const inTime = async (clock: Clock, answer: Promise<unknown>, giveUp: () => void): Promise<void> => {
  let cancel = (): void => undefined;
  const late = new Promise<void>((resolve) => {
    cancel = realTimeClock(clock).after(quickAskMs, () => {
      giveUp();
      resolve();
    });
  });
  await Promise.race([answer, late]);
  cancel();
};

/**
 * Reads and asks everything afresh, and waits for the answers: some seconds where there is an `openclaw`. That something could not be asked is
 * in the state, and no failure of the look.
 * @param refresh what the console refreshes anyway: programs, config, accounts, pairing
 * @param isQuick `openclaw` is asked only where there is a gateway to be asked about, and zca only for accounts that are enabled;
 *   what `openclaw` has not answered after {@link quickAskMs} is given up
 */
export const examine = async (
  { services, getState, clock }: ExamineOptions,
  refresh: () => Promise<Outcome>,
  isQuick = false,
): Promise<Outcome> => {
  const { configService, gatewayClient, gatewayReport, configCheck, plugin, programs } = services;
  const refreshed = refresh();
  // What is asked takes seconds each: it begins as soon as it is known whom to ask.
  await configService.located();
  await programs.checkGateway();
  await gatewayClient.settled();
  const state = getState();
  const asks = mayAskOpenClaw(state);
  const isUp = state.gateway.status === 'up';
  const asksGateway = asks || gatewayClient.isOpen();
  const asked = Promise.all([
    ...(asks && !isQuick ? [plugin.check()] : []),
    ...(asksGateway && (isUp || !isQuick) ? [configCheck.ask()] : []),
    // Only a gateway that is there: on 96 a question to one that is not takes a minute.
    ...(asksGateway && isUp ? [gatewayReport.ask()] : []),
  ]);
  await Promise.all(
    isQuick
      ? [refreshed, inTime(clock, asked, gatewayReport.cancel)]
      : [refreshed.then(() => probeDisabled(services, getState())), asked],
  );
  // The port was asked several times: where it is silent, what runs is seen once more after the last of them.
  if (getState().gateway.status === 'down' && isGatewayRunning(getState())) await services.listening.scan();
  return { ok: true };
};
