// Watches folders for named files. On the folder, not the file: a watched file was seen in 1 of 30 replacements by rename (measured).
import { type FSWatcher, watch as watchOnDisk } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Clock, realTimeClock } from '../shared/clock.ts';

// A changing set of watched files, one folder watch for every folder they are in.

interface FileWatchesOptions {
  readonly clock: Clock;
  readonly watch?: WatchFolder;
  /** Something about one of the files may have changed. */
  readonly onChange: () => void;
}

interface FileWatches {
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
    folders.set(folder, {
      names,
      watch: watchFolder({ folder, matches, onChange, clock, ...(watch ? { watch } : {}) }),
    });
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

/** Events within this time are told once. */
const debounceMs = 100;
/** How often a folder is looked at that cannot be watched, or is not there. */
const pollMs = 1_000;
/** How often a watched folder is checked to be still the one at its path: moving a parent away gives no event. */
const verifyMs = 5_000;

/** As `fs.watch` on a folder: calls back with the name of what changed, if the system tells it. */
export type WatchFolder = (
  folder: string,
  onEvent: (name: string | null) => void,
  onError: () => void,
) => { close(): void };

export interface FolderWatchOptions {
  /** Absolute; it need not exist yet. */
  readonly folder: string;
  readonly matches: (name: string) => boolean;
  /** Told about 100 ms after something may have changed. It should look for itself what. */
  readonly onChange: () => void;
  readonly clock: Clock;
  /** Default: the system's. */
  readonly watch?: WatchFolder;
  /** Told at once, and as often as the system tells: for whoever gathers by itself. */
  readonly isImmediate?: boolean;
}

export interface FolderWatch {
  /** Ends it; nothing is told any more. Safe to call twice. */
  close(): void;
}

const systemWatch: WatchFolder = (folder, onEvent, onError) => {
  const watcher: FSWatcher = watchOnDisk(folder, { persistent: false }, (_event, name) => onEvent(name));
  watcher.on('error', onError);
  return watcher;
};

/** The folder's identity, or undefined if it is not there. */
const identify = (folder: string): Promise<string | undefined> =>
  stat(folder).then(
    (facts) => (facts.isDirectory() ? `${facts.dev}:${facts.ino}` : undefined),
    () => undefined,
  );

/** What a poll compares: names, sizes and times of the files that matter. */
const fingerprint = async (folder: string, matches: FolderWatchOptions['matches']): Promise<string> => {
  const names = await readdir(folder).catch((): string[] => []);
  const facts = names
    .filter(matches)
    .sort()
    .map((name) =>
      stat(path.join(folder, name)).then(
        ({ ino, mtimeMs, size }) => `${name}:${ino}:${mtimeMs}:${size}`,
        () => name,
      ),
    );
  return (await Promise.all(facts)).join('\n');
};

class Watching implements FolderWatch {
  readonly #options: FolderWatchOptions;
  #isClosed = false;
  #isChecking = false;
  #watcher: { close(): void } | undefined;
  #identity: string | undefined;
  #seen: string | undefined;
  #cancelTelling: (() => void) | undefined;
  #cancelCheck: (() => void) | undefined;

  constructor(options: FolderWatchOptions) {
    this.#options = options;
    // At once, so that nothing is missed between here and the first check; a folder that is not there is found by that.
    this.#attach();
    void this.#check(true);
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTelling?.();
    this.#cancelCheck?.();
    this.#detach();
  }

  #attach(): void {
    try {
      const { folder, matches, watch = systemWatch } = this.#options;
      this.#watcher = watch(
        folder,
        (name) => {
          // No name, or the folder's own: it may be gone or replaced.
          if (name === null || name === path.basename(folder)) this.#checkSoon();
          if (name === null || matches(name)) this.#tell();
        },
        () => {
          this.#detach();
          this.#checkSoon();
        },
      );
    } catch {
      this.#watcher = undefined;
    }
  }

  #detach(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  #tell(): void {
    if (this.#isClosed || this.#cancelTelling) return;
    if (this.#options.isImmediate === true) {
      this.#options.onChange();
      return;
    }
    this.#cancelTelling = realTimeClock(this.#options.clock).after(debounceMs, () => {
      this.#cancelTelling = undefined;
      this.#options.onChange();
    });
  }

  #checkSoon(delayMs = debounceMs): void {
    this.#cancelCheck?.();
    if (this.#isClosed) return;
    this.#cancelCheck = realTimeClock(this.#options.clock).after(delayMs, () => void this.#check(false));
  }

  /** Is the folder still the one that is watched? If not: watch the new one, or poll until there is one. */
  async #check(isFirst: boolean): Promise<void> {
    if (this.#isChecking) return;
    this.#isChecking = true;
    const isBlind = await this.#compare(isFirst);
    this.#isChecking = false;
    this.#checkSoon(isBlind ? pollMs : verifyMs);
  }

  /** True if only polling can tell what changes. */
  async #compare(isFirst: boolean): Promise<boolean> {
    const { folder, matches } = this.#options;
    const identity = await identify(folder);
    if (this.#isClosed) return false;
    const isReplaced = identity !== this.#identity;
    this.#identity = identity;
    if (identity === undefined) this.#detach();
    else if (!this.#watcher || (isReplaced && !isFirst)) {
      this.#detach();
      this.#attach();
    }
    const isBlind = this.#watcher === undefined;
    const seen = isBlind && identity !== undefined ? await fingerprint(folder, matches) : undefined;
    if (this.#isClosed) return isBlind;
    const isChanged = isReplaced || (seen !== undefined && this.#seen !== undefined && seen !== this.#seen);
    this.#seen = seen;
    if (isChanged && !isFirst) this.#tell();
    return isBlind;
  }
}

/**
 * Watches a folder for files that match: debounced, never throwing. A folder that appears later or is replaced is
 * watched anew and told as a change; where the system cannot watch, files are polled every second.
 */
export const watchFolder = (options: FolderWatchOptions): FolderWatch => new Watching(options);
