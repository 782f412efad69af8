// Is there a gateway? A connection that is opened and closed says so at once, writes nothing and costs nothing; asking through
// `openclaw` takes seconds and leaves a device file behind (the OpenClaw contract, section 6).
import { connect } from 'node:net';
import type { ConsoleState } from '../state.ts';

/** Where a gateway listens unless told otherwise. */
const defaultPort = 18_789;
/** On this machine an answer comes within a millisecond. */
const connectTimeoutMs = 1_000;

/**
 * May a gateway run here? Where there is an `openclaw`, or a config that has the channel on: a gateway needs no program on the PATH of this
 * console (containers, version managers). A broken config counts, since a running gateway goes on with what it read before.
 */
export const isGatewayExpected = ({ openclaw, config }: Pick<ConsoleState, 'openclaw' | 'config'>): boolean => {
  if (openclaw.status === 'found' || config.status === 'broken') return true;
  return config.status === 'ready' && config.hasSection && config.channelEnabled;
};

/**
 * The port of the gateway: `OPENCLAW_GATEWAY_PORT`, `CLAWDBOT_GATEWAY_PORT`, the config's `gateway.port`, 18789 (the OpenClaw contract,
 * section 1). Undefined where none is to be expected: no port is named and nothing else points to a gateway, or what is named is no port.
 * @param isExpected whether the default port is worth asking: {@link isGatewayExpected}
 */
export const gatewayPort = (
  env: Readonly<Record<string, string | undefined>>,
  configured: number | undefined,
  isExpected: boolean,
): number | undefined => {
  const named = [env['OPENCLAW_GATEWAY_PORT'], env['CLAWDBOT_GATEWAY_PORT']].find((value) => value !== undefined && value.trim() !== '');
  const port = named === undefined ? (configured ?? (isExpected ? defaultPort : 0)) : Number(named);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
};

/** Does anything on this machine accept a connection on the port? Never rejects; an aborted signal counts as no. */
export const canConnect = (port: number, signal?: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    if (signal?.aborted) {
      resolve(false);
      return;
    }
    const socket = connect({ host: '127.0.0.1', port, timeout: connectTimeoutMs });
    const end = (isUp: boolean): void => {
      signal?.removeEventListener('abort', give);
      socket.destroy();
      resolve(isUp);
    };
    const give = (): void => end(false);
    signal?.addEventListener('abort', give, { once: true });
    socket
      .once('connect', () => end(true))
      .once('timeout', give)
      .once('error', give);
  });
