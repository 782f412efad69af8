// Which gateway is meant, where it is not that of this machine: a flag, a name in the settings, or the environment.

import { readFileSync } from 'node:fs';
import { type GatewayElsewhere, gatewayUrl, isThisMachine, Secret } from '../core/faces.ts';
import { UsageProblem } from './flag-values.ts';
import { fileProblem, typedPath } from './paths.ts';
import type { Settings } from './settings.ts';
import { cliSentences } from './words.ts';

export interface GatewayFlags {
  /** An address, or a name in the settings. */
  readonly gateway?: string | undefined;
  readonly gatewayTokenFile?: string | undefined;
  /** `USER@HOST`. */
  readonly ssh?: string | undefined;
}

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
}

/** Where a gateway listens on its own host, unless another port is named. */
const usualUrl = 'ws://127.0.0.1:18789';
/** A token is one word; what is longer than this is another file. */
const maxTokenUnits = 10_000;

/** @throws UsageProblem */
const readToken = (file: string, homeDir: string): Secret => {
  const path = typedPath(file, homeDir);
  let token: string;
  try {
    token = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new UsageProblem(cliSentences.tokenUnreadable(path, fileProblem(error)), error);
  }
  if (token === '' || token.length > maxTokenUnits || /\s/u.test(token))
    throw new UsageProblem(cliSentences.noToken(path));
  return new Secret(token);
};

/**
 * The gateway to look at; undefined: that of this machine.
 * @throws UsageProblem for an address that is none, a name nobody has set, and a token that cannot be read
 */
export const chosenGateway = (
  flags: GatewayFlags,
  { gateways = {} }: Settings,
  { env, homeDir }: Surroundings,
): GatewayElsewhere | undefined => {
  const spoken = env['OPENCLAW_GATEWAY_URL']?.trim();
  const typed =
    flags.gateway ?? (spoken === undefined || spoken === '' || isThisMachine(spoken) ? undefined : spoken);
  const kept = typed !== undefined && Object.hasOwn(gateways, typed) ? gateways[typed] : undefined;
  const ssh = flags.ssh ?? kept?.ssh;
  const tokenFile = flags.gatewayTokenFile ?? kept?.tokenFile;
  if (typed === undefined && ssh === undefined) {
    if (tokenFile !== undefined) throw new UsageProblem(cliSentences.tokenForNobody);
    return undefined;
  }
  if (ssh !== undefined && !/^[^\s-]\S*$/u.test(ssh)) throw new UsageProblem(cliSentences.noSshTarget);
  const named = kept === undefined ? typed : kept.url;
  const url = named === undefined ? usualUrl : gatewayUrl(named);
  if (url === undefined || (kept === undefined && typed !== undefined && /^[\w-]+$/u.test(typed)))
    throw new UsageProblem(cliSentences.noGateway(Object.keys(gateways)));
  return {
    url,
    ...(ssh === undefined ? {} : { ssh }),
    ...(tokenFile === undefined ? {} : { secret: readToken(tokenFile, homeDir) }),
  };
};
