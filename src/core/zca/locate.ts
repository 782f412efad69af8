// Which zca: the flag beats the environment beats the setting beats PATH beats our own. What was named but is not there is an error,
// not a reason to run something else.
import { access, constants, open, realpath, stat } from 'node:fs/promises';
import path, { posix, win32 } from 'node:path';
import { errorSentences } from '../error-words.ts';
import type { LocatedBy } from '../model/programs.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { underHome } from '../shared/home-path.ts';
import type { ProfileName } from '../shared/ids.ts';
import { isForbidden } from '../shared/system-code.ts';

// Where openzca keeps its profiles (the zca contract, Files). zca-cli may keep them elsewhere.

export interface ZcaHomeInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home as the system knows it; `HOME` of `env` comes first, as for zca. */
  readonly homeDir: string;
}

/** `OPENZCA_HOME`, else `~/.openzca` (its README). */
export const zcaHome = ({ env, homeDir }: ZcaHomeInput): string => {
  const named = env['OPENZCA_HOME'] ?? '';
  return path.resolve(named.trim() === '' ? path.join(env['HOME'] || homeDir, '.openzca') : named);
};

/** The folder of a profile; undefined for a name that zca does not take: another is no folder of its own, and could lead anywhere. */
export const profileFolder = (home: string, profile: ProfileName): string | undefined =>
  /^[A-Za-z0-9_-]+$/u.test(profile) ? path.join(home, 'profiles', profile) : undefined;

/** The zca to run: a program file, or Node with a script. */
export interface ZcaProgram {
  /** Absolute path of the executable. */
  readonly file: string;
  /** Come before every argument: the script, where `file` is Node. */
  readonly prefixArgs: readonly string[];
  /** What the operator knows it by. */
  readonly shownPath: string;
  /** Our own zca, or what puts it in front of another one: its `listen` shares one session, and knows `--events`. */
  readonly isOurs?: boolean;
}

export type ZcaLocation =
  | { readonly status: 'found'; readonly program: ZcaProgram; readonly by: LocatedBy }
  | { readonly status: 'missing'; readonly error: ErrorView };

export interface LocateZcaOptions {
  /** `--zca PATH`. */
  readonly zcaPath?: string | undefined;
  /** From the own settings. */
  readonly settingZcaPath?: string | undefined;
  /** Our own zca, a script; none where there is no such file, or `ZALOUSER_TUI_OWN_ZCA` is `off`. */
  readonly ownZcaPath?: string | undefined;
  /** `ZALOUSER_TUI_ZCA`, `ZALOUSER_TUI_OWN_ZCA`, `PATH`, `PATHEXT` are read from here. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** What `~/` stands for. */
  readonly homeDir?: string | undefined;
  /** What a relative path is relative to. Default: the folder of this process. */
  readonly cwd?: string | undefined;
  /** Runs scripts. Default: the Node of this process. */
  readonly nodePath?: string | undefined;
}

export const zcaVariable = 'ZALOUSER_TUI_ZCA';
/** `off`: our own zca does not count. */
export const ownZcaVariable = 'ZALOUSER_TUI_OWN_ZCA';
const names = ['zca', 'openzca'];

type Candidate =
  | { readonly type: 'program' }
  | { readonly type: 'absent' }
  | { readonly type: 'unusable'; readonly reason: 'not-executable' | 'folder' | 'no-access' };

/** Looks for the program; never throws. */
export const locateZca = async (options: LocateZcaOptions): Promise<ZcaLocation> => {
  const given: readonly (readonly [LocatedBy, string | undefined])[] = [
    ['flag', options.zcaPath],
    ['environment', variable(options, zcaVariable)],
    ['setting', options.settingZcaPath],
  ];
  for (const [by, path] of given) {
    if (path !== undefined && path.trim() !== '') return locateNamed(path.trim(), by, options);
  }
  const onPath = await searchPath(names, 'path', options);
  return onPath.status === 'found' ? onPath : ((await locateOwn(options)) ?? onPath);
};

/** How a launcher of ours begins (`zalouser-tui zca install`). */
const launcherStart = '#!/bin/sh\n# zca of zalouser-tui:';

/** Our script itself, wherever it was linked to, or a launcher of it. */
const isOurZca = async (file: string, ownZcaPath: string | undefined): Promise<boolean> => {
  const real = await realpath(file).catch(() => file);
  if (ownZcaPath !== undefined && real === (await realpath(ownZcaPath).catch(() => ownZcaPath))) return true;
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return false;
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(launcherStart.length),
      0,
      launcherStart.length,
      0,
    );
    return buffer.toString('latin1', 0, bytesRead) === launcherStart;
  } catch {
    return false;
  } finally {
    await handle.close();
  }
};

/** Whatever is wrong with PATH: nobody named a program there. */
const locateOwn = async (options: LocateZcaOptions): Promise<ZcaLocation | undefined> => {
  const { ownZcaPath: file, platform } = options;
  if (file === undefined || variable(options, ownZcaVariable) === 'off') return undefined;
  return (await inspect(file, platform)).type === 'program' ? found(file, 'own', options) : undefined;
};

const locateNamed = async (path: string, by: LocatedBy, options: LocateZcaOptions): Promise<ZcaLocation> => {
  // A bare word is a command, as in a shell: nothing is run from the current folder because it happens to have that name.
  if (!/[\\/]/u.test(path) && !isScript(path)) return searchPath([path], by, options, path);
  const paths = pathsOf(options.platform);
  const expanded = options.homeDir === undefined ? path : underHome(path, options.homeDir);
  const absolute = paths.resolve(options.cwd ?? process.cwd(), expanded);
  for (const file of withExtensions(absolute, options)) {
    const candidate = await inspect(file, options.platform);
    if (candidate.type === 'program') return found(file, by, options);
    if (candidate.type === 'unusable') return unusable(file, candidate.reason);
  }
  return { status: 'missing', error: errorSentences.zcaNotFound({ lookedFor: absolute, by }) };
};

const searchPath = async (
  commandNames: readonly string[],
  by: LocatedBy,
  options: LocateZcaOptions,
  lookedFor?: string,
): Promise<ZcaLocation> => {
  let firstUnusable: ZcaLocation | undefined;
  for (const name of commandNames) {
    for (const folder of pathFolders(options)) {
      for (const file of withExtensions(pathsOf(options.platform).join(folder, name), options)) {
        const candidate = await inspect(file, options.platform);
        if (candidate.type === 'program') return found(file, by, options);
        if (candidate.type === 'unusable' && candidate.reason === 'not-executable')
          firstUnusable ??= unusable(file, candidate.reason);
      }
    }
  }
  return firstUnusable ?? { status: 'missing', error: errorSentences.zcaNotFound({ lookedFor, by }) };
};

const found = async (
  file: string,
  by: LocatedBy,
  { nodePath = process.execPath, ownZcaPath }: LocateZcaOptions,
): Promise<ZcaLocation> => {
  const program: ZcaProgram = isScript(file)
    ? { file: nodePath, prefixArgs: [file], shownPath: file }
    : { file, prefixArgs: [], shownPath: file };
  const isOurs = await isOurZca(file, ownZcaPath);
  return { status: 'found', program: isOurs ? { ...program, isOurs } : program, by };
};

const unusable = (file: string, reason: 'not-executable' | 'folder' | 'no-access'): ZcaLocation => ({
  status: 'missing',
  error: errorSentences.zcaNotExecutable({ file, reason }),
});

/** Scripts run through Node, so they need no executable bit, and it works on Windows. */
const isScript = (file: string): boolean => /\.[cm]?js$/iu.test(file);

const inspect = async (file: string, platform: NodeJS.Platform): Promise<Candidate> => {
  try {
    const stats = await stat(file);
    if (stats.isDirectory()) return { type: 'unusable', reason: 'folder' };
    if (!stats.isFile()) return { type: 'unusable', reason: 'not-executable' };
  } catch (error) {
    // A folder above may forbid to look; anything else (ENOENT, ENOTDIR, ELOOP, a NUL in the name) means that nothing is there.
    return isForbidden(error) ? { type: 'unusable', reason: 'no-access' } : { type: 'absent' };
  }
  // Windows knows no executable bit: the extension decides.
  const mode = isScript(file) || platform === 'win32' ? constants.R_OK : constants.X_OK;
  return access(file, mode).then(
    (): Candidate => ({ type: 'program' }),
    (): Candidate => ({ type: 'unusable', reason: mode === constants.R_OK ? 'no-access' : 'not-executable' }),
  );
};

const pathsOf = (platform: NodeJS.Platform): typeof posix => (platform === 'win32' ? win32 : posix);

/** Windows writes `Path`; its variables have no case. */
const variable = ({ env, platform }: LocateZcaOptions, name: string): string | undefined => {
  if (platform !== 'win32') return env[name];
  const key = Object.keys(env).find((candidate) => candidate.toUpperCase() === name);
  return key === undefined ? undefined : env[key];
};

/** The folders of PATH; empty entries mean the current folder and are left out: nothing is run from there unasked. */
const pathFolders = (options: LocateZcaOptions): string[] =>
  (variable(options, 'PATH') ?? '')
    .split(options.platform === 'win32' ? ';' : ':')
    .filter((folder) => folder !== '');

const withExtensions = (file: string, options: LocateZcaOptions): string[] => {
  if (options.platform !== 'win32') return [file];
  const extensions = (variable(options, 'PATHEXT') ?? '.COM;.EXE;.BAT;.CMD')
    .split(';')
    .filter((extension) => extension !== '');
  const hasExtension =
    isScript(file) || extensions.some((extension) => file.toLowerCase().endsWith(extension.toLowerCase()));
  return hasExtension ? [file] : extensions.map((extension) => `${file}${extension.toLowerCase()}`);
};
