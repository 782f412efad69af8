import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';

/** Where a log-in by QR stands. `qrText` is a credential: it is drawn, never logged nor printed. */
export type LoginState =
  | { readonly status: 'idle' }
  /** `isReconnecting`: the connection to the gateway was lost, and a code comes once it is back. */
  | (LoginTarget & { readonly status: 'starting'; readonly isReconnecting?: true })
  | (LoginTarget & {
      readonly status: 'waiting';
      /** Empty if the picture could not be read: see `qrError`. */
      readonly qrText: string;
      /** Where the picture is, so that it can be opened elsewhere. It is removed when the log-in is over. */
      readonly qrPath?: string;
      /** Why there is no text to draw; the picture at `qrPath` can still be scanned. */
      readonly qrError?: ErrorView;
      /** Absent: whoever makes the codes renews them by itself, and the new one is shown. */
      readonly expiresAtMs?: number;
      /** False when only polling can tell how it goes on (`--qr-base64`), and for a gateway's own log-in. */
      readonly canSeeScan: boolean;
    })
  | (LoginTarget & { readonly status: 'scanned'; readonly byName: string })
  /** zca has the terminal and draws its own code there; how it goes on is known when it gives the terminal back. */
  | (LoginTarget & { readonly status: 'handed-over' })
  | (LoginTarget & {
      readonly status: 'logged-in';
      readonly displayName?: string;
      readonly userId?: string;
      /** It was logged in before, and nothing tells whether it is so by the new code. */
      readonly isUnproven?: true;
    })
  /** The gateway had a session for the account already, and nothing was changed. */
  | (LoginTarget & { readonly status: 'already-linked'; readonly displayName?: string })
  | (LoginTarget & { readonly status: 'declined' })
  | (LoginTarget & { readonly status: 'expired' })
  /** `isLeftOpen`: the gateway could not be told, and goes on with it: whoever scans the code logs in. */
  | (LoginTarget & { readonly status: 'cancelled'; readonly isLeftOpen?: true })
  | (LoginTarget & {
      readonly status: 'failed';
      readonly error: ErrorView;
      /** This zca gave no code that could be shown: what is left is to let it draw its own. */
      readonly canHandOver?: true;
    });

export interface LoginTarget {
  readonly accountId: AccountId;
  readonly profile: ProfileName;
  readonly startedAtMs: number;
  /** Who logs in, where that is not zca: the gateway itself, over its connection, or `openclaw channels login`. */
  readonly through?: LoginThrough;
}

export type LoginThrough = 'gateway' | 'openclaw';

/** A Zalo QR code lives about this long (zca.md, QR content). */
export const qrLifetimeMs = 100_000;

const finals: ReadonlySet<LoginState['status']> = new Set([
  'logged-in',
  'already-linked',
  'declined',
  'expired',
  'cancelled',
  'failed',
]);

/** Is it over for the operator? */
export const isFinal = ({ status }: LoginState): boolean => finals.has(status);
