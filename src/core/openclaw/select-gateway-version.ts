// Which release the running gateway is, by what was seen and what it said.

import type { ConsoleState } from '../state.ts';

/** What the system tells of the start of a process is whole seconds. */
const startSlackMs = 1_000;

/** The version it has said itself: not of one that was started since, nor of what is no gateway of this config. */
const saidVersion = ({ gatewayWord: word, gateway, listening }: WithGateway): string | undefined => {
  if (
    word === undefined ||
    gateway.status !== 'up' ||
    gateway.port !== word.port ||
    listening.isPortForeign === true
  )
    return undefined;
  // One of several may be a passing `openclaw gateway status`, which has the same title.
  const { gateways } = listening;
  const isAnother =
    gateways.length > 0 &&
    gateways.every(({ startedAtMs = 0 }) => startedAtMs > word.askedAtMs + startSlackMs);
  return isAnother ? undefined : word.version;
};

type WithGateway = Pick<ConsoleState, 'gateway' | 'gatewayWord' | 'listening'>;

/** The version of the gateway that runs on this config: by its own word, else by its process, where that tells, and not of two at once. */
export const gatewayVersion = (state: WithGateway): string | undefined => {
  const { gateways } = state.listening;
  const versions = new Set(gateways.map(({ version }) => version));
  return saidVersion(state) ?? (versions.size === 1 ? gateways[0]?.version : undefined);
};
