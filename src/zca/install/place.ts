// Where a launcher goes: a folder of the gateway's PATH that we may write to, in front of every other zca there.
import { access, constants, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isLauncher } from './launcher.ts';

/** The name the gateway runs. */
const commandName = 'zca';

/** A program of that name in a folder. */
export interface FoundZca {
  /** As it is found on PATH. */
  readonly file: string;
  /** What it really is: links lead there. */
  readonly realFile: string;
  readonly isOurs: boolean;
}

/** The first bytes of a file; enough to know a launcher. */
const beginningOf = async (file: string): Promise<string> =>
  readFile(file, 'utf8').then(
    (text) => text.slice(0, 1_000),
    () => '',
  );

/** What stands in the way under our name in a folder, executable or not; undefined where nothing does. */
export const zcaIn = async (folder: string): Promise<FoundZca | undefined> => {
  const file = path.join(folder, commandName);
  const realFile = await realpath(file).catch(() => undefined);
  if (realFile === undefined) return undefined;
  return { file, realFile, isOurs: isLauncher(await beginningOf(realFile)) };
};

/** What a process with this PATH runs as `zca`. */
export const zcaOn = async (folders: readonly string[]): Promise<FoundZca | undefined> => {
  for (const folder of folders) {
    const file = path.join(folder, commandName);
    const isProgram = await Promise.all([stat(file), access(file, constants.X_OK)]).then(
      ([stats]) => stats.isFile(),
      () => false,
    );
    if (isProgram) return zcaIn(folder);
  }
  return undefined;
};

/** May we make files in it, or make it first? */
const isWritable = async (folder: string): Promise<boolean> => {
  const stats = await stat(folder).catch(() => undefined);
  if (stats !== undefined && !stats.isDirectory()) return false;
  const parent = path.dirname(folder);
  if (stats === undefined) return parent !== folder && isWritable(parent);
  return access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
};

/** Made for something else, and emptied with it. */
const isPassing = (folder: string): boolean => /\/(?:node_modules|_npx)(?:\/|$)/u.test(folder);

/** Those made for the user's own programs come first; a version manager's go with its version; the system's last. */
const rankOf = (folder: string, homeDir: string): number => {
  if (['.local/bin', 'bin'].some((own) => folder === path.join(homeDir, own))) return 0;
  return folder.startsWith(`${homeDir}/`) ? 1 : 2;
};

/** The folders in which a launcher would be found before any other zca, best first. */
export const placesOn = async (folders: readonly string[], homeDir: string): Promise<readonly string[]> => {
  const places: string[] = [];
  for (const folder of folders) {
    const there = await zcaIn(folder);
    if (!isPassing(folder) && (there === undefined || there.isOurs) && (await isWritable(folder)))
      places.push(folder);
    // Behind it nothing is found.
    if (there !== undefined && !there.isOurs) break;
  }
  return places.sort((a, b) => rankOf(a, homeDir) - rankOf(b, homeDir));
};
