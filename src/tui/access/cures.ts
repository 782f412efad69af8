// Findings that a change of the config cures: `e` on such a row begins it.
import { accountOf, accountRow, type ConsoleState } from '../../core/index.ts';
import { type Cure, cureByDeed } from '../doctor/fix-finding.ts';
import { cureGateway } from '../gateway/fix.ts';
import { addAllowFrom, addGroup } from './add-entry.ts';
import { changeConfig, changeProfile, chooseDefaultAccount, toggleChannel } from './change-config.ts';
import { changeDmPolicy, changeGroupPolicy } from './change-policy.ts';
import type { AccessRow } from './select.ts';

/** The cure of a finding's row, and of the notice that there is no config; undefined where only a hand can cure it. */
export const cureOf = (core: ConsoleState, row: AccessRow | undefined): Cure | undefined => {
  if (row?.type === 'notice') return core.config.status === 'missing' ? toggleChannel : undefined;
  if (row?.type !== 'finding' && row?.type !== 'cure') return undefined;
  const { code, accountId } = row.finding;
  const account = accountId === undefined ? undefined : accountOf(core, accountId);
  switch (code) {
    case 'plugin-off':
      return async (app) => void (await changeConfig(app, { type: 'set-plugin-enabled', isEnabled: true }));
    case 'gateway-deaf':
    case 'gateway-doubled': {
      const row = accountId && accountRow(core, accountId);
      return row && ((app) => cureGateway(app, row));
    }
    case 'channel-disabled':
    case 'channel-missing':
      return toggleChannel;
    case 'account-key-ignored':
      return (
        accountId &&
        (async (app) => void (await changeConfig(app, { type: 'rename-account', accountId, to: accountId })))
      );
    case 'open-dm-policy':
    case 'open-dm-policy-empty':
    case 'open-dm-policy-listed':
    case 'dm-policy-unknown':
    case 'approved-ignored':
      return account && ((app) => changeDmPolicy(app, account));
    case 'allow-from-empty':
      return account && ((app) => addAllowFrom(app, account));
    case 'allow-from-everyone':
      return (
        account &&
        (async (app) =>
          void (await changeConfig(app, { type: 'remove-allow-from', accountId: account.id, entry: '*' })))
      );
    case 'open-group-policy':
    case 'open-group-policy-by-default':
    case 'group-policy-unknown':
    case 'group-policy-unreached':
    case 'group-block-ignored':
      return account && ((app) => changeGroupPolicy(app, account));
    case 'groups-empty':
    case 'groups-all-off':
      return account && ((app) => addGroup(app, account));
    case 'profile-bad':
    case 'profile-shared':
      return account && ((app) => changeProfile(app, account));
    case 'default-account-unknown':
      return chooseDefaultAccount;
    default:
      return cureByDeed(core, row.finding);
  }
};
