import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';

/** Where a log-in by QR stands. `qrText` is a credential: it is drawn, never logged nor printed. */
export type LoginState =
  | { readonly status: 'idle' }
  | (LoginTarget & { readonly status: 'starting' })
  | (LoginTarget & {
      readonly status: 'waiting';
      /** Empty if the picture could not be read: see `qrError`. */
      readonly qrText: string;
      /** Where the picture is, so that it can be opened elsewhere. It is removed when the log-in is over. */
      readonly qrPath?: string;
      /** Why there is no text to draw; the picture at `qrPath` can still be scanned. */
      readonly qrError?: ErrorView;
      readonly expiresAtMs: number;
      /** False when only polling can tell how it goes on (`--qr-base64`). */
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
  | (LoginTarget & { readonly status: 'declined' })
  | (LoginTarget & { readonly status: 'expired' })
  | (LoginTarget & { readonly status: 'cancelled' })
  | (LoginTarget & {
      readonly status: 'failed';
      readonly error: ErrorView;
      /** This zca gave no code that could be shown: what is left is to let it draw its own. */
      readonly canHandOver?: true;
    });

interface LoginTarget {
  readonly accountId: AccountId;
  readonly profile: ProfileName;
  readonly startedAtMs: number;
}

/** A Zalo QR code lives about this long (zca.md, QR content). */
export const qrLifetimeMs = 100_000;
