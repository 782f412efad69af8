// Which files a decision on the pairing screen writes, so that the operator can be told before.
import type { ConfigView } from '../config/config-view.ts';
import type { AccountId } from '../shared/ids.ts';
import { approvedFileName, approvedFileNames, byAccount, requestsFileName, type StoreScope } from './files.ts';

/** File names in the credentials folder (the OpenClaw contract, section 4). */
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

/** Where a request that names no account came in: on one that sends codes, the default one first. */
const askedOn = ({ accounts, defaultAccountId }: ConfigView): AccountId => {
  const asking = accounts.filter(({ enabled, dmPolicy }) => enabled.value && dmPolicy.value === 'pairing').map(({ id }) => id);
  return asking.find((id) => id === defaultAccountId) ?? asking[0] ?? defaultAccountId;
};

/** Whose the pairing files are; undefined where pairing is kept in a database. */
export const storeScope = (config: ConfigView): StoreScope | undefined => {
  switch (config.release.capabilities.pairingStore) {
    case 'database':
      return undefined;
    case 'scoped-files':
      return byAccount;
    case 'unscoped-files':
      return { type: 'one-for-all', accounts: config.accounts.map(({ id }) => id), askedOn: askedOn(config) };
  }
};

/** Is pairing kept in files, which this console reads and writes itself? Else only the gateway and its command know of it. */
export const isPairingInFiles = ({ release }: ConfigView): boolean => release.capabilities.pairingStore !== 'database';

/** Does a decision on one account count on every other, too? There is one list for all of them (2026.2.25 and older). */
export const isApprovedOnAll = ({ accounts, release }: ConfigView): boolean =>
  accounts.length > 1 && release.capabilities.pairingStore === 'unscoped-files';

/** The pairing files of one account; undefined where pairing is kept in a database. */
export const pairingFiles = (config: ConfigView, accountId: AccountId): PairingFiles | undefined => {
  const scope = storeScope(config);
  return (
    scope && {
      folder: config.credentialsDir,
      requests: requestsFileName,
      approved: approvedFileName(accountId, scope),
      revoked: approvedFileNames(accountId, scope),
    }
  );
};
