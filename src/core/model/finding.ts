import type { AccountId } from '../shared/ids.ts';
import type { Hint } from '../shared/remedy.ts';
import type { OpenClawTask } from './programs.ts';

/** Something about the set-up that the operator should know, with its fix in words and, where there is one, the action that does it. */
export interface Finding {
  /** Stable, such as `open-dm-policy`. */
  readonly code: string;
  readonly severity: 'problem' | 'warning' | 'note';
  readonly accountId?: AccountId;
  readonly sentence: string;
  readonly fix?: Hint;
  /** The own words of a program that failed. */
  readonly detail?: string;
  readonly fixTask?: OpenClawTask;
  readonly place?: { readonly file: string; readonly line?: number };
}
