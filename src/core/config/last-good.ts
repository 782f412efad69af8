// What of a config stands while its file is broken. Pure.
import type { ConfigView } from './config-view.ts';

/** A broken config changes nothing for a running gateway: its accounts stay, with the finding that says what is broken. */
export const withLastGood = (view: ConfigView, good: ConfigView | undefined): ConfigView => {
  if (view.status !== 'broken' || good?.path !== view.path) return view;
  const { hasSection, channelEnabled, pluginEnabled, defaultAccountId, accounts, channel, owners } = good;
  return {
    ...view,
    hasSection,
    channelEnabled,
    ...(pluginEnabled === undefined ? {} : { pluginEnabled }),
    defaultAccountId,
    accounts,
    ...(channel === undefined ? {} : { channel }),
    ...(owners === undefined ? {} : { owners }),
    files: [...new Set([...(view.files ?? []), ...(good.files ?? [])])],
  };
};
