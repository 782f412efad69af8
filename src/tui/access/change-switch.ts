// The switches above the accounts. What is not there yet is switched on.
import type { App } from '../app/app.ts';
import { changeConfig } from './change-config.ts';

/** Enables or disables the channel; enabling a channel without a section, or without a config, makes it. */
export const toggleChannel = async (app: App): Promise<void> => {
  const { hasSection, channelEnabled } = app.console.store.getState().config;
  await changeConfig(app, { type: 'set-channel-enabled', isEnabled: !(hasSection && channelEnabled) });
};

/** Enables or disables the plugin; without a word in the config it is enabled. */
export const togglePlugin = async (app: App): Promise<void> => {
  const { pluginEnabled } = app.console.store.getState().config;
  await changeConfig(app, { type: 'set-plugin-enabled', isEnabled: pluginEnabled !== true });
};
