// The live connection of a console: to which gateway, for as long as there is one; what becomes of it reaches the state.

import { parseEnv } from 'node:util';
import type { ConfigService } from '../config/service.ts';
import type { Dispatch } from '../events.ts';
import type { ConnectionState } from '../model/programs.ts';
import { type AddressAnswer, gatewayAddress, type NamedGateway } from '../openclaw/gateway-client/address.ts';
import { createLiveGateway, type LiveGateway } from '../openclaw/gateway-client/client.ts';
import { deviceIdentity } from '../openclaw/gateway-client/identity.ts';
import type { OpenSocket } from '../openclaw/gateway-client/socket.ts';
import { parseOpenClawVersion } from '../openclaw/releases.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import type { ConsoleState } from '../state.ts';
import { portOf } from './elsewhere.ts';
import { gatewayPort, isGatewayExpected } from './program-locator.ts';
import type { SshTunnel } from './ssh-tunnel.ts';

export interface LiveGatewayParts {
  /** Undefined: nothing is connected to. */
  readonly openSocket: OpenSocket | undefined;
  readonly configService: Pick<ConfigService, 'reading'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly named?: NamedGateway | undefined;
  /** The way to it, where that leads through ssh. */
  readonly tunnel?: SshTunnel | undefined;
  /** Where the key is kept that names this console to a gateway that asks. */
  readonly deviceKeyFile: string;
  readonly isReadOnly: boolean;
  readonly version: string;
  readonly platform: string;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

const variablesIn = (text: string | undefined): Readonly<Record<string, string | undefined>> => {
  try {
    return parseEnv(text ?? '');
  } catch {
    return {};
  }
};

/** A gateway of this machine is connected to where it hears Zalo itself, and answers or has just been lost. */
const isWorth = ({ config, gateway, connection }: ConsoleState): boolean =>
  !config.release.capabilities.drivesZca &&
  (gateway.status === 'up' || ['connecting', 'open', 'retrying'].includes(connection.status));

/** Connects to nothing before it is told to `keep` or `follow`. */
export const createConsoleGateway = (parts: LiveGatewayParts): LiveGateway => {
  const { openSocket, configService, env, named, tunnel, clock, dispatch, getState } = parts;

  const address = async (): Promise<AddressAnswer> => {
    const state = getState();
    const reading = configService.reading();
    if (openSocket === undefined) return undefined;
    const way = await tunnel?.open();
    if (way !== undefined && 'error' in way) return { ok: false, ...way };
    return gatewayAddress({
      config: reading?.value ?? {},
      env,
      envFile: variablesIn(reading?.environment?.text),
      port: isWorth(state) ? gatewayPort(env, state.config.gatewayPort, isGatewayExpected(state)) : undefined,
      stateDir: state.config.stateDir,
      ...(named === undefined
        ? {}
        : { named: way === undefined ? named : { ...named, url: `ws://127.0.0.1:${way.port}` } }),
    });
  };

  /** A gateway of this machine says here what else `openclaw gateway status` is asked for. */
  const hearVersion = (connection: ConnectionState): void => {
    const { gateway } = getState();
    const version = connection.status === 'open' ? parseOpenClawVersion(connection.version ?? '') : undefined;
    if (connection.status !== 'open' || version === undefined) return;
    const port = portOf(named?.url ?? connection.url);
    // One elsewhere is there because it is connected to.
    if (named !== undefined)
      dispatch({ type: 'gateway/checked', gateway: { status: 'up', port, checkedAtMs: clock.now() } });
    else if (gateway.status !== 'up' || gateway.port !== port) return;
    dispatch({ type: 'gateway/spoke', word: { version, port, askedAtMs: clock.now() } });
  };

  return createLiveGateway({
    address,
    openSocket: openSocket ?? (() => Promise.reject(new Error('There is nothing to connect to.'))),
    identity: () => deviceIdentity(parts.deviceKeyFile, !parts.isReadOnly),
    clock: realTimeClock(clock),
    random: Math.random,
    version: parts.version,
    platform: parts.platform,
    isReadOnly: parts.isReadOnly,
    onChange: (connection) => {
      dispatch({ type: 'connection/changed', connection });
      hearVersion(connection);
    },
  });
};
