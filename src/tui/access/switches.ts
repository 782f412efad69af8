// What holds above the accounts: the channel, its plugin, and the group policy of whoever says none.

import type { ChannelSetting, ConsoleState } from '../../core/faces.ts';
import { accessScreenSentences } from './words.ts';

const words = accessScreenSentences.switches;

/** The switches, in the order shown. */
export type SwitchKey = 'channel' | 'plugin' | 'defaults';

export interface Switch {
  readonly key: SwitchKey;
  /** Config path, and whether something is written there. */
  readonly path: string;
  readonly isWritten: boolean;
  readonly value: string;
  readonly means: string;
  /** Nothing is answered while it stands like this. */
  readonly isBad: boolean;
}

const onOff = (value: boolean | undefined): string =>
  value === undefined ? words.unset : value ? words.on : words.off;

const written = ({ value, path }: ChannelSetting<unknown>): Pick<Switch, 'path' | 'isWritten'> => ({
  path,
  isWritten: value !== undefined,
});

const channelSwitch = ({ config }: ConsoleState, setting: ChannelSetting<boolean>): Switch => {
  const state = !config.hasSection ? 'missing' : config.channelEnabled ? 'on' : 'off';
  return {
    key: 'channel',
    ...written(setting),
    value: config.hasSection ? onOff(config.channelEnabled) : words.unset,
    means: words.channelMeans[state],
    isBad: state !== 'on',
  };
};

const pluginSwitch = ({ config }: ConsoleState, setting: ChannelSetting<boolean>): Switch => {
  const { value } = setting;
  const unset = config.release.capabilities.isPluginBundled ? 'unsetBundled' : 'unsetInstalled';
  const state = value === undefined ? unset : value ? 'on' : 'off';
  return {
    key: 'plugin',
    ...written(setting),
    value: onOff(value),
    means: words.pluginMeans[state],
    isBad: state === 'off' || state === 'unsetBundled',
  };
};

const defaultsSwitch = ({ config }: ConsoleState, setting: ChannelSetting<string>): Switch => ({
  key: 'defaults',
  ...written(setting),
  value: setting.value === undefined ? words.unset : words.groups(setting.value),
  means: words.defaultsMeans(config.release.capabilities),
  isBad: false,
});

/** The switches of the config as it was read last; none before it was. */
export const switchesOf = (core: ConsoleState): readonly Switch[] => {
  const { channel } = core.config;
  if (channel === undefined) return [];
  return [
    channelSwitch(core, channel.enabled),
    pluginSwitch(core, channel.plugin),
    defaultsSwitch(core, channel.defaultGroupPolicy),
  ];
};
