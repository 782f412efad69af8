// What is said over the connection, as values: frames, the first request, refusals (docs/contract/gateway-live.md). Pure.
import * as v from 'valibot';
import type { ErrorView } from '../../shared/error-view.ts';
import { sanitizeLine } from '../../shared/text/sanitize.ts';
import { redactText } from '../../system/redact.ts';
import { openclawSentences } from '../words.ts';
import type { GatewaySecret } from './address.ts';
import type { GatewayScope } from './model.ts';
import { connectionErrors as words } from './words.ts';

/** Kinds b and the older half of c speak 3, the others 4: a range is offered, and the gateway takes what it knows. */
export const protocols = { least: 3, greatest: 4 } as const;

/** Answers and events may be as long as the newest gateway takes them itself (bytes). */
export const maxFrameBytes = 32 * 1024 * 1024;

const errorShape = v.object({
  code: v.optional(v.string(), ''),
  message: v.optional(v.string(), ''),
  details: v.optional(v.unknown()),
  retryable: v.optional(v.boolean()),
  retryAfterMs: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
});

/** Why a gateway said no. */
export type GatewayError = v.InferOutput<typeof errorShape>;

const frameShape = v.variant('type', [
  v.object({
    type: v.literal('res'),
    id: v.string(),
    ok: v.boolean(),
    payload: v.optional(v.unknown()),
    error: v.optional(v.fallback(errorShape, { code: '', message: '' })),
  }),
  v.object({
    type: v.literal('event'),
    event: v.string(),
    payload: v.optional(v.unknown()),
    seq: v.optional(v.fallback(v.optional(v.pipe(v.number(), v.safeInteger())), undefined)),
  }),
]);

export type GatewayFrame = v.InferOutput<typeof frameShape>;

/** Reads a frame; undefined: it is none, or of a kind that says nothing to a client. */
export const readFrame = (text: string): GatewayFrame | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const frame = v.safeParse(frameShape, value);
  return frame.success ? frame.output : undefined;
};

const challengeShape = v.object({
  nonce: v.pipe(v.string(), v.nonEmpty()),
  ts: v.optional(v.fallback(v.optional(v.number()), undefined)),
});

/** What is to be signed by a device; undefined where the gateway asks for nothing. */
export type Challenge = v.InferOutput<typeof challengeShape>;

export const readChallenge = (payload: unknown): Challenge | undefined => {
  const challenge = v.safeParse(challengeShape, payload);
  return challenge.success ? challenge.output : undefined;
};

/** What a device signs, and with which key. */
export interface DeviceIdentity {
  /** SHA-256 of the public key, hex. */
  readonly id: string;
  /** The key itself, base64url. */
  readonly publicKey: string;
  /** @returns the signature, base64url */
  readonly sign: (payload: string) => string;
}

const client = (version: string, platform: string) => ({
  // One of a list that the gateway keeps: a name of our own is refused.
  id: 'gateway-client',
  version,
  platform,
  mode: 'backend',
});

const role = 'operator';

export const scopeName = (scope: GatewayScope): string => `operator.${scope}`;

interface ConnectInput {
  readonly version: string;
  readonly platform: string;
  readonly scopes: readonly GatewayScope[];
  readonly secret: GatewaySecret;
  readonly challenge: Challenge | undefined;
  readonly identity: DeviceIdentity | undefined;
  readonly nowMs: number;
}

const authOf = (secret: GatewaySecret): Readonly<Record<string, string>> | undefined =>
  secret.type === 'none' ? undefined : { [secret.type]: secret.value.reveal() };

/** The second form of what a device signs: every gateway from 2026.2.26 to the newest takes it. */
const signedText = (
  { scopes, secret, challenge, version, platform }: ConnectInput,
  id: string,
  signedAtMs: number,
): string => {
  const { id: clientId, mode } = client(version, platform);
  const token = secret.type === 'token' ? secret.value.reveal() : '';
  return [
    'v2',
    id,
    clientId,
    mode,
    role,
    scopes.map(scopeName).join(','),
    String(signedAtMs),
    token,
    challenge?.nonce ?? '',
  ].join('|');
};

/** The parameters of the first request. They hold the secret: they are sent, and never kept. */
export const connectParams = (input: ConnectInput): Readonly<Record<string, unknown>> => {
  const { version, platform, scopes, secret, challenge, identity } = input;
  const signedAtMs = challenge?.ts ?? input.nowMs;
  return {
    minProtocol: protocols.least,
    maxProtocol: protocols.greatest,
    client: client(version, platform),
    role,
    scopes: scopes.map(scopeName),
    caps: [],
    auth: authOf(secret),
    ...(identity === undefined || challenge === undefined
      ? {}
      : {
          device: {
            id: identity.id,
            publicKey: identity.publicKey,
            signature: identity.sign(signedText(input, identity.id, signedAtMs)),
            signedAt: signedAtMs,
            nonce: challenge.nonce,
          },
        }),
  };
};

const strings = v.fallback(v.optional(v.array(v.string())), undefined);
const size = v.pipe(v.number(), v.finite(), v.minValue(1));

const helloShape = v.object({
  protocol: v.number(),
  server: v.optional(
    v.object({ version: v.optional(v.string()), bootId: v.fallback(v.optional(v.string()), undefined) }),
  ),
  features: v.optional(v.object({ methods: strings })),
  auth: v.optional(v.object({ scopes: strings })),
  policy: v.optional(
    v.object({
      maxPayload: v.fallback(v.optional(size), undefined),
      tickIntervalMs: v.fallback(v.optional(size), undefined),
    }),
  ),
});

/** What a gateway says of itself when it takes the connection. */
export interface GatewayHello {
  readonly version?: string;
  readonly protocol: number;
  /** Names its run: another after each restart, in the same process too. */
  readonly bootId?: string;
  /** What it can be asked; absent where it does not tell. */
  readonly methods?: ReadonlySet<string>;
  /** What it grants; absent where it does not tell: what was asked for. */
  readonly scopes?: readonly string[];
  /** The longest request it takes (bytes). */
  readonly maxPayloadBytes: number;
  /** It says something at least this often. */
  readonly tickIntervalMs: number;
}

export const readHello = (payload: unknown): GatewayHello | undefined => {
  const read = v.safeParse(helloShape, payload);
  if (!read.success) return undefined;
  const { protocol, server, features, auth, policy } = read.output;
  const version = server?.version === undefined ? '' : sanitizeLine(server.version, 60).trim();
  return {
    ...(version === '' ? {} : { version }),
    protocol,
    ...(server?.bootId === undefined || server.bootId === '' ? {} : { bootId: server.bootId }),
    ...(features?.methods === undefined ? {} : { methods: new Set(features.methods) }),
    ...(auth?.scopes === undefined ? {} : { scopes: auth.scopes }),
    maxPayloadBytes: policy?.maxPayload ?? 1024 * 1024,
    tickIntervalMs: policy?.tickIntervalMs ?? 30_000,
  };
};

/** Is everything granted that was asked for? */
export const isGranted = ({ scopes }: GatewayHello, asked: readonly GatewayScope[]): boolean =>
  scopes === undefined ||
  scopes.includes('operator.admin') ||
  asked.every((scope) => scopes.includes(scopeName(scope)));

const detailShape = v.object({
  code: v.fallback(v.optional(v.string()), undefined),
  expectedProtocol: v.fallback(v.optional(v.number()), undefined),
  requestId: v.fallback(v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9][\w.:-]{0,127}$/u))), undefined),
});

const detailsOf = ({ details }: GatewayError): v.InferOutput<typeof detailShape> => {
  const read = v.safeParse(detailShape, details);
  return read.success ? read.output : { code: undefined, expectedProtocol: undefined, requestId: undefined };
};

/** The gateway's words as one harmless line; undefined if it said nothing. */
export const saidIn = ({ message }: GatewayError): string | undefined => {
  const line = sanitizeLine(redactText(message), 600).trim();
  return line === '' ? undefined : line;
};

/** What becomes of a connection that the gateway did not take. */
export type Refusal =
  /** It may be taken later, as it is. */
  | { readonly type: 'later'; readonly afterMs: number | undefined; readonly error: ErrorView }
  /** It wants to know which device this is. */
  | { readonly type: 'identity' }
  /** Somebody has to do something first. `isWaiting`: at the gateway, which tells nobody when it is done. */
  | { readonly type: 'refused'; readonly error: ErrorView; readonly isWaiting?: true };

const wrongSecret =
  /^AUTH_(?:REQUIRED|UNAUTHORIZED|TOKEN_|PASSWORD_|DEVICE_TOKEN|BOOTSTRAP|SCOPE|IDENTITY|VERIFIED|TAILSCALE)/u;

/** @param given what the gateway was given */
export const refusalOf = (
  error: GatewayError,
  given: { readonly hasIdentity: boolean; readonly hasSecret: boolean },
): Refusal => {
  const { code = '', expectedProtocol, requestId } = detailsOf(error);
  const detail = saidIn(error);
  const isPairing =
    code === 'PAIRING_REQUIRED' || code.endsWith('DEVICE_IDENTITY_REQUIRED') || error.code === 'NOT_PAIRED';
  if (code === 'AUTH_RATE_LIMITED')
    return { type: 'later', afterMs: error.retryAfterMs ?? 60_000, error: words.busy({ detail }) };
  if (isPairing && !given.hasIdentity) return { type: 'identity' };
  if (isPairing)
    return { type: 'refused', error: words.approveDevice({ requestId, detail }), isWaiting: true };
  if (code === 'PROTOCOL_MISMATCH' || expectedProtocol !== undefined)
    return { type: 'refused', error: words.protocol({ expected: expectedProtocol, detail }) };
  if (error.code === 'UNAVAILABLE' || error.retryable === true)
    return { type: 'later', afterMs: error.retryAfterMs, error: words.starting({ detail }) };
  if (wrongSecret.test(code) || /\bunauthorized\b/iu.test(error.message))
    return { type: 'refused', error: words.wrongSecret({ isNamed: given.hasSecret, detail }) };
  return { type: 'refused', error: words.refused({ detail }) };
};

/** Why a call was answered with no. A gateway that does not know a method may say that a scope is missing. */
export const callFailure = (
  method: string,
  error: GatewayError,
  methods: ReadonlySet<string> | undefined,
): ErrorView => {
  const detail = saidIn(error);
  const { errors } = openclawSentences;
  if (/unknown method/iu.test(error.message)) return errors.unsupportedCall({ what: method, detail });
  if (/missing scope|unauthorized role/iu.test(error.message))
    return methods?.has(method) === false
      ? errors.unsupportedCall({ what: method, detail })
      : errors.notPermitted({ what: method, detail });
  return errors.commandFailed({ what: method, exitCode: undefined, detail });
};
