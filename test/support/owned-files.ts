// A disk on which files belong to whom a test says, for tests that run as any user: owners and access lists are only remembered.
import {
  diskWriteFiles,
  type NewFile,
  type Owner,
  type WriteFiles,
} from '../../src/core/system/write-files.ts';

/** What is pretended. Paths are absolute. */
export interface OwnedDisk {
  /** Who the process is; 0 is root, who may give files away. */
  readonly user: number;
  /** The groups of the user, its own first. */
  readonly groups: readonly number[];
  /** Whose files and folders are; what is not named is the user's own. */
  readonly owners: Map<string, Owner>;
  /** Files with an access list. */
  readonly lists: Set<string>;
  /** Has this system a `cp` that copies lists? */
  readonly canCopyLists: boolean;
}

const notPermitted = (): Error => Object.assign(new Error('EPERM: pretended'), { code: 'EPERM' });

/** {@link diskWriteFiles} with pretended owners and lists. */
export const ownedFiles = (disk: OwnedDisk): WriteFiles => {
  const own: Owner = { uid: disk.user, gid: disk.groups[0] ?? disk.user };
  const ownerOf = (file: string): Owner => disk.owners.get(file) ?? own;
  const move = (from: string, to: string | undefined): void => {
    const [owner, hasList] = [ownerOf(from), disk.lists.delete(from)];
    disk.owners.delete(from);
    if (to === undefined) return;
    disk.owners.set(to, owner);
    if (hasList) disk.lists.add(to);
    else disk.lists.delete(to);
  };
  const owned = (file: NewFile, at: string): NewFile => ({
    write: (bytes) => file.write(bytes),
    setMode: (mode) => file.setMode(mode),
    sync: () => file.sync(),
    close: () => file.close(),
    setOwner: async (uid, gid) => {
      const now = ownerOf(at);
      const isAllowed =
        disk.user === 0 ||
        ((uid === -1 || uid === now.uid) && (gid === -1 || gid === now.gid || disk.groups.includes(gid)));
      if (!isAllowed) throw notPermitted();
      disk.owners.set(at, { uid: uid === -1 ? now.uid : uid, gid: gid === -1 ? now.gid : gid });
    },
    copyAttributes: async (from, isWithAccess) => {
      if (isWithAccess && disk.canCopyLists && disk.lists.has(from)) disk.lists.add(at);
    },
    facts: async () => ({ ...(await file.facts()), ...ownerOf(at) }),
  });
  return {
    ...diskWriteFiles,
    userId: () => disk.user,
    accessMark: async (file) => (disk.lists.has(file) ? 'list' : 'none'),
    entry: async (file) => {
      const entry = await diskWriteFiles.entry(file);
      return entry && { ...entry, ...ownerOf(file) };
    },
    create: async (file) => {
      disk.owners.set(file, own);
      return owned(await diskWriteFiles.create(file), file);
    },
    rename: async (from, to) => {
      await diskWriteFiles.rename(from, to);
      move(from, to);
    },
    commit: async (commit) => {
      const isDone = await diskWriteFiles.commit(commit);
      if (isDone && commit.before) move(...commit.before);
      if (isDone) move(commit.from ?? commit.file, commit.from === undefined ? undefined : commit.file);
      return isDone;
    },
  };
};

/** The disk, but no child process is asked for access lists: for tests that write hundreds of times. */
export const plainFiles: WriteFiles = {
  ...diskWriteFiles,
  accessMark: () => Promise.resolve('none'),
  create: async (file) => ({
    ...(await diskWriteFiles.create(file)),
    copyAttributes: () => Promise.resolve(),
  }),
};
