// The programs and the gateway of this machine, as far as they are known.
import type { ErrorView } from '../shared/error-view.ts';

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

/** Where a program was looked for first: the flag beats the environment beats the setting beats PATH. */
export type LocatedBy = 'flag' | 'environment' | 'setting' | 'path';

/** Whether there is a zca to run, which one, and why not. `version` comes a moment after `path`. */
export type ZcaStatus =
  | { readonly status: 'unknown' }
  | { readonly status: 'found'; readonly path: string; readonly version?: string; readonly by: LocatedBy }
  | { readonly status: 'missing'; readonly error: ErrorView };

/** Whether there is an `openclaw` program. Without one files and zca still suffice. */
export type OpenClawStatus =
  | { readonly status: 'unknown' }
  | { readonly status: 'found'; readonly path: string; readonly version?: string; readonly by: LocatedBy }
  /** `named`: what somebody named, and where; absent where PATH was searched. */
  | {
      readonly status: 'missing';
      readonly named?: { readonly file: string; readonly by: 'flag' | 'environment' };
    };

/** Whether something answers on the gateway's port of this machine. */
export type GatewayStatus =
  | { readonly status: 'unknown' }
  | { readonly status: 'up' | 'down'; readonly port: number; readonly checkedAtMs: number };
