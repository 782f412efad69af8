/** A setting that is not an account's: its value as written, and where it is or would be written. */
export interface ChannelSetting<Value> {
  /** Undefined where nothing usable is written. */
  readonly value: Value | undefined;
  /** Config path as the operator would write it. */
  readonly path: string;
}

/** What holds for the channel as a whole: the switches above the accounts, and what holds where neither account nor channel says it. */
export interface ChannelSettings {
  /** `channels.zalouser.enabled`. Unset means on. */
  readonly enabled: ChannelSetting<boolean>;
  /** `plugins.entries.zalouser.enabled`. Unset means off where the plugin comes with OpenClaw. */
  readonly plugin: ChannelSetting<boolean>;
  /** `channels.defaults.groupPolicy`, kept as a string. Later releases do not look at it for accounts that are listed. */
  readonly defaultGroupPolicy: ChannelSetting<string>;
}
