// Other programs write without keeping an owner: what `openclaw` makes as root is shut to whose gateway it is.
import { statSync } from 'node:fs';
import path from 'node:path';
import { errorSentences } from '../error-words.ts';
import { AppError } from '../shared/error.ts';

/** Who acts, and whose things are: numbers of the system. */
export interface Owners {
  /** Undefined where there are no such numbers. */
  userId(): number | undefined;
  /** Links are followed. Undefined where there is nothing, or nothing that this user may look at. */
  ownerOf(place: string): number | undefined;
}

/** The system. */
export const systemOwners: Owners = {
  userId: () => process.geteuid?.(),
  ownerOf: (place) => {
    try {
      return statSync(place).uid;
    } catch {
      return undefined;
    }
  },
};

/** What root makes where nothing is yet must be readable to whom the folder around it belongs to. */
const heirOf = (place: string, owners: Owners): number | undefined => {
  const around = path.dirname(place);
  return around === place ? undefined : (owners.ownerOf(around) ?? heirOf(around, owners));
};

/**
 * Before another program is let to write: do these files and folders, or where one is to be made, belong to this user?
 * @param places absolute
 * @throws AppError `foreign-owner`
 */
export const assertOwn = (places: readonly string[], owners: Owners = systemOwners): void => {
  const user = owners.userId();
  if (user === undefined) return;
  for (const place of places) {
    const uid: number | undefined = owners.ownerOf(place) ?? (user === 0 ? heirOf(place, owners) : undefined);
    // Root reads everything.
    if (uid !== undefined && uid !== user && uid !== 0)
      throw new AppError(errorSentences.foreignOwner({ file: place, uid }));
  }
};
