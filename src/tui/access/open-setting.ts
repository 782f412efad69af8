// Going to Access at exactly one setting of an account.
import type { AccountId } from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import { listState } from '../app/frame.ts';
import { select } from '../layout/window-for.ts';
import { accessList, type SettingKey } from './select.ts';
import { switchesOf } from './switches.ts';

const showRow = (app: App, index: number): void => {
  app.dispatch({ type: 'screen/shown', screen: 'access' });
  const { ids, height } = accessList(app.frame());
  const list = listState(app.frame().ui, 'access');
  app.dispatch({
    type: 'list/changed',
    name: 'access',
    list: select(ids, list, index, Math.min(index, Math.floor(height / 3))),
  });
};

/** Shows Access with the setting selected; of a list, the entry if there is one. False if Access does not show the setting. */
export const openSetting = (app: App, accountId: AccountId, key: SettingKey, entry?: string): boolean => {
  const { ids } = accessList(app.frame());
  const wanted = [...(entry === undefined ? [] : [`${accountId} ${key} ${entry}`]), `${accountId} ${key}`];
  const index = wanted.map((id) => ids.lastIndexOf(id)).find((place) => place >= 0);
  if (index === undefined) return false;
  showRow(app, index);
  return true;
};

/** Shows Access with the switch above the accounts selected that is written at this path. False if none is. */
export const openSwitch = (app: App, path: string): boolean => {
  const { core } = app.frame();
  const found = switchesOf(core).find((one) => one.path === path);
  const index = found === undefined ? -1 : accessList(app.frame()).ids.lastIndexOf(`switch ${found.key}`);
  if (index < 0) return false;
  showRow(app, index);
  return true;
};
