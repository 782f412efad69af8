// From a typed code to the request it belongs to. Pure.
import { errorSentences } from '../error-words.ts';
import type { PairingRequest } from '../model/pairing.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { type AccountId, type PairingCode, pairingCode } from '../shared/ids.ts';
import { isExpired } from './files.ts';
import { pairingSentences } from './words.ts';

/** The request a code belongs to, or why there is none. */
export type CodeMatch = { readonly ok: true; readonly request: PairingRequest } | { readonly ok: false; readonly error: ErrorView };

const shape = /^[A-HJ-NP-Z2-9]{8}$/u;

/**
 * Finds the pending request with a code, whatever its case, blanks and dashes. With `account` a request of another account
 * does not count, but is told apart from an unknown code (`code-unknown`, `code-expired`, `code-other-account`).
 */
export const matchCode = (requests: readonly PairingRequest[], typed: PairingCode, nowMs: number, account?: AccountId): CodeMatch => {
  const code = pairingCode(typed);
  const matching = requests.filter((request) => request.code === code);
  const pending = matching.filter((request) => !isExpired(request, nowMs));
  const request = pending.find(({ accountId }) => account === undefined || accountId === account);
  if (request) return { ok: true, request };
  const elsewhere = pending[0];
  if (elsewhere) return { ok: false, error: errorSentences.codeOtherAccount({ code, accountId: elsewhere.accountId }) };
  const expired = matching[0];
  if (expired)
    return {
      ok: false,
      error: errorSentences.codeExpired({ code, agoMs: expired.createdAtMs > 0 ? nowMs - expired.expiresAtMs : undefined }),
    };
  return { ok: false, error: shape.test(code) ? errorSentences.codeUnknown({ code }) : pairingSentences.codeMalformed(code) };
};
