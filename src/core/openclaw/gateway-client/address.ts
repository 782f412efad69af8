// Where the gateway is, and what opens it: as OpenClaw itself works it out (docs/contract/gateway-live.md). Pure.
import type { ErrorView } from '../../shared/error-view.ts';
import { isRecord, type JsonRecord } from '../../zca/fields.ts';
import { Secret } from './secret.ts';
import { connectionErrors as words } from './words.ts';

export type GatewaySecret =
  | { readonly type: 'token' | 'password'; readonly value: Secret }
  /** `gateway.auth.mode: none`, or nobody named one. */
  | { readonly type: 'none' };

export interface GatewayAddress {
  /** `ws://127.0.0.1:18789`: without user, password and query. */
  readonly url: string;
  /** On this machine: its files are ours, and a refused connection costs nothing. */
  readonly isLocal: boolean;
  readonly secret: GatewaySecret;
  /** The certificate the gateway of this machine made for itself: a file, which is trusted for this address only. */
  readonly certFile?: string;
  /** The SHA-256 of the certificate of another host, if the config names it: 64 hex digits, without colons. */
  readonly fingerprint?: string;
}

/** A gateway that the operator has named. */
export interface NamedGateway {
  readonly url: string;
  readonly secret?: Secret;
}

export interface AddressInput {
  /** The whole config, variables replaced. */
  readonly config: JsonRecord;
  /** The environment of this process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** That of the gateway's `.env`: serves where `env` says nothing. */
  readonly envFile?: Readonly<Record<string, string | undefined>>;
  /** Where the gateway of this machine answers; undefined: nowhere. */
  readonly port: number | undefined;
  readonly stateDir: string;
  readonly named?: NamedGateway;
}

/** Undefined: there is none to connect to. */
export type AddressAnswer =
  | { readonly ok: true; readonly address: GatewayAddress }
  /** `retryAfterMs`: it may be another time, without anybody doing anything. */
  | { readonly ok: false; readonly error: ErrorView; readonly retryAfterMs?: number }
  | undefined;

const own = (value: unknown, key: string): unknown =>
  isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;

const at = (value: unknown, ...path: readonly string[]): unknown => path.reduce<unknown>(own, value);

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

const variableOf = ({ env, envFile = {} }: AddressInput, name: string): string | undefined =>
  textOf(env[name]) ?? textOf(own(envFile, name));

/** What stands in a place for a secret: the word, or why it cannot be read here. */
type Found = { readonly word: string } | { readonly error: ErrorView } | undefined;

/** `{source: "env", id: "NAME"}` can be read here as well as there; a file or a program of the gateway's cannot. */
const foundAt = (input: AddressInput, path: readonly string[]): Found => {
  const value = at(input.config, ...path);
  const name = path.join('.');
  if (isRecord(value)) {
    const [source, id] = [textOf(value['source']), textOf(value['id'])];
    const word = source === 'env' && id !== undefined ? variableOf(input, id) : undefined;
    return word === undefined ? { error: words.secretElsewhere({ path: name, source, id }) } : { word };
  }
  const word = textOf(value);
  if (word === undefined) return undefined;
  const variable = /\$\{([A-Z_][A-Z0-9_]*)\}/u.exec(word)?.[1];
  return variable === undefined ? { word } : { error: words.variableMissing({ path: name, variable }) };
};

const secretOf = (type: 'token' | 'password', word: string): GatewaySecret => ({
  type,
  value: new Secret(word),
});

/** The first that is a word; else why the first that is named is none. */
const firstOf = (
  type: 'token' | 'password',
  found: readonly Found[],
): GatewaySecret | { error: ErrorView } => {
  for (const one of found) if (one !== undefined && 'word' in one) return secretOf(type, one.word);
  for (const one of found) if (one !== undefined && 'error' in one) return one;
  return { type: 'none' };
};

const inEnvironment = (input: AddressInput, name: string): Found => {
  const word = variableOf(input, name);
  return word === undefined ? undefined : { word };
};

const tokenPath = ['gateway', 'auth', 'token'];
const passwordPath = ['gateway', 'auth', 'password'];

/** The secret of the gateway of this config: what the config says goes before the environment. */
const localSecret = (input: AddressInput): GatewaySecret | { error: ErrorView } => {
  const mode = textOf(at(input.config, 'gateway', 'auth', 'mode'));
  if (mode === 'none') return { type: 'none' };
  const tokens = [foundAt(input, tokenPath), inEnvironment(input, 'OPENCLAW_GATEWAY_TOKEN')];
  const passwords = [foundAt(input, passwordPath), inEnvironment(input, 'OPENCLAW_GATEWAY_PASSWORD')];
  const isPassword = mode === 'password' || (mode !== 'token' && passwords.some((one) => one !== undefined));
  return isPassword ? firstOf('password', passwords) : firstOf('token', tokens);
};

/** The secret of the gateway that `gateway.remote` names. */
const remoteSecret = (input: AddressInput): GatewaySecret | { error: ErrorView } => {
  const token = firstOf('token', [
    foundAt(input, ['gateway', 'remote', 'token']),
    inEnvironment(input, 'OPENCLAW_GATEWAY_TOKEN'),
    foundAt(input, tokenPath),
  ]);
  if (!('type' in token) || token.type !== 'none') return token;
  return firstOf('password', [
    inEnvironment(input, 'OPENCLAW_GATEWAY_PASSWORD'),
    foundAt(input, ['gateway', 'remote', 'password']),
    foundAt(input, passwordPath),
  ]);
};

/** What the environment of this process says, and no file: whoever names another host names its secret. */
const spokenSecret = ({ env }: AddressInput): GatewaySecret => {
  const [token, password] = [textOf(env['OPENCLAW_GATEWAY_TOKEN']), textOf(env['OPENCLAW_GATEWAY_PASSWORD'])];
  if (token !== undefined) return secretOf('token', token);
  return password === undefined ? { type: 'none' } : secretOf('password', password);
};

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(host);

const fingerprintOf = (value: unknown): string | undefined => {
  const digits = textOf(value)
    ?.replace(/^sha256[:/]?/iu, '')
    .replaceAll(':', '')
    .toLowerCase();
  return digits !== undefined && /^[0-9a-f]{64}$/u.test(digits) ? digits : undefined;
};

/** The address in a text, cleaned of what must not be shown; `http` means `ws`. */
const parseUrl = (text: string): URL | undefined => {
  const typed = /^[a-z][a-z0-9+.-]*:\/\//iu.test(text) ? text : `wss://${text}`;
  const url = URL.parse(typed.replace(/^http(s?):\/\//iu, 'ws$1://'));
  if (url === null || (url.protocol !== 'ws:' && url.protocol !== 'wss:')) return undefined;
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url;
};

/** An address as it is typed, as one that can be connected to and shown; undefined for what is none. */
export const gatewayUrl = (typed: string): string | undefined => {
  const url = parseUrl(typed);
  return url === undefined ? undefined : shownUrl(url);
};

/** Is it an address of this machine? */
export const isThisMachine = (typed: string): boolean => {
  const url = parseUrl(typed);
  return url !== undefined && isLoopback(url.hostname);
};

const shownUrl = (url: URL): string => (url.pathname === '/' ? url.origin : url.href);

/** An address somebody has named: of another host only if nobody on the way can read the secret. */
const namedAddress = (
  input: AddressInput,
  named: string,
  secret: GatewaySecret | { error: ErrorView },
  fingerprint?: string,
): AddressAnswer => {
  const url = parseUrl(named);
  if (url === undefined) return { ok: false, error: words.noAddress({ url: named }) };
  const isLocal = isLoopback(url.hostname);
  if (url.protocol === 'ws:' && !isLocal && input.env['OPENCLAW_ALLOW_INSECURE_PRIVATE_WS'] !== '1')
    return { ok: false, error: words.readableSecret({ url: shownUrl(url) }) };
  if ('error' in secret) return { ok: false, error: secret.error };
  return {
    ok: true,
    address: {
      url: shownUrl(url),
      // Behind a tunnel the files are still those of another host.
      isLocal: false,
      secret,
      ...(fingerprint === undefined ? {} : { fingerprint }),
    },
  };
};

const localAddress = (input: AddressInput, port: number): AddressAnswer => {
  const { config, stateDir } = input;
  const gateway = own(config, 'gateway');
  const isSecure = at(gateway, 'tls', 'enabled') === true;
  const customHost = at(gateway, 'bind') === 'custom' ? textOf(at(gateway, 'customBindHost')) : undefined;
  const host =
    customHost !== undefined && /^\d{1,3}(?:\.\d{1,3}){3}$/u.test(customHost) ? customHost : '127.0.0.1';
  const secret = localSecret(input);
  if ('error' in secret) return { ok: false, error: secret.error };
  return {
    ok: true,
    address: {
      url: `${isSecure ? 'wss' : 'ws'}://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
      isLocal: true,
      secret,
      ...(isSecure
        ? { certFile: textOf(at(gateway, 'tls', 'certPath')) ?? `${stateDir}/gateway/tls/gateway-cert.pem` }
        : {}),
    },
  };
};

/**
 * The gateway to connect to: the one that was named, else `OPENCLAW_GATEWAY_URL`, else `gateway.remote` where `gateway.mode` says so, else that of
 * this machine. A secret of the config is for the gateway of the config: it is never sent to an address that was named otherwise.
 */
export const gatewayAddress = (input: AddressInput): AddressAnswer => {
  const { named, env, config, port } = input;
  if (named !== undefined) {
    const secret: GatewaySecret =
      named.secret === undefined ? spokenSecret(input) : { type: 'token', value: named.secret };
    return namedAddress(input, named.url, secret);
  }
  const spoken = textOf(env['OPENCLAW_GATEWAY_URL']);
  if (spoken !== undefined) return namedAddress(input, spoken, spokenSecret(input));
  const remote = at(config, 'gateway', 'mode') === 'remote' ? at(config, 'gateway', 'remote') : undefined;
  const remoteUrl = textOf(own(remote, 'url'));
  if (remoteUrl !== undefined)
    return namedAddress(input, remoteUrl, remoteSecret(input), fingerprintOf(own(remote, 'tlsFingerprint')));
  return port === undefined ? undefined : localAddress(input, port);
};

/** Would a connection to the one serve for the other? */
export const isSameAddress = (one: GatewayAddress, other: GatewayAddress): boolean => {
  if (one.url !== other.url || one.certFile !== other.certFile || one.fingerprint !== other.fingerprint)
    return false;
  const [a, b] = [one.secret, other.secret];
  if (a.type === 'none' || b.type === 'none') return a.type === b.type;
  return a.type === b.type && a.value.equals(b.value);
};
