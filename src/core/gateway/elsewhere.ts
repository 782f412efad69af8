// A gateway on another host: its config is read over the connection, as if it were a file; nothing of this machine is read or run for it.

import { errorSentences } from '../error-words.ts';
import type { Guard } from '../guarded.ts';
import type { NamedGateway } from '../openclaw/gateway-client/address.ts';
import type { GatewayClient } from '../openclaw/gateway-client/model.ts';
import type { ConfigFiles } from '../system/files.ts';
import type { ProcessList } from '../system/process-list.ts';
import { isRecord } from '../zca/fields.ts';
import { elsewhereSentences as words } from './words.ts';

/** A gateway on another host, as the operator names it. */
export interface GatewayElsewhere extends NamedGateway {
  /** `USER@HOST`: it is reached through the ssh of this system, and `url` is its address on that host. */
  readonly ssh?: string;
}

/** How it is called. */
export const hostOf = ({ url, ssh }: GatewayElsewhere): string => ssh ?? URL.parse(url)?.host ?? url;

/** Where the config of a gateway elsewhere stands for this console: no file of this machine. */
export const remoteConfigPath = (gateway: GatewayElsewhere): string => {
  return `/gateway/${hostOf(gateway).replaceAll(/[^\w.-]/gu, '_')}/openclaw.json`;
};

/** The port of an address: what stands for that of this machine. */
export const portOf = (url: string): number => {
  const parsed = URL.parse(url);
  if (parsed === null) return 0;
  return parsed.port === '' ? (parsed.protocol === 'wss:' ? 443 : 80) : Number(parsed.port);
};

/** What the secret of the gateway may be named by; nothing else of this environment is about its host. */
const spoken = ['OPENCLAW_GATEWAY_TOKEN', 'OPENCLAW_GATEWAY_PASSWORD', 'OPENCLAW_ALLOW_INSECURE_PRIVATE_WS'];

/** What of the options of a console says where things are. */
interface PlaceOptions {
  readonly gateway?: GatewayElsewhere;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly processes?: (all: ProcessList) => ProcessList;
}

/** The options of a console whose gateway is elsewhere: no program, no process and no file of this machine is meant. */
export const optionsElsewhere = <Options extends PlaceOptions>(options: Options): Options => {
  const { gateway, env } = options;
  if (gateway === undefined) return options;
  return {
    ...options,
    zcaPath: undefined,
    settingZcaPath: undefined,
    ownZcaPath: undefined,
    openclawPath: undefined,
    configPath: remoteConfigPath(gateway),
    env: {
      ...Object.fromEntries(spoken.map((name) => [name, env[name]])),
      PATH: '',
      OPENCLAW_GATEWAY_PORT: String(portOf(gateway.url)),
    },
    processes: (all: ProcessList): ProcessList => ({ ...all, list: async () => ({ status: 'unknown' }) }),
  };
};

/** The config as it is written there, includes and variables worked out, secrets left out by the gateway. */
const textOf = (payload: unknown): string | undefined => {
  if (!isRecord(payload)) return undefined;
  const { sourceConfig, parsed } = payload;
  const config = isRecord(sourceConfig) ? sourceConfig : parsed;
  // What is still a variable there is none that could be looked up here.
  return isRecord(config) ? JSON.stringify(config, undefined, 2).replaceAll('${', () => '$${') : undefined;
};

/**
 * The one file there is: the config of the gateway, asked for at every read while the connection stands, and as it was last known while it does
 * not. Nothing else is there.
 */
export const remoteFiles = (
  client: () => Pick<GatewayClient, 'call' | 'isOpen'>,
  file: string,
): ConfigFiles => {
  let known: string | undefined;
  const ask = async (): Promise<string | undefined> => {
    if (!client().isOpen()) return known;
    const call = { method: 'config.get', params: {}, scope: 'read' } as const;
    known = await client()
      .call(call)
      .then(textOf, () => known);
    return known;
  };
  return {
    facts: async (other) => {
      const text = other === file ? await ask() : undefined;
      return text === undefined ? undefined : { isFile: true, bytes: Buffer.byteLength(text), links: 1 };
    },
    text: async (other) => {
      if (other === file && known !== undefined) return known;
      throw Object.assign(new Error(`${other} is not here`), { code: 'ENOENT' });
    },
    realPath: async (other) => other,
  };
};

/** The guard of what needs files or programs beside the gateway: it refuses where the gateway is elsewhere. */
export const createHereGuard =
  (guard: Guard, isElsewhere: boolean): Guard =>
  async (act) =>
    isElsewhere
      ? {
          ok: false,
          error: errorSentences.unsupportedHere({ what: 'This', why: words.why, hint: words.hint }),
        }
      : guard(act);
