// A changing set of watched files, one folder watch for every folder they are in.
import path from 'node:path';
import type { Clock } from '../shared/clock.ts';
import { type FolderWatch, type WatchFolder, watchFolder } from './watch-folders.ts';

/** What {@link createFileWatches} needs. */
export interface FileWatchesOptions {
  readonly clock: Clock;
  readonly watch?: WatchFolder;
  /** Something about one of the files may have changed. */
  readonly onChange: () => void;
}

/** Watches over files. */
export interface FileWatches {
  /** From now on exactly these (absolute paths); folders that stay are not watched anew. */
  follow(files: readonly string[]): void;
  close(): void;
}

/** Watches nothing yet. */
export const createFileWatches = ({ clock, watch, onChange }: FileWatchesOptions): FileWatches => {
  const folders = new Map<string, { names: ReadonlySet<string>; readonly watch: FolderWatch }>();
  let isClosed = false;

  const open = (folder: string, names: ReadonlySet<string>): void => {
    const matches = (name: string): boolean => folders.get(folder)?.names.has(name) ?? false;
    folders.set(folder, { names, watch: watchFolder({ folder, matches, onChange, clock, ...(watch ? { watch } : {}) }) });
  };
  const closeFolder = (folder: string): void => {
    folders.get(folder)?.watch.close();
    folders.delete(folder);
  };
  return {
    follow: (files) => {
      if (isClosed) return;
      const wanted = new Map<string, Set<string>>();
      for (const file of files) {
        const folder = path.dirname(file);
        wanted.set(folder, (wanted.get(folder) ?? new Set()).add(path.basename(file)));
      }
      for (const folder of folders.keys()) if (!wanted.has(folder)) closeFolder(folder);
      for (const [folder, names] of wanted) {
        const known = folders.get(folder);
        if (known) known.names = names;
        else open(folder, names);
      }
    },
    close: () => {
      isClosed = true;
      for (const folder of folders.keys()) closeFolder(folder);
    },
  };
};
