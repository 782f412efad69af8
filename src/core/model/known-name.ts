// What people are called, and by whom.
import type { UserId } from '../shared/ids.ts';

/** How a name resembles another: the very same, the same without marks and case, or only to the eye. */
export type Likeness = 'same' | 'folded' | 'confusable';

/** Where a name was found, best first. */
export type NameSource = 'self' | 'pairing' | 'friends' | 'feed' | 'search' | 'members';

/** A name and who says so. Strangers choose their names: only `self` and `friends` mean an acquaintance. */
export interface KnownName {
  readonly name: string;
  readonly source: NameSource;
}

/** Why a name deserves a second look. */
export type NameWarning =
  /** It equals, or looks like, the name of somebody else whom the account knows. */
  | { readonly type: 'like-contact'; readonly likeness: Likeness; readonly name: string; readonly userId: UserId }
  /** Somebody else who waits has the same name, or one like it. */
  | { readonly type: 'like-request'; readonly likeness: Likeness; readonly name: string; readonly userId: UserId }
  /** It mixes alphabets so that letters look like others. */
  | { readonly type: 'mixed-scripts' };
