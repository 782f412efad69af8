import type { DmPolicy, GroupPolicy } from '../config/change-request.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';
import type { Hint } from '../shared/remedy.ts';

/** Somebody, or a group, to be let in. */
export interface SetUpEntry {
  /** What is written into the config: an id, or a name as typed. */
  readonly entry: string;
  /** Who that is, where it is known. */
  readonly name?: string;
}

/**
 * The answers of the set-up assistant so far: plain data that is kept when it is left. Nothing of it has been done; what has been done (logged
 * in, written, listening) is not kept here but read off the state.
 */
export interface SetUpDraft {
  /** The account that is set up, in the config or to be. Absent: nothing has been answered. */
  readonly accountId?: AccountId;
  /** The zca profile it is to have. */
  readonly profile?: ProfileName;
  /** Who may write to the agent. */
  readonly dm?: { readonly policy: DmPolicy; readonly people: readonly SetUpEntry[] };
  /** In which groups it answers. */
  readonly groups?: { readonly policy: GroupPolicy; readonly entries: readonly SetUpEntry[] };
  /** A log-in was begun from the assistant, which is taken up again when it has worked. */
  readonly isLoggingIn?: true;
  /** What the last write of the assistant made the gateway do, in words. */
  readonly effect?: string;
  /** Since when a test message is waited for (epoch ms). */
  readonly testSinceMs?: number;
}

/** The steps, in their order. */
export const setUpStepIds = ['account', 'login', 'people', 'groups', 'write', 'gateway', 'test'] as const;
/** One of {@link setUpStepIds}. */
export type SetUpStepId = (typeof setUpStepIds)[number];

/** One step as it stands. */
export interface SetUpStep {
  readonly id: SetUpStepId;
  /** `next`: the first that waits for the operator. `open`: can be done as well. `later`: not before others. */
  readonly state: 'done' | 'next' | 'open' | 'later';
  readonly title: string;
  /** What was answered or found; absent: nothing yet. */
  readonly answer?: string;
  /** What the step is for, or what is in its way. */
  readonly about: Hint;
}
