import type { DiffLine } from '../openclaw/config/diff.ts';
import type { ConfigView } from '../state/state.ts';
import type { ReloadEffect } from './config-action.ts';
import type { Finding } from './finding.ts';

/** A change of the config that has not been written: all an operator needs to decide. */
export interface PlannedChange {
  /** What it does, in a few words. */
  readonly summary: string;
  /** The one file it is written to, absolute. */
  readonly file: string;
  /** The text the plan was made on; undefined where there is no file yet. */
  readonly before: string | undefined;
  readonly after: string;
  readonly diff: readonly DiffLine[];
  readonly reload: ReloadEffect;
  /** The config as it would be. */
  readonly view: ConfigView;
  /** What the operator should know about the config as it would be, and need not know now. */
  readonly newFindings: readonly Finding[];
}
