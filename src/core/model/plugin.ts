/** The channel's plugin, as `openclaw plugins list` has it. */
export interface ListedPlugin {
  readonly isEnabled: boolean;
  readonly version?: string;
  /** Where it comes from: `bundled` with OpenClaw, `global`, … */
  readonly origin?: string;
  /** Why OpenClaw could not load it. */
  readonly problem?: string;
}

/** `missing`: the list does not have it. Undefined: nobody has asked yet, or there is no `openclaw` to ask. */
export type PluginAnswer = ListedPlugin | 'missing' | undefined;
