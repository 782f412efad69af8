// Which files a decision on the pairing screen writes, so that the operator can be told before.
import { type AccountId, defaultAccountId } from '../model/ids.ts';
import { approvedFileName, requestsFileName, unscopedApprovedFileName } from '../openclaw/pairing-files.ts';
import type { ConfigView } from './state.ts';

/** File names in the credentials folder (generation 226; the OpenClaw contract, section 4). */
export interface PairingFiles {
  /** Absolute. */
  readonly folder: string;
  /** The requests of all accounts: written by approving and dismissing. */
  readonly requests: string;
  /** The approved ids of the account: written by approving. */
  readonly approved: string;
  /** All that can hold an approved id of the account: written by revoking, as far as they exist. */
  readonly revoked: readonly string[];
}

/** The pairing files of one account; undefined for generation 96, which keeps pairing in its database. */
export const pairingFiles = (config: ConfigView, accountId: AccountId): PairingFiles | undefined => {
  if (config.generation === '96') return undefined;
  const approved = approvedFileName(accountId);
  return {
    folder: config.credentialsDir,
    requests: requestsFileName,
    approved,
    revoked: accountId === defaultAccountId ? [approved, unscopedApprovedFileName] : [approved],
  };
};
