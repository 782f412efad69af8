// A line of the checklist, as data.
import type { Hint, Remedy } from '../shared/remedy.ts';

/** What a line can be asked to do. */
export type ChecklistRemedy = Remedy<
  | 'ask-again'
  | 'install-zca'
  | 'install-plugin'
  | 'enable-plugin'
  | 'switch-on'
  | 'create-config'
  | 'see-findings'
  | 'log-in'
  | 'start-gateway'
  | 'see-gateway'
  | 'gateway-status'
  | 'see-account'
  | 'see-listener'
  | 'start-listener'
>;

/** The lines, in the order in which things must be done. */
export const checklistIds = ['zca', 'openclaw', 'plugin', 'config', 'channel', 'login', 'gateway', 'listener'] as const;

/** One line of the checklist. */
export interface ChecklistRow {
  readonly id: (typeof checklistIds)[number];
  /** `not-yet`: nobody knows, or it is not needed; nothing to be done about it now. */
  readonly state: 'done' | 'needs-you' | 'not-yet';
  readonly sentence: string;
  /** What to do, beside what the remedy does. */
  readonly cure?: Hint;
  readonly remedy?: ChecklistRemedy;
  /** The own words of a program that failed. */
  readonly detail?: string;
}

/** What one line says. */
export type Row = Omit<ChecklistRow, 'id'>;
