// Why there is no connection to the gateway, and what to do about it.
import { duration, type ErrorView, shown, view } from '../../shared/error-view.ts';

/** Whose secret was refused, and where another one is put. */
const secretHint =
  'Correct gateway.auth in the config, or give the token with OPENCLAW_GATEWAY_TOKEN or --gateway-token-file FILE.';

export interface Told {
  /** The gateway's own words. */
  readonly detail?: string | undefined;
}

export const connectionErrors = {
  secretElsewhere: ({
    path,
    source,
    id,
  }: {
    path: string;
    source?: string | undefined;
    id?: string | undefined;
  }): ErrorView =>
    view(
      'gateway-refused',
      source === 'env' && id !== undefined
        ? `${path} is kept in the variable ${shown(id)}, which is not set here.`
        : `${path} is a reference to a secret${source === undefined ? '' : ` (${shown(source)})`} that only the gateway reads.`,
      'Set OPENCLAW_GATEWAY_TOKEN here, or name a file with --gateway-token-file FILE.',
    ),
  variableMissing: ({ path, variable }: { path: string; variable: string }): ErrorView =>
    view(
      'gateway-refused',
      `${path} is the variable ${shown(variable)}, which is not set here.`,
      `Set ${shown(variable)} where this console is started, or OPENCLAW_GATEWAY_TOKEN.`,
    ),
  noAddress: ({ url }: { url: string }): ErrorView =>
    // The text may hold a password: it is not repeated.
    view(
      'bad-usage',
      `The address of the gateway is none${/^\s*$/u.test(url) ? ': it is empty' : ''}.`,
      'Name it as wss://HOST or ws://127.0.0.1:PORT.',
    ),
  readableSecret: ({ url }: { url: string }): ErrorView =>
    view(
      'gateway-refused',
      `${shown(url)} is not encrypted: everybody on the way could read the token and the messages.`,
      'Use wss://, or reach the host with --ssh USER@HOST.',
    ),
  wrongSecret: ({ isNamed, detail }: Told & { isNamed: boolean }): ErrorView =>
    view(
      'gateway-refused',
      isNamed
        ? 'The gateway does not take the token or password it is given.'
        : 'The gateway asks for a token or password.',
      secretHint,
      detail,
    ),
  protocol: ({ expected, detail }: Told & { expected?: number | undefined }): ErrorView =>
    view(
      'gateway-refused',
      `The gateway speaks protocol ${expected ?? 'of another kind'}, which this console does not know.`,
      'Update zalouser-tui; until then files and the openclaw command are used.',
      detail,
    ),
  /** `requestId`: of the request that waits at the gateway, where it told it. */
  approveDevice: ({ requestId, detail }: Told & { requestId?: string | undefined }): ErrorView =>
    view(
      'gateway-refused',
      'The gateway waits until somebody approves this device.',
      `On its host run: openclaw devices approve ${requestId === undefined ? '--latest' : shown(requestId)}`,
      detail,
    ),
  /** The key that names this console to a gateway cannot be kept. */
  noIdentity: ({ file, detail }: Told & { file: string }): ErrorView =>
    view(
      'gateway-refused',
      `The gateway asks who this device is, and its key cannot be kept in ${shown(file)}.`,
      'Check the folder and its permissions.',
      detail,
    ),
  refused: ({ detail }: Told): ErrorView =>
    view('gateway-refused', 'The gateway refused the connection.', { action: 'see-gateway' }, detail),
  notAGateway: ({ url, detail }: Told & { url: string }): ErrorView =>
    view(
      'gateway-refused',
      `What answers at ${shown(url)} is no OpenClaw gateway.`,
      'Check the address and the port.',
      detail,
    ),
  certificate: ({ url, detail }: Told & { url: string }): ErrorView =>
    view(
      'gateway-refused',
      `The certificate of ${shown(url)} is not trusted.`,
      'Name its authority in NODE_EXTRA_CA_CERTS, or its fingerprint in gateway.remote.tlsFingerprint.',
      detail,
    ),
  unreachable: ({ url, detail }: Told & { url: string }): ErrorView =>
    view('gateway-down', `Nothing answers at ${shown(url)}.`, { action: 'start-gateway' }, detail),
  starting: ({ detail }: Told): ErrorView =>
    view('gateway-down', 'The gateway is starting.', 'Wait a moment.', detail),
  restarting: ({ detail }: Told): ErrorView =>
    view(
      'gateway-down',
      'The gateway is restarting.',
      'Wait a moment; it takes up to half a minute.',
      detail,
    ),
  lost: ({ detail }: Told): ErrorView =>
    view('gateway-down', 'The connection to the gateway was lost.', { action: 'see-gateway' }, detail),
  busy: ({ detail }: Told): ErrorView =>
    view(
      'gateway-down',
      'The gateway asks to be left alone for a while.',
      'Wait; it is asked again by itself.',
      detail,
    ),
  silent: ({ forMs }: { forMs: number }): ErrorView =>
    view('gateway-down', `The gateway has said nothing for ${duration(forMs)}.`, { action: 'see-gateway' }),
  tooBig: ({ what }: { what: string }): ErrorView =>
    view('too-much-output', `${shown(what)} is more than the gateway takes in one piece.`, 'Ask for less.'),
  readOnly: ({ what }: { what: string }): ErrorView =>
    view(
      'not-permitted',
      `${shown(what)} asks for more than reading, and this console only reads.`,
      'It was started with --read-only, or its settings or ZALOUSER_TUI_READ_ONLY say so.',
    ),
  /** An act was on its way when the connection ended. */
  lostDuring: ({ what, detail }: Told & { what: string }): ErrorView =>
    view(
      'gateway-down',
      `The connection was lost before the gateway answered ${shown(what)}: it may have been done.`,
      'Look whether it was done before it is done again.',
      detail,
    ),
} as const;
