import type { ErrorView } from '../shared/error-view.ts';

/** The channel's plugin, as `openclaw plugins list` knows it. */
export type PluginStatus =
  /** Nobody has asked yet, or there is no `openclaw` to ask. */
  | { readonly status: 'unknown' }
  /** Asked now for the first time. */
  | { readonly status: 'checking' }
  | { readonly status: 'missing'; readonly checkedAtMs: number }
  | {
      readonly status: 'installed';
      readonly checkedAtMs: number;
      readonly isEnabled: boolean;
      readonly version?: string;
      /** Where it comes from: `bundled` with OpenClaw, `global`, … */
      readonly origin?: string;
      /** Why OpenClaw could not load it. */
      readonly problem?: string;
    }
  | { readonly status: 'failed'; readonly checkedAtMs: number; readonly error: ErrorView };
