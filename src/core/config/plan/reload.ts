// What the running gateway does when the config changes (the openclaw contract, section 3). Pure.

import type { GatewayStatus } from '../../model/programs.ts';
import type { Capabilities } from '../../openclaw/capabilities.ts';
import type { ReloadEffect } from '../change-request.ts';
import { type ConfigPath, type JsonObject, valueAt } from '../value.ts';
import { changedPaths, isWithin } from './input.ts';

export interface ReloadInput {
  /** The config as merged from every file, before and after. */
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly can: Pick<Capabilities, 'reloadsPlugins' | 'hasAllReloadModes' | 'watchesIncludes'>;
  readonly gateway: GatewayStatus['status'];
  /** Is it the main file that is written, not one it includes? */
  readonly isMainFile: boolean;
}

/** What a changed key asks of the gateway; `nothing`: it is read when it is needed. */
type Weight = 'nothing' | 'channels' | 'gateway';

/** Keys that are looked at when they are needed (measured with 2026.2.26: those not named here restart it). */
const readWhenNeeded = (
  'gateway.remote gateway.reload meta identity wizard logging models agents tools bindings audio agent routing messages session ' +
  'talk skills secrets ui hooks cron browser'
)
  .split(' ')
  .map((key) => key.split('.'));

/** The rule of a channel is known only while its plugin runs; `channels` as a whole and `channels.defaults` have none. */
const weightOfOlder = (path: ConfigPath, isPluginLoaded: boolean): Weight => {
  const [root, channel] = path;
  if (root === 'channels' && channel !== undefined && channel !== 'defaults')
    return channel === 'zalouser' && !isPluginLoaded ? 'gateway' : 'channels';
  return readWhenNeeded.some((prefix) => isWithin(path, prefix)) ? 'nothing' : 'gateway';
};

/** Where plugins are applied without a restart of the gateway, so are channels, all of them. */
const weightOfLater = ([root, key]: ConfigPath): Weight => {
  // `commands` is what the channels offer: they are begun anew (the gateway's live contract).
  if (root === 'channels' || root === 'plugins' || root === 'commands') return 'channels';
  const isLight = root === 'gateway' && (key === 'remote' || key === 'reload');
  return !isLight && (root === 'gateway' || root === 'discovery') ? 'gateway' : 'nothing';
};

const weights: readonly Weight[] = ['nothing', 'channels', 'gateway'];

const heaviest = ({ before, after, can }: ReloadInput): Weight => {
  const isPluginLoaded = valueAt(before, ['plugins', 'entries', 'zalouser', 'enabled']) === true;
  const found = changedPaths(before, after).map((path) =>
    can.reloadsPlugins ? weightOfLater(path) : weightOfOlder(path, isPluginLoaded),
  );
  return found.reduce<Weight>(
    (most, weight) => (weights.indexOf(weight) > weights.indexOf(most) ? weight : most),
    'nothing',
  );
};

/** Not every release knows `hot` and `restart`; what is not known is taken for `hybrid`. */
const modeOf = ({ after, can }: ReloadInput): 'off' | 'hot' | 'restart' | 'hybrid' => {
  const mode = valueAt(after, ['gateway', 'reload', 'mode']);
  if (mode === 'off') return mode;
  return can.hasAllReloadModes && (mode === 'hot' || mode === 'restart') ? mode : 'hybrid';
};

/** Does a change reach the channel `zalouser` and nothing else of `channels`? */
const isOneChannel = ({ before, after }: ReloadInput): boolean =>
  changedPaths(before, after).every(([root, channel]) => root !== 'channels' || channel === 'zalouser') &&
  changedPaths(before, after).every(([root]) => root !== 'plugins');

/** The effect of a change; the heaviest of its keys decides. */
export const reloadEffect = (question: ReloadInput): ReloadEffect => {
  const { can, gateway, isMainFile } = question;
  if (gateway === 'down') return 'no-gateway';
  const mode = modeOf(question);
  if (mode === 'off') return 'nothing-until-restart';
  const weight = heaviest(question);
  if (mode === 'hot' && weight === 'gateway') return 'ignored-until-restart';
  // Older releases watch the main file only; what it includes is read again with it.
  if (!can.watchesIncludes && !isMainFile) return 'not-noticed';
  if (mode === 'restart' || weight === 'gateway') return 'gateway-restarts';
  return weight === 'channels' && isOneChannel(question) ? 'channel-restarts' : 'applies';
};
