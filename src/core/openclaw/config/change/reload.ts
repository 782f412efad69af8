// What the running gateway does when the config changes (the openclaw contract, section 3). Pure.
import type { ReloadEffect } from '../../../model/config-action.ts';
import type { ConsoleState, Generation } from '../../../state/state.ts';
import { type ConfigPath, type JsonObject, valueAt } from '../value.ts';
import { changedPaths, isWithin } from './paths.ts';

/** What the effect depends on. */
export interface ReloadQuestion {
  /** The config as merged from every file, before and after. */
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly generation: Generation;
  readonly gateway: ConsoleState['gateway']['status'];
  /** Is it the main file that is written, not one it includes? */
  readonly isMainFile: boolean;
}

/** What a changed key asks of the gateway; `nothing`: it is read when it is needed. */
type Weight = 'nothing' | 'channels' | 'gateway';

/** Keys 226 looks at when it needs them (measured with the real one: those not named here restart it). */
const readWhenNeeded = (
  'gateway.remote gateway.reload meta identity wizard logging models agents tools bindings audio agent routing messages session ' +
  'talk skills secrets ui hooks cron browser'
)
  .split(' ')
  .map((key) => key.split('.'));

/** 226 knows the rule of a channel only while its plugin runs; `channels` as a whole and `channels.defaults` have none. */
const weightOn226 = (path: ConfigPath, isPluginLoaded: boolean): Weight => {
  const [root, channel] = path;
  if (root === 'channels' && channel !== undefined && channel !== 'defaults')
    return channel === 'zalouser' && !isPluginLoaded ? 'gateway' : 'channels';
  return readWhenNeeded.some((prefix) => isWithin(path, prefix)) ? 'nothing' : 'gateway';
};

/** 96 applies channels and plugins without a restart of its own. */
const weightOn96 = ([root, key]: ConfigPath): Weight => {
  if (root === 'channels' || root === 'plugins') return 'channels';
  const isLight = root === 'gateway' && (key === 'remote' || key === 'reload');
  return !isLight && (root === 'gateway' || root === 'discovery') ? 'gateway' : 'nothing';
};

const weights: readonly Weight[] = ['nothing', 'channels', 'gateway'];

const heaviest = ({ before, after, generation }: ReloadQuestion): Weight => {
  const isPluginLoaded = valueAt(before, ['plugins', 'entries', 'zalouser', 'enabled']) === true;
  const found = changedPaths(before, after).map((path) => (generation === '226' ? weightOn226(path, isPluginLoaded) : weightOn96(path)));
  return found.reduce<Weight>((most, weight) => (weights.indexOf(weight) > weights.indexOf(most) ? weight : most), 'nothing');
};

/** `hot` and `restart` are known to 226 only; 96 takes them for `hybrid`, as both do with anything they do not know. */
const modeOf = ({ after, generation }: ReloadQuestion): 'off' | 'hot' | 'restart' | 'hybrid' => {
  const mode = valueAt(after, ['gateway', 'reload', 'mode']);
  if (mode === 'off') return mode;
  return generation === '226' && (mode === 'hot' || mode === 'restart') ? mode : 'hybrid';
};

/** Does a change reach the channel `zalouser` and nothing else of `channels`? */
const isOneChannel = ({ before, after }: ReloadQuestion): boolean =>
  changedPaths(before, after).every(([root, channel]) => root !== 'channels' || channel === 'zalouser') &&
  changedPaths(before, after).every(([root]) => root !== 'plugins');

/** The effect of a change; the heaviest of its keys decides. */
export const reloadEffect = (question: ReloadQuestion): ReloadEffect => {
  const { generation, gateway, isMainFile } = question;
  if (gateway === 'down') return 'no-gateway';
  const mode = modeOf(question);
  if (mode === 'off') return 'nothing-until-restart';
  const weight = heaviest(question);
  if (mode === 'hot' && weight === 'gateway') return 'ignored-until-restart';
  // 226 watches the main file only; what it includes is read again with it.
  if (generation === '226' && !isMainFile) return 'not-noticed';
  if (mode === 'restart' || weight === 'gateway') return 'gateway-restarts';
  return weight === 'channels' && isOneChannel(question) ? 'channel-restarts' : 'applies';
};
