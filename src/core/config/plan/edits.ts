// One change of a config in terms of its keys, before it is known which file they are in.
import type { JsonValue } from '../edit/types.ts';
import type { ConfigPath } from '../value.ts';

/** One step of a change. Paths are from the root of the whole config. */
export type ConfigEdit =
  | { readonly op: 'set'; readonly path: ConfigPath; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly path: ConfigPath }
  | { readonly op: 'rename'; readonly path: ConfigPath; readonly to: string }
  /** Appends what is not there yet. */
  | { readonly op: 'add-entries'; readonly path: ConfigPath; readonly entries: readonly string[] }
  | { readonly op: 'remove-entry'; readonly path: ConfigPath; readonly entry: string };
