// Whether what stands in the config is what the gateway goes by: it takes a change in after seconds, and not while it answers somebody
// (docs/contract/gateway-live.md). Asked over the live connection, which takes it 2 ms.

import type { Dispatch } from '../events.ts';
import type { ConfigForce } from '../model/programs.ts';
import { lineField, listField } from '../openclaw/cli/answer.ts';
import type { GatewayClient } from '../openclaw/gateway-client/model.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { ConsoleState } from '../state.ts';
import { isRecord } from '../zca/fields.ts';

/** What `config.get` says of the config the gateway reads. */
export interface LiveConfig {
  /** The file, absolute. */
  readonly path?: string;
  readonly isValid?: boolean;
  /** The first of what it finds wrong: `channels.zalouser.dmPolicy: …`. */
  readonly issue?: string;
  /** What is written is what it goes by; absent where it does not tell. */
  readonly isInForce?: boolean;
}

/** Reads the answer; it holds the whole config, of which nothing else is looked at. */
export const readLiveConfig = (payload: unknown): LiveConfig => {
  if (!isRecord(payload)) return {};
  const { valid, configRevisionHash: written, appliedConfigHash: applied } = payload;
  const [issue] = listField(payload, 'issues');
  const words =
    issue && [lineField(issue, 'path'), lineField(issue, 'message')].filter((part) => part !== undefined);
  const path = lineField(payload, 'path');
  return {
    ...(path === undefined ? {} : { path }),
    ...(typeof valid === 'boolean' ? { isValid: valid } : {}),
    ...(words === undefined || words.length === 0 ? {} : { issue: words.join(': ') }),
    ...(typeof written === 'string' && typeof applied === 'string' ? { isInForce: written === applied } : {}),
  };
};

/** Asks. @throws AppError */
export const askLiveConfig = async (
  client: Pick<GatewayClient, 'call'>,
  signal?: AbortSignal,
): Promise<LiveConfig> =>
  readLiveConfig(await client.call({ method: 'config.get', params: {}, scope: 'read' }, signal));

/** While a change is on its way it is looked after this often (ms), and after half a minute less often: a reply holds it back. */
export const lookEveryMs = 1_000;
export const lookLaterEveryMs = 5_000;
const soonMs = 30_000;

export interface ConfigForceOptions {
  readonly client: Pick<GatewayClient, 'call' | 'isOpen'>;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

/** Keeps `state.configForce` true for as long as the connection stands. */
export interface ConfigForceService {
  /** The file was read anew, or the connection stands: looks until what is written is in force, or refused. */
  look(): void;
  /** Nobody can be asked any more. */
  forget(): void;
}

export const createConfigForce = ({
  client,
  clock,
  dispatch,
  getState,
}: ConfigForceOptions): ConfigForceService => {
  let round = new AbortController();
  let stop = (): void => undefined;

  const tell = (force: ConfigForce): void => {
    const before = getState().configForce;
    const isSame =
      before.status === force.status &&
      ('issue' in before ? before.issue : undefined) === ('issue' in force ? force.issue : undefined);
    if (!isSame) dispatch({ type: 'config-force/changed', force });
  };

  const end = (): void => {
    round.abort();
    stop();
  };

  const again = (sinceMs: number): void => {
    const everyMs = clock.now() - sinceMs < soonMs ? lookEveryMs : lookLaterEveryMs;
    stop = clock.after(everyMs, () => void ask(sinceMs, round));
  };

  const hear = (live: LiveConfig, sinceMs: number): void => {
    if (live.isInForce === undefined) {
      tell({ status: 'unknown' });
      return;
    }
    if (live.isInForce) {
      tell({ status: 'in-force' });
      return;
    }
    if (live.isValid === false)
      tell({ status: 'refused', sinceMs, ...(live.issue === undefined ? {} : { issue: live.issue }) });
    else tell({ status: 'waiting', sinceMs });
    again(sinceMs);
  };

  const ask = async (sinceMs: number, { signal }: AbortController): Promise<void> => {
    try {
      const live = await askLiveConfig(client, signal);
      if (!signal.aborted) hear(live, sinceMs);
    } catch (error) {
      if (signal.aborted) return;
      // One that takes a change in may be busy with that for longer than a call has.
      if (toErrorView(error).code === 'timed-out') again(sinceMs);
      else tell({ status: 'unknown' });
    }
  };

  return {
    look: () => {
      end();
      round = new AbortController();
      if (client.isOpen()) void ask(clock.now(), round);
      else tell({ status: 'unknown' });
    },
    forget: () => {
      end();
      tell({ status: 'unknown' });
    },
  };
};
