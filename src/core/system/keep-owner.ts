// A new file that takes another's place gets what the other had: owner, group, mode, access list, extended attributes.

import { statSync } from 'node:fs';
import path from 'node:path';
import { errorSentences } from '../error-words.ts';
import { AppError } from '../shared/error.ts';
import type { Entry, NewFile, Owner, WriteFiles } from './write-files.ts';
import type { WriteProblem } from './write-words.ts';

/** What the old file had and the new one cannot be given. The old one is as it was. */
export class NotKept extends Error {
  override readonly name = 'NotKept';
  readonly problem: Extract<WriteProblem, 'foreign-owner' | 'access-list'>;
  readonly owner: Owner;

  constructor(problem: NotKept['problem'], { uid, gid }: Owner) {
    super(problem);
    this.problem = problem;
    this.owner = { uid, gid };
  }
}

/** How a new file is made like an old one. */
export interface Likeness {
  /** The old file, at its own place. */
  readonly path: string;
  readonly entry: Entry;
  readonly hasList: boolean;
  /** Where the user cannot be kept, do as long as nobody loses access? Else the user has to stay. */
  readonly mayChangeUser: boolean;
}

interface Kept {
  readonly hasUser: boolean;
  readonly hasGroup: boolean;
}

const keepOwner = async (file: NewFile, { uid, gid }: Owner): Promise<Kept> => {
  await file.setOwner(uid, gid).catch(() => file.setOwner(-1, gid).catch(() => {}));
  const now = await file.facts();
  return { hasUser: now.uid === uid, hasGroup: now.gid === gid };
};

/** Has the group all that the user has? Then a user who becomes one of the group loses nothing. */
const isGroupAsFree = (mode: number): boolean => ((mode >> 3) & 0o6 & (mode >> 6)) === ((mode >> 6) & 0o6);

/** A group that is a stranger gets no more than everybody. */
const modeFor = ({ mode }: Entry, hasGroup: boolean): number =>
  hasGroup ? mode : (mode & 0o707) | ((mode & 0o007) << 3);

/** What is to be kept of a file. Looked at after its entry: what changes later is seen by that. */
export const likenessOf = async (
  files: WriteFiles,
  path: string,
  entry: Entry,
  mayChangeUser: boolean,
): Promise<Likeness> => ({
  path,
  entry,
  hasList: (await files.accessMark(path)) === 'list',
  mayChangeUser,
});

/**
 * Makes a new file like the one it will replace.
 * @param at where the new file is
 * @throws NotKept; what the system says
 */
export const makeLike = async (
  files: WriteFiles,
  at: string,
  file: NewFile,
  like: Likeness,
): Promise<void> => {
  const { path, entry, hasList, mayChangeUser } = like;
  const { hasUser, hasGroup } = await keepOwner(file, entry);
  if (!hasUser && !(mayChangeUser && hasGroup && isGroupAsFree(entry.mode)))
    throw new NotKept('foreign-owner', entry);
  await file.setMode(modeFor(entry, hasGroup));
  await file.copyAttributes(path, hasList && hasGroup);
  if (!hasList) return;
  // With a list, the group's part of the mode is what the list may give at most: without the list it would be what the group has.
  const isKept =
    hasUser &&
    hasGroup &&
    (await files.accessMark(at)) === 'list' &&
    (await file.facts()).mode === entry.mode;
  if (!isKept) throw new NotKept('access-list', entry);
};

/** A new file where there was none is given to whom it should belong to. @throws NotKept if it would be somebody else's */
export const giveTo = async (file: NewFile, owner: Owner): Promise<void> => {
  const { hasUser } = await keepOwner(file, owner);
  if (!hasUser) throw new NotKept('foreign-owner', owner);
};

// Other programs write without keeping an owner: what `openclaw` makes as root is shut to whose gateway it is.

/** Who acts, and whose things are: numbers of the system. */
export interface Owners {
  /** Undefined where there are no such numbers. */
  userId(): number | undefined;
  /** Links are followed. Undefined where there is nothing, or nothing that this user may look at. */
  ownerOf(place: string): number | undefined;
}

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
