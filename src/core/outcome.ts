// What actions come to. They never throw.

import type { PlannedChange } from './config/change-request.ts';
import type { TaskPlan } from './model/programs.ts';
import type { ErrorView } from './shared/error-view.ts';
import type { Hint } from './shared/remedy.ts';

/** What an action came to: every action ends in exactly one of these. */
export type Outcome =
  | {
      readonly ok: true;
      readonly sentence?: string;
      /** What is left to do. */
      readonly hint?: Hint;
      /** It was done and does not come to what it was done for: the sentence must be read. */
      readonly isWarning?: boolean;
    }
  | { readonly ok: false; readonly error: ErrorView };

/** A change worked out, or why there is none. */
export type PlanAnswer =
  | { readonly ok: true; readonly change: PlannedChange }
  | { readonly ok: false; readonly error: ErrorView };

/** Whether a profile is logged in, or why that is not known. */
export type LoggedInAnswer =
  | { readonly ok: true; readonly isLoggedIn: boolean }
  | { readonly ok: false; readonly error: ErrorView };

/** A task worked out, or why it cannot be done. Nothing has been run. */
export type TaskAnswer =
  | { readonly ok: true; readonly plan: TaskPlan }
  | { readonly ok: false; readonly error: ErrorView };

/** A task that has been started: its run is in `state.runs`, and `done` resolves when it is known whether it helped. */
export type StartedTask =
  | { readonly ok: true; readonly runId: number; readonly done: Promise<Outcome> }
  | { readonly ok: false; readonly error: ErrorView };
