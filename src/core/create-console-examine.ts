// Looks at everything the doctor tells of: programs, files, accounts, what the gateway and `openclaw` say.
import type { Outcome } from './console.ts';
import type { Services } from './create-console-services.ts';
import type { ConsoleState } from './state/state.ts';

const legacyFolders: ReadonlySet<string> = new Set(['.clawdbot', '.moldbot', '.moltbot']);

/** The state folder of an OpenClaw of another name: almost every call of `openclaw` moves it (the OpenClaw contract, section 1). */
export const isLegacyFolder = (stateDir: string): boolean => legacyFolders.has(stateDir.split(/[\\/]/u).at(-1) ?? '');

/** May `openclaw` be asked by somebody who only looks? */
export const mayAskOpenClaw = ({ openclaw, config }: ConsoleState): boolean =>
  openclaw.status === 'found' && !isLegacyFolder(config.stateDir);

/**
 * Reads and asks everything afresh, and waits for the answers: some seconds where there is an `openclaw`. That something could not be asked is
 * in the state, and no failure of the look.
 * @param refresh what the console refreshes anyway: programs, config, accounts, pairing
 * @param isQuick `openclaw` is asked only where there is a gateway to be asked about
 */
export const examine = async (
  { access, claims, opinion, plugin, setup }: Services,
  getState: () => ConsoleState,
  refresh: () => Promise<Outcome>,
  isQuick = false,
): Promise<Outcome> => {
  const refreshed = refresh();
  // What is asked takes seconds each: it begins as soon as it is known whom to ask.
  await access.located();
  await setup.checkGateway();
  const state = getState();
  const asks = mayAskOpenClaw(state);
  const isUp = state.gateway.status === 'up';
  await Promise.all([
    refreshed,
    ...(asks && !isQuick ? [plugin.check()] : []),
    ...(asks && (isUp || !isQuick) ? [opinion.ask()] : []),
    // Only a gateway that is there: on 96 a question to one that is not takes a minute.
    ...(asks && isUp ? [claims.ask()] : []),
  ]);
  return { ok: true };
};
