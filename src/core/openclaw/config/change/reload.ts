// What the running gateway does when these keys change (the openclaw contract, section 3). Pure.
import type { ReloadEffect } from '../../../model/config-action.ts';
import type { ConsoleState, Generation } from '../../../state/state.ts';
import { type JsonObject, valueAt } from '../value.ts';
import type { ConfigEdit } from './edits.ts';

/** The effect of a change; the heaviest of its keys decides. */
export const reloadEffect = (
  edits: readonly ConfigEdit[],
  config: JsonObject,
  generation: Generation,
  gateway: ConsoleState['gateway']['status'],
): ReloadEffect => {
  if (gateway === 'down') return 'no-gateway';
  if (valueAt(config, ['gateway', 'reload', 'mode']) === 'off') return 'nothing-until-restart';
  const touchesOnlySection = edits.every(({ path }) => path[0] === 'channels' && path[1] === 'zalouser');
  if (touchesOnlySection) return 'channel-restarts';
  const touchesOnlyChannels = edits.every(({ path }) => path[0] === 'channels');
  return generation === '96' && touchesOnlyChannels ? 'applies' : 'gateway-restarts';
};
