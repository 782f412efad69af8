// A line of the checklist, as data.
import type { Hint } from '../shared/remedy.ts';

/** What a face of the console does about a line; the names are those of the console's keys. */
export type ChecklistAction =
  | 'app.refresh'
  | 'zca.get'
  | 'openclaw.install-plugin'
  | 'openclaw.enable-plugin'
  | 'openclaw.gateway'
  | 'openclaw.gateway-status'
  | 'openclaw.start-gateway'
  | 'access.channel'
  | 'access.plugin'
  | 'screen.status'
  | 'screen.access'
  | 'screen.login'
  | 'screen.feed';

/** The lines, in the order in which things must be done. */
export const checklistIds = ['zca', 'openclaw', 'plugin', 'config', 'channel', 'login', 'gateway', 'listener'] as const;

/** One line of the checklist. */
export interface ChecklistRow {
  readonly id: (typeof checklistIds)[number];
  /** `not-yet`: nobody knows, or it is not needed; nothing to be done about it now. */
  readonly state: 'done' | 'needs-you' | 'not-yet';
  readonly sentence: string;
  /** What to do in the console. */
  readonly cure?: Hint;
  /** What to do outside of it, where that is something else. */
  readonly shellCure?: Hint;
  readonly action?: ChecklistAction;
  /** The own words of a program that failed. */
  readonly detail?: string;
}

/** What one line says. */
export type Row = Omit<ChecklistRow, 'id'>;
