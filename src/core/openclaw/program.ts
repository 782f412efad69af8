/** The `openclaw` to run: a program file, or Node with a script. */
export interface OpenClawProgram {
  /** Absolute path of the executable. */
  readonly file: string;
  /** Come before every argument: the script, where `file` is Node. */
  readonly prefixArgs: readonly string[];
  /** Come after those: `--profile NAME` where a profile is meant; the operator sees them. */
  readonly profileArgs: readonly string[];
  /** What the operator knows it by. */
  readonly shownPath: string;
  /** Added to the environment of every call: which config is meant, where the operator has named one. */
  readonly env: Readonly<Record<string, string>>;
}

/** Scripts run through Node, so they need no executable bit, and it works on Windows. */
export const isScript = (file: string): boolean => /\.[cm]?js$/iu.test(file);

/** `--profile NAME` for a state folder `~/.openclaw-NAME`: without it another gateway would be asked, stopped or restarted. */
export const profileArgsOf = (stateDir: string): readonly string[] => {
  const name = /[\\/]\.openclaw-([a-z0-9][a-z0-9_-]{0,63})[\\/]?$/iu.exec(stateDir)?.[1];
  return name === undefined ? [] : ['--profile', name];
};

/**
 * The program of a file.
 * @param nodePath the Node that runs scripts
 */
export const openClawProgram = (
  file: string,
  nodePath: string,
  env: OpenClawProgram['env'] = {},
  profileArgs: readonly string[] = [],
): OpenClawProgram =>
  isScript(file)
    ? { file: nodePath, prefixArgs: [file], profileArgs, shownPath: file, env }
    : { file, prefixArgs: [], profileArgs, shownPath: file, env };
