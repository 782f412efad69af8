// A question answered by several of a long list, as it stands. Plain data: what it does with typed text is kept beside the state.
import type { AccountId } from '../../core/index.ts';

/** One thing that can be picked. */
export interface PickItem {
  /** What is kept of it: an id, or a text as it was typed. No two items of a question have the same one. */
  readonly key: string;
  /** What it is called. Sanitised; other people's text. */
  readonly label: string;
  /** Stands before the label where there is room: a phone number, a count. */
  readonly detail?: string;
  /** What the filter finds it by, besides label and key. */
  readonly searchText?: string;
}

/** Where the items come from. The lists of an account are read off the state at every frame, so that they fill in. */
export type PickSource =
  | { readonly type: 'peers' | 'groups'; readonly accountId: AccountId }
  /** These, and what there is to say about them. */
  | { readonly type: 'fixed'; readonly rows: readonly PickItem[]; readonly note?: string };

/** The row that answers: the cursor begins there, where Enter lets in nobody who was not picked. */
export const doneRowId = 'done';

/** The question on the screen. */
export interface PickOverlay {
  readonly type: 'pick';
  readonly id: number;
  readonly title: string;
  readonly lines: readonly string[];
  readonly source: PickSource;
  /** What is picked, in the order it was. */
  readonly picked: readonly PickItem[];
  /** What can be picked besides the items of the source: what was picked at first, and what was typed since. */
  readonly extras: readonly PickItem[];
  readonly typeLabel: string;
  /** What is said where something is typed. */
  readonly typeLines: readonly string[];
  readonly doneLabel: string;
  /** The filter is being typed. */
  readonly isFiltering: boolean;
}
