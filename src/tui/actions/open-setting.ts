// Going to Access at exactly one setting of an account.
import type { AccountId } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import { listState } from '../app/frame.ts';
import { select } from '../layout/window-for.ts';
import { accessList, type SettingKey } from '../screens/access/select.ts';

/** Shows Access with the setting selected; of a list, the entry if there is one. False if Access does not show the setting. */
export const openSetting = (app: App, accountId: AccountId, key: SettingKey, entry?: string): boolean => {
  const ids = accessList(app.frame()).ids;
  const wanted = [...(entry === undefined ? [] : [`${accountId} ${key} ${entry}`]), `${accountId} ${key}`];
  const index = wanted.map((id) => ids.lastIndexOf(id)).find((place) => place >= 0);
  if (index === undefined) return false;
  app.dispatch({ type: 'screen/shown', screen: 'access' });
  const { height } = accessList(app.frame());
  const list = listState(app.frame().ui, 'access');
  app.dispatch({ type: 'list/changed', name: 'access', list: select(ids, list, index, Math.min(index, Math.floor(height / 3))) });
  return true;
};
